"""Which rows are compared: two sides, and the pairs of seminars that serve as their control."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from icpf_analysis.inputs import quoted, require_frame, require_mapping

UNITS = ("part", "statement_kind", "subject")
"""What a seminar can have and another lack: a comparison says where its sides differ in them."""


class Sides(NamedTuple):
    """Two sets of rows of a frame, by place."""

    terms: pd.DataFrame
    """The rows that either could be taken from."""
    a: np.ndarray
    b: np.ndarray


def two_sides(
    terms: pd.DataFrame, a: Any, b: Any, by: str, within: Mapping[str, Any] | None
) -> Sides:
    """Rows of `terms` that the comparison is of.

    Parameters
    ----------
    a, b : a value of the column `by`, a list of values, or {column: value or values} by any
        columns; the column ``kind`` is that of terms or of statements, whichever has the value.
    within : {column: value or values} that holds on both sides.

    Raises
    ------
    TypeError
        `by` is no string, `within` no dict, or a value cannot be one of a column.
    KeyError
        A column is not there.
    ValueError
        A value is not in its column, a side has no rows, or a row is on both.
    """
    kept = np.ones(len(terms), bool)
    if within is not None:
        require_mapping(within, "within", "{column: value or values}")
        kept = chosen(terms, within, by, "within")
    sides = [chosen(terms, side, by, name) for name, side in (("a", a), ("b", b))]
    for name, side, rows in zip("ab", (a, b), sides, strict=True):
        if not rows.any():
            raise ValueError(f"{name} is {quoted(side)}, and has no terms; choose another side")
        if not (rows & kept).any():
            raise ValueError(
                f"{name} is {quoted(side)}, and has no terms within {quoted(within)}; choose "
                "another side, or leave out within"
            )
    both = int((sides[0] & sides[1] & kept).sum())
    if both:
        raise ValueError(
            f"{both} rows are on both sides, a of {quoted(a)} and b of {quoted(b)}; "
            "make them disjoint"
        )
    return Sides(terms[kept], *(rows[kept] for rows in sides))


def chosen(frame: pd.DataFrame, side: Any, by: str, name: str) -> np.ndarray:
    """The rows that a side names, as :func:`two_sides` says.

    Parameters
    ----------
    name : of the argument, for an error.

    >>> terms = pd.DataFrame({"year": [2012, 2014, 2014], "part": ["talk", "talk", "panel"]})
    >>> chosen(terms, {"year": 2014, "part": ["talk", "panel"]}, "year", "a").tolist()
    [False, True, True]
    """
    rows = np.ones(len(frame), bool)
    if not isinstance(by, str):
        raise TypeError(f"by is {quoted(by)}; give the name of one column: by='year'")
    for column, values in (side if isinstance(side, Mapping) else {by: side}).items():
        listed = list(values) if pd.api.types.is_list_like(values) else [values]
        if not all(pd.api.types.is_scalar(value) for value in listed):
            raise TypeError(f"{name}: {column} is {quoted(values)}; give a value, or several")
        if not listed:
            raise ValueError(f"{name}: no value of {column!r} is given; give one or more")
        rows &= _column(frame, column, listed, name).isin(listed).to_numpy(bool)
    return rows


def _column(frame: pd.DataFrame, column: str, values: list[Any], name: str) -> pd.Series:
    """The column that holds all the values: `kind` is that of terms or that of statements."""
    there = {
        each: set(frame[each].dropna().unique().tolist())
        for each in (column, f"statement_{column}")
        if each in frame
    }
    if not there:
        columns = quoted(list(frame.columns))
        raise KeyError(f"{name}: no column {column!r}; there are {columns}")
    for each, held in there.items():
        if set(values) <= held:
            return frame[each]
    every = set().union(*there.values())
    wrong = [value for value in values if value not in every]
    if wrong:
        listed = quoted(sorted(every, key=str))
        raise ValueError(f"{name}: no {column} {quoted(wrong[0])}; there are {listed}")
    raise ValueError(
        f"{name}: of {column} {quoted(values)} some are in the column {', some in '.join(there)}; "
        "name the columns apart"
    )


def require_pairs(comparisons: Any) -> None:
    """Refuse what is no dict from names to pairs of sides.

    Raises
    ------
    TypeError
        It is none.
    """
    require_mapping(comparisons, "comparisons", "{name: (a, b)}")
    for name, pair in comparisons.items():
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise TypeError(
                f"comparisons has {quoted(pair)} at {quoted(name)}; give two sides, (a, b)"
            )
    if not comparisons:
        raise TypeError("comparisons is empty; give {name: (a, b)}")


def control_groups(sides: Sides) -> list[np.ndarray]:
    """Groups of rows within which two seminars serve as the control, as masks.

    A difference between seminars of one side is none between the sides. Where no side has two
    seminars, the groups are the years of the sides; where these have none, those of any year.

    Raises
    ------
    KeyError
        The frame has no `seminar_id` or `year`.
    """
    terms = sides.terms
    require_frame(terms, "terms", "seminar_id", "year")
    years = terms["year"].dropna()
    of_sides = years[(sides.a | sides.b)[terms["year"].notna()]].unique()
    for groups in (
        [sides.a, sides.b],
        [terms["year"].isin([year]).to_numpy(bool) for year in sorted(of_sides)],
        [terms["year"].isin([year]).to_numpy(bool) for year in sorted(years.unique())],
    ):
        found = [rows for rows in groups if terms.loc[rows, "seminar_id"].nunique() > 1]
        if found:
            return found
    return []


def unmatched(sides: Sides) -> str:
    """What one side has and the other lacks: ``statement_kind: answer, question only in b``."""
    told = []
    for column in UNITS:
        if column not in sides.terms:
            continue
        in_a, in_b = (
            set(sides.terms.loc[rows, column].dropna().unique()) for rows in (sides.a, sides.b)
        )
        for name, only in (("a", in_a - in_b), ("b", in_b - in_a)):
            if only:
                told.append(f"{column}: {', '.join(sorted(map(str, only)))} only in {name}")
    return "; ".join(told)
