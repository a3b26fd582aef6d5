"""The runner: every notebook from its first cell in a fresh kernel, its figures and outputs.

Nothing is replaced by half: a notebook writes its figures to a staging folder, and they and the
executed notebook take their places when its last cell has passed.
"""

import asyncio
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib.font_manager  # noqa: F401  (fills its cache once, before the kernels ask for it)
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from tqdm import tqdm
from traitlets.config import Config

from icpf_analysis.errors import PageError
from icpf_analysis.files import remove_unfinished, write_whole
from icpf_analysis.manifest import Run, read_manifest, renew_hashes, write_manifest
from icpf_analysis.places import FIGURES, NOTEBOOKS, ROOT

AT_ONCE = 2
STAGING = ".staging-"
WIDGET = "application/vnd.jupyter.widget-view+json"


class Part(NamedTuple):
    """Which of a notebook's outputs are asked for."""

    labels: str | None
    only: frozenset[str]

    @property
    def whole(self) -> bool:
        """All of them, and the notebook itself."""
        return self.labels is None and not self.only

    def of(self, made: Sequence[Path]) -> list[Path]:
        """Those of `made`, relative to the figures folder, that are asked for."""
        return [
            file
            for file in made
            if self.labels in (None, file.parts[0]) and (not self.only or file.stem in self.only)
        ]


def find_notebooks(folder: Path = NOTEBOOKS) -> dict[str, Path]:
    """Stem -> notebook, in order of name; what nbconvert left beside them is none."""
    return {
        path.stem: path
        for path in sorted(folder.glob("*.ipynb"))
        if not path.name.endswith(".nbconvert.ipynb")
    }


def run_notebooks(
    names: Sequence[str] = (),
    *,
    labels: str | None = None,
    only: Sequence[str] = (),
    folder: Path = NOTEBOOKS,
    figures: Path = FIGURES,
) -> list[Run]:
    """Execute notebooks, two at a time, and put them and their figures in place.

    With `labels` or `only` the notebooks are executed all the same, but nothing other than the
    files asked for is put in place, and the manifest gets their hashes: the notebooks' own
    files, the other figures and the rest of the manifest stay as they are.

    Parameters
    ----------
    names : stems, e.g. ``00-corpus``; none means all of `folder`.
    labels : ``en`` or ``ja``: the files of this language only, so not ``data/``.
    only : figures and tables by name, e.g. ``00-timeline``; none means all.

    Returns
    -------
    One Run a notebook, in order of name. A notebook that failed keeps its old file and its
    old figures. Figures that no notebook makes any more are removed.

    Raises
    ------
    FileNotFoundError
        A name that is no notebook of `folder`, or one of `only` that the notebooks do not
        make; the message lists those there are, and nothing is written.
    PageError
        A file that is no notebook, or a manifest that is none; nothing is run.
    """
    there = find_notebooks(folder)
    unknown = [name for name in names if name not in there]
    if unknown or not there:
        raise FileNotFoundError(
            f"no notebook {', '.join(unknown)} in {folder.name}/; it has {', '.join(there)}"
        )
    figures.mkdir(parents=True, exist_ok=True)
    manifest = read_manifest(figures / "manifest.json")
    for left_over in figures.glob(f"{STAGING}*"):
        shutil.rmtree(left_over, ignore_errors=True)  # its kernel may still be ending
    for place in (folder, figures):
        remove_unfinished(place)
    chosen = [path for name, path in there.items() if name in names or not names]
    with tempfile.TemporaryDirectory(dir=figures, prefix=STAGING) as staging:
        executed = asyncio.run(_execute_all(chosen, Path(staging)))
        entries = {name: entry for name, entry in manifest.items() if Path(name).stem in there}
        part = Part(labels, frozenset(only))
        runs = _put_in_place(executed, Path(staging), figures, entries, part)
    if part.whole:
        write_manifest(runs, entries, manifest, figures)
    else:
        renew_hashes(runs, manifest, figures)
    return runs


async def _execute_all(
    notebooks: Sequence[Path], staging: Path
) -> list[tuple[Path, nbformat.NotebookNode, str]]:
    """Each notebook, executed, and what failed in it; figures in a folder of `staging` each."""
    books = [read_notebook(path) for path in notebooks]
    places = asyncio.Semaphore(AT_ONCE)
    cells = sum(cell.cell_type == "code" for book in books for cell in book.cells)
    with tqdm(total=cells, unit="cell", desc="notebooks", leave=False) as bar:

        async def one(path: Path, book: nbformat.NotebookNode) -> str:
            async with places:
                return await _execute(path, book, staging / path.stem, bar)

        failures = await asyncio.gather(*map(one, notebooks, books))
    return list(zip(notebooks, books, failures, strict=True))


def read_notebook(path: Path) -> nbformat.NotebookNode:
    """A notebook as its file has it; PageError where the file is none."""
    try:
        book = nbformat.read(path, as_version=4)
        nbformat.validate(book)
        return book
    except (ValueError, KeyError, TypeError, AttributeError, nbformat.ValidationError) as problem:
        found = (str(problem) or type(problem).__name__).splitlines()[0]
        raise PageError(
            path, None, found, "a notebook (JSON of nbformat 4)", "git restore it"
        ) from problem


