"""The negative control of the method: labels dealt anew, so that there is nothing to find."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import chi2, false_discovery_control

from icpf_analysis.counts import NO_THEME, document_term_matrix
from icpf_analysis.inputs import require_share, require_terms, require_whole
from icpf_analysis.measures.scores import exact_p, signed_g2
from icpf_analysis.measures.sides import two_sides

SHUFFLES = 500
SEED = 2014


def label_shuffles(
    terms: pd.DataFrame,
    a: Any,
    b: Any,
    *,
    within: Mapping[str, Any] | None = None,
    floor: int = 5,
    level: float = 0.05,
) -> pd.DataFrame:
    """How many terms each test calls significant once the sides of statements are shuffled.

    Statements stay whole and the sides keep their numbers of statements; which statement is on
    which side is drawn anew. Every term then called significant is a false one. A test that
    counts tokens finds more than its level of them, because the tokens of a statement come
    together; between 2012 and the two number-system seminars of 2014, without questions and
    answers, G2 calls 11 % of the terms that occur five times or more significant at 5 %, the
    exact test on statements 2 %, and after adjustment none is left.

    Parameters
    ----------
    terms, a, b, within : as :func:`contrast`; a side that names no column is one of years.
    floor : the least number of occurrences of a term for the shares; rarer ones can hardly
        reach any level.
    level : of all three tests.

    Returns
    -------
    One row a shuffle, 500 of them, the same each time, and a first row ``observed`` with the
    sides as they are: shares of the terms with `g2` on tokens above the level's chi-square, with
    `fisher_p` on statements, and with `q` (family: all terms, or themes without ``no theme``)
    at the level or below; `n_terms`, of how many.

    Raises
    ------
    TypeError, KeyError, ValueError
        As :func:`contrast`; no term reaches the floor.
    """
    require_terms(terms, "statement_id")
    require_whole(floor, "floor", 1)
    require_share(level, "level")
    sides = two_sides(terms, a, b, "year", within)
    either = sides.a | sides.b
    rows = sides.terms.loc[either, ["term", "statement_id"]]
    matrix, statements, names = document_term_matrix(rows.astype("str"), "statement_id")
    side_of = pd.Series(sides.a[either], rows["statement_id"].astype("str")).groupby(level=0).max()
    on_a = side_of.loc[statements].to_numpy(bool)
    sizes = np.asarray(matrix.sum(axis=1)).ravel()
    matrix = matrix[:, np.flatnonzero(names != NO_THEME)]
    common = np.asarray(matrix.sum(axis=0)).ravel() >= floor
    if not common.any():
        raise ValueError(f"floor is {floor}, and no term occurs so often; choose a lower floor")
    counts, inside = matrix.toarray(), (matrix > 0).toarray().astype(np.int64)
    rng = np.random.default_rng(SEED)
    limit = chi2.isf(level, 1)
    drawn = np.array([on_a, *(rng.permutation(on_a) for _ in range(SHUFFLES))], np.int64)
    f_a, in_a = drawn @ counts, drawn @ inside  # shuffles x terms
    f_b, in_b = counts.sum(axis=0) - f_a, inside.sum(axis=0) - in_a
    n_a, n_b = (np.broadcast_to((side @ sizes)[:, None], f_a.shape) for side in (drawn, 1 - drawn))
    on_tokens = signed_g2(f_a, n_a, f_b, n_b)
    of_a = np.full(in_a.size, on_a.sum())
    p = exact_p(in_a.ravel(), of_a, in_b.ravel(), len(on_a) - of_a).reshape(in_a.shape)
    q = false_discovery_control(p, axis=1)
    called = {"g2": np.abs(on_tokens) >= limit, "fisher_p": p <= level, "q": q <= level}
    labels = pd.Index(["observed", *range(1, SHUFFLES + 1)], name="shuffle")
    shares = {test: hits[:, common].mean(axis=1) for test, hits in called.items()}
    return pd.DataFrame(shares, labels).assign(n_terms=int(common.sum()))
