"""Invented pages field by field: what the reader makes of them, and that nothing is lost unsaid."""

from pathlib import Path

import pytest
from fields import compare, lost, misread

import icpf_analysis as icpf

HERE = Path(__file__).parent
PAGES = HERE.parent / "pages"
ALL = sorted(path for path in PAGES.rglob("*.*") if path.suffix in {".txt", ".html", ".htm"})


def test_every_field_of_the_fixtures_and_cases_is_right():
    read = compare(HERE / "expected.txt", PAGES)
    assert len(read) > 300 and misread(read) == []


def test_of_the_pages_in_varied_manners_the_fields_listed_are_misread_and_no_others():
    read = compare(HERE / "expected_varied.txt", PAGES / "varied")
    assert {field.page for field in read} == {path.name for path in (PAGES / "varied").iterdir()}
    listed = (HERE / "misread.txt").read_text("utf-8").splitlines()
    assert misread(read) == listed, "python tests/reading/fields.py lists them anew"
    assert len(listed) < len(read) / 15


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_no_line_is_dropped_and_no_fact_is_lost_unsaid(path):
    """Every person with 氏 and every quoted title of the reporter is in a frame or a finding."""
    corpus = icpf.load_corpus(path)
    if path.suffix == ".txt":
        again = "".join(corpus.lines["text"] + corpus.lines["ending"])
        assert again == path.read_text("utf-8")
    assert lost(corpus) == []


@pytest.mark.parametrize(
    "printed, organisation, sector",
    [
        ("前見本党衆議院議員、見本大学大学院教授", "見本大学大学院", "academia"),  # 前 is former
        ("見本フォーラム事務局長・仮名大学経済学部教授", "仮名大学", "academia"),  # two posts
        ("木村病院看護課", "木村病院", "unknown"),  # 木村 is no village
        ("木村市看護課長", "木村市", "local government"),
        ("元見本省課長、株式会社例示社長", "株式会社例示", "private"),
        ("架空市立図書館長", "架空市立図書館", "unknown"),
    ],
)
def test_an_affiliation_is_read_by_its_parts(read, printed, organisation, sector):
    corpus = read(f"セミナー「見本」\n日時:2015年4月24日\n講師:例示花子({printed})")
    row = corpus.appearances.iloc[0]
    assert (row["organisation"], row["sector"]) == (organisation, sector)


@pytest.mark.parametrize(
    "phrase", ["町の台帳例示花子(例示大学教授)", "架空省情報局長", "見本市長", "例示花子(例示大学"]
)
def test_what_is_no_name_is_never_a_person(read, phrase):
    corpus = read(f"セミナー「見本」\n日時:2015年4月24日\n講師:{phrase}")
    assert len(corpus.people) == 0
    assert {"person unread"} <= set(corpus.findings["kind"])


def test_a_name_that_only_the_dictionary_ends_is_told(read):
    corpus = read("セミナー「見本」\n日時:2015年4月24日\n講師:仮名哲也架空放送株式会社取締役")
    assert corpus.appearances["person_id"].tolist() == ["仮名哲也"]
    finding = corpus.findings.query("kind == 'name inferred'").squeeze()
    assert finding["taken_as"] == "仮名哲也"


@pytest.mark.parametrize(
    "line, kind",
    [
        (
            "はじめに、仮名三郎氏(例示社)と例示花子氏が「未読の題」と「色」を語った。",
            "title unread",
        ),
        ("次回の第9回セミナーには30名が参加したという。", "session unread"),
    ],
)
def test_a_fact_that_no_frame_holds_is_a_finding(read, line, kind):
    corpus = read(f"セミナー「見本」\n日時:2015年4月24日\n講師:架空花子(架空大学)\n{line}")
    assert kind in set(corpus.findings["kind"])


@pytest.mark.parametrize("begins", ["Q 境界は", "Q:境界は", "問 境界は", "Q1 境界は"])
def test_a_question_and_its_answer_need_no_colon(read, begins):
    answer = begins.replace("Q", "A").replace("問", "答").replace("境界は", "紙")
    corpus = read(f"セミナー「見本」\n日時:2015年4月24日\n質疑応答\n{begins}誰が?\n{answer}で。\n")
    assert corpus.statements["kind"].astype(str).tolist() == ["question", "answer"]
    assert corpus.statements["reply_to"].tolist()[1] == corpus.statements.index[0]


def test_a_statement_on_a_company_is_no_answer(read):
    """A 社 stands alone, below no question."""
    corpus = read("セミナー「見本」\n日時:2015年4月24日\n質疑応答\n• A 社は紙で。\nA 社は紙で。\n")
    assert "answer" not in set(corpus.statements["kind"].astype(str))
