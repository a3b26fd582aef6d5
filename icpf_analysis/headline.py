"""Which comparison the notebooks tell: chosen by one rule from the seminars that are there.

Nothing here measures or draws.
"""

from typing import Any, NamedTuple

import pandas as pd

from icpf_analysis.inputs import require_corpus
from icpf_analysis.reading.corpus import Corpus

ASKED = ("question", "answer")


class Headline(NamedTuple):
    """Two sides, what both have, and the two seminars that serve as their control."""

    first: int
    last: int
    """Years of the sides a and b."""
    subject: str
    """What both sides are about; empty where no curated subject stands in both years."""
    a: dict[str, Any]
    b: dict[str, Any]
    """The sides, as :func:`icpf_analysis.contrast` takes them."""
    name_a: str
    name_b: str
    seminars_a: list[str]
    seminars_b: list[str]
    within: dict[str, Any]
    """No questions and answers, for many a seminar reports none."""
    pair: tuple[str, ...]
    """The seminars of the control, the earlier one first; none where there is no control."""
    pairs: int
    """How many pairs of seminars `pair` is one of."""
    missing: str
    """Why nothing can be compared, in words; empty where something can."""

    @property
    def can_be_told(self) -> bool:
        """Whether both sides and a control are there."""
        return not self.missing

    @property
    def control(self) -> tuple[dict[str, Any], ...]:
        """The sides of the control."""
        return tuple({"seminar_id": seminar} for seminar in self.pair)

    @property
    def control_year(self) -> int:
        """The year that the control lies inside; that of side b where there is none."""
        return int(self.pair[0][:4]) if self.pair else self.last


def choose_headline(corpus: Corpus) -> Headline:
    """The first year against the last, on the subject that both have, without Q and A.

    The subject is the one with most seminars in the two years, of those that data/curated
    gives to seminars of both (by name, where two have as many); without one it is all
    seminars. The control is two seminars inside the later side; where it has one only, inside
    the earlier side; else inside either year, the later one first; else inside the latest
    other year that has two. Of several pairs it is the two seminars with most statements, the
    earlier day first where they are even.

    Returns
    -------
    Headline : with `missing` where there is one seminar or one year only, a side says nothing
        but questions and answers, or no year has two seminars.

    Raises
    ------
    TypeError, KeyError, ValueError
        `corpus` is no Corpus, a frame of it lacks a column, or no seminar has a day.
    """
    corpus = require_corpus(corpus)
    said = corpus.statements[~corpus.statements["kind"].isin(ASKED)]
    sizes = said["seminar_id"].value_counts()
    years, subjects = corpus.seminars["date"].dt.year.dropna(), corpus.seminars["subject"]
    if years.empty:
        raise ValueError("corpus has no seminar with a day; there is nothing to compare")
    first, last = int(years.min()), int(years.max())
    subject = _shared_subject(subjects[years == first], subjects[years == last])
    sides: list[dict[str, Any]] = []
    names, there = [], []
    for year in (first, last):
        of_year = years.index[years == year]
        about = of_year[subjects[of_year] == subject] if subject else of_year
        narrower = len(about) < len(of_year)
        sides.append({"year": year, "subject": subject} if narrower else {"year": year})
        names.append(f"{year}, {subject}" if narrower else f"{year}")
        there.append([str(seminar) for seminar in about if seminar in sizes])
    insides = [there[1], there[0]]
    others = sorted(set(years) - {first, last}, reverse=True)
    insides += [
        [seminar for seminar in years.index[years == year] if seminar in sizes]
        for year in (last, first, *others)
    ]
    inside = next((seminars for seminars in insides if len(seminars) > 1), [])
    largest = sizes.reindex(inside).sort_values(ascending=False, kind="stable")
    missing = _missing(years, first, last, names, there)
    if not missing and not inside:
        missing = (
            "no year has two seminars, so that a difference between the years cannot be set beside "
            "one inside a year"
        )
    return Headline(
        first=first,
        last=last,
        subject=subject,
        a=sides[0],
        b=sides[1],
        name_a=names[0],
        name_b=names[1],
        seminars_a=there[0],
        seminars_b=there[1],
        within={"kind": sorted(said["kind"].dropna().unique(), reverse=True)},
        pair=tuple(sorted(map(str, largest.index[:2]))),
        pairs=len(inside) * (len(inside) - 1) // 2,
        missing=missing,
    )


def _shared_subject(first: pd.Series, last: pd.Series) -> str:
    shared = sorted(set(first.dropna()) & set(last.dropna()))
    counts = pd.concat([first, last]).value_counts()
    return max(shared, key=lambda subject: counts[subject], default="")


def _missing(
    years: pd.Series, first: int, last: int, names: list[str], there: list[list[str]]
) -> str:
    if len(years) == 1:
        return f"there is one seminar only, {years.index[0]}"
    if first == last:
        return f"all {len(years)} seminars are of {first}"
    for name, seminars in zip(names, there, strict=True):
        if not seminars:
            return f"no statement of {name} is reported besides questions and answers"
    return ""
