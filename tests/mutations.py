"""A page after accidents, as browsers, mails and word processors bring them about.

Signs that show as nothing, signs of four bytes, letters taken apart, lone returns, lines lost or
doubled, several encodings. And what holds of a corpus, whatever was on its pages.
"""

import zlib

from hypothesis import strategies as st

import icpf_analysis as icpf
from icpf_analysis.reading.schema import FOREIGN_KEYS, INDEXED, KEYS, SCHEMA

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
    "$x$", "\\", "十二三", "9999999999", "０", "\n", "2014128日", "平成99年1月1日",
)  # fmt: skip
ENCODINGS = ("cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-16-le", "latin-1")
TURNED = [
    *zip("「」()【】:、•Q", "」「)(】【：,-Ｑ", strict=True),
    ("\n", "\r"), ("ガ", "カ\u3099"), ("が", "か\u3099"), ("番号", "番\u200b号"),
]  # fmt: skip


class Data(bytes):
    """Bytes of a page that a failing test does not print whole."""

    def __repr__(self) -> str:
        return f"<{len(self)} bytes, crc {zlib.crc32(self):08x}>"


@st.composite
def hurt(draw: st.DrawFn, page: str) -> bytes:
    """`page` after one to six accidents, as bytes."""
    for _ in range(draw(st.integers(1, 6))):
        lines = page.splitlines(keepends=True) or [""]
        start = draw(st.integers(0, len(lines) - 1))
        end = start + draw(st.integers(1, 60))
        some = lines[start:end]
        at, often = draw(st.integers(0, len(page))), draw(st.integers(3, 400))
        sign, odd = draw(st.sampled_from(SIGNS)), draw(st.sampled_from(ODD))
        match draw(st.sampled_from(("lines", "signs lost", "a sign more", "everywhere", "kind"))):
            case "lines":  # lost, doubled, turned round, joined
                joined = "".join(some).replace("\n", "")
                lines[start:end] = draw(st.sampled_from(([], some * 2, some[::-1], [joined])))
                page = "".join(lines)
            case "signs lost":
                page = page[:at] + page[at + often // 7 :]
            case "a sign more":
                page = page[:at] + sign + page[at:]
            case "everywhere":
                page = odd.join(page[n : n + often] for n in range(0, len(page), often))
            case "kind":  # lost, as the extraction lost 年 and 月, or changed
                lost = [(sign, "") for sign in "年月日「」()【】、。氏:•QA\n "]
                page = page.replace(*draw(st.sampled_from(lost + TURNED)))
    encoding, at = draw(st.sampled_from(ENCODINGS)), draw(st.integers(0, len(page)))
    data = page.encode()
    spoilt = [
        b"\xef\xbb\xbf" + data,
        data[:at],
        data[:at] + draw(st.binary(min_size=1, max_size=3)) + data[at:],
        page[:at].encode() + page[at:].encode(encoding, "ignore"),
        page.encode(encoding, "ignore"),
    ]
    return Data(draw(st.sampled_from([data] * 4 + spoilt)))


def keys_resolve(corpus: icpf.Corpus) -> None:
    tables = {name: getattr(corpus, name) for name in SCHEMA}
    tables |= {name: tables[name].reset_index() for name in INDEXED}
    for name, keys in KEYS.items():
        assert not keys or not tables[name].duplicated(keys).any(), f"{name}: {keys} twice"
    for name, column, other, key in FOREIGN_KEYS:
        lost = set(tables[name][column].dropna()) - set(tables[other][key])
        assert not lost, f"{name}.{column}: {lost} not in {other}.{key}"
    for name, table in tables.items():
        for column, spec in SCHEMA[name].items():
            assert spec.missing or table[column].notna().all(), f"{name}.{column} is missing"


def places_hold(corpus: icpf.Corpus) -> None:
    """What a statement prints is on its line, and every line with this role has a statement."""
    lines = corpus.lines.set_index(["source", "line"])
    for statement in corpus.statements.itertuples():
        line = lines.loc[(statement.source, statement.line)]
        assert statement.text_printed in line["text"]
        assert (line["role"], line["seminar_id"]) == ("statement", statement.seminar_id)
        assert statement.n_chars == len(statement.text) > 0
    assert (lines["role"] == "statement").sum() == len(corpus.statements)
    asked = corpus.statements.loc[corpus.statements["reply_to"].dropna()]
    assert (asked["kind"] == "question").all()
    for seminar in corpus.seminars.itertuples():
        assert 1 <= seminar.first_line <= seminar.last_line <= len(lines)
