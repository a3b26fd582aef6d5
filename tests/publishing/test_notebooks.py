"""The runner and the notebooks: whole or not at all, and the same bytes again."""

import json
import os
import platform
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

import nbformat
import pytest
from clones import files, write_notebook

from icpf_analysis import PageError
from icpf_analysis.files import FIGURES, NOTEBOOKS, ROOT
from icpf_analysis.publishing.notebooks import (
    PRINTED,
    WIDGET,
    Outcome,
    find_notebooks,
    normalised,
    run_notebooks,
)

pytestmark = pytest.mark.slow  # kernels are started

SAVES = """
import os, pathlib

def save(name, text="1"):
    path = pathlib.Path(os.environ["ICPF_FIGURES"], name)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
"""
"""A way to save a figure that needs none of the package, and so no second of imports."""


class Desk(NamedTuple):
    """A folder of notebooks, whose cells can call ``save``, and a folder of figures."""

    notebooks: Path
    figures: Path

    def write(self, stem: str, *cells: str) -> Path:
        path = self.notebooks / f"{stem}.ipynb"
        write_notebook(path, SAVES, *cells)
        return path

    def draw(self, name: str, text: str = "old") -> None:
        (self.figures / name).parent.mkdir(exist_ok=True)
        (self.figures / name).write_text(text)

    def run(self, *names: str) -> Outcome:
        return run_notebooks(names, folder=self.notebooks, figures=self.figures)

    def files(self) -> dict[str, bytes]:
        return {path.relative_to(self.notebooks.parent).as_posix(): data
                for path, data in files(self.notebooks, self.figures).items()}  # fmt: skip


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "figures").mkdir()
    return Desk(tmp_path / "notebooks", tmp_path / "figures")


def test_a_failing_cell_is_named_in_two_lines_and_the_rest_still_runs(desk):
    desk.write("00-good", "save('en/00-a.png')")
    desk.write("01-bad", "save('en/01-a.png')", "# Who spoke?", "1 / 0")
    desk.write("02-dies", "os._exit(1)")
    desk.draw("en/01-old.png")  # of the notebook that fails, or of none
    before = desk.files()
    good, bad, dead = desk.run().runs
    assert (good.failure, good.outputs) == ("", [Path("en/00-a.png")])
    assert bad.failure.splitlines() == [
        "notebooks/01-bad.ipynb, cell 4, under '# Who spoke?'",
        "  ZeroDivisionError: division by zero",
    ]
    assert re.match(r"notebooks/02-dies\.ipynb, cell 2\n  DeadKernelError: ", dead.failure)
    after = desk.files()
    assert set(after) == {*before, "figures/en/00-a.png"}
    assert after["notebooks/01-bad.ipynb"] == before["notebooks/01-bad.ipynb"]
    assert not list(desk.figures.glob(".staging-*"))


def test_a_second_run_by_name_changes_no_byte_and_leaves_the_others_alone(desk):
    desk.write("00-a", "print('番号')", "save('en/00-a.png')", "save('claims.csv')")
    desk.write("01-b", "save('en/01-b.png')")
    desk.run()
    first = desk.files()
    assert len(first) == 5  # two notebooks, three files
    (only,) = desk.run("01-b").runs
    assert only.notebook.stem == "01-b" and desk.files() == first


def test_figures_that_no_notebook_saves_are_removed_when_all_have_passed(desk):
    """Nothing else is: not what somebody saved meanwhile, nor files of other kinds."""
    for name in ("en/00-old.png", "data/00-old.csv", "data/notes.md", "readme.csv", "ja/00-a.pdf",
                 "en/00-own.png"):  # fmt: skip
        desk.draw(name)
    own = desk.figures / "en" / "00-own.png"
    desk.write("00-a", "save('ja/00-a.pdf')", f"pathlib.Path({str(own)!r}).write_text('new')")
    desk.write("01-b", "1")
    assert desk.run("00-a").removed == []  # 01-b may save them
    desk.draw("en/00-own.png")
    assert desk.run().removed == [
        desk.figures / "data" / "00-old.csv", desk.figures / "en" / "00-old.png",
    ]  # fmt: skip
    assert {name for name in desk.files() if name.startswith("figures")} == {
        "figures/data/notes.md", "figures/readme.csv", "figures/ja/00-a.pdf",
        "figures/en/00-own.png",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "deed", "left"),
    [
        ("notebooks/00-a.ipynb", "path.write_text('{}')", b"{}"),
        ("notebooks/00-a.ipynb", "path.unlink()", None),
        ("figures/en/00-a.png", "path.write_text('by the reader')", b"by the reader"),
        ("figures/en/00-a.png", "path.unlink()", None),
        ("figures/data/00-a.csv", "path.write_text('new')", b"new"),
    ],
)
def test_what_somebody_changes_during_the_run_is_left_as_it_is(desk, name, deed, left):
    """The notebook plays the reader who meanwhile saves, deletes or draws something."""
    path = desk.notebooks.parent / name
    desk.draw("en/00-a.png")
    desk.draw("data/other.csv")
    desk.write("00-a", "save('en/00-a.png')", "save('data/00-a.csv')",
               f"path = pathlib.Path({str(path)!r})", deed)  # fmt: skip
    desk.write("01-good", "save('en/01-good.png')")
    before = desk.files()
    changed, good = desk.run().runs
    assert good.failure == "" and f"{path.parent.name}/{path.name} changed" in changed.failure
    after = desk.files()
    assert after.get(name) == left
    for other in set(before) - {name, "notebooks/01-good.ipynb"}:  # nor are its others replaced
        assert after[other] == before[other]


