"""Themes and stages coded by hand: the codings, their agreement, and rows that stand for terms.

The rules of the coding, and what was unclear in them, are in data/curated/codebook.md.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from icpf_analysis.curated import read_table
from icpf_analysis.errors import PageError
from icpf_analysis.places import CURATED
from icpf_analysis.reading.corpus import load_corpus
from icpf_analysis.terms.counts import NO_THEME
from icpf_analysis.terms.extraction import group_columns
from icpf_analysis.terms.lexicon import load_themes
from icpf_analysis.terms.tokens import ids_and_texts

ALL_THEMES = "all themes"
RESAMPLES = 2000
_CODED = (("themes_a", "stage_a"), ("themes_b", "stage_b"), ("themes", "stage"))
_COLUMNS = ("statement_id", "in_codebook", *_CODED[0], *_CODED[1], *_CODED[2], "why")
_STAGES = ("stage", "japanese", "definition", "definition_ja")


def load_stages(path: Path = CURATED / "stages.csv") -> pd.DataFrame:
    """The stages in order, indexed by `stage`: `japanese`, `definition`, `definition_ja`."""
    rows = [row.cells for row in read_table(path, _STAGES, key=("stage",))]
    return pd.DataFrame(rows, columns=list(_STAGES), dtype="str").set_index("stage")


def load_codings(
    path: Path = CURATED / "codings.csv", statements: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The codings made by hand, one row per statement, indexed by `statement_id`.

    Columns: `in_codebook` (``example``, ``trial`` or empty); the codes of coder a
    (`themes_a`, `stage_a`) and of coder b; the resolved `themes` and `stage`; `why`; and the
    `text` that was coded. Themes are joined by ``|``, and empty where none fits.

    Parameters
    ----------
    statements : those that were coded; those of data/raw by default.

    Raises
    ------
    PageError
        A code is not declared in themes.csv or stages.csv beside the file, a row is of no
        statement, the codes differ without a `why` (or are the same with one), or a page is
        coded in part only.
    """
    path = Path(path)
    if statements is None:
        statements = load_corpus().statements
    themes = set(load_themes(path.parent / "themes.csv").index)
    stages = set(load_stages(path.parent / "stages.csv").index)
    rows = read_table(path, _COLUMNS, key=("statement_id",))
    for at, row in rows:
        known = row["statement_id"] in statements.index
        problems = [("statement_id", "the id of a statement")] if not known else []
        for column, expected in [*problems, *_problems(row, themes, stages)]:
            found = f"{column} {row[column]!r}"
            raise PageError(path, at, found, expected, f"correct {column}")
    frame = pd.DataFrame([row.cells for row in rows], columns=list(_COLUMNS), dtype="str")
    frame = frame.set_index("statement_id")
    coded_pages = statements["source"].isin(statements["source"].loc[frame.index])
    missing = statements.index[coded_pages].difference(frame.index)
    if len(missing):
        found = f"no row for {missing[0]} ({len(missing)} in all), on a coded page"
        raise PageError(path, None, found, "a row for each of its statements", "code them")
    return frame.assign(text=statements["text"].loc[frame.index])


def _problems(row: dict[str, str], themes: set[str], stages: set[str]) -> Iterator[tuple[str, str]]:
    """Columns that hold what they must not, with what was expected."""
    if row["in_codebook"] not in ("", "example", "trial"):
        yield "in_codebook", "example, trial or nothing"
    for given, stage in _CODED:
        names = _names(row[given])
        if not themes.issuperset(names) or len(names) > len(set(names)):
            yield given, f"some of {', '.join(sorted(themes))}, each once"
        if row[stage] not in stages:
            yield stage, f"one of {', '.join(sorted(stages))}"
    differ = len({(frozenset(_names(row[given])), row[stage]) for given, stage in _CODED}) > 1
    if differ != bool(row["why"].strip()):
        yield "why", "a reason where the codes differ, and only there"


