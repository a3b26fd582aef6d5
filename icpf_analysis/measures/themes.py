"""Themes by rule: which statements speak of a theme, and what share of a group that is."""

import numpy as np
import pandas as pd

from icpf_analysis.lexicon import load_lexicon, load_themes
from icpf_analysis.measures.intervals import clustered_wilson
from icpf_analysis.terms import extract_terms


def theme_shares(
    statements: pd.DataFrame,
    lexicon: pd.DataFrame | None = None,
    by: str = "seminar_id",
    *,
    conf: float = 0.95,
) -> pd.DataFrame:
    """The share of statements that hold a term of each theme.

    The lexicon was declared before counting; a statement can have several themes or none.

    Parameters
    ----------
    statements : one row a statement, with `text`, `seminar_id`, `person_id` and the column
        `by`. Rows without a group are left out.
    lexicon : terms with `theme`, as from :func:`icpf_analysis.load_lexicon`, by default.
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
    lexicon = load_lexicon() if lexicon is None else lexicon
    themes = _themes(lexicon)
    coded = _coded(statements, lexicon, themes)
    speakers = (
        statements["person_id"]
        .astype("str")
        .fillna("unnamed " + statements["seminar_id"].astype("str"))
    )
    frames = []
    for group in sorted(statements[by].unique()):
        rows = coded[(statements[by] == group).to_numpy(bool)]
        share = rows.mean()
        low, high = _by_blocks(rows, statements["seminar_id"], conf)
        low_speakers, high_speakers = _by_blocks(rows, speakers, conf)
        n_speakers = speakers[rows.index].nunique()
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
    if "theme" not in lexicon:
        raise KeyError(f"no column 'theme' in the lexicon; it has {list(lexicon)}")
    named = set(lexicon["theme"].dropna()) - {""}
    if not named:
        raise ValueError("the lexicon has no themes; give at least one term a theme")
    declared = [theme for theme in load_themes().index if theme in named]
    return declared + sorted(named.difference(declared))


def _coded(statements: pd.DataFrame, lexicon: pd.DataFrame, themes: list[str]) -> pd.DataFrame:
    """Statements x themes: 1 where the statement holds a term of the theme."""
    terms = extract_terms(statements[["text"]], lexicon=lexicon)
    seen = terms.dropna(subset=["theme"]).astype({"theme": "str", "statement_id": "str"})
    table = pd.crosstab(seen["statement_id"], seen["theme"]).clip(upper=1)
    return table.reindex(index=statements.index, columns=themes, fill_value=0)


def _by_blocks(rows: pd.DataFrame, blocks: pd.Series, conf: float) -> tuple[np.ndarray, np.ndarray]:
    """Interval of each theme's share, with the design effect of seminars or speakers."""
    counts = rows.groupby(blocks[rows.index].astype("str").to_numpy()).agg(["sum", "size"])
    hits = counts.xs("sum", axis=1, level=1).to_numpy(float)
    return clustered_wilson(hits, counts.xs("size", axis=1, level=1).to_numpy(float)[:, 0], conf)
