"""Themes by seminar, in their groups, and tables of how far themes and topics can be relied on.

Themes are those coded from data/curated/codebook.md.
"""

import pandas as pd
from matplotlib.axes import Axes

from icpf_analysis.comparison import WITHOUT_QA
from icpf_analysis.measures import agreement, coded_themes, load_codings, rule_errors
from icpf_analysis.plots import style
from icpf_analysis.plots.wording import label
from icpf_analysis.terms.counts import groups_as_terms
from icpf_analysis.terms.lexicon import load_themes

WITHOUT, WITH = "without questions and answers", "with questions and answers"


def themes_by_seminar(statements: pd.DataFrame) -> pd.DataFrame:
    """Count the statements with each theme, and with any theme of a group, in each seminar.

    Returns
    -------
    One row per scope, seminar and theme: `scope` (``without questions and answers`` for all
    seminars, then ``with questions and answers`` for those that have any), `seminar_id`,
    `group`, `theme` (empty for the whole group, which comes first), `n_statements` of
    `of_statements`, and `share`. Groups and themes are in the order of themes.csv.
    """
    plain = statements["kind"].isin(WITHOUT_QA["kind"])
    has_qa = statements["seminar_id"].isin(statements.loc[~plain, "seminar_id"])
    themes = load_themes()["group"].rename_axis("theme").reset_index()
    whole = themes.drop_duplicates("group").assign(theme="")
    rows = pd.concat([whole, themes])
    rows = rows.sort_values("group", key=lambda group: pd.factorize(group)[0], kind="stable")
    order = pd.MultiIndex.from_frame(rows[["group", "theme"]])
    tables = []
    for scope, kept in ((WITHOUT, plain), (WITH, has_qa)):
        said = statements[kept].astype({"seminar_id": "str"})
        coded = groups_as_terms(coded_themes(said)).astype({"theme": "str", "seminar_id": "str"})
        coded = pd.concat([coded, coded.assign(theme="")])
        cells = coded.groupby(["term", "theme", "seminar_id"], observed=True)["statement_id"]
        counts = cells.nunique().unstack(fill_value=0).reindex(order, fill_value=0)
        table = counts.melt(var_name="seminar_id", value_name="n_statements", ignore_index=False)
        table["of_statements"] = table["seminar_id"].map(said["seminar_id"].value_counts())
        tables.append(table.reset_index().assign(scope=scope))
    table = pd.concat(tables, ignore_index=True)
    table["share"] = table["n_statements"] / table["of_statements"]
    return table[["scope", "seminar_id", *order.names, "n_statements", "of_statements", "share"]]


@style.drawing(height=118)
def draw_themes(table: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """Draw :func:`themes_by_seminar`: a cell per theme and seminar, darker for a larger share."""
    down, across = _places(table, "group", "theme"), _places(table, "scope", "seminar_id")
    for cell in table.to_dict("records"):
        x, y = across[cell["scope"], cell["seminar_id"]], down[cell["group"], cell["theme"]]
        n, share = cell["n_statements"], cell["share"]
        edge = "#BBBBBB" if cell["theme"] else "#333333"
        text = f"{n}  ({int(100 * share + 0.5)} %)" if n else ""
        style.shaded_cell(ax, x, y, (0.96, 0.92), 0.6 * share, text, edgecolor=edge, lw=0.5)
        if not n:
            ax.text(x, y, "0", ha="center", va="center_baseline", color="#999999")
    for (group, theme), y in down.items():
        size = 7.5 if theme else 9
        ax.text(-0.6, y, label(theme or group, labels), ha="right", va="center_baseline", size=size)
    sizes = table.groupby(["scope", "seminar_id"])["of_statements"].first()
    for (scope, seminar), x in across.items():
        head = style.seminar_head(seminar, "ja")
        if labels == "en":
            head = "\n".join(style.in_lines(label(seminar, "en"), 13))
        ax.text(x, -0.6, f"{head}\nn = {sizes[scope, seminar]}", ha="center", va="bottom", size=7.5)
    for scope in dict.fromkeys(table["scope"]):
        there = [x for (of, _), x in across.items() if of == scope]
        left, right = there[0], there[-1]
        ax.plot([left - 0.48, right + 0.48], [-3.1] * 2, color="black", linewidth=0.6)
        ax.text((left + right) / 2, -3.25, label(scope, labels), ha="center", va="bottom")
    ax.set(xlim=(-0.5, max(across.values()) + 0.5), ylim=(max(down.values()) + 0.5, -3.9))
    ax.set_axis_off()
    return ax


def _places(table: pd.DataFrame, block: str, item: str) -> dict[tuple[str, str], float]:
    """(block, item) -> its place in cells, with a gap between blocks."""
    pairs = table[[block, item]].drop_duplicates()
    keys = pairs.itertuples(index=False, name=None)
    return dict(zip(keys, style.in_blocks(pairs[block], 0.35), strict=True))


def coding_table(statements: pd.DataFrame) -> pd.DataFrame:
    """Put side by side how far two codings agree, and how well the rule finds the coded themes.

    Returns
    -------
    One row per theme, last ``all themes``: `n`, statements with the theme; `alpha` of the two
    codings (:func:`icpf_analysis.measures.agreement`); `precision` and `recall` of the rule in
    each year (:func:`icpf_analysis.measures.rule_errors`).
    """
    errors = rule_errors(statements, by="year").astype({"theme": "str"}).set_index("theme")
    table = agreement(load_codings()).loc[errors.index.unique(), ["alpha"]]
    table.insert(0, "n", (errors["both"] + errors["hand_only"]).groupby("theme").sum())
    for year, of_year in errors.groupby("year"):
        table[[f"precision, {year}", f"recall, {year}"]] = of_year[["precision", "recall"]]
    return table.rename_axis("theme").reset_index()


def topic_table(topics: pd.DataFrame) -> pd.DataFrame:
    """List the topics of :func:`icpf_analysis.topics`, each with its three leading terms.

    Returns
    -------
    One row per topic: `topic`, its number; `term 1` and so on; `stability`, `share` and `p`.
    """
    names = [f"term {number}" for number in (1, 2, 3)]
    terms = pd.DataFrame([found[:3] for found in topics["terms"]], topics.index, names)
    return terms.join(topics[["stability", "share", "p"]]).reset_index()
