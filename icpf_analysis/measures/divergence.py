"""How far apart vocabularies lie, in bits, beside chance; and what each term adds to it."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.sparse import csr_array
from scipy.special import rel_entr

from icpf_analysis.comparison import rows_within, two_groups
from icpf_analysis.inputs import require_column, require_terms, require_whole, side_by_side
from icpf_analysis.measures.permutation import arrange, attainable_p
from icpf_analysis.measures.resampling import (
    disjoint_counts,
    drawn_counts,
    take_units,
    texts_and_counts,
)
from icpf_analysis.terms.counts import speaker_of, sum_rows

DRAWS = 1000
REST = "all others"
_BAND = [0.025, 0.975]
_FEWEST_DRAWS, _CHANCE_DRAWS = 100, 200
_WORK = 2_000_000_000
"""Pairs x draws x terms up to which all draws are made; beyond it there are fewer."""
_CELLS = 20_000_000
"""Groups x draws x terms, or draws x terms, held at once."""
Pairs = list[tuple[int, int]]


def jensen_shannon(f1: ArrayLike | pd.Series, f2: ArrayLike | pd.Series) -> pd.Series:
    """The share of each term in the Jensen-Shannon divergence of two groups, in bits.

    With p and q the relative frequencies and m their mean, a term adds
    (p log2(p/m) + q log2(q/m)) / 2, which is 0 or more; the sum is the divergence, from 0
    (alike) to 1 (nothing in common; Lin 1991). The estimate from counts grows as samples shrink:
    compare samples of one size, as :func:`divergences` does.

    Parameters
    ----------
    f1, f2 : occurrences of each term in the groups.

    Raises TypeError or ValueError: what is given are no counts, or a group has no occurrences.

    >>> jensen_shannon([2, 2, 0], [0, 2, 2]).tolist()
    [0.25, 0.0, 0.25]
    """
    counts = side_by_side(whole=False, f1=f1, f2=f2)
    for name, total in counts.sum().items():
        if not total:
            raise ValueError(f"{name} has no occurrences; a group without terms has no vocabulary")
    p, q = (counts / counts.sum()).to_numpy().T
    return pd.Series(contributions(p, q), counts.index, name="bits")


def contributions(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """Compute :func:`jensen_shannon` from relative frequencies."""
    mean = (p + q) / 2
    return np.maximum(0, (rel_entr(p, mean) + rel_entr(q, mean)) / (2 * np.log(2)))


def word_shift(
    terms: pd.DataFrame,
    a: Any,
    b: Any,
    *,
    by: str = "year",
    within: Mapping[str, Any] | None = None,
    subsample: int | None = None,
    draws: int = 200,
    seed: int = 2014,
) -> pd.DataFrame:
    """What each term adds to the difference of two groups of texts; the sum is the whole.

    The whole is the Jensen-Shannon divergence in bits (generalised word shifts, Gallagher et
    al. 2021). It grows as samples shrink, so beside it is what remains when both sides are
    cut to the same number of terms, and what chance gives at that size.

    Parameters
    ----------
    terms, a, b, by, within : as :func:`contrast`.
    subsample : terms to which both sides are cut; by default half of the smaller side.
    draws : how many samples, and how many reshufflings; `seed` makes them repeatable, whatever
        the order of rows.

    Returns
    -------
    One row per term of either side, the largest absolute contribution first: `f_a`, `f_b`;
    `share_a`, `share_b` of all occurrences of the side; `contribution`; `more_in`, ``a``,
    ``b`` or ``both``; `at_size`, the mean contribution when both sides are cut to `subsample`
    terms, whole statements in random order; `chance_low` and `chance_high`, 2.5th and 97.5th
    percentile of the contribution between two samples of that size from the statements of both
    sides, reshuffled; `whole_chance_low` and `whole_chance_high`, the same of the whole
    divergence; `subsample`.

    Raises TypeError, KeyError or ValueError: as :func:`contrast`; `subsample` is no whole number
    from 1 to the smaller side.
    """
    require_terms(terms, "statement_id")
    require_whole(draws, "draws", 1)
    require_whole(seed, "seed", 0)
    groups = two_groups(terms, a, b, by, within)
    rows = groups.terms[["term", "statement_id"]].astype("str")
    rows["document"] = np.select(groups[1:], ["a ", "b "], "") + rows["statement_id"]
    rows = rows[groups.target | groups.reference]
    matrix, texts, names = texts_and_counts(rows, "document")
    on_a = texts.index.str.startswith("a ")
    sides = (matrix[on_a], matrix[~on_a])
    f_a, f_b = (side.sum(axis=0) for side in sides)
    smaller = int(min(f_a.sum(), f_b.sum()))
    size = max(1, smaller // 2) if subsample is None else subsample
    if require_whole(size, "subsample", 1) > smaller:
        raise ValueError(f"subsample is {size}; the smaller side has {smaller} terms")
    share_a, share_b = f_a / f_a.sum(), f_b / f_b.sum()
    rng = np.random.default_rng(seed)
    step = max(1, _CELLS // max(matrix.shape))
    counts = [min(step, draws - done) for done in range(0, draws, step)]
    at_size = sum(
        _sample_contributions(*(drawn_counts(side, size, count, rng) for side in sides)).sum(axis=0)
        for count in counts
    )
    chance = np.concatenate(
        [_sample_contributions(*disjoint_counts(matrix, size, count, rng)) for count in counts]
    )
    frame = pd.DataFrame({"f_a": f_a, "f_b": f_b, "share_a": share_a, "share_b": share_b}, names)
    frame["contribution"] = contributions(share_a, share_b)
    more_in = np.select([share_a > share_b, share_a < share_b], ["a", "b"], "both")
    frame["more_in"] = pd.array(more_in, dtype="str")
    frame["at_size"] = at_size / draws
    for name, drawn in (("chance", chance), ("whole_chance", chance.sum(axis=1))):
        frame[f"{name}_low"], frame[f"{name}_high"] = np.quantile(drawn, _BAND, axis=0)
    frame["subsample"] = size
    return frame.iloc[np.lexsort((frame.index, -frame["contribution"].round(12)))]


def _sample_contributions(first: csr_array, second: csr_array) -> np.ndarray:
    """Draws x terms: contribution of each term to the divergence of two samples of one size."""
    size = int(first[[0]].sum())
    n, m, n_log_n = first.toarray(), second.toarray(), n_log2_n(2 * size)
    return np.maximum(0, n_log_n[n] + n_log_n[m] + n + m - n_log_n[n + m]) / (2 * size)


def divergences(
    terms: pd.DataFrame,
    by: str = "seminar_id",
    *,
    within: Mapping[str, Any] | None = None,
    draws: int = DRAWS,
    seed: int = 2014,
) -> pd.DataFrame:
    """Jensen-Shannon divergence of every pair of groups, and of each group from all others.

    Both groups of a pair are cut down to the same number of occurrences: statements in random
    order until they hold so many, again and again. Beside it is what chance gives at the same
    size. The intervals describe these reports; they are no confidence intervals of anything beyond.

    Parameters
    ----------
    terms : one row per occurrence, with `term`, `statement_id`, `person_id`, `seminar_id`,
        `year` and the column `by`. Rows without a group are left out.
    within : {column: value or values} that limits the comparison, as in :func:`contrast`.
    draws : how many; of very many pairs and terms fewer are made, 100 at least. `seed` makes
        them repeatable, whatever the order of rows.

    Returns
    -------
    One row per pair of groups, then one per group against all others together:

    first, second : the groups.
    crosses_years : the two have no year in common.
    n_first, n_second : occurrences.
    all_terms : the divergence of all occurrences, in bits; not comparable between rows whose
        groups differ in size.
    divergence, low, high : mean, 2.5th and 97.5th percentile over the draws of statements.
    divergence_speakers, low_speakers, high_speakers : over the draws of speakers with all they
        said. Unattributed statements are treated as one speaker per seminar.
    chance, chance_low, chance_high : the same of the pooled statements, reshuffled.
    halves_first, halves_second : mean divergence of two halves of the same group; missing
        where a half is smaller than the size.
    order_2, order_2_chance : mean normalised divergence of order 2, sum((p - q)^2) /
        sum(p^2 + q^2), which rare terms hardly move (Gerlach, Font-Clos & Altmann 2016), and
        that of the reshuffled statements.
    subsample : occurrences in each draw of the pair: half of the smallest group. A group with
        less than half the occurrences of the median group has a smaller size in its own pairs,
        and does not set the size for the others.
    attainable_p : the smallest p that permuting the years of whole seminars could reach.

    Raises KeyError or ValueError: a column is missing; there are fewer than two groups, or the
    groups divide statements.
    """
    require_whole(draws, "draws", 1)
    require_whole(seed, "seed", 0)
    matrix, statements, groups = group_statements(terms, by, within)
    names, n = list(groups), len(groups)
    if n < 2:
        raise ValueError(f"{by!r} has the groups {names}; two or more can be compared")
    rows, sizes = list(groups.values()), _sizes(matrix, groups)
    pairs = list(combinations(range(n), 2))
    if n > 2:
        every = np.arange(len(statements))
        rows += [np.setdiff1d(every, own) for own in rows]
        pairs += [(each, n + each) for each in range(n)]
        sizes, names = sizes + sizes, names + [REST] * n
    pair_sizes = [min(sizes[one], sizes[two]) for one, two in pairs]
    draws = _affordable(draws, pairs, matrix)
    of_chance = min(draws, _CHANCE_DRAWS)
    rng = np.random.default_rng(seed)
    counts = [matrix[each] for each in rows]
    speakers = [_by_speaker(matrix, statements, each) for each in rows]
    bits, order_2 = paired_divergences(counts, pairs, pair_sizes, draws, rng)
    by_speaker, _ = paired_divergences(speakers, pairs, pair_sizes, draws, rng)
    firsts = [(one, size) for (one, _), size in zip(pairs, pair_sizes, strict=True)]
    seconds = [(two, size) for (_, two), size in zip(pairs, pair_sizes, strict=True)]
    halves = {
        (group, size): _split(counts[group], size, of_chance, rng)[0].mean()
        for group, size in sorted({*firsts, *seconds})
        if group < n and counts[group].sum() >= 2 * size
    }
    pooled = [matrix[np.sort(np.append(rows[one], rows[two]))] for one, two in pairs]
    reshuffled = [_split(*both, of_chance, rng) for both in zip(pooled, pair_sizes, strict=True)]
    chance, order_2_chance = np.array(reshuffled).transpose(1, 2, 0)
    totals = [group.sum(axis=0) for group in counts]
    shares = [total / total.sum() for total in totals]
    years = [set(statements["year"].iloc[each].dropna()) for each in rows]
    seminars = statements.drop_duplicates("seminar_id")["year"].dropna().astype(object)
    columns: dict[str, Any] = {
        "first": [names[one] for one, _ in pairs],
        "second": [names[two] for _, two in pairs],
        "crosses_years": [
            bool(years[one] and years[two]) and not years[one] & years[two] for one, two in pairs
        ],
        "n_first": [int(totals[one].sum()) for one, _ in pairs],
        "n_second": [int(totals[two].sum()) for _, two in pairs],
        "all_terms": [contributions(shares[one], shares[two]).sum() for one, two in pairs],
    }
    for drawn, *of_drawn in (
        (bits, "divergence", "low", "high"),
        (by_speaker, "divergence_speakers", "low_speakers", "high_speakers"),
        (chance, "chance", "chance_low", "chance_high"),
    ):
        values = [drawn.mean(axis=0), *np.quantile(drawn, _BAND, axis=0)]
        columns |= zip(of_drawn, values, strict=True)
    return pd.DataFrame(columns).assign(
        halves_first=[halves.get(side, np.nan) for side in firsts],
        halves_second=[halves.get(side, np.nan) for side in seconds],
        order_2=order_2.mean(axis=0),
        order_2_chance=order_2_chance.mean(axis=0),
        subsample=pair_sizes,
        attainable_p=attainable_p(*(seminars.value_counts().tolist() or [1])),
    )


def divergence_contrast(
    terms: pd.DataFrame,
    a: Any,
    b: Any,
    *,
    by: str = "year",
    within: Mapping[str, Any] | None = None,
    draws: int = DRAWS,
    seed: int = 2014,
) -> pd.DataFrame:
    """Mean divergence between the seminars of two groups, less the mean within the groups.

    The statistic is fixed before the texts are seen: above 0 the seminars of a and b lie
    further apart than those of one group, which is what a shift would look like. All seminars
    are cut down to the same size, as in :func:`divergences`.

    Parameters
    ----------
    terms, a, b, by, within : as :func:`contrast`.

    Returns
    -------
    One row: `between`, `inside` (mean divergence in bits of the pairs across and within the
        groups), `difference` of the two; `low`, `high`, 95 % bootstrap over statements, and
        `low_speakers`, `high_speakers` over speakers; `chance_low`, `chance_high`, 95 % of the
        difference with all statements reshuffled over the seminars; `p_seminars`, the share of
        the permutations of whole seminars between the groups whose difference is as large or
        larger, beside `attainable_p`; `subsample`.

    Raises ValueError: no group has two seminars, so that there is no pair within a group.
    """
    (matrix, statements, groups), on_a, pairs, across = group_seminars(terms, a, b, by, within)
    n_a, n_b = int(on_a.sum()), int((~on_a).sum())
    if max(n_a, n_b) < 2:
        raise ValueError("each group has one seminar; expected two seminars in one of them")
    rows, size = list(groups.values()), min(_sizes(matrix, groups))
    rng = np.random.default_rng(seed)
    draws = _affordable(draws, pairs, matrix)

    def gap_band(bits: np.ndarray) -> np.ndarray:
        return np.quantile(bits[:, across].mean(axis=1) - bits[:, ~across].mean(axis=1), _BAND)

    counts = [matrix[each] for each in rows]
    speakers = [_by_speaker(matrix, statements, each) for each in rows]
    mean = paired_divergences(counts, pairs, size, draws, rng)[0].mean(axis=0)
    between, inside = mean[across].mean(), mean[~across].mean()
    row: dict[str, Any] = {"between": between, "inside": inside, "difference": between - inside}
    for ending, units in (("", counts), ("_speakers", speakers)):
        again, _ = paired_divergences(units, pairs, size, draws, rng, replace=True)
        row[f"low{ending}"], row[f"high{ending}"] = gap_band(again)
    lengths = matrix.sum(axis=1)
    order = np.argsort(rng.random((min(draws, _CHANCE_DRAWS), len(lengths))), axis=1)
    parts = np.split(order, np.cumsum([len(each) for each in rows])[:-1], axis=1)
    reshuffled = [take_units(matrix, lengths, part, size, rng) for part in parts]
    chance, _ = sample_divergences(reshuffled, pairs, size)
    row["chance_low"], row["chance_high"] = gap_band(chance)
    permuted = arrange(on_a, seed=seed)[0][:, pairs].sum(axis=2) == 1
    differences = (permuted @ mean) / permuted.sum(axis=1)
    differences -= (~permuted @ mean) / (~permuted).sum(axis=1)
    row["p_seminars"] = np.mean(differences >= row["difference"] - 1e-12)
    return pd.DataFrame([row | {"attainable_p": attainable_p(n_a, n_b), "subsample": size}])


class GroupedStatements(NamedTuple):
    """Statements x terms; what else is known of each statement; group -> its rows of both."""

    matrix: csr_array
    statements: pd.DataFrame
    groups: dict[Any, np.ndarray]


def group_statements(
    terms: pd.DataFrame, by: str, within: Mapping[str, Any] | None
) -> GroupedStatements:
    """Count terms in statements, grouped by a column; rows without a group are left out."""
    require_terms(terms, "statement_id", "person_id", "seminar_id", "year")
    require_column(by, terms, "terms")
    terms = terms[rows_within(terms, within) & terms[by].notna().to_numpy()]
    words = terms.astype(dict.fromkeys(["statement_id", "person_id", "seminar_id"], "str"))
    if words.groupby("statement_id", observed=True)[by].nunique().gt(1).any():
        raise ValueError(f"{by!r} divides statements; give a column that statements have as wholes")
    matrix, statements, _ = texts_and_counts(words)
    group_of = statements[by].to_numpy(object)
    names = sorted(statements[by].unique(), key=lambda name: (str(type(name)), name))
    groups = {name: np.flatnonzero(group_of == name) for name in names}
    return GroupedStatements(matrix, statements, groups)


def group_seminars(
    terms: pd.DataFrame, a: Any, b: Any, by: str, within: Mapping[str, Any] | None
) -> tuple[GroupedStatements, np.ndarray, Pairs, np.ndarray]:
    """The statements of two groups by seminar; which seminars are of a; all pairs of seminars; and
    which pairs are across the groups."""
    groups = two_groups(terms, a, b, by, within)
    grouped = group_statements(groups.terms[groups.target | groups.reference], "seminar_id", None)
    in_a, in_b = (set(groups.terms.loc[rows, "seminar_id"].astype("str")) for rows in groups[1:])
    if in_a & in_b:
        raise ValueError(f"seminar {min(in_a & in_b)} is in both groups; compare whole seminars")
    on_a = np.array([name in in_a for name in grouped.groups])
    pairs = list(combinations(range(len(on_a)), 2))
    return grouped, on_a, pairs, on_a[pairs].sum(axis=1) == 1


def _by_speaker(matrix: csr_array, statements: pd.DataFrame, rows: np.ndarray) -> csr_array:
    """Speakers x terms of some statements."""
    speakers = speaker_of(statements.iloc[rows])
    return sum_rows(matrix[rows], pd.factorize(speakers.to_numpy(object), sort=True)[0])


def _affordable(draws: int, pairs: Pairs, matrix: csr_array) -> int:
    """The draws asked for, or fewer of very many pairs and terms."""
    return min(draws, max(_FEWEST_DRAWS, _WORK // (len(pairs) * matrix.shape[1])))


def _sizes(matrix: csr_array, groups: dict[Any, np.ndarray]) -> list[int]:
    """Occurrences to draw from each group."""
    n = [int(matrix[rows].sum()) for rows in groups.values()]
    common = min(of_group for of_group in n if of_group >= np.median(n) / 2) // 2
    return [max(1, min(common, of_group // 2)) for of_group in n]


def paired_divergences(
    groups: list[csr_array],
    pairs: Pairs,
    sizes: int | list[int],
    draws: int,
    rng: np.random.Generator,
    *,
    replace: bool = False,
) -> np.ndarray:
    """2 x draws x pairs: the divergence of each pair of groups, and that of order 2."""
    at_once = max(1, _CELLS // (len(groups) * groups[0].shape[1]))
    of_pairs = np.broadcast_to(sizes, len(pairs))
    found = np.empty((2, draws, len(pairs)))
    for size in np.unique(of_pairs)[::-1].tolist():
        here = np.flatnonzero(of_pairs == size)
        members, places = np.unique([pairs[pair] for pair in here], return_inverse=True)
        numbered = places.reshape(-1, 2)
        for done in range(0, draws, at_once):
            count = min(at_once, draws - done)
            samples = [drawn_counts(groups[i], size, count, rng, replace=replace) for i in members]
            found[:, done : done + count, here] = sample_divergences(samples, numbered, size)
    return found


def sample_divergences(
    samples: Sequence[csr_array], pairs: Pairs | np.ndarray, size: int
) -> np.ndarray:
    """2 x draws x pairs: Jensen-Shannon divergence in bits, and the normalised one of order 2.

    With n and m occurrences of a term in two samples of N, the divergence is 1 less the sum of
    (n + m) log2 (n + m) - n log2 n - m log2 m over the terms that both have, divided by 2N.
    """
    draws, terms = samples[0].shape
    n_log_n = n_log2_n(2 * size)
    counts = np.zeros((len(samples), draws * terms), np.int32)
    squares = np.empty((len(samples), draws))
    places, logs = [], []
    for group, sample in enumerate(samples):
        places.append(np.repeat(np.arange(draws) * terms, np.diff(sample.indptr)) + sample.indices)
        logs.append(n_log_n[sample.data])
        counts[group, places[group]] = sample.data
        squares[group] = np.add.reduceat(sample.data.astype(float) ** 2, sample.indptr[:-1])
    bits, order_2 = found = np.empty((2, draws, len(pairs)))
    for at, (one, two) in enumerate(pairs):  # pair by pair, within the processor's cache
        n, m, begin = counts[one][places[two]], samples[two].data, samples[two].indptr[:-1]
        shared = np.add.reduceat(n_log_n[n + m] - n_log_n[n] - logs[two], begin)
        bits[:, at] = np.clip(1 - shared / (2 * size), 0, 1)
        product = np.add.reduceat(n * m, begin)
        order_2[:, at] = 1 - 2 * product / (squares[one] + squares[two])
    return found


def n_log2_n(most: int) -> np.ndarray:
    """N log2 N of 0 to `most`."""
    n = np.arange(most + 1, dtype=float)
    return n * np.log2(np.maximum(n, 1))


def _split(units: csr_array, size: int, draws: int, rng: np.random.Generator) -> np.ndarray:
    """2 x draws: divergences of two samples of one pool, none of whose occurrences is in both."""
    used = units[:, np.unique(units.indices)]
    return sample_divergences(disjoint_counts(used, size, draws, rng), [(0, 1)], size)[:, :, 0]
