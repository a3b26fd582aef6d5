"""What a line shows, wherever it shows it: label, day, speech act, title, number, bullet.

Each signal is one small rule under the Japanese that made it necessary, with invented persons. A
signal never decides what the line is: that is for ``reports``, which knows who has the floor.
Signals are looked for in a *masked* line (:func:`mask`), in which what is in brackets or quoted
has become ``_``, so that no sign within them misleads a rule; fields are cut from the line itself.
Every repeat is bounded or can only match in one way, so time grows with the line.
"""

import re
from typing import NamedTuple

from icpf_analysis.reading.dates import DATE, DIGIT, FISCAL_YEAR, NUMBER, WEEKDAY

LONGEST = 3000
"""Signs of a line that are looked at; the committed page's longest sentence of the reporter has
170. What is longer is a statement or unread."""

# Full-width signs and blanks to their half-width twins, one for one, so that a rule is written
# once and a field is still cut from the text as printed.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ", 0xA0: " ", 0x9: " ", 0x2028: " ",
}  # fmt: skip
_AFTER_KANA = re.compile("(?<=[ぁ-んァ-ヺー一-龠々」』])[,.]")
_PAIRS = {"(": ")", "「": "」", "『": "』", "“": "”"}
_BRACKETS = re.compile(r"[()「」『』“”]")

WITHIN_QUOTES = r"[^「」『』]*(?:[「『][^「」『』]*[」』][^「」『』]*)*"
"""A title, which can quote another: 見本『例示』を読む."""


def half_width(text: str) -> str:
    """Make full-width signs and blanks half-width, one for one.

    A comma and a full stop behind kana or kanji are 、 and 。, as science prints them.

    >>> half_width("\\uff11\\uff18\\uff1a\\uff13\\uff10"), half_width("見本では,1.5倍になった.")
    ('18:30', '見本では、1.5倍になった。')
    """
    return _AFTER_KANA.sub(
        lambda sign: "、" if sign[0] == "," else "。", text.translate(_HALF_WIDTH)
    )


def mask(half: str) -> str:
    """Replace what is in brackets or quoted by ``_``; a bracket that never closes masks nothing.

    >>> mask("見本氏(社長、例示)から「題」の講演")
    '見本氏(_____)から「_」の講演'
    """
    waiting: list[tuple[str, int]] = []
    outer: list[tuple[int, int]] = []
    for sign in _BRACKETS.finditer(half):
        if sign[0] in _PAIRS:
            waiting.append((_PAIRS[sign[0]], sign.end()))
            continue
        for depth in range(len(waiting) - 1, max(-1, len(waiting) - 5), -1):
            if waiting[depth][0] == sign[0]:
                start = waiting[depth][1]
                del waiting[depth:]
                while outer and outer[-1][0] >= start:
                    outer.pop()
                outer.append((start, sign.start()))
                break
    masked, at = [], 0
    for start, end in outer:
        masked += [half[at:start], "_" * (end - start)]
        at = end
    return "".join([*masked, half[at:]])


EVENT = (
    r"(?:セミナー|ウェビナー|シンポジウム|フォーラム|研究会|講演会|ワークショップ|勉強会|討論会"
    r"|見学会|イベント|シリーズ|例会|講座|カンファレンス|ミーティング|サロン|講習会|研修会|懇談会"
    r"|対談|座談会|報告会|説明会|交換会|懇話会|大会|塾|サミット|ラウンドテーブル|公開講演|学習会|交流会)"
)

