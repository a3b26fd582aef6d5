"""Which rows are compared: two sides, and the pairs of seminars that serve as their control."""

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from icpf_analysis.measures.floors import attainable_p

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
    KeyError
        A column is not there.
    ValueError
        A value is not in its column, a side has no rows, or a row is on both.
    """
    if within:
        terms = terms[chosen(terms, within, by)]
    sides = [chosen(terms, side, by) for side in (a, b)]
    for name, side, rows in zip("ab", (a, b), sides, strict=True):
        if not rows.any():
            raise ValueError(f"{name}, {side!r}, has no terms; choose another side")
    both = int((sides[0] & sides[1]).sum())
    if both:
        raise ValueError(f"{both} rows are on both sides, {a!r} and {b!r}; make them disjoint")
    return Sides(terms, *sides)


def chosen(frame: pd.DataFrame, side: Any, by: str) -> np.ndarray:
    """The rows that a side names, as :func:`two_sides` says.

    >>> terms = pd.DataFrame({"year": [2012, 2014, 2014], "part": ["talk", "talk", "panel"]})
    >>> chosen(terms, {"year": 2014, "part": ["talk", "panel"]}, "year").tolist()
    [False, True, True]
    """
    wanted = side if isinstance(side, Mapping) else {by: side}
    rows = np.ones(len(frame), bool)
    for column, values in wanted.items():
        listed = list(values) if pd.api.types.is_list_like(values) else [values]
        rows &= _column(frame, column, listed).isin(listed).to_numpy(bool)
    return rows


def _column(frame: pd.DataFrame, column: str, values: list[Any]) -> pd.Series:
    """The column that holds all the values."""
    names = [name for name in (column, f"statement_{column}") if name in frame]
    if not names:
        raise KeyError(f"no column {column!r}; there are {list(frame.columns)}")
    for name in names:
        if frame.empty or set(values) <= set(frame[name].dropna()):
            return frame[name]
    there = sorted({value for name in names for value in frame[name].dropna().tolist()}, key=str)
    wrong = next(value for value in values if value not in there)
    raise ValueError(f"no {column} {wrong!r}; there are {there}")


def control_pairs(sides: Sides) -> list[tuple[str, np.ndarray, np.ndarray]]:
    """Pairs of seminars inside one side: their name and the rows of each.

    A difference between such seminars is none between the sides. Where no side has two
    seminars, the pairs are those of all seminars held in the years of the sides; where these
    have none, those of any year.

    Raises
    ------
    KeyError
        The frame has no `seminar_id`, or no `year` where it is needed.
    """
    terms = sides.terms
    for column in ("seminar_id", "year"):
        if column not in terms:
            raise KeyError(
                f"no column {column!r}; controls go by it, and there are {list(terms.columns)}"
            )
    pairs = [pair for rows in (sides.a, sides.b) for pair in _pairs(terms, rows)]
    if pairs:
        return pairs
    of_sides = terms.loc[sides.a | sides.b, "year"].unique()
    return _inside(terms, of_sides) or _inside(terms, terms["year"].unique())


def _inside(terms: pd.DataFrame, years: Iterable[Any]) -> list[tuple[str, np.ndarray, np.ndarray]]:
    return [
        pair
        for year in sorted(years)
        for pair in _pairs(terms, (terms["year"] == year).to_numpy(bool))
    ]


def _pairs(terms: pd.DataFrame, rows: np.ndarray) -> list[tuple[str, np.ndarray, np.ndarray]]:
    seminars = terms["seminar_id"]
    return [
        (
            f"{first} / {second}",
            rows & (seminars == first).to_numpy(bool),
            rows & (seminars == second).to_numpy(bool),
        )
        for first, second in combinations(sorted(seminars[rows].unique()), 2)
    ]


def unmatched(sides: Sides) -> str:
    """What one side has and the other lacks: ``statement_kind: answer, question only in b``."""
    told = []
    for column in UNITS:
        if column not in sides.terms:
            continue
        in_a, in_b = (set(sides.terms.loc[rows, column].dropna()) for rows in (sides.a, sides.b))
        for name, only in (("a", in_a - in_b), ("b", in_b - in_a)):
            if only:
                told.append(f"{column}: {', '.join(sorted(only))} only in {name}")
    return "; ".join(told)


def attainable_p_of(sides: Sides) -> float:
    """Compute the smallest p that permuting whole seminars between the sides can reach.

    Seminars with statements on both sides (talk against discussion) exchange their own halves.
    """
    in_a, in_b = (set(sides.terms.loc[rows, "seminar_id"]) for rows in (sides.a, sides.b))
    return attainable_p(len(in_a - in_b), len(in_b - in_a), shared=len(in_a & in_b))
