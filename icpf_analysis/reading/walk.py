"""A post becomes a report: the role of each line, who is named, and what was said.

A :class:`Walk` goes down the lines of one post and keeps what is known at each: which section is
under way, which list is open, who has the floor. :data:`TRANSITIONS`, at the end, is the table:
its rules are asked in their order, and the first answer is the role of the line. Nothing here
decides a day or who a person is.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from icpf_analysis.errors import Finding
from icpf_analysis.reading import signals
from icpf_analysis.reading.dates import DATE, NUMBER
from icpf_analysis.reading.pages import Page, Post, heading
from icpf_analysis.reading.people import (
    Named,
    list_phrases,
    person_id,
    read_phrase,
    split_names,
    title_and_person,
)
from icpf_analysis.reading.signals import (
    fiscal_year_in,
    half_width,
    headed_fields,
    label,
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
_QUOTED = re.compile(r"[「『]([^「」『』]*(?:[「『][^「」『』]*[」』][^「」『』]*)*)[」』]")
_SPEECH = r"の(?:発言|意見|講演|報告|発表|プレゼンテーション|講演要旨|講演概要)"


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
        self.beginnings: set[str] = set()
        self.lecturers: dict[str, str] = {}
        for text in page.frames.get(post.of, ()):
            self.note_frame(half_width(text))

    def go(self, roles: list[str]) -> None:
        """Give every line of the post its role."""
        following, after = {}, ""
        for at in reversed(self.post.rows):
            following[at] = after
            after = self.halves[at].strip() or after
        for at in self.post.rows:
            self.at, self.line, half = at, self.page.lines[at], self.halves[at]
            self.text, self.half, self.after = self.texts[at], half.strip(), following[at]
            self.indent = len(half) - len(half.lstrip())
            self.masked = mask(self.half)
            roles[at] = role = self.read(at == self.post.rows[0]) if self.half else "blank"
            if role == "unread":
                self.speaker, self.heading, self.question = "", "", None
                found = self.text.strip()
                self.unread.append(self.finding("unread line", found, "", UNREAD))
            elif role not in {"blank", "statement"}:
                self.kept.append((self.line.number, self.half, role))

    def read(self, first: bool) -> str:
        """Give the line under way its role."""
        headed = self.post.heading
        if first and headed:
            if headed.byline:
                phrase = self.part_of(self.half, headed.byline, last=True)
                for each in list_phrases(re.sub("(?:ほか|他)$", "", phrase).strip()):
                    self.mention([each], byline=True)
            self.note_year()
            return "seminar title"
        if signals.archive_title(self.half):
            return "archive title"
        if len(self.text) > signals.LONGEST:
            return _point(self) or (_paragraph(self) if self.section in REPORT else "unread")
        if self.section == "frame" and signals.post_note(self.half):
            self.note_frame(self.half)
            return "post note"
        if (
            self.section == "frame"
            and headed
            and (headed.title in self.half or fiscal_year_in(self.half))
        ):
            again = heading(self.half, self.after)
            if again and again.title == headed.title:  # printed twice
                return "seminar title"
            if again and again.title == again.headed:  # 2009年度第4回セミナー, below its title
                self.noticed |= headed_fields(again.headed)
                return "seminar title"
        # a point or a very long line is no sentence of the reporter
        sentence = not re.match(r"[•●○◦□・【*]|[-–—]\s", self.half) and len(self.half) <= 1200
        for rule, sections, of_reporter in TRANSITIONS:
            if self.section in sections and (sentence or not of_reporter):
                role = rule(self)
                if role:
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
        """Begin another section, and note who is speaking in it."""
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
                Mention(self.line.number, phrase, role, title, slides, alone, byline)
            )
            named = self.named(phrase, bare=alone)
            if named and not byline:
                read.append(named)  # 見本:… tells who speaks by a short form
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
        return any(map(self.named, list_phrases(_unquoted(text)[0])))

    def persons(self, start: int, role: str) -> None:
        """Note the persons of a list, of a label's value or of a programme."""
        text, quoted = _unquoted(self.cut(start))
        title = quoted or (self.title if role == "lecturer" else "")
        phrases = [phrase for phrase in list_phrases(text) if phrase.strip(" \u3000・、")]
        named = self.mention(phrases, role, title, bare=True)
        if named:
            self.known |= {person_id(each.name) for each in named}
            self.order = self.order or ("title" if self.title and not quoted else "person")
            self.title = ""

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
        self.told = True
        if kind == "question":
            self.question = self.line.number

    def note(self, kind: str, text: str) -> None:
        """Note the value of a label."""
        if kind == "theme":
            text = re.sub(r"^[「『](.*)[」』]$", r"\1", text)
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
            self.noticed.setdefault("organiser told", self.cut(*found.span("who")))
        found = _BY_LABEL.search(sentence)
        if found:
            part = "who" if found["who"] else "of"
            self.noticed.setdefault("organiser told", self.cut(*found.span(part)))


