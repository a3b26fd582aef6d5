"""Who was on stage, who answered whom, and what each speaker and sector speaks of.

Themes are those coded from the codebook. The persons were invited by the organiser: these are
counts of all that the reports have, and intervals are within these reports.
"""

from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import PercentFormatter

from icpf_analysis.comparison import CONTROL, REFERENCE, WITHOUT_QA
from icpf_analysis.curated import SECTORS
from icpf_analysis.inputs import require_corpus
from icpf_analysis.measures import coded_themes
from icpf_analysis.measures.dispersion import wilson
from icpf_analysis.plots.corpus import seminar_head
from icpf_analysis.plots.style import (
    GREY,
    SECTOR_COLOURS,
    YEARS,
    drawing,
    figure_of,
    ink,
    mark,
    panel_letter,
    sector_area,
    sector_legend,
)
from icpf_analysis.plots.wording import gloss, label
from icpf_analysis.reading.corpus import Corpus
from icpf_analysis.terms.lexicon import load_themes

NOT_NAMED = "not named"
ALL = "all speakers"
PRACTICE = {
    "How it is run: municipal IT, organisation of government": [
        "municipal systems",
        "administration",
    ],
    "What it may be used for: scope and law, private-sector use, health": [
        "scope and law",
        "private use",
        "health and welfare",
    ],
}
"""Group -> its themes, for :func:`practice_shares`."""


def speakers_of(statements: pd.DataFrame) -> pd.Series:
    """Who said each statement: a person, else the institution named, else `not named`."""
    named = statements["person_id"].astype("str")
    return named.fillna(statements["organisation"].astype("str")).fillna(NOT_NAMED)


def sectors_of(statements: pd.DataFrame) -> pd.Series:
    """Sector of each statement's speaker, `not named` where there is none."""
    return statements["sector"].astype("str").fillna(NOT_NAMED)


def _rule(ax: Axes, at: float) -> None:
    """The rule between the years."""
    ax.axvline(at, color="#777777", linewidth=0.8, linestyle=(0, (4, 2)))


# Sectors.


def sectors_by_seminar(corpus: Corpus) -> pd.DataFrame:
    """Count people and statements of each sector at each seminar.

    Returns
    -------
    One row per seminar and sector, zeros too; sector `not named`, the last of each seminar, holds
    what the page ascribes to nobody. `people`, who took part; `speakers`, those of them to whom
    statements are ascribed; `n_statements`; `of_statements` of the seminar.
    """
    corpus = require_corpus(corpus)
    keys = ["seminar_id", "sector"]
    said = corpus.statements.assign(sector=sectors_of(corpus.statements)).groupby(keys)
    people = corpus.appearances.astype({"sector": "str"}).groupby(keys)["person_id"].nunique()
    counts = {
        "people": people,
        "speakers": said["person_id"].nunique(),
        "n_statements": said.size(),
    }
    seen = set(corpus.appearances["sector"].astype("str"))
    sectors = [sector for sector in SECTORS if sector in seen] + [NOT_NAMED]
    rows = pd.MultiIndex.from_product([corpus.seminars.index, sectors], names=keys)
    table = pd.DataFrame(counts, index=rows).fillna(0).astype("Int64").reset_index()
    of = table.groupby("seminar_id")["n_statements"].transform("sum")
    return table.assign(of_statements=of)


