"""Pages and their lines: files on disk become text, strictly.

A page is a text, or an HTML page of the forum's blog; both become the same lines. Nothing here
knows what a line means, and nothing is repaired: a byte that does not fit the page's encoding
stops the run.
"""

import codecs
import re
import stat
from pathlib import Path
from typing import NamedTuple

from bs4.builder import ParserRejectedMarkup

from icpf_analysis.errors import PageError
from icpf_analysis.findings import Finding
from icpf_analysis.markup import Piece, read_html

SUFFIXES = (".txt", ".html", ".htm")
PASS_ENCODING = "save it as UTF-8, or pass encoding=…: load_corpus(path, encoding='cp932')"
_BOMS_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_NEWLINE = re.compile(r"\r\n|\n|\r")
_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe (FIFO)",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
}


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


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file: of a FIFO or a device nothing is read, it could be endless.

    Raises
    ------
    PageError
        The file is missing, cannot be opened, is no regular file, or its name is no text.
    """
    try:
        kind = stat.S_IFMT(path.stat().st_mode)
        if kind != stat.S_IFREG:
            found = _KINDS.get(kind, "something else")
            raise PageError(path, None, found, "a regular file", "put the file itself there")
        path.name.encode()
        return path.read_bytes()
    except UnicodeEncodeError as problem:
        raise PageError(
            path, None, "a name that is not UTF-8", "one that is", "rename it"
        ) from problem
    except (OSError, ValueError) as problem:  # ValueError: a NUL in the name
        found = getattr(problem, "strerror", None) or "a name that no file has"
        raise PageError(path, None, found, "a regular file", "check the path") from problem


def decode(
    file: str | Path, data: bytes, encoding: str | None = None, todo: str = PASS_ENCODING
) -> tuple[str, str]:
    """The text of `data`, without a byte order mark, and Python's name of its encoding.

    UTF-8, with or without a mark, and UTF-16 with one are known by their bytes.

    Parameters
    ----------
    file : for the error.
    encoding : any text codec of Python, for bytes that are neither; also for bytes that are all
        ASCII, as those of ISO-2022-JP are.
    todo : the remedy that the error names.

    Raises
    ------
    PageError
        A byte does not fit the encoding, or Python has no text encoding of this name.

    >>> decode("page.txt", "番号".encode("euc_jp"), "EUC-JP")
    ('番号', 'euc_jp')
    """
    codec = "utf-8"
    try:
        if encoding is not None:
            "a".encode(encoding)  # a name that is none is refused, whatever the bytes are
        if data.startswith(codecs.BOM_UTF8):
            codec = "utf-8-sig"
        elif data.startswith(_BOMS_UTF16) and not data.startswith(codecs.BOM_UTF32_LE):
            codec = "utf-16"
        elif encoding is not None and (data.isascii() or not _is_utf8(data)):
            codec = encoding
        return data.decode(codec).removeprefix("\ufeff"), codecs.lookup(codec).name
    except UnicodeDecodeError as problem:
        # problem.object is without the mark, if the codec takes it off: places are counted so
        before = problem.object[: problem.start].decode(codec, "replace")
        found = f"byte 0x{problem.object[problem.start]:02x} ({problem.reason})"
        line = len(_NEWLINE.findall(before)) + 1
        raise PageError(file, line, found, f"text in {codec.upper()}", todo) from problem
    except (LookupError, ValueError) as problem:
        expected = "a text encoding that Python has, such as cp932, euc_jp or iso2022_jp"
        raise PageError(
            file, None, f"the encoding {encoding!r}", expected, "pass encoding=… with its name"
        ) from problem


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


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
    return page_of(path, read_bytes(path), encoding)


def page_of(path: Path, data: bytes, encoding: str | None = None) -> Page:
    """The bytes of a file as a page; `path` gives the name and the kind.

    Raises
    ------
    PageError
        As :func:`read_page`.
    """
    text, used = decode(path, data, encoding)
    if not text.strip():
        raise PageError(
            path,
            1,
            "an empty file" if not text else "blank lines only",
            "a page of the archive",
            "save the page again",
        )
    if path.suffix.lower() not in SUFFIXES[1:]:
        return Page(path.name, split_lines(text), used)
    try:
        pieces = read_html(text)
    except ParserRejectedMarkup as problem:
        found = f"markup that no parser takes ({problem})"
        raise PageError(path, None, found, "HTML", "save the page again, or as text") from problem
    if not pieces:
        raise PageError(path, 1, "no text in the markup", "a page of the archive", "save it again")
    lines = [
        Line(n, piece.text, "\n", piece.place, piece.post) for n, piece in enumerate(pieces, 1)
    ]
    return Page(path.name, lines, used, tuple(_readings(path.name, pieces)))


def _readings(source: str, pieces: list[Piece]) -> list[Finding]:
    why = "the reading above the word is no part of the sentence"
    return [
        Finding(source, at, "reading left out", reading, reading.rpartition("(")[0], why)
        for at, piece in enumerate(pieces, 1)
        for reading in piece.readings
    ]


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