_BY_HOUSE = re.compile(
    r"(?:^|[、。]|日\)?に?、?)(?P<who>[^、。\s「」()\d]{2,30}?(?:会|フォーラム|協会|機構|大学|センター|財団"
    r"|社|塾|ネット|局|省|市|県|連盟|組合|クラブ|研究所|ラボ))(?P<by>では|は|が)"
)
_BY_LABEL = re.compile(
    r"(?:^|[、。]|\()(?P<who>[^、。\s「」()]{2,30})主催の|主催\s?:\s?(?P<of>[^、。()]{2,30})"
)


def _unquoted(text: str) -> tuple[str, str]:
    """The text without its quoted title, and the title."""
    found = _QUOTED.search(text)
    if not found or len(found[1]) < 2:
        return text, ""
    sides = text[: found.start()], text[found.end() :]
    rest = " ".join(side.strip(" :\uff1a\u3000") for side in sides).strip()
    return re.sub(r"\s?(?:[(\uff08]資料[)\uff09]|と題して|について)$", "", rest), found[1].strip()


# Labels, and what is below a label alone on its line


def _turn(s: Walk) -> str:
    """Q(質問):…    A(回答、例示):…    C(コメント):…"""
    asked = bool(s.statements) and s.statements[-1].line == s.question
    found = turn(s.half, s.after, asked=asked)
    if not found or (found.kind == "point" and s.section not in REPORT):
        return ""
    if s.section not in {"panel", "discussion"}:
        s.begin("discussion")
    text, printed = s.cut(found.text), s.cut(0, found.text).rstrip(":\uff1a. \u3000")
    if found.doubt:
        start = text[:10]
        s.doubt("label repaired", f"{printed}{start}", f"{printed}:{start}", found.doubt)
    if found.kind == "answer" and s.question is None:
        why = "no question stands above it under the same heading"
        s.doubt("answer without question", printed, "", why)
    at = s.half.find(found.who, s.half.find("("))
    s.say(found.kind, found.text, who=s.cut(at, at + len(found.who)))
    return "statement"


def _label(s: Walk) -> str:
    """日時:    【講師】    プログラム    参加費 無料"""
    found = label(s.half)
    if not found:
        return ""
    kind, value, report = found.kind, s.half[found.value :].strip(), s.section in REPORT
    persons = kind in PERSONS
    if not found.strong and (
        (persons and value and not s.persons_in(value))
        or (value.endswith("。") and kind != "other")
        or kind in {"programme", "lead"}
    ):
        return ""
    if report:
        sure = found.strong or (s.section == "report" and (persons or kind == "when"))
        boxed = ":" in s.half or s.half[found.value - 1 : found.value] in tuple("】>)]")
        alone = not value and not boxed and kind not in {*LISTS, "when", "where", "programme"}
        if not sure or len(value) >= 300 or value.endswith("。") or alone or kind == "lead":
            return ""
        if kind in {"programme", "materials"} and not value:
            s.section = "frame"
    s.open, s.order = ("" if value else kind), ""
    if kind == "lead":
        s.open = ""
        return _prose(s) if value else "lead"
    if kind == "when":
        return _when(s, s.half if value else "")
    if kind in {"where", "organiser", "theme"}:
        s.note(kind, s.cut(found.value))
        return "notice"
    if kind == "attendees":
        if value and s.note_attendance(f"参加者{value}"):
            s.told = True
        return "notice"
    if persons:
        titled = s.title if report and kind == "lecturer" else ""
        s.persons(found.value, LISTS[kind])
        s.open = "" if report and value else kind
        if titled and value:  # 講演2「題」, and below it 講師 例示花子氏
            s.begin("talk", s.mentions[-1].phrase)
        return "roster"
    if kind == "materials":
        s.before = len(s.mentions)
        return "slides"
    if kind == "programme":
        s.open = "programme"
        if value:  # the rest of the line is read as a line of its own
            moved = len(s.half) - len(value)
            s.half, s.masked, s.indent = value, s.masked[moved:], s.indent + moved
            rules = (_quoted_title, _programme_item, _listed, _content, _prose)
            return next(role for rule in rules if (role := rule(s)))
        return "programme"
    s.open = "" if value else "value"
    return "notice"


def _when(s: Walk, half: str) -> str:
    found = signals.day(half[:80])
    s.open = "" if found or half else "when"
    if found and "date" not in s.noticed:
        s.noticed["date"] = s.cut(*found.span("date"))
        s.noticed["weekday"] = found["weekday"] or ""
        s.dated = s.at
    return "notice"


_DAY_AND_HOURS = re.compile(
    rf"{signals.BULLET}[【<]?{signals.DAY.pattern}[\s)]{{0,4}}{signals.HOURS}[^。]*$"
)


