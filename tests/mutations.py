"""Pages nobody wrote with care: of the grammar's lines in any order, or the real one hurt.

What is odd in them is what pages out of browsers, mails and word processors bring: signs that
show as nothing, signs of four bytes, letters taken apart, lone returns, several encodings.
"""

import zlib

from hypothesis import strategies as st

ODD = (
    "\0", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\r", "\u200b", "\u200d", "\u2060",
    "\ufeff", "\u202e", "\u00ad", "\u3099", "か\u3099", "は\u309a", "𠮷",
    "🗳️", "👩‍💻", "\ue000", "\uffff",
    "\U000e0001", "㌔", "㈱", "Ⅳ", "ﾊﾞ", "①", "½", "\u3000", "\xa0", "\t",
)  # fmt: skip
SIGNS = (
    *ODD, "「", "」", "(", ")", "（", "）", "【", "】", "、", "。", "・", "：", ":", "氏",
    "から", "の", "日", "年", "月", "第", "回", "Q", "A", "•", "-", "=1+1", "@x",
    "'", '"', ",", "<b>", "&amp;",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "]]>", "[x](javascript:alert(1))",
    "$x$", "\\", "十二三", "9999999999", "０", "\n",
)  # fmt: skip
WORDS = (
    "番号制度", "公的個人認証", "ガバナンス", "個人番号カード", "電子行政", "サーバー", "ｻｰﾊﾞｰ",
    "選挙運動", "普及する", "という課題がある", "10年後", "IC カード", "𠮷野町", "町長",
)  # fmt: skip
NAMES = ("仮名一郎", "仮名", "架空 花子", "架空花子", "見本𠮷夫", "試験体Ａ", "例示太郎", "")
DATES = (
    "2014年3月26日", "2014326日", "2014128日", "20141111日", "2012312日", "平成26年1月28日",
    "令和元年５月１日", "二〇一四年三月十四日", "2014年2月30日", "2014年13月1日", "1日", "十二三日",
    "99991231日", "平成99年1月1日", "２０１４ ３ １４日", "昭和64年1月8日", "0年1月1日",
)  # fmt: skip

texts = st.lists(st.sampled_from(SIGNS + WORDS), min_size=1, max_size=6).map("".join)
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map("".join)
said = st.one_of(words, words, texts)
names = st.one_of(st.sampled_from(NAMES), st.sampled_from(NAMES), texts)
numbers = st.sampled_from(
    ("1", "6", "６", "四十", "十二三", "0", "999999999", "9999999999", "Ⅳ", "")
)
dates = st.one_of(st.sampled_from(DATES), st.text("0123456789年月日 〇十元", max_size=12))


