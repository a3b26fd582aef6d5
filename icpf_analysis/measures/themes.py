"""Themes and stages of statements: by the lexicon's rule, as coded, and how far the two agree.

The coded shares are the primary ones; the rule is for pages that nobody coded. Two instances of a
language model coded each statement; their rules, and what was unclear, are in
data/curated/codebook.md.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import scipy

from icpf_analysis.curated import read_table
from icpf_analysis.errors import PageError
from icpf_analysis.files import CURATED
from icpf_analysis.inputs import require_column, require_frame, statement_ids
from icpf_analysis.measures.dispersion import clustered_wilson
from icpf_analysis.reading.corpus import load_corpus
from icpf_analysis.terms.counts import NO_THEME, speaker_of, sum_rows
from icpf_analysis.terms.extraction import extract_terms, group_columns
from icpf_analysis.terms.lexicon import load_lexicon, load_themes, require_lexicon
from icpf_analysis.terms.tokens import ids_and_texts

ALL_THEMES = "all themes"
CONF = 0.95
RESAMPLES, SEED = 2000, 2014
_CODED = (("themes_a", "stage_a"), ("themes_b", "stage_b"), ("themes", "stage"))
_COLUMNS = ("statement_id", "in_codebook", *_CODED[0], *_CODED[1], *_CODED[2], "why")


def theme_shares(
    statements: pd.DataFrame,
    lexicon: pd.DataFrame | None = None,
    by: str = "seminar_id",
    *,
    terms: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The share of statements that have each theme, by the lexicon's rule or as coded.

    By rule a statement has the themes of the terms in it. It can have several themes or none.

    Parameters
    ----------
    statements : one row per statement, with `text`, `seminar_id`, `person_id` and the column
        `by`. Rows without a group are left out.
    lexicon : terms with `theme`, as from :func:`icpf_analysis.load_lexicon`, by default.
    terms : rows with `statement_id` and `theme` in the place of those that the lexicon finds:
        :func:`icpf_analysis.coded_themes` of the same statements gives the coded shares.

    Returns
    -------
    One row per group and theme, groups in order, themes as themes.csv has them:

    n_statements, of_statements, share : statements with the theme, all of the group, and the
        one divided by the other.
    low, high : Wilson's 95 % interval, which says how far the share depends on single statements;
        where a group holds several seminars it is widened by their design effect
        (:func:`icpf_analysis.measures.dispersion.clustered_wilson`).
    speakers, low_speakers, high_speakers : number of speakers, and the interval widened by the
        design effect of speakers. Unattributed statements are treated as one speaker per seminar.
        With one speaker it is 0 to 1, for nothing shows how another would speak.
    evidence : ids of the statements with the theme.

    Raises TypeError, KeyError or ValueError: `statements` or `lexicon` is no DataFrame, or lacks a
    column or rows; an id occurs twice or is missing, a seminar_id is missing, or there are no
    themes.
    """
    lexicon = load_lexicon() if lexicon is None else lexicon
    require_lexicon(lexicon)
    columns = ("text", "seminar_id", "person_id")
    require_frame(statements, "statements", *columns, filled=["seminar_id"], rows=True)
    require_column(by, statements, "statements")
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
    coded, speakers = theme_table(terms, statements.index, themes), speaker_of(statements)
    frames = []
    for group in sorted(statements[by].unique()):
        here = statements[by].isin([group]).to_numpy(bool)
        rows, n_speakers = coded[here], speakers[here].nunique()
        low, high = _by_blocks(rows, statements["seminar_id"][here])
        low_speakers, high_speakers = _by_blocks(rows, speakers[here])
        of_group = {
            by: group,
            "theme": pd.Categorical(themes, themes, ordered=True),
            "n_statements": rows.sum().to_numpy(),
            "of_statements": len(rows),
            "share": rows.mean().to_numpy(),
            "low": low,
            "high": high,
            "speakers": n_speakers,
            "low_speakers": low_speakers if n_speakers > 1 else 0.0,
            "high_speakers": high_speakers if n_speakers > 1 else 1.0,
            "evidence": [tuple(rows.index[rows[theme] > 0]) for theme in themes],
        }
        frames.append(pd.DataFrame(of_group))
    return pd.concat(frames, ignore_index=True)


