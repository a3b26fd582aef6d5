"""Terms become counts: by group as a frame, or as a sparse document-term matrix."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

NO_THEME = "no theme"


class DocumentTermMatrix(NamedTuple):
    """Counts with their labels: ``matrix[i, j]`` is ``terms[j]`` in ``documents[i]``."""

    matrix: csr_array
    documents: pd.Index
    terms: pd.Index


def term_counts(terms: pd.DataFrame, by: str | Sequence[str] = "seminar_id") -> pd.DataFrame:
    """Occurrences of each term in each group.

    Parameters
    ----------
    terms : one row an occurrence, as from :func:`icpf_analysis.extract_terms`. A Dask
        DataFrame of the like gives a Dask DataFrame; its column `by` is then one, a category
        with known categories (``statements.categorize("year")``), for it names the columns.
    by : the column of `terms` that makes the groups, or several.

    Returns
    -------
    terms x groups, int: the commonest term first, equal ones by their characters; groups in
    order; 0 where a group lacks a term. Rows whose group is missing are counted in a column
    of its own, so that the frame sums to ``len(terms)``.

    Raises
    ------
    KeyError
        `terms` lacks `term` or a column of `by`.

    Examples
    --------
    >>> said = {"term": ["番号", "カード", "番号"], "year": [2012, 2014, 2014]}
    >>> term_counts(pd.DataFrame(said), "year").loc["番号"].to_dict()
    {2012: 1, 2014: 1}
    """
    keys = _keys(terms, by)
    if not isinstance(terms, pd.DataFrame):
        return _by_partition(terms, keys)
    counts = terms.groupby(["term", *keys], observed=True, dropna=False).size()
    wide = counts.unstack(keys, fill_value=0).sort_index(axis=1)
    return ordered(wide.set_axis(wide.index.astype("str").rename("term"), axis=0))


def ordered(counts: pd.DataFrame) -> pd.DataFrame:
    """The commonest term first, equal ones by their characters."""
    counts = counts.sort_index()
    return counts.iloc[np.argsort(-counts.sum(axis=1), kind="stable")]


def document_term_matrix(terms: pd.DataFrame, by: str = "seminar_id") -> DocumentTermMatrix:
    """Occurrences as a sparse matrix of documents x terms, both in order.

    Parameters
    ----------
    terms : one row an occurrence. A Dask DataFrame is computed, of its columns these two.
    by : the column that makes the documents (`statement_id`, `seminar_id`, `person_id`). A
        row without a value there is left out; a document without terms has no row.

    Raises
    ------
    KeyError
        `terms` lacks `term` or `by`.
    """
    _keys(terms, by)
    if not isinstance(terms, pd.DataFrame):
        terms = terms[[by, "term"]].compute()
    rows, documents = pd.factorize(terms[by], sort=True)
    columns, names = pd.factorize(terms["term"], sort=True)
    there = rows >= 0
    matrix = csr_array(
        (np.ones(there.sum(), np.int64), (rows[there], columns[there])),
        shape=(len(documents), len(names)),
    )
    matrix.sum_duplicates()
    return DocumentTermMatrix(matrix, pd.Index(documents, name=by), pd.Index(names, name="term"))


def _by_partition(terms: Any, keys: Sequence[str]) -> Any:
    """The counts of a Dask DataFrame of terms, as one, in no order; nothing is counted yet."""
    key = keys[0]
    if len(keys) > 1 or not isinstance(terms._meta[key].dtype, pd.CategoricalDtype):
        raise ValueError(f"{keys} are to be one category; say categorize() for it first")
    if not terms[key].cat.known:
        raise ValueError(f"the categories of {key!r} are not known; say categorize() for it first")
    groups = terms._meta[key].cat.categories
    counts = terms.map_partitions(
        _of_partition, key, groups, meta=_of_partition(terms._meta, key, groups)
    )
    return counts.groupby("term").sum(split_out=1)


def _of_partition(terms: pd.DataFrame, key: str, groups: pd.Index) -> pd.DataFrame:
    counts = term_counts(terms.dropna(subset=[key]), key)
    columns = counts.columns.astype(groups.dtype)
    return counts.set_axis(columns, axis=1).reindex(columns=groups, fill_value=0).reset_index()


def themes_as_terms(terms: pd.DataFrame) -> pd.DataFrame:
    """The same rows with the theme in the place of the term, so that themes are compared as terms.

    >>> terms = pd.DataFrame({"term": ["保険証", "こと"], "theme": ["health and welfare", None]})
    >>> list(themes_as_terms(terms)["term"])
    ['health and welfare', 'no theme']
    """
    return terms.assign(term=terms["theme"].astype("str").fillna(NO_THEME))


def themes_of(terms: pd.DataFrame) -> dict[str, str]:
    """Term -> theme, for those that have one.

    >>> themes_of(pd.DataFrame({"term": ["保険証", "こと"], "theme": ["health and welfare", None]}))
    {'保険証': 'health and welfare'}
    """
    named = terms.dropna(subset=["theme"]).drop_duplicates("term")
    return dict(zip(named["term"].astype("str"), named["theme"].astype("str"), strict=True))


def _keys(terms: pd.DataFrame, by: str | Sequence[str]) -> list[str]:
    keys = [by] if isinstance(by, str) else list(by)
    for key in ("term", *keys):
        if key not in terms.columns:
            raise KeyError(f"no column {key!r} in terms; it has {list(terms.columns)}")
    return keys
