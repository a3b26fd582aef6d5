"""The reporter's sentences: when and where, how many came, who spoke, how it went on."""

import re

from icpf_analysis.reading import signals
from icpf_analysis.reading.dates import NUMBER
from icpf_analysis.reading.notices import Lines
from icpf_analysis.reading.people import read_phrase, split_names
from icpf_analysis.reading.signals import mask
from icpf_analysis.reading.walk import REPORT, Mention, headed_fields

# 質疑応答    【参加者との意見交換】    パネル討論の概要    alone on a line
_OF = r"(?:の?(?:概要|要旨|内容))?"
_DISCUSSION = re.compile(
    r"(?:主な)?(?:質疑応答|質疑|全体討論|討論|自由討論|意見交換|ディスカッション|Q&A"
    rf"|[^。、]{{0,10}}との(?:意見交換|質疑応答|質疑|討論|対話)){_OF}"
)
_PANEL = re.compile(rf"パネル(?:討論|・?ディスカッション){_OF}")
_TURN_OR_POINT = re.compile(r"\s*[QA問質・•●○□]")
_AFTERWARDS = re.compile(r"(?:講演|報告|発表|その|パネル)?[^、。]{0,10}後、|(?:以下|次)の")


class Sentences(Lines):
    """Sentences of the reporter, each by the act that it tells of."""

    def _section_title(self) -> str:
        """質疑応答    【全体討論】    パネル討論    <講演要旨>    alone on a line."""
        bare = re.sub(r"^[\s■◆●○◇□▼【<〈《(\[]+|[\s】>〉》)\]:]+$", "", self.half)
        if len(bare) > 30 or (signals.item(self.half) and re.match(r"\s*\d", self.half)):
            return ""
        report = self.section in REPORT
        if _DISCUSSION.fullmatch(bare) and (report or _TURN_OR_POINT.match(self.after)):
            self._part("discussion")
            return "transition"
        if _PANEL.fullmatch(bare) and report:
            self._part("panel")
            return "transition"
        if re.fullmatch(r"(?:講演|報告|発表)(?:の)?(?:要旨|要約|録|記録|骨子)|要旨", bare):
            self._part("talk", self._sole_lecturer())
            return "introduction"
        return ""

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
                if early or (self.section == "talk" and not self.statements)
                else ""
            )
        )

    def _opening(self, masked: str) -> str:
        """2014年3月26日、…にて、第6回セミナー「…」を開催しました。"""
        sentence = masked.split("。")[0]
        found = signals.day(sentence[:80])
        found = found if found and found.start() <= 30 else None
        told = signals.HELD.search(sentence, found.end() if found else 0)
        event = bool(re.search(rf"{signals.EVENT}|「", sentence))
        event = event or bool(told and found and self.post.heading and told[0] == "開催")
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
        fields |= headed_fields(
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

    def _turnout(self, masked: str) -> str:
        """当日は、40名を超える参加者に…    オンラインで開かれたセミナーには、30名が参加した。"""
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
        ahead = self.section == "frame" and not self.told
        if ahead and not signals.MODERATED.search(masked) and not _AFTERWARDS.match(masked):
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
        if panel and then:
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
        if (
            self.section in {"panel", "discussion"}
            and not re.search(r"講演|報告|発表|プレゼン", rest)
            and re.search("述べ|指摘し|語っ|訴え|発言し|話し", rest)
            and self.statements is not None
        ):
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
