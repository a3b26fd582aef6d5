"""Words are counted as by hand, and what is drawn is what the tables hold."""

import pandas as pd
import pytest
from matplotlib.figure import Figure

import icpf_analysis as icpf
from icpf_analysis.plots import terms as plots
from icpf_analysis.plots.wording import LABELS

pytestmark = pytest.mark.usefixtures("style")


@pytest.fixture(scope="module")
def changes(terms):
    return plots.term_changes(terms)


@pytest.fixture(scope="module")
def spread(terms):
    return plots.spread_of_terms(terms)


def axes(n):
    return Figure(figsize=(6.7, 3), layout="constrained").subplots(1, n, sharey=True)


def test_the_change_of_a_word_is_that_of_its_statements(changes):
    """対応 is on 225 in 2012, on nine lines from 135 to 153 in January, and on 87 in March 2014."""
    row = changes.set_index("term").loc["対応"]
    assert row[["n_2012", "n_january", "n_march"]].tolist() == [1, 9, 1]
    assert row["change"] == pytest.approx(100 * (10 / 30 - 1 / 29))
    assert row["within_2014"] == pytest.approx(100 * (1 / 14 - 9 / 16)) and not row["larger"]


def test_leading_terms_rose_or_fell_most(changes):
    assert plots.leading_terms(changes)[::5] == ["対応", "番号"]


def test_both_sides_of_a_word_shift_add_up_to_the_divergence(terms):
    shifts = plots.word_shift_table(terms)
    assert shifts.groupby("panel").size().tolist() == [14, 14]
    both = shifts["total_a"] + shifts["total_b"]
    assert both.groupby(shifts["panel"]).first().round(2).tolist() == [0.86, 0.91]


def test_the_spread_is_that_of_the_measure(terms, spread):
    by_hand = icpf.dispersion(icpf.term_counts(plots.compared(terms), "seminar_id"))
    seminars = spread[spread["unit"] == "seminars"].set_index("term")
    assert seminars["dp"].tolist() == pytest.approx(by_hand.loc[seminars.index, "dp"].tolist())
    excess = (seminars["dp"] - seminars["high"]).tolist()
    assert excess == sorted(excess, reverse=True)


@pytest.mark.parametrize("labels", LABELS)
def test_a_cloud_leaves_no_word_out_and_has_one_scale(terms, labels):
    frequent = plots.frequent_terms(terms)
    drawn = plots.draw_word_clouds(frequent, axes(2), labels=labels)
    sizes = [text.get_fontsize() for ax in drawn for text in ax.texts]
    rates = 1000 * frequent["f"] / frequent["n"]
    assert sorted(sizes) == pytest.approx(sorted(plots._POINTS * rates), abs=0.4)


def test_words_that_find_no_place_are_an_error():
    frame = pd.DataFrame({"year": 2012, "term": ["番号"] * 40, "f": 9, "n": 40})
    frame["term"] += [str(at) for at in range(40)]
    with pytest.raises(ValueError, match="no place"):
        plots.draw_word_clouds(frame, [axes(1)], labels="ja")
