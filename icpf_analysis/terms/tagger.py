"""Texts become tokens as integers, a batch at a time.

MeCab gets one sentence a call, so that a text is tokenised alike alone and among others. The
dictionary is unidic-lite, by name: another one that is installed changes nothing.
"""

import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import NamedTuple, TypeVar

import fugashi
import numpy as np
import unidic_lite

from icpf_analysis.terms.folding import fold, is_folded

BATCH = 100_000
"""Characters of a batch; about 0.3 MB of Japanese."""
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
_DICTIONARY = Path(unidic_lite.DICDIR)
T = TypeVar("T")


class Spans(NamedTuple):
    """Spans of several texts, in their order; the words of a span are kept once, in `types`."""

    types: list[tuple[str, ...]]
    """Distinct spans; the first field is the printed form."""
    codes: np.ndarray
    """Span -> its place in `types`."""
    texts: np.ndarray
    """Span -> number of its text."""
    starts: np.ndarray
    """Span -> offset in its text."""
    ends: np.ndarray


def find_spans(texts: Sequence[str], find: Callable[[Sequence[str]], Spans]) -> Spans:
    """The spans that `find` finds in the sentences of all texts, at their places in the texts.

    `find` gets the distinct sentences of a batch. Beside the result no more than a batch is
    held, so memory grows with the result alone.
    """
    types: dict[tuple[str, ...], int] = {}
    # a span has at least one character; what of these is never written takes no memory
    codes, owners, starts, ends = (np.empty(sum(map(len, texts)), np.int32) for _ in range(4))
    done = 0
    for units, places in _batches(texts):
        number = {unit: at for at, unit in enumerate(dict.fromkeys(units))}
        found = find(list(number))
        which = np.array([number[unit] for unit in units], np.int64)
        bounds = np.searchsorted(found.texts, np.arange(len(number) + 1))
        counts = np.diff(bounds)[which]
        spans = np.arange(counts.sum()) + np.repeat(
            bounds[which] - (np.cumsum(counts) - counts), counts
        )
        text, shift = np.repeat(np.array(places, np.int32), counts, axis=0).T
        used = np.flatnonzero(np.bincount(found.codes, minlength=len(found.types)))
        known = np.zeros(len(found.types), np.int32)
        known[used] = [types.setdefault(found.types[code], len(types)) for code in used]
        here = slice(done, done := done + len(spans))
        codes[here] = known[found.codes[spans]]
        owners[here] = text
        starts[here] = found.starts[spans] + shift
        ends[here] = found.ends[spans] + shift
    return Spans(list(types), *(column[:done] for column in (codes, owners, starts, ends)))


def _batches(texts: Sequence[str]) -> Iterator[tuple[list[str], list[tuple[int, int]]]]:
    """Sentences, and of each the number of its text and its offset there."""
    units: list[str] = []
    places: list[tuple[int, int]] = []
    size = 0
    for number, text in enumerate(texts):
        start = 0
        for unit in cut(text):
            units.append(unit)
            places.append((number, start))
            start += len(unit)
            size += len(unit)
            if size >= BATCH:
                yield units, places
                units, places, size = [], [], 0
    if units:
        yield units, places


def cut(text: str) -> list[str]:
    """The sentences of a text, which are what MeCab gets.

    >>> cut("番号は鍵だ。普及する")
    ['番号は鍵だ。', '普及する']
    """
    return _UNIT.findall(text)