def _value(s: Walk) -> str:
    """The value below a label alone on its line, or a day and its hours without a label."""
    kind = s.open
    day = kind == "when" and signals.day(s.half[:80])
    unlabelled = s.section == "frame" and not kind and "date" not in s.noticed
    if day or (unlabelled and _DAY_AND_HOURS.match(s.half)):
        return _when(s, s.half)
    if kind in {"where", "organiser", "theme", "value"}:
        s.open = ""
        if kind == "value" or (len(s.half) < 200 and not s.half.endswith("。")):
            if kind != "value":
                s.note(kind, s.cut(0))
            return "notice"
    return ""


def _slides(s: Walk) -> str:
    """例示氏の講演資料はこちらにあります    ファイルはこちら    様子は動画でご覧いただけます"""
    linked = signals.SLIDES.search(s.masked)
    if len(s.half) > 200 or not (linked or signals.VIDEO.search(s.masked)):
        return ""
    if not linked:
        return "notice"
    found = _SLIDES_OF.match(s.masked)
    if found and not re.match("パネル|当日|本日|セミナー|講演|討論", found["who"]):
        s.mention(split_names(s.cut(*found.span("who"))), slides=True, bare=False)
        s.linked = True
    elif s.open == "materials" and len(s.mentions) > s.before:
        s.mentions[-1] = s.mentions[-1]._replace(slides=True)
        s.linked = True
    return "slides"


_SLIDES_OF = re.compile(
    r"(?P<who>[^。]{2,120}?)の(?:講演|発表|説明|報告|配布|当日)?の?(?:資料|スライド)"
)

# The reporter's sentences: when and where, how many came, who spoke, how it went on

_OF = r"(?:の?(?:概要|要旨|内容))?"
_DISCUSSION = re.compile(
    r"(?:主な)?(?:質疑応答|質疑|全体討論|討論|自由討論|意見交換|ディスカッション|Q&A"
    rf"|[^。、]{{0,10}}との(?:意見交換|質疑応答|質疑|討論|対話)){_OF}"
)
_PANEL = re.compile(rf"パネル(?:討論|・?ディスカッション){_OF}")
_FRAMED = re.compile(r"^[\s■◆●○◇□▼【<〈《(\[]+|[\s】>〉》)\]:]+$")


def _section_title(s: Walk) -> str:
    """質疑応答    【全体討論】    パネル討論    <講演要旨>    alone on a line."""
    bare, report = _FRAMED.sub("", s.half), s.section in REPORT
    if len(bare) > 30 or (s.half[0].isdigit() and signals.item(s.half)):
        return ""
    if _DISCUSSION.fullmatch(bare) and (report or re.match("[QA問質・•●○□]", s.after)):
        s.begin("discussion")
        return "transition"
    if report and _PANEL.fullmatch(bare):
        s.begin("panel")
        return "transition"
    if re.fullmatch(r"(?:講演|報告|発表|お話)の?(?:要旨|要約|録|記録|骨子)|要旨", bare):
        s.begin("talk", s.sole_lecturer())
        return "introduction"
    return ""


_OPENING_THEME = re.compile(
    r"[「『](_+)[」』](?:について|と題し|をテーマ)|(?:テーマ|演題)は、?[「『](_+)[」』]"
)


def _opening(s: Walk) -> str:
    """2014年3月26日、…にて、第6回セミナー「…」を開催しました。"""
    sentence = s.masked.split("。")[0]
    found = signals.day(sentence[:80])
    found = found if found and found.start() <= 30 else None
    told = signals.HELD.search(sentence, found.end() if found else 0)
    ahead = signals.AHEAD.search(sentence)
    if not told or (not found and (ahead or "」" not in sentence)):
        return ""
    if not found and not signals.PAST.search(sentence + "。"):
        return ""
    headed = found and s.post.heading and told[0] == "開催"
    if not (headed or re.search(rf"{signals.EVENT}|「", sentence)):
        return ""
    if found and found.start() > 14 and "。" not in s.masked:
        return ""
    fields, at = dict[str, str](), 0
    if found:
        fields = {"date": s.cut(*found.span("date")), "weekday": found["weekday"] or ""}
        at = found.end()
        place = signals.VENUE.search(sentence, at)
        if place:
            venue = s.cut(*place.span("venue"))
            fields["venue"] = re.sub(r"^\d{1,2}時\S*?(?:より|から)、?", "", venue)
            at = place.end()
        if "date" not in s.opened and s.dated is None:
            s.dated = s.at
    else:
        s.note_year()
    quotes = re.finditer(r"[「『](_*)[」』]", sentence)
    title = ([None, *(q for q in quotes if at <= q.start() <= told.start())])[-1]
    theme = title or _OPENING_THEME.search(s.masked)
    if theme:
        fields["title"] = s.cut(*theme.span(theme.lastindex or 0))
    region = re.split("[、\uff0c]", s.cut(at, title.start() if title else told.start()))[-1]
    fields |= headed_fields(region, strict=not title)
    s.note_organiser(sentence)
    count = signals.attendance(s.masked) or signals.attendance(s.half)  # (参加者約120名)
    if count:
        fields["attendees"], fields["bound"] = count
    s.opened |= {name: text for name, text in fields.items() if text or name == "weekday"}
    if signals.PAST.search(s.masked) and not signals.AHEAD.search(s.masked):
        s.opened["held"] = "yes"
    if not ahead:
        s.begin("report")
    return "opening"


