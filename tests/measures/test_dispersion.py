"""Rates and dispersion, each small enough to check by hand."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

import icpf_analysis as icpf
from icpf_analysis.measures.dispersion import wilson
from measures.frames import close


def test_dispersion_of_the_letters_of_gries_2008():
    """Five parts of 9, 10, 10, 10 and 11 letters, in which a occurs 1 to 5 times."""
    parts = ["bamnibeup", "basatbewqn", "bcagabesta", "baghabeaat", "bahaabeaxat"]
    counts = pd.DataFrame({p: {letter: p.count(letter) for letter in "aexq"} for p in parts})
    spread = icpf.dispersion(counts, [9, 10, 10, 10, 11])
    assert spread.loc["a", ["freq", "range"]].tolist() == [15, 5]
    assert spread.loc["a", "dp"] == close(0.18)
    assert spread.loc["x", "dp"] == close(0.78)  # once, in the part that holds 22 %
    assert spread.loc["x", "dp_norm"] == close(0.78 / 0.82)
    assert spread.loc["q", "dp_norm"] == close(0.80 / 0.82)


@given(st.lists(st.integers(1, 50), min_size=2, max_size=8), st.integers(1, 9))
def test_dispersion_is_0_in_proportion_and_at_most_1(sizes, times):
    alone = [sizes[0], *[0] * (len(sizes) - 1)]
    counts = pd.DataFrame([sizes, [0] * len(sizes), alone]) * times
    spread = icpf.dispersion(counts, np.array(sizes) * times)
    assert spread["dp"].tolist()[:2] == close([0, 0])
    assert 0 <= spread["dp_norm"].iloc[2] <= 1 + 1e-12
    one_part = icpf.dispersion(counts[[0]])
    assert one_part[["dp", "dp_norm"]].eq(0).all(axis=None)


def test_rates_are_per_thousand_of_their_group():
    counts = pd.DataFrame({2012: [3, 1, 0], 2014: [0, 0, 0]}, index=["番号", "医療", "選挙"])
    assert icpf.rates(counts).T.values.tolist() == [[750, 250, 0], [0, 0, 0]]


def test_the_interval_of_a_share_is_that_of_scipy_and_ends_at_0_and_1():
    for hits in (0, 1, 5):
        known = stats.binomtest(hits, 5).proportion_ci(method="wilson")
        assert wilson(hits, 5) == close((known.low, known.high))
    assert wilson(0, 5)[0] == 0.0 and wilson(5, 5)[1] == 1.0
