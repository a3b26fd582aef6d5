"""From reports to the corpus: six typed frames whose keys resolve.

:func:`load_corpus` walks the whole stair from the page: pages, emended lines, marked lines,
reports, days, casts, frames.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from icpf_analysis.casts import Cast, cast_reports
from icpf_analysis.chronology import Dated, date_reports
from icpf_analysis.curated import emend, read_curated
from icpf_analysis.dates import whole_number
from icpf_analysis.findings import Finding
from icpf_analysis.grammar import Marked
from icpf_analysis.layouts import read_layout
from icpf_analysis.pages import read_pages
from icpf_analysis.people import person_id
from icpf_analysis.places import CURATED, RAW
from icpf_analysis.reports import BOUNDS, Report, read_reports, unread_lines
from icpf_analysis.schema import SCHEMA, typed


@dataclass(frozen=True)
class Corpus:
    """The archive as frames; every column is told in :mod:`icpf_analysis.schema`.

    seminars, people and statements are indexed by their ids; appearances, lines and findings
    carry ids in columns.
    """

    seminars: pd.DataFrame
    people: pd.DataFrame
    appearances: pd.DataFrame
    statements: pd.DataFrame
    lines: pd.DataFrame
    findings: pd.DataFrame


def load_corpus(path: str | Path | None = None, *, curated: str | Path | None = None) -> Corpus:
    """The pages under `path` as a corpus; without a path, those of the clone's data/raw.

    Parameters
    ----------
    path : one page, or a folder of pages.
    curated : a folder of judgement tables in place of data/curated.

    Returns
    -------
    Corpus : seminars and statements oldest first, lines and findings in the pages' order.

    Raises
    ------
    PageError
        A page or a table cannot be read as it stands; the error says where and what to do.

    Examples
    --------
    >>> corpus = load_corpus()
    >>> corpus.seminars.date_basis.astype(str).to_dict()["2014-01-28"]
    'inferred'
    """
    folder = Path(CURATED if curated is None else curated)
    tables = read_curated(folder)
    marked: dict[str, list[Marked]] = {}
    reports: list[Report] = []
    findings: list[Finding] = []
    for page in read_pages(RAW if path is None else path):
        texts, doubts = emend(page, tables.emendations, folder / "emendations.csv")
        marked[page.source] = read_layout(page, texts)
        reports += read_reports(page.source, marked[page.source])
        findings += [*doubts, *unread_lines(page.source, marked[page.source])]
    days = date_reports(reports)
    casts = cast_reports(reports, tables)
    ids = _seminar_ids(days)
    subjects = [tables.subjects.get(id_) for id_ in ids]
    seminars = sorted(
        zip(ids, reports, days, casts, subjects, strict=True), key=lambda each: each[2].date
    )
    seminar_at = {
        (report.source, line): id_
        for id_, report, *_ in seminars
        for line in range(report.first_line, report.last_line + 1)
    }
    for _, report, day, cast, _ in seminars:
        findings += [*report.findings, *cast.findings]
        if day.finding:
            findings.append(day.finding)
    appearances = [(id_, *who) for id_, _, _, cast, _ in seminars for who in cast.appearances]
    return Corpus(
        seminars=_frame("seminars", (_seminar(*seminar) for seminar in seminars)),
        people=_frame("people", _people([cast for _, _, _, cast, _ in seminars])),
        appearances=_frame("appearances", appearances),
        statements=_frame("statements", (row for each in seminars for row in _statements(*each))),
        lines=_frame("lines", _lines(marked, seminar_at)),
        findings=_frame(
            "findings",
            (
                (doubt.source, doubt.line, seminar_at.get(doubt[:2]), *doubt[2:])
                for doubt in sorted(findings)
            ),
        ),
    )


def _frame(name: str, rows: Iterable[Sequence[Any]]) -> pd.DataFrame:
    """Rows in the schema's order; empty text is missing where the schema lets it be."""
    frame = pd.DataFrame(list(rows), columns=list(SCHEMA[name]), dtype=object)
    absent = [column for column, spec in SCHEMA[name].items() if spec.missing]
    frame[absent] = frame[absent].replace({"": None})
    return typed(name, frame)


def _seminar_ids(days: Sequence[Dated]) -> list[str]:
    """The ISO date of each; from the second on one day with a suffix: -2, -3 and so on."""
    seen: dict[str, int] = defaultdict(int)
    ids = []
    for day in days:
        iso = day.date.isoformat()
        seen[iso] += 1
        ids.append(iso if seen[iso] == 1 else f"{iso}-{seen[iso]}")
    return ids


def _seminar(
    id_: str, report: Report, day: Dated, cast: Cast, subject: str | None
) -> tuple[Any, ...]:
    fields = report.fields
    bounds = [BOUNDS[fields[key]] for key in ("bound", "bound_after") if key in fields]
    session, attendees = (whole_number(fields.get(key, "")) for key in ("session", "attendees"))
    return (
        id_,
        day.date,
        report.date_printed,
        day.basis,
        session,
        fields["series"],
        fields["title"],
        fields["title_in_report"],
        fields["venue"],
        attendees,
        None if attendees is None else (bounds or ["exact"])[0],
        report.source,
        report.first_line,
        report.last_line,
        subject,
        report.status,
    )


def _people(casts: Sequence[Cast]) -> list[tuple[str, str, str, int]]:
    forms: dict[str, dict[str, None]] = defaultdict(dict)  # each form once, in order
    seminars: dict[str, int] = defaultdict(int)
    for cast in casts:
        for person, seen in cast.forms.items():
            forms[person] |= dict.fromkeys(seen)
            seminars[person] += 1
    return [
        (
            person,
            min(seen, key=lambda form: (-len(person_id(form)), len(form))),
            "、".join(seen),
            seminars[person],
        )
        for person, seen in forms.items()
    ]


def _statements(
    id_: str, report: Report, day: Dated, cast: Cast, subject: str | None
) -> Iterable[tuple[Any, ...]]:
    sectors = {who.person_id: who.sector for who in cast.appearances}
    for said in report.statements:
        speaker = cast.said_by.get(said.line)
        yield (
            f"{id_}:{said.line:03}",
            id_,
            day.date,
            day.date.year,
            said.line,
            said.part,
            said.heading,
            said.kind,
            speaker,
            said.speaker_printed,
            None if said.reply_to is None else f"{id_}:{said.reply_to:03}",
            said.text,
            said.text_printed,
            len(said.text),
            report.source,
            None if speaker is None else sectors.get(speaker),
            subject,
        )


def _lines(
    marked: dict[str, list[Marked]], seminar_at: dict[tuple[str, int], str]
) -> Iterable[tuple[Any, ...]]:
    for source, lines in marked.items():
        for each in lines:
            number, text, ending = each.line
            yield source, number, seminar_at.get((source, number)), text, ending, each.role
