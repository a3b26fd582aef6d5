"""What cannot be read is refused with all five parts: file, line, found, expected, what to do."""

import codecs
from pathlib import Path

import pytest

import icpf_analysis as icpf

REFUSED = [
    ("page.txt", b"", 1, "an empty file"),
    ("page.txt", b"\n \n", 1, "blank lines only"),
    ("page.html", b"<script>1</script>", 1, "no text in the markup"),
    ("page.html", "<p>番号<![x<![x".encode(), None, "markup that no parser takes"),
    ("page.html", "<nav>セミナー</nav>".encode(), None, "no post"),
    ("page.txt", "\n 本日は晴天なり。\n".encode(), 2, "no seminar on the page"),
    ("page.txt", "一行目\r\n".encode() + "番号".encode("cp932"), 2, "byte 0x94"),
    ("page.txt", codecs.BOM_UTF8 + "番\n".encode() + b"\x83Z", 2, "byte 0x83"),
    ("page.txt", codecs.BOM_UTF16_LE + "番\n".encode("utf-16-le") + b"\x42", 2, "byte 0x42"),
    ("page.txt", codecs.BOM_UTF32_LE + "番".encode("utf-32-le"), 1, "UTF-32"),
]


@pytest.mark.parametrize("name, content, line, found", REFUSED)
def test_a_page_is_refused_with_all_five_parts(tmp_path, name, content, line, found):
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(icpf.PageError) as error:
        icpf.load_corpus(file)
    told = error.value
    assert (Path(told.file).name, told.line) == (name, line)
    assert found in told.found and told.expected and told.todo


@pytest.mark.parametrize("name", ["nowhere.txt", "empty"])
def test_a_path_is_refused_with_all_five_parts(tmp_path, name):
    (tmp_path / "empty").mkdir()
    with pytest.raises(icpf.PageError) as error:
        icpf.load_corpus(tmp_path / name)
    told = error.value
    assert told.file.startswith(str(tmp_path / name)) and told.line is None
    assert told.found and told.expected and told.todo
