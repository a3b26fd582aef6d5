"""The whole comparison of two groups of texts, with what it can and cannot show beside it."""

from collections.abc import Mapping
from itertools import combinations, pairwise
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from icpf_analysis.comparison import Groups, two_groups, unmatched
from icpf_analysis.inputs import quoted, require_one_of, require_share, require_terms, require_whole
from icpf_analysis.measures.dispersion import PER, clustered_wilson, spread_over
from icpf_analysis.measures.keyness import direction, keyness, log_odds_sweep, log_ratio, testable
from icpf_analysis.measures.permutation import (
    log2_ratio,
    mean_share_difference,
    permutation_test,
)
from icpf_analysis.terms.counts import NO_THEME, document_term_matrix, speaker_of, sum_rows

TARGET, REFERENCE = 1, 0
LARGER = "larger than within a year"
NO_LARGER = "no larger"
UNDECIDED = "cannot be told apart"
MARGIN = 0.1
"""How much larger a difference of shares may be and still count as no larger."""
FEWEST = 5
"""Statements with an item below which no interval is drawn: it could show nothing."""
PAIRS = 200
Pairs = list[tuple[int, int]]
_CELLS = 20_000_000
"""Cells x draws x items held at once."""
_DRAWS_AT_ONCE = 50
_SPREAD = ("seminars", "dp_seminars", "speakers", "dp_speakers")
PRIOR = 100
"""Mass of the prior of `z`, in occurrences."""


