"""A page becomes reports, and a post that appears on two pages is one report.

Two reports of different pages are the same post if their dates can be the same day and at least
half of what the shorter one says is in the other; where one of them says nothing yet (an
announcement, the beginning of a post in a list), if day and title are the same, and then on one
page too. Signs are left out of account, since an extraction may have lost them: 23倍 and 2~3倍
are the same here.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from icpf_analysis.errors import Finding
from icpf_analysis.reading import notices, sentences, signals, statements
from icpf_analysis.reading.dates import NUMBER, arabic, day, fiscal_year_in, readings, whole_number
from icpf_analysis.reading.pages import Page, Post, find_posts
from icpf_analysis.reading.signals import half_width
from icpf_analysis.reading.walk import (
    EARLY,
    FRAME,
    REPORT,
    UNREAD,
    Mention,
    Statement,
    Transitions,
    Walk,
    headed_fields,
)

ROLES = (
    "archive title", "post note", "seminar title", "lead", "notice", "programme", "opening",
    "introduction", "slides", "heading", "statement", "roster", "transition", "summary", "blank",
    "unread", "navigation", "duplicate",
)  # fmt: skip
STATUSES = ("announced", "held", "reported")
# • 見本の制度は…    Q:いつからか?    見本氏の講演資料はこちら    …という指摘があった。
_OF_REPORT = re.compile(r"\s*(?:[•●○◦□・「【]|[QA質回]|.*(?:。|こちら)\s*$)")

EVERYWHERE, PANELS = EARLY | REPORT, frozenset({"panel", "discussion"})
TRANSITIONS: Transitions = (
    # rule, sections in which it is asked, which lines: sentences of the reporter, not too long, any
    (statements.question_or_answer, EVERYWHERE, "line"),
    (notices.labelled, EVERYWHERE, "line"),
    (notices.value_below, EVERYWHERE, "line"),
    (notices.slides_link, EVERYWHERE, "line"),
    (sentences.section_title, EVERYWHERE, "line"),
    (statements.speaker_and_words, FRAME, "line"),
    (statements.section_heading, FRAME, "line"),
    (sentences.opening, EARLY, "sentence"),
    (sentences.turnout_first, EARLY, "sentence"),
    (sentences.summary, PANELS | {"closing"}, "sentence"),
    (sentences.closing, EVERYWHERE, "sentence"),
    (sentences.transition, EVERYWHERE, "sentence"),
    (statements.reported_words, EARLY | PANELS | {"talk"}, "sentence"),
    (sentences.introduction, EVERYWHERE, "sentence"),
    (sentences.turnout, EARLY | {"talk"}, "sentence"),
    (notices.speaker_in_notice, FRAME, "line"),
    (notices.quoted_title, FRAME, "line"),
    (notices.programme_item, FRAME, "line"),
    (notices.listed, FRAME, "line"),
    (notices.other_line, FRAME, "line"),
    (sentences.prose, FRAME, "line"),
    (notices.person_in_report, REPORT, "line"),
    (statements.numbered_heading, REPORT, "line"),
    (statements.speaker_and_words, REPORT, "line"),
    (statements.bullet_point, REPORT, "any"),
    (notices.programme_in_report, REPORT, "line"),
    (statements.section_heading, REPORT, "line"),
    (statements.paragraph, REPORT, "any"),
    (sentences.prose, frozenset({"report"}), "any"),
)


class Report(NamedTuple):
    """One seminar as its page has it."""

    source: str
    first_line: int
    last_line: int
    fields: dict[str, str]
    """Of heading, labels and opening: series, title, date, venue, attendees and the like."""
    date_printed: str
    date_line: int
    status: str
    mentions: list[Mention]
    statements: list[Statement]
    findings: list[Finding]
    lines: list[tuple[int, str, str]]
    """(number, text, role) of each line that is no statement, for the coverage of facts."""


class Read(NamedTuple):
    """The role of each line of a page, its reports, and doubts about what is no report's."""

    roles: list[str]
    reports: list[Report]
    findings: list[Finding]


