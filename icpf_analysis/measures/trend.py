"""Trend over years: how the share of statements with a theme changes from seminar to seminar."""

from typing import Literal

import numpy as np
import pandas as pd
import scipy
from numpy.polynomial.hermite_e import hermegauss
from scipy.special import expit, logsumexp

from icpf_analysis.inputs import require_column, require_frame, require_one_of, require_whole
from icpf_analysis.measures.permutation import permutation_test
from icpf_analysis.terms.counts import NO_THEME, document_term_matrix

CONF = 0.95
DAYS_A_YEAR = 365.2425
NODES, _WEIGHTS = hermegauss(41)
"""So many, because a seminar without the theme bounds its effect on one side only."""
LOG_WEIGHTS = np.log(_WEIGHTS / _WEIGHTS.sum()) + NODES**2 / 2
PRIOR = 2.5
"""Standard deviation of the normal prior of the slope, in log-odds per standard deviation of the
times; and mode of the Rayleigh prior of the standard deviation of seminars."""


def trend(
    terms: pd.DataFrame,
    *,
    unit: Literal["theme", "term"] = "theme",
    time: str = "year",
    block: str = "seminar_id",
    seed: int = 0,
) -> pd.DataFrame:
    """Estimate and test the change over time of each theme's share of statements.

    Parameters
    ----------
    terms : one row per occurrence, as from :func:`icpf_analysis.extract_terms`. Every statement
        that has a row counts in the denominator. Rows without a time or block are left out.
    unit : ``theme`` or ``term``: what a row of the result is. "no theme" is not one.
    time : a column of numbers of years, or of dates.
    block : the column of the unit that was sampled. It moves as a whole, so it has one time.
    seed : for the permutations, where they are too many to go through them all.

    Returns
    -------
    One row per theme or term, the smallest p first:

    seminars, statements : sample sizes, the same for all rows.
    seminars_with, statements_with : how many of them have the theme.
    slope, low, high : change in log-odds per year, with a 95 % interval. In a theme of every
        statement the slope is missing, the interval unbounded and p 1; of two seminars nothing
        bounds it.
    sd_seminars : standard deviation of the log-odds between seminars of the same time.
    p : share of the permutations of whole seminars over the times (all, or 999 drawn and the
        observed one) in which the slope of the seminars' shares is as far from 0.
    q : p adjusted after Benjamini & Hochberg 1995 for the rows given. With 999 permutations it
        cannot be small in a family of hundreds; `p_max` can.
    p_max : the same share for the largest slope of the family, as
        :func:`icpf_analysis.measures.permutation.permutation_test` says.
    attainable_p : the smallest p that these seminars could reach.
    comparison : ``trend over 11 times``, or ``contrast of two times``: with two, the slope is
        their difference divided by the years between them, and shows no course.

    The slope comes from a logistic regression with a normal effect of each seminar, integrated out
    by adaptive Gauss-Hermite quadrature; the interval is the standard error times Student's t with
    two degrees of freedom less than seminars. Two weak priors keep all of it finite where few
    seminars have the theme: a normal prior of the slope, and a Rayleigh prior of the standard
    deviation, which is else often estimated as 0 (Chung et al. 2013). The fit is the project's own,
    because the intervals of statsmodels, 95 % by name, held the true slope of invented archives in
    37 to 87 %; these hold it in 91 to 100 % (tests/benchmarks/README.md).

    Raises TypeError, KeyError or ValueError: a column is not there, or `time` holds neither numbers
    nor dates; `unit` is another; no row is left; a block has several times; there is one time only.
    """
    require_one_of(unit, "unit", ("theme", "term"))
    require_whole(seed, "seed", 0)
    for name, column in (("time", time), ("block", block)):
        require_column(column, terms, "terms", name)
    require_frame(terms, "terms", unit, "statement_id")
    names = ["block", "statement", "time", "term"]
    rows = terms[[block, "statement_id", time, unit]].set_axis(names, axis=1)
    rows = rows.astype({"statement": "str", "term": "str"}).dropna(subset=["block", "time"])
    if rows.empty:
        raise ValueError(f"no row of terms has a {time} and a {block}; a trend needs both")
    times = _times(rows, time, block)
    sizes = rows.groupby("block", observed=True)["statement"].nunique().to_numpy()
    members = rows[rows["term"].notna() & (rows["term"] != NO_THEME)]
    found = document_term_matrix(members.drop_duplicates(["block", "statement", "term"]), "block")
    counts = np.zeros((len(times), len(found.terms)), np.int64)
    counts[times.index.get_indexer(found.documents)] = found.matrix.toarray()
    if not counts.size:
        raise ValueError(f"no statement has a {unit}; there is no trend to estimate")
    test = permutation_test(counts, sizes, times.to_numpy(), slope_of_shares, seed=seed)
    slopes = estimate_slopes(counts, sizes, times.to_numpy())
    n = times.nunique()
    samples = {
        "seminars": len(times),
        "statements": sizes.sum(),
        "seminars_with": (counts > 0).sum(axis=0),
        "statements_with": counts.sum(axis=0),
    }
    frame = pd.DataFrame(samples | dict(slopes)).assign(
        p=test["p_seminars"],
        q=scipy.stats.false_discovery_control(test["p_seminars"]),
        p_max=test["p_max"],
        attainable_p=test["attainable_p"],
        comparison="contrast of two times" if n == 2 else f"trend over {n} times",
    )
    frame = frame.set_index(found.terms.rename(unit))
    return frame.iloc[np.lexsort((frame.index, frame["p"].round(12)))]


