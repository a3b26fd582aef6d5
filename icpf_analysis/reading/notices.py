"""Lines of a notice, and persons on a line of their own: labels, programmes, lists."""

import re

from icpf_analysis.reading import signals
from icpf_analysis.reading.dates import DAY, NUMBER, day
from icpf_analysis.reading.people import (
    HONORIFIC,
    list_phrases,
    person_id,
    split_names,
    title_and_person,
)
from icpf_analysis.reading.sentences import prose
from icpf_analysis.reading.signals import label
from icpf_analysis.reading.statements import NEXT_TALK, bullet_point
from icpf_analysis.reading.walk import LISTS, PERSONS, REPORT, SPEECH, Walk, unquoted

# Labels, and what is below a label alone on its line


_TALK_LABEL = re.compile(rf"{signals.BULLET}[【<]?(?:講演|発表|報告|演題)")


def labelled(s: Walk) -> str:
    """日時:    【講師】    プログラム    参加費 無料"""
    found = label(s.half)
    if not found:
        return ""
    further = signals.next_label(s.half, found.value)
    if further:  # 講師:見本太郎氏 会場:見本会館 参加者:26名
        half, masked, indent = s.half, s.masked, s.indent
        s.half, s.masked = half[:further].rstrip("、 "), masked[:further].rstrip("、 ")
        role = labelled(s)
        s.half, s.masked, s.indent = half[further:], masked[further:], indent + further
        role = labelled(s) or role
        s.half, s.masked, s.indent = half, masked, indent
        return role
    kind, value, report = found.kind, found.text, s.section in REPORT
    persons = kind in PERSONS
    if not found.strong and (
        (persons and value and not s.persons_in(value))
        or (value.endswith("。") and kind != "other")
        or kind in {"programme", "lead"}
    ):
        return ""
    if report:
        early = s.section == "report" or not s.statements or s.statements[-1].part != s.section
        sure = found.strong or (early and (persons or (kind == "when" and s.section == "report")))
        boxed = ":" in s.half or s.half[found.value - 1 : found.value] in tuple("】>)]")
        alone = not value and not boxed and kind not in {*LISTS, "when", "where", "programme"}
        if not sure or len(value) >= 300 or value.endswith("。") or alone or kind == "lead":
            return ""
    s.open, s.order = ("" if value else kind), ""
    if kind == "lead":
        s.open = "" if value else "lead"
        return prose(s) if value else "lead"
    if kind == "when":
        return _when(s, s.half if value else "")
    if kind == "theme" and _title_of_the_last(s, s.cut(found.value)):
        return "programme"
    online = kind == "other" and "開催" in s.half[: found.value] and value.startswith("オンライン")
    if online:  # 開催方法:オンライン
        kind = "where"
    if kind in {"where", "organiser", "theme"}:
        s.note(kind, s.cut(found.value))
        return "notice"
    if kind == "attendees":
        if re.search("[氏)]", value) and s.persons_in(value):
            s.persons(found.value, "")  # 出席者:見本太郎(例示大学)、架空花子(例示社)ほか
        return _attendees(s, value)
    if persons:
        titled = s.title if report and kind == "lecturer" else ""
        s.persons(found.value, LISTS[kind])
        s.open = kind
        if titled and value:  # 講演2「題」, and below it 講師 例示花子氏
            s.begin("talk", s.mentions[-1].phrase)
        return "roster"
    if kind == "materials":
        s.before = len(s.mentions)
        names = re.finditer(r"([^\s、。()]{1,12}?)(?:氏|さん|様|先生|講師)", value or s.half)
        whose = [name[0] for name in names if name[1] in s.beginnings]
        if whose or value:  # 資料:例示氏(PDF)、架空氏(PDF)    講演資料(例示氏)
            s.mention(whose or [s.sole_lecturer()], slides=True, bare=False)
        return "slides"
    if kind == "programme":
        s.open = "programme"
        return "programme"
    s.open = "" if value else "value"
    return "notice"


