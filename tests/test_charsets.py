"""Bytes to text: the encodings of the pages' time, told apart soundly or refused."""

import codecs

import pandas as pd
import pytest

from icpf_analysis import PageError, load_corpus
from icpf_analysis.charsets import NAMES, decode, known

NAME = "000_4767421747b42df5.txt"  # the name under which the page's emendations stand
FRAMES = ("seminars", "people", "appearances", "statements", "lines", "findings")


@pytest.fixture(scope="module")
def plain(page):
    """The page in signs that all encodings have: ・ for •, an ideographic space for U+00A0."""
    return page.replace("•", "・").replace("\u00a0", "\u3000")


@pytest.fixture(scope="module")
def utf8(plain, tmp_path_factory):
    folder = tmp_path_factory.mktemp("utf8")
    found = {}
    for ending in ("\n", "\r\n", "\r"):
        (folder / NAME).write_bytes(plain.replace("\n", ending).encode())
        found[ending] = load_corpus(folder / NAME)
    return found


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", NAMES)
def test_a_page_gives_the_same_frames_in_every_encoding_and_says_in_which(
    plain, utf8, tmp_path, encoding, ending
):
    (tmp_path / NAME).write_bytes(plain.replace("\n", ending).encode(encoding))
    corpus = load_corpus(tmp_path / NAME)
    assert set(corpus.lines["encoding"]) == {encoding}
    assert len(corpus.statements) == 132
    for name in FRAMES:
        one, other = (getattr(each, name) for each in (utf8[ending], corpus))
        if name == "lines":
            one, other = (frame.drop(columns="encoding") for frame in (one, other))
        pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize("encoding", NAMES)
def test_an_encoding_asked_for_that_fits_is_the_one_that_is_found(plain, tmp_path, encoding):
    (tmp_path / NAME).write_bytes(plain.encode(encoding))
    asked = load_corpus(tmp_path / NAME, encoding=encoding)
    assert set(asked.lines["encoding"]) == {encoding}


@pytest.mark.parametrize("asked", NAMES)
@pytest.mark.parametrize("encoding", NAMES)
def test_an_encoding_asked_for_never_makes_another_text(plain, encoding, asked):
    """8 x 8: the text of the page, or PageError; among them CP932 asked for EUC-JP bytes."""
    try:
        assert decode("page.txt", plain.encode(encoding), asked).text == plain
    except PageError:
        assert encoding != asked


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "iso2022_jp"])
def test_a_single_line_is_read_as_what_it_is_or_refused(plain, encoding):
    """One line is scant evidence, and no reason to guess."""
    lines = [line for line in plain.split("\n") if line.strip()]
    read = 0
    for line in lines:
        try:
            assert decode("page.txt", line.encode(encoding)).text == line
            read += 1
        except PageError:
            assert encoding != "iso2022_jp" and "セミナー" not in line
    assert read >= 25


@pytest.mark.parametrize("asked", ["utf-16-le", "utf-16-be"])
def test_the_mark_decides_between_the_two_orders_of_utf_16(asked):
    for mark, codec in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        assert decode("page.txt", mark + "番号".encode(codec), asked) == ("番号", "utf-16")


def test_half_width_katakana_and_words_of_the_archive_are_read():
    text = "ｾﾐﾅｰの講演、①㈱"
    assert decode("page.txt", text.encode("cp932")) == (text, "cp932")


@pytest.mark.parametrize("text", ["番号", "二千十四年三月"])
def test_bytes_that_no_word_of_the_archive_decides_are_refused_with_what_was_tried(text):
    with pytest.raises(PageError, match=r"page\.txt, line 1: found byte 0x.*UTF-8") as problem:
        decode("page.txt", text.encode("cp932"))
    told = str(problem.value)
    assert all(name in told for name in ("UTF-8", "CP932", "EUC-JP", "UTF-16", "encoding=…"))


def test_what_nothing_decides_can_be_told(tmp_path):
    data = "番号".encode("cp932")
    assert decode("page.txt", data, "Shift_JIS") == ("番号", "cp932")


@pytest.mark.parametrize("name", ["latin-1", "rot13", "base64", "utf-7", "", "ほげ", "a\0b"])
def test_an_encoding_that_pages_are_not_in_is_refused_with_those_they_are(name):
    """latin-1 would make a text of any bytes."""
    with pytest.raises(PageError, match="name one of utf-8, "):
        decode("page.txt", "番号".encode(), name)


@pytest.mark.parametrize(
    "data, found",
    [
        (codecs.BOM_UTF16_LE + b"\x42", "not UTF-16"),  # half a character
        (codecs.BOM_UTF16_BE + b"\xd8\x00\x00\x41", "not UTF-16"),  # half a pair
        (codecs.BOM_UTF32_LE + "番".encode("utf-32-le"), "UTF-32"),
        (codecs.BOM_UTF8 + b"\x83Z", "not UTF-8"),
        (b"\x1b$B%;%_%J!<\x1b(B \x1b$B!", "not ISO-2022-JP"),
    ],
)
def test_a_mark_that_the_bytes_belie_is_refused(data, found):
    with pytest.raises(PageError, match=found):
        decode("page.txt", data)


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "iso2022_jp", "utf-16"])
@pytest.mark.parametrize("sign", ["\0", "\x0b", "\x0c", "\x1a", "\x7f"])
def test_nul_and_stray_controls_stay_where_they_stand(encoding, sign):
    text = f"セミナー{sign}番号\nの講演"
    assert decode("page.txt", text.encode(encoding)).text == text


def test_utf_8_with_nuls_is_no_utf_16():
    data = "a\0セミナー\0b\0".encode()
    assert decode("page.txt", data) == ("a\0セミナー\0b\0", "utf-8")


def test_signs_that_no_japanese_page_has_speak_against_an_encoding():
    """0xA0 and 0xFD are private use in Python's CP932."""
    with pytest.raises(PageError):
        decode("page.txt", "セミナー".encode("cp932") + b"\xa0\xfd")


@pytest.mark.parametrize(
    "name, codec",
    [("sjis", "cp932"), ("Windows-31J", "cp932"), ("x-sjis", "cp932"), ("x-euc-jp", "euc_jp"),
     ("ISO-2022-JP", "iso2022_jp"), ("UTF8", "utf-8"), ("ascii", None)],
)  # fmt: skip
def test_names_that_the_web_uses_are_known(name, codec):
    assert known(name) == codec


def test_curated_tables_stay_utf_8(read, page, tmp_path):
    read(page)
    table = tmp_path / "curated" / "subjects.csv"
    table.write_bytes(
        table.read_text(encoding="utf-8").encode() + "x,番号,セミナー\n".encode("cp932")
    )
    with pytest.raises(PageError, match=r"subjects\.csv, line \d+: found byte .*not UTF-8"):
        load_corpus(tmp_path / "page.txt", curated=tmp_path / "curated")
