"""Counts as given become a frame, or an error that says what is wrong with them."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike


def side_by_side(*, whole: bool = True, **given: ArrayLike | pd.Series) -> pd.DataFrame:
    """Counts of one group a column, one row a term, as float.

    Series are put side by side by their labels, and a label that one of them lacks counts 0
    there; what has no labels goes by its order. A single number stands for every row.

    Parameters
    ----------
    whole : True refuses fractions.

    Raises
    ------
    TypeError
        Something is no number.
    ValueError
        A count is negative, missing or infinite, or a fraction where whole numbers are due;
        lengths differ; a label stands twice in Series of different labels.
    """
    labels = _labels([value.index for value in given.values() if isinstance(value, pd.Series)])
    columns: dict[str, np.ndarray] = {}
    for name, value in given.items():
        if isinstance(value, pd.Series) and labels is not None and not value.index.equals(labels):
            value = value.reindex(labels, fill_value=0)
        columns[name] = _floats(name, value)
    if labels is None:
        labels = pd.RangeIndex(max((c.size for c in columns.values() if c.ndim), default=1))
    for name, column in columns.items():
        if column.shape not in ((), labels.shape):
            raise ValueError(f"{name} has the shape {column.shape}; expected {len(labels)} numbers")
    frame = pd.DataFrame({name: np.resize(c, len(labels)) for name, c in columns.items()}, labels)
    check_counts(frame, whole=whole)
    return frame


def _floats(name: str, value: ArrayLike | pd.Series) -> np.ndarray:
    try:
        if isinstance(value, pd.Series | pd.Index):
            return value.to_numpy(float, na_value=np.nan)
        return np.asarray(value, float)
    except (TypeError, ValueError) as problem:
        raise TypeError(f"{name} is to be numbers: {problem}") from None


def check_counts(counts: pd.DataFrame, *, whole: bool = False) -> None:
    """Refuse what cannot be a count, by row and column.

    Raises
    ------
    ValueError
        As :func:`side_by_side` says.
    """
    values = counts.to_numpy(float)
    wrong = ~np.isfinite(values) | (values < 0) | (whole & (values != np.floor(values)))
    if wrong.any():
        row, column = np.argwhere(wrong)[0]
        raise ValueError(
            f"{counts.columns[column]} of {counts.index[row]!r} is {values[row, column]:g}; "
            f"expected a {'whole ' if whole else ''}number of 0 or more"
        )


def _labels(indexes: list[pd.Index]) -> pd.Index | None:
    """The labels of all, in the order of the first; None where nothing has labels."""
    if not indexes:
        return None
    first = indexes[0]
    if all(index.equals(first) for index in indexes):
        return first
    for index in indexes:
        if not index.is_unique:
            twice = index[index.duplicated()][0]
            raise ValueError(f"the label {twice!r} stands twice; sum its counts first")
        first = first.append(index.difference(first, sort=False))
    return first
