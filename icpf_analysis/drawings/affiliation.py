"""Who spoke, of what, and who answered whom: sectors, speakers by theme, exchanges, practice."""

from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import Normalize, to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Polygon, Rectangle
from matplotlib.ticker import MaxNLocator, PercentFormatter

from icpf_analysis.drawings.palette import (
    CROWDED,
    NO_THEME,
    SECTOR_COLOURS,
    THEME_COLOURS,
    figure_of,
    ink,
    mark,
    unit_of,
)
from icpf_analysis.labels import gloss, label

_HATCHES = {"academia": "....", "think tank": r"\\\\", "not named": "////"}
_FACES = SECTOR_COLOURS | {"not named": "#FFFFFF", "no answer": "#FFFFFF"}
_MARKS = SECTOR_COLOURS | {"not named": "#999999", "all speakers": "#000000"}
_EDGE, _LINE = "#333333", "#777777"
_HEADS = (
    (0, "right", "Theme of the question (n questions)"),
    (1, "left", "Answered by (n answers)"),
)
_GAP = 0.9
"""Between the blocks of a column of a flow, in answers."""


def _sector(sector: str) -> dict[str, Any]:
    """How an area of a sector looks; greys that come near each other differ in their hatch."""
    return {
        "facecolor": _FACES[sector],
        "hatch": _HATCHES.get(sector),
        "edgecolor": _EDGE,
        "linewidth": 0.5,
        "hatch_linewidth": 0.4,
    }


