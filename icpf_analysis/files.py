"""Files: where a clone keeps what, read strictly, written whole or not at all."""

import codecs
import contextlib
import errno
import glob
import hashlib
import os
import re
import signal
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from icpf_analysis.errors import PageError

_PACKAGE = Path(__file__).resolve().parent
INSTALLED = (_PACKAGE / "data").is_dir()
"""Whether the package is no clone but was installed, with tables and page inside it."""
ROOT = _PACKAGE if INSTALLED else _PACKAGE.parent
RAW = ROOT / "data" / "raw"
CURATED = ROOT / "data" / "curated"
LINES = ROOT / "data" / "lines"
PROCESSED = ROOT / "data" / "processed"
NOTEBOOKS = ROOT / "notebooks"
FIGURES = Path.cwd() / "figures" if INSTALLED else ROOT / "figures"
PASS_ENCODING = "save it as UTF-8, or pass encoding=…: load_corpus(path, encoding='cp932')"
_BOMS_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NEWLINE = re.compile(r"\r\n|\n|\r")


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file; a PageError for whatever else is there, or nothing.

    Of a FIFO or a device nothing is read: it could be endless.
    """
    expected, todo = "a regular file", "put the file itself there"
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            path.name.encode()
            return path.read_bytes()
        found = "a folder" if stat.S_ISDIR(mode) else "a pipe, a device or a socket"
    except UnicodeEncodeError:
        found, expected, todo = "a name that is not UTF-8", "one that is", "rename it"
    except (OSError, ValueError) as problem:  # ValueError: a NUL in the name
        found = getattr(problem, "strerror", None) or "a name that no file has"
        todo = "check the path"
    raise PageError(path, None, found, expected, todo)


def decode(
    file: str | Path, data: bytes, encoding: str | None = None, todo: str = PASS_ENCODING
) -> tuple[str, str]:
    """The text of `data`, without a byte order mark, and Python's name of its encoding.

    UTF-8, with or without a mark, and UTF-16 with one are known by their bytes.

    Parameters
    ----------
    file : for the error.
    encoding : any text codec of Python, for bytes that are neither; also for bytes that are all
        ASCII, as those of ISO-2022-JP are.
    todo : the remedy that the error names.

    Raises
    ------
    PageError
        A byte does not fit the encoding, or Python has no text encoding of this name.

    >>> decode("page.txt", "番号".encode("euc_jp"), "EUC-JP")
    ('番号', 'euc_jp')
    """
    codec = "utf-8"
    try:
        if encoding is not None:
            "a".encode(encoding)  # a name that is none is refused, whatever the bytes are
        if data.startswith(codecs.BOM_UTF8):
            codec = "utf-8-sig"
        elif data.startswith(_BOMS_UTF16) and not data.startswith(codecs.BOM_UTF32_LE):
            codec = "utf-16"
        elif encoding is not None and (data.isascii() or not _is_utf8(data)):
            codec = encoding
        text = data.decode(codec)
    except UnicodeDecodeError as problem:
        # problem.object is without the mark, if the codec takes it off: places are counted so
        before = problem.object[: problem.start].decode(codec, "replace")
        found = f"byte 0x{problem.object[problem.start]:02x} ({problem.reason})"
        line = len(_NEWLINE.findall(before)) + 1
        raise PageError(file, line, found, f"text in {codec.upper()}", todo) from problem
    except (LookupError, ValueError) as problem:
        expected = "a text encoding that Python has, such as cp932, euc_jp or iso2022_jp"
        todo = "pass encoding=… with its name"
        raise PageError(file, None, f"the encoding {encoding!r}", expected, todo) from problem
    if codec == encoding:  # utf-16-le and the like leave the mark; a second one is text
        text = text.removeprefix("\ufeff")
    return text, codecs.lookup(codec).name


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


_UNFINISHED = ".part"


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step: a reader sees the old file or the new one.

    Folders above it are made. A file that already holds `data` is left as it is. What a run
    that was killed has left beside it is removed. Where it cannot be written, the OSError says
    what to do, and what was at `path` is still there.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}{_UNFINISHED}")
    try:
        for left_over in path.parent.glob(f".{glob.escape(path.name)}.*{_UNFINISHED}"):
            left_over.unlink(missing_ok=True)
        if path.is_file() and path.read_bytes() == data:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with unfinished.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        finally:
            with contextlib.suppress(OSError):  # the first problem is the one to report
                unfinished.unlink(missing_ok=True)
    except OSError as problem:
        raise _explained(problem, path) from problem


def _explained(problem: OSError, path: Path) -> OSError:
    """What could not be written, why, and what to do."""
    todo = "see that you may write there, or work in a clone of your own"
    if problem.errno == errno.ENOSPC:
        todo = "make room on the disk and run it again"
    message = f"{problem.strerror or problem}; it is as it was; {todo}"
    return OSError(problem.errno, message, str(path))


def digests(*folders: Path) -> dict[Path, bytes]:
    """SHA-256 of each file below `folders`, but for hidden ones, such as checkpoints."""
    return {
        path: hashlib.sha256(path.read_bytes()).digest()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not re.search(r"(?:^|[/\\])\.", str(path.relative_to(folder)))
    }


@contextlib.contextmanager
def one_at_a_time(lock: Path, what: str) -> Iterator[None]:
    """Hold the file `lock` for as long as the block runs; the empty file stays.

    The system lets go of it when the process ends, by kill -9 too. Where another process holds it,
    a BlockingIOError calls that one `what`; where it cannot be written, it is an OSError.
    """
    try:
        file = lock.open("ab")
    except OSError as problem:
        raise _explained(problem, lock) from problem
    with file:
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError) as problem:
            found = f"another {what} is at work on {lock.parent}"
            raise BlockingIOError(f"{found}; wait until it has ended") from problem
        yield


def ignore_interrupts() -> None:
    """Ignore Ctrl-C from now on; outside the main thread, which alone receives it, do nothing."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def remove_unfinished(folder: Path) -> None:
    """Remove what runs that were killed have left below `folder`, a file half written."""
    for left_over in folder.rglob(f".*{_UNFINISHED}"):
        left_over.unlink(missing_ok=True)
