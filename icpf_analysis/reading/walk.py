"""A walk down a post: what is known at each line while the lines are read, first to last.

A :class:`Walk` keeps which section is under way, which list is open and who has the floor. The
rules of :mod:`sentences` and :mod:`notices` give each line its role and change what is known;
:mod:`reports` has their order. Nothing here decides a day or who a person is.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from icpf_analysis.errors import Finding
from icpf_analysis.reading import signals
from icpf_analysis.reading.dates import DATE, FISCAL_YEAR, NUMBER, day, fiscal_year_in
from icpf_analysis.reading.pages import Page, Post, heading, next_texts
from icpf_analysis.reading.people import (
    Named,
    list_phrases,
    person_id,
    read_phrase,
)
from icpf_analysis.reading.signals import (
    half_width,
    mask,
    turn,
)

LISTS = {
    "lecturer": "lecturer", "moderator": "moderator", "panelist": "panelist",
    "talk": "lecturer", "panel": "panelist", "greeting": "", "materials": "",
}  # fmt: skip
"""What is open -> the role of those named in it; greetings and slides give none."""
PERSONS = {"panelist", "moderator", "lecturer"}
REPORT = frozenset({"report", "talk", "panel", "discussion", "closing"})
"""Sections that tell what happened; before them is the ``frame``, a notice."""
EARLY = frozenset({"frame", "report"})
FRAME = frozenset({"frame"})
UNREAD = (
    "no rule fits this line; it is kept in lines, and no speaker, heading or question above it "
    "is carried past it"
)
QUOTED = re.compile(rf"[「『]({signals.WITHIN_QUOTES})[」』]")
SPEECH = (
    r"(?:の|(?<=[氏様])|(?<=さん|先生|講師))[ごお御]?"
    r"(?:発言|意見|講演|報告|発表|説明|話|プレゼンテーション|講演要旨|講演概要)"
)


def headed_fields(text: str, *, strict: bool = False) -> dict[str, str]:
    """Read 平成22年度 第2回シンポジウム: what counts it, its number, and the series without them.

    >>> headed_fields("見本研究会の第1回セミナー")
    {'session': '1', 'series': '見本研究会セミナー'}
    """
    found = {}
    half = half_width(text)
    year = re.search(rf"\s?({FISCAL_YEAR}|年度(?=第))の?", half)
    if year:
        found["numbering"] = text[slice(*year.span(1))]
        if len(found["numbering"]) > 2:
            found["fiscal_year"] = found["numbering"]
        text, half = (
            text[: year.start()] + text[year.end() :],
            half[: year.start()] + half[year.end() :],
        )
    session = re.search(
        rf"の?第\s?({NUMBER})\s?回目?(?:となる|の)?|\s?(?:[Vv]ol\.?|#|No\.)\s?(\d{{1,4}})", half
    )
    if session:
        found["session"] = text[slice(*session.span(session.lastindex or 0))]
        text = text[: session.start()] + text[session.end() :]
    text = re.sub(
        rf"[をがの]$|^[、のはに]+|^.*(?:年|大会)の(?=.)|^{DATE}\s*",
        "",
        text.strip(f"{signals.MARKS} \u3000【】<"),
    )
    if strict and not re.search(signals.EVENT, text):
        text = ""
    text = re.sub("(?:(?:開催)?報告|要旨|議事録)$", "", text).replace("()", "")
    return found | {"series": text.strip(f"{signals.MARKS} \u3000【】")}


class Mention(NamedTuple):
    """A phrase that names a person, and what its line says of that person."""

    line: int
    phrase: str
    role: str = ""
    talk_title: str = ""
    slides: bool = False
    bare: bool = False
    byline: bool = False
    """In a heading: it says whom a person represents."""


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


class Walk:
    """What is known while the lines of one post are read, first to last."""

    def __init__(
        self, page: Page, texts: Sequence[str], halves: Sequence[str], post: Post, year: str
    ) -> None:
        self.page, self.texts, self.halves, self.post = page, texts, halves, post
        self.section, self.open, self.order = "frame", "", ""
        self.speaker = self.heading = ""
        self.question: int | None = None
        self.title = ""  # of a talk whose lecturer is still to come
        self.quoting = self.reported = self.linked = False
        self.before = 0  # mentions before the list of slides
        self.mentions: list[Mention] = []
        self.statements: list[Statement] = []
        self.findings: list[Finding] = []
        self.unread: list[Finding] = []
        self.kept: list[tuple[int, str, str]] = []
        self.noticed: dict[str, str] = {"fiscal_year": year} if year else {}
        self.opened: dict[str, str] = {}
        self.dated: int | None = None
        self.known: set[str] = set()
        self.beginnings: set[str] = set()
        self.lecturers: dict[str, str] = {}
        self.talks: dict[str, str] = {}  # 講演1 -> the phrase of who gave it
        for text in page.frames.get(post.of, ()):
            self.note_frame(half_width(text))

    def go(self, roles: list[str], transitions: "Transitions") -> None:
        """Give every line of the post its role."""
        following = next_texts([self.halves[at].strip() for at in self.post.rows])
        for at, after in zip(self.post.rows, following, strict=True):
            self.at, self.line, half = at, self.page.lines[at], self.halves[at]
            self.text, self.half, self.after = self.texts[at], half.strip(), after
            self.indent = len(half) - len(half.lstrip())
            self.masked, self.slides_here = mask(self.half), False
            roles[at] = role = (
                self.read(at == self.post.rows[0], transitions) if self.half else "blank"
            )
            if role == "unread":
                self.speaker, self.heading, self.question = "", "", None
                found = self.text.strip()
                self.unread.append(self.finding("unread line", found, "", UNREAD))
            elif role not in {"blank", "statement"}:
                self.kept.append((self.line.number, self.half, role))

    def read(self, first: bool, transitions: "Transitions") -> str:
        """Give the line under way its role."""
        headed = self.post.heading
        if first and headed:
            if headed.byline:
                phrase = self.part_of(self.half, headed.byline, last=True)
                for each in list_phrases(re.sub("(?:ほか|他)$", "", phrase).strip()):
                    self.mention([each], byline=True)
            self.note_year()
            if found := day(self.half):  # 第28回(2014年2月21日)
                self.note_day(found)
            return "seminar title"
        waiting = self.open == "when"  # for the day below the label
        if not waiting and signals.post_note(self.half):
            self.note_frame(self.half)
            return "post note"
        if self.section == "frame" and headed and fiscal_year_in(self.half):
            again = heading(self.half, self.after)
            if again and again.title == again.headed:  # 2009年度第4回セミナー, below its title
                self.noticed |= headed_fields(again.headed)
                return "seminar title"
        # a point or a very long line is no sentence of the reporter
        marked = re.match(r"[•●○◦□・*]|【(?![^】]{1,12}】.*。$)|[-–—]\s", self.half)
        sentence = not marked and len(self.half) <= 1200
        whole = len(self.text) <= signals.LONGEST
        fits = {"sentence": sentence and whole, "line": whole, "any": True}
        for rule, sections, which in transitions:
            if self.section in sections and fits[which] and (role := rule(self)):
                return role
        return "unread"

    # What a rule does with the line under way

    def finding(self, kind: str, found: str, taken: str, why: str) -> Finding:
        """Make a finding about the line."""
        return Finding(self.page.source, self.line.number, kind, found, taken, why)

    def doubt(self, kind: str, found: str, taken: str, why: str) -> None:
        """Note a finding about the line."""
        self.findings.append(self.finding(kind, found, taken, why))

    def cut(self, start: int, end: int | None = None) -> str:
        """A part of the line as printed (emended), by its place in the stripped half-width line."""
        end = len(self.half) if end is None else end
        return self.text[self.indent + start : self.indent + end].strip()

    def part_of(self, half: str, part: str, *, last: bool = False) -> str:
        """The same part as printed, `part` being in the half-width line."""
        at = half.rfind(part) if last else half.find(part)
        return self.cut(at, at + len(part))

    def begin(self, section: str, speaker: str = "") -> None:
        """Begin a section, with its speaker if there is one."""
        self.section, self.speaker, self.open = section, speaker, ""
        self.heading, self.question, self.title = "", None, ""

    def mention(
        self, phrases: Sequence[str], role: str = "", title: str = "", *,
        bare: bool | None = None, slides: bool = False, byline: bool = False,
    ) -> list[Named]:  # fmt: skip
        """Note who is named, and read the names; a phrase that ends in a bracket needs no 氏."""
        read = []
        for phrase in phrases:
            alone = phrase.endswith((")", "\uff09")) if bare is None else bare
            self.mentions.append(
                Mention(
                    self.line.number, phrase, role, title, slides or self.slides_here, alone, byline
                )
            )
            named = self.named(phrase, bare=alone)
            if named and not byline:
                read.append(named)  # 見本:… names the speaker by a short form
                name = person_id(named.name)
                self.beginnings |= {name[:n] for n in range(1, len(name) + 1)}
            if role == "lecturer":
                self.lecturers[named.name if named else phrase] = phrase
        return read

    def named(self, phrase: str, *, bare: bool = True) -> Named | None:
        """Read a phrase with the names known so far."""
        return read_phrase(phrase, self.known, bare=bare)

    def persons_in(self, text: str) -> bool:
        """Check whether a text names a person beside its quoted title."""
        return any(map(self.named, list_phrases(unquoted(text)[0])))

    def persons(self, start: int, role: str) -> None:
        """Note the persons of a list, of a label's value or of a programme."""
        text, quoted = unquoted(self.cut(start))
        title = quoted or (self.title if role == "lecturer" else "")
        phrases = [phrase for phrase in list_phrases(text) if phrase.strip(" \u3000・、")]
        named = self.mention(phrases, role, title, bare=True)
        if named:
            self.known |= {person_id(each.name) for each in named}
            self.order = self.order or ("title" if self.title and not quoted else "person")
            self.title = ""

    def happened(self) -> bool:
        """Whether something above says that the seminar took place."""
        said = self.reported or self.section in REPORT or {"attendees", "held"} & {*self.opened}
        return bool(said or self.headed_as_report())

    def headed_as_report(self) -> bool:
        """Whether the heading says that the post is a report: …を開催しました    …議事要旨"""
        return bool(_REPORTS.search(self.halves[self.post.rows[0]]))

    def sole_lecturer(self) -> str:
        """The phrase of the one lecturer named so far; empty of none or several."""
        return next(iter(self.lecturers.values())) if len(self.lecturers) == 1 else ""

    def say(
        self, kind: str, start: int, said_by: str = "", who: str = "", end: int | None = None
    ) -> None:
        """Make the rest of the line, from `start` on, a statement."""
        text, printed, self.open = self.cut(start, end), self.line.text.strip(), ""
        if text in printed:
            printed = text
        else:  # emended: the same cut of the line as printed
            half = half_width(printed[: signals.LONGEST])
            found = turn(half, self.after) if kind in {"question", "answer"} else None
            point = signals.POINT.match(half) if kind == "point" else None
            printed = printed[found.text if found else point.end() if point else start :].strip()
        replied = self.question if kind == "answer" else None
        self.statements.append(Statement(
            self.line.number, self.section, self.heading, kind, said_by, who, replied, text, printed
        ))  # fmt: skip
        self.reported = True
        if kind == "question":
            self.question = self.line.number

    def note(self, kind: str, text: str) -> None:
        """Note the value of a label."""
        if kind == "theme":
            text = re.sub(r"^[「『“](.*)[」』”]$", r"\1", text)
        if kind == "organiser":
            self.note_year(half_width(text))
        if text:
            self.noticed.setdefault({"where": "venue"}.get(kind, kind), text)

    def note_frame(self, half: str) -> None:
        """What a line around the post says of it: the day of posting, its fiscal year."""
        posted, year = re.search(DATE, half), fiscal_year_in(half)
        if posted:
            self.noticed.setdefault("post_date", posted[0])
        if year:
            self.noticed["fiscal_year"] = year

    def note_year(self, half: str = "") -> None:
        """A fiscal year named in heading or lead, or a year: 例示学会2022年大会."""
        half = half or self.half
        if year := fiscal_year_in(half):
            self.noticed.setdefault("fiscal_year", year)
        years = re.findall(r"(?<!\d)((?:19|20)\d\d)年(?!度)", half)
        if years:
            self.noticed["years"] = " ".join([self.noticed.get("years", ""), *years]).strip()

    def note_day(self, found: re.Match[str]) -> None:
        """Note the first day that the notice prints; that of the heading gives way to it."""
        if "date" not in self.noticed or self.dated == self.post.rows[0]:
            self.noticed["date"] = self.cut(*found.span("date"))
            self.noticed["weekday"] = found["weekday"] or ""
            self.dated = self.at

    def note_attendance(self, masked: str) -> bool:
        """Note how many came, where the text says it and nothing above did."""
        count = signals.attendance(masked)
        if count:
            self.opened.setdefault("attendees", count[0])
            self.opened.setdefault("bound", count[1])
        return count is not None

    def note_organiser(self, sentence: str) -> None:
        """例示研究会は、…を開催した。    見本フォーラムでは「…」を開催します。    (主催:…)"""
        passive = re.search("開催され|開かれ|行われ|実施され", sentence)
        found = _BY_HOUSE.search(sentence)
        if found and not (
            (passive and found["by"] != "では")
            or re.search(r"参加|各|第|当日|今回", found["who"])
            or re.search(r"協賛|後援|共催", sentence)
            or re.fullmatch(signals.EVENT, found["who"])
        ):
            self.noticed.setdefault("organiser in prose", self.cut(*found.span("who")))
        found = _BY_LABEL.search(sentence)
        if found:
            part = "who" if found["who"] else "of"
            self.noticed.setdefault("organiser in prose", self.cut(*found.span(part)))


