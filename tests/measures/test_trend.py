"""Trends over years: the slope, its interval, and whole seminars permuted over their times."""

import numpy as np
import pandas as pd
import pytest
from scipy.integrate import quad
from scipy.optimize import approx_fprime
from scipy.stats import binom, norm

import icpf_analysis as icpf
from icpf_analysis.measures.trend import (
    _log_likelihood,
    estimate_slopes,
    fit_seminars,
)


def archive(times, with_theme, sizes, theme="cards"):
    """One row per statement: so many of each seminar with the theme, the others without."""
    rows = [
        (year, theme if at < k else None, f"s{seminar}", f"{seminar}:{at}", "番号")
        for seminar, (year, k, n) in enumerate(zip(times, with_theme, sizes, strict=True))
        for at in range(n)
    ]
    return pd.DataFrame(rows, columns=["year", "theme", "seminar_id", "statement_id", "term"])


RISING = archive([2012, 2013, 2014, 2015], [0, 1, 2, 3], [3] * 4)
LEVEL = archive(range(2010, 2020), [2, 1, 3, 2, 0, 2, 3, 1, 2, 2], [8] * 10, "level")
STEEP = archive(range(2010, 2020), [0, 0, 1, 1, 2, 4, 4, 6, 7, 7], [8] * 10, "steep")
TEN = pd.concat([LEVEL, STEEP], ignore_index=True)


def test_four_seminars_in_a_row_have_24_orders_and_two_are_as_steep():
    row = icpf.trend(RISING).loc["cards"]
    sizes = ["seminars", "statements", "seminars_with", "statements_with"]
    assert row[sizes].tolist() == [4, 12, 3, 6]
    assert row["p"] == row["attainable_p"] == row["p_max"] == pytest.approx(2 / 24)
    assert row["comparison"] == "trend over 4 times"


def test_a_statement_counts_once_and_without_a_theme_too():
    """Twice the theme in a statement is one statement; a statement of another term is one too."""
    again = RISING[RISING["theme"].notna()]
    other = archive([2015], [0], [1]).assign(seminar_id="s3", statement_id="more")
    row = icpf.trend(pd.concat([RISING, again, other])).loc["cards"]
    assert row[["statements", "statements_with"]].tolist() == [13, 6]


def test_the_steep_theme_is_found_and_the_level_one_is_not():
    rows = icpf.trend(TEN)
    assert rows.index.tolist() == ["steep", "level"]
    assert rows.loc["steep", "low"] > 0.3 and rows.loc["steep", "p"] == 0.001
    assert rows.loc["level", "low"] < 0 < rows.loc["level", "high"]
    assert rows["q"].tolist() == pytest.approx([0.002, rows.loc["level", "p"]])
    assert (rows["p_max"] >= rows["p"]).all()
    as_terms = icpf.trend(icpf.themes_as_terms(TEN), unit="term")  # "no theme" is no member
    assert np.allclose(rows.drop(columns="comparison"), as_terms.drop(columns="comparison"))


def test_two_years_are_a_contrast_and_days_are_times_too(terms):
    """On the real page: one seminar of 2012 and three of 2014 have four arrangements."""
    rows = icpf.trend(terms)
    assert len(rows) == 13 and set(rows["comparison"]) == {"contrast of two times"}
    assert set(rows["attainable_p"]) == {1 / 4} and set(rows["p"]) <= {0.25, 0.5, 0.75, 1}
    health = rows.loc["health and welfare"]
    sizes = ["seminars", "statements", "seminars_with", "statements_with"]
    assert health[sizes].tolist() == [4, 132, 2, 16]
    assert health["low"] < health["slope"] < 0 < health["high"]
    by_day = icpf.trend(terms, time="date")
    assert set(by_day["attainable_p"]) == {1 / 24}
    slope = rows.loc["disaster", "slope"]
    assert by_day.loc["disaster", "slope"] == pytest.approx(slope, rel=0.05)


def test_time_reversed_turns_the_slope_and_longer_years_flatten_it():
    one = icpf.trend(TEN, seed=1)
    years = (-TEN["year"], TEN["year"] + 7, 3 * TEN["year"])
    turned, later, longer = (icpf.trend(TEN.assign(year=year), seed=1) for year in years)
    slopes = ["slope", "low", "high"]
    assert np.allclose(one[slopes], -turned[["slope", "high", "low"]], atol=1e-6)
    assert one[["p", "p_max"]].equals(turned[["p", "p_max"]])
    assert np.allclose(one[slopes], later[slopes], atol=1e-6)
    assert np.allclose(one[slopes], 3 * longer[slopes], atol=1e-6)
    assert one.equals(icpf.trend(TEN.sample(frac=1, random_state=0), seed=1))
    assert not one.equals(icpf.trend(TEN, seed=2))


