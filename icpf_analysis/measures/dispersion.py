"""How often a term occurs in each part of a corpus, how evenly over the parts, and how sure."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.sparse import csr_array
from scipy.special import ndtri

from icpf_analysis.inputs import quoted, require_counts, side_by_side

PER = 1000


def rates(counts: pd.DataFrame) -> pd.DataFrame:
    """Occurrences of each term per 1,000 of its group.

    Parameters
    ----------
    counts : terms x groups, as from :func:`icpf_analysis.term_counts`, all terms of each group.

    Returns
    -------
    terms x groups, float; 0.0 where a group lacks the term or is empty.

    Raises TypeError or ValueError: `counts` is no frame of numbers, a label occurs twice, or a
    count is negative or missing.

    >>> rates(pd.DataFrame({2012: [3, 1], 2014: [0, 5]}, ["番号", "カード"])).loc["番号"].to_dict()
    {2012: 750.0, 2014: 0.0}
    """
    require_counts(counts)
    totals = counts.sum()
    return PER * counts / totals.where(totals > 0, 1)


def dispersion(counts: pd.DataFrame, sizes: ArrayLike | pd.Series | None = None) -> pd.DataFrame:
    """How evenly each term is spread over the parts of a corpus.

    Parameters
    ----------
    counts : terms x parts (seminars, speakers, statements).
    sizes : the size of each part; by default the sums of `counts`.

    Returns
    -------
    One row per term: `freq`, its occurrences; `range`, in how many parts it occurs; `dp`,
    deviation of proportions, half the sum over parts of the absolute difference between the
    part's share of the term and of the corpus: 0 in proportion to the sizes, near 1 all in one
    small part (Gries 2008); `dp_norm`, dp divided by its maximum, 1 less the smallest share
    (Lijffijt & Gries 2012). A term that occurs nowhere has 0 in all four; with a single part
    dp and dp_norm are 0.

    Raises TypeError or ValueError: as :func:`rates`; a count is above the size of its part, or all
    parts are empty.

    Three parts of 100, 100 and 200 words; the second term occurs in the first only:

    >>> parts = pd.DataFrame([[1, 1, 2], [4, 0, 0]], index=["even", "clumped"])
    >>> dispersion(parts, [100, 100, 200]).values.tolist()
    [[4.0, 3.0, 0.0, 0.0], [4.0, 1.0, 0.75, 1.0]]
    """
    require_counts(counts)
    table, freq = counts.to_numpy(float), counts.sum(axis=1)
    if isinstance(sizes, pd.Series):
        sizes = sizes.reindex(counts.columns)
    given = counts.sum() if sizes is None else sizes
    both = side_by_side(whole=False, occurrences=counts.sum(), sizes=given)
    totals = both["sizes"].to_numpy()
    if not totals.sum():
        raise ValueError("counts: all parts are empty; there is nothing to spread over")
    if (table > totals).any():
        row, column = np.argwhere(table > totals)[0]
        cell = f"{quoted(counts.columns[column])} of {quoted(counts.index[row])}"
        raise ValueError(f"counts: {cell} is above the size of the group, {totals[column]:g}")
    dp = deviation_of_proportions(table, totals)
    most = 1 - totals.min() / totals.sum()
    return pd.DataFrame(
        {
            "freq": freq.astype("int64") if (freq % 1 == 0).all() else freq,
            "range": (table > 0).sum(axis=1),
            "dp": dp,
            "dp_norm": dp / most if most > 0 else np.zeros_like(dp),
        },
        counts.index,
    )


def deviation_of_proportions(counts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The dp of :func:`dispersion` of each row of an array, terms x parts."""
    freq = counts.sum(axis=1)
    seen = counts / np.where(freq > 0, freq, 1)[:, None]
    return np.where(freq > 0, np.abs(seen - sizes / sizes.sum()).sum(axis=1) / 2, 0.0)


def spread_over(counts: csr_array, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Range and dp of each term, as :func:`dispersion`, of a sparse units x terms."""
    unit, term = counts.tocoo().coords
    due, n_terms = sizes / sizes.sum(), counts.shape[1]
    seen = counts.tocoo().data / np.bincount(term, counts.tocoo().data, n_terms)[term]
    # a unit without the term adds its due share to the sum of |seen - due|; all dues sum to 1
    extra = np.bincount(term, np.abs(seen - due[unit]) - due[unit], n_terms)
    return np.bincount(term, minlength=n_terms), np.maximum(0, (1 + extra) / 2)


def wilson(hits: ArrayLike, of: ArrayLike, conf: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Score interval of a share (Wilson 1927), lower and upper bound between 0 and 1.

    `hits` have it, of `of`, which is above 0; both may be fractions.

    >>> low, high = wilson([0, 5], [29, 30])
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.0, 0.073], [0.117, 0.336])
    """
    n = np.asarray(of, float)
    share = np.asarray(hits, float) / n
    z2 = ndtri((1 + conf) / 2) ** 2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = np.sqrt(z2 * (share * (1 - share) / n + z2 / (4 * n**2))) / (1 + z2 / n)
    return np.where(share == 0, 0.0, middle - half), np.where(share == 1, 1.0, middle + half)


def clustered_wilson(
    hits: ArrayLike, of: ArrayLike, conf: float = 0.95
) -> tuple[np.ndarray, np.ndarray]:
    """Wilson's interval of shares whose statements come in blocks (seminars, speakers).

    `hits` is blocks x items, statements with the item, and `of` all statements of each block. The
    sample size is divided by the design effect: the variance of the share estimated from blocks
    (Kish 1965, ratio estimator) by that of independent statements, 1 at least (Dean & Pagano 2015).
    A share of 0 or 1, or a single block, shows no variation between blocks, so there it is 1.

    Two blocks that disagree wholly give less certainty than 20 independent statements:

    >>> low, high = clustered_wilson([[10], [0]], [10, 10])
    >>> low.round(2).tolist(), high.round(2).tolist()
    ([0.05], [0.95])
    """
    seen, sizes = np.asarray(hits, float), np.asarray(of, float)
    n, blocks = sizes.sum(), len(sizes)
    share = seen.sum(axis=0) / n
    independent = share * (1 - share) / n
    apart = ((seen - sizes[:, None] * share) ** 2).sum(axis=0)  # 0 in a single block
    between = blocks / max(1, blocks - 1) * apart / n**2
    effect = np.maximum(1, between / np.where(independent > 0, independent, np.inf))
    return wilson(share * n / effect, n / effect, conf)
