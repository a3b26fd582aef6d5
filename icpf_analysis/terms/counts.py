"""Terms become counts: by group as a frame, or as a sparse document-term matrix."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from icpf_analysis.inputs import quoted, require_column, require_terms
from icpf_analysis.terms.lexicon import load_themes

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
    terms x groups, int: the most frequent term first, equal ones by their characters; groups in
    order, that of the categories where these have one; 0 where a group lacks a term. Rows whose
    group is missing are counted in a column of its own, so that the frame sums to
    ``len(terms)``.

    Raises
    ------
    TypeError, KeyError, ValueError
        `terms` is no DataFrame, lacks `term` or a column of `by`, or a term is missing.

    Examples
    --------
    >>> said = {"term": ["番号", "カード", "番号"], "year": [2012, 2014, 2014]}
    >>> term_counts(pd.DataFrame(said), "year").loc["番号"].to_dict()
    {2012: 1, 2014: 1}
    """
    keys = [by] if isinstance(by, str) or not isinstance(by, Sequence) else list(by)
    if hasattr(terms, "map_partitions"):
        return _by_partition(terms, keys)
    require_terms(terms, rows=False)
    for key in keys:
        require_column(key, terms, "terms")
    counted = terms[["term", *keys]].apply(in_order)
    counts = counted.groupby(["term", *keys], observed=True, dropna=False).size()
    wide = counts.unstack(keys, fill_value=0).sort_index(axis=1)
    wide = wide.set_axis(_plain(wide.columns), axis=1)
    return ordered(wide.set_axis(wide.index.astype("str").rename("term"), axis=0))


def ordered(counts: pd.DataFrame) -> pd.DataFrame:
    """The most frequent term first, equal ones by their characters."""
    counts = counts.sort_index()
    return counts.iloc[np.argsort(-counts.sum(axis=1), kind="stable")]


def document_term_matrix(terms: pd.DataFrame, by: str = "seminar_id") -> DocumentTermMatrix:
    """Occurrences as a sparse matrix of documents x terms, both in the order of their labels.

    Parameters
    ----------
    terms : one row an occurrence. A Dask DataFrame is computed, of its columns these two.
    by : the column that makes the documents (`statement_id`, `seminar_id`, `person_id`). A
        row without a value there is left out; a document without terms has no row.

    Raises
    ------
    TypeError, KeyError, ValueError
        `terms` is no DataFrame, lacks `term` or `by`, or a term is missing.
    """
    lazy: Any = terms
    if hasattr(lazy, "map_partitions"):
        terms = lazy[[by, "term"]].compute()
    require_terms(terms, rows=False)
    require_column(by, terms, "terms")
    rows, documents = pd.factorize(in_order(terms[by]), sort=True)
    columns, names = pd.factorize(in_order(terms["term"]), sort=True)
    there = rows >= 0
    matrix = csr_array(
        (np.ones(there.sum(), np.int64), (rows[there], columns[there])),
        shape=(len(documents), len(names)),
    )
    matrix.sum_duplicates()
    return DocumentTermMatrix(matrix, _plain(documents).rename(by), _plain(names).rename("term"))


def sum_rows(matrix: Any, groups: np.ndarray, n: int | None = None) -> Any:
    """Sum the rows of each group; `groups` numbers the group of each row, from 0 to `n` - 1.

    >>> sum_rows(np.array([[1, 0], [2, 0], [0, 3]]), np.array([1, 1, 0])).tolist()
    [[0, 3], [3, 0]]
    """
    ones = np.ones(len(groups), np.int64)
    shape = (groups.max() + 1 if n is None else n, len(groups))
    return csr_array((ones, (groups, np.arange(len(groups)))), shape=shape) @ matrix


def speaker_of(rows: pd.DataFrame) -> pd.Series:
    """Who said each row; what nobody is named for is one speaker per seminar."""
    seminars = rows["seminar_id"].astype("str")
    return rows["person_id"].astype("str").fillna("unnamed " + seminars)


def texts_by_terms(terms: pd.DataFrame) -> DocumentTermMatrix:
    """Statements x terms, the terms in the order in which the statements first have them.

    The order of `terms`' rows makes no difference to it; what is drawn at random from the
    columns, one by one, is the same for the same seed.
    """
    keys = ["statement_id", *(["start"] if "start" in terms else []), "term"]
    rows = terms[keys].astype({"statement_id": "str", "term": "str"}).sort_values(keys)
    counts = document_term_matrix(rows, "statement_id")
    first = pd.Index(rows["term"].unique(), name="term")
    matrix = counts.matrix[:, counts.terms.get_indexer(first)]
    matrix.sort_indices()
    return counts._replace(matrix=matrix, terms=first)


def _by_partition(terms: Any, keys: Sequence[str]) -> Any:
    """The counts of a Dask DataFrame of terms, as one, in no order; nothing is counted yet."""
    key = keys[0]
    require_column(key, terms._meta, "terms")
    if len(keys) > 1 or not isinstance(terms._meta[key].dtype, pd.CategoricalDtype):
        raise ValueError(f"by is {quoted(keys)}; give one category, made by categorize()")
    if not terms[key].cat.known:
        raise ValueError(f"by is {key!r}, of categories not known; make them by categorize()")
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
    require_terms(terms, "theme", rows=False)
    return terms.assign(term=terms["theme"].astype("str").fillna(NO_THEME))


def groups_as_terms(coded: pd.DataFrame) -> pd.DataFrame:
    """The same rows with the group of the theme (themes.csv) in the place of the term.

    >>> coded = pd.DataFrame({"term": "disaster", "theme": ["disaster"]})
    >>> list(groups_as_terms(coded)["term"])
    ['What it is for']
    """
    require_terms(coded, "theme", rows=False)
    groups = load_themes()["group"]
    return coded.assign(term=coded["theme"].astype("str").map(groups).fillna(NO_THEME))


def themes_of(terms: pd.DataFrame) -> dict[str, str]:
    """Term -> theme, for those that have one.

    >>> themes_of(pd.DataFrame({"term": ["保険証", "こと"], "theme": ["health and welfare", None]}))
    {'保険証': 'health and welfare'}
    """
    pairs = terms[["term", "theme"]].dropna().drop_duplicates().astype("str")
    named = pairs.sort_values(["term", "theme"]).drop_duplicates("term")
    return dict(zip(named["term"], named["theme"], strict=True))


def in_order(column: pd.Series) -> pd.Series:
    """The column with the categories that occur, sorted where they have no order of their own.

    So a column of strings and one of categories, in whatever order, are counted alike.
    """
    if not isinstance(column.dtype, pd.CategoricalDtype):
        return column
    used = column.cat.remove_unused_categories()
    if used.cat.ordered:
        return used
    return used.cat.reorder_categories(used.cat.categories.sort_values())


def _plain(labels: Any) -> pd.Index:
    """Labels that are no categories, however they were grouped."""
    if isinstance(labels, pd.MultiIndex):
        return labels
    index = pd.Index(labels)
    if isinstance(index, pd.CategoricalIndex):
        return pd.Index(index.tolist(), name=index.name)
    return index
