"""A post becomes a report: the role of each line, who is named, and what was said.

A walk down the post keeps who has the floor, which list is open, and which part of the seminar is
under way; ``signals`` say what a line shows. The table of the walk is :meth:`_Walk.read`: the
first answer in its order gives the line its role. Nothing here decides a day or a person.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from icpf_analysis.errors import Finding
from icpf_analysis.reading import signals
from icpf_analysis.reading.dates import DATE, FISCAL_YEAR, NUMBER, arabic, whole_number
from icpf_analysis.reading.pages import Line, Page
from icpf_analysis.reading.people import (
    POST,
    is_name,
    list_phrases,
    read_phrase,
    split_names,
    title_and_person,
)
from icpf_analysis.reading.posts import Heading, Post, find_posts, heading
from icpf_analysis.reading.signals import half_width, label, mask, turn

ROLES = (
    "archive title", "post note", "seminar title", "lead", "notice", "programme", "opening",
    "introduction", "slides", "heading", "statement", "roster", "transition", "summary", "blank",
    "unread", "navigation", "duplicate",
)  # fmt: skip
STATUSES = ("announced", "held", "reported")
_LISTS = {
    "lecturer": "lecturer", "moderator": "moderator", "panelist": "panelist",
    "talk": "lecturer", "panel": "panelist", "greeting": "", "materials": "",
}  # fmt: skip
"""What is open -> the role of those named in it; greetings and slides give none."""
_REPORT = frozenset({"report", "talk", "panel", "discussion", "closing"})
UNREAD = (
    "no rule fits this line; it is kept in lines, and no speaker, heading or question above it "
    "is carried past it"
)


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


class Report(NamedTuple):
    """One seminar as its page has it."""

    source: str
    first_line: int
    last_line: int
    fields: dict[str, str]
    """Of heading, labels and opening: series, title, date, venue, attendees and the like."""
    date_printed: str
    date_line: int
    status: str
    mentions: list[Mention]
    statements: list[Statement]
    findings: list[Finding]
    lines: list[tuple[int, str, str]]
    """(number, text, role) of each line that is no statement, for the coverage of facts."""


class Read(NamedTuple):
    """The role of each line of a page, its reports, and doubts about what is no report's."""

    roles: list[str]
    reports: list[Report]
    findings: list[Finding]


def read_reports(page: Page, texts: Sequence[str]) -> Read:
    """Read all posts of a page.

    Parameters
    ----------
    texts : the lines' texts, emended.
    """
    halves = [half_width(text[: signals.LONGEST]) for text in texts]
    roles = [""] * len(texts)
    reports: list[Report] = []
    findings: list[Finding] = []
    titles: dict[str, list[int]] = {}
    years = [
        (n, year)
        for n, half in enumerate(halves)
        if signals.archive_title(half) and (year := _fiscal_year(half))
    ]
    cut: list[int] = []
    posts = find_posts(page, halves)
    for post in posts:
        if post.heading:
            titles.setdefault(post.heading.title, []).append(page.lines[post.rows[0]].number)
    for post in posts:
        for at in post.rows:
            roles[at] = ("unread" if post.of else "navigation") if halves[at].strip() else "blank"
            if signals.archive_title(halves[at]):
                roles[at] = "archive title"
            elif post.of and not post.seminar and signals.post_note(halves[at]):
                roles[at] = "post note"
        in_part = post.seminar and _shown_in_part(page, halves, post)
        if post.seminar and not in_part:
            year = next((year for n, year in reversed(years) if n < post.rows[0]), "")
            walk = _Walk(page, texts, halves, post, year)
            walk.walk(roles)
            reports.append(walk.report(titles))
            findings += walk.unread
            continue
        shown = [at for at in post.rows if roles[at] == "unread"]
        if not shown:
            continue
        first, text = page.lines[shown[0]].number, texts[shown[0]].strip()
        if in_part or page.lines[shown[0]].place:
            why = (
                "a list shows the beginning of this post"
                if in_part
                else "no seminar is found in this post"
            )
            why += f"; its {len(shown)} lines are kept as unread"
            findings.append(Finding(page.source, first, "post without seminar", text, "", why))
            continue
        for at in shown:
            findings.append(
                Finding(
                    page.source, page.lines[at].number, "unread line", texts[at].strip(), "", UNREAD
                )
            )
        if not reports:
            cut += [at for at in shown if _OF_REPORT.match(halves[at])]
    if cut:
        why = (
            f"{len(cut)} lines like those of a report come before the first seminar of the page: "
            "its beginning is on the page before; put the whole report on one page, its heading "
            "first, and these lines become statements"
        )
        at = cut[0]
        findings.append(
            Finding(page.source, page.lines[at].number, "report cut", texts[at].strip(), "", why)
        )
    return Read(roles, reports, findings)


# • 見本の制度は…    Q:いつからか?    見本氏の講演資料はこちら    …という指摘があった。
_OF_REPORT = re.compile(r"\s*(?:[•●○◦□・「【]|[QA質回]|.*(?:。|こちら)\s*$)")


def _fiscal_year(half: str) -> str:
    found = re.search(FISCAL_YEAR, half)
    return found[0] if found else ""


def _shown_in_part(page: Page, halves: Sequence[str], post: Post) -> bool:
    """Check whether a list shows the beginning of a post only: 続きを読む ends it, and no day.

    In HTML that is a link, which is around the post: the line below.
    """
    shown = [at for at in post.rows if halves[at].strip()]
    ends = shown[-1:]
    below = post.rows[-1] + 1
    if below < len(page.lines) and page.lines[below].post == 0:
        ends.append(below)
    if not any(signals.READ_ON.search(halves[at][-200:]) for at in ends):
        return False
    return not any(
        signals.day(halves[at][:200]) for at in shown if not signals.post_note(halves[at])
    )


