"""What a function is given, checked before anything is counted.

Every error names the argument, what was found and what to do, in one line; of what was found it
quotes 80 characters at most, so that no message prints a corpus.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from numbers import Integral, Real
from reprlib import Repr
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from icpf_analysis.reading.schema import SCHEMA

if TYPE_CHECKING:
    from icpf_analysis.reading.corpus import Corpus

QUOTED = 80
"""Characters of a value that an error quotes."""
_SOURCES = {
    "statements": "corpus.statements",
    "terms": "extract_terms(corpus.statements)",
    "words": "extract_terms(corpus.statements, units='words')",
    "corpus": "load_corpus()",
    "lexicon": "a frame like load_lexicon()",
    "seminars": "corpus.seminars",
    "counts": "a frame such as term_counts(terms)",
    "found": "the frame of contrast(terms, a, b)",
    "of_words": "the frame of contrast(words, a, b)",
    "places": "the frame of look_up(corpus, what)",
}
"""Where an argument usually comes from."""
_REPR = Repr()
_REPR.maxlist = _REPR.maxset = _REPR.maxdict = _REPR.maxtuple = 20
_REPR.maxstring = _REPR.maxother = QUOTED
_OF_CORPUS = ("seminars", "people", "appearances", "statements")


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
    text = " ".join(_REPR.repr(value).split())
    return text if len(text) <= QUOTED else text[: QUOTED - 1] + "…"


def require_frame(
    frame: Any,
    name: str,
    *columns: str,
    filled: Iterable[str] = (),
    numeric: Iterable[str] = (),
    rows: bool = False,
) -> None:
    """Refuse what is no DataFrame with these columns.

    Parameters
    ----------
    name : of the argument, for the error.
    columns : those that the function uses.
    filled : those of them in which no cell may be missing.
    numeric : those of them that hold numbers.
    rows : True refuses a frame without rows.

    Raises
    ------
    TypeError
        `frame` is something else, or a column of numbers holds none.
    KeyError
        A column is not there.
    ValueError
        A column is there twice, a cell is missing, or there are no rows.
    """
    if not isinstance(frame, pd.DataFrame):
        lazy = hasattr(frame, "map_partitions")
        todo = f"{name}.compute()" if lazy else _SOURCES.get(name.split(".")[-1], "a DataFrame")
        found = f"a {type(frame).__name__}"
        raise TypeError(f"{name} is {found}, not a DataFrame of pandas; give {todo}")
    for column in columns:
        if column not in frame.columns:
            raise KeyError(f"no column {column!r} in {name}; it has {quoted(list(frame.columns))}")
        if not frame.columns.is_unique and (frame.columns == column).sum() > 1:
            raise ValueError(f"{name} has the column {column!r} twice; keep one of them")
    if rows and frame.empty:
        raise ValueError(f"{name} has no rows; give some, for there is nothing to measure")
    for column in filled:
        missing = frame[column].isna().to_numpy()
        if missing.any():
            at = frame.index[int(missing.argmax())]
            raise ValueError(
                f"{name} has no {column} in row {quoted(at)} ({missing.sum()} such rows); "
                "drop or fill them"
            )
    for column in numeric:
        kind = pd.api.types.infer_dtype(frame[column], skipna=True)
        if kind not in ("integer", "floating", "mixed-integer-float", "boolean", "empty"):
            raise TypeError(f"{column} of {name} holds {kind}, not numbers; convert the column")


def require_column(by: Any, frame: pd.DataFrame, name: str) -> None:
    """Refuse a `by` that is no column of `frame`.

    Raises
    ------
    TypeError
        `by` is no string.
    KeyError, ValueError
        As :func:`require_frame`.
    """
    if not isinstance(by, str):
        raise TypeError(f"by is {quoted(by)}; give the name of one column of {name}: by='year'")
    if by not in frame.columns:
        columns = quoted(list(frame.columns))
        raise KeyError(f"no column {by!r} in {name}; it has {columns}; choose another by")
    require_frame(frame, name, by)


def require_statements(statements: Any, *columns: str, rows: bool = False, **cells: Any) -> None:
    """Refuse what are no statements with ids of their own.

    Parameters
    ----------
    columns, rows, cells : as :func:`require_frame`.

    Raises
    ------
    TypeError, KeyError, ValueError
        As :func:`require_frame`; an id is missing or occurs twice.
    """
    require_frame(statements, "statements", *columns, rows=rows, **cells)
    statement_ids(statements)


def statement_ids(statements: pd.DataFrame) -> pd.Index:
    """The statement_id of each row, from the index or the column.

    Raises
    ------
    KeyError
        Neither is there.
    ValueError
        An id is missing or occurs twice.
    """
    if statements.index.name == "statement_id":
        ids = statements.index
    elif "statement_id" in statements:
        require_frame(statements, "statements", "statement_id")
        ids = pd.Index(statements["statement_id"])
    else:
        columns = quoted(list(statements.columns))
        raise KeyError(f"no statement_id in statements, as column or index; it has {columns}")
    if ids.hasnans:
        at = int(ids.isna().argmax())
        raise ValueError(f"statements has no statement_id in row {at}; give each row one")
    if not ids.is_unique:
        at = int(ids.duplicated().argmax())
        raise ValueError(
            f"statements has the statement_id {quoted(ids[at])} twice, again in row {at}; "
            "make the ids unique, for instance by putting the seminar_id before them"
        )
    return ids


def require_terms(terms: Any, *columns: str, name: str = "terms", rows: bool = True) -> None:
    """Refuse what are no occurrences of terms that can be counted.

    Parameters
    ----------
    columns : those that the function uses beside `term`.
    rows : False lets a frame without rows be.

    Raises
    ------
    TypeError, KeyError, ValueError
        As :func:`require_frame`; a term, statement_id or seminar_id is missing, a term is no
        string, or a statement_id occurs in two seminars.
    """
    ids = [column for column in ("statement_id", "seminar_id") if column in columns]
    require_frame(terms, name, "term", *columns, filled=["term", *ids], rows=rows)
    words = terms["term"]
    if isinstance(words.dtype, pd.CategoricalDtype):
        words = words.cat.categories.to_series()
    if not isinstance(words.dtype, pd.StringDtype):
        strings = words.map(lambda word: isinstance(word, str)).to_numpy(bool)
        if not strings.all():
            wrong = quoted(words.iloc[int(strings.argmin())])
            raise TypeError(f"{name} has the term {wrong}, which is no string; convert the column")
    if "statement_id" in ids and "seminar_id" in terms.columns:
        pairs = terms[["statement_id", "seminar_id"]].drop_duplicates()
        again = pairs["statement_id"].duplicated(keep=False).to_numpy()
        if again.any():
            of = pairs[again]
            of = of[of["statement_id"] == of["statement_id"].iloc[0]]
            raise ValueError(
                f"{name} has the statement_id {quoted(of['statement_id'].iloc[0])} in the seminars "
                f"{quoted(of['seminar_id'].tolist())}; make the ids of statements unique"
            )


def require_corpus(corpus: Any) -> "Corpus":
    """The corpus with the types of :mod:`icpf_analysis.reading.schema`, its seminars oldest first.

    What is no corpus is refused.

    Raises
    ------
    TypeError
        It is something else, or a column cannot have its type.
    KeyError
        A frame lacks a column.
    ValueError
        An id occurs twice, or a category is none of the schema's.
    """
    typed = {}
    for name in _OF_CORPUS:
        frame = getattr(corpus, name, None)
        if not isinstance(frame, pd.DataFrame):
            raise TypeError(f"corpus is {quoted(corpus)}, not a Corpus; give load_corpus()")
        of = f"corpus.{name}"
        columns = {key: spec for key, spec in SCHEMA[name].items() if key != frame.index.name}
        require_frame(frame, of, *columns)
        if name != "appearances" and not frame.index.is_unique:
            twice = quoted(frame.index[frame.index.duplicated()][0])
            raise ValueError(f"{of} has the id {twice} twice; make the ids unique")
        for column, spec in columns.items():
            if isinstance(spec.dtype, tuple):
                given = frame[column].dropna()
                wrong = given[~given.isin(spec.dtype)]
                if len(wrong):
                    raise ValueError(
                        f"{of} has the {column} {quoted(wrong.iloc[0])}; "
                        f"it can be {', '.join(spec.dtype)}"
                    )
        try:
            typed[name] = frame.astype({key: spec.pandas for key, spec in columns.items()})
        except (TypeError, ValueError) as problem:
            raise TypeError(
                f"{of} has a column of another type than the schema's: {quoted(str(problem))}; "
                "convert it"
            ) from None
    typed["seminars"] = typed["seminars"].sort_index().sort_values("date", kind="stable")
    return replace(corpus, **typed)


def require_words(words: Any, name: str) -> list[str]:
    """Words as a list; a frame such as that of ``load_stop_terms()`` is taken by its index.

    Raises
    ------
    TypeError
        It is one string, no list, a Series with labels of its own, or holds what is no string.
    ValueError
        A word is blank.
    """
    if isinstance(words, str | bytes):
        raise TypeError(f"{name} is the string {quoted(words)}; give a list of words")
    if isinstance(words, pd.Series) and not isinstance(words.index, pd.RangeIndex):
        raise TypeError(f"{name} is a Series; give its words as a list: .tolist(), or list(.index)")
    if not isinstance(words, Iterable):
        raise TypeError(f"{name} is {quoted(words)}; give a list of words")
    listed = list(words.index if isinstance(words, pd.DataFrame) else words)
    for at, word in enumerate(listed):
        if not isinstance(word, str):
            todo = "set_index('term')" if isinstance(words, pd.DataFrame) else "give words only"
            raise TypeError(f"{name} has {quoted(word)} at {at}, which is no word; {todo}")
        if not word.strip():
            raise ValueError(f"{name} has a blank at {at}; leave it out")
    return listed


def require_lexicon(lexicon: Any, kinds: Collection[str]) -> None:
    """Refuse what is no lexicon: a frame indexed by its terms.

    Parameters
    ----------
    kinds : what the column `kind` can hold.

    Raises
    ------
    TypeError
        It is no frame, or a cell of `theme`, `kind` or `variant_of` is no string.
    ValueError
        It is not indexed by its terms, one occurs twice, or a kind is unknown.
    """
    if isinstance(lexicon, str):
        raise TypeError(
            f"lexicon is the string {quoted(lexicon)}; give a frame like load_lexicon(), "
            "and a column to group by as by=..."
        )
    require_frame(lexicon, "lexicon")
    if not all(isinstance(term, str) and term.strip() for term in lexicon.index):
        raise ValueError("lexicon is not indexed by its terms; set_index('term') makes it so")
    if not lexicon.index.is_unique:
        twice = quoted(lexicon.index[lexicon.index.duplicated()][0])
        raise ValueError(f"lexicon has the term {twice} twice; keep one row of it")
    for column in lexicon.columns.intersection(["theme", "kind", "variant_of"]):
        require_frame(lexicon, "lexicon", column)
        for term, cell in lexicon[column].dropna().items():
            if not isinstance(cell, str):
                raise TypeError(
                    f"lexicon has the {column} {quoted(cell)} at {quoted(term)}; give a string"
                )
            if column == "kind" and cell and cell not in kinds:
                raise ValueError(
                    f"lexicon has the kind {quoted(cell)} at {quoted(term)}; "
                    f"it can be {', '.join(kinds)}"
                )


def require_whole(value: Any, name: str, least: int) -> int:
    """A whole number that is `least` or more.

    Raises
    ------
    TypeError, ValueError
        It is no whole number, or less.
    """
    if not isinstance(value, Integral) or isinstance(value, bool):
        raise TypeError(f"{name} is {quoted(value)}; give a whole number of {least} or more")
    if value < least:
        raise ValueError(f"{name} is {value}; it can be {least} or more")
    return int(value)


def require_share(value: Any, name: str) -> None:
    """Refuse what does not lie between 0 and 1.

    Raises
    ------
    TypeError, ValueError
        It is no number, or does not.
    """
    if not isinstance(value, Real) or isinstance(value, bool):
        raise TypeError(f"{name} is {quoted(value)}; expected a number between 0 and 1")
    if not 0 < float(value) < 1:
        raise ValueError(f"{name} is {value}; expected a number between 0 and 1")


def require_one_of(value: Any, name: str, choices: Collection[str]) -> None:
    """Refuse a word that is not one of the choices.

    Raises
    ------
    TypeError, ValueError
        It is no string, or another one.
    """
    error = ValueError if isinstance(value, str) else TypeError
    if not isinstance(value, str) or value not in choices:
        raise error(f"{name} is {quoted(value)}; it can be {' or '.join(choices)}")


def require_mapping(value: Any, name: str, todo: str) -> None:
    """Refuse what is no dict.

    Raises
    ------
    TypeError
        It is none.
    """
    if not isinstance(value, Mapping):
        raise TypeError(f"{name} is {quoted(value)}, not a dict; give {todo}")
