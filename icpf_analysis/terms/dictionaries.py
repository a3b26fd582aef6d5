"""Words of other dictionaries, to see whether a result depends on the way of counting.

Each tokenizer splits the field's vocabulary in its own way: 個人番号カード is one word or three,
公的個人認証 two or three. What it returns is brought to the same three fields.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.metadata import version
from typing import NamedTuple

NOUN, CONTENT, GRAMMAR, SIGN = "noun", "content", "grammar", "sign"


class Word(NamedTuple):
    """A word, the offset at which it begins, and its class."""

    start: int
    surface: str
    group: str
    """``noun``; ``content`` (verbs, adjectives, adverbs); ``grammar`` (particles, auxiliaries,
    pronouns, formal nouns, numbers); or ``sign``."""


_UNIDIC = {
    "名詞": NOUN, "形状詞": CONTENT, "動詞": CONTENT, "形容詞": CONTENT, "副詞": CONTENT,
    "接尾辞": NOUN, "接頭辞": NOUN, "補助記号": SIGN, "記号": SIGN, "空白": SIGN,
}  # fmt: skip
_IPADIC = {
    "名詞": NOUN, "接頭詞": NOUN, "動詞": CONTENT, "形容詞": CONTENT, "副詞": CONTENT,
    "記号": SIGN,
}  # fmt: skip
_NO_NOUNS = ("数詞", "数", "代名詞", "非自立", "助動詞語幹", "形容動詞語幹", "助数詞可能")
"""Finer classes of nouns that name no subject: 三, これ, こと, そう, 重要 (な)."""


def _class_of(pos: Sequence[str], classes: dict[str, str]) -> str:
    group = classes.get(pos[0], GRAMMAR)
    return GRAMMAR if group == NOUN and set(pos[1:]) & set(_NO_NOUNS) else group


def split_words(texts: Iterable[str], dictionary: str) -> list[list[Word]]:
    """Split each text into the words of a dictionary; together they are the text again.

    Parameters
    ----------
    dictionary : one of :data:`DICTIONARIES`; all but unidic-lite need the extra
        ``dictionaries``.

    Returns
    -------
    One list of words per text; a text without words gives an empty list. Blanks are words of
    the class ``sign`` or are left out, but the offsets always point into the text.

    Raises
    ------
    ValueError
        The dictionary is unknown.
    ModuleNotFoundError
        Its package is not installed.
    """
    if dictionary not in DICTIONARIES:
        raise ValueError(f"dictionary is {dictionary!r}; expected one of {', '.join(DICTIONARIES)}")
    return _split(tuple(texts), dictionary)


@cache
def _split(texts: tuple[str, ...], dictionary: str) -> list[list[Word]]:
    """Split once for all claims: the slowest dictionary takes half a minute."""
    split = DICTIONARIES[dictionary][1]()
    return [_placed(text, split(text)) for text in texts]


def _placed(text: str, words: Iterable[tuple[str, str]]) -> list[Word]:
    """Words with their offsets; blanks that a tokenizer drops are passed over."""
    placed, end = [], 0
    for surface, group in words:
        start = text.index(surface, end)
        if text[end:start].strip():
            raise ValueError(f"the tokenizer lost {text[end:start]!r} of {text[:30]!r}")
        seen = group if any(sign.isalnum() for sign in surface) else SIGN  # ? is a noun to janome
        placed.append(Word(start, surface, seen))
        end = start + len(surface)
    return placed


def dictionary_version(dictionary: str) -> str:
    """Return the version of the package that holds the dictionary."""
    return version(DICTIONARIES[dictionary][0])


_Splitter = Callable[[str], list[tuple[str, str]]]


def _unidic_lite() -> _Splitter:
    import fugashi
    import unidic_lite

    tagger = fugashi.GenericTagger(f"-d {unidic_lite.DICDIR} -r {unidic_lite.DICDIR}/dicrc")
    return lambda text: [
        (node.surface, _class_of(node.feature[:3], _UNIDIC)) for node in tagger(text)
    ]


def _ipadic() -> _Splitter:
    import fugashi
    import ipadic

    tagger = fugashi.GenericTagger(ipadic.MECAB_ARGS)
    return lambda text: [
        (node.surface, _class_of(node.feature[:3], _IPADIC)) for node in tagger(text)
    ]


def _janome() -> _Splitter:
    from janome.tokenizer import Token, Tokenizer

    tokenizer = Tokenizer()
    return lambda text: [
        (token.surface, _class_of(token.part_of_speech.split(","), _IPADIC))
        for token in tokenizer.tokenize(text)
        if isinstance(token, Token)
    ]


def _sudachi(size: str, mode: str) -> Callable[[], _Splitter]:
    def make() -> _Splitter:
        from sudachipy import Dictionary, SplitMode

        tokenizer = Dictionary(dict=size).tokenizer(mode=getattr(SplitMode, mode))
        return lambda text: [
            (word.surface(), _class_of(word.part_of_speech()[:3], _UNIDIC))
            for word in tokenizer.tokenize(text)
        ]

    return make


DICTIONARIES: dict[str, tuple[str, Callable[[], _Splitter]]] = {
    "unidic-lite": ("unidic-lite", _unidic_lite),
    "ipadic": ("ipadic", _ipadic),
    "janome": ("janome", _janome),
    **{
        f"sudachi-{size}-{mode}": (f"sudachidict_{size}", _sudachi(size, mode))
        for size in ("small", "core")
        for mode in "ABC"
    },
}
"""Name -> the distribution that holds it, and what makes its tokenizer. Sudachi's modes split
short (A), middle (B) or long (C)."""
