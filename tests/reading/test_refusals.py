"""What cannot be read is refused: the file, the line, and a word that tells what is wrong."""

import codecs
import os
from pathlib import Path

import pytest

import icpf_analysis as icpf

REFUSED = [
    ("page.txt", "", 1, "empty"),
    ("page.txt", "\n \u3000\n", 1, "blank"),
    ("page.txt", "\n 本日は晴天なり。\n", 2, "no seminar"),
    ("page.html", "<script>1</script>", 1, "no text"),
    ("page.html", "<p>番号<![x<![x", None, "no parser"),
    ("page.html", "<nav>セミナー</nav>", None, "no post"),
    ("page.txt", "一行目\r\n二行目\r三".encode() + "番号".encode("cp932"), 3, "0x94"),
    ("page.txt", "一行目\n".encode() + b"\xff", 2, "0xff"),
    ("page.txt", codecs.BOM_UTF8 + "番\n".encode() + b"\x83Z", 2, "0x83"),
    ("page.txt", codecs.BOM_UTF16_LE + "番\n".encode("utf-16-le") + b"\x42", 2, "0x42"),
    ("page.txt", codecs.BOM_UTF32_LE + "番".encode("utf-32-le"), 1, "0xff"),
]


@pytest.mark.parametrize("name, content, line, word", REFUSED)
def test_a_page_is_refused_by_file_and_line(tmp_path, name, content, line, word):
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(icpf.PageError, match=word) as error:
        icpf.load_corpus(file)
    assert (Path(error.value.file).name, error.value.line) == (name, line)


@pytest.mark.parametrize("name", ["rot13", "none-such", "a\0b"])
def test_an_encoding_that_python_does_not_have_is_refused_even_where_it_is_not_needed(
    tmp_path, name
):
    (tmp_path / "page.txt").write_text("セミナー", encoding="utf-8")
    with pytest.raises(icpf.PageError, match="encoding") as error:
        icpf.load_corpus(tmp_path / "page.txt", encoding=name)
    assert error.value.line is None


@pytest.mark.parametrize(
    "name, word",
    [("nowhere.txt", "nothing there"), ("empty", "no .txt file"), ("full", "a folder"),
     ("a" * 5000, "nothing there"), ("a\0b", "nothing there")],
)  # fmt: skip
def test_a_path_without_a_page_is_refused_by_name(tmp_path, name, word):
    (tmp_path / "empty").mkdir()
    (tmp_path / "full" / "page.txt").mkdir(parents=True)
    with pytest.raises(icpf.PageError, match=word) as error:
        icpf.load_corpus(tmp_path / name)
    assert error.value.file.startswith(str(tmp_path / name)) and error.value.line is None


@pytest.mark.skipif(os.name != "posix", reason="Windows has neither FIFOs nor such names")
@pytest.mark.parametrize(
    "make, word",
    [
        (os.mkfifo, "pipe"),
        (lambda path: path.symlink_to("/dev/zero"), "device"),
        (Path.mkdir, "folder"),
        (lambda path: Path(f"{path.parent}/\udcff{path.suffix}").touch(), "not UTF-8"),
    ],
)
def test_what_is_no_regular_file_is_refused_by_name_and_not_read(tmp_path, make, word):
    """A FIFO would wait for ever, and /dev/zero would fill the memory."""
    make(tmp_path / "page.txt")
    with pytest.raises(icpf.PageError, match=word) as error:
        icpf.load_corpus(tmp_path)
    assert Path(error.value.file).suffix == ".txt"
    str(error.value).encode("utf-8")  # it can be printed
