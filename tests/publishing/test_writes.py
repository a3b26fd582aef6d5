"""What is written is whole: with kill -9 at any moment, on a full disk, in a read-only folder.

Each test runs a command in a clone of its own.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from clones import FRONT, copy_project, ended, files, git, start, write_notebook

from icpf_analysis.files import write_whole

NOTEBOOK = "notebooks/00-line.ipynb"
DRAWS = """
import pandas as pd
from icpf_analysis.publishing.saving import save_figure
def draw(frame, ax, *, labels):
    ax.plot(frame["n"])
save_figure("00-line", draw, pd.DataFrame({"n": [1, 2]}), height=30)
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
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="signals, mounts and /proc of Linux"),
]


@pytest.fixture
def clone(tmp_path):
    """A clone with a package of its own, one notebook of one figure, and old files of each kind."""
    copy_project(tmp_path, "icpf_analysis", "data", *FRONT)
    for path in ("figures/en/00-line.png", "figures/data/00-line.csv", "site/index.html"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("old", encoding="utf-8")
    for path in (tmp_path / "data" / "processed").iterdir():
        path.write_bytes(path.read_bytes()[:2000])
    write_notebook(tmp_path / NOTEBOOK, DRAWS)
    git(tmp_path, "add", "-A")
    return tmp_path


def started(clone: Path) -> tuple[subprocess.Popen, int]:
    """A run of the waiting notebook, met in the middle of its cell, and its kernel's id."""
    began = clone / "began"
    write_notebook(clone / NOTEBOOK, WAITS.format(began=began))
    process = start(clone, "figures")
    return process, int(wait_for(lambda: began.exists() and began.read_text()))


def wait_for(what, pause: float = 0.05):
    until = time.monotonic() + 200
    while not (found := what()):
        assert time.monotonic() < until
        time.sleep(pause)
    return found


def is_gone(process_id: int) -> bool:
    """Whether there is no such process, or none that runs any more."""
    status = Path(f"/proc/{process_id}/stat")
    return not status.exists() or status.read_text().split()[2] == "Z"


@pytest.mark.parametrize(
    ("send", "pauses"),
    [(os.killpg, []), (os.kill, [0]), (os.killpg, [0.2])],
    ids=["group", "process, twice", "group, twice, slowly"],
)
def test_ctrl_c_stops_the_run_in_one_line_and_leaves_the_old_files(clone, send, pauses):
    """`pauses` are the seconds until a second Ctrl-C."""
    folders = clone / "figures", clone / "notebooks"
    process, kernel = started(clone)
    before = files(*folders)
    send(process.pid, signal.SIGINT)
    for pause in pauses:
        time.sleep(pause)
        with contextlib.suppress(ProcessLookupError):
            send(process.pid, signal.SIGINT)
    printed, errors = process.communicate(timeout=60)
    assert process.returncode == 130 and printed == ""
    assert errors.splitlines()[-1].strip().startswith("icpf: stopped by Ctrl-C")
    assert "Error" not in errors and "Traceback" not in errors
    assert is_gone(kernel) and files(*folders) == before
    assert not list((clone / "figures").glob(".staging-*"))


def test_of_two_runs_the_second_stops_and_a_killed_one_blocks_no_other(clone):
    first, kernel = started(clone)
    before = files(clone / "figures")
    code, errors = ended(clone, "figures")
    assert code == 1 and len(errors.splitlines()) == 1
    assert "another icpf figures is at work" in errors
    assert first.poll() is None and files(clone / "figures") == before
    first.kill()  # kill -9: the system lets go of the lock
    first.communicate()
    wait_for(lambda: is_gone(kernel))  # of itself
    write_notebook(clone / NOTEBOOK, DRAWS)
    assert ended(clone, "figures")[0] == 0
    assert (clone / "figures" / "ja" / "00-line.pdf").exists()
    assert not list((clone / "figures").glob(".staging-*"))


@pytest.mark.parametrize(
    ("command", "places"),
    [("data", ["data/processed", "data/lines"]), ("figures", ["figures", "notebooks"])],
)
def test_killed_at_any_moment_every_file_is_the_old_or_the_new_one(clone, command, places):
    """Killed soon after the first file has changed; the next run gives what no kill disturbed."""
    folders = [clone / place for place in places]
    assert ended(clone, command)[0] == 0
    new = files(*folders)
    old = {path: data + b"\n" for path, data in new.items()}
    for pause in (0, 0.002, 0.005, 0.02):
        for path, data in old.items():
            path.write_bytes(data)
        process = start(clone, command)
        while process.poll() is None and all(path.read_bytes() == old[path] for path in old):
            time.sleep(0.001)
        time.sleep(pause)
        process.kill()
        process.communicate()
        there = files(*folders)
        assert set(there) >= set(new)
        assert all(there[path] in (old[path], new[path]) for path in new)
    assert ended(clone, command)[0] == 0
    assert files(*folders) == new


def test_what_a_killed_run_left_beside_a_file_is_removed(tmp_path):
    """Also where the file itself holds the right thing already; a hidden file of others stays."""
    for name in ("people.csv", ".people.csv.x1y2z3.part", ".people.csv.swp"):
        (tmp_path / name).write_bytes(b"a")
    write_whole(tmp_path / "people.csv", b"a")
    assert {path.name for path in tmp_path.iterdir()} == {"people.csv", ".people.csv.swp"}


@contextlib.contextmanager
def small_disk(folder: Path, size: str):
    """A disk of its own at `folder`, with what was there on it."""
    held = files(folder)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")  # root can
    try:
        for path, data in held.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize(
    ("command", "place"), [("data", "data/processed"), ("figures", "figures"), ("site", "site")]
)
@pytest.mark.parametrize(
    ("problem", "todo"),
    [("No space left on device", "make room"), ("Read-only file system", "work in a clone of")],
)
def test_a_disk_that_cannot_be_written_is_named_with_a_way_out(
    clone, command, place, problem, todo
):
    """Rights do not bind root, so a disk is mounted for reading."""
    full, folder = problem.startswith("No space"), clone / place
    with small_disk(folder, "128k" if full else "8m"):
        if full:
            (folder / "filler").write_bytes(bytes(shutil.disk_usage(folder).free))
        else:
            subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        before = files(folder)
        code, errors = ended(clone, command)
        assert code == 1 and "Traceback" not in errors
        assert f"{place}/" in errors and problem in errors and todo in errors
        assert files(folder) == before
