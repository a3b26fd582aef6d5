"""Sentences of the reporter: each rule gives the line its role, or none."""

import re
from itertools import takewhile

from icpf_analysis.reading import signals
from icpf_analysis.reading.dates import NUMBER, day
from icpf_analysis.reading.people import HONORIFIC, POST, list_phrases, split_names
from icpf_analysis.reading.statements import NUMBERED, TALK_TITLES, paragraph, topic
from icpf_analysis.reading.walk import EARLY, FRAMED, QUOTED, REPORT, Walk, headed_fields

_OF = r"(?:の?(?:概要|要旨|内容))?"
_DISCUSSION = re.compile(
    r"(?:主な)?(?:質疑応答|質疑|(?:全体|総合)討論|討論|自由討論|討議|議論|意見交換|ディスカッション|やりとり|Q&A"
    rf"|[^。、]{{0,10}}との(?:意見交換|質疑応答|質疑|討論|対話)){_OF}"
)
_PANEL = re.compile(rf"パネル(?:討論|・?ディスカッション){_OF}")


_WORDS_BELOW = re.compile(
    rf"(?:{signals.TALK.pattern}|お話)の?(?:要旨|要約|録|記録|骨子|概要|内容)|要旨"
    r"|(?:開催|実施|当日)?の?(?:レポート|報告|様子)|議事(?:概要|要旨|録)"
)


def section_title(s: Walk) -> str:
    """質疑応答    【全体討論】    パネル討論    <講演要旨>    alone on a line."""
    bare, report = FRAMED.sub("", s.half), s.section in REPORT
    numbered = NUMBERED.match(s.half)
    if numbered and report:  # (2) 意見交換
        bare = numbered["heading"].strip()
    if len(bare) > 30 or (s.half[0].isdigit() and not numbered and signals.item(s.half)):
        return ""
    if _DISCUSSION.fullmatch(bare) and (s.happened() or re.match("[QA問質・•●○□]", s.after)):
        s.begin("discussion")
        return "transition"
    if report and re.fullmatch("まとめ|総括|おわりに|閉会(?:の?(?:挨拶|あいさつ))?", bare):
        s.begin("closing")
        return "transition"
    if report and re.fullmatch("(?:基調|特別|招待|記念)?講演", bare):
        s.begin("report")
        return "transition"
    if report and _PANEL.fullmatch(bare):
        s.begin("panel")
        return "transition"
    if _WORDS_BELOW.fullmatch(bare) and s.mentions:
        numbered = signals.TALK.match(bare)
        s.begin("talk", s.sole_lecturer() or s.talks.get(numbered[0] if numbered else "", ""))
        return "introduction"
    return ""


_OPENING_THEME = re.compile(
    r"[「『](_+)[」』](?:について|と題し|をテーマ)|(?:テーマ|演題)は、?[「『](_+)[」』]"
)


