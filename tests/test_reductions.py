"""What is left of a large archive, and that a small one stays whole."""

import pandas as pd

from icpf_analysis.reductions import ends_of, floor_of_names, height_of, most_of, unit_of

PAIRS = pd.DataFrame({"divergence": range(8), "crosses_years": [True, False] * 4})


def test_the_nearest_and_the_farthest_of_each_kind_are_kept():
    assert list(ends_of(PAIRS, most=1)["divergence"]) == [0, 1, 6, 7]


def test_few_pairs_are_all_kept():
    assert ends_of(PAIRS, most=2).equals(PAIRS)


def test_the_largest_groups_are_kept_whole_and_in_their_order():
    rows = pd.DataFrame({"who": ["a", "b", "c", "b"], "n": [1, 5, 3, 2]})
    assert most_of(rows, ["who"], ["n"], 2)["who"].tolist() == ["b", "c", "b"]
    assert most_of(rows, ["who"], ["n"], 3).equals(rows)


def test_a_floor_is_raised_only_as_far_as_the_names_need_it():
    assert floor_of_names(pd.Series([20, 9, 9, 8]), 8, most=4) == 8
    assert floor_of_names(pd.Series([20, 9, 9, 8]), 8, most=2) == 10


def test_thirteen_seminars_stand_together_by_year():
    assert unit_of(pd.DataFrame(index=range(12))) == "seminar_id"
    assert unit_of(pd.DataFrame(index=range(13))) == "year"


def test_no_figure_is_higher_than_a_page():
    assert height_of(4, each=10, fixed=15) == 55 and height_of(400, each=10, fixed=15) == 235
