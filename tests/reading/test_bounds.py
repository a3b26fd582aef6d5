"""Time grows with the page, whatever is on it, and no fact of a line is lost unsaid.

The kinds of page are those on which time or memory once grew with the square, or without end.
"""

import time
from pathlib import Path

import pytest
from conftest import PAGES
from fields import lost
from hypothesis import given
from hypothesis import strategies as st

import icpf_analysis as icpf

NOTICE = "セミナー「見本」\n日時:2015年4月24日\n"
HEADED = (
    "電子行政研究会セミナー「題」 見本太郎例示大学教授\n"
    "2014年3月26日、例示館にて、第6回セミナー「題」を開催しました。\n"
    "はじめに、見本太郎氏(例示大学)から、「題」と題した講演をいただきました。\n"
)
POST = "<article><h1>セミナー「題」</h1><p>日時:2014年3月26日</p>"
DIGITS = "一二三四五六七八九"


def name(n: int) -> str:
    """例示 and four signs, another for each n below 6,561."""
    return "例示" + "".join(DIGITS[n // 9**power % 9] for power in range(4))


ABOVE = (  # what can be under way above a long line
    NOTICE, f"{NOTICE}講師:\n", f"{NOTICE}プログラム\n1. 講演\n", HEADED,
    f"{HEADED}最後に、見本太郎氏より以下の通り、発言があった。\n「",
)  # fmt: skip
LONG = (
    "見本(", "見本氏、", ":見本(a)", "「", "」", "「題」", "18:30 見本 ", "1. ", "2010年",
    "講師:", "・", "見本をテーマに", "シンポジウム「", "見本。", " ", "Jane Sample(", "政治 見本 ",
    "セミナーに9名が参加", "続きを読む", "はじめに、から", "(パネリスト)仮名", "の司会で、", "A(",
    "討論によって、",
)  # fmt: skip
KINDS = {
    **{
        f"a line of {unit}": lambda n, unit=unit: "\n".join(
            f"{above}{(unit * 200 * n)[: 200 * n]}" for above in ABOVE
        )
        for unit in LONG
    },
    "persons": lambda n: NOTICE + "講師:\n" + "".join(f"{name(i)}氏(例示大学)\n" for i in range(n)),
    "label and persons": lambda n: NOTICE + f"講師:{'見本太郎(見本大学)・' * 270}\n" * (n // 200),
    "introductions": lambda n: HEADED + f"はじめに、{'を受けて、からについて' * 270}\n" * (n // 20),
    "short ones": lambda n: HEADED + f"続いて、{'見本からについて' * 140}講演した。\n" * (n // 50),
    "answers": lambda n: HEADED + "Q:何か。\n" + "A(見本):はい。\n" * n,
    "talks": lambda n: NOTICE + "プログラム\n" + "「題目」\n例示花子(例示大学)\n" * (n // 2),
    "posts": lambda n: "".join(
        f"電子行政研究会セミナー「題{i}」 見本太郎例示大学教授\n"
        f"{2000 + i % 20}年{1 + i % 12}月{1 + i % 28}日、例示館で「題{i}」を開催しました。\n"
        for i in range(n // 4)
    ),
    "blanks": lambda n: f"{NOTICE}続きを読む{' ' * 100 * n}\n",
    "one line": lambda n: f"{HEADED}• {'番号制度は' * 20 * n}\n",
    "nested": lambda n: POST + "<div>" * n + "終",
    "definitions": lambda n: POST + "<dl>" + "<dt>題目" * n,
    "rows": lambda n: POST + "<table>" + "<tr><td>一" * n,
    "breaks": lambda n: POST + "<ul><li>" + "題目<br>" * n,
    "readings": lambda n: POST + "<ruby>番<rt>ばん" * n,
    "articles": lambda n: (POST + "</article>") * n,
}


def seconds(folder: Path, text: str) -> float:
    page = folder / ("page.html" if text.startswith("<") else "page.txt")
    page.write_text(text, encoding="utf-8")
    begun = time.process_time()
    icpf.load_corpus(page)
    return time.process_time() - begun


@pytest.mark.timing
@pytest.mark.parametrize("kind", KINDS)
def test_twice_the_page_takes_about_twice_the_time(kind, tmp_path):
    once, twice = (seconds(tmp_path, KINDS[kind](n)) for n in (800, 1600))
    assert twice < 3.2 * once + 0.1 and twice < 5


@pytest.mark.timing
def test_the_committed_page_takes_a_twentieth_of_a_second(corpus, page, tmp_path):
    """Measured 0.04 s; twice that is allowed, since a machine may be busy."""
    assert min(seconds(tmp_path, page) for _ in range(5)) < 0.1


def test_of_two_byte_order_marks_the_second_is_text(tmp_path):
    (tmp_path / "page.txt").write_bytes("\ufeff\ufeffセミナー「題」\n日時:2014年3月26日\n".encode())
    assert icpf.load_corpus(tmp_path / "page.txt").lines["text"].iloc[0] == "\ufeffセミナー「題」"


LINES = sorted(
    {
        line
        for path in PAGES.rglob("*.txt")
        for line in path.read_text("utf-8").split("\n")
        if 0 < len(line) < 300
    }
)


@given(lines=st.lists(st.sampled_from(LINES), min_size=1, max_size=20))
def test_of_lines_in_any_order_every_name_and_title_is_in_a_frame_or_a_finding(
    lines, tmp_path_factory
):
    page = tmp_path_factory.getbasetemp() / "any-order.txt"
    page.write_text(HEADED + "\n".join(lines), encoding="utf-8")
    corpus = icpf.load_corpus(page)
    assert "".join(corpus.lines["text"] + corpus.lines["ending"]) == page.read_text("utf-8")
    assert lost(corpus) == []
