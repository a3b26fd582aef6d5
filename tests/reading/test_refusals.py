"""What cannot be read is refused with all five parts: file, line, found, expected, what to do."""

import codecs
from pathlib import Path

import pytest

import icpf_analysis as icpf
from icpf_analysis.charsets import EXPECTED

EXPORT = (Path(__file__).parents[1] / "pages" / "export.xml").read_text(encoding="utf-8")
SAVE = "save the page as UTF-8"
NAME_IT = f"{SAVE}; or name its encoding: load_corpus(path, encoding=…)"
POST = "the post itself: an <article>, or a <div> of the class post or entry"
WHOLE = "save the whole page; of an export, see that its posts are published"
UTF_8 = "UTF-8, with or without a byte order mark"

REFUSED = [
    ("page.txt", "", 1, "an empty file", "a page of the archive", "save the page again"),
    ("page.txt", "\n \n", 1, "blank lines only", "a page of the archive", "save the page again"),
    ("page.html", "<script>1</script>", 1, "no text in the markup", "a page of the archive",
     "save it again"),
    ("page.html", "<p>番号<![x<![x", None, "markup that no parser takes", "HTML",
     "save the page again, or as text"),
    ("page.html", "<nav>セミナー</nav>", None, "no post, only what stands round posts", POST,
     WHOLE),
    ("page.txt", "\n 本日は晴天なり。\n", 2, "'本日は晴天なり。' and no seminar on the page",
     "a heading like 電子行政研究会セミナー「題」 on a line of its own, a label like "
     "日時:2013年6月11日, or a sentence that opens with a date",
     "check that this is a page of the archive; another layout needs a grammar "
     "in icpf_analysis/layouts"),
    ("page.txt", "お知らせ\nシンポジウム「見本」\n主催:見本会\n", 2,
     "'シンポジウム「見本」' and no sentence below it that opens with a date, nor a label with one",
     "2014年3月26日、…にて、第6回セミナー「…」を開催しました。 or 日時:2013年6月11日",
     "add what is lost to data/curated/emendations.csv; a line that no frame needs, such as "
     "主催:…, can be emended to 日時:…"),
    ("page.xml", EXPORT.replace("<rss", "<!DOCTYPE rss>\n<rss", 1), 2, "a document type",
     "a WordPress export, which declares no entities", "do not trust this file; export again"),
    ("page.xml", EXPORT.replace("</channel>", ""), 62,
     "XML that is not well formed (mismatched tag)",
     "a WordPress export", "export it again"),
    ("page.xml", "<rss/>", 1, "XML without an item that has a wp:post_type",
     "a WordPress export (Tools, Export)", "save an HTML page as .html"),
    ("page.xml", EXPORT.replace("publish", "private"), None,
     "no post, only what stands round posts", POST, WHOLE),
    ("page.txt", "一行目\r\n".encode() + "番号".encode("cp932"), 2,
     "byte 0x94, which is not UTF-8 (invalid start byte), as CP932 without a word of the archive, "
     "not EUC-JP, not UTF-16-LE, not UTF-16-BE", EXPECTED, NAME_IT),
    ("page.txt", "セミナー".encode("cp932") + b"\xa0", 1,
     "byte 0x83, which is not UTF-8 (invalid start byte), as CP932 without a word of the archive, "
     "not EUC-JP, not UTF-16-LE, not UTF-16-BE", EXPECTED, NAME_IT),
    ("page.txt", codecs.BOM_UTF8 + "番\n".encode() + b"\x83Z", 2,  # not 0xe7, three bytes before
     "byte 0x83, which is not UTF-8 (invalid start byte)", UTF_8, SAVE),
    ("page.txt", codecs.BOM_UTF16_LE + "番\n".encode("utf-16-le") + b"\x42", 2,
     "byte 0x42, which is not UTF-16 (truncated data)", EXPECTED, SAVE),
    ("page.txt", codecs.BOM_UTF32_LE + "番".encode("utf-32-le"), 1, "UTF-32", EXPECTED, SAVE),
]  # fmt: skip


@pytest.mark.parametrize("name, content, line, found, expected, todo", REFUSED)
def test_a_page_is_refused_with_all_five_parts(
    tmp_path, name, content, line, found, expected, todo
):
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(icpf.PageError) as error:
        icpf.load_corpus(file)
    told = error.value
    assert (Path(told.file).name, told.line, told.expected, told.todo) == (
        name, line, expected, todo,
    )  # fmt: skip
    assert told.found.partition(" (The markup")[0] == found  # then what the parser says


ASKED = [
    ("セミナー", "latin-1", "the encoding 'latin-1'", EXPECTED,
     "name one of utf-8, utf-8-sig, utf-16, utf-16-le, utf-16-be, cp932, euc_jp, iso2022_jp"),
    ("セミナー", "cp932", "UTF-8", "CP932, as asked",
     "leave the encoding out: it is told from the bytes"),
]  # fmt: skip


@pytest.mark.parametrize("text, encoding, found, expected, todo", ASKED)
def test_an_encoding_is_refused_with_all_five_parts(
    tmp_path, text, encoding, found, expected, todo
):
    (tmp_path / "page.txt").write_text(text, encoding="utf-8")
    with pytest.raises(icpf.PageError) as error:
        icpf.load_corpus(tmp_path / "page.txt", encoding=encoding)
    told = error.value
    assert (Path(told.file).name, told.line) == ("page.txt", None)
    assert (told.found, told.expected, told.todo) == (found, expected, todo)


@pytest.mark.parametrize(
    "name, found, expected, todo",
    [
        ("nowhere.txt", "nothing there", "a page (.txt, .html, .htm, .xml), or a folder of them",
         "check the path; load_corpus() without one reads data/raw of the clone"),
        ("empty", "no .txt file, nor .html, .htm, .xml", "pages of the archive",
         "put a page there"),
        ("full", "Is a directory|Permission denied", "a text file", "check the path"),
    ],
)  # fmt: skip
def test_a_path_is_refused_with_all_five_parts(tmp_path, name, found, expected, todo):
    (tmp_path / "empty").mkdir()
    (tmp_path / "full" / "page.txt").mkdir(parents=True)
    with pytest.raises(icpf.PageError) as error:
        icpf.load_corpus(tmp_path / name)
    told = error.value
    assert told.file.startswith(str(tmp_path / name)) and told.line is None
    assert told.found in found.split("|")  # Windows says the second
    assert (told.expected, told.todo) == (expected, todo)
