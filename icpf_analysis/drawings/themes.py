"""Themes by seminar and by year: their shares, and the difference beside its control."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.ticker import PercentFormatter

from icpf_analysis.plots.style import YEAR_COLOURS, figure_of, ink, theme_colour, unit_of
from icpf_analysis.labels import label

_GREY = "#555555"
_SIDES = {
    "across": {"a": YEAR_COLOURS["first"], "b": YEAR_COLOURS["later"]},
    "inside": {"a": "#BBBBBB", "b": _GREY},
}
_COLUMNS = (34, 58)
"""Where the columns beside a contrast end, in points from its Axes."""
_COMPARISONS = {
    "across": "Across the years ({tests} tests)",
    "inside": "Inside {year}, the control ({tests} tests)",
}


def draw_theme_heatmap(shares: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """Themes by seminar: a cell is as dark as its share, with the counts in it.

    Parameters
    ----------
    shares : from :func:`icpf_analysis.theme_shares`, by seminar or year.
    """
    themes, unit = list(dict.fromkeys(shares["theme"])), unit_of(shares)
    seminars = list(dict.fromkeys(shares[unit]))
    narrow = len(seminars) > 5
    grid = shares.pivot(index="theme", columns=unit, values="share")
    values = grid.loc[themes, seminars].to_numpy(float)
    mesh = ax.pcolormesh(values, cmap="Blues", vmin=0, vmax=1, edgecolor="white", linewidth=1)
    for _, cell in shares.iterrows():
        column, row = seminars.index(cell[unit]), themes.index(cell["theme"])
        ax.text(
            column + 0.5,
            row + 0.5,
            f"{cell['n_statements']}{chr(10) if narrow else ' '}/ {cell['of_statements']}",
            fontsize=6.5 if narrow else None,
            ha="center",
            va="center_baseline",
            color=ink(to_hex(tuple(mesh.to_rgba(cell["share"])))),
        )
    ax.set_yticks(np.arange(len(themes)) + 0.5, [label(theme, labels) for theme in themes])
    ax.set_xticks(np.arange(len(seminars)) + 0.5, seminars)
    ax.set_ylim(len(themes), 0)
    ax.tick_params(top=False, labeltop=True, bottom=False, labelbottom=False, length=0)
    ax.spines[:].set_visible(False)
    bar = figure_of(ax).colorbar(mesh, ax=ax, shrink=0.6, format=PercentFormatter(1))
    bar.outline.set_visible(False)
    bar.set_label(label("Share of statements (in the cells: with the theme / all)", labels))
    return ax


def draw_theme_shares(shares: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en") -> Any:
    """Shares of each theme by seminar, with both intervals; a panel a theme.

    Parameters
    ----------
    shares : from :func:`icpf_analysis.theme_shares`, by seminar or year, with `conf`, how much
        lies in an interval.
    axes : one a theme and one more at least, for the legend, which share their y axis.

    Raises
    ------
    ValueError
        There are too few axes.
    """
    themes, unit = list(dict.fromkeys(shares["theme"])), unit_of(shares)
    seminars = list(dict.fromkeys(shares[unit]))
    if len(axes) <= len(themes):
        raise ValueError(f"{len(axes)} axes for {len(themes)} themes and a legend; give more")
    for ax, theme in zip(axes, themes, strict=False):
        colour = theme_colour(theme)
        for _, row in shares[shares["theme"] == theme].iterrows():
            y = seminars.index(row[unit])
            ax.plot([row["low_speakers"], row["high_speakers"]], [y + 0.24] * 2, **_thin())
            ax.plot([row["low"], row["high"]], [y] * 2, color=colour, linewidth=2, alpha=0.6)
            ax.plot(row["share"], y, "o", color=colour, markersize=4.5, clip_on=False)
        ax.set_title(label(theme, labels), loc="left", pad=3)
        ax.set(xlim=(0, 1), xticks=[0, 0.5, 1], ylim=(len(seminars) - 0.4, -0.6))
        ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        ax.set_yticks(range(len(seminars)), seminars)
        ax.tick_params(axis="y", length=0, pad=5)
        ax.grid(axis="x", color="#DDDDDD", linewidth=0.4)
        ax.set_axisbelow(True)
    for ax in axes[len(themes) :]:
        ax.set_axis_off()
    conf = f"{shares['conf'].iloc[0]:.0%}"
    told = ("{conf} interval over statements", "{conf} interval over speakers")
    handles = [
        Line2D([], [], ls="", marker="o", markersize=4.5, color=_GREY, label=label("share", labels))
    ]
    for word, look in zip(told, ({"color": _GREY, "linewidth": 2}, _thin()), strict=True):
        handles.append(Line2D([], [], label=label(word, labels, conf=conf), **look))
    legend = axes[len(themes)].legend(handles=handles, loc="center left", borderaxespad=0)
    legend.set_in_layout(False)  # it may reach over the empty axes beside
    figure_of(axes[0]).supxlabel(
        label("Share of statements with the theme (bootstrap within these seminars)", labels),
        fontsize=8,
    )
    return axes


def _thin() -> dict[str, Any]:
    return {"color": _GREY, "linewidth": 0.8}


def draw_theme_contrast(compared: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en") -> Any:
    """Shares of each theme on two sides, across years (left) and inside one year (right).

    Parameters
    ----------
    compared : rows of :func:`icpf_analysis.contrast` on themes, with `term` as `theme`, and
        with `comparison` (``across`` or ``inside``), `share_a`, `share_b` (of statements), and
        `side_a`, `side_b`, the names of the sides.
    axes : two Axes that share their y axis.

    Raises
    ------
    KeyError
        A comparison that has no colours.
    """
    unknown = set(compared["comparison"]) - set(_SIDES)
    if unknown:
        raise KeyError(f"no colours for {sorted(unknown)}; there are {list(_SIDES)}")
    themes = list(dict.fromkeys(compared["theme"]))
    widest = compared[["share_a", "share_b"]].to_numpy().max()
    for ax, (comparison, colours) in zip(axes, _SIDES.items(), strict=True):
        rows = compared[compared["comparison"] == comparison]
        for _, row in rows.iterrows():
            y = themes.index(row["theme"])
            ax.plot([row["share_a"], row["share_b"]], [y, y], color="#999999", lw=1, zorder=1)
            for side, marker in (("a", "o"), ("b", "s")):
                ax.plot(
                    row[f"share_{side}"], y, marker, color=colours[side],
                    markersize=6 if side == "a" else 4, clip_on=False, zorder=2,
                )  # fmt: skip
            counts = f"{row['statements_a']} : {row['statements_b']}"
            _columns(ax, y, counts, f"{row['q']:.2f}")
        _columns(ax, -0.9, label("n : n", labels), label("q", labels))
        first = rows.iloc[0]
        handles = [
            Line2D(
                [], [], ls="", marker=marker, color=colours[side], markersize=size,
                label=label("{side}: n = {n}", labels, side=label(first[f"side_{side}"], labels),
                            n=first[f"of_statements_{side}"]),
            )
            for side, marker, size in (("a", "o", 6), ("b", "s", 4))
        ]  # fmt: skip
        ax.legend(
            handles=handles,
            title=label(
                _COMPARISONS[comparison], labels, tests=first["family"], year=first["side_a"][:4]
            ),
            loc="lower left",
            bbox_to_anchor=(0, 1.02),
            borderaxespad=0,
            alignment="left",
            title_fontsize=8,
        )
        ax.set(xlim=(0, widest * 1.1), ylim=(len(themes) - 0.4, -0.6))
        ax.set_xlabel(label("Share of statements", labels))
        ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        ax.set_yticks(range(len(themes)), [label(theme, labels) for theme in themes])
        ax.tick_params(axis="y", length=0, pad=6)
        ax.grid(color="#DDDDDD", linewidth=0.4)
        ax.set_axisbelow(True)
    return axes


def _columns(ax: Axes, y: float, *told: str) -> None:
    """Words at the right of the Axes, in columns that keep their place however wide it is."""
    for word, away in zip(told, _COLUMNS, strict=True):
        ax.annotate(
            word, (1, y), (away, 0), xycoords=ax.get_yaxis_transform(),
            textcoords="offset points", ha="right", va="center",
        )  # fmt: skip
