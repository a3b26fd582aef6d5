"""Programmes: what was, or was to be, said when and by whom. Other layouts use these rules.

Every rule stands below the line that made it necessary; its persons are invented. A section is
named for the part that the persons named in it take: ``talks`` and ``lecturers`` lecture,
``greetings`` open and close the day.
"""

import re

from icpf_analysis.grammar import Rule
from icpf_analysis.layouts.parts import (
    BARE_NAME,
    BEHIND_TITLE,
    BRACKET,
    BULLET,
    HOURS,
    NAME,
    NAME_LINE,
    OPEN,
    PERSON,
    PERSONS,
    QUOTED,
    SEPARATOR,
    SPACED_NAME,
)

LISTS = "moderators lecturers panelists greetings talks materials"
WITHIN = f"lead notice where programme {LISTS}"

_TIMED = rf"{BULLET}{HOURS}\s?[:.、]?\s{{0,20}}"
_NUMBERED = rf"{BULLET}[(]?(?:\d{{1,2}}[.)、]|第\d{{1,2}}部)\s{{0,20}}"
_AT = rf"(?:{_TIMED}|{_NUMBERED})"
_ITEM = rf"(?:{_AT}|{BULLET})"
_GREETING = r"(?:[^\s:、。()「」]{0,8}(?:挨拶|あいさつ)|趣旨説明)"
_PANEL = r"(?:パネル[^\s:、。()「」]{0,12}|(?:全体|総合|自由)?(?:討論|討議)|コメント)"
_TALK = (
    r"(?:(?:基調|特別|招待|記念)?(?:講演|報告|発表)|意見表明|プレゼンテーション|話題提供|問題提起"
    r"|解説|概要説明|事例紹介|案内)(?:\s?\d{1,2})?"
)
_ENDS = r"\s{0,8}(?:ほか|他|など|等)?\s{0,8}"

