"""icpf read: what is read, doubted and left unread of a page is shown, and nothing is written."""

import shutil

import pytest
from conftest import NAME, PAGES

from icpf_analysis.__main__ import main, preview_page
from icpf_analysis.files import RAW, ROOT


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


def test_a_page_that_cannot_be_read_is_one_line_and_exit_1(tmp_path, capsys):
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    for name, found in (("a.pdf", "the ending '.pdf'"), ("none.txt", "No such file")):
        assert main(["read", str(tmp_path / name)]) == 1
        shown = capsys.readouterr()
        assert name in shown.err and found in shown.err
        assert len(shown.err.splitlines()) == 1 and shown.out == ""


REAL = (RAW / NAME).read_text(encoding="utf-8")
DATED = (
    "電子行政研究会セミナー「札の色」 甲山太郎架空大学教授\n"
    "2014128日、架空会館で、第7回セミナー「札の色」を開催しました。\n"
)


@pytest.mark.parametrize(
    "name, text, shown, duplicates",
    [
        ("b.txt", "本日は晴天なり。\n", ["read: 0 sem", "line 1: page without seminar: 本日は"], 0),
        ("b.txt", REAL, ["read: 0 seminars"], 4),  # another page has these posts already
        (NAME, f"{REAL}\n\n", ["264 lines", "read: 4 seminars"], 0),  # the page of the same name
        # 28 January or 8 December: 第7回 came after 第6回, which was in March
        ("b.txt", DATED, ["2014-12-08 (date inferred)"], 0),
    ],
    ids=["no seminar", "posts again", "new version", "date"],
)
def test_a_page_is_read_beside_those_of_the_archive(tmp_path, name, text, shown, duplicates):
    (tmp_path / "raw").mkdir()
    shutil.copy(RAW / NAME, tmp_path / "raw")
    (tmp_path / name).write_text(text, encoding="utf-8")
    preview = preview_page(tmp_path / name, tmp_path / "raw")
    assert all(words in preview for words in shown)
    assert preview.count("duplicate post") == duplicates


def test_a_page_in_an_old_encoding_is_read_with_the_encoding_named(tmp_path, capsys):
    text = (PAGES / "programme.txt").read_text(encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(text.encode("euc_jp"))
    assert main(["read", str(tmp_path / "b.txt"), "--encoding", "euc_jp"]) == 0
    assert ", euc_jp" in capsys.readouterr().out.splitlines()[0]
