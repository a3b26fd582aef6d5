"""Pages and their lines: files on disk become text, strictly.

Nothing here knows what a line means, and nothing is corrected: a byte that does not fit the
page's encoding stops the run.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bs4.builder import ParserRejectedMarkup

from icpf_analysis.curated import Row
from icpf_analysis.decoding import decode, read_bytes
from icpf_analysis.errors import Finding, PageError
from icpf_analysis.reading.html import read_html

SUFFIXES = (".txt", ".html", ".htm")
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
    """One file as a page: HTML by .html and .htm, else text.

    Parameters
    ----------
    encoding : of a page that is neither UTF-8 nor UTF-16 with a byte order mark.

    Raises
    ------
    PageError
        The file is missing, cannot be opened, is empty, or its bytes do not make a text.
    """
    path = Path(path)
    text, used = decode(path, read_bytes(path), encoding)
    todo = "save the page again"
    if not text.strip():
        found = "blank lines only" if text else "an empty file"
        raise PageError(path, 1, found, "a page of the archive", todo)
    if path.suffix.lower() not in SUFFIXES[1:]:
        return Page(path.name, split_lines(text), used)
    try:
        pieces, frames = read_html(text)
    except (ValueError, ParserRejectedMarkup) as problem:
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


def read_pages(path: str | Path, encoding: str | None = None) -> list[Page]:
    """One file, or the pages of a folder in the order of their names.

    Parameters
    ----------
    encoding : as in :func:`read_page`, for each of the pages.

    Raises
    ------
    PageError
        The path is missing, the folder holds no page, or a page in it cannot be read.
    """
    path = Path(path)
    try:
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        there = path.exists()
    except OSError:  # a name too long, a folder that may not be entered
        there = False
    if not there:
        raise PageError(
            path,
            None,
            "nothing there",
            f"a page ({', '.join(SUFFIXES)}), or a folder of them",
            "check the path; load_corpus() without one reads data/raw of the clone",
        )
    pages = [
        read_page(file, encoding)
        for file in files
        if file.suffix.lower() in SUFFIXES or file == path
    ]
    if not pages:
        found = f"no {SUFFIXES[0]} file, nor {', '.join(SUFFIXES[1:])}"
        raise PageError(path, None, found, "pages of the archive", "put a page there")
    return pages


def emend(
    page: Page, emendations: Sequence[Row], file: str | Path
) -> tuple[list[str], list[Finding]]:
    """The page's line texts with every row for this page applied, and a finding for each row.

    Rows are matched by the page's file name and line. ``found`` must occur there, once:
    a row that fits nowhere means that the page or the table has changed. A row that is
    ``open`` is recorded and not applied.

    Parameters
    ----------
    file : where `emendations` was read, for the error.

    Raises
    ------
    PageError
        A row whose ``found`` does not occur in its line, or occurs there more than once.
    """
    texts = [line.text for line in page.lines]
    findings = []
    for at, row in emendations:
        if row["source"] != page.source:
            continue
        number, found = row["line"], row["found"]
        line = int(number) if re.fullmatch("[0-9]{1,9}", number) else 0
        there = texts[line - 1] if 0 < line <= len(texts) else ""
        times = page.lines[line - 1].text.count(found) if there and found else 0
        if times != 1 or found not in there:  # not there, or another row has changed it
            raise PageError(
                file,
                at,
                f"{found!r} {times} times at line {number} of {page.source}, "
                f"which has {len(texts)} lines",
                f"{found!r} there once",
                "correct the row's line and found, or take the row out",
            )
        kind, taken, why = "emended", row["emended"], f"{row['why']} ({row['certainty']})"
        if row["certainty"] == "open":
            kind, taken = "doubtful", found
            why = f"{row['why']} (open; perhaps {row['emended']})"
        findings.append(Finding(page.source, line, kind, found, taken, why))
        texts[line - 1] = there.replace(found, taken)
    return texts, findings