# Labels: what a line says it holds. 日時:    【場 所】    <スピーカー>    (司会)    講師 見本太郎
_WORDS = """
when: 開催日時 日時 開講日 月日 年月日 開催日 実施日 日程 期日 とき 開催期日 日にち
time: 時刻 時間 開催時間 開催時刻 開始時刻
where: 開催場所 場所 会場 ところ 開催会場
organiser: 主催 主催者 主催団体
sponsor: 共催 協賛 後援 協力 企画 特別協力 運営 共同主催
theme: テーマ 演題 題目 題名 タイトル 講演題目 講演タイトル 講演テーマ 演目 講演題
moderator: 司会 総合司会 司会進行 司会者 進行 進行役 モデレータ モデレーター モデレータ役
  モデレーター役 コーディネータ コーディネーター 座長 ファシリテータ ファシリテーター 聞き手
  司会・進行 まとめ役
panelist: パネリスト パネラー コメンテータ コメンテーター 討論者 指定討論者 パネル討論者
  ディスカッサント 委員
lecturer: 講師 講演者 登壇者 発表者 報告者 スピーカー 話題提供者 プレゼンター ゲスト
  ゲストスピーカー 出演者 出演 発言者 講演講師 基調講演者 話者 演者 語り手
  話題提供 お話 話し手 はなし手
programme: プログラム スケジュール 議題 議事 式次第 次第 アジェンダ タイムテーブル 内容
  プログラム案
materials: 資料 講演資料 発表資料 配布資料 当日資料 説明資料
lead: 概要 趣旨 主旨 案内 要領 映像レポート 開催概要 開催趣旨 開催主旨 開催案内 開催要領
  はじめに 内容紹介
other: 定員 参加定員 募集人数 参加費 参加費用 会費 会場費 入場料 資料代 受講料 聴講料 費用
  対象 参加対象 申込 申込み 申し込み お申込み お申し込み 申込先 申込方法 申し込み方法 申込期限
  申し込みフォーム 参加申込 参加申し込み 参加方法 参加資格 問合せ 問い合わせ お問い合わせ
  お問合せ 問合せ先 問い合わせ先 お問い合わせ先 連絡先 発表要旨 参考資料 言語 備考 懇親会
  交流会 締切 締め切り 持ち物 アクセス 最寄駅 最寄り駅 開催方法 開催形式 開催形態 形式 方式
  配信 配信方法 URL 住所 所在地 交通 主な内容 講師略歴 略歴 プロフィール 講師プロフィール
  申込締切 開場 受付 文責 記録 作成者 タグ 関連リンク Zoom ZOOM TEL Email E-mail
attendees: 受講者数 参加 参加者 参加者数 参加人数 出席 出席者 出席者数 来場者 来場者数
  聴講者 聴講者数 傍聴者 傍聴者数
"""


def _spread(words: str) -> str:
    """日時 as 日 時, 会場 as 会　場; longest first."""
    longest_first = sorted(words.split(), key=len, reverse=True)
    return "|".join(r"\s{0,4}".join(map(re.escape, word)) for word in longest_first)


LABELS = {
    kind: _spread(words)
    for kind, words in re.findall(r"(\w+):((?:\s+[^\s:]+(?![^\n]*:))+)", _WORDS)
}
MARKS = "•●○◦◆◇■□▶・*※▽▼◎★☆➢►"
BULLET = rf"[\s{MARKS}]{{0,12}}(?:o\s)?"
_LABEL = re.compile(
    rf"(?P<open>{BULLET}(?:\d{{1,2}}[.)\s]\s?)?[【<\[(〈《〔]?)\s?(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in LABELS.items())
    + r")(?:者)?(?:\s?\([^()]{0,20}\))?(?P<close>\s{0,8}[】>\])〉》〕])?"
    r"(?:\s{0,8}:\s{0,20}|(?P<blank>\s{1,20}|(?=「))|(?P<alone>\s*$)|(?P<tight>(?=\d)))?"
)
# behind a label: only what sets it apart makes it one, so that 会場からの質問 is none
_CLOSES = {"【": "】", "<": ">", "[": "]", "(": ")", "〈": "〉", "《": "》", "〔": "〕"}


class Label(NamedTuple):
    """A label at the beginning of a line: its kind, and where its value begins."""

    kind: str
    value: int
    strong: bool
    """Set apart by a colon, brackets, or alone on its line; a blank alone is weak."""
    text: str
    """The value."""


def label(half: str) -> Label | None:
    """Find the label that a line begins with.

    >>> label("日 時:6月11日"), label("会場からの質問"), label("【主催】")[0]
    (Label(kind='when', value=4, strong=True, text='6月11日'), None, 'organiser')
    """
    match = _LABEL.match(half)
    if not match:
        return None
    kind = next(k for k in LABELS if match[k])
    bracket = match["open"].strip()[-1:]
    if bracket in _CLOSES and _CLOSES[bracket] != (match["close"] or "").strip():
        return None
    boxed = bracket in _CLOSES
    colon = ":" in half[match.end("close" if match["close"] else kind) : match.end()]
    alone = match["alone"] is not None
    if not (boxed or colon or alone or match["blank"] is not None or match["tight"] is not None):
        return None
    return Label(kind, match.end(), boxed or colon or alone, half[match.end() :].strip())


