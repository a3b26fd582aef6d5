"""Intervals of a share: never from 0 to 0, and wider where statements come in blocks."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri


def wilson(hits: ArrayLike, of: ArrayLike, conf: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Score interval of a share (Wilson 1927), lower and upper bound between 0 and 1.

    Parameters
    ----------
    hits, of : how many have it, and of how many; `of` is above 0, both may be fractions.

    Examples
    --------
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
    """Wilson's interval of a share whose statements come in blocks (seminars, speakers).

    The sample size is divided by the design effect: the variance of the share estimated from
    blocks (Kish 1965, ratio estimator) by that of independent statements, 1 at least (Dean &
    Pagano 2015). A share of 0 or 1, or a single block, shows no variation between blocks, so
    there the design effect is 1.

    Parameters
    ----------
    hits, of : blocks x items, and blocks: statements with the item, and all of the block.

    Returns
    -------
    Lower and upper bound of each item.

    Examples
    --------
    Two blocks that disagree wholly give less certainty than 20 independent statements:

    >>> low, high = clustered_wilson([[10], [0]], [10, 10])
    >>> low.round(2).tolist(), high.round(2).tolist()
    ([0.05], [0.95])
    """
    seen, sizes = np.asarray(hits, float), np.asarray(of, float)
    n, blocks = sizes.sum(), len(sizes)
    share = seen.sum(axis=0) / n
    independent = share * (1 - share) / n
    effect = np.ones_like(share)
    if blocks > 1:
        apart = seen - sizes[:, None] * share
        between = blocks / (blocks - 1) * (apart**2).sum(axis=0) / n**2
        varies = independent > 0
        effect[varies] = np.maximum(1, between[varies] / independent[varies])
    return wilson(share * n / effect, n / effect, conf)
