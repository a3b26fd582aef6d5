"""Scores of terms by their counts in two groups: keyness and log-odds.

They compare two groups of texts as bags of tokens or of statements. What they can show of
seminars, of which there are few, :func:`icpf_analysis.contrast` says.
"""

from typing import Any, Literal

import numpy as np
import pandas as pd
import scipy
from numpy.typing import ArrayLike
from scipy.special import betaincinv, xlogy

from icpf_analysis.inputs import quoted, require_one_of, require_share, require_whole, side_by_side

PRIORS = (1, 10, 100, 500, 2000)
"""Prior masses, in occurrences, over which the sign of the log-odds is to hold."""


def keyness(
    f1: ArrayLike | pd.Series,
    n1: ArrayLike | pd.Series,
    f2: ArrayLike | pd.Series,
    n2: ArrayLike | pd.Series,
    *,
    conf: float = 0.95,
    family: int | None = None,
) -> pd.DataFrame:
    """How much more frequent each term is in the first group than in the second.

    Tokens of one text are not independent, so g2 and fisher_p on tokens find "significant" words
    everywhere (Lijffijt et al. 2016): give them statements.

    Parameters
    ----------
    f1, f2, n1, n2 : occurrences of each term in the groups, or statements that contain it, and all
        occurrences, or all statements, of the groups.
    conf : confidence of `lrc`, for the family as a whole: with 0.95, in 95 of 100 samples of
        independent draws all of its intervals hold their ratios.
    family : number of terms tested; by default those given. A family larger than these means
        that the terms left out have larger p.

    Returns
    -------
    One row per term, in the order given; a term in neither group scores 0, its p and q are 1:

    g2 : log-likelihood ratio of the table of four cells, 2 sum O ln(O/E), with the sign of
        f1/n1 - f2/n2 (Dunning 1993; Rayson & Garside 2000 use two cells).
    log_ratio : log2 of the ratio of relative frequencies, half an occurrence added to each count
        (f1, n1, f2 and n2; Walter's estimator, 1975), so that it is finite where one is 0.
    lrc : the bound of an exact interval for that ratio that is nearer to 0, or 0 where the
        interval holds 0: of f1 + f2 occurrences, f1 fall to the first group (Clopper-Pearson
        at 1 - (1 - conf) / family; Evert 2022).
    fisher_p : two-sided exact p: all tables of these margins no likelier than this one.
    q, family : p adjusted after Benjamini & Hochberg 1995 for the family, and its size.

    Raises TypeError or ValueError: what is given are no counts, a count is above its total, a total
    is 0, `conf` is not between 0 and 1, or `family` is less than the rows.

    >>> keyness(7, 1000, 2, 1000).round(3).values.tolist()
    [[2.954, 1.585, 0.0, 0.179, 0.179, 1.0]]
    """
    counts = side_by_side(f1=f1, n1=n1, f2=f2, n2=n2)
    a, n_a, b, n_b = (counts[name].to_numpy() for name in counts)
    for group, f, n in ((1, a, n_a), (2, b, n_b)):
        if (n == 0).any():
            raise ValueError(f"n{group} is 0: a group without texts cannot be compared")
        if (f > n).any():
            at = int(np.argmax(f > n))
            found = f"f{group} of {quoted(counts.index[at])} is {f[at]:g}"
            raise ValueError(f"{found}, above its total n{group} of {n[at]:g}")
    require_share(conf, "conf")
    family = len(counts) if family is None else require_whole(family, "family", len(counts))
    p = exact_p(a, n_a, b, n_b)
    return pd.DataFrame(
        {
            "g2": np.sign(a * n_b - b * n_a) * log_likelihood(a, n_a, b, n_b),
            "log_ratio": log_ratio(a, n_a, b, n_b),
            "lrc": ratio_bound(a, n_a, b, n_b, (1 - conf) / max(1, family)),
            "fisher_p": p,
            "q": adjusted(p, family),
            "family": family,
        },
        counts.index,
    )


