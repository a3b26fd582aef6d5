"""Judgement tables: every row is used unchanged, or refused by file and line."""

import csv
from time import perf_counter

import pandas as pd
import pytest
from conftest import NAME

from icpf_analysis import PageError, load_corpus
from icpf_analysis.curated import UNMATCHED, read_curated, read_table
from icpf_analysis.files import CURATED, RAW


def append(path, row):
    """Add a row to a table, and give its line."""
    text = path.read_text(encoding="utf-8") + row + "\n"
    path.write_text(text, encoding="utf-8")
    return len(text.splitlines())


@pytest.mark.parametrize(
    "row, word",
    [
        ("98,24倍,2~4倍", r"\.csv, line 2: found .24倍. 0 times at line 98 .*in no line"),
        ("103,公的個人認証,JPKI", r"found '公的個人認証' 2 times.*there once"),
        *[(f"{line},23倍,2~3倍", "263 lines; it is in line 98") for line in (0, "98a", "9" * 5000)],
    ],
    ids=lambda value: value[:20],
)
def test_an_emendation_that_does_not_fit_its_line_once_names_its_row(read, page, row, word):
    with pytest.raises(PageError, match=word):
        read(page, f"page.txt,{row},why,certain")


STRAY = [  # none of these rows fits the page
    ("emendations.csv", "001.txt,98,23倍,2~3倍,why,certain", "001.txt"),
    ("affiliations.csv", "東洋大学 教授,東洋大学,教授,academia,why", "東洋大学 教授"),
    ("subjects.csv", "2014/1/28,number system,why", "2014/1/28"),  # as a spreadsheet writes it
]
NEVER = "it might never end"
GROUPS = "(?P<organisation>架空)(?P<post>長)"


@pytest.mark.parametrize(
    "table, row, word",
    [
        *STRAY,
        ("emendations.csv", "p.txt,1,a,b,why,likely", "certainty 'likely'"),
        ("emendations.csv", "p.txt,1,,b,why,certain", "no found for 'p.txt / 1'"),
        ("affiliations.csv", "某所,某所,,government,why", "sector 'government'"),
        ("affiliations.csv", " 衆議院議員\u200b,衆議院,議員,legislature,why", "second row"),
        ("affiliations.csv", "某所,某所,,unknown,why,more", "number of cells"),
        ("affiliations.csv", '"某所', "unexpected end of data"),
        ("affiliations.csv", f"{'某' * 100_000},某所,,unknown,why", "100,000 characters"),
        ("parties.csv", "見本党", "number of cells"),
        ("sector_rules.csv", "(?P<organisation>某所,private,why", "pattern"),
        ("sector_rules.csv", "a{99999999999999999999},private,why", "pattern"),
        ("sector_rules.csv", "某所,private,why", "organisation and post"),
        *[("sector_rules.csv", f'"{repeats}{GROUPS}",private,why', NEVER)
          for repeats in ("(?:架+)+", "(?:架|架)*", "(?:架?){30}", "架?" * 30, ".*" * 5,
                          "(?:架|架)" * 30)],
    ],
)  # fmt: skip
def test_a_bad_row_is_refused_with_file_and_line(curated, table, row, word):
    last = append(curated / table, row)
    with pytest.raises(PageError, match=word) as problem:
        load_corpus(curated=curated)
    assert problem.value.file.endswith(table) and problem.value.line == last


@pytest.mark.parametrize(
    "pattern", [r"\S*\s*.*", "[)*+]{1,9}", "(?:架空|架)*+", "架{2}(?:空)?", "架?" * 20]
)
def test_a_rule_with_few_repeats_is_tried_and_ends(curated, pattern):
    """Three repeats of any length on a hundred letters that do not fit: under a second."""
    append(curated / "sector_rules.csv", f'"{pattern}{GROUPS}",private,why')
    rule, _ = read_curated(curated).sector_rules[-1]
    began = perf_counter()
    assert rule.match("架" * 100) is None
    assert perf_counter() - began < 1


SMALL = "見本研究会セミナー「題」\n日時:2015年4月24日\n講師:見本太郎氏({})\n"


def test_a_rule_that_matches_without_one_of_its_groups_is_named(curated, read):
    rules = curated / "sector_rules.csv"
    head = "pattern,sector,why\n(?P<organisation>"
    rules.write_text(f"{head}架空会)?(?P<post>.*),private,why\n", encoding="utf-8")
    with pytest.raises(PageError, match=r"rules\.csv, line 2: .* no part in the match of '某所'"):
        read(SMALL.format("某所"), curated=curated)
    rules.write_text(f"{head}某所)(課)?(?P<post>.*),private,why\n", encoding="utf-8")
    assert len(read(SMALL.format("某所"), curated=curated).people) == 1  # that group has no name


