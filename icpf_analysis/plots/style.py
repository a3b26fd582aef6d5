"""How figures look: colours, marks and font, names beside points, and a drawing as bytes.

A theme or a sector looks the same in all figures. The Japanese font comes with a package and is
set last, so that a machine without Japanese fonts, or a reader's own style, changes nothing; a
sign that the font lacks is a box, and a warning says which.
"""

import importlib.util
import io
import re
import warnings
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cache, wraps
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple, cast
from unicodedata import east_asian_width

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib import font_manager
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.ticker import PercentFormatter
from matplotlib.transforms import Bbox

from icpf_analysis.plots.wording import figure_words, label
from icpf_analysis.terms.lexicon import load_themes

DPI = 300
STYLE: dict[str, Any] = {
    "font.size": 8,
    "axes.titlesize": 8,
    "axes.labelsize": 8,
    "xtick.labelsize": 7.5,
    "ytick.labelsize": 7.5,
    "legend.fontsize": 7.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.6,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "legend.frameon": False,
    "text.parse_math": False,
    "pdf.fonttype": 42,
    "pdf.compression": 6,
}
COLUMN = 85
"""Width in mm of a narrow figure: one column of a journal."""
_COLUMN_STYLE: dict[str, Any] = dict.fromkeys((name for name in STYLE if "size" in name), 7) | {
    "legend.handlelength": 1.4,
    "legend.columnspacing": 1,
    "figure.constrained_layout.w_pad": 0.02,
}
_METADATA: dict[str, dict[str, Any]] = {
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "png": {"Software": None},
}
"""No date and no version: the same drawing gives the same bytes."""
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
_FACES = SECTOR_COLOURS | {"not named": "#FFFFFF"}
_HATCHES = {"academia": "....", "think tank": r"\\\\", "not named": "////"}
YEARS = {2012: "#0072B2", 2014: "#D55E00"}
"""Blue and orange are used for these two years only."""
GREY = "#555555"
_DISTANCES = (1.5, 4, 6, 9)
_ANGLES = (0, 180, 90, 270, 45, 135, 315, 225, 20, 160, 340, 200, 65, 115, 295, 245)
"""Where a name is tried round its point: points away, and degrees."""
Look = dict[str, Any]
"""How something is drawn: arguments of matplotlib."""
RULE: Look = {"color": "#777777", "linewidth": 0.8, "linestyle": (0, (4, 2))}
"""The dashed rule between the years."""
Name = tuple[str, tuple[float, float], float]
"""What is written, the point it belongs to, and half the width of its mark in points."""


@cache
def font_file() -> Path:
    """IPAexGothic of matplotlib-fontja, found without importing it: that sets rcParams."""
    spec = importlib.util.find_spec("matplotlib_fontja")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("matplotlib-fontja carries the Japanese font; pip install it")
    return Path(spec.origin).parent / "fonts" / "ipaexg.ttf"


@cache
def font_family() -> str:
    """The font's name, known to matplotlib from now on."""
    font_manager.fontManager.addfont(font_file())
    return font_manager.get_font(font_file()).family_name


def _warn_of_boxes(name: str, figure: Figure) -> None:
    """Warn of signs that the font lacks: the figure shows a box for each."""
    signs = {sign for text in figure.findobj(Text) for sign in text.get_text()}
    charmap = font_manager.get_font(font_file()).get_charmap()
    if missing := sorted(sign for sign in signs - {"\n"} if ord(sign) not in charmap):
        listed = ", ".join(f"{sign!r} (U+{ord(sign):04X})" for sign in missing)
        warnings.warn(
            f"{name}: {font_family()} cannot draw {listed} and shows a box; a row of "
            "data/curated/emendations.csv can put another sign in its place",
            stacklevel=2,
        )


def use_style() -> None:
    """Set the figures' style and font for plots of one's own in a notebook."""
    mpl.rcParams.update(STYLE | {"font.family": [font_family()]})  # type: ignore[arg-type]


class Layout(NamedTuple):
    """The size of a figure in mm, and how many Axes it has: side by side, and rows of them.

    `narrow` is its height at the width of one column; 0 if there is no such figure.
    """

    width: float = 170
    height: float = 60
    panels: int = 1
    rows: int = 1
    narrow: float = 0

    def axes(self, figure: Figure) -> Any:
        """New Axes of a figure: one, or an array of them with one y axis a row."""
        figure.set_size_inches(self.width / 25.4, self.height / 25.4)
        axes = figure.subplots(self.rows, self.panels, sharey=self.panels > 1)
        return axes.ravel() if self.rows * self.panels > 1 else axes


