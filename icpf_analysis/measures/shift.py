"""Word shifts: what each term adds to the difference of two groups of texts."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from icpf_analysis.comparison import two_groups
from icpf_analysis.inputs import require_terms, require_whole
from icpf_analysis.measures.divergence import contributions, n_log2_n
from icpf_analysis.measures.resampling import disjoint_counts, drawn_counts, texts_and_counts

DRAWS = 200
_CELLS = 20_000_000
"""Draws x terms held at once."""


def word_shift(
    terms: pd.DataFrame,
    a: Any,
    b: Any,
    *,
    by: str = "year",
    within: Mapping[str, Any] | None = None,
    subsample: int | None = None,
    draws: int = DRAWS,
    seed: int = 2014,
) -> pd.DataFrame:
    """What each term adds to the difference of two groups of texts; the sum is the whole.

    The whole is the Jensen-Shannon divergence in bits (generalised word shifts, Gallagher et
    al. 2021). It grows as samples shrink, so beside it is what remains when both sides are
    cut to the same number of terms, and what chance gives at that size.

    Parameters
    ----------
    terms, a, b, by, within : as :func:`contrast`.
    subsample : terms to which both sides are cut; by default half of the smaller side.
    draws : how many samples, and how many reshufflings; `seed` makes them repeatable, whatever
        the order of rows.

    Returns
    -------
    One row per term of either side, the largest absolute contribution first: `f_a`, `f_b`;
    `share_a`, `share_b` of all occurrences of the side; `contribution`; `more_in`, ``a``,
    ``b`` or ``both``; `at_size`, the mean contribution when both sides are cut to `subsample`
    terms, whole statements in random order; `chance_low` and `chance_high`, 2.5th and 97.5th
    percentile of the contribution between two samples of that size from the statements of both
    sides, reshuffled; `whole_chance_low` and `whole_chance_high`, the same of the whole
    divergence; `subsample`.

    Raises TypeError, KeyError or ValueError: as :func:`contrast`; `subsample` is no whole number
    from 1 to the smaller side.
    """
    require_terms(terms, "statement_id")
    require_whole(draws, "draws", 1)
    require_whole(seed, "seed", 0)
    groups = two_groups(terms, a, b, by, within)
    rows = groups.terms[["term", "statement_id"]].astype("str")
    rows["document"] = np.select(groups[1:], ["a ", "b "], "") + rows["statement_id"]
    rows = rows[groups.target | groups.reference]
    matrix, texts, names = texts_and_counts(rows, "document")
    on_a = texts.index.str.startswith("a ")
    sides = (matrix[on_a], matrix[~on_a])
    f_a, f_b = (side.sum(axis=0) for side in sides)
    smaller = int(min(f_a.sum(), f_b.sum()))
    size = max(1, smaller // 2) if subsample is None else subsample
    if require_whole(size, "subsample", 1) > smaller:
        raise ValueError(f"subsample is {size}; the smaller side has {smaller} terms")
    share_a, share_b = f_a / f_a.sum(), f_b / f_b.sum()
    rng = np.random.default_rng(seed)
    step = max(1, _CELLS // max(matrix.shape))
    counts = [min(step, draws - done) for done in range(0, draws, step)]
    at_size = sum(
        _bits(*(drawn_counts(side, size, count, rng) for side in sides)).sum(axis=0)
        for count in counts
    )
    chance = np.concatenate([_bits(*disjoint_counts(matrix, size, count, rng)) for count in counts])
    frame = pd.DataFrame({"f_a": f_a, "f_b": f_b, "share_a": share_a, "share_b": share_b}, names)
    frame["contribution"] = contributions(share_a, share_b)
    more_in = np.select([share_a > share_b, share_a < share_b], ["a", "b"], "both")
    frame["more_in"] = pd.array(more_in, dtype="str")
    frame["at_size"] = at_size / draws
    for name, drawn in (("chance", chance), ("whole_chance", chance.sum(axis=1))):
        frame[f"{name}_low"], frame[f"{name}_high"] = np.quantile(drawn, [0.025, 0.975], axis=0)
    frame["subsample"] = size
    return frame.iloc[np.lexsort((frame.index, -frame["contribution"].round(12)))]


def _bits(first: csr_array, second: csr_array) -> np.ndarray:
    """Draws x terms: contribution of each term to the divergence of two samples of one size."""
    size = int(first[[0]].sum())
    n, m, n_log_n = first.toarray(), second.toarray(), n_log2_n(2 * size)
    return np.maximum(0, n_log_n[n] + n_log_n[m] + n + m - n_log_n[n + m]) / (2 * size)
