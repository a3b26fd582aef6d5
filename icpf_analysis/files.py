"""Files written whole or not at all, by one process at a time, and their digests."""

import contextlib
import errno
import glob
import hashlib
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

_UNFINISHED = ".part"
_TODO = {
    errno.ENOSPC: "make room on the disk and run it again",
    errno.EROFS: "it cannot be written here; work in a clone on another disk",
    errno.EACCES: "it may not be written by you; change its rights, or work in a clone of your own",
    errno.EPERM: "it may not be written by you; change its rights, or work in a clone of your own",
}


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step: a reader sees the old file or the new one.

    Folders above it are made. A file that already holds `data` is left as it is. What a run
    that was killed has left beside it is removed.

    Raises
    ------
    OSError
        The disk is full or the folder cannot be written; what was at `path` is still there.
        The message names `path` and says what to do.
    """
    try:
        for left_over in path.parent.glob(f".{glob.escape(path.name)}.*{_UNFINISHED}"):
            left_over.unlink(missing_ok=True)
        if path.is_file() and path.read_bytes() == data:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
    except OSError as problem:
        raise _explained(problem, path) from problem


def _explained(problem: OSError, path: Path) -> OSError:
    """What could not be written, why, and what to do."""
    todo = _TODO.get(problem.errno or 0, "see that it can be written, and run it again")
    message = f"{problem.strerror or problem}; it is as it was; {todo}"
    return OSError(problem.errno, message, str(path))


def digest(path: Path) -> str | None:
    """SHA-256 of a regular file; None where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def digests(*folders: Path) -> dict[Path, str]:
    """The digest of each file below `folders`, but for hidden ones, such as checkpoints."""
    return {
        path: value
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and (value := digest(path))
    }


@contextlib.contextmanager
def one_at_a_time(lock: Path, what: str) -> Iterator[None]:
    """Hold the file `lock` for as long as the block runs.

    The system lets go of it when the process ends, by kill -9 too; the empty file stays.

    Parameters
    ----------
    what : what only one process may do, for the message.

    Raises
    ------
    BlockingIOError
        Another process holds it.
    OSError
        The file cannot be written.
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
        except OSError as problem:
            if problem.errno not in (errno.EAGAIN, errno.EACCES):
                raise
            raise BlockingIOError(
                f"another {what} is at work on {lock.parent}; wait until it has ended"
            ) from problem
        yield


def ignore_interrupts() -> None:
    """Ignore Ctrl-C from now on; outside the main thread, which alone receives it, do nothing."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def remove_unfinished(folder: Path) -> None:
    """Remove what runs that were killed have left below `folder`, a file half written."""
    for left_over in folder.rglob(f".*{_UNFINISHED}"):
        left_over.unlink(missing_ok=True)


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=_UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):  # the first problem is the one to tell
            Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The process's mask for new files, which mkstemp passes over."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
