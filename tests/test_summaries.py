"""Counts of the corpus, each small enough to check by hand on the page."""

from pathlib import Path

import pandas as pd
import pytest

import icpf_analysis as icpf
from icpf_analysis.measures import attainable_p
from icpf_analysis.summaries import (
    beside_last_year,
    comparability,
    composition,
    roster,
    seminar_sizes,
    seminar_traits,
    vocabulary_sizes,
)


def test_sizes_are_those_of_the_statements(corpus):
    sizes = seminar_sizes(corpus)
    assert list(sizes.index) == ["2012-03-12", "2014-01-28", "2014-03-14", "2014-03-26"]
    assert list(sizes["n_statements"]) == [29, 42, 36, 25]
    assert list(sizes["n_people"]) == [8, 3, 4, 4]
    assert sizes["n_chars"].sum() == corpus.statements["text"].str.len().sum()


def test_a_size_is_told_with_day_title_and_attendance(corpus):
    row = seminar_sizes(corpus).loc["2014-01-28"]
    assert row.tolist() == [
        pd.Timestamp("2014-01-28"), "地方自治体の番号制度対応と電子自治体サービスの展開",
        50, "nearly", 3, 42, 3130,
    ]  # fmt: skip
    assert list(row.index) == [
        "date", "title", "attendees", "attendees_bound", "n_people", "n_statements", "n_chars",
    ]  # fmt: skip


def test_a_seminar_without_statements_has_0():
    """2014-02-18 of tests/pages/mixed.txt is only announced."""
    corpus = icpf.load_corpus(Path(__file__).parent / "pages" / "mixed.txt")
    row = seminar_sizes(corpus).loc["2014-02-18"]
    assert row[["n_statements", "n_chars"]].tolist() == [0, 0]


def test_the_form_of_each_part_is_named_in_the_order_of_the_seminar(corpus):
    assert composition(corpus.statements, "year").to_numpy().tolist() == [
        [2012, "talk, paragraphs", 13, 1628, 29, 2947],
        [2012, "panel, points", 15, 1188, 29, 2947],
        [2012, "closing words", 1, 131, 29, 2947],
        [2014, "talk, points", 45, 5776, 103, 10317],
        [2014, "questions", 21, 872, 103, 10317],
        [2014, "answers", 27, 1926, 103, 10317],
        [2014, "discussion, points", 10, 1743, 103, 10317],
    ]


def test_the_parts_of_a_report_make_up_the_whole(corpus):
    counts = composition(corpus.statements)
    assert counts["n_statements"].sum() == 132
    assert list(counts.query("seminar_id == '2014-03-14'")["form"]) == [
        "talk, points", "questions", "answers",
    ]  # fmt: skip
    assert list(counts.query("seminar_id == '2014-03-14'")["n_statements"]) == [14, 10, 12]


def test_the_totals_stand_beside_the_parts(corpus):
    counts = composition(corpus.statements).groupby("seminar_id")
    assert (counts["n_chars"].sum() == counts["of_chars"].first()).all()
    assert list(counts["of_statements"].first()) == [29, 42, 36, 25]


def test_questions_in_two_parts_of_a_report_are_one_form(corpus):
    moved = corpus.statements.copy()
    moved.loc["2014-03-14:095", "part"] = "panel"
    assert (
        composition(moved)
        .drop(columns="form")
        .equals(composition(corpus.statements).drop(columns="form"))
    )


def test_rows_in_another_order_give_the_same_counts(corpus):
    shuffled = corpus.statements.sample(frac=1, random_state=0)
    assert composition(shuffled).equals(composition(corpus.statements))


@pytest.mark.parametrize(
    "person, n", [("三木浩平", 19), ("篠原俊博", 9), ("高井崇志", 1), ("阿部知明", 0)]
)
def test_statements_ascribed_to_a_person(corpus, person, n):
    row = roster(corpus).query("person_id == @person")
    assert row["n_statements"].item() == n


def test_the_roster_has_a_row_for_each_appearance(corpus):
    assert len(roster(corpus)) == 19
    assert set(roster(corpus).query("person_id == '山田肇'")["n_seminars"]) == {4}
    rows = roster(corpus).set_index(["seminar_id", "person_id"])
    assert list(rows) == [
        "role", "sector", "organisation", "n_statements", "n_chars", "n_seminars",
    ]  # fmt: skip
    assert rows.loc[("2014-01-28", "矢島征幸")].tolist() == [
        "lecturer", "local government", "茨城県五霞町", 11, 689, 1,
    ]  # fmt: skip
    assert rows.loc[("2014-01-28", "山田肇")].tolist()[3:] == [0, 0, 4]


@pytest.mark.parametrize(
    "measure, y2012, y2014",
    [
        ("seminars", 1, 3),
        ("people", 8, 9),  # 3 + 8 lecturers, 4 panelists, and the moderator in both years
        ("lecturers", 3, 8),
        ("statements", 29, 103),
        ("statements of a named speaker", 14, 72),  # 71 of persons, one of a prefecture
        ("questions", 0, 21),
        ("answers", 0, 27),
        ("characters in statements", 2947, 10317),
        ("people also seen in another year", 1, 1),
        ("lecturers also lecturing in another year", 0, 0),
    ],
)
def test_what_the_years_have_in_common(corpus, measure, y2012, y2014):
    assert list(comparability(corpus).loc[measure]) == [y2012, y2014]