def _themes(lexicon: pd.DataFrame) -> list[str]:
    """The themes of a lexicon, those of themes.csv first."""
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


def _by_blocks(rows: pd.DataFrame, blocks: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Interval of each theme's share, with the design effect of seminars or speakers."""
    codes = pd.factorize(blocks.astype("str"))[0]
    return clustered_wilson(sum_rows(rows.to_numpy(float), codes), np.bincount(codes), CONF)


def load_stages() -> pd.DataFrame:
    """The stages in order, indexed by `stage`: `japanese`, `definition`, `definition_ja`."""
    columns = ["stage", "japanese", "definition", "definition_ja"]
    rows = [row.cells for row in read_table(CURATED / "stages.csv", columns, key=("stage",))]
    return pd.DataFrame(rows, columns=columns, dtype="str").set_index("stage")


def load_codings(
    path: Path = CURATED / "codings.csv", statements: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The codings, one row per statement, indexed by `statement_id`.

    Columns: `in_codebook` (``example``, ``trial`` or empty); the codes of coder a (`themes_a`,
    `stage_a`) and of coder b; the resolved `themes` and `stage`; `why`; and the `text` that was
    coded. Themes are joined by ``|``, and empty where none fits. `statements` are those that were
    coded, those of data/raw by default.

    Raises PageError: a code is not declared in themes.csv or stages.csv, a row is of no statement,
    the codes differ without a `why` (or are the same with one), or a page is coded in part only.
    """
    if statements is None:
        statements = load_corpus().statements
    rows = read_table(path, _COLUMNS, key=("statement_id",))
    themes, stages = set(load_themes().index), set(load_stages().index)
    for at, row in rows:
        if row["statement_id"] not in statements.index:
            found = f"statement_id {row['statement_id']!r}"
            raise PageError(path, at, found, "the id of a statement", "correct statement_id")
        for column, expected in _problems(row, themes, stages):
            raise PageError(path, at, f"{column} {row[column]!r}", expected, f"correct {column}")
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
    if differ != bool(row["why"]):
        yield "why", "a reason where the codes differ, and only there"


def _names(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def coded_themes(statements: pd.DataFrame, codings: pd.DataFrame | None = None) -> pd.DataFrame:
    """The coded themes, as rows that the measures take in the place of terms.

    Parameters
    ----------
    statements : coded ones, all or some, as for :func:`icpf_analysis.extract_terms`.
    codings : as from :func:`load_codings`, the default.

    Returns
    -------
    One row per statement and theme: `statement_id`, `term` and `theme` (both the theme), and
    the columns of `statements` to group by, its `kind` as `statement_kind`. A statement with
    no theme has one row, with the term ``no theme`` and no theme.

    Raises KeyError or ValueError: a statement has no coding, as on other pages, or another text
    than the one that was coded.
    """
    return _as_terms(statements, codings, "themes", load_themes().index)


def coded_stages(statements: pd.DataFrame, codings: pd.DataFrame | None = None) -> pd.DataFrame:
    """The same with the stage in the place of the theme: one row per statement."""
    return _as_terms(statements, codings, "stage", load_stages().index)


def _as_terms(
    statements: pd.DataFrame, codings: pd.DataFrame | None, column: str, names: pd.Index
) -> pd.DataFrame:
    """A row per statement and code in a column of `codings`, in the order of `names`."""
    codings = load_codings() if codings is None else codings
    ids, texts = ids_and_texts(statements)
    for statement, text in zip(ids, texts, strict=True):
        if statement not in codings.index:
            todo = "theme_shares and corrected_shares are for statements that nobody coded"
            raise KeyError(f"no coding of {statement!r} in codings.csv; {todo}")
        if text != codings["text"].loc[statement]:
            raise ValueError(f"{statement} reads {text[:30]!r}, not what was coded; code it again")
    codes = pd.Series(codings[column].loc[ids].map(_names).array).explode()
    rows = {
        "statement_id": pd.Categorical(ids[codes.index]),
        "term": pd.Categorical(codes.fillna(NO_THEME), [*names, NO_THEME]),
        "theme": pd.Categorical(codes, names, ordered=True),
    }
    groups = group_columns(statements).iloc[codes.index].reset_index(drop=True)
    return pd.concat([pd.DataFrame(rows), groups], axis=1)


def agreement(codings: pd.DataFrame) -> pd.DataFrame:
    """Krippendorff's alpha (nominal) of the two codings of :func:`load_codings`, by category.

    Returns
    -------
    One row per theme (given or not), then ``all themes`` (each statement and theme is one
    decision), each stage (given or not), and ``stage`` (one of six); indexed by `category`:

    n_a, n_b, both : how often a gave it, b gave it, and both did.
    alpha : 1 at full agreement, 0 at chance; missing where nobody gave the category.
    low, high : 95 % of the bootstrap over statements. Where the coders never differ it cannot
        vary: `low` is then alpha at the highest rate of differing statements that is compatible
        with none (Clopper-Pearson). It is far below 1 for a rare category.
    """
    n, tail = len(codings), (1 - CONF) / 2
    drawn = np.random.default_rng(SEED).multinomial(n, np.full(n, 1 / n), RESAMPLES)
    rows = {}
    for names, kind, whole in (
        (load_themes().index, "themes", ALL_THEMES),
        (load_stages().index, "stage", "stage"),
    ):
        codes = [codings[f"{kind}_{coder}"].str.get_dummies("|") for coder in "ab"]
        for name in [*names, whole]:
            columns = names if name == whole else [name]
            a, b = (table.reindex(columns=columns, fill_value=0).to_numpy() for table in codes)
            counts = [a.sum(), b.sum(), (a & b).sum()]
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
            rows[name] = [*counts, alpha, low, high]
    columns = ["n_a", "n_b", "both", "alpha", "low", "high"]
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    return frame.astype(dict.fromkeys(columns[:3], int)).rename_axis("category")


def disagreement(
    a: np.ndarray, b: np.ndarray, times: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Observed and expected disagreement; Krippendorff's alpha is 1 - observed / expected.

    Nominal codes, statements x decisions, none missing: Krippendorff (2011), "Computing
    Krippendorff's alpha-reliability", section B. `times` is draws x statements, how often each
    counts.
    """
    times = np.ones(len(a), int) if times is None else times
    values = np.unique([a, b])
    counts = np.column_stack([((a == v).astype(int) + (b == v)).sum(axis=1) for v in values])
    differing, of_value = times @ (a != b).sum(axis=1), times @ counts
    codes = of_value.sum(axis=-1)
    alike = (of_value * (of_value - 1)).sum(axis=-1) / (codes * (codes - 1))
    return 2 * differing / codes, 1 - alike


def rule_errors(
    statements: pd.DataFrame, codings: pd.DataFrame | None = None, *, by: str | None = None
) -> pd.DataFrame:
    """How well the lexicon's rule finds the coded themes.

    Parameters
    ----------
    statements, codings : as for :func:`coded_themes`.
    by : a column of `statements` that makes groups, such as `year`; None: one group.

    Returns
    -------
    One row per group and theme, last ``all themes``: `both`, `rule_only`, `hand_only` and
    `neither`, numbers of statements; `precision` (both of all by rule), `recall` (both of all
    coded: the sensitivity) and `specificity` (neither of all not coded), missing for 0 of 0.
    The lexicon was made from these same statements; elsewhere its recall is likely lower.
    """
    ids, themes = statement_ids(statements), list(load_themes().index)
    coded, found = coded_themes(statements, codings), extract_terms(statements)
    hand, rule = (theme_table(rows, ids, themes) > 0 for rows in (coded, found))
    groups = statements[by].to_numpy() if by else np.zeros(len(ids), int)
    cells = {"both": hand & rule, "rule_only": ~hand & rule}
    cells |= {"hand_only": hand & ~rule, "neither": ~hand & ~rule}
    errors = pd.DataFrame()
    for kind, decisions in cells.items():
        wide = decisions.groupby(groups).sum()
        errors[kind] = wide.assign(**{ALL_THEMES: wide.sum(axis=1)}).stack()
    errors = errors.rename_axis([by or "", "theme"]).reset_index()
    errors["precision"] = errors["both"] / (errors["both"] + errors["rule_only"])
    errors["recall"] = errors["both"] / (errors["both"] + errors["hand_only"])
    errors["specificity"] = errors["neither"] / (errors["neither"] + errors["rule_only"])
    return errors if by else errors.drop(columns="")


def corrected_shares(shares: pd.DataFrame, errors: pd.DataFrame) -> pd.DataFrame:
    """Shares by rule, corrected by the errors that the rule makes where somebody coded.

    With sensitivity Se and specificity Sp the share is (share by rule + Sp - 1) / (Se + Sp - 1):
    Rogan & Gladen (1978), American Journal of Epidemiology 107, 71-76. The interval allows for
    three samples, that of the share, of Se and of Sp: Lang & Reiczigel (2014), Preventive
    Veterinary Medicine 113, 13-22. Assumed is that the rule errs on these pages as on the coded
    ones, and that statements are independent draws; codes which are mostly right can still bias a
    result (Egami et al. 2023, "Using imperfect surrogates for downstream inference", NeurIPS 36).

    Parameters
    ----------
    shares : from :func:`icpf_analysis.theme_shares`, of pages that nobody coded.
    errors : from :func:`rule_errors`, of one group.

    Returns
    -------
    `shares` with `corrected`, and its 95 % interval `low_corrected`, `high_corrected` (cut to 0
    to 1); missing where Se + Sp is missing or not above 1, for then the rule says nothing.

    Raises KeyError or ValueError: a theme of `shares` is not in `errors`, or has several rows
    there.
    """
    table = errors.set_index(errors["theme"].astype("str"))
    if not table.index.is_unique:
        raise ValueError("errors has several rows for a theme; give rule_errors without `by`")
    themes = shares["theme"].astype("str")
    if not themes.isin(table.index).all():
        raise KeyError(f"errors has no theme {themes[~themes.isin(table.index)].iloc[0]!r}")
    of = table.loc[themes.tolist()].set_index(shares.index)
    corrected = _true_share(shares["share"], of["recall"], of["specificity"])
    z = scipy.stats.norm.isf((1 - CONF) / 2)
    # the interval is of numbers with pseudo-counts: z^2 / 2 statements of each kind, one error
    n = shares["of_statements"] + z**2
    n_se, n_sp = of["both"] + of["hand_only"] + 2, of["neither"] + of["rule_only"] + 2
    p = (shares["n_statements"] + z**2 / 2) / n
    se, sp = (of["both"] + 1) / n_se, (of["neither"] + 1) / n_sp
    usable = (of["recall"] + of["specificity"] > 1) & (se + sp > 1)  # False where one is missing
    share, of_se, of_sp = _true_share(p, se, sp), se * (1 - se) / n_se, sp * (1 - sp) / n_sp
    middle = share + 2 * z**2 * (share * of_se - (1 - share) * of_sp)
    variance = p * (1 - p) / n + share**2 * of_se + (1 - share) ** 2 * of_sp
    half = z * variance**0.5 / (se + sp - 1)
    bounds = {"": corrected, "low_": middle - half, "high_": middle + half}
    return shares.assign(
        **{f"{name}corrected": x.clip(0, 1).where(usable) for name, x in bounds.items()}
    )


def _true_share(p: pd.Series, se: pd.Series, sp: pd.Series) -> pd.Series:
    return (p + sp - 1) / (se + sp - 1)
