"""The four reports: what they are made of, who took part, and what makes them comparable."""

from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from icpf_analysis.curated import read_table
from icpf_analysis.files import CURATED
from icpf_analysis.inputs import require_corpus
from icpf_analysis.plots import style
from icpf_analysis.plots.wording import gloss, label
from icpf_analysis.reading.corpus import Corpus

LECTURES, PANEL, QUESTIONS = "lectures", "panel or discussion", "questions and answers"
FAMILIES = {LECTURES: "#3F3F3F", PANEL: "#A25AA0", QUESTIONS: "#4BB39A"}
"""Family of forms -> its colour: none of a sector, and none of a year."""
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
    rows = read_table(CURATED / "context.csv", columns, key=("date", "event"))
    table = pd.DataFrame([row.cells for row in rows])
    return table.astype({"date": "datetime64[ns]"}).sort_values("date")


def composition(statements: pd.DataFrame) -> pd.DataFrame:
    """Say of each statement which part of the report it belongs to, and if its speaker is named.

    Returns
    -------
    One row per statement, in the order of the reports: `seminar_id`, `line`; `family`, lectures,
    panel or discussion (with the closing words), questions and answers; `named`, whether the
    page names a person or an institution for it.
    """
    said = statements.astype({"seminar_id": "str"}).sort_values(["seminar_id", "line"])
    family = said["part"].astype("str").eq("talk").map({True: LECTURES, False: PANEL})
    family = family.mask(said["kind"].isin(["question", "answer"]), QUESTIONS)
    said = said.assign(family=family, named=said["sector"].notna())
    return said[["seminar_id", "line", "family", "named"]].reset_index(drop=True)


@style.drawing(height=80)
def draw_composition(parts: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """Draw :func:`composition`: a square for each statement, filled where a speaker is named."""
    step, deepest = 11.5, 0.0
    for column, (seminar, here) in enumerate(parts.groupby("seminar_id")):
        x0, top = step * column, 0.0
        for family, some in here.groupby("family", sort=False):
            colour = FAMILIES[str(family)]
            for number, named in enumerate(some["named"]):
                at = x0 + number % _ACROSS + 0.1, top + number // _ACROSS + 0.1
                face = colour if named else "white"
                ax.add_patch(Rectangle(at, 0.8, 0.8, lw=0.9, edgecolor=colour, facecolor=face))
            counted = label("{n} ({named} named)", labels, n=len(some), named=some["named"].sum())
            name = "\n".join([*style.in_lines(label(family, labels), 14), counted])
            ax.text(x0 + _ACROSS + 0.25, top + 0.05, name, va="top", fontsize=7, linespacing=1.15)
            top += max(-(-len(some) // _ACROSS), 2.6) + 0.5
        size = label("{n} statements", labels, n=len(here))
        ax.text(x0 + 0.1, -1.5, style.seminar_head(seminar, labels), va="bottom", linespacing=1.15)
        ax.text(x0 + 0.1, -0.3, size, va="bottom", fontsize=7.5, color="#555555")
        deepest = max(deepest, top)
    years = parts["seminar_id"].drop_duplicates().str[:4].tolist()
    x = step * years.index(years[-1]) - 0.6
    ax.plot([x, x], [-5.3, deepest], **style.RULE)
    law = label("May 2013: My Number Act passed, campaigns on the internet allowed", labels)
    ax.text(x + 0.3, -5.3, law, va="top", fontsize=7, color="#555555")
    ax.set(xlim=(-0.2, step * len(years) - 0.9), ylim=(deepest, -5.4), aspect="equal")
    ax.set_axis_off()
    handles = [
        Patch(facecolor="#777777", edgecolor="#777777", label=label("speaker named", labels)),
        Patch(facecolor="white", edgecolor="#777777", label=label("speaker not named", labels)),
    ]
    style.legend_below(ax, handles, 2, "outside lower left")
    return ax


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
    table = corpus.appearances[columns].merge(said.reset_index(), how="left")
    return table.fillna({"n_statements": 0}).astype({"n_statements": "Int64"})


@style.drawing(height=112)
def draw_roster(people: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """Draw :func:`roster`: a mark for each person at each seminar, with the person's statements.

    Its form is the role, its colour the sector.
    """
    seminars = sorted(set(people["seminar_id"]))
    persons = list(dict.fromkeys(people["person_id"]))
    for seen in people.to_dict("records"):
        at = seminars.index(seen["seminar_id"]), persons.index(seen["person_id"])
        marker = "x" if pd.isna(seen["role"]) else style.ROLE_MARKERS[seen["role"]]
        ax.plot(*at, marker, **style.mark(style.SECTOR_COLOURS[seen["sector"]]))
        if n := seen["n_statements"]:
            ax.annotate(str(n), at, (7, 0), textcoords="offset points", va="center")
    of, names = people.groupby("person_id")["organisation"].first().dropna(), []
    for person in persons:
        words = {"name": gloss(person, labels)}
        if person in of:
            words["organisation"] = gloss(of[person], labels)
            words["name"] = label("{name} ({organisation})", labels, **words)
        names.append(words["name"])
    ax.set_xticks(range(len(seminars)), [style.seminar_head(each, labels, 13) for each in seminars])
    ax.set_yticks(range(len(persons)), names)
    ax.set(xlim=(-0.5, len(seminars) - 0.5), ylim=(len(persons) - 0.4, -0.6))
    ax.set_xlabel(label("Number beside a mark: statements ascribed to the person", labels))
    ax.tick_params(axis="x", labeltop=True, labelbottom=False)
    style.without_frame(ax)
    style.guide_lines(ax, "y")
    for column, (last, this) in enumerate(pairwise(seminars), 1):
        if last[:4] != this[:4]:
            style.year_rule(ax, column - 0.5)
    roles, sectors = set(people["role"]), set(people["sector"])
    handles = [style.key_mark(role, labels, marker, color="#555555")
               for role, marker in style.ROLE_MARKERS.items() if role in roles]  # fmt: skip
    handles += [Line2D([], [], ls="", label=" ")] * (len(handles) % 2)
    handles += [style.key_mark(name, labels, "D", **style.mark(colour))
                for name, colour in style.SECTOR_COLOURS.items() if name in sectors]  # fmt: skip
    style.legend_below(ax, handles, 5)
    return ax


def comparability(corpus: Corpus) -> pd.DataFrame:
    """Count what makes the reports comparable or not: one row per measure, a column a seminar.

    Statements whose speaker the page names (a person or an institution), questions, answers,
    points of a panel and characters are counted; lecturers are persons who give a talk.
    """
    corpus = require_corpus(corpus)
    said = corpus.statements.groupby("seminar_id")
    kinds = pd.crosstab(corpus.statements["seminar_id"], corpus.statements["kind"])
    roles = pd.crosstab(corpus.appearances["seminar_id"], corpus.appearances["role"])
    rows = {
        "persons attending (as printed)": corpus.seminars["attendees"],
        "lecturers": roles.get("lecturer"),
        "panelists": roles.get("panelist"),
        "statements": said.size(),
        "statements of a named speaker": said["sector"].count(),
        "questions": kinds.get("question"),
        "answers": kinds.get("answer"),
        "characters in statements": said["n_chars"].sum(),
    }
    table = pd.DataFrame(rows).reindex(corpus.seminars.index).fillna(0).astype("Int64").T
    return table.rename_axis("measure").rename_axis(None, axis=1)