def opening(s: Walk) -> str:
    """2014年3月26日、…にて、第6回セミナー「…」を開催しました。"""
    sentence = s.masked.split("。")[0]
    found = day(sentence[:80])
    if found and found.start() > 30 and not re.search("は、(?:去る)?$", sentence[: found.start()]):
        found = None
    verb = signals.HELD.search(sentence, found.end() if found else 0)
    if found and not verb and signals.VENUE.search(sentence, found.end()):
        verb = signals.DID.search(sentence, found.end())  # 12月7日、…において、…ご講演いただいた
    ahead = signals.AHEAD.search(sentence)
    if not verb or (not found and (ahead or "」" not in sentence)):
        return ""
    fields, at = dict[str, str](), 0
    if found:
        fields = {"date": s.cut(*found.span("date")), "weekday": found["weekday"] or ""}
        at = found.end()
        place = signals.VENUE.search(sentence, at)
        if place:
            venue = s.cut(*place.span("venue"))
            hours, event = r"\d{1,2}時\S*?(?:より|から)、?", f".*{signals.EVENT}を"
            fields["venue"] = re.sub(f"^(?:{hours}|{event})", "", venue)
            at = place.end()
        if "date" not in s.opened and s.dated in {None, s.post.rows[0]}:
            s.dated = s.at
    else:
        s.note_year()
    said = re.search(
        r"会場は、?(?P<venue>(?!満)[^、。]{2,40}?)(?<![名人])(?:です|でした|で)?[、。]", s.masked
    )
    if said:
        fields["venue"] = s.cut(*said.span("venue"))
    quotes = re.finditer(r"[「『](_*)[」』]", sentence)
    title = ([None, *(q for q in quotes if at <= q.start() <= verb.start())])[-1]
    theme = title or _OPENING_THEME.search(s.masked)
    if theme:
        fields["title"] = s.cut(*theme.span(theme.lastindex or 0))
    region = re.split("[、\uff0c]", s.cut(at, title.start() if title else verb.start()))[-1]
    fields |= headed_fields(region, strict=not title)
    s.note_organiser(sentence)
    count = signals.attendance(s.masked) or signals.attendance(s.half)  # (参加者約120名)
    if count:
        fields["attendees"], fields["bound"] = count
    s.opened |= {name: text for name, text in fields.items() if text or name == "weekday"}
    if signals.PAST.search(s.masked) and not signals.AHEAD.search(s.masked):
        s.opened["held"] = "yes"
    _cast_in(s)
    if not ahead:
        s.begin("report")
    return "opening"


def turnout_first(s: Walk) -> str:
    """当日は、…    before a talk or a discussion is looked for."""
    return turnout(s) if s.masked.startswith("当日は") else ""


def turnout(s: Walk) -> str:
    """当日は、40名を超える参加者に…    オンラインで開かれたセミナーには、30名が参加した。"""
    if s.section == "talk" and s.statements:
        return ""
    today = re.search("^(?:当日は|参加者は|来場者は)|でした|です", s.masked)
    if not (today or signals.PAST.search(s.masked + "。")) or not s.note_attendance(s.masked):
        return ""
    s.opened["held"] = "yes"
    lecturers = re.search(rf"(?<![{signals.DIGIT}])({NUMBER})人の講師", s.masked)
    if lecturers:
        s.opened["lecturers"] = s.cut(*lecturers.span(1))
    _cast_in(s)
    if s.section == "frame":
        s.begin("report")
    return "opening"


def summary(s: Walk) -> str:
    """討論によって、…との認識が共有された。"""
    return "summary" if signals.SUMMARY.match(s.masked) and s.half.endswith("。") else ""


def closing(s: Walk) -> str:
    """最後に、見本太郎氏より以下の通り、セミナーをまとめる発言があった。"""
    if not re.match(r"最後に|閉会に|終わりに|おわりに", s.masked):
        return ""
    found = signals.act(s.masked, s.half)
    first = s.masked.split("。")[0]
    if not found or not re.search("総括|まとめ|挨拶|あいさつ|発言|コメント|講評|述べ", first):
        return ""
    phrases = _speakers(s, found)
    s.begin("closing", phrases[0] if len(phrases) == 1 else "")
    s.mention(phrases)
    s.reported = True
    return "introduction"


