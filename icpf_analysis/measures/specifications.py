"""In how many reasonable ways of counting does a claim hold?

Which dictionary splits the text, what counts as a term, which parts of the reports are read and
how large the samples are: each choice is defensible, and a claim that holds for one of them only
says more about the choice than about the texts (Simonsohn, Simmons & Nelson 2020; for texts
Denny & Spirling 2018).
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from icpf_analysis.comparison import rows_within, two_groups
from icpf_analysis.measures.contrast import differences
from icpf_analysis.measures.divergence import group_seminars, paired_divergences
from icpf_analysis.terms.dictionaries import (
    CONTENT,
    DICTIONARIES,
    GRAMMAR,
    NOUN,
    Word,
    dictionary_version,
    split_words,
)
from icpf_analysis.terms.extraction import extract_terms
from icpf_analysis.terms.lexicon import load_lexicon

UNITS = ("terms", "lexicon", "noun runs", "nouns", "content words", "all words")
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
"""Rows of terms, size, draws and a generator -> value, control, does it hold, support."""


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
    claim : from :func:`divergence_claim` or :func:`share_claim`, or a function of your own that
        takes rows of terms, a size, the number of draws and a generator, and returns value,
        control, whether the claim holds, and the share of the draws in which it holds.
    dictionaries, units, within, sizes : the choices; `within` maps a name to
        {column: value or values}.

    Returns
    -------
    One row per way of counting: `dictionary`, `version`, `unit`, `within`, `size`, `value`,
        `control`, `difference` of the two, `holds`, `support` (0 to 1). A way that leaves a
        seminar without terms has missing values and does not hold.

    Raises
    ------
    ValueError
        A dictionary or unit is unknown.
    ModuleNotFoundError
        A dictionary is not installed: ``pip install -e '.[dictionaries]'``.
    """
    wrong = [unit for unit in units if unit not in UNITS]
    if wrong:
        raise ValueError(f"units has {wrong[0]!r}; expected some of {', '.join(UNITS)}")
    rows = []
    for dictionary in dictionaries:
        words = split_words(statements["text"], dictionary)
        for unit in units:
            if unit == "terms" and dictionary != "unidic-lite":
                continue
            terms = terms_of(statements, words, unit)
            for name, part in within.items():
                kept = terms[rows_within(terms, part)]
                for size in sizes:
                    found = claim(kept, size, draws, np.random.default_rng(seed))
                    version = dictionary_version(dictionary)
                    rows.append((dictionary, version, unit, name, size, *found))
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
        (matrix, _, groups), on_a, pairs = group_seminars(terms, a, b, by, None)
        counts = [matrix[rows] for rows in groups.values()]
        across = on_a[pairs].sum(axis=1) == 1
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

    Parameters
    ----------
    item : a term, or a theme with ``column="theme"``.

    Value is the share in a less that in b, control the mean absolute difference between
    seminars of one group; the claim holds where the value, in its direction, is larger. Size
    is ignored, for shares need none. Support is the share of bootstrap samples of statements,
    drawn within seminars, in which it holds.
    """

    def claim(
        terms: pd.DataFrame, size: float, draws: int, rng: np.random.Generator
    ) -> tuple[float, float, bool, float]:
        groups = two_groups(terms, a, b, by, None)
        rows = terms.assign(on_a=groups.target)[groups.target | groups.reference]
        has = (rows[column].astype("str") == item).groupby(rows["statement_id"]).any()
        statements = rows.drop_duplicates("statement_id").set_index("statement_id")
        seminars = [some for _, some in statements.groupby("seminar_id")]
        sides = np.array([int(some["on_a"].iloc[0]) for some in seminars])
        flags = [has[some.index].to_numpy(float) for some in seminars]
        again = [each[rng.integers(len(each), size=(draws, len(each)))] for each in flags]
        pairs = [
            pair
            for side in (1, 0)
            for pair in combinations(np.flatnonzero(sides == side).tolist(), 2)
        ]
        (value, control), (values, controls) = (
            differences(
                np.array([each.sum(axis=1, keepdims=True) for each in drawn]),
                np.array([each.shape[1] for each in drawn])[:, None, None],
                sides,
                pairs,
            )
            for drawn in ([each[None] for each in flags], again)
        )
        value, control = value.item(), np.nan_to_num(control.item())
        sign = np.sign(value)
        held = np.mean(sign * values > np.nan_to_num(controls))
        return value, float(sign * control), bool(sign * value > control), float(held)

    return claim


def terms_of(statements: pd.DataFrame, words: Sequence[list[Word]], unit: str) -> pd.DataFrame:
    """What is counted, one row per occurrence: the columns of :func:`extract_terms` to group by.

    Parameters
    ----------
    words : those of each statement, from :func:`icpf_analysis.terms.dictionaries.split_words`.
    unit : one of :data:`UNITS`.
    """
    if unit == "terms":
        return extract_terms(statements)
    found = [
        _FINDERS[unit](text, split) for text, split in zip(statements["text"], words, strict=True)
    ]
    lengths = [len(terms) for terms in found]
    groups = statements.reset_index().rename(columns={"kind": "statement_kind"})
    kept = groups.drop(columns=["text", "text_printed"]).loc[
        np.repeat(np.arange(len(groups)), lengths)
    ]
    flat = [term for terms in found for term in terms]
    themes = load_lexicon()["theme"].dropna()
    return kept.reset_index(drop=True).assign(
        term=pd.array(flat, dtype="str"), theme=pd.Series(flat, dtype="str").map(themes)
    )


def _of_classes(*classes: str) -> Callable[[str, list[Word]], list[str]]:
    return lambda text, words: [word.surface for word in words if word.group in classes]


def _noun_runs(text: str, words: list[Word]) -> list[str]:
    """個人 + 番号 + カード is one."""
    runs: list[str] = []
    end = -1
    for word in words:
        if word.group == NOUN:
            if word.start == end:
                runs[-1] += word.surface
            else:
                runs.append(word.surface)
            end = word.start + len(word.surface)
    return runs


def _lexicon_entries(text: str, words: list[Word]) -> list[str]:
    """The longest entries from left to right; クラウド is none in クラウドファンディング."""
    entries = load_lexicon().index
    known, longest = set(entries), max(map(len, entries))
    begins = [word.start for word in words]
    ends = {word.start + len(word.surface) for word in words}
    found, done = [], 0
    for begin in begins:
        if begin < done:
            continue
        for end in range(min(len(text), begin + longest), begin, -1):
            if end in ends and text[begin:end] in known:
                found.append(text[begin:end])
                done = end
                break
    return found


_FINDERS: dict[str, Callable[[str, list[Word]], list[str]]] = {
    "lexicon": _lexicon_entries,
    "noun runs": _noun_runs,
    "nouns": _of_classes(NOUN),
    "content words": _of_classes(NOUN, CONTENT),
    "all words": _of_classes(NOUN, CONTENT, GRAMMAR),
}
