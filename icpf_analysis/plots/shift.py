"""How the discussion shifted: the overview, the stages, divergences and every way of counting."""

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from icpf_analysis.comparison import CONTROL, WITHOUT_QA
from icpf_analysis.files import ROOT
from icpf_analysis.measures import coded_stages, coded_themes, divergences
from icpf_analysis.measures.themes import load_stages
from icpf_analysis.plots import style
from icpf_analysis.plots.wording import label
from icpf_analysis.reading.corpus import Corpus
from icpf_analysis.terms.lexicon import load_themes

_GAP = 4
"""Between the blocks of two seminars, in statements."""
_STAGES = {
    "aim or need": "#E3E3E3",
    "rule or plan": "#B5B5B5",
    "preparation": "#7C7C7C",
    "result": "#3D3D3D",
}
"""Stages in the order of their course, from light to dark; what lies outside it is white."""
_CHOICES = ("dictionary", "unit", "within", "size")


def overview_table(corpus: Corpus) -> pd.DataFrame:
    """Every statement in the order of time, with its themes as coded from the codebook.

    Returns
    -------
    One row per statement and theme (one without a theme for a statement that has none):
    `statement_id`, `seminar_id`, `year`, `place` (0 for the first statement of the first
    seminar), `qa` (a question or an answer), `sector` of the speaker, `theme`.
    """
    said = corpus.statements.sort_values(["date", "seminar_id", "line"]).reset_index()
    said = said.astype({"seminar_id": "str", "sector": "str"}).fillna({"sector": "not named"})
    said = said.assign(place=said.index, qa=~said["kind"].isin(WITHOUT_QA["kind"]))
    coded = coded_themes(corpus.statements)[["statement_id", "theme"]].astype("str")
    order = pd.CategoricalDtype(load_themes().index)
    coded = coded.sort_values("theme", key=lambda themes: themes.astype(order))
    columns = ["statement_id", "seminar_id", "year", "place", "qa", "sector"]
    return said[columns].merge(coded, on="statement_id", how="left")


