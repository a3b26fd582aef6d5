"""From reports to the corpus: six typed frames whose keys resolve.

:func:`load_corpus` walks the whole stair from the page: pages, emended lines, marked lines,
reports, each once, days, casts, frames.
"""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from icpf_analysis.curated import Row, read_curated, unmatched_rows
from icpf_analysis.errors import Finding, PageError
from icpf_analysis.files import CURATED, RAW
from icpf_analysis.reading.appearances import Cast, cast_reports, used_affiliations
from icpf_analysis.reading.dates import Dated, Printed, date_seminars, whole_number
from icpf_analysis.reading.pages import Page, read_pages
from icpf_analysis.reading.people import person_id
from icpf_analysis.reading.reports import Report, join_reports, read_reports
from icpf_analysis.reading.schema import INDEXED, KEYS, SCHEMA


@dataclass(frozen=True, repr=False)
class Corpus:
    """The archive as frames; every column is described in :mod:`icpf_analysis.reading.schema`.

    seminars, people and statements are indexed by their ids; appearances, lines and findings
    carry ids in columns.
    """

    seminars: pd.DataFrame
    people: pd.DataFrame
    appearances: pd.DataFrame
    statements: pd.DataFrame
    lines: pd.DataFrame
    findings: pd.DataFrame

    def __repr__(self) -> str:
        """One line per seminar: its id, name, statements and doubts."""
        return f"{self._counts()}\n{self._overview().to_string()}"

    def _repr_html_(self) -> str:
        steps = "seminars, people, appearances, statements, lines, findings, terms"
        return f"<p>{self._counts()}</p>{self._overview().to_html()}<p>Frames: {steps}</p>"

    def _counts(self) -> str:
        return (
            f"Corpus of {len(self.seminars)} seminars, {len(self.people)} people, "
            f"{len(self.statements)} statements and {len(self.findings)} doubts"
        )

    def _overview(self) -> pd.DataFrame:
        rows = {
            "statements": self.statements["seminar_id"].value_counts(),
            "doubts": self.findings["seminar_id"].value_counts(),
        }
        names = self.seminars["short_name"].fillna(self.seminars["title"]).rename("name")
        counts = pd.DataFrame(rows).reindex(names.index).fillna(0).astype("int64")
        return counts.assign(name=names)[["name", "statements", "doubts"]]

    @cached_property
    def terms(self) -> pd.DataFrame:
        """The terms of the statements, one row per occurrence; extracted once and kept."""
        from icpf_analysis.terms.extraction import (
            extract_terms,  # a later step, taken when it is asked for
        )

        return extract_terms(self.statements)

    @property
    def reported(self) -> "Corpus":
        """Without the seminars that are only announced: nothing was said there yet.

        Their persons go with them; lines and findings, which are of the pages, stay whole.
        """
        held = self.seminars[self.seminars["status"] == "reported"]
        appearances = self.appearances[self.appearances["seminar_id"].isin(held.index)]
        n_seminars = appearances["person_id"].value_counts()
        people = self.people[self.people.index.isin(n_seminars.index)]
        return replace(
            self,
            seminars=held,
            people=people.assign(n_seminars=n_seminars.reindex(people.index).astype("Int64").array),
            appearances=appearances.reset_index(drop=True),
            statements=self.statements[self.statements["seminar_id"].isin(held.index)],
        )


