"""The whole comparison of two groups of texts, with what it can and cannot show beside it."""

from collections.abc import Mapping
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pandas as pd

from icpf_analysis.comparison import Groups, two_groups, unmatched
from icpf_analysis.inputs import require_one_of, require_share, require_terms, require_whole
from icpf_analysis.measures.dispersion import PER, clustered_wilson, spread_over
from icpf_analysis.measures.keyness import (
    PRIORS,
    keyness,
    log_odds,
    log_ratio,
    ratio_bound,
    testable,
)
from icpf_analysis.measures.permutation import log2_ratio, permutation_test
from icpf_analysis.measures.resampling import texts_and_counts
from icpf_analysis.terms.counts import NO_THEME, speaker_of, sum_rows

TARGET, REFERENCE, NEITHER = 1, 0, -1
LARGER = "larger than within a year"
NO_LARGER = "no larger"
UNDECIDED = "cannot be told apart"
FEWEST = 5
"""Statements with an item below which no interval is drawn: it could show nothing."""
PAIRS = 200
Pairs = list[tuple[int, int]]
_CELLS = 2_000_000
"""Cells x draws x items held at once: so few that a cell stays in the processor's cache."""


def contrast(
    terms: pd.DataFrame,
    a: Any,
    b: Any,
    *,
    by: str = "year",
    within: Mapping[str, Any] | None = None,
    unit: str = "term",
    prior: float = 100,
    conf: float = 0.95,
    margin: float = 0.1,
    seed: int = 2014,
) -> pd.DataFrame:
    """Compare every term of two groups of texts, beside what chance and seminars give.

    Parameters
    ----------
    terms : one row per occurrence, as from :func:`icpf_analysis.extract_terms`. All of it is
        the background of the log-odds, beyond the two sides too.
    a, b : target and reference: a value of the column `by`, a list of values, or
        {column: value or values} by any columns. With the later year as `a`, a rise is positive.
    within : {column: value or values} that holds on both sides, to match them:
        ``{"kind": ["point", "paragraph"]}`` leaves questions and answers out.
    unit : ``theme`` compares the column `theme` in the place of the term; a row without one
        still counts its statement.
    prior : mass of the prior of `z`, in occurrences, spread as `terms` are.
    conf : confidence of `lrc` and of the intervals; tests are at the level 1 - conf. The intervals
        describe these seminars under other draws of statements or speakers, not other seminars.
    margin : difference of shares, between 0 and 1, that still counts as no larger.

    Returns
    -------
    One row per term of either side, the largest abs(z) first.

    f, n, rate, each of _a and _b : occurrences of the term, and of all terms of the side; the one
        per 1,000 of the other.
    statements, of_statements, share, low, high, each of _a and _b : statements that contain the
        term, of those that contain any; their share with its interval, as in :func:`theme_shares`.
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
    control_low, control_high : 95 % of `log_ratio` with whole seminars permuted between the sides
        (all permutations, or 999).
    p_seminars, p_max, attainable_p : share of these permutations in which the mean share over
        seminars differs as much, for the term and for any of the family, and the smallest that
        can be reached (:func:`icpf_analysis.measures.permutation.permutation_test`).
    control_log_ratio, control_pair : mean absolute log ratio between two seminars of one side
        (at most 200 pairs), and which pair where there is one: an illustration, not a test.
    difference, low, high, low_speakers, high_speakers : share_a - share_b, and its bootstrap
        over statements and over speakers, within seminars: 1,000 draws, or, where terms times
        seminars are more than 50,000, fewer, but 100 at least.
    within, excess, excess_low and so on : mean absolute difference of shares between two seminars
        of one side; how much larger the absolute difference between the sides is, with both
        intervals. Missing for items in fewer than five statements, or without a pair of seminars.
    verdict : ``larger than within a year`` where both intervals of the excess are above 0,
        ``no larger`` where both are at or below `margin`, else ``cannot be told apart``.
    unmatched : what one side has and the other lacks, in words.
    evidence : ids of the statements, in order.

    Raises TypeError, KeyError or ValueError: a column is missing: `term`, `statement_id`,
    `seminar_id`, `person_id`, or one named; a value is not in its column, a side is empty, the
    sides share rows, `unit` is another word, or `prior`, `conf` or `margin` is out of bounds.
    """
    require_one_of(unit, "unit", ("term", "theme"))
    require_terms(terms, "statement_id", "seminar_id", "person_id", unit)
    require_share(conf, "conf")
    require_share(margin, "margin")
    require_share(prior, "prior", np.inf)
    require_whole(seed, "seed", 0)
    words = terms[unit].astype("str")
    terms = terms.assign(term=words.mask(words == NO_THEME))
    groups = two_groups(terms, a, b, by, within)
    counts = _Counts(groups)
    if not len(counts.terms):
        raise ValueError("terms has no theme on either side; compare the terms themselves")
    on_a, on_b = (counts.of_side(side, conf) for side in (TARGET, REFERENCE))
    columns = [f"{name}_{side}" for name in on_a for side in "ab"]
    frame = on_a.add_suffix("_a").join(on_b.add_suffix("_b"))[columns]
    f_a, f_b, n_a, n_b = (frame[name].to_numpy() for name in columns[:4])
    in_a, in_b = (frame[f"statements_{side}"].to_numpy() for side in "ab")
    of_a, of_b = (int(frame[f"of_statements_{side}"].iloc[0]) for side in "ab")
    for name, units in (("seminars", counts.seminars), ("speakers", counts.speakers)):
        frame[name], frame[f"dp_{name}"] = counts.spread(units)
    z, z_sign = _log_odds(terms["term"], frame, prior)
    tested = keyness(in_a, of_a, in_b, of_b, conf=conf).set_axis(frame.index)
    pairs = counts.pairs_within(seed)
    frame = frame.assign(
        log_ratio=log_ratio(f_a, n_a, f_b, n_b),
        lrc=ratio_bound(f_a, n_a, f_b, n_b, (1 - conf) / len(frame)),
        z=z,
        z_sign=z_sign,
        fisher_p=tested["fisher_p"],
        q=tested["q"],
        family=len(frame),
        **testable(in_a, of_a, in_b, of_b, tested["fisher_p"].to_numpy(), 1 - conf),
        **_permuted(counts, conf, seed),
        **_illustration(counts, pairs),
        **_verdicts(counts, pairs, conf, margin, seed),
        unmatched=unmatched(groups),
        evidence=pd.Series(counts.evidence(), frame.index),
    )
    return frame.iloc[np.lexsort((frame.index, -frame["z"].abs().round(12)))]


