"""Frames for the figures of frequency: which term stands where, and how often.

Nothing here reads files or draws.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from icpf_analysis.counts import term_counts, texts_by_terms, themes_of
from icpf_analysis.inputs import (
    quoted,
    require_column,
    require_mapping,
    require_terms,
    require_whole,
    require_words,
)
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
    TypeError
        `terms` is no DataFrame, or `listed` no list of terms.
    KeyError
        A column is not there, or a listed term occurs in no seminar.
    ValueError
        A term is missing, or nothing is within `within`.
    """
    require_terms(terms, "seminar_id", "year")
    require_column(by, terms, "terms")
    terms = _kept(terms, within)
    counts = term_counts(terms, by)
    listed = require_words(listed, "listed")
    nowhere = [term for term in listed if term not in counts.index]
    if nowhere:
        raise KeyError(f"listed has {quoted(nowhere[0])}, which occurs nowhere; leave it out")
    sizes, per = counts.sum(), rates(counts)
    years = terms.groupby(by, observed=True)["year"].first()
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
    TypeError, KeyError, ValueError
        There are not two sides, or as :func:`icpf_analysis.contrast`.
    """
    require_terms(terms, "statement_id", "seminar_id", "theme")
    require_mapping(sides, "sides", "{name: side, name: side}")
    if len(sides) != 2:
        raise ValueError(f"sides has {len(sides)}, {quoted(list(sides))}; expected two")
    require_whole(occurrences, "occurrences", 0)
    require_whole(statements, "statements", 0)
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
    its statements, kept whole, are reshuffled over seminars and speakers, the same each time.

    Parameters
    ----------
    occurrences : the least of a term to be listed.

    Returns
    -------
    One row a term and unit (``seminars``, ``speakers``; what nobody is named for is one
    speaker a seminar), the commonest first: `term`, `theme`, `unit`, `f`, `range` of `of`
    units, `dp` (:func:`icpf_analysis.dispersion`), and `low`, `high` between which 95 % of
    the shuffles' dp lie.

    Raises
    ------
    TypeError, KeyError, ValueError
        As :func:`icpf_analysis.contrast`; no term occurs so often.
    """
    require_terms(terms, "statement_id", "seminar_id", "person_id", "theme")
    require_whole(occurrences, "occurrences", 0)
    terms = _kept(terms, within)
    matrix, documents, names = texts_by_terms(terms)
    said = terms.drop_duplicates("statement_id")[["statement_id", "seminar_id", "person_id"]]
    said = said.astype("str").set_index("statement_id").loc[documents]
    seminars = said["seminar_id"]
    units = {
        "seminars": seminars,
        "speakers": said["person_id"].fillna("unnamed " + seminars),
    }
    counts = matrix.toarray()
    sizes = counts.sum(axis=1)
    often = np.flatnonzero(counts.sum(axis=0) >= occurrences)
    if not len(often):
        raise ValueError(f"occurrences is {occurrences}; no term occurs so often; choose fewer")
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
    if within is None:
        return terms
    require_mapping(within, "within", "{column: value or values}")
    kept = terms[chosen(terms, within, "year", "within")]
    if kept.empty:
        raise ValueError(f"within is {quoted(within)}, and leaves no terms; choose another")
    return kept


def _dispersion(counts: np.ndarray, sizes: np.ndarray, codes: np.ndarray, units: int) -> Any:
    """Spread of some columns of statements x terms over the units of the statements.

    `sizes` are the occurrences of all terms in each statement.
    """
    member = np.zeros((units, len(codes)), np.int64)
    member[codes, np.arange(len(codes))] = 1
    return dispersion(pd.DataFrame((member @ counts).T), member @ sizes)
