"""The vocabulary of the field, from data/curated: lexicon, themes, stop terms, affixes."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from icpf_analysis.curated import LONGEST, Row, read_table, require_choices
from icpf_analysis.errors import PageError
from icpf_analysis.files import CURATED
from icpf_analysis.inputs import quoted, require_frame, require_one_of, require_unique
from icpf_analysis.terms.folding import written

KINDS = ("term", "law", "person", "organisation", "place", "title")
"""Kinds of a row of the lexicon; persons, organisations and places are names."""
NAMES = ("person", "organisation", "place")
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")


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

    Columns: `japanese`, the short name in Japanese; `definition`; `group`, of themes alike;
    `colour`, of figures, such as ``#117733``; `full_name` and `full_name_ja`. A cell that is empty,
    or a colour written in another way, is a PageError.
    """
    columns = ("theme", "japanese", "definition", "group", "colour", "full_name", "full_name_ja")
    rows = read_table(path, columns, key=("theme",), filled=columns)
    seen = dict[str, str]()
    for at, row in rows:
        found = f"colour {row['colour']!r} of the theme {row['theme']!r}"
        if not _COLOUR.fullmatch(row["colour"]):
            raise PageError(path, at, found, "a colour like #117733", "write it so")
        if other := seen.get(row["colour"].lower()):
            raise PageError(path, at, found, f"another than that of {other!r}", "choose one")
        seen[row["colour"].lower()] = row["theme"]
    return _frame(rows, columns)


def load_lexicon(path: str | Path = CURATED / "lexicon.csv") -> pd.DataFrame:
    """The lexicon, indexed by `term`: `theme`, `english`, `kind`, `variant_of`, `note`.

    A variant (スマートホン of スマートフォン) has the theme and the English of its term. What
    is empty in the file is missing here.

    Raises PageError: a theme is not declared in themes.csv beside it, a kind is not one of
    :data:`KINDS`, a variant's term is not there or is a variant itself, or a term has no English.
    """
    path = Path(path)
    columns = ("term", "theme", "english", "kind", "variant_of", "note")
    rows = read_table(path, columns, key=("term",), nfkc=("term", "variant_of"))
    require_choices(path, rows, "theme", ["", *load_themes(path.parent / "themes.csv").index])
    require_choices(path, rows, "kind", KINDS)
    cells = {row.cells["term"]: row.cells for row in rows}
    for at, row in rows:
        of = row["variant_of"]
        if of and (of not in cells or cells[of]["variant_of"] or row["theme"] or row["english"]):
            found = f"{row['term']!r} as a variant of {of!r}"
            expected = "the term of another row, no variant, and theme and english left to it"
            raise PageError(path, at, found, expected, "name it, or leave variant_of empty")
        if not of and not row["english"]:
            raise PageError(path, at, f"no english for {row['term']!r}", "a gloss", "add one")
    frame = _frame(rows, columns)
    own = frame.loc[frame["variant_of"].fillna(frame.index.to_series())]
    theme, english = own["theme"].to_numpy(), own["english"].to_numpy()
    return frame.assign(theme=theme, english=english).astype("str")


def load_stop_terms(path: str | Path = CURATED / "stop_terms.csv") -> pd.DataFrame:
    """Words that are not counted as terms, indexed by `term`: `why`."""
    columns = ("term", "why")
    return _frame(read_table(path, columns, key=("term",), nfkc=("term",)), columns)


def load_affixes(path: Path = CURATED / "affixes.csv") -> list[tuple[str, str, str]]:
    """(affix, prefix or suffix, yes or no: does it join) of each row."""
    columns = ("affix", "place", "joins", "why")
    rows = read_table(path, columns, key=("affix", "place"), nfkc=("affix",))
    require_choices(path, rows, "place", ("prefix", "suffix"))
    require_choices(path, rows, "joins", ("yes", "no"))
    return [(row["affix"], row["place"], row["joins"]) for _, row in rows]


def vocabulary(
    lexicon: pd.DataFrame | None = None,
    stop_terms: Iterable[str] | None = None,
    names: Iterable[str] = (),
) -> Vocabulary:
    """The tables as the extraction takes them; arguments as of :func:`extract_terms`.

    Of a lexicon that is given, `theme`, `kind` and `variant_of` may be left out.
    """
    if lexicon is None:
        lexicon = load_lexicon()
    require_lexicon(lexicon)
    lexicon = lexicon.reindex(columns=["theme", "kind", "variant_of"]).astype(object)
    lexicon = lexicon.where(lexicon.notna(), "")
    themes = lexicon["theme"].to_dict()
    entries = {
        written(term): Entry(written(of or term), kind or "term", theme or themes.get(of, ""))
        for term, theme, kind, of in lexicon.reset_index().to_numpy().tolist()
        if kind != "title"
    }
    for name in map(written, require_words(names, "names")):
        entries.setdefault(name, Entry(name, "person", ""))
    stop = require_words(load_stop_terms() if stop_terms is None else stop_terms, "stop_terms")
    affixes = load_affixes()
    return Vocabulary(
        entries,
        frozenset(form[:end] for form in entries for end in range(1, len(form) + 1)),
        frozenset(map(written, stop)),
        frozenset(affix for affix, *how in affixes if how == ["prefix", "yes"]),
        frozenset(affix for affix, *how in affixes if how == ["suffix", "no"]),
    )


def require_words(words: Any, name: str) -> list[str]:
    """Words as a list; a frame such as that of :func:`load_stop_terms` is taken by its index."""
    if isinstance(words, str | bytes | pd.Series) or not isinstance(words, Iterable):
        raise TypeError(f"{name} is {quoted(words)}; give a list of words")
    listed = list(words.index if isinstance(words, pd.DataFrame) else words)
    for word in listed:
        if not isinstance(word, str):
            raise TypeError(f"{name} has {quoted(word)}; give words, of a frame as its index")
        if not word.strip() or len(word) > LONGEST:
            found = f"{name} has {quoted(word)}, of {len(word):,} characters"
            raise ValueError(f"{found}; a word has 1 to {LONGEST}")
    return listed


def require_lexicon(lexicon: Any) -> None:
    """Refuse what is no lexicon: a frame indexed by its terms, each once."""
    if isinstance(lexicon, str):
        todo = "give a frame like load_lexicon(), and a column to group by as by=..."
        raise TypeError(f"lexicon is the string {quoted(lexicon)}; {todo}")
    require_frame(lexicon, "lexicon")
    require_words(lexicon, "lexicon")
    require_unique(lexicon.index, "lexicon", "term", "keep one row of it")
    for column in lexicon.columns.intersection(["theme", "kind", "variant_of"]):
        for cell in lexicon[column].dropna():
            if not isinstance(cell, str):
                raise TypeError(f"lexicon has the {column} {quoted(cell)}; give strings")
            if column == "kind":
                require_one_of(cell, "a kind of the lexicon", ("", *KINDS))


def _frame(rows: list[Row], columns: tuple[str, ...]) -> pd.DataFrame:
    """Rows indexed by the first column; what is empty is missing."""
    cells = [[row.cells[column] for column in columns] for row in rows]
    frame = pd.DataFrame(cells, columns=list(columns), dtype="str").set_index(columns[0])
    return frame.where(frame != "")
