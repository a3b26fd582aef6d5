"""The words of figures and tables in either language, from data/curated.

``labels.csv`` holds the package's own words (English, Japanese), ``themes.csv`` the themes,
``lexicon.csv`` the terms and names of the domain with their English, ``glosses.csv`` the English
of other terms.
"""

import re
from collections.abc import Hashable
from functools import cache
from pathlib import Path
from typing import Any

from icpf_analysis.curated import read_table
from icpf_analysis.errors import PageError
from icpf_analysis.files import CURATED
from icpf_analysis.terms.lexicon import load_lexicon, load_themes

LABELS = ("en", "ja")
_SLOT = re.compile(r"\{[a-z_]+\}")
_SEMINAR = re.compile(r"\d{4}-\d\d-\d\d(?:-\d+)?")
_YEAR = re.compile(r"(?<![\d-])(?:1[89]|20)\d\d(?![\d-])")


def label(text: Hashable, labels: str, **values: object) -> str:
    """A word of a figure in the language asked for, with `values` filled into its braces.

    Parameters
    ----------
    text : an English word of labels.csv, a theme, or a Japanese term of lexicon.csv or
        glosses.csv. A year in it is read as ``{year}`` of labels.csv; the id of a seminar gives
        its short name in short_names.csv, or the id where it has none.
    labels : ``en`` or ``ja``.

    Raises
    ------
    ValueError
        `labels` is neither ``en`` nor ``ja``.
    KeyError
        `text` is in neither table; the message names them.

    >>> label("lecturer", "ja"), label("千葉市", "en"), label("{n} statements", "ja", n=29)
    ('講師', 'Chiba City', '発言29件')
    """
    if labels not in LABELS:
        raise ValueError(f"labels is {labels!r}; it can be {' or '.join(LABELS)}")
    words, text = _words()[labels], str(text)
    if text in words:
        return words[text].format(**values) if values else words[text]
    if _SEMINAR.fullmatch(text):
        return _short_names()[labels].get(text, text)
    year = _YEAR.search(text)
    if year and (template := _YEAR.sub("{year}", text)) in words:
        return words[template].format(year=year[0], **values)
    raise KeyError(
        f"no {labels} for {text!r}; add a row to data/curated/lexicon.csv or glosses.csv (a "
        "term of the page) or data/curated/labels.csv (a word of a figure)"
    )


def gloss(word: str, labels: str) -> str:
    """A word of the pages (a term, name or title) in a figure's language, or as it is printed.

    So a new page can be drawn before its words are glossed.

    >>> gloss("千葉市", "en"), gloss("電子入札", "en"), gloss("電子入札", "ja")
    ('Chiba City', '電子入札', '電子入札')
    """
    return _words()[labels].get(word, word)


def load_labels(path: str | Path = CURATED / "labels.csv") -> dict[str, str]:
    """Read the words of figures, English -> Japanese, with the same slots: ``{n} statements``."""
    columns = ("english", "japanese")
    rows = read_table(path, columns, key=columns[:1], exact=columns)
    for at, row in rows:
        found, expected = (sorted(_SLOT.findall(row[column])) for column in reversed(columns))
        stray = re.search(r"[{}]", _SLOT.sub("", row["english"] + row["japanese"]))
        if not row["japanese"] or found != expected or stray:
            pair = f"{row['japanese']!r} for {row['english']!r}"
            raise PageError(path, at, pair, f"words with the slots {expected}", "mend them")
    return {row["english"]: row["japanese"] for _, row in rows}


def figure_words(name: str, labels: str) -> list[str]:
    """Headline and caption of a figure in figures.csv; none where it has no row there."""
    row = _figures().get(name)
    ending = "" if labels == "en" else "_ja"
    return [row["headline" + ending], row["caption" + ending]] if row else []


@cache
def _figures() -> dict[str, dict[str, str]]:
    """Figure -> its row of figures.csv; an empty cell is a PageError."""
    columns = ("figure", "headline", "headline_ja", "caption", "caption_ja")
    rows = read_table(CURATED / "figures.csv", columns, key=columns[:1], filled=columns)
    return {row["figure"]: row for _, row in rows}


def load_glosses(path: str | Path = CURATED / "glosses.csv") -> dict[str, str]:
    """Read the English of terms that are no entries of the lexicon, term -> English."""
    columns = ("term", "english", "note")
    rows = read_table(path, columns, key=("term",), nfkc=("term",), filled=("english",))
    lexicon = load_lexicon().index
    for at, row in rows:
        if row["term"] in lexicon:
            found = f"{row['term']!r}, a row of lexicon.csv"
            raise PageError(path, at, found, "a term that is none", "gloss it there")
    return {row["term"]: row["english"] for _, row in rows}


@cache
def _short_names() -> dict[str, dict[str, str]]:
    columns = ("seminar_id", "short_name", "short_name_ja")
    rows = read_table(CURATED / "short_names.csv", columns, key=())
    return {
        labels: {row["seminar_id"]: row[column] for _, row in rows if row[column]}
        for labels, column in zip(LABELS, columns[1:], strict=True)
    }


@cache
def _words() -> dict[str, dict[str, str]]:
    words, themes = load_labels(), load_themes()
    terms: dict[Any, str] = load_glosses() | load_lexicon()["english"].to_dict()
    return {
        "en": dict(zip(words, words, strict=True)) | themes["full_name"].to_dict() | terms,
        "ja": words | themes["full_name_ja"].to_dict() | dict(zip(terms, terms, strict=True)),
    }
