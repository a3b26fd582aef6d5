"""Bytes on disk become text, strictly: a byte that does not fit its encoding stops the run."""

import codecs
import re
import stat
from pathlib import Path

from icpf_analysis.errors import PageError

PASS_ENCODING = "save it as UTF-8, or pass encoding=…: load_corpus(path, encoding='cp932')"
_BOMS_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NEWLINE = re.compile(r"\r\n|\n|\r")
_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe (FIFO)",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
}


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
        text = data.decode(codec)
        if codec == encoding:  # utf-16-le and the like leave the mark; a second one is text
            text = text.removeprefix("\ufeff")
        return text, codecs.lookup(codec).name
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
