"""From marked lines to reports: one seminar with its mentions of persons and its statements.

Nothing here decides a date or a person across reports; that is done where all reports are at
hand, in ``chronology`` and ``frames``.
"""

from collections.abc import Sequence
from typing import NamedTuple

from icpf_analysis.dates import arabic
from icpf_analysis.errors import PageError
from icpf_analysis.findings import Finding
from icpf_analysis.grammar import Marked
from icpf_analysis.people import split_names

ROSTER_ROLES = {
    "司会": "moderator",
    "モデレーター": "moderator",
    "パネリスト": "panelist",
    "講師": "lecturer",
}
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
}


class Mention(NamedTuple):
    """A phrase that names a person, and what its line says of that person."""

    line: int
    phrase: str
    role: str = ""
    talk_title: str = ""
    slides: bool = False
    bare: bool = False


class Statement(NamedTuple):
    """What was said on one line; `said_by` is the phrase that introduced the speaker."""

    line: int
    part: str
    heading: str
    kind: str
    said_by: str
    speaker_printed: str
    reply_to: int | None
    text: str
    text_printed: str


class Report(NamedTuple):
    """One seminar as its page has it."""

    source: str
    first_line: int
    last_line: int
    fields: dict[str, str]
    """Of heading and opening: series, title, date, venue, attendees and the like."""
    date_printed: str
    date_line: int
    mentions: list[Mention]
    statements: list[Statement]
    findings: list[Finding]


def read_reports(source: str, marked: Sequence[Marked]) -> list[Report]:
    """The reports of one page, in the page's order.

    A report begins with its heading, or, where the heading is lost, with a second dated opening.

    Raises
    ------
    PageError
        A seminar without a line that opens with its date.
    """
    starts: list[int] = []
    dated = True  # whether the report under way has its date
    for at, line in enumerate(marked):
        if line.role == "seminar title" or ("date" in line.fields and dated):
            starts.append(at)
        dated = "date" in line.fields or (dated and line.role != "seminar title")
    headings = [
        (line.fields["title"], line.line.number) for line in marked if line.role == "seminar title"
    ]
    return [
        _read_report(source, marked[start:end], headings)
        for start, end in zip(starts, [*starts[1:], len(marked)], strict=True)
    ]


def unread_lines(source: str, marked: Sequence[Marked]) -> list[Finding]:
    """A finding for each line of a page that no rule understood."""
    why = (
        "no rule of the layout fits this line; it is kept in lines, and no speaker, heading or "
        "question above it is carried past it"
    )
    return [
        Finding(source, line.line.number, "unread line", line.text.strip(), "", why)
        for line in marked
        if line.role == "unread"
    ]


def _read_report(
    source: str, marked: Sequence[Marked], headings: Sequence[tuple[str, int]]
) -> Report:
    title = marked[0]
    dated = next((line for line in marked if "date" in line.fields), None)
    if dated is None:
        raise PageError(
            source,
            title.line.number,
            f"{title.text.strip()[:40]!r} and no sentence below it that opens with a date",
            "2014年3月26日、…にて、第6回セミナー「…」を開催しました。",
            "add what is lost to data/curated/emendations.csv",
        )
    fields: dict[str, str] = {}
    for line in marked:
        if line.role == "opening":
            fields |= line.fields
    fields["series_in_report"], fields["title_in_report"] = fields["series"], fields["title"]
    fields |= title.fields
    statements, findings = _read_statements(source, marked)
    return Report(
        source=source,
        first_line=title.line.number,
        last_line=[line for line in marked if line.role != "blank"][-1].line.number,
        fields=fields,
        date_printed=dated.printed.get("date", dated.line.text.split("、")[0]),
        date_line=dated.line.number,
        mentions=[mention for line in marked for mention in _mentions(line)],
        statements=statements,
        findings=[
            *_doubts_of_heading(source, fields, title.line.number, dated.line.number, headings),
            *findings,
        ],
    )


