"""The front door: lock, environment, commands and documents agree with each other."""

import csv
import json
import re
import shutil
import subprocess
import sys
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from icpf_analysis.places import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
DIRECT = [
    Requirement(text)
    for texts in (PROJECT["dependencies"], *EXTRAS.values())
    for text in texts
]  # fmt: skip
LOCK = (ROOT / "constraints.txt").read_text(encoding="utf-8")
PINS = {
    canonicalize_name(name): version
    for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", LOCK, re.MULTILINE)
}


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("requirement", DIRECT, ids=lambda requirement: requirement.name)
def test_the_lock_pins_what_pyproject_asks_for(requirement):
    pin = PINS.get(canonicalize_name(requirement.name))
    assert pin, f"{requirement.name} is not in constraints.txt; run make lock"
    assert requirement.specifier.contains(pin), f"{requirement} against {pin}; run make lock"


def test_the_lock_pins_nothing_that_pyproject_no_longer_asks_for():
    """uv writes below each pin what asked for it."""
    blocks = re.findall(r"^([\w.-]+)==.*\n((?: +#.*\n)+)", LOCK, re.MULTILINE)
    asked = {canonicalize_name(name) for name, via in blocks if "(pyproject.toml)" in via}
    assert asked == {canonicalize_name(requirement.name) for requirement in DIRECT}


def test_the_committed_figures_were_made_under_the_lock():
    manifest = json.loads(read("figures/manifest.json"))["notebooks"]
    for entry in manifest.values():
        for name, version in entry["versions"].items():
            locked = PINS.get(canonicalize_name(name), PROJECT["version"])
            assert version == locked, f"{name} {version}, locked {locked}; run make figures"


def test_every_requirement_has_a_tested_lower_bound_and_no_cap():
    for requirement in DIRECT:
        assert [part.operator for part in requirement.specifier] == [">="], str(requirement)


def test_the_environment_for_conda_is_the_same_project():
    environment = yaml.safe_load(read("environment.yml"))
    *conda, pip = environment["dependencies"]
    python = next(text for text in conda if text.startswith("python="))
    assert PROJECT["requires-python"] == ">=3.11" and python in {
        f"python=3.{minor}" for minor in (11, 12, 13, 14)
    }
    constraint, package = pip["pip"]
    assert constraint == "-c constraints.txt"
    extras = re.fullmatch(r"-e \.\[([\w,]+)\]", package)[1].split(",")
    assert set(extras) == {"notebooks", "test"}


def test_the_pip_part_of_the_environment_resolves_from_nothing(tmp_path):
    """As conda does it: the pip lines in a file beside environment.yml, and pip on them."""
    for name in ("pyproject.toml", "constraints.txt", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "icpf_analysis", tmp_path / "icpf_analysis")
    lines = yaml.safe_load(read("environment.yml"))["dependencies"][-1]["pip"]
    (tmp_path / "pip.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed",
         "--use-pep517", "--disable-pip-version-check", "-r", "pip.txt"],
        cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    if re.search("NewConnectionError|NameResolutionError|ReadTimeout", told.stdout + told.stderr):
        pytest.skip("the package index cannot be reached from here")
    assert told.returncode == 0, told.stderr
    would = told.stdout.splitlines()[-1]
    assert would.startswith("Would install ")
    for name in ("icpf_analysis", "jupyterlab", "unidic-lite", "pandera"):
        assert name in would.replace("icpf-analysis", "icpf_analysis")


def test_binder_gets_a_japanese_font():
    assert read("apt.txt").split() == ["fonts-noto-cjk"]


TARGETS = dict(re.findall(r"^([a-z-]+):[^#\n]*## (.+)$", read("Makefile"), re.MULTILINE))


def test_the_makefile_has_the_targets_promised():
    assert {"setup", "figures", "test", "lab", "data", "lint", "help"} <= set(TARGETS)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", ".ci/run",
                                  ".github/workflows/ci.yml"])  # fmt: skip
