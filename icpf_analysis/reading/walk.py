"""A walk down a post: what is known at each line, and the labels, persons and statements on it.

:class:`Walk` keeps who has the floor, which list is open and which part of the seminar is under
way. What a line is as a whole is asked in ``notices`` (lists and programmes), ``sentences`` (of
the reporter) and ``reports`` (the order of the questions).
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from icpf_analysis.errors import Finding
from icpf_analysis.reading import signals
from icpf_analysis.reading.dates import DATE, FISCAL_YEAR, NUMBER
from icpf_analysis.reading.pages import Page
from icpf_analysis.reading.people import list_phrases, read_phrase, split_names
from icpf_analysis.reading.posts import Post
from icpf_analysis.reading.signals import half_width, label, mask, turn

LISTS = {
    "lecturer": "lecturer", "moderator": "moderator", "panelist": "panelist",
    "talk": "lecturer", "panel": "panelist", "greeting": "", "materials": "",
}  # fmt: skip
"""What is open -> the role of those named in it; greetings and slides give none."""
REPORT = frozenset({"report", "talk", "panel", "discussion", "closing"})


class Mention(NamedTuple):
    """A phrase that names a person, and what its line says of that person."""

    line: int
    phrase: str
    role: str = ""
    talk_title: str = ""
    slides: bool = False
    bare: bool = False
    byline: bool = False
    """In a heading: it says for whom a person stands."""


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
        self.quoting = self.told = self.linked = False
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
        for text in page.frames.get(post.of, ()):
            self._frame(half_width(text))
        self.at, self.line = 0, page.lines[post.rows[0]]
        self.text = self.half = self.after = ""
        self.indent = 0
        self.following: dict[int, str] = {}
        after = ""
        for at in reversed(post.rows):
            self.following[at] = after
            after = halves[at].strip() or after

    def doubt(self, kind: str, found: str, taken: str, why: str) -> Finding:
        """Make a finding about the line under way."""
        return Finding(self.page.source, self.line.number, kind, found, taken, why)

    def cut(self, start: int, end: int | None = None) -> str:
        """A part of the line as printed (emended), by its place in the stripped half-width line."""
        end = len(self.half) if end is None else end
        return self.text[self.indent + start : self.indent + end].strip()

    def _prose(self) -> str:
        raise NotImplementedError

    def _in_notice(self, start: int = 0) -> str:
        raise NotImplementedError

    def _frame(self, half: str) -> None:
        """What a line around the post says of it: the day of posting, its fiscal year."""
        posted = re.search(DATE, half)
        if posted:
            self.noticed.setdefault("post_date", posted[0])
        iso = re.search(r"\d{4}-\d\d-\d\d", half)
        if iso:
            self.noticed["post_date"] = iso[0]
        year = fiscal_year_in(half)
        if year:
            self.noticed["fiscal_year"] = year

    def _note_year(self, half: str) -> None:
        """A fiscal year named in heading or lead, or a year: 例示学会2022年大会."""
        if (year := fiscal_year_in(half)) and "fiscal_year" not in self.noticed:
            self.noticed["fiscal_year"] = year
        years = re.findall(r"(?<!\d)((?:19|20)\d\d)年(?!度)", half)
        if years:
            self.noticed["years"] = " ".join([self.noticed.get("years", ""), *years]).strip()

    def _turn(self) -> str:
        found = turn(self.half, self.after)
        if not found:
            return ""
        if found.kind == "point" and self.section not in REPORT:
            return ""
        if self.section not in {"panel", "discussion"}:
            self._part("discussion")
        text = self.cut(found.text)
        label_ = self.cut(0, found.text).rstrip(":\uff1a. \u3000")
        if found.doubt:
            start = text[:10]
            self.findings.append(
                self.doubt("label repaired", f"{label_}{start}", f"{label_}:{start}", found.doubt)
            )
        if found.kind == "answer" and self.question is None:
            why = "no question stands above it under the same heading"
            self.findings.append(self.doubt("answer without question", label_, "", why))
        who = ""
        if found.who:
            at = self.half.find(found.who, self.half.find("("))
            who = self.cut(at, at + len(found.who))
        self._say(found.kind, text, "", who, found.text)
        return "statement"

    def _say(self, kind: str, text: str, said_by: str, who: str, start: int) -> None:
        number, printed, self.open = self.line.number, self.line.text.strip(), ""
        if text and text not in printed:  # emended: the same cut of the line as printed
            half = half_width(printed[: signals.LONGEST])
            found = turn(half, self.after) if kind in {"question", "answer"} else None
            point = signals.POINT.match(half)
            start = found.text if found else point.end() if point and kind == "point" else 0
            printed = printed[start:].strip()
        else:
            printed = text
        self.statements.append(
            Statement(
                number, self.section, self.heading, kind, said_by, who,
                self.question if kind == "answer" else None, text, printed,
            )
        )  # fmt: skip
        self.told = True
        if kind == "question":
            self.question = number

    def _part(self, section: str, speaker: str = "") -> None:
        """Another part of the seminar begins, and who has the floor in it."""
        self.section, self.speaker, self.open = section, speaker, ""
        self.heading, self.question, self.title = "", None, ""

    def _label(self) -> str:
        found = label(self.half)
        if not found:
            return ""
        value, report = self.half[found.value :].strip(), self.section in REPORT
        kind = found.kind
        of_persons = kind in {"panelist", "moderator", "lecturer"}
        if of_persons and value and not found.strong and not self._persons_in(value):
            return ""
        persons = kind in {"panelist", "moderator", "lecturer", "when"} and self.section == "report"
        if report and not (
            (found.strong or persons) and len(value) < 300 and not value.endswith("。")
        ):
            return ""
        boxed = (
            self.half[found.value - 1 : found.value] in ("】", ">", ":", ")", "]")
            or ":" in self.half
        )
        if (
            report
            and not value
            and not boxed
            and kind not in {*LISTS, "when", "where", "programme"}
        ):
            return ""
        if not found.strong and (
            (value.endswith("。") and kind != "other") or kind in {"programme", "lead"}
        ):
            return ""
        if kind == "lead":
            if report:
                return ""
            self.open = ""
            return "lead" if not value else self._prose()
        if report and kind in {"programme", "materials"} and not value:
            self.section = "frame"
        self.open, self.order = ("" if value else kind), ""
        if kind == "when":
            return self._when(self.half if value else "")
        if kind in {"where", "organiser", "theme"}:
            if value:
                self._note(kind, self.cut(found.value))
            return "notice"
        if kind == "attendees":
            count = signals.attendance(f"参加者{value}")
            if count and value:
                self.opened["attendees"], self.opened["bound"] = count
                self.told = True
            return "notice"
        if kind in {"panelist", "moderator", "lecturer"}:
            self._persons(found.value, LISTS[kind])
            self.open = kind if not report or not value else ""
            return "roster"
        if kind == "materials":
            self.before = len(self.mentions)
            return "slides"
        if kind == "programme":
            self.open = "programme"
            return "programme" if not value else self._in_notice(found.value)
        self.open = "value" if not value else ""
        return "notice"

    def _note(self, kind: str, text: str) -> None:
        key = {"where": "venue"}.get(kind, kind)
        if kind == "theme":
            text = re.sub(r"^[「『](.*)[」』]$", r"\1", text)
        if kind == "organiser":
            self._note_year(half_width(text))
        if text:
            self.noticed.setdefault(key, text)

    def _when(self, half: str) -> str:
        found = signals.day(half[:80])
        if found and "date" not in self.noticed:
            self.noticed["date"] = self.cut(*found.span("date"))
            self.noticed["weekday"] = found["weekday"] or ""
            self.dated = self.at
        elif not found:
            self.open = "when" if not half else self.open
        if found:
            self.open = ""
        return "notice"

    def _value(self) -> str:
        """What is below a label alone on its line."""
        kind = self.open
        if kind == "when" and signals.day(self.half[:80]):
            return self._when(self.half)
        if kind in {"where", "organiser", "theme", "attendees"}:
            self.open = ""
            if len(self.half) < 200 and not self.half.endswith("。"):
                if kind == "attendees":
                    return ""
                self._note(kind, self.cut(0))
                return "notice"
        if kind == "value":
            self.open = ""
            return "notice"
        if self.section == "frame" and not self.open and "date" not in self.noticed:
            found = re.match(
                rf"{signals.BULLET}[【<]?(?P<day>{signals.DAY.pattern})[\s)]{{0,4}}{signals.HOURS}[^。]*$",
                self.half,
            )
            if found:
                return self._when(self.half)
        return ""

    def _persons_in(self, text: str) -> bool:
        return any(
            read_phrase(phrase, self.known, bare=True)
            for phrase in list_phrases(self._unquoted(text)[0])
        )

    def _unquoted(self, text: str) -> tuple[str, str]:
        """The text without its quoted title, and the title."""
        found = re.search(
            r"[「『]([^「」『』]*(?:[「『][^「」『』]*[」』][^「」『』]*)*)[」』]", text
        )
        if not found or len(found[1]) < 2:
            return text, ""
        sides = text[: found.start()], text[found.end() :]
        rest = " ".join(side.strip(" :\uff1a\u3000") for side in sides).strip()
        return re.sub(r"\s?(?:\(資料\)|（資料）|と題して|について)$", "", rest).strip(), found[
            1
        ].strip()

    def _persons(self, start: int, role: str, *, titled: str = "") -> bool:
        """Note the persons of a list, of a label's value or of a programme; False where none is."""
        text, quoted = self._unquoted(self.cut(start))
        title = quoted or titled or (self.title if role == "lecturer" else "")
        found = False
        for phrase in list_phrases(text):
            if not phrase.strip(" \u3000・、"):
                continue
            named = read_phrase(phrase, self.known, bare=True)
            found = found or named is not None
            self.mentions.append(
                Mention(
                    self.line.number,
                    phrase,
                    role,
                    title if role == "lecturer" or quoted else "",
                    bare=True,
                )
            )
            if named:
                self.known.add(re.sub(r"\s", "", named.name))
        if found:
            self.order = self.order or ("title" if self.title and not quoted else "person")
            self.title = ""
        return found

    def _sole_lecturer(self) -> str:
        lecturers = {}
        for mention in self.mentions:
            if mention.role == "lecturer":
                named = read_phrase(mention.phrase, self.known, bare=mention.bare)
                lecturers[named.name if named else mention.phrase] = mention.phrase
        return next(iter(lecturers.values())) if len(lecturers) == 1 else ""

    def _slides(self) -> str:
        masked = mask(self.half)
        if (
            not (signals.SLIDES.search(masked) or signals.VIDEO.search(masked))
            or len(self.half) > 200
        ):
            return ""
        if signals.VIDEO.search(masked) and not signals.SLIDES.search(masked):
            return "notice"
        found = re.match(
            r"(?P<who>[^。]{2,120}?)の(?:講演|発表|説明|報告|配布|当日)?(?:の)?(?:資料|スライド)",
            masked,
        )
        if found and not re.match("パネル|当日|本日|セミナー|講演|討論", found["who"]):
            phrase = self.cut(*found.span("who"))
            for each in split_names(phrase):
                self.mentions.append(Mention(self.line.number, each, slides=True))
            self.linked = True
        elif self.open == "materials" and len(self.mentions) > self.before:
            self.mentions[-1] = self.mentions[-1]._replace(slides=True)  # ファイルはこちら
            self.linked = True
        return "slides"

    def _note_past(self, masked: str) -> None:
        if signals.PAST.search(masked) and not signals.AHEAD.search(masked):
            self.opened["held"] = "yes"

    def _organiser(self, sentence: str, passive: bool = False) -> None:
        """例示研究会は、…を開催した。    見本フォーラムでは「…」を開催します。    (主催:…)"""
        found = re.search(
            r"(?:^|[、。]|日\)?に?、?)(?P<who>[^、。\s「」()\d]{2,30}?(?:会|フォーラム|協会|機構|大学|センター|財団|社|塾|ネット|局|省|市|県|連盟|組合|委員会|クラブ|研究所|ラボ))"
            r"(?P<by>では|は|が)、?",
            sentence,
        )
        if (
            (
                found
                and not (passive and found["by"] != "では")
                and not re.search(r"参加|各|第|当日|今回", found["who"])
            )
            and not re.search(r"協賛|後援|共催", sentence)
            and not re.fullmatch(signals.EVENT, found["who"])
        ):
            self.noticed.setdefault("organiser told", self.cut(*found.span("who")))
        found = re.search(
            r"(?:^|[、。]|\()(?P<who>[^、。\s「」()]{2,30})主催の|主催\s?:\s?(?P<of>[^、。()]{2,30})",
            sentence,
        )
        if found:
            self.noticed.setdefault(
                "organiser told", self.cut(*found.span("who" if found["who"] else "of"))
            )


def fiscal_year_in(half: str) -> str:
    """Find the first fiscal year in a line; empty where none is."""
    found = re.search(FISCAL_YEAR, half)
    return found[0] if found else ""


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
    session = re.search(rf"の?第\s?({NUMBER})\s?回目?(?:となる|の)?", half)
    if session:
        found["session"] = text[slice(*session.span(1))]
        text = text[: session.start()] + text[session.end() :]
    text = re.sub(r"[をがの]$|^[、のはに]+|^.*(?:年|大会)の(?=.)", "", text.strip(" \u3000【■◆<"))
    if strict and not re.search(signals.EVENT, text):
        text = ""
    return found | {"series": text.strip(" \u3000【■◆")}
