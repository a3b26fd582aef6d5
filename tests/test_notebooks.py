"""The runner and the notebooks: whole or not at all, the same bytes again, told in two lines."""

import json
import os
import platform
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import nbformat
import pytest

from icpf_analysis import PageError
from icpf_analysis.notebooks import WIDGET, normalised, run_notebooks
from icpf_analysis.places import FIGURES, NOTEBOOKS, ROOT

MANIFEST = json.loads((FIGURES / "manifest.json").read_text(encoding="utf-8"))["notebooks"]
SAVES = """
import pandas as pd
from icpf_analysis.figures import save_figure
def draw(frame, ax, *, labels):
    ax.plot(frame["n"])
save_figure("{name}", draw, pd.DataFrame({{"n": [1, 2]}}), alt="a line", width=40, height=30)
"""


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


def run(folders, *names, **part):
    folder, figures = folders
    return run_notebooks(names, folder=folder, figures=figures, **part)


def everything(folders) -> dict[Path, bytes]:
    files = [path for folder in folders for path in folder.rglob("*")]
    return {path: path.read_bytes() for path in files if path.is_file()}


def manifest(figures: Path) -> dict:
    return json.loads((figures / "manifest.json").read_text(encoding="utf-8"))["notebooks"]


def outputs(path: Path) -> str:
    book = nbformat.read(path, as_version=4)
    return json.dumps([cell.get("outputs", []) for cell in book.cells])


def test_a_failing_cell_is_told_in_two_lines_and_the_rest_still_runs(folders):
    folder, figures = folders
    write(folder / "00-good.ipynb", SAVES.format(name="00-line"))
    write(folder / "01-bad.ipynb", SAVES.format(name="01-line"), "# Who spoke?", "1 / 0")
    before = (folder / "01-bad.ipynb").read_bytes()
    good, bad = run(folders)
    assert good.failure == ""
    assert bad.failure.splitlines() == [
        "notebooks/01-bad.ipynb, cell 3, under '# Who spoke?'",
        "  ZeroDivisionError: division by zero",
    ]
    assert (folder / "01-bad.ipynb").read_bytes() == before
    assert (figures / "en" / "00-line.png").exists()
    assert not list(figures.rglob("01-line*"))
    assert not list(figures.glob(".staging-*"))
    assert list(manifest(figures)) == ["00-good.ipynb"]


def test_a_kernel_that_dies_is_told_the_same_way(folders):
    write(folders[0] / "00-dies.ipynb", "import os; os._exit(1)")
    (dead,) = run(folders)
    assert re.match(r"notebooks/00-dies\.ipynb, cell 1\n  DeadKernelError: ", dead.failure)


def test_a_second_run_changes_no_byte(folders):
    write(folders[0] / "00-good.ipynb", "print('番号')", SAVES.format(name="00-line"))
    run(folders)
    first = everything(folders)
    run(folders)
    assert everything(folders) == first
    assert len(first) == 7  # the notebook, five files of the figure, the manifest


def test_figures_that_nothing_makes_any_more_are_removed(folders):
    folder, figures = folders
    write(folder / "00-good.ipynb", SAVES.format(name="00-old"))
    write(folder / "01-gone.ipynb", SAVES.format(name="01-old"))
    run(folders)
    write(folder / "00-good.ipynb", SAVES.format(name="00-new"))
    (folder / "01-gone.ipynb").unlink()
    run(folders)
    assert {path.stem for path in figures.rglob("*.*")} == {"00-new", "manifest"}


def test_one_notebook_by_name_leaves_the_others_alone(folders):
    folder, figures = folders
    for name in ("00", "01"):
        write(folder / f"{name}-n.ipynb", SAVES.format(name=f"{name}-line"))
    run(folders)
    entries = manifest(figures)
    (only,) = run(folders, "01-n")
    assert only.notebook.stem == "01-n"
    assert manifest(figures) == entries


# Chosen figures, in a chosen language.

TWO = SAVES.format(name="00-line") + SAVES.format(name="00-other")
CHANGED = TWO.replace("[1, 2]", "[1, 3]")
CLAIMS = """
import os, pathlib
(pathlib.Path(os.environ["ICPF_FIGURES"]) / "claims.csv").write_text("claim\\n{text}\\n")
"""


