"""Files on disk become pages, and a page becomes posts: where each begins and how it is headed.

Nothing is corrected: a byte that does not fit the page's encoding stops the run. On a page of text
nothing marks a post but its own words, so one begins with a line that heads a seminar, or, where
that is lost, with a day that is not the one of the post under way.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from icpf_analysis.errors import Finding, PageError
from icpf_analysis.files import decode, read_bytes
from icpf_analysis.reading.dates import DATE, DAY, FISCAL_YEAR, NUMBER, arabic, day
from icpf_analysis.reading.people import POST
from icpf_analysis.reading.signals import (
    BULLET,
    EVENT,
    HELD,
    HOURS,
    POINT,
    TALK,
    WITHIN_QUOTES,
    archive_title,
    item,
    label,
    mask,
    post_note,
    turn,
)

SUFFIXES = (".txt", ".html", ".htm")
_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")


class Line(NamedTuple):
    """One line of a page: 1-based number, text, and its own terminator."""

    number: int
    text: str
    ending: str
    place: str = ""
    """Where it is in the markup; empty on a page of text."""
    post: int = 1
    """The post it belongs to, 0 outside of all posts; a page of text is one post."""
    heading: bool = False
    """Whether the markup makes it a heading."""


class Page(NamedTuple):
    """A decoded page: the file's name, all its lines, its encoding, and doubts about these."""

    source: str
    lines: list[Line]
    encoding: str = "utf-8"
    findings: tuple[Finding, ...] = ()
    frames: dict[int, list[str]] = {}  # noqa: RUF012
    """Post -> what the markup says of it: day of posting, categories, author."""


def split_lines(text: str) -> list[Line]:
    r"""Split `text` into lines at \n, \r\n and \r only; joined again they are `text`.

    U+2028, form feeds and the like stay within their line, so that a line's number is
    the one every editor shows.

    >>> [(line.number, line.text, line.ending) for line in split_lines("年\r\n月\n")]
    [(1, '年', '\r\n'), (2, '月', '\n')]
    """
    parts = (match.groups() for match in _LINE.finditer(text))
    kept = [(body, ending) for body, ending in parts if body or ending]
    return [Line(number, body, ending) for number, (body, ending) in enumerate(kept, 1)]


def read_page(path: str | Path, encoding: str | None = None) -> Page:
    """One file as a page: HTML by .html and .htm, else text.

    Parameters
    ----------
    encoding : of a page that is neither UTF-8 nor UTF-16 with a byte order mark.

    Raises
    ------
    PageError
        The file is missing, cannot be opened, is empty, or its bytes do not make a text.
    """
    path = Path(path)
    text, used = decode(path, read_bytes(path), encoding)
    todo = "save the page again"
    if not text.strip():
        found = "blank lines only" if text else "an empty file"
        raise PageError(path, 1, found, "a page of the archive", todo)
    if path.suffix.lower() not in SUFFIXES[1:]:
        return Page(path.name, split_lines(text), used)
    # a page of text needs no parser of HTML
    from bs4.builder import ParserRejectedMarkup

    from icpf_analysis.reading.html import read_html

    try:
        pieces, frames = read_html(text)
    except (ValueError, ParserRejectedMarkup) as problem:
        found = f"markup that no parser takes ({problem})"
        raise PageError(path, None, found, "HTML", f"{todo}, or as text") from problem
    if not pieces:
        raise PageError(path, 1, "no text in the markup", "a page of the archive", todo)
    if not any(piece.post for piece in pieces):
        expected = "the post itself: an <article>, or a <div> of the class post or entry"
        raise PageError(path, None, "no post, only what is around posts", expected, todo)
    lines = [
        Line(n, piece.text, "\n", piece.place, piece.post, piece.heading)
        for n, piece in enumerate(pieces, 1)
    ]
    why = "the reading above the word is no part of the sentence"
    readings = tuple(
        Finding(path.name, n, "reading left out", reading, reading.rpartition("(")[0], why)
        for n, piece in enumerate(pieces, 1)
        for reading in piece.readings
    )
    return Page(path.name, lines, used, readings, frames)


