"""The four reports: what they are made of, who took part, and what makes them comparable."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from icpf_analysis.curated import read_table
from icpf_analysis.files import CURATED
from icpf_analysis.inputs import require_corpus
from icpf_analysis.plots.style import (
    ROLE_MARKERS,
    SECTOR_COLOURS,
    drawing,
    figure_of,
    in_lines,
    mark,
    seminar_head,
)
from icpf_analysis.plots.wording import gloss, label
from icpf_analysis.reading.corpus import Corpus

FAMILIES = {
    "lectures": "#3F3F3F",
    "panel or discussion": "#A25AA0",
    "questions and answers": "#4BB39A",
}
"""Family of forms -> its colour: none of a sector, and none of a year."""
_FAMILY = {"talk": "lectures", "panel": "panel or discussion", "closing": "panel or discussion"}
_ACROSS = 5
"""Statements in a row of the composition."""


def load_context() -> pd.DataFrame:
    """Read what happened between the seminars, from data/curated/context.csv.

    Returns
    -------
    One row per event, oldest first: `date`, `event` and `event_ja`, `source` (the number of the
    law, under which the official gazette and e-Gov Law Search have it), `why`.
    """
    columns = ("date", "event", "event_ja", "source", "why")
    rows = [
        row.cells for row in read_table(CURATED / "context.csv", columns, key=("date", "event"))
    ]
    return pd.DataFrame(rows).astype({"date": "datetime64[ns]"}).sort_values("date")


def composition(statements: pd.DataFrame) -> pd.DataFrame:
    """Say of each statement which part of the report it belongs to, and if its speaker is named.

    Returns
    -------
    One row per statement, in the order of the reports: `seminar_id`, `line`; `family`, lectures,
    panel or discussion (with the closing words), questions and answers; `named`, whether the
    page names a person or an institution for it.
    """
    said = statements.sort_values(["seminar_id", "line"])
    asked = said["kind"].isin(["question", "answer"])
    family = said["part"].astype("str").map(_FAMILY).fillna("panel or discussion")
    return pd.DataFrame(
        {
            "seminar_id": said["seminar_id"].astype("str"),
            "line": said["line"],
            "family": family.mask(asked, "questions and answers"),
            "named": said["sector"].notna(),
        }
    ).reset_index(drop=True)


@drawing(height=80)
def draw_composition(parts: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """A square for each statement, seminars from left to right, filled where a speaker is named.

    Parameters
    ----------
    parts : from :func:`composition`.
    """
    seminars = list(dict.fromkeys(parts["seminar_id"]))
    step = 11.5
    deepest = 0.0
    for column, seminar in enumerate(seminars):
        x0, top = step * column, 0.0
        here = parts[parts["seminar_id"] == seminar]
        for family, some in here.groupby("family", sort=False):
            for number, named in enumerate(some["named"]):
                x, y = x0 + number % _ACROSS, top + number // _ACROSS
                square = Rectangle((x + 0.1, y + 0.1), 0.8, 0.8, linewidth=0.9)
                square.set(edgecolor=FAMILIES[str(family)])
                square.set(facecolor=FAMILIES[str(family)] if named else "white")
                ax.add_patch(square)
            counted = label("{n} ({named} named)", labels, n=len(some), named=some["named"].sum())
            name = "\n".join([*in_lines(label(str(family), labels), 14), counted])
            ax.text(x0 + _ACROSS + 0.25, top + 0.05, name, va="top", fontsize=7, linespacing=1.15)
            top += max(-(-len(some) // _ACROSS), 2.6) + 0.5
        size = label("{n} statements", labels, n=len(here))
        ax.text(x0 + 0.1, -1.5, seminar_head(seminar, labels), va="bottom", linespacing=1.15)
        ax.text(x0 + 0.1, -0.3, size, va="bottom", fontsize=7.5, color="#555555")
        deepest = max(deepest, top)
    years = [seminar[:4] for seminar in seminars]
    if len(set(years)) > 1:
        _rule(ax, step * years.index(years[-1]) - 0.6, deepest, labels)
    ax.set(xlim=(-0.2, step * len(seminars) - 0.9), ylim=(deepest, -5.4), aspect="equal")
    ax.set_axis_off()
    handles = [
        Patch(facecolor="#777777", edgecolor="#777777", label=label("speaker named", labels)),
        Patch(facecolor="white", edgecolor="#777777", label=label("speaker not named", labels)),
    ]
    figure_of(ax).legend(handles=handles, loc="outside lower left", ncols=2)
    return ax


def _rule(ax: Axes, x: float, deepest: float, labels: str) -> None:
    """The rule between the years, with the two acts that lie there."""
    ax.plot([x, x], [-5.3, deepest], color="#777777", linewidth=0.8, linestyle=(0, (4, 2)))
    law = label("May 2013: My Number Act passed, campaigns on the internet allowed", labels)
    ax.text(x + 0.3, -5.3, law, va="top", fontsize=7, color="#555555")


def roster(corpus: Corpus) -> pd.DataFrame:
    """List who took part, with the number of statements that the page ascribes to each.

    Returns
    -------
    One row per person and seminar, oldest first: `seminar_id`, `person_id`, `role`, `sector`,
    `organisation`, `n_statements` (0 where nothing is ascribed).
    """
    corpus = require_corpus(corpus)
    said = corpus.statements.groupby(["seminar_id", "person_id"]).size().rename("n_statements")
    columns = ["seminar_id", "person_id", "role", "sector", "organisation"]
    joined = corpus.appearances[columns].merge(
        said.reset_index(), how="left", on=["seminar_id", "person_id"]
    )
    return joined.assign(n_statements=joined["n_statements"].fillna(0).astype("Int64"))


@drawing(height=112)
def draw_roster(people: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """A mark for each person at each seminar: its form is the role, its colour the sector.

    Parameters
    ----------
    people : from :func:`roster`. The number beside a mark is that of the statements ascribed to
        the person; none where there are none.
    """
    seminars = sorted(set(people["seminar_id"]))
    persons = list(dict.fromkeys(people["person_id"]))
    for _, seen in people.iterrows():
        at = seminars.index(seen["seminar_id"]), persons.index(seen["person_id"])
        marker = "x" if pd.isna(seen["role"]) else ROLE_MARKERS[seen["role"]]
        ax.plot(*at, marker, **mark(SECTOR_COLOURS[seen["sector"]]))
        if seen["n_statements"]:
            count, away = str(seen["n_statements"]), (7, 0)
            ax.annotate(count, at, away, textcoords="offset points", va="center")
    of = people.dropna(subset=["organisation"]).groupby("person_id")["organisation"].first()
    names = [_with_organisation(person, of, labels) for person in persons]
    heads = [seminar_head(seminar, labels, 13) for seminar in seminars]
    ax.set_xticks(range(len(seminars)), heads)
    ax.set_yticks(range(len(persons)), names)
    ax.set(xlim=(-0.5, len(seminars) - 0.5), ylim=(len(persons) - 0.4, -0.6))
    ax.set_xlabel(label("Number beside a mark: statements ascribed to the person", labels))
    ax.tick_params(axis="x", top=False, labeltop=True, bottom=False, labelbottom=False)
    ax.tick_params(length=0)
    ax.grid(axis="y", color="#DDDDDD", linewidth=0.4)
    ax.set_axisbelow(True)
    ax.spines[:].set_visible(False)
    years = [seminar[:4] for seminar in seminars]
    for column in range(1, len(seminars)):
        if years[column] != years[column - 1]:
            ax.axvline(column - 0.5, color="#777777", linewidth=0.8, linestyle=(0, (4, 2)))
    figure_of(ax).legend(
        handles=_roster_handles(people, labels), loc="outside lower center", ncols=5
    )
    return ax


def _with_organisation(person: str, of: pd.Series, labels: str) -> str:
    if person not in of:
        return gloss(person, labels)
    names = {"name": gloss(person, labels), "organisation": gloss(of[person], labels)}
    return label("{name} ({organisation})", labels, **names)


def _roster_handles(people: pd.DataFrame, labels: str) -> list[Line2D]:
    roles = [role for role in ROLE_MARKERS if role in set(people["role"])]
    sectors = [sector for sector in SECTOR_COLOURS if sector in set(people["sector"])]
    handles = [
        Line2D([], [], ls="", marker=ROLE_MARKERS[role], color="#555555", label=label(role, labels))
        for role in roles
    ]
    handles += [Line2D([], [], ls="", label=" ")] * (len(handles) % 2)
    return handles + [
        Line2D([], [], ls="", marker="D", label=label(name, labels), **mark(SECTOR_COLOURS[name]))
        for name in sectors
    ]


def comparability(corpus: Corpus) -> pd.DataFrame:
    """Count what makes the reports comparable or not: one row per measure, a column a seminar.

    Statements whose speaker the page names (a person or an institution), questions, answers,
    points of a panel and characters are counted; lecturers are persons who give a talk.
    """
    corpus = require_corpus(corpus)
    said, people = corpus.statements, corpus.appearances
    of_kind = {kind: said[said["kind"] == kind] for kind in ("question", "answer")}
    rows = {
        "persons attending (as printed)": corpus.seminars["attendees"],
        "lecturers": people[people["role"] == "lecturer"].groupby("seminar_id").size(),
        "panelists": people[people["role"] == "panelist"].groupby("seminar_id").size(),
        "statements": said.groupby("seminar_id").size(),
        "statements of a named speaker": said.groupby("seminar_id")["sector"].count(),
        "questions": of_kind["question"].groupby("seminar_id").size(),
        "answers": of_kind["answer"].groupby("seminar_id").size(),
        "characters in statements": said.groupby("seminar_id")["n_chars"].sum(),
    }
    table = pd.DataFrame(rows).reindex(corpus.seminars.index).fillna(0).astype("Int64").T
    return table.rename_axis("measure").rename_axis(None, axis=1)
