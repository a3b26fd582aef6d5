"""Keyness and log-odds against published values, a second implementation, and their properties."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

import icpf_analysis as icpf
from icpf_analysis.measures.keyness import adjusted
from icpf_analysis.measures.keyness import testable as could_be_found
from measures.frames import close


def test_keyness_of_one_term():
    row = icpf.keyness(7, 10, 2, 9).iloc[0]
    assert row["g2"] == close(4.534939332256)
    assert row["fisher_p"] == close(0.069778518695)
    row = icpf.keyness(7, 1000, 2, 1000).iloc[0]
    assert row["g2"] == close(2.954494184508466)
    assert row["log_ratio"] == close(1.584962500721157)  # log2 of 7.5 / 2.5
    assert row["lrc"] == 0


def test_keyness_of_three_terms_with_totals_of_their_columns():
    g2 = icpf.keyness([18, 10, 1], 29, [0, 3, 10], 13)["g2"]
    assert g2.tolist()[::2] == close([18.868202, -25.558325], 5e-7)
    assert icpf.keyness([0, 5], 100, [0, 1], 50).loc[0].tolist() == [0, 0, 0, 1, 1, 2]


def test_q_is_that_of_benjamini_and_hochberg_1995():
    p = [.001, .008, .039, .041, .042, .06, .074, .205, .212, .216, .222, .251, .269, .275, .34,
         .341, .384, .569, .594, .696, .762, .94, .942, .975, .986]  # fmt: skip
    expected = [0.025, 0.1, 0.21, 0.21, 0.21, 0.25]
    assert adjusted(np.array(p), 25)[:6].tolist() == close(expected)
    assert adjusted(np.array(p[:6]), 25).tolist() == close(expected)  # the others are larger


def test_a_larger_family_raises_q_and_lowers_the_bound():
    alone = icpf.keyness(40, 1000, 10, 1000)
    among = icpf.keyness(40, 1000, 10, 1000, family=500)
    assert among["fisher_p"].item() == alone["fisher_p"].item()
    assert among["q"].item() == close(500 * alone["fisher_p"].item())
    assert 0 < among["lrc"].item() < alone["lrc"].item() < alone["log_ratio"].item()


tables = st.tuples(*[st.integers(0, 300)] * 4).filter(lambda t: min(t[0] + t[1], t[2] + t[3]) > 0)


@given(tables)
def test_keyness_agrees_with_scipy(table):
    f1, rest1, f2, rest2 = table
    n1, n2 = f1 + rest1, f2 + rest2
    row = icpf.keyness(f1, n1, f2, n2).iloc[0]
    cells = np.array([[f1, f2], [rest1, rest2]])
    assert row["fisher_p"] == close(stats.fisher_exact(cells).pvalue)
    if cells.sum(axis=1).all():
        g2 = stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood").statistic
        assert abs(row["g2"]) == close(g2, 1e-7)
    if f1 + f2:
        share = stats.binomtest(f1, f1 + f2).proportion_ci(0.95)
        bounds = [
            -np.inf if end == 0 else np.inf if end == 1 else np.log2(end / (1 - end) * n2 / n1)
            for end in share
        ]
        nearest = max(0, bounds[0]) if f1 * n2 >= f2 * n1 else min(0, bounds[1])
        assert row["lrc"] == close(nearest, 1e-7)
    back = icpf.keyness(f2, n2, f1, n1).iloc[0]  # swapping the groups flips every sign
    signed = ["g2", "log_ratio", "lrc"]
    assert back[signed].tolist() == close((-row[signed]).tolist())
    assert back["fisher_p"] == close(row["fisher_p"])


def test_exact_p_of_large_and_extreme_tables():
    """Against scipy where it is quick; the last is the chance of two tables only."""
    for f1, n1, f2, n2 in [(5000, 10**6, 4800, 10**6), (3, 10**7, 60, 10**7), (1, 29, 10, 30)]:
        expected = stats.fisher_exact([[f1, f2], [n1 - f1, n2 - f2]]).pvalue
        assert icpf.keyness(f1, n1, f2, n2)["fisher_p"].item() == close(expected, 1e-7)
    chance = 2 * stats.hypergeom(600, 300, 300).pmf(300)
    assert icpf.keyness(300, 300, 0, 300)["fisher_p"].item() == pytest.approx(chance, rel=1e-9)


def test_series_are_put_side_by_side_by_their_terms():
    f1 = pd.Series({"番号": 7, "医療": 3})
    f2 = pd.Series({"選挙": 4, "番号": 2})
    scored = icpf.keyness(f1, 10, f2, 9)
    assert scored.index.tolist() == ["番号", "医療", "選挙"]
    assert scored.loc["番号", "g2"] == close(4.534939332256)
    assert scored.loc["選挙", "g2"] < 0


Y1, Y2 = np.array([22, 14, 9, 1, 0]), np.array([16, 9, 2, 20, 15])
PRIOR = 10 * (Y1 + Y2) / (Y1 + Y2).sum()


@pytest.mark.parametrize(
    "variance, z",
    [
        ("4-term", [2.151050534, 1.806040405, 2.348158750, -3.173994528, -2.709969683]),
        ("2-term", [2.698307809, 2.037997291, 2.444876286, -3.330118303, -2.772219909]),
    ],
)
def test_log_odds_with_both_forms_of_the_variance(variance, z):
    assert icpf.log_odds(Y1, Y2, prior=PRIOR, variance=variance)["z"].tolist() == close(z)


def test_log_odds_flip_with_the_groups_and_shrink_with_the_prior():
    there, back = icpf.log_odds(Y1, Y2, prior=PRIOR), icpf.log_odds(Y2, Y1, prior=PRIOR)
    assert (there + back).abs().max().max() < 1e-12
    strong = icpf.log_odds(Y1, Y2, prior=1000 * PRIOR)
    assert (strong["z"].abs() < there["z"].abs()).all()


@pytest.mark.parametrize("fewer, needed", [(0, 10), (5, 23), (30, 57), (34, 60), (40, None)])
def test_statements_needed_are_the_first_number_that_reaches_the_level(fewer, needed):
    """Of 60 statements 23 reach p of 0.01 beside 5 of 40; beside all 40 no number does."""
    found = could_be_found(np.array([60]), 60, np.array([fewer]), 40, np.array([1]), 0.01)
    p = [stats.fisher_exact([[n, fewer], [60 - n, 40 - fewer]])[1] for n in range(61)]
    first = next((n for n in range(fewer * 60 // 40 + 1, 61) if p[n] <= 0.01), None)
    assert first == needed == found["needed"].to_numpy(object, na_value=None)[0]
