"""Lines of a report that say what was said: each rule gives the line its role, or none."""

import re

from icpf_analysis.reading import signals
from icpf_analysis.reading.people import HONORIFIC, POST, person_id
from icpf_analysis.reading.signals import half_width, turn
from icpf_analysis.reading.walk import REPORT, Walk

TALK_TITLES = re.compile(
    r"(?:[「『]_+[」』][、と]?)*[「『]_+[」』](?=の|と題|について|をテーマ|という)"
)
# 見本氏は、町の費用が増えたことを示した。    パネル討論で見本氏は、…
_TOPIC = re.compile(
    r"(?:[^。「」、]{0,14}(?:で|では|後、))?"
    rf"(?P<who>[^。「」]{{1,60}}?(?:{HONORIFIC}|{POST})\s?(?:\(_*\))?)"
    r"(?:は|も|からは|(?P<begins>が、))、?[^。]{15,}"
)
_NO_WORDS = re.compile(
    "務め|登壇|挨拶|あいさつ|趣旨|講演(?:し|を行|をいただ)|ついて(?:講演|発表|報告)し"
)


def topic(s: Walk, sentence: str, offset: int) -> str:
    """The phrase of the one whose words a sentence reports; empty where it reports none."""
    turning = signals.TURNING.match(sentence)
    found = _TOPIC.match(sentence, turning.end() if turning else 0)
    if not found or _NO_WORDS.search(sentence) or signals.FOLLOWS.search(sentence):
        return ""
    if TALK_TITLES.search(sentence) or not signals.PAST.search(sentence):
        return ""
    if found["begins"] and sentence.rstrip() == s.masked[offset:].rstrip():  # an introduction alone
        return ""
    phrase = s.cut(offset + found.start("who"), offset + found.end("who"))
    named = s.named(phrase, bare=False)
    return phrase if named and person_id(named.name) in s.beginnings else ""


# また、町の人手が足りないと述べた。
_GOES_ON = re.compile(
    "(?:また|さらに|続けて|そして|加えて|最後に)、[^。]*"
    "(?:述べ|話し|挙げ|指摘し|説明し|語っ|語り|強調し|訴え|答え|示し)(?:た|まし)"
)


def reported_words(s: Walk) -> str:
    """見本氏は、町の費用が増えたことを示した。    of one who is known; of several, nobody's."""
    sentences = re.split("(?<=。)", s.masked)[:8]
    places = [sum(map(len, sentences[:n])) for n in range(len(sentences))]
    speakers = [topic(s, *each) for each in zip(sentences, places, strict=True)]
    if not speakers[0] and s.section == "talk" and s.statements and _GOES_ON.match(s.masked):
        speakers = [s.speaker]
    if not speakers[0]:
        return ""
    if s.section not in {"panel", "discussion"}:
        panel = re.match("[^、。]{0,4}(?:パネル|討論)", s.masked)
        s.begin("panel" if panel else "talk", "" if panel else speakers[0])
    several = len(set(filter(None, speakers))) > 1
    s.say("paragraph", 0, "" if several else speakers[0])
    if not several:
        s.mention(speakers[:1], bare=False)
    return "statement"


def bullet_point(s: Walk) -> str:
    """• 番号の利用は…"""
    point = signals.POINT.match(s.half)
    if not point or s.section not in REPORT or point.end() == len(s.half):
        return ""
    below = signals.POINT.match(s.after) and s.after[0] != s.half[0]
    if _BOXED.match(s.half) and (below or _speaks(s, s.after)):  # ■見本の費用    above ・費用は…
        return ""
    if NEXT_TALK.match(s.half):  # (2)「見本の費用」
        return ""
    if s.section == "report":
        s.begin("talk", s.sole_lecturer())
    of_panel = topic(s, s.masked[point.end() :], point.end()) if s.section == "panel" else ""
    who, end = _signed(s)
    s.say("point", point.end(), of_panel or s.speaker, who=who, end=end)
    return "statement"


_SIGNED = re.compile(r"\(([^()]{1,12})\)。?$")  # A.よい。(例示)    ・よい。(例示)


def _signed(s: Walk) -> tuple[str, int | None]:
    """Who is named behind the words of a line, and where these end."""
    signed = _SIGNED.search(s.half)
    if not signed or re.sub(f"{HONORIFIC}$", "", signed[1]) not in s.beginnings:
        return "", None
    return s.cut(*signed.span(1)), signed.start()


NEXT_TALK = re.compile(
    rf"[{signals.MARKS}【\s]*{signals.TALK.pattern}\s?:?\s?「[^」]*」$|\(?\d[.)]\s?「[^」]*」$"
)
NUMBERED = re.compile(r"\s?[(]?\d{1,2}[.)、]\s{0,8}(?P<heading>[^。?!:]{2,60})$")


def numbered_heading(s: Walk) -> str:
    """1. 見本の費用        above points that have no number."""
    numbered = NUMBERED.match(s.half)
    below = signals.POINT.match(s.after) or signals.SENTENCE.search(s.after)
    if not numbered or not below or re.match(r"[(]?\d", s.after):
        return ""
    s.heading, s.question = s.cut(*numbered.span("heading")), None
    return "heading"


