"""In how many reasonable ways of counting does a claim hold?

Which dictionary splits the text, what counts as a term, which parts of the reports are read and
how large the samples are: each choice is defensible, and a claim that holds for one only says more
about the choice than about the texts (Simonsohn et al. 2020; Denny & Spirling 2018).
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations, product
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
"""Rows of terms, size, draws and a generator -> value, control, does it hold, and support, the
share of the draws in which it holds."""


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

    Raises
    ------
    ValueError, ModuleNotFoundError
        A dictionary or unit is unknown, or not installed: ``pip install -e '.[dictionaries]'``.
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
            for (name, part), size in product(within.items(), sizes):
                kept = terms[rows_within(terms, part)]
                found = claim(kept, size, draws, np.random.default_rng(seed))
                rows.append((dictionary, dictionary_version(dictionary), unit, name, size, *found))
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


def terms_of(statements: pd.DataFrame, words: Sequence[list[Word]], unit: str) -> pd.DataFrame:
    """What is counted, one row per occurrence: the columns of :func:`extract_terms` to group by."""
    if unit == "terms":
        return extract_terms(statements)
    found = pd.Series(map(_FINDERS[unit], statements["text"], words))
    rows = statements.reset_index().rename(columns={"kind": "statement_kind"})
    rows = rows.drop(columns=["text", "text_printed"]).assign(term=found)
    rows = rows.explode("term", ignore_index=True).dropna(subset="term").astype({"term": "str"})
    return rows.assign(theme=rows["term"].map(load_lexicon()["theme"]))


def _of_classes(*classes: str) -> Callable[[str, list[Word]], list[str]]:
    return lambda text, words: [word.surface for word in words if word.group in classes]


def _noun_runs(text: str, words: list[Word]) -> list[str]:
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
        if word.start < done:
            continue
        for end in reversed(ends[at:]):
            if text[word.start : end] in known:
                found.append(text[word.start : end])
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
