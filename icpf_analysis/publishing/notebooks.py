"""The runner: every notebook from its first cell in a fresh kernel, its figures and outputs.

One run at a time. A notebook writes its figures to a staging folder; when its last cell has
passed, they and the executed notebook are put in place together, or not at all where somebody
has changed one of them since the run began.
"""

import asyncio
import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib.font_manager  # noqa: F401  (fills its cache once, before the kernels ask for it)
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from tqdm import tqdm
from traitlets.config import Config

from icpf_analysis.errors import PageError
from icpf_analysis.files import (
    CURATED,
    FIGURES,
    NOTEBOOKS,
    RAW,
    ROOT,
    digests,
    ignore_interrupts,
    one_at_a_time,
    remove_unfinished,
    write_whole,
)

AT_ONCE = 2
PRINTED = 20_000
"""Characters that a cell may print to either stream; the rest is left out, and a line says so.
nbclient's time grows with the square of a line's length: a second at ten times as many."""
SAVED = [("en", "ja", "data"), (".csv", ".pdf", ".png", ".tex")]
"""Folders and suffixes of what notebooks save, so of what is removed when none saves it."""
STAGING = ".staging-"
WIDGET = "application/vnd.jupyter.widget-view+json"


class Run(NamedTuple):
    """What became of one notebook: the files it saved, or two lines on why it failed."""

    notebook: Path
    outputs: list[Path]
    """Relative to the figures folder."""
    failure: str


class Outcome(NamedTuple):
    """One Run a notebook, in order of name, and the figures removed: no notebook saves them."""

    runs: list[Run]
    removed: list[Path]


def find_notebooks(folder: Path = NOTEBOOKS) -> dict[str, Path]:
    """Stem -> notebook, in order of name; what nbconvert left beside them is none."""
    return {
        path.stem: path
        for path in sorted(folder.glob("*.ipynb"))
        if not path.name.endswith(".nbconvert.ipynb")
    }


def run_notebooks(
    names: Sequence[str] = (), *, folder: Path = NOTEBOOKS, figures: Path = FIGURES
) -> Outcome:
    """Execute notebooks, two at a time, and put them and their figures in place.

    A notebook that failed keeps its old file and its old figures; so does one of which any
    file, or any page or curated table, has been changed, added or deleted by somebody else since
    the run began. When all notebooks of `folder` have passed, figures that none of them saved are
    removed. Ctrl-C stops the kernels, and no file is written; a second Ctrl-C, or one while
    files are being written, changes nothing.

    Parameters
    ----------
    names : stems, e.g. ``00-corpus``; none means all of `folder`.

    Raises
    ------
    FileNotFoundError
        A name that is no notebook of `folder`; the message lists those there are.
    BlockingIOError
        Another run is at work on `figures`.
    PageError
        A file that is no notebook; nothing is run.
    """
    there = find_notebooks(folder)
    unknown = [name for name in names if name not in there]
    if unknown or not there:
        raise FileNotFoundError(
            f"no notebook {', '.join(unknown)} in {folder.name}/; it has {', '.join(there)}"
        )
    chosen = [path for name, path in there.items() if name in names or not names]
    figures.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        stack.enter_context(one_at_a_time(figures / ".lock", "icpf figures"))
        stack.callback(signal.signal, signal.SIGINT, signal.getsignal(signal.SIGINT))
        for left_over in figures.glob(f"{STAGING}*"):
            shutil.rmtree(left_over, ignore_errors=True)  # its kernel may still be ending
        for place in (folder, figures):
            remove_unfinished(place)
        watched = (folder, figures, RAW, CURATED)
        before = digests(*watched)
        staging = stack.enter_context(
            tempfile.TemporaryDirectory(dir=figures, prefix=STAGING, ignore_cleanup_errors=True)
        )
        try:
            with asyncio.Runner(loop_factory=_Loop) as loop:
                executed = loop.run(_execute_all(chosen, Path(staging)))
        except asyncio.CancelledError:
            raise KeyboardInterrupt from None
        ignore_interrupts()  # it comes too late: what is put in place is put in place whole
        now = digests(*watched)
        changed = {path for path in before | now if before.get(path) != now.get(path)}
        runs = [_put_in_place(*each, Path(staging), figures, changed) for each in executed]
        passed = len(chosen) == len(there) and not any(run.failure for run in runs)
        removed = _remove_unsaved(runs, figures, before.keys() - changed) if passed else []
    return Outcome(runs, removed)