def transition(s: Walk) -> str:
    """後半は、…の司会で、全体討論が行われました。    講演後、以下のような議論があった。"""
    masked = s.masked
    if not signals.debate(masked.split("。")[0]) or _PLANNED.search(masked):
        return ""
    if re.match(r"[^。、]{1,20}氏は、", masked) and re.search("述べ|話し|語っ", masked):
        return ""  # 見本氏は、国会の議論を紹介し、次のように述べた。
    panel = signals.PANEL.search(masked)
    then = panel and re.match(r"の?(?:後|あと)", masked[panel.end() :])
    turning = signals.TURNING.match(masked)
    led = signals.MODERATED.match(masked, turning.end() if turning else 0)
    s.begin("panel" if panel and not then else "discussion")
    if led:
        s.mention([s.cut(*led.span("who"))], "moderator", bare=False)
        by = re.compile(r"、?(?P<panel>[^。]+?)による").match(masked, led.end())
        if panel and not then and by and by.end() <= panel.start():
            s.mention(split_names(s.cut(*by.span("panel"))), "panelist", bare=False)
    else:
        _cast_in(s)  # …議論しました。司会は見本太郎会長が務めました。
    if panel and then:
        why = "the panel came before the discussion, but the report does not set it apart"
        s.doubt("panel unreported", s.cut(*panel.span()), "discussion", why)
    s.reported = True
    return "transition"


_PLANNED = re.compile(r"ます。?\s*$|予定(?:です)?。?\s*$")
_REPORTED = re.compile(r"(?:模様|様子|概要|内容|要旨|要約|議論|報告|記録|講演|骨子)[はがを]")


def introduction(s: Walk) -> str:
    """はじめに、松田馨氏(…)から、「…」と題した講演をいただきました。"""
    if s.section == "talk" and _CAST.match(s.masked):
        _cast_in(s)
        return "introduction"
    sentences = re.split(r"(?<=。)|(?<=[りき]、)(?=続いて|次に|さらに|その後|最後に)", s.masked)
    offset, role = 0, ""
    for sentence in sentences[:6]:
        behind = role and s.speaker and len(s.masked) - offset > _WORDS_BEHIND
        found = "" if behind and topic(s, sentence, offset) else _introduced(s, sentence, offset)
        if found == "statement":
            return found
        if behind and not found:
            s.say("paragraph", offset, s.speaker)  # 見本氏が「題」と題して報告した。町の…
            return "statement"
        role, offset = found or role, offset + len(sentence)
    follows = not role and signals.FOLLOWS.search(s.masked)
    if follows and s.section == "talk" and signals.DID.search(s.masked):
        s.heading = ""
        return "introduction"  # 主要点は次の通りである。    the same speaker goes on
    if not follows or s.section not in EARLY or len(s.masked) >= 150:
        return role
    if not _REPORTED.search(s.masked) or re.search("開催(?:いた)?します|募集", s.masked):
        return ""
    s.begin("talk" if s.sole_lecturer() else "report", s.sole_lecturer())
    s.reported = True
    return "opening"


_PLAIN_WHO = re.compile(
    r"(?P<who>[^。、「」]{2,40}?)(?:から|より)、?"
    r"(?=「|(?:基調|特別|総括)?(?:講演|報告|発表|説明)|[^。]{0,60}について)"
)
_TALK = re.compile("講演|報告|発表|プレゼン")
_WORDS_BEHIND = 30
"""Of more characters behind an introduction, what follows is what was said."""


def _introduced(s: Walk, sentence: str, offset: int) -> str:
    """Read one sentence of an introduction, which begins at `offset` of the line."""
    found = signals.act(sentence, s.half[offset : offset + len(sentence)])
    phrases, end = (_speakers(s, found), found.end) if found else ([], 0)
    if not phrases:
        turning = signals.TURNING.match(sentence)
        plain = _PLAIN_WHO.match(sentence, turning.end()) if turning else None
        if not plain or not signals.DID.search(sentence) or s.section == "closing":
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
        s.reported = True
        return "introduction"
    title = TALK_TITLES.search(rest)
    subject = re.match(r"、?([^。「」、]{2,80}?について)、?", rest)
    at = offset + end
    if subject and not title and not re.match(r"以下|次|概要", subject[1]):
        why = "the report names the talk's subject and quotes no title"
        s.doubt("talk untitled", s.cut(at + subject.start(1), at + subject.end(1)), "", why)
    quotes = QUOTED.finditer(s.cut(at + title.start(), at + title.end())) if title else ()
    titles = [quote[1] for quote in quotes] or [""]
    s.begin("talk", sole)
    if len(titles) == len(phrases):  # それぞれ「見本の色」「見本の紙」と題した
        for phrase, quoted in zip(phrases, titles, strict=True):
            s.mention([phrase], "lecturer", quoted)
    else:
        s.mention(phrases, "lecturer", titles[-1])
    s.reported = True
    s.note_attendance(s.masked)
    return "introduction"