async def _execute(path: Path, book: nbformat.NotebookNode, staging: Path, bar: tqdm) -> str:
    """Execute `book` in place; empty where every cell passed, else the two lines on why not."""
    current = 0

    def started(cell: nbformat.NotebookNode, cell_index: int) -> None:
        nonlocal current
        current = cell_index

    client = NotebookClient(
        book,
        timeout=None,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        config=Config(KernelManager={"transport_encryption": "auto"}),
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_start=started,
        on_cell_executed=lambda **_: bar.update(),
    )
    staging.mkdir()
    with tempfile.TemporaryDirectory() as profile:
        environment = os.environ | {
            "ICPF_FIGURES": str(staging),
            "IPYTHONDIR": profile,  # a reader's own start-up files change nothing
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        }
        try:
            await client.async_execute(env=environment)
        except CellExecutionError as error:
            return _failure(path, book, current, f"{error.ename}: {error.evalue}")
        except Exception as error:  # a dead kernel, or one that cannot start
            return _failure(path, book, current, f"{type(error).__name__}: {error}")
    return ""


def _put_in_place(
    executed: Sequence[tuple[Path, nbformat.NotebookNode, str]],
    staging: Path,
    figures: Path,
    entries: dict[str, Any],
    part: Part,
) -> list[Run]:
    """Figures and notebooks that passed; one that saves another's figure is refused."""
    made_by = {
        path: sorted(
            file.relative_to(staging / path.stem)
            for file in (staging / path.stem).rglob("*")
            if file.is_file()
        )
        for path, _, _ in executed
    }
    _refuse_unknown(part, made_by, failed=any(failure for _, _, failure in executed))
    again = {path.name for path, _, failure in executed if not failure}
    prefix = f"{figures.name}/"
    maker = {
        output: name
        for name, entry in entries.items()
        if name not in again
        for output in entry["outputs"]
    }
    runs = []
    for path, book, failure in executed:
        made = made_by[path]
        names = {prefix + file.as_posix(): path.name for file in made}
        twice = [name for name in names if name in maker] if not failure else []
        if twice:
            failure = (
                f"{path.parent.name}/{path.name}, at its end\n"
                f"  {maker[twice[0]]} makes {twice[0]} too; save it under another name"
            )
        if failure:
            runs.append(Run(path, [], failure))
            continue
        wanted = part.of(made)
        for file in wanted:
            write_whole(figures / file, (staging / path.stem / file).read_bytes())
        if part.whole:
            write_whole(path, nbformat.writes(normalised(book)).encode() + b"\n")
        maker |= names
        runs.append(Run(path, wanted, ""))
    return runs


def _refuse_unknown(part: Part, made_by: Mapping[Path, Sequence[Path]], *, failed: bool) -> None:
    """A name that no notebook makes; where one failed, what it makes is not known."""
    in_language = Part(part.labels, frozenset())
    names = {
        path.stem: sorted({file.stem for file in in_language.of(made)})
        for path, made in made_by.items()
    }
    unknown = sorted(part.only.difference(*names.values()))
    if unknown and not failed:
        told = "; ".join(f"{name} makes {', '.join(of) or 'none'}" for name, of in names.items())
        raise FileNotFoundError(f"no figure or table {', '.join(unknown)}; {told}")


def _failure(path: Path, book: nbformat.NotebookNode, at: int, reason: str) -> str:
    """Notebook, cell and the heading above it; then the error's first line."""
    above = "\n".join(cell.source for cell in book.cells[: at + 1] if cell.cell_type == "markdown")
    headings = re.findall(r"^#+ .*$", above, flags=re.MULTILINE)
    under = f", under {headings[-1]!r}" if headings else ""
    reason = _plain(reason).strip().splitlines()[0]
    return f"{path.parent.name}/{path.name}, cell {at + 1}{under}\n  {reason}"


def normalised(book: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """`book` without what differs from run to run: timings, paths, addresses, widget state.

    A widget needs its kernel, so an output that is nothing else is left out. The notebook is
    changed in place and given back.
    """
    book.metadata = nbformat.from_dict(
        {
            "kernelspec": {
                "display_name": "Python 3 (ipykernel)",
                "language": "python",
                "name": "python3",
            },
            "language_info": {"name": "python", "file_extension": ".py"},
        }
    )
    for cell in book.cells:
        cell.metadata = nbformat.from_dict(
            {key: value for key, value in cell.metadata.items() if key == "tags"}
        )
        for output in list(cell.get("outputs", [])):
            if "text" in output:
                output.text = _plain(output.text)
            data = output.get("data", {})
            if data.pop(WIDGET, None) is not None and set(data) <= {"text/plain"}:
                cell.outputs.remove(output)  # its text is the widget's code, for nobody to read
            for kind, value in data.items():
                if isinstance(value, str) and not kind.startswith("image/"):
                    data[kind] = _plain(value)
    return book


def _plain(text: str) -> str:
    """`text` without machine paths and addresses of objects."""
    names = {Path(sys.prefix): "<environment>", ROOT: ".", Path.home(): "~"}
    for folder in sorted(names, key=lambda path: -len(path.parts)):  # the innermost first
        if folder.name:  # a home of / would match everywhere
            text = text.replace(f"{folder}{os.sep}", f"{names[folder]}/")
    return re.sub(r"\b0x[0-9a-f]{6,}\b", "0x…", text)