def next_label(half: str, start: int) -> int | None:
    """Find where another label with a colon begins behind a blank: 講師:… 会場:…."""
    for blank in re.finditer(r"[\s、](?=[^\s:]{1,8}\s?:)", half[:300]):
        if blank.start() >= start and (found := label(half[blank.end() :])) and found.strong:
            return blank.end()
    return None


# 18:30    18時30分    13時    17時半    午後6時30分
TIME = r"(?:午前|午後|AM|PM)?\s?\d{1,2}(?::\d{2}|時(?:半|\d{1,2}分)?)"
_WAVE = r"[~〜∼ー−‐–—―-]"
HOURS = rf"{TIME}(?:\s?(?:{_WAVE}|から)\s?(?:{TIME})?)?"
# 1. 見本    (2) 見本    ①見本    第1部 見本    18:30~18:40 見本
_ITEM = re.compile(
    rf"{BULLET}(?:\(?{HOURS}\)?\s?[:.、)]?\s{{0,20}}(?:\([^()]{{0,20}}\)\s?)?"
    r"|[(]?\d{1,2}[.)、]\s{0,20}|[①-⑳]\s{0,20}|第\d{1,2}(?:部|講演|報告|発表)[\s:]{0,8}|[IVX]{1,4}\.\s)"
)
_KINDS = {
    "greeting": r"[^\s:、。()「」]{0,8}(?:挨拶|あいさつ)|趣旨説明|問題提起と趣旨説明",
    "panel": r"パネル[^\s:、。()「」]{0,12}|(?:全体|総合|自由)?(?:討論|討議)|コメント|鼎談|対談",
    "talk": r"(?:(?:基調|特別|招待|記念|総括|一般|指定)?(?:講演|報告|発表|発言|講義)|意見表明"
    r"|プレゼンテーション|話題提供|問題提起|解説|概要説明|事例紹介|事例報告|案内|レクチャー|講話)"
    r"\s?\(?\d{0,2}\)?",
    "pause": r"開場|受付(?:開始)?|開会|閉会|休憩|終了|散会|懇親会|質疑応答|質疑",
}
_KIND = re.compile(
    "(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS.items()) + ")"
    r"(?:\s?\((?=[^()]{0,20}(?:\d|通訳|分))[^()]{0,20}\))?(?:\s{0,8}:\s{0,20}|\s{1,20}|(?=「)|\s*$)"
)


# of a programme, and above what was said
TALK = re.compile(r"(?:基調|特別|招待)?(?:講演|報告|発表)\d{0,2}")


class Item(NamedTuple):
    """An item of a programme: its kind (empty where none is named), and where its rest begins."""

    kind: str
    rest: int
    marked: bool
    """By an hour or a number."""


def item(half: str) -> Item | None:
    """Find the item of a programme that a line is.

    >>> item("18:30 基調講演:見本の目標")
    Item(kind='talk', rest=11, marked=True)
    """
    mark = _ITEM.match(half)
    start = mark.end() if mark else len(half) - len(half.lstrip(f" {MARKS}"))
    kind = _KIND.match(half, start)
    if kind:
        return Item(kind.lastgroup or "", kind.end(), bool(mark))
    return Item("", start, True) if mark else None


# • 見本の…    - 見本の…    ① …        what a point begins with
POINT = re.compile(
    r"\s*(?:[•●○◦◆◇■□▶・➢►◎](?!\s*$)|[-*–—―](?=\s)|[ア-ン](?=\s)|[①-⑳](?!\s*$)|\(?\d{1,2}(?:[.)、]|\.\s)(?!\d(?!\d{3}年)))\s*"
)
# …である。    …である。(例示)
SENTENCE = re.compile(r"。(?:\([^()]{1,20}\))?$")
# Q(質問):    Q1:    質問(Q):    A(回答、例示):    A1(例示) …    C(コメント):    問 …    コメント:
_QA = re.compile(
    r"[\s•・]*(?P<label>\(?(?:(?P<q>Q|質問|問)|(?P<a>A|回答|答)|(?P<c>C|コメント|意見))\s?\d{0,2}\)?"
    r"\s?(?:\((?P<who>[^()]{0,60})\))?)(?P<sep>\s?[:.]\s*|\s+|(?=.))"
)


class Turn(NamedTuple):
    """A question, an answer or a comment: kind, who, where its words begin, and a doubt."""

    kind: str
    who: str
    text: int
    doubt: str = ""