class _Counts:
    """Statements x terms, summed by cell: a seminar and side.

    A missing term (a statement without a theme) counts its statement and is no column. Where no
    side has two seminars, those of neither side come too, to show the difference within a year.
    """

    def __init__(self, groups: Groups) -> None:
        rows = groups.terms[["term", "statement_id", "seminar_id", "person_id"]].astype("str")
        rows["term"] = rows["term"].fillna("")
        rows["side"] = np.select(groups[1:], [TARGET, REFERENCE], NEITHER)
        rows["year"] = groups.terms.get("year", "")
        compared = rows[rows["side"] != NEITHER]
        if compared.groupby("side")["seminar_id"].nunique().max() > 1:
            rows = compared
        rows["document"] = rows["side"].astype("str") + " " + rows["statement_id"]
        matrix, said, terms = texts_and_counts(rows, "document")
        self.compared = (said["side"] != NEITHER).to_numpy()
        self.ids = said["statement_id"].to_numpy(object)
        self.seminars, self.speakers = said["seminar_id"], speaker_of(said)
        self.totals = matrix.sum(axis=1)
        named = (terms != "") & (matrix[self.compared].sum(axis=0) > 0)
        self.matrix, self.terms = matrix[:, named], terms[named]
        by_cell = said.groupby(["seminar_id", "side"])
        cell_of = by_cell.ngroup().to_numpy()
        self.cells = by_cell["year"].first().reset_index()
        self.sides = self.cells["side"].to_numpy()
        self.occurrences = sum_rows(self.matrix, cell_of)
        self.n_occurrences = sum_rows(self.totals, cell_of)
        contains = (self.matrix > 0).astype(np.int64)
        self.statements = sum_rows(contains, cell_of)
        self.n_statements = np.bincount(cell_of)
        by_speaker = self.speakers.groupby([cell_of, pd.factorize(self.speakers)[0]])
        self.statements_of_speakers = sum_rows(contains, by_speaker.ngroup().to_numpy())
        self.n_of_speakers = by_speaker.size()  # by cell and speaker

    def of_side(self, side: int, conf: float) -> pd.DataFrame:
        """Occurrences and statements of each term on one side, with the interval of the share."""
        cells = self.sides == side
        f, n = self.occurrences[cells].sum(axis=0), self.n_occurrences[cells].sum()
        hits, of = self.statements[cells].toarray(), self.n_statements[cells]
        low, high = clustered_wilson(hits, of, conf)
        columns = {"f": f, "n": n, "rate": PER * f / n}
        columns |= {"statements": hits.sum(axis=0), "of_statements": of.sum()}
        columns |= {"share": hits.sum(axis=0) / of.sum(), "low": low, "high": high}
        return pd.DataFrame(columns, self.terms)

    def spread(self, units: pd.Series) -> tuple[np.ndarray, np.ndarray]:
        """Range and deviation of proportions of each term over seminars or speakers."""
        codes = pd.factorize(units[self.compared], sort=True)[0]
        of_units = sum_rows(self.matrix[self.compared], codes)
        return spread_over(of_units, sum_rows(self.totals[self.compared], codes))

    def pairs_within(self, seed: int) -> Pairs:
        """Pairs of cells of one side; where no side has two, of one year; 200 at random of more."""
        cells = self.cells.reset_index(names="cell")
        of_sides = cells[self.sides != NEITHER].groupby("side")["cell"]
        of_years = cells.drop_duplicates("seminar_id").groupby("year", observed=True)["cell"]
        within_sides, within_years = (
            [pair for _, members in groups for pair in combinations(members, 2)]
            for groups in (of_sides, of_years)
        )
        pairs = within_sides or within_years
        if len(pairs) > PAIRS:
            order = np.random.default_rng(seed).permutation(len(pairs))[:PAIRS]
            pairs = [pairs[at] for at in sorted(order)]
        return pairs

    def evidence(self) -> list[tuple[str, ...]]:
        """The statements of either side that hold each term."""
        columns, ids = self.matrix[self.compared].tocsc(), self.ids[self.compared]
        return [
            tuple(sorted(set(ids[columns.indices[begin:end]])))
            for begin, end in pairwise(columns.indptr)
        ]