def _title_of_the_last(s: Walk, title: str) -> bool:
    """演題:「題」 below the lecturer, where the heading has a title of its own."""
    last, headed = s.mentions[-1] if s.mentions else None, s.post.heading
    title = title.strip("「」『』")
    if (
        not (last and headed and _TALK_LABEL.match(s.half))
        or last.role != "lecturer"
        or last.talk_title
        or headed.doubt
        or title == headed.title
    ):
        return False
    s.mentions[-1] = last._replace(talk_title=title)
    return True


def _attendees(s: Walk, value: str) -> str:
    came = re.sub("申し?込[^、。]*、", "", value)  # 申込83名、当日61名
    number = re.search(rf"(?:約|およそ)?{NUMBER}\s?[名人].*", came)  # 講師を含め105名
    if number and s.note_attendance(f"参加者{number[0]}"):
        s.reported = True
    return "notice"


def _when(s: Walk, half: str) -> str:
    found = day(half[:80])
    s.open = "" if found or half else "when"
    if found:
        s.note_day(found)
    return "notice"


# 2013年6月11日(火)18:30~20:30    2013年6月11日 見本会館3階
_UNLABELLED = re.compile(
    rf"{signals.BULLET}[【<]?{DAY.pattern}[\s)]{{0,4}}(?:{signals.HOURS}[^。]*|(?P<where>[^\s。、:]{{2,20}}(?:館|学|キャンパス|センター|ホール|ビル|室)[^。、:]{{0,20}}))$"
)


def value_below(s: Walk) -> str:
    """The value below a label alone on its line, or a day and its hours without a label."""
    kind = s.open
    found = kind == "when" and day(s.half[:80])
    unlabelled = s.section == "frame" and not kind and "date" not in s.noticed
    alone = _UNLABELLED.match(s.half) if unlabelled else None
    if found or alone:
        if alone and alone["where"]:
            s.note("where", s.cut(*alone.span("where")))
        return _when(s, s.half)
    if kind in {"where", "organiser", "theme", "attendees", "value"}:
        s.open = ""
        if kind == "attendees":
            return _attendees(s, s.half)
        if kind == "value" or (len(s.half) < 200 and not s.half.endswith("。")):
            if kind != "value":
                s.note(kind, s.cut(0))
            return "notice"
    return ""


def slides_link(s: Walk) -> str:
    """例示氏の講演資料はこちらにあります    ファイルはこちら    様子は動画でご覧いただけます"""
    linked = signals.SLIDES.search(s.masked)
    if len(s.half) > 200 or not (linked or signals.VIDEO.search(s.masked)):
        return ""
    if not linked:
        return "notice"
    above = s.masked[: linked.start()]
    if signals.act(above, s.half) or "。" in above:  # 見本氏が…講演した。資料はこちら
        s.slides_here = s.linked = True
        return ""
    found = _SLIDES_OF.match(s.masked)
    if found:
        s.mention(split_names(s.cut(*found.span("who"))), slides=True, bare=False)
        s.linked = True
    elif s.open == "materials" and len(s.mentions) > s.before:
        s.mentions[-1] = s.mentions[-1]._replace(slides=True)
        s.linked = True
    return "slides"


_SLIDES_OF = re.compile(
    r"(?P<who>[^。]{2,120}?)(?:の|(?<=氏))(?:講演|発表|説明|報告|配布|当日)?の?(?:資料|スライド)"
)


# Lines of a notice: titles, items of a programme, lists of persons, prose


def speaker_in_notice(s: Walk) -> str:
    """<例示花子氏の講演要旨>    ◎例示さん    (1)例示講師説明「題」    whose words come below."""
    person = _only_person(s) if re.search(rf"{SPEECH}[\s】>:]*$", s.half) else ""
    if not person and s.happened() and signals.SENTENCE.search(s.after):
        person = _titled_person(s) or _only_person(s)
        named = s.named(person) if person else None
        if named and not s.title and person_id(named.name) not in s.beginnings:
            person = ""  # the next of a list of persons
    return _takes_the_floor(s, person) if person else ""


