"""Counts as given become a frame, or an error that says what is wrong with them."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from icpf_analysis.inputs import quoted, require_frame


def side_by_side(*, whole: bool = True, **given: ArrayLike | pd.Series) -> pd.DataFrame:
    """Counts of one group a column, one row per term, as float.

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
        lengths differ; a label occurs twice in Series of different labels.
    """
    labels = _labels([value.index for value in given.values() if isinstance(value, pd.Series)])
    columns: dict[str, np.ndarray] = {}
    for name, value in given.items():
        if isinstance(value, pd.Series) and labels is not None and not value.index.equals(labels):
            value = value.reindex(labels, fill_value=0)
        columns[name] = floats(name, value)
    if labels is None:
        labels = pd.RangeIndex(max((c.size for c in columns.values() if c.ndim), default=1))
    for name, column in columns.items():
        if column.shape not in ((), labels.shape):
            raise ValueError(f"{name} has the shape {column.shape}; expected {len(labels)} numbers")
    frame = pd.DataFrame({name: np.resize(c, len(labels)) for name, c in columns.items()}, labels)
    check_counts(frame, whole=whole)
    return frame


def floats(name: str, value: ArrayLike | pd.Series) -> np.ndarray:
    """Numbers as float, or a TypeError that names them."""
    if isinstance(value, pd.DataFrame):
        raise TypeError(f"{name} is to be numbers, and is a DataFrame; give one column of it")
    try:
        if isinstance(value, pd.Series | pd.Index):
            return value.to_numpy(float, na_value=np.nan)
        return np.asarray(value, float)
    except (TypeError, ValueError) as problem:
        raise TypeError(f"{name} is to be numbers: {quoted(str(problem))}") from None


def require_counts(counts: pd.DataFrame) -> None:
    """Refuse what is no table of counts, terms x groups.

    Raises
    ------
    TypeError
        It is no frame, or holds something else than numbers.
    ValueError
        A label occurs twice, or as :func:`side_by_side`.
    """
    require_frame(counts, "counts", rows=True)
    for labels, name in ((counts.index, "row"), (counts.columns, "column")):
        if not labels.is_unique:
            twice = quoted(labels[labels.duplicated()][0])
            raise ValueError(f"counts has the {name} {twice} twice; sum its counts first")
    check_counts(counts, of="counts: ")


def check_counts(counts: pd.DataFrame, *, whole: bool = False, of: str = "") -> None:
    """Refuse what cannot be a count, by row and column; an error begins with `of`.

    Raises
    ------
    TypeError, ValueError
        As :func:`side_by_side` says.
    """
    try:
        values = counts.to_numpy(float, na_value=np.nan)
    except (TypeError, ValueError) as problem:
        raise TypeError(f"{of}expected numbers: {quoted(str(problem))}") from None
    wrong = ~np.isfinite(values) | (values < 0) | (whole & (values != np.floor(values)))
    if wrong.any():
        row, column = np.argwhere(wrong)[0]
        raise ValueError(
            f"{of}{_name(counts.columns[column])} of {quoted(counts.index[row])} is "
            f"{values[row, column]:g}; "
            f"expected a {'whole ' if whole else ''}number of 0 or more"
        )


def _name(label: object) -> str:
    return label if isinstance(label, str) and len(label) < 80 else quoted(label)


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
            raise ValueError(f"the label {quoted(twice)} occurs twice; sum its counts first")
        first = first.append(index.difference(first, sort=False))
    return first