@drawing(height=100)
def draw_sectors(table: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """Sectors by seminar: a dot for each person on stage, a bar for the statements.

    Parameters
    ----------
    table : from :func:`sectors_by_seminar`. A dot is empty where the report ascribes nothing to
        the person.
    """
    seminars, sectors = (list(dict.fromkeys(table[of])) for of in ("seminar_id", "sector"))
    longest = float(table["n_statements"].max())
    for row in range(len(sectors)):
        ax.axhspan(row - 0.46, row + 0.46, color="#F4F4F4", zorder=0, linewidth=0)
    for _, cell in table.iterrows():
        x, y = float(seminars.index(cell["seminar_id"])), sectors.index(cell["sector"])
        area = sector_area(cell["sector"])
        for person in range(cell["people"]):
            face = area["facecolor"] if person < cell["speakers"] else "white"
            ax.plot(x + 0.03 + 0.075 * person, y - 0.2, **_person(face))
        if cell["n_statements"]:
            length = 0.72 * cell["n_statements"] / longest
            ax.barh(y + 0.18, length, left=x, height=0.36, zorder=2, **area)
            ax.text(x + length + 0.02, y + 0.18, str(cell["n_statements"]), va="center")
    heads = [
        seminar_head(seminar, labels) + "\n" + label("{n} statements", labels, n=of)
        for seminar, of in zip(
            seminars, table.groupby("seminar_id")["of_statements"].first(), strict=True
        )
    ]
    ax.set_xticks([x + 0.38 for x in range(len(seminars))], heads)
    ax.set_yticks(range(len(sectors)), [label(sector, labels) for sector in sectors])
    ax.set(xlim=(-0.06, len(seminars) - 0.08), ylim=(len(sectors) - 0.5, -0.55))
    ax.tick_params(length=0, top=False, labeltop=True, bottom=False, labelbottom=False)
    ax.spines[:].set_visible(False)
    _rule(ax, sum(seminar < "2013" for seminar in seminars) - 0.07)
    handles: list[Artist] = [
        Line2D([], [], label=label(word, labels), **_person(face))
        for face, word in (
            ("#777777", "person on stage, with statements"),
            ("white", "person on stage, no statement ascribed"),
        )
    ]
    handles.append(Rectangle((0, 0), 1, 1, facecolor="#777777", label=label("statements", labels)))
    scope = label("with questions and answers", labels)
    figure_of(ax).legend(
        handles=handles, loc="outside lower left", ncols=3, title=scope, alignment="left"
    )
    return ax


def _person(face: str) -> dict[str, Any]:
    """The dot of a person, in a sector's colour or empty."""
    look = {"ls": "", "marker": "o", "markersize": 5.5, "markeredgewidth": 0.7}
    return look | {"markerfacecolor": face, "markeredgecolor": "#333333"}


# Speakers and themes.


def speaker_themes(statements: pd.DataFrame) -> pd.DataFrame:
    """Count how many statements of each speaker have each theme, coded from the codebook.

    Parameters
    ----------
    statements : ``corpus.statements`` or some of them.

    Returns
    -------
    One row per seminar, speaker and theme, zeros too: `seminar_id`, `person_id`, `sector`,
    `theme`, `n_statements` with the theme, `of_statements` of the speaker at this seminar,
    `share`. Seminars and speakers in the order of the reports; what the page ascribes to nobody
    is the last of its seminar, `not named`. A statement can have several themes or none.
    """
    said = statements.astype({"seminar_id": "str"}).sort_values(["seminar_id", "line"])
    said = said.assign(person_id=speakers_of(said), sector=sectors_of(said))
    keys = ["seminar_id", "person_id", "sector"]
    sizes = said.groupby(keys, sort=False).size().rename("of_statements").reset_index()
    last = sizes["person_id"] == NOT_NAMED
    sizes = sizes.assign(last=last).sort_values(["seminar_id", "last"], kind="stable")
    coded = coded_themes(statements)[["statement_id", "theme"]].dropna()
    coded = coded.astype("str").merge(said[keys], left_on="statement_id", right_index=True)
    counts = coded.groupby([*keys, "theme"]).size().rename("n_statements").reset_index()
    cells = sizes.drop(columns="last").merge(pd.DataFrame({"theme": theme_order()}), how="cross")
    table = cells.merge(counts, how="left", on=[*keys, "theme"]).fillna({"n_statements": 0})
    n = table["n_statements"].astype("int64")
    return table.assign(n_statements=n, share=n / table["of_statements"])


def theme_order() -> list[str]:
    """The themes, those of a group together, groups in the order of themes.csv."""
    groups = load_themes()["group"]
    return [str(t) for group in dict.fromkeys(groups) for t in groups.index[groups == group]]


@drawing(height=122)
def draw_speaker_themes(shares: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """Themes in their groups x speakers in the order of time: the darker, the larger the share.

    Parameters
    ----------
    shares : from :func:`speaker_themes`. The number in a cell is that of the speaker's
        statements with the theme; the row above has all of the speaker's statements.
    """
    groups = load_themes()["group"]
    order = list(dict.fromkeys(groups))
    row_of = {t: row + 0.8 * order.index(groups[t]) for row, t in enumerate(theme_order())}
    keys = ["seminar_id", "person_id", "sector", "of_statements"]
    speakers = shares[keys].drop_duplicates().reset_index(drop=True)
    seminars = list(dict.fromkeys(speakers["seminar_id"]))
    place = speakers.index + 0.6 * speakers["seminar_id"].map(seminars.index)
    x_of = dict(
        zip(zip(speakers["seminar_id"], speakers["person_id"], strict=True), place, strict=True)
    )
    shade, lowest = mpl.colormaps["Greys"], max(row_of.values())
    for _, cell in shares.iterrows():
        x, y = x_of[cell["seminar_id"], cell["person_id"]], row_of[cell["theme"]]
        colour = to_hex(shade(0.8 * cell["share"]))
        ax.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, fc=colour, ec="#CCCCCC", linewidth=0.4))
        if cell["n_statements"]:
            count = str(cell["n_statements"])
            ax.annotate(count, (x, y), ha="center", va="center_baseline", color=ink(colour))
    for x, (_, who) in zip(place, speakers.iterrows(), strict=True):
        ax.add_patch(Rectangle((x - 0.5, -1.35), 1, 0.45, **sector_area(who["sector"])))
        ax.text(x, -1.9, str(who["of_statements"]), ha="center", va="center", fontsize=7.5)
        _head(ax, x, -2.5, who["person_id"], labels)
    for seminar in seminars:
        there = place[speakers["seminar_id"] == seminar]
        middle = (there.min() + there.max()) / 2
        ax.text(middle, lowest + 0.75, seminar_head(seminar, labels), ha="center", va="top")
    beside: dict[str, Any] = {"transform": ax.get_yaxis_transform(), "ha": "right", "color": GREY}
    scope = label("with questions and answers", labels)
    ax.text(-0.005, lowest + 0.75, scope, va="top", **beside)
    ax.set_yticks([-1.9, *row_of.values()], [label(t, labels) for t in ("statements", *row_of)])
    for group in order:
        top = min(row_of[t] for t in row_of if groups[t] == group)
        ax.text(-0.005, top - 0.82, label(group, labels), va="center", fontsize=7, **beside)
    totals = shares.groupby("theme")["n_statements"].sum()
    for theme, y in row_of.items():
        ax.text(max(place) + 0.8, y, str(totals[theme]), va="center_baseline", fontsize=7.5)
    ax.text(max(place) + 0.8, -2.5, label("all", labels), va="bottom", fontsize=7.5)
    ax.text(max(place) + 0.8, -1.9, str(speakers["of_statements"].sum()), va="center", fontsize=7.5)
    _rule(ax, place[speakers["seminar_id"] < "2013"].max() + 0.8)
    ax.set(xlim=(-0.55, max(place) + 1.9), ylim=(lowest + 2.2, -5.6))
    ax.tick_params(length=0, bottom=False, labelbottom=False)
    ax.spines[:].set_visible(False)
    sector_legend(ax, set(shares["sector"]), labels)
    return ax