def _turnout_first(s: Walk) -> str:
    return _turnout(s) if s.masked.startswith("当日は") else ""


def _turnout(s: Walk) -> str:
    """当日は、40名を超える参加者に…    オンラインで開かれたセミナーには、30名が参加した。"""
    if s.section == "talk" and s.statements:
        return ""
    today = re.search("^当日は|でした|です", s.masked)
    if not (today or signals.PAST.search(s.masked + "。")) or not s.note_attendance(s.masked):
        return ""
    s.opened["held"] = "yes"
    lecturers = re.search(rf"(?<![{signals.DIGIT}])({NUMBER})人の講師", s.masked)
    if lecturers:
        s.opened["lecturers"] = s.cut(*lecturers.span(1))
    if s.section == "frame":
        s.begin("report")
    return "opening"


def _summary(s: Walk) -> str:
    """討論によって、…との認識が共有された。"""
    return "summary" if signals.SUMMARY.match(s.masked) and s.half.endswith("。") else ""


def _closing(s: Walk) -> str:
    """最後に、見本太郎氏より以下の通り、セミナーをまとめる発言があった。"""
    if not re.match(r"最後に|閉会に|終わりに|おわりに", s.masked):
        return ""
    if signals.debate(s.masked) and not re.search("総括|まとめ|挨拶|講評", s.masked):
        return ""
    found = signals.act(s.masked, s.half)
    if not found or not re.search("総括|まとめ|挨拶|あいさつ|発言|コメント|講評|述べ", s.masked):
        return ""
    phrases = _speakers(s, found)
    s.begin("closing", phrases[0] if len(phrases) == 1 else "")
    s.mention(phrases)
    s.told = True
    return "introduction"


def _transition(s: Walk) -> str:
    """後半は、…の司会で、全体討論が行われました。    講演後、以下のような議論があった。"""
    masked = s.masked
    ahead = s.section == "frame" and not s.told
    if ahead and not (signals.MODERATED.search(masked) or _AFTERWARDS.match(masked)):
        return ""
    if not signals.debate(masked.split("。")[0]) or _PLANNED.search(masked):
        return ""
    panel = signals.PANEL.search(masked)
    if not panel and re.search(r"趣旨.{0,6}説明", masked):
        return ""
    then = panel and re.match(r"の?(?:後|あと)", masked[panel.end() :])
    turning = signals.TURNING.match(masked)
    led = signals.MODERATED.match(masked, turning.end() if turning else 0)
    s.begin("panel" if panel and not then else "discussion")
    if led:
        s.mention([s.cut(*led.span("who"))], "moderator", bare=False)
        by = re.compile(r"、?(?P<panel>[^。]+?)による").match(masked, led.end())
        if panel and not then and by and by.end() <= panel.start():
            s.mention(split_names(s.cut(*by.span("panel"))), "panelist", bare=False)
    if panel and then:
        why = "the panel came before the discussion, but the report does not set it apart"
        s.doubt("panel unreported", s.cut(*panel.span()), "discussion", why)
    s.told = True
    return "transition"


_AFTERWARDS = re.compile(r"(?:講演|報告|発表|その|パネル)?[^、。]{0,10}後、|(?:以下|次)の")
_PLANNED = re.compile(r"(?:し|いただき|いたし)ます。?\s*$|予定(?:です)?。?\s*$")
_REPORTED = re.compile(r"(?:模様|様子|概要|内容|要旨|要約|議論|報告|記録|講演|骨子)[はがを]")


def _introduction(s: Walk) -> str:
    """はじめに、松田馨氏(…)から、「…」と題した講演をいただきました。"""
    sentences = re.split(r"(?<=。)|(?<=[りき]、)(?=続いて|次に|さらに|その後|最後に)", s.masked)
    offset, role = 0, ""
    for sentence in sentences[:6]:
        role = _introduced(s, sentence, offset) or role
        offset += len(sentence)
    follows = not role and signals.FOLLOWS.search(s.masked)
    if follows and s.section == "talk" and signals.DID.search(s.masked):
        s.heading = ""
        return "introduction"  # 主要点は次の通りである。    the same speaker goes on
    if not follows or s.section not in EARLY or len(s.masked) >= 150:
        return role
    if not _REPORTED.search(s.masked) or re.search("開催(?:いた)?します|募集", s.masked):
        return ""
    if re.search("議論|質疑", s.masked):
        s.begin("discussion")
        return "transition"
    s.begin("talk" if s.sole_lecturer() else "report", s.sole_lecturer())
    s.told = True
    return "opening"


