"""A post that appears on two pages is one report.

Two reports of different pages are the same post if their dates can be the same day and at least
half of what the shorter one says is in the other; where one of them says nothing yet (an
announcement, the beginning of a post in a list), if day and title are the same, and then on one
page too. Signs are left out of account, since an extraction may have lost them: 23倍 and 2~3倍
are the same here.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from icpf_analysis.errors import Finding
from icpf_analysis.reading.dates import readings
from icpf_analysis.reading.reports import Report

_SHARED = 0.5
_COMPARED = 20
"""Reports of one day, title or sentence that a report is compared with at most."""


class Joined(NamedTuple):
    """The reports of all pages, each post once, in the pages' order."""

    reports: list[Report]
    ranks: list[int]
    """For each the place of its first occurrence, by which seminars of one day are counted."""
    repeated: list[tuple[Report, Report]]
    """Each report left out, and the one that is kept."""
    findings: list[Finding]


class _Told:
    """What two reports are compared by."""

    def __init__(self, report: Report) -> None:
        self.report, printed = report, report.fields.get("date", "")
        days: list[object] = [*readings(printed)[0]] or [printed] * bool(printed)
        self.days = frozenset(days)  # 11月15日 on both pages is one day too
        titles = (_letters(report.fields[name]) for name in ("title", "title_in_report"))
        self.titles = {*filter(None, titles)} or {""}
        said = filter(None, (_letters(each.text) for each in report.statements))
        self.said = {letters: len(letters) for letters in said}
        """The letters of each statement, and how many."""
        self.place = f"line {report.first_line} of {report.source}"


def join_reports(reports: Sequence[Report]) -> Joined:
    """Keep each post once: the first that has statements, that of the earlier page.

    A post that says nothing gives way to a later one that does, and leaves it its place.

    Parameters
    ----------
    reports : page after page, the pages in the order of their names.
    """
    told = [_Told(report) for report in reports]
    groups: list[list[int]] = []
    kept: list[int] = []
    by_key: dict[object, list[int]] = defaultdict(list)  # (day, title) or a statement -> groups
    findings = []
    for at, this in enumerate(told):
        keys: list[object] = [(day, title) for day in this.days for title in this.titles]
        keys += [*this.said][:_COMPARED]
        near = sorted({group for key in keys for group in by_key[key][-_COMPARED:]})
        # a page does not repeat itself, but has an announcement and its report
        others = [
            group for group in near
            if not any(
                told[other].report.source == this.report.source
                and bool(told[other].said) == bool(this.said)
                for other in groups[group][-_COMPARED:]
            )
        ]  # fmt: skip
        same = next((group for group in others if _same(this, told[kept[group]])), len(groups))
        if same == len(groups):
            findings += [doubt for group in others for doubt in _apart(this, told[kept[group]])]
            groups.append([])
            kept.append(at)
        groups[same].append(at)
        if this.said and not told[kept[same]].said:
            kept[same] = at
        for key in keys:
            if same not in by_key[key][-1:]:
                by_key[key].append(same)
    order = sorted(range(len(groups)), key=lambda group: kept[group])
    again = [(at, kept[g]) for g in range(len(groups)) for at in groups[g] if at != kept[g]]
    return Joined(
        [reports[kept[group]] for group in order],
        [groups[group][0] for group in order],
        [(reports[at], reports[other]) for at, other in again],
        [*findings, *(_repeated(told[at], told[other]) for at, other in again)],
    )


def _letters(text: str) -> str:
    """Keep letters and digits alone, of one width and case.

    >>> _letters("2〜3倍、LGWAN-ASP")
    '23倍lgwanasp'
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if sign.isalnum())


def _share(one: _Told, other: _Told) -> float:
    """How much of the shorter is in the longer; 0.0 where one says nothing."""
    shorter = min(sum(one.said.values()), sum(other.said.values()))
    return sum(n for text, n in one.said.items() if text in other.said) / max(shorter, 1)


def _same(one: _Told, other: _Told) -> bool:
    alike = _share(one, other) >= _SHARED if one.said and other.said else one.titles & other.titles
    return bool(one.days & other.days and alike)


def _apart(this: _Told, other: _Told) -> list[Finding]:
    """Two reports that are held apart although day and title, or the words, are the same."""
    day, title, alike = this.days & other.days, this.titles & other.titles, _share(this, other)
    if not title or this.report.source == other.report.source or not (day or alike >= _SHARED):
        return []
    why = f"title and {alike:.0%} of the words are the same, but not the day"
    why = f"day and title are the same, but only {alike:.0%} of the words" if day else why
    return [_doubt(this, "perhaps duplicate", "another seminar", f"{why}, as at {other.place}")]


def _repeated(this: _Told, kept: _Told) -> Finding:
    why = f"the day and {_share(this, kept):.0%} of the words are the same"
    if not this.said or not kept.said:
        why = "day and title are the same, and this one has no statements"
    statements = this.report.statements
    more = [said.line for said in statements if _letters(said.text) not in kept.said]
    if more:
        why += f"; {len(more)} of its {len(statements)} statements read otherwise here, "
        why += f"the first at line {more[0]}"
    where = f"{kept.report.source}, line {kept.report.first_line}"
    return _doubt(this, "duplicate post", where, why)


def _doubt(this: _Told, kind: str, taken: str, why: str) -> Finding:
    report = this.report
    return Finding(report.source, report.first_line, kind, report.fields["title"], taken, why)
