"""The same functions on a Dask DataFrame, in real processes: equal to pandas, row for row."""

import os
import signal

import pandas as pd
import pytest

import icpf_analysis as icpf

dd = pytest.importorskip("dask.dataframe", reason="the extra dask is not installed")
distributed = pytest.importorskip("distributed")

WORDS = ["statement_id", "surface", "term", "kind", "theme"]


@pytest.fixture(scope="module")
def many(corpus):
    """Forty copies of the page's statements, each with ids of its own, their year a category."""
    page = corpus.statements.reset_index()
    pages = [page.assign(statement_id=page["statement_id"] + f"/{n}") for n in range(40)]
    return pd.concat(pages, ignore_index=True).astype({"year": "category"})


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    with (
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            dashboard_address=None,
            local_directory=tmp_path_factory.mktemp("dask"),
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


def expected(many):
    terms = icpf.extract_terms(many)
    return terms.astype(dict.fromkeys(WORDS, "str"))


@pytest.fixture
def parquet(many, tmp_path):
    dd.from_pandas(many, npartitions=8).to_parquet(tmp_path / "in", write_index=False)
    return tmp_path


def read(folder):
    return dd.read_parquet(folder).categorize("year")


def test_from_parquet_to_parquet_equal_to_pandas(many, parquet, cluster):
    terms = icpf.extract_terms(read(parquet / "in"))
    assert terms.npartitions == 8
    terms.to_parquet(parquet / "out", write_index=False)
    again = pd.read_parquet(parquet / "out").astype({"year": "int64"})
    pd.testing.assert_frame_equal(
        again, expected(many).astype({"year": "int64"}), check_dtype=False, check_categorical=False
    )


def test_counts_equal_to_pandas(many, parquet, cluster):
    counts = icpf.term_counts(icpf.extract_terms(read(parquet / "in")), "year").compute()
    plain = icpf.term_counts(icpf.extract_terms(many), "year")
    assert counts.loc[plain.index, plain.columns].to_numpy().tolist() == plain.to_numpy().tolist()
    assert len(counts) == len(plain)


def test_a_worker_killed_half_way_changes_nothing(many, parquet, cluster):
    terms = icpf.extract_terms(read(parquet / "in"))
    future = cluster.compute(terms)
    pids = cluster.run(os.getpid)
    os.kill(next(iter(pids.values())), signal.SIGKILL)
    again = future.result(timeout=60)
    assert again["term"].tolist() == expected(many)["term"].tolist()


def test_the_same_question_has_the_same_name(parquet):
    statements = dd.read_parquet(parquet / "in")
    one, other = (icpf.extract_terms(statements)._name for _ in range(2))
    assert one == other != icpf.extract_terms(statements, units="words")._name


def test_groups_that_are_not_known_are_refused(parquet):
    terms = icpf.extract_terms(dd.read_parquet(parquet / "in"))
    with pytest.raises(ValueError, match=r"categorize\(\)"):
        icpf.term_counts(terms, "seminar_id")
