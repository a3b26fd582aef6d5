"""From reports to the corpus: six typed frames whose keys resolve.

:func:`load_corpus` walks the whole stair from the page: pages, emended lines, marked lines,
reports, each once, days, casts, frames.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from icpf_analysis.casts import Cast, cast_reports, used_affiliations
from icpf_analysis.chronology import Dated, date_reports
from icpf_analysis.curated import emend, read_curated, unmatched_rows
from icpf_analysis.dates import whole_number
from icpf_analysis.findings import Finding
from icpf_analysis.grammar import Marked
from icpf_analysis.joins import join_reports, mark_repeated
from icpf_analysis.pages import Page, read_pages
from icpf_analysis.people import person_id
from icpf_analysis.places import CURATED, RAW
from icpf_analysis.posts import read_posts
from icpf_analysis.reports import BOUNDS, Report
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

    @cached_property
    def terms(self) -> pd.DataFrame:
        """The terms of the statements, one row per occurrence; extracted once and kept."""
        from icpf_analysis.terms import extract_terms  # a later step, taken when it is asked for

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
        A page or a table cannot be read as it stands; the error says where and what to do. A row
        of a table that fits nothing on the pages is one too where data/raw is read whole; where
        only some of the pages are read, or tables of your own, it is a finding.

    Notes
    -----
    A post that stands on two pages is read once, from the page whose name comes first
    (:mod:`icpf_analysis.joins`). A page added later under a later name changes no seminar_id
    and no statement_id of those there were; one under an earlier name can take their place.
    A number in the series that contradicts those there were is a PageError, never another date.
    Names on a new page can help to read those on an old one, so people may become more.

    Examples
    --------
    >>> corpus = load_corpus()
    >>> corpus.seminars.date_basis.astype(str).to_dict()["2014-01-28"]
    'inferred'
    """
    path = RAW if path is None else Path(path)
    pages = read_pages(path, encoding)
    return corpus_of(pages, curated, whole=path.resolve() == RAW.resolve())


def corpus_of(
    pages: Sequence[Page], curated: str | Path | None = None, *, whole: bool = False
) -> Corpus:
    """Pages, in the order of their names, as a corpus.

    Parameters
    ----------
    whole : these are all the pages that the tables are about.

    Raises
    ------
    PageError
        As :func:`load_corpus`.
    """
    folder = Path(CURATED if curated is None else curated)
    tables = read_curated(folder)
    marked: dict[str, list[Marked]] = {}
    reports: list[Report] = []
    findings: list[Finding] = []
    for page in pages:
        texts, doubts = emend(page, tables.emendations, folder / "emendations.csv")
        read = read_posts(page, texts)
        marked[page.source] = read.marked
        reports += read.reports
        findings += [*page.findings, *doubts, *read.findings]
    joined = join_reports(reports)
    marked, findings = mark_repeated(marked, findings, joined.repeated)
    findings += joined.findings
    reports = joined.reports
    days = date_reports(reports)
    casts = cast_reports(reports, tables)
    ids = _seminar_ids(days, joined.ranks)
    # the shipped tables are about pages of the clone; of others alone they say nothing
    if (
        whole
        or curated is not None
        or any(row["source"] in marked for _, row in tables.emendations)
    ):
        affiliations = used_affiliations(reports, casts, tables)
        findings += unmatched_rows(tables, marked, affiliations, ids, whole=whole)
    subjects = [tables.subjects.get(id_, {}) for id_ in ids]
    in_order = sorted(range(len(ids)), key=lambda at: (days[at].date, joined.ranks[at]))
    seminars = [(ids[at], reports[at], days[at], casts[at], subjects[at]) for at in in_order]
    id_of = {(report.source, report.first_line): id_ for id_, report, *_ in seminars}
    seminar_at = {
        (report.source, line): id_of[kept.source, kept.first_line]
        for report, kept in [*zip(reports, reports, strict=True), *joined.repeated]
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
        lines=_frame("lines", _lines(pages, marked, seminar_at)),
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


def _seminar_ids(days: Sequence[Dated], ranks: Sequence[int]) -> list[str]:
    """The ISO date of each; from the second on one day, by rank, with a suffix: -2, -3, …

    The rank rises from page to page and down each page, so a page that comes last by its name
    takes no id from an earlier one.
    """
    seen: dict[str, int] = defaultdict(int)
    ids = [""] * len(days)
    for at in sorted(range(len(days)), key=lambda at: ranks[at]):
        iso = days[at].date.isoformat()
        seen[iso] += 1
        ids[at] = iso if seen[iso] == 1 else f"{iso}-{seen[iso]}"
    return ids


def _seminar(
    id_: str, report: Report, day: Dated, cast: Cast, subject: dict[str, str]
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
        subject.get("subject"),
        report.status,
        subject.get("short_name"),
        subject.get("short_name_ja"),
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
    id_: str, report: Report, day: Dated, cast: Cast, subject: dict[str, str]
) -> Iterable[tuple[Any, ...]]:
    stands_for = {who.person_id: (who.organisation, who.sector) for who in cast.appearances}
    for said in report.statements:
        speaker = cast.said_by.get(said.line)
        known = stands_for.get(speaker or "") or cast.said_for.get(said.line)
        organisation, sector = known or ("", "")
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
            sector,
            subject.get("subject"),
            organisation,
        )


def _lines(
    pages: Sequence[Page],
    marked: dict[str, list[Marked]],
    seminar_at: dict[tuple[str, int], str],
) -> Iterable[tuple[Any, ...]]:
    for page in pages:
        for each in marked[page.source]:
            line, at = each.line, (page.source, each.line.number)
            about = None if each.role == "navigation" else seminar_at.get(at)
            yield (
                *at,
                about,
                line.text,
                line.ending,
                each.role,
                line.place,
                page.encoding,
            )
