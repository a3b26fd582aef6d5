"""Counts of terms by group: a frame, a sparse matrix, nothing lost between."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

import icpf_analysis as icpf
from icpf_analysis.terms.counts import texts_by_terms

TERMS = pd.DataFrame(
    {
        "term": ["番号", "番号", "鍵", "窓口", "番号", "鍵"],
        "year": [2012, 2012, 2012, 2014, 2014, 2014],
        "person_id": ["三木浩平", None, None, "三木浩平", "三木浩平", "矢島征幸"],
    }
)


def test_six_terms_by_year_and_by_person():
    counts = icpf.term_counts(TERMS, "year")
    assert counts.index.tolist() == ["番号", "鍵", "窓口"]  # the most frequent first
    assert counts.columns.tolist() == [2012, 2014]
    assert (counts.index.name, counts.columns.name) == ("term", "year")
    assert counts.to_numpy().tolist() == [[2, 1], [1, 1], [0, 1]]
    counts = icpf.term_counts(TERMS, "person_id")
    assert counts.loc["番号"].tolist() == [2, 0, 1]  # the last of nobody
    assert pd.isna(counts.columns[-1])


def test_a_matrix_has_the_same_counts(terms):
    counts = icpf.term_counts(terms)
    matrix, documents, names = icpf.document_term_matrix(terms[::-1])
    assert (documents.name, names.name) == ("seminar_id", "term")
    assert documents.is_monotonic_increasing and names.is_monotonic_increasing
    frame = pd.DataFrame(matrix.toarray(), documents, names).T
    assert (frame.loc[counts.index, counts.columns] == counts).all(axis=None)


def test_statements_by_terms_have_the_terms_in_the_order_of_the_text():
    said = pd.DataFrame(
        {"statement_id": ["b", "a", "a"], "start": [0, 5, 2], "term": ["鍵", "番号", "窓口"]}
    )
    for rows in (said, said[::-1]):
        matrix, statements, names = texts_by_terms(rows)
        assert (statements.tolist(), names.tolist()) == (["a", "b"], ["窓口", "番号", "鍵"])
        assert matrix.toarray().tolist() == [[1, 1, 0], [0, 0, 1]]


def test_no_terms_are_an_empty_table(corpus):
    nothing = icpf.extract_terms(corpus.statements.head(0))
    assert icpf.term_counts(nothing, "year").shape == (0, 0)
    assert icpf.document_term_matrix(nothing, "year").matrix.shape == (0, 0)


@given(
    st.lists(st.tuples(st.sampled_from("ABCDE"), st.integers(2012, 2015)), min_size=1), st.randoms()
)
def test_counts_sum_to_the_rows_in_any_order(rows, chance):
    terms = pd.DataFrame(rows, columns=["term", "year"])
    counts = icpf.term_counts(terms, "year")
    assert counts.sum().sum() == len(rows)
    assert counts.index.tolist() == sorted(counts.index, key=lambda t: (-counts.loc[t].sum(), t))
    chance.shuffle(rows)
    shuffled = pd.DataFrame(rows, columns=["term", "year"]).astype({"term": "category"})
    pd.testing.assert_frame_equal(counts, icpf.term_counts(shuffled, "year"))
