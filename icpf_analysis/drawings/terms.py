"""How a term looks in every figure of frequencies: the colour of its theme, its name beside it."""

import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from icpf_analysis.plots.style import figure_of, theme_handles
from icpf_analysis.labels import gloss

DARK = "#333333"
GRID = "#DDDDDD"


def term_name(term: str, labels: str, width: int = 32) -> str:
    """The term, in English with its gloss, which may go on in a second line of `width` signs."""
    told = gloss(term, labels)
    if told == term:
        return term
    name = f"{term} ({told.replace(' (', ', ').replace(')', '')})"
    return "\n".join(textwrap.wrap(name, width, max_lines=2, placeholder=" …"))


def write_names(ax: Axes, places: Iterable[float], names: Sequence[str]) -> None:
    """Names at the left of the Axes, the lines of one close together."""
    ax.set_yticks([*places], names)
    for name in ax.get_yticklabels():
        if "\n" in name.get_text():
            name.set_linespacing(0.95)


def write_beside(
    ax: Axes, x: float, y: float, text: str, colour: str = "black", align: str = "right"
) -> None:
    """A text that ends a little left of its place, or begins a little right of it."""
    ax.annotate(
        text,
        (x, y),
        xytext=(-6 if align == "right" else 4, 0),
        textcoords="offset points",
        ha=align,
        va="center",
        color=colour,
        linespacing=0.95,
    )


def dot_of(colour: str) -> dict[str, Any]:
    """A dot whose edge shows it on white."""
    return {"color": colour, "markeredgecolor": DARK, "markeredgewidth": 0.5, "markersize": 4.5}


def term_legend(ax: Axes, themes: pd.Series, labels: str, *further: Any) -> None:
    """The themes drawn, below the figure, after what else is to be told."""
    handles = [*further, *theme_handles(themes, labels, marker="s")]
    figure_of(ax).legend(handles=handles, loc="outside lower center", ncols=4)
