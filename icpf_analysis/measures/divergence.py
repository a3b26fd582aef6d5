"""How far the vocabularies of groups lie apart, in bits."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.sparse import csr_array
from scipy.special import rel_entr

from icpf_analysis.counts import texts_by_terms
from icpf_analysis.inputs import quoted, require_terms, require_whole
from icpf_analysis.measures.floors import attainable_p
from icpf_analysis.measures.inputs import side_by_side

DRAWS = 1000
SEED = 2014
REST = "all others"
_CELLS = 5_000_000
"""Draws x terms held at once."""


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
    p, q = (counts / counts.sum()).to_numpy().T
    return pd.Series(_contributions(p, q), counts.index, name="bits")


def _contributions(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    mean = (p + q) / 2
    return np.maximum(0, (rel_entr(p, mean) + rel_entr(q, mean)) / (2 * np.log(2)))


def divergences(terms: pd.DataFrame, *, draws: int = DRAWS) -> pd.DataFrame:
    """Jensen-Shannon divergence of every pair of seminars, and of each one from all others.

    Every seminar is cut down to the same number of occurrences, half of the smallest one, so
    that its draws too differ from each other: statements in random order until they hold so
    many, again and again. A second interval draws whole speakers instead.

    Parameters
    ----------
    terms : one row an occurrence, with `term`, `statement_id`, `person_id`, `seminar_id` and
        `year`. Neither the order of its rows nor the type of its columns changes a draw.
    draws : how many; they are the same each time.

    Returns
    -------
    One row a pair of seminars, then one a seminar against all others together:

    first, second : the seminars.
    crosses_years : the two have no year in common; False where a year is not known.
    n_first, n_second : occurrences.
    all_terms : the divergence of all occurrences, in bits; not comparable between rows whose
        seminars differ in size.
    divergence, low, high : mean, 2.5th and 97.5th percentile over the draws by statements.
    divergence_speakers, low_speakers, high_speakers : over the draws by speakers. What nobody
        is named for is one speaker a seminar.
    subsample : occurrences in each draw.
    attainable_p : the smallest p that dealing the years anew to whole seminars could reach.

    The intervals say how far the result hangs on single statements and speakers of these
    reports; they are no confidence intervals of anything beyond them.

    Raises
    ------
    TypeError, KeyError
        `terms` is no DataFrame, or lacks a column; `draws` is no number.
    ValueError
        There are fewer than two seminars, or a term or an id is missing, or an id stands in two
        seminars.
    """
    require_terms(terms, "statement_id", "seminar_id", "person_id", "year")
    require_whole(draws, "draws", 1)
    seminars = sorted(terms["seminar_id"].unique())
    if len(seminars) < 2:
        raise ValueError(f"terms has the seminars {quoted(seminars)}; two or more can be compared")
    counts, said = texts_by_terms(terms), _said(terms)
    of_each = said["seminar_id"].loc[counts.documents].to_numpy(object)
    speakers = said["speaker"].loc[counts.documents].to_numpy(object)
    years = {
        of: set(held.dropna()) for of, held in terms.groupby("seminar_id", observed=True)["year"]
    }
    sizes = terms["seminar_id"].value_counts()
    subsample = max(1, int(sizes[sizes > 0].min()) // 2)
    rng = np.random.default_rng(SEED)
    rows = []
    pairs: list[tuple[Any, Any]] = list(combinations(seminars, 2))
    pairs += [(each, REST) for each in seminars] if len(seminars) > 2 else []
    for first, second in pairs:
        in_first = of_each == str(first)
        in_second = ~in_first if second == REST else of_each == str(second)
        others = [of for of in seminars if of != first] if second == REST else [second]
        theirs = set().union(*(years[of] for of in others))
        sides = [counts.matrix[side] for side in (in_first, in_second)]
        whole = [np.asarray(side.sum(axis=0)).ravel() for side in sides]
        row: dict[str, Any] = {
            "first": first,
            "second": second,
            "crosses_years": bool(years[first] and theirs and not years[first] & theirs),
            "n_first": int(whole[0].sum()),
            "n_second": int(whole[1].sum()),
            "all_terms": float(_divergence(*whole)),
        }
        for ending in ("", "_speakers"):
            drawn = _drawn(
                [
                    _merged(side, speakers[rows_]) if ending else side
                    for side, rows_ in zip(sides, (in_first, in_second), strict=True)
                ],
                subsample,
                draws,
                rng,
            )
            row["divergence" + ending] = drawn.mean()
            row["low" + ending], row["high" + ending] = np.quantile(drawn, [0.025, 0.975])
        rows.append(row)
    in_years = Counter(year for held in years.values() for year in held)
    return pd.DataFrame(rows).assign(
        subsample=subsample, attainable_p=attainable_p(*in_years.values()) if in_years else 1.0
    )


def _said(terms: pd.DataFrame) -> pd.DataFrame:
    """Seminar and speaker of each statement; what nobody is named for is one speaker a seminar."""
    said = terms.drop_duplicates("statement_id")[["statement_id", "seminar_id", "person_id"]]
    said = said.astype("str").set_index("statement_id")
    return said.assign(speaker=said["person_id"].fillna("unnamed " + said["seminar_id"]))


def _merged(side: csr_array, units: np.ndarray) -> csr_array:
    """The rows of one unit summed."""
    codes = np.unique(units, return_inverse=True)[1]
    ones = np.ones(len(codes), np.int64)
    return csr_array((ones, (codes, np.arange(len(codes))))) @ side


def _drawn(
    sides: Sequence[csr_array], size: int, draws: int, rng: np.random.Generator
) -> np.ndarray:
    """The divergence of so many draws from both sides, some draws at a time."""
    at_once = max(1, _CELLS // sides[0].shape[1])
    found = [
        _divergence(*(_draw(side, size, min(at_once, draws - done), rng) for side in sides))
        for done in range(0, draws, at_once)
    ]
    return np.concatenate(found)


def _draw(units: csr_array, size: int, draws: int, rng: np.random.Generator) -> np.ndarray:
    """Draws x terms: `size` occurrences of whole units in random order; of the last what fits."""
    sizes = np.asarray(units.sum(axis=1)).ravel()
    order = np.argsort(rng.random((draws, len(sizes))), axis=1)
    before = np.cumsum(sizes[order], axis=1) - sizes[order]
    taken = np.zeros(order.shape, np.int64)
    np.put_along_axis(taken, order, before + sizes[order] <= size, axis=1)
    counts = np.asarray(taken @ units)
    last = (before < size) & (before + sizes[order] > size)
    for draw, place in np.argwhere(last):
        unit = order[draw, place]
        its = slice(units.indptr[unit], units.indptr[unit + 1])
        some = rng.multivariate_hypergeometric(units.data[its], size - before[draw, place])
        counts[draw, units.indices[its]] += some
    return counts


def _divergence(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    p, q = (side / side.sum(axis=-1, keepdims=True) for side in (first, second))
    return _contributions(p, q).sum(axis=-1)
