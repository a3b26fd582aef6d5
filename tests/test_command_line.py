"""The commands, as a user types them."""

import subprocess
import sys

import pytest

from icpf_analysis.__main__ import main
from icpf_analysis.places import PROCESSED, ROOT


def test_data_writes_the_tables_and_changes_none(capsys):
    before = {path: path.read_bytes() for path in PROCESSED.iterdir()}
    assert main(["data"]) == 0
    assert "data/processed/statements.csv" in capsys.readouterr().out.splitlines()
    assert {path: path.read_bytes() for path in PROCESSED.iterdir()} == before


def test_data_for_spreadsheets_goes_where_it_is_told_and_nowhere_else(capsys, tmp_path):
    before = {path: path.read_bytes() for path in PROCESSED.iterdir()}
    assert main(["data", "--for-spreadsheets", str(tmp_path / "excel")]) == 0
    assert str(tmp_path / "excel" / "people.csv") in capsys.readouterr().out.splitlines()
    people = (tmp_path / "excel" / "people.csv").read_bytes()
    assert people == b"\xef\xbb\xbf" + before[PROCESSED / "people.csv"]
    assert {path: path.read_bytes() for path in PROCESSED.iterdir()} == before


def test_a_page_that_cannot_be_read_is_one_line_and_exit_1(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr("icpf_analysis.reading.corpus.RAW", tmp_path)
    assert main(["data"]) == 1
    told = capsys.readouterr()
    assert told.err.startswith("icpf: ") and len(told.err.splitlines()) == 1
    assert "no .txt file" in told.err


def test_an_unknown_notebook_is_exit_1_with_the_names_there_are(capsys):
    assert main(["figures", "99-none"]) == 1
    assert "no notebook 99-none in notebooks/; it has 00-corpus" in capsys.readouterr().err


def test_a_missing_extra_is_named(capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "icpf_analysis.notebooks", None)
    assert main(["figures"]) == 1
    assert "pip install -e '.[notebooks]'" in capsys.readouterr().err


def test_a_failed_notebook_is_exit_1_and_two_lines(capsys, monkeypatch):
    from icpf_analysis.notebooks import Run
    from icpf_analysis.places import NOTEBOOKS

    runs = [
        Run(NOTEBOOKS / "00-corpus.ipynb", [], "notebooks/00-corpus.ipynb, cell 3\n  E: why"),
        Run(NOTEBOOKS / "01-topics.ipynb", [], ""),
    ]
    monkeypatch.setattr("icpf_analysis.notebooks.run_notebooks", lambda names, **part: runs)
    assert main(["figures"]) == 1
    told = capsys.readouterr()
    assert told.err == "notebooks/00-corpus.ipynb, cell 3\n  E: why\n"
    assert told.out == "notebooks/01-topics.ipynb: 0 files in figures/\n"


def test_chosen_figures_are_asked_of_the_runner(monkeypatch):
    asked = []
    monkeypatch.setattr(
        "icpf_analysis.notebooks.run_notebooks",
        lambda names, **part: asked.append((names, part)) or [],
    )
    chosen = ["--labels", "en", "--only", "00-timeline", "--only", "00-roster"]
    assert main(["figures", "00-corpus", *chosen]) == 0
    assert asked == [(["00-corpus"], {"labels": "en", "only": ["00-timeline", "00-roster"]})]


def test_a_figure_that_nothing_makes_is_one_line_and_exit_1(capsys, monkeypatch):
    def refuse(names, **part):
        raise FileNotFoundError("no figure or table 00-x; 00-corpus makes 00-timeline")

    monkeypatch.setattr("icpf_analysis.notebooks.run_notebooks", refuse)
    assert main(["figures", "00-corpus", "--only", "00-x"]) == 1
    told = capsys.readouterr().err
    assert told == "icpf: no figure or table 00-x; 00-corpus makes 00-timeline\n"


def test_a_language_that_figures_do_not_have_is_refused_with_those_they_have(capsys):
    with pytest.raises(SystemExit):
        main(["figures", "--labels", "fr"])
    told = capsys.readouterr().err
    assert "fr" in told and "en" in told and "ja" in told


def test_report_writes_pages_into_the_folder_named(capsys, tmp_path):
    assert main(["report", str(tmp_path / "pages")]) == 0
    assert (tmp_path / "pages" / "00-corpus.html").exists()
    assert capsys.readouterr().out.startswith(f"{tmp_path / 'pages' / 'index.html'}: ")


@pytest.mark.parametrize("start", [[sys.executable, "-m", "icpf_analysis"], ["icpf"]])
def test_help_names_all_commands(start):
    if start == ["icpf"]:
        start = [str(next(p for p in _scripts() if p.exists()))]
    told = subprocess.run([*start, "--help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert all(command in told.stdout for command in ("figures", "report", "data", "add"))


def _scripts():
    from pathlib import Path

    folder = Path(sys.executable).parent
    return [folder / "icpf", folder / "icpf.exe"]


def test_loading_a_page_brings_neither_matplotlib_nor_jupyter():
    """Reading is all that many users need; the import stays light."""
    told = subprocess.run(
        [sys.executable, "-c",
         "import sys, icpf_analysis; icpf_analysis.load_corpus(); "
         "print({'matplotlib', 'nbclient', 'pandera', 'dask'} & set(sys.modules))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.strip() == "set()"
