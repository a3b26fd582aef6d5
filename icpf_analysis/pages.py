"""Pages and their lines: bytes on disk become text, strictly.

Nothing here knows what a line means, and nothing is repaired: a byte that is not
UTF-8 stops the run.
"""

import codecs
import re
from pathlib import Path
from typing import NamedTuple

from icpf_analysis.errors import PageError

SUFFIX = ".txt"
_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")


class Line(NamedTuple):
    """One line of a page: 1-based number, text, and its own terminator."""

    number: int
    text: str
    ending: str


class Page(NamedTuple):
    """A decoded page: the file's name and all its lines."""

    source: str
    lines: list[Line]


def split_lines(text: str) -> list[Line]:
    r"""Lines of `text`, split on \n, \r\n and \r only; joined again they are `text`.

    U+2028, form feeds and the like stay inside their line, so that a line's number is
    the one every editor shows.

    >>> [(line.number, line.text, line.ending) for line in split_lines("年\r\n月\n")]
    [(1, '年', '\r\n'), (2, '月', '\n')]
    """
    parts = (match.groups() for match in _LINE.finditer(text))
    kept = [(body, ending) for body, ending in parts if body or ending]
    return [Line(number, body, ending) for number, (body, ending) in enumerate(kept, 1)]


def read_page(path: str | Path) -> Page:
    """One file as a page. UTF-8, with or without a byte order mark.

    Raises
    ------
    PageError
        The file is missing, cannot be opened, is empty, or is not UTF-8.
    """
    path = Path(path)
    try:
        data = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    except OSError as problem:
        raise PageError(
            path, None, problem.strerror or "an unreadable file", "a text file", "check the path"
        ) from problem
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        before = data[: problem.start]
        line = len(split_lines(before.decode("utf-8"))) + before.endswith((b"\n", b"\r"))
        raise PageError(
            path,
            max(line, 1),
            f"byte 0x{data[problem.start]:02x}, which is not UTF-8 ({problem.reason})",
            "UTF-8, with or without a byte order mark",
            "save the page as UTF-8",
        ) from problem
    if not text.strip():
        raise PageError(
            path,
            1,
            "an empty file" if not text else "blank lines only",
            "a page of the archive",
            "save the page again",
        )
    return Page(path.name, split_lines(text))


def read_pages(path: str | Path) -> list[Page]:
    """One file, or the .txt pages of a folder in the order of their names.

    Raises
    ------
    PageError
        The path is missing, the folder holds no page, or a page in it cannot be read.
        An .html file is refused, not passed over.
    """
    path = Path(path)
    try:
        there = path.is_file() or path.is_dir()
    except OSError:  # a name too long, a folder that may not be entered
        there = False
    if not there:
        raise PageError(
            path,
            None,
            "nothing there",
            f"a {SUFFIX} page, or a folder of them",
            "check the path; load_corpus() without one reads data/raw of the clone",
        )
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    for file in files:
        if file.suffix.lower() in {".html", ".htm"}:
            raise PageError(
                file, None, "an HTML page", f"{SUFFIX} pages", "save it as text, or move it away"
            )
    pages = [read_page(file) for file in files if file.suffix.lower() == SUFFIX or file == path]
    if not pages:
        raise PageError(path, None, f"no {SUFFIX} file", "pages of the archive", "put a page there")
    return pages
