"""The day of each seminar: what its date can mean, and what the archive's order leaves of it."""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from icpf_analysis.dates import days_in, fiscal_year, month_and_day, readings, settle, whole_number
from icpf_analysis.errors import PageError
from icpf_analysis.findings import Finding
from icpf_analysis.reports import Report

_WEEKDAYS = "月火水木金土日"
_NEAR = 300
"""A post stands within so many days of its seminar, and another year does not."""
_CYCLE = 28
"""In so many years each day of the calendar falls on each weekday."""
_SHOWN = 5


class Dated(NamedTuple):
    """A seminar's day, on what basis, and the doubt where there is one."""

    date: dt.date
    basis: str
    finding: Finding | None


def date_reports(reports: Sequence[Report]) -> list[Dated]:
    """The day of each report, in the order given.

    A date intact on the page is ``printed``, one mended by a row of data/curated ``curated``;
    of a damaged one, a single reading is ``restored``, and one left over by the archive's
    order (newest first on a page, 第N回 rising with time in a series), by the weekday printed,
    or, where the year is not printed, by the fiscal year of a heading or the day of the post,
    is ``inferred``.

    Raises
    ------
    PageError
        A date with no real reading, or several that the order does not decide.
    """
    years = _years(reports)
    read = [_readings(report, years) for report in reports]
    for report, (dates, _, told) in zip(reports, read, strict=True):
        if not dates:
            yearless = not years and month_and_day(report.fields["date"])
            problem = "and no year on the pages" if yearless else "which no real date can be"
            against = f" ({told})" if told else ""
            raise PageError(
                report.source,
                report.date_line,
                f"{report.fields['date']!r}, {problem}{against}",
                "a date like 2014年3月26日",
                "add one to data/curated/emendations.csv",
            )
    candidates = [dates for dates, _, _ in read]
    chains = _chains(reports, candidates)
    left = settle(candidates, [pair for _, chain in chains for pair in pairwise(chain)])
    for report, dates, kept in zip(reports, candidates, left, strict=True):
        if len(dates) > 1 and len(kept) != 1:
            raise PageError(
                report.source,
                report.date_line,
                f"{report.date_printed!r}, which can be {_several(kept or dates, years)}",
                "one reading that the order of the archive allows",
                "decide it by a row of data/curated/emendations.csv with the full date as emended",
            )
    days = [
        (dates if len(dates) == 1 else kept)[0]
        for dates, kept in zip(candidates, left, strict=True)
    ]
    dated = []
    for at, (report, (dates, intact, told)) in enumerate(zip(reports, read, strict=True)):
        if report.fields["date"] != report.date_printed:
            basis = "curated"
        elif intact:
            basis = "printed"
        else:
            basis = "restored" if len(dates) == 1 and not told else "inferred"
        finding = None
        if basis in {"restored", "inferred"}:
            if basis == "restored":
                why = "年 and 月 do not both stand; no other reading of the digits is a real date"
            elif len(dates) == 1:
                why = told
            else:
                why = f"it can be {_several(dates, years)}; {_evidence(at, chains, days)}"
                why = f"{told}; {why}" if told else why
            finding = Finding(
                report.source,
                report.date_line,
                f"date {basis}",
                report.date_printed,
                days[at].isoformat(),
                why,
            )
        elif not _falls_on(days[at], report.fields.get("weekday", "")):
            printed = f"{report.date_printed} ({report.fields['weekday']})"
            why = f"{days[at]} is a {_WEEKDAYS[days[at].weekday()]}曜日; the date is kept"
            finding = Finding(
                report.source,
                report.date_line,
                "weekday disagrees",
                printed,
                days[at].isoformat(),
                why,
            )
        dated.append(Dated(days[at], basis, finding))
    return dated


def _falls_on(day: dt.date, weekday: str) -> bool:
    """Is it the weekday printed; a weekday not printed is no objection."""
    return weekday in {"", _WEEKDAYS[day.weekday()]}


