"""Who took part in one seminar, as what and for whom; and the facts that no frame holds.

A person is one person_id whatever form of the name is printed. Where nothing on the page
decides, nobody is named and a finding says so.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from icpf_analysis.curated import Curated
from icpf_analysis.errors import Finding
from icpf_analysis.reading.dates import NUMBER, arabic, whole_number
from icpf_analysis.reading.people import (
    CLOSE,
    HONORIFIC,
    OPEN,
    POST,
    Named,
    full_names,
    is_name,
    person_id,
    read_phrase,
)
from icpf_analysis.reading.reports import Report
from icpf_analysis.reading.signals import EVENT, attendance, mask
from icpf_analysis.reading.walk import Mention

ROLES = ("lecturer", "moderator", "panelist")
"""Foremost first: a lecturer who also sat on the panel is a lecturer."""
UNREAD = "nothing shows where the name ends: no 氏, no name or affiliation known, no post"


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
    roles: str
    """All roles printed, foremost first, joined by 、."""


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
    """Find the cast of each report. A name that one prints with 氏 helps to read the others."""
    curated = sorted(_parts(tables.affiliations))
    names: frozenset[str] = frozenset()

    def read(mention: Mention) -> Named | None:
        return read_phrase(mention.phrase, names, curated, tables.parties, bare=mention.bare)

    seen = (read(each) for report in reports for each in report.mentions if not each.byline)
    names = frozenset({name for each in seen if each and len(name := person_id(each.name)) > 2})
    return [_cast(report, tables, read) for report in reports]


def used_affiliations(
    reports: Sequence[Report], casts: Sequence[Cast], tables: Curated
) -> set[str]:
    """Affiliations that pages print, and rows of the table that a page bears out.

    A row is used where it is somebody's affiliation, where a label names it in the place of a
    person, and where it or a part of it is in a phrase that names somebody, whose name ends
    there: 仮名三郎架空大学教授 needs 架空大学教授.
    """
    used = {who.affiliation for cast in casts for who in cast.appearances} | {
        _institution(statement.speaker_printed)
        for report, cast in zip(reports, casts, strict=True)
        for statement in report.statements
        if statement.line in cast.said_for
    }
    used = {unicodedata.normalize("NFKC", affiliation) for affiliation in used}
    mentions = [mention for report in reports for mention in report.mentions if not mention.byline]
    phrases = "\n".join({mention.phrase for mention in mentions})
    lost = (row for row in tables.affiliations if row not in used)
    return used | {row for row in lost if any(part in phrases for part in _parts([row]))}


def _parts(affiliations: Iterable[str]) -> set[str]:
    """Of 見本会理事長/架空大学教授(議長) the two on either side, without what is in brackets."""
    return {
        part
        for whole in affiliations
        for part in re.sub(r"[(\uff08].*", "", whole).split("/")
        if part
    }


_Reader = Callable[[Mention], Named | None]


def _read_mentions(
    report: Report, read: _Reader
) -> tuple[list[tuple[Mention, Named | None]], dict[str, str], list[Finding]]:
    """Read who is named; of a heading's persons those read below keep only their affiliation."""
    seen = [(mention, read(mention)) for mention in report.mentions if not mention.byline]
    own = {person_id(named.name) for _, named in seen if named}
    headed: dict[str, str] = {}
    for mention in (mention for mention in report.mentions if mention.byline):
        named = read_phrase(mention.phrase, {name for name in own if len(name) > 1})
        named = named or read(mention)  # 見本太郎衆議院議員ほか
        name = person_id(named.name) if named else ""
        if named and name in own:
            headed[name] = named.affiliation
        elif not name or not any(other.startswith(name) for other in own):
            seen.append((mention, named))
    findings: dict[str, Finding] = {}
    why = "only the dictionary shows where the name ends: it knows the given name"
    for n, (mention, named) in enumerate(seen):
        if named is None and (named := read_phrase(mention.phrase, bare=mention.bare, guess=True)):
            seen[n] = (mention, named)
            doubt = _doubt(report, mention.line, "name inferred", mention.phrase, why, named.name)
            findings.setdefault(named.name, doubt)
    return seen, headed, [*findings.values()]