@pytest.mark.parametrize("n, sector", [(90, "academia"), (200, "unknown")])
def test_an_affiliation_too_long_for_rules_has_no_sector(read, n, sector):
    corpus = read(SMALL.format("見" * n + "大学"))
    assert corpus.appearances["sector"].astype("str").item() == sector


def test_a_row_that_fits_nothing_of_some_pages_is_a_finding_and_one_a_table(read, curated):
    lasts = {table: append(curated / table, row) for table, row, _ in STRAY}
    findings = load_corpus(RAW / NAME, curated=curated).findings
    findings = findings[findings["kind"] == UNMATCHED].set_index("source")
    for table, _, cell in STRAY:
        finding = findings.loc[table]
        assert finding["found"] == cell and finding["why"].endswith(str(lasts[table]))
    findings = read(SMALL.format("某所"), curated=curated).findings
    rows = findings[findings["kind"] == UNMATCHED]
    tables = ["affiliations.csv", "emendations.csv", "short_names.csv", "subjects.csv"]
    assert rows["source"].tolist() == tables
    assert rows["found"].iloc[3].split("; ")[-2:] == ["2014-03-26", "2014/1/28"]
    # Where no tables are named, the shipped ones are not looked at: they are about other pages.
    assert UNMATCHED not in set(read(SMALL.format("某所")).findings["kind"])


def test_blanks_round_a_cell_signs_of_no_width_and_full_width_brackets_change_nothing(
    curated, corpus
):
    """The last cell of a row, the one before the line's end, has a blank too."""
    for name in ("emendations", "affiliations", "subjects", "parties"):
        rows = read_table(CURATED / f"{name}.csv", (), key=(), exact=("found", "emended"))
        with (curated / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(rows[0].cells)
            for _, cells in rows:
                writer.writerow(
                    cell if column in ("found", "emended") else f" \u200b{cell}\u3000\ufeff"
                    for column, cell in cells.items()
                )
    path = curated / "affiliations.csv"
    table = path.read_text(encoding="utf-8").replace("(衆議院", "\uff08衆議院")
    path.write_text(table, encoding="utf-8")
    changed = load_corpus(RAW / NAME, curated=curated)
    for frame in ("seminars", "appearances", "statements"):
        pd.testing.assert_frame_equal(getattr(changed, frame), getattr(corpus, frame))
    doubts = changed.findings[changed.findings["kind"] != UNMATCHED]  # rows about other pages
    pd.testing.assert_frame_equal(doubts.reset_index(drop=True), corpus.findings)


def test_a_missing_table_or_column_and_a_table_as_excel_saves_it_are_named(tmp_path):
    path = tmp_path / "stop_terms.csv"
    excel = "term,why\n番号,講演\n".encode("cp932")
    for data, word in ((None, r"stop_terms\.csv"), (b"term\n", r"\.csv, line 1: .*add why"),
                       (excel, "line 2: .*CSV in UTF-8")):  # fmt: skip
        if data is not None:
            path.write_bytes(data)
        with pytest.raises(PageError, match=word):
            read_table(path, ("term", "why"), key=("term",))


def test_every_judgement_has_its_reason():
    for name in ("emendations", "affiliations", "sector_rules", "lexicon", "parties",
                 "stop_terms", "affixes"):  # fmt: skip
        reason = "note" if name == "lexicon" else "why"
        read_table(CURATED / f"{name}.csv", (), key=(), filled=(reason,))


def test_only_a_row_separates_a_party_from_a_name(curated, read):
    """Where the table knows 見本党, 見本太郎見本党衆議院議員 is 見本太郎; else nobody."""
    text = "セミナー「見本」\n日時:2015年4月24日\n講師:見本太郎見本党衆議院議員\n"
    corpus = read(text, curated=curated)
    assert corpus.people.empty and "person unread" in set(corpus.findings["kind"])
    append(curated / "parties.csv", "見本党,invented")
    assert list(read(text, curated=curated).people.index) == ["見本太郎"]
    (curated / "parties.csv").unlink()
    assert read(text, curated=curated).people.empty


def test_rows_about_pages_added_to_data_raw_are_no_doubt_about_the_first(monkeypatch, curated):
    """A reader who adds a page adds its rows: the four reports keep their 48 doubts."""
    append(curated / "short_names.csv", "2015-04-24,Apr 2015 Example,2015年4月 見本,invented")
    monkeypatch.setattr("icpf_analysis.reading.corpus.CURATED", curated)
    assert len(load_corpus(RAW / NAME).findings) == 48
