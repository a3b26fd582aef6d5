"""Drawings: a measured frame and an Axes in, the Axes out. Nothing here counts or writes."""

from collections.abc import Sequence
from typing import Any

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D

from icpf_analysis.labels import label

# Okabe & Ito's colours for the colour-blind, chosen so that neighbours also differ in grey.
FORM_COLOURS = {
    "talk, points": "#0072B2",
    "talk, paragraphs": "#56B4E9",
    "panel, points": "#009E73",
    "panel, paragraphs": "#7FCDB9",
    "discussion, points": "#F0E442",
    "discussion, paragraphs": "#F8F2A0",
    "questions": "#E69F00",
    "answers": "#A34700",
    "closing words": "#CC79A7",
}
SECTOR_COLOURS = {
    "national government": "#0072B2",
    "local government": "#E69F00",
    "legislature": "#A34700",
    "academia": "#009E73",
    "think tank": "#56B4E9",
    "private": "#CC79A7",
    "unknown": "#999999",
}
ROLE_MARKERS = {"lecturer": "o", "moderator": "s", "panelist": "^"}
_ATTENDANCE = {
    "exact": "{n} present",
    "about": "about {n} present",
    "over": "more than {n} present",
    "nearly": "nearly {n} present",
}


def draw_timeline(seminars: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """Seminars on the axis of time, one line each, with title, attendance and statements.

    Parameters
    ----------
    seminars : from :func:`icpf_analysis.summaries.seminar_sizes`.
    """
    middle = seminars["date"].min() + (seminars["date"].max() - seminars["date"].min()) / 2
    for row, (seminar_id, seminar) in enumerate(seminars.iterrows()):
        late = seminar["date"] > middle
        ax.plot(seminar["date"], row, "o", color="#0072B2", markersize=6)
        ax.annotate(
            f"{seminar_id}  {label(seminar['title'], labels)}\n{_sizes(seminar, labels)}",
            (seminar["date"], row),
            xytext=(-8 if late else 8, 0),
            textcoords="offset points",
            ha="right" if late else "left",
            va="center",
            linespacing=1.4,
        )
    ax.xaxis.set_major_locator(mdates.YearLocator())
    ax.xaxis.set_minor_locator(mdates.MonthLocator(bymonth=[1, 4, 7, 10]))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.set_xlim(
        mdates.date2num(pd.Timestamp(seminars["date"].min().year, 1, 1)),
        mdates.date2num(seminars["date"].max() + pd.Timedelta(days=60)),
    )
    ax.set(xlabel=label("Year", labels), ylim=(len(seminars) - 0.4, -0.6), yticks=[])
    ax.spines["left"].set_visible(False)
    return ax


def _sizes(seminar: pd.Series, labels: str) -> str:
    bound = seminar["attendees_bound"]
    attendance = (
        label("attendance not printed", labels)
        if pd.isna(bound)
        else label(_ATTENDANCE[bound], labels, n=seminar["attendees"])
    )
    return f"{attendance}, {label('{n} statements', labels, n=seminar['n_statements'])}"


def draw_composition(counts: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en") -> Any:
    """What each report is made of: stacked bars of statements (left) and characters (right).

    Parameters
    ----------
    counts : from :func:`icpf_analysis.summaries.composition`.
    axes : two Axes that share their y axis.
    """
    seminars = list(dict.fromkeys(counts["seminar_id"]))
    forms = [form for form in FORM_COLOURS if form in set(counts["form"])]
    for ax, (column, title) in zip(
        axes, (("n_statements", "Statements"), ("n_chars", "Characters")), strict=True
    ):
        table = counts.pivot(index="seminar_id", columns="form", values=column)
        table = table.reindex(index=seminars, columns=forms)
        left = np.zeros(len(seminars))
        widest = table.sum(axis=1).max()
        for form in forms:
            lengths = table[form].fillna(0).to_numpy(dtype=float)
            colour = FORM_COLOURS[form]
            bars = ax.barh(
                seminars,
                lengths,
                left=left,
                height=0.7,
                color=colour,
                edgecolor="white",
                linewidth=0.6,
                label=label(form, labels),
            )
            inside = [f"{length:,.0f}" if length >= widest * 0.07 else "" for length in lengths]
            ax.bar_label(bars, inside, label_type="center", color=_ink(colour))
            for row, length in enumerate(lengths):
                if 0 < length < widest * 0.07:
                    above = left[row] + length / 2, row - 0.36
                    ax.annotate(f"{length:,.0f}", above, ha="center", fontsize=7)
            left += lengths
        for row, total in enumerate(left):
            ax.annotate(
                f"{total:,.0f}", (total, row), (3, 0), textcoords="offset points", va="center"
            )
        ax.set(xlabel=label(title, labels), xlim=(0, widest * 1.12))
        ax.xaxis.set_major_formatter("{x:,.0f}")
        ax.tick_params(axis="y", length=0)
    axes[0].set_ylim(len(seminars) - 0.5, -0.75)
    figure = axes[0].get_figure()
    assert figure is not None
    handles, names = axes[0].get_legend_handles_labels()
    figure.legend(handles, names, loc="outside lower center", ncols=4)
    return axes


def _ink(colour: str) -> str:
    """Black or white, whichever stands out on `colour` (Rec. 709 luma)."""
    return "black" if np.dot(to_rgb(colour), (0.2126, 0.7152, 0.0722)) > 0.45 else "white"


def draw_roster(people: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """Who took part in which seminar: a mark a person a seminar, its form the role.

    Parameters
    ----------
    people : from :func:`icpf_analysis.summaries.roster`. The number beside a mark is that of
        the statements ascribed to the person; none where there are none.
    """
    seminars = list(dict.fromkeys(people["seminar_id"]))
    persons = list(dict.fromkeys(people["person_id"]))
    for _, seen in people.iterrows():
        at = seminars.index(seen["seminar_id"]), persons.index(seen["person_id"])
        marker = "x" if pd.isna(seen["role"]) else ROLE_MARKERS[seen["role"]]
        ax.plot(*at, marker, color=SECTOR_COLOURS[seen["sector"]], markersize=6)
        if seen["n_statements"]:
            ax.annotate(
                str(seen["n_statements"]), at, (7, 0), textcoords="offset points", va="center"
            )
    organisation = people.dropna(subset=["organisation"]).groupby("person_id")["organisation"]
    of = organisation.first()
    names = [
        f"{label(person, labels)} ({label(of[person], labels)})"
        if person in of
        else label(person, labels)
        for person in persons
    ]
    ax.set_xticks(range(len(seminars)), seminars)
    ax.set_yticks(range(len(persons)), names)
    ax.set(xlim=(-0.5, len(seminars) - 0.5), ylim=(len(persons) - 0.4, -0.6))
    ax.set_xlabel(label("Number beside a mark: statements ascribed to the person", labels))
    ax.tick_params(axis="x", top=False, labeltop=True, bottom=False, labelbottom=False)
    ax.tick_params(length=0)
    ax.grid(axis="y", color="#DDDDDD", linewidth=0.4)
    ax.set_axisbelow(True)
    ax.spines[:].set_visible(False)
    roles = [role for role in ROLE_MARKERS if role in set(people["role"])]
    sectors = [sector for sector in SECTOR_COLOURS if sector in set(people["sector"])]
    handles = [
        Line2D([], [], ls="", marker=ROLE_MARKERS[role], color="#555555", label=label(role, labels))
        for role in roles
    ]
    handles += [Line2D([], [], ls="", label=" ")] * (len(handles) % 2)
    handles += [
        Line2D([], [], ls="", marker="D", color=SECTOR_COLOURS[name], label=label(name, labels))
        for name in sectors
    ]
    figure = ax.get_figure()
    assert figure is not None
    figure.legend(handles=handles, loc="outside lower center", ncols=5)
    return ax