def _head(ax: Axes, x: float, y: float, who: str, labels: str) -> None:
    """The name over a column: in Japanese its signs upright, in English the family name, turned."""
    name = label(who, labels) if who == NOT_NAMED else gloss(who, labels)
    look: dict[str, Any] = {"ha": "center", "va": "bottom", "fontsize": 7.5}
    if labels == "ja":
        ax.text(x, y, "\n".join(name), linespacing=1.05, **look)
    else:
        ax.text(x, y, name if who == NOT_NAMED else name.split()[0], rotation=90, **look)


# Questions and answers.


def exchanges(statements: pd.DataFrame) -> pd.DataFrame:
    """List who answered which question: one row per answer, in the order of the reports.

    Returns
    -------
    seminar_id, question_id, themes : of the question, coded from the codebook; a tuple.
    answer_id, answered_by, sector : of the answer; an institution where no person is named.
    question, answer, source, line : the texts, and where the answer is.

    Raises
    ------
    ValueError
        An answer replies to no question of `statements`.
    """
    said = statements.astype({"seminar_id": "str"}).sort_values(["seminar_id", "line"])
    asked, answered = said[said["kind"] == "question"], said[said["kind"] == "answer"]
    lost = answered.index[~answered["reply_to"].isin(asked.index)]
    if len(lost):
        raise ValueError(f"statements has answers without their question: {lost[0]}; keep both")
    coded = coded_themes(asked)[["statement_id", "theme"]].astype("str")
    themes = coded.groupby("statement_id")["theme"].agg(tuple)
    of = answered["reply_to"]
    return pd.DataFrame(
        {
            "seminar_id": answered["seminar_id"],
            "question_id": of,
            "themes": themes.reindex(of).to_numpy(),
            "answer_id": answered.index,
            "answered_by": speakers_of(answered),
            "sector": sectors_of(answered),
            "question": asked["text"].reindex(of).to_numpy(),
            "answer": answered["text"],
            "source": answered["source"],
            "line": answered["line"],
        }
    ).reset_index(drop=True)