def contrast(
    terms: pd.DataFrame,
    a: Any,
    b: Any,
    *,
    by: str = "year",
    within: Mapping[str, Any] | None = None,
    unit: str = "term",
    prior: float = PRIOR,
    conf: float = 0.95,
    margin: float = MARGIN,
    seed: int = 2014,
) -> pd.DataFrame:
    """Compare every term of two groups of texts, beside what chance and seminars give.

    Parameters
    ----------
    terms : one row per occurrence, as from :func:`icpf_analysis.extract_terms`. All of it is
        the background of the log-odds, beyond the two sides too.
    a, b : target and reference: a value of the column `by`, a list of values, or
        {column: value or values} by any columns (`year`, `seminar_id`, `part`, `kind`,
        `sector`, `subject`). With the later year as `a`, a rise is positive.
    within : {column: value or values} that holds on both sides, to match them:
        ``{"kind": ["point", "paragraph"]}`` leaves questions and answers out.
    unit : ``theme`` compares the column `theme` in the place of the term; a row without one
        still counts its statement.
    prior : mass of the prior of `z`, in occurrences, spread as `terms` are.
    conf : confidence of `lrc` and of the intervals; tests are at the level 1 - conf: where
        nothing differs, p falls below it in at most so many of many samples. The intervals
        describe these seminars under other draws of statements or speakers, not other seminars.
    margin : difference of shares, 0 to 1, that still counts as no larger.

    Returns
    -------
    One row per term of either side, the largest abs(z) first.

    f_a, f_b, n_a, n_b : occurrences of the term, and of all terms of the side.
    rate_a, rate_b : per 1,000 of the side.
    statements_a, statements_b, of_statements_a, of_statements_b : statements that contain the
        term, of those that contain any.
    share_a, low_a, high_a, share_b, low_b, high_b : share of statements with its interval, as
        in :func:`theme_shares`.
    seminars, dp_seminars, speakers, dp_speakers : range and deviation of proportions over
        both sides' seminars and speakers. Unattributed statements are treated as one speaker
        per seminar.
    log_ratio, lrc : of occurrences, as :func:`keyness`; above 0 the term is more frequent in a.
    z, z_sign : log-odds at `prior`, as :func:`log_odds`, and its sign if it is the same with
        a prior of 1, 10, 100, 500 and 2,000, else 0.
    fisher_p, q, family : exact p on statements, adjusted for so many tests. It takes
        statements for independent draws, which they are not.
    min_p, testable, q_testable, needed : what could have been found
        (:func:`icpf_analysis.measures.keyness.testable`).
    seminar_signs, seminar_trials, speaker_signs, speaker_trials : how often the sign of
        rate_a - rate_b holds with one seminar, or one speaker, left out, and of how many times.
    stable : it holds each time, and over the priors.
    control_low, control_high : 95 % of `log_ratio` with whole seminars permuted between the
        sides, the sizes of the groups kept (all permutations, or 999).
    p_seminars, p_max, attainable_p : share of these permutations in which the mean share over
        seminars differs as much, for the term and for any of the family, and the smallest
        share that so many seminars can reach
        (:func:`icpf_analysis.measures.permutation.permutation_test`).
    control_log_ratio, control_pair : mean absolute log ratio between two seminars of one side
        (at most 200 pairs), and which pair where there is one: an illustration, not a test.
    difference, low, high, low_speakers, high_speakers : share_a - share_b, and its bootstrap
        over statements and over speakers, within seminars: 1,000 draws, or, where terms times
        seminars are more than 50,000, fewer, but 100 at least.
    within, excess, excess_low, excess_high, excess_low_speakers, excess_high_speakers : mean
        absolute difference of shares between two seminars of one side; how much larger the
        absolute difference between the sides is, with both intervals. Missing for items in
        fewer than five statements, and where no side has two seminars.
    verdict : ``larger than within a year`` where both intervals of the excess are above 0,
        ``no larger`` where both are at or below `margin`, else ``cannot be told apart``.
    unmatched : what one side has and the other lacks, in words.
    evidence : ids of the statements, in order.

    Raises
    ------
    KeyError
        A column is missing: `term`, `statement_id`, `seminar_id`, `person_id`, or one named.
    ValueError
        A value is not in its column, a side is empty, the sides share rows, `unit` is another
        word, or `prior` is not above 0.
    """
    require_one_of(unit, "unit", ("term", "theme"))
    columns = ("statement_id", "seminar_id", "person_id", *(["theme"] if unit == "theme" else []))
    require_terms(terms, *columns)
    require_share(conf, "conf")
    require_whole(seed, "seed", 0)
    if not isinstance(prior, Real) or not 0 < float(prior) < np.inf:
        raise ValueError(f"prior is {quoted(prior)}; expected a mass above 0")
    if not isinstance(margin, Real) or not 0 <= float(margin) <= 1:
        raise ValueError(f"margin is {quoted(margin)}; expected a difference of shares, 0 to 1")
    words = terms[unit].astype("str")
    terms = terms.assign(term=words.mask(words == NO_THEME))
    groups = two_groups(terms, a, b, by, within)
    counts = _Counts(groups)
    if not len(counts.terms):
        raise ValueError("terms has no theme on either side; compare the terms themselves")
    target, reference = (counts.cells["side"].to_numpy() == side for side in (TARGET, REFERENCE))
    f_a, f_b = (_sum(counts.occurrences[cells]) for cells in (target, reference))
    n_a, n_b = (int(counts.n_occurrences[cells].sum()) for cells in (target, reference))
    in_a, in_b = (_sum(counts.statements[cells]) for cells in (target, reference))
    of_a, of_b = (int(counts.n_statements[cells].sum()) for cells in (target, reference))
    on_statements = keyness(in_a, of_a, in_b, of_b, conf=conf)
    on_terms = keyness(f_a, n_a, f_b, n_b, conf=conf)
    background = terms["term"].value_counts(normalize=True, dropna=False)
    without = background[background.index.isna()].sum()
    shares = background.set_axis(background.index.astype("str")).loc[counts.terms].to_numpy()
    z, z_sign = log_odds_sweep(
        *(np.append(f, n - f.sum()) for f, n in ((f_a, n_a), (f_b, n_b))),
        np.append(shares, without),
        prior,
    )
    sign = direction(f_a, n_a, f_b, n_b)
    share_a, low_a, high_a = counts.shares(target, conf)
    share_b, low_b, high_b = counts.shares(reference, conf)
    columns_of_units = {}
    stable = (sign != 0) & (z_sign == sign)
    for name, units in (("seminar", counts.seminars), ("speaker", counts.speakers)):
        by_unit = counts.by(units)
        spread, dp = spread_over(*by_unit)
        signs, trials = _leave_out(*by_unit, sign)
        stable &= signs == trials
        columns_of_units |= {f"{name}s": spread, f"dp_{name}s": dp}
        columns_of_units |= {f"{name}_signs": signs, f"{name}_trials": trials}
    pairs = counts.pairs_within(seed)
    frame = pd.DataFrame(
        {
            "f_a": f_a,
            "f_b": f_b,
            "n_a": n_a,
            "n_b": n_b,
            "rate_a": PER * f_a / n_a,
            "rate_b": PER * f_b / n_b,
            "statements_a": in_a,
            "statements_b": in_b,
            "of_statements_a": of_a,
            "of_statements_b": of_b,
            "share_a": share_a,
            "low_a": low_a,
            "high_a": high_a,
            "share_b": share_b,
            "low_b": low_b,
            "high_b": high_b,
            **{name: columns_of_units[name] for name in _SPREAD},
            "log_ratio": on_terms["log_ratio"].array,
            "lrc": on_terms["lrc"].array,
            "z": z,
            "z_sign": z_sign,
            "fisher_p": on_statements["fisher_p"].array,
            "q": on_statements["q"].array,
            "family": len(f_a),
            **testable(in_a, of_a, in_b, of_b, on_statements["fisher_p"], 1 - conf),
            **{name: column for name, column in columns_of_units.items() if name not in _SPREAD},
            "stable": stable,
            **_permuted(counts, conf, seed),
            **_illustration(counts, pairs),
            **_verdicts(counts, pairs, in_a + in_b, conf, margin, seed),
            "unmatched": unmatched(groups),
            "evidence": counts.evidence(),
        },
        counts.terms,
    )
    return frame.iloc[np.lexsort((frame.index, -frame["z"].abs().round(12)))]


