"""Terms become counts: by group, as a sparse matrix, and as scores that propose new terms."""

from collections import Counter
from collections.abc import Mapping
from itertools import combinations
from typing import Any, NamedTuple, cast

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from icpf_analysis.inputs import require_column, require_terms
from icpf_analysis.terms.extraction import extract_terms
from icpf_analysis.terms.lexicon import load_lexicon, load_themes
from icpf_analysis.terms.tokens import is_dask, tokenize

NO_THEME = "no theme"


class DocumentTermMatrix(NamedTuple):
    """Counts with their labels: ``matrix[i, j]`` is ``terms[j]`` in ``documents[i]``."""

    matrix: csr_array
    documents: pd.Index
    terms: pd.Index


def term_counts(terms: pd.DataFrame, by: str = "seminar_id") -> pd.DataFrame:
    """Occurrences of each term in each group.

    Parameters
    ----------
    terms : one row per occurrence, as from :func:`icpf_analysis.extract_terms`. Also accepts a
        Dask DataFrame and returns one; its column `by` is then a category with known categories
        (``statements.categorize("year")``), for it names the columns.
    by : the column of `terms` that makes the groups.

    Returns
    -------
    terms x groups, int: the most frequent term first, equal ones by their characters; groups in
    order, that of the categories where these have one; 0 where a group lacks a term. Rows whose
    group is missing are counted in a column of its own, so that the frame sums to ``len(terms)``.

    Raises TypeError, KeyError or ValueError: `terms` is no DataFrame, lacks `term` or `by`, or a
    term is missing.

    >>> said = {"term": ["番号", "カード", "番号"], "year": [2012, 2014, 2014]}
    >>> term_counts(pd.DataFrame(said), "year").loc["番号"].to_dict()
    {2012: 1, 2014: 1}
    """
    if is_dask(terms):
        return _by_partition(terms, by)
    require_terms(terms, rows=False)
    require_column(by, terms, "terms")
    rows = terms[["term", by]].apply(_in_order)
    counts = rows.groupby(["term", by], observed=True, dropna=False).size()
    wide = counts.unstack(by, fill_value=0).sort_index(axis=1)
    wide = wide.set_axis(_plain(wide.columns), axis=1)
    wide = wide.set_axis(wide.index.astype("str").rename("term"), axis=0).sort_index()
    return wide.iloc[np.argsort(-wide.sum(axis=1), kind="stable")]


def _by_partition(terms: Any, by: str) -> Any:
    """The counts of a Dask DataFrame of terms, as one, in no order; nothing is counted yet."""
    require_column(by, terms._meta, "terms")
    dtype = terms._meta[by].dtype
    if not isinstance(dtype, pd.CategoricalDtype) or not terms[by].cat.known:
        raise ValueError(f"by is {by!r}, not of known categories; make them by categorize()")
    groups = dtype.categories

    def count(part: pd.DataFrame) -> pd.DataFrame:
        counts = term_counts(part.dropna(subset=[by]), by)
        counts = counts.set_axis(counts.columns.astype(groups.dtype), axis=1)
        return counts.reindex(columns=groups, fill_value=0).reset_index()

    return terms.map_partitions(count, meta=count(terms._meta)).groupby("term").sum(split_out=1)


def document_term_matrix(terms: pd.DataFrame, by: str = "seminar_id") -> DocumentTermMatrix:
    """Occurrences as a sparse matrix of documents x terms, both in the order of their labels.

    `by` is the column that makes the documents (`statement_id`, `seminar_id`, `person_id`). A row
    without a value there is left out; a document without terms has no row. Of a Dask DataFrame
    these two columns are computed. Errors are those of :func:`term_counts`.
    """
    if is_dask(terms):
        terms = cast(Any, terms[[by, "term"]]).compute()
    require_terms(terms, rows=False)
    require_column(by, terms, "terms")
    rows, documents = pd.factorize(_in_order(terms[by]), sort=True)
    columns, names = pd.factorize(_in_order(terms["term"]), sort=True)
    there = rows >= 0
    ones, shape = np.ones(there.sum(), np.int64), (len(documents), len(names))
    matrix = csr_array((ones, (rows[there], columns[there])), shape=shape)
    matrix.sum_duplicates()
    return DocumentTermMatrix(matrix, _plain(documents).rename(by), _plain(names).rename("term"))


