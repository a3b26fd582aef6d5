"""The synthesis: how far groups lie apart, and which terms make it so."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from icpf_analysis.plots.style import (
    YEAR_COLOURS,
    figure_of,
    in_lines,
    theme_colour,
    theme_handles,
)
from icpf_analysis.labels import gloss, label


def draw_divergences(table: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """A line a comparison: the divergence with both intervals, across the years or inside one.

    Parameters
    ----------
    table : from :func:`icpf_analysis.divergences`; drawn from top to bottom as it stands.
    """
    names = []
    for place, (_, row) in enumerate(table.iterrows()):
        colour = YEAR_COLOURS["later" if row["crosses_years"] else "first"]
        marker = "D" if row["crosses_years"] else "o"
        for shift, ending, width in ((-0.13, "", 1.6), (0.17, "_speakers", 0.8)):
            ax.plot(
                [row["low" + ending], row["high" + ending]],
                [place + shift] * 2,
                color=colour,
                linewidth=width,
                linestyle="-" if width > 1 else (0, (2, 1)),
            )
        ax.plot(row["divergence"], place - 0.13, marker, color=colour, markersize=4.5)
        ax.annotate(
            f"{row['divergence']:.2f}",
            (max(row["high"], row["high_speakers"]), place),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
        )
        second = row["second"]
        names.append(
            f"{row['first']}  /  {label(second, labels) if second == 'all others' else second}"
        )
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.set_xlabel(
        label("Jensen-Shannon divergence, bits; {n} terms of each side", labels,
              n=table["subsample"].iloc[0])
    )  # fmt: skip
    ax.tick_params(axis="y", length=0)
    low, high = ax.get_xlim()
    ax.set_xlim(low, high + (high - low) * 0.06)
    ax.grid(axis="x", color="#DDDDDD", linewidth=0.4)
    kinds = {True: ("across the years", "later", "D"), False: ("sharing a year", "first", "o")}
    handles = [
        Line2D(
            [], [], color=YEAR_COLOURS[colour], marker=marker, markersize=4.5, ls="",
            label=label(kind, labels),
        )
        for crosses, (kind, colour, marker) in kinds.items()
        if (table["crosses_years"] == crosses).any()
    ]  # fmt: skip
    for drawn, width, style in (("statements", 1.6, "-"), ("speakers", 0.8, (0, (2, 1)))):
        told = label(f"95 % of draws of {drawn}", labels)
        handles.append(Line2D([], [], color="#555555", linewidth=width, ls=style, label=told))
    figure_of(ax).legend(handles=handles, loc="outside lower center", ncols=4)
    return ax


def draw_word_shifts(
    shifts: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en"
) -> Sequence[Axes]:
    """Word-shift graphs side by side: bars of contributions, to the side that has more of it.

    Parameters
    ----------
    shifts : heads of :func:`icpf_analysis.word_shift` one below the other, with `term` and
        `theme` as columns and, in `panel`, `name_a` and `name_b`, which comparison a row is
        of and what its sides are called; `of_panel` is the panel's whole divergence.
    axes : one for each panel, in their order; all have one scale.
    """
    widest = shifts["contribution"].abs().max()
    for ax, (panel, rows) in zip(axes, shifts.groupby("panel", sort=False), strict=True):
        for place, (_, row) in enumerate(rows.iterrows()):
            side = 1 if row["more_in"] == "b" else -1
            length = 1000 * row["contribution"]
            ax.barh(place, side * length, height=0.72, color=theme_colour(row["theme"]))
            name, told = _fitted(gloss(row["term"], labels), length / (1000 * widest))
            ax.annotate(
                name,
                (side * length, place),
                xytext=(3 * side, 0),
                textcoords="offset points",
                ha="left" if side > 0 else "right",
                va="center",
                **told,
            ).set_in_layout(False)  # it has its room inside the Axes
        first = rows.iloc[0]
        ax.axvline(0, color="black", linewidth=0.6)
        ax.set_xlim(-2600 * widest, 2600 * widest)
        ax.set_ylim(len(rows) - 0.4, -1.9)
        ax.set_yticks([])
        ticks = [tick for tick in ax.get_xticks() if abs(tick) <= 1250 * widest]
        if len(ticks) == 1:
            longest = float(f"{1000 * widest:.0e}")
            ticks = [-longest, 0, longest]
        ax.set_xticks(ticks, [f"{abs(tick):g}" for tick in ticks])
        for x, name, align in ((0.02, "name_a", "left"), (0.98, "name_b", "right")):
            ax.text(
                x, 0.995, label("more in {name}", labels, name=label(str(first[name]), labels)),
                transform=ax.transAxes, ha=align, va="top",
            )  # fmt: skip
        ax.spines["left"].set_visible(False)
        ax.set_title(
            label(str(panel), labels)
            + "\n"
            + label(
                "{bits} bit in all, n = {n_a} and {n_b} terms",
                labels,
                bits=f"{first['of_panel']:.2f}",
                n_a=first["n_a"],
                n_b=first["n_b"],
            )
        )
        ax.set_xlabel(label("Contribution to the divergence, thousandths of a bit", labels))
    handles = theme_handles(shifts["theme"], labels, marker="s")
    columns = 5 if len(handles) <= 5 else 4  # so many are as wide as a page
    figure_of(axes[0]).legend(handles=handles, loc="outside lower center", ncols=columns)
    return axes


def _fitted(name: str, length: float) -> tuple[str, dict[str, Any]]:
    """A name for the room beside a bar, in small lines where it is too long for one.

    Parameters
    ----------
    length : of the bar, in parts of the longest.
    """
    room = round(23 - 7 * length)  # Latin signs, as two panels stand side by side on a page
    if len(in_lines(name, room)) == 1:
        return name, {}
    lines = in_lines(name, 1.2 * room)
    return "\n".join(lines), {"fontsize": 6.5, "linespacing": 0.9}
