"""The runner and the notebooks: whole or not at all, and the same bytes again."""

import json
import os
import platform
import re
import subprocess
import sys
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
    with open(os.environ["ICPF_SAVED"], "a") as lines:
        print(name, file=lines)
"""
"""A way to save a figure that needs none of the package, and so no second of imports."""


class Desk(NamedTuple):
    """A folder of notebooks, whose cells can call ``save``, and a folder of figures."""

    place: Path

    def write(self, stem: str, *cells: str) -> None:
        write_notebook(self.place / "notebooks" / f"{stem}.ipynb", SAVES, *cells)

    def draw(self, *names: str) -> None:
        for name in names:
            (self.place / "figures" / name).parent.mkdir(exist_ok=True)
            (self.place / "figures" / name).write_text("old")

    def run(self, *names: str) -> Outcome:
        folder, figures = self.place / "notebooks", self.place / "figures"
        return run_notebooks(names, folder=folder, figures=figures)

    def outputs(self, stem: str) -> list[str]:
        book = nbformat.read(self.place / "notebooks" / f"{stem}.ipynb", as_version=4)
        return [json.dumps(cell.outputs, ensure_ascii=False) for cell in book.cells[1:]]

    def files(self) -> dict[str, bytes]:
        return {path.relative_to(self.place).as_posix(): data
                for path, data in files(self.place / "notebooks", self.place / "figures").items()
                }  # fmt: skip


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "figures").mkdir()
    return Desk(tmp_path)


def test_a_failing_cell_is_named_in_two_lines_and_the_rest_still_runs(desk):
    desk.write("00-good", "save('en/00-a.png')")
    desk.write("01-bad", "save('en/01-a.png')", "# Who spoke?", "1 / 0")
    desk.write("02-dies", "os._exit(1)")
    desk.write("03-loses", "save('ja/a.tex'); save('ja/b.tex')",
               "os.remove(os.environ['ICPF_FIGURES'] + '/ja/b.tex')")  # fmt: skip
    desk.draw("en/01-old.png")  # of the notebook that fails, or of none
    before = desk.files()
    good, bad, dead, lost = desk.run().runs
    assert (good.failure, good.outputs) == ("", [Path("en/00-a.png")])
    assert bad.failure.splitlines() == [
        "notebooks/01-bad.ipynb, cell 4, under '# Who spoke?'",
        "  ZeroDivisionError: division by zero",
    ]
    assert re.match(r"notebooks/02-dies\.ipynb, cell 2\n  DeadKernelError: ", dead.failure)
    assert "1 of 2 files it saved are gone: ja/b.tex" in lost.failure
    after = desk.files()
    assert set(after) == {*before, "figures/en/00-a.png"}
    assert after["notebooks/01-bad.ipynb"] == before["notebooks/01-bad.ipynb"]
    assert not list((desk.place / "figures").glob(".staging-*"))


def test_figures_that_no_notebook_saves_are_removed_when_all_have_passed(desk):
    """Nothing else is: not what somebody saved meanwhile, nor files of other kinds."""
    desk.draw("en/00-old.png", "data/00-old.csv", "data/notes.md", "readme.csv", "ja/00-a.pdf",
              "en/00-own.png")  # fmt: skip
    own = desk.place / "figures" / "en" / "00-own.png"
    desk.write("00-a", "save('ja/00-a.pdf')", f"pathlib.Path({str(own)!r}).write_text('new')")
    desk.write("01-b", "save('claims.csv')")
    assert desk.run("00-a").removed == []  # 01-b may save them
    desk.draw("en/00-own.png")
    removed = [path.name for path in desk.run().removed]
    assert removed == ["00-old.csv", "00-old.png"]
    first = desk.files()
    assert {name.partition("/")[2] for name in first if name.startswith("figures")} == {
        "data/notes.md", "readme.csv", "ja/00-a.pdf", "en/00-own.png", "claims.csv",
    }  # fmt: skip
    (only,) = desk.run("01-b").runs  # the same bytes again
    assert only.notebook.stem == "01-b" and desk.files() == first


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
    path = desk.place / name
    desk.draw("en/00-a.png", "data/other.csv")
    desk.write("00-a", "save('en/00-a.png'); save('data/00-a.csv')",
               f"path = pathlib.Path({str(path)!r}); {deed}")  # fmt: skip
    desk.write("01-good", "save('en/01-good.png')")
    before = desk.files()
    changed, good = desk.run().runs
    assert good.failure == "" and f"{path.parent.name}/{path.name} changed" in changed.failure
    after = desk.files()
    assert after.get(name) == left
    for other in set(before) - {name, "notebooks/01-good.ipynb"}:  # nor are its others replaced
        assert after[other] == before[other]


def test_where_a_page_or_a_table_changes_during_the_run_nothing_is_put_in_place(desk, monkeypatch):
    """The notebooks read it at different times; a checkpoint of JupyterLab is no change."""
    for name in ("RAW", "CURATED"):
        (desk.place / name / ".ipynb_checkpoints").mkdir(parents=True)
        monkeypatch.setattr(f"icpf_analysis.publishing.notebooks.{name}", desk.place / name)
    begin = f"place = pathlib.Path({str(desk.place)!r}); save('en/00-a.png')"
    desk.write("00-a", begin, "(place / 'RAW' / '.ipynb_checkpoints' / 'page.txt').touch()")
    assert desk.run().runs[0].failure == ""
    desk.write("00-a", begin, "(place / 'RAW' / 'page.txt').touch()",
               "(place / 'CURATED' / 'table.csv').touch()")  # fmt: skip
    before = desk.files()
    failure = desk.run().runs[0].failure
    assert "CURATED/table.csv, RAW/page.txt changed during the run" in failure
    assert desk.files() == before


def test_a_cell_that_prints_too_much_is_cut_and_says_so(desk):
    """20 million characters to either stream, and by many lines."""
    desk.write(
        "00-a",
        "import sys\nprint('a' * 20_000_000)\nprint('b' * 20_000_000, file=sys.stderr)",
        "for n in range(200_000):\n    print('c' * 100)",
        "print('the next cell prints again')",
    )
    assert desk.run().runs[0].failure == ""
    shown = desk.outputs("00-a")
    assert sum(map(len, shown)) < 1_000_000
    assert [text.count("[cut: ") for text in shown] == [2, 1, 0]
    assert shown[0].count("a" * PRINTED) == shown[0].count("b" * PRINTED) == 1
    assert "the next cell prints again" in shown[2]


def test_two_notebooks_run_at_once(desk):
    """Each waits for the file that the other writes."""
    for mine, other in (("a", "b"), ("b", "a")):
        desk.write(
            mine,
            f"import time\nplace = pathlib.Path({str(desk.place)!r})\n"
            f"(place / '{mine}').touch()\n"
            f"for _ in range(300):\n    if (place / '{other}').exists():\n        break\n"
            f"    time.sleep(0.1)\nelse:\n    raise TimeoutError",
        )
    assert [run.failure for run in desk.run().runs] == ["", ""]


@pytest.mark.parametrize(
    "text", ["<<<<<<< HEAD\n", "", "{}", "[]", "null",
             '{"cells": 1, "nbformat": 4, "nbformat_minor": 5}',
             '{"cells": [{"cell_type": "code"}], "nbformat": 4, "nbformat_minor": 5}'],
)  # fmt: skip
def test_a_file_that_is_no_notebook_stops_the_run_by_name(desk, text):
    desk.write("00-good", "1")
    desk.write("00-good.nbconvert", "1 / 0")  # what nbconvert left is none
    (desk.place / "notebooks" / "01-broken.ipynb").write_text(text, encoding="utf-8")
    with pytest.raises(PageError, match=r"01-broken\.ipynb: found .*git restore it"):
        desk.run()
    with pytest.raises(FileNotFoundError, match=r"02-x in notebooks/; it has 00-good, 01-broken$"):
        desk.run("02-x")


def test_paths_addresses_timings_and_start_up_files_do_not_reach_the_file(desk, monkeypatch):
    startup = desk.place / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "mine.py").write_text("secret = 'mine'")
    monkeypatch.setenv("IPYTHONDIR", str(desk.place / "ipython"))
    desk.write(
        "00-good",
        "import sys\nfrom importlib.util import find_spec\n"
        "print(find_spec('icpf_analysis').origin, sys.executable)",
        "object()",
        "!true",
        "'secret' in globals()",
    )
    assert desk.run().runs[0].failure == ""
    shown = "".join(desk.outputs("00-good"))
    for words in ("./icpf_analysis/__init__.py", "object at 0x…", "False"):
        assert words in shown
    for machine in (str(ROOT), sys.prefix, str(Path.home())):
        assert machine not in shown
    book = (desk.place / "notebooks" / "00-good.ipynb").read_text(encoding="utf-8")
    assert "execution" not in book.replace("execution_count", "")


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


def contents(path: Path) -> list[dict]:
    """The cells of a notebook with their outputs, without the metadata that JupyterLab changes."""
    book = normalised(nbformat.read(path, as_version=4))
    kept = ("cell_type", "source", "execution_count", "outputs")
    return [{name: cell.get(name) for name in kept} for cell in book.cells]


@pytest.mark.skipif(
    (platform.system(), platform.machine()) != ("Linux", "x86_64"),
    reason="bytes are promised under the lock, on Linux x86-64, only",
)
def test_what_is_committed_is_what_the_code_gives_and_what_nbconvert_makes(tmp_path):
    """Executed once by the runner; and as a reader does it, without it."""
    (tmp_path / "notebooks").mkdir()
    for path in find_notebooks().values():
        (tmp_path / "notebooks" / path.name).write_bytes(path.read_bytes())
    made, figures = {Path("README.md")}, tmp_path / "figures"
    for run in run_notebooks(folder=tmp_path / "notebooks", figures=figures).runs:
        name = run.notebook.name
        assert run.failure == ""
        assert contents(run.notebook) == contents(NOTEBOOKS / name), f"{name}: run make figures"
        for output in run.outputs:
            fresh = (figures / output).read_bytes()
            assert fresh == (FIGURES / output).read_bytes(), f"{output}: run make figures"
        made |= set(run.outputs)
    assert {path.relative_to(FIGURES) for path in files(FIGURES)} == made
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "notebook", "--execute"]
    command += [*map(str, NOTEBOOKS.glob("0*.ipynb")), "--output-dir", str(tmp_path)]
    environment = os.environ | {"ICPF_FIGURES": str(tmp_path / "again")}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    again = {path.relative_to(tmp_path / "again") for path in files(tmp_path / "again")}
    assert again == made - {Path("README.md")}
