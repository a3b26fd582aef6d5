"""From marked lines to mentions: who is named in a post, as what, with which talk.

Which phrases are one person, and whether a phrase is a person at all, is decided in ``casts``.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from icpf_analysis.grammar import Marked
from icpf_analysis.people import split_names

ROSTER_ROLES = {
    "司会": "moderator",
    "モデレーター": "moderator",
    "パネリスト": "panelist",
    "講師": "lecturer",
}
SECTION_ROLES = {
    "moderators": "moderator",
    "panelists": "panelist",
    "lecturers": "lecturer",
    "talks": "lecturer",
    "greetings": "",
    "materials": "",
}
"""Section of a notice or programme -> the part of those named in it; greetings and slides give
none."""


class Mention(NamedTuple):
    """A phrase that names a person, and what its line says of that person."""

    line: int
    phrase: str
    role: str = ""
    talk_title: str = ""
    slides: bool = False
    bare: bool = False
    byline: bool = False
    """In a heading: it tells for whom a person stands, and names nobody by itself."""


def read_mentions(marked: Sequence[Marked]) -> list[Mention]:
    """The persons that lines name in their own fields, not in their text.

    In a programme a title can stand on the line above its lecturer, or on the one below.
    """
    found: list[Mention] = []
    title, before = "", 0
    for line in marked:
        if line.role in {"programme", "roster"} and "roster_role" not in line.fields:
            here = _of_programme(line, title)
            found += here
            own = line.fields.get("talk_title", "").strip("「」『』")
            if "title_below" in line.fields and found and not found[-1].talk_title:
                found[-1] = found[-1]._replace(talk_title=line.fields["title_below"])
            elif "item" in line.fields or "label" in line.fields or line.role == "roster":
                title = "" if here or not own else own
            elif own and not here:
                title = f"{title} {own}".strip()
        else:
            title = title if line.role == "blank" else ""
            found += _of_report(line)
            if line.rule and line.rule.opens == "materials":
                before = len(found)
            if "linked" in line.fields and len(found) > before:  # ファイルはこちら, below a name
                found[-1] = found[-1]._replace(slides=True)
    return found


def _of_programme(line: Marked, title: str) -> list[Mention]:
    """Those named in a line of a programme or under a label; `title` stands above them."""
    fields = line.fields
    role = SECTION_ROLES.get(line.section, "lecturer")
    titled = fields.get("talk_title", title) if role == "lecturer" else ""
    if "bare" in fields:
        phrases = [f"{fields['bare']}({fields['of']})"]
    elif "affiliation" in fields:
        phrases = [f"{fields['speaker']}({fields['affiliation']})"]
    elif "speaker" in fields:
        phrases = [fields["speaker"]]
    else:
        phrases = [phrase for phrase in split_names(_listed(fields.get("names", ""))) if phrase]
    return [
        Mention(line.line.number, phrase, role=role, talk_title=titled, bare=True)
        for phrase in phrases
    ]


def _listed(names: str) -> str:
    """A list of persons with 、 between them, and without ほか or 調整中 at its end.

    >>> _listed("見本太郎(見本大学)・見本花子(見本社) ほか")
    '見本太郎(見本大学)、見本花子(見本社)'
    """
    names = re.sub(r"[、\s]{0,4}(?:ほか|他|など|等)[\d\s名。]{0,8}$", "", names.strip())
    names = re.sub(r"(?:調整中|未定|依頼中|交渉中)$", "", names)
    return re.sub(
        r"([)\uff09氏様])\s{0,8}(?:[・/\uff0f]|\s(?=[^\s(\uff08「]))\s{0,8}", r"\1、", names
    )


def _of_report(line: Marked) -> list[Mention]:
    """Those named in a line of a report."""
    at, fields = line.line.number, line.fields
    if line.role == "introduction":
        alone = "only" in fields  # a name as a heading says no part: it is the notice's
        role = "lecturer" if line.section == "talk" and not alone else ""
        title = fields.get("talk_title", "")
        return [
            Mention(at, phrase, role=role, talk_title=title, bare=phrase.endswith((")", "\uff09")))
            for phrase in split_names(fields["speaker"])
        ]
    if line.role == "seminar title" and "byline" in fields:
        return [Mention(at, fields["byline"].removesuffix("ほか"), byline=True)]
    if line.role == "slides" and "speaker" in fields:
        return [Mention(at, fields["speaker"], slides=True)]
    if line.role == "transition" and "moderator" in fields:
        panel = split_names(fields.get("panel", ""))
        return [
            Mention(at, fields["moderator"], role="moderator"),
            *(Mention(at, phrase, role="panelist") for phrase in panel),
        ]
    if line.role == "roster":
        role = ROSTER_ROLES[fields["roster_role"]]
        return [
            Mention(at, phrase, role=role, bare=True) for phrase in split_names(fields["names"])
        ]
    return []
