"""Word shifts: what each term adds to the difference of two groups of texts."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, vstack

from icpf_analysis.comparison import Groups, control_groups, two_groups
from icpf_analysis.inputs import (
    quoted,
    require_mapping,
    require_terms,
    require_whole,
)
from icpf_analysis.measures.divergence import contributions, n_log2_n
from icpf_analysis.measures.permutation import disjoint_counts, drawn_counts
from icpf_analysis.terms.counts import themes_of

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
    ``b`` or ``both``; `control`, the largest absolute contribution of the term to the same
    measure between two seminars within one side (where no side has two, between any two of
    one year), and `control_pair`, which; `at_size`, the mean contribution when both sides are
    cut to `subsample` terms, whole statements in random order; `chance_low` and `chance_high`,
    2.5th and 97.5th percentile of the contribution between two samples of that size from the
    statements of both sides, reshuffled; `whole_chance_low` and `whole_chance_high`, the same of
    their sum, the whole divergence; `subsample`.

    Raises
    ------
    TypeError, KeyError, ValueError
        As :func:`contrast`; `subsample` is no whole number from 1 to the smaller side.
    """
    require_terms(terms, "seminar_id", "statement_id")
    require_whole(draws, "draws", 1)
    require_whole(seed, "seed", 0)
    groups = two_groups(terms, a, b, by, within)
    words = groups.terms["term"].astype("str")
    counts = pd.DataFrame(
        {"f_a": words[groups.target].value_counts(), "f_b": words[groups.reference].value_counts()}
    )
    counts = counts.fillna(0).astype("int64").rename_axis("term").sort_index()
    share_a, share_b = (counts / counts.sum()).to_numpy().T
    control, pair = _controls(groups, words, counts.index)
    frame = counts.assign(
        share_a=share_a,
        share_b=share_b,
        contribution=contributions(share_a, share_b),
        more_in=np.select([share_a > share_b, share_a < share_b], ["a", "b"], "both"),
        control=control,
        control_pair=pair,
    ).astype({"more_in": "str", "control_pair": "str"})
    frame = frame.assign(**_at_one_size(groups, words, counts, subsample, draws, seed))
    return frame.iloc[np.lexsort((frame.index, -frame["contribution"].round(12)))]


