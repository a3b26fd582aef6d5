"""Bytes to lines: strict, and nothing lost."""

import os

import pytest

from icpf_analysis import PageError, load_corpus
from icpf_analysis.reading.pages import read_page, read_pages, split_lines


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_the_page_gives_the_same_statements_with_every_line_ending(read, page, corpus, ending):
    other = read(page.replace("\n", ending), name="other.txt")
    assert list(other.statements["text_printed"]) == list(corpus.statements["text_printed"])
    assert set(other.lines["ending"]) == {ending, ""}  # the last line has none


def test_lines_and_endings_are_the_page_again_to_the_character(corpus, page):
    assert len(corpus.lines) == 263
    assert "".join(corpus.lines["text"] + corpus.lines["ending"]) == page


@pytest.mark.parametrize("sign", ["\u2028", "\x0b", "\x0c", "\x1c", "\x85"])
def test_only_newlines_and_carriage_returns_end_a_line(sign):
    assert len(split_lines(f"住民{sign}番号\n")) == 1


def test_a_byte_order_mark_is_no_text(tmp_path):
    (tmp_path / "page.txt").write_bytes("\ufeff番号\n".encode())
    assert read_page(tmp_path / "page.txt").lines[0].text == "番号"


def test_a_byte_that_is_not_utf8_is_told_by_line_and_never_replaced(tmp_path):
    (tmp_path / "page.txt").write_bytes("一行目\r\n二行目\r三".encode() + "番号".encode("cp932"))
    with pytest.raises(PageError, match=r"page\.txt, line 3: found byte 0x94.*UTF-8") as problem:
        load_corpus(tmp_path / "page.txt")
    assert (problem.value.line, problem.value.expected[:5]) == (3, "UTF-8")


def test_a_byte_that_is_not_utf8_at_the_start_of_a_line_is_of_that_line(tmp_path):
    (tmp_path / "page.txt").write_bytes("一行目\n".encode() + b"\xff")
    with pytest.raises(PageError, match="line 2"):
        read_page(tmp_path / "page.txt")


@pytest.mark.parametrize(
    "content, found", [(b"", "an empty file"), (b"\xef\xbb\xbf", "an empty file"),
                       ("\n \u3000\n".encode(), "blank lines only")],
)  # fmt: skip
def test_a_file_without_text_is_refused_by_name(tmp_path, content, found):
    (tmp_path / "page.txt").write_bytes(content)
    with pytest.raises(PageError, match=rf"page\.txt, line 1: found {found}"):
        load_corpus(tmp_path / "page.txt")


def test_a_missing_path_says_what_to_do(tmp_path):
    with pytest.raises(PageError, match=r"nowhere\.txt: found nothing there.*check the path"):
        load_corpus(tmp_path / "nowhere.txt")


@pytest.mark.parametrize("name", ["a" * 5000, "a\0b"])
def test_a_path_that_no_system_has_is_a_page_error(name):
    with pytest.raises(PageError, match="nothing there"):
        load_corpus(name)


def test_a_file_without_a_seminar_is_refused_at_its_first_line(read):
    with pytest.raises(PageError, match=r"page\.txt, line 2: .*no seminar on the page"):
        read("\n本日は晴天なり。\n")


def test_a_folder_gives_its_pages_in_the_order_of_their_names(tmp_path):
    for name in ("b.txt", "a.txt", "notes.md"):
        (tmp_path / name).write_text("番号\n", encoding="utf-8")
    assert [page.source for page in read_pages(tmp_path)] == ["a.txt", "b.txt"]


def test_a_folder_without_pages_is_refused(tmp_path):
    with pytest.raises(PageError, match=r"no \.txt file"):
        read_pages(tmp_path)


def test_a_folder_gives_text_and_html(tmp_path):
    for name in ("a.txt", "b.HTML", "c.htm", "d.xml"):
        (tmp_path / name).write_text("<p>番号</p>", encoding="utf-8")
    pages = read_pages(tmp_path)
    assert [page.source for page in pages] == ["a.txt", "b.HTML", "c.htm"]
    assert [page.lines[0].text for page in pages] == ["<p>番号</p>", "番号", "番号"]


def test_an_encoding_can_be_named_for_a_page(tmp_path, page):
    first = "電子行政研究会セミナー「" + page.split("\n電子行政研究会セミナー「")[1]
    (tmp_path / "page.txt").write_bytes(first.replace("•", "・").encode("euc_jp", "ignore"))
    corpus = load_corpus(tmp_path, encoding="euc_jp")
    assert set(corpus.lines["encoding"]) == {"euc_jp"} and len(corpus.statements) == 25
    for encoding in ("cp932", "none-such", None):
        with pytest.raises(PageError, match=r"page\.txt"):
            load_corpus(tmp_path, encoding=encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encodings_that_the_bytes_show(tmp_path, encoding):
    (tmp_path / "page.txt").write_bytes("番号\n".encode(encoding))
    page = read_page(tmp_path / "page.txt")
    assert (page.lines[0].text, page.encoding) == ("番号", encoding)


def test_a_second_byte_order_mark_is_text(tmp_path):
    (tmp_path / "page.txt").write_bytes("\ufeff\ufeff番号\n".encode())
    assert read_page(tmp_path / "page.txt").lines[0].text == "\ufeff番号"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_regular_file_is_refused_by_name_and_never_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(PageError, match=r"pipe\.txt: found no regular file"):
        load_corpus(tmp_path)


def test_a_file_that_cannot_be_opened_is_a_page_error(tmp_path):
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(PageError, match=r"folder\.txt"):
        read_page(tmp_path / "folder.txt")