_PLAIN_WHO = re.compile(
    r"(?P<who>[^。、「」]{2,40}?)(?:から|より)、?"
    r"(?=「|(?:基調|特別|総括)?(?:講演|報告|発表|説明)|[^。]{0,60}について)"
)
_TALK_TITLES = re.compile(
    r"(?:[「『]_+[」』][、と]?)*[「『]_+[」』](?=の|と題|について|をテーマ|という)"
)
_TALK = re.compile("講演|報告|発表|プレゼン")


def _introduced(s: Walk, sentence: str, offset: int) -> str:
    """Read one sentence of an introduction, which begins at `offset` of the line."""
    found = signals.act(sentence, s.half[offset : offset + len(sentence)])
    phrases, end = (_speakers(s, found), found.end) if found else ([], 0)
    if not phrases:
        turning = signals.TURNING.match(sentence)
        plain = _PLAIN_WHO.match(sentence, turning.end()) if turning else None
        if not plain or not signals.DID.search(sentence) or s.section == "closing":
            return ""
        if not s.known and s.section == "frame":
            return ""
        end = plain.end()
        phrases = [s.cut(offset + plain.start("who"), offset + plain.end("who"))]
    rest, sole = sentence[end:], phrases[0] if len(phrases) == 1 else ""
    if _PLANNED.search(sentence):
        return ""
    talk = _TALK.search(rest)
    speaks = re.search("述べ|指摘し|語っ|訴え|発言し|話し", rest)
    if s.section in {"panel", "discussion"} and speaks and not talk:
        s.mention(phrases, bare=False)
        s.say("paragraph", 0, sole)
        return "statement"
    chairs = re.search("司会|進行", sentence)
    if not talk and (chairs or re.search("趣旨|挨拶|あいさつ", rest)):
        led = chairs and re.search("務め|進行|進め", sentence)
        s.mention(phrases, "moderator" if led else "", bare=False)
        if s.section == "frame":
            s.begin("report")
        s.told = True
        return "introduction"
    title = _TALK_TITLES.search(rest)
    subject = re.match(r"、?([^。「」、]{2,80}?について)、?", rest)
    at = offset + end
    if subject and not title and not re.match(r"以下|次|概要", subject[1]):
        why = "the talk's subject is told, no title is quoted"
        s.doubt("talk untitled", s.cut(at + subject.start(1), at + subject.end(1)), "", why)
    quotes = _QUOTED.finditer(s.cut(at + title.start(), at + title.end())) if title else ()
    titles = [quote[1] for quote in quotes] or [""]
    s.begin("talk", sole)
    if len(titles) == len(phrases):  # それぞれ「見本の色」「見本の紙」と題した
        for phrase, quoted in zip(phrases, titles, strict=True):
            s.mention([phrase], "lecturer", quoted)
    else:
        s.mention(phrases, "lecturer", titles[-1])
    s.told = True
    s.note_attendance(s.masked)
    return "introduction"


def _speakers(s: Walk, found: signals.Act) -> list[str]:
    """The phrases at the end of an act's 'who' that can be persons."""
    kept: list[str] = []
    for phrase in reversed(split_names(s.part_of(s.half, found.who))):
        if not s.named(phrase, bare=phrase.endswith((")", "\uff09"))):
            shorter = re.sub(
                r"^.*(?:では|にて|において|[でにはをが])(?=[一-龠ァ-ヺA-Z])|^.*で(?=\S+氏)",
                "",
                phrase,
            )
            if shorter != phrase and s.named(shorter, bare=False):
                phrase = shorter
            elif kept or not re.search(r"(?:氏|様|さん|先生|[)\uff09])$", phrase):
                break
        kept.insert(0, phrase)
    return kept


# Lines of a notice: titles, items of a programme, lists of persons, prose


def _speech_in_notice(s: Walk) -> str:
    """<例示花子氏の講演要旨>    this person's words come below."""
    person = _only_person(s) if re.search(rf"{_SPEECH}[\s】>:]*$", s.half) else ""
    return _takes_the_floor(s, person) if person else ""


_QUOTED_ALONE = re.compile(
    r"[\s•●○◦□・■]*[「『](?P<t>[^。]{2,120}?)[」』](?P<more>[^。「」、氏様]{0,30})$"
)


def _quoted_title(s: Walk) -> str:
    """「題」 alone: of the lecturer above, or of the one below, as the list has it."""
    found = _QUOTED_ALONE.match(s.half)
    if not found or title_and_person(found["more"])[1]:
        return ""
    title = s.cut(*found.span("t"))
    if s.open in {*LISTS, "programme"}:
        last = s.mentions[-1] if s.mentions else None
        above, below = title_and_person(s.after)
        if last and not (last.byline or last.talk_title) and (
            s.order == "person" or above or not below
        ):  # fmt: skip
            s.mentions[-1] = last._replace(talk_title=title)
            s.order = "person"
        else:
            s.title = title
        return "programme"
    if not found["more"].strip() or re.match("を?開催", found["more"]):
        s.noticed.setdefault("theme", title)
    return "lead"


