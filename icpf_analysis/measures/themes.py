"""Themes by rule: which statements speak of a theme, and what share of a group that is."""

import numpy as np
import pandas as pd
from scipy.stats import binom, bootstrap

from icpf_analysis.lexicon import load_lexicon, load_themes
from icpf_analysis.terms import extract_terms

RESAMPLES = 2000


def theme_shares(
    statements: pd.DataFrame,
    lexicon: pd.DataFrame | None = None,
    by: str = "seminar_id",
    *,
    terms: pd.DataFrame | None = None,
    conf: float = 0.95,
    seed: int = 2014,
) -> pd.DataFrame:
    """The share of statements that have each theme, by the lexicon's rule or coded by hand.

    By rule a statement has the themes of the terms in it. It can have several themes or none.

    Parameters
    ----------
    statements : one row a statement, with `text`, `seminar_id`, `person_id` and the column
        `by`. Rows without a group are left out.
    lexicon : terms with `theme`, as from :func:`icpf_analysis.load_lexicon`, by default.
    terms : rows with `statement_id` and `theme` in the place of those that the lexicon finds:
        :func:`icpf_analysis.coded_themes` of the same statements gives the shares by hand.
        A statement without a row has no theme.
    conf : how much of the bootstrap lies between `low` and `high`; `seed` makes the draws of
        speakers repeatable, whatever the order of rows.

    Returns
    -------
    One row a group and theme, groups in order, themes as themes.csv has them:

    n_statements, of_statements, share : statements with the theme, all of the group, and the
        one by the other.
    low, high : bootstrap over statements, by percentiles. It is exact: drawn with replacement,
        the number with the theme is binomial.
    speakers, low_speakers, high_speakers : number of speakers, and the bootstrap over them,
        each with all their statements. What nobody is named for is one speaker a seminar.
        With one speaker the interval is 0 to 1, for nothing shows how another would speak.
    evidence : ids of the statements with the theme.

    The intervals are within these seminars: they say how far a share hangs on single
    statements and speakers. A theme that no statement has gives 0 to 0.

    Raises
    ------
    KeyError
        A column is not there.
    ValueError
        There are no statements, no themes, or `conf` is not between 0 and 1.
    """
    for column in ("text", "seminar_id", "person_id", by):
        if column not in statements:
            raise KeyError(f"no column {column!r} in statements; it has {list(statements)}")
    if not 0 < conf < 1:
        raise ValueError(f"conf is {conf}; expected a number between 0 and 1")
    if "statement_id" in statements:
        statements = statements.set_index("statement_id")
    statements = statements[statements[by].notna()].sort_index()
    if statements.empty:
        raise ValueError(f"no statement has a {by}; there is nothing to take a share of")
    if terms is None:
        lexicon = load_lexicon() if lexicon is None else lexicon
        themes = _themes(lexicon)
        terms = extract_terms(statements[["text"]], lexicon=lexicon)
    else:
        themes = list(pd.Categorical(terms["theme"]).categories)
    coded = theme_table(terms, statements.index, themes)
    speakers = (
        statements["person_id"]
        .astype("str")
        .fillna("unnamed " + statements["seminar_id"].astype("str"))
    )
    tails = np.array([(1 - conf) / 2, (1 + conf) / 2])
    rng = np.random.default_rng(seed)
    frames = []
    for group in sorted(statements[by].unique()):
        rows = coded[(statements[by] == group).to_numpy(bool)]
        share = rows.mean()
        blocks = rows.groupby(speakers[rows.index]).agg(["sum", "size"])
        low, high = binom.ppf(tails[:, None], len(rows), share.to_numpy()) / len(rows)
        low_speakers, high_speakers = _by_speakers(blocks, conf, rng)
        frames.append(
            pd.DataFrame(
                {
                    by: group,
                    "theme": pd.Categorical(themes, themes, ordered=True),
                    "n_statements": rows.sum().to_numpy(),
                    "of_statements": len(rows),
                    "share": share.to_numpy(),
                    "low": low,
                    "high": high,
                    "speakers": len(blocks),
                    "low_speakers": low_speakers,
                    "high_speakers": high_speakers,
                    "evidence": [tuple(rows.index[rows[theme] > 0]) for theme in themes],
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def _themes(lexicon: pd.DataFrame) -> list[str]:
    if "theme" not in lexicon:
        raise KeyError(f"no column 'theme' in the lexicon; it has {list(lexicon)}")
    named = set(lexicon["theme"].dropna()) - {""}
    if not named:
        raise ValueError("the lexicon has no themes; give at least one term a theme")
    declared = [theme for theme in load_themes().index if theme in named]
    return declared + sorted(named.difference(declared))


def theme_table(terms: pd.DataFrame, statements: pd.Index, themes: list[str]) -> pd.DataFrame:
    """Statements x themes: 1 where a row of `terms` has the theme, else 0."""
    seen = terms.dropna(subset=["theme"]).astype({"theme": "str", "statement_id": "str"})
    table = pd.crosstab(seen["statement_id"], seen["theme"]).clip(upper=1)
    return table.reindex(index=statements, columns=themes, fill_value=0)


def _by_speakers(
    blocks: pd.DataFrame, conf: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Bootstrap interval of each theme's share, speakers drawn with all they said."""
    with_theme: np.ndarray = blocks.xs("sum", axis=1, level=1).to_numpy(float)
    of_all: np.ndarray = blocks.xs("size", axis=1, level=1).to_numpy(float)
    if len(blocks) < 2:
        return np.zeros(with_theme.shape[1]), np.ones(with_theme.shape[1])
    drawn = bootstrap(
        (with_theme, of_all),
        lambda some, all_, axis: some.sum(axis) / all_.sum(axis),
        paired=True,
        confidence_level=conf,
        n_resamples=RESAMPLES,
        method="percentile",
        rng=rng,
    )
    interval = drawn.confidence_interval
    return np.asarray(interval.low), np.asarray(interval.high)
