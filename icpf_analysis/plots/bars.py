"""Stacked bars: parts end to end, each with its number, and beside them the number of all."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from matplotlib.axes import Axes

from icpf_analysis.plots.style import CROWDED, ink


class Part(NamedTuple):
    """A part of a bar."""

    row: int
    length: float
    number: int
    look: dict[str, Any]
    """Its `facecolor` and `hatch`, and what else a bar may have."""


def stack_bars(
    ax: Axes,
    parts: Iterable[Part],
    *,
    narrow: float,
    height: float,
    above: float,
    size: float | None = None,
) -> None:
    """Draw the parts, each where the part of its row before it ends.

    A number stands in its part, or over one shorter than `narrow`; there it is left out where
    the rows are too many. Over two short parts that touch, the numbers stand to the left and
    right of where they do; over more, the inner ones are left out. A part without a number has
    none.

    Parameters
    ----------
    above : how far over the middle of its row a number stands that has no room in its part.
    size : of the numbers inside, in points.
    """
    drawn = list(parts)
    crowded = len({part.row for part in drawn}) > CROWDED
    ends: dict[int, float] = {}
    totals: dict[int, int] = {}
    for part in drawn:
        row, length, number, look = part
        start = ends.get(row, 0)
        ax.barh(row, length, left=start, height=height, **look)
        ends[row], totals[row] = start + length, totals.get(row, 0) + number
        over = length < narrow
        side = _side(part, [near for near in drawn if near.row == row and near.number], narrow)
        if not number or (over and crowded) or not side:
            continue
        at, away = {
            "center": (start + length / 2, 0.0),
            "right": (start + length, -1.5),
            "left": (start, 1.5),
        }[side]
        ax.annotate(
            f"{number:,}",
            (at, row - (above if over else 0)),
            (away, 0),
            textcoords="offset points",
            ha=side,
            va="bottom" if over else "center_baseline",
            fontsize=7 if over else size,
            color="black" if over else ink(look["facecolor"]),
            bbox={"color": look["facecolor"], "pad": 1} if look["hatch"] and not over else None,
        )
    for row, total in totals.items():
        beside = (ends[row], row)
        ax.annotate(f"{total:,}", beside, (3, 0), textcoords="offset points", va="center")


def _side(part: Part, of_row: list[Part], narrow: float) -> str:
    """How a number is aligned; empty for a short part between two short ones."""
    if part not in of_row or part.length >= narrow:
        return "center"
    at = of_row.index(part)
    before, after = (
        any(near.length < narrow for near in of_row[beside])
        for beside in (slice(max(at - 1, 0), at), slice(at + 1, at + 2))
    )
    if before and after:
        return ""
    return "left" if before else "right" if after else "center"
