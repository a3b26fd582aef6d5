"""How far the vocabularies of groups lie apart, in bits."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.sparse import csr_array
from scipy.special import rel_entr

from icpf_analysis.counts import DocumentTermMatrix, document_term_matrix
from icpf_analysis.measures.floors import attainable_p
from icpf_analysis.measures.inputs import side_by_side

DRAWS = 1000
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


def divergences(
    terms: pd.DataFrame,
    by: str = "seminar_id",
    subsample: int | None = None,
    *,
    draws: int = DRAWS,
    seed: int = 2014,
) -> pd.DataFrame:
    """Jensen-Shannon divergence of every pair of groups, and of each group from all others.

    Every group is cut down to the same number of occurrences: statements in random order until
    they hold so many, again and again. A second interval draws whole speakers instead.

    Parameters
    ----------
    terms : one row an occurrence, with `term`, `statement_id`, `person_id`, `seminar_id`,
        `year` and the column `by`. Rows without a group are left out.
    subsample : occurrences drawn from each group; by default half of the smallest group, so
        that its draws too differ from each other.
    draws : how many; `seed` makes them repeatable, whatever the order of rows.

    Returns
    -------
    One row a pair of groups, then one a group against all others together:

    first, second : the groups.
    crosses_years : the two have no year in common.
    n_first, n_second : occurrences.
    all_terms : the divergence of all occurrences, in bits; not comparable between rows whose
        groups differ in size.
    divergence, low, high : mean, 2.5th and 97.5th percentile over the draws by statements.
    divergence_speakers, low_speakers, high_speakers : over the draws by speakers. What nobody
        is named for is one speaker a seminar.
    subsample : occurrences in each draw.
    attainable_p : the smallest p that dealing the years anew to whole seminars could reach.

    The intervals say how far the result hangs on single statements and speakers of these
    reports; they are no confidence intervals of anything beyond them.

    Raises
    ------
    KeyError
        A column is not there.
    ValueError
        There are fewer than two groups, the groups divide statements, or `subsample` is not
        between 1 and the smallest.
    """
    for column in ("term", "statement_id", "person_id", "seminar_id", "year", by):
        if column not in terms:
            raise KeyError(f"no column {column!r} in terms; there are {list(terms.columns)}")
    terms = terms[terms[by].notna()]
    groups = sorted(terms[by].unique())
    sizes = terms[by].value_counts()
    if len(groups) < 2:
        raise ValueError(f"{by!r} has the groups {groups}; two or more can be compared")
    if subsample is None:
        subsample = max(1, int(sizes[groups].min()) // 2)
    if not 1 <= subsample <= sizes[groups].min():
        raise ValueError(
            f"subsample is {subsample}; the smallest group, {sizes[groups].idxmin()}, has "
            f"{sizes[groups].min()} terms, so it can be 1 to that"
        )
    if draws < 1:
        raise ValueError(f"draws is {draws}; it can be 1 or more")
    counts, speakers = _by_statement(terms)
    of_group = terms.drop_duplicates("statement_id").set_index("statement_id")[by]
    if terms.groupby("statement_id", observed=True)[by].nunique().gt(1).any():
        raise ValueError(f"{by!r} divides statements; give a column that statements have as wholes")
    group = of_group.set_axis(of_group.index.astype("str")).loc[counts.documents]
    rng = np.random.default_rng(seed)
    rows = []
    pairs: list[tuple[Any, Any]] = list(combinations(groups, 2))
    pairs += [(each, REST) for each in groups] if len(groups) > 2 else []
    for first, second in pairs:
        in_first = (group == first).to_numpy(bool)
        in_second = ~in_first if second == REST else (group == second).to_numpy(bool)
        sides = [counts.matrix[side] for side in (in_first, in_second)]
        years = [
            set(terms.loc[side, "year"])
            for side in (
                terms[by] == first,
                terms[by] != first if second == REST else terms[by] == second,
            )
        ]
        whole = [np.asarray(side.sum(axis=0)).ravel() for side in sides]
        row: dict[str, Any] = {
            "first": first,
            "second": second,
            "crosses_years": not years[0] & years[1],
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
    seminars = terms.drop_duplicates("seminar_id")["year"].value_counts()
    return pd.DataFrame(rows).assign(
        subsample=subsample, attainable_p=attainable_p(*map(int, seminars))
    )


def _by_statement(terms: pd.DataFrame) -> tuple[DocumentTermMatrix, np.ndarray]:
    """Statements x terms, and the speaker of each; what nobody is named for is one a seminar."""
    words = terms.astype({"statement_id": "str", "person_id": "str", "seminar_id": "str"})
    counts = document_term_matrix(words, "statement_id")
    said = words.drop_duplicates("statement_id").set_index("statement_id").loc[counts.documents]
    return counts, said["person_id"].fillna("unnamed " + said["seminar_id"]).to_numpy(object)


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
