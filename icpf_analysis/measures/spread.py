"""How often a term occurs in each part of a corpus, and how evenly over the parts."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from icpf_analysis.inputs import quoted
from icpf_analysis.measures.inputs import check_counts, floats, require_counts

PER = 1000


def rates(counts: pd.DataFrame) -> pd.DataFrame:
    """Occurrences of each term per 1,000 of its group.

    Parameters
    ----------
    counts : terms x groups, as from :func:`icpf_analysis.term_counts`, all terms of each group.

    Returns
    -------
    terms x groups, float; 0.0 where a group lacks the term or is empty.

    Raises
    ------
    TypeError, ValueError
        `counts` is no frame of numbers, a label occurs twice, or a count is negative or missing.

    Examples
    --------
    >>> counts = pd.DataFrame({2012: [3, 1], 2014: [0, 5]}, index=["番号", "カード"])
    >>> rates(counts).loc["番号"].to_dict()
    {2012: 750.0, 2014: 0.0}
    """
    return PER * _shares(counts, _sizes(counts, None))


def dispersion(counts: pd.DataFrame, sizes: ArrayLike | pd.Series | None = None) -> pd.DataFrame:
    """How evenly each term is spread over the parts of a corpus.

    Parameters
    ----------
    counts : terms x parts (seminars, speakers, statements).
    sizes : the size of each part; by default the sums of `counts`.

    Returns
    -------
    One row per term: `freq`, its occurrences; `range`, in how many parts it stands; `dp`,
    deviation of proportions, half the sum over parts of the absolute difference between the
    part's share of the term and of the corpus: 0 in proportion to the sizes, near 1 all in one
    small part (Gries 2008); `dp_norm`, dp divided by its maximum, 1 less the smallest share
    (Lijffijt & Gries 2012). A term that occurs nowhere has 0 in all four; with a single part
    dp and dp_norm are 0.

    Raises
    ------
    TypeError, ValueError
        `counts` is no frame of numbers, a label occurs twice, a count is negative, missing or
        above the size of its part, or all parts are empty.

    Examples
    --------
    Three parts of 100, 100 and 200 words; the second term occurs in the first only:

    >>> parts = pd.DataFrame([[1, 1, 2], [4, 0, 0]], index=["even", "clumped"])
    >>> dispersion(parts, [100, 100, 200]).values.tolist()
    [[4.0, 3.0, 0.0, 0.0], [4.0, 1.0, 0.75, 1.0]]
    """
    totals = _sizes(counts, sizes)
    if not totals.sum():
        raise ValueError("counts: all parts are empty; there is nothing to spread over")
    _shares(counts, totals)
    freq = counts.sum(axis=1).to_numpy(float)
    due = (totals / totals.sum()).to_numpy()
    seen = counts.to_numpy(float) / np.where(freq > 0, freq, 1)[:, None]
    dp = np.where(freq > 0, np.abs(seen - due).sum(axis=1) / 2, 0.0)
    most = 1 - due.min()
    return pd.DataFrame(
        {
            "freq": freq.astype("int64") if (freq == np.floor(freq)).all() else freq,
            "range": (counts.to_numpy(float) > 0).sum(axis=1),
            "dp": dp,
            "dp_norm": dp / most if most > 0 else np.zeros_like(dp),
        },
        counts.index,
    )


def _sizes(counts: pd.DataFrame, sizes: ArrayLike | pd.Series | None) -> pd.Series:
    require_counts(counts)
    if sizes is None:
        return counts.sum().astype(float)
    if isinstance(sizes, pd.Series):
        lacking = counts.columns.difference(sizes.index)
        if len(lacking):
            raise ValueError(
                f"sizes has none for {quoted(list(lacking))}; it has {quoted(list(sizes.index))}"
            )
        sizes = sizes.reindex(counts.columns)
    elif np.shape(sizes) != (counts.shape[1],):
        raise ValueError(
            f"sizes is {quoted(sizes)}; expected {counts.shape[1]} numbers, one a column of counts"
        )
    totals = pd.Series(floats("sizes", sizes), counts.columns)
    check_counts(totals.to_frame("sizes"))
    return totals


def _shares(counts: pd.DataFrame, totals: pd.Series) -> pd.DataFrame:
    above = counts.gt(totals, axis=1)
    if above.to_numpy().any():
        row, column = np.argwhere(above.to_numpy())[0]
        raise ValueError(
            f"counts: {quoted(counts.columns[column])} of {quoted(counts.index[row])} is "
            f"{float(counts.to_numpy(float)[row, column]):g}, above the size of the group, "
            f"{totals.iloc[column]:g}"
        )
    return counts / totals.where(totals > 0, 1)