class _Counts:
    """Statements x terms, summed by cell: a seminar and side.

    The side is 1 for the target, 0 for the reference and -1 for neither. A missing term (a
    statement without a theme) counts its statement and is no column. Where no side has two
    seminars, those of neither side come too, to show the difference within a year.
    """

    def __init__(self, groups: Groups) -> None:
        rows = groups.terms[["term", "statement_id", "seminar_id", "person_id"]].assign(
            side=np.select(groups[1:], [TARGET, REFERENCE], -1), year=groups.terms.get("year", "")
        )
        compared = rows["side"] >= 0
        if rows[compared].groupby("side")["seminar_id"].nunique().max() > 1:
            rows = rows[compared]
        rows = rows.astype({"statement_id": "str", "seminar_id": "str", "person_id": "str"})
        rows["document"] = rows["side"].astype("str") + " " + rows["statement_id"]
        words = rows["term"].astype("str").fillna("")
        matrix, documents, terms = document_term_matrix(rows.assign(term=words), "document")
        statements = rows.drop_duplicates("document").set_index("document").loc[documents]
        self.side = statements["side"].to_numpy()
        self.totals = _sum(matrix.T)
        named = (terms != "") & (_sum(matrix[self.side >= 0]) > 0)
        self.matrix, self.terms = matrix[:, named], terms[named]
        self.ids = statements["statement_id"].to_numpy(object)
        self.seminars = statements["seminar_id"]
        self.speakers = speaker_of(statements)
        by_cell = statements.groupby(["seminar_id", "side"])
        self.cell = by_cell.ngroup().to_numpy()
        self.cells = by_cell["year"].first().reset_index()
        self.occurrences = sum_rows(self.matrix, self.cell)
        self.statements = sum_rows(self._contains(), self.cell)
        self.n_occurrences = sum_rows(self.totals, self.cell)
        self.n_statements = np.bincount(self.cell)

    def _contains(self) -> csr_array:
        return (self.matrix > 0).astype(np.int64)

    def by(self, units: pd.Series) -> tuple[csr_array, csr_array, np.ndarray, np.ndarray]:
        """Occurrences by unit (seminar or speaker): of each term and of all, target first."""
        codes = pd.factorize(units.where(self.side >= 0), sort=True)[0]
        masks, n = [self.side == TARGET, self.side == REFERENCE], int(codes.max()) + 1
        of_terms = [sum_rows(self.matrix[rows], codes[rows], n) for rows in masks]
        of_all = [sum_rows(self.totals[rows], codes[rows], n) for rows in masks]
        return of_terms[0], of_terms[1], of_all[0], of_all[1]

    def shares(self, cells: np.ndarray, conf: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Share of the statements of some cells with each term, and its interval."""
        hits, of = self.statements[cells].toarray(), self.n_statements[cells]
        return hits.sum(axis=0) / of.sum(), *clustered_wilson(hits, of, conf)

    def speakers_by_cell(self, items: np.ndarray) -> tuple[csr_array, np.ndarray, np.ndarray]:
        """Statements with each item, and all, of each speaker and cell; and the cell."""
        by_speaker = self.speakers.groupby([self.cell, pd.factorize(self.speakers)[0]])
        codes, n = by_speaker.ngroup().to_numpy(), by_speaker.size()
        hits = sum_rows(self._contains()[:, items], codes)
        return hits, n.to_numpy(), n.index.get_level_values(0).to_numpy()

    def pairs_within(self, seed: int) -> Pairs:
        """Pairs of cells of one side; where no side has two, of one year; 200 at random of more."""
        numbered = self.cells.assign(cell=self.cells.index)
        of_sides = numbered[numbered["side"] >= 0].groupby("side")["cell"]
        of_years = numbered.drop_duplicates("seminar_id").groupby("year", observed=True)["cell"]
        for groups in (of_sides, of_years):
            pairs = [pair for _, cells in groups for pair in combinations(cells, 2)]
            if pairs:
                break
        if len(pairs) > PAIRS:
            order = np.random.default_rng(seed).permutation(len(pairs))[:PAIRS]
            pairs = [pairs[at] for at in sorted(order)]
        return pairs

    def evidence(self) -> list[tuple[str, ...]]:
        columns = self.matrix[self.side >= 0].tocsc()
        ids = self.ids[self.side >= 0]
        return [
            tuple(sorted(set(ids[columns.indices[begin:end]])))
            for begin, end in pairwise(columns.indptr)
        ]


def _sum(matrix: Any) -> np.ndarray:
    return np.asarray(matrix.sum(axis=0)).ravel()


def _leave_out(
    on_a: csr_array, on_b: csr_array, of_a: np.ndarray, of_b: np.ndarray, sign: np.ndarray
) -> tuple[np.ndarray, int]:
    """How often the sign holds with one unit left out, and of how many trials."""
    f_a, f_b, n_a, n_b = _sum(on_a), _sum(on_b), of_a.sum() - of_a, of_b.sum() - of_b
    trials = np.flatnonzero((n_a > 0) & (n_b > 0))
    holds = np.zeros(len(sign), np.int64)
    for unit in trials:
        a, b = f_a - on_a[[unit]].toarray()[0], f_b - on_b[[unit]].toarray()[0]
        holds += direction(a, n_a[unit], b, n_b[unit]) == sign
    return holds, len(trials)


def _permuted(counts: _Counts, conf: float, seed: int) -> dict[str, Any]:
    """The comparison of each term with whole seminars permuted between the sides."""
    compared = (counts.cells["side"] >= 0).to_numpy()
    cells = counts.cells[compared]
    sides = cells["side"].to_numpy()
    options: dict[str, Any] = {"blocks": cells["seminar_id"], "conf": conf, "seed": seed}
    ratios, shares = (
        permutation_test(of_terms[compared], of_all[compared], sides, by, **options)
        for of_terms, of_all, by in (
            (counts.occurrences, counts.n_occurrences, log2_ratio),
            (counts.statements, counts.n_statements, mean_share_difference),
        )
    )
    return {
        **{name: ratios[name].array for name in ("control_low", "control_high")},
        **{name: shares[name].array for name in ("p_seminars", "p_max", "attainable_p")},
    }


def _illustration(counts: _Counts, pairs: Pairs) -> dict[str, Any]:
    """Mean absolute log ratio of two seminars of one side or year; 0 without a pair."""
    n, total = counts.n_occurrences, np.zeros(len(counts.terms))
    for one, two in pairs:
        first, second = (counts.occurrences[[cell]].toarray()[0] for cell in (one, two))
        total += np.abs(log_ratio(first, n[one], second, n[two]))
    name = f"{len(pairs)} pairs" if len(pairs) > 1 else ""
    if len(pairs) == 1:
        name = " / ".join(sorted(counts.cells["seminar_id"].iloc[list(pairs[0])]))
    return {
        "control_log_ratio": total / max(1, len(pairs)),
        "control_pair": pd.array([name] * len(total), dtype="str"),
    }


def _verdicts(
    counts: _Counts, pairs: Pairs, statements: np.ndarray, conf: float, margin: float, seed: int
) -> dict[str, Any]:
    """Differences of shares with both bootstraps, and the verdict: both must agree on it."""
    sides, cells = counts.cells["side"].to_numpy(), np.arange(len(counts.cells))
    difference, within = differences(
        [row[None] for row in counts.statements.toarray()], counts.n_statements, sides, pairs
    )
    excess = np.abs(difference[0]) - within[0]
    columns: dict[str, Any] = {"difference": difference[0], "within": within[0], "excess": excess}
    kept = np.flatnonzero(statements >= FEWEST)
    draws = int(np.clip(5e7 // max(1, len(kept) * len(cells)), 100, 1000))
    for ending in ("", "_speakers"):
        blocks = (counts.statements[:, kept], counts.n_statements, cells)
        if ending:
            blocks = counts.speakers_by_cell(kept)
        bounds = bootstrap_differences(
            *blocks, sides, pairs, draws=draws, conf=conf, seed=seed, whole=bool(ending)
        )
        for name, values in bounds.items():
            columns[name + ending] = np.full(len(statements), np.nan)
            columns[name + ending][kept] = values
    low = np.minimum(columns["excess_low"], columns["excess_low_speakers"])
    high = np.maximum(columns["excess_high"], columns["excess_high_speakers"])
    verdict = np.select([low > 0, high <= margin], [LARGER, NO_LARGER], UNDECIDED)
    return columns | {"verdict": pd.array(verdict, dtype="str")}


def differences(
    hits: list[np.ndarray], sizes: Any, sides: np.ndarray, pairs: Pairs
) -> tuple[np.ndarray, np.ndarray]:
    """Draws x items: share of the target less that of the reference, and mean gap of the pairs.

    Parameters
    ----------
    hits, sizes : of each cell: draws x items, statements with the item; and statements, one
        number or one per draw.
    sides : side of each cell; `pairs`, cells by number.
    """
    share_a, share_b = (
        sum(hits[cell] for cell in cells) / sum(sizes[cell] for cell in cells)
        for cells in (np.flatnonzero(sides == TARGET), np.flatnonzero(sides == REFERENCE))
    )
    within = np.zeros_like(share_a) if pairs else np.full_like(share_a, np.nan)
    for begin in range(0, len(within), _DRAWS_AT_ONCE):
        rows = slice(begin, begin + _DRAWS_AT_ONCE)  # few enough to stay in the processor's cache
        shares = [
            hit[rows] / (size[rows] if np.ndim(size) else size)
            for hit, size in zip(hits, sizes, strict=True)
        ]
        gap = np.empty_like(shares[0])
        for one, two in pairs:
            np.subtract(shares[one], shares[two], out=gap)
            within[rows] += np.abs(gap, out=gap)
    return share_a - share_b, within / max(1, len(pairs))


def bootstrap_differences(
    hits: csr_array,
    sizes: np.ndarray,
    cells: np.ndarray,
    sides: np.ndarray,
    pairs: Pairs,
    *,
    draws: int,
    conf: float,
    seed: int,
    whole: bool,
) -> dict[str, np.ndarray]:
    """Draw again what :func:`differences` gives, within cells.

    Parameters
    ----------
    hits, sizes, cells : of each block: statements with each item (blocks x items), statements,
        and the cell. With ``whole=True`` blocks are drawn, as many as the cell has; else each
        cell is one block, and its statements are drawn.

    Returns
    -------
    `low`, `high` of the difference, `excess_low`, `excess_high`, of each item.
    """
    rng = np.random.default_rng(seed)
    blocks = [np.flatnonzero(cells == cell) for cell in range(len(sides))]
    drawn_sizes: list[Any] = list(sizes)
    if whole:
        times = [
            rng.multinomial(len(rows), np.full(len(rows), 1 / len(rows)), draws).astype(float)
            for rows in blocks  # as float, because whole numbers are multiplied slowly
        ]
        drawn_sizes = [
            (drawn @ sizes[rows])[:, None] for drawn, rows in zip(times, blocks, strict=True)
        ]
    tails = [(1 - conf) / 2, (1 + conf) / 2]
    at_once = max(1, _CELLS // (draws * len(sides)))
    parts = [np.empty((4, 0))]
    for begin in range(0, hits.shape[1], at_once):
        part = hits[:, begin : begin + at_once].toarray().astype(float)
        if whole:
            drawn_hits = [drawn @ part[rows] for drawn, rows in zip(times, blocks, strict=True)]
        else:
            shape = (draws, part.shape[1])
            drawn_hits = [
                rng.binomial(size, row / size, shape) for row, size in zip(part, sizes, strict=True)
            ]
        difference, within = differences(drawn_hits, drawn_sizes, sides, pairs)
        excess = np.abs(difference) - within
        parts.append(
            np.vstack([np.quantile(table, tails, axis=0) for table in (difference, excess)])
        )
    names = ("low", "high", "excess_low", "excess_high")
    return dict(zip(names, np.concatenate(parts, axis=1), strict=True))
