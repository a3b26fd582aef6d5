"""Themes by rule: which statements speak of a theme, and what share of a group that is."""

import numpy as np
import pandas as pd

from icpf_analysis.inputs import (
    require_column,
    require_frame,
    require_lexicon,
    require_share,
    require_statements,
    statement_ids,
)
from icpf_analysis.measures.intervals import clustered_wilson
from icpf_analysis.terms.extraction import extract_terms
from icpf_analysis.terms.lexicon import KINDS, load_lexicon, load_themes


def theme_shares(
    statements: pd.DataFrame,
    lexicon: pd.DataFrame | None = None,
    by: str = "seminar_id",
    *,
    terms: pd.DataFrame | None = None,
    conf: float = 0.95,
) -> pd.DataFrame:
    """The share of statements that have each theme, by the lexicon's rule or coded by hand.

    By rule a statement has the themes of the terms in it. It can have several themes or none.

    Parameters
    ----------
    statements : one row per statement, with `text`, `seminar_id`, `person_id` and the column
        `by`. Rows without a group are left out.
    lexicon : terms with `theme`, as from :func:`icpf_analysis.load_lexicon`, by default.
    terms : rows with `statement_id` and `theme` in the place of those that the lexicon finds:
        :func:`icpf_analysis.coded_themes` of the same statements gives the shares by hand.
        A statement without a row has no theme.
    conf : confidence of the intervals.

    Returns
    -------
    One row per group and theme, groups in order, themes as themes.csv has them:

    n_statements, of_statements, share : statements with the theme, all of the group, and the
        one divided by the other.
    low, high : Wilson's interval; where a group holds several seminars it is widened by their
        design effect (:func:`icpf_analysis.measures.intervals.clustered_wilson`).
    speakers, low_speakers, high_speakers : number of speakers, and the interval widened by the
        design effect of speakers. Unattributed statements are treated as one speaker per
        seminar. With one speaker the interval is 0 to 1, for nothing shows how another would
        speak.
    evidence : ids of the statements with the theme.

    The intervals are within these seminars: they say how far a share depends on single
    statements, seminars and speakers.

    Raises
    ------
    TypeError, KeyError
        `statements` or `lexicon` is no DataFrame, or lacks a column; `by` is no string.
    ValueError
        There are no statements, an id occurs twice or is missing, a seminar_id is missing, there
        are no themes, or `conf` is not between 0 and 1.
    """
    if lexicon is None:
        lexicon = load_lexicon()
    require_lexicon(lexicon, KINDS)
    columns = ("text", "seminar_id", "person_id")
    require_statements(statements, *columns, filled=["seminar_id"], rows=True)
    require_column(by, statements, "statements")
    require_share(conf, "conf")
    statements = statements.set_axis(statement_ids(statements), axis=0)
    statements = statements[statements[by].notna()]
    if statements.empty:
        raise ValueError(f"no statement has a {by}, as by asks; there is no group to take a share")
    statements = statements.iloc[statements.index.astype("str").argsort(kind="stable")]
    if terms is None:
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
    frames = []
    for group in sorted(statements[by].unique()):
        here = statements[by].isin([group]).to_numpy(bool)
        rows = coded[here]
        share = rows.mean()
        low, high = _by_blocks(rows, statements["seminar_id"][here], conf)
        low_speakers, high_speakers = _by_blocks(rows, speakers[here], conf)
        n_speakers = speakers[here].nunique()
        if n_speakers == 1:
            low_speakers, high_speakers = 0 * low, 0 * high + 1
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
                    "speakers": n_speakers,
                    "low_speakers": low_speakers,
                    "high_speakers": high_speakers,
                    "evidence": [tuple(rows.index[rows[theme] > 0]) for theme in themes],
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def _themes(lexicon: pd.DataFrame) -> list[str]:
    require_frame(lexicon, "lexicon", "theme")
    named = set(lexicon["theme"].dropna()) - {""}
    if not named:
        raise ValueError("lexicon has no themes; give at least one term a theme")
    declared = [theme for theme in load_themes().index if theme in named]
    return declared + sorted(named.difference(declared))


def theme_table(terms: pd.DataFrame, statements: pd.Index, themes: list[str]) -> pd.DataFrame:
    """Statements x themes: 1 where a row of `terms` has the theme, else 0."""
    seen = terms.dropna(subset=["theme"]).astype({"theme": "str"})
    numbers = pd.Series(range(len(statements)), statements.astype("str"))
    ids = seen["statement_id"].astype("str").map(numbers).astype("int64")
    table = pd.crosstab(ids, seen["theme"]).clip(upper=1)
    table = table.reindex(index=range(len(statements)), columns=themes, fill_value=0)
    return table.set_axis(statements, axis=0)


def _by_blocks(rows: pd.DataFrame, blocks: pd.Series, conf: float) -> tuple[np.ndarray, np.ndarray]:
    """Interval of each theme's share, with the design effect of seminars or speakers."""
    counts = rows.groupby(blocks.astype("str").to_numpy()).agg(["sum", "size"])
    hits = counts.xs("sum", axis=1, level=1).to_numpy(float)
    return clustered_wilson(hits, counts.xs("size", axis=1, level=1).to_numpy(float)[:, 0], conf)
