"""The vocabulary of the field, from data/curated: lexicon, themes, stop terms, affixes."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from icpf_analysis.curated import LONGEST, Row, read_table
from icpf_analysis.errors import PageError
from icpf_analysis.files import CURATED
from icpf_analysis.inputs import quoted, require_frame, require_unique

KINDS = ("term", "law", "person", "organisation", "place", "title")
"""Kinds of a row of the lexicon; persons, organisations and places are names."""
NAMES = ("person", "organisation", "place")
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")
_COLUMNS = ("term", "theme", "english", "kind", "variant_of", "note")


class Entry(NamedTuple):
    """What a form counts as; `theme` is empty where it has none."""

    term: str
    kind: str
    theme: str


class Vocabulary(NamedTuple):
    """What the extraction of terms goes by; small, for it is sent to each process."""

    entries: dict[str, Entry]
    """By the form as written, NFKC."""
    openings: frozenset[str]
    """All beginnings of all entries."""
    stop_terms: frozenset[str]
    prefixes: frozenset[str]
    """Those that make a new word: 非, 新, 全."""
    loose_suffixes: frozenset[str]
    """Those that make none: 等, 間, 氏."""


def load_themes(path: str | Path = CURATED / "themes.csv") -> pd.DataFrame:
    """Read the themes, one row per theme, indexed by `theme`.

    Returns
    -------
    `japanese`, the short name in Japanese; `definition`; `group`, of themes alike; `colour`, of
    figures, such as ``#117733``; `full_name` and `full_name_ja`.

    Raises
    ------
    PageError
        A cell is empty, or a colour is written in another way.
    """
    columns = ("theme", "japanese", "definition", "group", "colour", "full_name", "full_name_ja")
    rows = read_table(path, columns, key=("theme",))
    for at, row in rows:
        for column in columns:
            if not row[column]:
                found = f"no {column} of the theme {row['theme']!r}"
                raise PageError(path, at, found, f"a {column}", "fill the cell")
        if not _COLOUR.fullmatch(row["colour"]):
            found = f"colour {row['colour']!r} of the theme {row['theme']!r}"
            raise PageError(path, at, found, "a colour like #117733", "write it so")
    return _frame(rows, columns).set_index("theme")


def load_lexicon(path: str | Path = CURATED / "lexicon.csv") -> pd.DataFrame:
    """The lexicon, indexed by `term`: `theme`, `english`, `kind`, `variant_of`, `note`.

    A variant (スマートホン of スマートフォン) has the theme and the English of its term. What
    is empty in the file is missing here.

    Raises
    ------
    PageError
        A theme is not declared in themes.csv beside it, a kind is not one of :data:`KINDS`,
        a variant's term is not there or is a variant itself, or a term has no English.
    """
    path = Path(path)
    rows = read_table(path, _COLUMNS, key=("term",), nfkc=("term", "variant_of"))
    themes = load_themes(path.parent / "themes.csv").index
    cells = {row.cells["term"]: row.cells for row in rows}
    for at, row in rows:
        of = row["variant_of"]
        if row["theme"] and row["theme"] not in themes:
            raise PageError(
                path, at, f"theme {row['theme']!r}", f"one of {', '.join(themes)}", "choose one"
            )
        if row["kind"] not in KINDS:
            raise PageError(
                path, at, f"kind {row['kind']!r}", f"one of {', '.join(KINDS)}", "choose one"
            )
        if of and (of not in cells or cells[of]["variant_of"] or row["theme"] or row["english"]):
            raise PageError(
                path,
                at,
                f"{row['term']!r} as a variant of {of!r}",
                "the term of another row that is no variant, and theme and english left to it",
                "name that term, or leave variant_of empty",
            )
        if not of and not row["english"]:
            raise PageError(path, at, f"no english for {row['term']!r}", "a gloss", "add one")
    frame = _frame(rows, _COLUMNS).set_index("term")
    own = frame["variant_of"].fillna(frame.index.to_series())
    return frame.assign(
        theme=frame["theme"].reindex(own).to_numpy(),
        english=frame["english"].reindex(own).to_numpy(),
    ).astype("str")


def load_stop_terms(path: str | Path = CURATED / "stop_terms.csv") -> pd.DataFrame:
    """Words that are not counted as terms, indexed by `term`: `why`."""
    rows = read_table(path, ("term", "why"), key=("term",), nfkc=("term",))
    return _frame(rows, ("term", "why")).set_index("term")


def load_affixes(path: Path = CURATED / "affixes.csv") -> list[tuple[str, str, str]]:
    """(affix, prefix or suffix, yes or no: does it join) of each row."""
    columns = ("affix", "place", "joins", "why")
    rows = read_table(path, columns, key=("affix", "place"), nfkc=("affix",))
    for at, row in rows:
        for column, values in (("place", ("prefix", "suffix")), ("joins", ("yes", "no"))):
            if row[column] not in values:
                raise PageError(
                    path, at, f"{column} {row[column]!r}", " or ".join(values), "choose one"
                )
    return [(row["affix"], row["place"], row["joins"]) for _, row in rows]


def vocabulary(
    lexicon: pd.DataFrame | None = None,
    stop_terms: Iterable[str] | None = None,
    names: Iterable[str] = (),
) -> Vocabulary:
    """The tables as the extraction takes them.

    Parameters
    ----------
    lexicon : a frame like :func:`load_lexicon`'s, indexed by term; `theme`, `kind` and
        `variant_of` may be left out. Default: the shipped one.
    stop_terms : words, or a frame indexed by them. Default: the shipped ones.
    names : further persons, kept whole.

    Raises
    ------
    TypeError, ValueError
        As :func:`icpf_analysis.extract_terms`.
    """
    if lexicon is None:
        lexicon = load_lexicon()
    require_lexicon(lexicon)
    names = require_words(names, "names")
    for word in (*lexicon.index, *names):
        if len(word) > LONGEST:
            found = f"the term {word[:20]!r}… has {len(word):,} characters"
            raise ValueError(f"{found}; a term has {LONGEST} at most")
    lexicon = lexicon.reindex(columns=["theme", "kind", "variant_of"]).astype(object)
    lexicon = lexicon.where(lexicon.notna(), "")
    own = {term: of or term for term, of in lexicon["variant_of"].items()}
    themes = lexicon["theme"].to_dict()
    entries = {
        _nfkc(term): Entry(
            _nfkc(str(own[term])), kind or "term", theme or themes.get(own[term], "")
        )
        for term, theme, kind, _ in lexicon.reset_index().to_numpy().tolist()
        if kind != "title"
    }
    for name in map(_nfkc, names):
        entries.setdefault(name, Entry(name, "person", ""))
    stop = require_words(load_stop_terms() if stop_terms is None else stop_terms, "stop_terms")
    rows = load_affixes()
    return Vocabulary(
        entries,
        frozenset(form[:end] for form in entries for end in range(1, len(form) + 1)),
        frozenset(map(_nfkc, stop)),
        frozenset(affix for affix, place, joins in rows if (place, joins) == ("prefix", "yes")),
        frozenset(affix for affix, place, joins in rows if (place, joins) == ("suffix", "no")),
    )


def require_words(words: Any, name: str) -> list[str]:
    """Words as a list; a frame such as that of :func:`load_stop_terms` is taken by its index."""
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


def require_lexicon(lexicon: Any) -> None:
    """Refuse what is no lexicon: a frame indexed by its terms, each once."""
    if isinstance(lexicon, str):
        raise TypeError(
            f"lexicon is the string {quoted(lexicon)}; give a frame like load_lexicon(), "
            "and a column to group by as by=..."
        )
    require_frame(lexicon, "lexicon")
    if not all(isinstance(term, str) and term.strip() for term in lexicon.index):
        raise ValueError("lexicon is not indexed by its terms; set_index('term') makes it so")
    require_unique(lexicon.index, "lexicon", "term", "keep one row of it")
    for column in lexicon.columns.intersection(["theme", "kind", "variant_of"]):
        require_frame(lexicon, "lexicon", column)
        for term, cell in lexicon[column].dropna().items():
            known = not cell or column != "kind" or cell in KINDS
            if not isinstance(cell, str) or not known:
                error = ValueError if isinstance(cell, str) else TypeError
                expected = "a string" if known else f"one of {', '.join(KINDS)}"
                found = f"the {column} {quoted(cell)} at {quoted(term)}"
                raise error(f"lexicon has {found}; give {expected}")


def _nfkc(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _frame(rows: list[Row], columns: tuple[str, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [[row.cells[column] for column in columns] for row in rows],
        columns=list(columns),
        dtype="str",
    )
    return frame.where(frame != "")
