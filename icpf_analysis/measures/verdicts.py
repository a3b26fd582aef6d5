"""Is a difference between two groups larger than within a group, and could it have been found?"""

from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.stats import false_discovery_control, hypergeom

from icpf_analysis.measures.scores import exact_p

LARGER = "larger than within a year"
NO_LARGER = "no larger"
UNDECIDED = "cannot be told apart"
MARGIN = 0.1
"""How much larger a difference of shares may be and still count as no larger."""
_EVERY = 2000
"""Statements of a side up to which each number of them is tried; beyond, p is taken to fall."""
FEWEST = 5
"""Statements with an item below which no interval is drawn: it could show nothing."""
PAIRS = 200
Pairs = list[tuple[int, int]]
_CELLS = 20_000_000
_DRAWS_AT_ONCE = 50


def pairs_within(cells: pd.DataFrame, *, seed: int = 2014) -> list[tuple[int, int]]:
    """Pairs of seminars of one side; where no side has two, of one year.

    Parameters
    ----------
    cells : one row per seminar and side, with `seminar`, `year` and `side`: 1 for a, 0 for b,
        -1 for seminars of neither.

    Returns
    -------
    Rows of `cells` by number, two a pair; 200 pairs at random of more.
    """
    numbered = cells.assign(cell=range(len(cells)))
    groups = numbered[numbered["side"] >= 0].groupby("side")["cell"]
    pairs = [pair for _, some in groups for pair in combinations(some, 2)]
    if not pairs:
        groups = numbered.drop_duplicates("seminar").groupby("year", observed=True)["cell"]
        pairs = [pair for _, some in groups for pair in combinations(some, 2)]
    if len(pairs) > PAIRS:
        order = np.random.default_rng(seed).permutation(len(pairs))[:PAIRS]
        pairs = [pairs[at] for at in sorted(order)]
    return pairs


class Blocks(NamedTuple):
    """Statements with each item, and of how many: one block per seminar and side, or speaker."""

    hits: csr_array
    """Blocks x items."""
    sizes: np.ndarray
    cell: np.ndarray
    """Row of the table of seminars and sides that each block belongs to."""
    sides: np.ndarray
    """Side of each of these rows: 1 for a, 0 for b, -1 for neither."""

    @property
    def of_cells(self) -> list[np.ndarray]:
        """Blocks of each seminar and side."""
        return [np.flatnonzero(self.cell == cell) for cell in range(len(self.sides))]


def observed_differences(blocks: Blocks, pairs: Pairs) -> pd.DataFrame:
    """Compute the difference of shares, and the mean absolute difference of the pairs.

    Returns
    -------
    One row per item: `difference` (share of a less that of b), `within`, and `excess`, the
        absolute difference less `within`; missing where there is no pair.
    """
    ones = np.ones(len(blocks.cell), np.int64)
    merge = csr_array((ones, (blocks.cell, np.arange(len(ones)))))
    difference, within = _gaps(
        [row[None, :] for row in (merge @ blocks.hits).toarray()],
        [np.array([[size]]) for size in merge @ blocks.sizes],
        blocks.sides,
        pairs,
    )
    return pd.DataFrame({"difference": difference[0], "within": within[0]}).assign(
        excess=lambda it: it["difference"].abs() - it["within"]
    )