def _names(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def coded_themes(statements: pd.DataFrame, codings: pd.DataFrame | None = None) -> pd.DataFrame:
    """The themes coded by hand, as rows that the measures take in the place of terms.

    Parameters
    ----------
    statements : coded ones, all or some, as for :func:`icpf_analysis.extract_terms`.
    codings : as from :func:`load_codings`, the default.

    Returns
    -------
    One row per statement and theme: `statement_id`, `term` and `theme` (both the theme), and
    the columns of `statements` to group by, its `kind` as `statement_kind`. A statement with
    no theme has one row, with the term ``no theme`` and no theme.

    Raises
    ------
    KeyError
        A statement has no coding; those of other pages have none.
    ValueError
        A statement has another text than the one that was coded.
    """
    return _as_terms(statements, codings, "themes", load_themes().index)


def coded_stages(statements: pd.DataFrame, codings: pd.DataFrame | None = None) -> pd.DataFrame:
    """The same with the stage in the place of the theme: one row per statement."""
    return _as_terms(statements, codings, "stage", load_stages().index)


def _as_terms(
    statements: pd.DataFrame, codings: pd.DataFrame | None, column: str, names: pd.Index
) -> pd.DataFrame:
    codings = load_codings() if codings is None else codings
    ids, texts = ids_and_texts(statements)
    for statement, text in zip(ids, texts, strict=True):
        if statement not in codings.index:
            todo = "theme_shares and corrected_shares are for statements that nobody coded"
            raise KeyError(f"no coding of {statement!r} in codings.csv; {todo}")
        if text != codings["text"].loc[statement]:
            raise ValueError(f"{statement} reads {text[:30]!r}, not what was coded; code it anew")
    codes = codings[column].loc[ids].map(_names)
    repeats = codes.str.len().clip(lower=1)
    code = codes.explode()
    rows = pd.DataFrame(
        {
            "statement_id": pd.Categorical(code.index),
            "term": pd.Categorical(code.fillna(NO_THEME), [*names, NO_THEME]),
            "theme": pd.Categorical(code, names, ordered=True),
        }
    )
    groups = group_columns(statements)
    of = np.repeat(np.arange(len(codes)), repeats)
    return pd.concat([rows, groups.iloc[of].reset_index(drop=True)], axis=1)


def agreement(codings: pd.DataFrame, *, conf: float = 0.95, seed: int = 2014) -> pd.DataFrame:
    """Krippendorff's alpha (nominal) of the two codings, by category.

    Parameters
    ----------
    codings : as from :func:`load_codings`, or some of its rows.
    conf : how much of the bootstrap over statements lies between `low` and `high`.

    Returns
    -------
    One row per theme (given or not), then ``all themes`` (each statement and theme is one
    decision), each stage (given or not), and ``stage`` (one of six); indexed by `category`:

    n_a, n_b, both : how often a gave it, b gave it, and both did.
    alpha : 1 at full agreement, 0 at chance; missing where nobody gave the category.
    low, high : percentiles of the bootstrap. Where the coders never differ it cannot vary:
        `low` is then alpha at the highest rate of differing statements that is compatible with
        none (Clopper-Pearson). It is far below 1 for a rare category.
    """
    n, tail = len(codings), (1 - conf) / 2
    drawn = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), RESAMPLES)
    rows = {}
    for names, kind, whole in (
        (load_themes().index, "themes", ALL_THEMES),
        (load_stages().index, "stage", "stage"),
    ):
        codes = [codings[f"{kind}_{coder}"].str.get_dummies("|") for coder in "ab"]
        for name in [*names, whole]:
            columns = names if name == whole else [name]
            a, b = (table.reindex(columns=columns, fill_value=0).to_numpy() for table in codes)
            rows[name] = [a.sum(), b.sum(), (a & b).sum()]
            if name == "stage":
                a, b = a.argmax(axis=1)[:, None], b.argmax(axis=1)[:, None]
            observed, expected = disagreement(a, b)
            alpha = low = high = np.nan
            if expected:
                alpha = 1 - observed / expected
                low, high = 1 - (1 - tail ** (1 / n)) / expected, 1.0
            if observed:
                with np.errstate(invalid="ignore"):  # a draw where nobody gave it has no alpha
                    ratio = np.divide(*disagreement(a, b, drawn))
                low, high = np.nanquantile(1 - ratio, [tail, 1 - tail])
            rows[name] += [alpha, low, high]
    columns = ["n_a", "n_b", "both", "alpha", "low", "high"]
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    return frame.astype(dict.fromkeys(columns[:3], int)).rename_axis("category")


def disagreement(
    a: np.ndarray, b: np.ndarray, times: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Observed and expected disagreement; Krippendorff's alpha is 1 - observed / expected.

    Nominal codes, none missing: Krippendorff (2011), "Computing Krippendorff's
    alpha-reliability", section B.

    Parameters
    ----------
    a, b : codes of the two coders, statements x decisions.
    times : draws x statements, how often each is counted; once by default.
    """
    times = np.ones(len(a), int) if times is None else times
    values = np.unique([a, b])
    counts = np.column_stack([((a == v).astype(int) + (b == v)).sum(axis=1) for v in values])
    differing, of_value = times @ (a != b).sum(axis=1), times @ counts
    codes = of_value.sum(axis=-1)
    alike = (of_value * (of_value - 1)).sum(axis=-1) / (codes * (codes - 1))
    return 2 * differing / codes, 1 - alike
