"""Dates as pages print them, every real date a damaged one can be, and the day of each seminar.

The committed page's extraction lost 年 and 月 between digits: ``2014326日`` was 2014年3月26日.
Nothing here chooses between readings by taste; the order of the archive, the weekday, the fiscal
year and the day of posting leave one, or the day stays missing with the candidates in a finding.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from icpf_analysis.errors import Finding

_KANJI = {kanji: digit for digit, kanji in enumerate("〇一二三四五六七八九")}
_KANJI_RUN = re.compile(r"[〇一二三四五六七八九十]+")
_TENS = re.compile(r"([二三四五六七八九]?)十([一二三四五六七八九]?)")
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERA = rf"(?:{'|'.join(_ERAS)})"

# Pieces of patterns. None holds two repeats that could take each other's signs.
DIGIT = r"\d〇一二三四五六七八九十"
NUMBER = rf"[{DIGIT}]{{1,9}}"
# 2010年12月14日    平成22年12月14日    2014326日    2013/6/11    11/15
DATE = (
    rf"(?:{_ERA}?\s?[{DIGIT}元][{DIGIT}元年月 ]{{0,30}}日|"
    r"(?<!\d)\d{4}[/.-]\d{1,2}[/.-]\d{1,2}"
    r"|(?<![\d/])\d{1,2}/\d{1,2}(?![\d/]))"
)
# 2010年度    平成22年度    平成二十二年度
FISCAL_YEAR = rf"(?:{_ERA}\s?)?[{DIGIT}元]{{1,4}}年度"
WEEKDAY = r"\s?\(?(?P<weekday>[月火水木金土日])(?:曜日?|(?=[)・,、祝]))"
WEEKDAYS = "月火水木金土日"

_LONGEST = 30
"""No date is longer, in characters."""
_NEAR = 300
"""A post is dated within so many days of its seminar, and another year is not."""
_CYCLE = 28
"""In so many years each day of the calendar falls on each weekday."""
_SHOWN = 5
TABLE = "data/curated/emendations.csv"


def arabic(text: str) -> str:
    """Write full-width and kanji numerals as ASCII digits.

    >>> arabic("二〇一四年"), arabic("第6回"), arabic("五十名")
    ('2014年', '第6回', '50名')
    """
    return _KANJI_RUN.sub(lambda run: _kanji(run[0]), unicodedata.normalize("NFKC", text))


def _kanji(run: str) -> str:
    """二十六 is 26 (tens), 二〇一四 is 2014 (sign by sign)."""
    tens = _TENS.fullmatch(run)
    if tens:
        return f"{_KANJI.get(tens[1], 1)}{_KANJI.get(tens[2], 0)}"
    return "".join(str(_KANJI.get(sign, sign)) for sign in run)


def whole_number(text: str) -> int | None:
    """Read a number of up to nine digits; None for anything else, such as 十二三 or 3月2.

    >>> whole_number("四十"), whole_number("５０"), whole_number("十二三")
    (40, 50, None)
    """
    digits = arabic(text)
    return int(digits) if re.fullmatch(r"[0-9]{1,9}", digits) else None


DAY = re.compile(rf"(?P<date>{DATE})(?:{WEEKDAY})?")


def day(half: str) -> re.Match[str] | None:
    """Find the first day that a line prints, with its weekday; 30日 alone is none."""
    for match in DAY.finditer(half):
        digits = re.findall(rf"[{DIGIT}元]", match["date"])
        if "月" in match["date"] or "/" in match["date"] or len(digits) >= 5:
            return match
    return None


def fiscal_year_in(half: str) -> str:
    """Find the first fiscal year in a line; empty where none is."""
    return found[0] if (found := re.search(FISCAL_YEAR, half)) else ""


def readings(printed: str) -> tuple[list[dt.date], bool]:
    """Find every real date that `printed` can mean, and whether it is intact.

    The numerals are shared out to year (four digits, or one or two in an era), month and day
    in every way that keeps the 年 月 日, and the blanks, where they are.

    Returns
    -------
    dates, oldest first, and True if 年, 月 and 日 are all there; no date gives ``([], …)``.

    >>> readings("2014年3月26日")
    ([datetime.date(2014, 3, 26)], True)
    >>> readings("2014128日")
    ([datetime.date(2014, 1, 28), datetime.date(2014, 12, 8)], False)
    """
    text = unicodedata.normalize("NFKC", printed).strip()
    if re.fullmatch(r"[0-9]{4}([/.-])[0-9]{1,2}\1[0-9]{1,2}", text):  # 2013/6/11
        return days_in([int(text[:4])], *map(int, re.split(r"[/.-]", text)[1:])), True
    text = text.removesuffix("日")
    era = next((name for name in _ERAS if text.startswith(name)), "")
    body = text.removeprefix(era).replace("元年", "1年")
    found = set()
    if len(body) <= _LONGEST:
        for first in range(1, len(body)):
            for second in range(first + 1, len(body)):
                date = _date(era, body[:first], body[first:second], body[second:])
                if date:
                    found.add(date)
    intact = "年" in body and "月" in body and printed.strip().endswith("日")
    return sorted(found), intact


def _date(era: str, year: str, month: str, day: str) -> dt.date | None:
    parts = [
        part.strip().removesuffix(sign).strip()
        for part, sign in ((year, "年"), (month, "月"), (day, ""))
    ]
    if max(len(arabic(part)) for part in parts[1:]) > 2:  # 20201020日 has no day 020
        return None
    y, m, d = map(whole_number, parts)
    if y is None or m is None or d is None or not (1 <= y <= 99 if era else 1000 <= y <= 9999):
        return None
    return next(iter(days_in([_ERAS.get(era, 0) + y], m, d)), None)


def month_and_day(printed: str) -> tuple[int, int] | None:
    """Read the month and day of a date that prints no year; None of any other.

    >>> month_and_day("12月18日"), month_and_day("6/11"), month_and_day("2014326日")
    ((12, 18), (6, 11), None)
    """
    match = re.fullmatch(r"([0-9]{1,2})\s?[月/]\s?([0-9]{1,2})\s?日?", arabic(printed).strip())
    return (int(match[1]), int(match[2])) if match else None


def days_in(years: Iterable[int], month: int, day: int) -> list[dt.date]:
    """List that day of each of the years that have it.

    >>> days_in([2011, 2012], 2, 29)
    [datetime.date(2012, 2, 29)]
    """
    days = []
    for year in years:
        try:
            days.append(dt.date(year, month, day))
        except (ValueError, OverflowError):
            continue
    return days


def fiscal_year(printed: str) -> int | None:
    """Read the year in which a Japanese fiscal year begins, on 1 April; None where none is meant.

    >>> fiscal_year("2010年度"), fiscal_year("平成22年度"), fiscal_year("年度")
    (2010, 2010, None)
    """
    match = re.fullmatch(rf"({_ERA})?\s?([0-9]{{1,4}})年度", arabic(printed).replace("元年", "1年"))
    if not match or (len(match[2]) != 4) == (match[1] is None):
        return None
    return _ERAS.get(match[1], 0) + int(match[2])


def settle(
    candidates: Sequence[Sequence[dt.date]], chains: Sequence[Sequence[int]]
) -> list[list[dt.date]]:
    """Keep the candidates that the order leaves possible.

    Parameters
    ----------
    candidates : the readings of each seminar.
    chains : seminars by their place, latest first; one without readings is passed over.

    Returns
    -------
    The readings left for each seminar, by bounds propagation up and down each chain; an empty
    list where the order contradicts the readings.

    Examples
    --------
    2014128日 is printed below 14 March 2014, the newer seminar:

    >>> march, below = readings("2014年3月14日")[0], readings("2014128日")[0]
    >>> settle([march, below], [[0, 1]])[1]
    [datetime.date(2014, 1, 28)]
    """
    left = [sorted(dates) for dates in candidates]
    for _ in range(2 * len(chains)):
        before = [len(dates) for dates in left]
        for chain in chains:
            latest, earliest = dt.date.max, dt.date.min
            for at in chain:
                if left[at]:
                    left[at] = [date for date in left[at] if date <= latest]
                    latest = left[at][-1] if left[at] else latest
            for at in reversed(chain):
                if left[at]:
                    left[at] = [date for date in left[at] if date >= earliest]
                    earliest = left[at][0] if left[at] else earliest
        if before == [len(dates) for dates in left]:
            break
    return left


class Printed(NamedTuple):
    """What a page says of the day of one seminar."""

    source: str
    line: int
    """Of the date, or of the heading where no date is printed."""
    printed: str
    """As the page has it."""
    date: str
    """The same, emended."""
    weekday: str = ""
    fiscal_year: str = ""
    posted: str = ""
    """The day of the post."""
    year: int | None = None
    """The one year that heading and lead name."""
    ahead: bool = False
    """Whether the post announces the seminar."""
    series: str = ""
    session: int | None = None


class Dated(NamedTuple):
    """A seminar's day, on what basis, and the doubt where there is one."""

    date: dt.date | None
    basis: str
    finding: Finding | None