def read_pages(path: str | Path, encoding: str | None = None) -> list[Page]:
    """One file, or the pages of a folder in the order of their names.

    Parameters
    ----------
    encoding : as in :func:`read_page`, for each of the pages.

    Raises
    ------
    PageError
        The path is missing, the folder holds no page, or a page in it cannot be read.
    """
    path = Path(path)
    try:
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        there = path.exists()
    except OSError:  # a name too long, a folder that may not be entered
        there = False
    if not there:
        raise PageError(
            path,
            None,
            "nothing there",
            f"a page ({', '.join(SUFFIXES)}), or a folder of them",
            "check the path; load_corpus() without one reads data/raw of the clone",
        )
    pages = [
        read_page(file, encoding)
        for file in files
        if file.suffix.lower() in SUFFIXES or file == path
    ]
    if not pages:
        found = f"no {SUFFIXES[0]} file, nor {', '.join(SUFFIXES[1:])}"
        raise PageError(path, None, found, "pages of the archive", "put a page there")
    return pages


# 【開催報告】第2回見本カフェ「題」    【参加者募集】…
_FRONT = r"[【\[][^】\]]{0,6}(?:報告|案内|募集|開催|知らせ|告知|予告|延期|中止|重要)[】\]]"
_OPEN = rf"\s?(?:(?P<front>{_FRONT})|[【\[][^】\]]{{1,8}}[】\]])?\s?[■◆●○◇□▼【]?\s?"
# the field of a post, and its persons: 行政    見本 太郎見本大学教授ほか
_FIELD = r"[^\s。、:;「」()]{1,12}"
_BYLINE = r"(?:[一-龠々]{1,4}\s)?[^\s。、「」]{2,60}"
_TITLE = rf"[「『](?P<title>{WITHIN_QUOTES})[」』]"
_TAIL = (
    r"(?P<tail>\s?(?:開催|延期|中止)?の?[ご御お]?(?:案内|報告|知らせ|開催|結果|議事録|議事概要|議事要旨)"
    r"|\s?(?:参加者|受講者)?募集|\s?(?:講演|発言|記)録|の(?:要旨|概要|模様)"
    r"|を(?:開催|実施|議論|開き)(?:いた)?(?:しま(?:す|した)|ました|した|する))?(?:\s?\((?P<aside>[^()]*)\))?"
)
_ENDS = _TITLE + _TAIL + r"(?:\s{1,4}(?P<byline>[^。?!:]{2,120}?))?(?:\s開催報告)?】?\s*"
_SESSION = rf"(?:第\s?{NUMBER}\s?回|(?:[Vv]ol\.?|#|No\.)\s?\d{{1,4}})"
# How a post is headed: where a pattern counts, and the doubt that it leaves. ``top``: where no post
# is under way, the markup makes the line a heading, it says 開催報告 or the like, or it counts the
# seminar and a label follows; ``below``: where no post is under way, or a label follows.
_HEADINGS = [
    (re.compile(_OPEN + pattern), where, doubt)
    for pattern, where, doubt in (
        # 行政 セミナーシリーズ「見本の町」第2回「町の守り」 見本太郎見本大学教授
        (rf"(?P<headed>[^、。:•「」『』]{{0,40}}?{EVENT}[「『][^「」『』]{{1,60}}[」』]\s?{_SESSION}"
         rf"[^、。:「」『』]{{0,20}}){_ENDS}", "", ""),
        # 平成22年度 第2回シンポジウム「見本の制度」    緊急セミナー『見本』 見本太郎ほか
        (rf"(?P<headed>[^、。:•「」『』]{{0,60}}?{EVENT}[^、。:「」『』]{{0,30}}){_ENDS}", "", ""),
        # 第18回「台帳をビジネスに」    「見本の制度」 見本太郎見本大学教授
        (rf"(?![^「『]*(?:では、?|と|は)[「『])(?P<headed>[^、。:•「」『』]{{0,40}}){_ENDS}",
         "top", ""),
        # 電波 見本の政策 見本 太郎見本大学教授ほか
        (rf"{_FIELD}\s(?P<title>[^。「」:]{{2,100}}?)\s(?P<byline>{_BYLINE}ほか)", "", ""),
        # 政治 制度の壁:見本の選挙 見本 花子見本県議会議員        (one person)
        (rf"(?:(?P<headed>[^\s。、:;「」()]{{0,12}}{EVENT})|{_FIELD})"
         rf"\s(?P<title>[^。「」]{{5,100}}?)\s(?P<byline>{_BYLINE}{POST})", "below", ""),
        # 見本ウェビナー Vol.7 自治体と人材    第3回見本研究会 町の台帳
        (rf"(?P<headed>[^。、「」:]{{0,40}}?(?:{EVENT}\s?{_SESSION}|{_SESSION}(?:\s?\S{{0,30}}?{EVENT})?))[\s:]\s*"
         r"(?!(?:開催)?(?:議事|報告|記録|の?ご?案内|概要|レポート))(?P<title>[^。「」:()]{2,80}?)"
         rf"(?:\s(?P<byline>{_BYLINE}(?:{POST}|ほか)))?(?:\s?\((?P<aside>[^()]*)\))?",
         "below", ""),
        # 第28回(2014年2月21日)        (the title on the next line)
        (rf"(?P<title>(?P<headed>[^。、「」:]{{0,40}}?{_SESSION}[^。、「」:()]{{0,20}}?))"
         rf"\s?\({DATE}[^()]{{0,20}}\)", "", ""),
        # 平成20年度第1回セミナー        (the title on the next line)
        (rf"(?P<title>(?P<headed>{FISCAL_YEAR}の?[^。、:「」]{{0,20}}{_SESSION}[^。、:「」]{{0,20}}?{EVENT}))",
         "", ""),
        # シンポジウム報告:見本の記録
        (rf"(?P<headed>[^、。「」:]{{0,30}}?{EVENT}(?:の?(?:開催)?報告|レポート)?):\s?(?P<title>[^。「」:]{{2,80}})",
         "top", ""),
        # 「緊急シンポジウム 見本規制の論点」        (the whole heading in brackets)
        (rf"「(?P<title>[^。「」]{{0,60}}{EVENT}[^。「」]{{0,60}})」", "top", ""),
        # 第2回見本研究会    例示学会 第3回例会        (no title in brackets)
        (rf"(?!{POINT.pattern})(?P<title>(?P<headed>[^。、「」:]{{0,60}}(?:{EVENT}|{_SESSION})"
         rf"[^。、「」はがをに:]{{0,60}}?)){_TAIL}", "top",
         "there is no title in brackets; the whole line is taken for it"),
    )
]  # fmt: skip
# 13:30 見本の町    (2) 見本の町    講演1「見本の町」    見本花子氏(見本大学教授)「見本の町」
_NO_HEADING = re.compile(
    rf"{BULLET}(?:{HOURS}|\(?\d{{1,2}}[.)、]|{TALK.pattern}\s?「|[^\s「]{{2,12}}(?:氏|さん)\s?\()"
)
_QUOTED = re.compile(rf"\s*{_TITLE}\s*")
FIRST_LINE = "there is no title in brackets; the first line of the post is taken for it"