def log_odds(
    f1: ArrayLike | pd.Series,
    f2: ArrayLike | pd.Series,
    *,
    prior: ArrayLike | pd.Series,
    variance: Literal["4-term", "2-term"] = "4-term",
) -> pd.DataFrame:
    """Log-odds ratio of each term with an informative Dirichlet prior, as a ranking.

    Parameters
    ----------
    f1, f2 : occurrences of every term in the groups; their sums are the totals.
    prior : pseudo-counts of each term, above 0, such as its share of a background corpus times
        a mass; a single number gives every term the same. The larger, the nearer all z to 0.
    variance : ``4-term`` sums the inverses of the term's counts and of all the rest's;
        ``2-term`` leaves out the rest, which is nearly the same for rare terms (Monroe, Colaresi
        & Quinn 2008).

    Returns
    -------
    One row per term: `delta`, the difference of log-odds (natural logarithm, prior counted in),
    and `z`, delta by its standard error; no test, for it takes each token for an independent draw.

    Raises TypeError or ValueError: what is given are no counts, a group is empty, there is one term
    only, or a prior is 0.

    >>> log_odds([22, 14], [16, 9], prior=[6, 4]).round(3).values.tolist()
    [[-0.084, -0.182], [0.084, 0.182]]
    """
    counts = side_by_side(whole=False, f1=f1, f2=f2, prior=prior)
    y1, y2, a = (counts[name].to_numpy() for name in counts)
    require_one_of(variance, "variance", ("4-term", "2-term"))
    if (a <= 0).any():
        term = quoted(counts.index[int(np.argmax(a <= 0))])
        raise ValueError(f"the prior of {term} is 0; give every term pseudo-counts above 0")
    if len(counts) < 2 or not y1.any() or not y2.any():
        found = f"{len(counts)} terms, {y1.sum():g} and {y2.sum():g} occurrences in f1 and f2"
        raise ValueError(f"{found}; expected two terms or more, and occurrences in both")
    in1, in2 = y1 + a, y2 + a
    rest1, rest2 = in1.sum() - in1, in2.sum() - in2
    delta = np.log(in1 / rest1) - np.log(in2 / rest2)
    spread = 1 / in1 + 1 / in2
    if variance == "4-term":
        spread += 1 / rest1 + 1 / rest2
    return pd.DataFrame({"delta": delta, "z": delta / np.sqrt(spread)}, counts.index)


def testable(
    in_a: np.ndarray, of_a: int, in_b: np.ndarray, of_b: int, p: np.ndarray, level: float
) -> dict[str, Any]:
    """What could have been found: which items could reach the level, and by how much.

    Of each item `in_a` of `of_a` statements have it and `in_b` of `of_b`, and `p` is that of the
    exact test. Columns with one value per item: `min_p`, the smallest p that so many statements
    could give; `testable`, whether that is low enough with the family cut down to the items that
    can reach the level at all (Tarone 1990); `q_testable`, p adjusted within these (Gilbert 2005),
    missing for the others; `needed`, how many statements of the side with the larger share would
    have reached the level, given those of the other side; missing where none would.
    """
    total = in_a + in_b
    most_a, most_b = np.minimum(total, of_a), np.minimum(total, of_b)
    extremes = ((most_a, total - most_a), (total - most_b, most_b))
    min_p = np.minimum(*(exact_p(one, of_a, other, of_b) for one, other in extremes))
    family = 1
    while (min_p <= level / family).sum() > family:
        family += 1
    can = min_p <= level / family
    q, needed = np.full((2, len(can)), np.nan)
    q[can] = adjusted(p[can], can.sum())
    more_in_a = in_a * of_b >= in_b * of_a
    needed[more_in_a] = _needed(in_b[more_in_a], of_b, of_a, level / family)
    needed[~more_in_a] = _needed(in_a[~more_in_a], of_a, of_b, level / family)
    columns = {"min_p": min_p, "testable": can, "q_testable": q}
    return columns | {"needed": pd.array(needed, dtype="Int64")}


