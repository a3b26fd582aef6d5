"""The corpus: when, what each report is made of, and who took part."""

from collections.abc import Sequence
from typing import Any

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from icpf_analysis.plots.bars import Part, stack_bars
from icpf_analysis.plots.style import (
    CROWDED,
    FORMS,
    ROLE_MARKERS,
    SECTOR_COLOURS,
    figure_of,
    in_lines,
    mark,
)
from icpf_analysis.labels import gloss, label

_SIGNS = 105
"""Latin signs of a title on one line as wide as the axis of time."""
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
    seminars : from :func:`icpf_analysis.summaries.seminar_sizes`. Many have room for the day
        and the number of statements only.
    """
    crowded = len(seminars) > CROWDED
    first, last = seminars["date"].min(), seminars["date"].max()
    begin, end = pd.Timestamp(first.year, 1, 1), last + pd.Timedelta(days=60)
    if first.year == last.year:
        end = pd.Timestamp(last.year + 1, 1, 1)  # one year is shown whole, with both its ends
    middle = begin + (end - begin) / 2
    for row, (seminar_id, seminar) in enumerate(seminars.iterrows()):
        late = seminar["date"] > middle
        ax.plot(seminar["date"], row, "o", color="#0072B2", markersize=4 if crowded else 6)
        statements = label("{n} statements", labels, n=seminar["n_statements"])
        name = f"{seminar_id}  {statements}"
        look: dict[str, Any] = {"linespacing": 1.4}
        if not crowded:
            part = (seminar["date"] - begin) / (end - begin)
            title = f"{seminar_id}  {gloss(seminar['title'], labels)}"
            lines = in_lines(title, _SIGNS * max(part, 1 - part))
            if len(lines) > 1:
                look = {"linespacing": 1.2, "fontsize": 7}
            name = "\n".join([*lines, _sizes(seminar, labels)])
        ax.annotate(
            name,
            (seminar["date"], row),
            xytext=(-8 if late else 8, 0),
            textcoords="offset points",
            ha="right" if late else "left",
            va="center",
            **look,
        )
    ax.xaxis.set_major_locator(mdates.YearLocator())
    ax.xaxis.set_minor_locator(mdates.MonthLocator(bymonth=[1, 4, 7, 10]))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.set_xlim(mdates.date2num(begin), mdates.date2num(end))
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
    statements = label("{n} statements", labels, n=seminar["n_statements"])
    return label("{first}, {second}", labels, first=attendance, second=statements)


def draw_composition(counts: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en") -> Any:
    """What each report is made of: stacked bars of statements (left) and characters (right).

    Parameters
    ----------
    counts : from :func:`icpf_analysis.summaries.composition`.
    axes : two Axes that share their y axis.

    Raises
    ------
    KeyError
        A form that has no colour.
    """
    rows = {seminar: row for row, seminar in enumerate(dict.fromkeys(counts["seminar_id"]))}
    for ax, unit in zip(axes, ("statements", "chars"), strict=True):
        widest = counts[f"of_{unit}"].max()
        parts = []
        for _, count in counts.iterrows():
            size, look = count[f"n_{unit}"], _form(count["form"]) | {"linewidth": 0.6}
            parts.append(Part(rows[count["seminar_id"]], size, size, look))
        stack_bars(ax, parts, narrow=widest * 0.07, height=0.7, above=0.36)
        ax.set_xlim(0, widest * 1.12)
        ax.xaxis.set_major_formatter("{x:,.0f}")
        ax.tick_params(axis="y", length=0)
    axes[0].set_xlabel(label("Statements", labels))
    axes[1].set_xlabel(label("Characters", labels))
    axes[0].set_yticks(list(rows.values()), list(rows))
    axes[0].set_ylim(len(rows) - 0.5, -0.75)
    handles = [
        Patch(**_form(form), label=label(form, labels))
        for form in FORMS
        if form in set(counts["form"])
    ]
    figure_of(axes[0]).legend(handles=handles, loc="outside lower center", ncols=4)
    return axes


def _form(form: str) -> dict[str, Any]:
    colour, hatch = FORMS[form]
    return {"facecolor": colour, "hatch": hatch, "edgecolor": "white"}


def draw_roster(people: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """Who took part in which seminar: a mark a person a seminar, its form the role.

    Parameters
    ----------
    people : from :func:`icpf_analysis.summaries.roster`. The number beside a mark is that of
        the statements ascribed to the person; none where there are none, or no room for them.
    """
    seminars = sorted(set(people["seminar_id"]))
    crowded = len(seminars) > CROWDED
    persons = list(dict.fromkeys(people["person_id"]))
    for _, seen in people.iterrows():
        at = seminars.index(seen["seminar_id"]), persons.index(seen["person_id"])
        marker = "x" if pd.isna(seen["role"]) else ROLE_MARKERS[seen["role"]]
        ax.plot(*at, marker, **mark(SECTOR_COLOURS[seen["sector"]]))
        if seen["n_statements"] and not crowded:
            ax.annotate(
                str(seen["n_statements"]), at, (7, 0), textcoords="offset points", va="center"
            )
    organisation = people.dropna(subset=["organisation"]).groupby("person_id")["organisation"]
    of = organisation.first()
    names = [
        label(
            "{name} ({organisation})",
            labels,
            name=gloss(person, labels),
            organisation=gloss(of[person], labels),
        )
        if person in of
        else gloss(person, labels)
        for person in persons
    ]
    ax.set_xticks(range(len(seminars)), seminars, rotation=90 if len(seminars) > 5 else 0)
    ax.set_yticks(range(len(persons)), names)
    ax.set(xlim=(-0.5, len(seminars) - 0.5), ylim=(len(persons) - 0.4, -0.6))
    if not crowded:
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
        Line2D([], [], ls="", marker="D", label=label(name, labels), **mark(SECTOR_COLOURS[name]))
        for name in sectors
    ]
    figure_of(ax).legend(handles=handles, loc="outside lower center", ncols=5)
    return ax
