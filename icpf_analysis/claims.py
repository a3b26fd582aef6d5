"""The headline claims: each a row with its sentence, its numbers, and the lines that say it.

The words stand in data/curated/claims.csv with slots for the numbers of
:mod:`icpf_analysis.grounds`. What a claim says of other archives is what holds there. Nothing
here draws.
"""

from typing import Any

import pandas as pd

from icpf_analysis.curated import read_table
from icpf_analysis.errors import PageError
from icpf_analysis.grounds import MEASURES, Found, measure_sides, short
from icpf_analysis.headline import Headline, choose_headline
from icpf_analysis.labels import gloss, slots_of
from icpf_analysis.places import CURATED
from icpf_analysis.reading.corpus import Corpus

LEFT_OUT = "left out"
_COUNTED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def headline_claims(corpus: Corpus, apart: pd.DataFrame | None = None) -> pd.DataFrame:
    """Every claim of data/curated/claims.csv, computed anew.

    Parameters
    ----------
    apart : from :func:`icpf_analysis.grounds.pair_divergences`, where it has been computed already.

    Returns
    -------
    One row a claim, indexed by `claim`: `verdict`; `english`, `japanese`, the sentences with
    their numbers; `value` and `control_value` of the same measure, the control inside one year;
    `n`; `evidence`, ids of statements, separated by blanks; `notebook`, where more is told. A
    share differs by its value on the later side less that on the earlier, its control by the
    absolute difference between the two seminars of the control. The sides and the control are
    those of :func:`icpf_analysis.headline.choose_headline`. A claim that these reports give no
    ground for has the verdict ``left out``, the reason for its sentence, and no numbers.

    Raises
    ------
    PageError
        A row of the table has no measure here, or a sentence has a slot that its claim has not.
    """
    path = CURATED / "claims.csv"
    rows = read_table(path, ("claim", "notebook", "english", "japanese", "why"), key=("claim",))
    sides = choose_headline(corpus)
    measured = measure_sides(corpus, sides, apart) if sides.can_be_told else None
    told = []
    for at, row in rows:
        measure = MEASURES.get(row["claim"])
        if measure is None:
            raise PageError(
                path, at, f"claim {row['claim']!r}", f"one of {', '.join(MEASURES)}", "measure it"
            )
        found = measure(measured) if measured else sides.missing
        slots = slots_of(path, at, row["english"]) | slots_of(path, at, row["japanese"])
        words = {} if isinstance(found, str) else _slots(found, sides)
        if words and not slots <= set(words):
            unknown = ", ".join(f"{{{slot}}}" for slot in sorted(slots - set(words)))
            expected = f"slots of this claim: {', '.join(sorted(words))}"
            raise PageError(path, at, unknown, expected, "use one of them")
        sentence = _told(row, found, words)
        told.append({"claim": row["claim"]} | sentence | {"notebook": row["notebook"]})
    return pd.DataFrame(told).set_index("claim")


def _slots(found: Found, sides: Headline) -> dict[str, Any]:
    """What the sentences of a claim can be filled with."""
    numbers = {"value": short(found.value), "control": short(found.control), "n": found.n}
    return numbers | _words(sides) | found.slots


def _told(row: dict[str, str], found: Found | str, words: dict[str, Any]) -> dict[str, Any]:
    """The sentences and numbers of a claim, or why it is left out."""
    if isinstance(found, str):
        english, japanese = f"Not told: {found}.", f"これらの報告からは示せない（{found}）。"
        value = control = float("nan")
        n, verdict, evidence = 0, LEFT_OUT, ""
    else:
        value, control, n, verdict = found[:4]
        english, japanese = (row[column].format(**words) for column in ("english", "japanese"))
        evidence = " ".join(found.evidence)
    return {
        "verdict": verdict,
        "english": english,
        "japanese": japanese,
        "value": round(value, 6),
        "control_value": round(control, 6),
        "n": n,
        "evidence": evidence,
    }


def _words(sides: Headline) -> dict[str, Any]:
    """What the sides and their control are called in a sentence."""
    sizes = {"a": len(sides.seminars_a), "b": len(sides.seminars_b)}
    words: dict[str, Any] = {"first": sides.first, "last": sides.last, "inside": sides.control_year}
    for side, chosen, year in (("a", sides.a, sides.first), ("b", sides.b, sides.last)):
        words[f"side_{side}"], words[f"side_{side}_ja"] = f"{year}", f"{year}年"
        if "subject" in chosen:
            n, subject = sizes[side], sides.subject.replace(" ", "-")
            counted = _COUNTED[n] if n < len(_COUNTED) else n
            seminars = f"{subject} seminar{'s' * (n > 1)} of {year}"
            words[f"side_{side}"] = f"the {counted} {seminars}" if n > 1 else f"the {seminars}"
            words[f"side_{side}_ja"] = f"{year}年の{gloss(sides.subject, 'ja')}の{n}回"
    alone = "subject" in sides.b and [*sides.pair] == sides.seminars_b
    first, second = sides.pair
    words["pair"] = "these two" if alone else f"{first} and {second}"
    words["pair_ja"] = f"{sides.control_year}年の2回" if alone else f"{first}と{second}"
    alike = sides.subject and {*sides.pair} <= {*sides.seminars_a, *sides.seminars_b}
    words["alike"] = "on the same subject inside" if alike else "inside"
    words["alike_ja"] = "年内で同じ主題を扱う" if alike else "年内の"
    return words