def tag(units: Sequence[str]) -> Spans:
    """Tokens of sentences; a type is (surface, base, pos1, pos2, pos3).

    ``unit[start:end]`` is the surface. `base` is, under NFKC, the dictionary form of what
    conjugates, in the spelling of the text (UniDic's orthBase: 帰っ is 帰る), and the surface
    of all else (サーバー, 東京, ICT). Blanks belong to no token, what shows as nothing belongs
    to the one before it.

    MeCab prints of each word its form and the number of its context (left and right have the
    same in this dictionary). Of words alike in these its search always takes the cheapest, so
    they stand for the word, and are printed in far less time than its features.
    """
    texts, places = _all_folded(units)
    answers = list(map(_tagger("%phl", "%H").parse, texts))
    counts = np.fromiter(map(str.count, answers, repeat("\n")), np.int64, len(units))
    lines = "".join(answers).split("\n")[1:]
    coder: _Coder[str] = _Coder()
    codes = np.fromiter(map(coder.__getitem__, lines), np.int32, len(lines))
    owners = np.repeat(np.arange(len(units), dtype=np.int32), counts)
    firsts = np.cumsum(counts) - counts

    words = _words(list(coder), codes, owners, firsts, texts)
    lengths = np.array([length for length, _ in words], np.int32)
    widths = np.array([len(kind[0]) for _, kind in words], np.int32)
    ends = np.cumsum(lengths[codes], dtype=np.int32)
    ends -= np.concatenate(([0], ends))[firsts][owners].astype(np.int32)
    spans = Spans([kind for _, kind in words], codes, owners, ends - widths[codes], ends)
    return _as_printed(units, places, spans) if places else spans


_met: dict[str, tuple[int, tuple[str, ...]]] = {}
"""Words of the dictionary that this process has met, by their line; as large as it at most."""


def _words(
    lines: Sequence[str],
    codes: np.ndarray,
    owners: np.ndarray,
    firsts: np.ndarray,
    texts: Sequence[str],
) -> list[tuple[int, tuple[str, ...]]]:
    """Of each line of MeCab's answer: characters, with the blanks before it; and its type.

    What conjugates gets its base from a second reading, with features, of the sentence in
    which it is first seen; the two readings of a sentence have the same tokens.
    """
    seen = np.empty(len(lines), np.int64)
    seen[codes[::-1]] = np.arange(len(codes))[::-1]  # written last: the first place
    again: dict[int, list[str]] = {}
    words = []
    for line, place in zip(lines, seen.tolist(), strict=True):
        word = _met.get(line)
        if word is None:
            printed, number = line.rsplit("\t", 1)
            surface = base = printed.lstrip(_BLANKS)
            *pos, conjugates = _part_of_speech(number)
            if conjugates:
                unit = owners[place]
                if unit not in again:
                    again[unit] = _tagger("%f[10]", "-").parse(texts[unit]).split("\n")[1:]
                base = again[unit][place - firsts[unit]].rsplit("\t", 1)[1]
            word = len(printed), (surface, unicodedata.normalize("NFKC", base), *pos)
            if number.isdecimal():
                _met[line] = word
        words.append(word)
    return words


def _as_printed(units: Sequence[str], places: Mapping[int, Sequence[int]], spans: Spans) -> Spans:
    """`spans` with the surfaces and offsets that units had before they were folded."""
    types, codes, owners, starts, ends = spans
    printed: _Coder[tuple[str, ...]] = _Coder()
    kept = np.ones(len(codes), bool)
    for number, begins in places.items():
        done = 0
        for token in range(*np.searchsorted(owners, [number, number + 1])):
            start, end = max(done, begins[starts[token]]), begins[ends[token]]
            if start >= end:  # the rest of a sign like ㌔, whose キロ is two tokens
                kept[token] = False
                continue
            starts[token], ends[token] = start, end
            words = (units[number][start:end], *types[codes[token]][1:])
            codes[token] = len(types) + printed[words]
            done = end
    return Spans([*types, *printed], *(column[kept] for column in (codes, owners, starts, ends)))


def _all_folded(units: Sequence[str]) -> tuple[Sequence[str], dict[int, Sequence[int]]]:
    """The units folded, and for each that this changes where its characters begin."""
    if is_folded("".join(units)):
        return units, {}
    folded = list(map(fold, units))
    changed = {at: places for at, (text, places) in enumerate(folded) if text != units[at]}
    return [text for text, _ in folded], changed


class _Coder(dict[T, int]):
    """Whatever is asked for -> its number, given at first sight."""

    def __missing__(self, item: T) -> int:
        self[item] = number = len(self)
        return number


@cache
def _tagger(known: str, unknown: str) -> fugashi.GenericTagger:
    """A tagger that prints one line per token: the printed form with the blanks before it, a field.

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
    """Features by number; the dictionary gives the contexts left and right of a word one number."""
    lines = (_DICTIONARY / "left-id.def").read_text(encoding="utf-8").splitlines()
    return [line.split(" ", 1)[1] for line in lines]
