"""WordPress exports to lines: published posts only, and nothing that could do harm."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from icpf_analysis import PageError, load_corpus
from icpf_analysis.exports import read_export
from icpf_analysis.pages import read_page

EXPORT = (Path(__file__).parent / "pages" / "export.xml").read_text(encoding="utf-8")


def saved(folder, text, name="export.xml"):
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


@pytest.fixture
def blog(tmp_path):
    return load_corpus(saved(tmp_path, EXPORT))


def test_published_posts_are_read_with_paragraphs_that_wordpress_has_still_to_lay_out(blog):
    assert list(blog.seminars.index) == ["2010-10-05", "2011-02-08"]
    assert list(blog.statements["person_id"]) == ["丁田三郎", "丁田三郎", "戊井四郎"]
    lines = blog.lines.set_index("line")["text"]
    assert lines[6].endswith("を開催しました。") and lines[7].startswith("はじめに、")


def test_a_line_break_in_a_post_of_the_block_editor_is_none(blog):
    assert "2011年2月8日、架空会館で、第4回セミナー「札の折り方」を開催しました。" in set(
        blog.lines["text"]
    )


def test_a_line_says_where_it_stands_in_the_file(blog):
    places = blog.lines.set_index("text")["place"]
    assert places["• 行列は後ろから数えると速い。"] == "line 14: item[1]/ul/li[1]"
    assert EXPORT.split("\n")[13] == "<li>行列は後ろから数えると速い。</li>"
    assert places["• 札は二つに折ると立つ。"].startswith("line 38: ")
    assert "札は二つに折ると立つ。" in EXPORT.split("\n")[37]


def test_drafts_locked_posts_and_attachments_are_passed_over_with_a_reason_each(blog):
    told = blog.findings.query("kind == 'post passed over'").set_index("found")["why"]
    assert "draft" in told["下書きの報告"]
    assert "password" in told["内輪の報告"]
    assert "attachment" in told["看板の写真"]
    assert not blog.lines["text"].str.contains("未定|会員だけに").any()


def test_approved_comments_are_kept_outside_of_the_report_and_spam_is_not(blog):
    line = blog.lines[blog.lines["text"] == "数え方を試します。"].squeeze()
    assert line["role"] == "navigation" and pd.isna(line["seminar_id"])
    assert not blog.lines["text"].str.contains("塗料|抜粋").any()


def test_the_newest_post_stands_first_as_on_the_forums_pages_and_that_is_told(blog):
    assert blog.lines["text"].iloc[0].startswith("架空行政研究会セミナー「札の折り方」")
    finding = blog.findings.query("kind == 'posts reordered'").squeeze()
    assert "used for nothing else" in finding["why"]


def test_the_day_of_posting_is_recorded_and_never_the_day_of_the_seminar(tmp_path):
    late = EXPORT.replace("2011-02-20 09:00:00", "2031-02-20 09:00:00")
    corpus = load_corpus(saved(tmp_path, late))
    assert list(corpus.seminars.index) == ["2010-10-05", "2011-02-08"]
    assert corpus.lines["place"].iloc[0].endswith("posted 2031-02-20 09:00:00")
    lost = EXPORT.replace("2011年2月8日、", "某月某日、")
    with pytest.raises(PageError, match="no sentence below it that opens with a date"):
        load_corpus(saved(tmp_path, lost))


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss SYSTEM "http://example.invalid/rss.dtd">',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://example.invalid/p"> %p;]>',
        "<!DOCTYPE rss>",
    ],
)
def test_a_document_type_is_refused_before_any_entity_can_grow_or_reach_out(tmp_path, doctype):
    text = EXPORT.replace("<rss", f"{doctype}\n<rss", 1)
    with pytest.raises(PageError, match=r"export\.xml, line 2: found a document type"):
        load_corpus(saved(tmp_path, text))


@pytest.mark.parametrize(
    "text, found",
    [
        (EXPORT.replace("</channel>", ""), "line 62: found XML that is not well formed"),
        (EXPORT.replace("架空会館", "架空\0会館"), "not well formed"),
        ("セミナー", "line 1: found XML that is not well formed"),
        ("<rss><channel><item><title>セミナー</title></item></channel></rss>",
         "XML without an item that has a wp:post_type"),
        ("<html><p>セミナー</p></html>", "XML without an item"),
        (EXPORT.replace("publish", "private"), "no post, only what stands round posts"),
        ("<a>" * 100_000, "not well formed"),
    ],
)  # fmt: skip
def test_what_is_no_export_is_refused(tmp_path, text, found):
    with pytest.raises(PageError, match=found):
        load_corpus(saved(tmp_path, text))


def test_a_title_says_where_it_stands_and_when_it_was_posted(blog):
    titles = [place for place in blog.lines["place"] if "/title" in place]
    assert titles == [
        "line 32: item[2]/title, posted 2011-02-20 09:00:00",
        "line 9: item[1]/title, posted 2010-10-20 09:00:00",
    ]


def test_a_comment_that_nobody_approved_is_left_out(tmp_path):
    approved = "<wp:comment_approved>1</wp:comment_approved>"
    assert approved in EXPORT
    blog = load_corpus(saved(tmp_path, EXPORT.replace(approved, "")))
    assert "数え方を試します。" not in set(blog.lines["text"])


def test_signs_that_xml_cannot_hold_are_refused():
    with pytest.raises(PageError) as error:
        read_export("export.xml", "<rss>\ud800</rss>")
    told = error.value
    assert told.found.startswith("XML that cannot be read")
    assert (told.file, told.line, told.expected, told.todo) == (
        "export.xml", None, "a WordPress export", "export it again",
    )  # fmt: skip


def test_an_export_in_another_encoding_is_the_same(tmp_path, blog):
    data = EXPORT.replace('"UTF-8"', '"EUC-JP"').encode("euc_jp")
    (tmp_path / "export.xml").write_bytes(data)
    corpus = load_corpus(tmp_path / "export.xml")
    pd.testing.assert_frame_equal(corpus.statements, blog.statements)
    assert set(corpus.lines["encoding"]) == {"euc_jp"}


def test_an_export_of_a_later_version_is_read_too(tmp_path, blog):
    path = saved(tmp_path, EXPORT.replace("export/1.2/", "export/1.3/"))
    assert read_page(path).lines[0].text == blog.lines["text"].iloc[0]


def test_one_post_in_an_export_and_on_a_page_is_one_seminar(tmp_path):
    shutil.copy(Path(__file__).parent / "pages" / "category.html", tmp_path)
    saved(tmp_path, EXPORT)
    corpus = load_corpus(tmp_path)
    assert list(corpus.seminars.index) == ["2010-10-05", "2010-11-09", "2011-02-08"]
    assert corpus.seminars.loc["2010-10-05", "source"] == "category.html"