def test_a_measure_is_a_row_and_a_year_a_column(corpus):
    table = comparability(corpus)
    assert (table.index.name, table.columns.name) == ("measure", "year")
    assert table.columns.tolist() == [2012, 2014]


def test_a_year_whose_seminar_has_no_statements_is_still_a_year(read, page):
    """Two openings without reports below them."""
    heading = "\n電子行政研究会セミナー「"
    openings = [part.split("\nはじめに、")[0] for part in page.split(heading)[1:]]
    table = comparability(read(f"{heading}{openings[0]}{heading}{openings[3]}"))
    assert list(table.columns) == [2012, 2014]
    assert list(table.loc["seminars"]) == [1, 1]
    assert list(table.loc["statements"]) == [0, 0]


@pytest.mark.parametrize(
    "first, second, p", [(1, 3, 0.25), (1, 2, 1 / 3), (3, 1, 0.25), (2, 2, 2 / 6)]
)
def test_the_smallest_p_is_one_over_the_ways_to_choose(first, second, p):
    assert attainable_p(first, second) == p


def test_an_empty_group_has_no_p():
    with pytest.raises(ValueError, match=r"groups of \(0, 4\) seminars"):
        attainable_p(0, 4)


@pytest.mark.parametrize(
    "measure, seminar, value",
    [
        ("characters a statement", "2012-03-12", 2947 / 29),
        ("share in questions and answers", "2014-03-14", (474 + 954) / 2819),
        ("share in questions and answers", "2012-03-12", 0.0),
        ("share said by a named speaker", "2012-03-12", (1628 + 131) / 2947),
        ("share of characters in talks", "2012-03-12", 1628 / 2947),
    ],
)
def test_traits_of_form(corpus, measure, seminar, value):
    assert seminar_traits(corpus).loc[measure, seminar] == pytest.approx(value)


@pytest.mark.parametrize("first, inside", [(2.0, True), (1.0, True), (0.9, False), (3.1, False)])
def test_a_year_lies_inside_the_range_of_the_other_or_not(corpus, first, inside):
    seminars = corpus.seminars.index
    measure = pd.DataFrame([[first, 1.0, 3.0, 2.0]], columns=seminars, index=["measure"])
    row = beside_last_year(measure, corpus.seminars).loc["measure"]
    assert (row["lowest"], row["highest"], row["inside"]) == (1.0, 3.0, inside)


def test_a_measure_is_held_against_its_own_range_and_by_every_seminar_of_the_first_year():
    """Two seminars of 2012, two of 2014; the first measure's range is 1 to 3, the second's 10."""
    seminars = pd.DataFrame(
        {"date": pd.to_datetime(["2012-01-01", "2012-02-01", "2014-01-01", "2014-02-01"])},
        index=list("abcd"),
    )
    by_seminar = pd.DataFrame(
        [
            [1.0, 3.0, 1.0, 3.0],
            [10.0, 10.0, 10.0, 10.0],
            [2.0, 4.0, 1.0, 3.0],
            [0.0, 2.0, 1.0, 3.0],
        ],
        columns=list("abcd"),
    )
    table = beside_last_year(by_seminar, seminars)
    assert table["lowest"].tolist() == [1, 10, 1, 1]
    assert table["highest"].tolist() == [3, 10, 3, 3]
    assert table["inside"].tolist() == [True, True, False, False]


def test_the_size_of_a_vocabulary_is_counted_by_seminar():
    """番号 twice and 鍵 once in a, of which one has a theme; 窓口 in b, and no word."""
    terms = pd.DataFrame(
        {
            "seminar_id": ["a", "a", "a", "b"],
            "term": ["番号", "番号", "鍵", "窓口"],
            "theme": [None, "locks", None, "locks"],
        }
    )
    sizes = vocabulary_sizes(terms, pd.DataFrame({"seminar_id": ["a"] * 5}))
    assert list(sizes) == ["n_terms", "n_different", "once", "with_theme", "n_words"]
    assert sizes.loc["a"].tolist() == [3, 2, 1, 1 / 3, 5]
    assert sizes.loc["b"].tolist() == [1, 1, 1, 1, 0]


def test_who_spoke_by_sector_and_year(corpus):
    """2012: the ministries' three took part and one spoke; what the panel said is nobody's."""
    table = icpf.affiliation_table(corpus)
    assert table["sector"].cat.ordered and table["sector"].cat.categories[-1] == "not named"
    table = table.set_index(["year", "sector"])
    assert table.loc[(2012, "national government")].tolist() == [
        3, 1, 4, 481, pytest.approx(4 / 29), pytest.approx(481 / 2947),
    ]  # fmt: skip
    assert table.loc[(2012, "not named")].tolist() == [
        0, 0, 15, 1188, pytest.approx(15 / 29), pytest.approx(1188 / 2947),
    ]  # fmt: skip
    assert table.loc[2012].index.tolist() == [
        "national government", "legislature", "academia", "think tank", "not named",
    ]  # fmt: skip
    assert table.loc[(2012, "academia")].tolist() == [2, 0, 0, 0, 0, 0]
    assert table["people"].groupby("year").sum().tolist() == [8, 9]