class Heading(NamedTuple):
    """How a post is headed."""

    title: str
    headed: str
    """What is above or before the title: 平成22年度 第2回シンポジウム."""
    byline: str
    doubt: str = ""


class Post(NamedTuple):
    """Lines of a page, by their places; `of` is the post's number in the markup."""

    rows: list[int]
    seminar: bool
    of: int
    heading: Heading | None


def _labelled(half: str) -> bool:
    return (found := label(half)) is not None and (found.kind != "lead" or found.strong)


def heading(
    half: str, after: str = "", *, top: bool = False, marked: bool = False
) -> Heading | None:
    """Read a line as the heading of a post.

    Parameters
    ----------
    after : the next line that is not blank.
    top : whether no post is under way, so that less is needed.
    marked : whether the markup makes the line a heading.

    >>> heading("緊急セミナー「見本」 見本太郎見本大学教授ほか")[:3]
    ('見本', '緊急セミナー', '見本太郎見本大学教授ほか')
    """
    half = half.strip()
    if not 2 <= len(half) <= 300 or (_labelled(half) and not marked):
        return None
    if turn(half) or _NO_HEADING.match(half):
        return None
    day_below = bool(DAY.match(after)) and len(after) < 60
    followed = day_below or post_note(after) or _heads(after) or _QUOTED.fullmatch(after)
    for pattern, where, doubt in _HEADINGS:
        match = pattern.fullmatch(half)
        if not match:
            continue
        read = match.groupdict("")
        announced = read["front"] or read.get("tail", "").strip()
        counted = re.search(_SESSION, read.get("headed", ""))
        known = followed and (where == "below" or counted)
        if not where or top or marked or known or (where == "top" and announced):
            return Heading(read["title"], read.get("headed", ""), read.get("byline", ""), doubt)
    return Heading(half, "", "", FIRST_LINE) if marked and not half.endswith("。") else None


