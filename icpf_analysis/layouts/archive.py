"""The author archive of the forum's site: reports one after the other, newest first.

A report is a heading, an opening of two sentences, talks (an introduction, a line on the
slides, then bullets or, in 2012, plain paragraphs), a panel or a discussion under headings,
and a summary or closing words. Every rule below stands beside the line that made it necessary.
"""

import re

from icpf_analysis.dates import DATE, DIGIT, NUMBER
from icpf_analysis.grammar import Rule
from icpf_analysis.layouts.parts import ATTENDEES, POINT

_TURN = r"(?:はじめに|まず|次に|続いて|つづいて|さらに|最後に|後半は|休憩後|その後|引き続き)、"
_SPEAKER = r"[^、。()]+?(?:\([^()]*\))?"

RULES = (
    # 2014326日、東洋大学大手町サテライトにて、第6回セミナー「…」を開催しました。
    # 2012312日、…「ラポール麹町」で、年度第2回目となる…公開セミナー「…」を開催しました。
    Rule(
        "opening",
        re.compile(
            rf"(?P<date>{DATE})\s*(?:\([月火水木金土日](?:曜日)?\))?、"
            r"(?P<venue>[^、。]+?)(?:にて|において|で)、"
            rf"(?:(?P<numbering>[^「」第]*)第(?P<session>{NUMBER})回目?(?:となる|の)?)?"
            r"(?P<series>[^「」]*)「(?P<title>.+)」を(?:開催|実施)[^。]*。\s*"
        ),
        opens="report",
    ),
    # 当日は、講師を含め40名を超える参加者にお集まりいただき、3人の講師による…
    Rule(
        "opening",
        re.compile(
            rf"当日は、(?:講師を含め、?)?{ATTENDEES}の?参加者[^。]*?"
            rf"(?:(?<![{DIGIT}])(?P<lecturers>{NUMBER})人の講師[^。]*)?。\s*"
        ),
        within="report",
    ),
    # はじめに、松田馨氏(選挙プランナー/…)から、家入一真陣営の取り組みについて講演をいただきました。
    # 続いて、向井氏、篠原氏の講演を受けて、柴山昌彦衆議院議員(…)から総括講演をいただきました。
    # 続いて、茨城県五霞町の矢島氏から「…」について、資料を基に講演をいただきました。
    Rule(
        "introduction",
        re.compile(
            rf"{_TURN}(?:[^。「」]*?を受けて、)?(?P<speaker>[^。「」]+?)(?:から|より)、?"
            r"(?:「(?P<talk_title>.+)」(?:の|と題[しす]た?る?|について、?)"
            r"|(?P<subject>[^。「」]+?について)、?)?"
            r"(?:資料を[基元もと]+に、?)?(?:基調|総括|特別)?"
            r"(?:講演|報告|発表|説明)を(?:いただ|行)[^。]*。\s*"
        ),
        within="report talk panel discussion",
        opens="talk",
    ),
    # 最後に、高井崇志衆議院議員にセミナーの総括をしていただきました。
    Rule(
        "introduction",
        re.compile(
            r"最後に、(?P<speaker>[^。「」]+?)(?:に|から|より)、?(?:セミナー|本日|全体)の"
            r"(?:総括|まとめ)を[^。]*いただ[^。]*。\s*"
        ),
        within="talk panel discussion",
        opens="closing",
    ),
    # 松田馨氏(…)の講演資料はこちらにあります。
    Rule(
        "slides",
        re.compile(r"(?P<speaker>[^。]+?)の(?:講演|発表|説明)?資料は、?こちら[^。]*。?\s*"),
        within="report talk panel discussion closing",
    ),
    # 休憩後、…の司会により、講演者(…)の他、…によるパネルディスカッションを行いました。
    Rule(
        "transition",
        re.compile(
            rf"{_TURN}(?P<moderator>{_SPEAKER})の?司会(?:により|による|で|のもと|の下)、?"
            r"(?:(?P<panel>[^。]+?)による)?パネルディスカッション[をが][^。]*。.*"
        ),
        within="talk discussion",
        opens="panel",
    ),
    # 後半は、山田肇東洋大学教授(…)の司会で、参加者も含めた全体討論、意見交換が行われました。
    # 後半は、山田肇東洋大学教授(…)司会によるパネルディスカッションの後、…全体討論、…
    Rule(
        "transition",
        re.compile(
            rf"{_TURN}(?P<moderator>{_SPEAKER})の?司会(?:により|による|で|のもと|の下)、?"
            r"(?P<unreported>パネルディスカッション)?[^。]*(?:討論|意見交換|質疑)[^。]*。.*"
        ),
        within="talk panel",
        opens="discussion",
    ),
    # (パネリスト)足立祥代氏、…、須藤 修氏、高井崇志氏、奈良俊哉
    Rule(
        "roster",
        re.compile(r"\((?P<roster_role>司会|モデレーター|パネリスト|講師)\)\s*(?P<names>\S.*)"),
        within="report talk panel discussion",
    ),
    # 【自治体での番号活用について】
    Rule("heading", re.compile(r"【(?P<heading>.+)】\s*"), within="panel discussion"),
    #   • 選挙プランナーとして、…
    Rule(
        "statement",
        re.compile(rf"{POINT}(?P<text>\S.*)"),
        within="talk panel discussion closing",
        kind="point",
    ),
    # Q(質問):財政措置について、…    Q:宛名番号が…
    Rule(
        "statement",
        re.compile(r"(?P<label>Q\s?(?:\((?P<speaker>[^()]*)\))?)\s?:\s*(?P<text>[^\s:].*)"),
        within="talk panel discussion",
        kind="question",
    ),
    # QPIAの実施時期は、全システム同時期か?バラバラか?
    Rule(
        "statement",
        re.compile(r"(?P<label>Q\s?(?:\((?P<speaker>[^()]*)\))?)(?P<text>[^\s:].*)"),
        within="panel discussion",
        ahead=re.compile(r"A\s*[(:]"),
        kind="question",
        doubt="the colon of Q: is lost beside a Latin letter; an answer follows",
    ),
    # A(回答、篠原):クラウドを用いた…    A(篠原):…
    Rule(
        "statement",
        re.compile(r"(?P<label>A\s?(?:\((?P<speaker>[^()]*)\))?)\s?:\s*(?P<text>[^\s:].*)"),
        within="talk panel discussion",
        kind="answer",
    ),
    # A(回答、参加した茨城県から)それは考えていないが、…
    Rule(
        "statement",
        re.compile(r"(?P<label>A\s?\((?P<speaker>[^()]*)\))\s*(?P<text>[^\s:].*)"),
        within="panel discussion",
        kind="answer",
        doubt="the colon after A(…) is not there",
    ),
    # 討論によって、ネット選挙運動には…との認識が共有された。
    Rule(
        "summary",
        re.compile(r"討論(?:によって|の結果|を通じて)、.+。\s*"),
        within="panel discussion",
    ),
    # 地方自治体でのマイナンバー制度対応について        (no brackets, statements below)
    Rule(
        "heading",
        re.compile(rf"(?!{POINT}|[QA](?![A-Za-z]))(?P<heading>[^。?!:]{{2,60}})"),
        within="panel discussion",
        ahead=re.compile(rf"{POINT}|Q|A\s*[(:]|質問\s?(?:\(Q\))?\s?:"),
    ),
    # 2012's talks: paragraphs without bullets. A reporter's sentence, told as past (…ました。) or
    # naming somebody (…氏(…)から), is none of them.
    Rule(
        "statement",
        re.compile(
            r"(?!.*(?:ました|行われた)。\s*$|.*司会で|[^。]*(?:氏|議員|教授)(?:\([^()]*\))?(?:から|より)、?「)"
            r"\s*(?P<text>\S.*[。?!」])\s*"
        ),
        within="talk closing",
        kind="paragraph",
    ),
)
