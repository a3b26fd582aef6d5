"""Who was on stage, who answered whom, and what each speaker and sector speaks of.

Themes are those coded from the codebook. The persons were invited by the organiser: these are
counts of all that the reports have, and intervals are within these reports.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import PercentFormatter

from icpf_analysis.comparison import CONTROL, REFERENCE, WITHOUT_QA
from icpf_analysis.curated import SECTORS
from icpf_analysis.inputs import require_corpus
from icpf_analysis.measures import coded_themes
from icpf_analysis.measures.dispersion import wilson
from icpf_analysis.plots import style
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
_BELOW: style.Look = {"place": "outside lower left", "alignment": "left"}


def _by_speaker(statements: pd.DataFrame) -> pd.DataFrame:
    """Statements in order; `person_id`: a person, else an institution, else `not named`."""
    said = statements.astype({"seminar_id": "str", "person_id": "str", "sector": "str"})
    said = said.sort_values(["seminar_id", "line"])
    who = said["person_id"].fillna(said["organisation"].astype("str"))
    return said.assign(person_id=who.fillna(NOT_NAMED), sector=said["sector"].fillna(NOT_NAMED))


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
    sector = corpus.statements["sector"].astype("str").fillna(NOT_NAMED)
    said = corpus.statements.assign(sector=sector).groupby(keys)
    people = corpus.appearances.astype({"sector": "str"})
    counts = {
        "people": people.groupby(keys)["person_id"].nunique(),
        "speakers": said["person_id"].nunique(),
        "n_statements": said.size(),
    }
    sectors = [sector for sector in SECTORS if sector in set(people["sector"])]
    rows = pd.MultiIndex.from_product([corpus.seminars.index, [*sectors, NOT_NAMED]], names=keys)
    table = pd.DataFrame(counts, index=rows).fillna(0).astype("Int64").reset_index()
    of = table.groupby("seminar_id")["n_statements"].transform("sum")
    return table.assign(of_statements=of)


@style.drawing(height=100)
def draw_sectors(table: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """Draw :func:`sectors_by_seminar`: a dot for each person on stage, a bar for statements.

    A dot is empty where the report ascribes nothing to the person.
    """
    sizes = table.groupby("seminar_id", sort=False)["of_statements"].first()
    seminars, sectors = list(sizes.index), list(dict.fromkeys(table["sector"]))
    dot: style.Look = {"markersize": 5.5, "markeredgewidth": 0.7, "markeredgecolor": "#333333"}
    for row in range(len(sectors)):
        ax.axhspan(row - 0.46, row + 0.46, color="#F4F4F4", zorder=0, linewidth=0)
    for cell in table.to_dict("records"):
        x, y = float(seminars.index(cell["seminar_id"])), sectors.index(cell["sector"])
        area = style.sector_area(cell["sector"])
        for person in range(cell["people"]):
            face = area["facecolor"] if person < cell["speakers"] else "white"
            ax.plot(x + 0.03 + 0.075 * person, y - 0.2, "o", markerfacecolor=face, **dot)
        if cell["n_statements"]:
            length = 0.72 * cell["n_statements"] / float(table["n_statements"].max())
            ax.barh(y + 0.18, length, left=x, height=0.36, zorder=2, **area)
            ax.text(x + length + 0.02, y + 0.18, str(cell["n_statements"]), va="center")
    heads = [
        style.seminar_head(seminar, labels) + "\n" + label("{n} statements", labels, n=of)
        for seminar, of in sizes.items()
    ]
    ax.set_xticks([x + 0.38 for x in range(len(seminars))], heads)
    ax.set_yticks(range(len(sectors)), [label(sector, labels) for sector in sectors])
    ax.set(xlim=(-0.06, len(seminars) - 0.08), ylim=(len(sectors) - 0.5, -0.55))
    ax.tick_params(labeltop=True, labelbottom=False)
    style.without_frame(ax)
    style.year_rule(ax, sum(seminar < "2013" for seminar in seminars) - 0.07)
    handles = [
        style.key_mark("person on stage, with statements", labels, "o", mfc="#777777", **dot),
        style.key_mark("person on stage, no statement ascribed", labels, "o", mfc="white", **dot),
        Rectangle((0, 0), 1, 1, facecolor="#777777", label=label("statements", labels)),
    ]
    style.legend_below(ax, handles, 3, title=label("with questions and answers", labels), **_BELOW)
    return ax


def speaker_themes(statements: pd.DataFrame) -> pd.DataFrame:
    """Count how many statements of each speaker have each theme, coded from the codebook.

    Returns
    -------
    One row per seminar, speaker and theme, zeros too: `seminar_id`, `person_id`, `sector`,
    `theme`, `n_statements` with the theme, `of_statements` of the speaker at this seminar,
    `share`. Seminars and speakers in the order of the reports; what the page ascribes to nobody
    is the last of its seminar, `not named`. A statement can have several themes or none.
    """
    said = _by_speaker(statements)
    keys = ["seminar_id", "person_id", "sector"]
    cells = said.groupby(keys, sort=False).size().rename("of_statements").reset_index()
    last = cells["person_id"] == NOT_NAMED
    cells = cells.assign(last=last).sort_values(["seminar_id", "last"], kind="stable")
    themes = pd.DataFrame({"theme": list(style.theme_rows(0))})
    cells = cells.drop(columns="last").merge(themes, how="cross")
    coded = coded_themes(statements)[["statement_id", "theme"]].dropna().astype("str")
    coded = coded.merge(said[keys], left_on="statement_id", right_index=True)
    counts = coded.groupby([*keys, "theme"]).size().rename("n_statements")
    table = cells.join(counts, [*keys, "theme"]).fillna({"n_statements": 0})
    n = table["n_statements"].astype("int64")
    return table.assign(n_statements=n, share=n / table["of_statements"])


@style.drawing(height=122, narrow=145)
def draw_speaker_themes(shares: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """Draw :func:`speaker_themes`: themes x speakers, the darker the larger the share.

    The number in a cell is that of the speaker's statements with the theme; the row above has all
    of the speaker's statements.
    """
    narrow = style.is_narrow(ax)
    row_of, size = style.theme_rows(0.8), 7 if narrow else 7.5
    lowest = max(row_of.values())
    speakers = shares.drop_duplicates(["seminar_id", "person_id"], ignore_index=True)
    speakers["x"] = style.in_blocks(speakers["seminar_id"], 0.6)
    x_of = speakers.set_index(["seminar_id", "person_id"])["x"]
    for cell in shares.to_dict("records"):
        x, y = x_of[cell["seminar_id"], cell["person_id"]], row_of[cell["theme"]]
        shade, text = 0.8 * cell["share"], str(cell["n_statements"] or "")
        style.shaded_cell(ax, x, y, (1, 1), shade, text, edgecolor="#CCCCCC", linewidth=0.4)
    middle: style.Look = {"ha": "center", "fontsize": size}
    for who in speakers.to_dict("records"):
        x, area = who["x"], style.sector_area(who["sector"])
        ax.add_patch(Rectangle((x - 0.5, -1.35), 1, 0.45, **area))
        ax.text(x, -1.9, str(who["of_statements"]), va="center", **middle)
        name, turned = _speaker(who["person_id"], labels), style.Look(rotation=90)
        if labels == "ja":  # upright signs; in English the family name, turned
            name, turned = "\n".join(name), style.Look(linespacing=1.05)
        elif who["person_id"] != NOT_NAMED:
            name = name.split()[0]
        ax.text(x, -2.5, name, va="bottom", **middle, **turned)
    for seminar, there in speakers.groupby("seminar_id")["x"]:
        lines = style.seminar_head(seminar, labels).split("\n")
        foot = "\n".join(style.broken(ax, line, 10) for line in lines)
        behind = {"color": "white", "pad": 0} if narrow else None
        centre = (there.min() + there.max()) / 2
        ax.text(centre, lowest + 0.75, foot, ha="center", va="top", bbox=behind)
    beside: style.Look = {"transform": ax.get_yaxis_transform(), "ha": "right", "color": style.GREY}
    scope = style.broken(ax, label("with questions and answers", labels), 16)
    ax.text(-0.005, lowest + 0.75, scope, va="top", **beside)
    names = [style.broken(ax, label(name, labels), 16) for name in ("statements", *row_of)]
    ax.set_yticks([-1.9, *row_of.values()], names)
    ax.tick_params(axis="y", pad=2 if narrow else 3.5)
    for group, top in style.group_tops(row_of).items():
        ax.text(-0.005, top - 0.82, label(group, labels), va="center", fontsize=7, **beside)
    right = speakers["x"].max() + 0.8
    totals = shares.groupby("theme")["n_statements"].sum()
    for theme, y in row_of.items():
        ax.text(right, y, str(totals[theme]), va="center_baseline", fontsize=size)
    ax.text(right, -2.5, label("all", labels), va="bottom", fontsize=size)
    ax.text(right, -1.9, str(speakers["of_statements"].sum()), va="center", fontsize=size)
    style.year_rule(ax, speakers.loc[speakers["seminar_id"] < "2013", "x"].max() + 0.8)
    ax.set(xlim=(-0.55, right + 1.1), ylim=(lowest + 2.2, -5.6))
    ax.tick_params(labelbottom=False)
    style.without_frame(ax)
    style.sector_legend(ax, set(shares["sector"]), labels)
    return ax


def _speaker(who: str, labels: str) -> str:
    return label(who, labels) if who == NOT_NAMED else gloss(who, labels)


def exchanges(statements: pd.DataFrame) -> pd.DataFrame:
    """List who answered which question: one row per answer, in the order of the reports.

    Returns
    -------
    seminar_id, question_id, themes : of the question, coded from the codebook; a tuple.
    answer_id, answered_by, sector : of the answer; an institution where no person is named.
    question, answer, source, line : the texts, and where the answer is.
    """
    said = _by_speaker(statements)
    asked, answered = said[said["kind"] == "question"], said[said["kind"] == "answer"]
    coded = coded_themes(asked)[["statement_id", "theme"]].astype("str")
    themes = coded.groupby("statement_id")["theme"].agg(tuple).rename("themes")
    names = {"reply_to": "question_id", "person_id": "answered_by", "text": "answer"}
    table = answered.rename_axis("answer_id").reset_index().rename(columns=names)
    table = table.join(themes, "question_id").join(asked["text"].rename("question"), "question_id")
    columns = ["seminar_id", "question_id", "themes", "answer_id", "answered_by", "sector"]
    return table[[*columns, "question", "answer", "source", "line"]]


def exchange_table(exchanged: pd.DataFrame) -> pd.DataFrame:
    """List :func:`exchanges` for readers: line, question, who answered, answer, names of themes."""
    names = load_themes()["full_name"]
    table = exchanged[["source", "line", "question", "answered_by", "answer", "themes"]]
    by = table["answered_by"].map(lambda who: gloss(who, "en"))
    themes = table["themes"].map(lambda themes: "; ".join(names[list(themes)]))
    return table.assign(answered_by=by, themes=themes).rename(
        columns={"answered_by": "answered by"}
    )


def exchange_counts(exchanged: pd.DataFrame) -> pd.DataFrame:
    """Count the answers of :func:`exchanges` by theme of the question and by who answered.

    Returns
    -------
    One row per seminar, theme and answerer that occurs: `seminar_id`, `theme`, `answered_by`,
    `sector`; `n_answers`; `n_questions` of the seminar with this theme; `of_answers` of this
    answerer, `of_questions` of the seminar, each counted once. A question with several themes
    counts under each.
    """
    rows = exchanged.explode("themes").rename(columns={"themes": "theme"})
    seminar, theme = ["seminar_id"], ["seminar_id", "theme"]
    keys = [*theme, "answered_by", "sector"]
    counts = rows.groupby(keys, sort=False)["answer_id"].nunique().rename("n_answers").reset_index()
    questions = rows.groupby(theme)["question_id"].nunique().rename("n_questions")
    answers = exchanged["answered_by"].value_counts().rename("of_answers")
    asked = exchanged.groupby(seminar)["question_id"].nunique().rename("of_questions")
    return counts.join(questions, theme).join(answers, "answered_by").join(asked, seminar)


@style.drawing(height=88)
def draw_exchanges(counts: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """Draw :func:`exchange_counts`: theme x who answered, a disc as large as the number."""
    themes = [theme for theme in style.theme_rows(0) if theme in set(counts["theme"])]
    middle, above = style.Look(ha="center", va="center"), style.Look(ha="center", va="bottom")
    x, last = 0.0, counts["seminar_id"].max()
    for seminar, here in counts.groupby("seminar_id"):
        first = x
        ax.text(x, -0.62, label("questions", labels), color=style.GREY, **above)
        for theme, n in here.groupby("theme")["n_questions"].first().items():
            ax.text(x, themes.index(str(theme)), str(n), color=style.GREY, **middle)
        for who, some in here.groupby("answered_by", sort=False):
            x += 1
            for cell in some.to_dict("records"):
                colour, y = style.SECTOR_COLOURS[cell["sector"]], themes.index(cell["theme"])
                look = style.mark(colour) | {"markersize": 9 + 2.1 * cell["n_answers"]}
                ax.plot(x, y, "o", **look)
                ax.text(x, y, str(cell["n_answers"]), color=style.ink(colour), **middle)
            name = _speaker(str(who), labels).replace(" ", "\n")
            ax.text(x, -0.62, f"{name}\nn = {some['of_answers'].iloc[0]}", **above)
        asked = label("{n} questions", labels, n=here["of_questions"].iloc[0])
        head = style.seminar_head(seminar, labels).replace("\n", " ") + ": " + asked
        ax.text((first + x) / 2, -2.0, head, fontsize=8, **above)
        if seminar != last:
            ax.axvline(x + 0.75, color="#BBBBBB", linewidth=0.8)
        x += 1.5
    for row in range(len(themes)):
        ax.axhline(row, color="#E4E4E4", linewidth=0.6, zorder=0)
    ax.set_yticks(range(len(themes)), [label(theme, labels) for theme in themes])
    ax.set(xlim=(-0.6, x - 0.9), ylim=(len(themes) - 0.4, -2.4), xticks=[])
    style.without_frame(ax)
    style.sector_legend(ax, set(counts["sector"]), labels)
    return ax


def practice_shares(statements: pd.DataFrame) -> pd.DataFrame:
    """Share of statements with any theme of a group of PRACTICE, by sector and seminar.

    The seminars compared (2012 and the two of 2014 on the number system), without questions and
    answers.

    Returns
    -------
    One row per group, sector and seminar, `all speakers` first and `not named` last:
    `n_statements` with any theme of the group, `of_statements`, `share`, and Wilson's 95 %
    interval `low`, `high`.
    """
    on_it = statements["subject"] == REFERENCE["subject"]
    said = _by_speaker(statements[on_it & statements["kind"].isin(WITHOUT_QA["kind"])])
    coded = coded_themes(said)
    sectors = pd.CategoricalDtype([ALL, *SECTORS, NOT_NAMED])
    both = pd.concat([said.assign(sector=ALL), said]).astype({"sector": sectors})
    tables, units = {}, ["sector", "seminar_id"]
    for group, themes in PRACTICE.items():
        ids = coded.loc[coded["theme"].isin(themes), "statement_id"].astype("str")
        hits = both.assign(hit=both.index.isin(ids)).groupby(units, observed=True)["hit"]
        tables[group] = hits.agg(n_statements="sum", of_statements="size")
    table = pd.concat(tables, names=["group"]).reset_index().astype({"sector": "str"})
    low, high = wilson(table["n_statements"], table["of_statements"])
    return table.assign(share=table["n_statements"] / table["of_statements"], low=low, high=high)


@style.drawing(height=118, rows=2, narrow=150)
def draw_practice(shares: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en") -> Any:
    """Draw :func:`practice_shares`: a group above the other, sectors from left to right.

    In a narrow figure the sectors run from the top down. The seminars within a sector run the same
    way. Points of fewer than five statements are pale.
    """
    units = shares[["sector", "seminar_id"]].drop_duplicates()
    place = pd.Series(style.in_blocks(units["sector"], 0.9), pd.MultiIndex.from_frame(units))
    looks = {
        seminar: style.Look(
            color=style.YEARS[int(seminar[:4])], marker="D" if seminar == CONTROL[1] else "o"
        )
        for seminar in sorted(set(shares["seminar_id"]))
    }
    narrow, ends = style.is_narrow(axes[0]), (-0.7, place.max() + 0.7)
    turned = slice(None, None, -1 if narrow else 1)
    ha, va = ("left", "center") if narrow else ("center", "bottom")
    middles = place.groupby(level="sector", sort=False).mean()
    names = [label(sector, labels) for sector in middles.index]
    groups = shares.groupby("group", sort=False)
    for ax, letter, (group, here) in zip(axes, "ab", groups, strict=True):
        for part in here.to_dict("records"):
            x, look = place[part["sector"], part["seminar_id"]], looks[part["seminar_id"]]
            pale = 0.35 if part["of_statements"] < 5 else 1
            interval = [x, x], [part["low"], part["high"]]
            ax.plot(*interval[turned], color=look["color"], alpha=pale, linewidth=1.2)
            point = (x, part["share"])[turned]
            ax.plot(*point, ls="", alpha=pale, markersize=6.5, clip_on=False, **look)
            counts = f"{part['n_statements']}/{part['of_statements']}"
            across, up = [x, 1.08][turned]
            ax.text(across, up, counts, ha=ha, va=va, fontsize=7)
        if narrow:
            ax.set(xlim=(0, 1), xticks=[0, 0.5, 1], ylim=ends[::-1])
            ax.set_yticks(middles, [style.broken(ax, name, 14) for name in names])
            ax.tick_params(axis="y", length=0, pad=7)
        else:
            ax.set(ylim=(0, 1), yticks=[0, 0.5, 1], xlim=ends, xticks=[])
        axis = ax.xaxis if narrow else ax.yaxis
        axis.set_major_formatter(PercentFormatter(1, symbol=""))
        axis.set_label_text(label("Share of statements (%)", labels))
        style.panel_letter(ax, letter)
        ax.set_title(style.broken(ax, label(group, labels), 34), pad=6 if narrow else 20)
    if not narrow:
        axes[-1].set_xticks(middles, ["\n".join(name.split()) for name in names])
        axes[-1].tick_params(axis="x", length=0)
    handles = [
        Line2D([], [], label=label(seminar, labels), **look) for seminar, look in looks.items()
    ]
    scope = label("without questions and answers", labels)
    style.legend_below(axes[0], handles, 3, title=scope, **_BELOW)
    return axes
