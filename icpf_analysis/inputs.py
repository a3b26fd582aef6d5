"""What a function is given, checked before anything is counted.

What is of another kind is a TypeError, a column that is not there a KeyError, all else a
ValueError. Each names the argument, what was found and what to do, in one line; of what was found
it quotes 80 characters at most, so that no message prints a corpus.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from icpf_analysis.reading.schema import SCHEMA

if TYPE_CHECKING:
    from icpf_analysis.reading.corpus import Corpus

QUOTED = 80
"""Characters of a value that an error quotes."""
_SOURCES = {
    "statements": "corpus.statements",
    "terms": "extract_terms(corpus.statements)",
    "lexicon": "a frame like load_lexicon()",
    "counts": "a frame such as term_counts(terms)",
    "places": "the frame of look_up(corpus, what)",
}
"""Where an argument usually comes from."""


def quoted(value: object) -> str:
    """A value as an error shows it: one line, at most 80 characters; of a table only its type.

    >>> quoted("番号"), quoted(pd.Series([1]))
    ("'番号'", 'a Series')
    """
    if isinstance(value, np.generic):
        value = value.item()
    plain = value is None or isinstance(value, str | bytes | Real | tuple)
    if not plain and (hasattr(value, "iloc") or not isinstance(value, Collection)):
        return f"a {type(value).__name__}"
    text = " ".join(repr(value).split())
    return text if len(text) <= QUOTED else text[: QUOTED - 1] + "…"


def require_frame(
    frame: Any, name: str, *columns: str, filled: Iterable[str] = (), rows: bool = False
) -> None:
    """Refuse what is no DataFrame with these columns, no cell of `filled` missing.

    `name` is the argument's, for the error; `rows` refuses a frame without rows.
    """
    if not isinstance(frame, pd.DataFrame):
        lazy = hasattr(frame, "map_partitions")
        todo = f"{name}.compute()" if lazy else _SOURCES.get(name, "a DataFrame")
        found = f"a {type(frame).__name__}"
        raise TypeError(f"{name} is {found}, not a DataFrame of pandas; give {todo}")
    for column in columns:
        if column not in frame.columns:
            raise KeyError(f"no column {column!r} in {name}; it has {quoted(list(frame.columns))}")
        if (frame.columns == column).sum() > 1:
            raise ValueError(f"{name} has the column {column!r} twice; keep one of them")
    if rows and frame.empty:
        raise ValueError(f"{name} has no rows; give some, for there is nothing to measure")
    for column in filled:
        missing = frame[column].isna().to_numpy()
        if missing.any():
            at = quoted(frame.index[int(missing.argmax())])
            raise ValueError(
                f"{name} has no {column} in row {at} ({missing.sum()} such rows); drop or fill them"
            )


def require_column(by: Any, frame: pd.DataFrame, name: str, argument: str = "by") -> None:
    """Refuse a `by` that is no column of `frame`."""
    if not isinstance(by, str):
        todo = f"give the name of one column of {name}: {argument}='year'"
        raise TypeError(f"{argument} is {quoted(by)}; {todo}")
    require_frame(frame, name, by)


def require_unique(labels: pd.Index, name: str, label: str, todo: str) -> None:
    """Refuse labels of which one occurs twice."""
    if not labels.is_unique:
        twice = quoted(labels[labels.duplicated()][0])
        raise ValueError(f"{name} has the {label} {twice} twice; {todo}")


def statement_ids(statements: pd.DataFrame) -> pd.Index:
    """The statement_id of each row, from the index or the column; each is there, and once."""
    if statements.index.name == "statement_id":
        ids = statements.index
    else:
        require_frame(statements, "statements", "statement_id")
        ids = pd.Index(statements["statement_id"])
    if ids.hasnans:
        at = int(ids.isna().argmax())
        raise ValueError(f"statements has no statement_id in row {at}; give each row one")
    todo = "make the ids unique, for instance by putting the seminar_id before them"
    require_unique(ids, "statements", "statement_id", todo)
    return ids


def require_terms(terms: Any, *columns: str, rows: bool = True) -> None:
    """Refuse what are no occurrences of terms that can be counted.

    `columns` are those that the function uses beside `term`. No term, `statement_id` or
    `seminar_id` may be missing, and a statement is of one seminar.
    """
    ids = [column for column in ("statement_id", "seminar_id") if column in columns]
    require_frame(terms, "terms", "term", *columns, filled=["term", *ids], rows=rows)
    for word in terms["term"].unique():
        if not isinstance(word, str):
            found = f"terms has the term {quoted(word)}, which is no string"
            raise TypeError(f"{found}; convert the column")
    if "statement_id" in ids and "seminar_id" in terms.columns:
        pairs = terms[["statement_id", "seminar_id"]].drop_duplicates()
        todo = "it is in two seminars, so make the ids of statements unique"
        require_unique(pd.Index(pairs["statement_id"]), "terms", "statement_id", todo)


def require_corpus(corpus: Any) -> "Corpus":
    """The corpus with the types of its schema, seminars oldest first; an id twice is refused."""
    typed = {}
    for name in ("seminars", "people", "appearances", "statements"):
        frame = getattr(corpus, name, None)
        if not isinstance(frame, pd.DataFrame):
            raise TypeError(f"corpus is {quoted(corpus)}, not a Corpus; give load_corpus()")
        columns = {key: spec for key, spec in SCHEMA[name].items() if key != frame.index.name}
        require_frame(frame, f"corpus.{name}", *columns)
        if name != "appearances":
            require_unique(frame.index, f"corpus.{name}", "id", "make the ids unique")
        typed[name] = frame.astype({key: spec.pandas for key, spec in columns.items()})
    typed["seminars"] = typed["seminars"].sort_index().sort_values("date", kind="stable")
    return replace(corpus, **typed)


def require_whole(value: Any, name: str, least: int) -> int:
    """A whole number that is `least` or more."""
    whole = isinstance(value, Integral) and not isinstance(value, bool)
    if not whole or value < least:
        _refuse(value, name, whole, f"a whole number of {least} or more")
    return int(value)


def require_share(value: Any, name: str, most: float = 1) -> None:
    """Refuse what does not lie between 0 and `most`."""
    number = isinstance(value, Real) and not isinstance(value, bool)
    if not number or not 0 < value < most:
        _refuse(value, name, number, f"a number between 0 and {most}")


def require_one_of(value: Any, name: str, choices: Collection[str]) -> None:
    """Refuse a word that is not one of the choices."""
    if not isinstance(value, str) or value not in choices:
        _refuse(value, name, isinstance(value, str), " or ".join(choices))


def _refuse(value: Any, name: str, is_kind: bool, expected: str) -> None:
    """Raise a ValueError where the value is of the kind expected, else a TypeError."""
    error = ValueError if is_kind else TypeError
    raise error(f"{name} is {quoted(value)}; give {expected}")


def floats(name: str, value: ArrayLike | pd.Series) -> np.ndarray:
    """Numbers as float."""
    try:
        if isinstance(value, pd.Series):
            return value.to_numpy(float, na_value=np.nan)
        return np.asarray(value, float)
    except (TypeError, ValueError) as problem:
        raise TypeError(f"{name} is to be numbers: {quoted(str(problem))}") from None


def side_by_side(*, whole: bool = True, **given: ArrayLike | pd.Series) -> pd.DataFrame:
    """Counts of one group a column, one row per term, as float.

    Series are put side by side by their labels, and a label that one of them lacks counts 0
    there; what has no labels goes by its order. A single number is that of every row. `whole`
    refuses fractions.
    """
    series = [value for value in given.values() if isinstance(value, pd.Series)]
    labels = series[0].index if series else None
    if any(not each.index.equals(labels) for each in series):
        for each in series:
            require_unique(each.index, "a Series", "label", "sum its counts first")
        labels = pd.Index(dict.fromkeys(label for each in series for label in each.index))
        given = {
            name: value.reindex(labels, fill_value=0) if isinstance(value, pd.Series) else value
            for name, value in given.items()
        }
    columns = {name: floats(name, value) for name, value in given.items()}
    if labels is None:
        labels = pd.RangeIndex(max(column.size for column in columns.values()))
    for name, column in columns.items():
        if column.shape not in ((), labels.shape):
            raise ValueError(f"{name} has the shape {column.shape}; expected {len(labels)} numbers")
    frame = pd.DataFrame(columns, labels)
    check_counts(frame, whole=whole)
    return frame


def require_counts(counts: pd.DataFrame) -> None:
    """Refuse what is no table of counts, terms x groups, each label once."""
    require_frame(counts, "counts", rows=True)
    require_unique(counts.index, "counts", "row", "sum its counts first")
    require_unique(counts.columns, "counts", "column", "sum its counts first")
    check_counts(pd.DataFrame({at: floats("counts", counts[at]) for at in counts}, counts.index))


def check_counts(counts: pd.DataFrame, *, whole: bool = False) -> None:
    """Refuse what cannot be a count, and name its row and column."""
    values = counts.to_numpy()
    wrong = ~np.isfinite(values) | (values < 0) | (whole & (values != np.floor(values)))
    if wrong.any():
        row, column = np.argwhere(wrong)[0]
        cell = f"{str(counts.columns[column])[:QUOTED]} of {quoted(counts.index[row])}"
        expected = f"a {'whole ' if whole else ''}number of 0 or more"
        raise ValueError(f"counts: {cell} is {values[row, column]:g}; expected {expected}")