def test_a_make_target_that_a_document_names_is_there(name):
    named = set(re.findall(r"(?:^|`|run: |\s{2}|&& )make ([a-z-]+)", read(name), re.MULTILINE))
    assert named and named <= set(TARGETS)


def test_ci_runs_the_readmes_own_commands():
    for command in ("make figures", "make test", "make test-browser"):
        assert command in read("README.md")
        assert command in read(".ci/run")
        assert command in read(".github/workflows/ci.yml")


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "data/README.md"])
def test_a_file_that_a_document_links_is_there(name):
    links = re.findall(r"\]\(([^)#:]+)\)", read(name))
    assert links
    for link in links:
        assert ((ROOT / name).parent / link).exists(), link


def test_every_notebook_is_in_the_readme():
    for path in (ROOT / "notebooks").glob("*-*.ipynb"):
        if ".nbconvert" not in path.name:
            assert f"(notebooks/{path.name})" in read("README.md")


def test_the_use_shown_in_the_readme_runs():
    code = "".join(re.findall(r"```python\n(.+?)```", read("README.md"), re.DOTALL))
    assert "load_corpus" in code and "kwic" in code
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "2014-03-14" in told.stdout


def test_the_citation_has_the_version_of_the_package():
    assert yaml.safe_load(read("CITATION.cff"))["version"] == PROJECT["version"]


def test_every_file_under_curated_is_told_in_the_data_readme():
    for path in (ROOT / "data" / "curated").iterdir():
        assert path.name in read("data/README.md")


STAIR = [
    "errors", "files", "places", "reading.html", "reading.pages", "reading.dates",
    "reading.signals", "reading.people", "reading.posts", "reading.walk", "reading.notices",
    "reading.sentences", "reading.reports", "reading.facts", "curated", "reading.affiliations",
    "reading.duplicates", "reading.appearances", "reading.schema",
    "reading.corpus", "reading", "additions", "tables", "lexicon", "tagger", "phrases", "chunks",
    "tokens", "terms",
    "counts", "termhood", "summaries", "measures.floors", "measures.inputs", "measures.scores",
    "measures.spread", "measures.sides", "measures.contrasts", "measures.divergence",
    "measures.shifts", "measures.shuffles", "measures.themes", "measures.maps", "measures.factors",
    "measures", "rankings", "frequencies", "speakers", "exchanges", "labels", "headline",
    "reductions", "grounds", "claims", "fonts", "drawings.palette", "drawings.bars",
    "drawings.names", "drawings.terms", "drawings.themes", "drawings.maps", "drawings.topics",
    "drawings.commonest", "drawings.frequency", "drawings.exchanges", "drawings.affiliation",
    "drawings.corpus", "drawings.shift", "drawings", "evidence", "concordance", "figures",
    "explore", "manifest", "notebooks", "sanitising", "report", "__main__",
]  # fmt: skip


def test_imports_point_up_the_stair_only():
    """What a room is built on stands before it in the list."""
    folder = ROOT / "icpf_analysis"
    rooms = {
        path.relative_to(folder)
        .with_suffix("")
        .as_posix()
        .replace("/", ".")
        .removesuffix(".__init__"): path
        for path in folder.rglob("*.py")
    }
    assert set(rooms) - {"__init__"} == set(STAIR)
    for at, room in enumerate(STAIR):
        source = rooms[room].read_text(encoding="utf-8")
        used = re.findall(r"^\s*from icpf_analysis(?:\.(\S+))? import (\w+)", source, re.MULTILINE)
        for module, name in used:
            longer = f"{module}.{name}".strip(".")
            other = longer if longer in STAIR else module
            assert other in STAIR[:at], f"{room} imports {other}"


def test_the_package_tells_all_its_rooms():
    told = (ROOT / "icpf_analysis" / "__init__.py").read_text(encoding="utf-8")
    for room in STAIR:
        assert room.split(".")[0] in told, room


def test_every_judgement_is_about_a_page_that_is_there():
    rows = csv.DictReader(read("data/curated/emendations.csv").splitlines())
    pages = {path.name for path in (ROOT / "data" / "raw").iterdir()}
    assert {row["source"] for row in rows} <= pages
