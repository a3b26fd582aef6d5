"""Permutation of whole seminars: the unit that was sampled is the unit that is permuted.

Statements of one seminar resemble each other, so a test that permutes statements finds
differences between any two groups of seminars. Here a seminar moves as a whole.
"""

from collections.abc import Callable, Sequence
from itertools import combinations, product
from math import comb, prod
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csc_array

MOST = 999
CELLS = 4_000_000
"""Arrangements x items computed at once: 32 MB an array, whatever the number of items."""

Statistic = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]
"""From values (arrangements x rows), counts (rows x items) and sizes (rows): arrangements x items.

A statistic changes its sign, and nothing else, where the values are mirrored: the sides
exchanged, or time reversed.
"""


class Arrangements(NamedTuple):
    """The values that rows could have had, one arrangement a row, the observed one among them."""

    values: np.ndarray
    attainable_p: float


def mean_share_difference(sides: np.ndarray, counts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Compute the mean share over the seminars of side a, less that over those of side b.

    Each seminar counts once, whatever its size. The permutation test then keeps its level also
    where the seminars of one side are larger; with statements pooled by side it does not.
    """
    on_a = sides / sides.sum(axis=1, keepdims=True)
    on_b = (1 - sides) / (1 - sides).sum(axis=1, keepdims=True)
    return (on_a - on_b) @ (counts / sizes[:, None])


def log2_ratio(sides: np.ndarray, counts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Compute the log2 ratio of the pooled shares by Walter's estimator, as in :func:`keyness`."""
    in_a, of_a = sides @ counts, (sides @ sizes)[:, None]
    in_b, of_b = counts.sum(axis=0) - in_a, sizes.sum() - of_a
    ratio = np.log2((in_a + 0.5) / (of_a + 0.5)) - np.log2((in_b + 0.5) / (of_b + 0.5))
    return np.where(in_a + in_b == 0, 0.0, ratio)


def permutation_test(
    counts: Any,
    sizes: Sequence[int] | np.ndarray,
    values: Sequence[float] | np.ndarray,
    statistic: Statistic = mean_share_difference,
    *,
    blocks: Sequence[Any] | None = None,
    conf: float = 0.95,
    most: int = MOST,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare the statistic of each item with the same statistic after permuting seminars.

    Parameters
    ----------
    counts : seminars x items (array or sparse array), statements with the item.
    sizes : statements of each seminar, above 0.
    values : what is permuted: True for a seminar on side a, or its time.
    statistic : :func:`mean_share_difference`, :func:`log2_ratio`, or another of the kind.
    blocks : the seminar of each row. A seminar that has statements on both sides has two rows;
        these exchange their values with each other, the other rows among themselves.
    conf : share of the permuted statistics between `control_low` and `control_high`.
    most : all arrangements are used if they are no more than that; else as many are drawn.

    Returns
    -------
    One row per item, in the order of `counts`:

    observed : the statistic.
    control_low, control_high : the band that holds the permuted statistic.
    p_seminars : share of the arrangements, the observed one counted, whose statistic is as far
        from 0: #/N of all, (1 + #) / (1 + N) of N drawn.
    p_max : share of the arrangements in which any item of the family is as far from 0 (Westfall
        & Young 1993, single step). To be compared, items are divided by their spread over the
        arrangements plus the mean spread of the family (after Tusher, Tibshirani & Chu 2001).
        Divided by its own spread alone, a rare item reaches extremes that no frequent one can,
        and decides the maximum; undivided, rare items could never be found.
    attainable_p : the smallest `p_seminars` that these seminars could reach.

    Raises
    ------
    ValueError
        Shapes differ, a size is not above 0, values are all equal, or a seminar has more than
        two rows, or two of one value.

    Examples
    --------
    Two seminars of four statements against two: of the six ways to divide four seminars, two
    differ by as much.

    >>> test = permutation_test([[3, 1], [4, 2], [0, 1], [1, 2]], [4] * 4, [1, 1, 0, 0])
    >>> test[["observed", "p_seminars", "p_max"]].round(3).values.tolist()
    [[0.75, 0.333, 0.333], [0.0, 1.0, 1.0]]
    """
    matrix = csc_array(counts)
    of_rows, value_of = np.asarray(sizes, float), np.asarray(values, float)
    rows, items = matrix.shape
    if not len(of_rows) == len(value_of) == rows:
        raise ValueError(
            f"{rows} rows of counts, {len(of_rows)} sizes and {len(value_of)} values; "
            "expected one of each per seminar"
        )
    if not (of_rows > 0).all():
        raise ValueError(f"a seminar of {of_rows.min():g} statements; leave empty ones out")
    arranged, attainable = arrange(value_of, blocks, most=most, seed=seed)
    step = max(1, CELLS // len(arranged))
    chunks = [slice(begin, begin + step) for begin in range(0, items, step)]

    def compute(values: np.ndarray, chunk: slice) -> np.ndarray:
        return statistic(values, matrix[:, chunk].toarray().astype(float), of_rows)

    frame = pd.DataFrame(
        0.0, range(items), ["observed", "control_low", "control_high", "p_seminars", "spread"]
    )
    for chunk in chunks:
        observed, permuted = compute(value_of[None], chunk)[0], compute(arranged, chunk)
        distance = np.abs(permuted)
        least = np.abs(observed) - 1e-9 * distance.max(axis=0)  # equal but for rounding
        low = np.quantile(permuted, (1 - conf) / 2, axis=0, method="lower")
        high = np.quantile(permuted, (1 + conf) / 2, axis=0, method="higher")
        p = (distance >= least).mean(axis=0)
        spread = np.sqrt((permuted**2).mean(axis=0))
        frame.iloc[chunk] = np.column_stack([observed, low, high, p, spread])
    spread = frame.pop("spread").to_numpy()
    scale = np.where(spread > 0, spread + spread.mean(), 1)
    largest = np.zeros(len(arranged))
    for chunk in chunks:
        of_chunk = (np.abs(compute(arranged, chunk)) / scale[chunk]).max(axis=1)
        largest = np.maximum(largest, of_chunk)
    distance = frame["observed"].abs().to_numpy() / scale
    below = np.searchsorted(np.sort(largest), distance - 1e-9 * largest.max(initial=0))
    return frame.assign(p_max=(len(arranged) - below) / len(arranged), attainable_p=attainable)


def arrange(
    values: Sequence[float] | np.ndarray,
    blocks: Sequence[Any] | None = None,
    *,
    most: int = MOST,
    seed: int = 0,
) -> Arrangements:
    """Assign the values to seminars in all ways, or in the observed and `most` drawn ones.

    Parameters
    ----------
    values, blocks, most : as for :func:`permutation_test`.

    Raises
    ------
    ValueError
        As :func:`permutation_test`.

    Examples
    --------
    Seminar 0 has statements on both sides, two are on one side, two on the other: 2 x 6 ways,
    and the opposite of each is as extreme.

    >>> ways, p = arrange([1, 0, 1, 1, 0, 0], blocks=[0, 0, 1, 2, 3, 4])
    >>> len(ways), p == 2 / 12
    (12, True)
    """
    observed = np.asarray(values, float)
    if len(np.unique(observed)) < 2:
        raise ValueError(f"all {len(observed)} seminars have one value; there is none to exchange")
    codes = np.arange(len(observed)) if blocks is None else pd.factorize(np.asarray(blocks))[0]
    rows_of = [np.flatnonzero(codes == code) for code in range(codes.max() + 1)]
    alone = np.array([rows[0] for rows in rows_of if len(rows) == 1], int)
    pairs = np.array([rows for rows in rows_of if len(rows) == 2], int).reshape(-1, 2)
    if (
        len(alone) + pairs.size < len(observed)
        or (observed[pairs[:, 0]] == observed[pairs[:, 1]]).any()
    ):
        raise ValueError("a seminar has several rows of one side; sum them first")
    ways = _number_of_orders(observed[alone]) * 2 ** len(pairs)
    ordered = np.sort(observed[alone])
    mirrored = np.allclose(ordered + ordered[::-1], observed.min() + observed.max())
    if ways <= most:
        orders, swaps = _orders(observed[alone]), product((False, True), repeat=len(pairs))
        chosen = [(order, swap) for swap in swaps for order in orders]
        alones = np.array([order for order, _ in chosen])
        swapped = np.array([swap for _, swap in chosen], bool)
    else:
        draw = np.random.default_rng(seed)
        alones = draw.permuted(np.tile(observed[alone], (most + 1, 1)), axis=1)
        swapped = draw.random((most + 1, len(pairs))) < 0.5
        alones[0], swapped[0] = observed[alone], False
    arranged = np.empty((len(alones), len(observed)))
    arranged[:, alone] = alones
    for at, other in ((0, 1), (1, 0)):
        kept, exchanged = observed[pairs[:, at]], observed[pairs[:, other]]
        arranged[:, pairs[:, at]] = np.where(swapped, exchanged, kept)
    return Arrangements(arranged, max((1 + mirrored) / ways, 1 / len(arranged)))


def _number_of_orders(values: np.ndarray) -> int:
    counts = np.unique(values, return_counts=True)[1].tolist()
    return prod(comb(sum(counts[: at + 1]), count) for at, count in enumerate(counts))


def _orders(values: np.ndarray) -> list[np.ndarray]:
    """All different orders of the values: each kind in turn takes places of the first kind."""
    if not len(values):
        return [values]
    kinds, counts = np.unique(values, return_counts=True)
    orders = [np.full(len(values), kinds[0])]
    for kind, count in zip(kinds[1:], counts[1:], strict=True):
        longer = []
        for order in orders:
            for places in combinations(np.flatnonzero(order == kinds[0]).tolist(), int(count)):
                longer.append(order.copy())
                longer[-1][list(places)] = kind
        orders = longer
    return orders