def load_corpus(
    path: str | Path | None = None,
    *,
    curated: str | Path | None = None,
    encoding: str | None = None,
) -> Corpus:
    """The pages under `path` as a corpus; without a path, those of the clone's data/raw.

    Parameters
    ----------
    path : one page (.txt, .html, .htm), or a folder of pages.
    curated : a folder of judgement tables in place of data/curated.
    encoding : of pages that are neither UTF-8 nor UTF-16 with a byte order mark, by the name that
        Python gives it, such as ``"cp932"`` or ``"euc_jp"``.

    Returns
    -------
    Corpus : seminars and statements oldest first, lines and findings in the pages' order.

    Raises
    ------
    PageError
        A page or a table cannot be read as it is; the error says where and what to do. A row
        of a table that fits nothing on the pages is one too where data/raw is read whole; in
        another folder, or with tables of your own, it is a finding.
    TypeError
        `path`, `curated` or `encoding` is of another type, or empty.

    Notes
    -----
    A post that is printed on two pages is read once, from the page whose name comes first
    (:mod:`icpf_analysis.reading.reports`). A page added later under a later name changes no
    seminar_id and no statement_id of those there were; one under an earlier name can take their
    place.
    A number in the series that contradicts those there were is a PageError, never another date.
    Names on a new page can help to read those on an old one, so people may become more.

    Examples
    --------
    >>> corpus = load_corpus()
    >>> corpus.seminars.date_basis.astype(str).to_dict()["2014-01-28"]
    'inferred'
    """
    for name, value in {"path": path, "curated": curated}.items():
        if value is not None and (not isinstance(value, str | Path) or not str(value)):
            todo = "give the path of a page or of a folder, or leave it out"
            raise TypeError(f"{name} is {value!r:.80}; {todo}")
    if encoding is not None and not isinstance(encoding, str):
        raise TypeError(f"encoding is {encoding!r:.80}; give the name of a codec, or leave it out")
    path = RAW if path is None else Path(path)
    pages = read_pages(path, encoding)
    one_of_them = curated is None and path.resolve().parent == RAW.resolve()
    return corpus_of(pages, curated, whole=None if one_of_them else path.resolve() == RAW.resolve())


def corpus_of(
    pages: Sequence[Page], curated: str | Path | None = None, *, whole: bool | None = False
) -> Corpus:
    """Pages, in the order of their names, as a corpus.

    Parameters
    ----------
    whole : these are all the pages that the tables are about; None: one of these, so that rows
        about the others are to be expected.

    Raises
    ------
    PageError
        As :func:`load_corpus`.
    """
    folder = Path(CURATED if curated is None else curated)
    tables = read_curated(folder)
    roles: dict[str, list[str]] = {}
    reports: list[Report] = []
    findings: list[Finding] = []
    for page in pages:
        texts, doubts = _emend(page, tables.emendations, folder / "emendations.csv")
        read = read_reports(page, texts)
        found = read.findings
        if not read.reports:
            found = [_without_seminar(page, alone=len(pages) == 1)]
        roles[page.source] = read.roles
        reports += read.reports
        findings += [*page.findings, *doubts, *found]
    if not reports:
        _without_seminar(pages[0], alone=True)
    joined = join_reports(reports)
    findings = _mark_repeated(roles, findings, joined.repeated) + joined.findings
    reports = joined.reports
    days = date_seminars([_printed(report) for report in reports])
    casts = cast_reports(reports, tables)
    ids = _seminar_ids(reports, days, joined.ranks)
    # the shipped tables are about pages of the clone; of others alone they say nothing
    known = curated is not None or any(row["source"] in roles for _, row in tables.emendations)
    if whole or (known and whole is not None):
        affiliations = used_affiliations(reports, casts, tables)
        findings += unmatched_rows(tables, roles, affiliations, ids, whole=bool(whole))
    subjects = [tables.subjects.get(id_, {}) for id_ in ids]

    def when(at: int) -> tuple[dt.date, int]:
        return days[at].date or dt.date.max, joined.ranks[at]

    seminars = [
        (ids[at], reports[at], days[at], casts[at], subjects[at])
        for at in sorted(range(len(ids)), key=when)
    ]
    id_of = {(report.source, report.first_line): id_ for id_, report, *_ in seminars}
    seminar_at = {
        (report.source, line): id_of[kept.source, kept.first_line]
        for report, kept in [*zip(reports, reports, strict=True), *joined.repeated]
        for line in range(report.first_line, report.last_line + 1)
    }
    for _, report, day, cast, _ in seminars:
        findings += [*report.findings, *cast.findings, *filter(None, [day.finding])]
    rows: dict[str, Iterable[dict[str, Any]]] = {
        "seminars": (_seminar(*seminar) for seminar in seminars),
        "people": _people([cast for _, _, _, cast, _ in seminars]),
        "appearances": (
            who._asdict() | {"seminar_id": id_}
            for id_, _, _, cast, _ in seminars
            for who in cast.appearances
        ),
        "statements": (row for each in seminars for row in _statements(*each)),
        "lines": _lines(pages, roles, seminar_at),
        "findings": (
            doubt._asdict() | {"seminar_id": seminar_at.get(doubt[:2])}
            for doubt in sorted(findings)
        ),
    }
    return Corpus(**{name: _frame(name, of_frame) for name, of_frame in rows.items()})


