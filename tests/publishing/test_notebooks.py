"""The runner and the notebooks: whole or not at all, and the same bytes again."""

import json
import os
import platform
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import nbformat
import pytest

from icpf_analysis import PageError
from icpf_analysis.files import FIGURES, NOTEBOOKS, ROOT
from icpf_analysis.publishing.notebooks import PRINTED, WIDGET, normalised, run_notebooks

pytestmark = pytest.mark.slow  # kernels are started

SAVES = """
import os, pathlib

def save(name, text="1"):
    path = pathlib.Path(os.environ["ICPF_FIGURES"], name)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
"""
"""A way to save a figure that needs none of the package, and so no second of imports."""


@pytest.fixture
def folders(tmp_path):
    for name in ("notebooks", "figures"):
        (tmp_path / name).mkdir()
    return tmp_path / "notebooks", tmp_path / "figures"


def write(path: Path, *sources: str) -> None:
    """A notebook of code cells; a source that begins with # and a blank is Markdown."""
    cells = [
        nbformat.v4.new_markdown_cell(source, id=f"c{n}")
        if source.startswith("# ")
        else nbformat.v4.new_code_cell(source, id=f"c{n}")
        for n, source in enumerate(sources)
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)


def saving(path: Path, *sources: str) -> None:
    """A notebook whose cells can call ``save``."""
    write(path, SAVES, *sources)


def run(folders, *names):
    folder, figures = folders
    return run_notebooks(names, folder=folder, figures=figures).runs


def everything(folders) -> dict[Path, bytes]:
    """All files of both folders but hidden ones, with their bytes."""
    files = [path for folder in folders for path in folder.rglob("*")]
    return {path: path.read_bytes() for path in files if path.is_file() and path.name[0] != "."}


def outputs(path: Path) -> str:
    book = nbformat.read(path, as_version=4)
    return json.dumps([cell.get("outputs", []) for cell in book.cells], ensure_ascii=False)


def test_a_failing_cell_is_named_in_two_lines_and_the_rest_still_runs(folders):
    folder, figures = folders
    saving(folder / "00-good.ipynb", "save('en/00-a.png')")
    saving(folder / "01-bad.ipynb", "save('en/01-a.png')", "# Who spoke?", "1 / 0")
    write(folder / "02-dies.ipynb", "import os; os._exit(1)")
    (figures / "en").mkdir()
    (figures / "en" / "01-old.png").write_text("of the notebook that fails, or of none")
    before = (folder / "01-bad.ipynb").read_bytes()
    good, bad, dead = run(folders)
    assert (good.failure, good.outputs) == ("", [Path("en/00-a.png")])
    assert bad.failure.splitlines() == [
        "notebooks/01-bad.ipynb, cell 4, under '# Who spoke?'",
        "  ZeroDivisionError: division by zero",
    ]
    assert re.match(r"notebooks/02-dies\.ipynb, cell 1\n  DeadKernelError: ", dead.failure)
    assert (folder / "01-bad.ipynb").read_bytes() == before
    assert {path.name for path in figures.rglob("*.png")} == {"00-a.png", "01-old.png"}
    assert not list(figures.glob(".staging-*"))


def test_a_second_run_by_name_changes_no_byte_and_leaves_the_others_alone(folders):
    saving(folders[0] / "00-a.ipynb", "print('番号')", "save('en/00-a.png')", "save('claims.csv')")
    saving(folders[0] / "01-b.ipynb", "save('en/01-b.png')")
    run(folders)
    first = everything(folders)
    assert len(first) == 5  # two notebooks, three files
    (only,) = run(folders, "01-b")
    assert only.notebook.stem == "01-b"
    assert everything(folders) == first


