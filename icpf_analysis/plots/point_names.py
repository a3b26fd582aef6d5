"""Names beside the points they belong to, none upon another."""

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from icpf_analysis.plots.style import figure_of

_NEAR = 9
_DISTANCES = (1.5, 4, 6, 9, 12, 16, 20, 25, 30, 36, 42, 50, 60)
_ANGLES = (0, 180, 90, 270, 45, 135, 315, 225, 20, 160, 340, 200, 65, 115, 295, 245)
"""Where a name is tried round its point: points away, and degrees."""
_SAME = 5
"""Points so near each other, in points, have one name."""
Name = tuple[str, tuple[float, float], float]
"""What is written, the point it belongs to, and half the width of its mark in points."""
_Place = tuple[tuple[float, float], float]


def name_points(ax: Axes, names: Sequence[Name]) -> None:
    """A name beside each point, on no other name and no point; far ones get a line to theirs.

    Points of one size that lie upon each other have their names in one, a line each. Large marks
    get theirs first.
    """
    figure = figure_of(ax)
    figure.draw_without_rendering()  # the layout settles the place of the Axes
    point = figure.dpi / 72
    frame = ax.get_window_extent().padded(-2 * point)
    groups: dict[_Place, list[str]] = {}
    for name, at, half in names:
        spot = ax.transData.transform(at)
        near = (
            (other, size)
            for other, size in groups
            if size == half and np.abs(spot - ax.transData.transform(other)).max() < _SAME * point
        )
        groups.setdefault(next(near, (at, half)), []).append(name)
    taken = [_square(ax.transData.transform(at), half * point) for _, at, half in names]
    look: dict[str, Any] = {"fontsize": 7, "color": "#222222", "ha": "left", "va": "bottom"}
    leader = {"arrowstyle": "-", "color": "#888888", "lw": 0.4, "shrinkA": 0, "shrinkB": 1}
    for (at, half), together in sorted(groups.items(), key=lambda it: (-it[0][1], -len(it[1]))):
        name, spot = "\n".join(together), ax.transData.transform(at)
        text = Annotation(name, at, **look)
        ax.add_artist(text)
        extent = text.get_window_extent()
        text.remove()
        size = (extent.width, extent.height)
        box, line = _free(spot, half, size, frame, np.array(taken), point)
        taken += [box.padded(2 * point, 0), *line]
        ax.annotate(
            name,
            at,
            (np.array([box.x0, box.y0]) - spot) / point,
            textcoords="offset points",
            arrowprops=leader if line else None,
            path_effects=[withStroke(linewidth=1.5, foreground="white")],
            zorder=3,
            **look,
        ).set_in_layout(False)


def _square(middle: np.ndarray, half: float) -> Bbox:
    return Bbox([middle - half, middle + half])


def _free(
    spot: np.ndarray,
    half: float,
    size: tuple[float, float],
    frame: Bbox,
    taken: np.ndarray,
    point: float,
) -> tuple[Bbox, list[Bbox]]:
    """The nearest free box round a spot, inside the frame, and the line to it where it is far.

    The least covered one where none is free.

    Parameters
    ----------
    taken : boxes x their two corners x 2.
    """
    least, chosen = np.inf, (Bbox([spot, spot + np.array(size)]), list[Bbox]())
    for distance, angle in product(_DISTANCES, _ANGLES):
        turn = np.array([np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))])
        middle = spot + turn * ((half + distance) * point + np.array(size) / 2)
        box = Bbox([middle - np.array(size) / 2, middle + np.array(size) / 2])
        if not (frame.x0 <= box.x0 and box.x1 <= frame.x1):
            continue
        if not (frame.y0 <= box.y0 and box.y1 <= frame.y1):
            continue
        line = []
        if distance > _NEAR:
            end = np.clip(spot, box.min, box.max)
            line = [_square(spot + (end - spot) * part, point / 2) for part in (0.5, 0.7, 0.9)]
        covered = sum(_common(part, taken) for part in (box, *line))
        if covered < least:
            least, chosen = covered, (box, line)
        if not covered:
            break
    return chosen


def _common(box: Bbox, others: np.ndarray) -> float:
    """The area that a box shares with others, taken together."""
    low, high = np.maximum(box.min, others[:, 0]), np.minimum(box.max, others[:, 1])
    return float(np.maximum(0, high - low).prod(axis=1).sum())