def _heads(after: str) -> bool:
    known = {"lead", "organiser", "sponsor", "where", "when", "lecturer"}
    return _labelled(after) and (found := label(after)) is not None and found.kind in known


def dated(half: str, after: str) -> tuple[str, str] | None:
    """Find the day that a line gives its seminar: (``notice`` or ``opening``, its digits)."""
    if len(half) > 1000:
        return None
    found = label(half)
    if found and found.kind == "when":
        there = day((found.text or after)[:60])
        return ("notice", _digits(there["date"])) if there else None
    there = day(half[:120])
    if not there or POINT.match(half) or turn(half) or re.match(rf"次回|{_SESSION}は.*予定", half):
        return None
    early = there.start() <= 14 or re.search(
        rf"(?:(?:{EVENT}[^。]{{0,4}}|[」』])[がはを]、?|は、(?:去る|さる)?)$", half[: there.start()]
    )
    if early and "。" not in half[: there.start()]:
        sentence = mask(half).split("。")[0]
        verb = HELD.search(sentence, there.end())
        if verb and re.search(rf"「|『|{EVENT}|開催", sentence):
            return "opening", _digits(there["date"])
    return None


def _digits(printed: str) -> str:
    return re.sub(r"\D", "", arabic(printed))


# What is above the day in a notice whose heading is lost: prose, sponsors, 概要.
_ABOVE = re.compile(
    r"\s*|\s*\S.*[。!?]\s*|\s*「[^「」。]{2,100}」(?:を?開催[^。]{0,12})?\s*|\(.*\)\s*"
)
# What ends a notice or belongs to a report, so that it is never above the next day.
_BELOW = re.compile(
    r"\s*(?:[•●○◦□・*]|[-–—]\s|[QA]\s?[(:]|質問|回答|「[^」]*。|\d{1,2}(?::\d|時|[.)])).*|.*(?:申し?込|問い?合わ|こちら).*"
)


def find_posts(page: Page, halves: Sequence[str]) -> list[Post]:
    """Part a page into posts, in order; every line is in exactly one of them.

    A page heading such as 2010年度 ends the post above it; what comes before the first heading or
    day is no seminar's.
    """
    runs: dict[int, list[int]] = {}
    for at, line in enumerate(page.lines):
        runs.setdefault(line.post, []).append(at)
    posts = [Post(rows, False, 0, None) for of, rows in runs.items() if not of]
    for of, rows in runs.items():
        if of:
            posts += _in_run(page, halves, rows, of)
    return posts


