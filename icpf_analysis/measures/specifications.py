"""In how many reasonable ways of counting does a claim hold?

Which dictionary splits the text, what counts as a term, which parts of the reports are read and
how large the samples are: each choice is defensible, and a claim that holds for one only says more
about the choice than about the texts (Simonsohn et al. 2020; Denny & Spirling 2018).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from itertools import combinations, product
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from icpf_analysis.comparison import rows_within, two_groups
from icpf_analysis.inputs import require_one_of
from icpf_analysis.measures.contrast import differences
from icpf_analysis.measures.divergence import group_seminars, paired_divergences
from icpf_analysis.terms.extraction import extract_terms
from icpf_analysis.terms.lexicon import load_lexicon

DICTIONARIES = {"unidic-lite": "unidic-lite", "ipadic": "ipadic", "janome": "janome"} | {
    f"sudachi-{size}-{mode}": f"sudachidict_{size}" for size in ("small", "core") for mode in "ABC"
}
"""Name -> its package. Sudachi's modes split short (A), middle (B) or long (C)."""
NOUN, CONTENT, GRAMMAR, SIGN = "noun", "content", "grammar", "sign"
"""Classes of words: content are verbs, adjectives and adverbs; grammar are particles, auxiliaries,
pronouns, formal nouns and numbers."""
_CLASSES = {
    "名詞": NOUN, "接尾辞": NOUN, "接頭辞": NOUN, "接頭詞": NOUN,
    "形状詞": CONTENT, "動詞": CONTENT, "形容詞": CONTENT, "副詞": CONTENT,
    "補助記号": SIGN, "記号": SIGN, "空白": SIGN,
}  # fmt: skip
"""By the coarsest part of speech, of UniDic and IPADIC; all others are ``grammar``."""
_NO_NOUNS = {"数詞", "数", "代名詞", "非自立", "助動詞語幹", "形容動詞語幹", "助数詞可能"}
"""Finer classes of nouns that name no subject: 三, これ, こと, そう, 重要 (な)."""
_CLASSES_OF = {
    "nouns": [NOUN], "content words": [NOUN, CONTENT], "all words": [NOUN, CONTENT, GRAMMAR],
}  # fmt: skip
UNITS = ("terms", "lexicon", "noun runs", *_CLASSES_OF)
"""``terms`` as :func:`extract_terms` has them (unidic-lite only); ``lexicon``, its entries that
begin and end at words of the dictionary; nouns in unbroken runs; nouns one by one; with verbs,
adjectives and adverbs; with particles too."""
WITHIN: dict[str, dict[str, Any]] = {
    "without questions and answers": {"kind": ["point", "paragraph"]},
    "talks": {"part": ["talk"]},
    "everything": {},
}
SIZES = (0.25, 0.5, 0.75)
"""Occurrences drawn from each seminar, as a share of what the smallest one holds."""
Claim = Callable[[pd.DataFrame, float, int, np.random.Generator], tuple[float, float, bool, float]]
"""Rows of terms, size, draws and a generator -> value, control, does it hold, and support, the
share of the draws in which it holds."""


class Word(NamedTuple):
    """A word, the offset at which it begins, and its class."""

    start: int
    surface: str
    group: str


def specifications(
    statements: pd.DataFrame,
    claim: Claim,
    *,
    dictionaries: Sequence[str] = tuple(DICTIONARIES),
    units: Sequence[str] = UNITS,
    within: Mapping[str, Mapping[str, Any]] = WITHIN,
    sizes: Sequence[float] = SIZES,
    draws: int = 200,
    seed: int = 2014,
) -> pd.DataFrame:
    """Test one claim in every way of counting.

    Parameters
    ----------
    statements : ``corpus.statements``, or rows of the same columns.
    claim : from :func:`divergence_claim` or :func:`share_claim`, or a :data:`Claim` of your own.
    dictionaries, units, within, sizes : the choices; `within` maps a name to
        {column: value or values}.

    Returns
    -------
    One row per way of counting: `dictionary`, `version`, `unit`, `within`, `size`, `value`,
        `control`, `difference` of the two, `holds`, `support` (0 to 1).

    Raises ValueError or ModuleNotFoundError: a dictionary or unit is unknown, or not installed:
    ``pip install -e '.[dictionaries]'``.
    """
    rows = []
    for dictionary, unit in product(dictionaries, units):
        require_one_of(dictionary, "dictionary", DICTIONARIES)
        require_one_of(unit, "unit", UNITS)
        if unit == "terms" and dictionary != "unidic-lite":
            continue
        terms = terms_of(statements, dictionary, unit)
        for (name, part), size in product(within.items(), sizes):
            kept = terms[rows_within(terms, part)]
            found = claim(kept, size, draws, np.random.default_rng(seed))
            rows.append((dictionary, version(DICTIONARIES[dictionary]), unit, name, size, *found))
    columns = ["dictionary", "version", "unit", "within", "size", "value", "control"]
    table = pd.DataFrame(rows, columns=[*columns, "holds", "support"])
    table.insert(7, "difference", table["value"] - table["control"])
    return table


