"""What is written is whole: with kill -9 at any moment, on a full disk, in a read-only folder.

Four kills of each command are tried, ``icpf figures`` with a notebook of one figure; with
``HYPOTHESIS_PROFILE=wide`` it is twenty, and 00-corpus.
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
from icpf_analysis.figures import save_figure
def draw(frame, ax, *, labels):
    ax.plot(frame["n"])
save_figure("00-line", draw, pd.DataFrame({"n": [1, 2]}), alt="a line", width=40, height=30)
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="signals and mounts of POSIX"),
]


@pytest.fixture
def clone(tmp_path):
    """A clone with a package of its own, so that its places are its own."""
    for name in ("icpf_analysis", "data", "notebooks", "figures"):
        shutil.copytree(
            ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", ".*")
        )
    return tmp_path


def start(clone: Path, *command: str) -> subprocess.Popen:
    environment = os.environ | {"PYTHONPATH": str(clone), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "icpf_analysis", *command],
        cwd=clone, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def ended(clone: Path, *command: str) -> tuple[int, str]:
    process = start(clone, *command)
    _, told = process.communicate(timeout=300)
    return process.returncode, told


def files(*folders: Path) -> dict[Path, bytes]:
    there = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {path: path.read_bytes() for path in there}


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


@pytest.mark.parametrize(
    "command, places",
    [(["data"], ["data/processed"]), (["figures"], ["figures", "notebooks"])],
    ids=["data", "figures"],
)
def test_killed_at_any_moment_every_file_is_the_old_or_the_new_one(clone, command, places):
    """The next run, after all kills, cleans up and gives what an undisturbed one gives."""
    folders = [clone / place for place in places]
    if KILLS == 20:
        for path in (clone / "notebooks").glob("0[1-9]*"):
            path.unlink()
    else:
        small(clone)
    assert ended(clone, *command)[0] == 0
    new = files(*folders)
    written = [path for path in new if command[0] == "data" or path.name.startswith("00-")]
    old = new | {path: new[path] + b"\n" for path in written}
    begun = time.monotonic()
    assert ended(clone, *command)[0] == 0
    takes = time.monotonic() - begun
    moments = random.Random(2014)
    half_way = 0
    for number in range(KILLS):
        for path in written:
            path.write_bytes(old[path])
        watched = {path: path.stat().st_mtime_ns for path in written}
        if number % 2:
            at, after = moments.uniform(0, takes), 60.0
        else:
            at, after = 60.0, moments.uniform(0, 0.02)
        killed(start(clone, *command), watched, at, after if at == 60.0 else 0)
        there = {path: data for path, data in files(*folders).items() if path in new}
        assert set(there) == set(new)
        assert all(data in (old[path], new[path]) for path, data in there.items())
        half_way += 0 < sum(there[path] == new[path] for path in written) < len(written)
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


@contextlib.contextmanager
def mounted(folder: Path, options: str):
    """A small disk of its own at `folder`, with what stood there on it."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a disk")
    held = files(folder)
    told = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)],
        capture_output=True, text=True,
    )  # fmt: skip
    if told.returncode:
        pytest.skip(f"no disk can be mounted here: {told.stderr.strip()}")
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


def small(clone: Path) -> None:
    """One notebook of one line, whose figures are old, and tables that are."""
    for folder in ("notebooks", "figures"):
        shutil.rmtree(clone / folder)
        (clone / folder).mkdir()
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(DRAWS, id="c0")])
    nbformat.write(book, clone / "notebooks" / "00-line.ipynb")
    for path in ("figures/en/00-line.png", "figures/manifest.json", "report/index.html"):
        (clone / path).parent.mkdir(parents=True, exist_ok=True)
        (clone / path).write_text('{"notebooks": {}}', encoding="utf-8")
    for path in (clone / "data" / "processed").iterdir():
        path.write_bytes(path.read_bytes()[:2000])


COMMANDS = [(["data"], "data/processed"), (["figures"], "figures"), (["report"], "report")]


@pytest.mark.parametrize("command, place", COMMANDS, ids=[place for _, place in COMMANDS])
def test_a_full_disk_is_told_with_the_file_and_nothing_is_damaged(clone, command, place):
    small(clone)
    with mounted(clone / place, "size=128k"):
        fill(clone / place)
        before = files(clone / place)
        code, told = ended(clone, *command)
        assert code == 1 and "Traceback" not in told
        assert f"{place}/" in told and "No space left on device" in told
        assert "make room" in told
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


@pytest.mark.parametrize("command, place", COMMANDS, ids=[place for _, place in COMMANDS])
def test_a_folder_that_cannot_be_written_is_told_by_name(clone, command, place):
    small(clone)
    with read_only(clone / place):
        before = files(clone / place)
        code, told = ended(clone, *command)
        assert code == 1 and "Traceback" not in told and len(told.splitlines()) <= 2
        assert f"{place}/" in told
        assert "Read-only file system" in told or "Permission denied" in told
        assert files(clone / place) == before
