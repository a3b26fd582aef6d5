"""A post that appears on two pages is one report.

Two reports of different pages are the same post if their dates can be the same day and at least
half of what the shorter one says is in the other; where one of them says nothing yet (an
announcement, the beginning of a post in a list), if day and title are the same, and then on one
page too. Signs are left out of account, since an extraction may have lost them: 23倍 and 2~3倍
are the same here.
"""

import datetime as dt
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


class _Told(NamedTuple):
    """What two reports are compared by."""

    report: Report
    days: frozenset[dt.date] | frozenset[str]
    titles: frozenset[str]
    said: dict[str, int]
    """The letters of each statement, and how many."""


def join_reports(reports: Sequence[Report]) -> Joined:
    """Keep each post once: the first that has statements, that of the earlier page.

    A post that says nothing gives way to a later one that does, and leaves it its place.

    Parameters
    ----------
    reports : page after page, the pages in the order of their names.
    """
    told = [_told(report) for report in reports]
    groups: list[list[int]] = []
    kept: list[int] = []
    by_key: dict[object, list[int]] = defaultdict(list)  # (day, title) or a statement -> groups
    findings = []
    for at, this in enumerate(told):
        keys = [(day, title) for day in this.days for title in this.titles]
        keys += [*this.said][:_COMPARED]  # type: ignore[arg-type]
        near = dict.fromkeys(group for key in keys for group in by_key[key][-_COMPARED:])
        others = [group for group in sorted(near) if not _is_there(this, groups[group], told)]
        same = next((group for group in others if _same(this, told[kept[group]])), None)
        if same is None:
            for group in others:
                findings += _doubt(this, told[kept[group]])
            groups.append([])
            kept.append(at)
            same = len(groups) - 1
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
        [*findings, *(_finding(told[at], told[other]) for at, other in again)],
    )


def _told(report: Report) -> _Told:
    printed = report.fields.get("date", "")
    days: frozenset[dt.date] | frozenset[str] = frozenset(readings(printed)[0])
    if not days and printed:
        days = frozenset([printed])  # 11月15日 on both pages
    titles = {_letters(report.fields[name]) for name in ("title", "title_in_report")} - {""}
    said = {letters: len(letters) for each in report.statements if (letters := _letters(each.text))}
    return _Told(report, days, frozenset(titles or {""}), said)


def _letters(text: str) -> str:
    """Keep letters and digits alone, of one width and case.

    >>> _letters("2〜3倍、LGWAN-ASP")
    '23倍lgwanasp'
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if sign.isalnum())


def _is_there(this: _Told, group: Sequence[int], told: Sequence[_Told]) -> bool:
    """Check whether the group has a post like this of its page: a page does not repeat itself.

    An announcement and its report are on one page of a blog, and are one seminar.
    """
    return any(
        told[at].report.source == this.report.source and bool(told[at].said) == bool(this.said)
        for at in group[-_COMPARED:]
    )


def _share(one: _Told, other: _Told) -> float:
    """How much of the shorter is in the longer; 0.0 where one says nothing."""
    shorter = min(sum(one.said.values()), sum(other.said.values()))
    return (
        sum(n for text, n in one.said.items() if text in other.said) / shorter if shorter else 0.0
    )


def _same(one: _Told, other: _Told) -> bool:
    if not one.days & other.days:
        return False
    if one.said and other.said:
        return _share(one, other) >= _SHARED
    return bool(one.titles & other.titles)


def _doubt(this: _Told, other: _Told) -> list[Finding]:
    """Two reports that are held apart although day and title, or the words, are the same."""
    day, title = bool(this.days & other.days), bool(this.titles & other.titles)
    if this.report.source == other.report.source or not (day or title):
        return []
    alike = _share(this, other)
    if day and title:
        why = f"day and title are the same, but only {alike:.0%} of the words"
    elif title and alike >= _SHARED:
        why = f"title and {alike:.0%} of the words are the same, but not the day"
    else:
        return []
    report, where = this.report, f"line {other.report.first_line} of {other.report.source}"
    kind, taken = "perhaps duplicate", "another seminar"
    why = f"{why}, as at {where}"
    return [Finding(report.source, report.first_line, kind, report.fields["title"], taken, why)]


def _finding(this: _Told, kept: _Told) -> Finding:
    where = f"{kept.report.source}, line {kept.report.first_line}"
    if not this.said or not kept.said:
        why = "day and title are the same, and this one has no statements"
    else:
        why = f"the day and {_share(this, kept):.0%} of the words are the same"
    more = [
        str(said.line) for said in this.report.statements if _letters(said.text) not in kept.said
    ]
    if more:
        why += (
            f"; {len(more)} of its {len(this.report.statements)} statements read otherwise here, "
            f"the first at line {more[0]}"
        )
    report = this.report
    return Finding(
        report.source, report.first_line, "duplicate post", report.fields["title"], where, why
    )
