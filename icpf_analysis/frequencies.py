"""Frames for the figures of frequency: which term stands where, how often, against what.

Nothing here reads files or draws.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from icpf_analysis.counts import document_term_matrix, term_counts
from icpf_analysis.measures.contrasts import PRIORS
from icpf_analysis.measures.scores import log_odds
from icpf_analysis.measures.sides import chosen, two_sides
from icpf_analysis.measures.spread import PER, dispersion, rates


def leading_terms(found: pd.DataFrame, n: int) -> pd.DataFrame:
    """The `n` rows of a contrast with the largest z on either side, those of side a first.

    Parameters
    ----------
    found : from :func:`icpf_analysis.contrast`; its order decides between equal z.
    """
    return pd.concat([found[found["z"] > 0].head(n), found[found["z"] < 0].head(n)])


def seminar_rates(
    terms: pd.DataFrame,
    listed: Iterable[str],
    *,
    by: str = "seminar_id",
    within: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """How often each of the listed terms stands in each seminar, or each year.

    Parameters
    ----------
    terms : one row an occurrence.
    listed : the terms to tell of, in the order they are to have.
    by : ``seminar_id`` or ``year``.
    within : {column: value or values}, which occurrences are counted at all.

    Returns
    -------
    One row a term and seminar: `term`, `theme`, `seminar_id` (by seminar only), `year`, `f` of
    `n` terms, `rate` per 1,000; 0.0 where the seminar lacks the term.

    Raises
    ------
    KeyError
        A column is not there, or a listed term stands in no seminar.
    """
    terms = _kept(terms, within)
    counts = term_counts(terms, by)
    listed = list(listed)
    sizes, per = counts.sum(), rates(counts)
    years = terms.groupby(by)["year"].first()
    themes = _themes(terms)
    return pd.DataFrame(
        [
            {
                "term": term,
                "theme": themes.get(term),
                by: seminar,
                "year": years[seminar],
                "f": counts.at[term, seminar],
                "n": sizes[seminar],
                "rate": per.at[term, seminar],
            }
            for term in listed
            for seminar in counts.columns
        ]
    )


def commonest(
    terms: pd.DataFrame,
    sides: Mapping[str, Any],
    *,
    by: str = "year",
    within: Mapping[str, Any] | None = None,
    occurrences: int = 1,
    statements: int = 1,
) -> pd.DataFrame:
    """The terms of each of two sides that occur often enough, the commonest first.

    A floor and no number of ranks, so that no term is left out that is as common as one shown.

    Parameters
    ----------
    sides : {name: side} for two sides, each as :func:`icpf_analysis.contrast` takes them.
    occurrences, statements : the least of each, on the side, for a term to be listed.

    Returns
    -------
    One row a side and term: `side`, `term`, `theme`, `f` of `n` terms, `rate` per 1,000;
    `other_rate`, that of the other side; `low` and `high`, the rates of the side's seminars.

    Raises
    ------
    ValueError
        There are not two sides, or as :func:`icpf_analysis.contrast`.
    """
    if len(sides) != 2:
        raise ValueError(f"{len(sides)} sides, {list(sides)}; expected two")
    first, second = sides.values()
    both = two_sides(terms, first, second, by, within)
    rows = [both.terms[side] for side in (both.a, both.b)]
    counts = [term_counts(side, "seminar_id") for side in rows]
    themes = _themes(both.terms)
    told = []
    for name, said, mine, other in zip(sides, rows, counts, reversed(counts), strict=True):
        inside = said.groupby(said["term"].astype("str"))["statement_id"].nunique()
        f = mine.sum(axis=1)
        often = f.index[(f >= occurrences) & (inside.loc[f.index] >= statements)]
        per = rates(mine)
        theirs = PER * other.sum(axis=1) / other.to_numpy().sum()
        told.append(
            pd.DataFrame(
                {
                    "side": name,
                    "term": often,
                    "theme": [themes.get(term) for term in often],
                    "f": f[often].to_numpy(),
                    "n": int(f.sum()),
                    "rate": (PER * f / f.sum())[often].to_numpy(),
                    "other_rate": theirs.reindex(often, fill_value=0.0).to_numpy(),
                    "low": per.min(axis=1)[often].to_numpy(),
                    "high": per.max(axis=1)[often].to_numpy(),
                }
            )
        )
    return pd.concat(told, ignore_index=True)


def spread_of_terms(
    terms: pd.DataFrame,
    *,
    within: Mapping[str, Any] | None = None,
    occurrences: int = 1,
    shuffles: int = 500,
    seed: int = 2014,
) -> pd.DataFrame:
    """Over how many seminars and speakers each common term is spread, and how evenly.

    DP of a term depends on how often it occurs; so beside it stands the DP that it has when
    its statements, kept whole, are dealt to seminars and speakers anew.

    Parameters
    ----------
    occurrences : the least of a term to be listed.
    shuffles, seed : of the statements.

    Returns
    -------
    One row a term and unit (``seminars``, ``speakers``; what nobody is named for is one
    speaker a seminar), the commonest first: `term`, `theme`, `unit`, `f`, `range` of `of`
    units, `dp` (:func:`icpf_analysis.dispersion`), and `low`, `high` between which 95 % of
    the shuffles' dp lie.
    """
    terms = _kept(terms, within)
    matrix, documents, names = document_term_matrix(terms, "statement_id")
    said = terms.assign(statement_id=terms["statement_id"].astype("str"))
    said = said.groupby("statement_id").first().loc[documents.astype("str")]
    seminars = said["seminar_id"].astype("str")
    units = {
        "seminars": seminars,
        "speakers": said["person_id"].astype("str").fillna("unnamed " + seminars),
    }
    counts = matrix.toarray()
    sizes = counts.sum(axis=1)
    often = np.flatnonzero(counts.sum(axis=0) >= occurrences)
    often = often[np.argsort(-counts.sum(axis=0)[often], kind="stable")]
    themes, rng, told = _themes(terms), np.random.default_rng(seed), []
    for unit, of_statement in units.items():
        codes, there = pd.factorize(of_statement, sort=True)
        seen = _dispersion(counts[:, often], sizes, codes, len(there))
        drawn = np.array(
            [
                _dispersion(counts[:, often], sizes, rng.permutation(codes), len(there))["dp"]
                for _ in range(shuffles)
            ]
        )
        low, high = np.quantile(drawn, (0.025, 0.975), axis=0)
        told.append(
            pd.DataFrame(
                {
                    "term": names[often].astype("str"),
                    "theme": [themes.get(term) for term in names[often]],
                    "unit": unit,
                    "f": seen["freq"].to_numpy(),
                    "range": seen["range"].to_numpy(),
                    "of": len(there),
                    "dp": seen["dp"].to_numpy(),
                    "low": low,
                    "high": high,
                }
            )
        )
    return pd.concat(told, ignore_index=True)


def contrast_table(found: pd.DataFrame, names: tuple[str, str], control: str) -> pd.DataFrame:
    """The columns of a contrast that a paper prints, with heads that can be read there.

    Parameters
    ----------
    found : rows of :func:`icpf_analysis.contrast`.
    names : what the sides are called in the heads; `control`, the year that its seminars are of.
    """
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
            "survives": np.where(found["survives"], "yes", "no"),
        }
    )


def log_odds_sweep(
    terms: pd.DataFrame,
    a: Any,
    b: Any,
    *,
    by: str = "year",
    within: Mapping[str, Any] | None = None,
    priors: Iterable[float] = PRIORS,
) -> pd.DataFrame:
    """z of the log-odds of every term of two sides, at each mass of the prior.

    Parameters
    ----------
    terms : one row an occurrence; all of it is the background that the prior is spread as.
    a, b, by, within : as :func:`icpf_analysis.contrast`.
    priors : masses, in occurrences.

    Returns
    -------
    terms x priors, float (:func:`icpf_analysis.log_odds`, 4-term variance); above 0 the term
    is commoner in a. Terms in the order of their characters.

    Raises
    ------
    KeyError, ValueError
        As :func:`icpf_analysis.contrast`; a side has fewer than two terms.
    """
    sides = two_sides(terms, a, b, by, within)
    words = sides.terms["term"].astype("str")
    f_a, f_b = (words[side].value_counts() for side in (sides.a, sides.b))
    index = pd.Index(sorted(set(f_a.index) | set(f_b.index)), name="term")
    f_a, f_b = (f.reindex(index, fill_value=0) for f in (f_a, f_b))
    everywhere = terms["term"].astype("str").value_counts()
    shares = (everywhere.loc[index] / len(terms)).to_numpy()
    swept = {mass: log_odds(f_a, f_b, prior=mass * shares)["z"] for mass in priors}
    return pd.DataFrame(swept).rename_axis(index="term", columns="prior")


def log_odds_ranking(
    terms: pd.DataFrame,
    comparisons: Mapping[str, tuple[Any, Any]],
    *,
    by: str = "year",
    within: Mapping[str, Any] | None = None,
    prior: float = 100,
    priors: Iterable[float] = PRIORS,
    n: int = 10,
) -> pd.DataFrame:
    """The `n` terms with the largest z on either side of each comparison, with its range.

    Parameters
    ----------
    comparisons : {panel: (a, b)}, each side as :func:`icpf_analysis.contrast` takes it.
    prior : mass at which `z` is told and terms are ranked; `priors` are those of the range.

    Returns
    -------
    One row a panel and term, from the largest z down: `panel`, `term`, `theme`, `prior`, `z`,
    `low` and `high` over `priors`, `f_a` of `n_a` and `f_b` of `n_b` occurrences.
    """
    masses, themes, told = [*priors], _themes(terms), []
    for panel, (a, b) in comparisons.items():
        swept = log_odds_sweep(
            terms, a, b, by=by, within=within, priors=[*dict.fromkeys([prior, *masses])]
        )
        sides = two_sides(terms, a, b, by, within)
        f_a, f_b = (
            sides.terms.loc[side, "term"].astype("str").value_counts()
            for side in (sides.a, sides.b)
        )
        ranked = swept.iloc[np.lexsort((swept.index, -swept[prior].abs().round(12)))]
        shown = pd.concat(
            [ranked[ranked[prior] > 0].head(n), ranked[ranked[prior] < 0].head(n).iloc[::-1]]
        )
        told.append(
            pd.DataFrame(
                {
                    "panel": panel,
                    "term": shown.index,
                    "theme": [themes.get(term) for term in shown.index],
                    "prior": prior,
                    "z": shown[prior].to_numpy(),
                    "low": shown[masses].min(axis=1).to_numpy(),
                    "high": shown[masses].max(axis=1).to_numpy(),
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
    """
    ranks = pd.Series(np.arange(1, len(of_words) + 1), of_words.index)
    at = ["statement_id", "start", "end", "term"]
    whole = terms.loc[terms["term"].isin(found.index), at]
    parts = words.loc[words["term"].isin(of_words.index), at]
    pairs = whole.astype({"term": "str"}).merge(
        parts.astype({"term": "str"}), on="statement_id", suffixes=("", "_word")
    )
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
    """
    told = []
    for name, frame in shuffled.items():
        drawn = frame.drop(index="observed")
        for test in ("g2", "fisher_p", "q"):
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


def _kept(terms: pd.DataFrame, within: Mapping[str, Any] | None) -> pd.DataFrame:
    return terms[chosen(terms, within, "year")] if within else terms


def _themes(terms: pd.DataFrame) -> dict[str, str]:
    """Term -> theme, for those that have one."""
    named = terms.dropna(subset=["theme"]).drop_duplicates("term")
    return dict(zip(named["term"].astype("str"), named["theme"].astype("str"), strict=True))


def _dispersion(counts: np.ndarray, sizes: np.ndarray, codes: np.ndarray, units: int) -> Any:
    """Spread of some columns of statements x terms over the units of the statements.

    `sizes` are the occurrences of all terms in each statement.
    """
    member = np.zeros((units, len(codes)), np.int64)
    member[codes, np.arange(len(codes))] = 1
    return dispersion(pd.DataFrame((member @ counts).T), member @ sizes)
