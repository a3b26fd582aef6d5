"""How far apart the vocabularies of groups lie, in bits, and how far apart chance puts them."""

from collections.abc import Mapping
from itertools import combinations
from math import comb
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.sparse import csr_array
from scipy.special import rel_entr

from icpf_analysis.inputs import (
    require_column,
    require_mapping,
    require_terms,
    require_whole,
)
from icpf_analysis.measures.floors import attainable_p
from icpf_analysis.measures.inputs import side_by_side
from icpf_analysis.measures.sides import chosen, two_sides
from icpf_analysis.terms.counts import document_term_matrix

DRAWS = 1000
REST = "all others"
_FEWEST_DRAWS = 100
_WORK = 4_000_000_000
"""Pairs x draws x terms up to which all draws are made; beyond it there are fewer."""
_CELLS = 20_000_000
"""Groups x draws x terms held at once."""


def jensen_shannon(f1: ArrayLike | pd.Series, f2: ArrayLike | pd.Series) -> pd.Series:
    """The share of each term in the Jensen-Shannon divergence of two groups, in bits.

    With p and q the relative frequencies and m their mean, a term adds
    (p log2(p/m) + q log2(q/m)) / 2, which is 0 or more; the sum is the divergence, from 0
    (alike) to 1 (nothing in common), the square of ``scipy.spatial.distance.jensenshannon``
    with base 2 (Lin 1991). The estimate from counts grows as samples shrink: compare samples
    of one size, as :func:`divergences` does.

    Parameters
    ----------
    f1, f2 : occurrences of each term in the groups.

    Raises
    ------
    TypeError, ValueError
        What is given are no counts, or a group has no occurrences.

    Examples
    --------
    >>> jensen_shannon([2, 2, 0], [0, 2, 2]).tolist()
    [0.25, 0.0, 0.25]
    """
    counts = side_by_side(whole=False, f1=f1, f2=f2)
    for name, total in counts.sum().items():
        if not total:
            raise ValueError(f"{name} has no occurrences; a group without terms has no vocabulary")
    return pd.Series(_contributions(*counts.to_numpy().T), counts.index, name="bits")


def _contributions(f1: np.ndarray, f2: np.ndarray) -> np.ndarray:
    """The same of arrays."""
    p, q = f1 / f1.sum(), f2 / f2.sum()
    mean = (p + q) / 2
    return np.maximum(0, (rel_entr(p, mean) + rel_entr(q, mean)) / (2 * np.log(2)))