def slope_of_shares(times: np.ndarray, counts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Compute the slope of the seminars' shares over their times, by least squares.

    Each seminar counts once. Log-odds with a half added would fall for every rare theme where
    seminars grow: a permutation test on them calls up to 17 % of unchanged themes significant.
    """
    centred = times - times.mean(axis=1, keepdims=True)
    return centred @ (counts / sizes[:, None]) / (centred**2).sum(axis=1, keepdims=True)


def _times(rows: pd.DataFrame, time: str, block: str) -> pd.Series:
    """The time of each block in years, in order of blocks."""
    kind = rows["time"].dtype
    dates = pd.api.types.is_datetime64_any_dtype(kind)
    if not dates and not pd.api.types.is_numeric_dtype(kind):
        raise TypeError(f"{time} is {kind}; expected numbers of years, or dates")
    of_blocks = rows.groupby("block", observed=True)["time"]
    first, n = of_blocks.first(), of_blocks.nunique()
    if n.max() > 1:
        found = f"{block} {n.idxmax()!r} has {n.max()} values of {time}"
        raise ValueError(f"{found}; it is permuted as a whole, so choose a block within one time")
    if first.nunique() < 2:
        raise ValueError(f"all statements have one {time}; a trend needs two times or more")
    if dates:
        first = (first - first.min()).dt.total_seconds() / 86_400 / DAYS_A_YEAR
    return first.astype(float)


def estimate_slopes(counts: np.ndarray, sizes: np.ndarray, times: np.ndarray) -> pd.DataFrame:
    """Estimate `slope`, `low`, `high` and `sd_seminars` of :func:`trend` from seminars x themes."""
    spread = times.std()
    design = np.column_stack([np.ones(len(times)), (times - times.mean()) / spread])
    t = scipy.stats.t.ppf((1 + CONF) / 2, len(times) - 2) if len(times) > 2 else np.inf
    different, place = np.unique(counts.T, axis=0, return_inverse=True)  # many terms are rare
    found = np.full((len(different), 4), [np.nan, -np.inf, np.inf, np.nan])
    for at, with_theme in enumerate(different):
        if with_theme.sum() < sizes.sum():
            estimate, error = fit_seminars(with_theme, sizes, design)
            slope, half = estimate[1], t * error[1]
            bounds = np.array([slope, slope - half, slope + half]) / spread
            found[at] = [*bounds, np.exp(estimate[-1])]
    place = place.ravel()  # numpy 2.0 gives it two dimensions
    return pd.DataFrame(found[place], columns=["slope", "low", "high", "sd_seminars"])


def fit_seminars(
    counts: np.ndarray, sizes: np.ndarray, design: np.ndarray, *, priors: bool = True
) -> tuple[np.ndarray, np.ndarray]:
    """Fit a logistic regression with a normal effect of each seminar.

    The second predictor of the design (seminars x predictors) is time, with standard deviation 1.
    Estimates and standard errors are of each predictor, then of the logarithm of the standard
    deviation between seminars; without the priors they are those of maximum likelihood.
    """

    def penalised(at: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
        value, gradient, observed = _log_likelihood(at, counts, sizes, design)
        if priors:
            slope, sd = at[1], np.exp(at[-1])
            value += at[-1] - (slope**2 + sd**2) / PRIOR**2 / 2
            gradient[1] -= slope / PRIOR**2
            gradient[-1] += 1 - (sd / PRIOR) ** 2
            observed[1, 1] += 1 / PRIOR**2
            observed[-1, -1] += 2 * (sd / PRIOR) ** 2
        return -value, -gradient, observed

    def value_and_gradient(at: np.ndarray) -> tuple[float, np.ndarray]:
        return penalised(at)[:2]

    def information(at: np.ndarray) -> np.ndarray:
        return penalised(at)[2]

    log_odds = np.log((counts + 0.5) / (sizes - counts + 0.5))
    start = np.linalg.lstsq(design, log_odds)[0]
    left = max(0.3, float((log_odds - design @ start).std()))
    best = scipy.optimize.minimize(
        value_and_gradient,
        np.append(start, np.log(left)),
        jac=True,
        hess=information,
        method="trust-exact",
        options={"gtol": 1e-6},
    )
    at_best = information(best.x)
    if np.linalg.eigvalsh(at_best)[0] <= 0:  # no maximum was reached: nothing is known
        return best.x, np.full(len(best.x), np.inf)
    return best.x, np.sqrt(np.diag(np.linalg.inv(at_best)))


def _log_likelihood(
    parameters: np.ndarray, counts: np.ndarray, sizes: np.ndarray, design: np.ndarray
) -> tuple[float, np.ndarray, np.ndarray]:
    """The marginal log-likelihood but for a constant, its gradient and observed information.

    The last parameter is the logarithm of the standard deviation. The nodes of the quadrature
    lie around the most likely effect of each seminar, as wide as its likelihood there. The
    derivatives are those of the complete data, averaged over the effects (Louis 1982).
    """
    fixed, sd = design @ parameters[:-1], np.exp(parameters[-1])
    mode, curvature = np.zeros(len(sizes)), np.ones(len(sizes))
    for _ in range(100):
        share = expit(fixed + sd * mode)
        curvature = 1 + sd**2 * sizes * share * (1 - share)
        step = np.clip((sd * (counts - sizes * share) - mode) / curvature, -1, 1)
        mode = mode + step
        if np.abs(step).max() < 1e-8:
            break
    effects = mode[:, None] + NODES / np.sqrt(curvature)[:, None]
    logits = fixed[:, None] + sd * effects
    of, n = counts[:, None], sizes[:, None]
    joint = of * logits - n * np.logaddexp(0, logits) - effects**2 / 2 + LOG_WEIGHTS
    of_seminars = logsumexp(joint, axis=1)
    weights = np.exp(joint - of_seminars[:, None])
    share = expit(logits)
    rest, variance = of - n * share, n * share * (1 - share)
    of_design = np.repeat(design.T[:, :, None], len(NODES), axis=2)
    slopes = np.concatenate([of_design, sd * effects[None]])
    expected = (slopes * rest * weights).sum(axis=2)
    information = np.einsum(
        "asq,bsq,sq->ab", slopes, slopes, (variance - rest**2) * weights, optimize=True
    )
    information += expected @ expected.T
    information[-1, -1] -= (rest * sd * effects * weights).sum()
    value = float((of_seminars - np.log(curvature) / 2).sum())
    return value, expected.sum(axis=1), information
