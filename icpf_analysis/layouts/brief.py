"""Short reports: one paragraph of the reporter, the talks in pairs of lines, closing words.

Every rule stands below the line that made it necessary; its persons are invented.
"""

import re

from icpf_analysis.dates import DATE
from icpf_analysis.grammar import Rule
from icpf_analysis.layouts import programme
from icpf_analysis.layouts.parts import ATTENDEES
from icpf_analysis.layouts.site import EVENT, HEADINGS

_WORDS = r"(?:発言|挨拶|あいさつ|総括|まとめ|コメント|講評)"
_BEFORE = f"programme {programme.LISTS}"

RULES = (
    *HEADINGS,
    # 2010年12月7日、94名を集めて、見本研究会の第1回セミナーが開催された。会場で「見本」について…
    # 2010年12月7日に、見本会館で、約50名の参加を得て、第2回セミナー「見本」が開催されました。
    Rule(
        "opening",
        re.compile(
            rf"\s*(?P<date>{DATE})\s?(?:\((?P<weekday>[月火水木金土日])[^()]{{0,6}}\))?(?:に、?|、)"
            r"(?:(?P<venue>[^、。「」]{2,60}?)(?:にて|において|で)、?)?"
            rf"(?:{ATTENDEES}(?:の|という多数の)?(?:参加者|聴衆|方々|参加)?"
            r"(?:を集めて|を得て|が参加して|が集まり|の下で?|のもとで?)、?)?"
            rf"(?P<headed>[^「」。、]{{0,60}}?{EVENT}[^「」。、がを]{{0,20}})"
            r"(?:[「『](?P<title>[^「」『』]+)[」』])?"
            r"[がを](?:盛況に)?(?:開催|実施|開か)[^。「」]{0,20}。"
            r"(?:[^「」『』]*[「『](?P<theme>[^「」『』]+)[」』].*|[^「」『』]*)"
        ),
        opens="programme",
    ),
    # 最後に、見本太郎氏 (見本党衆議院議員)より以下の通り、セミナーをまとめる発言があった。
    Rule(
        "introduction",
        re.compile(
            r"(?:最後に|閉会にあたり|終わりに|おわりに)、?(?P<speaker>[^。「」]{2,80}?)(?:より|から)、?"
            rf"(?:(?:以下|次)の(?:通り|とおり|ように|ような)、?)?[^。「」]{{0,40}}{_WORDS}[^。]{{0,30}}。\s*"
        ),
        within=_BEFORE,
        opens="closing",
    ),
    # 「見本の制度は…である。」
    Rule(
        "statement",
        re.compile(r"\s*[「『](?P<text>[^\s」』].*)[」』]\s*"),
        within="closing",
        kind="paragraph",
    ),
    # 「見本の制度は…である。        (and more paragraphs, up to 」)
    Rule(
        "statement",
        re.compile(r"\s*[「『](?P<text>[^\s」』].*)"),
        within="closing",
        opens="quotation",
        kind="paragraph",
    ),
    Rule(
        "statement",
        re.compile(r"\s*[「『]?(?P<text>[^\s「」『』].*)[」』]\s*"),
        within="quotation",
        opens="closing",
        kind="paragraph",
    ),
    Rule(
        "statement",
        re.compile(r"\s*[「『]?(?P<text>[^\s「」『』].*)"),
        within="quotation",
        kind="paragraph",
    ),
    # 見本太郎氏の講演資料はこちらにあります。
    Rule(
        "slides",
        re.compile(
            r"(?P<speaker>[^。]{1,80}?)の(?:講演|発表|説明)?資料は、?こちら[^。]{0,20}。?\s*"
        ),
        within=f"{_BEFORE} closing",
    ),
    *programme.RULES,
)