def test_figures_that_no_notebook_saves_are_removed_when_all_have_passed(folders):
    """Nothing else is: not what somebody saved meanwhile, nor files of other kinds."""
    folder, figures = folders
    for name in ("en/00-old.png", "data/00-old.csv", "data/notes.md", "readme.csv", "ja/00-a.pdf"):
        (figures / name).parent.mkdir(exist_ok=True)
        (figures / name).write_text("old")
    (figures / "en" / "00-own.png").write_text("before")
    saving(
        folder / "00-a.ipynb",
        "save('ja/00-a.pdf')",
        f"pathlib.Path({str(figures / 'en' / '00-own.png')!r}).write_text('saved meanwhile')",
    )
    write(folder / "01-b.ipynb", "1")
    run(folders, "00-a")
    assert len(list(figures.rglob("00-old.*"))) == 2  # 01-b may save them
    (figures / "en" / "00-own.png").write_text("before")
    removed = run_notebooks(folder=folder, figures=figures).removed
    assert removed == [figures / "data" / "00-old.csv", figures / "en" / "00-old.png"]
    left = {path.relative_to(figures).as_posix() for path in everything(folders)
            if path.is_relative_to(figures)}  # fmt: skip
    assert left == {"data/notes.md", "readme.csv", "ja/00-a.pdf", "en/00-own.png"}


@pytest.mark.parametrize(
    ("name", "deed", "left"),
    [
        ("notebooks/00-a.ipynb", "path.write_text('{}')", "{}"),
        ("notebooks/00-a.ipynb", "path.unlink()", None),
        ("figures/en/00-a.png", "path.write_text('drawn by the reader')", "drawn by the reader"),
        ("figures/en/00-a.png", "path.unlink()", None),
        ("figures/data/00-a.csv", "path.write_text('new')", "new"),
    ],
)
def test_what_somebody_changes_during_the_run_is_left_as_it_is(folders, name, deed, left):
    """The notebook plays the reader who meanwhile saves, deletes or draws something."""
    folder, figures = folders
    path = folder.parent / name
    for kind in ("en", "data"):
        (figures / kind).mkdir()
    (figures / "en" / "00-a.png").write_text("old")
    saving(folder / "00-a.ipynb", "save('en/00-a.png')", "save('data/00-a.csv')",
           f"path = pathlib.Path({str(path)!r})", deed)  # fmt: skip
    saving(folder / "01-good.ipynb", "save('en/01-good.png')")
    before = everything(folders)
    changed, good = run(folders)
    assert good.failure == "" and f"{path.parent.name}/{path.name} changed" in changed.failure
    assert (path.read_text() if path.exists() else None) == left
    after = everything(folders)
    for other in set(before) - {path, folder / "01-good.ipynb"}:  # nor are its others replaced
        assert after[other] == before[other]


def test_where_a_page_or_a_table_changes_during_the_run_nothing_is_put_in_place(
    folders, tmp_path, monkeypatch
):
    """The notebooks read it at different times; a checkpoint of JupyterLab is no change."""
    for name in ("RAW", "CURATED"):
        (tmp_path / name).mkdir()
        monkeypatch.setattr(f"icpf_analysis.publishing.notebooks.{name}", tmp_path / name)
    path = folders[0] / "00-a.ipynb"
    begin = f"place = pathlib.Path({str(tmp_path / 'RAW')!r})", "save('en/00-a.png')"
    saving(path, *begin, "(place / '.ipynb_checkpoints').mkdir()",
           "(place / '.ipynb_checkpoints' / 'page-checkpoint.txt').touch()")  # fmt: skip
    assert run(folders)[0].failure == ""
    saving(path, *begin, "(place / 'page.txt').touch()",
           "(place.parent / 'CURATED' / 'table.csv').touch()")  # fmt: skip
    before = everything(folders)
    assert "CURATED/table.csv, RAW/page.txt changed during the run" in run(folders)[0].failure
    assert everything(folders) == before


