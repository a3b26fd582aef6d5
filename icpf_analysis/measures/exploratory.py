"""Maps and topics: exploratory, so that nothing here is evidence of a difference.

A topic comes with a score of its stability. scikit-learn takes longer to import than all else
together, so it is imported where it is used.
"""

import warnings
from typing import NamedTuple

import numpy as np
import pandas as pd
import scipy
from scipy.sparse import csr_array

from icpf_analysis.inputs import require_counts, require_terms, require_whole
from icpf_analysis.terms.counts import texts_by_terms

DECIMALS = 10
"""Of coordinates and weights; beyond them the processor decides."""
LEADING = 10
SEEDS = 8
"""Random samples of four fifths of the statements."""
FLOOR = 2
"""The least number of statements of a term that takes part."""
SHUFFLES = 19
"""Reshuffled corpora: 19, so that a topic stabler than in all of them has p 1/20."""
_DENSE = 20_000_000
"""Cells up to which the matrix is held with its zeros: that takes half the time."""


class Correspondence(NamedTuple):
    """Principal coordinates of a table's rows and columns, and what each axis holds."""

    rows: pd.DataFrame
    columns: pd.DataFrame
    inertias: pd.DataFrame


def correspondence(counts: pd.DataFrame) -> Correspondence:
    """Correspondence analysis of a table of counts (Greenacre 2007).

    Parameters
    ----------
    counts : terms x groups, such as from :func:`icpf_analysis.term_counts`.

    Returns
    -------
    rows, columns : principal coordinates, one column an axis (1, 2 and so on), rounded to ten
        decimals, and `mass`, the share of all counts. Weighted by mass, the squares of an axis sum
        to its inertia. On each axis the column farthest from the middle is positive, of equally far
        ones the first by its name, so that a map is never mirrored. A row or column of zeros has no
        profile: it lies at 0, with mass 0. `contribution_1`, `contribution_2` and so on: the share
        of the axis that the row or column accounts for, mass times squared coordinate over inertia;
        they sum to 1 over an axis. `cos2_1` and so on: the squared cosine, the share of its own
        squared distance from the middle that lies on the axis; they sum to 1 over the axes. Both
        are 0 where the axis, or the distance, is 0.
    inertias : axis -> `inertia` and `share` of the whole, which is chi-square by the sum.

    Where rows and columns are drawn together (a symmetric map), distances between two rows, or two
    columns, are approximate chi-square distances; that between a row and a column is not defined.

    Raises TypeError or ValueError: as :func:`icpf_analysis.measures.rates`; fewer than two rows or
    columns hold any count.
    """
    require_counts(counts)
    filled = counts.loc[counts.sum(axis=1) > 0, counts.sum() > 0]
    if min(filled.shape) < 2:
        found = f"{filled.shape[0]} rows and {filled.shape[1]} columns have counts"
        raise ValueError(f"counts: {found}; a map needs two of each")
    shares = filled.to_numpy(float) / filled.to_numpy().sum()
    row_mass, column_mass = shares.sum(axis=1), shares.sum(axis=0)
    due = np.outer(row_mass, column_mass)
    left, values, right = np.linalg.svd((shares - due) / np.sqrt(due), full_matrices=False)
    axes = pd.RangeIndex(1, min(filled.shape), name="axis")
    values = np.where(values > 1e-12, values, 0)[: len(axes)]  # 0 but for rounding
    rows = left[:, : len(axes)] * values / np.sqrt(row_mass)[:, None]
    columns = right[: len(axes)].T * values / np.sqrt(column_mass)[:, None]
    by_name = np.argsort(filled.columns.map(str), kind="stable")
    far = np.abs(columns[by_name])
    farthest = by_name[(far >= far.max(axis=0) * (1 - 1e-9)).argmax(axis=0)]
    signs = np.where(np.take_along_axis(columns, farthest[None], 0) < 0, -1, 1)
    inertias = pd.DataFrame({"inertia": values**2}, axes)
    total = inertias["inertia"].sum()
    placed_rows = _placed(rows * signs, row_mass, filled.index, axes)
    placed_columns = _placed(columns * signs, column_mass, filled.columns, axes)
    return Correspondence(
        placed_rows.reindex(counts.index, fill_value=0.0),
        placed_columns.reindex(counts.columns, fill_value=0.0),
        inertias.assign(share=inertias["inertia"] / total if total > 0 else 0.0),
    )


def _placed(points: np.ndarray, mass: np.ndarray, names: pd.Index, axes: pd.Index) -> pd.DataFrame:
    """Coordinates, mass, contributions and squared cosines."""
    places = points.round(DECIMALS) + 0.0  # no -0
    frame = pd.DataFrame(places, names, axes).rename_axis(columns=None).assign(mass=mass)
    inertia = mass[:, None] * places**2
    for name, parts, whole in (
        ("contribution", inertia, inertia.sum(axis=0)),
        ("cos2", places**2, (places**2).sum(axis=1, keepdims=True)),
    ):
        shares = np.divide(parts, whole, out=np.zeros_like(parts), where=whole > 0)
        frame[[f"{name}_{axis}" for axis in axes]] = shares.round(DECIMALS)
    return frame


class Topics(NamedTuple):
    """Topics, and how much each statement has of them."""

    topics: pd.DataFrame
    weights: pd.DataFrame