class _Loop(asyncio.SelectorEventLoop):
    """A loop that leaves Ctrl-C to the run; nbclient would take it and go on."""

    def add_signal_handler(self, *_: Any) -> None:  # type: ignore[override]
        """Refuse, as a loop outside the main thread does; nbclient then goes without."""
        raise RuntimeError("signals are the runner's")


def _stop_at_first_interrupt() -> None:
    """Let Ctrl-C cancel the running task, once; asyncio's own way leaves kernels at the second."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def stop(*_: Any) -> None:
        ignore_interrupts()
        if task:
            loop.call_soon_threadsafe(task.cancel)

    signal.signal(signal.SIGINT, stop)


async def _execute_all(
    notebooks: Sequence[Path], staging: Path
) -> list[tuple[Path, nbformat.NotebookNode, str]]:
    """Each notebook, executed, and what failed in it; figures in a folder of `staging` each."""
    _stop_at_first_interrupt()
    books = [read_notebook(path) for path in notebooks]
    places = asyncio.Semaphore(AT_ONCE)
    cells = sum(cell.cell_type == "code" for book in books for cell in book.cells)
    for path in notebooks:
        (staging / path.stem).mkdir()
    with tqdm(total=cells, unit="cell", desc="notebooks", leave=False) as bar:

        async def one(path: Path, book: nbformat.NotebookNode) -> str:
            async with places:
                return await _execute(path, book, staging / path.stem, bar)

        async with asyncio.TaskGroup() as group:  # interrupted, it waits for the kernels' end
            tasks = [group.create_task(one(*each)) for each in zip(notebooks, books, strict=True)]
    failures = [task.result() for task in tasks]
    return list(zip(notebooks, books, failures, strict=True))


def read_notebook(path: Path) -> nbformat.NotebookNode:
    """A notebook as its file has it; PageError where the file is none."""
    try:
        book = nbformat.read(path, as_version=4)
        nbformat.validate(book)
        return book
    except (ValueError, KeyError, TypeError, AttributeError, nbformat.ValidationError) as problem:
        found = (str(problem) or type(problem).__name__).splitlines()[0]
        expected = "a notebook (JSON of nbformat 4)"
        raise PageError(path, None, found, expected, "git restore it") from problem


async def _execute(path: Path, book: nbformat.NotebookNode, staging: Path, bar: tqdm) -> str:
    """Execute `book` in place; empty where every cell passed, else the two lines on why not."""
    at = 0

    def started(cell: Any, cell_index: int) -> None:
        nonlocal at
        at = cell_index

    client = _Client(
        book,
        timeout=None,
        startup_timeout=300,  # seconds; a busy machine is no fault of the notebook
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        config=Config(KernelManager={"transport_encryption": "auto"}),
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_start=started,
        on_cell_executed=lambda **_: bar.update(),
    )
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            saved = Path(profile, "saved.txt")
            saved.touch()
            own = {
                "ICPF_FIGURES": str(staging),
                "ICPF_SAVED": str(saved),
                "IPYTHONDIR": profile,  # a reader's own start-up files change nothing
                "PYDEVD_DISABLE_FILE_VALIDATION": "1",
                "OMP_NUM_THREADS": "1",  # two notebooks run at once, and the matrices are small
                "OPENBLAS_NUM_THREADS": "1",
            }
            await client.run(os.environ | own)
            names = dict.fromkeys(saved.read_text(encoding="utf-8").splitlines())
    except Exception as error:  # of a cell, or a dead kernel, or one that cannot start
        reason = f"{type(error).__name__}: {error}"
        if isinstance(error, CellExecutionError):
            reason = f"{error.ename}: {error.evalue}"
        above = (cell.source for cell in book.cells[: at + 1] if cell.cell_type == "markdown")
        headings = re.findall(r"(?m)^#+ .*$", "\n".join(above))
        under = f", under {headings[-1]!r}" if headings else ""
        return _failure(path, f"cell {at + 1}{under}", reason)
    gone = [name for name in names if not (staging / name).is_file()]
    reason = f"{len(gone)} of {len(names)} files it saved are gone: {', '.join(gone)}"
    return _failure(path, "at its end", reason) if gone else ""


class _Client(NotebookClient):
    """A notebook in a kernel that ends with it; what its cells print is cut where it grows long."""

    async def run(self, environment: Mapping[str, str]) -> None:
        """Execute all cells; the kernel is killed where the run is interrupted."""
        self._printed: Counter[tuple[int, str]] = Counter()
        kernel = self.create_kernel_manager()
        try:
            # What C code or a program prints comes to the notebook, not to the terminal too.
            await self.async_start_new_kernel(env=environment, stdout=subprocess.DEVNULL)
            await self.async_start_new_kernel_client()
            await self.async_execute(cleanup_kc=False)
        finally:
            task = asyncio.current_task()
            if self.kc:
                self.kc.stop_channels()
            stopped = bool(task and task.cancelling())
            alive = await kernel.is_alive()  # type: ignore[misc]
            await kernel.shutdown_kernel(now=stopped or not alive)  # type: ignore[misc]

    def process_message(
        self, msg: dict[str, Any], cell: nbformat.NotebookNode, cell_index: int
    ) -> nbformat.NotebookNode | None:
        """Take a message of the kernel as nbclient does, but for what is printed beyond PRINTED."""
        content = msg["content"]
        if msg["msg_type"] == "stream":
            stream = cell_index, content["name"]
            left = PRINTED - self._printed[stream]
            self._printed[stream] += len(content["text"])
            if left < 0:
                return None
            if len(content["text"]) > left:
                words = f"[cut: of what a cell prints, {PRINTED:,} characters are kept]"
                content["text"] = f"{content['text'][:left]}\n{words}\n"
        return super().process_message(msg, cell, cell_index)


def _put_in_place(
    path: Path,
    book: nbformat.NotebookNode,
    failure: str,
    staging: Path,
    figures: Path,
    changed: Collection[Path],
) -> Run:
    """Put a notebook that passed in place with its figures, unless somebody `changed` a file."""
    place = staging / path.stem
    made = sorted(file.relative_to(place) for file in place.rglob("*") if file.is_file())
    targets = {path, *(figures / file for file in made)}
    others = [f"{file.parent.name}/{file.name}" for file in sorted(changed)
              if file in targets or {RAW, CURATED} & set(file.parents)]  # fmt: skip
    if others and not failure:
        reason = f"{', '.join(others)} changed during the run; it and its figures are left as they"
        failure = _failure(path, "at its end", f"{reason} are; run it again")
    if failure:
        return Run(path, [], failure)
    for file in made:
        write_whole(figures / file, (place / file).read_bytes())
    write_whole(path, nbformat.writes(normalised(book)).encode() + b"\n")
    return Run(path, made, "")


def _remove_unsaved(runs: Sequence[Run], figures: Path, untouched: Collection[Path]) -> list[Path]:
    """Remove figures that none of `runs` saved, of those that nobody has touched meanwhile."""
    saved = {figures / file for run in runs for file in run.outputs}
    places, suffixes = [figures / folder for folder in SAVED[0]], SAVED[1]
    unsaved = [path for path in sorted(set(untouched) - saved)
               if path.parent in places and path.suffix in suffixes]  # fmt: skip
    for path in unsaved:
        path.unlink()
    return unsaved


def _failure(path: Path, place: str, reason: str) -> str:
    """Notebook and place in it; then the first line of the reason."""
    reason = _plain(reason[:1000]).strip().splitlines()[0]
    return f"{path.parent.name}/{path.name}, {place}\n  {reason}"


def normalised(book: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """`book` without what differs from run to run: timings, paths, addresses, widget state.

    A widget needs its kernel, so an output that is nothing else is left out. The notebook is
    changed in place and given back.
    """
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    language = {"name": "python", "file_extension": ".py"}
    book.metadata = nbformat.from_dict({"kernelspec": kernel, "language_info": language})
    for cell in book.cells:
        for key in set(cell.metadata) - {"tags"}:
            del cell.metadata[key]
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
