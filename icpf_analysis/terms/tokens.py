"""Statements become tokens of unidic-lite, each with its place in the text.

MeCab gets one sentence a call, so that a text is tokenised alike alone and among others. Tokens
are integers until they are a frame. The dictionary is unidic-lite, by name: another one that is
installed changes nothing.
"""

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import fugashi
import numpy as np
import pandas as pd
import unidic_lite

from icpf_analysis.inputs import quoted, require_frame, statement_ids
from icpf_analysis.terms.folding import fold

BATCH = 100_000
"""Characters of a batch; about 0.3 MB of Japanese."""
PARTITIONS = 16
"""Into which a Dask DataFrame of one partition is divided."""
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
_FIELDS = ("surface", "base", "pos1", "pos2", "pos3")
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


def tokenize(statements: pd.DataFrame) -> pd.DataFrame:
    """Tokens of unidic-lite (short-unit words) of every statement.

    Parameters
    ----------
    statements : one row per statement, with `text`; `statement_id` is the index or a column.
        Also accepts a Dask DataFrame and returns one, with words as strings.

    Returns
    -------
    One row per token, in the order of the text: `statement_id`; `position`, from 0 within the
    statement; `start` and `end`, offsets into `text`; `surface`, which is ``text[start:end]``;
    `base`, the form to count (帰っ is 帰る, ｻｰﾊﾞｰ is サーバー, 東京 is 東京); `pos1`, `pos2`,
    `pos3`, parts of speech from coarse to fine, empty where there is none. Words are
    categories, numbers int32: 32 bytes a token. A text of blanks has no tokens.

    Raises TypeError, KeyError or ValueError: `statements` is no DataFrame, or lacks `text` or
    `statement_id`; a statement has no text or one that is not valid Unicode, or its id occurs
    twice.

    >>> statements = pd.DataFrame({"statement_id": ["a"], "text": ["番号で帰った"]})
    >>> tokenize(statements)[["start", "end", "surface", "base"]].values.tolist()
    [[0, 2, '番号', '番号'], [2, 3, 'で', 'で'], [3, 5, '帰っ', '帰る'], [5, 6, 'た', 'た']]
    """
    if is_dask(statements):
        return by_partition(statements, tokenize, _FIELDS)
    ids, texts = ids_and_texts(statements)
    spans = find_spans(texts, tag)
    first = np.searchsorted(spans.texts, np.arange(len(texts), dtype=np.int32)).astype(np.int32)
    position = np.arange(len(spans.texts), dtype=np.int32) - first[spans.texts]
    tokens = span_frame(ids, spans, _FIELDS)
    tokens.insert(1, "position", position)
    return tokens


def ids_and_texts(statements: pd.DataFrame) -> tuple[pd.Index, list[str]]:
    """The statement_id and text of each row; what is none raises as :func:`tokenize` says."""
    require_frame(statements, "statements", "text")
    ids = statement_ids(statements)
    texts = statements["text"].to_numpy(dtype=object).tolist()
    for statement, text in zip(ids, texts, strict=True):
        if not isinstance(text, str):
            found = f"statement {quoted(statement)} has no text but {quoted(text)}"
            raise ValueError(f"statements: {found}; drop it or fill it")
    return ids, texts


def find_spans(texts: Sequence[str], find: Callable[[Sequence[str]], Spans]) -> Spans:
    """The spans that `find` finds in the distinct sentences of each batch, at their places.

    Beside the result no more than a batch is held, so memory grows with the result alone.
    """
    types: dict[tuple[str, ...], int] = {}
    parts = [[np.empty(0, np.int32)] * 4]
    for units, places in _batches(texts):
        number = _numbered(units)
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
        starts, ends = found.starts[spans] + shift, found.ends[spans] + shift
        parts.append([known[found.codes[spans]], text, starts, ends])
    return Spans(list(types), *map(np.concatenate, zip(*parts, strict=True)))