def word_shifts(
    terms: pd.DataFrame,
    comparisons: Mapping[str, tuple[Any, Any]],
    *,
    within: Mapping[str, Any] | None = None,
    leading: int = 12,
) -> pd.DataFrame:
    """The leading terms of several word shifts, one below the other, to be drawn together.

    Parameters
    ----------
    comparisons : name of a comparison -> its sides `a` and `b`, as :func:`word_shift` (years,
        where a side names no column).
    leading : terms of each.

    Returns
    -------
    One row per comparison and leading term: `panel`, the comparison; `term`; `theme`, missing
    without one; the columns of :func:`word_shift`, with one `subsample` for all sides of all
    comparisons, half of the smallest; `n_a` and `n_b`, terms of the sides; `of_panel`, the whole
    divergence, of which `in_leading` falls to the terms given; `of_panel_at_size`, the mean
    divergence at `subsample`.

    Raises
    ------
    TypeError, KeyError, ValueError
        As :func:`contrast`; `comparisons` is no dict of pairs.
    """
    require_terms(terms, "theme")
    require_mapping(comparisons, "comparisons", "{name: (a, b)}")
    if not comparisons:
        raise TypeError("comparisons is empty; give {name: (a, b)}")
    for name, pair in comparisons.items():
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            found = f"comparisons has {quoted(pair)} at {quoted(name)}"
            raise TypeError(f"{found}; give two sides, (a, b)")
    themes = pd.Series(themes_of(terms), dtype="str")
    groups = [two_groups(terms, a, b, "year", within) for a, b in comparisons.values()]
    size = max(1, min(int(rows.sum()) for each in groups for rows in each[1:]) // 2)
    frames = []
    for panel, (a, b) in comparisons.items():
        shift = word_shift(terms, a, b, within=within, subsample=size)
        head = shift.head(leading)
        frames.append(
            head.reset_index().assign(
                panel=panel,
                theme=themes.reindex(head.index).to_numpy(),
                n_a=int(shift["f_a"].sum()),
                n_b=int(shift["f_b"].sum()),
                of_panel=shift["contribution"].sum(),
                in_leading=head["contribution"].sum(),
                of_panel_at_size=shift["at_size"].sum(),
            )
        )
    return pd.concat(frames, ignore_index=True)


def _at_one_size(
    groups: Groups,
    words: pd.Series,
    counts: pd.DataFrame,
    subsample: int | None,
    draws: int,
    seed: int,
) -> dict[str, Any]:
    """The columns on both sides cut to one size."""
    smaller = int(counts.sum().min())
    size = max(1, smaller // 2) if subsample is None else subsample
    require_whole(size, "subsample", 1)
    if size > smaller:
        raise ValueError(f"subsample is {size}; the smaller side has {smaller} terms")
    columns = counts.index.get_indexer(pd.Index(words))
    ids = pd.factorize(groups.terms["statement_id"].astype("str"), sort=True)[0]
    of_a, of_b = (_count(ids[rows], columns[rows], len(counts)) for rows in groups[1:])
    pooled = vstack([of_a, of_b], format="csr")
    rng = np.random.default_rng(seed)
    at_once = max(1, _CELLS // max(len(counts), pooled.shape[0]))
    total, chance, whole = np.zeros(len(counts)), [], []
    for done in range(0, draws, at_once):
        count = min(at_once, draws - done)
        total += _bits(*(drawn_counts(units, size, count, rng) for units in (of_a, of_b))).sum(
            axis=0
        )
    for done in range(0, draws, at_once):
        count = min(at_once, draws - done)
        chance.append(_bits(*disjoint_counts(pooled, size, count, rng)))
        whole.append(chance[-1].sum(axis=1))
    low, high = np.quantile(np.concatenate(chance), [0.025, 0.975], axis=0)
    whole_low, whole_high = np.quantile(np.concatenate(whole), [0.025, 0.975])
    return {
        "at_size": total / draws,
        "chance_low": low,
        "chance_high": high,
        "whole_chance_low": whole_low,
        "whole_chance_high": whole_high,
        "subsample": size,
    }


def _count(rows: np.ndarray, columns: np.ndarray, width: int) -> csr_array:
    """Rows that occur x columns, each pair counted."""
    codes = np.unique(rows, return_inverse=True)[1]
    ones = np.ones(len(codes), np.int64)
    return csr_array((ones, (codes, columns)), shape=(codes.max() + 1, width))


def _bits(first: csr_array, second: csr_array) -> np.ndarray:
    """Draws x terms: contribution of each term to the divergence of two samples of one size."""
    size = int(first[[0]].sum())
    n, m, n_log_n = first.toarray(), second.toarray(), n_log2_n(2 * size)
    return np.maximum(0, n_log_n[n] + n_log_n[m] + n + m - n_log_n[n + m]) / (2 * size)


def _controls(groups: Groups, words: pd.Series, terms: pd.Index) -> tuple[np.ndarray, np.ndarray]:
    """The largest contribution of each term between two seminars of one group, and which two."""
    columns = terms.get_indexer(pd.Index(words))
    largest, pair = np.zeros(len(terms)), np.full(len(terms), "", object)
    for rows in control_groups(groups):
        seminars = groups.terms.loc[rows, "seminar_id"].astype("str")
        codes, names = pd.factorize(seminars, sort=True)
        known = columns[rows] >= 0  # a term of neither group counts in the seminar's size only
        counts = csr_array(
            (np.ones(known.sum()), (codes[known], columns[rows][known])),
            shape=(len(names), len(terms)),
        )
        shares = (counts / np.bincount(codes)[:, None]).toarray()
        for one in range(len(names) - 1):
            has, others = shares[one] > 0, shares[one + 1 :]
            bits = others / 2  # where the first seminar lacks the term
            bits[:, has] = contributions(shares[one, has], others[:, has])
            top = bits.max(axis=0)
            first = (bits >= top - 1e-12).argmax(axis=0)  # equal but for rounding: the first pair
            larger = np.flatnonzero(top > largest + 1e-12)
            largest[larger] = bits[first[larger], larger]
            pair[larger] = f"{names[one]} / " + names[one + 1 :].to_numpy(object)[first[larger]]
    return largest, pair
