"""The front door: lock, environment, commands and documents agree with each other."""

import re
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from icpf_analysis.files import ROOT


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


PROJECT = tomllib.loads(read("pyproject.toml"))["project"]
DIRECT = {
    canonicalize_name(requirement.name): requirement.specifier
    for texts in (PROJECT["dependencies"], *PROJECT["optional-dependencies"].values())
    for requirement in map(Requirement, texts)
}


def test_the_lock_pins_what_pyproject_asks_for_and_nothing_that_it_no_longer_does():
    """uv writes below each pin what asked for it."""
    blocks = re.findall(
        r"^([\w.-]+)==([^\s;]+).*\n((?: +#.*\n)*)", read("constraints.txt"), re.MULTILINE
    )
    pins = {canonicalize_name(name): pin for name, pin, via in blocks if "(pyproject.toml)" in via}
    assert set(pins) == set(DIRECT), "run make lock"
    assert [name for name, pin in pins.items() if not DIRECT[name].contains(pin)] == []


@pytest.mark.parametrize("name", ["README.md", "README.ja.md"])
def test_each_notebook_has_its_row_in_the_table_of_notebooks(name):
    rows = re.findall(r"^\| \[(\S+)\]\(notebooks/\1\.ipynb\) \|", read(name), re.MULTILINE)
    assert rows == sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))


def test_the_environment_for_conda_is_the_same_project():
    *conda, pip = yaml.safe_load(read("environment.yml"))["dependencies"]
    python = next(text for text in conda if text.startswith("python="))
    assert PROJECT["requires-python"] == ">=3.11" and python in {
        f"python=3.{minor}" for minor in (11, 12, 13, 14)
    }
    assert pip["pip"] == ["-c constraints.txt", "-e .[notebooks,test]"]


@pytest.mark.parametrize(
    "name",
    ["README.md", "README.ja.md", "CONTRIBUTING.md", "data/README.md", ".ci/run",
     ".github/workflows/ci.yml"],
)  # fmt: skip
def test_the_files_and_make_targets_that_a_document_names_are_there(name):
    targets = set(re.findall(r"^([a-z-]+):[^#\n]*## ", read("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`|run: |\s{2}|&& )make ([a-z-]+)", read(name), re.MULTILINE))
    links = re.findall(r"\]\(([^)#:]+)\)", read(name)) if name.endswith(".md") else []
    assert named | set(links) and named <= targets
    assert [link for link in links if not ((ROOT / name).parent / link).exists()] == []


def test_the_use_shown_in_the_readme_runs(capsys):
    code = "".join(re.findall(r"```python\n(.+?)```", read("README.md"), re.DOTALL))
    assert "load_corpus" in code and "kwic" in code
    exec(code, {})
    assert "2014-03-14" in capsys.readouterr().out


def test_the_citation_has_the_version_of_the_package():
    assert yaml.safe_load(read("CITATION.cff"))["version"] == PROJECT["version"]
