"""Texts read chunk by chunk, in this process or in several, with the same result.

What is held beside the result is a chunk or two of text and its spans, whatever the whole is.
"""

import gc
import multiprocessing
import os
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from tqdm.auto import tqdm

from icpf_analysis.tagger import Coded, cut

CHUNK = 100_000
"""Characters of a chunk; about 0.3 MB of Japanese."""
POOLED = 400_000 if sys.platform == "linux" else 5_000_000
"""Characters from which several processes are faster; starting them is dear where they cannot
be forked."""


SHOWN_AFTER = 2
"""Seconds after which a progress bar shows."""


class Spans(NamedTuple):
    """Spans of many texts."""

    types: list[tuple[str, ...]]
    codes: np.ndarray
    texts: np.ndarray
    """Span -> number of its text."""
    starts: np.ndarray
    ends: np.ndarray


def read_chunks(
    texts: Sequence[str], read: Callable[[Sequence[str]], Coded], processes: int | None = None
) -> Spans:
    """`read` on all texts, a chunk at a time.

    Parameters
    ----------
    read : a function that can be sent to another process; a text's spans depend on the text
        alone.
    processes : how many read at once; by default one for a short text, and from about 1 MB
        on one for each core that this process may use. Where processes cannot be forked
        (macOS, Windows) a script needs its ``if __name__ == "__main__":`` for that.

    Raises
    ------
    ValueError
        `processes` is less than one.
    """
    if processes is not None and processes < 1:
        raise ValueError(f"processes is {processes}; it can be 1 or more, or None")
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    total = int(lengths.sum())
    if processes is None:
        processes = 1 if total < POOLED else _cores()
    types: dict[tuple[str, ...], int] = {}
    # a span has a character at least; what of these is never written takes up no memory
    codes, owners, starts, ends = (np.empty(total, np.int32) for _ in range(4))
    done = 0
    with tqdm(total=total, delay=SHOWN_AFTER, unit="char", unit_scale=True, leave=False) as bar:
        for chunk, coded in _in_turn(read, _chunks(texts, lengths), processes):
            here = slice(done, done := done + len(coded.codes))
            known = [types.setdefault(words, len(types)) for words in coded.types]
            codes[here] = np.array(known, np.int32)[coded.codes]
            numbers = np.arange(chunk.first, chunk.first + len(chunk.pieces), dtype=np.int32)
            owners[here] = np.repeat(numbers, coded.counts)
            starts[here] = coded.starts + np.int32(chunk.shift)
            ends[here] = coded.ends + np.int32(chunk.shift)
            bar.update(sum(map(len, chunk.pieces)))
    return Spans(list(types), *(column[:done] for column in (codes, owners, starts, ends)))


class _Chunk(NamedTuple):
    """Texts, or a piece of one, the number of the first, and where the piece begins in it."""

    pieces: Sequence[str]
    first: int
    shift: int = 0


def _chunks(texts: Sequence[str], lengths: np.ndarray) -> Iterator[_Chunk]:
    """Chunks in order; a text longer than a chunk is divided where units end."""
    of_chunk = (np.cumsum(lengths) - lengths) // CHUNK
    alone = lengths > CHUNK
    breaks = (np.diff(of_chunk) > 0) | alone[1:] | alone[:-1]
    bounds = [0, *(np.flatnonzero(breaks) + 1), len(texts)] if len(texts) else []
    for begin, end in pairwise(bounds):
        if alone[begin]:
            yield from (_Chunk([piece], begin, shift) for shift, piece in _pieces(texts[begin]))
        else:
            yield _Chunk(texts[begin:end], begin)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    _, _, begins = cut([text])
    begin = 0
    for place, after in zip(begins, [*begins[1:], len(text)], strict=True):
        if after - begin > CHUNK:
            yield begin, text[begin:place]
            begin = place
    yield begin, text[begin:]


def _in_turn(
    read: Callable[[Sequence[str]], Coded], chunks: Iterator[_Chunk], processes: int
) -> Iterator[tuple[_Chunk, Coded]]:
    """Each chunk and what is read in it, in their order; two chunks a process wait, no more."""
    if processes == 1:
        yield from ((chunk, read(chunk.pieces)) for chunk in chunks)
        return
    with warnings.catch_warnings(), _pool(processes) as pool:
        # a fork beside the threads of a notebook: what it runs is Python, numpy and MeCab alone
        warnings.simplefilter("ignore", DeprecationWarning)
        waiting: deque[tuple[_Chunk, Future[Coded]]] = deque()
        for chunk in chunks:
            waiting.append((chunk, pool.submit(read, chunk.pieces)))
            if len(waiting) > 2 * processes:
                first, future = waiting.popleft()
                yield first, future.result()
        for first, future in waiting:
            yield first, future.result()


def _pool(processes: int) -> ProcessPoolExecutor:
    method = "fork" if sys.platform == "linux" else "spawn"
    # what a worker has from its parent is never collected: looking at it would copy its memory
    return ProcessPoolExecutor(
        processes, multiprocessing.get_context(method), initializer=gc.freeze
    )


def _cores() -> int:
    """Cores that this process may use; one for a worker that may have no processes of its own."""
    if multiprocessing.current_process().daemon:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