def test_where_a_page_or_a_table_changes_during_the_run_nothing_is_put_in_place(
    desk, tmp_path, monkeypatch
):
    """The notebooks read it at different times; a checkpoint of JupyterLab is no change."""
    for name in ("RAW", "CURATED"):
        (tmp_path / name).mkdir()
        monkeypatch.setattr(f"icpf_analysis.publishing.notebooks.{name}", tmp_path / name)
    begin = f"place = pathlib.Path({str(tmp_path)!r})", "save('en/00-a.png')"
    begin = *begin, "checkpoints = place / 'RAW' / '.ipynb_checkpoints'"
    desk.write("00-a", *begin, "checkpoints.mkdir(); (checkpoints / 'page.txt').touch()")
    assert desk.run().runs[0].failure == ""
    desk.write("00-a", *begin, "(place / 'RAW' / 'page.txt').touch()",
               "(place / 'CURATED' / 'table.csv').touch()")  # fmt: skip
    before = desk.files()
    failure = desk.run().runs[0].failure
    assert "CURATED/table.csv, RAW/page.txt changed during the run" in failure
    assert desk.files() == before


def test_a_notebook_that_ends_with_fewer_files_than_it_saved_fails(desk):
    desk.write(
        "00-a",
        "import pandas as pd, shutil\n"
        "from icpf_analysis.publishing.saving import save_table\n"
        "save_table('00-a', pd.DataFrame({'n': [1]}))",
        "shutil.rmtree(os.environ['ICPF_FIGURES'] + '/ja')",
    )
    (lost,) = desk.run().runs
    assert "1 of 3 files it saved are gone: ja/00-a.tex" in lost.failure
    assert not list(desk.figures.rglob("*.tex"))


def test_a_cell_that_prints_too_much_is_cut_and_says_so(desk):
    """20 million characters to either stream, and by many lines."""
    path = desk.write(
        "00-a",
        "import sys\nprint('a' * 20_000_000)\nprint('b' * 20_000_000, file=sys.stderr)",
        "for n in range(200_000):\n    print('c' * 100)",
        "print('the next cell prints again')",
    )
    assert desk.run().runs[0].failure == ""
    assert path.stat().st_size < 1_000_000
    shown = [json.dumps(cell.outputs) for cell in nbformat.read(path, as_version=4).cells[1:]]
    assert [text.count("[cut: ") for text in shown] == [2, 1, 0]
    assert shown[0].count("a" * PRINTED) == shown[0].count("b" * PRINTED) == 1
    assert "the next cell prints again" in shown[2]


def test_two_notebooks_run_at_once(desk):
    """Each waits for the file that the other writes."""
    for mine, other in (("a", "b"), ("b", "a")):
        desk.write(
            mine,
            f"import time\nplace = pathlib.Path({str(desk.figures.parent)!r})\n"
            f"(place / '{mine}').touch()\n"
            f"for _ in range(300):\n    if (place / '{other}').exists():\n        break\n"
            f"    time.sleep(0.1)\nelse:\n    raise TimeoutError",
        )
    assert [run.failure for run in desk.run().runs] == ["", ""]


def test_a_notebook_that_is_not_there_is_named_with_those_that_are(desk):
    desk.write("00-good", "1")
    desk.write("00-good.nbconvert", "1 / 0")  # what nbconvert left is none
    with pytest.raises(FileNotFoundError, match=r"no notebook 02-x in notebooks/; it has 00-good$"):
        desk.run("02-x")


@pytest.mark.parametrize(
    "text", ["<<<<<<< HEAD\n", "", "{}", "[]", "null",
             '{"cells": 1, "nbformat": 4, "nbformat_minor": 5}',
             '{"cells": [{"cell_type": "code"}], "nbformat": 4, "nbformat_minor": 5}'],
)  # fmt: skip
def test_a_file_that_is_no_notebook_stops_the_run_by_name(desk, text):
    desk.write("00-good", "1")
    (desk.notebooks / "01-broken.ipynb").write_text(text, encoding="utf-8")
    with pytest.raises(PageError, match=r"01-broken\.ipynb: found .*git restore it"):
        desk.run()


