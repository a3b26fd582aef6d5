"""Pages and their lines: files on disk become text, strictly.

Nothing here knows what a line means, and nothing is repaired: a byte that does not fit the
page's encoding stops the run.
"""

import codecs
import re
from pathlib import Path
from typing import NamedTuple

from icpf_analysis.errors import Finding, PageError
from icpf_analysis.reading.html import read_html

SUFFIXES = (".txt", ".html", ".htm")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, ""),  # begins like UTF-16's
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_EXPECTED = "UTF-8, or UTF-16 with a byte order mark"
_TODO = "save the page as UTF-8, or name its encoding: load_corpus(path, encoding=…)"
_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")


class Line(NamedTuple):
    """One line of a page: 1-based number, text, and its own terminator."""

    number: int
    text: str
    ending: str
    place: str = ""
    """Where it is in the markup; empty on a page of text."""
    post: int = 1
    """The post it belongs to, 0 outside of all posts; a page of text is one post."""
    heading: bool = False
    """Whether the markup makes it a heading."""


class Page(NamedTuple):
    """A decoded page: the file's name, all its lines, its encoding, and doubts about these."""

    source: str
    lines: list[Line]
    encoding: str = "utf-8"
    findings: tuple[Finding, ...] = ()
    frames: dict[int, list[str]] = {}  # noqa: RUF012
    """Post -> what the markup says of it: day of posting, categories, author."""


def split_lines(text: str) -> list[Line]:
    r"""Split `text` into lines at \n, \r\n and \r only; joined again they are `text`.

    U+2028, form feeds and the like stay within their line, so that a line's number is
    the one every editor shows.

    >>> [(line.number, line.text, line.ending) for line in split_lines("年\r\n月\n")]
    [(1, '年', '\r\n'), (2, '月', '\n')]
    """
    parts = (match.groups() for match in _LINE.finditer(text))
    kept = [(body, ending) for body, ending in parts if body or ending]
    return [Line(number, body, ending) for number, (body, ending) in enumerate(kept, 1)]


def read_page(path: str | Path, encoding: str | None = None) -> Page:
    """Read one file as a page: HTML by .html and .htm, else text.

    Parameters
    ----------
    encoding : of a page that is not UTF-8, nor UTF-16 with a byte order mark.

    Raises
    ------
    PageError
        The file is missing, is no regular file, cannot be opened, is empty, or its bytes do not
        make a text.
    """
    path = Path(path)
    try:
        if path.exists() and not path.is_file():
            found = "a folder" if path.is_dir() else "no regular file"
            raise PageError(path, None, found, "a text file", "check the path")
        data = path.read_bytes()
    except (OSError, ValueError) as problem:
        found = getattr(problem, "strerror", None) or "an unreadable file"
        raise PageError(path, None, found, "a text file", "check the path") from problem
    text, used = _decode(path, data, encoding)
    todo = "save the page again"
    if not text.strip():
        found = "blank lines only" if text else "an empty file"
        raise PageError(path, 1, found, "a page of the archive", todo)
    if path.suffix.lower() not in SUFFIXES[1:]:
        return Page(path.name, split_lines(text), used)
    try:
        pieces, frames = read_html(text)
    except (ValueError, AssertionError) as problem:  # html.parser asserts on <![x
        found = f"markup that no parser takes ({problem})"
        raise PageError(path, None, found, "HTML", f"{todo}, or as text") from problem
    if not pieces:
        raise PageError(path, 1, "no text in the markup", "a page of the archive", todo)
    if not any(piece.post for piece in pieces):
        expected = "the post itself: an <article>, or a <div> of the class post or entry"
        raise PageError(path, None, "no post, only what is around posts", expected, todo)
    lines = [
        Line(n, piece.text, "\n", piece.place, piece.post, piece.heading)
        for n, piece in enumerate(pieces, 1)
    ]
    why = "the reading above the word is no part of the sentence"
    readings = tuple(
        Finding(path.name, n, "reading left out", reading, reading.rpartition("(")[0], why)
        for n, piece in enumerate(pieces, 1)
        for reading in piece.readings
    )
    return Page(path.name, lines, used, readings, frames)


def _decode(path: Path, data: bytes, encoding: str | None) -> tuple[str, str]:
    """Decode `data` strictly; returns the text without its byte order mark, and the encoding."""
    used = encoding or next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    if not used:
        raise PageError(path, 1, "UTF-32", _EXPECTED, _TODO)
    if used == "utf-8-sig":
        data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode(used.removesuffix("-sig"))
    except LookupError as problem:
        found = f"the encoding {encoding!r}"
        raise PageError(path, None, found, "an encoding that Python knows", _TODO) from problem
    except UnicodeError as problem:
        at = getattr(problem, "start", 0)
        before = data[:at].decode(used.removesuffix("-sig"), "replace")
        reason = getattr(problem, "reason", problem)
        found = f"byte 0x{data[at]:02x}, which is not {used.upper()} ({reason})"
        raise PageError(path, len(split_lines(before + "x")), found, _EXPECTED, _TODO) from problem
    return text.removeprefix("\ufeff") if encoding else text, used


def read_pages(path: str | Path, encoding: str | None = None) -> list[Page]:
    """Read one file, or the pages of a folder in the order of their names.

    Raises
    ------
    PageError
        The path is missing, the folder holds no page, or a page in it cannot be read.
    """
    path = Path(path)
    try:
        there, folder = path.exists(), path.is_dir()
    except (OSError, ValueError):  # a name too long, a folder that may not be entered
        there = folder = False
    if not there:
        expected = f"a page ({', '.join(SUFFIXES)}), or a folder of them"
        todo = "check the path; load_corpus() without one reads data/raw of the clone"
        raise PageError(path, None, "nothing there", expected, todo)
    if not folder:
        return [read_page(path, encoding)]
    files = [file for file in sorted(path.iterdir()) if file.suffix.lower() in SUFFIXES]
    if not files:
        found = f"no {SUFFIXES[0]} file, nor {', '.join(SUFFIXES[1:])}"
        raise PageError(path, None, found, "pages of the archive", "put a page there")
    return [read_page(file, encoding) for file in files]