RULES = (
    # プログラム:    <プログラム>    議題    スケジュール
    Rule(
        "programme",
        re.compile(
            rf"{OPEN}(?:プログラム|スケジュール|議\s?題|議\s?事|(?:式\s?)?次\s?第|アジェンダ|内容)"
            rf"\s?(?:{BRACKET})?[】>\])〉》]?\s?:?\s*"
        ),
        within=WITHIN,
        opens="programme",
    ),
    # 19時30分:パネル討論 見本氏、見本花子(見本大学)    2.コメント:見本太郎(見本研究所)
    Rule(
        "programme",
        re.compile(rf"{_ITEM}(?P<label>{_PANEL}){SEPARATOR}(?P<names>{PERSONS})\s*"),
        within=WITHIN,
        opens="panelists",
    ),
    # 15:00 主催者挨拶:見本太郎(見本大学教授)
    Rule(
        "programme",
        re.compile(rf"{_ITEM}(?P<label>{_GREETING}){SEPARATOR}(?P<names>{PERSONS})\s*"),
        within=WITHIN,
        opens="greetings",
    ),
    # 18時30分:見本 太郎氏(見本社長室長)「題」    15:05 基調講演:見本太郎(見本大学) 「題」
    Rule(
        "programme",
        re.compile(
            rf"{_ITEM}(?:(?P<label>{_TALK}){SEPARATOR})?(?P<speaker>{PERSON})\s{{0,20}}[:、]?"
            rf"{QUOTED}{BEHIND_TITLE}"
        ),
        within=WITHIN,
        opens="talks",
    ),
    # 14:00 講演「題」 見本太郎氏(見本大学)    「題」:見本太郎(見本大学)
    Rule(
        "programme",
        re.compile(
            rf"{_ITEM}(?:(?P<label>{_TALK})\s{{0,8}}:?\s{{0,8}})?{QUOTED}\s{{0,20}}:?\s{{0,20}}"
            rf"(?P<speaker>{PERSON}){_ENDS}"
        ),
        within=WITHIN,
        opens="talks",
    ),
    # 基調講演:見本の目標 見本花子氏(見本省課長)        (but not 講演:見本 花子氏(見本省課長))
    Rule(
        "programme",
        re.compile(
            rf"{_ITEM}(?P<label>{_TALK})\s?:\s{{0,20}}(?!{SPACED_NAME}\s?(?:氏|様|\())"
            rf"(?P<talk_title>[^\s():「」氏様][^():「」氏様]{{0,200}})\s(?P<speaker>{PERSON}){_ENDS}"
        ),
        within=WITHIN,
        opens="talks",
    ),
    # 概要説明:見本太郎(見本大学、見本理事長)
    Rule(
        "programme",
        re.compile(rf"{_ITEM}(?P<label>{_TALK}){SEPARATOR}(?P<names>{PERSONS})\s*"),
        within=WITHIN,
        opens="talks",
    ),
    # 講演: 題        (the lecturer stands on the next line)
    Rule(
        "programme",
        re.compile(rf"{_ITEM}(?P<label>{_TALK}){SEPARATOR}(?P<talk_title>[^\s:].*)"),
        within=WITHIN,
        opens="talks",
        ahead=NAME_LINE,
    ),
    # わが国の見本政策:見本太郎氏(見本省課長)    見本 in Japan: Jane Sample氏(President, Example)
    Rule(
        "programme",
        re.compile(
            rf"{_ITEM}(?P<talk_title>[^\s「」].*)[:/]\s{{0,20}}(?P<speaker>{PERSON}){_ENDS}"
        ),
        within=f"lead programme {LISTS}",
    ),
    # 18:35 見本党の政策 見本 太郎(参議院議員)    13:00 題 Jane Sample(Example Ltd.)
    Rule(
        "programme",
        re.compile(
            rf"{_TIMED}(?P<talk_title>\S.*)\s"
            rf"(?P<speaker>{SPACED_NAME}(?:氏|様)?\s?{BRACKET})\s*"
        ),
        within=WITHIN,
        opens="talks",
    ),
    # 18:35 見本党の政策 見本太郎(参議院議員)
    Rule(
        "programme",
        re.compile(rf"{_TIMED}(?P<talk_title>\S.*)\s(?P<speaker>{PERSON})\s*"),
        within=WITHIN,
        opens="talks",
    ),
    # 13:30 開会挨拶        (by whom, below)
    Rule(
        "programme",
        re.compile(rf"{_AT}(?P<item>{_GREETING})\s?(?:{BRACKET})?\s*"),
        within=WITHIN,
        opens="greetings",
    ),
    # 15:20 パネル討論    3. パネル討論(15時~16時30分)
    Rule(
        "programme",
        re.compile(rf"{_AT}(?P<item>{_PANEL})\s?(?:{BRACKET})?\s*"),
        within=WITHIN,
        opens="panelists",
    ),
    # 1. 意見表明(13時15分~13時55分)    13:35 基調講演1
    Rule(
        "programme",
        re.compile(rf"{_AT}(?P<item>{_TALK})\s?(?:{BRACKET})?\s*"),
        within=WITHIN,
        opens="talks",
    ),
    # 15:10 休憩    17:00 閉会
    Rule(
        "programme",
        re.compile(
            rf"{_AT}(?P<item>開場|受付(?:開始)?|開会|閉会|休憩|終了|散会|懇親会)"
            rf"[^。]{{0,40}}"
        ),
        within=WITHIN,
        opens="programme",
    ),
    # 2. 見本の計画        (the lecturer stands on the next line)
    Rule(
        "programme",
        re.compile(rf"{_AT}(?P<item>)(?P<talk_title>[^。]{{2,200}})"),
        within=WITHIN,
        opens="talks",
        ahead=NAME_LINE,
    ),
    # 19:25 会場からの質疑応答    1.見本の計画について
    Rule(
        "programme",
        re.compile(rf"{_AT}(?P<item>)[^。]{{0,200}}"),
        within=WITHIN,
        opens="programme",
    ),
    # 講演: 題        (and no lecturer)
    Rule(
        "programme",
        re.compile(rf"{_ITEM}(?P<label>{_TALK})\s?:\s{{0,20}}(?P<talk_title>[^\s:].*)"),
        within="programme talks",
        opens="talks",
    ),
    # 見本太郎氏 見本株式会社 代表取締役    見本太郎:見本大学教授    見本太郎 見本大学教授
    Rule(
        "roster",
        re.compile(
            rf"{BULLET}(?:(?P<speaker>{NAME}(?:氏|様))[\s:/]\s{{0,8}}(?P<affiliation>[^「」。()、氏様]{{2,80}})"
            rf"|(?P<bare>{BARE_NAME})(?:\s?[:/]\s{{0,8}}|\s(?=\S{{0,40}}(?:大学|省|庁|会社|議員|教授|研究)))"
            r"(?P<of>[^「」。()]{2,80}))\s*"
        ),
        within=LISTS,
    ),
    # 見本太郎(見本大学)    見本太郎(見本大学)、見本花子(見本社)
    Rule("roster", re.compile(rf"{BULLET}(?P<names>{PERSONS})\s*"), within=LISTS),
    # その他        調整中
    Rule(
        "programme",
        re.compile(r"\s*[((]?(?:その他|ほか|他|調整中|未定|依頼中)[))]?\s*"),
        within=LISTS,
    ),
    # 見本太郎        (a name alone, in a list of persons)
    Rule(
        "roster",
        re.compile(rf"\s{{0,20}}(?!.*[のをにがはで])(?P<speaker>{BARE_NAME})\s*"),
        within="moderators lecturers panelists materials",
    ),
    # 「題」        (of the lecturer named below)
    Rule(
        "programme",
        re.compile(rf"{BULLET}{QUOTED}\s*"),
        within="programme talks",
        opens="talks",
        ahead=NAME_LINE,
    ),
    Rule("programme", re.compile(rf"{BULLET}{QUOTED}\s*"), within="lecturers", ahead=NAME_LINE),
    # 「題」        (of the lecturer named above)
    Rule(
        "programme",
        re.compile(rf"{BULLET}{QUOTED.replace('talk_title', 'title_below')}\s*"),
        within="programme talks lecturers materials",
    ),
    # From Sample to Example:    Lessons for All        (a title over two lines, under 基調講演2)
    Rule(
        "programme",
        re.compile(
            rf"(?!.*(?:通訳|休憩)){BULLET}(?P<talk_title>[^\s。「」()][^。「」()]{{3,200}})"
        ),
        within="talks",
    ),
    # 逐次通訳つき
    Rule("programme", re.compile(r"\s*[^。]{0,20}(?:通訳|休憩)[^。]{0,20}"), within=LISTS),
    # 標準化を批判する立場から        (what a panelist stands for)
    Rule(
        "notice",
        re.compile(r"[^。]{2,120}(?:立場から|について|から)\s*"),
        within="panelists lecturers",
    ),
)