def exchange_table(exchanged: pd.DataFrame) -> pd.DataFrame:
    """List :func:`exchanges` for readers: line, question, who answered, answer, names of themes."""
    names = load_themes()["full_name"]
    themes = ["; ".join(names[list(themes)]) for themes in exchanged["themes"]]
    by = [gloss(who, "en") for who in exchanged["answered_by"]]
    table = exchanged[["source", "line", "question", "answered_by", "answer"]]
    return table.assign(answered_by=by, themes=themes).rename(
        columns={"answered_by": "answered by"}
    )


def exchange_counts(exchanged: pd.DataFrame) -> pd.DataFrame:
    """Count the answers by theme of the question and by who answered.

    Parameters
    ----------
    exchanged : from :func:`exchanges`.

    Returns
    -------
    One row per seminar, theme and answerer that occurs: `seminar_id`, `theme`, `answered_by`,
    `sector`; `n_answers`; `n_questions` of the seminar with this theme; `of_answers` of this
    answerer, `of_questions` of the seminar, each counted once. A question with several themes
    counts under each.
    """
    rows = exchanged.explode("themes").rename(columns={"themes": "theme"})
    seminars = exchanged.groupby("seminar_id")["question_id"].nunique()
    answers = exchanged["answered_by"].value_counts()
    questions = rows.groupby(["seminar_id", "theme"])["question_id"].nunique()
    keys = ["seminar_id", "theme", "answered_by", "sector"]
    counts = rows.groupby(keys, sort=False)["answer_id"].nunique().rename("n_answers").reset_index()
    asked = questions.loc[list(zip(counts["seminar_id"], counts["theme"], strict=True))]
    return counts.assign(
        n_questions=asked.to_numpy(),
        of_answers=counts["answered_by"].map(answers),
        of_questions=counts["seminar_id"].map(seminars),
    )


