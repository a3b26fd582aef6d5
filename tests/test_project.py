"""The front door: lock, environment, commands and documents agree with each other."""

import re
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from icpf_analysis.files import ROOT

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


TARGETS = dict(re.findall(r"^([a-z-]+):[^#\n]*## (.+)$", read("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", ".ci/run",
                                  ".github/workflows/ci.yml"])  # fmt: skip
def test_a_make_target_that_a_document_names_is_there(name):
    named = set(re.findall(r"(?:^|`|run: |\s{2}|&& )make ([a-z-]+)", read(name), re.MULTILINE))
    assert named and named <= set(TARGETS)


@pytest.mark.parametrize("name", ["README.md", "README.ja.md", "CONTRIBUTING.md", "data/README.md"])
def test_a_file_that_a_document_links_is_there(name):
    links = re.findall(r"\]\(([^)#:]+)\)", read(name))
    assert links
    for link in links:
        assert ((ROOT / name).parent / link).exists(), link


def test_the_use_shown_in_the_readme_runs(capsys):
    code = "".join(re.findall(r"```python\n(.+?)```", read("README.md"), re.DOTALL))
    assert "load_corpus" in code and "kwic" in code
    exec(code, {})
    assert "2014-03-14" in capsys.readouterr().out


def test_the_citation_has_the_version_of_the_package():
    assert yaml.safe_load(read("CITATION.cff"))["version"] == PROJECT["version"]