def date_seminars(seminars: Sequence[Printed]) -> list[Dated]:
    """Find the day of each seminar, in the order given.

    A date intact on the page is ``printed``, one mended by a row of data/curated ``curated``;
    of a damaged one, a single reading is ``restored``, and one left over by the archive's
    order (newest first on a page, 第N回 rising with time in a series), by the weekday printed,
    or, where the year is not printed, by the fiscal year of a heading or the day of the post,
    is ``inferred``. What nothing decides is missing, and the finding asks for it.
    """
    years = _years(seminars)
    read = [_readings(seminar, years) for seminar in seminars]
    candidates = [dates for dates, _, _ in read]
    chains = _chains(seminars, candidates)
    left = settle(candidates, [chain for _, chain in chains])
    days = [
        dates[0] if len(dates) == 1 else kept[0] if len(kept) == 1 else None
        for dates, kept in zip(candidates, left, strict=True)
    ]
    places = [{at: place for place, at in enumerate(chain)} for _, chain in chains]
    evidence = [(name, chain, place) for (name, chain), place in zip(chains, places, strict=True)]
    dated = []
    for at, (seminar, (dates, intact, reasons)) in enumerate(zip(seminars, read, strict=True)):
        day = days[at]
        if day is None:
            dated.append(Dated(None, "", _missing(seminar, left[at] or dates, years, reasons)))
            continue
        if seminar.date != seminar.printed:
            basis = "curated"
        elif intact:
            basis = "printed"
        else:
            basis = "restored" if len(dates) == 1 and not reasons else "inferred"
        kind, why, found = f"date {basis}", "", seminar.printed
        if basis == "restored":
            why = "年 and 月 are not both printed; no other reading of the digits is a real date"
        elif basis == "inferred" and len(dates) == 1:
            why = reasons
        elif basis == "inferred":
            why = f"it can be {_several(dates, years)}; {_evidence(at, evidence, days)}"
            why = f"{reasons}; {why}" if reasons else why
        elif not _falls_on(day, seminar.weekday):
            kind, found = "weekday disagrees", f"{seminar.printed} ({seminar.weekday})"
            why = f"{day} is a {WEEKDAYS[day.weekday()]}曜日; the date is kept"
        doubt = Finding(seminar.source, seminar.line, kind, found, day.isoformat(), why)
        dated.append(Dated(day, basis, doubt if why else None))
    return dated