def texts_by_terms(terms: pd.DataFrame) -> DocumentTermMatrix:
    """Statements x terms, the terms in the order in which the statements first have them.

    So what is drawn at random column by column does not depend on the order of `terms`' rows.
    """
    keys = ["statement_id", *(["start"] if "start" in terms else []), "term"]
    rows = terms[keys].astype({"statement_id": "str", "term": "str"}).sort_values(keys)
    counts = document_term_matrix(rows, "statement_id")
    first = pd.Index(rows["term"].unique(), name="term")
    matrix = counts.matrix[:, counts.terms.get_indexer(first)]
    matrix.sort_indices()
    return counts._replace(matrix=matrix, terms=first)


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


def term_candidates(statements: pd.DataFrame) -> pd.DataFrame:
    """Runs of two or more words that could be terms of the lexicon, the likeliest first.

    The runs are those of the rules without any lexicon, so a known term is judged as a new one is.
    One row per candidate, indexed by `term`: the columns of :func:`c_value`, and `known`: True
    where the shipped lexicon has it. Errors are those of :func:`icpf_analysis.tokenize`.
    """
    nothing = pd.DataFrame(index=pd.Index([], dtype="str", name="term"))
    terms = extract_terms(statements, lexicon=nothing, stop_terms=())
    tokens = tokenize(statements)
    token_places, begins, ends = (
        frame["statement_id"].cat.codes.to_numpy().astype(np.int64) << 32 | frame[offset]
        for frame, offset in ((tokens, "start"), (terms, "start"), (terms, "end"))
    )
    bases = tokens["base"].astype(object).to_numpy()
    bounds = np.searchsorted(token_places, [begins, ends]).T
    runs = Counter(tuple(bases[begin:end]) for begin, end in bounds)
    scored = c_value(runs).query("n_words > 1")
    return scored.assign(known=scored.index.isin(load_lexicon().index))


def c_value(runs: Mapping[tuple[str, ...], int]) -> pd.DataFrame:
    """C-value of word sequences: log2 of the length, times the frequency less its nested part.

    C-value(a) = log2 |a| (f(a) - t(a) / P(a)), where f counts all occurrences of a, t counts
    it within longer candidates, and P is the number of these; without any, log2 |a| f(a)
    (Frantzi, Ananiadou & Mima 2000). One word scores 0, whatever its frequency. `runs` says how
    often each sequence occurs by itself, within no longer one.

    One row per sequence, indexed by `term` (its words joined), the highest score first:
    `n_words`, `n` (f), `n_nested` (t), `n_longer` (P), `c_value`.

    >>> c_value({("個人", "番号"): 4, ("個人", "番号", "カード"): 4}).c_value.round(2).to_dict()
    {'個人番号カード': 6.34, '個人番号': 4.0}
    """
    nested: Counter[tuple[str, ...]] = Counter()
    longer: Counter[tuple[str, ...]] = Counter()
    for run, n in runs.items():
        parts = Counter(run[begin:end] for begin, end in combinations(range(len(run) + 1), 2))
        del parts[run]
        for part, times in parts.items():
            nested[part] += n * times
            longer[part] += 1
    rows = [("".join(a), len(a), n + nested[a], nested[a], longer[a]) for a, n in runs.items()]
    scored = pd.DataFrame(rows, columns=["term", "n_words", "n", "n_nested", "n_longer"])
    own = scored["n"] - scored["n_nested"] / scored["n_longer"].clip(lower=1)
    scored["c_value"] = np.log2(scored["n_words"]) * own
    return scored.sort_values(["c_value", "term"], ascending=[False, True]).set_index("term")


def _in_order(column: pd.Series) -> pd.Series:
    """The column with the categories that occur, sorted where they have no order of their own.

    So a column of strings and one of categories, in whatever order, are counted alike.
    """
    if not isinstance(column.dtype, pd.CategoricalDtype):
        return column
    used = column.cat.remove_unused_categories()
    if used.cat.ordered:
        return used
    return used.cat.reorder_categories(used.cat.categories.sort_values())


def _plain(labels: pd.Index) -> pd.Index:
    """Labels that are no categories, however they were grouped."""
    if isinstance(labels, pd.CategoricalIndex):
        return pd.Index(labels.tolist(), name=labels.name)
    return labels
