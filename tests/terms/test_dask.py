"""The same functions on a Dask DataFrame: equal to pandas, row for row."""

import pandas as pd
import pytest

import icpf_analysis as icpf

dd = pytest.importorskip("dask.dataframe", reason="the extra dask is not installed")
dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")


@pytest.fixture
def statements(corpus):
    """The page's statements in four partitions, their year a category."""
    rows = corpus.statements.reset_index().astype({"year": "category"})
    with dask.config.set(scheduler="synchronous"):
        yield dd.from_pandas(rows, npartitions=4)


def rows_of(frame):
    return [frame[name].astype(object).fillna("").tolist() for name in frame]


@pytest.mark.parametrize("find", [icpf.tokenize, icpf.extract_terms])
def test_rows_are_those_of_pandas_with_words_as_strings(find, statements, corpus):
    found = find(statements)
    plain = find(corpus.statements)
    assert list(found.columns) == list(plain) and not found.known_divisions
    assert rows_of(found.compute()) == rows_of(plain)
    assert {str(found.dtypes[name]) for name in ("statement_id", "surface")} == {"str"}


def test_counts_and_matrix_are_those_of_pandas(statements, terms):
    lazy = icpf.extract_terms(statements)
    counts, plain = icpf.term_counts(lazy, "year").compute(), icpf.term_counts(terms, "year")
    assert len(counts) == len(plain)
    assert counts.loc[plain.index, plain.columns].to_numpy().tolist() == plain.to_numpy().tolist()
    found, expected = (
        pd.DataFrame(m.matrix.toarray(), m.documents, m.terms)
        for m in map(icpf.document_term_matrix, (lazy, terms))
    )
    pd.testing.assert_frame_equal(found, expected, check_index_type=False, check_column_type=False)


def test_one_partition_is_divided_so_that_each_worker_has_work(statements, terms):
    found = icpf.extract_terms(statements.repartition(npartitions=1))
    assert found.npartitions == 16
    assert rows_of(found.compute()) == rows_of(terms)


def test_the_same_question_has_the_same_name_and_groups_must_be_known(statements):
    one, other = (icpf.extract_terms(statements) for _ in range(2))
    assert one._name == other._name != icpf.extract_terms(statements, stop_terms=[])._name
    with pytest.raises(ValueError, match=r"categorize\(\)"):
        icpf.term_counts(one, "seminar_id")


@pytest.mark.slow
def test_parquet_through_two_processes_is_equal_to_pandas(corpus, terms, tmp_path):
    statements = dd.from_pandas(corpus.statements.reset_index(), npartitions=8)
    statements.to_parquet(tmp_path / "in", write_index=False)
    workers = {"n_workers": 2, "threads_per_worker": 1, "local_directory": tmp_path}
    with (
        distributed.LocalCluster(dashboard_address=None, **workers) as cluster,
        distributed.Client(cluster),
    ):
        found = icpf.extract_terms(dd.read_parquet(tmp_path / "in"))
        found.to_parquet(tmp_path / "out", write_index=False)
    assert rows_of(pd.read_parquet(tmp_path / "out")) == rows_of(terms)
