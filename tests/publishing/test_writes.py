"""What is written is whole: with kill -9 at any moment, on a full disk, in a read-only folder.

Each test runs a command in a clone of its own. Four kills of each command are tried; with
``--hypothesis-profile wide`` it is twenty.
"""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from hypothesis import settings

from icpf_analysis.files import write_whole
from icpf_analysis.places import ROOT

KILLS = 20 if settings().max_examples > 1000 else 4
DRAWS = """
import pandas as pd
from icpf_analysis.publishing.saving import save_figure
def draw(frame, ax, *, labels):
    ax.plot(frame["n"])
save_figure("00-line", draw, pd.DataFrame({"n": [1, 2]}), alt="a line", width=40, height=30)
"""
WAITS = """
import os, pathlib, time
place = pathlib.Path(os.environ["ICPF_FIGURES"], "en")
place.mkdir()
(place / "00-line.png").write_text("half of a run")
pathlib.Path("{began}").write_text(str(os.getpid()))
time.sleep(600)
"""
"""A cell in which a run can be met, with the kernel's process id in a file."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="signals and mounts of POSIX"),
]


@pytest.fixture
def clone(tmp_path):
    """A clone with a package of its own, one notebook of one figure, and old files of each kind."""
    for name in ("icpf_analysis", "data"):
        shutil.copytree(
            ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", ".*")
        )
    for path in ("figures/en/00-line.png", "figures/data/00-line.csv", "site/index.html"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("old", encoding="utf-8")
    for path in (tmp_path / "data" / "processed").iterdir():
        path.write_bytes(path.read_bytes()[:2000])
    (tmp_path / "notebooks").mkdir()
    write(tmp_path, DRAWS)
    return tmp_path


def write(clone: Path, *cells: str) -> None:
    """The clone's only notebook, of these cells."""
    book = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell, id=f"c{n}") for n, cell in enumerate(cells)]
    )
    nbformat.write(book, clone / "notebooks" / "00-line.ipynb")


def start(clone: Path, *command: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "icpf_analysis", *command],
        cwd=clone,
        env=os.environ | {"PYTHONPATH": str(clone)},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def ended(clone: Path, *command: str) -> tuple[int, str]:
    """Exit code and stderr of a command."""
    process = start(clone, *command)
    _, errors = process.communicate(timeout=300)
    return process.returncode, errors


def started(clone: Path) -> tuple[subprocess.Popen, int]:
    """A run of the waiting notebook, met in the middle of its cell, and its kernel's id."""
    began = clone / "began"
    began.unlink(missing_ok=True)
    write(clone, WAITS.format(began=began))
    process = start(clone, "figures")
    return process, int(wait_for(lambda: began.exists() and began.read_text()))


def wait_for(what, seconds: float = 200):
    until = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < until
        time.sleep(0.05)
    return found


def is_gone(process_id: int) -> bool:
    """Whether there is no such process, or none that runs any more."""
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{process_id}/stat").exists() and (
        Path(f"/proc/{process_id}/stat").read_text().split()[2] == "Z"
    )


def files(*folders: Path) -> dict[Path, bytes]:
    """All files but hidden ones, with their bytes."""
    return {
        path: path.read_bytes()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and not any(part[0] == "." for part in path.relative_to(folder).parts)
    }


# Ctrl-C.


@pytest.mark.parametrize("send", [os.killpg, os.kill], ids=["group", "process"])
@pytest.mark.parametrize("pause", [None, 0, 0.2], ids=["once", "twice", "twice, slowly"])
def test_ctrl_c_stops_the_run_in_one_line_and_leaves_the_old_files(clone, send, pause):
    """`pause` is the time in seconds until a second Ctrl-C, where there is one."""
    folders = clone / "figures", clone / "notebooks"
    process, kernel = started(clone)
    before = files(*folders)
    send(process.pid, signal.SIGINT)
    if pause is not None:
        time.sleep(pause)
        with contextlib.suppress(ProcessLookupError):
            send(process.pid, signal.SIGINT)
    printed, errors = process.communicate(timeout=60)
    assert process.returncode == 130 and printed == ""
    assert errors.splitlines()[-1].strip().startswith("icpf: stopped by Ctrl-C")
    assert "Error" not in errors and "Traceback" not in errors
    assert is_gone(kernel)
    assert files(*folders) == before
    assert not list((clone / "figures").glob(".staging-*"))


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.5, 1, 2, 4])
def test_ctrl_c_at_any_moment_leaves_the_old_files_or_the_new_ones(clone, seconds):
    """The moment is counted from the staging folder on: kernel start, imports, drawing, writing."""
    folders = clone / "figures", clone / "notebooks"
    before = files(*folders)
    process = start(clone, "figures")
    wait_for(lambda: list((clone / "figures").glob(".staging-*")) or process.poll() is not None)
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode in (0, 130) and "Traceback" not in errors
    assert (files(*folders) == before) == (process.returncode == 130)
    assert not list((clone / "figures").glob(".staging-*"))


