"""HTML to lines: what a reader sees, once each, and where it stands."""

import re
import time
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from icpf_analysis import PageError, load_corpus
from icpf_analysis.reading.html import read_html

PAGES = Path(__file__).parents[1] / "pages"
REPORT = (PAGES / "category.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def blog():
    return load_corpus(PAGES / "category.html")


def texts(html):
    return [piece.text for piece in read_html(html)[0]]


def inside(html):
    return [piece.text for piece in read_html(html)[0] if piece.post]


def test_a_single_post_of_an_old_theme_with_few_ends_of_elements():
    corpus = load_corpus(PAGES / "single.htm")
    assert list(corpus.statements["text"]) == [
        "棚が高いほど本は読まれない。", "梯子を貸すと読まれる。",
    ]  # fmt: skip
    assert set(corpus.statements["person_id"]) == {"己田五郎"}
    assert corpus.seminars.loc["2011-04-07", ["first_line", "last_line"]].tolist() == [4, 8]
    assert list(corpus.lines["role"]) == [
        *["navigation"] * 3, "seminar title", "opening", "introduction", *["statement"] * 2,
        *["navigation"] * 5,
    ]  # fmt: skip
    assert list(corpus.findings["kind"]) == ["sector unknown"]


def test_a_statement_id_is_the_number_of_the_extracted_line(blog):
    lines = blog.lines.set_index("line")["text"]
    for row in blog.statements.itertuples():
        assert row.text_printed in lines[row.line]


def test_each_line_says_where_it_stands_in_the_source(blog):
    source = REPORT.split("\n")
    for row in blog.lines.itertuples():
        at = int(re.match(r"line (\d+): ", row.place)[1])
        word = re.sub(r"^• ", "", row.text)[:2]
        assert word in re.sub("<[^>]*>", "", source[at - 1]).replace("&amp;", "&"), row
    places = blog.lines.set_index("line")["place"]
    assert places[12] == "line 26: li"


def test_a_link_keeps_its_words_in_the_line_and_its_address_in_the_place(blog):
    line = blog.lines.query("role == 'slides'").squeeze()
    assert line["text"] == "甲山太郎氏(架空大学教授)の講演資料はこちらにあります。"
    assert line["place"].endswith(" → /files/kouyama.pdf")
    assert blog.appearances.set_index("person_id").loc["甲山太郎", "slides"]


def test_what_stands_round_the_posts_is_kept_and_no_report(blog):
    round_it = blog.lines.query("role == 'navigation'")
    assert round_it["seminar_id"].isna().all()
    assert {"フォーラムについて", "投稿日: 2010年12月1日 投稿者: 編集係", "最近の投稿",
            "面白いセミナー「待ち行列の数え方」でした。", "カテゴリー: 2010年度",
            "スクリプトを有効にしてください。"} <= set(round_it["text"])  # fmt: skip


def test_a_post_without_a_seminar_stays_out_of_the_report_above_it_and_is_told_once(blog):
    post = blog.lines.query("25 <= line <= 26")
    assert set(post["role"]) == {"unread"} and post["seminar_id"].isna().all()
    found = blog.findings.query("line == 25 or line == 26")
    assert list(found["kind"]) == ["post without seminar"]
    assert "2 lines" in found["why"].item()


def test_scripts_styles_and_comments_in_the_markup_are_no_text(blog):
    assert not blog.lines["text"].str.contains("スクリプトの中|ここは注|navy").any()


def test_every_visible_word_is_in_exactly_one_line(blog):
    soup = BeautifulSoup(REPORT, "html.parser")
    for tag in soup.find_all(["script", "style", "rt", "rp"]):
        tag.decompose()
    seen = re.sub(r"\s", "", soup.get_text())
    lines = blog.lines["text"].str.replace("^• ", "", regex=True)
    assert re.sub(r"\s", "", "".join(lines)) == seen.replace("html", "", 1)


def test_the_reading_of_a_ruby_is_no_part_of_the_line_and_is_recorded(blog):
    assert blog.seminars.loc["2010-11-09", "title"] == "緑の窓口を拓く"
    finding = blog.findings.query("kind == 'reading left out'").squeeze()
    assert (finding["found"], finding["taken_as"]) == ("拓(ひら)", "拓")


@pytest.mark.parametrize(
    "html, lines",
    [
        ("<p>番号<br>制度</p>", ["番号", "制度"]),
        ("<p>番号</p>制度<p>法", ["番号", "制度", "法"]),
        ("<ul><li>番号<li>制度</ul>", ["• 番号", "• 制度"]),
        ("<ol><li>番号</li></ol>", ["1. 番号"]),
        ("<ol start=3><li>番号<li value=7>制度<li>法</ol>", ["3. 番号", "7. 制度", "8. 法"]),
        ("<ul><li>・番号</li><li>Q:番号か?</li><li>A（甲山）：然り</li></ul>",
         ["・番号", "Q:番号か?", "A（甲山）：然り"]),
        ("<ul><li>Q:番号か?<br>A:然り</li></ul>", ["Q:番号か?", "A:然り"]),
        ("<ul><li>番号は、<br>制度</li></ul>", ["• 番号は、制度"]),
        ("<ul><li>one<br>two</li></ul>", ["• one two"]),
        ("<ul><li>上<ul><li>下</li></ul>残り</li></ul>", ["• 上", "• 下", "• 残り"]),
        ("<ul><li>QRコードは</li><li>A社は</li></ul>", ["• QRコードは", "• A社は"]),
        ("<table><tr><td>時刻<td>題</tr><tr><td>一</td><td>二</td></tr></table>",
         ["時刻\t題", "一\t二"]),
        ("<table><tr><td><p>番号</p><p>制度</p></td></tr></table>", ["番号", "制度"]),
        ("<dl><dt>日時</dt><dd>三月</dd></dl>", ["日時", "三月"]),
        ("<h3>番号</h3><h4>制度</h4>", ["番号", "制度"]),
        ("<p>番<b>号</b>制<span>度</span></p>", ["番号制度"]),
        ("<p>番号\n   制度 of\n 2012</p>", ["番号制度 of 2012"]),
        ("<p>番号 制度</p>", ["番号 制度"]),
        ("<pre>番号\n  制度</pre>", ["番号", "制度"]),
        ("<p>&#12475;&#x30DF;&amp;&lt;b&gt;&hellip;</p>", ["セミ&<b>…"]),
        ("<p>番号&nbsp;制度\u3000法</p>", ["番号\u00a0制度\u3000法"]),
        ("<p>番<!-- 注 -->号<![CDATA[注]]></p><?php 注 ?>", ["番号"]),
        ("<p>番号<script>注</script><style>注</style><template>注</template></p>", ["番号"]),
        ("<p><ruby>番<rt>ばん</rt>号<rt>ごう</rt></ruby></p>", ["番号"]),
        ("<p>番号\u2028制\x85度\0</p>", ["番号\u2028制\x85度\0"]),
        ("番号", ["番号"]),
    ],
)  # fmt: skip
def test_markup_becomes_these_lines(html, lines):
    assert texts(html) == lines


def test_each_reading_of_a_ruby_has_its_own_base():
    piece = read_html("<p>この<ruby>番<rp>(</rp><rt>ばん</rt>号<rt>ごう</rt></ruby>は</p>")[0][0]
    assert (piece.text, piece.readings) == ("この番号は", ["番(ばん)", "号(ごう)"])


@pytest.mark.parametrize(
    "html, reading",
    [
        ("<ruby><b>番</b>号<rt>ばんごう</rt></ruby>", "番号(ばんごう)"),
        ("<ruby>番号<rtc><rt>ばんごう</rt></rtc></ruby>", "番号(ばんごう)"),
        ("<ul><li>番号と<br><ruby>鍵<rt>かぎ</rt></ruby></li></ul>", "鍵(かぎ)"),
    ],
)
def test_a_reading_has_all_of_its_base_and_stays_with_its_line(html, reading):
    pieces = read_html(html)[0]
    assert len(pieces) == 1 and pieces[0].readings == [reading]


@pytest.mark.parametrize(
    "html, lines",
    [
        ("<article><p>甲</p></article><p>乙</p>", ["甲"]),
        ("<div class='post' id='post-3'><p>甲</p></div><div id='sidebar'>乙</div>", ["甲"]),
        ("<h2 class='entry-title'>題</h2><div class='entry'>甲</div><p>乙</p>", ["題", "甲"]),
        ("<div class='hentry'><h1 class='entry-title'>題</h1></div>", ["題"]),
        ("<article><div class='entry-meta'>乙</div><p>甲</p><nav>乙</nav></article>", ["甲"]),
        ("<article><p>甲<span class='edit-link'>編集</span></p></article>", ["甲"]),
        ("<article><p>甲 <a class='more-link' href='/3'>続きを読む</a></p></article>", ["甲"]),
        ("<article>甲</article><div id='comments'><article>乙</article></div>", ["甲"]),
        ("<body><nav>乙</nav><header>乙</header><p>甲</p><footer>乙</footer></body>", ["甲"]),
        ("<body class='single post hentry-x'><p>甲</p></body>", ["甲"]),
        ("<html><head><title>乙</title><body><p>甲</p>", ["甲"]),  # the head is never closed
    ],
)
def test_these_lines_are_of_posts_and_the_others_are_not_lost(html, lines):
    assert inside(html) == lines
    whole = re.sub(r"\s", "", BeautifulSoup(html, "html.parser").get_text())
    assert re.sub(r"\s", "", "".join(texts(html))) == whole


def test_posts_are_counted_in_order():
    html = "<article>甲</article>間<article>乙</article>"
    assert [(p.text, p.post, p.place) for p in read_html(html)[0]] == [
        ("甲", 1, "line 1: article"), ("間", 0, "line 1: "), ("乙", 2, "line 1: article"),
    ]  # fmt: skip


def test_a_page_that_marks_no_post_is_one():
    assert [piece.post for piece in read_html("<body><p>甲</p><p>乙</p></body>")[0]] == [1, 1]


def test_every_line_of_a_page_of_markup_ends_and_a_hard_blank_is_a_blank_one(tmp_path):
    (tmp_path / "page.html").write_text(
        REPORT.replace("</body>", "<p>&nbsp;</p></body>"), encoding="utf-8"
    )
    lines = load_corpus(tmp_path / "page.html").lines
    assert set(lines["ending"]) == {"\n"}
    assert list(lines["role"][lines["text"] == "\u00a0"]) == ["blank"]


@pytest.mark.parametrize("heading", ["電波 見本の道 架空花子例示社長ほか", "セミナー「見本の道」"])
def test_an_article_cut_by_its_link_to_the_whole_is_passed_over(tmp_path, heading):
    cut = (
        f"<article><h2>{heading}</h2><p>見本の道は広いです。"
        '<a class="more-link" href="/1">続きを読む <span>→</span></a></p></article>'
    )
    page = tmp_path / "page.html"
    page.write_text(REPORT.replace("</body>", f"{cut}</body>"), encoding="utf-8")
    corpus = load_corpus(page)
    assert len(corpus.seminars) == 2  # as before
    assert heading in list(corpus.findings.query("kind == 'post without seminar'")["found"])
    page.write_text(f"<body>{cut}</body>", encoding="utf-8")
    with pytest.raises(PageError, match="no seminar on the page"):
        load_corpus(page)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_source_lines_are_those_an_editor_shows(ending):
    html = ending.join(["<article>", "", "<p>甲", "乙</p>", "<!-- 一", "二 --> 丙", "</article>"])
    assert [(p.text, p.place[:6]) for p in read_html(html)[0]] == [
        ("甲乙", "line 3"),
        ("丙", "line 6"),
    ]


@given(st.text("<>/&;!-[]=\"' \n\tabpliuhdrtvy番号", max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused_as_markup(html):
    """<![; is more than the parser of the older beautifulsoup4 takes."""
    try:
        pieces = read_html(html)[0]
    except (AssertionError, ValueError):
        assert "<!" in html
        return
    for piece in pieces:
        assert piece.text.strip() and "\n" not in piece.text


def test_paragraphs_and_items_that_are_never_closed_stand_one_after_the_other():
    html = "<article><p>甲<p>乙<p>丙<ul><li>丁<li>戊</ul></article>"
    assert [piece.place for piece in read_html(html)[0]] == [
        *["line 1: p"] * 3, *["line 1: li"] * 2,
    ]  # fmt: skip


def test_ten_thousand_nested_elements_are_read():
    assert texts("<div>" * 10_000 + "番号") == ["番号"]


@pytest.mark.parametrize("encoding", ["utf-16", "cp932"])
def test_an_html_page_is_read_in_its_encoding(blog, tmp_path, encoding):
    (tmp_path / "category.html").write_bytes(REPORT.encode(encoding))
    corpus = load_corpus(tmp_path / "category.html", encoding="cp932")
    assert set(corpus.lines["encoding"]) == {encoding}
    pd.testing.assert_frame_equal(corpus.statements, blog.statements)
    pd.testing.assert_frame_equal(corpus.findings, blog.findings)


def test_the_markup_says_when_a_post_was_filed_and_under_what(tmp_path):
    """Of the seminar itself the page prints 11月15日火曜日 and no year."""
    corpus = load_corpus(PAGES / "K2.html")
    assert corpus.seminars.index.tolist() == ["2022-11-15"]
    why = corpus.findings.query("kind == 'date inferred'")["why"].item()
    for evidence in ("2022年度", "2022-11-17", "火曜日"):
        assert evidence in why


def pages_of(n):
    """Pages of which memory or time has grown faster than the page."""
    head = "<article><h1>セミナー「題」</h1><p>日時:2014年3月26日</p>"
    return {
        "nested": head + "<div>" * n + "終",
        "dt": head + "<dl>" + "<dt>題目" * n,
        "rows": head + "<table>" + "<tr><td>一" * n,
        "breaks": head + "<ul><li>" + "題目<br>" * n,
        "ruby": head + "<ruby>番<rt>ばん" * n,
        "articles": (head + "</article>") * n,
    }


@pytest.mark.timing
@pytest.mark.parametrize("kind", pages_of(1))
def test_time_grows_with_the_page(kind):
    """Four times the page takes less than nine times the time; its square would be sixteen."""

    def seconds(n):
        begun = time.process_time()
        read_html(pages_of(n)[kind])
        return time.process_time() - begun

    assert min(seconds(8_000), seconds(8_000)) < 9 * seconds(2_000) + 0.2


@pytest.mark.parametrize("torn", ["<!--", "<a ", "<p title='"])
def test_tags_without_end_are_refused_before_the_parser_seeks_their_ends(tmp_path, torn):
    """Each is looked for to the end of the file: 30,000 of <a take minutes."""
    (tmp_path / "page.html").write_text(f"<p>セミナー</p>{torn * 30_000}", encoding="utf-8")
    with pytest.raises(PageError, match="30000 tags or comments begin and do not end"):
        load_corpus(tmp_path / "page.html")


def test_html_in_which_no_post_has_a_seminar_is_refused(tmp_path):
    html = "<article>甲</article><article>乙</article>"
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    with pytest.raises(PageError, match="'甲' and no seminar on the page"):
        load_corpus(tmp_path / "page.html")


def test_an_emendation_names_the_extracted_line(read):
    corpus = read(
        REPORT, "category.html,21,一缶九百円,一缶八百円,a slip,certain", name="category.html"
    )
    row = corpus.statements.loc["2010-11-09:021"]
    assert "八百円" in row["text"] and "九百円" in row["text_printed"]
