"""Layouts of the archive's pages, one grammar a module.

A page is a run of posts, and each post is read by the layout that fits it. ``site`` holds what
stands on every page, ``parts`` the pieces of patterns, ``programme`` the rules of programmes that
other layouts take over.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from icpf_analysis.dates import arabic
from icpf_analysis.errors import PageError
from icpf_analysis.grammar import Marked, Rule, half_width, mark, nexts
from icpf_analysis.layouts import archive, brief, notice, site
from icpf_analysis.layouts.parts import LEAD, SPONSOR
from icpf_analysis.pages import Line, Page

LAYOUTS = (
    (*site.RULES, *archive.RULES, *site.HEADINGS),
    (*site.RULES, *brief.RULES),
    (*site.RULES, *notice.RULES),
)
"""Foremost first: of two that fit alike the first is taken."""

_RULES = tuple(dict.fromkeys(rule for rules in LAYOUTS for rule in rules))
_HEADING = tuple(rule for rule in _RULES if rule.role == "seminar title" and not rule.within)
_FIRST = tuple(rule for rule in _RULES if rule.role == "seminar title" and not rule.doubt)
_DATED = tuple(
    rule
    for rule in _RULES
    if "date" in rule.pattern.groupindex or (rule.opens == "when" and rule.role == "notice")
)
_PAGE = tuple(rule for rule in site.RULES if rule.role == "archive title")

# What stands above the day in a notice whose heading is lost: prose, sponsors, 概要.
_ABOVE = re.compile(
    r"\s*|\s*\S.*[。!?]\s*|\s*「[^「」。]{2,100}」(?:を?開催[^。]{0,12})?\s*|\(.*\)\s*"
    rf"|\s?[■◆【<]?{SPONSOR}[\s:】].*|\s?[■◆【<]?(?:{LEAD}|スケジュール)[】>]?\s?:?\s*"
)
# 主催: alone on its line; who it is stands on the next one.
_SPONSOR = re.compile(rf"\s?[■◆【<]?{SPONSOR}[】>]?\s?:?\s*")
# What ends a notice or stands in a report, so that it is never above the next day.
_BELOW = re.compile(
    r"\s*(?:[•●○◦□・*]|[-–—]\s|[QA]\s?[(:]|質問|回答|「[^」]*。|\d{1,2}(?::\d|時|[.)])).*|.*(?:申し?込|問い?合わ|こちら).*"
)


def read_layout(page: Page, texts: Sequence[str]) -> list[Marked]:
    """The page marked, each post by the layout that finds its day and leaves fewest lines unread.

    Parameters
    ----------
    texts : the lines' texts, emended.

    Returns
    -------
    All lines in order; the first of each post has `begins`. Lines above the first post that are
    no page heading are unread: they may be the end of a report that the page before begins.

    Raises
    ------
    PageError
        No layout finds a seminar.
    """
    halves = [half_width(text) for text in texts]
    starts = _starts(halves)
    if not any(starts.values()):
        first = next(line for line in page.lines if line.text.strip())
        raise PageError(
            page.source,
            first.number,
            f"{first.text.strip()[:30]!r} and no seminar on the page",
            "a heading like 電子行政研究会セミナー「題」 on a line of its own, a label like "
            "日時:2013年6月11日, or a sentence that opens with a date",
            "check that this is a page of the archive; another layout needs a grammar "
            "in icpf_analysis/layouts",
        )
    bounds = sorted({0, *starts, len(halves)})
    marked: list[Marked] = []
    for start, end in pairwise(bounds):
        lines, part = page.lines[start:end], texts[start:end]
        if starts.get(start):
            best = _best(lines, part)
            marked += [best[0]._replace(begins=True), *best[1:]]
        else:
            marked += mark(lines, part, site.RULES)
    return marked


def _best(lines: Sequence[Line], texts: Sequence[str]) -> list[Marked]:
    """The post by the layout that fits it; one that leaves nothing open is not compared."""
    tried: list[list[Marked]] = []
    for rules in LAYOUTS:
        tried.append(mark(lines, texts, rules))
        if _fit(tried[-1]) == (True, 0):
            break
    return max(tried, key=_fit)


def _fit(marked: Sequence[Marked]) -> tuple[bool, int]:
    """Is the day found, and how few lines stay unread."""
    return (
        any("date" in line.fields for line in marked),
        -sum(line.role == "unread" for line in marked),
    )


def _starts(halves: Sequence[str]) -> dict[int, bool]:
    """Where posts (True) and page headings (False) begin.

    A post begins with its heading, or, where that is lost, with a day that is not the one of the
    post under way: 日時 above a report's own sentence of the same day is one seminar.
    """
    starts: dict[int, bool] = {}
    title: str | None = None  # of the post under way, "" where it has none, None outside posts
    days: dict[str, str] = {}  # how its day is told -> the day's digits
    for at, (line, after) in enumerate(zip(halves, nexts(halves), strict=True)):
        half = line.lstrip()
        if not half:
            continue
        if _first(_PAGE, half):
            starts[at], title, days = False, None, {}
            continue
        heading = _first(_FIRST if title is None else _HEADING, half, after)
        if heading:
            same = title is not None and not days and heading["title"] == title
            if not same:
                starts[at], title, days = True, heading["title"], {}
            continue
        dated = _first_dated(half, after)
        if dated is None:
            continue
        kind, day = dated
        another = any(not _same_day(day, other) for other in days.values())
        if title is None or another or (kind in days and kind == "opening"):
            begins = _lead(halves, at, starts, title is None) if kind == "notice" else at
            starts[begins], title, days = True, "", {}
        days[kind] = day
    return starts


def _first(rules: Sequence[Rule], half: str, after: str = "") -> re.Match[str] | None:
    for rule in rules:
        match = rule.pattern.fullmatch(half)
        if match and (rule.ahead is None or rule.ahead.match(after)):
            return match
    return None


def _first_dated(half: str, after: str) -> tuple[str, str] | None:
    """(role, digits of the day) of a line that tells the day of a seminar."""
    for rule in _DATED:
        if rule.within == "when":  # the value below 日時; the label has been seen
            continue
        match = rule.pattern.fullmatch(half)
        if match and rule.ahead:  # 日時 alone, and the day on the next line
            match = rule.ahead.match(after)
        if match:
            return rule.role, "".join(re.findall(r"\d", arabic(match["date"])))
    return None


def _same_day(one: str, other: str) -> bool:
    """20130611 and 611: one can lack the year."""
    return one.endswith(other) or other.endswith(one)


def _lead(halves: Sequence[str], at: int, starts: dict[int, bool], outside: bool) -> int:
    """The first line of a notice without a heading: the prose above its day, and one line more.

    Inside another post only polite prose counts, because reports are not written so, and the
    line more has a blank one above it.
    """
    floor = max((start + (not post) for start, post in starts.items()), default=0)
    begins, line = at, at - 1
    while line >= floor and not _BELOW.match(halves[line]):
        if not (
            _ABOVE.fullmatch(halves[line])
            or (line > floor and _SPONSOR.fullmatch(halves[line - 1]))
        ):
            break
        text = halves[line].strip()
        if (
            not outside
            and text.endswith("。")
            and not text.endswith(("す。", "い。", "ん。", "た。", "か。"))
        ):
            break
        begins = line if text else begins
        line -= 1
    above = halves[line].strip() if line >= floor else ""
    apart = outside or (begins < at and line > 0 and not halves[line - 1].strip())
    if apart and 2 <= len(above) <= 80 and not re.search("[。:()]", above):
        begins = begins if _BELOW.match(above) else line
    return begins
