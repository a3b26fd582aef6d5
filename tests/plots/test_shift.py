"""The shift: the overview, the stages, divergences and ways of counting, from table to drawing."""

import pandas as pd
import pytest
from matplotlib.figure import Figure

from icpf_analysis.plots import shift, style


def axes(rows=1, panels=1):
    figure = Figure(layout="constrained")
    return figure.subplots(rows, panels, sharey=panels > 1)


def texts(drawn):
    found = [drawn.get_title(loc="left"), *(text.get_text() for text in drawn.texts)]
    return found + [text.get_text() for text in drawn.get_yticklabels()]


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


@pytest.mark.parametrize(("labels", "cards"), [("en", "0 | 2 | 5"), ("ja", "0 | 2 | 5")])
def test_the_overview_draws_a_tile_for_each_theme_and_the_counts_beside_it(overview, labels, cards):
    lanes, shares = shift.draw_overview(overview, axes(panels=2), labels=labels)
    bands, speakers = 13 * 4, 132
    assert len(lanes.patches) == bands + speakers + overview["theme"].notna().sum()
    assert cards in texts(shares) and "n / 29 | 16 | 14" in texts(shares)


def test_groups_of_themes_lie_a_row_apart():
    rows = style.theme_rows(1)
    assert rows["private use"] - rows["scope and law"] == 1
    assert rows["privacy and security"] - rows["smart city"] == 2


def test_most_of_2012_speaks_of_aims_and_most_of_2014_does_not(corpus):
    table = shift.stage_table(corpus).set_index(["seminar_id", "stage"])["n_statements"]
    aims = table.xs("aim or need", level="stage")
    assert aims.tolist() == [25, 5, 6, 12]
    assert table.groupby("seminar_id").sum().tolist() == [29, 16, 14, 25]
    drawn = shift.draw_stages(shift.stage_table(corpus), axes(), labels="ja")
    assert "25" in texts(drawn) and "2012年3月 番号の活用 (n = 29)" in texts(drawn)


def test_pairs_on_one_subject_come_first_and_those_with_the_elections_last(corpus):
    table = shift.divergence_table(corpus)
    assert len(table) == 6 and table["same_subject"].tolist() == [True] * 3 + [False] * 3
    assert table["crosses_years"].tolist()[:3] == [True, True, False]
    assert set(table["second"][3:]) == {"2014-03-26"}
    drawn = shift.draw_divergences(table, axes())
    assert [text.get_text() for text in drawn.texts][:3] == ["0.89", "0.84", "0.91"]


def test_the_specification_curve_has_a_dot_and_four_marks_for_each_way_of_counting():
    table = shift.specification_table()
    assert table["difference"].is_monotonic_increasing
    curve, choices = shift.draw_specifications(table, axes(rows=2))
    assert sum(len(line.get_xdata()) for line in curve.lines[:2]) == len(table)
    assert sum(len(dots.get_offsets()) for dots in choices.collections) == 4 * len(table)
    holds = (table["difference"] < 0).sum()
    assert f"smaller across the years ({holds})" in [
        text.get_text() for text in curve.get_legend().get_texts()
    ]


def test_a_theme_in_no_row_of_the_table_is_an_error(overview):
    with pytest.raises(KeyError, match="keys"):
        shift.draw_overview(overview.assign(theme="keys"), axes(panels=2))


def test_a_table_that_lacks_a_column_is_an_error(overview):
    with pytest.raises(KeyError, match="sector"):
        shift.draw_overview(pd.DataFrame(overview.drop(columns="sector")), axes(panels=2))
