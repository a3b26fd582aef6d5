"""HTML to lines: what a reader sees, once each, and at which place of the source."""

import re

import pandas as pd
import pytest
from conftest import PAGES
from hypothesis import given, settings
from hypothesis import strategies as st

from icpf_analysis import PageError, load_corpus
from icpf_analysis.reading.html import read_html

REPORT = (PAGES / "category.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def blog():
    return load_corpus(PAGES / "category.html")


def texts(html):
    return [piece.text for piece in read_html(html)[0]]


def test_each_line_has_its_place_in_the_source(blog):
    """And a link its address, while its words are in the line."""
    source = REPORT.split("\n")
    for row in blog.lines.itertuples():
        at = int(re.match(r"line (\d+): ", row.place)[1])
        word = re.sub(r"^• ", "", row.text)[:2]
        assert word in re.sub("<[^>]*>", "", source[at - 1]).replace("&amp;", "&"), row
    line = blog.lines.query("role == 'slides'").squeeze()
    assert line["text"] == "甲山太郎氏(架空大学教授)の講演資料はこちらにあります。"
    assert line["place"].endswith(" → /files/kouyama.pdf")


def test_text_around_the_posts_is_kept_and_is_no_report(blog):
    round_it = blog.lines.query("role == 'navigation'")
    assert round_it["seminar_id"].isna().all()
    assert {"フォーラムについて", "投稿日: 2010年12月1日 投稿者: 編集係", "最近の投稿",
            "面白いセミナー「待ち行列の数え方」でした。", "カテゴリー: 2010年度",
            "スクリプトを有効にしてください。"} <= set(round_it["text"])  # fmt: skip


@pytest.mark.parametrize(
    "html, lines",
    [
        ("<p>番号<br>制度</p>", ["番号", "制度"]),
        ("<p>番号</p>制度<p>法", ["番号", "制度", "法"]),
        ("<ul><li>番号<li>制度</ul>", ["• 番号", "• 制度"]),
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
        ("<p>番号\n   制度 of\n 2012</p>", ["番号制度 of 2012"]),
        ("<pre>番号\n  制度</pre>", ["番号", "制度"]),
        ("<p>&#12475;&#x30DF;&amp;&lt;b&gt;&hellip;</p>", ["セミ&<b>…"]),
        ("<p>番号&nbsp;制度\u3000法</p>", ["番号\u00a0制度\u3000法"]),
        ("<p>番<!-- 注 -->号<![CDATA[注]]></p><?php 注 ?>", ["番号"]),
        ("<p>番号<script>注</script><style>注</style><template>注</template></p>", ["番号"]),
        ("<p>番号\u2028制\x85度\0</p>", ["番号\u2028制\x85度\0"]),
        ("番号", ["番号"]),
        ("<div>" * 10_000 + "番号", ["番号"]),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_markup_becomes_these_lines(html, lines):
    assert texts(html) == lines


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


@pytest.mark.parametrize(
    "html, readings",
    [
        ("<ruby>番<rp>(</rp><rt>ばん</rt>号<rt>ごう</rt></ruby>", ["番(ばん)", "号(ごう)"]),
        ("<ruby><b>番</b>号<rt>ばんごう</rt></ruby>", ["番号(ばんごう)"]),
        ("<ruby>番号<rtc><rt>ばんごう</rt></rtc></ruby>", ["番号(ばんごう)"]),
        ("<ul><li>番号と<br><ruby>鍵<rt>かぎ</rt></ruby></li></ul>", ["鍵(かぎ)"]),
    ],
)
def test_a_reading_has_all_of_its_base_and_stays_with_its_line(html, readings):
    pieces = read_html(html)[0]
    assert len(pieces) == 1 and pieces[0].readings == readings
    assert not set("()ばんごうかぎ") & set(pieces[0].text)


@pytest.mark.parametrize(
    "html, posts",
    [
        ("<article>甲</article>間<article>乙</article>", [1, 0, 2]),
        ("<body><p>甲</p><p>乙</p></body>", [1, 1]),  # a page that marks no post is one
        ("<div class='post' id='post-3'><p>甲</p></div><div id='sidebar'>乙</div>", [1, 0]),
        ("<div class='hentry'><h1 class='entry-title'>題</h1></div>", [1]),
        ("<article><div class='entry-meta'>乙</div><p>甲</p><nav>乙</nav></article>", [0, 1, 0]),
        ("<article><p>甲<span class='edit-link'>編集</span></p></article>", [1, 0]),
        ("<article>甲</article><div id='comments'><article>乙</article></div>", [1, 0]),
        ("<body><nav>乙</nav><header>乙</header><p>甲</p><footer>乙</footer></body>", [0, 0, 1, 0]),
        ("<html><head><title>乙</title><body><p>甲</p>", [0, 1]),  # the head is never closed
    ],
)
def test_each_line_is_assigned_to_its_post(html, posts):
    """Numbered in order; 0 is text around them."""
    assert [piece.post for piece in read_html(html)[0]] == posts


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_source_lines_are_those_an_editor_shows(ending):
    html = ending.join(["<article>", "", "<p>甲", "乙</p>", "<!-- 一", "二 --> 丙", "<p>丁<p>戊"])
    assert [(piece.text, piece.place) for piece in read_html(html)[0]] == [
        ("甲乙", "line 3: p"), ("丙", "line 6: article"), ("丁", "line 7: p"), ("戊", "line 7: p"),
    ]  # fmt: skip


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


@pytest.mark.parametrize("encoding", ["utf-16", "cp932"])
def test_an_html_page_is_read_in_its_encoding(blog, tmp_path, encoding):
    (tmp_path / "category.html").write_bytes(REPORT.encode(encoding))
    corpus = load_corpus(tmp_path / "category.html", encoding="cp932")
    assert set(corpus.lines["encoding"]) == {encoding}
    pd.testing.assert_frame_equal(corpus.statements, blog.statements)
    pd.testing.assert_frame_equal(corpus.findings, blog.findings)


@pytest.mark.parametrize("torn", ["<!--", "<a ", "<p title='"])
def test_tags_without_end_are_refused_before_the_parser_seeks_their_ends(tmp_path, torn):
    """Each is looked for to the end of the file: 30,000 of <a take minutes."""
    (tmp_path / "page.html").write_text(f"<p>セミナー</p>{torn * 30_000}", encoding="utf-8")
    with pytest.raises(PageError, match="30000 tags or comments begin and do not end"):
        load_corpus(tmp_path / "page.html")