_LED = re.compile(
    rf"[(\uff08](?:{signals.LABELS['moderator']})[:\uff1a\s]\s?([^()]{{2,60}})[)\uff09]"
)


def _programme_item(s: Walk) -> str:
    """18:30 基調講演:見本の目標 見本花子氏(見本省課長)"""
    found = signals.item(s.half)
    if not found or len(s.half) > 400:
        return ""
    kind, rest = found.kind, s.half[found.rest :].strip()
    in_list = s.open in {*LISTS, "programme"}
    if not (found.marked or in_list or kind in {"talk", "panel", "greeting"}):
        return ""
    if kind == "pause":
        s.open, s.title = "programme", ""
        return "programme"
    if kind and kind != "greeting" and rest.endswith("。"):
        return ""
    if not found.marked and not rest and kind == "panel" and s.section in REPORT:
        return ""
    if kind:
        s.open, s.order = kind, ""
    elif s.open != "talk" or found.marked:
        s.open = "programme"
    s.title = ""
    if not rest:
        return "programme"
    role = LISTS.get(s.open, "lecturer")
    at = len(s.half) - len(rest)
    led = _LED.search(rest)
    if led:
        s.mention([s.cut(at + led.start(1), at + led.end(1))], "moderator", bare=True)
        rest = rest[: led.start()].strip()
        if not rest or kind or signals.item(rest):
            return "programme"
    inner = label(rest)
    if inner and inner.kind in PERSONS:
        s.persons(at + inner.value, LISTS[inner.kind])
        return "programme"
    text, quoted = _unquoted(s.cut(at))
    title, person = title_and_person(text)
    there = bool(person) or s.persons_in(text)
    whole = not quoted and s.named(text) and re.search(r"\s|氏|様", text)
    if there and (quoted or kind in {"panel", "greeting"} or (person and not title)):
        s.persons(at, role)
    elif quoted:
        s.title = quoted
    elif person:
        s.mention([person], role, title if role == "lecturer" else "", bare=True)
    elif there and (whole or (kind == "talk" and re.search(r"\s|氏|様", text))):
        s.persons(at, role)
    elif kind == "talk" or _person_below(s):
        s.title = re.sub(r"[(\uff08][^()]*\d+\s?分[^()]*[)\uff09]$", "", text).strip()
    if s.section == "report" and s.mentions and s.mentions[-1].line == s.line.number:
        s.begin("talk", s.mentions[-1].phrase)
    return "programme"


def _person_below(s: Walk) -> bool:
    title, person = title_and_person(s.after)
    if person:
        return not title
    return not (label(s.after) or signals.item(s.after)) and s.persons_in(s.after)


def _listed(s: Walk) -> str:
    """見本太郎(見本大学)    in an open list of persons, or below the title of a talk."""
    half = s.half
    if len(half) > 600 or "。" in s.masked:
        return ""
    if re.fullmatch(r"[\s(]*(?:その他|ほか|他|など|等|調整中|未定|依頼中|交渉中)[\s)]*", half):
        return "programme"
    text, _ = _unquoted(s.cut(0).lstrip("•●○◦□・■◆* \u3000"))
    title, person = title_and_person(text)
    role, in_list = LISTS.get(s.open, "lecturer"), s.open in LISTS
    apart = re.search(r"[:\uff1a/]\s*$|\s$", text[: len(title) + 1])
    if person and title and apart and not s.named(text):
        s.mention([person], role, title, bare=True)
        s.title = ""
        return "programme"
    if not in_list and not (s.open == "programme" and (s.title or person)):
        if not person or title or s.section != "frame":
            return ""
        role = "lecturer" if s.open == "programme" else ""
    if re.search(r"(?:立場から|について|から)$|通訳|休憩", half):
        return "notice"
    phrases = list_phrases(text)
    if not phrases or not all(_person_like(s, phrase) for phrase in phrases):
        return ""
    s.persons(len(half) - len(half.lstrip("•●○◦□・■◆* ")), role)
    return "programme" if s.open in {"talk", "programme", "greeting"} else "roster"


def _person_like(s: Walk, phrase: str) -> bool:
    if s.open == "talk" and phrase.isascii() and not phrase.endswith(")"):
        return False  # Lessons for All
    return bool(
        s.named(phrase) or (re.search(r"(?:氏|様|[)\uff09])$", phrase) and len(phrase) < 60)
    )


_ADDRESS = re.compile(
    r"〒|\(|※|https?:|[\w.]{1,40}(?:@|\[at\])|Tel|TEL|地図"
    r"|[^。]{0,80}(?:徒歩|駅|線|[都道府県区市][^。]{0,30}\d|\d階|ビル)"
)


