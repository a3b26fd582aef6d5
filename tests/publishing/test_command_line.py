"""The commands, as a user types them."""

import io
import os
import re
import subprocess
import sys

import pytest
from clones import files

from icpf_analysis import PageError
from icpf_analysis.__main__ import main
from icpf_analysis.files import FIGURES, LINES, NOTEBOOKS, PROCESSED, RAW, ROOT
from icpf_analysis.publishing import notebooks
from icpf_analysis.publishing.notebooks import Outcome, Run


def test_data_writes_the_tables_and_changes_none(capsys):
    before = files(PROCESSED, LINES)
    assert len(before) == 7 + 1 and main(["data"]) == 0
    shown = sorted(capsys.readouterr().out.splitlines())
    assert shown == [path.relative_to(ROOT).as_posix() for path in sorted(before, key=str)]
    assert files(PROCESSED, LINES) == before


def test_a_failed_notebook_is_exit_1_and_two_lines(capsys, monkeypatch):
    runs = [
        Run(NOTEBOOKS / "00-corpus.ipynb", [], "notebooks/00-corpus.ipynb, cell 3\n  E: why"),
        Run(NOTEBOOKS / "01-topics.ipynb", [], ""),
    ]
    outcome = Outcome(runs, [FIGURES / "en" / "00-old.png"])
    monkeypatch.setattr(notebooks, "run_notebooks", lambda names: outcome)
    assert main(["figures"]) == 1
    shown = capsys.readouterr()
    assert shown.err == "notebooks/00-corpus.ipynb, cell 3\n  E: why\n"
    assert shown.out.splitlines() == [
        "notebooks/01-topics.ipynb: 0 files in figures/",
        "figures/en/00-old.png: removed, no notebook saves it",
    ]


@pytest.mark.parametrize(
    "problem, code, word",
    [
        (KeyboardInterrupt(), 130, "stopped by Ctrl-C"),
        (BlockingIOError("another icpf figures is at work"), 1, "at work"),
        (PageError("data/raw", None, "a change", "none", "run it again"), 1, "run it again"),
        (ModuleNotFoundError("No module named 'nbclient'"), 1, "pip install -e '.[notebooks]'"),
    ],
)
def test_a_run_that_stops_is_one_line_and_an_exit_code(capsys, monkeypatch, problem, code, word):
    def stop(names):
        raise problem

    monkeypatch.setattr(notebooks, "run_notebooks", stop)
    assert main(["figures", "00-corpus"]) == code
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("icpf: ") and word in line


def test_site_says_how_many_files_it_wrote_and_what_it_left_out(capsys, monkeypatch, tmp_path):
    written = [tmp_path / "index.html", tmp_path / "00-corpus.html"], ["notes.txt: left out"]
    monkeypatch.setattr("icpf_analysis.publishing.site.write_site", lambda: written)
    assert main(["site"]) == 0
    shown = capsys.readouterr()
    assert shown == (f"{written[0][0]}: 1 files behind it\n", "notes.txt: left out\n")


def test_a_console_that_has_no_japanese_is_one_line_with_a_way_out(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="cp1252"))
    assert main(["read", str(next(RAW.glob("*.txt")))]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "this console is cp1252" in line and "PYTHONUTF8=1" in line


@pytest.mark.network
@pytest.mark.slow
def test_a_wheel_brings_the_data_and_says_what_needs_a_clone(tmp_path):
    """The wheel alone, before all else that is importable here."""
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", "lib", ROOT]
    made = subprocess.run(install, cwd=tmp_path, capture_output=True, text=True)
    if re.search("NewConnectionError|NameResolutionError|ReadTimeout", made.stderr):
        pytest.skip("the package index cannot be reached from here")
    assert made.returncode == 0, made.stderr
    code = "import icpf_analysis as icpf; print(len(icpf.load_corpus().statements), icpf.__file__)"
    loaded, figures = (
        subprocess.run([sys.executable, *arguments], cwd=tmp_path, capture_output=True, text=True,
                       env=os.environ | {"PYTHONPATH": str(tmp_path / "lib")})
        for arguments in (["-c", code], ["-m", "icpf_analysis", "figures"])
    )  # fmt: skip
    assert loaded.stdout.startswith(f"132 {tmp_path}")
    assert figures.returncode == 1 and "icpf figures works in a clone" in figures.stderr


@pytest.mark.slow
def test_loading_a_page_brings_neither_matplotlib_nor_jupyter():
    """Reading is all that many users need; the import stays light."""
    code = "import sys, icpf_analysis; icpf_analysis.load_corpus(); "
    code += "print({'matplotlib', 'nbclient', 'dask'} & set(sys.modules))"
    command = [sys.executable, "-c", code]
    assert subprocess.run(command, capture_output=True, check=True).stdout.strip() == b"set()"