def turn(half: str, after: str = "", *, asked: bool = False) -> Turn | None:
    """Find the question, answer or comment that a line is.

    Parameters
    ----------
    after : the next line.
    asked : whether the line above is a question, so that ``A`` and a blank begin its answer.

    >>> turn("A(回答、篠原):よい。")[:2]
    ('answer', '回答、篠原')
    """
    match = _QA.match(half)
    if not match or not half[match.end() :].strip() or half[match.end()] in ":)":
        return None
    word = match["q"] or match["a"] or match["c"]
    kind = "question" if match["q"] else "answer" if match["a"] else "point"
    who, doubt = match["who"] or "", ""
    numbered = re.match(r"\D+\d", match["label"])
    if not match["sep"].strip():
        blank = match["sep"] != "" or match["label"].endswith((" ", ")"))
        letter = word in {"Q", "A"}
        if letter and kind == "answer" and match["who"] is not None:
            doubt = "" if numbered else "the colon after A(…) is not there"
        elif word == "Q" and not numbered and re.match(r"\s*A\s*[(:]", after):
            doubt = "the colon of Q: is lost beside a Latin letter; an answer follows"
        elif not blank or not (
            numbered
            or word in {"問", "答", "質問", "回答"}
            or (word == "Q" and re.match(r"\s*A\s", after))
            or (word == "A" and asked)
        ):
            return None
    who = "" if re.fullmatch(r"質問|回答|Q|A|コメント|C", who) and kind == "point" else who
    return Turn(kind, who.strip(), match.end(), doubt)


# 40名を超える参加者    約100名の    13時05分時点で181名が参加し、その後も増え
_ATTENDEES = re.compile(
    rf"(?P<bound>約|およそ|総勢約)?\s?(?<![{DIGIT}お])(?P<attendees>{NUMBER})\s?[名人]"
    r"(?P<after>を超え|超|以上|余り|余|あまり|近[くい]|ほど|程度|強|弱)?(?=(?P<more>[^。]{0,30}))"
)
_COMING = re.compile(r"参加|集|来場|出席|聴講|聴衆|お越し|のぼ")
_NO_COMING = re.compile(r"まで|限|募集|定員|先着|できます|予定|受け付け|の講師|の登壇")
BOUNDS = {
    "約": "about", "およそ": "about", "総勢約": "about", "ほど": "about", "程度": "about",
    "を超え": "over", "超": "over", "以上": "over", "余り": "over",
    "余": "over", "強": "over", "あまり": "over", "近く": "nearly", "近い": "nearly",
    "弱": "nearly", "増え": "over",
}  # fmt: skip


def attendance(masked: str) -> tuple[str, str] | None:
    """Find how many came, as (number, bound), in a line that says that they came.

    >>> attendance("当日は、約100名の参加者にお集まりいただき"), attendance("定員は80名です")
    (('100', 'about'), None)
    """
    masked = re.sub("^.*(?:合わせて|合計)", "", masked)  # 会場に31名、合わせて105名
    for match in _ATTENDEES.finditer(masked):
        above = masked[max(0, match.start() - 12) : match.start()]
        others = re.match("を?含め", match["more"])  # 議員5名を含め、40名が参加した
        if others or _NO_COMING.search(match["more"][:12]) or re.search("定員|先着|募集", above):
            continue
        if _COMING.search(match["more"]) or re.search(
            r"(?:参加|出席|来場|聴講|傍聴|会場)者?[^。、]{0,8}$", above
        ):
            grew = re.match(r"[^。]{0,20}その後も(増え)", match["more"])
            words = (match["bound"], match["after"], grew and grew[1])
            bound = next((BOUNDS[word] for word in words if word), "exact")
            return match["attendees"], bound
    return None


# …の講演資料はこちらにあります。    ファイルはこちら    資料はこちら
SLIDES = re.compile(
    r"(?:資料|ファイル|スライド|PDF)[^。、]{0,20}こちら|(?:資料|スライド)\s?\(\s?PDF|こちら[^。、]{0,8}(?:資料|スライド)"
    r"|氏の?(?:講演|発表|報告)?(?:資料|スライド)\s*(?:$|\()"
)
READ_ON = re.compile(r"続きを読む {0,3}[→»]? {0,3}$")
# 講演の様子はYouTubeで視聴できます
VIDEO = re.compile(r"(?:様子|模様|録画|動画|映像)[はをが][^。]{0,40}(?:視聴|ご覧|公開|配信)")

