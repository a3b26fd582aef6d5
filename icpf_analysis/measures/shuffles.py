"""The negative control of the method: sides permuted, so that there is nothing to find."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.stats import chi2, false_discovery_control

from icpf_analysis.inputs import require_one_of, require_share, require_terms, require_whole
from icpf_analysis.measures.scores import exact_p, signed_g2
from icpf_analysis.measures.sides import two_sides
from icpf_analysis.terms.counts import NO_THEME, document_term_matrix

SEED = 2014
UNITS = ("statement", "speaker", "seminar")
_CELLS = 2_000_000
"""Shuffles x terms computed at once."""


def label_shuffles(
    terms: pd.DataFrame,
    a: Any,
    b: Any,
    *,
    by: str = "year",
    within: Mapping[str, Any] | None = None,
    unit: str = "statement",
    shuffles: int = 500,
    floor: int = 5,
    level: float = 0.05,
) -> pd.DataFrame:
    """How many terms each test calls significant once the sides are reshuffled.

    Every term then called significant is a false alarm. Statements, speakers or seminars are
    permuted between the sides as wholes; the sides keep their number of them. A test that
    counts tokens finds more than its level of terms, because the tokens of a statement come
    together; a test that counts statements does so too once speakers are permuted, because the
    statements of a speaker come together.

    Parameters
    ----------
    terms, a, b, by, within : as :func:`contrast`.
    unit : what is permuted: ``statement``, ``speaker`` (unattributed statements are treated as
        one speaker per seminar) or ``seminar``. A speaker or seminar with statements on both
        sides counts as two.
    floor : the least number of occurrences of a term for the shares; rarer ones can hardly
        reach any level.
    level : of all three tests.

    Returns
    -------
    One row per shuffle, the same each time, and a first row ``observed`` with the sides as they
    are: shares of the terms with `g2` on tokens above the level's chi-square, with `fisher_p`
    on statements, and with `q` (family: all terms, or themes without ``no theme``) at the level
    or below; `n_terms`, of how many.

    Raises
    ------
    TypeError, KeyError, ValueError
        As :func:`contrast`; no term reaches the floor, or `unit` is another word.
    """
    require_one_of(unit, "unit", UNITS)
    require_terms(terms, "statement_id", "seminar_id", "person_id")
    require_whole(floor, "floor", 1)
    require_whole(shuffles, "shuffles", 1)
    require_share(level, "level")
    sides = two_sides(terms, a, b, by, within)
    either = sides.a | sides.b
    rows = sides.terms.loc[either, ["term", "statement_id", "seminar_id", "person_id"]]
    rows = rows.astype("str").assign(on_a=sides.a[either])
    matrix, statements, names = document_term_matrix(rows, "statement_id")
    said = rows.drop_duplicates("statement_id").set_index("statement_id").loc[statements]
    counted = np.asarray(matrix.sum(axis=0)).ravel()
    sizes = np.asarray(matrix.sum(axis=1)).ravel()
    kept = np.flatnonzero(names != NO_THEME)
    if not (counted[kept] >= floor).any():
        raise ValueError(f"floor is {floor}, and no term occurs so often; choose a lower floor")
    speaker = said["person_id"].fillna("unnamed " + said["seminar_id"])
    of_unit = {"statement": said.index, "speaker": said["seminar_id"] + speaker}
    key = pd.Series(of_unit.get(unit, said["seminar_id"]), said.index) + said["on_a"].astype("str")
    codes, _ = pd.factorize(key, sort=True)
    merge = csr_array((np.ones(len(codes), np.int64), (codes, np.arange(len(codes)))))
    on_a = pd.Series(said["on_a"].to_numpy()).groupby(codes).first().to_numpy()
    rng = np.random.default_rng(SEED)
    drawn = np.array([on_a, *(rng.permutation(on_a) for _ in range(shuffles))], np.int64)
    units = _Counts(
        merge @ matrix[:, kept],
        merge @ (matrix[:, kept] > 0).astype(np.int64),
        merge @ sizes,
        np.asarray(merge.sum(axis=1)).ravel(),
        counted[kept] >= floor,
    )
    step = max(1, _CELLS // len(kept))
    parts = [units.called(drawn[at : at + step], level) for at in range(0, len(drawn), step)]
    labels = pd.Index(["observed", *range(1, shuffles + 1)], name="shuffle")
    shares = pd.concat(parts, ignore_index=True).set_axis(labels, axis=0)
    return shares.assign(n_terms=int(units.common.sum()))


class _Counts(NamedTuple):
    """Occurrences, and statements that contain a term, by the unit that is permuted."""

    tokens: csr_array
    statements: csr_array
    n_tokens: np.ndarray
    n_statements: np.ndarray
    common: np.ndarray
    """Does the term reach the floor?"""

    def called(self, sides: np.ndarray, level: float) -> pd.DataFrame:
        """Share of the common terms that each test calls significant, one row per shuffle."""
        f_a, in_a = sides @ self.tokens, sides @ self.statements
        f_b = np.asarray(self.tokens.sum(axis=0)).ravel() - f_a
        in_b = np.asarray(self.statements.sum(axis=0)).ravel() - in_a
        n_a, of_a = (np.broadcast_to((sides @ n)[:, None], f_a.shape)
                     for n in (self.n_tokens, self.n_statements))  # fmt: skip
        g2 = signed_g2(f_a, n_a, f_b, self.n_tokens.sum() - n_a)
        of_b = self.n_statements.sum() - of_a
        p = exact_p(in_a.ravel(), of_a.ravel(), in_b.ravel(), of_b.ravel()).reshape(in_a.shape)
        q = false_discovery_control(p, axis=1)
        called = {"g2": np.abs(g2) >= chi2.isf(level, 1), "fisher_p": p <= level, "q": q <= level}
        return pd.DataFrame(
            {test: hits[:, self.common].mean(axis=1) for test, hits in called.items()}
        )
