"""Who answered whom: from the themes of questions to those who answered."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Polygon, Rectangle

from icpf_analysis.plots.style import sector_area, sector_legend, theme_colour
from icpf_analysis.labels import gloss, label

_LINE = "#777777"
_HEADS = (
    (0, "right", "Theme of the question (n questions)"),
    (1, "left", "Answered by (n answers)"),
)
_GAP = 0.9
"""Between the blocks of a column of a flow, in answers."""


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
                    {"facecolor": theme_colour(name), "edgecolor": "none"}
                    if column == "theme"
                    else sector_area(first["sector"])
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
            colour = theme_colour(band["theme"])
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
    sector_legend(panels[0], set(flow["sector"]), labels)
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