_ACT = (
    r"(?:講演|報告|発表|説明|プレゼン(?:テーション)?|解説|話題提供|発言|講義|問題提起|紹介"
    r"|挨拶|あいさつ|総括|まとめ|コメント|スピーチ|講話|講評|対談|鼎談|お話|お考え)"
)
TURNING = re.compile(
    r"(?:【[^】]{1,12}】|はじめに|初めに|まず(?:は|初めに)?|最初に|冒頭(?:で|に)?|次に|つぎに|次いで|ついで|続いて|つづいて|さらに|最後に"
    r"|後半は|前半は|第[一二三123]部では|後半では|(?:講演|報告|発表)の?後|休憩後|その後|引き続き|引き続いて|そして|また|一方|閉会にあたり|終わりに|おわりに|講演では|開会にあたり|(?:パネル)?(?:討論|・?ディスカッション)では|(?:総合|全体|パネル)(?:討論|質疑|ディスカッション)は)、?"
)
# …から「題」の講演をいただきました。    …は次のように語った。    …の講演の要旨は次のとおりである。
_WHO = re.compile(
    r"(?P<who>[^。「」]{1,200}?(?:氏|様|さん|先生|議員|教授|助教|講師|補佐|長|官|大臣|事|員|役|表|師|士|者|家|[)_」]))\s?"
    r"(?P<by>からは?|よりは?|は|が|に|による|によって|の(?=司会|進行|(?:基調|特別|総括)?"
    rf"ご?(?:{_ACT}|講演資料|話|要旨|概要)))"
)
DID = re.compile(
    rf"{_ACT}(?:要旨|概要|内容|骨子|の要旨|の概要|の要約|の内容|の骨子)?"
    r"(?:[をがはしいさく]|(?=。|$|:))|(?:語っ|語りまし|述べ|話し?(?:[たをが]|まし|いただ|くださ)|訴え|指摘し|話題に)"
)
DONE = re.compile(
    r"(?:した|しました|された|されました|いただ[いきく][^。]{0,12}|頂[いき][^。]{0,8}|行った|行いました|行われた|行われました"
    r"|あった|ありました|受けた|受けました|語った|語りました|述べた|述べました|話した|話しました|くださいました|下さった|訴えた|訴えました|された|があり、|を行い、|いただき、"
    r"|(?:以下|次)の?(?:通り|とおり|よう)[^。]{0,20}|である|です|伺った|伺いました|願った|願いました|進められた|進めた|務めた|わたった)\s*(?:。|$|:)"
)
FOLLOWS = re.compile(r"(?:以下|次|下記)の?(?:通り|とおり|よう|テーマ|点|[一二三四五六\d]つ)")
# 後半は、…の司会で、全体討論が行われました。    講演後、以下のような議論があった。
DEBATE = re.compile(r"討論|質疑|質問|意見交換|意見が交わ|議論|ディスカッション|懇談|Q&A")
_DEBATED = re.compile(
    r"(?:行われ|行い|行っ|移り|(?:議論|討論)[しさ]|あった|ありました|交わされ|交わし|交換し|実施|(?:以下|次)の|進められ|移っ|となった|となりました|司会を務め|登壇し)"
)
_AT_SEMINAR = re.compile(
    r"(?:討論|議論)では|(?:講演|報告|発表|プレゼン)[^。、]{0,6}後|その後|後半|休憩|最後に|引き続き|続いて|を受けて|以下|次の|会場|参加者|フロア|質疑"
    r"|全体討論|意見交換|パネル|司会"
)
MODERATED = re.compile(
    r"(?P<who>[^。「」]{2,120}?)(?:の?(?:総合)?(?:司会|進行|コーディネート|モデレート)(?:により|による|によって|で|のもと|の下)"
    r"|を(?:司会|座長|進行役?|モデレータ[ー]?|コーディネータ[ー]?|ファシリテータ[ー]?)[にと]"
    r"|が(?:司会|進行|座長|コーディネータ[ー]?|モデレータ[ー]?)(?:役)?を(?=務め|担当))"
)
PANEL = re.compile(r"パネル(?:討論|ディスカッション|・ディスカッション)")
# 討論によって、…との認識が共有された。
SUMMARY = re.compile(
    r"(?:講演と)?(?:討論|議論|質疑|意見交換|全体討論|セミナー)(?:によって|の結果|を通じて|を通して)、"
)
# 2014年3月26日、…にて、第6回セミナー「…」を開催しました。
HELD = re.compile(r"(?:開催|実施|開か|催さ|開い|開き|行わ|行い|協賛|主催|共催|後援)")
AHEAD = re.compile(
    r"(?:開催|実施|協賛)(?:いた)?(?:します|する|され(?:ます|る)|の?予定|することに)|開きます"
)
PAST = re.compile(r"た(?:という)?\s*(?:。|$)")
VENUE = re.compile(
    r"(?:^|[、に]\s?|\)\s?)"
    r"(?P<venue>(?![^、。「]{0,60}は[^、。「]{0,30}「)[^、。]{2,60}?)(?<![共主]催)(?<!協力)(?:にて|において|に於いて|で)(?:、|(?=[^、。]{0,40}(?:第|開|催|実施|行わ|行い)))"
)