@pytest.mark.parametrize(
    "part, renewed",
    [
        ({"labels": "en", "only": ["00-line"]}, {"en/00-line.pdf", "en/00-line.png"}),
        (
            {"only": ["00-line"]},
            {"en/00-line.pdf", "en/00-line.png", "ja/00-line.pdf", "ja/00-line.png",
             "data/00-line.csv"},
        ),
        (
            {"labels": "ja"},
            {"ja/00-line.pdf", "ja/00-line.png", "ja/00-other.pdf", "ja/00-other.png"},
        ),
        ({"only": ["claims"]}, {"claims.csv"}),
    ],
)  # fmt: skip
def test_only_the_figures_asked_for_and_their_hashes_are_renewed(folders, part, renewed):
    folder, figures = folders
    path = folder / "00-n.ipynb"
    write(path, TWO, CLAIMS.format(text="old"))
    run(folders)
    write(path, CHANGED, CLAIMS.format(text="new"))
    before, entry = everything(folders), manifest(figures)["00-n.ipynb"]
    (only,) = run(folders, "00-n", **part)
    changed = {file for file, data in everything(folders).items() if data != before[file]}
    assert changed == {figures / name for name in [*renewed, "manifest.json"]}
    assert {path.as_posix() for path in only.outputs} == renewed
    fresh = manifest(figures)["00-n.ipynb"]
    hashes = entry.pop("outputs"), fresh.pop("outputs")
    assert fresh == entry  # the notebook's own hash, inputs and versions
    assert [*hashes[0]] == [*hashes[1]]
    assert {name for name in hashes[0] if hashes[0][name] != hashes[1][name]} == {
        f"figures/{name}" for name in renewed
    }


@pytest.mark.parametrize("part", [{"only": ["00-lin"]}, {"only": ["00-line", "00-lin"]}])
def test_a_figure_that_the_notebook_does_not_make_is_named_with_those_it_makes(folders, part):
    write(folders[0] / "00-n.ipynb", TWO)
    with pytest.raises(
        FileNotFoundError, match=r"no figure or table 00-lin; 00-n makes 00-line, 00-other$"
    ):
        run(folders, "00-n", **part)
    assert [path.name for path in everything(folders)] == ["00-n.ipynb"]


def test_a_name_without_files_of_the_language_is_an_error_too(folders):
    write(folders[0] / "00-n.ipynb", CLAIMS.format(text="a"))
    with pytest.raises(FileNotFoundError, match="no figure or table claims; 00-n makes none"):
        run(folders, labels="en", only=["claims"])


def test_of_all_notebooks_only_the_one_that_makes_the_figure_is_asked_for_it(folders):
    for name in ("00", "01"):
        write(folders[0] / f"{name}-n.ipynb", SAVES.format(name=f"{name}-line"))
    first, second = run(folders, only=["01-line"])
    assert first.outputs == [] and len(second.outputs) == 5
    assert not (folders[1] / "en" / "00-line.png").exists()


def test_where_a_notebook_fails_its_failure_is_told_and_not_a_missing_figure(folders):
    write(folders[0] / "00-n.ipynb", "1 / 0")
    (bad,) = run(folders, "00-n", only=["00-line"])
    assert "ZeroDivisionError" in bad.failure


def test_a_file_of_the_figures_folder_itself_is_an_output_like_others(folders):
    write(folders[0] / "00-n.ipynb", CLAIMS.format(text="a"))
    (run_,) = run(folders)
    assert run_.outputs == [Path("claims.csv")]
    assert list(manifest(folders[1])["00-n.ipynb"]["outputs"]) == ["figures/claims.csv"]


def test_a_figure_that_two_notebooks_save_is_refused(folders):
    for name in ("00", "01"):
        write(folders[0] / f"{name}-n.ipynb", SAVES.format(name="same"))
    first, second = run(folders)
    assert first.failure == ""
    assert re.search("00-n.ipynb makes figures/.*same.* too", second.failure)
    (alone,) = run(folders, "01-n")
    assert "00-n.ipynb makes" in alone.failure
    assert list(manifest(folders[1])) == ["00-n.ipynb"]


def test_a_failed_notebook_keeps_the_record_of_what_its_old_figures_were_made_of(folders):
    folder, figures = folders
    write(folder / "00-n.ipynb", SAVES.format(name="00-line"))
    run(folders)
    before = manifest(figures)
    write(folder / "00-n.ipynb", "1 / 0")
    run(folders)
    assert manifest(figures) == before
    assert before["00-n.ipynb"]["versions"]["pandas"] == version("pandas")


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


