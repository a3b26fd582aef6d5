"""Judgement tables: every row is used as it stands, or refused by file and line."""

import shutil

import pytest

from icpf_analysis import PageError, load_corpus
from icpf_analysis.curated import read_table
from icpf_analysis.places import CURATED


@pytest.fixture
def curated(tmp_path):
    return shutil.copytree(CURATED, tmp_path / "curated")


def append(path, row):
    path.write_text(path.read_text(encoding="utf-8") + row + "\n", encoding="utf-8")


def test_an_emendation_that_no_longer_matches_names_row_and_line(read, page):
    with pytest.raises(
        PageError, match=r"emendations\.csv, line 2: found '24倍' 0 times at line 98 of page\.txt"
    ):
        read(page, "page.txt,98,24倍,2~4倍,why,certain")


@pytest.mark.parametrize("line", ["0", "264", "-1", "98a", "", "9" * 5000])
def test_an_emendation_of_a_line_that_is_not_there_is_refused(read, page, line):
    with pytest.raises(PageError, match=r"emendations\.csv, line 2: .*which has 263 lines"):
        read(page, f"page.txt,{line},23倍,2~3倍,why,certain")


def test_an_emendation_that_fits_twice_is_refused(read, page):
    with pytest.raises(PageError, match=r"found '公的個人認証' 2 times.*there once"):
        read(page, "page.txt,103,公的個人認証,JPKI,why,certain")


def test_an_emendation_for_another_page_is_left_alone(read, page):
    corpus = read(page, "elsewhere.txt,1,何か,他の何か,why,certain")
    assert "emended" not in set(corpus.findings["kind"])


@pytest.mark.parametrize(
    "table, row, message",
    [
        ("emendations.csv", "p.txt,1,a,b,why,likely", "found certainty 'likely'"),
        ("affiliations.csv", "某所,某所,,government,why", "found sector 'government'"),
        (
            "affiliations.csv",
            "衆議院議員,衆議院,議員,legislature,why",
            "a second row for '衆議院議員'",
        ),
        ("affiliations.csv", "某所,某所", "another number of cells"),
        ("affiliations.csv", "某所,某所,,unknown,why,more", "another number of cells"),
        ("affiliations.csv", '"某所', "unexpected end of data"),
        ("sector_rules.csv", "(?P<organisation>某所,private,why", "found the pattern"),
        ("sector_rules.csv", "a{99999999999999999999},private,why", "found the pattern"),
        ("parties.csv", "民主党,why", "a second row for '民主党'"),
        ("parties.csv", " ,why", "found no party"),
        ("parties.csv", "見本党", "another number of cells"),
        ("sector_rules.csv", "某所,private,why", "groups named organisation and post"),
    ],
)
def test_a_bad_row_is_refused_with_file_and_line(curated, table, row, message):
    append(curated / table, row)
    last = len((curated / table).read_text(encoding="utf-8").splitlines())
    with pytest.raises(PageError, match=message) as problem:
        load_corpus(curated=curated)
    assert problem.value.file.endswith(table)
    assert problem.value.line == last


def test_a_missing_column_is_named(tmp_path):
    (tmp_path / "stop_terms.csv").write_text("term\nこと\n", encoding="utf-8")
    with pytest.raises(PageError, match=r"stop_terms\.csv, line 1: .*add why"):
        read_table(tmp_path / "stop_terms.csv", ("term", "why"), key=("term",))


def test_a_missing_table_is_named(curated):
    (curated / "affiliations.csv").unlink()
    with pytest.raises(PageError, match=r"affiliations\.csv"):
        load_corpus(curated=curated)


def test_every_judgement_has_its_reason():
    for name, reason in (
        ("emendations.csv", "why"), ("affiliations.csv", "why"), ("sector_rules.csv", "why"),
        ("lexicon.csv", "note"), ("parties.csv", "why"),
    ):  # fmt: skip
        rows = read_table(CURATED / name, (reason,), key=())
        assert all(row.cells[reason] for row in rows), name


def test_a_party_is_parted_from_a_name_by_its_row_alone(curated):
    """Where the table knows 見本党, 見本太郎見本党衆議院議員 is 見本太郎; else nobody."""
    page = curated.parent / "page.txt"
    text = "セミナー「見本」\n日時:2015年4月24日\n講師:見本太郎見本党衆議院議員\n"
    page.write_text(text, encoding="utf-8")
    corpus = load_corpus(page, curated=curated)
    assert corpus.people.empty and list(corpus.findings["kind"]) == ["person unread"]
    append(curated / "parties.csv", "見本党,invented")
    assert list(load_corpus(page, curated=curated).people.index) == ["見本太郎"]
    (curated / "parties.csv").unlink()
    assert load_corpus(page, curated=curated).people.empty


def test_every_curated_affiliation_is_of_somebody(corpus):
    rows = read_table(CURATED / "affiliations.csv", ("affiliation",), key=("affiliation",))
    assert {row.cells["affiliation"] for row in rows} == set(corpus.appearances["affiliation"])
