"""Which terms lead a comparison, and how firmly: frames for the figures of contrasts.

Nothing here reads files or draws.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from icpf_analysis.counts import themes_of
from icpf_analysis.inputs import (
    quoted,
    require_frame,
    require_mapping,
    require_share,
    require_terms,
    require_whole,
    require_words,
)
from icpf_analysis.measures.contrasts import PRIOR, PRIORS
from icpf_analysis.measures.scores import log_odds
from icpf_analysis.measures.sides import require_pairs, two_sides

_PRINTED = (
    "f_a", "f_b", "rate_a", "rate_b", "seminars", "speakers", "log_ratio", "control_log_ratio",
    "z", "fisher_p", "q", "stable", "verdict",
)  # fmt: skip
_TESTS = ("g2", "fisher_p", "q")
_AT = {"term": "str", "statement_id": "str", "start": "int64", "end": "int64"}


def leading_terms(found: pd.DataFrame, n: int) -> pd.DataFrame:
    """The `n` rows of a contrast with the largest z on either side, those of side a first.

    Parameters
    ----------
    found : from :func:`icpf_analysis.contrast`; its order decides between equal z.

    Raises
    ------
    TypeError, KeyError
        `found` is no DataFrame or has no `z`; `n` is no whole number.

    >>> found = pd.DataFrame({"z": [-3.0, 2.0, 1.0]}, index=["対応", "番号", "カード"])
    >>> list(leading_terms(found, 1).index)
    ['番号', '対応']
    """
    require_frame(found, "found", "z", numeric=["z"])
    require_whole(n, "n", 0)
    return pd.concat([found[found["z"] > 0].head(n), found[found["z"] < 0].head(n)])


def contrast_table(found: pd.DataFrame, names: tuple[str, str], control: str) -> pd.DataFrame:
    """The columns of a contrast that a paper prints, with heads that can be read there.

    Parameters
    ----------
    found : rows of :func:`icpf_analysis.contrast`.
    names : what the sides are called in the heads; `control`, the year that its seminars are of.

    Raises
    ------
    TypeError, KeyError
        `found` is no DataFrame or lacks a column; `names` are not two.
    """
    require_frame(found, "found", *_PRINTED)
    if isinstance(names, str) or len(require_words(names, "names")) != 2:
        raise TypeError(f"names is {quoted(names)}; give what the two sides are called")
    first, second = names
    return pd.DataFrame(
        {
            "term": found.index,
            f"n, {first}": found["f_a"].to_numpy(),
            f"n, {second}": found["f_b"].to_numpy(),
            f"per 1,000, {first}": found["rate_a"].to_numpy(),
            f"per 1,000, {second}": found["rate_b"].to_numpy(),
            "seminars": found["seminars"].to_numpy(),
            "speakers": found["speakers"].to_numpy(),
            "log ratio": found["log_ratio"].to_numpy(),
            f"log ratio inside {control}": found["control_log_ratio"].to_numpy(),
            "z": found["z"].to_numpy(),
            "p": found["fisher_p"].to_numpy(),
            "q": found["q"].to_numpy(),
            "stable": np.where(found["stable"], "yes", "no"),
            "verdict": found["verdict"].to_numpy(),
        }
    )


def log_odds_sweep(
    terms: pd.DataFrame,
    a: Any,
    b: Any,
    *,
    within: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """z of the log-odds of every term of two sides, at each mass of PRIORS.

    Parameters
    ----------
    terms : one row an occurrence; all of it is the background that the prior is spread as.
    a, b, within : as :func:`icpf_analysis.contrast`.

    Returns
    -------
    terms x priors, float (:func:`icpf_analysis.log_odds`, 4-term variance); above 0 the term
    is commoner in a. Terms in the order of their characters.

    Raises
    ------
    TypeError, KeyError, ValueError
        As :func:`icpf_analysis.contrast`; a side has fewer than two terms.
    """
    require_terms(terms)
    sides = two_sides(terms, a, b, "year", within)
    words = sides.terms["term"].astype("str")
    f_a, f_b = (words[side].value_counts() for side in (sides.a, sides.b))
    index = pd.Index(sorted(set(f_a.index) | set(f_b.index)), name="term")
    f_a, f_b = (f.reindex(index, fill_value=0) for f in (f_a, f_b))
    everywhere = terms["term"].astype("str").value_counts()
    shares = (everywhere.loc[index] / len(terms)).to_numpy()
    swept = {mass: log_odds(f_a, f_b, prior=mass * shares)["z"] for mass in PRIORS}
    return pd.DataFrame(swept).rename_axis(index="term", columns="prior")


def log_odds_ranking(
    terms: pd.DataFrame,
    comparisons: Mapping[str, tuple[Any, Any]],
    *,
    within: Mapping[str, Any] | None = None,
    n: int = 10,
) -> pd.DataFrame:
    """The `n` terms with the largest z on either side of each comparison, with its range.

    Parameters
    ----------
    comparisons : {panel: (a, b)}, each side as :func:`icpf_analysis.contrast` takes it.

    Returns
    -------
    One row a panel and term, from the largest z down: `panel`, `term`, `theme`, `prior`, `z`,
    `low` and `high` over :data:`PRIORS`, `f_a` of `n_a` and `f_b` of `n_b` occurrences.

    Raises
    ------
    TypeError, KeyError, ValueError
        As :func:`icpf_analysis.contrast`; `comparisons` is no dict of pairs.
    """
    require_terms(terms, "theme")
    require_pairs(comparisons)
    require_whole(n, "n", 1)
    themes, told = themes_of(terms), []
    for panel, (a, b) in comparisons.items():
        swept = log_odds_sweep(terms, a, b, within=within)
        sides = two_sides(terms, a, b, "year", within)
        f_a, f_b = (
            sides.terms.loc[side, "term"].astype("str").value_counts()
            for side in (sides.a, sides.b)
        )
        ranked = swept.iloc[np.lexsort((swept.index, -swept[PRIOR].abs().round(12)))]
        shown = pd.concat(
            [ranked[ranked[PRIOR] > 0].head(n), ranked[ranked[PRIOR] < 0].head(n).iloc[::-1]]
        )
        told.append(
            pd.DataFrame(
                {
                    "panel": panel,
                    "term": shown.index,
                    "theme": [themes.get(term) for term in shown.index],
                    "prior": PRIOR,
                    "z": shown[PRIOR].to_numpy(),
                    "low": shown.min(axis=1).to_numpy(),
                    "high": shown.max(axis=1).to_numpy(),
                    "f_a": f_a.reindex(shown.index, fill_value=0).to_numpy(),
                    "n_a": int(sides.a.sum()),
                    "f_b": f_b.reindex(shown.index, fill_value=0).to_numpy(),
                    "n_b": int(sides.b.sum()),
                }
            )
        )
    return pd.concat(told, ignore_index=True)


def words_inside(
    terms: pd.DataFrame, words: pd.DataFrame, found: pd.DataFrame, of_words: pd.DataFrame
) -> pd.DataFrame:
    """For each term of a contrast, the word inside it that leads in the contrast of words.

    Parameters
    ----------
    terms, words : occurrences with ``units="terms"`` and ``units="words"`` of one corpus.
    found : rows of the contrast of `terms`.
    of_words : the whole contrast of `words`, of the same sides.

    Returns
    -------
    One row a term of `found`, in its order: `term`, `z`; `word`, that with the largest abs(z)
    of those that stand inside an occurrence of the term, missing where there is none; `z_word`;
    `rank_word`, its place among all words by abs(z), from 1; `same_sign`.

    Raises
    ------
    TypeError, KeyError, ValueError
        An argument is no DataFrame, or lacks a column; a term or an id is missing.
    """
    require_terms(terms, "statement_id", "start", "end")
    require_terms(words, "statement_id", "start", "end", name="words")
    require_frame(found, "found", "z", numeric=["z"])
    require_frame(of_words, "of_words", "z", numeric=["z"])
    ranks = pd.Series(np.arange(1, len(of_words) + 1), of_words.index)
    at = ["statement_id", "start", "end", "term"]
    whole = terms.loc[terms["term"].isin(found.index), at]
    parts = words.loc[words["term"].isin(of_words.index), at]
    pairs = whole.astype(_AT).merge(parts.astype(_AT), on="statement_id", suffixes=("", "_word"))
    pairs = pairs[(pairs["start_word"] >= pairs["start"]) & (pairs["end_word"] <= pairs["end"])]
    best = pairs["term_word"].map(ranks).groupby(pairs["term"]).min()
    rank = best.reindex(found.index)
    word = pd.Series([None if pd.isna(r) else of_words.index[int(r) - 1] for r in rank])
    z_word = of_words["z"].reindex(word).to_numpy(float)
    return pd.DataFrame(
        {
            "term": found.index,
            "z": found["z"].to_numpy(),
            "word": word.to_numpy(object),
            "z_word": z_word,
            "rank_word": rank.astype("Int64").to_numpy(),
            "same_sign": np.sign(found["z"].to_numpy()) == np.sign(z_word),
        }
    )


def shuffle_shares(shuffled: Mapping[str, pd.DataFrame], *, level: float = 0.05) -> pd.DataFrame:
    """How often label shuffles gave each share of terms called significant, by test.

    Parameters
    ----------
    shuffled : {comparison: frame of :func:`icpf_analysis.label_shuffles`}.
    level : at which those frames were made.

    Returns
    -------
    One row a comparison, test (``g2``, ``fisher_p``, ``q``) and share, in rising order:
    `comparison`, `test`, `share` of `n_terms`; `shuffles` that gave it, of `of`; `observed`,
    whether the sides as they are give it (a row with 0 shuffles where no shuffle does);
    `mean`, of the shuffles of the test; `level`.

    Raises
    ------
    TypeError, KeyError
        `shuffled` is no dict of such frames.
    """
    require_mapping(shuffled, "shuffled", "{comparison: label_shuffles(terms, a, b)}")
    require_share(level, "level")
    for name, frame in shuffled.items():
        require_frame(frame, f"shuffled[{quoted(name)}]", *_TESTS, "n_terms")
        if "observed" not in frame.index:
            raise KeyError(f"shuffled has no row 'observed' at {quoted(name)}; give it whole")
    told = []
    for name, frame in shuffled.items():
        drawn = frame.drop(index="observed")
        for test in _TESTS:
            observed = frame.at["observed", test]
            counts = drawn[test].value_counts()
            shares = sorted({*counts.index, observed})
            told.append(
                pd.DataFrame(
                    {
                        "comparison": name,
                        "test": test,
                        "share": shares,
                        "n_terms": frame["n_terms"].iloc[0],
                        "shuffles": counts.reindex(shares, fill_value=0).to_numpy(),
                        "of": len(drawn),
                        "observed": [share == observed for share in shares],
                        "mean": drawn[test].mean(),
                        "level": level,
                    }
                )
            )
    return pd.concat(told, ignore_index=True)
