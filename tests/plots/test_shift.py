"""The shift: the overview, the stages, divergences and ways of counting, from table to drawing."""

import pytest

from icpf_analysis.plots import shift


@pytest.fixture(scope="module")
def overview(corpus):
    return shift.overview_table(corpus)


def test_the_overview_has_every_statement_once_in_the_order_of_time(overview):
    first = overview.drop_duplicates("statement_id")
    assert list(first["place"]) == list(range(132))
    assert list(dict.fromkeys(first["seminar_id"])) == [
        "2012-03-12", "2014-01-28", "2014-03-14", "2014-03-26"
    ]  # fmt: skip
    assert first["qa"].sum() == 48 and first.groupby("seminar_id")["qa"].sum().iloc[0] == 0


def test_the_statement_on_the_balance_of_2012_is_in_the_lanes_of_its_four_themes(overview):
    here = overview[overview["statement_id"] == "2012-03-12:207"]
    assert list(here["theme"]) == [
        "scope and law", "private use", "privacy and security", "services and literacy"
    ]  # fmt: skip
    assert set(here["sector"]) == {"national government"}


def test_most_of_2012_speaks_of_aims_and_most_of_2014_does_not(corpus):
    table = shift.stage_table(corpus).set_index(["seminar_id", "stage"])["n_statements"]
    aims = table.xs("aim or need", level="stage")
    assert aims.tolist() == [25, 5, 6, 12]
    assert table.groupby("seminar_id").sum().tolist() == [29, 16, 14, 25]


def test_pairs_on_one_subject_come_first_and_those_with_the_elections_last(corpus):
    table = shift.divergence_table(corpus)
    assert len(table) == 6 and table["same_subject"].tolist() == [True] * 3 + [False] * 3
    assert table["crosses_years"].tolist()[:3] == [True, True, False]
    assert set(table["second"][3:]) == {"2014-03-26"}
    assert table["divergence"].round(2).tolist()[:3] == [0.89, 0.84, 0.91]