def _log_odds(words: pd.Series, frame: pd.DataFrame, prior: float) -> tuple[np.ndarray, np.ndarray]:
    """z at the prior, and its sign where the sign is the same at all priors, else 0."""
    shares = words.value_counts().loc[frame.index].to_numpy() / len(words)
    y_a, y_b = (frame[f"f_{side}"].to_numpy() for side in "ab")
    rest_a, rest_b = (frame[f"n_{side}"].iloc[0] - frame[f"f_{side}"].sum() for side in "ab")
    if rest_a or rest_b:  # rows without a theme are one term more
        shares = np.append(shares, words.isna().mean())
        y_a, y_b = np.append(y_a, rest_a), np.append(y_b, rest_b)
    if len(shares) < 2:
        return np.zeros(1), np.zeros(1, np.int64)
    z, *others = (
        log_odds(y_a, y_b, prior=mass * shares)["z"].to_numpy()[: len(frame)]
        for mass in (prior, *PRIORS)
    )
    agree = (np.sign(others) == np.sign(z)).all(axis=0)
    return z, np.where(agree, np.sign(z), 0).astype(np.int64)


def _permuted(counts: _Counts, conf: float, seed: int) -> dict[str, Any]:
    """The comparison of each term with whole seminars permuted between the sides."""
    on = counts.sides != NEITHER
    sides, blocks = counts.sides[on], counts.cells["seminar_id"][on]
    options: dict[str, Any] = {"blocks": blocks, "conf": conf, "seed": seed}
    ratios = permutation_test(
        counts.occurrences[on], counts.n_occurrences[on], sides, log2_ratio, **options
    )
    shares = permutation_test(counts.statements[on], counts.n_statements[on], sides, **options)
    band, p = ["control_low", "control_high"], ["p_seminars", "p_max", "attainable_p"]
    return dict(ratios[band].join(shares[p]).set_axis(counts.terms))


