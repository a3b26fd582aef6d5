"""Notices: a lead, lines with labels (日時, 場所, 講師), a programme, and perhaps a report.

A label can stand before its value or alone on the line above it. What follows the notice, once a
line says so, is read by the rules of the archive's reports. Every rule stands below the line
that made it necessary; its persons are invented.
"""

import re

from icpf_analysis.dates import DATE
from icpf_analysis.grammar import Rule
from icpf_analysis.layouts import archive, programme, sequel
from icpf_analysis.layouts.parts import (
    BARE_NAME,
    BEHIND_TITLE,
    BRACKET,
    BULLET,
    CLOSE,
    HOURS,
    LEAD,
    MORE,
    OPEN,
    PERSON,
    QUOTED,
    SEPARATOR,
    SPONSOR,
    WHERE,
)
from icpf_analysis.layouts.sequel import REPORT, SECTIONS
from icpf_analysis.layouts.site import HEADINGS

_BEFORE = f"archive {SECTIONS}"

# 2013年6月11日(火)    12月18日金曜日    2013/6/11    6/11(火)
_DAY = (
    rf"(?P<date>{DATE}|\d{{4}}[/.-]\d{{1,2}}[/.-]\d{{1,2}}|\d{{1,2}}/\d{{1,2}}(?!\d|/))"
    r"(?:\s?[(]?(?P<weekday>[月火水木金土日])(?:曜日?|[)・,、祝]))?"
)
_WHEN = r"(?:(?:開催)?日\s{0,4}時|月\s{0,4}日|開催日|日\s{0,4}程|期\s{0,4}日|と\s{0,4}き)"
_THEME = r"(?:テ\s?ー\s?マ|演\s{0,4}題|題\s{0,4}[目名]|タイトル)"
_MODERATOR = (
    r"(?:(?:総合)?司\s{0,4}会(?:進行|者)?|進\s?行|モデレータ(?:ー|役)?|コーディネータ[ー]?|座\s?長)"
)
_PANELIST = r"(?:パネリスト|パネラー|コメンテータ[ー]?|討論者|指定討論者)"
_LECTURER = (
    r"(?:講\s{0,4}師|講演者|登壇者|発表者|報告者|スピーカー|話題提供者?"
    r"|プレゼンター|ゲスト|出演者?)"
)
_OTHER = (
    r"(?:定\s{0,4}員|参加費|会\s{0,4}費|会場費|入場料|資料代|受講料|聴講料|費\s{0,4}用|対\s{0,4}象"
    r"|(?:参加)?(?:お|御)?申し?込み?(?:み)?(?:先|方法|フォーム)?|参加(?:お)?申し?込み?み?|参加方法"
    r"|(?:お|御)?問い?合わ?せ(?:先)?|連絡先|(?:発表|講演)?要旨|参考資料|言\s{0,4}語|備\s{0,4}考|時\s{0,4}[間刻]|懇親会|交流会"
    r"|U\s?R\s?L|締\s?切(?:り)?|持ち物|アクセス|最寄り?駅)"
)


def _alone(label: str) -> re.Pattern[str]:
    """The label with nothing behind it: 登壇者:    【日時】    パネリスト(敬称略)"""
    return re.compile(rf"{OPEN}{label}(?:\s?{BRACKET})?{CLOSE}:?\s*")


def _named(label: str) -> re.Pattern[str]:
    """The label and persons: 講師:見本太郎(見本大学)「題」    モデレータ 見本太郎"""
    return re.compile(
        rf"{OPEN}{label}(?:\s?\([^()]{{0,12}}\))?{SEPARATOR}"
        rf"(?:(?P<speaker>{PERSON}|{BARE_NAME})\s{{0,20}}{QUOTED}{BEHIND_TITLE}"
        r"|(?P<names>[^。「」]{2,600}))\s*"
    )