def drawing(**layout: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a drawing its :class:`Layout`; without Axes it then makes a figure of its own.

    >>> from icpf_analysis.plots.archive import draw_course
    >>> draw_course.layout
    Layout(width=120, height=60, panels=1, rows=1, narrow=0)
    """

    def with_layout(draw: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(draw)
        def drawn(frame: pd.DataFrame, axes: Any = None, *, labels: str = "en") -> Any:
            if axes is not None:
                return draw(frame, axes, labels=labels)
            with mpl.rc_context():
                use_style()
                figure = plt.figure(layout="constrained")
                axes = draw(frame, Layout(**layout).axes(figure), labels=labels)
                figure.draw_without_rendering()  # names of ticks take the font that is set now
                return axes

        vars(drawn)["layout"] = Layout(**layout)
        return drawn

    return with_layout


def render(
    draw: Callable[..., Any],
    frame: pd.DataFrame,
    name: str,
    labels: str,
    *,
    height: float | None = None,
    narrow: bool = False,
    suffixes: Sequence[str] = ("pdf", "png"),
) -> dict[str, bytes]:
    """A drawing in one language, suffix -> bytes of the file; nothing is written.

    Parameters
    ----------
    name : of the figure, for its headline and for a warning.
    height : in mm; by default the drawing's own.
    narrow : in its own height at the width of one column, panels one above the other.
    """
    layout = vars(draw).get("layout", Layout())
    layout = layout._replace(height=height or layout.height)
    if narrow:
        layout = Layout(COLUMN, layout.narrow, rows=layout.panels * layout.rows)
    with mpl.rc_context():
        mpl.rcdefaults()
        use_style()
        mpl.rcParams.update(_COLUMN_STYLE if narrow else {})  # type: ignore[arg-type]
        figure = Figure(dpi=DPI, layout="constrained")
        draw(frame, layout.axes(figure), labels=labels)
        headline, *_ = figure_words(name, labels) or [""]
        if headline:
            shown = broken(figure.axes[0], headline, 54)
            figure.suptitle(shown, x=0.005, ha="left", fontsize=9 if narrow else 10)
        files = {}
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph")  # below, with a way out
            figure.draw_without_rendering()
            figure.set_layout_engine(None)  # laid out above; an engine would draw twice for each
            for suffix in suffixes:
                data = io.BytesIO()
                words = _METADATA[suffix] | {"Title": headline or name}
                figure.savefig(data, format=suffix, dpi=DPI, metadata=words)
                files[suffix] = data.getvalue()
        _warn_of_boxes(name, figure)
        return files


def figure_of(ax: Axes) -> Figure:
    """The figure of an Axes."""
    return cast(Figure, ax.get_figure(root=True))


def is_narrow(ax: Axes) -> bool:
    """Whether the figure of an Axes is about as narrow as one column."""
    return figure_of(ax).get_figwidth() * 25.4 < COLUMN + 15


def panel_letter(ax: Axes, letter: str) -> None:
    """A bold letter at the upper left of an Axes."""
    ax.set_title(letter, loc="left", fontsize=10)


def in_blocks(blocks: Iterable[Any], gap: float) -> list[float]:
    """Places 0, 1, 2 ... of the members of blocks, with `gap` more before each further block.

    >>> in_blocks(["a", "a", "b"], 0.5)
    [0.0, 1.0, 2.5]
    """
    numbers, _ = pd.factorize(pd.Series(list(blocks)))
    return (np.arange(len(numbers)) + gap * numbers).tolist()


def theme_rows(gap: float) -> dict[str, float]:
    """Theme -> its row; the groups, in the order of themes.csv, lie `gap` rows apart."""
    groups = load_themes()["group"]
    groups = groups.sort_values(key=lambda names: pd.factorize(names)[0], kind="stable")
    return dict(zip(groups.index.astype("str"), in_blocks(groups, gap), strict=True))


def group_tops(rows: dict[str, float]) -> pd.Series:
    """Group of themes -> the row of its first theme."""
    return pd.Series(rows).groupby(load_themes()["group"], sort=False).min()


def without_frame(ax: Axes) -> None:
    """Take the frame and the ticks of an Axes away, not their names."""
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)


def name_rows(
    ax: Axes, places: Sequence[float], names: Sequence[str], above: float = 0.6, below: float = 0.6
) -> None:
    """Rows from the top down, each with its name; `above` and `below` is room at the ends."""
    ax.set_yticks(places, names)
    ax.set_ylim(max(places) + below, -above)
    ax.tick_params(axis="y", length=0)


def beside_row(ax: Axes, y: float, text: str, x: float = 1.02, **look: Any) -> None:
    """A text to the right of a row; `x` as part of the width of the Axes."""
    ax.annotate(text, (x, y), xycoords=ax.get_yaxis_transform(), va="center", **look)


def in_per_cent(axis: Axis) -> None:
    """Shares on an axis, written in per cent."""
    axis.set_major_formatter(PercentFormatter(1, decimals=0))


def guide_lines(ax: Axes, axis: Any, colour: str = "#DDDDDD") -> None:
    """Thin lines at the ticks of an axis, behind what is drawn."""
    ax.grid(axis=axis, color=colour, linewidth=0.4)
    ax.set_axisbelow(True)


def year_rule(ax: Axes, at: float) -> None:
    """The rule between the years."""
    ax.axvline(at, **RULE)


def key_mark(words: str, labels: str, marker: str, **look: Any) -> Line2D:
    """A mark for a legend."""
    return Line2D([], [], ls="", marker=marker, label=label(words, labels), **look)


def legend_below(
    ax: Axes,
    handles: Sequence[Artist],
    columns: int,
    place: Any = "outside lower center",
    **look: Any,
) -> None:
    """The legend of a figure, below its Axes; in at most two columns where it is narrow."""
    columns = min(columns, 2) if is_narrow(ax) else columns
    figure_of(ax).legend(handles=handles, loc=place, ncols=columns, **look)


def seminar_head(seminar: Hashable, labels: str, signs: int = 40) -> str:
    """Short name of a seminar, the day above lines of so many Latin signs at most."""
    day, *name = re.split(r"(?<=\d{4}) |(?<=[月日]) ", label(seminar, labels), maxsplit=1)
    lines = in_lines(name[0], signs if labels == "en" else 40) if name else []
    return "\n".join([day, *lines])


def ink(colour: str) -> str:
    """Black or white, whichever is readable on `colour` (Rec. 709 luma)."""
    return "black" if np.dot(to_rgb(colour), (0.2126, 0.7152, 0.0722)) > 0.45 else "white"


def shaded_cell(
    ax: Axes, x: float, y: float, size: tuple[float, float], shade: float, text: str, **edge: Any
) -> None:
    """A rectangle round a point, as dark as `shade` (0 to 1), and a text in black or white."""
    colour, (wide, high) = to_hex(mpl.colormaps["Greys"](shade)), size
    corner = (x - wide / 2, y - high / 2)
    ax.add_patch(Rectangle(corner, wide, high, facecolor=colour, **edge))
    ax.text(x, y, text, ha="center", va="center_baseline", color=ink(colour))


def mark(colour: str) -> Look:
    """A mark whose edge shows it on white, however light its colour."""
    return {"color": colour, "markeredgecolor": "#333333", "markeredgewidth": 0.6, "markersize": 6}


def in_lines(text: str, signs: float) -> list[str]:
    """A text in lines of so many Latin signs at most, never broken within a word.

    >>> in_lines("保護と本人確認 (safeguards)", 16)
    ['保護と本人確認', '(safeguards)']
    """
    lines = [""]
    for part in re.split("(?<=[- 、：・とのは年])|(?=（)", text):
        longer = (lines[-1] + part).rstrip()
        width = len(longer) + sum(east_asian_width(sign) in "WF" for sign in longer)
        lines += [""] if lines[-1] and width > signs else []
        lines[-1] += part
    return [line.rstrip() for line in lines]


def broken(ax: Axes, text: str, signs: int) -> str:
    """A text in such lines where its figure is narrow; elsewhere as it is."""
    return "\n".join(in_lines(text, signs)) if is_narrow(ax) else text


def sector_area(sector: str) -> Look:
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
    handles = [Patch(**sector_area(sector), label=label(sector, labels))
               for sector in _FACES if sector in sectors]  # fmt: skip
    legend_below(ax, handles, 4)


def name_points(ax: Axes, names: Sequence[Name]) -> None:
    """Write a name beside each point, on no other name and no point if there is such a place.

    Points of one size and place have their names in one, a line each. Large marks get theirs first.
    """
    figure = figure_of(ax)
    figure.draw_without_rendering()  # the layout settles the place of the Axes
    point = figure.dpi / 72
    frame = ax.get_window_extent().padded(-2 * point)

    def crowded(box: Bbox) -> tuple[bool, int]:
        inside = frame.contains(*box.min) and frame.contains(*box.max)
        return not inside, box.count_overlaps(taken)

    marks: dict[tuple[tuple[float, float], float], list[str]] = {}
    for name, at, half in names:
        marks.setdefault((at, half), []).append(name)
    spots = [(ax.transData.transform(at), half * point) for at, half in marks]
    taken = [Bbox([spot - half, spot + half]) for spot, half in spots]
    for (at, half), together in sorted(marks.items(), key=lambda it: (-it[0][1], -len(it[1]))):
        name, spot = "\n".join(together), ax.transData.transform(at)
        text = ax.annotate(
            name, at, (0, 0), textcoords="offset points", ha="left", va="bottom", fontsize=7,
            color="#222222", zorder=3, path_effects=[withStroke(linewidth=1.5, foreground="white")],
        )  # fmt: skip
        text.set_in_layout(False)
        size = np.array(text.get_window_extent().size)
        boxes = []
        for distance, angle in product(_DISTANCES, np.deg2rad(_ANGLES)):
            away = (half + distance) * point + size / 2
            middle = spot + away * np.array([np.cos(angle), np.sin(angle)])
            boxes.append(Bbox([middle - size / 2, middle + size / 2]))
        box = min(boxes, key=crowded)
        text.set_position(tuple((box.min - spot) / point))
        taken.append(box.padded(2 * point, 0))