def _speakers(s: Walk, found: signals.Act) -> list[str]:
    """The phrases at the end of an act's 'who' that can be persons."""
    kept: list[str] = []
    for phrase in reversed(split_names(s.part_of(s.half, found.who))):
        anchored = re.search(r"(?:氏|様|さん|先生|[)\uff09])$", phrase)
        if (kept or not anchored) and not s.named(phrase, bare=phrase.endswith((")", "\uff09"))):
            break
        kept.insert(0, phrase)
    return kept


_CLAUSE = re.compile(
    rf"^.*[たるいく](?=[一-龠々ァ-ヺー]{{2,8}}{HONORIFIC})"
    r"|^.*(?:では|にて|において|[でにはをが])(?=[一-龠ァ-ヺA-Z])|^.*で(?=\S+氏)"
)


def _behind_a_clause(s: Walk, phrase: str) -> str:
    """町で店を営む見本花子さん: the part that names a person, or none."""
    shorter = _CLAUSE.sub("", phrase)
    return shorter if shorter != phrase and s.named(shorter, bare=False) else ""


_THEME = re.compile(
    r"[「『](_{2,100})[」』](?=と題|をテーマ|(?:について|と題する|という|の){0,2}"
    r"(?:セミナー|シンポジウム|講演会|勉強会|研究会|公開))|(?:^|[、。])([^、。「」]{4,60})をテーマに"
)


_CASTS = ("lecturer", "moderator", "panelist")
# 講師は、見本省課長の見本太郎氏と例示花子氏のお二人です。    司会は見本太郎氏が務めます。
_CAST = re.compile(
    "(?:^|(?<=[。、]))(?:今回の|当日の|本日の)?(?:"
    + "|".join(f"(?P<{kind}>{signals.LABELS[kind]})" for kind in _CASTS)
    + r")(?:の?お?[一二三四]人目)?(?:には|は|に)、?(?P<who>[^。]{2,200}?)"
    r"(?:の(?:お?[二三四五]人|[二三四五\d]名|[二三四五]氏))?"
    r"(?:です|でした|である|(?<=[氏)])(?=。)|で(?=、)|が(?=務|つと|担当)|[にを](?=務|お願い|お招き|お迎え|予定)"
    rf"|、(?=(?:{signals.LABELS['moderator']}|{signals.LABELS['attendees']})は))"
)
# 例示市長の見本花子氏をお招きし、…    ご登壇いただいたのは、見本花子氏です。
_GUEST = re.compile(
    r"(?:^|。)(?:ご?(?:登壇|お?話し?)(?:いただい|くださっ)たのは、?)?"
    r"(?P<who>[^。]{4,200}?(?:氏|さん|様|先生|\)))(?:の(?:お?[二三四五]人|[二三四五]名|両氏))?"
    r"(?:を(?:講師(?:に|として))?お?(?=迎え|招き|招い)|に(?=ご?(?:講演|報告|登壇|お話し?)(?:を|い))"
    r"|(?=です))"
)
# 講師の見本花子氏(例示社)のお話を…    見本花子氏の講演のあと、…    見本花子例示大学教授を講師に
_LECTURERS = re.compile(
    rf"(?:(?:^|[、。])|(?P<as>講師の))(?P<who>[^。、]{{2,60}}?(?:{HONORIFIC}|{POST})(?:\(_*\))?)"
    r"(?:の(?:ご?講演|お?話)(?(as)|の?(?:あと|後))|を講師(?:に|として))"
)
_LED_BY = re.compile(r"(?:^|[、。])(?P<who>[^。、「」]{2,60}?)の司会(?:で|により|のもと)")