def bootstrap_differences(
    blocks: Blocks, pairs: Pairs, *, draws: int, conf: float, seed: int, whole: bool
) -> pd.DataFrame:
    """Draw again what :func:`observed_differences` gives, within seminars.

    Parameters
    ----------
    blocks : one per seminar and side, whose statements are drawn, or, with ``whole=True``, one
        per speaker, seminar and side: whole speakers are drawn, as many as the seminar has.

    Returns
    -------
    One row per item: `low`, `high` of the difference, `excess_low`, `excess_high`.
    """
    rng = np.random.default_rng(seed)
    cells = blocks.of_cells
    tails = [(1 - conf) / 2, (1 + conf) / 2]
    weights = [
        rng.multinomial(len(rows), np.full(len(rows), 1 / len(rows)), draws if whole else 1)
        for rows in cells
    ]
    weights = [drawn.astype(float) for drawn in weights]  # whole numbers are multiplied slowly
    sizes = [
        (drawn @ blocks.sizes[rows])[:, None] for drawn, rows in zip(weights, cells, strict=True)
    ]
    at_once = max(1, _CELLS // (draws * len(cells)))
    parts = []
    for begin in range(0, blocks.hits.shape[1], at_once):
        hits = blocks.hits[:, begin : begin + at_once].toarray().astype(float)
        drawn = [
            chosen @ hits[rows]
            if whole
            else rng.binomial(
                int(size[0, 0]), hits[rows].sum(axis=0) / size[0, 0], (draws, hits.shape[1])
            )
            for chosen, size, rows in zip(weights, sizes, cells, strict=True)
        ]
        difference, within = _gaps(drawn, sizes, blocks.sides, pairs)
        low, high = np.quantile(difference, tails, axis=0)
        excess_low, excess_high = np.quantile(np.abs(difference) - within, tails, axis=0)
        parts.append(
            pd.DataFrame(
                {"low": low, "high": high, "excess_low": excess_low, "excess_high": excess_high}
            )
        )
    return pd.concat(parts, ignore_index=True)


def _gaps(
    hits: list[np.ndarray], sizes: list[np.ndarray], sides: np.ndarray, pairs: Pairs
) -> tuple[np.ndarray, np.ndarray]:
    """Draws x items: share of a less that of b, and the mean absolute difference of pairs."""
    share_a, share_b = (
        np.sum([hits[at] for at in cells], axis=0) / np.sum([sizes[at] for at in cells], axis=0)
        for cells in (np.flatnonzero(sides == 1), np.flatnonzero(sides == 0))
    )
    within = np.zeros_like(share_a) if pairs else np.full_like(share_a, np.nan)
    for begin in range(0, len(within), _DRAWS_AT_ONCE):
        rows = slice(begin, begin + _DRAWS_AT_ONCE)  # few enough to stay in the processor's cache
        shares = [
            (hit[rows] / size[rows if len(size) > 1 else slice(1)])
            for hit, size in zip(hits, sizes, strict=True)
        ]
        gap = np.empty_like(shares[0])
        for one, two in pairs:
            np.subtract(shares[one], shares[two], out=gap)
            within[rows] += np.abs(gap, out=gap)
    return share_a - share_b, within / max(1, len(pairs))


def verdicts(
    by_statement: pd.DataFrame, by_speaker: pd.DataFrame, margin: float = MARGIN
) -> np.ndarray:
    """Say of each item whether it differs more between the groups than within one.

    ``larger`` and ``no larger`` hold for both bootstraps; all else cannot be told apart.

    Parameters
    ----------
    by_statement, by_speaker : from :func:`bootstrap_differences`.
    margin : difference of shares, 0 to 1, that still counts as no larger.
    """
    low = np.minimum(by_statement["excess_low"], by_speaker["excess_low"])
    high = np.maximum(by_statement["excess_high"], by_speaker["excess_high"])
    return np.select([low > 0, high <= margin], [LARGER, NO_LARGER], UNDECIDED)


def testable(
    in_a: np.ndarray, of_a: int, in_b: np.ndarray, of_b: int, p: np.ndarray, level: float
) -> pd.DataFrame:
    """What could have been found: which items could reach the level, and by how much.

    Parameters
    ----------
    in_a, in_b : statements with each item, of `of_a` and `of_b`; `p` of the exact test.

    Returns
    -------
    One row per item: `min_p`, the smallest p that so many statements could give; `testable`,
    whether that is low enough with the family cut down to the items that can reach the level
    at all (Tarone 1990); `q_testable`, p adjusted within these (Gilbert 2005), missing for the
    others; `needed`, how many statements of the side with the larger share would have reached
    the level, given those of the other side; missing where none would.
    """
    total = in_a + in_b
    most_a, most_b = np.minimum(total, of_a), np.minimum(total, of_b)
    min_p = np.minimum(
        exact_p(most_a, np.full_like(total, of_a), total - most_a, np.full_like(total, of_b)),
        exact_p(total - most_b, np.full_like(total, of_a), most_b, np.full_like(total, of_b)),
    )
    sorted_p, family = np.sort(min_p), 1
    while np.searchsorted(sorted_p, level / family, side="right") > family:
        family += 1
    can = min_p <= level / family
    q = np.full(len(p), np.nan)
    if can.any():
        q[can] = false_discovery_control(p[can])
    more_in_a = in_a * of_b >= in_b * of_a
    needed = np.full(len(p), np.nan)
    for side, fewer, of_more, of_fewer in ((True, in_b, of_a, of_b), (False, in_a, of_b, of_a)):
        rows = np.flatnonzero(more_in_a == side)
        counts, of_row = np.unique(fewer[rows], return_inverse=True)
        needed[rows] = _needed(counts, of_fewer, of_more, level / family)[of_row]
    return pd.DataFrame(
        {
            "min_p": min_p,
            "testable": can,
            "q_testable": q,
            "needed": pd.array(needed, dtype="Int64"),
        }
    )


def _needed(fewer: np.ndarray, of_fewer: int, of_more: int, level: float) -> np.ndarray:
    """Fewest statements of the larger side that reach the level; missing where none do.

    The one-sided p falls as the statements of the larger side grow, and is no larger than the
    two-sided one, which may rise in between. So the search begins where the first is reached.
    """
    count = fewer * of_more // of_fewer + 1
    end = np.full_like(count, of_more + 1)
    while (count < end).any():
        middle = np.minimum((count + end) // 2, of_more)
        p = hypergeom.sf(middle - 1, of_more + of_fewer, middle + fewer, of_more)
        reached = p <= level * (1 + 1e-6)
        end = np.where(reached, np.minimum(end, middle), end)
        count = np.where(reached, count, np.minimum(middle + 1, end))
    needed = np.full(len(fewer), np.nan)
    step, left = np.ones_like(count), np.flatnonzero(count <= of_more)
    while len(left):
        of_left = count[left]
        p = exact_p(of_left, np.full_like(of_left, of_more), fewer[left],
                    np.full_like(of_left, of_fewer))  # fmt: skip
        found = p <= level
        needed[left[found]] = np.fmin(needed[left[found]], of_left[found])
        if of_more <= _EVERY:
            count[left] += 1
            left = left[~found & (of_left < of_more)]
        else:  # ever longer steps to a count that reaches it, then half as long ones back
            back = found | ~np.isnan(needed[left])
            turned = np.where(back, np.maximum(1, step[left] // 2), np.minimum(step[left] * 2, 64))
            last = back & (step[left] == 1)
            step[left] = turned
            count[left] = np.clip(of_left + np.where(found, -turned, turned), 1, of_more)
            left = left[~last & (back | (of_left < of_more))]
    return needed
