"""icpf add: a page is checked, shown, and copied unchanged, or not at all."""

import shutil
from pathlib import Path

import pytest

from icpf_analysis import PageError, load_corpus
from icpf_analysis.__main__ import main
from icpf_analysis.additions import add_page
from icpf_analysis.places import RAW

PAGES = Path(__file__).parent / "pages"
NAME = "000_4767421747b42df5.txt"


@pytest.fixture
def raw(tmp_path, monkeypatch):
    """A folder like data/raw, with the real page; the command adds there."""
    (tmp_path / "raw").mkdir()
    shutil.copy(RAW / NAME, tmp_path / "raw")
    monkeypatch.setattr("icpf_analysis.__main__.RAW", tmp_path / "raw")
    return tmp_path / "raw"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_page_is_shown_and_copied_byte_for_byte(raw, capsys):
    assert main(["add", str(PAGES / "category.html")]) == 0
    told = capsys.readouterr().out
    assert (raw / "category.html").read_bytes() == (PAGES / "category.html").read_bytes()
    assert names(raw) == [NAME, "category.html"]
    for part in ("category.html: 38 lines, utf-8", "read: 2 seminars",
                 "2010-11-09 (date printed), lines 6-23",
                 "架空行政研究会セミナー「緑の窓口を拓く」",
                 "甲山太郎 (lecturer, academia)", "statements: 9 (5 talk, 4 discussion)",
                 "doubted: 4 findings", "line 25: post without seminar: 事務所移転のお知らせ",
                 "unread: 4 lines", "line 26: 事務所は緑町に移ります。",
                 "now run icpf data"):  # fmt: skip
        assert part in told
    assert len(load_corpus(raw).seminars) == 6


def test_an_identical_page_is_left_as_it_is(raw, capsys):
    before = (raw / NAME).stat()
    assert main(["add", str(RAW / NAME)]) == 0
    assert "nothing is copied" in capsys.readouterr().out
    assert (raw / NAME).stat().st_mtime_ns == before.st_mtime_ns


def test_another_page_of_the_same_name_is_never_written_over(raw, tmp_path, capsys):
    before = (raw / NAME).read_bytes()
    shutil.copy(PAGES / "category.html", tmp_path / NAME)
    (tmp_path / NAME).write_bytes(before + b"\n")
    assert main(["add", str(tmp_path / NAME)]) == 1
    assert "another page of this name" in capsys.readouterr().err
    assert (raw / NAME).read_bytes() == before


@pytest.mark.parametrize(
    "name, data, found",
    [
        ("a.txt", "本日は晴天なり。".encode(), "no seminar on the page"),
        ("a.txt", b"", "an empty file"),
        ("a.txt", "セミナー".encode("cp932") + b"\xff", "not UTF-8"),
        ("a.html", b"<script>1</script>", "no text in the markup"),
        ("a.xml", b"<!DOCTYPE a><a/>", "the ending '.xml'"),
        ("a.pdf", b"%PDF", "the ending '.pdf'"),
        ("a", b"", "a name without an ending"),
    ],
)
def test_a_page_that_cannot_be_read_is_not_copied_and_exit_1(
    raw, tmp_path, capsys, name, data, found
):
    (tmp_path / name).write_bytes(data)
    assert main(["add", str(tmp_path / name)]) == 1
    told = capsys.readouterr()
    assert found in told.err and len(told.err.splitlines()) == 1 and told.out == ""
    assert names(raw) == [NAME]


def test_a_missing_page_is_exit_1(raw, tmp_path, capsys):
    assert main(["add", str(tmp_path / "none.txt")]) == 1
    assert "none.txt" in capsys.readouterr().err


def test_a_post_that_is_there_already_is_told_before_its_page_is_copied(raw, tmp_path):
    shutil.copy(RAW / NAME, tmp_path / "b.txt")
    added = add_page(tmp_path / "b.txt", raw)
    assert "read: 0 seminars" in added.told and added.told.count("duplicate post") == 4


def test_a_date_that_the_pages_there_decide_is_read_beside_them(raw, tmp_path):
    """2014128日 is 28 January or 8 December; 第7回 came after 第6回, which was in March."""
    text = (
        "電子行政研究会セミナー「札の色」 甲山太郎架空大学教授\n"
        "2014128日、架空会館で、第7回セミナー「札の色」を開催しました。\n"
    )
    (tmp_path / "b.txt").write_text(text, encoding="utf-8")
    assert load_corpus(tmp_path / "b.txt").seminars["date"].isna().all()
    assert "2014-12-08 (date inferred)" in add_page(tmp_path / "b.txt", raw).told


def test_the_encoding_asked_for_must_be_what_the_bytes_tell(raw, tmp_path, capsys):
    shutil.copy(PAGES / "category.html", tmp_path / "b.html")
    assert main(["add", str(tmp_path / "b.html"), "--encoding", "cp932"]) == 1
    assert names(raw) == [NAME]
    assert main(["add", str(tmp_path / "b.html"), "--encoding", "utf-8"]) == 0


def test_a_page_that_only_an_option_makes_readable_is_refused(raw, tmp_path):
    """data/raw is read without options, so the copy could not be read again."""
    (tmp_path / "b.txt").write_bytes("番号".encode("cp932"))
    with pytest.raises(PageError, match="read without being told an encoding"):
        add_page(tmp_path / "b.txt", raw, encoding="cp932")


def test_the_first_page_of_an_empty_archive(tmp_path):
    added = add_page(PAGES / "category.html", tmp_path / "new")
    assert added.new and names(tmp_path / "new") == ["category.html"]
    assert not add_page(PAGES / "category.html", tmp_path / "new").new