def _content(s: Walk) -> str:
    """Other short lines of a notice: addresses, what a talk is about, the rest of a title."""
    half = s.half
    if _ADDRESS.match(half) and not half.endswith("。"):
        return "notice"
    if (re.search("通訳|休憩", half) and len(half) < 40) or half.endswith("立場から"):
        return "notice"
    if signals.POINT.match(half):
        if s.told and s.mentions and half.endswith("。"):
            s.begin("talk", s.speaker or s.sole_lecturer())
            return _point(s)
        return "programme"
    if s.open in {"talk", "programme"} and 2 < len(half) < 200 and not re.search("[。「」]", half):
        if s.open == "talk":
            s.title = f"{s.title} {s.cut(0)}".strip()
        return "programme"
    series = re.match(r"[^。:「」『』]{2,60}シリーズ$|『[^『』]{2,100}』[^。]{0,60}$", half)
    return "lead" if series else ""


_THEME = re.compile(
    r"[「『](_{2,100})[」』](?=と題|をテーマ|(?:について|と題する|という|の){0,2}"
    r"(?:セミナー|シンポジウム|講演会|勉強会|研究会|公開))|(?:^|[、。])([^、。「」]{4,60})をテーマに"
)


def _prose(s: Walk) -> str:
    """…では「見本の制度を読む」と題してシンポジウムを開催することにしました。"""
    if not re.search(r"(?:[。.!?)]|続きを読む\s*[→»]?)$", s.masked):
        return "unread"
    last = s.mentions[-1] if s.mentions else None
    reporting = re.search("報告|記録|開催しました|講演録", s.halves[s.post.rows[0]])
    polite = re.search(r"(?:す|ん|ました|さい)。$|[^。]$", s.masked)
    if s.post.heading and reporting and last and last.role == "lecturer" and not polite:
        s.begin("talk", last.phrase)
        return _paragraph(s)
    theme = _THEME.search(s.masked)
    if theme:
        s.noticed.setdefault("theme", s.cut(*theme.span(theme.lastindex or 0)))
    for sentence in s.masked.split("。"):
        if signals.HELD.search(sentence):
            s.note_organiser(sentence)
    s.note_year()
    return "lead"


# Lines of a report that are no sentence of the reporter


def _point(s: Walk) -> str:
    point = signals.POINT.match(s.half)
    if not point or s.section not in REPORT or point.end() == len(s.half):
        return ""
    if s.section == "report":
        s.begin("talk", s.sole_lecturer())
    s.say("point", point.end(), s.speaker)
    return "statement"


def _only_person(s: Walk) -> str:
    """The phrase of a line that names one person and says nothing else: 架空花子氏."""
    bare = re.sub(r"^[\s■◆●○◇□▼【<〈《]+|[\s】>〉》:]+$", "", s.half)
    if not 2 <= len(bare) <= 80 or re.search(r"[。?!「]", bare):
        return ""
    core = re.sub(f"{_SPEECH}$", "", bare)
    phrase = s.part_of(s.half, core)
    anchored = bool(re.search(r"(?:氏|様|[)\uff09])$", phrase)) or core != bare
    named = s.named(phrase, bare=anchored)
    return phrase if named and (anchored or person_id(named.name) in s.beginnings) else ""


def _titled_person(s: Walk) -> str:
    """■講演1「規制の地図」架空 理恵 氏    this person's words come below."""
    if len(s.half) > 200 or "「" not in s.half or re.search("[。?!]$", s.half):
        return ""
    found = signals.item(s.half)
    text, quoted = _unquoted(s.cut(found.rest if found else 0).lstrip("■◆●○◇□▼【 \u3000"))
    text = text.strip(" \u3000】:：、/／")
    if not quoted or not 2 <= len(text) <= 80 or len(list_phrases(text)) != 1:
        return ""
    if not re.search(r"(?:氏|様|さん|[)\uff09])$", text) and not (found and s.named(text)):
        return ""
    s.title = quoted
    return text


def _takes_the_floor(s: Walk, person: str) -> str:
    title = s.title
    lectures = title or s.open == "talk" or not person.endswith(("氏", ")", "\uff09", "様"))
    s.begin("talk", person)
    s.mention([person], "lecturer" if lectures else "", title, bare=True)
    s.told = True
    return "introduction"


_NUMBERED = re.compile(r"\s?[(]?\d{1,2}[.)、]\s{0,8}(?P<heading>[^。?!:]{2,60})$")


def _numbered_heading(s: Walk) -> str:
    """1. 見本の費用        above points that have no number."""
    numbered = _NUMBERED.match(s.half)
    if not numbered or not signals.POINT.match(s.after) or re.match(r"[(]?\d", s.after):
        return ""
    s.heading, s.question = s.cut(*numbered.span("heading")), None
    return "heading"


