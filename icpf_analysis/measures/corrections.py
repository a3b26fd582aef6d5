"""The errors of the lexicon's rule against the hand coding, and shares corrected by them.

Shares by hand are the primary ones; the rule is for pages that nobody coded.
"""

import numpy as np
import pandas as pd
from scipy.stats import norm

from icpf_analysis.measures.coding import ALL_THEMES, coded_themes
from icpf_analysis.measures.themes import theme_table
from icpf_analysis.terms.extraction import extract_terms


def rule_errors(
    statements: pd.DataFrame,
    codings: pd.DataFrame | None = None,
    lexicon: pd.DataFrame | None = None,
    *,
    by: str | None = None,
) -> pd.DataFrame:
    """How well the lexicon's rule finds the themes coded by hand.

    Parameters
    ----------
    statements, codings : as for :func:`coded_themes`.
    lexicon : as for :func:`icpf_analysis.theme_shares`.
    by : a column of `statements` that makes groups, such as `year`; None: one group.

    Returns
    -------
    One row per group and theme, last ``all themes``: `both`, `rule_only`, `hand_only` and
    `neither`, numbers of statements; `precision` (both of all by rule), `recall` (both of all
    by hand: the sensitivity) and `specificity` (neither of all not by hand), missing for 0 of 0.
    The lexicon was made from these same statements; elsewhere its recall is likely lower.
    """
    coded = coded_themes(statements, codings)
    themes = list(coded["theme"].cat.categories)
    if "statement_id" in statements:
        statements = statements.set_index("statement_id")
    found = extract_terms(statements[["text"]], lexicon=lexicon)
    hand, rule = (theme_table(rows, statements.index, themes) > 0 for rows in (coded, found))
    counts = {}
    for kind, cells in (
        ("both", hand & rule),
        ("rule_only", ~hand & rule),
        ("hand_only", hand & ~rule),
        ("neither", ~hand & ~rule),
    ):
        wide = cells.groupby(statements[by] if by else np.zeros(len(cells), int)).sum()
        counts[kind] = wide.assign(**{ALL_THEMES: wide.sum(axis=1)}).stack()
    errors = pd.DataFrame(counts).rename_axis([by or "", "theme"]).reset_index()
    both, rule_only, hand_only = errors["both"], errors["rule_only"], errors["hand_only"]
    errors["precision"] = both / (both + rule_only)
    errors["recall"] = both / (both + hand_only)
    errors["specificity"] = errors["neither"] / (errors["neither"] + rule_only)
    return errors if by else errors.drop(columns="")


def corrected_shares(
    shares: pd.DataFrame, errors: pd.DataFrame, *, conf: float = 0.95
) -> pd.DataFrame:
    """Shares by rule, corrected by the errors that the rule makes where somebody coded.

    With sensitivity Se and specificity Sp the share is (share by rule + Sp - 1) / (Se + Sp - 1):
    Rogan & Gladen (1978), American Journal of Epidemiology 107, 71-76. The interval allows for
    three samples, that of the share, of Se and of Sp: Lang & Reiczigel (2014), Preventive
    Veterinary Medicine 113, 13-22. That codes which are mostly right can still bias a result:
    Egami et al. (2023), "Using imperfect surrogates for downstream inference", NeurIPS 36.

    Parameters
    ----------
    shares : from :func:`icpf_analysis.theme_shares`, of pages that nobody coded.
    errors : from :func:`rule_errors`, of one group.

    Returns
    -------
    `shares` with `corrected`, `low_corrected`, `high_corrected` (cut to 0 to 1) and `note`.
    Where Se + Sp is not above 1, or one of them is missing, the rule tells nothing: the three
    are missing and `note` says so. Assumed is that the rule errs on these pages as it does on
    the coded ones, and that statements are independent draws.

    Raises
    ------
    KeyError
        A theme of `shares` is not in `errors`.
    ValueError
        `errors` has several rows for a theme.
    """
    table = errors.set_index(errors["theme"].astype("str"))
    if not table.index.is_unique:
        raise ValueError("errors has several rows for a theme; give rule_errors without `by`")
    themes = shares["theme"].astype("str")
    if not themes.isin(table.index).all():
        raise KeyError(f"errors has no theme {themes[~themes.isin(table.index)].iloc[0]!r}")
    of = table.loc[themes.tolist()].set_index(shares.index)
    corrected = _true_share(shares["share"], of["recall"], of["specificity"])
    z = norm.isf((1 - conf) / 2)
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
    note = "sensitivity + specificity not above 1, or not known: no correction"
    return shares.assign(
        **{f"{name}corrected": x.clip(0, 1).where(usable) for name, x in bounds.items()},
        note=np.where(usable, "", note),
    )


def _true_share(p: pd.Series, se: pd.Series, sp: pd.Series) -> pd.Series:
    return (p + sp - 1) / (se + sp - 1)
