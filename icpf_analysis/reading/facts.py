"""Facts that a line shows and no frame holds: persons, titles, numbers of people, 第N回.

Lines are not enough to count: one can be read while a name in it is lost. Nothing is mended here.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from icpf_analysis.errors import Finding
from icpf_analysis.reading.dates import NUMBER, arabic, whole_number
from icpf_analysis.reading.people import is_name, person_id
from icpf_analysis.reading.reports import Report
from icpf_analysis.reading.signals import EVENT, attendance, mask

_KANA = "一-龠々ヶァ-ヺー"
# 例示花子氏    例示花子(例示大学教授)
_PERSON = re.compile(
    rf"(?<![{_KANA}])(?P<name>(?:[{_KANA}]{{1,4}}\s)?[{_KANA}]{{1,20}}(?:\s?[ぁ-ん]{{2,4}})?)\s?"
    r"(?:(?:氏|様)(?![名族々子式])|(?P<of>\([^()]{2,60}\)))"
)
_AFFILIATED = re.compile(
    r"大学|教授|議員|[社課局室部院会館所町村長市区]長|研究|株式会社|代表|理事|省|庁|記者|弁護士|委員"
)
_NO_AFFILIATION = re.compile(r"\d|参加|会員")
_TITLE = re.compile(r"[「『]([^「」『』]{2,120})[」』]")
_SESSION = re.compile(rf"第({NUMBER})回(?=[^。、]{{0,12}}{EVENT})")
_PROSE = {"opening", "notice", "lead", "heading"}
"""Roles of lines in which brackets behind a word say anything, not for whom a person stands."""
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
    report: Report, persons: Sequence[str], talks: Sequence[str], told: Sequence[Finding]
) -> list[Finding]:
    """Find the facts of a report's lines that no frame holds.

    Parameters
    ----------
    persons : forms of the names read, in order.
    talks : titles of talks whose lecturer was read.
    told : findings made already; a person unread is recorded once for each line.
    """
    fields = report.fields
    unread = {doubt.line for doubt in told if doubt.kind == "person unread"}
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
