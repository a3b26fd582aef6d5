"""icpf read: what is read, doubted and left unread of a page is shown, and nothing is written."""

import shutil
from pathlib import Path

import pytest

from icpf_analysis import load_corpus
from icpf_analysis.__main__ import main
from icpf_analysis.files import RAW, ROOT
from icpf_analysis.reading.preview import preview_page

PAGES = Path(__file__).parent / "pages"
NAME = "000_4767421747b42df5.txt"


@pytest.fixture
def raw(tmp_path):
    """A folder like data/raw, with the real page."""
    (tmp_path / "raw").mkdir()
    shutil.copy(RAW / NAME, tmp_path / "raw")
    return tmp_path / "raw"


def test_what_a_page_gives_is_shown_and_nothing_is_written(capsys):
    before = {path: path.stat().st_mtime_ns for path in (ROOT / "data").rglob("*")}
    assert main(["read", str(PAGES / "category.html")]) == 0
    shown = capsys.readouterr().out
    for part in ("category.html: 38 lines, utf-8", "read: 2 seminars",
                 "2010-11-09 (date printed), lines 6-23",
                 "架空行政研究会セミナー「緑の窓口を拓く」",
                 "甲山太郎 (lecturer, academia)", "statements: 9 (5 talk, 4 discussion)",
                 "doubted: 4 findings", "line 25: post without seminar: 事務所移転のお知らせ",
                 "unread: 4 lines", "line 26: 事務所は緑町に移ります。"):  # fmt: skip
        assert part in shown
    assert {path: path.stat().st_mtime_ns for path in (ROOT / "data").rglob("*")} == before


@pytest.mark.parametrize(
    "name, data, found",
    [
        ("a.txt", b"", "an empty file"),
        ("a.pdf", b"%PDF", "the ending '.pdf'"),
        ("a", b"", "a name without an ending"),
        ("none.txt", None, "No such file"),
    ],
)
def test_a_page_that_cannot_be_read_is_one_line_and_exit_1(tmp_path, capsys, name, data, found):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert main(["read", str(tmp_path / name)]) == 1
    shown = capsys.readouterr()
    assert name in shown.err and found in shown.err
    assert len(shown.err.splitlines()) == 1 and shown.out == ""


def test_a_page_without_a_seminar_is_one_finding_beside_pages_that_have_some(raw, tmp_path):
    (tmp_path / "b.txt").write_text("本日は晴天なり。\n", encoding="utf-8")
    shown = preview_page(tmp_path / "b.txt", raw)
    assert "read: 0 seminars" in shown and "line 1: page without seminar: 本日は晴天なり。" in shown


def test_a_post_that_another_page_has_already_is_shown_as_a_duplicate(raw, tmp_path):
    shutil.copy(RAW / NAME, tmp_path / "b.txt")
    shown = preview_page(tmp_path / "b.txt", raw)
    assert "read: 0 seminars" in shown and shown.count("duplicate post") == 4


def test_a_new_version_of_a_page_is_read_in_the_place_of_the_old_one(raw, tmp_path):
    """Four seminars, and no duplicate of the page of the same name."""
    (tmp_path / NAME).write_bytes((RAW / NAME).read_bytes() + b"\n\n")
    shown = preview_page(tmp_path / NAME, raw)
    assert "264 lines" in shown and "read: 4 seminars" in shown and "duplicate" not in shown


def test_a_date_that_the_pages_there_decide_is_read_beside_them(raw, tmp_path):
    """2014128日 is 28 January or 8 December; 第7回 came after 第6回, which was in March."""
    text = (
        "電子行政研究会セミナー「札の色」 甲山太郎架空大学教授\n"
        "2014128日、架空会館で、第7回セミナー「札の色」を開催しました。\n"
    )
    (tmp_path / "b.txt").write_text(text, encoding="utf-8")
    alone = load_corpus(tmp_path / "b.txt")
    assert alone.seminars["date"].isna().tolist() == [True]
    doubt = alone.findings.query("kind == 'date missing'")["why"].item()
    assert "2014-01-28 or 2014-12-08" in doubt
    assert "2014-12-08 (date inferred)" in preview_page(tmp_path / "b.txt", raw)


def test_a_page_in_an_old_encoding_is_read_with_the_encoding_named(tmp_path, capsys):
    text = (PAGES / "programme.txt").read_text(encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(text.encode("euc_jp"))
    assert main(["read", str(tmp_path / "b.txt"), "--encoding", "euc_jp"]) == 0
    assert ", euc_jp" in capsys.readouterr().out.splitlines()[0]
    assert main(["read", str(tmp_path / "b.txt"), "--encoding", "utf-8"]) == 1
    assert "utf-8" in capsys.readouterr().err.lower()
