"""Colours, marks and inks that every drawing shares: a theme or a sector looks the same in all."""

import textwrap
from functools import cache
from typing import Any
from unicodedata import east_asian_width

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from icpf_analysis.plots.wording import label
from icpf_analysis.terms.counts import NO_THEME
from icpf_analysis.terms.lexicon import load_themes

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
NO_THEME_COLOUR = "#888888"
_NO_THEMES = ("", NO_THEME)
_FACES = SECTOR_COLOURS | {"not named": "#FFFFFF", "no answer": "#FFFFFF"}
_HATCHES = {"academia": "....", "think tank": r"\\\\", "not named": "////"}
YEARS = {2012: "#0072B2", 2014: "#D55E00"}
"""Blue and orange mean these years, in every figure, and nothing else."""
GREY = "#555555"
YEAR_COLOURS = {"first": "#0072B2", "later": "#D55E00", "other": "#888888"}


CROWDED = 12
"""Rows or columns from which numbers that find no room are left to the figure's table."""


def unit_of(frame: pd.DataFrame) -> str:
    """What stands beside each other in a frame: seminars, or years where they are too many."""
    return "seminar_id" if "seminar_id" in frame else "year"


def figure_of(ax: Axes) -> Figure:
    """The figure that an Axes stands in."""
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


@cache
def theme_colours() -> dict[str, str]:
    """Theme -> its colour, in the order of themes.csv.

    Hues that the colour-blind can tell, after Tol's muted and vibrant sets; thirteen are too many
    to tell by colour alone, so a drawing names its themes beside the marks.
    """
    return {str(theme): str(colour) for theme, colour in load_themes()["colour"].items()}


def theme_colour(theme: Any) -> str:
    """The colour of a theme, or of none: missing, empty, or ``no theme``.

    Raises
    ------
    KeyError
        A theme that is no row of themes.csv.
    """
    if pd.isna(theme) or theme in _NO_THEMES:
        return NO_THEME_COLOUR
    if theme not in theme_colours():
        raise KeyError(f"no theme {theme!r} in data/curated/themes.csv; add a row with its colour")
    return theme_colours()[theme]


def theme_handles(themes: pd.Series, labels: str, **look: Any) -> list[Line2D]:
    """A mark for each theme that is drawn, in the order of the themes, and one for none, last."""
    seen = set(themes.dropna()) - set(_NO_THEMES)
    named = [theme for theme in theme_colours() if theme in seen]
    if themes.isna().any() or themes.isin(_NO_THEMES).any():
        named.append(NO_THEME)
    return [
        Line2D([], [], ls="", color=theme_colour(theme), label=label(theme, labels), **look)
        for theme in named
    ]


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
