"""Permute what was sampled: whole seminars, between two groups.

Statements are nested in seminars, and the organiser chose seminars; so a difference between two
groups is set beside the same difference with seminars permuted between them, the sizes of the
groups kept (for texts as units: Mildenberger 2023).
"""

from collections.abc import Callable
from itertools import combinations, product
from math import comb
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array

PERMUTATIONS = 999
_CELLS = 4_000_000
"""Permutations x items held at once."""
Statistic = Callable[[np.ndarray, np.ndarray, np.ndarray, np.ndarray], np.ndarray]
"""Counts and totals of side a, counts and totals of side b -> one value per item."""


class Permuted(NamedTuple):
    """A statistic beside its permutations, one value per item."""

    observed: np.ndarray
    low: np.ndarray
    high: np.ndarray
    """95 % of the permuted statistic lies from `low` to `high`."""
    p: np.ndarray
    """Share of permutations at least as far from 0; the observed arrangement is one of them."""
    p_max: np.ndarray
    """Share of permutations in which any item, standardised, is at least as far (Westfall &
    Young 1993), so that it holds for the whole family."""
    attainable_p: float


def permute_seminars(
    on_a: csr_array,
    on_b: csr_array,
    totals_a: ArrayLike,
    totals_b: ArrayLike,
    statistic: Statistic,
    *,
    conf: float = 0.95,
    seed: int = 2014,
) -> Permuted:
    """Compare two groups with their seminars permuted, item by item.

    All permutations are made where there are 999 or fewer, else 999 at random. Time grows with
    permutations x seminars x items; memory stays bounded, for items go through in chunks.

    Parameters
    ----------
    on_a, on_b : seminars x items: counts on either side. A seminar on both sides (talk against
        discussion) exchanges its halves instead of changing sides.
    totals_a, totals_b : what the counts are of, one per seminar.
    """
    totals = np.asarray(totals_a, float), np.asarray(totals_b, float)
    sides = arrangements(totals[0] > 0, totals[1] > 0, seed=seed)
    shared = (totals[0] > 0) & (totals[1] > 0)
    n_a = _on_first(sides, shared, totals[0][:, None], totals[1][:, None])
    n = sum(side.sum() for side in totals)
    width = max(1, _CELLS // len(sides))
    parts = [
        _compare(
            _on_first(sides, shared, *(side[:, chunk].toarray() for side in (on_a, on_b))),
            np.asarray((on_a + on_b)[:, chunk].sum(axis=0)).ravel(),
            n_a,
            n,
            statistic,
            conf,
        )
        for chunk in (slice(begin, begin + width) for begin in range(0, on_a.shape[1], width))
    ]
    observed, low, high, p, far = (
        np.concatenate(column) for column in list(zip(*parts, strict=True))[:5]
    )
    largest = np.max([part[5] for part in parts], axis=0) if parts else np.zeros(len(sides))
    p_max = np.searchsorted(np.sort(-largest), -far + 1e-9, side="right") / len(sides)
    least = attainable_p_of(totals[0] > 0, totals[1] > 0)
    return Permuted(observed, low, high, *(np.maximum(least, each) for each in (p, p_max)), least)


def _on_first(
    sides: np.ndarray, shared: np.ndarray, on_a: np.ndarray, on_b: np.ndarray
) -> np.ndarray:
    """Arrangements x items: what falls to side a. Whole numbers, so the same on any machine."""
    moves = np.where(shared[:, None], on_a - on_b, on_a + on_b)
    return sides @ moves.astype(float) + on_b[shared].sum(axis=0)


def _compare(
    f_a: np.ndarray,
    f: np.ndarray,
    n_a: np.ndarray,
    n: float,
    statistic: Statistic,
    conf: float,
) -> tuple[np.ndarray, ...]:
    values = statistic(f_a, n_a, f - f_a, n - n_a)
    observed = values[0]
    tail = (1 - conf) / 2
    low = np.quantile(values, tail, axis=0, method="lower")
    high = np.quantile(values, 1 - tail, axis=0, method="higher")
    p = np.mean(np.abs(values) >= np.abs(observed) - 1e-9, axis=0)
    spread = values.std(axis=0)
    far = np.abs(values - values.mean(axis=0)) / np.where(spread > 1e-9, spread, np.inf)
    return observed, low, high, p, far[0], far.max(axis=1)


def arrangements(in_a: np.ndarray, in_b: np.ndarray, *, seed: int = 2014) -> np.ndarray:
    """Ways to put seminars on side a, the observed one first: arrangements x seminars, 0 or 1.

    For a seminar on both sides 1 means that its halves lie as observed. All ways where there
    are 999 or fewer, else the observed one and 999 at random.
    """
    shared = in_a & in_b
    movable = np.flatnonzero(~shared)
    chosen = int((in_a & ~shared).sum())
    ways = comb(len(movable), chosen) * 2 ** int(shared.sum())
    first = np.where(shared, True, in_a)
    if ways <= PERMUTATIONS:
        rows = []
        for seats in combinations(movable, chosen):
            for halves in product((True, False), repeat=int(shared.sum())):
                row = np.zeros(len(in_a), bool)
                row[list(seats)] = True
                row[shared] = halves
                rows.append(row)
        rows.sort(key=lambda row: not (row == first).all())
    else:
        rng = np.random.default_rng(seed)
        rows = [first]
        for _ in range(PERMUTATIONS):
            row = rng.random(len(in_a)) < 0.5
            row[movable] = rng.permutation(first[movable])
            rows.append(row)
    return np.array(rows, float)


def attainable_p_of(in_a: np.ndarray, in_b: np.ndarray) -> float:
    """Smallest p that permuting these seminars can reach.

    Of all arrangements the one observed counts, and its mirror image where the seminars on one
    side alone are as many as those on the other, or cannot move at all: it differs by as much.

    Examples
    --------
    One seminar on both sides, and two on each side alone: 2 of 12 arrangements.

    >>> a, b = np.array([1, 1, 1, 0, 0], bool), np.array([1, 0, 0, 1, 1], bool)
    >>> round(attainable_p_of(a, b), 3)
    0.167
    """
    shared = in_a & in_b
    only_a, only_b = int((in_a & ~shared).sum()), int((in_b & ~shared).sum())
    ways = comb(only_a + only_b, only_a) * 2 ** int(shared.sum())
    mirrored = only_a == only_b or (shared.any() and not min(only_a, only_b))
    least = (2 if mirrored else 1) / ways
    return min(1.0, least if ways <= PERMUTATIONS else max(least, 1 / (1 + PERMUTATIONS)))