def _in_run(page: Page, halves: Sequence[str], rows: Sequence[int], of: int) -> list[Post]:
    starts: dict[int, tuple[bool, Heading | None]] = {}  # place in rows -> is it a seminar's
    title: str | None = None  # of the post under way, "" where it has none, None outside posts
    days: dict[str, str] = {}  # how its day is printed -> the day's digits
    texts = [halves[at].strip() for at in rows]
    floor = 0
    following = next_texts(texts)
    first = True
    unsure = -1
    for n, half in enumerate(texts):
        if not half:
            continue
        after = following[n]
        if archive_title(half):
            starts[n], title, days, floor = (False, None), None, {}, n + 1
            continue
        marked = page.lines[rows[n]].heading and (first or title is None or _heads(after))
        above = label(texts[n - 1]) if n else None
        value = above and above.kind != "lead" and not above.text  # of a label alone on its line
        headed = None if value else heading(half, after, top=title is None, marked=marked)
        first = False
        sure = marked or not starts or label(after) or post_note(after) or _QUOTED.fullmatch(after)
        sure = sure or re.match(_FRONT, half)
        if headed and (sure or not headed.doubt):
            counted = headed.title == headed.headed  # 2009年度第4回セミナー, below its title
            below = n - 1 in starts or (n > 1 and not texts[n - 1] and n - 2 in starts)
            same = title and not days and (headed.title == title or (counted and below))
            if not same:
                between = "".join(texts[unsure:n])
                if unsure >= 0 and not re.search("。|続きを読む", between):
                    # the name of the site and its menu, above the first post
                    starts[unsure] = (False, None)
                starts[n], title, days, floor = (True, headed), headed.title, {}, n + 1
                named = re.search(rf"{EVENT}|{_SESSION}|{_FRONT}", half)
                unsure = -1 if named and not headed.doubt else n
            continue
        reading = dated(half, after)
        if reading is None:
            found = label(half) if unsure >= 0 else None
            if found and found.kind in {"lecturer", "moderator", "panelist", "when"}:
                unsure = -1
            continue
        kind, digits = reading
        unsure = -1
        another = any(not _same_day(digits, other) for other in days.values())
        if title is None or another or (kind in days and kind == "opening"):
            begins = _lead(texts, n, floor, title is None) if kind == "notice" else n
            lost = _lost_heading(texts, begins, n)
            starts[begins], title, days, floor = (True, lost), "", {}, n + 1
        days[kind] = digits
    if unsure >= 0:
        starts[unsure] = (False, None)
    bounds = sorted({0, *starts, len(rows)})
    posts = []
    for one, other in pairwise(bounds):
        seminar, headed = starts.get(one, (False, None))
        posts.append(Post(list(rows[one:other]), seminar, of, headed))
    return posts


def next_texts(texts: Sequence[str]) -> list[str]:
    """Give for each text the next one that is not blank; empty where none follows."""
    following, after = list[str](), ""
    for text in reversed(texts):
        following.append(after)
        after = text or after
    return following[::-1]


def _same_day(one: str, other: str) -> bool:
    """20130611 and 611: one can lack the year."""
    return one.endswith(other) or other.endswith(one)


def _lead(halves: Sequence[str], at: int, floor: int, outside: bool) -> int:
    """Find the first line of a notice without a heading: the prose above its day, and one more.

    Within another post only polite prose counts, because reports are not written so, and the
    line more has a blank one above it.
    """
    begins, line = at, at - 1
    while line >= floor and at - line < 60 and not _BELOW.match(halves[line][:400]):
        text = halves[line].strip()
        found = label(text)
        known = found and found.kind in {"organiser", "sponsor", "lead", "theme", "programme"}
        above = label(halves[line - 1].strip()) if line > floor else None
        sponsor = above and above.kind in {"organiser", "sponsor"} and not above.text
        polite = outside or text[-1:] != "。" or text[-2:-1] in "すいんたか"
        fact = outside and (post_note(text) or found or item(text))
        if not (polite and (known or sponsor or fact or _ABOVE.fullmatch(text))):
            break
        begins = line if text else begins
        line -= 1
    above_text = halves[line].strip() if line >= floor else ""
    apart = outside or (begins < at and line > 0 and not halves[line - 1].strip())
    if apart and 2 <= len(above_text) <= 120 and not re.search("[。:()]", above_text):
        begins = begins if _BELOW.match(above_text) else line
    return begins


def _lost_heading(halves: Sequence[str], begins: int, at: int) -> Heading | None:
    """The first line of a notice where it is no sentence, label or day: its title, with a doubt."""
    half = halves[begins].strip()
    if begins == at or label(half) or re.search("[。]", half) or not 2 <= len(half) <= 120:
        return None
    if half.startswith("「") or post_note(half) or day(half):
        return None
    return Heading(half, "", "", FIRST_LINE)
