"""The reader's own browser, and JupyterLab on a copy of the clone as `make lab` starts it."""

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from clones import FRONT, copy_project
from watched import Watched

MISSING = "install Debian's chromium and pip install -e '.[browser]'"
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",  # root has none
    *("--disable-gpu", "--disable-quic", "--disable-sync", "--disable-component-update"),
    *("--no-first-run", "--disable-background-networking"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing outside is there
]


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium with a fresh profile; none is ever downloaded."""
    playwright = pytest.importorskip("playwright.sync_api", reason=MISSING)
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip(MISSING)
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def watched(browser) -> Iterator[Watched]:
    """A page at 1280x900 that remembers what it complained of and whom it asked."""
    with Watched(browser, width=1280, height=900) as page:
        yield page


class Lab(NamedTuple):
    """A JupyterLab: the folder it serves, its address and its token."""

    folder: Path
    address: str
    token: str

    def url(self, notebook: str) -> str:
        """A notebook in a workspace of its own, so that no other is open beside it."""
        stem = Path(notebook).stem
        return f"{self.address}/lab/workspaces/{stem}/tree/{notebook}?token={self.token}"


@pytest.fixture(scope="session")
def lab(browser, tmp_path_factory) -> Iterator[Lab]:
    """Started as `make lab` does it, with an empty home, on a copy whose files may change."""
    place = tmp_path_factory.mktemp("lab")
    clone = copy_project(place / "clone", "icpf_analysis", "data", "notebooks", *FRONT)
    (place / "home").mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token, log = secrets.token_hex(16), place / "log.txt"
    own = {name: value for name, value in os.environ.items()
           if not name.startswith(("JUPYTER", "IPYTHON", "MPL", "ICPF", "XDG"))}  # fmt: skip
    own |= {"HOME": str(place / "home"), "JUPYTER_TOKEN": token, "PYTHONPATH": str(clone)}
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root",
             "--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0",
             "--ServerApp.root_dir=.", f"--FileCheckpoints.root_dir={place}/checkpoints",
             "--LabApp.expose_app_in_browser=True"],
            cwd=clone, env=own, stdout=output, stderr=output,
        )  # fmt: skip
    until = time.monotonic() + 180
    try:
        while True:
            assert server.poll() is None and time.monotonic() < until, log.read_text()
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 5):
                break
            time.sleep(0.2)
        yield Lab(clone, f"http://127.0.0.1:{port}", token)
    finally:
        server.terminate()  # its kernels end with it
        server.wait(30)
