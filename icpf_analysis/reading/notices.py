"""Lines of a notice and of a report that are no sentence of the reporter.

In a notice: titles, items of a programme, lists of persons, prose. In a report: who takes the
floor, headings, points and paragraphs.
"""

import re

from icpf_analysis.reading import signals
from icpf_analysis.reading.people import list_phrases, read_phrase, title_and_person
from icpf_analysis.reading.signals import label, mask, turn
from icpf_analysis.reading.walk import LISTS, REPORT, Mention, Walk


class Lines(Walk):
    """Lines of a notice, and what was said in a report."""

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
        in_list = self.open in {*LISTS, "programme"}
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
            or self.open in {*LISTS, "programme"}
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
        if not found.marked and not rest and found.kind == "panel" and self.section in REPORT:
            return ""
        if found.kind:
            self.open, self.order = found.kind, ""
        elif self.open in {"", "greeting", "panel", "panelist", "moderator"} or found.marked:
            self.open = "programme" if self.open != "talk" or found.marked else self.open
        self.title = ""
        role = LISTS.get(self.open, "lecturer")
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
            self._persons(at + inner.value, LISTS[inner.kind])
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
        elif found.kind == "talk" or self._person_below():
            self.title = re.sub(r"[(\uff08][^()]*\d+\s?分[^()]*[)\uff09]$", "", text).strip()
        if (
            self.section == "report"
            and self.mentions
            and self.mentions[-1].line == self.line.number
        ):
            self._part("talk", self.mentions[-1].phrase)
        return "programme"

    def _person_below(self) -> bool:
        title, person = title_and_person(self.after)
        if person and not title:
            return True
        other = label(self.after) or signals.item(self.after)
        return not other and self._persons_in(self.after)

    def _listed(self, start: int) -> str:
        """見本太郎(見本大学)    in an open list of persons, or below the title of a talk."""
        half = self.half[start:]
        if len(half) > 600 or re.search(r"。", mask(half)):
            return ""
        if re.fullmatch(r"[\s(]*(?:その他|ほか|他|など|等|調整中|未定|依頼中|交渉中)[\s)]*", half):
            return "programme"
        text, _ = self._unquoted(self.cut(start).lstrip("•●○◦□・■◆* \u3000"))
        title, person = title_and_person(text)
        role = LISTS.get(self.open, "lecturer")
        if (
            person
            and title
            and re.search(r"[:\uff1a/]\s*$|\s$", text[: len(title) + 1])
            and not read_phrase(text, self.known, bare=True)
        ):
            self.mentions.append(Mention(self.line.number, person, role, title, bare=True))
            self.title = ""
            return "programme"
        open_ = self.open in LISTS or (self.open == "programme" and (self.title or person))
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
        if self.open == "talk" and phrase.isascii() and not phrase.endswith(")"):
            return False  # Lessons for All
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
        if (re.search(r"通訳|休憩", half) and len(half) < 40) or re.search(r"(?:立場から)$", half):
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
        found = theme or plain
        if found:
            self.noticed.setdefault("theme", self.cut(*found.span(1)))
        for sentence in masked.split("。"):
            if signals.HELD.search(sentence):
                self._organiser(sentence)
        self._note_year(self.half)
        return "lead"

    def _point(self) -> str:
        point = signals.POINT.match(self.half)
        if not point or not self.half[point.end() :].strip():
            return ""
        if self.section == "report":
            self._part("talk", self._sole_lecturer())
        if self.section not in REPORT:
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
        """■講演1「規制の地図」架空 理恵 氏    this person's words come below."""
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
            self.section in {"report", "closing", "talk"} and not self.statements
        ) or self.section == "report":
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
