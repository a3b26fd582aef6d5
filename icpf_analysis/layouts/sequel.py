"""What stands below the labels of a notice: slides, and how the seminar went.

Every rule stands below the line that made it necessary; its persons are invented. The bullets,
questions and answers of such a report are read by the rules of the archive's own.
"""

import re

from icpf_analysis.dates import NUMBER
from icpf_analysis.grammar import Rule
from icpf_analysis.layouts import programme
from icpf_analysis.layouts.parts import ATTENDEES, BRACKET, CLOSE, OPEN, PERSON, POINT
from icpf_analysis.layouts.site import EVENT
from icpf_analysis.people import HONORIFIC

SECTIONS = f"lead series notice when where theme sponsor value programme {programme.LISTS}"
"""Of a notice, above its report."""
REPORT = "report talk panel discussion"

_CAME = rf"[^。「」]{{0,40}}{EVENT}[^。「」]{{0,40}}?"

RULES = (
    # 講演資料        (and below it each lecturer, 「題」, and ファイルはこちら)
    Rule(
        "slides",
        re.compile(rf"{OPEN}(?:講演|発表|配布)資料{CLOSE}:?\s*"),
        within=SECTIONS,
        opens="materials",
    ),
    Rule(
        "slides",
        re.compile(r"\s*(?P<linked>)(?:ファイル|資料)は[^。]{0,12}こちら[^。]{0,20}。?\s*"),
        within="materials",
    ),
    # 講演の様子はYouTubeで視聴できます
    Rule(
        "notice",
        re.compile(
            r"\s*[^。「」]{0,40}(?:様子|模様|録画|動画|映像)[はをが][^。「」]{0,40}"
            r"(?:視聴|ご覧|公開|配信)[^。「」]{0,20}。?\s*"
        ),
        within=f"{SECTIONS} {REPORT}",
    ),
    # 見本太郎氏の講演資料はこちら    パネルの討論資料はこちら
    Rule(
        "slides",
        re.compile(
            r"\s*(?:(?!パネル|当日|本日|セミナー)(?P<speaker>[^。「」]{2,80}?)の)?(?:パネル(?:討論)?の?)?"
            r"(?:講演|発表|説明|配布|討論|当日の?)?資料は、?こちら[^。]{0,20}。?\s*"
        ),
        within=SECTIONS,
        opens="notice",
    ),
    # 会員18名が参加して実施されたイベントでは、見学もした。見本氏の講演の要旨は次のとおりである。
    Rule(
        "introduction",
        re.compile(
            rf"(?:[^。「」]{{0,40}}?{ATTENDEES}[がの][^。「」]{{0,8}}参加[^。]{{0,80}}。)?"
            rf"(?P<speaker>[^。「」]{{1,60}}?{HONORIFIC}(?:{BRACKET})?)の(?:講演|発表|説明|報告)の?"
            r"(?:要旨|概要|要約|内容|骨子)は、?(?:以下|次)の(?:通り|とおり|よう)[^。]{0,20}。?\s*"
        ),
        within=f"{SECTIONS} {REPORT}",
        opens="talk",
    ),
    # セミナーの模様は以下の通り。    当日の議論の概要は次のとおりです。
    Rule(
        "opening",
        re.compile(
            r"[^。「」]{0,60}(?:模様|様子|概要|内容|要旨|要約|議論|質疑|報告|記録)は、?"
            r"(?:以下|次)の(?:通り|とおり|よう)[^。]{0,20}。?\s*"
        ),
        within=f"{SECTIONS} report",
        opens="report",
    ),
    # オンラインで開かれたセミナーには、12時20分時点で226名が参加し、その後も増えていった。
    # 見本会館で開かれたセミナーには、約50名の方々が参加した。
    Rule(
        "opening",
        re.compile(
            rf"{_CAME}(?P<attendees>{NUMBER})名が参加し、その後も(?P<bound_after>増え)[^。「」]{{0,20}}。\s*"
        ),
        within=f"{SECTIONS} report",
        opens="report",
    ),
    Rule(
        "opening",
        re.compile(rf"{_CAME}{ATTENDEES}[^。「」]{{0,20}}参加[^。「」]{{0,40}}た。\s*"),
        within=f"{SECTIONS} report",
        opens="report",
    ),
    # 冒頭、見本太郎氏は概略次のように講演した。    まず、見本氏が次のように説明した。
    Rule(
        "introduction",
        re.compile(
            r"(?:冒頭|はじめに|初めに|最初に|まず|続いて|次に|次いで)、?"
            rf"(?P<speaker>{PERSON})(?:は|が|から|より)、?[^。「」]{{0,40}}"
            r"(?:講演|報告|発表|説明|発言)[^。]{0,30}。\s*"
        ),
        within=f"{SECTIONS} {REPORT}",
        opens="talk",
    ),
    # 見本氏は冒頭、次のように講演した。    見本太郎氏は以下のように説明した。
    Rule(
        "introduction",
        re.compile(
            rf"(?P<speaker>{PERSON})(?:は|が|から|より)、?(?:冒頭|はじめに|最初に|まず)?、?(?:概略)?"
            r"(?:以下|次)の(?:通り|とおり|よう)[^。「」]{0,12}(?:講演|報告|発表|説明|発言)[^。]{0,30}。\s*"
        ),
        within=f"{SECTIONS} {REPORT}",
        opens="talk",
    ),
    # 講演後、以下のような議論があった。    講演終了後、次のような質疑が行われた。
    # 見本氏の講演を受けて、次の質疑があった。
    Rule(
        "transition",
        re.compile(
            r"(?:その後|(?:講演|報告|発表)(?:の|終了)?後|[^。「」]{0,40}を受けて、?(?:以下|次)の)、?[^。「」]{0,40}"
            r"(?:質疑|議論|討論|意見交換)[^。]{0,30}。\s*"
        ),
        within=REPORT,
        opens="discussion",
    ),
    # 質疑応答    【全体討論】    パネル討論
    Rule(
        "transition",
        re.compile(r"\s?[【<■]?(?:質疑応答|質疑|全体討論|意見交換)[】>]?\s?:?\s*"),
        within=REPORT,
        opens="discussion",
    ),
    Rule(
        "transition",
        re.compile(r"\s?[【<■]?パネル(?:討論|ディスカッション)[】>]?\s?:?\s*"),
        within=REPORT,
        opens="panel",
    ),
    # 見本太郎氏        (in a report: what this person said stands below)
    Rule(
        "introduction",
        re.compile(rf"\s?[■◆【]?(?P<only>)(?P<speaker>{PERSON})(?:の(?:発言|意見))?】?\s?:?\s*"),
        within="report talk",
        opens="talk",
    ),
    # 1. 見本の背景        (in a talk: the bullets below it are under this heading)
    Rule(
        "heading",
        re.compile(r"\s?[(]?\d{1,2}[.)、]\s{0,8}(?P<heading>[^。?!:]{2,60})"),
        within="talk panel discussion",
        ahead=re.compile(POINT),
    ),
    # C(コメント):町にも責任がある。    コメント(C):町にも責任がある。
    Rule(
        "statement",
        re.compile(
            r"\s?(?P<label>C\s?\(コメント\)|コメント\s?(?:\(C\))?)\s?:\s*(?P<text>[^\s:].*)"
        ),
        within="discussion",
        kind="point",
    ),
    # 質問(Q):いつ始まるのか。    回答(A):来年である。
    Rule(
        "statement",
        re.compile(r"\s?(?P<label>質問\s?(?:\(Q\))?)\s?:\s*(?P<text>[^\s:].*)"),
        within="talk panel discussion",
        kind="question",
    ),
    Rule(
        "statement",
        re.compile(r"\s?(?P<label>回答\s?(?:\(A\))?)\s?:\s*(?P<text>[^\s:].*)"),
        within="talk panel discussion",
        kind="answer",
    ),
)