def _mentions(line: Marked) -> list[Mention]:
    """The persons a line names in its own fields, not in its text."""
    at, fields = line.line.number, line.fields
    found = []
    if line.role == "introduction":
        role = "lecturer" if line.section == "talk" else ""
        title = fields.get("talk_title", "")
        found += [
            Mention(at, phrase, role=role, talk_title=title)
            for phrase in split_names(fields["speaker"])
        ]
    elif line.role == "slides":
        found.append(Mention(at, fields["speaker"], slides=True))
    elif line.role == "transition":
        found.append(Mention(at, fields["moderator"], role="moderator"))
        found += [
            Mention(at, phrase, role="panelist") for phrase in split_names(fields.get("panel", ""))
        ]
    elif line.role == "roster":
        role = ROSTER_ROLES[fields["roster_role"]]
        found += [
            Mention(at, phrase, role=role, bare=True) for phrase in split_names(fields["names"])
        ]
    return found


def _read_statements(
    source: str, marked: Sequence[Marked]
) -> tuple[list[Statement], list[Finding]]:
    statements: list[Statement] = []
    findings: list[Finding] = []
    speaker, heading, question = "", "", None
    for line in marked:
        at, fields = line.line.number, line.fields
        if line.role == "introduction":
            speakers = split_names(fields["speaker"])
            speaker, heading, question = speakers[0] if len(speakers) == 1 else "", "", None
        elif line.role == "transition":
            speaker, heading, question = "", "", None
        elif line.role == "heading":
            heading, question = fields["heading"], None
        elif line.role == "unread":  # it may have been another introduction, or another heading
            speaker, heading, question = "", "", None
        if line.role == "introduction" and "subject" in fields:
            why = "the talk's subject is told, no title is quoted"
            findings.append(Finding(source, at, "talk untitled", fields["subject"], "", why))
        if line.role == "transition" and "unreported" in fields:
            why = "the panel came before the discussion, but the report does not set it apart"
            findings.append(
                Finding(source, at, "panel unreported", fields["unreported"], "discussion", why)
            )
        if line.role != "statement" or line.rule is None:
            continue
        kind = line.rule.kind
        label = fields.get("label", "")
        if line.rule.doubt:
            start = fields["text"][:10]
            findings.append(
                Finding(
                    source,
                    at,
                    "label repaired",
                    f"{label}{start}",
                    f"{label}:{start}",
                    line.rule.doubt,
                )
            )
        if kind == "answer" and question is None:
            why = "no question stands above it under the same heading"
            findings.append(Finding(source, at, "answer without question", label, "", why))
        statements.append(
            Statement(
                line=at,
                part=line.section,
                heading=heading,
                kind=kind,
                said_by=speaker if kind in ("point", "paragraph") else "",
                speaker_printed=fields.get("speaker", ""),
                reply_to=question if kind == "answer" else None,
                text=fields["text"],
                text_printed=line.printed.get("text", line.line.text.strip()),
            )
        )
        if kind == "question":
            question = at
    return statements, findings


def _doubts_of_heading(
    source: str,
    fields: dict[str, str],
    heading: int,
    opening: int,
    headings: Sequence[tuple[str, int]],
) -> list[Finding]:
    """Where a report's heading and its own sentence differ, and what its numbering leaves open."""
    found = []
    title, told = fields["title"], fields["title_in_report"]
    if heading == opening:
        why = "no heading stands above this opening; title and series are the sentence's own"
        found.append(Finding(source, opening, "heading lost", told, "", why))
    if title != told:
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
    if "年度" in fields.get("numbering", ""):
        why = "it is counted within a fiscal year, so it does not follow on the other seminars'"
        printed = f"{fields['numbering']}第{fields['session']}回"
        found.append(
            Finding(source, opening, "session doubtful", printed, arabic(fields["session"]), why)
        )
    return found