# 見本:読む人をどう増やすか。    (見本委員) 読む人を…    ○見本委員 読む人を…    見本 読む人を…
_SPEAKS = re.compile(
    r"[\s○●・•→⇒]{0,4}(?:[(【](?P<boxed>[^:。、「」()【】]{1,12})[)】]\s?:?"
    r"|(?P<who>[^:。、\s「」()]{1,12}(?:\s[^:。、\s]{1,4})?)\s?:"
    r"|(?P<apart>[^:。、\s「」()]{1,12})\s(?=.*[。?!]$))\s*(?=\S)"
)


_AUDIENCE = "会場|参加者|受講者|聴講者|会員|出席者|フロア|質問者"


def _speaks(s: Walk, half: str) -> tuple[str, int] | None:
    """Who is named before the words of a line, and where these begin."""
    found = _SPEAKS.match(half)
    if not found or (s.section == "frame" and not (s.mentions and half.endswith(("。", "?", "!")))):
        return None
    who = found[found.lastgroup or 0].replace(" ", "")
    name = re.sub(rf"(?:{HONORIFIC}|{POST})$", "", who)
    known = name in s.beginnings or re.fullmatch(f"{_AUDIENCE}|司会|座長", who)
    return (who, found.end()) if known else None


def speaker_and_words(s: Walk) -> str:
    """見本:読む人をどう増やすか。    (見本委員) 読む人を…    会場 空きはどこにあるか。"""
    speaks = _speaks(s, s.half) if s.section != "closing" else None
    if not speaks:
        return ""
    s.section = s.section if s.section in {"panel", "discussion"} else "discussion"
    last = s.statements[-1] if s.statements else None
    asked = last and s.question and s.question in {last.line, last.reply_to}
    asks = re.fullmatch(_AUDIENCE, speaks[0]) and re.search("か。$|[?]。?$", s.half)
    s.say("question" if asks else "answer" if asked else "point", speaks[1], who=speaks[0])
    return "statement"


_BOXED = re.compile(r"【(?P<a>.+)】$|<(?P<b>[^<>]+)>$|[■◆▼](?P<c>[^。]{2,60})$")


def section_heading(s: Walk) -> str:
    """【番号の利用】    or a short line above a question or a point."""
    if s.section == "frame":  # ■見本の費用        above 見本 費用は…
        if not _BOXED.match(s.half) or not _speaks(s, s.after):
            return ""
        s.begin("discussion")
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


# 会場から、…    討論では、参加者から、…
_OTHERS = re.compile(
    "(?P<debate>(?:討論|質疑|議論)では、)?(?:討論者|会場|参加者|フロア|出席者)[^。、]{0,3}から"
)


def paragraph(s: Walk) -> str:
    """番号は単なるツールであり、…        the talks of 2012 are reported in paragraphs."""
    ends = half_width(s.text.rstrip()[-2:])[-1:]
    if s.section == "closing":
        quoted = s.half[0] in "「『"
        if quoted or s.quoting or ends in "。?!」":
            close = ends in "」』" and (quoted or s.quoting)
            s.quoting = (quoted or s.quoting) and not close
            end = len(s.text.rstrip()) - s.indent - close
            if s.cut(int(quoted), end):
                s.say("paragraph", int(quoted), s.speaker, end=end)
                return "statement"
    if s.section == "report" and ends in "。?!」":
        return ""  # the reporter's prose
    if s.section != "talk" or ends not in "。?!」." or len(s.half) < 2:
        return "unread"
    reporter = re.search(r"^[^。]*(?:ました|行われた)。$|司会で|^次回|^後半", s.half)
    if reporter and len(s.text) <= signals.LONGEST:
        return "unread"
    others = _OTHERS.match(s.half)
    if others and others["debate"]:
        s.begin("discussion")
    s.say("paragraph", 0, "" if others else s.speaker, end=len(s.text.strip()))
    return "statement"


def question_or_answer(s: Walk) -> str:
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
        why = "no question is printed above it under the same heading"
        s.doubt("answer without question", printed, "", why)
    at, end = s.half.find(found.who, s.half.find("(")), None
    who = s.cut(at, at + len(found.who))
    begins = found.text
    led = _NAMED_FIRST.match(s.half[begins:]) if found.kind == "answer" and not who else None
    if led and re.sub(f"{HONORIFIC}$", "", led[led.lastgroup or 0]) in s.beginnings:
        who = s.cut(*(begins + place for place in led.span(led.lastgroup or 0)))
        begins += led.end()
    if found.kind == "answer" and who in {"", "A", "回答"}:
        name, end = _signed(s)
        who = name or who
    s.say(found.kind, begins, who=who, end=end)
    return "statement"


# A.(見本氏)よい。    A 見本:よい。
_NAMED_FIRST = re.compile(r"(?:\((?P<boxed>[^()]{1,12})\)|(?P<who>[^\s:()「」。、]{1,8})\s?:)\s*")
