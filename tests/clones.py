"""Build small copies of the project and small notebooks; several test folders share them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat

from icpf_analysis.files import ROOT

FRONT = ("README.md", "README.ja.md", "CITATION.cff")


def write_notebook(path: Path, *cells: str | nbformat.NotebookNode) -> None:
    """A notebook; a text that begins with # and a blank is Markdown, any other text is code."""
    book = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    )
    for number, cell in enumerate(cells):
        if isinstance(cell, str):
            new = nbformat.v4.new_markdown_cell if cell[:2] == "# " else nbformat.v4.new_code_cell
            cell = new(cell)
        cell["id"] = f"c{number:02}"
        book.cells.append(cell)
    nbformat.write(book, path)


def shown(kind: str, value: str, **metadata: object) -> nbformat.NotebookNode:
    """An output of a cell."""
    return nbformat.v4.new_output("display_data", {kind: value}, metadata=metadata)


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", folder, *arguments], check=True, capture_output=True)


def copy_project(folder: Path, *parts: str) -> Path:
    """These files and folders of the project, in a git repository of their own without commits."""
    for part in parts:
        (folder / part).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / part).is_file():
            shutil.copy(ROOT / part, folder / part)
        else:
            ignored = shutil.ignore_patterns("__pycache__", ".*")
            shutil.copytree(ROOT / part, folder / part, ignore=ignored)
    (folder / "notebooks").mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q")
    return folder


def start(folder: Path, *command: str) -> "subprocess.Popen[str]":
    """An ``icpf`` command of the clone in `folder`, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "icpf_analysis", *command],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder)},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def ended(folder: Path, *command: str) -> tuple[int, str]:
    """Exit code and stderr of a command of the clone."""
    process = start(folder, *command)
    _, errors = process.communicate()
    return process.returncode, errors


def without_rows(curated: Path) -> None:
    """Leave of the tables about pages their heads: rows about a page not there are an error."""
    for name in ("emendations", "affiliations", "subjects", "short_names"):
        head, _, _ = (curated / f"{name}.csv").read_text(encoding="utf-8").partition("\n")
        (curated / f"{name}.csv").write_text(f"{head}\n", encoding="utf-8")


def files(*folders: Path) -> dict[Path, bytes]:
    """All files but hidden ones, with their bytes."""
    return {
        path: path.read_bytes()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and not any(part[0] == "." for part in path.relative_to(folder).parts)
    }
