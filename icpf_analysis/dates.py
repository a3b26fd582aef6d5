"""Dates as the page prints them, and every real date a damaged one can be.

The page's extraction lost 年 and 月 between digits: ``2014326日`` was 2014年3月26日.
Nothing here chooses between readings by taste; :func:`settle` uses the order of the archive.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from itertools import product

_KANJI = {kanji: digit for digit, kanji in enumerate("〇一二三四五六七八九")}
_KANJI_RUN = re.compile(r"[〇一二三四五六七八九十]+")
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_SPLIT = re.compile(r"(?P<era>明治|大正|昭和|平成|令和)?(?P<body>(?:元年|\d)[\d年月日]*)")


def arabic(text: str) -> str:
    """`text` with full-width and kanji numerals as ASCII digits.

    >>> arabic("二〇一四年三月二十六日"), arabic("第6回"), arabic("平成元年十二月十日")
    ('2014年3月26日', '第6回', '平成元年12月10日')
    """
    return _KANJI_RUN.sub(lambda run: _kanji_number(run[0]), unicodedata.normalize("NFKC", text))


def _kanji_number(run: str) -> str:
    """二十六 is 26 (tens), 二〇一四 is 2014 (digit by digit)."""
    if run.count("十") != 1:
        return "".join(str(_KANJI[sign]) if sign != "十" else "10" for sign in run)
    tens, ones = ("".join(str(_KANJI[sign]) for sign in part) for part in run.split("十"))
    return f"{int(tens or 1)}{int(ones or 0)}"


def readings(printed: str) -> tuple[list[dt.date], bool]:
    """Every real date that `printed` can stand for, and whether it is intact.

    Digits are shared out to year (four, or one or two in an era), month and day (one or
    two each) in every way that keeps the 年 月 日 still standing where they are.

    Returns
    -------
    dates, oldest first, and True if 年, 月 and 日 all stand; no date gives ``([], …)``.

    >>> readings("2014年3月26日")
    ([datetime.date(2014, 3, 26)], True)
    >>> readings("2014128日")
    ([datetime.date(2014, 1, 28), datetime.date(2014, 12, 8)], False)
    """
    match = _SPLIT.fullmatch(re.sub(r"\s", "", arabic(printed)))
    if not match:
        return [], False
    body = match["body"].replace("元年", "1年")
    before = _ERAS[match["era"]] if match["era"] else 0
    found = set()
    for year, month, day in product((1, 2) if match["era"] else (4,), (1, 2), (1, 2)):
        parts = re.fullmatch(rf"(\d{{{year}}})年?(\d{{{month}}})月?(\d{{{day}}})日?", body)
        if parts:
            try:
                found.add(dt.date(before + int(parts[1]), int(parts[2]), int(parts[3])))
            except ValueError:
                continue
    return sorted(found), bool(re.fullmatch(r"\d+年\d+月\d+日", body))


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
