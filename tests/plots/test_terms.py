"""Words are counted as by hand, and a cloud has one scale."""

import pandas as pd
import pytest
from matplotlib.figure import Figure

import icpf_analysis as icpf
from icpf_analysis.plots import terms as plots

pytestmark = pytest.mark.usefixtures("style")


def test_the_change_of_a_word_is_that_of_its_statements(terms):
    """対応 is on 225 in 2012, on nine lines from 135 to 153 in January, and on 87 in March 2014."""
    changes = plots.term_changes(terms)
    row = changes.set_index("term").loc["対応"]
    assert row[["n_2012", "n_january", "n_march"]].tolist() == [1, 9, 1]
    assert row["change"] == pytest.approx(100 * (10 / 30 - 1 / 29))
    assert row["within_2014"] == pytest.approx(100 * (1 / 14 - 9 / 16)) and not row["larger"]
    assert plots.leading_terms(changes)[::5] == ["対応", "番号"]


def test_both_sides_of_a_word_shift_add_up_to_the_divergence(terms):
    shifts = plots.word_shift_table(terms)
    assert shifts.groupby("panel").size().tolist() == [14, 14]
    both = shifts["total_a"] + shifts["total_b"]
    assert both.groupby(shifts["panel"]).first().round(2).tolist() == [0.86, 0.91]


def test_the_spread_is_that_of_the_measure(terms):
    by_hand = icpf.dispersion(icpf.term_counts(plots.compared(terms), "seminar_id"))
    seminars = plots.spread_of_terms(terms).query("unit == 'seminars'").set_index("term")
    assert seminars["dp"].tolist() == pytest.approx(by_hand.loc[seminars.index, "dp"].tolist())
    assert (seminars["dp"] - seminars["high"]).is_monotonic_decreasing


def test_a_cloud_leaves_no_word_out_and_has_one_scale(terms):
    frequent = plots.frequent_terms(terms)
    axes = Figure(figsize=(6.7, 3), layout="constrained").subplots(1, 2, sharey=True)
    drawn = plots.draw_word_clouds(frequent, axes, labels="en")
    sizes = [text.get_fontsize() for ax in drawn for text in ax.texts]
    rates = 1000 * frequent["f"] / frequent["n"]
    assert sorted(sizes) == pytest.approx(sorted(plots._POINTS * rates), abs=0.4)
    many = pd.DataFrame({"year": 2012, "term": [f"番号{n}" for n in range(40)], "f": 9, "n": 40})
    with pytest.raises(ValueError, match="no place"):
        plots.draw_word_clouds(many, [Figure(figsize=(6.7, 3)).subplots()], labels="ja")
