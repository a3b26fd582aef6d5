"""The whole comparison of two groups of texts, with what it can and cannot show beside it."""

from collections.abc import Mapping
from itertools import pairwise
from numbers import Real
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from icpf_analysis.inputs import quoted, require_one_of, require_share, require_terms
from icpf_analysis.measures.intervals import clustered_wilson
from icpf_analysis.measures.permutation import (
    log2_ratio,
    mean_share_difference,
    permutation_test,
)
from icpf_analysis.measures.scores import direction, keyness, log_odds, log_ratio
from icpf_analysis.measures.sides import Sides, two_sides, unmatched
from icpf_analysis.measures.spread import PER
from icpf_analysis.measures.verdicts import (
    FEWEST,
    MARGIN,
    UNDECIDED,
    Blocks,
    Pairs,
    bootstrap_differences,
    observed_differences,
    pairs_within,
    testable,
    verdicts,
)
from icpf_analysis.terms.counts import NO_THEME, document_term_matrix

PRIOR = 100
"""Mass of the prior of `z`, in occurrences."""
PRIORS = (1, 10, 100, 500, 2000)
"""Prior masses, in occurrences, over which the sign of the log-odds is to hold."""


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
        (:func:`icpf_analysis.measures.verdicts.testable`).
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
    if not isinstance(prior, Real) or prior <= 0:
        raise ValueError(f"prior is {quoted(prior)}; expected a mass above 0")
    terms = terms.assign(term=_without_no_theme(terms[unit]))
    sides = two_sides(terms, a, b, by, within)
    counts = _Counts(sides)
    if not len(counts.terms):
        raise ValueError("terms has no theme on either side; compare the terms themselves")
    on_a, on_b = counts.side == 1, counts.side == 0
    f_a, f_b = counts.sums(on_a), counts.sums(on_b)
    n_a, n_b = int(counts.totals[on_a].sum()), int(counts.totals[on_b].sum())
    in_a, in_b = _sums(counts.there, on_a), _sums(counts.there, on_b)
    of_a, of_b = int(on_a.sum()), int(on_b.sum())
    on_statements = keyness(in_a, of_a, in_b, of_b, conf=conf)
    on_terms = keyness(f_a, n_a, f_b, n_b, conf=conf)
    z, z_sign = _log_odds_sweep(
        f_a, n_a, f_b, n_b, _background(terms, counts.terms), prior, terms["term"].isna().mean()
    )
    sign = direction(f_a, n_a, f_b, n_b)
    seminars, speakers = (counts.by(units) for units in (counts.seminars, counts.speakers))
    seminar_signs, seminar_trials = _leave_out(seminars, sign)
    speaker_signs, speaker_trials = _leave_out(speakers, sign)
    spread = {"seminars": _spread(seminars), "speakers": _spread(speakers)}
    shares = {
        f"{name}_{letter}": values
        for side, letter in ((1, "a"), (0, "b"))
        for name, values in zip(("share", "low", "high"), counts.shares(side, conf), strict=True)
    }
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
            **shares,
            "seminars": spread["seminars"][0],
            "dp_seminars": spread["seminars"][1],
            "speakers": spread["speakers"][0],
            "dp_speakers": spread["speakers"][1],
            "log_ratio": on_terms["log_ratio"].to_numpy(),
            "lrc": on_terms["lrc"].to_numpy(),
            "z": z,
            "z_sign": z_sign,
            "fisher_p": on_statements["fisher_p"].to_numpy(),
            "q": on_statements["q"].to_numpy(),
            "family": len(f_a),
        },
        counts.terms,
    )
    pairs = pairs_within(counts.cells, seed=seed)
    found = testable(in_a, of_a, in_b, of_b, frame["fisher_p"].to_numpy(), 1 - conf)
    frame = frame.assign(
        **{str(name): found[name].array for name in found},
        seminar_signs=seminar_signs,
        seminar_trials=seminar_trials,
        speaker_signs=speaker_signs,
        speaker_trials=speaker_trials,
        stable=(sign != 0)
        & (z_sign == sign)
        & (seminar_signs == seminar_trials)
        & (speaker_signs == speaker_trials),
        **_permuted(counts, conf, seed),
        **_illustration(counts, pairs),
        **_verdicts(counts, pairs, in_a + in_b, conf, margin, seed),
        unmatched=unmatched(sides),
        evidence=counts.evidence(),
    )
    return frame.iloc[np.lexsort((frame.index, -frame["z"].abs().round(12)))]


