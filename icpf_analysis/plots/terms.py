"""Words: which changed between the years, how often each is used, how evenly, and by chance.

All tables are about the seminars on the number system, without questions and answers.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Polygon
from PIL import ImageFont

from icpf_analysis.comparison import CONTROL, REFERENCE, TARGET, WITHOUT_QA, rows_within
from icpf_analysis.measures import contrast, dispersion, label_shuffles, word_shift
from icpf_analysis.measures.dispersion import deviation_of_proportions
from icpf_analysis.plots import style
from icpf_analysis.plots.wording import gloss, label
from icpf_analysis.terms.counts import term_counts, texts_by_terms

LATER, EARLIER = {"seminar_id": CONTROL[1]}, {"seminar_id": CONTROL[0]}
GREY, GRID = "#999999", "#DDDDDD"
SEED = 2014
_PIXELS = 4
"""Of the canvas of a word cloud, per point."""
_POINTS = 0.75
"""Height of a word in a cloud, for an occurrence per 1,000 terms."""


def term_name(term: str, labels: str) -> str:
    """The term, in English with its gloss."""
    english = gloss(term, labels)
    return term if english == term else f"{term} {english}"


def compared(terms: pd.DataFrame) -> pd.DataFrame:
    """The seminars that are compared: on the number system, without questions and answers."""
    return terms[rows_within(terms, WITHOUT_QA | {"subject": TARGET["subject"]})]


def term_changes(terms: pd.DataFrame) -> pd.DataFrame:
    """Compare the change of each term between the years with that within 2014.

    Returns
    -------
    One row per term of four statements or more, the largest change first: `term`; statements with
    it in `n_2012`, `n_january` and `n_march` 2014; `change` from 2012 to 2014 and `within_2014`,
    from January to 14 March, both in percentage points of the statements; `larger`, whether the
    first is the larger one.
    """
    years = contrast(terms, TARGET, REFERENCE, within=WITHOUT_QA)
    seminars = contrast(terms, LATER, EARLIER, within=WITHOUT_QA).reindex(years.index)
    within = (seminars["share_a"] - seminars["share_b"]).fillna(0)
    columns = {
        "n_2012": years["statements_b"],
        "n_january": seminars["statements_b"].fillna(0).astype(int),
        "n_march": seminars["statements_a"].fillna(0).astype(int),
        "change": 100 * years["difference"],
        "within_2014": 100 * within,
        "larger": years["difference"].abs() > within.abs(),
    }
    table = pd.DataFrame(columns)[years["statements_a"] + years["statements_b"] >= 4]
    table = table.sort_values("change", key=lambda change: -change.abs().round(9), kind="stable")
    return table.rename_axis("term").reset_index()


@style.drawing(height=105, narrow=140)
def draw_terms(changes: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """Draw :func:`term_changes`: a point per term, its change between the years and within 2014.

    Named are the terms whose change between the years is the larger one, in black, and others
    that changed by ten points or more. In a narrow figure their English is below.
    """
    narrow = style.is_narrow(ax)
    across, up = (1.15 * changes[column].abs().max() for column in ("change", "within_2014"))
    for side in (-1, 1):
        wedge = [(0, 0), (side * up, up), (side * up, -up)]
        ax.add_patch(Polygon(wedge, facecolor="#EEEEEE", edgecolor="none", zorder=0))
    names, named = [], []
    for row in changes.to_dict("records"):
        n = row["n_2012"] + row["n_january"] + row["n_march"]
        at, size = (row["change"], row["within_2014"]), 2 * n**0.5
        colour = "black" if row["larger"] else GREY
        ax.plot(*at, "o", color=colour, markersize=size, markeredgecolor="white")
        if row["larger"] or abs(row["change"]) >= 10:
            named.append(term_name(row["term"], labels))
            name = row["term"] if narrow else named[-1]
            names.append((f"{name} ({n})", at, size / 2))
        elif narrow:
            names.append(("", at, size / 2))  # that no name lies on it
    for line in (ax.axhline, ax.axvline):
        line(0, color="#BBBBBB", linewidth=0.5, zorder=0.5)
    ax.set(xlim=(-across, across), ylim=(-up, up))
    words = label("Change from 2012 to 2014 (percentage points of the statements)", labels)
    ax.set_xlabel(style.broken(ax, words, 40))
    ax.set_ylabel(label("Change from January to 14 March 2014 (the same)", labels))
    explained = label("grey area: a larger change between the years than within 2014", labels)
    ax.text(0.01, 0.985, style.broken(ax, explained, 40), transform=ax.transAxes, va="top",
            fontsize=7.5)  # fmt: skip
    if narrow and labels == "en":
        handles = [Line2D([], [], ls="", label=name) for name in sorted(named, key=len)]
        style.legend_below(ax, handles, 2, handlelength=0, handletextpad=0)
    style.name_points(ax, names)
    return ax


def leading_terms(changes: pd.DataFrame) -> list[str]:
    """The five terms of :func:`term_changes` that rose most, then those that fell most."""
    ordered = changes.sort_values("change", ascending=False, kind="stable")["term"]
    return [*ordered.head(5), *ordered.tail(5)[::-1]]


def seminar_rates(terms: pd.DataFrame, listed: Sequence[str]) -> pd.DataFrame:
    """Count how often each listed term is used in each of the seminars compared.

    Returns
    -------
    One row per term and seminar: `term`, `seminar_id`, `year`, `f` of `n` terms, and `rate` per
    1,000.
    """
    table = _counted(terms, "seminar_id").astype({"seminar_id": "str"})
    table = table.set_index("term").loc[list(listed)].reset_index()
    table.insert(2, "year", table["seminar_id"].str[:4].astype(int))
    return table.assign(rate=1000 * (table["f"] / table["n"]))


def _counted(terms: pd.DataFrame, by: str) -> pd.DataFrame:
    """Each term of the seminars compared and each group, zeros too: `f` of `n` terms."""
    table = term_counts(compared(terms), by).stack().reset_index()
    table.columns = pd.Index(["term", by, "f"])
    n = table.groupby(by, observed=True)["f"].transform("sum")
    return table.assign(n=n).astype({"term": "str"})


@style.drawing(height=85, panels=3)
def draw_rates(table: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en") -> Any:
    """Draw :func:`seminar_rates`: a column per seminar, a bar per term with its occurrences."""
    terms = list(dict.fromkeys(table["term"]))
    heights = style.in_blocks([at >= len(terms) / 2 for at in range(len(terms))], 0.6)
    places = dict(zip(terms, heights, strict=True))
    for ax, (seminar, rows) in zip(axes, table.groupby("seminar_id", observed=True), strict=True):
        at = rows["term"].map(places)
        bars = ax.barh(at, rows["rate"], height=0.66, color=style.YEARS[rows["year"].iloc[0]])
        ax.bar_label(bars, labels=[str(f) for f in rows["f"]], padding=3)
        size = label("{n} terms", labels, n=rows["n"].iloc[0])
        ax.set_title(f"{label(seminar, labels)}\n{size}")
        ax.set_xlim(0, table["rate"].max() * 1.15)
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
        ax.axvline(0, color="black", linewidth=0.6)
    style.name_rows(axes[0], heights, [term_name(term, labels) for term in terms])
    style.figure_of(axes[0]).supxlabel(label("Per 1,000 terms", labels), fontsize=8)
    return axes


def word_shift_table(terms: pd.DataFrame) -> pd.DataFrame:
    """List what single terms add to the divergence between 2012 and 2014, and within 2014.

    Returns
    -------
    One row per comparison and each of its 14 leading terms, all sides cut to `subsample` terms:
    `panel`, `term`, `f_a`, `f_b`, occurrences on the later and the earlier side, `contribution` in
    bits at that size; `side`, 1 where the term has the larger share on the later side, else -1;
    `total_a` and `total_b`, what all terms of either side add; `whole_chance_low`,
    `whole_chance_high`, 95 % of the sum when statements are reshuffled.
    """
    pairs = {"2012 to 2014": (TARGET, REFERENCE), "within 2014": (LATER, EARLIER)}
    size = int(compared(terms)["seminar_id"].value_counts().min()) // 2
    tables = {
        panel: word_shift(terms, *sides, within=WITHOUT_QA, subsample=size)
        for panel, sides in pairs.items()
    }
    shifts = pd.concat(tables, names=["panel"]).reset_index()
    shifts = shifts.assign(contribution=shifts["at_size"], size=-shifts["at_size"].round(12))
    shifts["side"] = np.where(shifts["more_in"] == "b", -1, 1)
    for side in "ab":
        there = shifts["contribution"].where(shifts["more_in"] == side, 0)
        shifts[f"total_{side}"] = there.groupby(shifts["panel"]).transform("sum")
    shifts = shifts.sort_values(["panel", "size", "term"])  # 2012 sorts before within
    shifts = shifts.groupby("panel", sort=False).head(14)
    columns = ["panel", "term", "f_a", "f_b", "contribution", "side", "total_a", "total_b"]
    chance = ["whole_chance_low", "whole_chance_high", "subsample"]
    return shifts[[*columns, *chance]].reset_index(drop=True)


@style.drawing(height=105, panels=2)
def draw_word_shifts(shifts: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en") -> Any:
    """Draw :func:`word_shift_table`: a graph per comparison, the later side to the right."""
    sides = {
        "2012 to 2014": (("2012", style.YEARS[2012]), ("2014", style.YEARS[2014])),
        "within 2014": (("January", "#777777"), ("March", GREY)),
    }
    widest = 1000 * shifts["contribution"].max()
    look: style.Look = {"va": "center_baseline", "fontsize": 7}
    for ax, (panel, rows) in zip(axes, shifts.groupby("panel", sort=False), strict=True):
        (earlier, colour_b), (later, colour_a), one = *sides[str(panel)], rows.iloc[0]
        for at, row in enumerate(rows.to_dict("records")):
            size = 1000 * row["contribution"] * row["side"]
            ax.barh(at, size, height=0.7, color=colour_a if size > 0 else colour_b)
            away, ha = (-3, "right") if size > 0 else (3, "left")
            name = term_name(row["term"], labels)
            ax.annotate(name, (0, at), (away, 0), textcoords="offset points", ha=ha, **look)
        for x, side, total, ha in ((0, earlier, "total_b", "left"), (1, later, "total_a", "right")):
            words = {"name": label(side, labels), "bits": f"{one[total]:.2f}"}
            head = label("more in {name}: {bits} bits", labels, **words)
            ax.text(x, 1.01, head, transform=ax.transAxes, ha=ha, va="bottom", fontsize=7.5)
        ax.axvline(0, color="black", linewidth=0.6)
        words = {"bits": f"{one['total_a'] + one['total_b']:.2f}"}
        words |= {end: f"{one[f'whole_chance_{end}']:.2f}" for end in ("low", "high")}
        chance = label("{bits} bits, reshuffled {low} to {high}", labels, **words)
        ax.set_title(f"{label(panel, labels)}: {chance}", pad=16)
        ax.set(xlim=(-1.15 * widest, 1.15 * widest), ylim=(len(rows) - 0.4, -0.6), yticks=[])
        ax.xaxis.set_major_formatter(lambda x, _: f"{abs(x):g}")
        ax.spines["left"].set_visible(False)
    axis = "Contribution to the divergence, thousandths of a bit; {n} terms of each side"
    axis = label(axis, labels, n=shifts["subsample"].iloc[0])
    style.figure_of(axes[0]).supxlabel(axis, fontsize=8)
    return axes


def spread_of_terms(terms: pd.DataFrame) -> pd.DataFrame:
    """Measure how evenly each frequent term is spread over the seminars and the speakers.

    Returns
    -------
    One row per term of five occurrences or more and unit (``seminars``, ``speakers``; unattributed
    statements are treated as one speaker per seminar): `term`, `unit`, `f`, `range` of `of` units,
    `dp` (:func:`icpf_analysis.dispersion`), and `low`, `high`, between which 95 % of the values lie
    when whole statements are reshuffled over the units. The term whose dp over the seminars exceeds
    `high` most comes first.
    """
    terms = compared(terms)
    matrix, documents, names = texts_by_terms(terms)
    said = terms.drop_duplicates("statement_id").set_index("statement_id").loc[documents]
    seminar = said["seminar_id"].astype("str")
    speaker = said["person_id"].astype("str").fillna("unnamed " + seminar)
    counts, rng, tables = matrix.toarray(), np.random.default_rng(SEED), []
    often = counts.sum(axis=0) >= 5
    for unit, of_statement in (("seminars", seminar), ("speakers", speaker)):
        codes, there = pd.factorize(of_statement, sort=True)

        def by_unit(codes: np.ndarray, n: int = len(there)) -> np.ndarray:
            return (counts.T @ np.eye(n)[codes]).astype(float)  # terms x units

        observed = by_unit(codes)
        table = dispersion(pd.DataFrame(observed)[often], observed.sum(axis=0))
        shuffled = (by_unit(rng.permutation(codes)) for _ in range(500))
        drawn = [deviation_of_proportions(each[often], each.sum(axis=0)) for each in shuffled]
        low, high = np.quantile(drawn, (0.025, 0.975), axis=0)
        table = table.assign(term=names[often].astype("str"), unit=unit, of=len(there))
        tables.append(table.rename(columns={"freq": "f"}).assign(low=low, high=high))
    table = pd.concat(tables, ignore_index=True)
    excess = (table["dp"] - table["high"]).where(table["unit"] == "seminars")
    table["order"] = -excess.groupby(table["term"]).transform("max").round(9)
    table = table.sort_values("order", kind="stable").sort_values("unit", kind="stable")
    columns = ["term", "unit", "f", "range", "of", "dp", "low", "high"]
    return table[columns].reset_index(drop=True)


@style.drawing(height=105, panels=2)
def draw_spread(spread: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en") -> Any:
    """Draw :func:`spread_of_terms`: a dot per term, over a band of what reshuffling gives."""
    terms = list(dict.fromkeys(spread["term"]))
    for ax, (unit, rows) in zip(axes, spread.groupby("unit"), strict=True):
        at = rows["term"].map(terms.index)
        ax.barh(at, rows["high"] - rows["low"], left=rows["low"], height=0.7, color=GRID)
        colours = np.where(rows["dp"] > rows["high"], "black", GREY)
        ax.scatter(rows["dp"], at, s=18, zorder=3, color=colours)
        for n, of, y in zip(rows["range"], rows["of"], at, strict=True):
            counts = label("{n} of {of}", labels, n=n, of=of)
            ax.text(1.02, y, counts, va="center_baseline", fontsize=7)
        ax.set(xlim=(0, 1.15), xticks=[0, 0.5, 1])
        ax.spines["left"].set_visible(False)
        ax.spines["bottom"].set_bounds(0, 1)
        ax.tick_params(axis="y", length=0)
        ax.set_title(label(f"over the {unit}", labels))
        ax.set_xlabel(label("DP: even ← → concentrated", labels))
    sizes = spread.groupby("term")["f"].first()
    names = [f"{term_name(term, labels)}  {sizes[term]}" for term in terms]
    style.name_rows(axes[0], range(len(terms)), names)
    handles = [
        style.key_mark("more concentrated than by chance", labels, "o", color="black", ms=4),
        Patch(color=GRID, label=label("95 % of reshuffled statements", labels)),
    ]
    style.legend_below(axes[0], handles, 2)
    return axes


def false_alarms(terms: pd.DataFrame) -> pd.DataFrame:
    """Count how often the exact test calls a term significant although nothing differs.

    Returns
    -------
    One row per unit that is reshuffled between 2012 and 2014: `reshuffled`; `terms`, those with
    five occurrences or more; per cent of them with p of 0.05 or less, `expected` when the labels
    are reshuffled (mean of 500 times) and `observed` with the labels as they are.
    """
    rows = []
    for unit in ("statement", "speaker", "seminar"):
        shares = label_shuffles(terms, TARGET, REFERENCE, within=WITHOUT_QA, unit=unit)
        observed, *expected = 100 * shares["fisher_p"]
        rows.append([f"{unit} by {unit}", shares["n_terms"].iloc[0], np.mean(expected), observed])
    return pd.DataFrame(rows, columns=["reshuffled", "terms", "expected, %", "observed, %"])


def frequent_terms(terms: pd.DataFrame) -> pd.DataFrame:
    """List the terms of 2012 and of 2014, the seminars compared, that occur four times or more.

    Returns
    -------
    One row per year and term, the most frequent first: `year`, `term`, `f` of `n` terms.
    """
    counts = _counted(terms, "year").query("f >= 4")[["year", "term", "f", "n"]]
    order, rising = ["year", "f", "term"], [True, False, True]
    return counts.sort_values(order, ascending=rising, ignore_index=True)


@style.drawing(height=75, panels=2)
def draw_word_clouds(counts: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en") -> Any:
    """Draw :func:`frequent_terms`: a cloud per year, each word as high as its rate.

    The position of a word means nothing.
    """
    years = counts.groupby("year")
    for ax, (year, rows) in zip(axes, years, strict=True):
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set(visible=True, color="#CCCCCC")
        ax.set_title(f"{year} ({label('{n} terms', labels, n=rows['n'].iloc[0])})")
    figure = style.figure_of(axes[0])
    figure.draw_without_rendering()  # from here on the Axes have their size
    frame = axes[0].get_window_extent()
    pixels = _PIXELS * 72 / figure.dpi
    wide, high = round(pixels * frame.width), round(0.87 * pixels * frame.height)  # headline: 0.13
    for ax, (_, rows) in zip(axes, years, strict=True):
        ax.set(xlim=(0, wide), ylim=(high, 0))
        words = [gloss(term, labels).split(",")[0] for term in rows["term"]]
        sizes = dict(zip(words, _PIXELS * _POINTS * 1000 * rows["f"] / rows["n"], strict=True))
        for (word, _), size, (top, left), *_ in _cloud(sizes, wide, high):
            font = ImageFont.truetype(str(style.font_file()), size)
            before, above, *_ = font.getbbox(word, anchor="ls")
            at, look = (left - before, top - above), {"size": size / _PIXELS, "color": "#333333"}
            ax.text(*at, word, **look, in_layout=False)
    return axes


def _cloud(sizes: dict[str, float], wide: int, high: int) -> list[Any]:
    """Each word with its size and its place in pixels; ValueError where one finds no place."""
    from wordcloud import WordCloud  # type: ignore[import-untyped]  # 0.4 s that most do without

    cloud = WordCloud(
        font_path=str(style.font_file()),
        width=wide,
        height=high,
        max_font_size=round(max(sizes.values())),
        min_font_size=1,
        font_step=10**6,  # a word that finds no place ends the attempt; none is made smaller
        margin=2 * _PIXELS,
        prefer_horizontal=1,
        relative_scaling=1,
        random_state=SEED,
    )
    placed: list[Any] = cloud.generate_from_frequencies(sizes).layout_
    if len(placed) < len(sizes):
        raise ValueError(f"{len(sizes) - len(placed)} words find no place; draw fewer")
    return placed