def _cast(report: Report, tables: Curated, read: _Reader) -> Cast:
    seen, headed, findings = _read_mentions(report, read)
    means, unclear = full_names(named.name for _, named in seen if named)
    mentions: dict[str, list[tuple[Mention, Named]]] = defaultdict(list)
    introduced: dict[str, str] = {}
    for mention, named in seen:
        name = person_id(named.name) if named else ""
        if named and name in means:
            mentions[means[name]].append((mention, named))
            introduced[mention.phrase] = means[name]
        elif named:
            why = f"it can be {' or '.join(unclear[name])}"
            findings.append(_doubt(report, mention.line, "name ambiguous", named.name, why))
        elif _CAN_BE_A_PERSON.search(mention.phrase):
            findings.append(_doubt(report, mention.line, "person unread", mention.phrase, UNREAD))
    forms = {
        person: list(dict.fromkeys(named.name for _, named in of))
        for person, of in mentions.items()
    }
    said_by: dict[int, str] = {}
    said_for: dict[int, tuple[str, str]] = {}
    ordered = sorted(means)
    for said in report.statements:
        label, person = said.speaker_printed, introduced.get(said.said_by, "")
        if label:
            named_by = _respondents(label, means, ordered)
            person = next(iter(named_by)) if len(named_by) == 1 else ""
            if person in forms and named_by[person] not in forms[person]:
                forms[person].append(named_by[person])
            if not person and said.kind == "answer" and not re.fullmatch("回答|A|答", label):
                whom = "more than one person" if named_by else "nobody on the roster"
                why, taken = f"the label names {whom}; the answer stays unnamed", ""
                organisation, _, sector, basis = read_affiliation(_institution(label), tables)
                if organisation and not named_by:
                    said_for[said.line], taken = (organisation, sector), organisation
                    why = f"the label names no person; {organisation} is {sector} ({basis})"
                findings.append(_doubt(report, said.line, "speaker unnamed", label, why, taken))
        if person:
            said_by[said.line] = person
    cast = [
        _appearance(person, of, headed.get(person, ""), tables) for person, of in mentions.items()
    ]
    findings += _doubts_of_roster(report, cast)
    titles = [mention.talk_title for of in mentions.values() for mention, _ in of]
    findings += facts_not_held(report, ordered, titles, findings)
    return Cast(cast, forms, said_by, said_for, findings)


_CAN_BE_A_PERSON = re.compile(
    r"^(?!(?:講演者?|参加者|会場|講師|パネル|資料|当日)$)(?!.*(?:以下|次の)).*[一-龠ァ-ヺA-Za-z]{2}"
)


def _doubt(report: Report, line: int, kind: str, found: str, why: str, taken: str = "") -> Finding:
    return Finding(report.source, line, kind, found, taken, why)


def _respondents(label: str, means: dict[str, str], ordered: list[str]) -> dict[str, str]:
    """Find who is named in 回答、篠原: person_id -> the form printed."""
    found = {}
    for part in re.split(r"[、,\uff0c・\s]+", label):
        form = re.sub(rf"(?:{HONORIFIC}|{POST})$", "", part)
        at = bisect_left(ordered, form) if form else len(ordered)
        near = {means[name] for name in ordered[at : at + 9] if name.startswith(form)}
        if len(near) == 1:
            found[near.pop()] = form
    return found


def _institution(label: str) -> str:
    """回答、参加した茨城県から names 茨城県; 木村 alone is a person, though 村 is a village."""
    found = re.search(
        r"(?:^|[、,\uff0c\s])(?:(?:参加|出席)した)?([^、,\uff0c\s]+)(?:から|より)$", label
    )
    return found[1] if found else ""


_IN_PROSE = re.compile("(?:今回|本日|当日|司会|進行)は")  # 今回は相続に詳しい弁護士の


def _appearance(
    person: str, seen: Sequence[tuple[Mention, Named]], headed: str, tables: Curated
) -> Appearance:
    printed = {mention.role for mention, _ in seen}
    roles = [role for role in ROLES if role in printed]
    affiliations = [named.affiliation for _, named in seen]
    affiliation = max(affiliations, key=lambda text: (not _IN_PROSE.match(text), len(text)))
    affiliation = affiliation or headed
    return Appearance(
        person,
        roles[0] if roles else "",
        affiliation,
        *read_affiliation(affiliation, tables),
        next((mention.talk_title for mention, _ in seen if mention.talk_title), ""),
        any(mention.slides for mention, _ in seen),
        "、".join(roles),
    )


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
        printed, taken = f"{counted}人の講師", f"{lecturers} named"
        found.append(_doubt(report, report.date_line, "lecturers disagree", printed, why, taken))
    return found