@style.drawing(height=124, panels=2, narrow=198)
def draw_overview(table: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en") -> Any:
    """Draw :func:`overview_table`: every statement in its themes' lanes, and shares by theme.

    The shares are to the right, in a narrow figure below; they are without questions and answers.
    """
    lanes, shares = axes
    narrow = style.is_narrow(lanes)
    grid: Any = lanes.get_gridspec()
    rows = style.theme_rows(0.4 if narrow else 1)
    names = load_themes()["full_name" if labels == "en" else "full_name_ja"]
    _draw_lanes(table, lanes, rows, labels)
    drawn = _draw_shares(table, shares, style.theme_rows(1), labels)
    lanes.set_yticks([-1.6, *rows.values()], [label("speaker", labels), *names[list(rows)]])
    lanes.set_ylim(max(rows.values()) + 0.7, -5.4)
    if narrow:  # names above the lanes, which are as wide as the figure
        for name in lanes.get_yticklabels():
            name.set(ha="left", va="bottom", bbox={"color": "white", "pad": 0})
        lanes.tick_params(axis="y", pad=0)
        lanes.set_axisbelow(True)  # over the rule between the years, under the tiles
        _name_groups(lanes, rows, labels, 1, 0.3)
        style.name_rows(shares, list(drawn.values()), names[list(drawn)].tolist(), 7, 0.7)
        shares.tick_params(axis="y", pad=6)
        _name_groups(shares, drawn, labels)
        grid = style.figure_of(lanes).add_gridspec(2, 1, height_ratios=[1.3, 1])
        for ax, cell in zip(axes, grid, strict=True):
            ax.set_subplotspec(cell.subgridspec(1, 1)[0])  # nested: each has margins of its own
    else:
        grid.set_width_ratios([3.3, 1])
        _name_groups(lanes, rows, labels)
    style.panel_letter(lanes, "a")
    style.panel_letter(shares, "b")
    style.sector_legend(lanes, set(table["sector"]), labels)
    return axes


def _name_groups(
    ax: Axes, rows: dict[str, float], labels: str, x: float = 0, above: float = 0.85
) -> None:
    """The groups of themes, each `above` the row of its first theme."""
    for group, first in style.group_tops(rows).items():
        ax.annotate(
            label(group, labels), (x, first - above), (-7, 0), xycoords=ax.get_yaxis_transform(),
            textcoords="offset points", ha="right", va="center", fontsize=7, color="#666666",
        )  # fmt: skip


def _draw_lanes(table: pd.DataFrame, ax: Axes, rows: dict[str, float], labels: str) -> None:
    lowest = max(rows.values())
    narrow = style.is_narrow(ax)
    top, high = (0, 0.4) if narrow else (-0.4, 0.8)
    above: style.Look = {"ha": "center", "va": "bottom"}
    table = table.assign(x=table["place"] + _GAP * pd.factorize(table["seminar_id"])[0])
    for seminar, here in table.groupby("seminar_id", sort=False):
        first, last = here["x"].min(), here["x"].max() + 1
        for row in rows.values():
            ax.add_patch(Rectangle((first, row + top), last - first, high, color="#F2F2F2"))
        name = label(seminar, labels)
        lines = style.in_lines(name, 11) if labels == "en" else re.split("(?<=年)| ", name)
        head = "\n".join([*lines, f"n = {here['statement_id'].nunique()}"])
        ax.text((first + last) / 2, -3.2, head, **above)
        asked = here.loc[here["qa"], "x"]
        if len(asked):
            ends = [asked.min(), asked.max() + 1]
            ax.plot(ends, [-2.45] * 2, color=style.GREY, lw=1.5)
            ax.text(sum(ends) / 2, -2.55, label("Q&A", labels), fontsize=7, **above)
    strip, thick = (-1.55, 0.4) if narrow else (-2.05, 0.9)
    tiles = table.dropna(subset=["theme"]).assign(high=high)
    tiles["low"] = tiles["theme"].map(rows) + top
    said = table.drop_duplicates("statement_id").assign(low=strip, high=thick)
    for tile in pd.concat([tiles, said]).to_dict("records"):
        look = style.sector_area(tile["sector"]) | {"linewidth": 0.3}
        ax.add_patch(Rectangle((tile["x"], tile["low"]), 1, tile["high"], **look))
    before = table.loc[table["year"] == 2012, "x"].max() + 1 + _GAP / 2
    ax.plot([before] * 2, [-5, lowest + 0.6], color="black", lw=0.8, ls=(0, (3, 2)),
            zorder=0.4 if narrow else 2)  # fmt: skip
    ax.annotate(
        label("My Number Act, May 2013", labels), (before, lowest + 0.6), (0, -3),
        textcoords="offset points", ha="center", va="top", fontsize=7,
    )  # fmt: skip
    ax.set(xlim=(-1, table["x"].max() + 2), xticks=[])
    style.without_frame(ax)


def _draw_shares(
    table: pd.DataFrame, ax: Axes, rows: dict[str, float], labels: str
) -> dict[str, float]:
    """The rows that have a share."""
    said = table[~table["qa"]]
    sizes = said.groupby("seminar_id")["statement_id"].nunique()
    sizes = sizes[[sizes.index[0], *CONTROL]]
    counts = pd.crosstab(said["theme"], said["seminar_id"])
    counts = counts.reindex(index=list(rows), columns=sizes.index, fill_value=0)
    drawn = {theme: rows[theme] for theme in counts.index[counts.any(axis=1)]}
    blue, orange = style.YEARS.values()
    before_look: style.Look = {"mec": blue, "ms": 5}
    later_look: style.Look = {"mec": orange, "mfc": "white", "ms": 4.5}
    for theme, row in drawn.items():
        n = counts.loc[theme]
        before, *later = (n / sizes).tolist()
        outside = before < min(later) or before > max(later)
        ends = [min(later), max(later)]
        ax.plot(ends, [row] * 2, color=orange, alpha=0.35, lw=5, solid_capstyle="butt")
        for share, marker in zip(later, "os", strict=True):
            ax.plot(share, row, marker, clip_on=False, **later_look)
        face, ink = (blue, "black") if outside else ("white", "#666666")
        ax.plot(before, row, "D", mfc=face, clip_on=False, **before_look)
        style.beside_row(ax, row, " | ".join(map(str, n)), 1.03, color=ink)
    style.beside_row(ax, -1.2, "n / " + " | ".join(map(str, sizes)), 1.03, color="#666666")
    handles = [
        style.key_mark("2012, outside the range of 2014", labels, "D", mfc=blue, **before_look),
        style.key_mark("2012, within it", labels, "D", mfc="white", **before_look),
        style.key_mark("Jan 2014", labels, "o", **later_look),
        style.key_mark("14 Mar 2014", labels, "s", **later_look),
    ]
    place = (0, 0.75 if style.is_narrow(ax) else 0.8)
    look: style.Look = {"handletextpad": 0.2, "borderaxespad": 0, "fontsize": 7}
    ax.legend(handles=handles, loc="lower left", bbox_to_anchor=place, **look)
    ax.set(xlim=(0, 0.6), xticks=[0, 0.25, 0.5])
    ax.set_xlabel(label("Share of statements, without Q&A", labels))
    style.in_per_cent(ax.xaxis)
    style.guide_lines(ax, "x")
    style.without_frame(ax)
    return drawn


def stage_table(corpus: Corpus) -> pd.DataFrame:
    """How many statements of each seminar speak of each stage, without questions and answers.

    Returns
    -------
    One row per seminar and stage, in the order of time and of stages.csv: `seminar_id`, `year`,
    `stage`, `n_statements`, `of_statements`.
    """
    coded = coded_stages(corpus.statements)
    coded = coded[coded["statement_kind"].isin(WITHOUT_QA["kind"])]
    counts = pd.crosstab(coded["seminar_id"].astype("str"), coded["term"].astype("str"))
    counts = counts.reindex(columns=load_stages().index.rename("stage"), fill_value=0)
    table = pd.Series(counts.stack(), name="n_statements").reset_index()
    table.insert(1, "year", table["seminar_id"].str[:4].astype("int64"))
    return table.assign(of_statements=table["seminar_id"].map(counts.sum(axis=1)))


@style.drawing(height=58)
def draw_stages(table: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """Draw :func:`stage_table`: a bar per seminar, its statements by the stage they speak of."""
    edge: style.Look = {"edgecolor": "#333333", "linewidth": 0.5, "hatch_linewidth": 0.4}
    looks = {
        stage: edge | {"facecolor": _STAGES.get(stage, "#FFFFFF"),
                       "hatch": "////" if stage == "problem" else None}
        for stage in table["stage"].unique()
    }  # fmt: skip
    sizes = table.groupby("seminar_id", sort=False)["of_statements"].first()
    heights = style.in_blocks(sizes.index == "2014-03-26", 0.5)
    for y, (_, parts) in zip(heights, table.groupby("seminar_id", sort=False), strict=True):
        left = 0.0
        for part in parts.to_dict("records"):
            n, look = part["n_statements"], looks[part["stage"]]
            size = n / part["of_statements"]
            ax.barh(y, size, left=left, height=0.7, **look)
            behind = {"color": "white", "pad": 1} if look["hatch"] else None
            if n:
                ax.text(left + size / 2, y, str(n), ha="center", va="center_baseline",
                        color=style.ink(look["facecolor"]), bbox=behind)  # fmt: skip
            left += size
    names = [f"{label(seminar, labels)} (n = {of})" for seminar, of in sizes.items()]
    style.name_rows(ax, heights, names, above=0.5, below=0.5)
    ax.set(xlim=(0, 1), xticks=[0, 0.25, 0.5, 0.75, 1])
    style.in_per_cent(ax.xaxis)
    ax.set_xlabel(label("Share of statements, without Q&A", labels))
    ax.spines[["left"]].set_visible(False)
    handles = [Patch(label=label(stage, labels), **look) for stage, look in looks.items()]
    style.legend_below(ax, handles, 6)
    return ax


def divergence_table(corpus: Corpus) -> pd.DataFrame:
    """:func:`icpf_analysis.divergences` of the seminars, without questions and answers.

    Pairs across the years first, then those within 2014, those with the elections seminar last.
    """
    found = divergences(corpus.terms, within=WITHOUT_QA)
    subject = corpus.seminars["subject"].astype("str")
    pairs = found[found["second"].isin(subject.index)]
    same = (pairs["first"].map(subject) == pairs["second"].map(subject)).to_numpy()
    return pairs.assign(same_subject=same).sort_values(
        ["same_subject", "crosses_years"], ascending=False, kind="stable", ignore_index=True
    )


@style.drawing(height=72, narrow=90)
def draw_divergences(table: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """Draw :func:`divergence_table`: each divergence with interval, upon the band of chance."""
    across: style.Look = {"color": "black", "marker": "D"}
    within: style.Look = {"color": style.YEARS[2014], "marker": "o"}
    heights, names = style.in_blocks(table["same_subject"], 0.6), []
    narrow = style.is_narrow(ax)
    for y, row in zip(heights, table.to_dict("records"), strict=True):
        ax.barh(y, row["chance_high"] - row["chance_low"], left=row["chance_low"], height=0.62,
                color="#DDDDDD")  # fmt: skip
        for halves in ("halves_first", "halves_second"):
            ax.plot([row[halves]] * 2, [y - 0.31, y + 0.31], color="#777777", lw=1)
        look = across if row["crosses_years"] else within
        ax.plot([row["low"], row["high"]], [y, y], color=look["color"], lw=1.4)
        ax.plot(row["divergence"], y, ls="", ms=5, **look)
        style.beside_row(ax, y, f"{row['divergence']:.2f}", 1.03 if narrow else 1.01)
        between = " /\n" if narrow else "  /  "
        names.append(between.join(label(row[side], labels) for side in ("first", "second")))
    style.name_rows(ax, heights, names)
    ax.set_xlim(table["chance_low"].min() - 0.01, 1)
    words = "Jensen-Shannon divergence in bits, {n} terms of each seminar, without Q&A"
    words = label(words, labels, n=table["subsample"].min())
    ax.set_xlabel(style.broken(ax, words, 38))
    style.guide_lines(ax, "x")
    handles = [
        Line2D([], [], ms=5, label=label("2012 / 2014", labels), **across),
        Line2D([], [], ms=5, label=label("within 2014", labels), **within),
        Patch(color="#DDDDDD", label=label("reshuffled statements, 95 %", labels)),
        Line2D([], [], color="#777777", lw=1, label=label("two halves of one seminar", labels)),
    ]
    style.legend_below(ax, handles, 4)
    return ax


def specification_table() -> pd.DataFrame:
    """The ways of counting, from the smallest difference of divergences to the largest.

    They are rows of data/specifications.csv, which ``make specifications`` writes.
    """
    rows = pd.read_csv(ROOT / "data" / "specifications.csv")
    rows = rows[rows["claim"] == "divergence"]
    return rows.sort_values(["difference", *_CHOICES], kind="stable", ignore_index=True)


@style.drawing(height=120, rows=2)
def draw_specifications(table: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en") -> Any:
    """Draw :func:`specification_table`: the differences in order, above the choices of each."""
    curve, choices = axes
    grid: Any = curve.get_gridspec()
    grid.set_height_ratios([1, 1.7])
    looks = {True: ("black", "smaller across the years ({n})"),
             False: ("#AAAAAA", "smaller within 2014 ({n})")}  # fmt: skip
    for holds, (colour, words) in looks.items():
        here = table.loc[table["holds"] == holds, "difference"]
        name = label(words, labels, n=len(here))
        curve.plot(here.index, here, ".", color=colour, ms=2, label=name)
    curve.axhline(0, color="black", lw=0.5)
    curve.set_ylabel(label("across the years less\nwithin 2014 (bits)", labels))
    curve.legend(loc="upper left", markerscale=4, handletextpad=0.1)
    options = [(choice, option) for choice in _CHOICES for option in sorted(set(table[choice]))]
    heights, names = style.in_blocks([choice for choice, _ in options], 0.7), []
    for y, (choice, option) in zip(heights, options, strict=True):
        here = table.loc[table[choice] == option, "holds"]
        colours = [looks[holds][0] for holds in here]
        choices.scatter(here.index, [y] * len(here), s=3, marker="|", lw=0.5, c=colours)
        if choice == "size":
            option = label("{share} of the smallest seminar", labels, share=f"{option:.0%}")
        names.append(option if choice in ("dictionary", "size") else label(option, labels))
    style.name_rows(choices, heights, names, above=0.7, below=1)
    choices.tick_params(axis="y", labelsize=7)
    choices.set_xlabel(label("{n} ways of counting, by the difference", labels, n=len(table)))
    curve.tick_params(axis="y", length=0)
    for ax in axes:
        ax.set_xlim(-3, len(table) + 2)
    curve.set_xticks([])
    return axes
