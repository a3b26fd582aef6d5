"""A post becomes a report: the role of each line, who is named, and what was said.

:meth:`PostReader.read` is the table of the walk: the first answer in its order gives a line its
role. Nothing here decides a day or a person.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from icpf_analysis.errors import Finding
from icpf_analysis.reading import signals
from icpf_analysis.reading.dates import NUMBER, arabic, whole_number
from icpf_analysis.reading.pages import Line, Page
from icpf_analysis.reading.people import list_phrases
from icpf_analysis.reading.posts import Heading, Post, find_posts, heading
from icpf_analysis.reading.sentences import Sentences
from icpf_analysis.reading.signals import half_width
from icpf_analysis.reading.walk import REPORT, Mention, Statement, fiscal_year_in, headed_fields

ROLES = (
    "archive title", "post note", "seminar title", "lead", "notice", "programme", "opening",
    "introduction", "slides", "heading", "statement", "roster", "transition", "summary", "blank",
    "unread", "navigation", "duplicate",
)  # fmt: skip
STATUSES = ("announced", "held", "reported")
UNREAD = (
    "no rule fits this line; it is kept in lines, and no speaker, heading or question above it "
    "is carried past it"
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
    roles = [""] * len(texts)
    reports: list[Report] = []
    findings: list[Finding] = []
    titles: dict[str, list[int]] = {}
    years = [
        (n, year)
        for n, half in enumerate(halves)
        if signals.archive_title(half) and (year := fiscal_year_in(half))
    ]
    cut: list[int] = []
    posts = find_posts(page, halves)
    for post in posts:
        if post.heading:
            titles.setdefault(post.heading.title, []).append(page.lines[post.rows[0]].number)
    for post in posts:
        for at in post.rows:
            roles[at] = ("unread" if post.of else "navigation") if halves[at].strip() else "blank"
            if post.of and signals.archive_title(halves[at]):
                roles[at] = "archive title"
            elif post.of and not post.seminar and signals.post_note(halves[at]):
                roles[at] = "post note"
        in_part = post.seminar and _shown_in_part(page, halves, post)
        if post.seminar and not in_part:
            year = next((year for n, year in reversed(years) if n < post.rows[0]), "")
            walk = PostReader(page, texts, halves, post, year)
            walk.walk(roles)
            reports.append(walk.report(titles))
            findings += walk.unread
            continue
        shown = [at for at in post.rows if roles[at] == "unread"]
        if not shown:
            continue
        first, text = page.lines[shown[0]].number, texts[shown[0]].strip()
        if in_part or page.lines[shown[0]].place:
            why = (
                "a list shows the beginning of this post"
                if in_part
                else "no seminar is found in this post"
            )
            why += f"; its {len(shown)} lines are kept as unread"
            findings.append(Finding(page.source, first, "post without seminar", text, "", why))
            continue
        for at in shown:
            findings.append(
                Finding(
                    page.source, page.lines[at].number, "unread line", texts[at].strip(), "", UNREAD
                )
            )
        if not reports:
            cut += [at for at in shown if _OF_REPORT.match(halves[at])]
    if cut:
        why = (
            f"{len(cut)} lines like those of a report come before the first seminar of the page: "
            "its beginning is on the page before; put the whole report on one page, its heading "
            "first, and these lines become statements"
        )
        at = cut[0]
        findings.append(
            Finding(page.source, page.lines[at].number, "report cut", texts[at].strip(), "", why)
        )
    return Read(roles, reports, findings)


# • 見本の制度は…    Q:いつからか?    見本氏の講演資料はこちら    …という指摘があった。
_OF_REPORT = re.compile(r"\s*(?:[•●○◦□・「【]|[QA質回]|.*(?:。|こちら)\s*$)")


def _shown_in_part(page: Page, halves: Sequence[str], post: Post) -> bool:
    """Check whether a list shows the beginning of a post only: 続きを読む ends it, and no day.

    In HTML that is a link, which is around the post: the line below.
    """
    shown = [at for at in post.rows if halves[at].strip()]
    ends = shown[-1:]
    below = post.rows[-1] + 1
    if below < len(page.lines) and page.lines[below].post == 0:
        ends.append(below)
    if not any(signals.READ_ON.search(halves[at][-200:]) for at in ends):
        return False
    return not any(
        signals.day(halves[at][:200]) for at in shown if not signals.post_note(halves[at])
    )


class PostReader(Sentences):
    """Reads one post, line by line, and gathers its report."""

    def walk(self, roles: list[str]) -> None:
        """Give every line of the post its role."""
        for at in self.post.rows:
            self.at, self.line = at, self.page.lines[at]
            self.text, self.half = self.texts[at], self.halves[at].strip()
            self.indent = len(self.halves[at]) - len(self.halves[at].lstrip())
            self.after = self.following[at]
            role = self.read(at == self.post.rows[0]) if self.half else "blank"
            roles[at] = role
            if role == "unread":
                self.speaker, self.heading, self.question = "", "", None
                found = self.text.strip()
                self.unread.append(self.doubt("unread line", found, "", UNREAD))
            elif role not in {"blank", "statement"}:
                self.kept.append((self.line.number, self.half, role))

    def read(self, first: bool) -> str:
        """Give the line under way its role: the first answer in this order."""
        if first and self.post.heading:
            return self._headed(self.post.heading)
        if signals.archive_title(self.half):
            return "archive title"
        if len(self.text) > signals.LONGEST:
            return self._point() or ("unread" if self.section not in REPORT else self._paragraph())
        if self.section == "frame" and signals.post_note(self.half):
            self._frame(self.half)
            return "post note"
        repeated = self.section == "frame" and self.post.heading and heading(self.half, self.after)
        if (
            repeated and self.post.heading and repeated.title == self.post.heading.title
        ):  # printed twice
            return "seminar title"
        return (
            self._turn()
            or self._label()
            or self._value()
            or self._slides()
            or self._section_title()
            or self._sentence()
            or (self._in_report() if self.section in REPORT else self._in_notice())
        )

    def _headed(self, headed: Heading) -> str:
        if headed.byline:
            start = self.half.rfind(headed.byline)
            phrase = self.cut(start, start + len(headed.byline))
            bare = phrase.removesuffix("ほか").removesuffix("他").strip()
            self.mentions += [
                Mention(self.line.number, each, byline=True) for each in list_phrases(bare) if each
            ]
        self._note_year(self.half)
        return "seminar title"

    def report(self, titles: dict[str, list[int]]) -> Report:
        """The report that the walk has gathered."""
        fields, series = self._fields()
        rows = [at for at in self.post.rows if self.halves[at].strip()]
        first = self.page.lines[self.post.rows[0]]
        dated = self.page.lines[self.dated] if self.dated is not None else first
        printed = ""
        if fields.get("date"):
            found = signals.day(half_width(dated.text[:200]))
            printed = dated.text[slice(*found.span("date"))] if found else dated.text.split("、")[0]
        told = self.told or self.statements
        status = (
            "reported" if told else "held" if self.linked or "held" in self.opened else "announced"
        )
        findings = self._doubts(fields, series, first, dated, titles)
        last = self.page.lines[rows[-1]].number
        findings += self.findings
        return Report(
            self.page.source, first.number, last, fields, printed.strip(), dated.number, status,
            self.mentions, self.statements, findings, self.kept,
        )  # fmt: skip

    def _fields(self) -> tuple[dict[str, str], str]:
        """What heading, labels and opening say; an opening has the last word."""
        headed = self.post.heading
        fields = self.noticed | self.opened
        told = self.opened.get("title") or self.noticed.get("theme", "")
        series = self.opened.get("series", "")
        fields["session_in_report"] = self.opened.get("session", "")
        title = headed.title if headed else ""
        if headed and headed.headed:
            fields |= headed_fields(headed.headed)
            if title == headed.headed and told:  # 第2回見本研究会, and 題目: below
                title = ""
        elif headed:
            fields["series"] = ""
        if headed and headed.doubt and told and title and title != told and "theme" in self.noticed:
            title = told if title == headed.title and headed.headed != title else title
        fields["title"], fields["title_in_report"] = title or told, told
        if "organiser" not in fields and "organiser told" in fields:
            fields["organiser"] = fields["organiser told"]
        if "organiser" not in fields and headed:
            house = re.match(
                rf"(?P<who>[^\s、。「」]{{2,20}}(?:学会|協会|会|大学|機構|フォーラム|塾))\s+(?=第{NUMBER}回)",
                headed.headed,
            )
            if house:
                fields["organiser"] = house["who"]
        return fields, series

    def _doubts(
        self,
        fields: dict[str, str],
        series: str,
        first: Line,
        dated: Line,
        titles: dict[str, list[int]],
    ) -> list[Finding]:
        """Where heading and sentence differ, and what the numbering leaves open."""
        found = []
        source, at = self.page.source, first.number
        title, told, headed = fields["title"], fields["title_in_report"], self.post.heading

        def doubt(line: int, kind: str, text: str, taken: str, why: str) -> None:
            found.append(Finding(source, line, kind, text, taken, why))

        if headed is None:
            why = "no heading stands above this opening; title and series are the sentence's own"
            if not told:
                why = "neither a heading nor a sentence names a title; it is missing"
            doubt(at, "heading lost", told or self.texts[self.post.rows[0]].strip()[:40], "", why)
        elif headed.doubt and title == headed.title:
            doubt(at, "title doubtful", title, title, headed.doubt)
        if told and title != told:
            why = f"the report's own sentence, at line {dated.number}, "
            why += "names another title than the heading"
            for text, name in ((title, "heading's title"), (told, "report's title")):
                for other in titles.get(text, ())[:9]:
                    if other != at:
                        why += f"; the {name} also heads line {other}"
            doubt(at, "titles disagree", title, told, why)
        if series and not fields.get("series", "").endswith(series):
            why = f"the heading, at line {at}, names the series otherwise; the heading is kept"
            doubt(dated.number, "series disagree", series, fields.get("series", ""), why)
        counted, session = fields["session_in_report"], fields.get("session", "")
        if counted and whole_number(counted) != whole_number(session):
            why = f"the heading, at line {at}, counts it otherwise; the heading is kept"
            doubt(dated.number, "sessions disagree", f"第{counted}回", arabic(session), why)
        if "年度" in fields.get("numbering", "") and "session" in fields:
            why = "it is counted within a fiscal year, so it does not follow on the other seminars'"
            doubt(
                dated.number,
                "session doubtful",
                f"{fields['numbering']}第{session}回",
                arabic(session),
                why,
            )
        return found
