"""Bytes to lines: strict, and nothing lost."""

import pytest

from icpf_analysis import PageError
from icpf_analysis.files import decode
from icpf_analysis.reading.pages import read_pages, split_lines


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


@pytest.fixture(scope="module")
def plain(page):
    """The page in signs that all encodings have: ・ for •, an ideographic space for U+00A0."""
    return page.replace("•", "・").replace("\u00a0", "\u3000")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_with_its_mark_is_known_by_its_bytes(plain, encoding):
    """The same text, without the mark, whatever encoding the caller names beside."""
    for asked in (None, "cp932", "latin-1"):
        assert decode("page.txt", plain.encode(encoding), asked) == (plain, encoding)


@pytest.mark.parametrize(
    "encoding, name",
    [("cp932", "cp932"), ("EUC-JP", "euc_jp"), ("ISO-2022-JP", "iso2022_jp"),
     ("shift_jis_2004", "shift_jis_2004"), ("utf-16-be", "utf-16-be"), ("utf-32", "utf-32")],
)  # fmt: skip
def test_any_other_encoding_is_read_where_it_is_named_and_refused_where_not(plain, encoding, name):
    data = plain.encode(encoding)
    assert decode("page.txt", data, encoding) == (plain, name)
    if not data.isascii():  # ISO-2022-JP is
        with pytest.raises(PageError, match="encoding="):
            decode("page.txt", data)


def test_the_encoding_named_is_for_the_pages_of_a_folder_that_are_not_in_unicode(tmp_path):
    (tmp_path / "a.txt").write_text("番号", encoding="utf-8")
    (tmp_path / "b.txt").write_text("番号", encoding="euc_jp")
    pages = read_pages(tmp_path, "euc_jp")
    assert [(page.lines[0].text, page.encoding) for page in pages] == [
        ("番号", "utf-8"), ("番号", "euc_jp"),
    ]  # fmt: skip


def test_a_folder_gives_text_and_html(tmp_path):
    """Pages come in the order of their names; files of other kinds are left out."""
    for name in ("c.htm", "b.HTML", "a.txt", "d.xml"):
        (tmp_path / name).write_text("<p>番号</p>", encoding="utf-8")
    assert [(page.source, page.lines[0].text) for page in read_pages(tmp_path)] == [
        ("a.txt", "<p>番号</p>"), ("b.HTML", "番号"), ("c.htm", "番号"),
    ]  # fmt: skip
