"""Frames for the figures of frequency: which term stands where, and how often.

Nothing here reads files or draws.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from icpf_analysis.counts import document_term_matrix, term_counts, themes_of
from icpf_analysis.measures.sides import chosen, two_sides
from icpf_analysis.measures.spread import PER, dispersion, rates

SEED = 2014


def seminar_rates(
    terms: pd.DataFrame,
    listed: Iterable[str],
    *,
    by: str = "seminar_id",
    within: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """How often each of the listed terms stands in each seminar, or each year.

    Parameters
    ----------
    terms : one row an occurrence.
    listed : the terms to tell of, in the order they are to have.
    by : ``seminar_id`` or ``year``.
    within : {column: value or values}, which occurrences are counted at all.

    Returns
    -------
    One row a term and seminar: `term`, `theme`, `seminar_id` (by seminar only), `year`, `f` of
    `n` terms, `rate` per 1,000; 0.0 where the seminar lacks the term.

    Raises
    ------
    KeyError
        A column is not there, or a listed term stands in no seminar.
    """
    terms = _kept(terms, within)
    counts = term_counts(terms, by)
    listed = list(listed)
    sizes, per = counts.sum(), rates(counts)
    years = terms.groupby(by)["year"].first()
    themes = themes_of(terms)
    return pd.DataFrame(
        [
            {
                "term": term,
                "theme": themes.get(term),
                by: seminar,
                "year": years[seminar],
                "f": counts.at[term, seminar],
                "n": sizes[seminar],
                "rate": per.at[term, seminar],
            }
            for term in listed
            for seminar in counts.columns
        ]
    )


def commonest(
    terms: pd.DataFrame,
    sides: Mapping[str, Any],
    *,
    within: Mapping[str, Any] | None = None,
    occurrences: int = 1,
    statements: int = 1,
) -> pd.DataFrame:
    """The terms of each of two sides that occur often enough, the commonest first.

    A floor and no number of ranks, so that no term is left out that is as common as one shown.

    Parameters
    ----------
    sides : {name: side} for two sides, each as :func:`icpf_analysis.contrast` takes them.
    occurrences, statements : the least of each, on the side, for a term to be listed.

    Returns
    -------
    One row a side and term: `side`, `term`, `theme`, `f` of `n` terms, `rate` per 1,000;
    `other_rate`, that of the other side; `low` and `high`, the rates of the side's seminars.

    Raises
    ------
    ValueError
        There are not two sides, or as :func:`icpf_analysis.contrast`.
    """
    if len(sides) != 2:
        raise ValueError(f"{len(sides)} sides, {list(sides)}; expected two")
    first, second = sides.values()
    both = two_sides(terms, first, second, "year", within)
    rows = [both.terms[side] for side in (both.a, both.b)]
    counts = [term_counts(side, "seminar_id") for side in rows]
    themes = themes_of(both.terms)
    told = []
    for name, said, mine, other in zip(sides, rows, counts, reversed(counts), strict=True):
        inside = said.groupby(said["term"].astype("str"))["statement_id"].nunique()
        f = mine.sum(axis=1)
        often = f.index[(f >= occurrences) & (inside.loc[f.index] >= statements)]
        per = rates(mine)
        theirs = PER * other.sum(axis=1) / other.to_numpy().sum()
        told.append(
            pd.DataFrame(
                {
                    "side": name,
                    "term": often,
                    "theme": [themes.get(term) for term in often],
                    "f": f[often].to_numpy(),
                    "n": int(f.sum()),
                    "rate": (PER * f / f.sum())[often].to_numpy(),
                    "other_rate": theirs.reindex(often, fill_value=0.0).to_numpy(),
                    "low": per.min(axis=1)[often].to_numpy(),
                    "high": per.max(axis=1)[often].to_numpy(),
                }
            )
        )
    return pd.concat(told, ignore_index=True)


def spread_of_terms(
    terms: pd.DataFrame,
    *,
    within: Mapping[str, Any] | None = None,
    occurrences: int = 1,
    shuffles: int = 500,
) -> pd.DataFrame:
    """Over how many seminars and speakers each common term is spread, and how evenly.

    DP of a term depends on how often it occurs; so beside it stands the DP that it has when
    its statements, kept whole, are dealt to seminars and speakers anew.

    Parameters
    ----------
    occurrences : the least of a term to be listed.
    shuffles : of the statements.

    Returns
    -------
    One row a term and unit (``seminars``, ``speakers``; what nobody is named for is one
    speaker a seminar), the commonest first: `term`, `theme`, `unit`, `f`, `range` of `of`
    units, `dp` (:func:`icpf_analysis.dispersion`), and `low`, `high` between which 95 % of
    the shuffles' dp lie.
    """
    terms = _kept(terms, within)
    matrix, documents, names = document_term_matrix(terms, "statement_id")
    said = terms.assign(statement_id=terms["statement_id"].astype("str"))
    said = said.groupby("statement_id").first().loc[documents.astype("str")]
    seminars = said["seminar_id"].astype("str")
    units = {
        "seminars": seminars,
        "speakers": said["person_id"].astype("str").fillna("unnamed " + seminars),
    }
    counts = matrix.toarray()
    sizes = counts.sum(axis=1)
    often = np.flatnonzero(counts.sum(axis=0) >= occurrences)
    often = often[np.argsort(-counts.sum(axis=0)[often], kind="stable")]
    themes, rng, told = themes_of(terms), np.random.default_rng(SEED), []
    for unit, of_statement in units.items():
        codes, there = pd.factorize(of_statement, sort=True)
        seen = _dispersion(counts[:, often], sizes, codes, len(there))
        drawn = np.array(
            [
                _dispersion(counts[:, often], sizes, rng.permutation(codes), len(there))["dp"]
                for _ in range(shuffles)
            ]
        )
        low, high = np.quantile(drawn, (0.025, 0.975), axis=0)
        told.append(
            pd.DataFrame(
                {
                    "term": names[often].astype("str"),
                    "theme": [themes.get(term) for term in names[often]],
                    "unit": unit,
                    "f": seen["freq"].to_numpy(),
                    "range": seen["range"].to_numpy(),
                    "of": len(there),
                    "dp": seen["dp"].to_numpy(),
                    "low": low,
                    "high": high,
                }
            )
        )
    return pd.concat(told, ignore_index=True)


def _kept(terms: pd.DataFrame, within: Mapping[str, Any] | None) -> pd.DataFrame:
    return terms[chosen(terms, within, "year")] if within else terms


def _dispersion(counts: np.ndarray, sizes: np.ndarray, codes: np.ndarray, units: int) -> Any:
    """Spread of some columns of statements x terms over the units of the statements.

    `sizes` are the occurrences of all terms in each statement.
    """
    member = np.zeros((units, len(codes)), np.int64)
    member[codes, np.arange(len(codes))] = 1
    return dispersion(pd.DataFrame((member @ counts).T), member @ sizes)
