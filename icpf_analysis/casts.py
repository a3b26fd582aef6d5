"""From mentions to persons: who took part in one seminar, as what, and for whom.

A person is one person_id whatever form of the name is printed. Where nothing on the page
decides, nobody is named and a finding says so.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from icpf_analysis.curated import Curated
from icpf_analysis.dates import whole_number
from icpf_analysis.findings import Finding
from icpf_analysis.mentions import Mention
from icpf_analysis.people import HONORIFIC, Named, full_names, person_id, read_phrase
from icpf_analysis.reports import Report

_BETWEEN = "、,\uff0c・ \u3000"
ROLES = ("lecturer", "moderator", "panelist")
"""Foremost first: a lecturer who also sat on the panel is a lecturer."""


class Appearance(NamedTuple):
    """One person in one seminar; empty text is what the page does not give."""

    person_id: str
    role: str
    affiliation: str
    organisation: str
    post: str
    sector: str
    sector_basis: str
    talk_title: str
    slides: bool


class Cast(NamedTuple):
    """The persons of one report."""

    appearances: list[Appearance]
    forms: dict[str, list[str]]
    """person_id -> the forms printed, each once, in order."""
    said_by: dict[int, str]
    """Line of a statement -> person_id, where somebody is named."""
    said_for: dict[int, tuple[str, str]]
    """Line of a statement -> (organisation, sector), where its label names no person but these."""
    findings: list[Finding]


def cast_reports(reports: Sequence[Report], tables: Curated) -> list[Cast]:
    """The cast of each report. A name that one report prints with 氏 helps to read the others."""
    curated = sorted(_parts(tables.affiliations))
    read = (
        read_phrase(mention.phrase, (), curated, tables.parties, bare=mention.bare)
        for report in reports
        for mention in report.mentions
        if not mention.byline
    )
    ids = {person_id(named.name) for named in read if named}
    names = sorted(name for name in ids if len(name) > 2)
    return [_cast(report, tables, curated, names) for report in reports]


def used_affiliations(
    reports: Sequence[Report], casts: Sequence[Cast], tables: Curated
) -> set[str]:
    """Affiliations of the table that a page bears out, and those that pages print.

    A row is used where it is somebody's affiliation, where a label names it in the place of a
    person, and where it shows where a name ends: 仮名三郎架空大学教授 needs 架空大学教授.
    """
    used = {who.affiliation for cast in casts for who in cast.appearances} | {
        _institution(statement.speaker_printed)
        for report, cast in zip(reports, casts, strict=True)
        for statement in report.statements
        if statement.line in cast.said_for
    }
    used = {unicodedata.normalize("NFKC", affiliation) for affiliation in used}
    parts = _parts(row for row in tables.affiliations if row not in used)
    phrases = {
        (mention.phrase, mention.bare)
        for report in reports
        for mention in report.mentions
        if not mention.byline
    }
    known = _parts(tables.affiliations)

    def shows(part: str, phrase: str, bare: bool) -> bool:
        """Is the phrase read otherwise without this part?"""
        with_it, without = (
            read_phrase(phrase, (), some, tables.parties, bare=bare)
            for some in (known, known - {part})
        )
        return with_it != without

    ends = {part for part in parts for said in phrases if part in said[0] and shows(part, *said)}
    return used | {row for row in tables.affiliations if _parts([row]) & ends}


def _parts(affiliations: Iterable[str]) -> set[str]:
    """Of 見本会理事長/架空大学教授(議長) the two on either side, without what is in brackets."""
    return {
        part
        for whole in affiliations
        for part in re.sub(r"[(\uff08].*", "", whole).split("/")
        if part
    }


def _cast(report: Report, tables: Curated, curated: list[str], names: list[str]) -> Cast:
    read = [
        (mention, read_phrase(mention.phrase, names, curated, tables.parties, bare=mention.bare))
        for mention in report.mentions
        if not mention.byline
    ]
    means, unclear = full_names(named.name for _, named in read if named)
    findings: list[Finding] = []
    mentions: dict[str, list[tuple[Mention, Named]]] = defaultdict(list)
    introduced: dict[str, str] = {}
    for mention, named in read:
        if named is None:
            why = "nothing shows where the name ends: no 氏, no name or affiliation known, no post"
            findings.append(_doubt(report, mention.line, "person unread", mention.phrase, why))
        elif person_id(named.name) in unclear:
            why = f"it can be {' or '.join(unclear[person_id(named.name)])}"
            findings.append(_doubt(report, mention.line, "name ambiguous", named.name, why))
        else:
            person = means[person_id(named.name)]
            mentions[person].append((mention, named))
            introduced[mention.phrase] = person
    forms = {
        person: list(dict.fromkeys(named.name for _, named in seen))
        for person, seen in mentions.items()
    }
    said_by: dict[int, str] = {}
    said_for: dict[int, tuple[str, str]] = {}
    for statement in report.statements:
        if statement.speaker_printed:
            named_by = _respondents(statement.speaker_printed, means)
            person = next(iter(named_by)) if len(named_by) == 1 else ""
            if person and named_by[person] not in forms[person]:
                forms[person].append(named_by[person])
            if not person and statement.kind == "answer":
                printed, taken = statement.speaker_printed, ""
                whom = "more than one person" if named_by else "nobody on the roster"
                why = f"the label names {whom}; the answer stays unnamed"
                organisation, _, sector, basis = _sector(_institution(printed), tables)
                if organisation and not named_by:
                    said_for[statement.line], taken = (organisation, sector), organisation
                    why = f"the label names no person; {organisation} is {sector} ({basis})"
                findings.append(
                    _doubt(report, statement.line, "speaker unnamed", printed, why, taken)
                )
        else:
            person = introduced.get(statement.said_by, "")
        if person:
            said_by[statement.line] = person
    headed = _stands_for(report, mentions)
    appearances = [
        _appearance(person, seen, headed.get(person, ""), tables)
        for person, seen in mentions.items()
    ]
    findings += _doubts_of_roster(report, appearances)
    return Cast(appearances, forms, said_by, said_for, findings)


def _doubt(report: Report, line: int, kind: str, found: str, why: str, taken: str = "") -> Finding:
    return Finding(report.source, line, kind, found, taken, why)


def _respondents(label: str, means: dict[str, str]) -> dict[str, str]:
    """Who is named in 回答、篠原: person_id -> the form printed."""
    found = {}
    for part in re.split(r"[、,\uff0c・\s]+", label):
        form = re.sub(f"{HONORIFIC}$", "", part)
        persons = {person for name, person in means.items() if form and name.startswith(form)}
        if len(persons) == 1:
            found[persons.pop()] = form
    return found


def _institution(label: str) -> str:
    """回答、参加した茨城県から names 茨城県; 木村 alone is a person, though 村 is a village."""
    found = re.search(
        r"(?:^|[、,\uff0c\s])(?:(?:参加|出席)した)?([^、,\uff0c\s]+)(?:から|より)$", label
    )
    return found[1] if found else ""


def _stands_for(report: Report, persons: Collection[str]) -> dict[str, str]:
    """For whom those named in the report stand, as its heading has it: 見本太郎衆議院議員ほか."""
    read = (read_phrase(line.phrase, persons) for line in report.mentions if line.byline)
    return {person_id(named.name): named.affiliation for named in read if named}


def _appearance(
    person: str, seen: Sequence[tuple[Mention, Named]], headed: str, tables: Curated
) -> Appearance:
    roles = {mention.role for mention, _ in seen}
    affiliation = max((named.affiliation for _, named in seen), key=len) or headed
    return Appearance(
        person,
        next((role for role in ROLES if role in roles), ""),
        affiliation,
        *_sector(affiliation, tables),
        next((mention.talk_title for mention, _ in seen if mention.talk_title), ""),
        any(mention.slides for mention, _ in seen),
    )


def _sector(affiliation: str, tables: Curated) -> tuple[str, str, str, str]:
    """(organisation, post, sector, basis): a curated row, else the first rule that fits."""
    row = tables.affiliations.get(unicodedata.normalize("NFKC", affiliation))
    if row:
        return row["organisation"], row["post"], row["sector"], "curated"
    for pattern, sector in tables.sector_rules:
        match = pattern.match(affiliation)
        if match:  # 東京大学、教授: the sign between is of neither
            organisation, post = (match[part].strip(_BETWEEN) for part in ("organisation", "post"))
            return organisation, post, sector, "rule"
    return "", "", "unknown", "unknown"


def _doubts_of_roster(report: Report, appearances: Sequence[Appearance]) -> list[Finding]:
    """Roles and sectors that stay unknown, and lecturers counted otherwise than named."""
    found = []
    for person in appearances:
        if not person.role:
            why = "the report gives this person no role that is known"
            found.append(_doubt(report, report.first_line, "role unknown", person.person_id, why))
        if person.sector == "unknown":
            why = "no row of affiliations.csv or sector_rules.csv fits the affiliation"
            printed = f"{person.person_id}: {person.affiliation or 'no affiliation'}"
            found.append(
                _doubt(report, report.first_line, "sector unknown", printed, why, "unknown")
            )
    counted = report.fields.get("lecturers", "")
    lecturers = sum(person.role == "lecturer" for person in appearances)
    if counted and whole_number(counted) != lecturers:
        why = "the opening counts other lecturers than the introductions name"
        printed = f"{counted}人の講師"
        found.append(
            _doubt(
                report, report.date_line, "lecturers disagree", printed, why, f"{lecturers} named"
            )
        )
    return found