def _emend(
    page: Page, emendations: Sequence[Row], file: str | Path
) -> tuple[list[str], list[Finding]]:
    """The page's line texts with every row for this page applied, and a finding for each row.

    Rows are matched by the page's file name and line. ``found`` must occur there, once:
    a row that fits nowhere means that the page or the table has changed. A row that is
    ``open`` is recorded and not applied.

    Parameters
    ----------
    file : where `emendations` was read, for the error.

    Raises
    ------
    PageError
        A row whose ``found`` does not occur in its line, or occurs there more than once.
    """
    texts = [line.text for line in page.lines]
    findings = []
    for at, row in emendations:
        if row["source"] != page.source:
            continue
        number, found = row["line"], row["found"]
        line = int(number) if re.fullmatch("[0-9]{1,9}", number) else 0
        there = texts[line - 1] if 0 < line <= len(texts) else ""
        times = page.lines[line - 1].text.count(found) if there and found else 0
        if times != 1 or found not in there:  # not there, or another row has changed it
            others = [str(other.number) for other in page.lines if found and found in other.text]
            where = f"it is in line {', '.join(others[:5])}" if others else "it is in no line"
            raise PageError(
                file,
                at,
                f"{found!r} {times} times at line {number} of {page.source}, "
                f"which has {len(texts)} lines; {where}",
                f"{found!r} there once",
                "correct the row's line and found, or take the row out",
            )
        kind, taken, why = "emended", row["emended"], f"{row['why']} ({row['certainty']})"
        if row["certainty"] == "open":
            kind, taken = "doubtful", found
            why = f"{row['why']} (open; perhaps {row['emended']})"
        findings.append(Finding(page.source, line, kind, found, taken, why))
        texts[line - 1] = there.replace(found, taken)
    return texts, findings


def _without_seminar(page: Page, *, alone: bool) -> Finding:
    """A page on which no seminar is found: an error where it is the only one, else a finding."""
    shown = [line for line in page.lines if line.post and line.text.strip()] or page.lines[:1]
    first = shown[0].text.strip()[:40]
    if alone:
        raise PageError(
            page.source,
            shown[0].number,
            f"{first!r} and no seminar on the page",
            "a heading like 電子行政研究会セミナー「題」 on a line of its own, a label like "
            "日時:2013年6月11日, or a sentence that opens with a date",
            "check that this is a page of the archive and that the posts are on it in full "
            "(follow 続きを読む)",
        )
    why = f"neither a heading nor a day of a seminar; its {len(shown)} lines are kept"
    return Finding(page.source, shown[0].number, "page without seminar", first, "", why)


def _printed(report: Report) -> Printed:
    """What a report says of its day."""
    fields = report.fields
    years = set(fields.get("years", "").split())
    within_year = "年度" in fields.get("numbering", "")
    return Printed(
        report.source,
        report.date_line,
        report.date_printed,
        fields.get("date", ""),
        fields.get("weekday", ""),
        fields.get("fiscal_year", ""),
        fields.get("post_date", ""),
        int(years.pop()) if len(years) == 1 else None,
        report.status == "announced",
        fields.get("series", ""),
        None if within_year else whole_number(fields.get("session", "")),
    )


def _mark_repeated(
    roles: dict[str, list[str]], findings: list[Finding], repeated: Iterable[tuple[Report, Report]]
) -> list[Finding]:
    """Make the lines of each repeated report ``duplicate``; these are not unread."""
    again = set()
    for report, _ in repeated:
        for line in range(report.first_line, report.last_line + 1):
            again.add((report.source, line))
            if roles[report.source][line - 1] not in {"blank", "navigation"}:
                roles[report.source][line - 1] = "duplicate"
    return [doubt for doubt in findings if doubt.kind != "unread line" or doubt[:2] not in again]