def filled(form: str, **parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """`form` with each of its fields drawn."""
    return st.fixed_dictionaries(parts).map(lambda drawn: form.format(**drawn))


heads = filled("電子行政研究会セミナー「{title}」 {name}ほか", title=said, name=names)
openings = filled(
    "{date}、{venue}にて、第{session}回セミナー「{title}」を開催しました。",
    date=dates, venue=said, session=numbers, title=said,
)  # fmt: skip
labels = st.sampled_from(
    ("日時", "開催日時", "場所", "会場", "講師", "登壇者", "パネリスト", "モデレーター", "司会",
     "主催", "共催", "定員", "参加費", "テーマ", "題目", "プログラム", "概要", "講演資料")
)  # fmt: skip
hours = st.sampled_from(("18:30", "18:30~20:30", "13時15分", "午後2時", "13時15分〜13時55分", ""))
days = st.one_of(
    st.sampled_from(("2014年3月26日", "2014年1月28日", "2014326日", "平成26年3月14日")), dates
)
NOTICES = (
    filled("{field} {title} {name}{of}ほか", field=words, title=said, name=names, of=said),
    filled("{field} {title} {name}架空大学教授", field=words, title=said, name=names),
    filled("セミナー「{title}」のご案内({date})", title=said, date=dates),
    filled("平成{n}年度第{k}回セミナー", n=numbers, k=numbers),
    filled("{label}:", label=labels),
    filled("■{label} {text}", label=labels, text=said),
    filled("<{label}>{name}({of})", label=labels, name=names, of=said),
    filled("{label}:{name}氏({of})、{other}({of})", label=labels, name=names, of=said, other=names),
    filled("日時:{date}(火){hours}", date=days, hours=hours),
    filled("{day} {hours}", hours=hours,
           day=st.sampled_from(("3月26日(水)", "3月14日金曜日", "2014年3月26日", "1/28(火)"))),
    filled("{name}({of})", name=names, of=said),
    filled("{name}氏 {of}", name=names, of=said),
    filled("「{title}」", title=said),
    filled("{n}. {title}({hours})", n=numbers, title=said, hours=hours),
    filled("{hours} 講演「{title}」 {name}氏({of})", hours=hours, title=said, name=names, of=said),
    filled("{hours} {title} {name}({of})", hours=hours, title=said, name=names, of=said),
    filled("講演: {title}", title=said),
    filled("{title}:{name}氏({of})", title=said, name=names, of=said),
    filled("{date}、{n}名を集めて、見本研究会の第{k}回セミナーが開催された。",
           date=days, n=numbers, k=numbers),
    filled("見本では「{title}」と題してシンポジウムを開催します。", title=said),
    filled("会員{n}名が参加したイベントでは、見学もした。{name}氏の講演の要旨は次のとおりである。",
           n=numbers, name=names),
    filled("セミナーには{n}名が参加し、その後も増えていった。", n=numbers),
    filled("冒頭、{name}氏は次のように講演した。", name=names),
    filled("最後に、{name}氏({of})より以下の通り、まとめる発言があった。", name=names, of=said),
    filled("{text}。 続きを読む →", text=said),
    filled("質問(Q):{text}", text=said),
    st.sampled_from(("セミナーの模様は以下の通り。", "講演後、次のような質疑があった。", "質疑応答",
                     "資料はこちら", "続きを読む", "2013年度", "平成25年度",
                     "投稿日: 2014年3月30日")),
)  # fmt: skip
LINES = (
    filled("投稿者「{name}」のアーカイブ", name=names),
    heads,
    openings,
    filled(
        "当日は、講師を含め{bound}{n}名{after}参加者にお集まりいただき、{k}人の講師による講演が行われました。",
        bound=st.sampled_from(("", "約", "およそ")), n=numbers,
        after=st.sampled_from(("", "を超える", "近くの", "程度の")), k=numbers,
    ),
    filled("はじめに、{name}氏({of})から、{what}について講演をいただきました。",
           name=names, of=said, what=said),
    filled("続いて、{of}の{name}{post}から「{title}」と題した講演をいただきました。",
           of=said, name=names, post=st.sampled_from(("氏", "教授", "衆議院議員", "")), title=said),
    filled("最後に、{name}衆議院議員にセミナーの総括をしていただきました。", name=names),
    filled("{name}氏の講演資料はこちらにあります。", name=names),
    filled("休憩後、{name}氏の司会により、講演者({other}氏・{name}氏)の他、"
           "{of}の{other}氏によるパネルディスカッションを行いました。",
           name=names, other=names, of=said),
    filled("後半は、{name}教授({of})の司会で、参加者も含めた全体討論、意見交換が行われました。",
           name=names, of=said),
    filled("(パネリスト){a}氏、{b}・{c}氏、{d}", a=names, b=names, c=names, d=names),
    filled("(司会){a}", a=names),
    filled("【{text}】", text=said),
    filled("  • {text}。", text=said),
    filled("{text}。", text=said),
    filled("Q(質問):{text}", text=said),
    filled("Q{text}", text=said),
    filled("A(回答、{name}):{text}", name=names, text=said),
    filled("A({name}){text}", name=names, text=said),
    filled("討論によって、{text}との認識が共有された。", text=said),
    said,
    texts,
    st.just(""),
)  # fmt: skip
ENDINGS = ("\n", "\n", "\n", "\r\n", "\r", "\n\n")
ENCODINGS = ("cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-16-le", "latin-1")


@st.composite
def pages(draw: st.DrawFn) -> str:
    """Lines of every kind in any order; most pages hold a seminar with its date."""
    kinds = draw(st.sampled_from((LINES, NOTICES, LINES + NOTICES)))
    lines = draw(st.lists(st.one_of(*kinds), max_size=25))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(lines)))
        date = draw(st.sampled_from(DATES[:8]))
        lines[at:at] = [
            draw(heads),
            f"{date}、見本会館にて、第{draw(numbers)}回セミナー「{draw(said)}」を開催しました。",
        ]
    endings = draw(st.lists(st.sampled_from(ENDINGS), min_size=len(lines), max_size=len(lines)))
    return "".join(map("".join, zip(lines, endings, strict=True)))


