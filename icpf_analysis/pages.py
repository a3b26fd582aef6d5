"""Pages and their lines: files on disk become text, strictly.

A page is a text, an HTML page of the forum's blog, or an export of that blog; each becomes
the same lines. Nothing here knows what a line means, and nothing is repaired: a byte that does
not fit the page's encoding stops the run.
"""

import re
from pathlib import Path
from typing import NamedTuple

from bs4.builder import ParserRejectedMarkup

from icpf_analysis.charsets import NAMES, decode, known
from icpf_analysis.errors import PageError
from icpf_analysis.exports import Export, read_export
from icpf_analysis.findings import Finding
from icpf_analysis.markup import Piece, read_html

SUFFIXES = (".txt", ".html", ".htm", ".xml")
_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_DECLARED = re.compile(
    rb"""<meta[^>]*charset\s*=\s*["']?\s*([\w.:-]+)|\A\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)


class Line(NamedTuple):
    """One line of a page: 1-based number, text, and its own terminator."""

    number: int
    text: str
    ending: str
    place: str = ""
    """Where it stands in the markup; empty on a page of text."""
    post: int = 1
    """The post it stands in, 0 outside of all posts; a page of text is one post."""


class Page(NamedTuple):
    """A decoded page: the file's name, all its lines, its encoding, and doubts about these."""

    source: str
    lines: list[Line]
    encoding: str = "utf-8"
    findings: tuple[Finding, ...] = ()


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


def read_page(path: str | Path, encoding: str | None = None) -> Page:
    """One file as a page: HTML by .html and .htm, a WordPress export by .xml, else text.

    Parameters
    ----------
    encoding : for a page whose encoding cannot be told from its bytes.

    Raises
    ------
    PageError
        The file is missing, cannot be opened, is empty, or its bytes do not make a text.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise PageError(
            path, None, problem.strerror or "an unreadable file", "a text file", "check the path"
        ) from problem
    return page_of(path, data, encoding)


def page_of(path: Path, data: bytes, encoding: str | None = None) -> Page:
    """The bytes of a file as a page; `path` gives the name and the kind.

    Raises
    ------
    PageError
        As :func:`read_page`.
    """
    markup = path.suffix.lower() in SUFFIXES[1:]
    declared = _declared(data) if markup else ""
    try:
        text, used = decode(path, data, encoding)
    except PageError:
        if encoding is not None or known(declared) is None:
            raise
        text, used = decode(path, data, declared)
    if not text.strip():
        raise PageError(
            path,
            1,
            "an empty file" if not text else "blank lines only",
            "a page of the archive",
            "save the page again",
        )
    if not markup:
        return Page(path.name, split_lines(text), used)
    try:
        export = read_export(path, text) if path.suffix.lower() == ".xml" else None
        pieces = export.pieces if export else read_html(text)
    except ParserRejectedMarkup as problem:
        found = f"markup that no parser takes ({problem})"
        raise PageError(path, None, found, "HTML", "save the page again, or as text") from problem
    if not pieces:
        raise PageError(path, 1, "no text in the markup", "a page of the archive", "save it again")
    lines = [
        Line(n, piece.text, "\n", piece.place, piece.post) for n, piece in enumerate(pieces, 1)
    ]
    findings = [*_readings(path.name, pieces), *(_of_export(path.name, export) if export else ())]
    if declared and not data.isascii() and not used.startswith(known(declared) or "?"):
        why = f"its bytes are no {declared}; they make sense as {NAMES[used]}"
        findings.append(Finding(path.name, 1, "charset disagrees", declared, used, why))
    return Page(path.name, lines, used, tuple(findings))


def _declared(data: bytes) -> str:
    """The encoding that the markup claims for itself in its first 1,024 bytes; often empty."""
    claim = _DECLARED.search(data[:1024])
    return (claim[1] or claim[2]).decode("ascii", "ignore") if claim else ""


def _readings(source: str, pieces: list[Piece]) -> list[Finding]:
    why = "the reading above the word is no part of the sentence"
    return [
        Finding(source, at, "reading left out", reading, reading.rpartition("(")[0], why)
        for at, piece in enumerate(pieces, 1)
        for reading in piece.readings
    ]


def _of_export(source: str, export: Export) -> list[Finding]:
    """What was passed over, and in what order the posts stand."""
    found = [
        Finding(source, each.piece + 1, "post passed over", each.title, "", each.why)
        for each in export.passed_over
    ]
    if export.moved:
        why = (
            "as the forum's own pages have them: a damaged date may be inferred from this order; "
            "the day of posting is used for nothing else"
        )
        told = f"{export.moved} posts in another order"
        taken = "newest first, by wp:post_date"
        found.append(Finding(source, 1, "posts reordered", told, taken, why))
    return found


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
        there = path.is_file() or path.is_dir()
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
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    pages = [
        read_page(file, encoding)
        for file in files
        if file.suffix.lower() in SUFFIXES or file == path
    ]
    if not pages:
        found = f"no {SUFFIXES[0]} file, nor {', '.join(SUFFIXES[1:])}"
        raise PageError(path, None, found, "pages of the archive", "put a page there")
    return pages
