"""Topics of a factorisation: how firmly each stands."""

import textwrap

import pandas as pd
from matplotlib.axes import Axes

from icpf_analysis.plots.style import YEAR_COLOURS
from icpf_analysis.labels import gloss, label

_LONGEST = 60
"""Signs of a topic's name in one line."""


def draw_topic_stability(topics: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """Stability of each topic, beside the largest that texts dealt anew reach.

    Parameters
    ----------
    topics : the topics of :func:`icpf_analysis.topics`, with `leading`, a tuple of the terms
        that name a topic.
    """
    control = topics["control_stability"].iloc[0]
    ax.axvline(control, color=YEAR_COLOURS["later"], linewidth=1, linestyle=(0, (4, 2)))
    ax.annotate(
        label("stablest topic of texts dealt anew: {n}", labels, n=f"{control:.2f}"),
        (control, 1), (-3, 2), xycoords=ax.get_xaxis_transform(), textcoords="offset points",
        ha="right", va="bottom", color="#A34700",
    )  # fmt: skip
    column = 1.06 if topics["stability"].max() < 0.9 else 1.12  # beside a dot that is at the end
    names = []
    for row, (number, topic) in enumerate(topics.iterrows()):
        ax.plot([0, topic["stability"]], [row, row], color="#BBBBBB", linewidth=1, zorder=1)
        ax.plot(
            topic["stability"], row, "o", markersize=6, zorder=2, clip_on=False,
            markeredgecolor=YEAR_COLOURS["first"],
            markerfacecolor=YEAR_COLOURS["first"] if topic["stable"] else "white",
        )  # fmt: skip
        ax.text(
            column, row, f"{topic['stability']:.2f}", ha="right", va="center",
            transform=ax.get_yaxis_transform(),
        )  # fmt: skip
        words = label(", ", labels).join(gloss(term, labels) for term in topic["leading"])
        names.append(f"{number}  " + "\n".join(textwrap.wrap(words, _LONGEST)))
    ax.set_yticks(range(len(topics)), names)
    ax.set(xlim=(0, 1), ylim=(len(topics) - 0.5, -0.5))
    ax.set_xlabel(label("Stability: mean overlap (Jaccard) of leading terms", labels))
    ax.tick_params(axis="y", length=0)
    return ax
