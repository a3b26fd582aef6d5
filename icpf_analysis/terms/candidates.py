"""Candidates for the lexicon, by a published score of termhood: a help for curation."""

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pandas as pd

from icpf_analysis.terms.extraction import extract_terms
from icpf_analysis.terms.lexicon import load_lexicon
from icpf_analysis.terms.tokens import tokenize


def term_candidates(statements: pd.DataFrame) -> pd.DataFrame:
    """Runs of two or more words that could be terms, the likeliest first.

    The runs are those of the rules without any lexicon, so a known term is judged as a new
    one is.

    Returns
    -------
    One row per candidate, indexed by `term`: the columns of :func:`c_value`, and `known`: True
    where the shipped lexicon has it.

    Raises
    ------
    TypeError, KeyError, ValueError
        As :func:`icpf_analysis.tokenize`.
    """
    nothing = pd.DataFrame(index=pd.Index([], dtype="str", name="term"))
    terms = extract_terms(statements, lexicon=nothing, stop_terms=())
    tokens = tokenize(statements)
    tokens_at, begins, ends = (
        frame["statement_id"].cat.codes.to_numpy().astype(np.int64) << 32 | frame[place]
        for frame, place in ((tokens, "start"), (terms, "start"), (terms, "end"))
    )
    bases = tokens["base"].astype(object).to_numpy()
    runs = Counter(
        tuple(bases[begin:end])
        for begin, end in zip(
            np.searchsorted(tokens_at, begins), np.searchsorted(tokens_at, ends), strict=True
        )
    )
    scored = c_value(runs)
    return scored[scored["n_words"] > 1].assign(
        known=lambda frame: frame.index.isin(load_lexicon().index)
    )


def c_value(runs: Mapping[tuple[str, ...], int]) -> pd.DataFrame:
    """C-value of word sequences: log2 of the length, times the frequency less its nested part.

    C-value(a) = log2 |a| (f(a) - t(a) / P(a)), where f counts all occurrences of a, t counts
    it within longer candidates, and P is the number of these; without any, log2 |a| f(a)
    (Frantzi, Ananiadou & Mima 2000). One word scores 0, whatever its frequency.

    Parameters
    ----------
    runs : word sequence -> how often it occurs by itself, within no longer one.

    Returns
    -------
    One row per sequence, indexed by `term` (its words joined), the highest score first:
    `n_words`, `n` (f), `n_nested` (t), `n_longer` (P), `c_value`.

    Examples
    --------
    >>> c_value({("個人", "番号"): 4, ("個人", "番号", "カード"): 4}).c_value.round(2).to_dict()
    {'個人番号カード': 6.34, '個人番号': 4.0}
    """
    nested: Counter[tuple[str, ...]] = Counter()
    longer: Counter[tuple[str, ...]] = Counter()
    for run, n in runs.items():
        parts = [
            run[begin:end]
            for begin in range(len(run))
            for end in range(begin + 1, len(run) + 1)
            if end - begin < len(run)
        ]
        nested.update({part: n * times for part, times in Counter(parts).items() if part in runs})
        longer.update(part for part in set(parts) if part in runs)
    rows = [
        (
            "".join(run),
            len(run),
            n + nested[run],
            nested[run],
            longer[run],
            np.log2(len(run)) * (n + nested[run] - nested[run] / max(1, longer[run])),
        )
        for run, n in runs.items()
    ]
    columns = ["term", "n_words", "n", "n_nested", "n_longer", "c_value"]
    scored = pd.DataFrame(rows, columns=columns).sort_values(
        ["c_value", "term"], ascending=[False, True]
    )
    return scored.set_index("term")
