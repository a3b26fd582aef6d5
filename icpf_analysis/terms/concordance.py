"""Key word in context: every place of a word, with the text left and right of it."""

import re
from bisect import bisect_right
from collections.abc import Hashable, Iterable
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from icpf_analysis.display import line_link
from icpf_analysis.inputs import quoted, require_whole
from icpf_analysis.terms.extraction import extract_terms
from icpf_analysis.terms.folding import fold, seen_end, written
from icpf_analysis.terms.lexicon import vocabulary
from icpf_analysis.terms.tokens import ids_and_texts


class Concordance(pd.DataFrame):
    """A frame of :func:`kwic` that a notebook shows with its key words one below the other."""

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return Concordance

    def _repr_html_(self) -> str:
        if not {"left", "keyword", "right"} <= set(self):
            return str(pd.DataFrame(self).to_html())
        rows = pd.DataFrame(self).astype(object).fillna("").to_dict("records")
        return f"<table>{''.join(map(_html, rows))}</table>"


def _html(place: dict[Hashable, Any]) -> str:
    """A place as a row of a table; everything the page prints is escaped."""
    line = place.get("line", "")
    cells = [
        ("left", escape(str(place.get("seminar_id", place["statement_id"])))),
        ("left", escape(str(place.get("speaker", "")))),
        ("right", line_link(place["source"], line) if place.get("source") else escape(str(line))),
        ("right", escape(place["left"])),
        ("center", f"<strong>{escape(place['keyword'])}</strong>"),
        ("left", escape(place["right"])),
    ]
    style = "text-align: {}; white-space: pre"
    row = "".join(f'<td style="{style.format(side)}">{cell}</td>' for side, cell in cells)
    return f"<tr>{row}</tr>"


def kwic(
    statements: pd.DataFrame, keyword: str, width: int = 20, *, whole: bool = False
) -> Concordance:
    """Every place of `keyword`, with `width` characters on either side.

    Full and half width and the case of Latin letters make no difference.

    Parameters
    ----------
    whole : False finds the word anywhere (クラウド in クラウドファンディング); True finds the
        occurrences that :func:`icpf_analysis.extract_terms` counts as this term. A variant
        in the lexicon counts as its term: スマートホン finds スマートフォン too.

    Returns
    -------
    One row per place, in the order of `statements`: `statement_id`; `seminar_id`, `speaker`,
    `source` and `line` where `statements` has them; `left`, `keyword` as printed, `right`;
    `start`, `end`, offsets into `text`.

    Raises TypeError, KeyError or ValueError: as :func:`icpf_analysis.tokenize`; `keyword` is no
    string or blank, or `width` is no number or less than 0.

    >>> statements = pd.DataFrame({"statement_id": ["a"], "text": ["住民票のｻｰﾊﾞｰを置く"]})
    >>> kwic(statements, "サーバー", 3)[["left", "keyword", "right"]].values.tolist()
    [['民票の', 'ｻｰﾊﾞｰ', 'を置く']]
    """
    if not isinstance(keyword, str):
        raise TypeError(f"keyword is {quoted(keyword)}; give a word to look for")
    word = written(keyword)
    if not word.strip():
        raise ValueError("keyword is blank; give a word to look for")
    require_whole(width, "width", 0)
    if whole:
        terms = numbered_terms(statements)
        terms = terms[is_term(terms["term"], keyword)]
        places = zip(terms["statement_id"], terms["start"], terms["end"], strict=True)
        return in_context(statements, places, width)
    pattern = re.compile(re.escape(word), re.IGNORECASE)
    return in_context(statements, find_pattern(statements, pattern), width)


def is_term(terms: pd.Series, keyword: str) -> np.ndarray:
    """Where a term is the one that `keyword` is counted as, whatever the case of its letters.

    >>> is_term(pd.Series(["Twitter", "スマートフォン"]), "スマートホン").tolist()
    [False, True]
    """
    word = written(keyword).casefold()
    entries = vocabulary().entries.items()
    wanted = {word} | {e.term.casefold() for form, e in entries if form.casefold() == word}
    return terms.astype("str").str.casefold().isin(wanted).to_numpy()


def numbered_terms(statements: pd.DataFrame) -> pd.DataFrame:
    """The terms of statements, with the number of the row as `statement_id`."""
    _, texts = ids_and_texts(statements)
    rows = pd.DataFrame({"text": texts}, dtype=object).rename_axis("statement_id")
    return extract_terms(rows)


def find_pattern(statements: pd.DataFrame, pattern: re.Pattern[str]) -> list[tuple[int, int, int]]:
    """Places of a pattern under NFKC: number of the row, start and end in its text.

    What is spelt within one sign is found with the whole sign; matches of nothing are left out.
    """
    spans = []
    for number, text in enumerate(ids_and_texts(statements)[1]):
        folded, places = fold(text)
        for match in pattern.finditer(folded):
            if match.end() > match.start():
                start = places[match.start()]
                after = bisect_right(places, start, match.end())  # キ is all of ㌔
                spans.append((number, start, seen_end(text, places[after])))
    return spans


def in_context(
    statements: pd.DataFrame, spans: Iterable[tuple[int, int, int]], width: int = 20
) -> Concordance:
    """Places of statements, each the number of the row, start and end in its text, as :func:`kwic`
    shows them.
    """
    ids, texts = ids_and_texts(statements)
    places = np.array(list(spans), np.int64).reshape(-1, 3)
    numbers = places[:, 0]
    found = Concordance({"statement_id": ids.take(numbers)})
    for name in ("seminar_id", "source", "line", "person_id"):
        if name in statements:
            found[name] = statements[name].array.take(numbers)
    around = [
        (texts[at][max(0, start - width) : start], texts[at][start:end], texts[at][end:][:width])
        for at, start, end in places.tolist()
    ]
    found[["left", "keyword", "right"]] = pd.DataFrame(around, dtype="str", columns=range(3))
    found["start"], found["end"] = places[:, 1], places[:, 2]
    return found.rename(columns={"person_id": "speaker"})