COMMAS = "、,\uff0c"
_BETWEEN = "、,\uff0c・ \u3000"
_FORMER = re.compile(r"\s*(?:前|元)(?!橋|田|川|山|原|島|町|村|市|気)")
_HOUSE = re.compile(
    r"(?P<organisation>.{1,40}(?:大学院大学|大学院|大学(?!院)|病院|クリニック|協会|機構|財団|連合会|組合|センター|学会|委員会|フォーラム|研究所|銀行|新聞社?|テレビ(?!連)|社(?![会長員団内外])"
    r"|放送|事務所|弁護士会|ネット(?!ワーク)|連絡会|協議会|連盟|文書館|図書館|博物館|美術館|会議所|高校|学校(?!教育)|通信社|Inc\.?|Ltd\.?|LLC))(?P<post>.*)"
)


def segments(affiliation: str) -> list[str]:
    """Part an affiliation into the posts it names, present ones first.

    前 and 元 make a former post; a post alone (見本大学、教授) belongs to the house before it.

    >>> segments("前見本党衆議院議員、見本大学大学院教授")
    ['見本大学大学院教授', '前見本党衆議院議員']
    >>> segments("見本フォーラム事務局長・仮名大学経済学部教授")
    ['見本フォーラム事務局長', '仮名大学経済学部教授']
    """
    text = re.sub(rf"(?<=[^{OPEN}])[{OPEN}][^{OPEN}{CLOSE}]*[{CLOSE}]$", "", affiliation)
    found: list[str] = []
    if affiliation.isascii():  # President, Example Ltd.
        return [affiliation]
    for part in re.split(rf"[{COMMAS}/\uff0f;]|(?<=[長員授事役表師者官])[・兼]|兼", text):
        part = part.strip(" \u3000・")
        if not part:
            continue
        if found and re.fullmatch(POST, part) and not re.search(f"{POST}$", found[-1]):
            found[-1] += f" {part}"
        else:
            found.append(part)
    former = [part for part in found if _FORMER.match(part)]
    return [part for part in found if part not in former] + former


def house_and_post(affiliation: str) -> tuple[str, str]:
    """Part one affiliation that no rule knows into house and post.

    >>> house_and_post("木村病院看護課"), house_and_post("見本フォーラム理事長")
    (('木村病院', '看護課'), ('見本フォーラム', '理事長'))
    """
    match = _HOUSE.fullmatch(affiliation)
    if match:
        return match["organisation"].strip(), match["post"].strip()
    if affiliation.isascii() and ", " in affiliation:  # Professor, Example University
        post, _, house = affiliation.partition(", ")
        return house, post
    head, _, rest = re.sub(r"[\s\u3000]+", " ", affiliation.strip()).partition(" ")
    if rest:
        return head, rest
    match = re.fullmatch(rf"(.{{2,40}}?)((?:代表)?{POST})", affiliation)
    if match:
        return match[1], match[2]
    return ("", affiliation) if re.fullmatch(POST, affiliation) else (affiliation, "")


def read_affiliation(affiliation: str, tables: Curated) -> tuple[str, str, str, str]:
    """Find organisation, post, sector and basis: a curated row, else the first rule that fits.

    Of several posts the first present one that a rule knows speaks; 前 and 元 are former.
    """
    row = tables.affiliations.get(unicodedata.normalize("NFKC", affiliation))
    if row:
        return row["organisation"], row["post"], row["sector"], "curated"
    parts = segments(affiliation)
    for part in parts:
        for pattern, sector in tables.sector_rules:
            match = pattern.match(part)
            if match:  # 東京大学、教授: the sign between is of neither
                house, post = (match[name].strip(_BETWEEN) for name in ("organisation", "post"))
                return house, post, sector, "rule"
    houses = [house_and_post(part) for part in parts]
    house, post = next((both for both in houses if both[0]), houses[0] if houses else ("", ""))
    return house, post or (houses[0][1] if houses else ""), "unknown", "unknown"