def _tuples(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    """The different rows of some columns, in order."""
    return list(dict.fromkeys(zip(*(frame[column] for column in columns), strict=True)))


def _sector_legend(ax: Axes, sectors: set[str], labels: str) -> None:
    handles = [
        Patch(**_sector(sector), label=label(sector, labels))
        for sector in _FACES
        if sector in sectors
    ]
    figure_of(ax).legend(handles=handles, loc="outside lower center", ncols=4)


def draw_sectors(table: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en") -> Any:
    """Shares of sectors in each seminar: people (left), statements, characters (right).

    Parameters
    ----------
    table : from :func:`icpf_analysis.exchanges.sectors_by_seminar`.
    axes : three Axes that share their y axis.

    Raises
    ------
    KeyError
        A sector that has no colour.
    """
    rows = {seminar: row for row, seminar in enumerate(dict.fromkeys(table["seminar_id"]))}
    panels = {
        "people": ("share_people", "Share of the people (%)"),
        "n_statements": ("share_statements", "Share of the statements (%)"),
        "n_chars": ("share_chars", "Share of the characters (%)"),
    }
    for ax, (counted, (share, title)) in zip(axes, panels.items(), strict=True):
        ends = dict.fromkeys(rows, 0.0)
        totals = dict.fromkeys(rows, 0)
        for _, part in table.iterrows():
            seminar, look = part["seminar_id"], _sector(part["sector"])
            ax.barh(rows[seminar], part[share], left=ends[seminar], height=0.66, **look)
            middle, narrow = ends[seminar] + part[share] / 2, part[share] < 0.12
            if part[counted] and not (narrow and len(rows) > CROWDED):
                ax.annotate(
                    f"{part[counted]:,}",
                    (middle, rows[seminar] - (0.35 if narrow else 0)),
                    ha="center",
                    va="bottom" if narrow else "center_baseline",
                    fontsize=7,
                    color="black" if narrow else ink(look["facecolor"]),
                    bbox={"color": look["facecolor"], "pad": 1}
                    if look["hatch"] and not narrow
                    else None,
                )
            ends[seminar] += part[share]
            totals[seminar] += part[counted]
        for seminar, total in totals.items():
            beside = (ends[seminar], rows[seminar])
            ax.annotate(f"{total:,}", beside, (3, 0), textcoords="offset points", va="center")
        ax.set(xlim=(0, 1.2), xticks=[0, 0.25, 0.5, 0.75, 1])
        ax.set_xlabel(label(title, labels)).set_x(0.5 / 1.2)
        ax.xaxis.set_major_formatter(PercentFormatter(1, symbol=""))
        ax.tick_params(axis="y", length=0)
        ax.spines["bottom"].set_bounds(0, 1)
    axes[0].set_yticks(list(rows.values()), list(rows))
    axes[0].set_ylim(len(rows) - 0.5, -0.7)
    _sector_legend(axes[0], set(table["sector"]), labels)
    return axes


def draw_speaker_themes(shares: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """Speakers x themes: a cell a row, as dark as the share of what the speaker said.

    Parameters
    ----------
    shares : from :func:`icpf_analysis.exchanges.speaker_themes`. The number in a cell is that
        of the statements with the theme; none where there are none.

    Raises
    ------
    KeyError
        A sector that has no colour.
    """
    themes = list(dict.fromkeys(shares["theme"].astype("str")))
    seminars = list(dict.fromkeys(shares["seminar_id"]))
    speakers = _tuples(shares, "seminar_id", "person_id", "of_statements")
    at = {who: row + 0.5 * seminars.index(who[0]) for row, who in enumerate(speakers)}
    shade = mpl.colormaps["Blues"]
    for _, cell in shares.iterrows():
        x = themes.index(cell["theme"])
        y = at[cell["seminar_id"], cell["person_id"], cell["of_statements"]]
        colour = to_hex(shade(0.85 * cell["share"]))
        place = (x - 0.5, y - 0.5)
        ax.add_patch(Rectangle(place, 1, 1, facecolor=colour, edgecolor="#CCCCCC", linewidth=0.4))
        if x == 0:
            ax.add_patch(Rectangle((-1.15, y - 0.3), 0.4, 0.6, **_sector(cell["sector"])))
        if cell["n_statements"]:
            told = str(cell["n_statements"])
            ax.annotate(told, (x, y), ha="center", va="center_baseline", color=ink(colour))
    fewest = min(sum(who[0] == seminar for who in speakers) for seminar in seminars)
    turned = 270 if fewest > 2 else 0  # along its rows, where all have room for it
    for seminar in seminars:
        rows = [y for who, y in at.items() if who[0] == seminar]
        middle = (rows[0] + rows[-1]) / 2
        ax.text(len(themes) - 0.35, middle, seminar, rotation=turned, va="center", ha="left")
    names = [
        label("{name} (n = {n})", labels, name=gloss(person, labels), n=n)
        for _, person, n in speakers
    ]
    ax.set_yticks(list(at.values()), names)
    ax.set_xticks(
        range(len(themes)),
        [label(theme, labels) for theme in themes],
        rotation=45,
        ha="left",
        rotation_mode="anchor",
    )
    ax.set(xlim=(-1.25, len(themes) - 0.5), ylim=(max(at.values()) + 0.5, -0.5))
    ax.tick_params(length=0, top=False, labeltop=True, bottom=False, labelbottom=False)
    ax.spines[:].set_visible(False)
    bar = figure_of(ax).colorbar(
        mpl.cm.ScalarMappable(
            Normalize(0, 1),
            mpl.colors.ListedColormap([shade(0.85 * step / 255) for step in range(256)]),
        ),
        ax=ax,
        location="bottom",
        shrink=0.5,
        aspect=30,
        pad=0.02,
        label=label("Share of the speaker's statements (%)", labels),
    )
    bar.ax.xaxis.set_major_formatter(PercentFormatter(1, symbol=""))
    bar.outline.set_linewidth(0.4)
    _sector_legend(ax, set(shares["sector"]), labels)
    return ax


def draw_exchanges(flow: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en") -> Any:
    """From themes of questions to those who answered: a straight band a row, a panel a seminar.

    Parameters
    ----------
    flow : from :func:`icpf_analysis.exchanges.exchange_flow`. A band is as wide as its answers.
    axes : as many as there are seminars; the Axes itself where there is one.

    Raises
    ------
    KeyError
        A theme or a sector that has no colour.
    """
    columns = {"theme": (0.0, "right"), "answered_by": (1.0, "left")}
    counts = {"theme": "questions_of_theme", "answered_by": "answers_of_person"}
    bar = 0.025
    tallest = 0.0
    panels = np.atleast_1d(np.asarray(axes, object))
    for ax, (seminar, bands) in zip(panels, flow.groupby("seminar_id"), strict=True):
        tops = {column: _stack(bands, column) for column in columns}
        heights = {c: max(top + size for top, size in tops[c].values()) for c in columns}
        tallest = max(tallest, *heights.values())
        for column, (x, side) in columns.items():
            lower = (max(heights.values()) - heights[column]) / 2
            for name, (top, size) in tops[column].items():
                tops[column][name] = (top + lower, size)
                first = bands[bands[column] == name].iloc[0]
                look = (
                    {"facecolor": _theme_colour(name), "edgecolor": "none"}
                    if column == "theme"
                    else _sector(first["sector"])
                )
                place = (x - bar if column == "theme" else x, top + lower)
                ax.add_patch(Rectangle(place, bar, size, **look))
                told = label(
                    "{name} (n = {n})", labels, name=gloss(name, labels), n=first[counts[column]]
                )
                out = x + (-bar - 0.01 if column == "theme" else bar + 0.01)
                ax.annotate(told, (out, top + lower + size / 2), ha=side, va="center")
        below = {column: {name: top for name, (top, _) in tops[column].items()} for column in tops}
        turn = bands["answered_by"].map([*below["answered_by"]].index)
        for _, band in bands.loc[turn.sort_values(kind="stable").index].iterrows():
            left = below["theme"][band["theme"]]
            right = below["answered_by"][band["answered_by"]]
            width = band["width"]
            corners = [(0, left), (1, right), (1, right + width), (0, left + width)]
            colour = _theme_colour(band["theme"])
            ax.add_patch(Polygon(corners, facecolor=colour, edgecolor="none", alpha=0.5))
            below["theme"][band["theme"]] += width
            below["answered_by"][band["answered_by"]] += width
        one = bands.iloc[0]
        title = "{seminar}: {questions} questions, {answers} answers"
        told = label(
            title,
            labels,
            seminar=seminar,
            questions=one["of_questions"],
            answers=one["of_answers"],
        )
        ax.set_title(told, fontsize=8)
        for x, side, head in _HEADS:
            ax.annotate(
                label(head, labels),
                (x, 1),
                (0, 2),
                xycoords=("data", "axes fraction"),
                textcoords="offset points",
                ha=side,
                color=_LINE,
            )
        ax.set(xlim=(-0.55, 1.45), xticks=[], yticks=[])
        ax.spines[:].set_visible(False)
    for ax in panels:
        ax.set_ylim(tallest + 0.3, -0.3)
    note = "A question on several themes counts under each, and its answers are shared among them."
    panels[-1].set_xlabel(label(note, labels), color="#555555")
    _sector_legend(panels[0], set(flow["sector"]), labels)
    return axes


def _stack(bands: pd.DataFrame, column: str) -> dict[str, tuple[float, float]]:
    """Top and size of the blocks of one column, in the order of the flow."""
    tops: dict[str, tuple[float, float]] = {}
    end = 0.0
    order = bands[column]
    if column == "answered_by":
        order = order.iloc[(bands["sector"] == "not named").argsort(kind="stable")]
    for name in dict.fromkeys(order):
        size = float(bands.loc[bands[column] == name, "width"].sum())
        tops[name] = (end, size)
        end += size + _GAP
    return tops


def _theme_colour(theme: str) -> str:
    return NO_THEME if theme == "no theme" else THEME_COLOURS[theme]


def draw_practice(shares: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en") -> Any:
    """Shares of statements by seminar and sector: a panel a group of themes.

    Parameters
    ----------
    shares : from :func:`icpf_analysis.exchanges.group_shares`. Full marks are without questions
        and answers, empty ones with them; the line is the bootstrap over statements.
    axes : as many as there are groups, sharing their y axis.

    Raises
    ------
    KeyError
        A sector that has no colour.
    """
    seminars = list(dict.fromkeys(shares["seminar_id"]))
    units = _tuples(shares, "seminar_id", "sector")
    scopes = list(shares["scope"].cat.categories)
    twice = shares.groupby(["seminar_id", "sector"], observed=True)["scope"].nunique() > 1
    heights = [1.5 if twice[unit] else 1.0 for unit in units]
    at = {
        unit: sum(heights[:row]) + heights[row] / 2 + 0.6 * seminars.index(unit[0])
        for row, unit in enumerate(units)
    }
    for ax, group in zip(axes, shares["group"].cat.categories, strict=True):
        for _, part in shares[shares["group"] == group].iterrows():
            sector, second = part["sector"], part["scope"] == scopes[1]
            beside = 0.28 * twice[part["seminar_id"], sector] * (1 if second else -1)
            y = at[part["seminar_id"], sector] + beside
            colour = _MARKS[sector]
            ax.plot([part["low"], part["high"]], [y, y], color=_LINE, linewidth=0.8, zorder=1)
            look = mark("#FFFFFF" if second else colour) | {"markersize": 5}
            if second:
                look |= {"markeredgecolor": colour, "markeredgewidth": 1.4}
            marker = {"all speakers": "D", "not named": "s"}.get(sector, "o")
            ax.plot(part["share"], y, marker, clip_on=False, zorder=3, **look)
            told = label("{n} of {all}", labels, n=part["n_statements"], all=part["of_statements"])
            ax.annotate(told, (1.05, y), va="center", fontsize=7, annotation_clip=False)
        ax.set(xlim=(0, 1.25), xticks=[0, 0.25, 0.5, 0.75, 1], title=label(group, labels))
        ax.set_xlabel(label("Share of statements (%)", labels))
        ax.xaxis.set_major_formatter(PercentFormatter(1, symbol=""))
        ax.grid(axis="x", color="#DDDDDD", linewidth=0.4)
        ax.set_axisbelow(True)
        ax.tick_params(length=0)
        ax.spines["left"].set_visible(False)
        ax.spines["bottom"].set_bounds(0, 1)
    names = [
        label("{seminar}, {who}", labels, seminar=seminar, who=label(sector, labels))
        if sector == "all speakers"
        else label(sector, labels)
        for seminar, sector in units
    ]
    axes[0].set_yticks(list(at.values()), names)
    axes[0].set_ylim(max(at.values()) + 0.7, -0.2)
    diamond: dict[str, Any] = {"ls": "", "marker": "D", "color": "black", "markersize": 5}
    interval = "bootstrap over these statements (95 %)"
    handles = [
        Line2D([], [], **diamond, label=label(scopes[0], labels)),
        Line2D([], [], **diamond, markerfacecolor="white", label=label(scopes[1], labels)),
        Line2D([], [], color=_LINE, linewidth=0.8, label=label(interval, labels)),
    ]
    figure_of(axes[0]).legend(handles=handles, loc="outside lower center", ncols=3)
    return axes


def draw_named(shares: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """How many statements have a named speaker: a bar a form of statement, a block a seminar.

    Parameters
    ----------
    shares : from :func:`icpf_analysis.exchanges.named_shares`.
    """
    there = shares[unit_of(shares)].astype("str")
    seminars = list(dict.fromkeys(there))
    at = [row + 0.6 * seminars.index(seminar) for row, seminar in enumerate(there)]
    looks = {
        "named": _sector("not named") | {"facecolor": "#555555", "hatch": None},
        "not named": _sector("not named"),
    }
    for y, (_, part) in zip(at, shares.iterrows(), strict=True):
        left = 0
        for who, look in looks.items():
            size = part[f"n_{who.replace(' ', '_')}"]
            ax.barh(y, size, left=left, height=0.7, **look)
            left += size
        told = label("{n} of {all}", labels, n=part["n_named"], all=part["n_statements"])
        ax.annotate(told, (left, y), (3, 0), textcoords="offset points", va="center", fontsize=7)
    first = ~there.duplicated()
    names = [
        label("{seminar}, {who}", labels, seminar=seminar, who=label(form, labels))
        if new
        else label(form, labels)
        for seminar, form, new in zip(there, shares["form"], first, strict=True)
    ]
    ax.set_yticks(at, names)
    ax.set(xlim=(0, shares["n_statements"].max() * 1.2), ylim=(max(at) + 0.6, -0.6))
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_xlabel(label("Statements; beside the bar, those with a named speaker", labels))
    ax.tick_params(axis="y", length=0)
    handles = [Patch(**look, label=label(who, labels)) for who, look in looks.items()]
    figure_of(ax).legend(handles=handles, loc="outside lower center", ncols=2)
    return ax