def _person_in_report(s: Walk) -> str:
    """架空花子氏 alone on a line, who takes the floor; or the next person of an open list."""
    person = _titled_person(s)
    of_list = not person and s.open in PERSONS and re.search(r"[)\uff09氏様]$|さん$", s.half)
    if of_list and (listed := _listed(s)):
        return listed
    person = person or _only_person(s)
    return _takes_the_floor(s, person) if person and s.section in {"report", "talk"} else ""


def _speaks(s: Walk) -> str:
    """見本:読む人をどう増やすか。    会場:空きはどこにあるか。"""
    speaks = signals.SPEAKS.match(s.half) if s.section != "closing" else None
    if not speaks:
        return ""
    who = re.sub(r"(?:氏|様|さん|先生|委員|座長|教授)$", "", speaks["who"].replace(" ", ""))
    if who not in s.beginnings and not re.fullmatch("会場|参加者|司会|フロア|質問者", who):
        return ""
    s.section = s.section if s.section in {"panel", "discussion"} else "discussion"
    s.say("point", speaks.end(), who=who)
    return "statement"


_NEXT_TALK = re.compile(r"[■◆●○【\s]*(?:基調|特別)?(?:講演|報告|発表)\s?\d\s?:?\s?「[^」]*」$")


def _programme_in_report(s: Walk) -> str:
    if s.section == "talk" and _NEXT_TALK.match(s.half):
        s.begin("report")
    begun = s.section == "report" or (s.section in {"closing", "talk"} and not s.statements)
    return _programme_item(s) if begun else ""


_BOXED = re.compile(r"【(?P<a>.+)】$|<(?P<b>[^<>]+)>$|[■◆▼](?P<c>[^。]{2,60})$")


def _heading(s: Walk) -> str:
    """【番号の利用】    or a short line above a question or a point."""
    boxed = _BOXED.match(s.half) if s.section in {"panel", "discussion", "talk"} else None
    if boxed:
        s.heading, s.question = s.cut(*boxed.span(boxed.lastgroup or 0)), None
        return "heading"
    short = 2 <= len(s.half) <= 60 and not re.search(r"[。?!:]|^[QA](?![A-Za-z])", s.half)
    below = signals.POINT.match(s.after) or turn(s.after) or s.after.startswith("Q")
    if not (short and below and s.section != "closing") and not (
        s.line.heading and len(s.half) < 100
    ):
        return ""
    s.heading, s.question = s.cut(0), None
    return "heading"


def _paragraph(s: Walk) -> str:
    """番号は単なるツールであり、…        the talks of 2012 are told in paragraphs."""
    ends = s.text.rstrip()[-1:]
    if s.section == "closing":
        quoted = s.half[0] in "「『"
        if quoted or s.quoting or ends in "。?!？！」":
            close = ends in "」』" and (quoted or s.quoting)
            s.quoting = (quoted or s.quoting) and not close
            end = len(s.text.rstrip()) - s.indent - close
            if s.cut(int(quoted), end):
                s.say("paragraph", int(quoted), s.speaker, end=end)
                return "statement"
    if s.section == "report" and ends in "。?!？！」":
        return _prose(s)
    if s.section != "talk" or ends not in "。?!？！」" or len(s.half) < 2:
        return "unread"
    reporter = re.search(r"(?:ました|行われた)。$|司会で", s.half)
    if reporter and len(s.text) <= signals.LONGEST:
        return "unread"
    s.say("paragraph", 0, s.speaker, end=len(s.text.strip()))
    return "statement"


TRANSITIONS: tuple[tuple[Callable[[Walk], str], frozenset[str], bool], ...] = (
    # rule               sections in which it is asked    whether it reads a reporter's sentence
    (_turn,               EARLY | REPORT, False),
    (_label,              EARLY | REPORT, False),
    (_value,              EARLY | REPORT, False),
    (_slides,             EARLY | REPORT, False),
    (_section_title,      EARLY | REPORT, False),
    (_opening,            EARLY, True),
    (_turnout_first,      EARLY, True),
    (_summary,            frozenset({"panel", "discussion"}), True),
    (_closing,            EARLY | REPORT, True),
    (_transition,         EARLY | REPORT, True),
    (_introduction,       EARLY | REPORT, True),
    (_turnout,            EARLY | {"talk"}, True),
    (_speech_in_notice,   FRAME, False),
    (_quoted_title,       FRAME, False),
    (_programme_item,     FRAME, False),
    (_listed,             FRAME, False),
    (_content,            FRAME, False),
    (_prose,              FRAME, False),
    (_numbered_heading,   REPORT, False),
    (_person_in_report,   REPORT, False),
    (_speaks,             REPORT, False),
    (_point,              REPORT, False),
    (_programme_in_report, REPORT, False),
    (_heading,            REPORT, False),
    (_paragraph,          REPORT, False),
)  # fmt: skip
