"""Permutation of whole seminars: the unit that was sampled is the unit that is permuted.

Statements of one seminar resemble each other, so a test that permutes statements finds
differences between any two groups of seminars. Here a seminar moves as a whole.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from math import factorial, prod
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csc_array

from icpf_analysis.comparison import two_groups
from icpf_analysis.inputs import require_one_of, require_terms, require_whole
from icpf_analysis.measures.keyness import exact_p, log_ratio
from icpf_analysis.measures.resampling import texts_and_counts
from icpf_analysis.terms.counts import NO_THEME, speaker_of, sum_rows

MOST = 999
"""Arrangements up to which all are used; of more, so many are drawn."""
CELLS = 4_000_000
"""Arrangements x items computed at once: 32 MB an array, whatever the number of items."""
UNITS: dict[str, list[str]] = {
    "statement": ["statement_id"],
    "speaker": ["seminar_id", "speaker"],
    "seminar": ["seminar_id"],
}
FLOOR = 5
"""The least number of occurrences of a term that is shuffled; rarer ones reach no level."""
LEVEL = 0.05
SEED = 2014

Statistic = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]
"""From values (arrangements x rows), counts (rows x items) and sizes (rows): arrangements x items.

Mirrored values (the sides exchanged, or time reversed) change only the sign of a statistic.
"""


def mean_share_difference(sides: np.ndarray, counts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Compute the mean share over the seminars of side a, less that over those of side b.

    Each seminar counts once, whatever its size: the permutation test keeps its level also where the
    seminars of one side are larger; with statements pooled by side it does not.
    """
    on_a = sides / sides.sum(axis=1, keepdims=True)
    on_b = (1 - sides) / (1 - sides).sum(axis=1, keepdims=True)
    return (on_a - on_b) @ (counts / sizes[:, None])


