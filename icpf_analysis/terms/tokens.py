"""Statements become tokens: one row per token of unidic-lite, with its place in the text."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from icpf_analysis.inputs import quoted, require_frame, statement_ids
from icpf_analysis.terms.tagger import Spans, find_spans, tag

PARTITIONS = 16
"""Into which a Dask DataFrame of one partition is divided."""
_FIELDS = ("surface", "base", "pos1", "pos2", "pos3")


def tokenize(statements: pd.DataFrame) -> pd.DataFrame:
    """Tokens of unidic-lite (short-unit words) of every statement.

    Parameters
    ----------
    statements : one row per statement, with `text`; `statement_id` is the index or a column.
        Also accepts a Dask DataFrame and returns one, with words as strings.

    Returns
    -------
    One row per token, in the order of the text: `statement_id`; `position`, from 0 within the
    statement; `start` and `end`, offsets into `text`; `surface`, which is ``text[start:end]``;
    `base`, the form to count (帰っ is 帰る, ｻｰﾊﾞｰ is サーバー, 東京 is 東京); `pos1`, `pos2`,
    `pos3`, parts of speech from coarse to fine, empty where there is none. Words are
    categories, numbers int32: 32 bytes a token. A text of blanks has no tokens.

    Raises
    ------
    TypeError
        `statements` is no DataFrame.
    KeyError
        `statements` lacks `text` or `statement_id`.
    ValueError
        A statement has no text, or its id occurs twice.

    Examples
    --------
    >>> statements = pd.DataFrame({"statement_id": ["a"], "text": ["番号で帰った"]})
    >>> tokenize(statements)[["start", "end", "surface", "base"]].values.tolist()
    [[0, 2, '番号', '番号'], [2, 3, 'で', 'で'], [3, 5, '帰っ', '帰る'], [5, 6, 'た', 'た']]
    """
    if is_dask(statements):
        return by_partition(statements, tokenize, _FIELDS)
    ids, texts = ids_and_texts(statements)
    spans = find_spans(texts, tag)
    first = np.searchsorted(spans.texts, np.arange(len(texts), dtype=np.int32)).astype(np.int32)
    position = np.arange(len(spans.texts), dtype=np.int32)
    position -= first[spans.texts]
    tokens = span_frame(ids, spans, _FIELDS)
    tokens.insert(1, "position", position)
    return tokens


def ids_and_texts(statements: pd.DataFrame) -> tuple[pd.Index, list[str]]:
    """The statement_id and text of each row.

    Raises
    ------
    TypeError, KeyError, ValueError
        As :func:`tokenize` says.
    """
    require_frame(statements, "statements", "text")
    ids = statement_ids(statements)
    texts = statements["text"].to_numpy(dtype=object).tolist()
    if any(not issubclass(kind, str) for kind in set(map(type, texts))):
        statement, text = next(
            pair for pair in zip(ids, texts, strict=True) if not isinstance(pair[1], str)
        )
        raise ValueError(
            f"statements: statement {quoted(statement)} has no text but {quoted(text)}; "
            "drop it or fill it"
        )
    return ids, texts


def span_frame(ids: pd.Index, spans: Spans, fields: Sequence[str]) -> pd.DataFrame:
    """Spans as rows: `statement_id`, `start`, `end`, and the fields of their types."""
    numbers, names = pd.factorize(ids)
    columns: dict[str, object] = {
        "statement_id": pd.Categorical.from_codes(numbers, names, validate=False).take(spans.texts),
        "start": spans.starts,
        "end": spans.ends,
    }
    for place, field in enumerate(fields):
        words: dict[str, int] = {}  # by Python: pandas 3.0 ends a string at NUL when it factorizes
        codes = [words.setdefault(kind[place], len(words)) for kind in spans.types]
        columns[field] = pd.Categorical.from_codes(codes, _labels(list(words))).take(spans.codes)
    return pd.DataFrame(columns, copy=False)


def _labels(words: list[str]) -> pd.Index:
    """Words as pandas str, or as objects where a lone surrogate keeps them out of that."""
    try:
        return pd.Index(words, dtype="str")
    except UnicodeEncodeError:
        return pd.Index(words, dtype=object)


def is_dask(frame: Any) -> bool:
    """Is it a Dask DataFrame? Dask itself is not imported: it need not be installed."""
    return hasattr(frame, "map_partitions")


def by_partition(
    statements: Any, find: Callable[..., pd.DataFrame], fields: Sequence[str], **options: Any
) -> Any:
    """`find` on each partition of a Dask DataFrame, as one; nothing is read yet.

    Parameters
    ----------
    fields : columns of the result that are categories, to be strings: the categories of
        partitions would differ.
    """
    if statements.npartitions == 1:  # a file of Parquet, often, that one worker would read alone
        statements = statements.repartition(npartitions=PARTITIONS)
    options |= {"find": find, "fields": ("statement_id", *fields)}
    meta = _with_strings(statements._meta, **options)
    return statements.map_partitions(_with_strings, meta=meta, clear_divisions=True, **options)


def _with_strings(
    statements: pd.DataFrame,
    find: Callable[..., pd.DataFrame],
    fields: Sequence[str],
    **options: Any,
) -> pd.DataFrame:
    found = find(statements, **options)
    for field in fields:
        words = found[field].cat
        # by hand, because astype("str") takes fifteen times as long
        labels = words.categories.astype("str").array
        found[field] = labels.take(words.codes.to_numpy(), allow_fill=True)
    return found
