"""Whole seminars permuted between sides: every p here is a count of arrangements."""

from math import comb

import numpy as np
import pytest
from scipy import stats
from scipy.sparse import csr_array

import icpf_analysis as icpf
from icpf_analysis.comparison import TARGET, WITHOUT_QA
from icpf_analysis.measures import permutation
from icpf_analysis.measures.permutation import (
    arrange,
    mean_share_difference,
    permutation_test,
)
from icpf_analysis.measures.trend import slope_of_shares

COUNTS = np.array([[3, 1, 0], [4, 2, 0], [0, 1, 1], [1, 2, 0]])
"""Statements of four seminars, of four statements each, with each of three terms."""


FOURS = [4, 4, 4, 4]


def drawn(seed, seminars, items=6, sizes=(20, 40)):
    """Counts of seminars that differ, but not between any sides; and their sizes."""
    draw = np.random.default_rng(seed)
    of = draw.integers(*sizes, seminars, endpoint=True)
    shares = draw.beta(0.5, 2, (seminars, items))
    return draw.binomial(of[:, None], shares), of


def test_two_seminars_against_two_have_six_arrangements():
    """Means of shares: 7/8 against 1/8. Of the six, this one and its opposite are as far."""
    rows = permutation_test(COUNTS, FOURS, [True, True, False, False])
    assert rows["observed"].tolist() == [0.75, 0, -0.125]
    assert rows["p_seminars"].tolist() == pytest.approx([2 / 6, 1, 1])
    assert rows["p_max"].tolist() == pytest.approx([2 / 6, 1, 1])
    assert rows["attainable_p"].tolist() == pytest.approx([2 / 6] * 3)
    assert rows.loc[0, ["control_low", "control_high"]].tolist() == [-0.75, 0.75]


@pytest.mark.parametrize("alone, observed, p", [(0, 1 / 3, 1), (1, 2 / 3, 2 / 4)])
def test_one_seminar_against_three_has_four_arrangements(alone, observed, p):
    """Differences of mean shares with each in turn alone: 1/3, 2/3, -2/3, -1/3."""
    row = permutation_test(COUNTS, FOURS, np.arange(4) == alone).loc[0]
    assert row["observed"] == pytest.approx(observed)
    assert row[["p_seminars", "attainable_p"]].tolist() == [p, 1 / 4]


@pytest.mark.parametrize(
    "only_a, only_b, shared, p",
    [
        (2, 2, 1, 2 / 12),
        (0, 0, 3, 2 / 8),
        (1, 0, 1, 1 / 2),  # the opposite would leave side a without its seminar
        (1, 2, 2, 1 / 12),
        (1, 3, 0, 1 / 4),
        (2, 2, 0, 2 / 6),
        (1, 1, 0, 1),  # two seminars can be exchanged only, and differ by as much
    ],
)
def test_the_smallest_p_counts_shared_seminars_and_others(only_a, only_b, shared, p):
    values = [1, 0] * shared + [1] * only_a + [0] * only_b
    blocks = [at // 2 for at in range(2 * shared)] + list(range(10, 10 + only_a + only_b))
    if not shared:
        assert icpf.attainable_p(only_a, only_b) == pytest.approx(p)
    arranged, least = arrange(values, blocks)
    assert least == pytest.approx(p) and (arranged.sum(axis=1) == sum(values)).all()
    ways = comb(only_a + only_b, only_a) * 2**shared
    assert len(arranged) == len(np.unique(arranged, axis=0)) == ways


def test_of_many_seminars_999_arrangements_are_drawn_and_the_observed_one_counts():
    """A term in every statement of one side: 20 against 20 have 1.4e11 arrangements."""
    sides = np.arange(40) < 20
    rows = permutation_test(10 * sides[:, None], [10] * 40, sides)
    assert rows.loc[0, ["observed", "p_seminars", "attainable_p"]].tolist() == [1, 0.001, 0.001]
    values, _ = arrange(sides)
    assert len(values) == 1000 and (values[0] == sides).all() and (values.sum(axis=1) == 20).all()


def test_every_order_of_times_is_one_arrangement():
    assert len(arrange([2012, 2013, 2014, 2015])[0]) == 24
    values, p = arrange([2012, 2012, 2014, 2015])
    assert len(values) == len(np.unique(values, axis=0)) == 12
    assert p == 1 / 12  # the reverse has other distances
    assert icpf.attainable_p(1, 2, 2) == pytest.approx(2 / 30)  # groups of one size exchanged


def test_a_seed_repeats_and_pieces_are_computed_as_the_whole(monkeypatch):
    counts, sizes = drawn(2, 30)
    sides = np.arange(30) < 15
    one = permutation_test(counts, sizes, sides, seed=3)
    assert one.equals(permutation_test(csr_array(counts), sizes, sides, seed=3))
    assert not one.equals(permutation_test(counts, sizes, sides, seed=4))
    monkeypatch.setattr(permutation, "CELLS", 2000)  # two terms at a time
    assert np.allclose(one, permutation_test(counts, sizes, sides, seed=3))


def test_p_is_that_of_all_divisions_as_scipy_goes_through_them():
    counts, sizes = drawn(5, 9, items=1)
    shares = counts[:, 0] / sizes
    known = stats.permutation_test(
        (shares[:4], shares[4:]),
        lambda a, b, axis: a.mean(axis=axis) - b.mean(axis=axis),
        n_resamples=np.inf,
    )
    far = np.abs(known.null_distribution) >= abs(known.statistic) - 1e-12
    row = permutation_test(counts, sizes, np.arange(9) < 4).loc[0]
    assert row["observed"] == pytest.approx(known.statistic)
    assert row["p_seminars"] == row["p_max"] == pytest.approx(far.mean())  # a family of one


def test_p_max_is_no_smaller_than_p_and_finds_one_strong_term_among_many():
    """In 40 seminars, one of 200 terms rises from 1 in 10 statements to 6 in 10."""
    counts, sizes = drawn(6, 40, items=200)
    sides = np.arange(40) < 20
    counts[:, 7] = np.where(sides, 6, 1) * sizes // 10
    rows = permutation_test(counts, sizes, sides)
    assert (rows["p_max"] >= rows["p_seminars"]).all() and rows.loc[7, "p_max"] == 0.001
    assert (rows.drop(index=7)["p_max"] > 0.05).all()


@pytest.mark.parametrize(
    "values, sizes, statistic",
    [
        (np.arange(16) < 8, np.repeat([10, 60], 8), mean_share_difference),
        (np.arange(16), np.linspace(5, 100, 16).astype(int), slope_of_shares),
    ],
)
def test_larger_or_growing_seminars_raise_no_false_alarms(values, sizes, statistic):
    """12 rare terms, of which none differs, 50 times."""
    found = []
    for seed in range(50):
        draw = np.random.default_rng(seed)
        counts = draw.binomial(sizes[:, None], draw.beta(0.3, 3, (16, 12)))
        found += (permutation_test(counts, sizes, values, statistic)["p_seminars"] <= 0.05).tolist()
    assert 0.02 <= np.mean(found) <= 0.08


def test_the_exact_test_keeps_its_level_only_if_statements_are_shuffled(terms):
    """22 terms occur five times or more; of these 12 % are called when speakers are shuffled."""
    called = {}
    for unit in ("statement", "speaker"):
        shuffles = icpf.label_shuffles(terms, 2012, TARGET, within=WITHOUT_QA, unit=unit)
        assert len(shuffles) == 501 and shuffles["n_terms"].eq(22).all()
        called[unit] = shuffles["fisher_p"].drop("observed").mean()
    assert called["statement"] <= 0.05 and called["speaker"] > 0.08