class Data(bytes):
    """Bytes of a page that a failing test does not print whole."""

    def __repr__(self) -> str:
        return f"<{len(self)} bytes, crc {zlib.crc32(self):08x}>"


@st.composite
def hurt(draw: st.DrawFn, page: str) -> bytes:
    """`page` after one to six accidents, as bytes."""
    for _ in range(draw(st.integers(1, 6))):
        page = draw(st.sampled_from(ACCIDENTS))(draw, page)
    data = page.encode("utf-8")
    match draw(st.sampled_from(("", "", "", "", "mark", "cut", "byte", "mixed", "whole"))):
        case "mark":
            data = b"\xef\xbb\xbf" + data
        case "cut":
            data = data[: draw(st.integers(0, len(data)))]
        case "byte":
            at = draw(st.integers(0, len(data)))
            data = data[:at] + draw(st.binary(min_size=1, max_size=3)) + data[at:]
        case "mixed":
            at = draw(st.integers(0, len(page)))
            encoding = draw(st.sampled_from(ENCODINGS))
            data = page[:at].encode() + page[at:].encode(encoding, "ignore")
        case "whole":
            data = page.encode(draw(st.sampled_from(ENCODINGS)), "ignore")
    return Data(data)


def _place(draw: st.DrawFn, page: str) -> int:
    return draw(st.integers(0, len(page)))


def _lines_doubled(draw: st.DrawFn, page: str) -> str:
    lines = page.splitlines(keepends=True) or [""]
    start = draw(st.integers(0, len(lines) - 1))
    some = lines[start : start + draw(st.integers(1, 80))]
    at = draw(st.integers(0, len(lines)))
    return "".join(lines[:at] + some + lines[at:])


def _lines_cut(draw: st.DrawFn, page: str) -> str:
    lines = page.splitlines(keepends=True) or [""]
    start = draw(st.integers(0, len(lines) - 1))
    return "".join(lines[:start] + lines[start + draw(st.integers(1, 40)) :])


def _lines_shuffled(draw: st.DrawFn, page: str) -> str:
    lines = page.splitlines(keepends=True) or [""]
    start = draw(st.integers(0, len(lines) - 1))
    end = start + draw(st.integers(2, 60))
    return "".join([*lines[:start], *draw(st.permutations(lines[start:end])), *lines[end:]])


def _signs_lost(draw: st.DrawFn, page: str) -> str:
    at = _place(draw, page)
    return page[:at] + page[at + draw(st.integers(1, 60)) :]


def _kind_lost(draw: st.DrawFn, page: str) -> str:
    """Every sign of one kind, as the extraction lost 年 and 月."""
    return page.replace(draw(st.sampled_from("年月日「」()【】、。氏:•QA\n ")), "")


def _kind_changed(draw: st.DrawFn, page: str) -> str:
    """Brackets and marks turned round, or into their twins of another width."""
    old, new = draw(
        st.sampled_from([*zip("「」()【】:、•Q", "」「)(】【：,-Ｑ", strict=True), ("\n", "\r"),
                         ("ガ", "カ\u3099"), ("が", "か\u3099"), ("番号", "番\u200b号")])
    )  # fmt: skip
    return page.replace(old, new)


def _sign_in(draw: st.DrawFn, page: str) -> str:
    at = _place(draw, page)
    return page[:at] + draw(st.sampled_from(SIGNS)) + page[at:]


def _sign_in_everywhere(draw: st.DrawFn, page: str) -> str:
    sign, often = draw(st.sampled_from(ODD)), draw(st.integers(3, 400))
    return sign.join(page[at : at + often] for at in range(0, len(page), often))


def _lines_joined(draw: st.DrawFn, page: str) -> str:
    at = _place(draw, page)
    return page[:at] + page[at:].replace("\n", "", draw(st.integers(1, 10)))


ACCIDENTS = (
    _lines_doubled, _lines_cut, _lines_shuffled, _signs_lost, _kind_lost, _kind_changed,
    _sign_in, _sign_in_everywhere, _lines_joined,
)  # fmt: skip
