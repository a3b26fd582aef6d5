"""Colours, marks and inks that every drawing shares: a theme or a sector looks the same in all."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

# After Okabe & Ito's colours for the colour-blind, shifted apart in grey; forms whose greys come
# near each other differ in their hatch.
FORMS = {
    "talk, points": ("#00508C", ""),
    "talk, paragraphs": ("#56B4E9", "...."),
    "panel, points": ("#009E73", ""),
    "discussion, points": ("#F0E442", ""),
    "questions": ("#E69F00", ""),
    "answers": ("#A34700", "////"),
    "closing words": ("#CC79A7", "xxxx"),
}
"""Form of a statement -> its colour and hatch."""
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
THEME_COLOURS = {
    "scope and law": "#332288",
    "private use": "#0077BB",
    "health and welfare": "#44AA99",
    "disaster": "#117733",
    "privacy and security": "#AA4499",
    "cards and authentication": "#882255",
    "municipal systems": "#EE7733",
    "administration": "#B8860B",
    "services and literacy": "#999933",
    "smart city": "#6699CC",
    "net campaigning": "#CC6677",
    "elections": "#661100",
    "campaign finance": "#CC3311",
}
"""Hues that the colour-blind can tell, after Tol's muted and vibrant sets; thirteen are too many
to tell by colour alone, so a drawing names its themes beside the marks."""
NO_THEME = "#888888"
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


def ink(colour: str) -> str:
    """Black or white, whichever stands out on `colour` (Rec. 709 luma)."""
    return "black" if np.dot(to_rgb(colour), (0.2126, 0.7152, 0.0722)) > 0.45 else "white"


def mark(colour: str) -> dict[str, Any]:
    """A mark whose edge shows it on white, however light its colour."""
    return {"color": colour, "markeredgecolor": "#333333", "markeredgewidth": 0.6, "markersize": 6}