def divergence_claim(a: Any, b: Any, *, by: str = "year") -> Claim:
    """Claim that the seminars of a and b lie nearer to each other than those of one group.

    Value and control are the mean divergences of the pairs between and within the groups, as
    in :func:`icpf_analysis.measures.divergence_contrast`; support is the share of bootstrap
    samples of statements in which the value is the smaller one.
    """

    def claim(
        terms: pd.DataFrame, size: float, draws: int, rng: np.random.Generator
    ) -> tuple[float, float, bool, float]:
        (matrix, _, groups), _, pairs, across = group_seminars(terms, a, b, by, None)
        counts = [matrix[rows] for rows in groups.values()]
        occurrences = max(1, int(size * min(each.sum() for each in counts)))
        drawn, again = (
            paired_divergences(counts, pairs, occurrences, draws, rng, replace=replace)[0]
            for replace in (False, True)
        )
        mean = drawn.mean(axis=0)
        value, control = mean[across].mean(), mean[~across].mean()
        nearer = again[:, across].mean(axis=1) < again[:, ~across].mean(axis=1)
        return float(value), float(control), bool(value < control), float(nearer.mean())

    return claim


def share_claim(item: str, a: Any, b: Any, *, column: str = "term", by: str = "year") -> Claim:
    """Claim that the share of statements with an item differs more between than within groups.

    The item is a term, or a theme with ``column="theme"``. Value is its share in a less that in b,
    control the mean absolute difference between seminars of one group; the claim holds where the
    value, in its direction, is larger. Size is ignored, for shares need none. Support is the share
    of bootstrap samples of statements, drawn within seminars, in which it holds.
    """

    def claim(
        terms: pd.DataFrame, size: float, draws: int, rng: np.random.Generator
    ) -> tuple[float, float, bool, float]:
        groups = two_groups(terms, a, b, by, None)
        rows = terms.assign(on_a=groups.target, has=terms[column].astype("str") == item)
        rows = rows[groups.target | groups.reference]
        statements = rows.groupby(["seminar_id", "statement_id"], observed=True)[["on_a", "has"]]
        seminars = [some.to_numpy().T for _, some in statements.max().groupby(level=0)]
        sides = np.array([int(on_a[0]) for on_a, _ in seminars])
        sizes = np.array([len(has) for _, has in seminars])[:, None, None]
        hits = []  # of each seminar: as counted, then as drawn
        for _, has in seminars:
            drawn = rng.integers(len(has), size=(draws, len(has)))
            hits.append([has.sum(), *has[drawn].sum(axis=1)])
        pairs = combinations(range(len(sides)), 2)
        within = [(one, two) for one, two in pairs if sides[one] == sides[two]]
        values, controls = differences(np.array(hits)[:, :, None], sizes, sides, within)
        sign, controls = np.sign(values[0]), np.nan_to_num(controls)
        holds = sign * values > controls
        control = float((sign * controls[0]).item())
        return values[0].item(), control, bool(holds[0]), float(holds[1:].mean())

    return claim


@cache
def split_words(texts: tuple[str, ...], dictionary: str) -> list[list[Word]]:
    """Split each text into the words of a dictionary, once for all claims.

    The slowest takes half a minute. Together the words are the text; blanks are of the class
    ``sign`` or are left out, but the offsets always point into the text.
    """
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


def _splitter(dictionary: str) -> Callable[[str], Iterable[tuple[str, Sequence[str]]]]:
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


def terms_of(statements: pd.DataFrame, dictionary: str, unit: str) -> pd.DataFrame:
    """What is counted, one row per occurrence: the columns of :func:`extract_terms` to group by."""
    if unit == "terms":
        return extract_terms(statements)
    split = split_words(tuple(statements["text"]), dictionary)
    if unit == "lexicon":
        found = list(map(_lexicon_entries, statements["text"], split))
    elif unit == "noun runs":
        found = [_noun_runs(words) for words in split]
    else:
        counted = _CLASSES_OF[unit]
        found = [[word.surface for word in words if word.group in counted] for words in split]
    rows = statements.reset_index().rename(columns={"kind": "statement_kind"})
    rows = rows.drop(columns=["text", "text_printed"]).assign(term=pd.Series(found))
    rows = rows.explode("term", ignore_index=True).dropna(subset="term").astype({"term": "str"})
    return rows.assign(theme=rows["term"].map(load_lexicon()["theme"]))


def _noun_runs(words: list[Word]) -> list[str]:
    """個人 + 番号 + カード is one."""
    runs: list[str] = []
    end = -1
    for start, noun in [(word.start, word.surface) for word in words if word.group == NOUN]:
        if start == end:
            runs[-1] += noun
        else:
            runs.append(noun)
        end = start + len(noun)
    return runs


def _lexicon_entries(text: str, words: list[Word]) -> list[str]:
    """The longest entries from left to right; クラウド is none in クラウドファンディング."""
    known = set(load_lexicon().index)
    ends = [word.start + len(word.surface) for word in words]
    found, done = [], 0
    for at, word in enumerate(words):
        longest = next((e for e in reversed(ends[at:]) if text[word.start : e] in known), None)
        if word.start >= done and longest:
            found.append(text[word.start : longest])
            done = longest
    return found
