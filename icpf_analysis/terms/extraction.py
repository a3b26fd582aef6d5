"""Statements become terms: a row an occurrence of what a researcher would index."""

from collections.abc import Iterable
from functools import partial

import pandas as pd

from icpf_analysis.inputs import require_one_of
from icpf_analysis.terms.lexicon import Vocabulary, vocabulary
from icpf_analysis.terms.phrases import UNITS, find_terms
from icpf_analysis.terms.tagger import find_spans
from icpf_analysis.terms.tokens import by_partition, ids_and_texts, is_dask, span_frame

_FIELDS = ("surface", "term", "kind", "theme")
_OWN = ("statement_id", "start", "end", *_FIELDS)
_LEFT_OUT = ("text", "text_printed", "n_chars", "speaker_printed", "reply_to")


def extract_terms(
    statements: pd.DataFrame,
    *,
    units: str = "terms",
    lexicon: pd.DataFrame | None = None,
    stop_terms: Iterable[str] | None = None,
    names: Iterable[str] = (),
) -> pd.DataFrame:
    """Occurrences of terms in every statement.

    The rules, with their Japanese, are in :mod:`icpf_analysis.terms.phrases`.

    Parameters
    ----------
    statements : one row per statement, with `text`; `statement_id` is the index or a column.
        Also accepts a Dask DataFrame and returns one, with words as strings: for a corpus
        that takes minutes, or does not fit into memory (CONTRIBUTING.md).
    units : ``terms`` counts whole terms (個人番号カード), ``words`` the nouns of unidic-lite
        one by one (個人, 番号, カード), to see that a result does not hang on the joining.
    lexicon : a frame like that of :func:`icpf_analysis.terms.lexicon.load_lexicon`; the shipped one
        by default.
    stop_terms : words not to count, or a frame indexed by them; those of
        :func:`icpf_analysis.load_stop_terms` by default.
    names : further persons to keep whole, such as ``corpus.people.index`` of another page.

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
        A statement has no text, its id occurs twice, `units` is another word, `lexicon` is not
        indexed by its terms, or `statements` has a column that the result needs for itself.

    Notes
    -----
    Time grows with the text, memory with the result. A corpus whose terms do not fit is
    counted piece by piece, with the same result::

        for statements in pd.read_csv("minutes.csv", chunksize=20_000):
            total = total.add(term_counts(extract_terms(statements), "year"), fill_value=0)

    Examples
    --------
    >>> statements = pd.DataFrame({"statement_id": ["a"], "text": ["クラウド化はＩＣカードの後"]})
    >>> extract_terms(statements)[["start", "end", "surface", "term"]].values.tolist()
    [[0, 5, 'クラウド化', 'クラウド化'], [6, 11, 'ＩＣカード', 'ICカード']]
    """
    require_one_of(units, "units", UNITS)
    words = vocabulary(lexicon, stop_terms, names)
    if is_dask(statements):
        return by_partition(statements, _extract, _FIELDS, words=words, units=units)
    return _extract(statements, words, units)


def _extract(statements: pd.DataFrame, words: Vocabulary, units: str) -> pd.DataFrame:
    ids, texts = ids_and_texts(statements)
    groups = group_columns(statements)
    taken = [name for name in groups if name in _OWN or list(groups).count(name) > 1]
    if taken:
        raise ValueError(
            f"statements has {', '.join(map(str, taken))[:80]}, names of the result; rename them"
        )
    spans = find_spans(texts, partial(find_terms, words=words, units=units))
    terms = span_frame(ids, spans, _FIELDS)
    themes = terms["theme"].cat.categories
    terms["theme"] = terms["theme"].cat.set_categories(themes[themes != ""])
    for name in groups:
        terms[name] = groups[name].array.take(spans.texts)
    return terms


def group_columns(statements: pd.DataFrame) -> pd.DataFrame:
    """The columns of statements to group by; their `kind` is `statement_kind`."""
    renamed = statements.rename(columns={"kind": "statement_kind"})
    return renamed.drop(columns=["statement_id", *_LEFT_OUT], errors="ignore")
