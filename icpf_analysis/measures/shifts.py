"""Word shifts: what each term adds to the difference of two groups of texts."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from icpf_analysis.counts import themes_of
from icpf_analysis.inputs import require_terms
from icpf_analysis.measures.divergence import jensen_shannon
from icpf_analysis.measures.inputs import side_by_side
from icpf_analysis.measures.sides import control_pairs, require_pairs, two_sides


def word_shift(
    terms: pd.DataFrame,
    a: Any,
    b: Any,
    *,
    by: str = "year",
    within: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """What each term adds to the difference of two groups of texts; the sum is the whole.

    The whole is the Jensen-Shannon divergence in bits (generalised word shifts, Gallagher et
    al. 2021).

    Parameters
    ----------
    terms, a, b, by, within : as :func:`contrast`.

    Returns
    -------
    One row a term of either side, the largest absolute contribution first: `f_a`, `f_b`;
    `share_a`, `share_b` of all occurrences of the side; `contribution`; `more_in`, ``a``,
    ``b`` or ``both``; `control`, the largest absolute contribution of the term to the same
    measure between two seminars inside one side (where no side has two, between any two of
    one year), and `control_pair`, which.

    Raises
    ------
    TypeError, KeyError, ValueError
        As :func:`contrast`.
    """
    require_terms(terms, "seminar_id")
    sides = two_sides(terms, a, b, by, within)
    words = sides.terms["term"].astype("str")
    counts = _two_counts(words, sides.a, sides.b)
    shares = counts / counts.sum()
    frame = counts.assign(
        share_a=shares["f_a"],
        share_b=shares["f_b"],
        contribution=jensen_shannon(counts["f_a"], counts["f_b"]),
        more_in=np.select(
            [shares["f_a"] > shares["f_b"], shares["f_a"] < shares["f_b"]], ["a", "b"], "both"
        ),
        control=0.0,
        control_pair="",
    ).astype({"more_in": "str", "control_pair": "str"})
    for pair, first, second in control_pairs(sides):
        of_pair = _two_counts(words, first, second)
        inside = jensen_shannon(of_pair["f_a"], of_pair["f_b"])
        held = frame["control"].reindex(inside.index)
        larger = inside.index[inside > held + 1e-12]  # equal but for rounding: the first pair
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
    """The leading terms of several word shifts, one below the other, to be drawn together.

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

    Raises
    ------
    TypeError, KeyError, ValueError
        As :func:`contrast`; `comparisons` is no dict of pairs.
    """
    require_terms(terms, "theme")
    require_pairs(comparisons)
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
