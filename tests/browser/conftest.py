"""The reader's own browser, and JupyterLab on a copy of the clone as `make lab` starts it."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from watched import Watched

from icpf_analysis.files import ROOT

MISSING = "install Debian's chromium and pip install -e '.[browser]'"
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",  # root has none
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing outside is there
]
NOT_COPIED = (".*", "__pycache__", "site")


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
    clone = shutil.copytree(
        ROOT, place / "clone", ignore=shutil.ignore_patterns(*NOT_COPIED), symlinks=True
    )
    (place / "home").mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = Lab(clone, f"http://127.0.0.1:{port}", secrets.token_hex(16))
    own = {name: value for name, value in os.environ.items()
           if not name.startswith(("JUPYTER", "IPYTHON", "MPL", "ICPF", "XDG"))}  # fmt: skip
    log = place / "log.txt"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root",
             "--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0",
             "--ServerApp.root_dir=.", f"--FileCheckpoints.root_dir={place}/checkpoints",
             "--LabApp.expose_app_in_browser=True"],
            cwd=clone,
            env=own | {"HOME": str(place / "home"), "JUPYTER_TOKEN": started.token,
                       "PYTHONPATH": str(clone)},
            stdout=output,
            stderr=output,
        )  # fmt: skip
    try:
        _wait_for(started, server, log)
        yield started
    finally:
        server.terminate()  # its kernels end with it
        server.wait(30)


def _wait_for(lab: Lab, server: subprocess.Popen[bytes], log: Path) -> None:
    """Ask until it answers; what it logged, where it does not."""
    until = time.monotonic() + 180
    request = urllib.request.Request(
        f"{lab.address}/api/status", headers={"Authorization": f"token {lab.token}"}
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while server.poll() is None and time.monotonic() < until:
        try:
            with opener.open(request, timeout=5) as answer:
                assert "kernels" in json.load(answer)
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"JupyterLab did not start:\n{log.read_text()}")
