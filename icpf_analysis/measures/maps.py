"""A map of a vocabulary: correspondence analysis.

It shows counts; distances on it are no evidence of a difference.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from icpf_analysis.measures.inputs import require_counts

DECIMALS = 10
"""Of coordinates; beyond them the processor decides."""
_ALIKE = 1e-9
"""Singular values or distances that differ by less, relatively, are equal but for rounding."""
_NOISE = 1e-12
"""A singular value as small is 0 but for rounding."""


class Correspondence(NamedTuple):
    """Principal coordinates of a table's rows and columns, and what each axis holds."""

    rows: pd.DataFrame
    columns: pd.DataFrame
    inertias: pd.DataFrame


def correspondence(counts: pd.DataFrame) -> Correspondence:
    """Correspondence analysis of a table of counts (Greenacre 2007).

    Parameters
    ----------
    counts : terms x groups, such as from :func:`icpf_analysis.term_counts`.

    Returns
    -------
    rows, columns : principal coordinates, one column an axis (1, 2 and so on), and `mass`, the
        share of all counts. Weighted by mass, the squares of an axis sum to its inertia. On
        each axis the column farthest from the middle is positive, of equally far ones the first
        by its name, so that a map is never mirrored. Axes of equal inertia could be turned at
        will; they are turned so that the first column by its name lies on the first of them, and
        so on. A row or column of zeros has no profile and stands at 0, with mass 0.
        `contribution_1`, `contribution_2` and so on: the share of the axis that the row or column
        accounts for, mass times squared coordinate over inertia; they sum to 1 over an axis.
        `cos2_1` and so on: the squared cosine, the share of its own squared distance from the
        middle that lies on the axis; they sum to 1 over the axes. Both are 0 where the axis, or
        the distance, is 0.
    inertias : axis -> `inertia` and `share` of the whole, which is chi-square by the sum.

    Coordinates are rounded to ten decimals: what follows depends on the processor. Where rows
    and columns are drawn together in principal coordinates (a symmetric map), distances between
    two rows, or two columns, are approximate chi-square distances; the distance between a row
    and a column is not defined.

    Raises
    ------
    TypeError, ValueError
        `counts` is no frame of numbers, a label occurs twice, a count is negative or missing, or
        fewer than two rows or columns hold any.

    Examples
    --------
    >>> smoke = pd.DataFrame([[4, 2, 3, 2], [4, 3, 7, 4], [25, 10, 12, 4], [18, 24, 33, 13],
    ...                       [10, 6, 7, 2]])
    >>> correspondence(smoke).inertias["inertia"].round(7).tolist()
    [0.0747591, 0.0100172, 0.0004136]
    """
    require_counts(counts)
    filled = counts.loc[counts.sum(axis=1) > 0, counts.sum() > 0]
    if min(filled.shape) < 2:
        raise ValueError(
            f"counts: {filled.shape[0]} rows and {filled.shape[1]} columns have counts; "
            "a map needs two of each"
        )
    shares = filled.to_numpy(float) / filled.to_numpy().sum()
    row_mass, column_mass = shares.sum(axis=1), shares.sum(axis=0)
    due = np.outer(row_mass, column_mass)
    left, values, right = np.linalg.svd((shares - due) / np.sqrt(due), full_matrices=False)
    axes = pd.RangeIndex(1, min(filled.shape), name="axis")
    left, values, right = left[:, : len(axes)], values[: len(axes)], right[: len(axes)].T
    values = np.where(values > _NOISE, values, 0)
    by_name = np.argsort(filled.columns.map(str), kind="stable")
    turn = _turn(right[by_name], values)
    rows = left @ turn * values / np.sqrt(row_mass)[:, None]
    columns = right @ turn * values / np.sqrt(column_mass)[:, None]
    far = np.abs(columns[by_name])
    farthest = by_name[(far >= far.max(axis=0) * (1 - _ALIKE)).argmax(axis=0)]
    signs = np.where(np.take_along_axis(columns, farthest[None], 0) < 0, -1, 1)
    inertias = pd.DataFrame({"inertia": values**2}, axes)
    total = inertias["inertia"].sum()
    return Correspondence(
        _placed(rows * signs, row_mass, filled.index, counts.index, axes),
        _placed(columns * signs, column_mass, filled.columns, counts.columns, axes),
        inertias.assign(share=inertias["inertia"] / total if total > 0 else 0.0),
    )


def _placed(
    points: np.ndarray, mass: np.ndarray, of: pd.Index, all_: pd.Index, axes: pd.Index
) -> pd.DataFrame:
    places = points.round(DECIMALS) + 0.0  # no -0
    frame = pd.DataFrame(places, of, axes).rename_axis(columns=None).assign(mass=mass)
    inertia = mass[:, None] * places**2
    for name, parts, whole in (
        ("contribution", inertia, inertia.sum(axis=0)),
        ("cos2", places**2, (places**2).sum(axis=1, keepdims=True)),
    ):
        shares = np.divide(parts, whole, out=np.zeros_like(parts), where=whole > 0)
        columns = [f"{name}_{axis}" for axis in axes]
        frame[columns] = shares.round(DECIMALS)
    return frame.reindex(all_, fill_value=0.0)


def _turn(vectors: np.ndarray, values: np.ndarray) -> np.ndarray:
    """The turn of axes of equal inertia: of each such group the first rows span the first axes.

    Parameters
    ----------
    vectors : rows x axes; `values`, the axes' singular values, falling.
    """
    turn = np.eye(len(values))
    ends = np.flatnonzero(values[:-1] - values[1:] > _ALIKE * values[0]) + 1
    for group in np.split(np.arange(len(values)), ends):
        found: list[np.ndarray] = []
        for row in vectors[:, group] if len(group) > 1 else ():
            rest = row - sum((row @ axis) * axis for axis in found)
            if np.linalg.norm(rest) > 1e-3 and len(found) < len(group):
                found.append(rest / np.linalg.norm(rest))
        if found:
            turn[np.ix_(group, group)] = np.transpose(found)
    return turn