def divergences(
    terms: pd.DataFrame,
    by: str = "seminar_id",
    subsample: int | None = None,
    *,
    within: Mapping[str, Any] | None = None,
    draws: int = DRAWS,
    seed: int = 2014,
) -> pd.DataFrame:
    """Jensen-Shannon divergence of every pair of groups, and of each group from all others.

    Both groups of a pair are cut down to the same number of occurrences: statements in random
    order until they hold so many, again and again. Beside it stands what chance gives at the
    same size: the statements of the two groups pooled and reshuffled, and the two halves of
    each group.

    Parameters
    ----------
    terms : one row per occurrence, with `term`, `statement_id`, `person_id`, `seminar_id`,
        `year` and the column `by`. Rows without a group are left out.
    subsample : occurrences drawn from each group. By default half of the smallest group; a
        group with less than half the occurrences of the median group does not set the size
        for the others, but has a smaller one in its own pairs.
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
    subsample : occurrences in each draw of the pair.
    attainable_p : the smallest p that permuting the years of whole seminars could reach.

    The intervals describe these reports; they are no confidence intervals of anything beyond.

    Raises
    ------
    KeyError
        A column is missing.
    ValueError
        There are fewer than two groups, the groups divide statements, or `subsample` is not
        between 1 and the smallest.
    """
    said = GroupedStatements.of(terms, by, within)
    if subsample is not None:
        require_whole(subsample, "subsample", 1)
    names = list(said.groups)
    if len(names) < 2:
        raise ValueError(f"{by!r} has the groups {names}; two or more can be compared")
    require_whole(draws, "draws", 1)
    sizes = _sizes(said, subsample)
    pairs: list[tuple[Any, Any]] = list(combinations(names, 2))
    pairs += [(each, REST) for each in names] if len(names) > 2 else []
    units = said.groups | ({REST: np.array([], int)} if len(names) > 2 else {})
    draws = min(draws, max(_FEWEST_DRAWS, _WORK // (len(pairs) * said.matrix.shape[1])))
    rng = np.random.default_rng(seed)
    by_statement, order_2 = _drawn_pairs(said, pairs, sizes, draws, rng, by_speaker=False)
    by_speaker, _ = _drawn_pairs(said, pairs, sizes, draws, rng, by_speaker=True)
    halves = {
        (name, size): _of_halves(said.matrix[units[name]], size, draws, rng)
        for name in names
        for size in sorted({min(sizes[name], sizes[other]) for other in names if other != name})
    }
    rows = []
    for at, (first, second) in enumerate(pairs):
        own, other = said.groups[first], said.others(first, second)
        size = _pair_size(sizes, (first, second))
        pooled = said.matrix[np.sort(np.concatenate([own, other]))]
        chance, chance_2 = _split(pooled, size, min(draws, 200), rng)
        whole = [_sums(said.matrix[side]) for side in (own, other)]
        row: dict[str, Any] = {
            "first": first,
            "second": second,
            "crosses_years": _cross(said.years(own), said.years(other)),
            "n_first": int(whole[0].sum()),
            "n_second": int(whole[1].sum()),
            "all_terms": float(_contributions(*whole).sum()),
        }
        for ending, bits in (("", by_statement[:, at]), ("_speakers", by_speaker[:, at])):
            row["divergence" + ending] = bits.mean()
            row["low" + ending], row["high" + ending] = np.quantile(bits, [0.025, 0.975])
        row["chance"] = chance.mean()
        row["chance_low"], row["chance_high"] = np.quantile(chance, [0.025, 0.975])
        row["halves_first"] = halves.get((first, size), np.nan)
        row["halves_second"] = halves.get((second, size), np.nan)
        row["order_2"] = order_2[:, at].mean()
        row["order_2_chance"] = chance_2.mean()
        row["subsample"] = size
        rows.append(row)
    return pd.DataFrame(rows).assign(attainable_p=attainable_p(*said.seminars_by_year or [1]))


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
        groups), `pairs_between`, `pairs_inside`, `difference` of the two; `low`, `high`, 95 %
        bootstrap over statements, and `low_speakers`, `high_speakers` over speakers;
        `chance_low`, `chance_high`, 95 % of the difference with all statements reshuffled over
        the seminars; `p_seminars`, the share of the permutations of whole seminars between the
        groups whose difference is as large or larger, beside `attainable_p`; `subsample`.

    Raises
    ------
    ValueError
        No group has two seminars, so that there is no pair within a group.
    """
    sides = two_sides(terms, a, b, by, within)
    rows = sides.terms[sides.a | sides.b]
    said = GroupedStatements.of(rows, "seminar_id", None)
    in_a = set(sides.terms.loc[sides.a, "seminar_id"].astype("str"))
    in_b = set(sides.terms.loc[sides.b, "seminar_id"].astype("str"))
    both = sorted(in_a & in_b)
    if both:
        raise ValueError(f"seminar {both[0]} is in both groups; compare whole seminars")
    if max(len(in_a), len(in_b)) < 2:
        raise ValueError("each group has one seminar; expected two seminars in one of them")
    names = list(said.groups)
    on_a = np.array([name in in_a for name in names])
    pairs = list(combinations(range(len(names)), 2))
    across = np.array([on_a[one] != on_a[two] for one, two in pairs])
    size = min(_sizes(said, None).values())
    rng = np.random.default_rng(seed)
    draws = min(draws, max(_FEWEST_DRAWS, _WORK // (len(pairs) * said.matrix.shape[1])))

    def gap(bits: np.ndarray) -> np.ndarray:
        return bits[:, across].mean(axis=1) - bits[:, ~across].mean(axis=1)

    statements = [said.matrix[said.groups[name]] for name in names]
    speakers = [said.by_speaker(said.groups[name]) for name in names]
    mean = paired_divergences(statements, pairs, size, draws, rng, replace=False).mean(axis=0)
    difference = mean[across].mean() - mean[~across].mean()
    (low, high), (low_speakers, high_speakers) = (
        np.quantile(
            gap(paired_divergences(units, pairs, size, draws, rng, replace=True)), [0.025, 0.975]
        )
        for units in (statements, speakers)
    )
    reshuffled = said.reshuffled(size, min(draws, 200), rng)
    chance = gap(sample_divergences(reshuffled, pairs, size)[0])
    permuted = _permuted_gaps(mean, pairs, on_a, rng)
    return pd.DataFrame(
        {
            "between": [mean[across].mean()],
            "inside": mean[~across].mean(),
            "pairs_between": int(across.sum()),
            "pairs_inside": int((~across).sum()),
            "difference": difference,
            "low": low,
            "high": high,
            "low_speakers": low_speakers,
            "high_speakers": high_speakers,
            "chance_low": np.quantile(chance, 0.025),
            "chance_high": np.quantile(chance, 0.975),
            "p_seminars": np.mean(permuted >= difference - 1e-12),
            "attainable_p": attainable_p(int(on_a.sum()), int((~on_a).sum())),
            "subsample": size,
        }
    )


class GroupedStatements(NamedTuple):
    """Statements x terms with the group, speaker and year of each, in order of their ids."""

    matrix: csr_array
    groups: dict[Any, np.ndarray]
    """Group -> rows of the matrix."""
    speakers: np.ndarray
    year_of: np.ndarray
    seminars_by_year: list[int]

    @classmethod
    def of(
        cls, terms: pd.DataFrame, by: str, within: Mapping[str, Any] | None
    ) -> "GroupedStatements":
        """Count terms in statements, grouped by a column; rows without a group are left out."""
        require_terms(terms, "statement_id", "person_id", "seminar_id", "year")
        require_column(by, terms, "terms")
        if within is not None:
            require_mapping(within, "within", "{column: value or values}")
            terms = terms[chosen(terms, within, by, "within")]
        terms = terms[terms[by].notna()]
        words = terms.astype({"statement_id": "str", "person_id": "str", "seminar_id": "str"})
        counts = document_term_matrix(words, "statement_id")
        if words.groupby("statement_id", observed=True)[by].nunique().gt(1).any():
            raise ValueError(
                f"{by!r} divides statements; give a column that statements have as wholes"
            )
        said = words.drop_duplicates("statement_id").set_index("statement_id")
        said = said.loc[counts.documents]
        speakers = said["person_id"].fillna("unnamed " + said["seminar_id"])
        seminars = said.drop_duplicates("seminar_id")["year"].value_counts()
        seminars = seminars[seminars > 0]  # a category of years may have one that no row has
        group_of = said[by].to_numpy(object)
        return cls(
            counts.matrix,
            {
                name: np.flatnonzero(group_of == name)
                for name in sorted(said[by].unique(), key=lambda name: (str(type(name)), name))
            },
            speakers.to_numpy(object),
            said["year"].to_numpy(object),
            [int(n) for n in seminars],
        )

    def others(self, first: Any, second: Any) -> np.ndarray:
        """Rows of the second group of a pair; all but the first's where that is the rest."""
        if second != REST:
            return self.groups[second]
        return np.setdiff1d(np.arange(self.matrix.shape[0]), self.groups[first])

    def years(self, rows: np.ndarray) -> set[Any]:
        """Years of some statements."""
        return {year for year in self.year_of[rows].tolist() if not pd.isna(year)}

    def by_speaker(self, rows: np.ndarray) -> csr_array:
        """Speakers x terms of some statements."""
        codes = np.unique(self.speakers[rows].astype(str), return_inverse=True)[1]
        ones = np.ones(len(codes), np.int64)
        return csr_array((ones, (codes, np.arange(len(codes))))) @ self.matrix[rows]

    def reshuffled(self, size: int, draws: int, rng: np.random.Generator) -> list[np.ndarray]:
        """Samples of each group, draws x terms, with all statements reshuffled over the groups.

        Groups keep their numbers of statements; one whose statements hold less than `size`
        in a draw has a smaller sample.
        """
        sizes = np.asarray(self.matrix.sum(axis=1)).ravel()
        order = np.argsort(rng.random((draws, len(sizes))), axis=1)
        ends = np.cumsum([len(rows) for rows in self.groups.values()])
        return [
            _taken(self.matrix, sizes, part, size, rng)
            for part in np.split(order, ends[:-1], axis=1)
        ]


def _cross(years: set[Any], others: set[Any]) -> bool:
    """Have the groups years, and none in common?"""
    return bool(years and others and not years & others)


def _sizes(said: GroupedStatements, subsample: int | None) -> dict[Any, int]:
    """Occurrences to draw from each group."""
    held = {name: int(said.matrix[rows].sum()) for name, rows in said.groups.items()}
    smallest = min(held, key=lambda name: held[name])
    if subsample is not None:
        if not 1 <= subsample <= held[smallest]:
            raise ValueError(
                f"subsample is {subsample}; the smallest group, {smallest}, has "
                f"{held[smallest]} terms, so it can be 1 to that"
            )
        return dict.fromkeys(held, subsample)
    median = float(np.median(list(held.values())))
    common = min(n for n in held.values() if n >= median / 2) // 2
    return {name: max(1, min(common, n // 2)) for name, n in held.items()}


def _sums(matrix: csr_array) -> np.ndarray:
    return np.asarray(matrix.sum(axis=0)).ravel()


def _drawn_pairs(
    said: GroupedStatements,
    pairs: list[tuple[Any, Any]],
    sizes: dict[Any, int],
    draws: int,
    rng: np.random.Generator,
    *,
    by_speaker: bool,
) -> tuple[np.ndarray, np.ndarray]:
    """Draws x pairs: the divergence of each pair, and that of order 2."""

    def units(rows: np.ndarray) -> csr_array:
        return said.by_speaker(rows) if by_speaker else said.matrix[rows]

    groups = {name: units(rows) for name, rows in said.groups.items()}
    at_once = max(1, _CELLS // (len(groups) * said.matrix.shape[1]))
    bits, order_2 = np.empty((2, draws, len(pairs)))
    pair_sizes = np.array([_pair_size(sizes, pair) for pair in pairs])
    for size in sorted(set(pair_sizes.tolist()), reverse=True):
        here = np.flatnonzero(pair_sizes == size)
        names = {name for at in here for name in pairs[at]}
        drawn = {name: group for name, group in groups.items() if name in names}
        for one, two in (pairs[at] for at in here):
            if two == REST:
                drawn[one, REST] = units(said.others(one, REST))
        place = {name: at for at, name in enumerate(drawn)}
        numbered = [
            (place[one], place[(one, REST) if two == REST else two])
            for one, two in (pairs[at] for at in here)
        ]
        for done in range(0, draws, at_once):
            count = min(at_once, draws - done)
            samples = [drawn_counts(group, size, count, rng) for group in drawn.values()]
            found = sample_divergences(samples, numbered, size)
            for table, values in zip((bits, order_2), found, strict=True):
                table[done : done + count, here] = values
    return bits, order_2


def _pair_size(sizes: dict[Any, int], pair: tuple[Any, Any]) -> int:
    return min(sizes[name] for name in pair if name != REST)


def sample_divergences(
    samples: list[np.ndarray], pairs: list[tuple[int, int]], size: int
) -> tuple[np.ndarray, np.ndarray]:
    """Jensen-Shannon divergence in bits, and the normalised one of order 2: draws x pairs each.

    With n and m occurrences of a term in two samples of N, the divergence is 1 less the sum of
    (n + m) log2 (n + m) - n log2 n - m log2 m, divided by 2N. The sum is over the terms that
    both have, so only the terms of the second sample are looked up in the first.

    Parameters
    ----------
    samples : one draws x terms per group, `size` occurrences in each draw.
    pairs : two groups each, by number.
    """
    draws, terms = samples[0].shape
    counts = np.stack(samples, dtype=np.int32, casting="same_kind").reshape(len(samples), -1)
    n_log_n = _n_log_n(2 * size)
    places = [np.flatnonzero(of_group) for of_group in counts]
    begins = [np.searchsorted(place, np.arange(draws) * terms) for place in places]
    squares = np.array([
        np.add.reduceat(of_group[place].astype(float) ** 2, begin)
        for of_group, place, begin in zip(counts, places, begins, strict=True)
    ])  # fmt: skip
    first, second = np.array(pairs).T
    bits, order_2 = np.empty((2, draws, len(pairs)))
    for group in np.unique(second):
        here = np.flatnonzero(second == group)
        others, place, begin = first[here], places[group], begins[group]
        m, n = counts[group, place], counts[others[:, None], place]
        shared = np.add.reduceat(n_log_n[n + m] - n_log_n[n] - n_log_n[m], begin, axis=1)
        bits[:, here] = np.clip(1 - shared / (2 * size), 0, 1).T
        product = np.add.reduceat(n * m.astype(float), begin, axis=1)
        order_2[:, here] = (1 - 2 * product / (squares[others] + squares[group])).T
    return bits, order_2


def _n_log_n(most: int) -> np.ndarray:
    """N log2 N of 0 to `most`."""
    n = np.arange(most + 1, dtype=float)
    return n * np.log2(np.maximum(n, 1))


def paired_divergences(
    groups: list[csr_array],
    pairs: list[tuple[int, int]],
    size: int,
    draws: int,
    rng: np.random.Generator,
    *,
    replace: bool,
) -> np.ndarray:
    """Draws x pairs: the divergence of each pair of groups, all groups drawn together."""
    at_once = max(1, _CELLS // (len(groups) * groups[0].shape[1]))
    rows = []
    for done in range(0, draws, at_once):
        count = min(at_once, draws - done)
        samples = [drawn_counts(group, size, count, rng, replace=replace) for group in groups]
        rows.append(sample_divergences(samples, pairs, size)[0])
    return np.concatenate(rows)


def _permuted_gaps(
    mean: np.ndarray, pairs: list[tuple[int, int]], on_a: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """The statistic for all permutations of seminars between the sides, or 999 of them."""
    n, k = len(on_a), int(on_a.sum())
    if comb(n, k) <= 999:
        sides = np.zeros((comb(n, k), n), bool)
        np.put_along_axis(sides, np.array(list(combinations(range(n), k))), True, axis=1)
    else:
        sides = np.array([on_a, *(rng.permutation(on_a) for _ in range(999))])
    one, two = np.array(pairs).T
    across = sides[:, one] != sides[:, two]
    return (across @ mean) / across.sum(axis=1) - (~across @ mean) / (~across).sum(axis=1)


def _of_halves(units: csr_array, size: int, draws: int, rng: np.random.Generator) -> float:
    """Mean divergence of two halves; missing where the two cannot both hold `size`."""
    if units.sum() < 2 * size:
        return np.nan
    return float(_split(units, size, min(draws, 200), rng)[0].mean())


def _split(
    units: csr_array, size: int, draws: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Divergences of two samples of one pool, none of whose occurrences is in both."""
    used = units[:, np.unique(units.indices)]
    found = sample_divergences(list(disjoint_counts(used, size, draws, rng)), [(0, 1)], size)
    return found[0][:, 0], found[1][:, 0]


def disjoint_counts(
    units: csr_array, size: int, draws: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Two samples of one pool, draws x terms each, none of whose occurrences is in both.

    Parameters
    ----------
    units : units x terms; they are taken in random order, from either end.
    size : occurrences of each sample, half of the pool at most.
    """
    sizes = np.asarray(units.sum(axis=1)).ravel()
    keys = rng.random((draws, len(sizes)))
    first, second = (
        _taken(units, sizes, _first_units(turned, sizes, size), size, rng)
        for turned in (keys, -keys)
    )
    return first, second


def drawn_counts(
    units: csr_array, size: int, draws: int, rng: np.random.Generator, *, replace: bool = False
) -> np.ndarray:
    """Draws x terms: `size` occurrences of whole units in random order; of the last what fits."""
    sizes = np.asarray(units.sum(axis=1)).ravel()
    if replace:
        count = max(len(sizes), int(np.ceil(3 * size / sizes.mean())))
        order = rng.integers(len(sizes), size=(draws, count))
        while (sizes[order].sum(axis=1) < size).any():
            order = np.hstack([order, rng.integers(len(sizes), size=(draws, count))])
    else:
        order = _first_units(rng.random((draws, len(sizes))), sizes, size)
    return _taken(units, sizes, order, size, rng)


def _first_units(keys: np.ndarray, sizes: np.ndarray, size: int) -> np.ndarray:
    """The units of each draw in the order of their keys, as many as surely hold `size`."""
    enough = int(np.searchsorted(np.cumsum(np.sort(sizes)), size)) + 1
    if enough >= len(sizes):
        return np.argsort(keys, axis=1)
    least = np.argpartition(keys, enough, axis=1)[:, :enough]
    order = np.argsort(np.take_along_axis(keys, least, axis=1), axis=1)
    return np.take_along_axis(least, order, axis=1)


def _taken(
    units: csr_array, sizes: np.ndarray, order: np.ndarray, size: int, rng: np.random.Generator
) -> np.ndarray:
    """Draws x terms: units in the order given until they hold `size` occurrences."""
    before = np.cumsum(sizes[order], axis=1) - sizes[order]
    whole = before + sizes[order] <= size
    draw, place = np.nonzero(whole)
    taken = csr_array(
        (np.ones(len(draw), np.int64), (draw, order[draw, place])),
        shape=(len(order), len(sizes)),
    )
    counts = (taken @ units).toarray()
    draw, place = np.nonzero((before < size) & ~whole)  # one unit per draw at most is cut
    unit, wanted = order[draw, place], size - before[draw, place]
    lengths = sizes[unit]
    of_draw = np.repeat(np.arange(len(draw)), lengths)
    within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    shuffled = np.argsort(of_draw + rng.random(len(of_draw)))  # still draw by draw
    chosen_ = shuffled[within < wanted[of_draw]]
    words = np.repeat(units.indices, units.data)
    begins = np.cumsum(sizes) - sizes
    columns = words[begins[unit[of_draw[chosen_]]] + within[chosen_]]
    np.add.at(counts, (draw[of_draw[chosen_]], columns), 1)
    return counts