def _missing(seminar: Printed, dates: list[dt.date], years: range, reasons: str) -> Finding:
    weekday = f" ({seminar.weekday}曜日)" if seminar.weekday else ""
    if not seminar.date:
        why = "no day is printed"
    elif dates:
        why = f"it can be {_several(dates, years)}; nothing decides which"
    elif month_and_day(seminar.date) and not years:
        why = "its year is printed nowhere on the pages"
    else:
        why = "no real date fits"
    why = f"{reasons}; {why}" if reasons else why
    why += f"; add the full date, like 2014年3月26日, to {TABLE}"
    found = f"{seminar.printed}{weekday}"
    return Finding(seminar.source, seminar.line, "date missing", found, "", why)


def _falls_on(day: dt.date, weekday: str) -> bool:
    """Check the weekday printed; a weekday not printed is no objection."""
    return weekday in {"", WEEKDAYS[day.weekday()]}


def _years(seminars: Sequence[Printed]) -> range:
    """Find where the year of a day printed without one is looked for: around the known years.

    A cycle to either side, so that the weekday alone never decides for a year because the others
    were not looked at; no years where the pages name none.
    """
    known = {fiscal_year(seminar.fiscal_year) for seminar in seminars}
    known |= {seminar.year for seminar in seminars}
    for seminar in seminars:
        for printed in (seminar.date, seminar.posted):
            known |= {date.year for date in readings(printed)[0]} if printed else set()
    years = [year for year in known if year is not None]
    return range(min(years) - _CYCLE, max(years) + _CYCLE + 1) if years else range(0)


