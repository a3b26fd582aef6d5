"""Which rows are compared: a target and a reference, and those that the notebooks choose.

The notebooks compare the 2012 report with two reports of 2014. All three are about the number
system (My Number), so that a difference between the years is not one between subjects; the
seminar of 26 March 2014 is about election campaigns. Questions and answers are left out, because
the 2012 report has none. The target is 2014 and the reference is 2012, so that whatever rose is
positive. The two seminars of 2014 beside each other show how far two reports of one year and one
subject differ: that is the control.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from icpf_analysis.files import RAW
from icpf_analysis.inputs import quoted, require_frame

PAGE = RAW / "000_4767421747b42df5.txt"
"""The page with the four reports; pages added beside it do not enter the comparison."""
TARGET: dict[str, Any] = {"year": 2014, "subject": "number system"}
REFERENCE: dict[str, Any] = {"year": 2012, "subject": "number system"}
WITHOUT_QA = {"kind": ["point", "paragraph"]}
CONTROL = ("2014-01-28", "2014-03-14")
"""The seminars of the target, the earlier one first."""
_MATCHED = ("part", "statement_kind", "subject")
"""What a seminar can have and another lack: a comparison says where its groups differ in them."""


class Groups(NamedTuple):
    """Two sets of rows of a frame, as masks."""

    terms: pd.DataFrame
    """The rows that either could be taken from."""
    target: np.ndarray
    reference: np.ndarray


def two_groups(
    terms: pd.DataFrame, a: Any, b: Any, by: str, within: Mapping[str, Any] | None
) -> Groups:
    """Rows of `terms` that the comparison is of, target `a` and reference `b`.

    Each is a value of the column `by`, a list of values, or {column: value or values} by any
    columns; the column ``kind`` is that of terms or of statements, whichever has the value.
    `within`, {column: value or values}, holds in both groups.

    Raises TypeError, KeyError or ValueError: `by`, `within` or a value is of another kind; a column
    is not there; a value is not in its column, a group has no rows, or a row is in both.
    """
    kept = rows_within(terms, within)
    target, reference = rows_of(terms, a, by, "a") & kept, rows_of(terms, b, by, "b") & kept
    for name, chosen, rows in (("a", a, target), ("b", b, reference)):
        if not rows.any():
            limits = "" if within is None else f" within {quoted(within)}"
            raise ValueError(f"{name}, {quoted(chosen)}, has no terms{limits}; choose other rows")
    n_both = (target & reference).sum()
    if n_both:
        found = f"{n_both} rows are on both sides, a of {quoted(a)} and b of {quoted(b)}"
        raise ValueError(f"{found}; make them disjoint")
    return Groups(terms[kept], target[kept], reference[kept])


def rows_within(terms: pd.DataFrame, within: Mapping[str, Any] | None) -> np.ndarray:
    """The rows for which {column: value or values} holds; all where nothing is asked."""
    if not isinstance(within, Mapping | None):
        raise TypeError(f"within is {quoted(within)}, not a dict; give {{column: value or values}}")
    return rows_of(terms, within or {}, "year", "within")


def rows_of(frame: pd.DataFrame, chosen: Any, by: str, name: str) -> np.ndarray:
    """The rows that a group names, as :func:`two_groups` says; `name` is the argument's.

    >>> terms = pd.DataFrame({"year": [2012, 2014, 2014], "part": ["talk", "talk", "panel"]})
    >>> rows_of(terms, {"year": 2014, "part": ["talk", "panel"]}, "year", "a").tolist()
    [False, True, True]
    """
    rows = np.ones(len(frame), bool)
    if not isinstance(by, str):
        raise TypeError(f"by is {quoted(by)}; give the name of one column: by='year'")
    for column, values in (chosen if isinstance(chosen, Mapping) else {by: chosen}).items():
        listed = list(values) if pd.api.types.is_list_like(values) else [values]
        if not all(pd.api.types.is_scalar(value) for value in listed):
            raise TypeError(f"{name}: {column} is {quoted(values)}; give a value, or several")
        if not listed:
            raise ValueError(f"{name}: no value of {column!r} is given; give one or more")
        rows &= _column(frame, column, listed, name).isin(listed).to_numpy(bool)
    return rows


def _column(frame: pd.DataFrame, column: str, values: list[Any], name: str) -> pd.Series:
    """The column that holds all the values: `kind` is that of terms or that of statements."""
    there = [each for each in (column, f"statement_{column}") if each in frame]
    if not there:
        raise KeyError(f"{name}: no column {column!r}; there are {quoted(list(frame.columns))}")
    require_frame(frame, "terms", *there)
    cells = {each: frame[each] for each in there}
    if pd.api.types.is_datetime64_any_dtype(cells[there[0]]) and isinstance(values[0], str):
        cells = {each: days.dt.strftime("%Y-%m-%d") for each, days in cells.items()}
    known = {each: set(texts.dropna().unique().tolist()) for each, texts in cells.items()}
    for each in there:
        if known[each].issuperset(values):
            return cells[each]
    listed = quoted(sorted(set().union(*known.values()), key=str))
    wrong = quoted(values[0] if len(values) == 1 else values)
    raise ValueError(f"{name}: no {column} {wrong} in one column; there are {listed}")


def unmatched(groups: Groups) -> str:
    """What one group has and the other lacks: ``statement_kind: answer, question only in b``."""
    differences = []
    for column in [each for each in _MATCHED if each in groups.terms]:
        values = groups.terms[column]
        in_a, in_b = (set(values[rows].dropna().unique()) for rows in groups[1:])
        for name, only in (("a", in_a - in_b), ("b", in_b - in_a)):
            if only:
                differences.append(f"{column}: {', '.join(sorted(map(str, only)))} only in {name}")
    return "; ".join(differences)
