"""Bytes become text: which encoding a page is in, decided soundly or not at all.

Decoding is strict. The order of evidence: a byte order mark; the escape sequences of
ISO-2022-JP in bytes that are all ASCII; valid UTF-8; and last, of CP932, EUC-JP and UTF-16
without a mark, the one in which the page has a word that every page of the archive has
(セミナー, 講演 and the like). Where none has one, or two have, nothing is guessed.
"""

import codecs
import re
from pathlib import Path
from typing import NamedTuple

from icpf_analysis.errors import PageError

EXPECTED = "UTF-8, UTF-16 with a byte order mark, CP932, EUC-JP or ISO-2022-JP"
NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16-LE",
    "utf-16-be": "UTF-16-BE",
    "cp932": "CP932",
    "euc_jp": "EUC-JP",
    "iso2022_jp": "ISO-2022-JP",
}
"""Python's name of an encoding that pages may be in -> its common name."""
_ALIASES = {
    "shift_jis": "cp932",  # what is called Shift_JIS on the web is Windows' superset of it
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-euc-jp": "euc_jp",
}
_BY_WORDS = ("cp932", "euc_jp", "utf-16-le", "utf-16-be")
_WORDS = re.compile("セミナー|シンポジウム|フォーラム|研究会|講演")
_FOREIGN = re.compile("[\x80-\x84\x86-\x9f\ue000-\uf8ff\ufffe\uffff]")
"""C1 controls, private use and non-characters: none is in a page read in its own encoding."""
_JIS = re.compile(rb"\x1b(?:\$[@B]|\([JI])")
_NEWLINE = re.compile(r"\r\n|\n|\r")


class Decoded(NamedTuple):
    """A text and the encoding it was in, by the name that Python gives it."""

    text: str
    encoding: str


def known(name: str) -> str | None:
    """Python's name of an encoding that pages may be in; None for any other.

    >>> known("Shift_JIS"), known("EUC-JP"), known("latin-1")
    ('cp932', 'euc_jp', None)
    """
    name = name.strip().lower()
    try:
        name = _ALIASES.get(name) or codecs.lookup(name).name
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return None
    name = _ALIASES.get(name, name)
    return name if name in NAMES else None


def decode(file: str | Path, data: bytes, encoding: str | None = None) -> Decoded:
    """The text of `data`, without a byte order mark.

    Parameters
    ----------
    file : for the error.
    encoding : the encoding, where the caller knows it; it has to fit, and it cannot make
        another text of bytes whose own encoding is plain.

    Raises
    ------
    PageError
        No encoding fits, more than one does, or not the one asked for.
    """
    if encoding is None:
        return _detect(file, data)
    codec = known(encoding)
    if codec is None:
        todo = f"name one of {', '.join(NAMES)}"
        raise PageError(file, None, f"the encoding {encoding!r}", EXPECTED, todo)
    if codec.startswith("utf-16-") and data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        codec = "utf-16"  # the mark decides
    text = _strictly(file, data, codec).removeprefix("\ufeff")
    try:
        own = _detect(file, data)
    except PageError:
        return Decoded(text, codec)
    if own.text != text:
        raise PageError(
            file,
            None,
            f"{NAMES[own.encoding]}",
            f"{NAMES[codec]}, as asked",
            "leave the encoding out: it is told from the bytes",
        )
    return own


def _detect(file: str | Path, data: bytes) -> Decoded:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise PageError(file, 1, "UTF-32", EXPECTED, "save the page as UTF-8")
    if data.startswith(codecs.BOM_UTF8):
        return Decoded(_strictly(file, data, "utf-8-sig"), "utf-8-sig")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Decoded(_strictly(file, data, "utf-16"), "utf-16")
    if data.isascii() and _JIS.search(data):
        return Decoded(_strictly(file, data, "iso2022_jp"), "iso2022_jp")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as problem:
        not_utf8 = problem
    fits, others = [], []
    for codec in _BY_WORDS:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            others.append(f"not {NAMES[codec]}")
            continue
        if _WORDS.search(text) and not _FOREIGN.search(text):
            fits.append(Decoded(text, codec))
        else:
            others.append(f"as {NAMES[codec]} without a word of the archive")
    if len(fits) == 1:
        return fits[0]
    if fits:
        others = [f"sense as {' and as '.join(NAMES[fit.encoding] for fit in fits)}"]
    raise _unfit(file, "utf-8", not_utf8, "".join(f", {other}" for other in others))


def _strictly(file: str | Path, data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as problem:
        raise _unfit(file, codec, problem) from problem


def _unfit(
    file: str | Path, codec: str, problem: UnicodeDecodeError, others: str = ""
) -> PageError:
    """At which line which byte does not fit."""
    data = problem.object  # without the mark, if the codec takes it off: places are counted so
    before = data[: problem.start].decode(codec)
    name = NAMES[codec]
    return PageError(
        file,
        len(_NEWLINE.findall(before)) + 1,
        f"byte 0x{data[problem.start]:02x}, which is not {name} ({problem.reason}){others}",
        EXPECTED if others or name != "UTF-8" else "UTF-8, with or without a byte order mark",
        "save the page as UTF-8"
        + ("; or name its encoding: load_corpus(path, encoding=…)" if others else ""),
    )
