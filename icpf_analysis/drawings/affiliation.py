"""Who spoke, and of what: sectors, speakers by theme, practice, and what nobody is named for."""

from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import Normalize, to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import MaxNLocator, PercentFormatter

from icpf_analysis.plots.bars import Part, stack_bars
from icpf_analysis.plots.style import (
    SECTOR_COLOURS,
    figure_of,
    ink,
    mark,
    sector_area,
    sector_legend,
    unit_of,
)
from icpf_analysis.labels import gloss, label

_MARKS = SECTOR_COLOURS | {"not named": "#999999", "all speakers": "#000000"}
_LINE = "#777777"


def _tuples(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    """The different rows of some columns, in order."""
    return list(dict.fromkeys(zip(*(frame[column] for column in columns), strict=True)))


def draw_sectors(table: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en") -> Any:
    """Shares of sectors in each seminar: people (left), statements, characters (right).

    Parameters
    ----------
    table : from :func:`icpf_analysis.speakers.sectors_by_seminar`.
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
        parts = [
            Part(rows[part["seminar_id"]], part[share], part[counted], sector_area(part["sector"]))
            for _, part in table.iterrows()
        ]
        stack_bars(ax, parts, narrow=0.12, height=0.66, above=0.35, size=7)
        ax.set(xlim=(0, 1.2), xticks=[0, 0.25, 0.5, 0.75, 1])
        ax.set_xlabel(label(title, labels)).set_x(0.5 / 1.2)
        ax.xaxis.set_major_formatter(PercentFormatter(1, symbol=""))
        ax.tick_params(axis="y", length=0)
        ax.spines["bottom"].set_bounds(0, 1)
    axes[0].set_yticks(list(rows.values()), list(rows))
    axes[0].set_ylim(len(rows) - 0.5, -0.7)
    sector_legend(axes[0], set(table["sector"]), labels)
    return axes


def draw_speaker_themes(shares: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """Speakers x themes: a cell a row, as dark as the share of what the speaker said.

    Parameters
    ----------
    shares : from :func:`icpf_analysis.speakers.speaker_themes`. The number in a cell is that
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
            ax.add_patch(Rectangle((-1.15, y - 0.3), 0.4, 0.6, **sector_area(cell["sector"])))
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
    sector_legend(ax, set(shares["sector"]), labels)
    return ax


def draw_practice(shares: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en") -> Any:
    """Shares of statements by seminar and sector: a panel a group of themes.

    Parameters
    ----------
    shares : from :func:`icpf_analysis.speakers.group_shares`. Full marks are without questions
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
        ax.tick_params(axis="y", pad=7)  # a mark at 0 is half as wide
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
    shares : from :func:`icpf_analysis.speakers.named_shares`.
    """
    there = shares[unit_of(shares)].astype("str")
    seminars = list(dict.fromkeys(there))
    at = [row + 0.6 * seminars.index(seminar) for row, seminar in enumerate(there)]
    looks = {
        "named": sector_area("not named") | {"facecolor": "#555555", "hatch": None},
        "not named": sector_area("not named"),
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
