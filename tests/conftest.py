"""What several tests share: the real page, and a way to read a changed one."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest
from clones import without_rows
from hypothesis import HealthCheck, settings

import icpf_analysis as icpf
from icpf_analysis.files import CURATED, RAW
from icpf_analysis.plots.style import use_style
from icpf_analysis.publishing.claims import compute_claims

# How many examples a property is tried with. The first two try the same ones each time, and no
# limit of time is set, since a busy machine would break it: HYPOTHESIS_PROFILE=wide make test-all
HOW = {"database": None, "deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("everyday", max_examples=25, derandomize=True, **HOW)
settings.register_profile("ci", settings.get_profile("everyday"), max_examples=200)
settings.register_profile("wide", max_examples=5000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "everyday"))

NAME = "000_4767421747b42df5.txt"
PAGES = Path(__file__).with_name("pages")


@pytest.fixture(scope="session")
def corpus() -> icpf.Corpus:
    """The page that came with the project; pages added later do not change its numbers."""
    return icpf.load_corpus(RAW / NAME)


@pytest.fixture(scope="session")
def terms(corpus: icpf.Corpus) -> pd.DataFrame:
    return icpf.extract_terms(corpus.statements)


@pytest.fixture(scope="session")
def claims(corpus: icpf.Corpus) -> pd.DataFrame:
    return compute_claims(corpus)


@pytest.fixture
def style() -> Iterator[None]:
    """The figures' own style, for this test only; what draws must leave it as it is."""
    with mpl.rc_context():
        use_style()
        before = dict(mpl.rcParams)
        yield
        assert dict(mpl.rcParams) == before


@pytest.fixture(scope="session")
def page() -> str:
    return (RAW / NAME).read_bytes().decode("utf-8")


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    """A copy of the judgement tables, to be changed."""
    return shutil.copytree(CURATED, tmp_path / "curated")


@pytest.fixture
def no_rows(curated: Path) -> Path:
    """The tables with their rules, and no row about a page: rows that are added change nothing."""
    without_rows(curated)
    return curated


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., icpf.Corpus]:
    """Load a text as a page, with rows like those of emendations.csv or with other tables."""

    def load(
        text: str, *emendations: str, name: str = "page.txt", curated: Path | None = None
    ) -> icpf.Corpus:
        (tmp_path / name).write_bytes(text.encode("utf-8"))
        if emendations:
            curated = shutil.copytree(CURATED, tmp_path / "curated", dirs_exist_ok=True)
            rows = ["source,line,found,emended,why,certainty", *emendations]
            (curated / "emendations.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        return icpf.load_corpus(tmp_path / name, curated=curated)

    return load
