"""Frequency: which term stands where and how often, what sets the years apart, and what does not.

In every figure here a term has the colour of its theme, and its name stands beside its mark.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from icpf_analysis.plots.style import figure_of, theme_colour, unit_of
from icpf_analysis.drawings.terms import (
    DARK,
    GRID,
    dot_of,
    term_legend,
    term_name,
    write_beside,
    write_names,
)
from icpf_analysis.labels import label

_TESTS = {"g2": "G2 on tokens", "fisher_p": "exact p on statements", "q": "q on statements"}


def draw_seminar_rates(
    rates: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en"
) -> Sequence[Axes]:
    """A column a seminar, a line a term: how often it stands there.

    Parameters
    ----------
    rates : from :func:`icpf_analysis.frequencies.seminar_rates`, by seminar or year, and
        `block`, which of its groups a term belongs to; the groups stand apart, in their order.
        The number beside a bar is that of the occurrences.
    axes : one a seminar, with one y axis.
    """
    places: dict[str, float] = {}
    names: dict[float, Any] = {}
    at = -1.0
    for block, rows in rates.groupby("block", sort=False):
        at += 1 + 0.4 * bool(names)
        names[at] = block
        for term in dict.fromkeys(rows["term"]):
            at += 1
            places[term] = at
    widest = rates["rate"].max()
    for ax, (seminar, rows) in zip(axes, rates.groupby(unit_of(rates), sort=False), strict=True):
        for _, row in rows.iterrows():
            y = places[row["term"]]
            ax.barh(y, row["rate"], height=0.66, color=theme_colour(row["theme"]))
            ax.annotate(
                str(row["f"]),
                (row["rate"], y),
                xytext=(3, 0),
                textcoords="offset points",
                va="center_baseline",
                color=DARK,
            )
        ax.axvline(0, color="black", linewidth=0.6)
        ax.set_xlim(0, widest * 1.14)
        ax.spines["left"].set_visible(False)
        ax.set_title(f"{seminar}\n{label('{n} terms', labels, n=rows['n'].iloc[0])}")
        ax.set_xlabel(label("Per 1,000 terms", labels))
        ax.grid(axis="x", color=GRID, linewidth=0.4)
        ax.set_axisbelow(True)
        ax.tick_params(axis="y", length=0)
    shown = [term_name(term, labels) for term in places]
    write_names(axes[0], places.values(), shown)
    axes[0].set_ylim(at + 0.6, -0.6)
    for y, block in names.items():
        more = label("more in {name}", labels, name=label(str(block), labels))
        write_beside(axes[0], 0, y, more, "#555555")
    beside = Line2D([], [], ls="", label=label("Number beside a bar: occurrences", labels))
    term_legend(axes[0], rates["theme"], labels, beside)
    return axes


def draw_spread(spread: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en") -> Any:
    """Deviation of proportions over seminars (left) and speakers (right), a line a term.

    Parameters
    ----------
    spread : from :func:`icpf_analysis.frequencies.spread_of_terms`.
    axes : one a unit, with one y axis.
    """
    terms = list(dict.fromkeys(spread["term"]))
    for ax, (unit, rows) in zip(axes, spread.groupby("unit", sort=False), strict=True):
        ax.hlines(range(len(terms)), 0, 1, color=GRID, linewidth=0.4, zorder=0)
        for _, row in rows.iterrows():
            y = terms.index(row["term"])
            ax.plot(
                [row["low"], row["high"]],
                [y, y],
                color="#BBBBBB",
                linewidth=4,
                solid_capstyle="butt",
            )
            ax.plot(row["dp"], y, "o", **dot_of(theme_colour(row["theme"])))
            ax.annotate(
                label("{n} of {of}", labels, n=row["range"], of=row["of"]),
                (1.02, y),
                va="center",
                fontsize=7,
                color=DARK,
            )
        ax.set_xlim(0, 1.2)
        ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "0.25", "0.5", "0.75", "1"])
        ax.spines["left"].set_visible(False)
        ax.spines["bottom"].set_bounds(0, 1)
        ax.tick_params(axis="y", length=0)
        ax.set_xlabel(label(f"DP over {unit}; at the right: in how many", labels))
    sizes = spread.groupby("term")["f"].first()
    names = [f"{term_name(term, labels, 26)}  {sizes[term]}" for term in terms]
    write_names(axes[0], range(len(terms)), names)
    axes[0].set_ylim(len(terms) - 0.4, -0.6)
    shuffled = Patch(color="#BBBBBB", label=label("95 % of shuffles of the statements", labels))
    term_legend(axes[0], spread["theme"], labels, shuffled)
    return axes


def draw_log_odds(
    ranking: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en"
) -> Sequence[Axes]:
    """The terms that set two sides apart: z at the prior, and its range over the priors.

    Parameters
    ----------
    ranking : from :func:`icpf_analysis.rankings.log_odds_ranking`, with `name_a` and
        `name_b`, what the sides of a panel are called.
    axes : one a panel; all have one scale.
    """
    widest = ranking[["z", "low", "high"]].abs().to_numpy().max() * 1.08
    lowest = 0.0
    for ax, (panel, rows) in zip(axes, ranking.groupby("panel", sort=False), strict=True):
        place = -1.0
        for positive, side in rows.groupby(rows["z"] > 0, sort=False):
            more = label(str(side["name_a" if positive else "name_b"].iloc[0]), labels)
            place += 1 + 0.4 * (place > 0)
            write_beside(ax, -widest, place, label("more in {name}", labels, name=more), "#555555")
            for _, row in side.iterrows():
                place += 1
                colour = theme_colour(row["theme"])
                ax.plot([row["low"], row["high"]], [place] * 2, color=colour, linewidth=1.4)
                ax.plot(row["z"], place, "o", **dot_of(colour))
                write_beside(ax, -widest, place, term_name(row["term"], labels))
                write_beside(ax, widest, place, f"{row['f_a']} : {row['f_b']}", align="left")
        lowest = max(lowest, place)
        first = rows.iloc[0]
        ax.axvline(0, color="black", linewidth=0.6)
        ax.set_xlim(-widest, widest)
        ax.set_yticks([])
        ax.spines["left"].set_visible(False)
        ax.set_title(
            label(
                "{panel}: n = {n_a} : {n_b} terms",
                labels,
                panel=label(str(panel), labels),
                n_a=first["n_a"],
                n_b=first["n_b"],
            ),
            loc="right",
        )
        ax.set_xlabel(label("z of the log-odds, prior {prior:g}", labels, prior=first["prior"]))
    for ax in axes:
        ax.set_ylim(lowest + 0.7, -0.7)
    dot = Line2D([], [], color="#555555", marker="o", markersize=4.5, linewidth=1.4)
    dot.set_label(label("z, and its range over the priors", labels))
    term_legend(axes[0], ranking["theme"], labels, dot)
    return axes


def draw_label_shuffles(
    shares: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en"
) -> Sequence[Axes]:
    """Of how many terms each test says that they differ, where there is nothing to find.

    Parameters
    ----------
    shares : from :func:`icpf_analysis.rankings.shuffle_shares`. A stroke is as high as the
        number of shuffles that gave the share.
    axes : one a comparison; all have one scale.
    """
    tests = list(dict.fromkeys(shares["test"]))
    widest = shares["share"].max()
    for ax, (comparison, rows) in zip(axes, shares.groupby("comparison", sort=False), strict=True):
        for _, row in rows.iterrows():
            base = tests.index(row["test"])
            ax.plot(
                [row["share"]] * 2,
                [base, base - 0.7 * row["shuffles"] / row["of"]],
                color="#0072B2",
                linewidth=3,
                solid_capstyle="butt",
            )
            if row["observed"]:
                ax.plot(row["share"], base, "D", color="#D55E00", markersize=4.5, clip_on=False)
        for test, drawn in rows.groupby("test"):
            base = tests.index(str(test))
            ax.axhline(base, color="#999999", linewidth=0.5, zorder=0)
            ax.plot(drawn["mean"].iloc[0], base + 0.1, "^", color="#0072B2", markersize=4.5)
        ax.axvline(rows["level"].iloc[0], color="black", linewidth=0.8, linestyle=(0, (3, 2)))
        ax.set_xlim(-0.02 * widest, widest * 1.06)
        ax.xaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
        ax.set_title(label(str(comparison), labels))
        ax.set_xlabel(
            label("Share called significant, of {n} terms", labels, n=rows["n_terms"].iloc[0])
        )
    axes[0].set_yticks(range(len(tests)), [label(_TESTS[test], labels) for test in tests])
    axes[0].set_ylim(len(tests) - 0.65, -0.85)
    handles = [
        Line2D([], [], color="#0072B2", linewidth=3),
        Line2D([], [], ls="", marker="^", color="#0072B2", markersize=4.5),
        Line2D([], [], ls="", marker="D", color="#D55E00", markersize=4.5),
        Line2D([], [], color="black", linewidth=0.8, linestyle=(0, (3, 2))),
    ]
    of = shares["of"].iloc[0]
    words = [
        label("{n} shuffles of the labels", labels, n=of),
        label("their mean", labels),
        label("labels as they are", labels),
        label("nominal {level}", labels, level=f"{shares['level'].iloc[0]:.0%}"),
    ]
    figure_of(axes[0]).legend(handles, words, loc="outside lower center", ncols=4)
    return axes
