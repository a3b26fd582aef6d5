"""How the discussion shifted: the overview, the stages, divergences and every way of counting."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import PercentFormatter

from icpf_analysis.comparison import CONTROL, WITHOUT_QA
from icpf_analysis.files import ROOT
from icpf_analysis.measures import coded_stages, coded_themes, divergences
from icpf_analysis.measures.themes import load_stages
from icpf_analysis.plots.style import (
    GREY,
    YEARS,
    drawing,
    figure_of,
    ink,
    panel_letter,
    sector_area,
    sector_legend,
)
from icpf_analysis.plots.wording import label
from icpf_analysis.reading.corpus import Corpus
from icpf_analysis.terms.lexicon import load_themes

_GAP = 4
"""Between the blocks of two seminars, in statements."""


def overview_table(corpus: Corpus) -> pd.DataFrame:
    """Every statement in the order of time, with its themes as coded from the codebook.

    Returns
    -------
    One row per statement and theme (one without a theme for a statement that has none):
    `statement_id`, `seminar_id`, `year`, `place` (0 for the first statement of the first
    seminar), `qa` (a question or an answer), `sector` of the speaker, `theme`.
    """
    said = corpus.statements.sort_values(["date", "seminar_id", "line"])
    table = pd.DataFrame(
        {
            "statement_id": said.index,
            "seminar_id": said["seminar_id"].astype("str").to_numpy(),
            "year": said["year"].to_numpy(),
            "place": np.arange(len(said)),
            "qa": ~said["kind"].isin(WITHOUT_QA["kind"]).to_numpy(),
            "sector": said["sector"].astype("str").fillna("not named").to_numpy(),
        }
    )
    coded = coded_themes(corpus.statements)[["statement_id", "theme"]]
    coded = coded.astype({"statement_id": "str", "theme": "str"})
    themes = list(load_themes().index)
    order = coded["theme"].map(themes.index, na_action="ignore")
    coded = coded.assign(order=order).sort_values(["statement_id", "order"])
    return table.merge(coded.drop(columns="order"), on="statement_id", how="left")


def theme_rows() -> dict[str, float]:
    """Theme -> its row in a figure; the four groups of themes.csv lie a row apart."""
    groups = load_themes()["group"]
    order = list(dict.fromkeys(groups))
    themes = sorted(groups.index, key=lambda theme: order.index(groups[theme]))
    return {theme: row + 1.0 * order.index(groups[theme]) for row, theme in enumerate(themes)}


@drawing(height=124, panels=2)
def draw_overview(table: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en") -> Any:
    """Every statement in its themes' lanes (left); shares without questions and answers (right).

    Parameters
    ----------
    table : from :func:`overview_table`.
    axes : two Axes that share their y axis.
    """
    lanes, shares = axes
    grid = lanes.get_gridspec()
    assert grid is not None
    grid.set_width_ratios([3.3, 1])
    rows = theme_rows()
    _draw_lanes(table, lanes, rows, labels)
    _draw_shares(table, shares, rows, labels)
    names = load_themes()["full_name" if labels == "en" else "full_name_ja"]
    lanes.set_yticks([-1.6, *rows.values()], [label("speaker", labels), *names[list(rows)]])
    lanes.set_ylim(max(rows.values()) + 0.7, -5.4)
    groups = load_themes()["group"]
    for group in dict.fromkeys(groups):
        first = min(row for theme, row in rows.items() if groups[theme] == group)
        lanes.annotate(
            label(group, labels), (0, first - 0.85), (-7, 0), xycoords=lanes.get_yaxis_transform(),
            textcoords="offset points", ha="right", va="center", fontsize=7, color="#666666",
        )  # fmt: skip
    panel_letter(lanes, "a")
    panel_letter(shares, "b")
    sector_legend(lanes, set(table["sector"]), labels)
    return axes


def _draw_lanes(table: pd.DataFrame, ax: Axes, rows: dict[str, float], labels: str) -> None:
    seminars = list(dict.fromkeys(table["seminar_id"]))
    at = table["place"] + _GAP * table["seminar_id"].map(seminars.index)
    table = table.assign(x=at)
    for seminar, here in table.groupby("seminar_id", sort=False):
        first, last = here["x"].min(), here["x"].max() + 1
        for row in rows.values():
            ax.add_patch(Rectangle((first, row - 0.4), last - first, 0.8, color="#F2F2F2"))
        of = here["statement_id"].nunique()
        name = "\n".join(_words(label(str(seminar), labels), labels))
        ax.text((first + last) / 2, -3.2, f"{name}\nn = {of}", ha="center", va="bottom")
        asked = here[here["qa"]]
        if len(asked):
            ax.plot([asked["x"].min(), asked["x"].max() + 1], [-2.45] * 2, color=GREY, lw=1.5)
            middle = (asked["x"].min() + asked["x"].max() + 1) / 2
            ax.text(middle, -2.55, label("Q&A", labels), ha="center", va="bottom", fontsize=7)
    for _, cell in table.iterrows():
        look = sector_area(cell["sector"]) | {"linewidth": 0.3}
        if pd.notna(cell["theme"]):
            ax.add_patch(Rectangle((cell["x"], rows[cell["theme"]] - 0.4), 1, 0.8, **look))
    for _, said in table.drop_duplicates("statement_id").iterrows():
        look = sector_area(said["sector"]) | {"linewidth": 0.3}
        ax.add_patch(Rectangle((said["x"], -2.05), 1, 0.9, **look))
    before = table.loc[table["year"] == 2012, "x"].max() + 1 + _GAP / 2
    ax.plot([before] * 2, [-5, max(rows.values()) + 0.6], color="black", lw=0.8, ls=(0, (3, 2)))
    ax.annotate(
        label("My Number Act, May 2013", labels), (before, max(rows.values()) + 0.6), (0, -3),
        textcoords="offset points", ha="center", va="top", fontsize=7,
    )  # fmt: skip
    ax.set(xlim=(-1, table["x"].max() + 2), xticks=[])
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)


def _draw_shares(table: pd.DataFrame, ax: Axes, rows: dict[str, float], labels: str) -> None:
    said = table[~table["qa"]]
    sizes = said.groupby("seminar_id")["statement_id"].nunique()
    counts = said.groupby(["theme", "seminar_id"])["statement_id"].nunique().unstack(fill_value=0)
    seminars = [sizes.index[0], *CONTROL]
    for theme, row in rows.items():
        n = counts.reindex([theme], fill_value=0)[seminars].iloc[0]
        if not n.sum():
            continue
        before, *later = (n / sizes[seminars]).tolist()
        outside = before < min(later) or before > max(later)
        ax.plot([min(later), max(later)], [row] * 2, color=YEARS[2014], alpha=0.35, lw=5,
                solid_capstyle="butt")  # fmt: skip
        for share, marker in zip(later, "os", strict=True):
            ax.plot(share, row, marker, color="white", mec=YEARS[2014], ms=4.5, clip_on=False)
        ax.plot(before, row, "D", mec=YEARS[2012], mfc=YEARS[2012] if outside else "white", ms=5,
                clip_on=False)  # fmt: skip
        numbers = " | ".join(str(count) for count in n)
        ax.annotate(numbers, (1.03, row), xycoords=ax.get_yaxis_transform(), va="center",
                    color="black" if outside else "#666666")  # fmt: skip
    of = " | ".join(str(sizes[seminar]) for seminar in seminars)
    ax.annotate(f"n / {of}", (1.03, -1.2), xycoords=ax.get_yaxis_transform(), va="center",
                color="#666666")  # fmt: skip
    handles = [
        Line2D([], [], ls="", marker="D", color=YEARS[2012], ms=5),
        Line2D([], [], ls="", marker="D", mec=YEARS[2012], mfc="white", ms=5),
        Line2D([], [], ls="", marker="o", mec=YEARS[2014], mfc="white", ms=4.5),
        Line2D([], [], ls="", marker="s", mec=YEARS[2014], mfc="white", ms=4.5),
    ]
    words = ["2012, outside the range of 2014", "2012, within it", "Jan 2014", "14 Mar 2014"]
    ax.legend(
        handles, [label(word, labels) for word in words], loc="lower left",
        bbox_to_anchor=(0, 0.8), handletextpad=0.2, borderaxespad=0, fontsize=7,
    )  # fmt: skip
    ax.set(xlim=(0, 0.6), xticks=[0, 0.25, 0.5])
    ax.set_xlabel(label("Share of statements, without Q&A", labels))
    ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    ax.grid(axis="x", color="#DDDDDD", linewidth=0.4)
    ax.set_axisbelow(True)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(length=0)


def _words(name: str, labels: str) -> list[str]:
    """The short name of a seminar in lines: its date, then its subject, a word or two a line."""
    if labels == "ja":
        return name.replace("年", "年 ", 1).split(" ")
    words, lines = name.split(" "), list[str]()
    for word in words:
        if lines and len(lines[-1]) + len(word) < 11:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def stage_table(corpus: Corpus) -> pd.DataFrame:
    """How many statements of each seminar speak of each stage, without questions and answers.

    Returns
    -------
    One row per seminar and stage, in the order of time and of stages.csv: `seminar_id`, `year`,
    `stage`, `n_statements`, `of_statements`.
    """
    coded = coded_stages(corpus.statements)
    coded = coded[coded["statement_kind"].isin(WITHOUT_QA["kind"])]
    stages = list(load_stages().index)
    seminar, stage = coded["seminar_id"].astype("str"), coded["term"].astype("str")
    counts = pd.crosstab(seminar, stage.rename("stage")).reindex(columns=stages, fill_value=0)
    table = counts.reset_index().melt("seminar_id", value_name="n_statements")
    table["stage"] = pd.Categorical(table["stage"], stages, ordered=True)
    table = table.sort_values(["seminar_id", "stage"], ignore_index=True).astype({"stage": "str"})
    table.insert(1, "year", table["seminar_id"].str[:4].astype("int64"))
    return table.assign(of_statements=table["seminar_id"].map(counts.sum(axis=1)))


_STAGES = {
    "aim or need": "#E3E3E3",
    "rule or plan": "#B5B5B5",
    "preparation": "#7C7C7C",
    "result": "#3D3D3D",
}
"""Stages in the order of their course, from light to dark; what lies outside it is white."""


@drawing(height=58)
def draw_stages(table: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """One bar per seminar, its statements by the stage that they speak of.

    Parameters
    ----------
    table : from :func:`stage_table`.
    """
    seminars = list(dict.fromkeys(table["seminar_id"]))
    heights = [row + 0.5 * (seminar == "2014-03-26") for row, seminar in enumerate(seminars)]
    for y, seminar in zip(heights, seminars, strict=True):
        left = 0.0
        for _, part in table[table["seminar_id"] == seminar].iterrows():
            size = part["n_statements"] / part["of_statements"]
            colour = _STAGES.get(part["stage"], "#FFFFFF")
            hatch = "////" if part["stage"] == "problem" else None
            ax.barh(y, size, left=left, height=0.7, color=colour, edgecolor="#333333",
                    linewidth=0.5, hatch=hatch, hatch_linewidth=0.4)  # fmt: skip
            if part["n_statements"]:
                ax.text(left + size / 2, y, str(part["n_statements"]), ha="center",
                        va="center_baseline", color=ink(to_hex(colour)),
                        bbox={"color": "white", "pad": 1} if hatch else None)  # fmt: skip
            left += size
    names = [label(seminar, labels) for seminar in seminars]
    of = table.groupby("seminar_id")["of_statements"].first()
    ax.set_yticks(
        heights, [f"{name} (n = {of[s]})" for name, s in zip(names, seminars, strict=True)]
    )
    ax.set_ylim(max(heights) + 0.5, -0.5)
    ax.set(xlim=(0, 1), xticks=[0, 0.25, 0.5, 0.75, 1])
    ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    ax.set_xlabel(label("Share of statements, without Q&A", labels))
    ax.tick_params(axis="y", length=0)
    ax.spines[["left"]].set_visible(False)
    handles = [
        Patch(facecolor=_STAGES.get(stage, "white"), edgecolor="#333333", linewidth=0.5,
              hatch="////" if stage == "problem" else None, label=label(stage, labels))
        for stage in dict.fromkeys(table["stage"])
    ]  # fmt: skip
    figure_of(ax).legend(handles=handles, loc="outside lower center", ncols=6)
    return ax


def divergence_table(corpus: Corpus) -> pd.DataFrame:
    """:func:`icpf_analysis.divergences` of the seminars, without questions and answers.

    Pairs across the years first, then those within 2014, those with the elections seminar last.
    """
    found = divergences(corpus.terms, within=WITHOUT_QA)
    subject = corpus.seminars["subject"].astype("str")
    pairs = found[found["second"].isin(subject.index)]
    same = (pairs["first"].map(subject) == pairs["second"].map(subject)).to_numpy()
    pairs = pairs.assign(same_subject=same)
    order = pairs.sort_values(["same_subject", "crosses_years"], ascending=False, kind="stable")
    return order.reset_index(drop=True)


@drawing(height=72)
def draw_divergences(table: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """A row per pair of seminars: its divergence with interval, upon the band of chance.

    Parameters
    ----------
    table : from :func:`divergence_table`.
    """
    heights = [row + 0.6 * (not same) for row, same in enumerate(table["same_subject"])]
    for y, (_, row) in zip(heights, table.iterrows(), strict=True):
        ax.barh(y, row["chance_high"] - row["chance_low"], left=row["chance_low"], height=0.62,
                color="#DDDDDD")  # fmt: skip
        for halves in ("halves_first", "halves_second"):
            ax.plot([row[halves]] * 2, [y - 0.31, y + 0.31], color="#777777", lw=1)
        colour = "black" if row["crosses_years"] else YEARS[2014]
        marker = "D" if row["crosses_years"] else "o"
        ax.plot([row["low"], row["high"]], [y, y], color=colour, lw=1.4)
        ax.plot(row["divergence"], y, marker, color=colour, ms=5)
        ax.annotate(f"{row['divergence']:.2f}", (1.01, y), xycoords=ax.get_yaxis_transform(),
                    va="center")  # fmt: skip
    names = [
        f"{label(row['first'], labels)}  /  {label(row['second'], labels)}"
        for _, row in table.iterrows()
    ]
    ax.set_yticks(heights, names)
    ax.set_ylim(max(heights) + 0.6, -0.6)
    ax.set_xlim(table["chance_low"].min() - 0.01, 1)
    ax.set_xlabel(
        label("Jensen-Shannon divergence in bits, {n} terms of each seminar, without Q&A", labels,
              n=table["subsample"].min())
    )  # fmt: skip
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x", color="#DDDDDD", linewidth=0.4)
    ax.set_axisbelow(True)
    handles = [
        Line2D([], [], color="black", marker="D", ms=5, label=label("2012 / 2014", labels)),
        Line2D([], [], color=YEARS[2014], marker="o", ms=5, label=label("within 2014", labels)),
        Patch(color="#DDDDDD", label=label("reshuffled statements, 95 %", labels)),
        Line2D([], [], color="#777777", lw=1, label=label("two halves of one seminar", labels)),
    ]
    figure_of(ax).legend(handles=handles, loc="outside lower center", ncols=4)
    return ax


_CHOICES = ("dictionary", "unit", "within", "size")


def specification_table() -> pd.DataFrame:
    """The ways of counting, from the smallest difference of divergences to the largest.

    They are rows of data/specifications.csv, which ``make specifications`` writes.
    """
    rows = pd.read_csv(ROOT / "data" / "specifications.csv")
    rows = rows[rows["claim"] == "divergence"]
    return rows.sort_values(["difference", *_CHOICES], kind="stable").reset_index(drop=True)


@drawing(height=120, rows=2)
def draw_specifications(table: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en") -> Any:
    """Specification curve: the difference in every way of counting, and the choices below it.

    Parameters
    ----------
    table : from :func:`specification_table`.
    axes : two Axes, one above the other.
    """
    curve, choices = axes
    grid = curve.get_gridspec()
    assert grid is not None
    grid.set_height_ratios([1, 1.7])
    place = np.arange(len(table))
    for holds, colour in ((True, "black"), (False, "#AAAAAA")):
        here = (table["holds"] == holds).to_numpy()
        n = int(here.sum())
        words = "smaller across the years ({n})" if holds else "smaller within 2014 ({n})"
        name = label(words, labels, n=n)
        curve.plot(place[here], table["difference"][here], ".", color=colour, ms=2, label=name)
    curve.axhline(0, color="black", lw=0.5)
    curve.set_ylabel(label("across the years less\nwithin 2014 (bits)", labels))
    curve.legend(loc="upper left", markerscale=4, handletextpad=0.1)
    names, y, ticks = [], 0.0, []
    for choice in _CHOICES:
        for option in dict.fromkeys(table[choice].sort_values()):
            here = (table[choice] == option).to_numpy()
            colours = np.where(table["holds"][here], "black", "#AAAAAA")
            choices.scatter(place[here], np.full(here.sum(), y), s=3, marker="|", lw=0.5, c=colours)
            names.append(_option(choice, option, labels))
            ticks.append(y)
            y += 1
        y += 0.7
    choices.set_yticks(ticks, names, fontsize=7)
    choices.set_ylim(y - 0.7, -0.7)
    choices.set_xlabel(label("{n} ways of counting, by the difference", labels, n=len(table)))
    for ax in axes:
        ax.set_xlim(-3, len(table) + 2)
        ax.tick_params(axis="y", length=0)
    curve.set_xticks([])
    return axes


def _option(choice: str, option: Any, labels: str) -> str:
    if choice == "size":
        return label("{share} of the smallest seminar", labels, share=f"{option:.0%}")
    return str(option) if choice == "dictionary" else label(str(option), labels)