class _Walk:
    """What is known while the lines of one post are read, first to last."""

    def __init__(
        self, page: Page, texts: Sequence[str], halves: Sequence[str], post: Post, year: str
    ) -> None:
        self.page, self.texts, self.halves, self.post = page, texts, halves, post
        self.section, self.open, self.order = "frame", "", ""
        self.speaker, self.heading, self.question = "", "", None
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
        self.following: dict[int, str] = {}
        after = ""
        for at in reversed(post.rows):
            self.following[at] = after
            after = halves[at].strip() or after

    def walk(self, roles: list[str]) -> None:
        """Give every line of the post its role."""
        for at in self.post.rows:
            self.at, self.line = at, self.page.lines[at]
            self.text, self.half = self.texts[at], self.halves[at].strip()
            self.indent = len(self.halves[at]) - len(self.halves[at].lstrip())
            self.after = self.following[at]
            role = self.read(at == self.post.rows[0]) if self.half else "blank"
            roles[at] = role
            if role == "unread":
                self.speaker, self.heading, self.question = "", "", None
                found = self.text.strip()
                self.unread.append(self.doubt("unread line", found, "", UNREAD))
            elif role not in {"blank", "statement"}:
                self.kept.append((self.line.number, self.half, role))

    def doubt(self, kind: str, found: str, taken: str, why: str) -> Finding:
        return Finding(self.page.source, self.line.number, kind, found, taken, why)

    def cut(self, start: int, end: int | None = None) -> str:
        """A part of the line as printed (emended), by its place in the stripped half-width line."""
        end = len(self.half) if end is None else end
        return self.text[self.indent + start : self.indent + end].strip()

    # The walk: what a line is, by the first answer in this order

    def read(self, first: bool) -> str:
        if first and self.post.heading:
            return self._headed(self.post.heading)
        if signals.archive_title(self.half):
            return "archive title"
        if len(self.text) > signals.LONGEST:
            return self._point() or ("unread" if self.section not in _REPORT else self._paragraph())
        if self.section == "frame" and signals.post_note(self.half):
            self._frame(self.half)
            return "post note"
        repeated = self.section == "frame" and self.post.heading and heading(self.half, self.after)
        if repeated and repeated.title == self.post.heading.title:  # printed twice
            return "seminar title"
        return (
            self._turn()
            or self._label()
            or self._value()
            or self._slides()
            or self._section_title()
            or self._sentence()
            or (self._in_report() if self.section in _REPORT else self._in_notice())
        )

    def _headed(self, headed: Heading) -> str:
        if headed.byline:
            start = self.half.rfind(headed.byline)
            phrase = self.cut(start, start + len(headed.byline))
            bare = phrase.removesuffix("ほか").removesuffix("他").strip()
            self.mentions += [
                Mention(self.line.number, each, byline=True) for each in list_phrases(bare) if each
            ]
        self._note_year(self.half)
        return "seminar title"

    def _frame(self, half: str) -> None:
        """What a line around the post says of it: the day of posting, its fiscal year."""
        posted = re.search(DATE, half)
        if posted:
            self.noticed.setdefault("post_date", posted[0])
        iso = re.search(r"\d{4}-\d\d-\d\d", half)
        if iso:
            self.noticed["post_date"] = iso[0]
        year = _fiscal_year(half)
        if year:
            self.noticed["fiscal_year"] = year

    def _note_year(self, half: str) -> None:
        """A fiscal year named in heading or lead, or a year: 例示学会2022年大会."""
        if (year := _fiscal_year(half)) and "fiscal_year" not in self.noticed:
            self.noticed["fiscal_year"] = year
        years = re.findall(r"(?<!\d)((?:19|20)\d\d)年(?!度)", half)
        if years:
            self.noticed["years"] = " ".join([self.noticed.get("years", ""), *years]).strip()

    # Questions, answers, labels

    def _turn(self) -> str:
        found = turn(self.half, self.after)
        if not found:
            return ""
        if found.kind == "point" and self.section not in _REPORT:
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
        value, report = self.half[found.value :].strip(), self.section in _REPORT
        kind = found.kind
        if kind in {"panelist", "moderator", "lecturer"} and value and not self._persons_in(value):
            if not found.strong:
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
            and kind not in {*_LISTS, "when", "where", "programme"}
        ):
            return ""
        if not found.strong and (
            value.endswith("。") and kind != "other" or kind in {"programme", "lead"}
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
            self._persons(found.value, _LISTS[kind])
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

    # Persons, titles, slides

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
        rest = f"{text[: found.start()].rstrip(' :：　')} {text[found.end() :].lstrip(' :：　')}".strip()
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

    # The reporter's sentences

    def _section_title(self) -> str:
        """質疑応答    【全体討論】    パネル討論    <講演要旨>    alone on a line."""
        bare = re.sub(r"^[\s■◆●○◇□▼【<〈《(\[]+|[\s】>〉》)\]:]+$", "", self.half)
        if len(bare) > 30 or signals.item(self.half) and re.match(r"\s*\d", self.half):
            return ""
        if re.fullmatch(
            r"(?:主な)?(?:質疑応答|質疑|全体討論|討論|自由討論|意見交換|ディスカッション|Q&A|[^。、]{0,10}との(?:意見交換|質疑応答|質疑|討論|対話))(?:の?(?:概要|要旨|内容))?",
            bare,
        ):
            if self.section in _REPORT or re.match(r"\s*[QA問質・•●○□]", self.after):
                self._part("discussion")
                return "transition"
        if re.fullmatch(
            r"パネル(?:討論|ディスカッション|・ディスカッション)(?:の?(?:概要|要旨|内容))?", bare
        ) and (self.section in _REPORT):
            self._part("panel")
            return "transition"
        if re.fullmatch(r"(?:講演|報告|発表)(?:の)?(?:要旨|要約|録|記録|骨子)|要旨", bare):
            self._part("talk", self._sole_lecturer())
            return "introduction"
        return ""

    def _sole_lecturer(self) -> str:
        lecturers = {}
        for mention in self.mentions:
            if mention.role == "lecturer":
                named = read_phrase(mention.phrase, self.known, bare=mention.bare)
                lecturers[named.name if named else mention.phrase] = mention.phrase
        return next(iter(lecturers.values())) if len(lecturers) == 1 else ""

    def _sentence(self) -> str:
        if re.match(r"\s*[•●○◦□・【*]|[-–—]\s", self.half) or len(self.half) > 1200:
            return ""
        masked = mask(self.half)
        early = self.section in {"frame", "report"}
        return (
            (self._opening(masked) if early else "")
            or (self._turnout(masked) if re.match("当日は", masked) and early else "")
            or self._summary(masked)
            or self._closing(masked)
            or self._transition(masked)
            or self._introduction(masked)
            or (
                self._turnout(masked)
                if early or self.section == "talk" and not self.statements
                else ""
            )
        )

    def _opening(self, masked: str) -> str:
        """2014年3月26日、…にて、第6回セミナー「…」を開催しました。"""
        sentence = masked.split("。")[0]
        found = signals.day(sentence[:80])
        found = found if found and found.start() <= 30 else None
        told = signals.HELD.search(sentence, found.end() if found else 0)
        event = re.search(rf"{signals.EVENT}|「", sentence)
        event = event or (found and self.post.heading and "開催" in told[0])
        if not told or not event or not (found or "」" in sentence):
            return ""
        if not found and (
            signals.AHEAD.search(sentence) or not signals.PAST.search(sentence + "。")
        ):
            return ""
        if found and found.start() > 14 and "。" not in masked:
            return ""
        fields: dict[str, str] = {}
        at = 0
        if found:
            fields["date"] = self.cut(*found.span("date"))
            fields["weekday"] = found["weekday"] or ""
            at = found.end()
            place = signals.VENUE.search(sentence, at)
            if place:
                fields["venue"] = re.sub(
                    r"^\d{1,2}時\S*?(?:より|から)、?", "", self.cut(*place.span("venue"))
                )
                at = place.end()
            if "date" not in self.opened:
                self.dated = self.at if self.dated is None else self.dated
        quotes = [
            q for q in re.finditer(r"[「『](_*)[」』]", sentence) if at <= q.start() <= told.start()
        ]
        title = quotes[-1] if quotes else None
        if title:
            fields["title"] = self.cut(*title.span(1))
        region = self.cut(at, title.start() if title else told.start())
        fields |= _headed_fields(
            re.split("[、\uff0c]", region)[-1] if "、" in region else region, strict=not title
        )
        if not title:
            theme = re.search(r"[「『](_+)[」』](?:について|と題し|をテーマ)", masked)
            if theme:
                fields["title"] = self.cut(*theme.span(1))
        self._organiser(
            sentence, passive=bool(re.search("開催され|開かれ|行われ|実施され", sentence))
        )
        count = signals.attendance(masked)
        if count:
            fields["attendees"], fields["bound"] = count
        if not found:
            self._note_year(self.half)
        self.opened |= {name: text for name, text in fields.items() if text or name == "weekday"}
        self._note_past(masked)
        if not signals.AHEAD.search(sentence):
            self._part("report")
        return "opening"

    def _note_past(self, masked: str) -> None:
        if signals.PAST.search(masked) and not signals.AHEAD.search(masked):
            self.opened["held"] = "yes"

    def _organiser(self, sentence: str, passive: bool = False) -> None:
        """例示研究会は、…を開催した。    見本フォーラムでは「…」についてセミナーを開催します。    (主催:…)"""
        found = re.search(
            r"(?:^|[、。]|日\)?に?、?)(?P<who>[^、。\s「」()\d]{2,30}?(?:会|フォーラム|協会|機構|大学|センター|財団|社|塾|ネット|局|省|市|県|連盟|組合|委員会|クラブ|研究所|ラボ))"
            r"(?P<by>では|は|が)、?",
            sentence,
        )
        if (
            found
            and not (passive and found["by"] != "では")
            and not re.search(r"参加|各|第|当日|今回", found["who"])
        ):
            if not re.search(r"協賛|後援|共催", sentence) and not re.fullmatch(
                signals.EVENT, found["who"]
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

    def _turnout(self, masked: str) -> str:
        """当日は、講師を含め40名を超える参加者に…    オンラインで開かれたセミナーには、30名が参加した。"""
        count = signals.attendance(masked)
        if not count:
            return ""
        if not (signals.PAST.search(masked + "。") or re.match("当日は", masked)) and not re.search(
            r"でした|です", masked
        ):
            return ""
        self.opened.setdefault("attendees", count[0])
        self.opened.setdefault("bound", count[1])
        self.opened["held"] = "yes"
        lecturers = re.search(rf"(?<![{signals.DIGIT}])({NUMBER})人の講師", masked)
        if lecturers:
            self.opened["lecturers"] = self.cut(*lecturers.span(1))
        if self.section == "frame":
            self._part("report")
        return "opening"

    def _closing(self, masked: str) -> str:
        """最後に、見本太郎氏より以下の通り、セミナーをまとめる発言があった。"""
        if not re.match(r"(?:最後に|閉会に|終わりに|おわりに)", masked):
            return ""
        if signals.debate(masked) and not re.search("総括|まとめ|挨拶|講評", masked):
            return ""
        found = signals.act(masked, self.half)
        if not found or not re.search("総括|まとめ|挨拶|あいさつ|発言|コメント|講評|述べ", masked):
            return ""
        phrases = self._speakers(found)
        self._part("closing", phrases[0] if len(phrases) == 1 else "")
        self.mentions += [
            Mention(self.line.number, p, bare=p.endswith((")", "\uff09"))) for p in phrases
        ]
        self.told = True
        return "introduction"

    def _transition(self, masked: str) -> str:
        """後半は、…の司会で、全体討論が行われました。    講演後、以下のような議論があった。"""
        if self.section == "frame" and not self.told and not signals.MODERATED.search(masked):
            if not re.match(
                r"(?:講演|報告|発表|その|パネル)?[^、。]{0,10}後、|(?:以下|次)の", masked
            ):
                return ""
        if not signals.debate(masked.split("。")[0]) or re.search(
            r"(?:します|予定です|予定)。?\s*$", masked
        ):
            return ""
        if re.search(r"趣旨.{0,6}説明", masked) and not signals.PANEL.search(masked):
            return ""
        panel = signals.PANEL.search(masked)
        then = panel and re.match(r"の?(?:後|あと)", masked[panel.end() :])
        turning = signals.TURNING.match(masked)
        start = turning.end() if turning else 0
        led = signals.MODERATED.match(masked, start)
        self._part("panel" if panel and not then else "discussion")
        if led:
            phrase = self.cut(*led.span("who"))
            self.mentions.append(Mention(self.line.number, phrase, role="moderator"))
            if panel and not then:
                by = re.compile(r"、?(?P<panel>[^。]+?)による").match(masked, led.end())
                if by and by.end() <= panel.start():
                    names = split_names(self.cut(*by.span("panel")))
                    self.mentions += [Mention(self.line.number, p, role="panelist") for p in names]
        if then:
            why = "the panel came before the discussion, but the report does not set it apart"
            self.findings.append(
                self.doubt("panel unreported", self.cut(*panel.span()), "discussion", why)
            )
        self.told = True
        return "transition"

    def _speakers(self, found: signals.Act) -> list[str]:
        """The phrases at the end of an act's 'who' that can be persons."""
        at = self.half.find(found.who)
        text = self.cut(at, at + len(found.who))
        kept: list[str] = []
        for phrase in reversed(split_names(text)):
            strong = re.search(r"(?:氏|様|さん|先生|[)\uff09])$", phrase)
            named = read_phrase(phrase, self.known, bare=phrase.endswith((")", "\uff09")))
            if not named:
                shorter = re.sub(
                    r"^.*(?:では|にて|において|[でにはをが])(?=[一-龠ァ-ヺA-Z])|^.*で(?=\S+氏)",
                    "",
                    phrase,
                )
                if shorter != phrase and read_phrase(shorter, self.known):
                    phrase = shorter
                elif not strong or kept:
                    break
            kept.insert(0, phrase)
        return kept

    def _introduction(self, masked: str) -> str:
        """はじめに、松田馨氏(…)から、「…」と題した講演をいただきました。"""
        sentences = re.split(r"(?<=。)|(?<=[りき]、)(?=続いて|次に|さらに|その後|最後に)", masked)
        offset, role = 0, ""
        for sentence in sentences[:6]:
            role = self._introduced(sentence, offset) or role
            offset += len(sentence)
        if role:
            return role
        if self.section == "talk" and signals.DID.search(masked) and signals.FOLLOWS.search(masked):
            self.heading = ""
            return "introduction"  # 主要点は次の通りである。    the same speaker goes on
        if (
            self.section in {"frame", "report"}
            and signals.FOLLOWS.search(masked)
            and len(masked) < 150
            and (
                re.search(
                    r"(?:模様|様子|概要|内容|要旨|要約|議論|報告|記録|講演|骨子)[はがを]", masked
                )
            )
            and not re.search(r"開催(?:いた)?します|募集", masked)
        ):
            discussion = re.search("議論|質疑", masked)
            if discussion:
                self._part("discussion")
                return "transition"
            self._part("talk" if self._sole_lecturer() else "report", self._sole_lecturer())
            self.told = True
            return "opening"
        return ""

    def _introduced(self, sentence: str, offset: int) -> str:
        half = self.half[offset : offset + len(sentence)]
        found = signals.act(sentence, half)
        phrases = self._speakers(found) if found else []
        turning = signals.TURNING.match(sentence)
        end = found.end if found else 0
        if not phrases:
            plain = re.compile(
                r"(?P<who>[^。、「」]{2,40}?)(?:から|より)、?(?=「|(?:基調|特別|総括)?(?:講演|報告|発表|説明)|[^。]{0,60}について)"
            ).match(sentence, turning.end() if turning else 0)
            if (
                not (turning and plain and signals.DID.search(sentence))
                or self.section == "closing"
            ):
                return ""
            phrases, end = (
                [self.cut(offset + plain.start("who"), offset + plain.end("who"))],
                plain.end(),
            )
            if not self.known and self.section == "frame":
                return ""
        rest = sentence[end:]
        if re.search(r"(?:します|予定です|いただきます|いたします)。?\s*$", sentence):
            return ""
        if self.section in {"panel", "discussion"} and not re.search(
            r"講演|報告|発表|プレゼン", rest
        ):
            if re.search("述べ|指摘し|語っ|訴え|発言し|話し", rest) and self.statements is not None:
                self.mentions += [Mention(self.line.number, p) for p in phrases]
                speaker, self.speaker = self.speaker, phrases[0] if len(phrases) == 1 else ""
                self._say("paragraph", self.cut(0), self.speaker, "", 0)
                self.speaker = speaker
                return "statement"
        chairs = re.search(r"司会|進行", sentence) and not re.search(r"講演|報告|発表", rest)
        opens = re.search(r"趣旨|挨拶|あいさつ", rest) and not re.search(r"講演|報告|発表", rest)
        if chairs or opens:
            role = "moderator" if chairs and re.search("務め|進行|進め", sentence) else ""
            self.mentions += [Mention(self.line.number, p, role=role) for p in phrases]
            if self.section == "frame":
                self._part("report")
            self.told = True
            return "introduction"
        quote = re.search(r"[「『](_+)[」』](?=の|と題|について|をテーマ|という)", rest)
        title = (
            self.cut(offset + end + quote.start(1), offset + end + quote.end(1)) if quote else ""
        )
        subject = re.match(r"、?([^。「」、]{2,80}?について)、?", rest)
        if subject and not title and not re.match(r"(?:以下|次|概要)", subject[1]):
            at = offset + end + subject.start(1)
            why = "the talk's subject is told, no title is quoted"
            self.findings.append(
                self.doubt("talk untitled", self.cut(at, at + len(subject[1])), "", why)
            )
        self._part("talk", phrases[0] if len(phrases) == 1 else "")
        self.mentions += [
            Mention(self.line.number, p, "lecturer", title, bare=p.endswith((")", "\uff09")))
            for p in phrases
        ]
        self.told = True
        count = signals.attendance(mask(self.half))
        if count:
            self.opened.setdefault("attendees", count[0])
            self.opened.setdefault("bound", count[1])
        return "introduction"

    def _summary(self, masked: str) -> str:
        if self.section in {"panel", "discussion"} and signals.SUMMARY.match(masked):
            return "summary" if self.half.endswith("。") else ""
        return ""

    # Lines without a sentence of the reporter

    def _point(self) -> str:
        point = signals.POINT.match(self.half)
        if not point or not self.half[point.end() :].strip():
            return ""
        if self.section == "report":
            self._part("talk", self._sole_lecturer())
        if self.section not in _REPORT:
            return ""
        self._say("point", self.cut(point.end()), self.speaker, "", point.end())
        return "statement"

    def _only_person(self) -> str:
        """The phrase of a line that names one person and says nothing else: 架空花子氏."""
        bare = re.sub(r"^[\s■◆●○◇□▼【<〈《]+|[\s】>〉》:]+$", "", self.half)
        if not 2 <= len(bare) <= 80 or re.search(r"[。?!「]", bare):
            return ""
        core = re.sub(
            r"の(?:発言|意見|講演|報告|発表|プレゼンテーション|講演要旨|講演概要)$", "", bare
        )
        at = self.half.find(core)
        phrase = self.cut(at, at + len(core))
        anchored = re.search(r"(?:氏|様|[)\uff09])$", phrase) or core != bare
        named = read_phrase(phrase, self.known, bare=bool(anchored))
        if not named:
            return ""
        compact = re.sub(r"\s", "", named.name)
        if anchored or any(name.startswith(compact) for name in self.known):
            return phrase
        return ""

    def _titled_person(self) -> str:
        """■講演1「規制の地図」架空 理恵 氏        in a report: what this person said comes below."""
        if len(self.half) > 200 or re.search("[。?!]$", self.half) or "「" not in self.half:
            return ""
        found = signals.item(self.half)
        text, quoted = self._unquoted(
            self.cut(found.rest if found else 0).lstrip("■◆●○◇□▼【 \u3000")
        )
        text = text.strip(" \u3000】:：、/／")
        if not quoted or not 2 <= len(text) <= 80 or len(list_phrases(text)) != 1:
            return ""
        if not re.search(r"(?:氏|様|さん|[)\uff09])$", text) and not (
            found and read_phrase(text, self.known, bare=True)
        ):
            return ""
        self.title = quoted
        return text

    def _takes_the_floor(self, person: str) -> str:
        title = self.title
        role = (
            "lecturer"
            if title or self.open == "talk" or not person.endswith(("氏", ")", "\uff09", "様"))
            else ""
        )
        self._part("talk", person)
        self.mentions.append(Mention(self.line.number, person, role, title, bare=True))
        self.told = True
        return "introduction"

    def _in_report(self) -> str:
        numbered = re.match(r"\s?[(]?\d{1,2}[.)、]\s{0,8}(?P<heading>[^。?!:]{2,60})$", self.half)
        bullet_below = bool(signals.POINT.match(self.after))
        if numbered and bullet_below and not re.match(r"\s?[(]?\d{1,2}[.)、]", self.after):
            self.heading, self.question = self.cut(*numbered.span("heading")), None
            return "heading"
        person = self._titled_person()
        if (
            not person
            and self.open in {"lecturer", "moderator", "panelist"}
            and re.search(r"[)\uff09氏様]$|さん$", self.half)
        ):
            listed = self._listed(0)
            if listed:
                return listed
        person = person or self._only_person()
        if person and self.section in {"report", "talk"}:
            return self._takes_the_floor(person)
        speaks = signals.SPEAKS.match(self.half) if self.section != "closing" else None
        if speaks:
            who = re.sub(r"(?:氏|様|さん|先生|委員|座長|教授)$", "", speaks["who"].replace(" ", ""))
            if who in {"会場", "参加者", "司会", "フロア", "質問者"} or any(
                name.startswith(who) for name in self.known
            ):
                self.section = (
                    self.section if self.section in {"panel", "discussion"} else "discussion"
                )
                self._say("point", self.cut(speaks.end()), "", who, speaks.end())
                return "statement"
        point = self._point()
        if point:
            return point
        if (
            self.section in {"report", "closing", "talk"}
            and not self.statements
            or self.section == "report"
        ):
            programme = self._programme_item(0)
            if programme:
                return programme
        boxed = re.match(
            r"【(?P<heading>.+)】$|<(?P<other>[^<>]+)>$|[■◆▼](?P<sign>[^。]{2,60})$", self.half
        )
        if boxed and self.section in {"panel", "discussion", "talk"}:
            name = boxed.lastgroup or "heading"
            self.heading, self.question = self.cut(*boxed.span(name)), None
            return "heading"
        plain = 2 <= len(self.half) <= 60 and not re.search(r"[。?!:]|^[QA](?![A-Za-z])", self.half)
        below = bullet_below or turn(self.after) or re.match(r"Q", self.after)
        if (plain and below and self.section != "closing") or (
            self.line.heading and len(self.half) < 100
        ):
            self.heading, self.question = self.cut(0), None
            return "heading"
        return self._paragraph()

    def _paragraph(self) -> str:
        """番号は単なるツールであり、…        the talks of 2012 are told in paragraphs."""
        if self.section == "closing":
            quoted = re.match(r"[「『](?P<text>.*?)[」』]?$", self.half)
            if quoted or self.quoting or self.half[-1:] in "。?!」":
                start = quoted.start("text") if quoted else 0
                end = len(self.half) - (self.half[-1:] in "」』" and (bool(quoted) or self.quoting))
                if len(self.text) > signals.LONGEST:
                    end = len(self.text)
                self.quoting = (bool(quoted) or self.quoting) and self.half[-1:] not in "」』"
                if self.cut(start, end):
                    self._say("paragraph", self.cut(start, end), self.speaker, "", start)
                    return "statement"
        ends = self.text.rstrip()[-1:] in "。?!？！」"
        if self.section != "talk" or not ends or len(self.half) < 2:
            if self.section == "report" and ends:
                return self._prose()
            return "unread"
        reporter = re.search(r"(?:ました|行われた)。\s*$", self.half) or re.search(
            r"司会で", self.half
        )
        if reporter and len(self.text) <= signals.LONGEST:
            return "unread"
        self._say("paragraph", self.cut(0, len(self.text.strip())), self.speaker, "", 0)
        return "statement"

    def _in_notice(self, start: int = 0) -> str:
        spoke = re.search(
            r"の(?:発言|意見|講演|報告|発表|プレゼンテーション|講演要旨|講演概要)[\s】>:]*$",
            self.half,
        )
        person = self._only_person() if spoke and not start else ""
        if person:
            return self._takes_the_floor(person)
        return (
            self._quoted_title(start)
            or self._programme_item(start)
            or self._listed(start)
            or self._content(start)
            or self._prose()
        )

    def _quoted_title(self, start: int) -> str:
        """「題」 alone: of the lecturer above, or of the one below, as the list has it."""
        found = re.match(
            r"[\s•●○◦□・■]*[「『](?P<t>[^。]{2,120}?)[」』](?P<more>[^。「」、氏様]{0,30})$",
            self.half[start:],
        )
        if not found:
            return ""
        if title_and_person(found["more"])[1]:
            return ""
        title = self.cut(start + found.start("t"), start + found.end("t"))
        last = self.mentions[-1] if self.mentions else None
        in_list = self.open in {*_LISTS, "programme"}
        below = bool(title_and_person(self.after)[1]) and not title_and_person(self.after)[0]
        if (
            in_list
            and last
            and not last.byline
            and not last.talk_title
            and (self.order == "person" or not below)
        ):
            self.mentions[-1] = last._replace(talk_title=title)
            self.order = "person"
            return "programme"
        if in_list:
            self.title = title
            return "programme"
        if not found["more"].strip() or re.match("を?開催", found["more"]):
            self.noticed.setdefault("theme", title)
        return "lead"

    def _programme_item(self, start: int) -> str:
        """18:30 基調講演:見本の目標 見本花子氏(見本省課長)"""
        half = self.half[start:]
        found = signals.item(half)
        if not found or len(half) > 400:
            return ""
        if not (
            found.marked
            or self.open in {*_LISTS, "programme"}
            or found.kind in {"talk", "panel", "greeting"}
        ):
            return ""
        rest = half[found.rest :].strip()
        if found.kind == "pause" or (
            found.kind and found.kind != "greeting" and re.search("[。]$", rest)
        ):
            if found.kind == "pause":
                self.open, self.title = "programme", ""
                return "programme"
            return ""
        if not found.marked and not rest and found.kind == "panel" and self.section in _REPORT:
            return ""
        if found.kind:
            self.open, self.order = found.kind, ""
        elif self.open in {"", "greeting", "panel", "panelist", "moderator"} or found.marked:
            self.open = "programme" if self.open != "talk" or found.marked else self.open
        self.title = ""
        role = _LISTS.get(self.open, "lecturer")
        at = len(self.half) - len(half[found.rest :].lstrip())
        if not rest:
            return "programme"
        led = re.search(
            rf"[(\uff08](?:{signals.LABELS['moderator']})[:\uff1a\s]\s?([^()]{{2,60}})[)\uff09]",
            rest,
        )
        if led:
            self.mentions.append(
                Mention(
                    self.line.number,
                    self.cut(at + led.start(1), at + led.end(1)),
                    "moderator",
                    bare=True,
                )
            )
            rest = rest[: led.start()].strip()
            if not rest or signals.item(rest) or found.kind:
                return "programme"
        inner = label(rest)
        if inner and inner.kind in {"lecturer", "moderator", "panelist"}:
            self._persons(at + inner.value, _LISTS[inner.kind])
            return "programme"
        text, quoted = self._unquoted(self.cut(at))
        title, person = title_and_person(text)
        if quoted and (person or self._persons_in(text)):
            self._persons(at, role or "")
        elif quoted:
            self.title = quoted
        elif found.kind in {"panel", "greeting"} or (person and not title):
            if self._persons_in(text) or person:
                self._persons(at, role)
        elif person:
            self.mentions.append(
                Mention(
                    self.line.number, person, role, title if role == "lecturer" else "", bare=True
                )
            )
            self.speaker = person
        elif (
            self._persons_in(text)
            and (found.kind == "talk" or read_phrase(text, self.known, bare=True))
            and re.search(r"\s|氏|様", text)
        ):
            self._persons(at, role)
        elif title_and_person(self.after)[1] and not title_and_person(self.after)[0] or found.kind == "talk" or (
            self.after and self._persons_in(self.after) and not label(self.after) and not signals.item(self.after)
        ):  # fmt: skip
            self.title = re.sub(r"[(\uff08][^()]*\d+\s?分[^()]*[)\uff09]$", "", text).strip()
        if (
            self.section == "report"
            and self.mentions
            and self.mentions[-1].line == self.line.number
        ):
            self._part("talk", self.mentions[-1].phrase)
        return "programme"

    def _listed(self, start: int) -> str:
        """見本太郎(見本大学)    in an open list of persons, or below the title of a talk."""
        half = self.half[start:]
        if len(half) > 600 or re.search(r"。", mask(half)):
            return ""
        if re.fullmatch(r"[\s(]*(?:その他|ほか|他|など|等|調整中|未定|依頼中|交渉中)[\s)]*", half):
            return "programme"
        text, quoted = self._unquoted(self.cut(start).lstrip("•●○◦□・■◆* \u3000"))
        title, person = title_and_person(text)
        role = _LISTS.get(self.open, "lecturer")
        if (
            person
            and title
            and re.search(r"[:\uff1a/]\s*$|\s$", text[: len(title) + 1])
            and not read_phrase(text, self.known, bare=True)
        ):
            self.mentions.append(Mention(self.line.number, person, role, title, bare=True))
            self.title = ""
            return "programme"
        open_ = self.open in _LISTS or (self.open == "programme" and (self.title or person))
        if not open_:
            if person and not title and (self.section == "frame"):
                open_, role = True, ("lecturer" if self.open == "programme" else "")
            else:
                return ""
        if re.search(r"(?:立場から|について|から)$", half) or re.search(r"通訳|休憩", half):
            return "notice"
        phrases = list_phrases(text)
        if phrases and all(self._person_like(phrase) for phrase in phrases):
            at = len(self.half) - len(self.half.lstrip("•●○◦□・■◆* "))
            self._persons(max(start, at), role)
            return "roster" if self.open not in {"talk", "programme", "greeting"} else "programme"
        return ""

    def _person_like(self, phrase: str) -> bool:
        if read_phrase(phrase, self.known, bare=True):
            return True
        return bool(re.search(r"(?:氏|様)$|[)\uff09]$", phrase)) and len(phrase) < 60

    def _content(self, start: int) -> str:
        """Other short lines of a notice: addresses, what a talk is about, the rest of a title."""
        half = self.half[start:]
        if re.match(
            r"\s*(?:〒|\(|※|https?:|[\w.]{1,40}(?:@|\[at\])|Tel|TEL|地図|[^。]{0,80}(?:徒歩|駅|線|[都道府県区市][^。]{0,30}\d|\d階|ビル))",
            half,
        ) and not half.endswith("。"):  # fmt: skip
            return "notice"
        if re.search(r"通訳|休憩", half) and len(half) < 40 or re.search(r"(?:立場から)$", half):
            return "notice"
        point = signals.POINT.match(half)
        if point:
            if self.told and self.mentions and half.endswith("。"):
                self._part("talk", self.speaker or self._sole_lecturer())
                return self._point()
            return "programme"
        if (
            self.open in {"talk", "programme"}
            and 2 < len(half) < 200
            and not re.search("[。「」]", half)
        ):
            self.title = (
                f"{self.title} {self.cut(start)}".strip() if self.open == "talk" else self.title
            )
            return "programme"
        series = re.fullmatch(r"[^。:「」『』]{2,60}シリーズ", half) or re.match(
            r"『[^『』]{2,100}』[^。]{0,60}$", half
        )
        return "lead" if series else ""

    def _prose(self) -> str:
        """…では「見本の制度を読む」と題してシンポジウムを開催することにしました。"""
        masked = mask(self.half)
        if not re.search(r"(?:[。.!?)]|続きを読む\s*[→»]?)\s*$", masked):
            return "unread"
        reporting = self.post.heading and re.search(
            "報告|記録|開催しました|講演録", self.halves[self.post.rows[0]]
        )
        lecturing = (
            self.mentions and self.mentions[-1].role == "lecturer" and not self.mentions[-1].byline
        )
        if (
            reporting
            and lecturing
            and masked.rstrip().endswith("。")
            and not re.search(r"(?:す|ん|ました|さい)。\s*$", masked)
        ):
            self._part("talk", self.mentions[-1].phrase)
            return self._paragraph()
        theme = re.search(
            r"[「『](_{2,100})[」』](?=と題|をテーマ|について(?:の)?(?:セミナー|シンポジウム|講演会|研究会|公開)|(?:と題する|という|の)?(?:セミナー|シンポジウム|講演会|勉強会)を)",
            masked,
        )
        plain = re.search(r"(?:^|[、。])([^、。「」]{4,60})をテーマに", masked)
        if theme or plain:
            found = theme or plain
            self.noticed.setdefault("theme", self.cut(*found.span(1)))
        for sentence in masked.split("。"):
            if signals.HELD.search(sentence):
                self._organiser(sentence)
        self._note_year(self.half)
        return "lead"

    # The whole

    def report(self, titles: dict[str, list[int]]) -> Report:
        """The report that the walk has gathered."""
        fields, series = self._fields()
        rows = [at for at in self.post.rows if self.halves[at].strip()]
        first = self.page.lines[self.post.rows[0]]
        dated = self.page.lines[self.dated] if self.dated is not None else first
        printed = ""
        if fields.get("date"):
            found = signals.day(half_width(dated.text[:200]))
            printed = dated.text[slice(*found.span("date"))] if found else dated.text.split("、")[0]
        told = self.told or self.statements
        status = (
            "reported" if told else "held" if self.linked or "held" in self.opened else "announced"
        )
        findings = self._doubts(fields, series, first, dated, titles)
        return Report(
            self.page.source, first.number, self.page.lines[rows[-1]].number, fields, printed.strip(),
            dated.number, status, self.mentions, self.statements, [*findings, *self.findings], self.kept,
        )  # fmt: skip

    def _fields(self) -> tuple[dict[str, str], str]:
        """What heading, labels and opening say; an opening has the last word, then the first label."""
        headed = self.post.heading
        fields = self.noticed | self.opened
        told = self.opened.get("title") or self.noticed.get("theme", "")
        series = self.opened.get("series", "")
        fields["session_in_report"] = self.opened.get("session", "")
        title = headed.title if headed else ""
        if headed and headed.headed:
            fields |= _headed_fields(headed.headed)
            if title == headed.headed and told:  # 第2回見本研究会, and 題目: below
                title = ""
        elif headed:
            fields["series"] = ""
        if headed and headed.doubt and told and title and title != told and "theme" in self.noticed:
            title = told if title == headed.title and headed.headed != title else title
        fields["title"], fields["title_in_report"] = title or told, told
        if "organiser" not in fields and "organiser told" in fields:
            fields["organiser"] = fields["organiser told"]
        if "organiser" not in fields and headed:
            house = re.match(
                rf"(?P<who>[^\s、。「」]{{2,20}}(?:学会|協会|会|大学|機構|フォーラム|塾))\s+(?=第{NUMBER}回)",
                headed.headed,
            )
            if house:
                fields["organiser"] = house["who"]
        return fields, series

    def _doubts(
        self,
        fields: dict[str, str],
        series: str,
        first: Line,
        dated: Line,
        titles: dict[str, list[int]],
    ) -> list[Finding]:
        """Where a report's heading and its own sentence differ, and what its numbering leaves open."""
        found = []
        source, at = self.page.source, first.number
        title, told, headed = fields["title"], fields["title_in_report"], self.post.heading

        def doubt(line: int, kind: str, text: str, taken: str, why: str) -> None:
            found.append(Finding(source, line, kind, text, taken, why))

        if headed is None:
            why = "no heading stands above this opening; title and series are the sentence's own"
            if not told:
                why = "neither a heading nor a sentence names a title; it is missing"
            doubt(at, "heading lost", told or self.texts[self.post.rows[0]].strip()[:40], "", why)
        elif headed.doubt and title == headed.title:
            doubt(at, "title doubtful", title, title, headed.doubt)
        if told and title != told:
            why = f"the report's own sentence, at line {dated.number}, names another title than the heading"
            for text, name in ((title, "heading's title"), (told, "report's title")):
                for other in titles.get(text, ())[:9]:
                    if other != at:
                        why += f"; the {name} also heads line {other}"
            doubt(at, "titles disagree", title, told, why)
        if series and not fields.get("series", "").endswith(series):
            why = f"the heading, at line {at}, names the series otherwise; the heading is kept"
            doubt(dated.number, "series disagree", series, fields.get("series", ""), why)
        counted, session = fields["session_in_report"], fields.get("session", "")
        if counted and whole_number(counted) != whole_number(session):
            why = f"the heading, at line {at}, counts it otherwise; the heading is kept"
            doubt(dated.number, "sessions disagree", f"第{counted}回", arabic(session), why)
        if "年度" in fields.get("numbering", "") and "session" in fields:
            why = "it is counted within a fiscal year, so it does not follow on the other seminars'"
            doubt(
                dated.number,
                "session doubtful",
                f"{fields['numbering']}第{session}回",
                arabic(session),
                why,
            )
        return found


def _headed_fields(text: str, *, strict: bool = False) -> dict[str, str]:
    """Read 平成22年度 第2回シンポジウム: what counts it, its number, and the series without them.

    >>> _headed_fields("見本研究会の第1回セミナー")
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
    text = re.sub(
        r"[をがの]$|^[、のはに]+|^.*(?:年|大会)の(?=.)", "", text.strip(" \u3000【■◆<「」")
    )
    if strict and not re.search(signals.EVENT, text):
        text = ""
    return found | {"series": text.strip(" \u3000【■◆")}