_KANA = "一-龠々ヶァ-ヺー"
# 例示花子氏    例示花子(例示大学教授)
_PERSON = re.compile(
    rf"(?<![{_KANA}])(?P<name>(?:[{_KANA}]{{1,4}}\s)?[{_KANA}]{{1,20}}?(?:\s?[ぁ-ん]{{2,4}})?)\s?"
    r"(?:(?:氏|様)(?![名族々子式])|(?P<of>\([^()]{2,60}\)))"
)
_AFFILIATED = re.compile(
    r"大学|教授|議員|[社課局室部院会館所町村長市区]長|研究|株式会社|代表|理事|省|庁|記者|弁護士|委員"
)
_NO_AFFILIATION = re.compile(r"\d|参加|会員")
_TITLE = re.compile(r"[「『]([^「」『』]{2,120})[」』]")
_SESSION = re.compile(rf"第({NUMBER})回(?=[^。、]{{0,12}}{EVENT})")
_PROSE = {"opening", "notice", "lead", "heading"}
"""Roles of lines in which brackets behind a word say anything, not whom a person represents."""
_WHY = {
    "person unread": "no frame holds this person",
    "title unread": "no frame holds this title",
    "number unread": "no frame holds this number of people",
    "session unread": "no frame holds this number in a series",
}


def _shown(half: str, role: str) -> Iterator[tuple[str, str, str]]:
    """The facts of a line: kind, as printed, and what to look for."""
    if role not in {"seminar title", "summary", "post note", "archive title"}:
        for found in _PERSON.finditer(half):
            of = found["of"]
            if of and (role in _PROSE or not _AFFILIATED.search(of) or _NO_AFFILIATION.search(of)):
                continue
            name = person_id(found["name"])
            if is_name(name) and not (of and len(name) < 2):
                yield "person unread", found[0].strip(), name
    if role not in {"slides", "summary"} and (role != "heading" or _TITLE.fullmatch(half)):
        for found in _TITLE.finditer(half):  # a heading too, if it is one and nothing is below
            yield "title unread", found[1], _compact(found[1])
    if role in {"opening", "introduction", "lead", "transition", "programme"}:
        count = attendance(mask(half))
        if count:
            yield "number unread", f"{count[0]}名", str(whole_number(count[0]))
    if role in {"opening", "seminar title", "lead"}:
        for found in _SESSION.finditer(half):
            yield "session unread", f"第{arabic(found[1])}回", str(whole_number(found[1]))


def _compact(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def facts_not_held(
    report: Report, persons: Sequence[str], talks: Sequence[str], made: Sequence[Finding]
) -> list[Finding]:
    """Find the facts of a report's lines that no frame holds.

    Parameters
    ----------
    persons : forms of the names read, in order.
    talks : titles of talks whose lecturer was read.
    made : findings made already; a person unread is recorded once for each line.
    """
    fields = report.fields
    unread = {doubt.line for doubt in made if doubt.kind == "person unread"}
    own = [fields.get(name, "") for name in ("title", "title_in_report", "venue", "series")]
    own = [_compact(text) for text in own if text]
    headings = {said.heading.strip("「」『』") for said in report.statements}
    titles = {_compact(text) for text in (*talks, *headings)}
    counted = {"number unread": ["attendees"], "session unread": ["session", "session_in_report"]}
    numbers = {
        kind: {"None", *(str(whole_number(fields.get(name, ""))) for name in names)}
        for kind, names in counted.items()
    }
    found = []
    for line, half, role in report.lines:
        for kind, printed, sought in _shown(half, role):
            if kind == "person unread":
                held = line in unread or _known(sought, persons)
            elif kind == "title unread":
                held = sought in titles or any(
                    sought in text or (len(text) > 5 and text in sought) for text in own
                )
            else:
                held = sought in numbers[kind]
            if not held:
                found.append(Finding(report.source, line, kind, printed, "", _WHY[kind]))
    return found


def _known(name: str, persons: Sequence[str]) -> bool:
    """Check whether a known name is in the text, or begins with it: 例示 for 例示花子."""
    at = bisect_left(persons, name)
    if at < len(persons) and persons[at].startswith(name):
        return True
    parts = (name[i : i + n] for n in range(2, 9) for i in range(len(name) - n + 1))
    return any((at := bisect_left(persons, p)) < len(persons) and persons[at] == p for p in parts)