def _needed(fewer: np.ndarray, of_fewer: int, of_more: int, level: float) -> np.ndarray:
    """Fewest statements of the larger side that reach the level; missing where none do."""
    fewer, place = np.unique(fewer, return_inverse=True)
    count, end = fewer * of_more // of_fewer + 1, np.full_like(fewer, of_more + 1)
    # The one-sided p falls with the count and is no larger than the two-sided p, which may rise in
    # between: halving finds where the one is low enough, and few steps from there the other.
    while (count < end).any():
        middle = np.minimum((count + end) // 2, of_more)
        p = scipy.stats.hypergeom.sf(middle - 1, of_more + of_fewer, middle + fewer, of_more)
        reached = p <= level * (1 + 1e-6)
        end = np.where(reached, np.minimum(end, middle), end)
        count = np.where(reached, count, np.minimum(middle + 1, end))
    needed = np.full(len(fewer), np.nan)
    left = np.flatnonzero(count <= of_more)
    while len(left):
        reached = exact_p(count[left], of_more, fewer[left], of_fewer) <= level
        needed[left[reached]] = count[left[reached]]
        count[left] += 1
        left = left[~reached & (count[left] <= of_more)]
    return needed[place]


def adjusted(p: np.ndarray, family: int) -> np.ndarray:
    """p adjusted after Benjamini & Hochberg for `family` tests, those not given having larger p."""
    if not len(p):
        return p
    return scipy.stats.false_discovery_control(np.append(p, np.ones(family - len(p))))[: len(p)]


def log_likelihood(a: np.ndarray, n_a: Any, b: np.ndarray, n_b: Any) -> np.ndarray:
    """G2 of the four cells."""
    share = (a + b) / (n_a + n_b)
    seen = np.stack([a, b, n_a - a, n_b - b])
    due = np.stack([n_a * share, n_b * share, n_a * (1 - share), n_b * (1 - share)])
    return np.maximum(0, 2 * xlogy(seen, seen / np.where(seen > 0, due, 1)).sum(axis=0))


def log_ratio(a: np.ndarray, n_a: Any, b: np.ndarray, n_b: Any) -> np.ndarray:
    """Binary logarithm of the ratio of relative frequencies; 0 for a term of neither side."""
    ratio = np.log2((a + 0.5) / (n_a + 0.5)) - np.log2((b + 0.5) / (n_b + 0.5))
    return np.where(a + b == 0, 0.0, ratio)


def ratio_bound(a: np.ndarray, n_a: Any, b: np.ndarray, n_b: Any, alpha: float) -> np.ndarray:
    """The log ratio at the bound of its exact interval that is nearer to 0; 0 where it holds 0."""
    first = a * n_b > b * n_a
    more, less = np.where(first, a, b), np.where(first, b, a)
    by_size = np.log2(np.where(first, n_b / n_a, n_a / n_b))
    share = betaincinv(np.maximum(more, 1), less + 1, alpha / 2)  # of 0 there is nothing to bound
    with np.errstate(divide="ignore"):
        bound = np.maximum(0, np.log2(share) - np.log2(1 - share) + by_size)
    return np.where(first, bound, -bound) + 0.0  # no -0


def exact_p(a: Any, n_a: Any, b: Any, n_b: Any) -> np.ndarray:
    """Two-sided p of Fisher's exact test, as ``scipy.stats.fisher_exact``, for many tables.

    Tables with the same margins share one distribution, computed once from the ratios of
    neighbouring probabilities.
    """
    given = np.stack(np.broadcast_arrays(a, n_a, b, n_b)).astype(np.int64)
    a, n_a, b, n_b = given.reshape(4, -1)
    margins, place = np.unique([n_a, n_b, a + b], axis=1, return_inverse=True)
    place = place.ravel()  # numpy 2.0 gives it two dimensions
    rows_of = np.split(np.argsort(place, kind="stable"), np.cumsum(np.bincount(place))[:-1])
    p = np.empty(len(a))
    for (of_a, of_b, both), rows in zip(margins.T.tolist(), rows_of, strict=False):
        first = max(0, both - of_b)
        k = np.arange(first, min(both, of_a))
        ratios = np.log((of_a - k) * (both - k)) - np.log((k + 1) * (of_b - both + k + 1))
        weights = np.append(0, ratios.cumsum())
        weights = np.exp(weights - weights.max())
        ordered = np.sort(weights)
        as_likely = np.searchsorted(ordered, weights[a[rows] - first] * (1 + 1e-7), side="right")
        p[rows] = ordered.cumsum()[as_likely - 1] / ordered.cumsum()[-1]
    return p.reshape(given.shape[1:])