class Act(NamedTuple):
    """A speech act: the phrase of its persons, and where it ends."""

    who: str
    end: int


def act(masked: str, half: str) -> Act | None:
    """Find who is said to have spoken in a sentence of the reporter.

    >>> line = "続いて、向井氏の講演を受けて、例示花子氏(社長)から総括講演をいただきました。"
    >>> act(mask(line), line)[0]
    '例示花子氏(社長)'
    """
    turning = TURNING.match(masked.lstrip())
    start = (len(masked) - len(masked.lstrip())) + (turning.end() if turning else 0)
    handed = re.compile(r"[^。]{0,120}を(?:受けて|踏まえて|受け)、").match(masked, start)
    start = handed.end() if handed else start
    verb = DID.search(masked, start)
    if not verb or not DONE.search(masked, max(start, verb.start() - 8)):
        return None
    match = _WHO.match(masked, start)
    while match:
        who = half[match.start("who") : match.end("who")]
        passive = match["by"] == "に" and not re.search("いただ|頂|願", masked[match.end() :])
        if not passive:
            return Act(who.strip(), match.end())
        match = _WHO.match(masked, match.end())
    return None


def debate(masked: str) -> bool:
    """Check whether a sentence says that those present discussed.

    >>> debate("講演後、以下のような議論があった。"), debate("国会では議論が続いた。")
    (True, False)
    """
    return bool(
        len(masked) <= 300
        and DEBATE.search(masked)
        and _DEBATED.search(masked)
        and _AT_SEMINAR.search(masked)
    )


# 投稿者「ICPF」のアーカイブ    作成者別アーカイブ: 編集係    2010年度
_ARCHIVE = re.compile(
    rf"\s{{0,4}}(?:(?:投稿者|タグ|カテゴリー?)「[^」]{{1,60}}」(?:のアーカイブ)?|[^。]{{0,12}}アーカイブ\s?:[^。]{{1,60}}|カテゴリー?\s?:\s?{FISCAL_YEAR}"
    rf"|[【■◆▼]?\s?[「『]?(?P<year>{FISCAL_YEAR})[」』]?\s?(?:の?(?:カテゴリー?)?(?:アーカイブ|一覧|活動|セミナー))?[】>\]]?"
    rf"(?:\s?[|«»-]\s?[^。]{{0,60}})?|[^。「」:第]{{2,20}}\s{FISCAL_YEAR}"
    r"|[^。:]{2,60}(?:報告書?一覧|のアーカイブ))\s*"
)
# カテゴリー: 2010年度 | 投稿日: 2010年12月20日    2010年12月20日    2010年12月20日 | 投稿者: 編集係
_POSTED = r"(?:投稿日時?|公開日|掲載日|更新日|Posted on|投稿者\s?[\w-]{1,20})"
_NOTE = re.compile(
    rf"\s*(?:カテゴリー?\s?:\s?[^。|]{{0,40}}\|?\s?)?{_POSTED}\s?:?\s?{DATE}[^。]{{0,80}}"
    rf"|\s*(?:{DATE})(?:{WEEKDAY}|\s?[月火水木金土日]曜日)?\)?\s*(?:by\s\w{{1,20}}|ICPF|投稿)?\s*"
    r"(?:(?:[|/]|カテゴリー?\s?:)\s?[^。]{0,80})?|\s*カテゴリー?\s?:[^。]{0,60}。?"
)


def archive_title(half: str) -> bool:
    """Check whether a line heads a page of the archive."""
    return len(half) < 150 and bool(_ARCHIVE.fullmatch(half))


def post_note(half: str) -> bool:
    """Check whether a line says when and where a post was filed."""
    return len(half) < 150 and bool(_NOTE.fullmatch(half))