def _frame(name: str, rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """Rows as a frame with the schema's columns and types; empty text is missing if it may be."""
    rows, data = list(rows), {}
    for column, spec in SCHEMA[name].items():
        cells = [None if spec.missing and row[column] == "" else row[column] for row in rows]
        data[column] = pd.array(cells, dtype=spec.pandas)
    frame = pd.DataFrame(data, copy=False)
    return frame.set_index(KEYS[name]) if name in INDEXED else frame


def _seminar_ids(
    reports: Sequence[Report], days: Sequence[Dated], ranks: Sequence[int]
) -> list[str]:
    """Give each its ISO date; from the second on one day, by rank, with a suffix: -2, -3, …

    The rank rises from page to page and down each page, so a page that comes last by its name
    takes no id from an earlier one. A seminar without a known day has its source and line.
    """
    seen: dict[str, int] = defaultdict(int)
    ids = [""] * len(days)
    for at in sorted(range(len(days)), key=lambda at: ranks[at]):
        date, report = days[at].date, reports[at]
        id_ = date.isoformat() if date else f"{report.source}:{report.first_line}"
        seen[id_] += 1
        ids[at] = id_ if seen[id_] == 1 else f"{id_}-{seen[id_]}"
    return ids


def _seminar(
    id_: str, report: Report, day: Dated, cast: Cast, subject: dict[str, str]
) -> dict[str, Any]:
    fields = defaultdict(str, report.fields)
    attendees = whole_number(fields["attendees"])
    copied = ("series", "title", "title_in_report", "venue", "organiser")
    return {name: fields[name] for name in copied} | {
        "seminar_id": id_,
        "date": day.date,
        "date_printed": report.date_printed,
        "date_basis": day.basis,
        "session": whole_number(fields["session"]),
        "attendees": attendees,
        "attendees_bound": None if attendees is None else fields["bound"],
        "source": report.source,
        "first_line": report.first_line,
        "last_line": report.last_line,
        "status": report.status,
        **{name: subject.get(name) for name in ("subject", "short_name", "short_name_ja")},
    }


def _people(casts: Sequence[Cast]) -> list[dict[str, Any]]:
    forms: dict[str, dict[str, None]] = defaultdict(dict)  # each form once, in order
    seminars = Counter(person for cast in casts for person in cast.forms)
    for cast in casts:
        for person, seen in cast.forms.items():
            forms[person] |= dict.fromkeys(seen)
    return [
        {
            "person_id": person,
            "name": min(seen, key=lambda form: (-len(person_id(form)), len(form))),
            "name_printed": "、".join(seen),
            "n_seminars": seminars[person],
        }
        for person, seen in forms.items()
    ]


def _statements(
    id_: str, report: Report, day: Dated, cast: Cast, subject: dict[str, str]
) -> Iterable[dict[str, Any]]:
    stands_for = {who.person_id: (who.organisation, who.sector) for who in cast.appearances}
    for said in report.statements:
        speaker = cast.said_by.get(said.line)
        known = stands_for.get(speaker or "") or cast.said_for.get(said.line)
        organisation, sector = known or ("", "")
        yield said._asdict() | {
            "statement_id": f"{id_}:{said.line:03}",
            "seminar_id": id_,
            "date": day.date,
            "year": day.date.year if day.date else None,
            "person_id": speaker,
            "reply_to": None if said.reply_to is None else f"{id_}:{said.reply_to:03}",
            "n_chars": len(said.text),
            "source": report.source,
            "sector": sector,
            "subject": subject.get("subject"),
            "organisation": organisation,
        }


def _lines(
    pages: Sequence[Page], roles: dict[str, list[str]], seminar_at: dict[tuple[str, int], str]
) -> Iterable[dict[str, Any]]:
    for page in pages:
        for line, role in zip(page.lines, roles[page.source], strict=True):
            at = None if role == "navigation" else seminar_at.get((page.source, line.number))
            yield {
                "source": page.source,
                "line": line.number,
                "seminar_id": at,
                "text": line.text,
                "ending": line.ending,
                "role": role,
                "place": line.place,
                "encoding": page.encoding,
            }
