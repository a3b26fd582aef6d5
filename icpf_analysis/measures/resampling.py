"""Texts counted statement by statement, and samples of them that take statements as wholes."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from icpf_analysis.terms.counts import document_term_matrix


def texts_and_counts(
    rows: pd.DataFrame, document: str = "statement_id"
) -> tuple[csr_array, pd.DataFrame, pd.Index]:
    """Documents x terms; what else `rows` say of each document; and the terms."""
    matrix, ids, terms = document_term_matrix(rows, document)
    return matrix, rows.drop_duplicates(document).set_index(document).loc[ids], terms


def disjoint_counts(
    units: csr_array, size: int, draws: int, rng: np.random.Generator
) -> tuple[csr_array, csr_array]:
    """Two samples of one pool, draws x terms each: units in random order, from either end."""
    sizes = np.asarray(units.sum(axis=1)).ravel()
    keys = rng.random((draws, len(sizes)))
    first, second = (
        take_units(units, sizes, _first_units(turned, sizes, size), size, rng)
        for turned in (keys, -keys)
    )
    return first, second


def drawn_counts(
    units: csr_array, size: int, draws: int, rng: np.random.Generator, *, replace: bool = False
) -> csr_array:
    """Draws x terms: `size` occurrences of whole units in random order; of the last what fits."""
    sizes = np.asarray(units.sum(axis=1)).ravel()
    if replace:
        count = max(len(sizes), int(np.ceil(3 * size / sizes.mean())))
        order = rng.integers(len(sizes), size=(draws, count))
        while (sizes[order].sum(axis=1) < size).any():
            order = np.hstack([order, rng.integers(len(sizes), size=(draws, count))])
    else:
        order = _first_units(rng.random((draws, len(sizes))), sizes, size)
    return take_units(units, sizes, order, size, rng)


def _first_units(keys: np.ndarray, sizes: np.ndarray, size: int) -> np.ndarray:
    """The units of each draw in the order of their keys, as many as surely hold `size`."""
    enough = int(np.searchsorted(np.cumsum(np.sort(sizes)), size)) + 1
    if enough >= len(sizes):
        return np.argsort(keys, axis=1)
    least = np.argpartition(keys, enough, axis=1)[:, :enough]
    order = np.argsort(np.take_along_axis(keys, least, axis=1), axis=1)
    return np.take_along_axis(least, order, axis=1)


def take_units(
    units: csr_array, sizes: np.ndarray, order: np.ndarray, size: int, rng: np.random.Generator
) -> csr_array:
    """Draws x terms: units in the order given until they hold `size` occurrences."""
    before = np.cumsum(sizes[order], axis=1) - sizes[order]
    whole = before + sizes[order] <= size
    draw, place = np.nonzero(whole)
    taken = csr_array(
        (np.ones(len(draw), np.int64), (draw, order[draw, place])),
        shape=(len(order), len(sizes)),
    )
    draw, place = np.nonzero((before < size) & ~whole)  # one unit per draw at most is cut
    unit, wanted = order[draw, place], size - before[draw, place]
    lengths = sizes[unit]
    of_draw = np.repeat(np.arange(len(draw)), lengths)
    within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    shuffled = np.argsort(of_draw + rng.random(len(of_draw)))  # still draw by draw
    taken_places = shuffled[within < wanted[of_draw]]
    words = np.repeat(units.indices, units.data)
    begins = np.cumsum(sizes) - sizes
    columns = words[begins[unit[of_draw[taken_places]]] + within[taken_places]]
    cut = (np.ones(len(columns), np.int64), (draw[of_draw[taken_places]], columns))
    return taken @ units + csr_array(cut, shape=(len(order), units.shape[1]))
