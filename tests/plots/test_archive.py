"""Any archive: its themes by seminar or year, the course of one, and two halves compared."""

import archives
import numpy as np
import pytest
from matplotlib.figure import Figure

from icpf_analysis.plots import archive


@pytest.fixture(scope="module")
def many():
    return archives.load(range(2010, 2020), 20)


def test_few_seminars_have_a_column_each_and_many_one_for_each_year(corpus, many):
    few = archive.theme_table(corpus).set_index(["group", "theme"])["n_statements"]
    assert few["2014-03-26", "elections"] == 20 and few["2012-03-12", "smart city"] == 2  # by rule
    assert archive.theme_table(many)["group"].nunique() == 10


def test_the_fitted_course_passes_through_the_share_of_all_statements(many):
    table = archive.course_table(many, "municipal systems")
    share = table["n_statements"].sum() / table["of_statements"].sum()
    assert len(table) == 20 and table["fitted"].min() <= share <= table["fitted"].max()
    logits = np.log(table["fitted"] / (1 - table["fitted"]))
    slope = archive.trend_table(many).loc["municipal systems", "slope"]
    assert (logits.iloc[-1] - logits.iloc[0]) / 9 == pytest.approx(slope)


def test_seminars_of_one_year_have_no_trend_and_a_single_one_nothing_to_compare():
    one = archives.load([2016], 1)
    assert archive.trend_table(one).empty
    assert "one seminar only" in archive.compare_halves(one).text
    course = archive.course_table(one, "elections")
    assert course["fitted"].isna().all()
    archive.draw_course(course, Figure().subplots(), labels="ja")


def test_the_later_half_is_the_target(many):
    found = archive.compare_halves(many).text
    asked = many.statements["kind"].isin(["question", "answer"])
    later = (many.statements["year"] >= 2015) & ~asked
    assert f" of {later.sum()} " in found.split("\n")[2] and "95 % interval" in found
