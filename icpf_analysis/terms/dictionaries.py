"""Words of other dictionaries, to see whether a result depends on the way of counting.

Each tokenizer splits the field's vocabulary in its own way: 個人番号カード is one word or three,
公的個人認証 two or three. What it returns is brought to the same three fields.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.metadata import version
from typing import Any, NamedTuple

NOUN, CONTENT, GRAMMAR, SIGN = "noun", "content", "grammar", "sign"
DICTIONARIES = {"unidic-lite": "unidic-lite", "ipadic": "ipadic", "janome": "janome"} | {
    f"sudachi-{size}-{mode}": f"sudachidict_{size}" for size in ("small", "core") for mode in "ABC"
}
"""Name -> the distribution that holds it. Sudachi's modes split short (A), middle (B) or long
(C)."""


class Word(NamedTuple):
    """A word, the offset at which it begins, and its class."""

    start: int
    surface: str
    group: str
    """``noun``; ``content`` (verbs, adjectives, adverbs); ``grammar`` (particles, auxiliaries,
    pronouns, formal nouns, numbers); or ``sign``."""


_CLASSES = {
    "名詞": NOUN, "接尾辞": NOUN, "接頭辞": NOUN, "接頭詞": NOUN,
    "形状詞": CONTENT, "動詞": CONTENT, "形容詞": CONTENT, "副詞": CONTENT,
    "補助記号": SIGN, "記号": SIGN, "空白": SIGN,
}  # fmt: skip
"""By the coarsest part of speech, of UniDic and IPADIC; all others are ``grammar``."""
_NO_NOUNS = {"数詞", "数", "代名詞", "非自立", "助動詞語幹", "形容動詞語幹", "助数詞可能"}
"""Finer classes of nouns that name no subject: 三, これ, こと, そう, 重要 (な)."""
_Splitter = Callable[[str], Iterable[tuple[str, Sequence[str]]]]


def split_words(texts: Iterable[str], dictionary: str) -> list[list[Word]]:
    """Split each text into the words of one of :data:`DICTIONARIES`; together they are the text.

    One list of words per text. Blanks are words of the class ``sign`` or are left out, but the
    offsets always point into the text. All dictionaries but unidic-lite need the extra
    ``dictionaries``.

    Raises
    ------
    ValueError, ModuleNotFoundError
        The dictionary is unknown, or its package is not installed.
    """
    if dictionary not in DICTIONARIES:
        raise ValueError(f"dictionary is {dictionary!r}; expected one of {', '.join(DICTIONARIES)}")
    return _split(tuple(texts), dictionary)


@cache
def _split(texts: tuple[str, ...], dictionary: str) -> list[list[Word]]:
    """Split once for all claims: the slowest dictionary takes half a minute."""
    split = _splitter(dictionary)
    placed = []
    for text in texts:
        words: list[Word] = []
        end = 0
        for surface, parts_of_speech in split(text):
            start = text.index(surface, end)  # blanks that a tokenizer drops are passed over
            words.append(Word(start, surface, _class_of(surface, parts_of_speech)))
            end = start + len(surface)
        placed.append(words)
    return placed


def _class_of(surface: str, parts_of_speech: Sequence[str]) -> str:
    if not any(sign.isalnum() for sign in surface):
        return SIGN  # ? is a noun to janome
    coarse, *finer = parts_of_speech
    group = _CLASSES.get(coarse, GRAMMAR)
    return GRAMMAR if group == NOUN and _NO_NOUNS.intersection(finer) else group


def _splitter(dictionary: str) -> _Splitter:
    """What splits a text into words with their parts of speech, from coarse to fine."""
    if dictionary == "janome":
        from janome.tokenizer import Tokenizer

        janome: Any = Tokenizer().tokenize
        return lambda text: [(w.surface, w.part_of_speech.split(",")) for w in janome(text)]
    if dictionary.startswith("sudachi"):
        from sudachipy import Dictionary, SplitMode

        _, size, mode = dictionary.split("-")
        sudachi = Dictionary(dict=size).tokenizer(mode=getattr(SplitMode, mode)).tokenize
        return lambda text: [(w.surface(), w.part_of_speech()[:3]) for w in sudachi(text)]
    import fugashi

    if dictionary == "ipadic":
        from ipadic import DICDIR
    else:
        from unidic_lite import DICDIR
    tagger = fugashi.GenericTagger(f'-d "{DICDIR}" -r "{DICDIR}/dicrc"')
    return lambda text: [(node.surface, node.feature[:3]) for node in tagger(text)]


def dictionary_version(dictionary: str) -> str:
    """Return the version of the package that holds the dictionary."""
    return version(DICTIONARIES[dictionary])