def _numbered(items: Iterable[T]) -> dict[T, int]:
    """Each distinct item -> its number, in their order."""
    return {item: number for number, item in enumerate(dict.fromkeys(items))}


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

    `base` is, under NFKC, the dictionary form of what conjugates, in the spelling of the text
    (UniDic's orthBase: 帰っ is 帰る), and the surface of all else (サーバー, 東京, ICT). Blanks
    belong to no token, what shows as nothing belongs to the one before it.

    MeCab prints of each word its form and the number of its context. Of words alike in these its
    search always takes the cheapest, so they identify the word, and take far less time to print
    than its features.
    """
    folded = list(map(fold, units))
    texts = [text for text, _ in folded]
    places = {at: begins for at, (text, begins) in enumerate(folded) if text != units[at]}
    answers = list(map(_tagger("%phl", "%H").parse, texts))
    counts = np.fromiter(map(str.count, answers, repeat("\n")), np.int64, len(units))
    lines = "".join(answers).split("\n")[1:]
    number = _numbered(lines)
    codes = np.fromiter(map(number.__getitem__, lines), np.int32, len(lines))
    owners = np.repeat(np.arange(len(units), dtype=np.int32), counts)
    firsts = np.cumsum(counts) - counts

    words = _words(list(number), codes, owners, firsts, texts)
    lengths, widths = np.array([(n, len(kind[0])) for n, kind in words], np.int32).reshape(-1, 2).T
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
    printed: dict[tuple[str, ...], int] = {}
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
            codes[token] = len(types) + printed.setdefault(words, len(printed))
            done = end
    return Spans([*types, *printed], *(column[kept] for column in (codes, owners, starts, ends)))


@cache
def _tagger(known: str, unknown: str) -> fugashi.GenericTagger:
    """A tagger that prints one line per token: the printed form with the blanks before it, a field.

    Each line begins with its line feed, for fugashi strips the end of an answer.
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
    """Features by number; the dictionary gives the contexts left and right of a word one."""
    lines = (_DICTIONARY / "left-id.def").read_text(encoding="utf-8").splitlines()
    return [line.split(" ", 1)[1] for line in lines]


def span_frame(ids: pd.Index, spans: Spans, fields: Sequence[str]) -> pd.DataFrame:
    """Spans as rows: `statement_id`, `start`, `end`, and the fields of their types."""
    numbers, names = pd.factorize(ids)
    columns: dict[str, object] = {
        "statement_id": pd.Categorical.from_codes(numbers, names, validate=False).take(spans.texts),
        "start": spans.starts,
        "end": spans.ends,
    }
    for place, field in enumerate(fields):
        # by Python: pandas 3.0 ends a string at NUL when it factorizes
        words = _numbered(kind[place] for kind in spans.types)
        codes = [words[kind[place]] for kind in spans.types]
        labels = pd.Index(list(words), dtype="str")
        columns[field] = pd.Categorical.from_codes(codes, labels).take(spans.codes)
    return pd.DataFrame(columns, copy=False)


def is_dask(frame: Any) -> bool:
    """Is it a Dask DataFrame? Dask itself is not imported: it need not be installed."""
    return hasattr(frame, "map_partitions")


def by_partition(
    statements: Any, find: Callable[[pd.DataFrame], pd.DataFrame], fields: Sequence[str]
) -> Any:
    """`find` on each partition of a Dask DataFrame; `fields` become strings, for the categories
    of partitions differ."""

    def find_strings(part: pd.DataFrame) -> pd.DataFrame:
        found = find(part)
        for field in ("statement_id", *fields):
            words = found[field].cat
            # by hand, because astype("str") takes fifteen times as long
            labels = words.categories.astype("str").array
            found[field] = labels.take(words.codes.to_numpy(), allow_fill=True)
        return found

    if statements.npartitions == 1:  # a file of Parquet, often, that one worker would read alone
        statements = statements.repartition(npartitions=PARTITIONS)
    meta = find_strings(statements._meta)
    return statements.map_partitions(find_strings, meta=meta, clear_divisions=True)
