"""Word shifts: what each term adds to the difference of two groups of texts."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from icpf_analysis.counts import themes_of
from icpf_analysis.measures.divergence import jensen_shannon
from icpf_analysis.measures.inputs import side_by_side
from icpf_analysis.measures.sides import control_pairs, two_sides


def word_shift(
    terms: pd.DataFrame,
    a: Any,
    b: Any,
    *,
    by: str = "year",
    within: Mapping[str, Any] | None = None,
    scores: pd.Series | Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """What each term adds to the difference of two groups of texts; the sum is the whole.

    Generalised word shifts (Gallagher et al. 2021). Without `scores` the whole is the
    Jensen-Shannon divergence in bits. With `scores` it is the mean score of b less that of a,
    of which a term adds (share in b - share in a) (its score - mean score of a); scores of 1
    for the terms of a theme and 0 for all others make that the difference of the theme's share.

    Parameters
    ----------
    terms, a, b, by, within : as :func:`contrast`.
    scores : term -> score; a term without one scores 0.

    Returns
    -------
    One row a term of either side, the largest absolute contribution first: `f_a`, `f_b`;
    `share_a`, `share_b` of all occurrences of the side; `score` where scores are given;
    `contribution`; `more_in`, ``a``, ``b`` or ``both``; `control`, the largest absolute
    contribution of the term to the same measure between two seminars inside one side (where no
    side has two, between any two of one year), and `control_pair`, which.

    Raises
    ------
    KeyError, ValueError
        As :func:`contrast`; a score is no finite number.
    """
    if "term" not in terms:
        raise KeyError(f"no column 'term' in terms; there are {list(terms.columns)}")
    sides = two_sides(terms, a, b, by, within)
    words = sides.terms["term"].astype("str")
    counts = _two_counts(words, sides.a, sides.b)
    given = None if scores is None else pd.Series(scores, dtype=float)
    if given is not None and not np.isfinite(given).all():
        wrong = given.index[~np.isfinite(given)][0]
        raise ValueError(f"the score of {wrong!r} is {given[wrong]}; expected a finite number")
    shares = counts / counts.sum()
    frame = counts.assign(
        share_a=shares["f_a"],
        share_b=shares["f_b"],
        contribution=_shift(counts, given),
        more_in=np.select(
            [shares["f_a"] > shares["f_b"], shares["f_a"] < shares["f_b"]], ["a", "b"], "both"
        ),
        control=0.0,
        control_pair="",
    ).astype({"more_in": "str", "control_pair": "str"})
    if given is not None:
        frame.insert(4, "score", given.reindex(frame.index, fill_value=0.0))
    for pair, first, second in control_pairs(sides):
        inside = _shift(_two_counts(words, first, second), given).abs()
        larger = inside[inside > frame["control"].reindex(inside.index)].index
        frame.loc[larger, "control"] = inside[larger]
        frame.loc[larger, "control_pair"] = pair
    return frame.iloc[np.lexsort((frame.index, -frame["contribution"].abs().round(12)))]


def word_shifts(
    terms: pd.DataFrame,
    comparisons: Mapping[str, tuple[Any, Any]],
    *,
    within: Mapping[str, Any] | None = None,
    leading: int = 12,
) -> pd.DataFrame:
    """The leading terms of several word shifts, one below the other, to be drawn side by side.

    Parameters
    ----------
    comparisons : name of a comparison -> its sides `a` and `b`, as :func:`word_shift` (years,
        where a side names no column).
    leading : terms of each.

    Returns
    -------
    One row a comparison and leading term: `panel`, the comparison; `term`; `theme`, missing
    without one; the columns of :func:`word_shift`; `n_a` and `n_b`, terms of the sides;
    `of_panel`, the whole divergence, of which `in_leading` falls to the terms given.
    """
    themes = pd.Series(themes_of(terms), dtype="str")
    frames = []
    for panel, (a, b) in comparisons.items():
        shift = word_shift(terms, a, b, within=within)
        head = shift.head(leading)
        frames.append(
            head.reset_index().assign(
                panel=panel,
                theme=themes.reindex(head.index).to_numpy(),
                n_a=int(shift["f_a"].sum()),
                n_b=int(shift["f_b"].sum()),
                of_panel=shift["contribution"].sum(),
                in_leading=head["contribution"].sum(),
            )
        )
    return pd.concat(frames, ignore_index=True)


def _two_counts(words: pd.Series, first: np.ndarray, second: np.ndarray) -> pd.DataFrame:
    counts = side_by_side(f_a=words[first].value_counts(), f_b=words[second].value_counts())
    return counts.astype("int64").rename_axis("term").sort_index()


def _shift(counts: pd.DataFrame, scores: pd.Series | None) -> pd.Series:
    if scores is None:
        return jensen_shannon(counts["f_a"], counts["f_b"])
    share_a, share_b = (counts[side] / counts[side].sum() for side in ("f_a", "f_b"))
    score = scores.reindex(counts.index, fill_value=0.0)
    return (share_b - share_a) * (score - (share_a * score).sum())
