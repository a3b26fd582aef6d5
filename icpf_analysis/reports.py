"""From marked lines to reports: one seminar with its mentions of persons and its statements.

Nothing here decides a date or a person across reports; that is done where all reports are at
hand, in ``chronology`` and ``frames``.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from icpf_analysis.dates import FISCAL_YEAR, NUMBER, arabic, whole_number
from icpf_analysis.errors import PageError
from icpf_analysis.findings import Finding
from icpf_analysis.grammar import Marked
from icpf_analysis.mentions import Mention, read_mentions
from icpf_analysis.statements import Statement, read_statements

STATUSES = ("announced", "reported")
_TOLD = {"introduction", "transition", "summary", "statement"}
_AHEAD = re.compile(r"(?:開催|実施)(?:いた)?(?:します|する|され(?:ます|る)|の?予定)")
# • 見本の制度は…    Q:いつからか?    見本氏の講演資料はこちら    …という指摘があった。
_OF_REPORT = re.compile(r"\s*(?:[•●○◦□・「【]|[QA質回]|.*(?:。|こちら)\s*$)")
BOUNDS = {
    "約": "about",
    "およそ": "about",
    "ほど": "about",
    "程度": "about",
    "を超える": "over",
    "以上": "over",
    "余り": "over",
    "あまり": "over",
    "近く": "nearly",
    "増え": "over",
}
_COUNTS = {"bound", "attendees", "bound_after"}


class Report(NamedTuple):
    """One seminar as its page has it."""

    source: str
    first_line: int
    last_line: int
    fields: dict[str, str]
    """Of heading and opening: series, title, date, venue, attendees and the like."""
    date_printed: str
    date_line: int
    status: str
    """``reported`` where the page tells what happened, else ``announced``."""
    mentions: list[Mention]
    statements: list[Statement]
    findings: list[Finding]


def read_reports(source: str, marked: Sequence[Marked]) -> list[Report]:
    """The reports of one page, in the page's order.

    A report begins where its layout says; a page heading such as 2010年度 ends it.

    Raises
    ------
    PageError
        A seminar without a line that opens with its date.
    """
    starts = [at for at, line in enumerate(marked) if line.begins]
    headings = [
        (line.fields["title"], line.line.number) for line in marked if line.role == "seminar title"
    ]
    reports: list[Report] = []
    above, year = 0, ""
    for start, after in pairwise([*starts, len(marked)]):
        for line in marked[above:start]:  # 2010年度 holds for the posts below it
            if line.role == "archive title" or not reports:
                year = line.fields.get("fiscal_year", year)
        ends = (at for at in range(start + 1, after) if marked[at].role == "archive title")
        reports.append(_read_report(source, marked[start : next(ends, after)], headings, year))
        above = start
    return reports


def unread_lines(source: str, marked: Sequence[Marked]) -> list[Finding]:
    """A finding for each line of a page that no rule understood.

    One more where lines of a report stand above the first post: the page begins in the middle.
    """
    why = (
        "no rule of the layout fits this line; it is kept in lines, and no speaker, heading or "
        "question above it is carried past it"
    )
    found = [
        Finding(source, line.line.number, "unread line", line.text.strip(), "", why)
        for line in marked
        if line.role == "unread"
    ]
    first = next((at for at, line in enumerate(marked) if line.begins), len(marked))
    cut = [line for line in marked[:first] if line.role == "unread" and _OF_REPORT.match(line.text)]
    if cut:
        why = (
            f"{len(cut)} lines like those of a report stand above the first seminar of the page: "
            "its beginning is on the page before; put the whole report on one page, its heading "
            "first, and these lines become statements"
        )
        at = cut[0].line.number
        found.append(Finding(source, at, "report cut", cut[0].text.strip(), "", why))
    return found


def _read_report(
    source: str, marked: Sequence[Marked], headings: Sequence[tuple[str, int]], fiscal_year: str
) -> Report:
    title = marked[0]
    dated = next((line for line in marked if "date" in line.fields), None)
    if dated is None:
        raise PageError(
            source,
            title.line.number,
            f"{title.text.strip()[:40]!r} and no sentence below it that opens with a date, nor a "
            "label with one",
            "2014年3月26日、…にて、第6回セミナー「…」を開催しました。 or 日時:2013年6月11日",
            "add what is lost to data/curated/emendations.csv; a line that no frame needs, such as "
            "主催:…, can be emended to 日時:…",
        )
    fields = _fields(marked, fiscal_year)
    statements, findings = read_statements(source, marked)
    return Report(
        source=source,
        first_line=title.line.number,
        last_line=[line for line in marked if line.role != "blank"][-1].line.number,
        fields=fields,
        date_printed=dated.printed.get("date", dated.line.text.split("、")[0]),
        date_line=dated.line.number,
        status=STATUSES[any(map(_tells, marked))],
        mentions=read_mentions(marked),
        statements=statements,
        findings=[
            *_doubts_of_heading(source, fields, title, dated.line.number, headings),
            *findings,
        ],
    )


def _tells(line: Marked) -> bool:
    """Does this line tell what happened; an opening that says 開催します announces it."""
    if line.role == "opening":
        return not _AHEAD.search(line.text)
    return line.role in _TOLD


def _fields(marked: Sequence[Marked], fiscal_year: str) -> dict[str, str]:
    """What heading, labels and the reporter's opening say of the seminar.

    An opening has the last word, of labels and leads the first one that says it.
    """
    opened: dict[str, str] = {}
    noticed: dict[str, str] = {"fiscal_year": fiscal_year} if fiscal_year else {}
    for line in marked:
        if line.role == "opening":
            opened |= line.fields
        elif line.role in {"notice", "lead", "post note"}:
            noticed = line.fields | noticed
        elif "attendees" in line.fields:  # an introduction that also counts who came
            opened |= {name: text for name, text in line.fields.items() if name in _COUNTS}
    fields = noticed | opened
    told = fields.get("title") or fields.get("theme", "").strip("「」『』")
    series = fields.get("series") or ""
    if "headed" in fields:
        fields |= _headed(fields["headed"])
        series = fields["series"]
    if "series" in marked[0].fields:  # a heading, or an opening that stands for it
        fields["series"] = marked[0].fields["series"]
    elif marked[0].role == "seminar title" and "headed" in marked[0].fields:
        fields |= _headed(marked[0].fields["headed"])
    heading = marked[0].fields if marked[0].role == "seminar title" else {}
    if told and heading.get("title", "") == heading.get(
        "headed"
    ):  # 第2回見本研究会, and 題目: below
        heading = {name: text for name, text in heading.items() if name != "title"}
    fields["title"] = heading.get("title", told)
    fields["title_in_report"] = told
    fields["series_in_report"] = series
    fields["session_in_report"] = opened.get("session", "")
    return {"series": "", "venue": ""} | fields


def _headed(text: str) -> dict[str, str]:
    """平成22年度 第2回シンポジウム: what counts it, its number, and the series without them.

    >>> _headed("見本研究会の第1回セミナー")
    {'session': '1', 'series': '見本研究会セミナー'}
    """
    found = {}
    year = re.search(rf"\s?({FISCAL_YEAR})", text)
    if year:
        found["numbering"] = found["fiscal_year"] = year[1]
        text = text.replace(year[0], "", 1)
    session = re.search(rf"の?第({NUMBER})回目?(?:となる|の)?", text)
    if session:
        found["session"] = session[1]
        text = text.replace(session[0], "", 1)
    return found | {"series": text.strip(" \u3000【■◆")}


def _doubts_of_heading(
    source: str,
    fields: dict[str, str],
    first: Marked,
    opening: int,
    headings: Sequence[tuple[str, int]],
) -> list[Finding]:
    """Where a report's heading and its own sentence differ, and what its numbering leaves open."""
    found = []
    heading = first.line.number
    title, told = fields["title"], fields["title_in_report"]
    if first.role != "seminar title":
        why = "no heading stands above this opening; title and series are the sentence's own"
        if not told:
            why = "neither a heading nor a sentence names a title; it is missing"
        at = told or first.text.strip()[:40]
        found.append(Finding(source, heading, "heading lost", at, "", why))
    elif first.rule and first.rule.doubt and title == first.fields["title"]:
        found.append(Finding(source, heading, "title doubtful", title, title, first.rule.doubt))
    if told and title != told:
        why = f"the report's own sentence, at line {opening}, names another title than the heading"
        for text, name in ((title, "heading's title"), (told, "report's title")):
            for other in (line for other, line in headings if other == text and line != heading):
                why += f"; the {name} also heads line {other}"
        found.append(Finding(source, heading, "titles disagree", title, told, why))
    if not fields["series"].endswith(fields["series_in_report"].strip()):
        why = f"the heading, at line {heading}, names the series otherwise; the heading is kept"
        found.append(
            Finding(
                source,
                opening,
                "series disagree",
                fields["series_in_report"],
                fields["series"],
                why,
            )
        )
    counted, session = fields["session_in_report"], fields.get("session", "")
    if counted and whole_number(counted) != whole_number(session):
        why = f"the heading, at line {heading}, counts it otherwise; the heading is kept"
        found.append(
            Finding(source, opening, "sessions disagree", f"第{counted}回", arabic(session), why)
        )
    if "年度" in fields.get("numbering", "") and "session" in fields:
        why = "it is counted within a fiscal year, so it does not follow on the other seminars'"
        printed = f"{fields['numbering']}第{fields['session']}回"
        found.append(
            Finding(source, opening, "session doubtful", printed, arabic(fields["session"]), why)
        )
    return found