def _readings(seminar: Printed, years: range) -> tuple[list[dt.date], bool, str]:
    """List the dates that a seminar's can be, whether it is intact, and what narrowed them.

    12月18日 has a year for each that a heading (2009年度), the day of the post and the weekday
    allow.
    """
    day = month_and_day(seminar.date)
    dates, intact = ([], False) if day or not seminar.date else readings(seminar.date)
    reasons: list[str] = []
    weekday = seminar.weekday
    if day:
        dates = days_in(years, *day)
        reasons.append("no year is printed")
        headed = fiscal_year(seminar.fiscal_year)
        if headed is not None:
            dates = [date for date in dates if (date.year - (date.month < 4)) == headed]
            reasons.append(f"the heading says {seminar.fiscal_year}")
        posted = readings(seminar.posted)[0] if seminar.posted else []
        if len(posted) == 1:
            near = [date for date in dates if abs((date - posted[0]).days) <= _NEAR]
            ahead = [date for date in near if (date >= posted[0]) == seminar.ahead]
            dates = ahead or near
            reasons.append(f"the post is of {posted[0]}")
        if headed is None and not posted and seminar.year and weekday:
            same = [d for d in dates if d.year == seminar.year and _falls_on(d, weekday)]
            if same:
                dates = same
                reasons.append(f"the heading or lead names {seminar.year}年")
    if len(dates) > 1 or (day and weekday):
        kept = [date for date in dates if _falls_on(date, weekday)]
        if weekday and len(kept) < len(dates):
            dates = kept
        if weekday and (day or len(kept) == 1):
            reasons.append(f"{weekday}曜日 is printed")
    return dates, intact, "; ".join(reasons)


def _several(dates: Sequence[dt.date], years: range) -> str:
    """Write the dates in order; of many, those nearest to the middle of the known years."""
    middle = years[len(years) // 2] if years else dates[0].year
    near = sorted(sorted(dates, key=lambda date: abs(date.year - middle))[:_SHOWN])
    written = [date.isoformat() for date in near]
    before, after = ["…"] * (near[0] > min(dates)), ["…"] * (near[-1] < max(dates))
    return " or ".join([*before, *written, *after])


def _chains(
    seminars: Sequence[Printed], candidates: Sequence[Sequence[dt.date]]
) -> list[tuple[str, list[int]]]:
    """Put seminars latest first, as each page has them and as each series numbers them.

    A chain counts as evidence only where every seminar of it that has readings keeps one.
    """
    pages: dict[str, list[int]] = {}
    series: dict[str, dict[int, int]] = {}
    for at, seminar in enumerate(seminars):
        if candidates[at]:
            pages.setdefault(seminar.source, []).append(at)
            if seminar.series and seminar.session is not None:
                series.setdefault(seminar.series, {})[at] = seminar.session
    chains = [("its place on the page (newest first)", chain) for chain in pages.values()]
    for numbered in series.values():
        if len(set(numbered.values())) == len(numbered):
            falling = sorted(numbered, key=lambda at: -numbered[at])
            chains.append(("its number in the series", falling))

    def borne_out(chain: list[int]) -> bool:
        within = [candidates[at] for at in chain]
        return all(settle(within, [range(len(chain))]))

    return [(name, chain) for name, chain in chains if borne_out(chain)]


def _evidence(
    at: int,
    chains: Sequence[tuple[str, list[int], dict[int, int]]],
    days: Sequence[dt.date | None],
) -> str:
    """Say between which seminars each chain puts this one."""
    reasons = []
    for name, chain, places in chains:
        if at in places and len(chain) > 1:
            place = places[at]
            before = [days[other] for other in chain[max(0, place - 1) : place]]
            after = [days[other] for other in chain[place + 1 : place + 2]]
            sides = [f"before that of {day}" for day in before if day]
            sides += [f"after that of {day}" for day in after if day]
            if sides:
                reasons.append(f"{name} puts it {' and '.join(sides)}")
    return "; ".join(reasons)
