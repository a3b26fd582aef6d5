"""Texts become tokens as integers: one pure function from a batch to codes, for every route.

The unit given to MeCab is the sentence, cut here and nowhere else, so that a text is split
alike in one batch or in many, in one process or in several. The dictionary is unidic-lite, by
name: another one that happens to be installed changes nothing.
"""

import os
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import accumulate, compress, repeat
from pathlib import Path
from typing import NamedTuple

import fugashi
import numpy as np
import unidic_lite

_LONGEST = 1000
"""Characters of the longest unit; MeCab crashes on a text without end."""
_UNIT = re.compile(
    rf"[^。\n]{{0,{_LONGEST - 1}}}(?:。+\n*|\n+)"  # a sentence
    rf"|[^。\n]{{1,{_LONGEST}}}\Z"  # what is left of a text
    rf"|[^。\n]{{0,{_LONGEST - 1}}}[、,\s]"  # the part of a longer one up to a comma or blank
    rf"|[^。\n]{{1,{_LONGEST}}}"
)
_BLANKS = " \t\x0b"
"""What MeCab passes over with this dictionary: it comes with the next token."""
_UNFIT = re.compile("[\0\ud800-\udfff]")
_HIDDEN = (
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\U000e0001\U000e0020-\U000e007f"
)
"""Signs that show as nothing; browsers and word processors leave them inside words."""
_TRAILING = re.compile(f"[{_HIDDEN}]")
_UNSEEN = re.compile(f"[{_HIDDEN}\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""These, and those that choose between two drawings of one kanji."""
_UNFOLDED = re.compile(f"{_UNFIT.pattern}|{_UNSEEN.pattern}")
_HALF_WIDTH = {0x3000: " "} | {0xFF01 + place: chr(0x21 + place) for place in range(94)}
_MARKS = "\u0300-\u036f\u3099\u309a\uff9e\uff9f"
_CLUSTER = re.compile(f".[{_MARKS}]*", re.DOTALL)
_KNOWN = "%phl"
_UNKNOWN = "%H"
_DICTIONARY = Path(unidic_lite.DICDIR)


class Coded(NamedTuple):
    """Spans of a list of texts, in their order; the words of a span stand once, in `types`."""

    types: list[tuple[str, ...]]
    """Distinct spans, none that is not there; the first field is the printed form."""
    codes: np.ndarray
    """Span -> its place in `types`."""
    ends: np.ndarray
    """Offset into the text behind the span."""
    counts: np.ndarray
    """Text -> its number of spans."""

    @property
    def starts(self) -> np.ndarray:
        """Offset into the text where the span begins; its printed form says how long it is."""
        widths = np.array([len(kind[0]) for kind in self.types], np.int32)
        return self.ends - widths[self.codes]


def tag(texts: Sequence[str]) -> Coded:
    """Tokens of each text; a type is (surface, base, pos1, pos2, pos3).

    ``text[start:end]`` is the surface. `base` is, under NFKC, the dictionary form of what
    conjugates, in the spelling of the text (UniDic's orthBase: 帰っ is 帰る), and the surface
    of all else (サーバー, 東京, ICT). Blanks belong to no token, what shows as nothing to the one
    before it; nothing is left out but these at the start of a text.
    """
    return over_units(texts, tag_units)


def over_units(texts: Sequence[str], read: Callable[[list[str]], Coded]) -> Coded:
    """`read` on the distinct units of all texts, and its spans at their places in the texts."""
    units, owners, shifts = cut(texts)
    place = {unit: number for number, unit in enumerate(dict.fromkeys(units))}
    coded = read(list(place))
    if len(place) < len(units):
        coded = _taken(coded, np.fromiter(map(place.__getitem__, units), np.int64, len(units)))
    shift = np.repeat(np.array(shifts, np.int32), coded.counts)
    counts = np.bincount(np.array(owners, np.int64), coded.counts, len(texts)).astype(np.int64)
    return coded._replace(ends=coded.ends + shift, counts=counts)


def _taken(coded: Coded, which: np.ndarray) -> Coded:
    """The spans of the texts `which`, again where one comes again."""
    counts = coded.counts[which]
    first = (np.cumsum(coded.counts) - coded.counts)[which] - (np.cumsum(counts) - counts)
    spans = np.repeat(first, counts) + np.arange(counts.sum())
    return Coded(coded.types, coded.codes[spans], coded.ends[spans], counts)


def cut(texts: Sequence[str]) -> tuple[list[str], list[int], list[int]]:
    """Units of all texts one after the other, the text each is of, and where it begins there.

    >>> cut(["番号は鍵だ。普及する", "問い"])
    (['番号は鍵だ。', '普及する', '問い'], [0, 0, 1], [0, 6, 0])
    """
    units: list[str] = []
    owners: list[int] = []
    shifts: list[int] = []
    for number, text in enumerate(texts):
        pieces = _UNIT.findall(text)
        units += pieces
        owners += [number] * len(pieces)
        shifts += accumulate(map(len, pieces[:-1]), initial=0) if pieces else ()
    return units, owners, shifts


def tag_units(units: Sequence[str]) -> Coded:
    """Tokens of each unit, as :func:`tag` has them.

    MeCab answers with the printed form and the number of its context (left and right have the
    same in this dictionary). Beside these its search sees the cost of a word alone, so of words
    alike in them it always takes the cheapest: they stand for the word, and are printed in far
    less time than its features.
    """
    texts, places = _all_folded(units)
    answers = list(map(_tagger(_KNOWN, _UNKNOWN).parse, texts))
    counts = np.fromiter(map(str.count, answers, repeat("\n")), np.int64, len(units))
    lines = "".join(answers).split("\n")[1:]
    coder = _Coder()
    codes = np.fromiter(map(coder.__getitem__, lines), np.int32, len(lines))

    firsts = np.cumsum(counts) - counts
    words = _words(list(coder), codes, firsts, texts)
    lengths = np.array([word.length for word in words], np.int32)
    ends = np.cumsum(lengths[codes], dtype=np.int64)
    ends -= np.repeat(np.concatenate(([0], ends))[firsts], counts)
    coded = Coded([word.type for word in words], codes, ends.astype(np.int32), counts)
    return _as_printed(units, places, coded) if places else coded


class _Word(NamedTuple):
    """What a line of the tagger's answer says."""

    length: int
    """With the blanks before it."""
    type: tuple[str, ...]
    """(surface, base, pos1, pos2, pos3)"""


_met: dict[str, _Word] = {}
"""Words of the dictionary that this process has met, by their line; as large as it at most."""


def _words(
    lines: Sequence[str], codes: np.ndarray, firsts: np.ndarray, texts: Sequence[str]
) -> list[_Word]:
    """The word of each line.

    What conjugates gets its base from a second reading, with features, of the unit in which
    it is first seen; the two readings of a unit have the same tokens.
    """
    seen = np.empty(len(lines), np.int64)
    seen[codes[::-1]] = np.arange(len(codes))[::-1]  # written last: the first place
    parse = _tagger("%f[10]", "-").parse
    again: dict[int, list[str]] = {}
    words: list[_Word] = []
    for line, place in zip(lines, seen, strict=True):
        word = _met.get(line)
        if word is None:
            printed, number = line.rsplit("\t", 1)
            surface = base = printed.lstrip(_BLANKS)
            *pos, conjugates = _part_of_speech(number)
            if conjugates:
                unit = int(np.searchsorted(firsts, place, "right")) - 1
                if unit not in again:
                    again[unit] = parse(texts[unit]).split("\n")[1:]
                base = again[unit][place - firsts[unit]].rsplit("\t", 1)[1]
            word = _Word(len(printed), (surface, unicodedata.normalize("NFKC", base), *pos))
            if number.isdecimal():
                _met[line] = word
        words.append(word)
    return words


def _as_printed(units: Sequence[str], places: Mapping[int, Sequence[int]], coded: Coded) -> Coded:
    """`coded` with the surfaces and offsets that units had before they were folded."""
    starts, ends, counts = coded.starts, coded.ends, coded.counts
    types: dict[tuple[str, ...], int] = {}
    once = [types.setdefault(words, len(types)) for words in coded.types]
    codes = np.array(once, np.int32)[coded.codes]
    firsts = np.cumsum(counts) - counts
    kept = np.ones(len(codes), bool)
    for number, begins in places.items():
        unit = units[number]
        done = 0
        for token in range(firsts[number], firsts[number] + counts[number]):
            start, end = max(done, begins[starts[token]]), begins[ends[token]]
            if start >= end:  # the rest of a sign like ㌔, whose キロ is two tokens
                kept[token] = False
                continue
            ends[token] = done = end
            words = (unit[start:end], *coded.types[coded.codes[token]][1:])
            codes[token] = types.setdefault(words, len(types))
    owner = np.repeat(np.arange(len(units)), counts)[kept]
    codes = codes[kept]
    used = np.bincount(codes, minlength=len(types)) > 0  # IC is not, where all print ＩＣ
    return Coded(
        list(compress(types, used)),
        (np.cumsum(used, dtype=np.int32) - 1)[codes],
        ends[kept],
        np.bincount(owner, minlength=len(units)),
    )


def _all_folded(units: Sequence[str]) -> tuple[Sequence[str], dict[int, Sequence[int]]]:
    """The units folded, and for each that this changes where its characters begin."""
    together = "".join(units)
    if unicodedata.is_normalized("NFKC", together) and not _UNFOLDED.search(together):
        return units, {}
    folded = [fold(unit) for unit in units]
    texts = [text for text, _ in folded]
    return texts, {at: folded[at][1] for at, text in enumerate(texts) if text != units[at]}


def fold(text: str) -> tuple[str, Sequence[int]]:
    """`text` as the tokenizer gets it, and where each of its characters begins in `text`.

    NFKC, so that ＩＣ and IC, ｶﾞ and ガ are tokens alike; a sign that NFKC spells with
    brackets or blanks (㈱) stays. What MeCab cannot take (NUL, a lone surrogate) becomes U+FFFD.
    What shows as nothing is left out: 番 and 号 with U+200B between them are 番号. The places
    have one number more than the text: the end.

    >>> fold("ＩＣの２㌔")
    ('ICの2キロ', [0, 1, 2, 3, 4, 4, 5])
    """
    if _UNFIT.search(text):
        text = _UNFIT.sub("\ufffd", text)
    if _UNSEEN.search(text):
        kept = [at for at, sign in enumerate(text) if not _UNSEEN.match(sign)]
        folded, places = fold("".join(map(text.__getitem__, kept)))
        kept.append(len(text))
        return folded, [kept[place] for place in places]
    if unicodedata.is_normalized("NFKC", text):
        return text, range(len(text) + 1)
    half = text.translate(_HALF_WIDTH)
    if unicodedata.is_normalized("NFKC", half):
        return half, range(len(text) + 1)
    signs: list[str] = []
    begins: list[int] = []
    for match in _CLUSTER.finditer(text):
        sign = unicodedata.normalize("NFKC", match[0])
        if len(sign) > 1 and not sign.isalnum():
            sign = match[0]
        signs.append(sign)
        begins += (
            range(match.start(), match.end()) if sign == match[0] else [match.start()] * len(sign)
        )
    return "".join(signs), [*begins, len(text)]


def written(printed: str) -> str:
    """A word as it is counted: under NFKC, without what shows as nothing.

    >>> written("ｻｰﾊﾞ\u200bｰ")
    'サーバー'
    """
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", printed))


def seen_end(text: str, end: int) -> int:
    """`end` of a word, without signs behind it that show as nothing."""
    while end and _TRAILING.match(text, end - 1):
        end -= 1
    return end


class _Coder(dict[str, int]):
    """A line of the tagger's answer -> its number, given at first sight."""

    def __missing__(self, line: str) -> int:
        self[line] = number = len(self)
        return number


@cache
def _tagger(known: str, unknown: str) -> fugashi.GenericTagger:
    """A tagger that answers a line a token: the printed form with the blanks before it, a field.

    A word that the dictionary does not know has no features to ask for. Each line begins with
    its line feed, for fugashi strips the end of an answer.
    """
    form = rf"-O '' -E '' -F '\n%M\t{known}' -U '\n%M\t{unknown}'"
    return fugashi.GenericTagger(f'{form} -r {os.devnull} -d "{_DICTIONARY}"')


@cache
def _part_of_speech(word: str) -> tuple[str, str, str, bool]:
    """(pos1, pos2, pos3, does it conjugate): by the number that the dictionary gives them, or,
    of an unknown word, from its features."""
    features = _contexts()[int(word)] if word.isdecimal() else word
    pos1, pos2, pos3, _, form, *_ = features.replace("*", "").split(",")
    return pos1, pos2, pos3, bool(form)


@cache
def _contexts() -> list[str]:
    """Features by number; the dictionary numbers what stands left and right of a word alike."""
    lines = (_DICTIONARY / "left-id.def").read_text(encoding="utf-8").splitlines()
    return [line.split(" ", 1)[1] for line in lines]
