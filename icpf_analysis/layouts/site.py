"""What stands on any page of the site: blank lines, page headings, and how a post is headed.

Every rule stands below the line that made it necessary. The persons and titles of these lines
are invented.
"""

import re

from icpf_analysis.dates import DATE, FISCAL_YEAR, NUMBER
from icpf_analysis.grammar import Rule
from icpf_analysis.layouts.parts import BRACKET, LEAD, OPEN, SPONSOR, TIME, WHERE
from icpf_analysis.people import POST

EVENT = (
    r"(?:セミナー|ウェビナー|シンポジウム|フォーラム|研究会|講演会|ワークショップ|勉強会|討論会"
    r"|見学会|イベント|シリーズ)"
)
# 場所 見本フォーラム「若葉の間」 and 18時 研究会「見本」 are no headings of a post,
# but 共催講演会「見本」 is one
_LABEL = rf"(?:{WHERE}|{SPONSOR}|日\s?時|月\s?日|テーマ)(?![一-龠ァ-ヺ])"
_NO_HEADING = rf"(?!{OPEN}(?:{_LABEL}|{TIME}|[(]?\d{{1,2}}[.)]|[QA](?![A-Za-z])))"
# the field of a post, and its persons: 見本 太郎見本大学教授
_FIELD = r"[^\s。、:;「」()]{1,12}"
_BYLINE = r"(?:[一-龠々]{1,4}\s)?[^\s。、「」]{2,40}"
_TITLE = r"[「『](?P<title>[^「」『』]*(?:[「『][^「」『』]*[」』][^「」『』]*)*)[」』]"

RULES = (
    Rule("blank", re.compile(r"\s*")),
    # 投稿者「ICPF」のアーカイブ
    Rule("archive title", re.compile(r"投稿者「(?P<author>.+)」のアーカイブ\s*"), within="archive"),
    # 2010年度    平成22年度    「2010年度」カテゴリーアーカイブ    カテゴリーアーカイブ: 2010年度
    Rule(
        "archive title",
        re.compile(
            r"\s{0,4}[【■◆▼]?\s?(?:カテゴリー?アーカイブ\s?:?\s?)?[「『]?"
            rf"(?P<fiscal_year>{FISCAL_YEAR})[」』]?"
            r"\s?(?:の?(?:カテゴリー?)?(?:アーカイブ|一覧|活動|セミナー))?[】>\]]?"
            r"(?:\s?[|«»-]\s?(?:ICPF|情報通信政策フォーラム)[^。]{0,40})?\s*"
        ),
    ),
    # カテゴリー: 2010年度 | 投稿日: 2010年12月20日    投稿日: 2010年12月20日 作成者: ICPF
    Rule(
        "post note",
        re.compile(
            rf"(?:カテゴリー?\s?:\s?(?P<fiscal_year>{FISCAL_YEAR})\s?\|?\s?)?"
            rf"(?:投稿日時?|公開日|掲載日|更新日)\s?:?\s?(?P<post_date>{DATE})[^。]{{0,80}}"
        ),
    ),
    # 2010年12月20日        (the day of the post, by itself under the heading)
    Rule(
        "post note",
        re.compile(rf"(?P<post_date>{DATE})\s*(?:by\s\w{{1,20}}|ICPF|投稿)?\s*"),
        within="archive lead report",
    ),
)

HEADINGS = (
    # 行政 セミナーシリーズ「見本の町」第2回「町の守り」 見本太郎見本大学教授
    Rule(
        "seminar title",
        re.compile(
            rf"{_NO_HEADING}[■◆【]?\s?(?P<headed>[^、。:•「」『』]{{0,40}}?{EVENT}"
            rf"[「『][^「」『』]{{1,60}}[」』]\s?第{NUMBER}回[^、。:「」『』]{{0,20}}){_TITLE}"
            r"(?:\s(?P<byline>[^。?!]*))?】?\s*"
        ),
        opens="lead",
    ),
    # 平成22年度 第2回シンポジウム「見本の制度」    緊急セミナー『見本』 見本太郎見本大学教授ほか
    # 見本セミナー「見本の制度」のご案内(4月24日18時半:見本)
    Rule(
        "seminar title",
        re.compile(
            rf"{_NO_HEADING}[■◆【]?\s?(?P<headed>[^、。:•「」『』]{{0,60}}?{EVENT}"
            rf"[^、。:•「」『』]{{0,30}}){_TITLE}(?:の?[ご御お]?(?:案内|報告|知らせ))?(?:\s?{BRACKET})?"
            r"(?:\s(?P<byline>[^。?!]*))?】?\s*"
        ),
        opens="lead",
    ),
    # メディア 見本の制度と放送 見本太郎見本大学教授ほか        (field, title, persons)
    # 電波 見本の政策 見本 太郎見本大学教授ほか
    Rule(
        "seminar title",
        re.compile(
            rf"{_NO_HEADING}{_FIELD}\s(?P<title>[^。「」:]{{2,100}}?)"
            rf"\s(?P<byline>{_BYLINE}ほか)\s*"
        ),
        opens="lead",
    ),
    # 政治 制度の壁:見本の選挙 見本 花子見本県議会議員        (one person; a label stands below)
    # 関連セミナー 見本の教育 見本太郎見本大学教授
    Rule(
        "seminar title",
        re.compile(
            rf"{_NO_HEADING}(?:(?P<headed>[^\s。、:;「」()]{{0,12}}{EVENT})|{_FIELD})"
            rf"\s(?P<title>[^。「」]{{6,100}}?)\s(?P<byline>{_BYLINE}{POST})\s*"
        ),
        opens="lead",
        ahead=re.compile(rf"{OPEN}(?:{LEAD}|{SPONSOR}|{WHERE}|開催日|日\s{{0,4}}時|月\s{{0,4}}日)"),
    ),
    # 平成20年度第1回セミナー        (the title stands on the next line)
    Rule(
        "seminar title",
        re.compile(
            rf"(?P<title>(?P<headed>{FISCAL_YEAR}の?[^。、:「」]{{0,20}}第{NUMBER}回[^。、:「」]{{0,20}}?"
            rf"{EVENT}))\s*"
        ),
        opens="lead",
    ),
    # 「緊急シンポジウム 見本規制の論点」        (the whole heading in brackets)
    Rule(
        "seminar title",
        re.compile(rf"「(?P<title>[^。「」]{{0,60}}{EVENT}[^。「」]{{0,60}})」\s*"),
        within="archive",
        opens="lead",
    ),
    # 第2回見本研究会        (no title in brackets)
    Rule(
        "seminar title",
        re.compile(
            rf"{_NO_HEADING}(?P<title>(?P<headed>[^。、「」:]{{0,60}}{EVENT}[^。、「」はがをにで]{{0,60}}))"
        ),
        within="archive",
        opens="lead",
        doubt="no title stands in brackets; the whole line is taken for it",
    ),
)