def _illustration(counts: _Counts, pairs: Pairs) -> dict[str, Any]:
    """Mean absolute log ratio of two seminars of one side or year; 0 without a pair."""
    n, total = counts.n_occurrences, np.zeros(len(counts.terms))
    for one, two in pairs:
        first, second = counts.occurrences[[one, two]].toarray()
        total += np.abs(log_ratio(first, n[one], second, n[two]))
    name = f"{len(pairs)} pairs" if len(pairs) > 1 else ""
    if len(pairs) == 1:
        name = " / ".join(sorted(counts.cells["seminar_id"].iloc[list(pairs[0])]))
    return {"control_log_ratio": total / max(1, len(pairs)), "control_pair": name}


def _verdicts(
    counts: _Counts, pairs: Pairs, conf: float, margin: float, seed: int
) -> dict[str, Any]:
    """Differences of shares with both bootstraps, and the verdict: both must agree on it."""
    sides, sizes = counts.sides, counts.n_statements
    hits = counts.statements.toarray()
    observed = differences(hits[:, None], sizes[:, None, None], sides, pairs)
    difference, within = (table[0] for table in observed)
    columns = {"difference": difference, "within": within, "excess": np.abs(difference) - within}
    kept = np.flatnonzero(hits[sides != NEITHER].sum(axis=0) >= FEWEST)
    draws = int(np.clip(5e7 // max(1, len(kept) * len(sizes)), 100, 1000))
    step = max(1, _CELLS // (draws * len(sizes)))
    tails = [(1 - conf) / 2, (1 + conf) / 2]
    for ending, draw in (("", _draw_statements), ("_speakers", _draw_speakers)):
        names = [f"{name}{ending}" for name in ("low", "high", "excess_low", "excess_high")]
        columns |= {name: np.full(len(difference), np.nan) for name in names}
        for begin in range(0, len(kept), step):
            items = kept[begin : begin + step]
            rng = np.random.default_rng(seed)
            drawn, gaps = differences(*draw(counts, items, draws, rng), sides, pairs)
            tables = (drawn, np.abs(drawn) - gaps)
            bounds = np.vstack([np.quantile(table, tails, axis=0) for table in tables])
            for name, values in zip(names, bounds, strict=True):
                columns[name][items] = values
    low = np.minimum(columns["excess_low"], columns["excess_low_speakers"])
    high = np.maximum(columns["excess_high"], columns["excess_high_speakers"])
    verdict = np.select([low > 0, high <= margin], [LARGER, NO_LARGER], UNDECIDED)
    return columns | {"verdict": pd.array(verdict, dtype="str")}


def differences(
    hits: np.ndarray, sizes: np.ndarray, sides: np.ndarray, pairs: Pairs
) -> tuple[np.ndarray, np.ndarray]:
    """Share of the target less that of the reference, and the mean gap between cells of a pair.

    `hits` and `sizes` are cells x draws x items: statements with the item, and all of them.
    """
    share_a, share_b = (
        hits[sides == side].sum(axis=0) / sizes[sides == side].sum(axis=0)
        for side in (TARGET, REFERENCE)
    )
    shares = hits / sizes
    gaps = np.zeros_like(share_a) if pairs else np.full_like(share_a, np.nan)
    for one, two in pairs:
        gaps += np.abs(shares[one] - shares[two])
    return share_a - share_b, gaps / max(1, len(pairs))


def _draw_statements(
    counts: _Counts, items: np.ndarray, draws: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Draw the statements of each cell again: cells x draws x items, and all statements."""
    hits, sizes = counts.statements[:, items].toarray()[:, None], counts.n_statements[:, None, None]
    return rng.binomial(sizes, hits / sizes, (len(hits), draws, len(items))), sizes


def _draw_speakers(
    counts: _Counts, items: np.ndarray, draws: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Draw the speakers of each cell again, each with all statements: cells x draws x items."""
    of_items = counts.statements_of_speakers[:, items].toarray().astype(float)
    hits, sizes = [], []
    for rows in counts.n_of_speakers.groupby(level=0).indices.values():
        times = rng.multinomial(len(rows), np.full(len(rows), 1 / len(rows)), draws).astype(float)
        hits.append(times @ of_items[rows])
        sizes.append(times @ counts.n_of_speakers.to_numpy()[rows])
    return np.array(hits), np.array(sizes)[:, :, None]