def test_what_a_killed_run_left_is_cleared_away(folders):
    left = folders[1] / ".staging-killed"
    left.mkdir()
    (left / "half.png").write_bytes(b"half")
    write(folders[0] / "00-good.ipynb", "1")
    run(folders)
    assert not left.exists()


def test_a_notebook_that_is_not_there_is_named_with_those_that_are(folders):
    write(folders[0] / "00-good.ipynb", "1")
    with pytest.raises(FileNotFoundError, match="no notebook 02-x in notebooks/; it has 00-good"):
        run(folders, "02-x")


def test_a_file_that_is_no_notebook_stops_the_run_by_name(folders):
    write(folders[0] / "00-good.ipynb", "1")
    (folders[0] / "01-broken.ipynb").write_text("<<<<<<< HEAD\n")
    with pytest.raises(PageError, match=r"01-broken\.ipynb: .*git restore it"):
        run(folders)


def test_a_manifest_that_is_none_stops_the_run_by_name(folders):
    write(folders[0] / "00-good.ipynb", "1")
    (folders[1] / "manifest.json").write_text("<<<<<<< HEAD\n")
    with pytest.raises(PageError, match=r"manifest\.json: .*git restore it"):
        run(folders)


def test_what_jupyterlab_leaves_beside_the_data_is_no_input(folders):
    raw = ROOT / "data" / "raw"
    checkpoints = raw / ".ipynb_checkpoints"
    checkpoints.mkdir(exist_ok=True)
    try:
        write(folders[0] / "00-good.ipynb", "1")
        run(folders)
    finally:
        checkpoints.rmdir()
    inputs = manifest(folders[1])["00-good.ipynb"]["inputs"]
    assert inputs and not any("checkpoints" in path for path in inputs)


def test_what_nbconvert_left_is_no_notebook(folders):
    write(folders[0] / "00-good.ipynb", "1")
    write(folders[0] / "00-good.nbconvert.ipynb", "1 / 0")
    assert [run.notebook.name for run in run(folders)] == ["00-good.ipynb"]


def test_paths_addresses_and_timings_do_not_reach_the_file(folders):
    path = folders[0] / "00-good.ipynb"
    write(
        path,
        "import icpf_analysis, sys\nprint(icpf_analysis.__file__, sys.executable)",
        "object()",
        "!true",
    )
    assert run(folders)[0].failure == ""
    told = outputs(path)
    assert "./icpf_analysis/__init__.py" in told
    assert "object at 0x\\u2026" in told
    for machine in (str(ROOT), sys.prefix, str(Path.home())):
        assert machine not in told
    assert "execution" not in path.read_text(encoding="utf-8").replace("execution_count", "")


def test_a_widget_does_not_reach_the_file_but_what_it_shows_beside_itself_does():
    view = {WIDGET: {"model_id": "1"}, "text/plain": "Dropdown"}
    bundles = [view, {"text/plain": "a table"}, view | {"text/html": "the same, still"}]
    cell = nbformat.v4.new_code_cell(
        "w", outputs=[nbformat.v4.new_output("display_data", data=data) for data in bundles]
    )
    book = nbformat.v4.new_notebook(cells=[cell], metadata={"widgets": {"state": {}}})
    told = nbformat.writes(normalised(book))
    assert "widget" not in told
    assert "a table" in told and "the same, still" in told and len(cell.outputs) == 2


def test_a_readers_own_startup_files_change_nothing(folders, tmp_path, monkeypatch):
    startup = tmp_path / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "mine.py").write_text("secret = 'mine'")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    write(folders[0] / "00-good.ipynb", "'secret' in globals()")
    run(folders)
    assert "False" in outputs(folders[0] / "00-good.ipynb")


# What is committed.

NAMES = sorted(path.name for path in NOTEBOOKS.glob("*-*.ipynb") if ".nbconvert" not in path.name)


def test_the_manifest_holds_the_files_as_they_are():
    from icpf_analysis.manifest import sha256

    assert sorted(MANIFEST) == NAMES
    made = {}
    for name, entry in MANIFEST.items():
        assert sha256(NOTEBOOKS / name) == entry["sha256"], f"{name}: run make figures"
        for path, digest in (entry["inputs"] | entry["outputs"]).items():
            assert sha256(ROOT / path) == digest, f"{path} has changed; run make figures"
        made |= entry["outputs"]
    there = {p.relative_to(ROOT).as_posix() for p in FIGURES.rglob("*.*") if p.is_file()}
    assert there == {*made, "figures/manifest.json"}


