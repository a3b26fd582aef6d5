"""Counts by sector and year, and the smallest p: each small enough to check by hand."""

import pytest

import icpf_analysis as icpf
from icpf_analysis.measures import attainable_p


@pytest.mark.parametrize(
    "first, second, p", [(1, 3, 0.25), (1, 2, 1 / 3), (3, 1, 0.25), (2, 2, 2 / 6)]
)
def test_the_smallest_p_is_one_over_the_ways_to_choose(first, second, p):
    assert attainable_p(first, second) == p


def test_an_empty_group_has_no_p():
    with pytest.raises(ValueError, match=r"groups of \(0, 4\) seminars"):
        attainable_p(0, 4)


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