def test_the_fit_is_the_published_one_of_the_seeds():
    """Crowder 1978: seeds of 21 plates; maximum likelihood as in Breslow & Clayton 1993."""
    grown = [10, 23, 23, 26, 17, 5, 53, 55, 32, 46, 10, 8, 10, 8, 23, 0, 3, 22, 15, 32, 3]
    of = [39, 62, 81, 51, 39, 6, 74, 72, 51, 79, 13, 16, 30, 28, 45, 4, 12, 41, 30, 51, 7]
    seed, extract = np.repeat([0, 1], [11, 10]), np.repeat([0, 1, 0, 1], [5, 6, 5, 5])
    design = np.column_stack([np.ones(21), seed, extract, seed * extract])
    estimate, error = fit_seminars(np.array(grown), np.array(of), design, priors=False)
    assert estimate[:4].round(3).tolist() == [-0.548, 0.097, 1.337, -0.810]
    assert error[:4].round(3).tolist() == [0.167, 0.278, 0.237, 0.385]
    sd = np.exp(estimate[4])
    assert (sd.round(3), (sd * error[4]).round(3)) == (0.236, 0.110)


@pytest.mark.parametrize("sd", [0.3, 1.5, 5])
def test_the_likelihood_is_the_integral_over_the_effects_of_seminars(sd):
    counts, sizes = np.array([0, 3, 21, 25]), np.array([29, 42, 25, 25])
    design = np.column_stack([np.ones(4), [-1.5, -0.5, 0.5, 1.5]])
    at = np.array([-1.0, 0.8, np.log(sd)])

    def seminar(k, n, fixed):
        def density(u):
            return binom.pmf(k, n, 1 / (1 + np.exp(-fixed - sd * u))) * norm.pdf(u)

        return quad(density, -12, 12, limit=500, epsabs=0, epsrel=1e-10, points=[0])[0]

    integrals = [seminar(*row) for row in zip(counts, sizes, design @ at[:2], strict=True)]
    value, gradient, information = _log_likelihood(at, counts, sizes, design)
    ways = np.log(binom.pmf(counts, sizes, 0.5) * 2.0**sizes)
    assert value == pytest.approx(np.log(integrals).sum() - ways.sum(), abs=1e-3)
    numeric = approx_fprime(at, lambda x: _log_likelihood(x, counts, sizes, design)[0], 1e-6)
    assert np.allclose(gradient, numeric, atol=2e-3)
    second = approx_fprime(at, lambda x: -_log_likelihood(x, counts, sizes, design)[1], 1e-6)
    assert np.allclose(information, second, rtol=0.02, atol=0.01)


def test_the_planted_slope_lies_in_the_interval():
    """120 seminars of 40 statements, a slope of 0.25 and a standard deviation of 1.5."""
    draw = np.random.default_rng(0)
    times = np.repeat(np.arange(10), 12)
    odds = np.exp(-1.5 + 0.25 * (times - 4.5) + draw.normal(0, 1.5, 120))
    counts = draw.binomial(40, odds / (1 + odds))[:, None]
    row = estimate_slopes(counts, np.full(120, 40), times).iloc[0]
    assert row["low"] < 0.25 < row["high"] < row["low"] + 0.3
    assert row["sd_seminars"] == pytest.approx(1.5, abs=0.25)


def test_what_nothing_bounds_has_an_endless_interval():
    """A theme in every statement, and a theme of two seminars."""
    row = icpf.trend(archive([2012, 2013, 2014], [3, 4, 5], [3, 4, 5])).loc["cards"]
    assert np.isnan(row["slope"]) and np.isnan(row["sd_seminars"])
    assert row[["low", "high", "p", "q", "p_max"]].tolist() == [-np.inf, np.inf, 1, 1, 1]
    row = icpf.trend(archive([2012, 2014], [2, 8], [10, 10])).loc["cards"]
    assert row["slope"] > 0
    assert row[["low", "high", "p", "attainable_p"]].tolist() == [-np.inf, np.inf, 1, 1]


@pytest.mark.parametrize("of_last", [1, 10, 20])
def test_a_theme_confined_to_the_last_seminar_has_a_finite_interval(of_last):
    row = icpf.trend(archive(range(6), [0] * 5 + [of_last], [20] * 6)).loc["cards"]
    assert row["low"] < row["slope"] < row["high"] and row["slope"] > 0
    assert np.isfinite(row[["low", "high", "sd_seminars"]].astype(float)).all()