@pytest.mark.slow
@pytest.mark.skipif(
    any(
        version(name) != locked
        for entry in MANIFEST.values()
        for name, locked in entry["versions"].items()
    )
    or (platform.system(), platform.machine()) != ("Linux", "x86_64"),
    reason="bytes are compared under the lock, on Linux x86-64, only",
)
def test_what_is_committed_is_what_the_code_gives(tmp_path):
    for name in NAMES:
        (tmp_path / "notebooks").mkdir(exist_ok=True)
        (tmp_path / "notebooks" / name).write_bytes((NOTEBOOKS / name).read_bytes())
    runs = run_notebooks(folder=tmp_path / "notebooks", figures=tmp_path / "figures")
    assert [run.failure for run in runs] == [""] * len(NAMES)
    for run in runs:
        assert run.notebook.read_bytes() == (NOTEBOOKS / run.notebook.name).read_bytes()
        for output in run.outputs:
            fresh = (tmp_path / "figures" / output).read_bytes()
            assert fresh == (FIGURES / output).read_bytes(), f"{output}: run make figures"


@pytest.mark.slow
@pytest.mark.parametrize("start", ["notebooks"])
@pytest.mark.parametrize("name", NAMES)
def test_plain_nbconvert_runs_each_notebook(tmp_path, start, name):
    path = (NOTEBOOKS / name).relative_to(ROOT / start)
    subprocess.run(
        [sys.executable, "-m", "jupyter", "nbconvert", "--to", "notebook", "--execute", str(path),
         "--output-dir", str(tmp_path)],
        cwd=ROOT / start,
        env=os.environ | {"ICPF_FIGURES": str(tmp_path / "figures")},
        check=True,
        capture_output=True,
    )  # fmt: skip
    assert (tmp_path / name).exists()
    made = {p.relative_to(tmp_path).as_posix() for p in (tmp_path / "figures").rglob("*.*")}
    assert made == set(MANIFEST[name]["outputs"])


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"cells": 1, "nbformat": 4, "nbformat_minor": 5}',
             '{"cells": [{"cell_type": "code"}], "nbformat": 4, "nbformat_minor": 5}'],
)  # fmt: skip
def test_json_that_is_no_notebook_is_refused_by_name(folders, text):
    (folders[0] / "00-a.ipynb").write_text(text, encoding="utf-8")
    with pytest.raises(PageError, match=r"00-a\.ipynb: found .*git restore it"):
        run(folders)


@pytest.mark.parametrize(
    "entries", ["[]", '{"00-a.ipynb": 1}', '{"00-a.ipynb": {}}', '{"a": {"outputs": [1]}}',
                '{"a": {"outputs": {"figures/../kept.txt": "0"}}}',
                '{"a": {"outputs": {"kept.txt": "0"}}}'],
)  # fmt: skip
def test_a_damaged_manifest_is_refused_and_removes_no_file_outside_the_figures(folders, entries):
    folder, figures = folders
    write(folder / "00-a.ipynb", "1")
    (figures / "manifest.json").write_text(f'{{"notebooks": {entries}}}', encoding="utf-8")
    (figures.parent / "kept.txt").touch()
    with pytest.raises(PageError, match=r"manifest\.json: found .*git restore it"):
        run(folders)
    assert (figures.parent / "kept.txt").exists()


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_tells_and_the_package_computes(name):
    book = nbformat.read(NOTEBOOKS / name, as_version=4)
    assert "**Question.**" in book.cells[0].source and "**要旨**" in book.cells[0].source
    assert "**Limits.**" in book.cells[0].source
    code = [cell.source for cell in book.cells if cell.cell_type == "code"]
    assert all(len(source.splitlines()) <= 15 for source in code)
    assert not any(re.search(r"^\s*(def|class) ", source, re.MULTILINE) for source in code)
    assert [cell.execution_count for cell in book.cells if cell.cell_type == "code"] == list(
        range(1, len(code) + 1)
    )
    numbers = [re.sub(r"\b20(12|14)\b|^#.*$", "", cell.source, flags=re.MULTILINE)
               for cell in book.cells if cell.cell_type == "markdown"]  # fmt: skip
    assert not any(re.search(r"(?<![\w/-])\d+(?![\w-])", text) for text in numbers)