_QUOTED_ALONE = re.compile(
    rf"[\s{signals.MARKS}]*[「『](?P<t>[^。]{{2,120}}?)[」』](?P<more>[^。「」、氏様]{{0,30}})$"
)


def quoted_title(s: Walk) -> str:
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


def programme_item(s: Walk) -> str:
    """18:30 基調講演:見本の目標 見本花子氏(見本省課長)"""
    found = signals.item(s.half)
    if not found or len(s.half) > 400 or signals.SENTENCE.search(s.half):
        return ""
    kind, rest = found.kind, s.half[found.rest :].strip()
    if kind:
        s.open, s.order = kind, ""
    elif s.open != "talk" or found.marked:
        s.open = "programme"
    s.title = ""
    role = LISTS.get(s.open, "lecturer")
    at = len(s.half) - len(rest)
    led = _LED.search(rest)
    if led:
        s.mention([s.cut(at + led.start(1), at + led.end(1))], "moderator", bare=True)
        rest = rest[: led.start()].strip()
        if not rest or kind or signals.item(rest):
            return "programme"
    text, quoted = unquoted(s.cut(at))
    title, person = title_and_person(text)
    there = bool(person) or s.persons_in(text)
    whole = not quoted and s.named(text) and re.search(r"\s|氏|様", text)
    if there and (quoted or (person and not title)):
        s.persons(at, role)
    elif quoted:
        s.title = quoted
    elif person:
        s.mention([person], role, title if role == "lecturer" else "", bare=True)
    elif there and (whole or (kind == "talk" and re.search(r"\s|氏|様", text))):
        s.persons(at, role)
    elif kind == "talk" or _person_below(s):
        s.title = re.sub(r"[(\uff08][^()]*\d+\s?分[^()]*[)\uff09]$", "", text).strip()
    if s.mentions and s.mentions[-1].line == s.line.number:
        if numbered := signals.TALK.search(s.half):
            s.talks[numbered[0]] = s.mentions[-1].phrase
        if s.section == "report":
            s.begin("talk", s.mentions[-1].phrase)
    return "programme"


def _person_below(s: Walk) -> bool:
    return not (label(s.after) or signals.item(s.after)) and s.persons_in(s.after)


def listed(s: Walk) -> str:
    """見本太郎(見本大学)    in an open list of persons, or below the title of a talk."""
    half = s.half
    if len(half) > 600 or "。" in s.masked:
        return ""
    text, _ = unquoted(s.cut(0).lstrip(f"{signals.MARKS} \u3000"))
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
    phrases = list_phrases(text)
    if not phrases or not all(_person_like(s, phrase) for phrase in phrases):
        return ""
    s.persons(len(half) - len(half.lstrip(f"{signals.MARKS} ")), role)
    return "programme" if s.open in {"talk", "programme", "greeting"} else "roster"


def _person_like(s: Walk, phrase: str) -> bool:
    return bool(
        s.named(phrase) or (re.search(r"(?:氏|様|[)\uff09])$", phrase) and len(phrase) < 60)
    )


_ADDRESS = re.compile(
    r"〒|\(|※|https?:|[\w.]{1,40}(?:@|\[at\])|Tel|TEL|地図"
    r"|[^。]{0,80}(?:徒歩|駅|線|[都道府県区市][^。]{0,30}\d|\d階|ビル)"
)


