"""Dates as the page prints them, and every real date a damaged one can be.

The page's extraction lost 年 and 月 between digits: ``2014326日`` was 2014年3月26日.
Nothing here chooses between readings by taste; :func:`settle` uses the order of the archive.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence

_KANJI = {kanji: digit for digit, kanji in enumerate("〇一二三四五六七八九")}
_KANJI_RUN = re.compile(r"[〇一二三四五六七八九十]+")
_TENS = re.compile(r"([二三四五六七八九]?)十([一二三四五六七八九]?)")
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERA = rf"(?:{'|'.join(_ERAS)})"

# Pieces of patterns. None holds two repeats that could take each other's signs.
DIGIT = r"\d〇一二三四五六七八九十"
NUMBER = rf"[{DIGIT}]{{1,9}}"
# 2010年12月14日    平成22年12月14日    2014326日
DATE = rf"{_ERA}?\s*[{DIGIT}元][{DIGIT}元年月\s]{{0,30}}日"
# 2010年度    平成22年度    平成二十二年度
FISCAL_YEAR = rf"(?:{_ERA}\s?)?[{DIGIT}元]{{1,4}}年度"

_LONGEST = 30
"""No date is longer, in characters."""


def arabic(text: str) -> str:
    """`text` with full-width and kanji numerals as ASCII digits.

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
    """`text` as a number, up to nine digits; None for anything else, such as 十二三 or 3月2.

    >>> whole_number("四十"), whole_number("５０"), whole_number("十二三")
    (40, 50, None)
    """
    digits = arabic(text)
    return int(digits) if re.fullmatch(r"[0-9]{1,9}", digits) else None


def readings(printed: str) -> tuple[list[dt.date], bool]:
    """Every real date that `printed` can stand for, and whether it is intact.

    The numerals are shared out to year (four digits, or one or two in an era), month and day
    in every way that keeps the 年 月 日, and the blanks, still standing where they are.

    Returns
    -------
    dates, oldest first, and True if 年, 月 and 日 all stand; no date gives ``([], …)``.

    >>> readings("2014年3月26日")
    ([datetime.date(2014, 3, 26)], True)
    >>> readings("2014128日")
    ([datetime.date(2014, 1, 28), datetime.date(2014, 12, 8)], False)
    """
    text = unicodedata.normalize("NFKC", printed).strip()
    if re.fullmatch(r"[0-9]{4}([/.-])[0-9]{1,2}\1[0-9]{1,2}", text):  # 2013/6/11
        try:
            return [dt.date(*map(int, re.split(r"[/.-]", text)))], True
        except ValueError:
            return [], True
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


def month_and_day(printed: str) -> tuple[int, int] | None:
    """The month and day of a date that prints no year; None of any other.

    >>> month_and_day("12月18日"), month_and_day("6/11"), month_and_day("2014326日")
    ((12, 18), (6, 11), None)
    """
    match = re.fullmatch(r"([0-9]{1,2})\s?[月/]\s?([0-9]{1,2})\s?日?", arabic(printed).strip())
    return (int(match[1]), int(match[2])) if match else None


def days_in(years: Iterable[int], month: int, day: int) -> list[dt.date]:
    """That day of each of the years that have it.

    >>> days_in([2011, 2012], 2, 29)
    [datetime.date(2012, 2, 29)]
    """
    days = []
    for year in years:
        try:
            days.append(dt.date(year, month, day))
        except ValueError:
            continue
    return days


def fiscal_year(printed: str) -> int | None:
    """The year in which a Japanese fiscal year begins, on 1 April; None where none is meant.

    >>> fiscal_year("2010年度"), fiscal_year("平成22年度"), fiscal_year("年度")
    (2010, 2010, None)
    """
    match = re.fullmatch(rf"({_ERA})?\s?([0-9]{{1,4}})年度", arabic(printed).replace("元年", "1年"))
    if not match or (len(match[2]) != 4) == (match[1] is None):
        return None
    return _ERAS.get(match[1], 0) + int(match[2])


def _date(era: str, year: str, month: str, day: str) -> dt.date | None:
    y, m, d = (
        whole_number(part.strip().removesuffix(sign).strip())
        for part, sign in ((year, "年"), (month, "月"), (day, ""))
    )
    if y is None or m is None or d is None or not (1 <= y <= 99 if era else 1000 <= y <= 9999):
        return None
    try:
        return dt.date(_ERAS.get(era, 0) + y, m, d)
    except ValueError:
        return None


def settle(
    candidates: Sequence[Sequence[dt.date]], not_before: Sequence[tuple[int, int]]
) -> list[list[dt.date]]:
    """Candidates that the order leaves possible.

    Parameters
    ----------
    candidates : the readings of each seminar.
    not_before : pairs (i, j): seminar i was held on the day of seminar j or later.

    Returns
    -------
    The readings left for each seminar, by bounds propagation; an empty list where the
    order contradicts the readings.

    Examples
    --------
    2014128日 stands below 14 March 2014, the newer seminar:

    >>> march, below = readings("2014年3月14日")[0], readings("2014128日")[0]
    >>> settle([march, below], [(0, 1)])[1]
    [datetime.date(2014, 1, 28)]
    """
    left = [sorted(dates) for dates in candidates]
    changed = True
    while changed:
        changed = False
        for later, earlier in not_before:
            if not left[later] or not left[earlier]:
                continue
            kept = [date for date in left[later] if date >= left[earlier][0]]
            other = [date for date in left[earlier] if date <= left[later][-1]]
            if (kept, other) != (left[later], left[earlier]):
                left[later], left[earlier], changed = kept, other, True
    return left