def read_reports(page: Page, texts: Sequence[str]) -> Read:
    """Read all posts of a page.

    Parameters
    ----------
    texts : the lines' texts, emended.
    """
    halves = [half_width(text[: signals.LONGEST]) for text in texts]
    halves = [half if re.search(r"\w", half) else "" for half in halves]  # ==========
    roles = [""] * len(texts)
    reports: list[Report] = []
    findings: list[Finding] = []
    titles: dict[str, list[int]] = {}
    cut: list[Finding] = []
    headed = [n for n, half in enumerate(halves) if signals.archive_title(half)]
    years = [(n, fiscal_year_in(halves[n])) for n in headed]
    posts = find_posts(page, halves)
    for post in posts:
        if post.heading:
            titles.setdefault(post.heading.title, []).append(page.lines[post.rows[0]].number)
    above = [_line_above(halves, post) for post in posts if post.seminar]
    posted_above = above and all(map(signals.post_note, above))
    for post in posts:
        for at in post.rows:
            title = post.of and signals.archive_title(halves[at])
            note = post.of and not post.seminar and signals.post_note(halves[at])
            role = "archive title" if title else "post note" if note else "unread"
            roles[at] = (role if post.of else "navigation") if halves[at].strip() else "blank"
        in_part = post.seminar and _shown_in_part(page, halves, post)
        if post.seminar and not in_part:
            year = next((year for n, year in reversed(years) if year and n < post.rows[0]), "")
            walk = Walk(page, texts, halves, post, year)
            if posted_above:
                walk.note_frame(_line_above(halves, post))
            walk.go(roles, TRANSITIONS)
            reports.append(_report(walk, titles))
            findings += walk.unread
            continue
        rows = [
            (page.lines[at].number, "unread line", texts[at].strip())
            for at in post.rows
            if roles[at] == "unread"
        ]
        unread = [Finding(page.source, *row, "", UNREAD) for row in rows]
        if unread and (in_part or page.lines[post.rows[0]].place):
            why = "no seminar is found in this post"
            why = "a list shows the beginning of this post" if in_part else why
            why += f"; its {len(unread)} lines are kept as unread"
            unread = [unread[0]._replace(kind="post without seminar", why=why)]
        elif not reports:
            cut += [doubt for doubt in unread if _OF_REPORT.match(half_width(doubt.found))]
        findings += unread
    if cut:
        why = (
            f"{len(cut)} lines like those of a report come before the first seminar of the page: "
            "its beginning is on the page before; put the whole report on one page, its heading "
            "first, and these lines become statements"
        )
        findings.append(cut[0]._replace(kind="report cut", why=why))
    return Read(roles, reports, findings)


def _line_above(halves: Sequence[str], post: Post) -> str:
    """The line above a post's heading, where a page has the day of posting above each."""
    return next((half.strip() for half in halves[: post.rows[0]][::-1] if half.strip()), "")


def _shown_in_part(page: Page, halves: Sequence[str], post: Post) -> bool:
    """Check whether a list shows the beginning of a post only: 続きを読む ends it, and no day.

    In HTML that is a link, which is around the post: the line below.
    """
    shown = [at for at in post.rows if halves[at].strip()]
    ends, below = shown[-1:], post.rows[-1] + 1
    if below < len(page.lines) and page.lines[below].post == 0:
        ends.append(below)
    return any(signals.READ_ON.search(halves[at][-200:]) for at in ends) and not any(
        day(halves[at][:200]) for at in shown if not signals.post_note(halves[at])
    )


def _report(walk: Walk, titles: dict[str, list[int]]) -> Report:
    """Put together what the walk down a post has gathered; `titles` has the lines of headings."""
    page, post = walk.page, walk.post
    first = page.lines[post.rows[0]]
    dated = first if walk.dated is None else page.lines[walk.dated]
    last = max(at for at in post.rows if walk.halves[at].strip())
    fields, series = _fields(walk)
    printed = ""
    if fields.get("date"):
        found = day(half_width(dated.text[:200]))
        printed = dated.text[slice(*found.span("date"))] if found else dated.text.split("、")[0]
    held = "held" if walk.linked or "held" in walk.opened else "announced"
    findings = _doubts(walk, fields, series, titles, first.number, dated.number)
    return Report(
        page.source, first.number, page.lines[last].number, fields, printed.strip(), dated.number,
        "reported" if walk.reported else held, walk.mentions, walk.statements,
        findings + walk.findings, walk.kept,
    )  # fmt: skip


def _fields(walk: Walk) -> tuple[dict[str, str], str]:
    """What heading, labels and opening say, the opening last; and the opening's own series."""
    headed, fields = walk.post.heading, walk.noticed | walk.opened
    in_report = walk.opened.get("title") or walk.noticed.get("theme", "")
    fields["session_in_report"] = walk.opened.get("session", "")
    title, organiser = "", fields.get("organiser in prose", "")
    if headed:
        title = headed.title
        if headed.headed:
            fields |= headed_fields(headed.headed)
        else:
            fields["series"] = ""
        if in_report and (title == headed.headed or (headed.doubt and "theme" in walk.noticed)):
            title = "" if title == headed.headed else in_report  # 第2回見本研究会, and 題目: below
        house = _HOUSE.match(headed.headed)
        organiser = organiser or (house["who"] if house else "")
    fields.setdefault("organiser", organiser)
    fields["title"], fields["title_in_report"] = title or in_report, in_report
    return fields, walk.opened.get("series", "")


_HOUSE = re.compile(
    r"(?P<who>[^\s、。「」()]{2,20}(?:学会|協会|会|大学|機構|フォーラム|塾)(?:\([^()]*\))?)\s+"
    rf"(?=第{NUMBER}回)"
)