def other_line(s: Walk) -> str:
    """Other short lines of a notice: addresses, points, the name of a series."""
    half = s.half
    if _ADDRESS.match(half) and not half.endswith("。"):
        return "notice"
    if signals.POINT.match(half):
        if not signals.SENTENCE.search(half):
            return "programme"
        if not s.happened() or not s.mentions:
            return "unread"
        panel = sum(each.role == "panelist" for each in s.mentions) > 1
        s.begin("panel" if panel else "talk", s.speaker or s.sole_lecturer())
        return bullet_point(s)
    series = re.match(r"[^。:「」『』]{2,60}シリーズ$|『[^『』]{2,100}』[^。]{0,60}$", half)
    return "lead" if series else ""


def _only_person(s: Walk) -> str:
    """The phrase of a line that names one person and says nothing else: 架空花子氏."""
    bare = re.sub(rf"^[\s{signals.MARKS}【<〈《]+|[\s】>〉》:]+$", "", s.half)
    if not 2 <= len(bare) <= 80 or re.search(r"[。?!「]", bare):
        return ""
    core = re.sub(rf"^(?:{signals.TALK.pattern}|\S{{0,4}}挨拶)[\s:]+|{SPEECH}$", "", bare)
    phrase = s.part_of(s.half, core)
    anchored = bool(re.search(r"(?:氏|様|[)\uff09])$", phrase)) or core != bare
    named = s.named(phrase, bare=anchored)
    return phrase if named and (anchored or person_id(named.name) in s.beginnings) else ""


def _titled_person(s: Walk) -> str:
    """■講演1「規制の地図」架空 理恵 氏    this person's words come below."""
    if len(s.half) > 200 or re.search("[。?!]$", s.half):
        return ""
    found = signals.item(s.half)
    text, quoted = unquoted(s.cut(found.rest if found else 0).lstrip(f"{signals.MARKS}【 \u3000"))
    behind = re.fullmatch(r"(.{2,})[(\uff08]([^()\uff08\uff09]{2,20})[)\uff09]", text)
    if found and not quoted and behind and re.search(f"{HONORIFIC}$", behind[2]):
        quoted, text = behind[1], behind[2]  # 講演1 町の費用(見本花子氏)
    plain = re.sub(r"[(\uff08][^()\uff08\uff09]*資料[^()\uff08\uff09]*[)\uff09]$", "", text)
    s.slides_here, text = s.slides_here or plain != text, plain
    text = re.sub(f"{SPEECH}$", "", text.strip(" \u3000】:：、/／"))
    if not quoted or not 2 <= len(text) <= 80 or len(list_phrases(text)) != 1:
        return ""
    if not re.search(r"(?:氏|様|さん|先生|[)\uff09])$", text) and not (found and s.named(text)):
        return ""
    s.title = quoted
    return text


def _takes_the_floor(s: Walk, person: str) -> str:
    title, plain = s.title, person.endswith(("氏", ")", "\uff09", "様"))
    lectures = title or s.open == "talk" or signals.TALK.search(s.half) or not plain
    s.begin("talk", person)
    s.mention([person], "lecturer" if lectures else "", title, bare=True)
    s.reported = True
    return "introduction"


_OF_LIST = re.compile(r"[)\uff09氏様]$|さん$|^[^\s:。]{2,9}\s?:\s?[^:。]{2,60}$")


def person_in_report(s: Walk) -> str:
    """架空花子氏 alone on a line, who takes the floor; or the next person of an open list."""
    person = _titled_person(s)
    listing = not person and s.open in PERSONS and "。" not in s.half
    if listing and (_OF_LIST.search(s.half) or s.named(s.half)) and (role := listed(s)):
        return role
    person = person or _only_person(s)
    return _takes_the_floor(s, person) if person and s.section in {"report", "talk"} else ""


def programme_in_report(s: Walk) -> str:
    """講演2「題」 above what was said, or behind the last talk."""
    if s.section == "talk" and NEXT_TALK.match(s.half):
        s.begin("report")
    begun = s.section == "report" or (s.section in {"closing", "talk"} and not s.statements)
    return programme_item(s) if begun else ""