def _persons(label: str, section: str) -> tuple[Rule, Rule]:
    return (
        Rule("roster", _alone(label), within=_BEFORE, opens=section),
        Rule("roster", _named(label), within=_BEFORE, opens=section),
    )


# The rules of the archive's reports, below a notice; a heading there would be another post.
_REPORT_RULES = tuple(
    rule if rule.within else rule._replace(within=f"{SECTIONS} {REPORT}")
    for rule in archive.RULES
    if rule.role != "seminar title"
)

RULES = (
    *HEADINGS,
    # 日時:2013年6月11日(火)18:30~20:30    月日 2008年7月25日(金曜日)    日時 12月18日金曜日 午後6時
    Rule(
        "notice",
        re.compile(rf"{OPEN}{_WHEN}(?:{SEPARATOR}|(?=\d)){_DAY}[^。]*"),
        within=_BEFORE,
        opens="notice",
    ),
    # 日時:        (and the day on the next line)
    Rule(
        "notice",
        _alone(_WHEN),
        within=_BEFORE,
        opens="when",
        ahead=re.compile(rf"\s{{0,20}}{_DAY}"),
    ),
    Rule("notice", re.compile(rf"{BULLET}{_DAY}[^。]*"), within="when", opens="notice"),
    # 2013年6月11日(火)18:30~20:30        (no label)
    Rule(
        "notice",
        re.compile(rf"{OPEN}{_DAY}[\s)]{{0,4}}{HOURS}[^。]*"),
        within="archive lead",
        opens="notice",
    ),
    # 場所:見本会館(若葉の間)    会場:        (and the venue on the next line)
    Rule(
        "notice",
        re.compile(rf"{OPEN}{WHERE}{SEPARATOR}(?P<venue>[^\s:].*)"),
        within=_BEFORE,
        opens="notice",
    ),
    Rule("notice", _alone(WHERE), within=_BEFORE, opens="where"),
    # テーマ:見本の制度    演題「見本」
    Rule(
        "notice",
        re.compile(rf"{OPEN}{_THEME}(?:{SEPARATOR}|(?=「))「?(?P<theme>[^\s:「].*)"),
        within=_BEFORE,
        opens="notice",
    ),
    Rule("notice", _alone(_THEME), within=_BEFORE, opens="theme"),
    # 司会:見本太郎(見本大学)    モデレータ 見本太郎    パネリスト(あいうえお順):    講師:見本花子氏
    *_persons(_MODERATOR, "moderators"),
    *_persons(_PANELIST, "panelists"),
    *_persons(_LECTURER, "lecturers"),
    # 主催:見本フォーラム        (above the lead or below it)
    Rule(
        "notice",
        re.compile(rf"{OPEN}{SPONSOR}{SEPARATOR}\S.*"),
        within="archive lead",
        opens="lead",
    ),
    Rule("notice", re.compile(rf"{OPEN}{SPONSOR}{SEPARATOR}\S.*"), within=SECTIONS, opens="notice"),
    Rule("notice", _alone(SPONSOR), within="archive lead", opens="sponsor"),
    Rule("notice", _alone(SPONSOR), within=SECTIONS, opens="value"),
    # 定員:80名    参加費 2000円(会員は無料)    申し込みは申し込みフォームから。    申込はこちらに
    Rule(
        "notice",
        re.compile(rf"{OPEN}{_OTHER}(?:{SEPARATOR}|は|(?=\d))[^\s:].*"),
        within=_BEFORE,
        opens="notice",
    ),
    Rule("notice", _alone(_OTHER), within=_BEFORE, opens="value"),
    *sequel.RULES,
    *programme.RULES,
    # 見本会館 若葉の間        (below 会場: alone on its line)
    Rule("notice", re.compile(r"(?P<venue>\S.*)"), within="where", opens="notice"),
    # 見本フォーラム    80名        (below 主催: and 定員: alone on their lines)
    Rule("notice", re.compile(r"[^。]{1,200}"), within="sponsor", opens="lead"),
    Rule("notice", re.compile(r".*"), within="value", opens="notice"),
    # 見本の制度を問う        (below テーマ: alone on its line)
    Rule("notice", re.compile(r"「?(?P<theme>[^\s「].*)"), within="theme", opens="notice"),
    *_REPORT_RULES,
    # 東京メトロ見本線「見本駅」より徒歩1分    〒100-0000 東京都…    (地下鉄見本線…)    地図はこちら
    Rule(
        "notice",
        re.compile(
            r"\s*(?:〒|\(|※|https?:|[\w.]{1,40}(?:@|\[at\])|Tel|TEL|地図|[^。]{0,80}"
            r"(?:徒歩|駅|線|[都道府県区市][^。]{0,30}\d|\d階|ビル)).*"
        ),
        within="notice when where",
    ),
    # 概要    開催趣旨    開催概要    映像レポート
    Rule(
        "lead",
        re.compile(rf"\s?[■◆【<]?{LEAD}[】>]?\s?:?\s*"),
        within="archive lead notice programme",
    ),
    # 見本フォーラム秋季セミナーシリーズ        (and its name on the next line)
    Rule(
        "lead",
        re.compile(r"[^。:「」『』]{2,60}シリーズ\s*"),
        within="archive lead",
        opens="series",
        ahead=re.compile("『"),
    ),
    Rule(
        "lead", re.compile(r"『[^『』]{2,100}』[^。「」『』]{0,60}"), within="series", opens="lead"
    ),
    # 「見本の制度:その利用」を開催        (the title, below 平成20年度第1回セミナー)
    Rule(
        "lead",
        re.compile(r"[「『](?P<theme>[^「」『』。]{2,100})[」』](?:を?開催[^。]{0,12})?\s*"),
        within="archive lead",
        opens="lead",
    ),
    # …では「見本の制度を読む」と題してシンポジウムを開催することにしました。皆さま…
    Rule(
        "lead",
        re.compile(
            r"[^「」]*「(?P<theme>[^「」]{2,100})」(?:と題し|をテーマに|について(?:の)?(?:セミナー"
            r"|シンポジウム|講演会|研究会)|(?:と題する|という|の)?(?:セミナー|シンポジウム)を).*[。.!?]\s*"
        ),
        within="archive lead",
        opens="lead",
    ),
    # 「A」という指摘がありました。…、「見本の制度」と題してシンポジウムを開催いたします。
    Rule(
        "lead",
        re.compile(r".*「(?P<theme>[^「」]{2,100})」(?:と題し|をテーマに).*[。.!?]\s*"),
        within="archive lead",
        opens="lead",
    ),
    # 見本フォーラムでは、見本の戦略をテーマに、国会議員と民間有識者で討論を行いました。
    Rule(
        "lead",
        re.compile(r"(?:.*[、。])?(?P<theme>[^、。「」]{4,60})をテーマに.*[。.!?]\s*"),
        within="archive lead",
        opens="lead",
    ),
    # 見本の制度が話題になっています。    (追記:会場が変わりました)        (prose above the notice)
    Rule(
        "lead",
        re.compile(rf"\s*(?:\S.*[。.!?]|\(.*\)){MORE}"),
        within="archive lead",
        opens="lead",
    ),
    # 皆さま、ふるってご参加ください。        (prose among the labels; reports are not polite)
    Rule(
        "lead",
        re.compile(
            rf"\s*\S.*(?:ま(?:す|した|せん|しょう)|ください|下さい|です|でし(?:ょうか|た))。{MORE}"
        ),
        within=f"notice {programme.LISTS}",
    ),
    # 見本の意義        (the first line of a post, no brackets)
    Rule(
        "seminar title",
        re.compile(r"(?P<title>[^。]{2,100})"),
        within="archive",
        opens="lead",
        doubt="no title stands in brackets; the first line of the post is taken for it",
    ),
)