def test_a_notebook_that_ends_with_fewer_files_than_it_saved_fails(folders):
    write(
        folders[0] / "00-a.ipynb",
        "import os, pandas as pd, pathlib, shutil\n"
        "from icpf_analysis.publishing.saving import save_table\n"
        "save_table('00-a', pd.DataFrame({'n': [1]}))",
        "shutil.rmtree(os.environ['ICPF_FIGURES'] + '/ja')",
    )
    (lost,) = run(folders)
    assert "1 of 3 files it saved are gone: ja/00-a.tex" in lost.failure
    assert not list(folders[1].rglob("*.tex"))


def test_a_cell_that_prints_too_much_is_cut_and_says_so(folders):
    """20 million characters to either stream, and by many lines."""
    path = folders[0] / "00-a.ipynb"
    write(path, "import sys\nprint('a' * 20_000_000)\nprint('b' * 20_000_000, file=sys.stderr)",
          "for n in range(200_000):\n    print('c' * 100)",
          "print('the next cell prints again')")  # fmt: skip
    assert run(folders)[0].failure == ""
    assert path.stat().st_size < 1_000_000
    shown = [json.dumps(cell.outputs) for cell in nbformat.read(path, as_version=4).cells]
    assert [text.count("[cut: ") for text in shown] == [2, 1, 0]
    assert shown[0].count("a" * PRINTED) == shown[0].count("b" * PRINTED) == 1
    assert "the next cell prints again" in shown[2]


def test_two_notebooks_run_at_once(folders, tmp_path):
    """Each waits for the file that the other writes."""
    for mine, other in (("a", "b"), ("b", "a")):
        write(
            folders[0] / f"{mine}.ipynb",
            f"import pathlib, time\nplace = pathlib.Path({str(tmp_path)!r})\n"
            f"(place / '{mine}').touch()\n"
            f"for _ in range(300):\n    if (place / '{other}').exists():\n        break\n"
            f"    time.sleep(0.1)\nelse:\n    raise TimeoutError",
        )
    assert [run.failure for run in run(folders)] == ["", ""]


def test_a_notebook_that_is_not_there_is_named_with_those_that_are(folders):
    write(folders[0] / "00-good.ipynb", "1")
    write(folders[0] / "00-good.nbconvert.ipynb", "1 / 0")  # what nbconvert left is none
    with pytest.raises(FileNotFoundError, match=r"no notebook 02-x in notebooks/; it has 00-good$"):
        run(folders, "02-x")


@pytest.mark.parametrize(
    "text", ["<<<<<<< HEAD\n", "", "{}", "[]", "null",
             '{"cells": 1, "nbformat": 4, "nbformat_minor": 5}',
             '{"cells": [{"cell_type": "code"}], "nbformat": 4, "nbformat_minor": 5}'],
)  # fmt: skip
def test_a_file_that_is_no_notebook_stops_the_run_by_name(folders, text):
    write(folders[0] / "00-good.ipynb", "1")
    (folders[0] / "01-broken.ipynb").write_text(text, encoding="utf-8")
    with pytest.raises(PageError, match=r"01-broken\.ipynb: found .*git restore it"):
        run(folders)


def test_paths_addresses_timings_and_start_up_files_do_not_reach_the_file(
    folders, tmp_path, monkeypatch
):
    startup = tmp_path / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "mine.py").write_text("secret = 'mine'")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    path = folders[0] / "00-good.ipynb"
    write(
        path,
        "import os, sys\nfrom importlib.util import find_spec\n"
        "print(find_spec('icpf_analysis').origin, sys.executable)",
        "object()",
        "!true",
        "'secret' in globals()",
    )
    assert run(folders)[0].failure == ""
    shown = outputs(path)
    assert "./icpf_analysis/__init__.py" in shown
    assert "object at 0x…" in shown
    assert "False" in shown
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

NAMES = [f"{name}.ipynb" for name in sorted(path.stem for path in NOTEBOOKS.glob("[0-9]*-*.ipynb"))
         if ".nbconvert" not in name]  # fmt: skip


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
    there = {path.relative_to(FIGURES) for path in everything([FIGURES])}
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