@pytest.mark.slow
def test_of_two_runs_the_second_stops_and_a_killed_one_is_in_nobodys_way(clone):
    first, kernel = started(clone)
    before = files(clone / "figures")
    code, errors = ended(clone, "figures")
    assert code == 1 and len(errors.splitlines()) == 1
    assert "another icpf figures is at work" in errors
    assert first.poll() is None and files(clone / "figures") == before
    first.kill()  # kill -9: the system lets go of the lock
    first.communicate()
    wait_for(lambda: is_gone(kernel))  # of itself
    write(clone, DRAWS)
    assert ended(clone, "figures")[0] == 0
    assert (clone / "figures" / "ja" / "00-line.pdf").exists()


# kill -9.


def killed(process: subprocess.Popen, watched: dict[Path, bytes], at: float, after: float) -> None:
    """Kill -9 `at` seconds after the start, or `after` seconds after the first file changed."""
    begun = time.monotonic()
    while process.poll() is None and time.monotonic() < begun + at:
        if any(path.stat().st_mtime_ns != stamp for path, stamp in watched.items()):
            time.sleep(after)
            break
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.communicate()


@pytest.mark.slow
@pytest.mark.parametrize(
    "command, places",
    [(["data"], ["data/processed"]), (["figures"], ["figures", "notebooks"])],
    ids=["data", "figures"],
)
def test_killed_at_any_moment_every_file_is_the_old_or_the_new_one(clone, command, places):
    """The next run, after all kills, cleans up and gives what an undisturbed one gives."""
    folders = [clone / place for place in places]
    assert ended(clone, *command)[0] == 0
    new = files(*folders)
    old = {path: data + b"\n" for path, data in new.items()}
    begun = time.monotonic()
    assert ended(clone, *command)[0] == 0
    takes = time.monotonic() - begun
    moments = random.Random(2014)
    half_way = 0
    for number in range(KILLS):
        for path, data in old.items():
            path.write_bytes(data)
        watched = {path: path.stat().st_mtime_ns for path in old}
        if number % 2:
            at, after = moments.uniform(0, takes), 60.0
        else:
            at, after = 60.0, moments.uniform(0, 0.02)
        killed(start(clone, *command), watched, at, after if at == 60.0 else 0)
        there = {path: data for path, data in files(*folders).items() if path in new}
        assert set(there) == set(new)
        assert all(data in (old[path], new[path]) for path, data in there.items())
        half_way += 0 < sum(there[path] == new[path] for path in new) < len(new)
    if KILLS == 20:  # of four, on a busy machine, all may fall before or after the writing
        assert half_way, "no kill fell between two files; the moments are badly chosen"
    assert ended(clone, *command)[0] == 0
    assert files(*folders) == new


def test_what_a_killed_run_left_beside_a_file_is_removed(tmp_path):
    """Also where the file itself holds the right thing already; a hidden file of others stays."""
    (tmp_path / "people.csv").write_bytes(b"a")
    (tmp_path / ".people.csv.x1y2z3.part").write_bytes(b"half")
    (tmp_path / ".people.csv.swp").write_bytes(b"an editor's")
    write_whole(tmp_path / "people.csv", b"a")
    assert {path.name for path in tmp_path.iterdir()} == {"people.csv", ".people.csv.swp"}


# Disks.


@contextlib.contextmanager
def mounted(folder: Path, options: str):
    """A small disk of its own at `folder`, with what was there on it."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a disk")
    held = files(folder)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)],
        capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
    try:
        for path, data in held.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> None:
    """Take what room is left on the disk of `folder`."""
    with contextlib.suppress(OSError), (folder / "filler").open("wb", buffering=0) as file:
        while True:
            file.write(b"0" * 4096)


COMMANDS = [(["data"], "data/processed"), (["figures"], "figures"), (["site"], "site")]


@pytest.mark.slow
@pytest.mark.parametrize("command, place", COMMANDS, ids=[place for _, place in COMMANDS])
def test_a_full_disk_is_named_with_the_file_and_nothing_is_damaged(clone, command, place):
    with mounted(clone / place, "size=128k"):
        fill(clone / place)
        before = files(clone / place)
        code, errors = ended(clone, *command)
        assert code == 1 and "Traceback" not in errors
        assert f"{place}/" in errors and "No space left on device" in errors
        assert "make room" in errors
        assert files(clone / place) == before
        (clone / place / "filler").unlink()
    with mounted(clone / place, "size=8m"):
        assert ended(clone, *command)[0] == 0


@contextlib.contextmanager
def read_only(folder: Path):
    """Rights do not bind root, so for root a disk is mounted for reading."""
    if os.geteuid() == 0:
        with mounted(folder, "size=8m"):
            subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
            yield
    else:
        folder.chmod(0o555)
        yield
        folder.chmod(0o755)


@pytest.mark.slow
@pytest.mark.parametrize("command, place", COMMANDS, ids=[place for _, place in COMMANDS])
def test_a_folder_that_cannot_be_written_is_named(clone, command, place):
    with read_only(clone / place):
        before = files(clone / place)
        code, errors = ended(clone, *command)
        assert code == 1 and "Traceback" not in errors and len(errors.splitlines()) <= 2
        assert f"{place}/" in errors
        assert "Read-only file system" in errors or "Permission denied" in errors
        assert files(clone / place) == before
