"""Pages nobody wrote with care: lines of real pages in any order, or one page after accidents.

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
DATES = (
    "2014年3月26日", "2014326日", "2014128日", "20141111日", "2012312日", "平成26年1月28日",
    "令和元年５月１日", "二〇一四年三月十四日", "2014年2月30日", "2014年13月1日", "1日", "十二三日",
    "99991231日", "平成99年1月1日", "２０１４ ３ １４日", "昭和64年1月8日", "0年1月1日",
)  # fmt: skip
ENDINGS = ("\n", "\n", "\n", "\r\n", "\r", "\n\n")
ENCODINGS = ("cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-16-le", "latin-1")


@st.composite
def pages(draw: st.DrawFn, lines: list[str]) -> str:
    """Some of `lines` in any order, some of them spoilt, mostly with seminars that have a date."""
    chosen = draw(st.lists(st.sampled_from(lines), max_size=25))
    for at in draw(st.lists(st.integers(0, max(0, len(chosen) - 1)), max_size=8)):
        chosen[at : at + 1] = [_sign_in(draw, line) for line in chosen[at : at + 1]]
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(chosen)))
        title, date = draw(st.sampled_from(SIGNS)), draw(st.sampled_from(DATES))
        chosen[at:at] = [
            f"電子行政研究会セミナー「{title}」 架空花子ほか",
            f"{date}、見本会館にて、第2回セミナー「{title}」を開催しました。",
        ]
    endings = draw(st.lists(st.sampled_from(ENDINGS), min_size=len(chosen), max_size=len(chosen)))
    return "".join(map("".join, zip(chosen, endings, strict=True)))


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


def _cut_lines(draw: st.DrawFn, page: str, most: int) -> tuple[list[str], list[str], list[str]]:
    """The lines before, some lines, and those behind."""
    lines = page.splitlines(keepends=True) or [""]
    start = draw(st.integers(0, len(lines) - 1))
    end = start + draw(st.integers(1, most))
    return lines[:start], lines[start:end], lines[end:]


def _lines_doubled(draw: st.DrawFn, page: str) -> str:
    before, some, behind = _cut_lines(draw, page, 80)
    lines = [*before, *some, *behind]
    at = draw(st.integers(0, len(lines)))
    return "".join([*lines[:at], *some, *lines[at:]])


def _lines_lost(draw: st.DrawFn, page: str) -> str:
    before, _, behind = _cut_lines(draw, page, 40)
    return "".join([*before, *behind])


def _lines_shuffled(draw: st.DrawFn, page: str) -> str:
    before, some, behind = _cut_lines(draw, page, 60)
    return "".join([*before, *draw(st.permutations(some)), *behind])


def _place(draw: st.DrawFn, page: str) -> int:
    return draw(st.integers(0, len(page)))


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
    _lines_doubled, _lines_lost, _lines_shuffled, _signs_lost, _kind_lost, _kind_changed,
    _sign_in, _sign_in_everywhere, _lines_joined,
)  # fmt: skip