@drawing(height=88)
def draw_exchanges(counts: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """Theme of the question x who answered: a disc as large as the number of answers.

    Parameters
    ----------
    counts : from :func:`exchange_counts`.
    """
    themes = [theme for theme in theme_order() if theme in set(counts["theme"])]
    seminars = sorted(set(counts["seminar_id"]))
    x = 0.0
    for seminar in seminars:
        here = counts[counts["seminar_id"] == seminar]
        first = x
        ax.text(x, -0.62, label("questions", labels), ha="center", va="bottom", color=GREY)
        for theme, n in here.groupby("theme")["n_questions"].first().items():
            ax.text(x, themes.index(theme), str(n), ha="center", va="center", color=GREY)
        for who in dict.fromkeys(here["answered_by"]):
            x += 1
            some = here[here["answered_by"] == who]
            for _, cell in some.iterrows():
                colour, y = SECTOR_COLOURS[cell["sector"]], themes.index(cell["theme"])
                look = mark(colour) | {"markersize": 9 + 2.1 * cell["n_answers"]}
                ax.plot(x, y, "o", **look)
                ax.text(x, y, str(cell["n_answers"]), ha="center", va="center", color=ink(colour))
            name = label(who, labels) if who == NOT_NAMED else gloss(who, labels)
            size = f"n = {some['of_answers'].iloc[0]}"
            ax.text(x, -0.62, name.replace(" ", "\n") + "\n" + size, ha="center", va="bottom")
        asked = label("{n} questions", labels, n=here["of_questions"].iloc[0])
        head = seminar_head(seminar, labels).replace("\n", " ") + ": " + asked
        ax.text((first + x) / 2, -2.0, head, ha="center", va="bottom", fontsize=8)
        if seminar != seminars[-1]:
            ax.axvline(x + 0.75, color="#BBBBBB", linewidth=0.8)
        x += 1.5
    for row in range(len(themes)):
        ax.axhline(row, color="#E4E4E4", linewidth=0.6, zorder=0)
    ax.set_yticks(range(len(themes)), [label(theme, labels) for theme in themes])
    ax.set(xlim=(-0.6, x - 0.9), ylim=(len(themes) - 0.4, -2.4), xticks=[])
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    sector_legend(ax, set(counts["sector"]), labels)
    return ax


# Practice.


def practice_shares(statements: pd.DataFrame) -> pd.DataFrame:
    """Share of statements with any theme of a group of PRACTICE, by sector and seminar.

    The seminars compared (2012 and the two of 2014 on the number system), without questions and
    answers.

    Parameters
    ----------
    statements : ``corpus.statements`` or some of them.

    Returns
    -------
    One row per group, sector and seminar, `all speakers` first and `not named` last:
    `n_statements` with any theme of the group, `of_statements`, `share`, and Wilson's 95 %
    interval `low`, `high`.
    """
    compared = (statements["subject"] == REFERENCE["subject"]) & statements["kind"].isin(
        WITHOUT_QA["kind"]
    )
    said = statements[compared].astype({"seminar_id": "str"})
    said = said.assign(sector=sectors_of(said))
    both = pd.concat([said.assign(sector=ALL), said])
    coded = coded_themes(said)
    rows = []
    for group, themes in PRACTICE.items():
        ids = coded.loc[coded["theme"].isin(themes), "statement_id"].astype("str")
        hits = both.assign(hit=both.index.isin(ids)).groupby(["sector", "seminar_id"])["hit"]
        rows.append(
            hits.agg(n_statements="sum", of_statements="size").reset_index().assign(group=group)
        )
    table = pd.concat(rows, ignore_index=True)
    order = [ALL, *SECTORS, NOT_NAMED]
    table = table.assign(place=table["sector"].map(order.index), at=table.index)
    low, high = wilson(table["n_statements"], table["of_statements"])
    table = table.assign(share=table["n_statements"] / table["of_statements"], low=low, high=high)
    table = table.assign(group=pd.Categorical(table["group"], [*PRACTICE], ordered=True))
    table = table.sort_values(["group", "place", "seminar_id"], ignore_index=True)
    keys = ["group", "sector", "seminar_id"]
    return table[[*keys, "n_statements", "of_statements", "share", "low", "high"]]


@drawing(height=118, rows=2)
def draw_practice(shares: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en") -> Any:
    """Share of statements on practice (above) and on use and law (below), by sector.

    Parameters
    ----------
    shares : from :func:`practice_shares`. Seminars run from left to right within a sector;
        points of fewer than five statements are pale.
    axes : one per group, above each other.
    """
    units = shares[["sector", "seminar_id"]].drop_duplicates()
    sectors = list(dict.fromkeys(units["sector"]))
    place = {
        (sector, seminar): row + 0.9 * sectors.index(sector)
        for row, (sector, seminar) in enumerate(units.itertuples(index=False))
    }
    groups = shares.groupby("group", observed=True)
    for ax, letter, (group, here) in zip(axes, "ab", groups, strict=True):
        for _, part in here.iterrows():
            x, seminar = place[part["sector"], part["seminar_id"]], part["seminar_id"]
            pale = 0.35 if part["of_statements"] < 5 else 1
            colour, marker = _look(seminar)
            ax.plot([x, x], [part["low"], part["high"]], color=colour, alpha=pale, linewidth=1.2)
            look: dict[str, Any] = {"color": colour, "alpha": pale, "markersize": 6.5}
            ax.plot(x, part["share"], marker, clip_on=False, **look)
            counts = f"{part['n_statements']}/{part['of_statements']}"
            ax.text(x, 1.08, counts, ha="center", va="bottom", fontsize=7)
        ax.set(ylim=(0, 1), yticks=[0, 0.5, 1], xlim=(-0.7, max(place.values()) + 0.7), xticks=[])
        ax.yaxis.set_major_formatter(PercentFormatter(1, symbol=""))
        ax.set_ylabel(label("Share of statements (%)", labels))
        panel_letter(ax, letter)
        ax.set_title(label(str(group), labels), pad=20)
    middles = pd.Series(place).groupby(level=0).mean()[sectors]
    names = ["\n".join(label(sector, labels).split()) for sector in sectors]
    axes[-1].set_xticks(middles, names)
    axes[-1].tick_params(axis="x", length=0)
    handles = [
        Line2D(
            [], [], color=_look(seminar)[0], marker=_look(seminar)[1], label=label(seminar, labels)
        )
        for seminar in sorted(set(shares["seminar_id"]))
    ]
    scope = label("without questions and answers", labels)
    figure_of(axes[0]).legend(
        handles=handles, loc="outside lower left", ncols=3, title=scope, alignment="left"
    )
    return axes


def _look(seminar: str) -> tuple[str, str]:
    return YEARS[int(seminar[:4])], "D" if seminar == CONTROL[1] else "o"
