"""The whole comparison of two groups of texts, with what it can and cannot show beside it."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from icpf_analysis.counts import document_term_matrix
from icpf_analysis.measures.scores import direction, keyness, log_odds
from icpf_analysis.measures.sides import (
    Sides,
    attainable_p_of,
    control_pairs,
    two_sides,
    unmatched,
)
from icpf_analysis.measures.spread import PER, dispersion

PRIORS = (1, 10, 100, 500, 2000)
"""Prior masses, in occurrences, over which the sign of the log-odds is to hold."""


def contrast(
    terms: pd.DataFrame,
    a: Any,
    b: Any,
    *,
    by: str = "year",
    within: Mapping[str, Any] | None = None,
    controls: bool = True,
    prior: float = 100,
    conf: float = 0.95,
) -> pd.DataFrame:
    """Every term of two groups of texts compared, with controls, stability and evidence.

    Parameters
    ----------
    terms : one row an occurrence, as from :func:`icpf_analysis.extract_terms`. All of it is
        the background of the log-odds, beyond the two sides too.
    a, b : a value of the column `by`, a list of values, or {column: value or values} by any
        columns (`year`, `seminar_id`, `part`, `kind`, `sector`, `subject`).
    within : {column: value or values} that holds on both sides, to match them:
        ``{"kind": ["point", "paragraph"]}`` leaves questions and answers out.
    controls : False leaves out the columns of the negative control.
    prior : mass of the prior of `z`, in occurrences, spread as `terms` are.
    conf : confidence of `lrc`; `survives` asks for q of 1 - conf at most.

    Returns
    -------
    One row a term of either side, the largest abs(z) first.

    f_a, f_b, n_a, n_b : occurrences of the term, and of all terms of the side.
    rate_a, rate_b : per 1,000 of the side.
    statements_a, statements_b, of_statements_a, of_statements_b : statements that contain the
        term, of those that contain any.
    seminars, dp_seminars, speakers, dp_speakers : range and deviation of proportions over
        both sides' seminars and speakers; what nobody is named for is one speaker a seminar.
    log_ratio, lrc : of occurrences, as :func:`keyness`; above 0 the term is commoner in a.
    z, z_sign : log-odds at `prior`, as :func:`log_odds`, and its sign if it is the same with
        a prior of 1, 10, 100, 500 and 2,000, else 0.
    fisher_p, q, family : exact p on statements, adjusted for so many tests.
    seminar_signs, seminar_trials : how often the sign of rate_a - rate_b holds with one
        seminar left out, and of how many times; a side's only seminar cannot be left out.
    speaker_signs, speaker_trials : the same with one speaker left out.
    stable : the sign holds each time, and over the priors.
    control_log_ratio, control_pair : the largest absolute log_ratio between two seminars
        inside one side, and which; where no side has two, between any two of one year.
    beyond_control : abs(log_ratio) is larger than that.
    survives : stable, beyond control, and q small enough.
    attainable_p : the smallest p that exchanging whole seminars could reach. `fisher_p` takes
        each statement for a draw; it is no p about seminars, and none is given.
    unmatched : what one side has and the other lacks, in words.
    evidence : ids of the statements, in order.

    Themes are compared in the same way, with the theme in the place of the term::

        themes = icpf_analysis.themes_as_terms(terms)
        contrast(themes, 2012, {"year": 2014, "subject": "number system"})

    Raises
    ------
    KeyError
        A column is not there: `term`, `statement_id`, `seminar_id`, `person_id`, or one named.
    ValueError
        A value is not in its column, a side is empty, the sides share rows, or `prior` is not
        above 0.
    """
    for column in ("term", "statement_id", "seminar_id", "person_id"):
        if column not in terms:
            raise KeyError(f"no column {column!r} in terms; there are {list(terms.columns)}")
    if prior <= 0:
        raise ValueError(f"prior is {prior}; expected a mass above 0")
    sides = two_sides(terms, a, b, by, within)
    counts = _Counts(sides)
    f_a, f_b = counts.sums(counts.on_a), counts.sums(~counts.on_a)
    n_a, n_b = f_a.sum(), f_b.sum()
    there = counts.matrix > 0
    in_a, in_b = (_sums(there, side) for side in (counts.on_a, ~counts.on_a))
    of_a, of_b = int(counts.on_a.sum()), int((~counts.on_a).sum())
    on_statements = keyness(in_a, of_a, in_b, of_b, conf=conf)
    on_terms = keyness(f_a, n_a, f_b, n_b, conf=conf)
    z, z_sign = _log_odds_sweep(f_a, f_b, _background(terms, counts.terms), prior)
    sign = direction(f_a, n_a, f_b, n_b)
    seminars, speakers = (counts.by(units) for units in (counts.seminars, counts.speakers))
    seminar_signs, seminar_trials = _leave_out(*seminars, sign)
    speaker_signs, speaker_trials = _leave_out(*speakers, sign)
    spread = [dispersion(pd.DataFrame((on_a + on_b).T)) for on_a, on_b in (seminars, speakers)]
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
            "seminars": spread[0]["range"].to_numpy(),
            "dp_seminars": spread[0]["dp"].to_numpy(),
            "speakers": spread[1]["range"].to_numpy(),
            "dp_speakers": spread[1]["dp"].to_numpy(),
            "log_ratio": on_terms["log_ratio"].to_numpy(),
            "lrc": on_terms["lrc"].to_numpy(),
            "z": z,
            "z_sign": z_sign,
            "fisher_p": on_statements["fisher_p"].to_numpy(),
            "q": on_statements["q"].to_numpy(),
            "family": len(f_a),
            "seminar_signs": seminar_signs,
            "seminar_trials": seminar_trials,
            "speaker_signs": speaker_signs,
            "speaker_trials": speaker_trials,
            "stable": (sign != 0)
            & (z_sign == sign)
            & (seminar_signs == seminar_trials)
            & (speaker_signs == speaker_trials),
        },
        counts.terms,
    )
    if controls:
        frame = frame.assign(**_controls(sides, counts.terms)).assign(
            beyond_control=lambda it: it["log_ratio"].abs() > it["control_log_ratio"],
            survives=lambda it: it["stable"] & it["beyond_control"] & (it["q"] <= 1 - conf),
        )
    frame = frame.assign(
        attainable_p=attainable_p_of(sides), unmatched=unmatched(sides), evidence=counts.evidence()
    )
    return frame.iloc[np.lexsort((frame.index, -frame["z"].abs().round(12)))]


class _Counts:
    """Statements x terms of both sides, with the side, seminar and speaker of each statement."""

    def __init__(self, sides: Sides) -> None:
        either = sides.a | sides.b
        on_a = sides.a[either]
        rows = sides.terms.loc[either, ["term", "statement_id", "seminar_id", "person_id"]]
        ids = rows["statement_id"].astype("str")
        rows = rows.assign(document=np.where(on_a, "a ", "b ") + ids.to_numpy(object), on_a=on_a)
        self.matrix, documents, self.terms = document_term_matrix(rows, "document")
        said = rows.assign(statement_id=ids).groupby("document").first().loc[documents]
        self.on_a = said["on_a"].to_numpy(bool)
        self.statements = said["statement_id"]
        self.seminars = said["seminar_id"].astype("str")
        self.speakers = said["person_id"].astype("str").fillna("unnamed " + self.seminars)

    def sums(self, statements: np.ndarray) -> np.ndarray:
        return _sums(self.matrix, statements)

    def by(self, units: pd.Series) -> tuple[np.ndarray, np.ndarray]:
        """Units x terms on side a, and on side b."""
        codes, names = pd.factorize(units, sort=True)
        on_a, on_b = (
            csr_array(
                (np.ones(side.sum(), np.int64), (codes[side], np.flatnonzero(side))),
                shape=(len(names), len(units)),
            )
            for side in (self.on_a, ~self.on_a)
        )
        return (on_a @ self.matrix).toarray(), (on_b @ self.matrix).toarray()

    def evidence(self) -> pd.Series:
        columns = self.matrix.tocsc()
        ids = self.statements.to_numpy(object)
        found = [
            tuple(sorted(set(ids[columns.indices[begin:end]])))
            for begin, end in pairwise(columns.indptr)
        ]
        return pd.Series(found, self.terms)


def _sums(matrix: csr_array, statements: np.ndarray) -> np.ndarray:
    return np.asarray(statements.astype(np.int64) @ matrix).ravel()


def _background(terms: pd.DataFrame, index: pd.Index) -> np.ndarray:
    """The share of each term in all of `terms`."""
    counts = terms["term"].value_counts()
    return (counts.set_axis(counts.index.astype("str")).loc[index] / len(terms)).to_numpy()


def _log_odds_sweep(
    f_a: np.ndarray, f_b: np.ndarray, shares: np.ndarray, prior: float
) -> tuple[np.ndarray, np.ndarray]:
    """z at the prior, and its sign where all priors agree."""
    if len(f_a) < 2:
        return np.zeros(len(f_a)), np.zeros(len(f_a), np.int64)
    z = log_odds(f_a, f_b, prior=prior * shares)["z"].to_numpy()
    signs = [np.sign(log_odds(f_a, f_b, prior=mass * shares)["z"]) for mass in PRIORS]
    agree = np.logical_and.reduce([sign == np.sign(z) for sign in signs])
    return z, np.where(agree, np.sign(z), 0).astype(np.int64)


def _leave_out(on_a: np.ndarray, on_b: np.ndarray, sign: np.ndarray) -> tuple[np.ndarray, int]:
    """How often the sign holds with one unit (a row of both) left out, and of how many trials."""
    f_a, f_b = on_a.sum(axis=0), on_b.sum(axis=0)
    holds, trials = np.zeros(len(sign), np.int64), 0
    for less_a, less_b in zip(on_a, on_b, strict=True):
        a, b = f_a - less_a, f_b - less_b
        if a.any() and b.any():
            holds += direction(a, a.sum(), b, b.sum()) == sign
            trials += 1
    return holds, trials


def _controls(sides: Sides, index: pd.Index) -> dict[str, Any]:
    """The largest log ratio of each term inside a side; 0 and no name where there is no pair."""
    largest, name = np.zeros(len(index)), np.full(len(index), "", object)
    words = sides.terms["term"].astype("str").to_numpy(object)
    for pair, first, second in control_pairs(sides):
        f1, f2 = (
            pd.Series(words[rows]).value_counts().reindex(index, fill_value=0)
            for rows in (first, second)
        )
        ratio = keyness(f1, first.sum(), f2, second.sum())["log_ratio"].abs().to_numpy()
        name[ratio > largest] = pair
        largest = np.maximum(largest, ratio)
    return {"control_log_ratio": largest, "control_pair": pd.array(name, dtype="str")}
