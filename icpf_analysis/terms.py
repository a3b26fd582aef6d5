"""Statements become terms: a row an occurrence of what a researcher would index."""

from collections.abc import Iterable
from functools import partial
from typing import Any

import pandas as pd

from icpf_analysis.chunks import read_chunks
from icpf_analysis.inputs import require_one_of, require_words
from icpf_analysis.lexicon import vocabulary
from icpf_analysis.phrases import UNITS, find_terms
from icpf_analysis.tokens import ids_and_texts, span_frame

_OWN = ("statement_id", "start", "end", "surface", "term", "kind", "theme")
_LEFT_OUT = ("text", "text_printed", "n_chars", "speaker_printed", "reply_to")


def extract_terms(
    statements: pd.DataFrame,
    *,
    units: str = "terms",
    lexicon: pd.DataFrame | None = None,
    stop_terms: Iterable[str] | None = None,
    names: Iterable[str] = (),
    processes: int | None = None,
) -> pd.DataFrame:
    """Occurrences of terms in every statement.

    The rules, with their Japanese, stand in :mod:`icpf_analysis.phrases`.

    Parameters
    ----------
    statements : one row a statement, with `text`; `statement_id` is the index or a column.
        A Dask DataFrame of the like gives a Dask DataFrame of terms, its words as strings;
        from a few tens of MB on, and beyond one machine, that is faster (CONTRIBUTING.md).
    units : ``terms`` counts whole terms (個人番号カード), ``words`` the nouns of unidic-lite
        one by one (個人, 番号, カード), to see that a result does not hang on the joining.
    lexicon : a frame like that of :func:`icpf_analysis.lexicon.load_lexicon`; the shipped one
        by default.
    stop_terms : words not to count, or a frame indexed by them; those of
        :func:`icpf_analysis.load_stop_terms` by default.
    names : further persons to keep whole, such as ``corpus.people.index`` of another page.
    processes : see :func:`icpf_analysis.chunks.read_chunks`.

    Returns
    -------
    One row an occurrence, in the order of the text: `statement_id`; `start`, `end`, offsets
    into `text`; `surface`, which is ``text[start:end]``; `term`, the form to count (NFKC, a
    variant as the term it is one of); `kind` (``compound``, ``noun``, ``name``); `theme`,
    missing where the lexicon has none. Then the columns that `statements` has to group by
    (`seminar_id`, `year`, `part`, `person_id`, any of your own); its `kind` is
    `statement_kind` here. No row for a statement without terms.

    Raises
    ------
    TypeError
        `statements` or `lexicon` is no DataFrame, or `stop_terms` or `names` is no list of words.
    KeyError
        `statements` lacks `text` or `statement_id`.
    ValueError
        A statement has no text, its id stands twice, `units` is another word, `lexicon` is not
        indexed by its terms, or `statements` has a column that the result needs for itself.

    Notes
    -----
    Time grows with the text, memory with the result. A corpus whose terms do not fit is
    counted piece by piece, with the same result, each piece on all cores::

        for statements in pd.read_csv("minutes.csv", chunksize=20_000):
            total = total.add(term_counts(extract_terms(statements), "year"), fill_value=0)

    Examples
    --------
    >>> statements = pd.DataFrame({"statement_id": ["a"], "text": ["クラウド化はＩＣカードの後"]})
    >>> extract_terms(statements)[["start", "end", "surface", "term"]].values.tolist()
    [[0, 5, 'クラウド化', 'クラウド化'], [6, 11, 'ＩＣカード', 'ICカード']]
    """
    require_one_of(units, "units", UNITS)
    if hasattr(statements, "map_partitions"):
        return _by_partition(
            statements,
            units=units,
            lexicon=lexicon,
            stop_terms=None if stop_terms is None else require_words(stop_terms, "stop_terms"),
            names=require_words(names, "names"),
        )
    ids, texts = ids_and_texts(statements)
    groups = statements.rename(columns={"kind": "statement_kind"}).drop(
        columns=["statement_id", *_LEFT_OUT], errors="ignore"
    )
    taken = [name for name in groups if name in _OWN or list(groups).count(name) > 1]
    if taken:
        raise ValueError(
            f"statements has {', '.join(map(str, taken))[:80]}, names of the result; rename them"
        )
    words = vocabulary(lexicon, stop_terms, names)
    spans = read_chunks(texts, partial(find_terms, words=words, units=units), processes)
    terms = span_frame(ids, spans, ("surface", "term", "kind", "theme"))
    themes = terms["theme"].cat.categories
    terms["theme"] = terms["theme"].cat.set_categories(themes[themes != ""])
    for name in groups:
        terms[name] = groups[name].array.take(spans.texts)
    return terms


def _by_partition(statements: Any, **options: Any) -> Any:
    """The terms of a Dask DataFrame of statements, as one; nothing is read yet."""
    return statements.map_partitions(
        _of_partition,
        meta=_of_partition(statements._meta, **options),
        clear_divisions=True,
        **options,
    )


def _of_partition(statements: pd.DataFrame, **options: Any) -> pd.DataFrame:
    """Words as strings: the categories of partitions would differ."""
    terms = extract_terms(statements, processes=1, **options)
    words = ["statement_id", "surface", "term", "kind", "theme"]
    return terms.astype(dict.fromkeys(words, "str"))
