"""Any archive: themes by seminar, their course over time, and two groups compared.

Themes are found by the lexicon's rule, because new pages have not been coded.
"""

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from icpf_analysis.display import Shown
from icpf_analysis.measures import theme_shares, trend
from icpf_analysis.plots import style
from icpf_analysis.plots.explore import show_contrast
from icpf_analysis.plots.wording import label
from icpf_analysis.reading.corpus import Corpus

MANY = 12
"""Seminars up to which each has its column; of more, each year has one."""


def theme_table(corpus: Corpus) -> pd.DataFrame:
    """:func:`icpf_analysis.theme_shares` by seminar, or by year of more than 12 seminars."""
    by = "seminar_id" if len(corpus.seminars) <= MANY else "year"
    shares = theme_shares(corpus.statements, by=by)
    return shares.rename(columns={by: "group"}).drop(columns="evidence")


@style.drawing(height=110)
def draw_theme_counts(table: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """Draw :func:`theme_table`: rows of themes, a dot as large as the share in each column."""
    sizes = table.groupby("group", sort=False)["of_statements"].first()
    x, groups = pd.factorize(table["group"])
    y, themes = pd.factorize(table["theme"].astype("str"))
    ax.scatter(x, y, s=160 * table["share"], color=style.GREY)
    for across, down, n in zip(x, y, table["n_statements"], strict=True):
        if n:
            ax.annotate(str(n), (across, down), (7, 0), textcoords="offset points", va="center",
                        fontsize=7)  # fmt: skip
    wide = 12 if len(groups) > 4 else 20
    heads = [
        "\n".join([*style.in_lines(label(group, labels), wide), f"n = {of}"])
        for group, of in sizes.items()
    ]
    ax.set_xticks(range(len(groups)), heads, fontsize=7)
    ax.set_yticks(range(len(themes)), [label(theme, labels) for theme in themes])
    ax.set(xlim=(-0.5, len(groups) - 0.3), ylim=(len(themes) - 0.4, -0.6))
    ax.tick_params(labeltop=True, labelbottom=False)
    style.without_frame(ax)
    style.guide_lines(ax, "both", "#EEEEEE")
    return ax


def trend_table(corpus: Corpus) -> pd.DataFrame:
    """The leading columns of :func:`icpf_analysis.trend` of the themes.

    There are no rows where all seminars are of one year.
    """
    if corpus.statements["year"].nunique() < 2:
        return pd.DataFrame()
    columns = ["statements_with", "statements", "slope", "low", "high", "p", "q", "attainable_p"]
    return trend(corpus.terms)[columns]


def course_table(corpus: Corpus, theme: str) -> pd.DataFrame:
    """The share of one theme in each seminar, with the trend fitted to all.

    Returns
    -------
    One row per seminar in the order of time: `seminar_id`, `date`, `theme`, `n_statements`,
    `of_statements`, `share`, `low`, `high` (Wilson), and `fitted`, the share that the slope of
    :func:`icpf_analysis.trend` gives, through the share of all statements at their mean year;
    missing where all seminars are of one year.
    """
    rows = theme_shares(corpus.statements, by="seminar_id").query("theme == @theme")
    rows = rows.assign(date=rows["seminar_id"].map(corpus.seminars["date"]))
    rows = rows.sort_values(["date", "seminar_id"], ignore_index=True)
    slope = trend_table(corpus).get("slope", pd.Series(dtype=float)).get(theme, np.nan)
    years, n, of = rows["date"].dt.year, rows["n_statements"].sum(), rows["of_statements"].sum()
    mean = np.average(years, weights=rows["of_statements"])
    logit = np.log((n + 0.5) / (of - n + 0.5)) + slope * (years - mean)
    columns = ["seminar_id", "date", "theme", "n_statements", "of_statements", "share", "low"]
    return rows[[*columns, "high"]].assign(fitted=1 / (1 + np.exp(-logit)))


@style.drawing(width=120, height=60)
def draw_course(table: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """Draw :func:`course_table`: a dot with interval per seminar, and the fitted trend."""
    dates = mdates.date2num(table["date"])
    ax.vlines(dates, table["low"], table["high"], color="#AAAAAA", lw=1)
    ax.plot(dates, table["share"], "o", color=style.GREY, ms=4, clip_on=False)
    if table["fitted"].notna().all():
        ax.plot(dates, table["fitted"], color="black", lw=1)
    ax.xaxis_date()
    ax.xaxis.set_major_locator(mdates.AutoDateLocator(maxticks=7))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y-%m"))
    style.in_per_cent(ax.yaxis)
    ax.set_ylim(0, 1)
    ax.set_ylabel(label("Share of statements", labels))
    ax.set_title(label(table["theme"].iloc[0], labels), loc="left", fontsize=10)
    return ax


def compare_halves(corpus: Corpus) -> Shown:
    """The later half of the seminars (a) against the earlier half (b), theme by theme.

    As :func:`icpf_analysis.plots.explore.show_contrast`, without questions and answers.
    """
    ids = corpus.seminars.sort_values("date").index.astype(str).tolist()
    later, earlier = ids[len(ids) // 2 :], ids[: len(ids) // 2]
    if not earlier:
        return Shown("<p>There is one seminar only.</p>", "There is one seminar only.")
    return show_contrast(corpus, later, earlier, "seminar_id", unit="theme")