def test_paths_addresses_timings_and_start_up_files_do_not_reach_the_file(
    desk, tmp_path, monkeypatch
):
    startup = tmp_path / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "mine.py").write_text("secret = 'mine'")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    path = desk.write(
        "00-good",
        "import sys\nfrom importlib.util import find_spec\n"
        "print(find_spec('icpf_analysis').origin, sys.executable)",
        "object()",
        "!true",
        "'secret' in globals()",
    )
    assert desk.run().runs[0].failure == ""
    book = nbformat.read(path, as_version=4)
    shown = json.dumps([cell.outputs for cell in book.cells], ensure_ascii=False)
    for words in ("./icpf_analysis/__init__.py", "object at 0x…", "False"):
        assert words in shown
    for machine in (str(ROOT), sys.prefix, str(Path.home())):
        assert machine not in shown
    assert "execution" not in path.read_text(encoding="utf-8").replace("execution_count", "")


def test_a_widget_does_not_reach_the_file_but_what_it_shows_beside_itself_does():
    view = {WIDGET: {"model_id": "1"}, "text/plain": "Dropdown"}
    bundles = [view, {"text/plain": "a table"}, view | {"text/html": "the same, still"}]
    cell = nbformat.v4.new_code_cell(
        "w", outputs=[nbformat.v4.new_output("display_data", data=data) for data in bundles]
    )
    book = nbformat.v4.new_notebook(cells=[cell], metadata={"widgets": {"state": {}}})
    shown = nbformat.writes(normalised(book))
    assert "widget" not in shown
    assert "a table" in shown and "the same, still" in shown and len(cell.outputs) == 2


# What is committed.

NAMES = [path.name for path in find_notebooks().values()]


def contents(path: Path) -> list[dict]:
    """The cells of a notebook with their outputs, without the metadata that JupyterLab changes."""
    book = normalised(nbformat.read(path, as_version=4))
    kept = ("cell_type", "source", "execution_count", "outputs")
    return [{name: cell.get(name) for name in kept} for cell in book.cells]


def installed_as_locked() -> bool:
    """Whether each distribution that is installed has the version of constraints.txt."""
    lock = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    for name in set(re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)):
        try:
            found = version(name)
        except PackageNotFoundError:
            continue
        if not re.search(rf"^{re.escape(name)}=={re.escape(found)}(?![\w.])", lock, re.MULTILINE):
            return False
    return True


@pytest.fixture(scope="session")
def executed(tmp_path_factory):
    """The committed notebooks executed once, in a folder of their own, with their figures."""
    place = tmp_path_factory.mktemp("executed")
    (place / "notebooks").mkdir()
    for name in NAMES:
        (place / "notebooks" / name).write_bytes((NOTEBOOKS / name).read_bytes())
    runs = run_notebooks(folder=place / "notebooks", figures=place / "figures").runs
    assert [run.failure for run in runs] == [""] * len(NAMES)
    return place / "figures", runs


@pytest.mark.skipif(
    not installed_as_locked() or (platform.system(), platform.machine()) != ("Linux", "x86_64"),
    reason="bytes are compared under the lock, on Linux x86-64, only",
)
def test_what_is_committed_is_what_the_code_gives(executed):
    figures, runs = executed
    for result in runs:
        name = result.notebook.name
        assert contents(result.notebook) == contents(NOTEBOOKS / name), f"{name}: run make figures"
        for output in result.outputs:
            fresh = (figures / output).read_bytes()
            assert fresh == (FIGURES / output).read_bytes(), f"{output}: run make figures"
    made = {output for result in runs for output in result.outputs}
    there = {path.relative_to(FIGURES) for path in files(FIGURES)}
    assert there == made | {Path("README.md")}


@pytest.mark.parametrize("name", NAMES)
def test_plain_nbconvert_runs_each_notebook_and_makes_the_same_files(tmp_path, executed, name):
    subprocess.run(
        [sys.executable, "-m", "jupyter", "nbconvert", "--to", "notebook", "--execute",
         str(NOTEBOOKS / name), "--output-dir", str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"ICPF_FIGURES": str(tmp_path / "figures")},
        check=True,
        capture_output=True,
    )  # fmt: skip
    assert (tmp_path / name).exists()
    made = {path.relative_to(tmp_path / "figures") for path in (tmp_path / "figures").rglob("*.*")}
    (result,) = (result for result in executed[1] if result.notebook.name == name)
    assert made == set(result.outputs)