_REPORTS = re.compile("報告(?!会)|記録|要旨|(?:講演|発言|議事)録|(?:開催し|実施し|開き)ました")
_BY_HOUSE = re.compile(
    r"(?:^|[、。]|日\)?に?、?)(?P<who>[^、。\s「」()\d]{2,30}?(?:会議?|フォーラム|協会|機構|大学|センター|財団"
    r"|社|塾|ネット|局|省|市|県|連盟|組合|クラブ|研究所|ラボ)(?:\(_*\))?)(?P<by>では|は|が)"
)
_BY_LABEL = re.compile(
    r"(?:^|[、。]|\()(?P<who>[^、。\s「」()]{2,30})主催の|主催\s?[:は]\s?(?P<of>[^、。()]{2,30}?)(?=[、。()]|です|$)"
)


def unquoted(text: str) -> tuple[str, str]:
    """The text without its quoted title, and the title."""
    found = QUOTED.search(text)
    if not found or len(found[1]) < 2:
        return text, ""
    sides = text[: found.start()], text[found.end() :]
    rest = " ".join(side.strip(" :\uff1a\u3000") for side in sides).strip()
    return re.sub(r"\s?(?:[(\uff08]資料[)\uff09]|と題して|について)$", "", rest), found[1].strip()


FRAMED = re.compile(rf"^[\s{signals.MARKS}【<〈《(\[]+|[\s】>〉》)\]:]+$")


Transitions = Sequence[tuple[Callable[[Walk], str], frozenset[str], str]]
"""Rules in the order in which they are asked, their sections, and which lines they read."""
