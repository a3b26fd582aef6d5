"""Pages join: a post that stands on two of them is one report.

Two reports of different pages are the same post if their dates can be the same day and at
least half of what the shorter one says stands in the other; where one of them says nothing yet
(an announcement, the beginning of a post in a list), if day and title are the same, and then on
one page too. Signs are left out of account, since an extraction may have lost them: 23倍 and
2~3倍 are the same here.
"""

import datetime as dt
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from icpf_analysis.dates import readings
from icpf_analysis.findings import Finding
from icpf_analysis.grammar import Marked
from icpf_analysis.reports import Report

_RUN = 8
"""Letters in a row that two texts share by chance too seldom to matter."""
_SHARED = 0.5


class Repeated(NamedTuple):
    """A report left out, and the one that is kept."""

    report: Report
    kept: Report


class Joined(NamedTuple):
    """The reports of all pages, each post once, in the pages' order."""

    reports: list[Report]
    ranks: list[int]
    """For each the place of its first occurrence, by which seminars of one day are counted."""
    repeated: list[Repeated]
    findings: list[Finding]


class _Told(NamedTuple):
    """What two reports are compared by."""

    report: Report
    days: frozenset[dt.date]
    titles: frozenset[str]
    letters: str
    runs: frozenset[str]


def join_reports(reports: Sequence[Report]) -> Joined:
    """Each post once. The first that has statements is kept: that of the earlier page.

    A post that says nothing gives way to a later one that does, and leaves it its place.

    Parameters
    ----------
    reports : page after page, the pages in the order of their names.
    """
    groups: list[list[int]] = []
    told = [_told(report) for report in reports]
    findings = []
    for at, this in enumerate(told):
        others = [group for group in groups if not _stands_there(this, group, told)]
        same = next((group for group in others if _same(this, told[_kept(group, told)])), None)
        if same:
            same.append(at)
            continue
        for group in others:
            findings += _doubt(this, told[_kept(group, told)])
        groups.append([at])
    kept = sorted((_kept(group, told), group[0]) for group in groups)
    repeated = [
        Repeated(reports[at], reports[_kept(group, told)])
        for group in groups
        for at in group
        if at != _kept(group, told)
    ]
    findings += [
        _finding(told[at], told[_kept(group, told)])
        for group in groups
        for at in group
        if at != _kept(group, told)
    ]
    return Joined([reports[at] for at, _ in kept], [rank for _, rank in kept], repeated, findings)


def mark_repeated(
    marked: dict[str, list[Marked]], findings: Sequence[Finding], repeated: Iterable[Repeated]
) -> tuple[dict[str, list[Marked]], list[Finding]]:
    """The pages with the lines of each repeated report ``duplicate``; these are not unread."""
    again = {
        (report.source, line)
        for report, _ in repeated
        for line in range(report.first_line, report.last_line + 1)
    }
    if not again:
        return marked, list(findings)
    pages = {
        source: [
            each._replace(role="duplicate")
            if (source, each.line.number) in again and each.role not in {"blank", "navigation"}
            else each
            for each in lines
        ]
        for source, lines in marked.items()
    }
    kept = [doubt for doubt in findings if doubt.kind != "unread line" or doubt[:2] not in again]
    return pages, kept


def _told(report: Report) -> _Told:
    dates, _ = readings(report.fields["date"])
    titles = {_letters(report.fields[name]) for name in ("title", "title_in_report")}
    titles = titles - {""} or {""}  # none told is like none told, and like no title
    letters = "".join(_letters(said.text) for said in report.statements)
    runs = {letters[at : at + _RUN] for at in range(max(1, len(letters) - _RUN + 1))} - {""}
    return _Told(report, frozenset(dates), frozenset(titles), letters, frozenset(runs))


def _letters(text: str) -> str:
    """Letters and digits alone, of one width and case.

    >>> _letters("2〜3倍、LGWAN-ASP")
    '23倍lgwanasp'
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if sign.isalnum())


def _stands_there(this: _Told, group: Sequence[int], told: Sequence[_Told]) -> bool:
    """Whether the group has a post like this of its page: a page does not repeat itself.

    An announcement and its report stand on one page of a blog, and are one seminar.
    """
    return any(
        told[at].report.source == this.report.source and bool(told[at].runs) == bool(this.runs)
        for at in group
    )


def _kept(group: Sequence[int], told: Sequence[_Told]) -> int:
    return next((at for at in group if told[at].runs), group[0])


def _share(one: _Told, other: _Told) -> float:
    """How much of the shorter stands in the longer; 0.0 where one says nothing."""
    shorter = min(len(one.runs), len(other.runs))
    return len(one.runs & other.runs) / shorter if shorter else 0.0


def _same(one: _Told, other: _Told) -> bool:
    if not one.days & other.days:
        return False
    if one.runs and other.runs:
        return _share(one, other) >= _SHARED
    return bool(one.titles & other.titles)


def _doubt(this: _Told, other: _Told) -> list[Finding]:
    """Two reports that are told apart although day and title, or the words, are the same."""
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
    return [
        Finding(
            this.report.source,
            this.report.first_line,
            "perhaps duplicate",
            this.report.fields["title"],
            "another seminar",
            f"{why}, as at line {other.report.first_line} of {other.report.source}",
        )
    ]


def _finding(this: _Told, kept: _Told) -> Finding:
    where = f"{kept.report.source}, line {kept.report.first_line}"
    if not this.runs or not kept.runs:
        why = "day and title are the same, and this one has no statements"
    else:
        why = f"the day and {_share(this, kept):.0%} of the words are the same"
    more = [
        str(said.line) for said in this.report.statements if _letters(said.text) not in kept.letters
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