def _years(reports: Sequence[Report]) -> range:
    """Where the year of a day printed without one is looked for: round the years that are told.

    A cycle to either side, so that the weekday alone never decides for a year because the others
    were not looked at; no years where the pages tell none.
    """
    told = {fiscal_year(report.fields.get("fiscal_year", "")) for report in reports} - {None}
    for report in reports:
        for field in ("date", "post_date"):
            told |= {date.year for date in readings(report.fields.get(field, ""))[0]}
    known = [year for year in told if year is not None]
    return range(min(known) - _CYCLE, max(known) + _CYCLE + 1) if known else range(0)


def _readings(report: Report, years: range) -> tuple[list[dt.date], bool, str]:
    """The dates that a report's can be, whether it is intact, and what narrowed them, if anything.

    12月18日 has a year for each that a heading (2009年度), the day of the post and the weekday
    allow.
    """
    printed = report.fields["date"]
    day = month_and_day(printed)
    dates, intact = ([], False) if day else readings(printed)
    told: list[str] = []
    if day:
        dates = days_in(years, *day)
        told.append("no year is printed")
        headed = fiscal_year(report.fields.get("fiscal_year", ""))
        if headed is not None:
            dates = [date for date in dates if (date.year - (date.month < 4)) == headed]
            told.append(f"the heading says {report.fields['fiscal_year']}")
        posted, _ = readings(report.fields.get("post_date", "")) or ([], False)
        if len(posted) == 1:
            near = [date for date in dates if abs((date - posted[0]).days) <= _NEAR]
            ahead = [date for date in near if (date >= posted[0]) == (report.status == "announced")]
            dates = ahead or near
            told.append(f"the post is of {posted[0]}")
    weekday = report.fields.get("weekday", "")
    if len(dates) > 1 or (day and weekday):
        kept = [date for date in dates if _falls_on(date, weekday)]
        if weekday and len(kept) < len(dates):
            dates = kept
        if weekday and (day or len(kept) == 1):
            told.append(f"{weekday}曜日 is printed")
    return dates, intact, "; ".join(told)


def _several(dates: Sequence[dt.date], years: range) -> str:
    """The dates in order; of many, those nearest to the middle of the years that are told."""
    middle = years[len(years) // 2]
    near = sorted(sorted(dates, key=lambda date: abs(date.year - middle))[:_SHOWN])
    told = [date.isoformat() for date in near]
    before, after = ["…"] * (near[0] > min(dates)), ["…"] * (near[-1] < max(dates))
    return " or ".join([*before, *told, *after])


def _session(report: Report) -> int | None:
    """Its number in the series; None where it has none, or one of another count (年度第2回)."""
    if "年度" in report.fields.get("numbering", ""):
        return None
    return whole_number(report.fields.get("session", ""))


def _chains(
    reports: Sequence[Report], candidates: Sequence[Sequence[dt.date]]
) -> list[tuple[str, list[int]]]:
    """Reports latest first, as each page has them and as each series numbers them.

    A chain counts as evidence only where every seminar of it keeps a reading.
    """
    chains: list[tuple[str, list[int]]] = []
    for source in dict.fromkeys(report.source for report in reports):
        on_page = [at for at, report in enumerate(reports) if report.source == source]
        chains.append(("its place on the page (newest first)", on_page))
    for series in dict.fromkeys(report.fields["series"] for report in reports):
        if not series:
            continue
        numbered = {
            at: session
            for at, report in enumerate(reports)
            if report.fields["series"] == series and (session := _session(report)) is not None
        }
        if len(set(numbered.values())) == len(numbered):
            falling = sorted(numbered, key=lambda at: -numbered[at])
            chains.append(("its number in the series", falling))

    def borne_out(chain: list[int]) -> bool:
        return all(settle([candidates[at] for at in chain], list(pairwise(range(len(chain))))))

    return [(name, chain) for name, chain in chains if borne_out(chain)]


def _evidence(at: int, chains: Sequence[tuple[str, list[int]]], days: Sequence[dt.date]) -> str:
    """Between which seminars each chain puts this one."""
    told = []
    for name, chain in chains:
        if at in chain and len(chain) > 1:
            place = chain.index(at)
            before = [f"before that of {days[other]}" for other in chain[:place][-1:]]
            after = [f"after that of {days[other]}" for other in chain[place + 1 :][:1]]
            told.append(f"{name} puts it {' and '.join(before + after)}")
    return "; ".join(told)