def log2_ratio(sides: np.ndarray, counts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Compute the log2 ratio of the pooled shares by Walter's estimator, as in :func:`keyness`."""
    in_a, of_a = sides @ counts, (sides @ sizes)[:, None]
    return log_ratio(in_a, of_a, counts.sum(axis=0) - in_a, sizes.sum() - of_a)


def permutation_test(
    counts: Any,
    sizes: Sequence[int] | np.ndarray,
    values: Sequence[float] | np.ndarray,
    statistic: Statistic = mean_share_difference,
    *,
    blocks: Sequence[Any] | None = None,
    conf: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare the statistic of each item with the same statistic after permuting seminars.

    Parameters
    ----------
    counts, sizes : seminars x items (array or sparse array), statements with the item; and all
        statements of each seminar, above 0.
    values : what is permuted: True for a seminar on side a, or its time; not all equal.
    blocks : the seminar of each row. A seminar that has statements on both sides has two rows;
        these exchange their values with each other, the other rows among themselves.
    conf : share of the permuted statistics between `control_low` and `control_high`.

    Returns
    -------
    One row per item, in the order of `counts`:

    observed : the statistic.
    control_low, control_high : the band that holds the permuted statistic.
    p_seminars : share of the arrangements, the observed one counted, whose statistic is as far
        from 0: #/N of all, if they are 999 at most, else (1 + #) / (1 + N) of 999 drawn.
    p_max : share of the arrangements in which any item of the family is as far from 0 (Westfall
        & Young 1993, single step). To be compared, items are divided by their spread over the
        arrangements plus the mean spread of the family (after Tusher, Tibshirani & Chu 2001):
        by its own alone, a rare item would decide the maximum; undivided, it could never be found.
    attainable_p : the smallest `p_seminars` that these seminars could reach.
    """
    matrix, of_rows = csc_array(counts).astype(float), np.asarray(sizes, float)
    observed_values = np.asarray(values, float)
    arranged, attainable = arrange(observed_values, blocks, seed=seed)
    step = max(1, CELLS // len(arranged))
    chunks = [slice(begin, begin + step) for begin in range(0, matrix.shape[1], step)]

    def compute(values: np.ndarray, chunk: slice) -> np.ndarray:
        return statistic(values, matrix[:, chunk].toarray(), of_rows)

    names = ["observed", "control_low", "control_high", "p_seminars", "spread"]
    frame = pd.DataFrame(0.0, range(matrix.shape[1]), names)
    for chunk in chunks:
        observed, permuted = compute(observed_values[None], chunk)[0], compute(arranged, chunk)
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
    values: Sequence[float] | np.ndarray, blocks: Sequence[Any] | None = None, *, seed: int = 0
) -> tuple[np.ndarray, float]:
    """Assign the values to seminars in all ways, or in the observed and 999 drawn ones.

    Arrangements x rows, the observed one among them; and the smallest p that they could give.
    """
    observed = np.asarray(values, float)
    codes = pd.factorize(np.arange(len(observed)) if blocks is None else np.asarray(blocks))[0]
    rows_of = [np.flatnonzero(codes == code) for code in range(codes.max() + 1)]
    alone = np.array([rows[0] for rows in rows_of if len(rows) == 1], int)
    pairs = np.array([rows for rows in rows_of if len(rows) == 2], int).reshape(-1, 2)
    sizes = np.unique(observed[alone], return_counts=True)[1].tolist()
    ways = factorial(len(alone)) // prod(map(factorial, sizes)) * 2 ** len(pairs)
    if ways <= MOST:
        chosen = product(_orders(observed[alone]), product((False, True), repeat=len(pairs)))
        alones, swapped = map(np.array, zip(*chosen, strict=True))
    else:
        draw = np.random.default_rng(seed)
        alones = draw.permuted(np.tile(observed[alone], (MOST + 1, 1)), axis=1)
        swapped = draw.random((MOST + 1, len(pairs))) < 0.5
        alones[0], swapped[0] = observed[alone], False
    arranged = np.empty((len(alones), len(observed)))
    arranged[:, alone] = alones
    as_held = observed[pairs]
    arranged[:, pairs] = np.where(swapped[:, :, None], as_held[:, ::-1], as_held)
    ordered = np.sort(observed[alone])
    mirrored = np.allclose(ordered + ordered[::-1], observed.min() + observed.max())
    return arranged, max((1 + mirrored) / ways, 1 / len(arranged))


def _orders(values: np.ndarray) -> Iterator[tuple[float, ...]]:
    """All different orders of the values."""
    if not len(values):
        yield ()
    for first in np.unique(values).tolist():
        rest = np.delete(values, np.flatnonzero(values == first)[0])
        for order in _orders(rest):
            yield first, *order


def attainable_p(*sizes: int) -> float:
    """The smallest p that a permutation of whole seminars can reach; `sizes` are of the groups.

    Of the n! / (n1! n2! ...) ways to divide n seminars into groups of these sizes, the one
    observed is one; groups of one size, exchanged as wholes, differ by as much and count too.

    One seminar of 2012 against three of 2014, and against the two on the number system:

    >>> attainable_p(1, 3), round(attainable_p(1, 2), 2)
    (0.25, 0.33)
    """
    for size in sizes:
        require_whole(size, "sizes", 1)
    ways = factorial(sum(sizes)) // prod(map(factorial, sizes))
    return prod(map(factorial, Counter(sizes).values())) / ways


def label_shuffles(
    terms: pd.DataFrame,
    a: Any,
    b: Any,
    *,
    by: str = "year",
    within: Mapping[str, Any] | None = None,
    unit: str = "statement",
    shuffles: int = 500,
) -> pd.DataFrame:
    """How many terms the exact test calls significant once the sides are permuted.

    This is a negative control: every term then called significant is a false alarm. The test
    counts statements, so it finds more than its level of terms once speakers are permuted, because
    the statements of a speaker come together.

    Parameters
    ----------
    terms, a, b, by, within : as :func:`contrast`.
    unit : what is permuted between the sides as wholes, each side keeping its number of them:
        ``statement``, ``speaker`` (unattributed statements are treated as one speaker per seminar)
        or ``seminar``. One with statements on both sides counts as two.

    Returns
    -------
    A row ``observed`` with the sides as they are, then one per shuffle, the same each time:
    `fisher_p`, the share of the terms with p on statements of 0.05 or less; `n_terms`, of how
    many: those with five occurrences or more, without ``no theme``.

    Raises TypeError, KeyError or ValueError: as :func:`contrast`; no term occurs five times, or
    `unit` is another word.
    """
    require_one_of(unit, "unit", UNITS)
    require_terms(terms, "statement_id", "seminar_id", "person_id")
    require_whole(shuffles, "shuffles", 1)
    groups = two_groups(terms, a, b, by, within)
    compared = groups.target | groups.reference
    rows = groups.terms.loc[compared, ["term", "statement_id", "seminar_id", "person_id"]]
    rows = rows.astype("str").assign(on_a=groups.target[compared])
    matrix, statements, names = texts_and_counts(rows)
    frequent = (matrix.sum(axis=0) >= FLOOR) & (names != NO_THEME)
    if not frequent.any():
        raise ValueError(f"no term occurs {FLOOR} times in a or b; compare larger groups")
    statements = statements.assign(speaker=speaker_of(statements)).reset_index()
    permuted = statements.groupby([*UNITS[unit], "on_a"])
    codes, on_a = permuted.ngroup().to_numpy(), permuted["on_a"].first().to_numpy()
    with_term, sizes = sum_rows(matrix[:, frequent] > 0, codes), np.bincount(codes)
    rng = np.random.default_rng(SEED)
    drawn = np.array([on_a, *(rng.permutation(on_a) for _ in range(shuffles))])
    step = max(1, CELLS // with_term.shape[1])
    shares = []
    for begin in range(0, len(drawn), step):
        sides = drawn[begin : begin + step].astype(np.int64)
        in_a, of_a = sides @ with_term, (sides @ sizes)[:, None]
        p = exact_p(in_a, of_a, with_term.sum(axis=0) - in_a, sizes.sum() - of_a)
        shares += (p <= LEVEL).mean(axis=1).tolist()
    labels = pd.Index(["observed", *range(1, shuffles + 1)], name="shuffle")
    return pd.DataFrame({"fisher_p": shares, "n_terms": int(frequent.sum())}, labels)
