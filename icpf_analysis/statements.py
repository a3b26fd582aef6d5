"""From marked lines to statements: what was said on each line, by whom, in reply to what."""

from collections.abc import Sequence
from typing import NamedTuple

from icpf_analysis.findings import Finding
from icpf_analysis.grammar import Marked
from icpf_analysis.people import split_names


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


def read_statements(source: str, marked: Sequence[Marked]) -> tuple[list[Statement], list[Finding]]:
    """The statements of one report, in order, and the doubts about labels and speakers.

    A speaker, a heading and a question hold for the lines below them, up to the next of their
    kind, and are not carried past a line that no rule understood.
    """
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
                part="closing" if line.section == "quotation" else line.section,
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