class _Counts:
    """Statements x terms of both sides, with the side, seminar and speaker of each statement.

    A missing term (a statement without a theme) counts its statement and is no column. Where no
    side has two seminars, those of neither side come too, to show the difference within a year.
    """

    def __init__(self, sides: Sides) -> None:
        rows = sides.terms[["term", "statement_id", "seminar_id", "person_id"]].assign(
            side=np.select([sides.a, sides.b], [1, 0], -1),
            year=sides.terms.get("year", ""),
        )
        if rows[rows["side"] >= 0].groupby("side")["seminar_id"].nunique().max() > 1:
            rows = rows[rows["side"] >= 0]
        rows = rows.astype({"statement_id": "str", "seminar_id": "str", "person_id": "str"})
        rows["document"] = rows["side"].astype("str") + " " + rows["statement_id"]
        words = rows["term"].astype("str").fillna("")
        matrix, documents, terms = document_term_matrix(rows.assign(term=words), "document")
        self.totals = np.asarray(matrix.sum(axis=1)).ravel()
        said = rows.drop_duplicates("document").set_index("document").loc[documents]
        self.side = said["side"].to_numpy()
        compared = np.asarray((self.side >= 0).astype(np.int64) @ matrix).ravel() > 0
        named = (terms != "") & compared
        self.matrix, self.terms = matrix[:, named], terms[named]
        self.there = (self.matrix > 0).astype(np.int64)
        self.statements = said["statement_id"]
        self.seminars = said["seminar_id"]
        self.speakers = said["person_id"].fillna("unnamed " + self.seminars)
        keys = said[["seminar_id", "year", "side"]].set_axis(["seminar", "year", "side"], axis=1)
        self.cells = keys.drop_duplicates(["seminar", "side"]).sort_values(["seminar", "side"])
        at = {key: cell for cell, key in enumerate(self.cells[["seminar", "side"]].itertuples(
            index=False, name=None))}  # fmt: skip
        self.cell = np.array([at[key] for key in zip(self.seminars, self.side, strict=True)])

    def sums(self, statements: np.ndarray) -> np.ndarray:
        return _sums(self.matrix, statements)

    def by(self, units: pd.Series) -> "_ByUnit":
        """Counts of units (seminars, speakers) on either side."""
        names = pd.Index(sorted(units[self.side >= 0].unique()))
        codes = names.get_indexer(units)
        merges = [
            csr_array(
                (np.ones(side.sum(), np.int64), (codes[side], np.flatnonzero(side))),
                shape=(len(names), len(units)),
            )
            for side in (self.side == 1, self.side == 0)
        ]
        return _ByUnit(
            merges[0] @ self.matrix,
            merges[1] @ self.matrix,
            merges[0] @ self.totals,
            merges[1] @ self.totals,
            list(names),
        )

    def by_cell(self) -> csr_array:
        """What merges statements into seminars and sides: seminars and sides x statements."""
        at = (self.cell, np.arange(len(self.cell)))
        return csr_array((np.ones(len(self.cell), np.int64), at))

    def shares(self, side: int, conf: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Share of the statements of one side with each term, and its interval."""
        blocks = self.blocks()
        rows = blocks.sides[blocks.cell] == side
        hits, sizes = blocks.hits[rows].toarray(), blocks.sizes[rows]
        low, high = clustered_wilson(hits, sizes, conf)
        return hits.sum(axis=0) / sizes.sum(), low, high

    def blocks(self, units: pd.Series | None = None, *, items: Any = slice(None)) -> Blocks:
        """Statements with each term, and all, by seminar and side (and unit within them)."""
        said = pd.DataFrame({"cell": self.cell})
        said["unit"] = 0 if units is None else pd.factorize(units)[0]
        grouped = said.groupby(["cell", "unit"])
        codes, keys = grouped.ngroup().to_numpy(), grouped.size().reset_index(name="size")
        ones = np.ones(len(codes), np.int64)
        merge = csr_array((ones, (codes, np.arange(len(codes)))), shape=(len(keys), len(codes)))
        return Blocks(
            merge @ self.there[:, items],
            keys["size"].to_numpy(),
            keys["cell"].to_numpy(),
            self.cells["side"].to_numpy(),
        )

    def evidence(self) -> pd.Series:
        columns = self.matrix[self.side >= 0].tocsc()
        ids = self.statements[self.side >= 0].to_numpy(object)
        found = [
            tuple(sorted(set(ids[columns.indices[begin:end]])))
            for begin, end in pairwise(columns.indptr)
        ]
        return pd.Series(found, self.terms)


class _ByUnit(NamedTuple):
    """Units x terms on either side, the occurrences of all terms, and the units' names."""

    on_a: csr_array
    on_b: csr_array
    n_a: np.ndarray
    n_b: np.ndarray
    names: list[str]


def _without_no_theme(terms: pd.Series) -> pd.Series:
    """Terms to compare; what has no theme is no member of the family."""
    words = terms.astype("str")
    return words.mask(words == NO_THEME)


def _sums(matrix: csr_array, statements: np.ndarray) -> np.ndarray:
    return np.asarray(statements.astype(np.int64) @ matrix).ravel()


def _background(terms: pd.DataFrame, index: pd.Index) -> np.ndarray:
    """The share of each term in all of `terms`."""
    counts = terms["term"].value_counts()
    return (counts.set_axis(counts.index.astype("str")).loc[index] / len(terms)).to_numpy()


def _log_odds_sweep(
    f_a: np.ndarray,
    n_a: int,
    f_b: np.ndarray,
    n_b: int,
    shares: np.ndarray,
    prior: float,
    no_theme: float = 0.0,
) -> tuple[np.ndarray, np.ndarray]:
    """z at the prior, and its sign where all priors agree."""
    if n_a + n_b > f_a.sum() + f_b.sum():  # occurrences without a theme count as one more term
        f_a, f_b = np.append(f_a, n_a - f_a.sum()), np.append(f_b, n_b - f_b.sum())
        z, signs = _log_odds_sweep(f_a, n_a, f_b, n_b, np.append(shares, no_theme), prior)
        return z[:-1], signs[:-1]
    if len(f_a) < 2:
        return np.zeros(len(f_a)), np.zeros(len(f_a), np.int64)
    z = log_odds(f_a, f_b, prior=prior * shares)["z"].to_numpy()
    every = [np.sign(log_odds(f_a, f_b, prior=mass * shares)["z"]) for mass in PRIORS]
    agree = np.logical_and.reduce([sign == np.sign(z) for sign in every])
    return z, np.where(agree, np.sign(z), 0).astype(np.int64)


def _leave_out(units: _ByUnit, sign: np.ndarray) -> tuple[np.ndarray, int]:
    """How often the sign holds with one unit left out, and of how many trials."""
    f_a, f_b = (np.asarray(side.sum(axis=0)).ravel() for side in (units.on_a, units.on_b))
    n_a, n_b = units.n_a.sum() - units.n_a, units.n_b.sum() - units.n_b
    holds, trials = np.zeros(len(sign), np.int64), 0
    for unit in range(len(units.names)):
        if n_a[unit] and n_b[unit]:
            a, b = (
                f - side[[unit]].toarray()[0] for f, side in ((f_a, units.on_a), (f_b, units.on_b))
            )
            holds += direction(a, n_a[unit], b, n_b[unit]) == sign
            trials += 1
    return holds, trials


def _spread(units: _ByUnit) -> tuple[np.ndarray, np.ndarray]:
    """Range and deviation of proportions, as :func:`dispersion`, without a dense table of units.

    DP is half the sum of |seen - due|: a unit without the term adds its due, and all dues sum
    to 1.
    """
    both = (units.on_a + units.on_b).tocoo()
    due = (units.n_a + units.n_b) / (units.n_a + units.n_b).sum()
    freq = np.asarray(both.sum(axis=0)).ravel()
    unit, term = both.coords
    seen = both.data / freq[term]
    extra = np.bincount(term, np.abs(seen - due[unit]) - due[unit], minlength=len(freq))
    return np.bincount(term, minlength=len(freq)), np.maximum(0, (1 + extra) / 2)


def _permuted(counts: _Counts, conf: float, seed: int) -> dict[str, Any]:
    """The comparison of each term with whole seminars permuted between the sides."""
    compared = (counts.cells["side"] >= 0).to_numpy()
    merge, cells = counts.by_cell()[compared], counts.cells[compared]
    options: dict[str, Any] = {"blocks": cells["seminar"], "conf": conf, "seed": seed}
    sides = cells["side"].to_numpy()
    of = np.asarray(merge.sum(axis=1)).ravel()
    shares = permutation_test(merge @ counts.there, of, sides, mean_share_difference, **options)
    ratios = permutation_test(
        merge @ counts.matrix, merge @ counts.totals, sides, log2_ratio, **options
    )
    return {
        **{name: ratios[name].to_numpy() for name in ("control_low", "control_high")},
        **{name: shares[name].to_numpy() for name in ("p_seminars", "p_max", "attainable_p")},
    }


def _illustration(counts: _Counts, pairs: Pairs) -> dict[str, Any]:
    """Mean absolute log ratio of two seminars of one side or year; 0 without a pair."""
    merge = counts.by_cell()
    by_cell, n = merge @ counts.matrix, merge @ counts.totals
    total = np.zeros(len(counts.terms))
    for one, two in pairs:
        first, second = (by_cell[[row]].toarray()[0] for row in (one, two))
        total += np.abs(log_ratio(first, n[one], second, n[two]))
    name = f"{len(pairs)} pairs" if len(pairs) > 1 else ""
    if len(pairs) == 1:
        name = " / ".join(sorted(counts.cells["seminar"].iloc[list(pairs[0])]))
    return {
        "control_log_ratio": total / max(1, len(pairs)),
        "control_pair": pd.array([name] * len(total), dtype="str"),
    }


def _verdicts(
    counts: _Counts, pairs: Pairs, statements: np.ndarray, conf: float, margin: float, seed: int
) -> dict[str, Any]:
    """Differences of shares with both bootstraps, and the verdict."""
    observed = observed_differences(counts.blocks(), pairs)
    columns: dict[str, Any] = {str(name): observed[name].to_numpy() for name in observed}
    kept = np.flatnonzero(statements >= FEWEST)
    verdict = np.full(len(statements), UNDECIDED, object)
    drawn = []
    draws = int(np.clip(5e7 // max(1, len(kept) * len(counts.cells)), 100, 1000))
    for ending, units in (("", None), ("_speakers", counts.speakers)):
        blocks = counts.blocks(units, items=kept)
        drawn.append(
            bootstrap_differences(
                blocks, pairs, draws=draws, conf=conf, seed=seed, whole=units is not None
            )
            if len(kept)
            else pd.DataFrame(columns=["low", "high", "excess_low", "excess_high"])
        )
        for name in ("low", "high", "excess_low", "excess_high"):
            columns[name + ending] = np.full(len(statements), np.nan)
            columns[name + ending][kept] = drawn[-1][name]
    verdict[kept] = verdicts(drawn[0], drawn[1], margin)
    return columns | {"verdict": pd.array(verdict, dtype="str")}
