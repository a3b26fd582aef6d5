"""Colours, marks and inks that every drawing shares: a theme or a sector looks the same in all."""

import textwrap
from typing import Any
from unicodedata import east_asian_width

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from icpf_analysis.plots.wording import label

SECTOR_COLOURS = {
    "national government": "#0B3C6F",
    "legislature": "#A34700",
    "academia": "#009E73",
    "local government": "#E69F00",
    "think tank": "#9AD0F5",
    "private": "#F8EFA0",
    "unknown": "#FFFFFF",
}
ROLE_MARKERS = {"lecturer": "o", "moderator": "s", "panelist": "^"}
_FACES = SECTOR_COLOURS | {"not named": "#FFFFFF", "no answer": "#FFFFFF"}
_HATCHES = {"academia": "....", "think tank": r"\\\\", "not named": "////"}
YEARS = {2012: "#0072B2", 2014: "#D55E00"}
"""Blue and orange are used for these two years only."""
GREY = "#555555"


def figure_of(ax: Axes) -> Figure:
    """The figure of an Axes."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    return figure


def panel_letter(ax: Axes, letter: str) -> None:
    """A bold letter at the upper left of an Axes."""
    ax.set_title(letter, loc="left", fontsize=10)


def ink(colour: str) -> str:
    """Black or white, whichever stands out on `colour` (Rec. 709 luma)."""
    return "black" if np.dot(to_rgb(colour), (0.2126, 0.7152, 0.0722)) > 0.45 else "white"


def mark(colour: str) -> dict[str, Any]:
    """A mark whose edge shows it on white, however light its colour."""
    return {"color": colour, "markeredgecolor": "#333333", "markeredgewidth": 0.6, "markersize": 6}


def in_lines(text: str, signs: float) -> list[str]:
    """A text in lines as wide as so many Latin signs; a Japanese one is as wide as two."""
    wide = sum(east_asian_width(sign) in "WF" for sign in text)
    return textwrap.wrap(text, round(signs * len(text) / (len(text) + wide)))


def sector_area(sector: str) -> dict[str, Any]:
    """How an area of a sector looks; greys that come near each other differ in their hatch."""
    return {
        "facecolor": _FACES[sector],
        "hatch": _HATCHES.get(sector),
        "edgecolor": "#333333",
        "linewidth": 0.5,
        "hatch_linewidth": 0.4,
    }


def sector_legend(ax: Axes, sectors: set[str], labels: str) -> None:
    """The sectors drawn, below the figure."""
    handles = [
        Patch(**sector_area(sector), label=label(sector, labels))
        for sector in _FACES
        if sector in sectors
    ]
    figure_of(ax).legend(handles=handles, loc="outside lower center", ncols=4)
