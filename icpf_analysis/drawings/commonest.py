"""The commonest terms of either side: as bars, and as clouds of words."""

from collections.abc import Sequence
from itertools import takewhile

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from PIL import ImageFont

from icpf_analysis.plots.style import figure_of, theme_colour
from icpf_analysis.drawings.terms import GRID, term_legend, term_name, write_beside
from icpf_analysis.errors import NoRoomError
from icpf_analysis.fonts import font_file
from icpf_analysis.labels import gloss, label

_PIXELS = 8
"""Size of a word of a cloud on its canvas, in pixels an occurrence; whole, so that none is
rounded."""
_READABLE = 5
"""The smallest word of a cloud, in points."""


def draw_commonest(
    terms: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en"
) -> Sequence[Axes]:
    """Bars of the commonest terms of either side, with the rate on the other side beside them.

    Parameters
    ----------
    terms : from :func:`icpf_analysis.frequencies.commonest`.
    axes : one a side; all have one scale.
    """
    widest = terms[["rate", "other_rate", "high"]].to_numpy().max()
    longest = terms.groupby("side").size().max()
    for ax, (side, rows) in zip(axes, terms.groupby("side", sort=False), strict=True):
        for place, (_, row) in enumerate(rows.iterrows()):
            ax.barh(place, row["rate"], height=0.66, color=theme_colour(row["theme"]))
            if row["low"] < row["high"]:
                ax.plot([row["low"], row["high"]], [place] * 2, "|-", color="black", linewidth=0.7)
            ax.plot(
                row["other_rate"],
                place,
                "D",
                clip_on=False,
                color="white",
                markeredgecolor="black",
                markeredgewidth=0.7,
                markersize=3.6,
            )
            write_beside(ax, 0, place, term_name(row["term"], labels))
        ax.axvline(0, color="black", linewidth=0.6)
        ax.set_xlim(0, widest * 1.04)
        ax.set_ylim(longest - 0.4, -0.6)
        ax.set_yticks([])
        ax.spines["left"].set_visible(False)
        ax.grid(axis="x", color=GRID, linewidth=0.4)
        ax.set_axisbelow(True)
        ax.set_title(
            label("{name}, {n} terms", labels, name=label(str(side), labels), n=rows["n"].iloc[0]),
            loc="right",
        )
        ax.set_xlabel(label("Per 1,000 terms", labels))
    other = Line2D(
        [], [], ls="", marker="D", color="white", markeredgecolor="black", markersize=3.6
    )
    other.set_label(label("the other side", labels))
    between = Line2D([], [], marker="|", color="black", linewidth=0.7)
    between.set_label(label("from seminar to seminar of the side", labels))
    term_legend(axes[0], terms["theme"], labels, other, between)
    return axes


def draw_word_clouds(
    terms: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en"
) -> Sequence[Axes]:
    """A cloud a side, each word as high as its rate: one factor for both, and no word left out.

    Where a word stands says nothing.

    Parameters
    ----------
    terms : from :func:`icpf_analysis.frequencies.commonest`.
    axes : one a side, of one size.

    Raises
    ------
    NoRoomError
        The words cannot all be placed at a size that can be read.
    """
    sides = list(terms.groupby("side", sort=False))
    for ax, (side, rows) in zip(axes, sides, strict=True):
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set_visible(True)
        ax.spines[:].set_color("#BBBBBB")
        ax.set_title(
            label("{name}, {n} terms", labels, name=label(str(side), labels), n=rows["n"].iloc[0])
        )
    term_legend(axes[0], terms["theme"], labels)
    figure = figure_of(axes[0])
    figure.draw_without_rendering()  # from here on the Axes have their size
    frame = axes[0].get_window_extent()
    room = (frame.width * 72 / figure.dpi, frame.height * 72 / figure.dpi)
    factor = 1.6
    while factor * terms["rate"].min() >= _READABLE:
        tried = (_cloud(rows, room, factor, labels) for _, rows in sides)
        clouds = list(takewhile(bool, tried))
        if len(clouds) == len(sides):
            break
        factor *= 0.96
    else:
        raise NoRoomError("the words do not fit into the panels; raise the floor of the terms")
    for ax, (_, rows), cloud in zip(axes, sides, clouds, strict=True):
        ax.set(xlim=(0, room[0]), ylim=(room[1], 0))
        for (_, row), (x, y, size) in zip(rows.iterrows(), cloud, strict=True):
            word = gloss(row["term"], labels)
            ax.text(x, y, word, fontsize=size, color=theme_colour(row["theme"])).set_in_layout(
                False
            )
    return axes


def _cloud(
    rows: pd.DataFrame, room: tuple[float, float], factor: float, labels: str
) -> list[tuple[float, float, float]]:
    """Where the baseline of each word begins, and its size, in points; none if one has no place.

    `factor` is the size of a rate of 1 per 1,000.
    """
    per_occurrence = factor * 1000 / rows["n"].iloc[0]
    pixel = per_occurrence / _PIXELS
    words = [gloss(term, labels) for term in rows["term"]]
    if len(set(words)) < len(words):
        raise ValueError(f"two terms have one name in {sorted(words)}; change a gloss")
    from wordcloud import WordCloud  # type: ignore[import-untyped]  # 0.4 s that most do without

    cloud = WordCloud(
        font_path=str(font_file()),
        width=int(room[0] / pixel),
        height=int(room[1] / pixel),
        max_words=len(words),
        max_font_size=int(rows["f"].max() * _PIXELS),
        min_font_size=1,
        font_step=10**6,  # a word that finds no place ends the attempt; none is made smaller
        margin=max(2, _PIXELS // 2),
        prefer_horizontal=1,
        relative_scaling=1,
        random_state=2014,
    )
    cloud.generate_from_frequencies(dict(zip(words, rows["f"], strict=True)))
    placed = {}
    for (word, _), size, (top, left), *_ in cloud.layout_:
        box = ImageFont.truetype(str(font_file()), size).getbbox(word, anchor="ls")
        placed[word] = ((left - box[0]) * pixel, (top - box[1]) * pixel, size * pixel)
    return [placed[word] for word in words] if len(placed) == len(words) else []