def topics(terms: pd.DataFrame, n_topics: int = 8, *, seeds: int = SEEDS) -> Topics:
    """Topics by non-negative matrix factorisation (NMF) of statements x terms.

    It starts from the singular value decomposition of the table (Boutsidis & Gallopoulos 2008),
    not at random. Exploratory: other statements of the same people would give other topics. So
    the factorisation is repeated on 8 random samples of four fifths of the statements; each
    topic is matched to the most alike of every such run, and scored by how many leading terms
    recur (after Greene, O'Callaghan & Cunningham 2014). As a negative control the same is done
    with 19 corpora whose terms are reshuffled over the statements. Topics are no measure of a
    trend.

    Parameters
    ----------
    terms : one row an occurrence, with `term` and `statement_id`, in any order. Terms of two
        statements or more take part, weighted by tf-idf with rows of length 1.
    n_topics : how many to find.
    seeds : samples of the statements, for the corpus and for each reshuffled one.

    Returns
    -------
    topics : one row per topic, the stablest first: `terms`, its ten leading terms; `stability`,
        the mean Jaccard overlap of these with those of the matched topics, 0 to 1; `share` of
        all weights; `p`, the share of the 20 corpora, this one among them, whose stablest topic
        is as stable or stabler. The stablest of a whole corpus is compared, so `p` holds for all
        topics together; it is 0.05 or more.
    weights : statements x topics, 0 or more; 0 for a statement none of whose terms takes part.

    Raises TypeError, KeyError or ValueError: `terms` lacks a column or a value, an id occurs in two
    seminars, or `n_topics` is no whole number from 2 to the number of statements and terms.
    """
    require_terms(terms, "statement_id")
    require_whole(n_topics, "n_topics", 2)
    matrix, statements, words = texts_by_terms(terms)
    kept = (matrix > 0).sum(axis=0) >= FLOOR
    most = min(len(statements), int(kept.sum()))
    if n_topics > most:
        there = f"{len(statements)} statements and {kept.sum()} terms in {FLOOR} of them or more"
        raise ValueError(f"n_topics is {n_topics}; with {there} it can be 2 to {most}")
    words, matrix = words[kept], matrix[:, kept]
    of_statements, of_terms, stability = _factorised(matrix, n_topics, seeds)
    shuffled = (_reshuffled(matrix, seed) for seed in range(SHUFFLES))
    controls = np.array([_factorised(each, n_topics, seeds)[2].max() for each in shuffled])
    total = of_statements * of_terms.sum(axis=1)
    order = np.argsort(-stability, kind="stable")
    names = pd.RangeIndex(1, n_topics + 1, name="topic")
    columns = {
        "terms": [tuple(words[_leading(of_terms[topic])]) for topic in order],
        "stability": stability[order],
        "share": total.sum(axis=0)[order] / total.sum(),
        "p": (1 + (controls >= stability[order, None]).sum(axis=1)) / (1 + SHUFFLES),
    }
    weights = pd.DataFrame(total[:, order], statements, names)
    return Topics(pd.DataFrame(columns, names), weights)


def _factorised(
    matrix: csr_array, n_topics: int, seeds: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Statements x topics, topics x terms, and the topics' stability."""
    from sklearn.feature_extraction.text import TfidfTransformer
    from sklearn.metrics.pairwise import cosine_similarity

    weighted = TfidfTransformer().fit_transform(matrix)
    if np.prod(weighted.shape) <= _DENSE:
        weighted = weighted.toarray()
    of_statements, of_terms = _run(weighted, n_topics)
    leading = [_leading(topic) for topic in of_terms]
    n = matrix.shape[0]
    overlaps = []
    for seed in range(seeds):
        some = np.random.default_rng(seed).permutation(n)[: max(n_topics, n * 4 // 5)]
        _, others = _run(weighted[some], n_topics)
        alike = cosine_similarity(of_terms, others).round(DECIMALS)
        mine, theirs = scipy.optimize.linear_sum_assignment(-alike)
        overlaps.append(
            [_jaccard(leading[i], _leading(others[j])) for i, j in zip(mine, theirs, strict=True)]
        )
    return of_statements, of_terms, np.mean(overlaps, axis=0).round(12)


def _reshuffled(matrix: csr_array, seed: int) -> csr_array:
    """The same occurrences, each in a statement drawn at random; statements keep their lengths."""
    rows, columns = (np.repeat(place, matrix.data) for place in matrix.tocoo().coords)
    shuffled = np.random.default_rng(seed).permutation(columns)
    return csr_array((np.ones_like(shuffled), (rows, shuffled)), shape=matrix.shape)


def _run(weighted: object, n_topics: int) -> tuple[np.ndarray, np.ndarray]:
    """Statements x topics and topics x terms, rounded."""
    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning

    model = NMF(n_topics, init="nndsvda", random_state=0, max_iter=1000)
    with warnings.catch_warnings(), np.errstate(invalid="ignore"):
        warnings.simplefilter("ignore", ConvergenceWarning)  # then it is less stable, and scored so
        of_statements = model.fit_transform(weighted)
    return of_statements.round(DECIMALS), model.components_.round(DECIMALS)


def _leading(topic: np.ndarray) -> np.ndarray:
    return np.argsort(-topic, kind="stable")[:LEADING]


def _jaccard(first: np.ndarray, second: np.ndarray) -> float:
    return len(np.intersect1d(first, second)) / len(np.union1d(first, second))