def _doubts(
    walk: Walk,
    fields: dict[str, str],
    series: str,
    titles: dict[str, list[int]],
    at: int,
    dated: int,
) -> list[Finding]:
    """Where heading and sentence differ, and what the numbering leaves open."""
    found = []

    def doubt(line: int, kind: str, text: str, taken: str, why: str) -> None:
        found.append(Finding(walk.page.source, line, kind, text, taken, why))

    title, in_report, headed = fields["title"], fields["title_in_report"], walk.post.heading
    if headed is None:
        why = "no heading is printed above this opening; title and series are the sentence's own"
        if not in_report:
            why = "neither a heading nor a sentence names a title; it is missing"
        begins = walk.texts[walk.post.rows[0]].strip()[:40]
        doubt(at, "heading lost", in_report or begins, "", why)
    elif headed.doubt and title == headed.title:
        doubt(at, "title doubtful", title, title, headed.doubt)
    if in_report and title != in_report:
        why = f"the report's own sentence, at line {dated}, names another title than the heading"
        for text, name in ((title, "heading's title"), (in_report, "report's title")):
            others = [other for other in titles.get(text, ())[:9] if other != at]
            why += "".join(f"; the {name} also heads line {other}" for other in others)
        doubt(at, "titles disagree", title, in_report, why)
    if series and not fields.get("series", "").endswith(series):
        why = f"the heading, at line {at}, names the series otherwise; the heading is kept"
        doubt(dated, "series disagree", series, fields.get("series", ""), why)
    counted, session = fields["session_in_report"], fields.get("session", "")
    if counted and whole_number(counted) != whole_number(session):
        why = f"the heading, at line {at}, counts it otherwise; the heading is kept"
        doubt(dated, "sessions disagree", f"第{counted}回", arabic(session), why)
    if "年度" in fields.get("numbering", "") and "session" in fields:
        why = "it is counted within a fiscal year, so it does not follow on the other seminars'"
        printed = f"{fields['numbering']}第{session}回"
        doubt(dated, "session doubtful", printed, arabic(session), why)
    return found


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


class _Comparable:
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
    comparable = [_Comparable(report) for report in reports]
    groups: list[list[int]] = []
    kept: list[int] = []
    by_key: dict[object, list[int]] = defaultdict(list)  # (day, title) or a statement -> groups
    findings = []
    for at, this in enumerate(comparable):
        keys: list[object] = [(day, title) for day in this.days for title in this.titles]
        keys += [*this.said][:_COMPARED]
        near = sorted({group for key in keys for group in by_key[key][-_COMPARED:]})
        # a page does not repeat itself, but has an announcement and its report
        others = [
            group for group in near
            if not any(
                comparable[other].report.source == this.report.source
                and bool(comparable[other].said) == bool(this.said)
                for other in groups[group][-_COMPARED:]
            )
        ]  # fmt: skip
        same = next(
            (group for group in others if _same(this, comparable[kept[group]])), len(groups)
        )
        if same == len(groups):
            findings += [
                doubt for group in others for doubt in _perhaps_same(this, comparable[kept[group]])
            ]
            groups.append([])
            kept.append(at)
        groups[same].append(at)
        if this.said and not comparable[kept[same]].said:
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
        [*findings, *(_repeated(comparable[at], comparable[other]) for at, other in again)],
    )


def _letters(text: str) -> str:
    """Keep letters and digits alone, of one width and case.

    >>> _letters("2〜3倍、LGWAN-ASP")
    '23倍lgwanasp'
    """
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def _share(one: _Comparable, other: _Comparable) -> float:
    """How much of the shorter is in the longer; 0.0 where one says nothing."""
    shorter = min(sum(one.said.values()), sum(other.said.values()))
    return sum(n for text, n in one.said.items() if text in other.said) / max(shorter, 1)


def _same(one: _Comparable, other: _Comparable) -> bool:
    alike = _share(one, other) >= _SHARED if one.said and other.said else one.titles & other.titles
    return bool(one.days & other.days and alike)


def _perhaps_same(this: _Comparable, other: _Comparable) -> list[Finding]:
    """Two reports that are held apart although day and title, or the words, are the same."""
    day, title, alike = this.days & other.days, this.titles & other.titles, _share(this, other)
    if not title or this.report.source == other.report.source or not (day or alike >= _SHARED):
        return []
    why = f"title and {alike:.0%} of the words are the same, but not the day"
    why = f"day and title are the same, but only {alike:.0%} of the words" if day else why
    return [_doubt(this, "perhaps duplicate", "another seminar", f"{why}, as at {other.place}")]


def _repeated(this: _Comparable, kept: _Comparable) -> Finding:
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


def _doubt(this: _Comparable, kind: str, taken: str, why: str) -> Finding:
    report = this.report
    return Finding(report.source, report.first_line, kind, report.fields["title"], taken, why)