_LISTED_BELOW = re.compile(
    "(?:^|。)"
    f"(?:(?P<lecturer>{signals.LABELS['lecturer']})|(?P<panelist>{signals.LABELS['panelist']}))"
    r"は、?(?:以下|次|下記)の?(?:通り|とおり|方々|皆さ[んま])"
)


def _cast_in(s: Walk) -> None:
    """Note the persons whom a sentence names with their role."""
    cast = [(found, next(filter(found.group, _CASTS))) for found in _CAST.finditer(s.masked)]
    for pattern, role in ((_GUEST, "lecturer"), (_LECTURERS, "lecturer"), (_LED_BY, "moderator")):
        cast += [(found, role) for found in pattern.finditer(s.masked)]
    for found, role in cast:
        phrases = [re.sub("と$", "", each) for each in list_phrases(s.cut(*found.span("who")))]
        parts = (each if s.named(each) else _behind_a_clause(s, each) for each in phrases[::-1])
        kept = [*takewhile(bool, parts)][::-1]  # what is before them is prose
        if not kept and found.re in (_LECTURERS, _LED_BY):
            kept = phrases[-1:]  # 見本花子例示大学教授を講師に: where the name ends is seen later
        s.mention(kept, role, bare=True)
        if s.section in {"report", "talk"} and role == "lecturer" and len(kept) == 1:
            s.begin("talk", kept[0])  # 講師お一人目は見本花子氏です。    above the words
    titled = re.search("演題は、?[「『](_+)[」』]", s.masked)
    last = s.mentions[-1] if s.mentions else None
    here = last and (last.line == s.line.number or s.sole_lecturer())
    if titled and last and last.role == "lecturer" and here:
        s.mentions[-1] = last._replace(talk_title=s.cut(*titled.span(1)))


_OF_NOTICE = re.compile(rf"(?:本|今回の?|次回の?){signals.EVENT}|(?:議論|募集|開催)する。$")


def prose(s: Walk) -> str:
    """…では「見本の制度を読む」と題してシンポジウムを開催することにしました。"""
    if not re.search(r"(?:[。.!?)]|続きを読む\s*[→»]?)$", s.masked):
        return "unread"
    last = s.mentions[-1] if s.mentions else None
    polite = re.search(r"(?:す|ん|ました|さい)。$|[^。]$", s.masked)
    lecturer = last.phrase if last and last.role == "lecturer" else s.sole_lecturer()
    # a notice itself is polite, but for what is headed 概要 and 本シンポジウムでは…議論する。
    plain = not polite and not _OF_NOTICE.search(s.masked)
    dated = "date" in s.noticed | s.opened and s.open != "lead" and len(s.half) > 40
    if lecturer and plain and (dated or (s.post.heading and s.headed_as_report())):
        s.begin("talk", lecturer)
        return paragraph(s)
    _cast_in(s)
    listed = _LISTED_BELOW.search(s.masked)
    if listed:  # 登壇者は次の通りです。
        s.open, s.order = str(listed.lastgroup), ""
    theme = _THEME.search(s.masked)
    if theme:
        s.noticed.setdefault("theme", s.cut(*theme.span(theme.lastindex or 0)))
    event = rf"(?:となる今回の)?{signals.EVENT}(?:を開催|では)"
    counted = re.search(rf"(?<!前回の)第({NUMBER})回{event}", s.half)
    if counted:  # 下記の通り、第5回セミナーを開催いたします。
        s.noticed.setdefault("session", s.cut(*counted.span(1)))
    for sentence in s.masked.split("。"):
        if signals.HELD.search(sentence):
            s.note_organiser(sentence)
    s.note_year()
    return "lead"
