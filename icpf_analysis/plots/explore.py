"""Questions of one's own: where a term, theme or pattern occurs, and how two groups differ.

Functions give frames; the boxes put them behind ipywidgets and show the same frames.
"""

import re
from html import escape
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from icpf_analysis.display import Shown, show_table
from icpf_analysis.inputs import quoted, require_corpus, require_frame, require_one_of
from icpf_analysis.measures import contrast
from icpf_analysis.measures.dispersion import wilson
from icpf_analysis.plots import style
from icpf_analysis.plots.wording import label
from icpf_analysis.reading.corpus import Corpus
from icpf_analysis.terms.concordance import (
    Concordance,
    find_pattern,
    in_context,
    is_term,
    numbered_terms,
)
from icpf_analysis.terms.lexicon import load_themes

HOWS = ("term", "theme", "pattern")
PLACES = 50
"""Places that a box lists; of more it says how many there are."""
GROUPED = ("seminar_id", "year", "part", "kind", "sector", "subject", "person_id")
"""Columns whose groups a box offers."""


def look_up(corpus: Corpus, what: str, how: str = "term") -> Concordance:
    """Every place of a term, of the terms of a theme, or of a pattern, with its line.

    Parameters
    ----------
    what : a term as it is counted (番号制度), a theme (``private use``), or a regular expression
        (``番号.{1,4}カード``), full and half width alike.
    how : ``term``, ``theme`` or ``pattern``.

    Returns
    -------
    As :func:`icpf_analysis.kwic`; no rows where it does not occur.

    Raises
    ------
    TypeError, KeyError
        `corpus` is no Corpus or lacks a column, or `what` is no string.
    ValueError
        `how` is another word, `what` is blank, no theme, or no regular expression.
    """
    corpus = require_corpus(corpus)
    require_one_of(how, "how", HOWS)
    if not isinstance(what, str):
        raise TypeError(f"what is {quoted(what)}; give a word to look for")
    if not what.strip():
        raise ValueError("what is blank; give a word to look for")
    statements = corpus.statements
    if how == "pattern":
        try:
            pattern = re.compile(what, re.IGNORECASE)
        except re.error as problem:
            found = f"what is {quoted(what)}, which is no regular expression: {problem}"
            raise ValueError(found) from problem
        return in_context(statements, find_pattern(statements, pattern))
    terms = numbered_terms(statements)
    if how == "term":
        terms = terms[is_term(terms["term"], what)]
    else:
        there = sorted(set(terms["theme"].dropna()))
        if what not in there:
            raise ValueError(f"no theme {quoted(what)}; there are {', '.join(there)[:200]}")
        terms = terms[terms["theme"] == what]
    return in_context(statements, terms[["statement_id", "start", "end"]].itertuples(index=False))


def by_seminar(corpus: Corpus, places: pd.DataFrame, query: str = "") -> pd.DataFrame:
    """How often the places found occur in each seminar.

    Returns
    -------
    One row per seminar, all of them: `query`, what was looked for; `n`, places; `n_statements`
    that hold one, `of_statements`, and `share` of them, 0 to 1, with its Wilson interval `low`
    to `high`.

    Raises
    ------
    TypeError, KeyError
        `corpus` is no Corpus, or `places` no frame of :func:`look_up`.
    """
    corpus = require_corpus(corpus)
    require_frame(places, "places", "seminar_id", "statement_id")
    of = corpus.statements.groupby("seminar_id").size()
    grouped = places.groupby("seminar_id")["statement_id"]
    counts = {"n": grouped.size(), "n_statements": grouped.nunique(), "of_statements": of}
    frame = pd.DataFrame(counts, corpus.seminars.index).fillna(0).astype("int64")
    frame.insert(0, "query", query)
    said = frame["of_statements"].clip(lower=1)
    low, high = wilson(frame["n_statements"], said)
    return frame.assign(share=frame["n_statements"] / said, low=low, high=high)


@style.drawing(width=120, height=45)
def draw_by_seminar(found: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """Draw :func:`by_seminar`: the share of statements that hold the query, with intervals."""
    colours = {str(year): colour for year, colour in style.YEARS.items()}
    for place, (seminar, row) in enumerate(found.iterrows()):
        colour = colours.get(str(seminar)[:4], style.GREY)
        ax.plot([row["low"], row["high"]], [place, place], color=colour, lw=1.2)
        ax.plot(row["share"], place, "o", color=colour, ms=5, clip_on=False)
        counts = label("{n} of {all}", labels, n=row["n_statements"], all=row["of_statements"])
        style.beside_row(ax, place, counts)
    names = [label(seminar, labels) for seminar in found.index]
    style.name_rows(ax, range(len(found)), names, below=0.6)
    ax.set_xlim(0, min(1, found["high"].max() * 1.05))
    style.in_per_cent(ax.xaxis)
    ax.set_xlabel(label("Share of statements, Q&A included, with 95 % interval", labels))
    ax.set_title(found["query"].iloc[0], loc="left", fontsize=10)
    ax.grid(axis="x", color="#DDDDDD", linewidth=0.4)
    return ax


def show_contrast(
    corpus: Corpus, a: Any, b: Any, by: str = "year", *, unit: str = "term", asked: bool = False
) -> Shown:
    """The leading rows of a contrast of two groups, with what could not be matched.

    Parameters
    ----------
    a, b, by, unit : as :func:`icpf_analysis.contrast`, which also says what it refuses.
    asked : True takes questions and answers too.
    """
    terms = require_corpus(corpus).terms
    kinds = sorted(set(terms["statement_kind"].dropna()) - {"question", "answer"})
    rows = contrast(terms, a, b, by=by, within=None if asked else {"kind": kinds}, unit=unit)
    summary = (
        f"a: {a}, b: {b}; {len(rows)} compared, {(rows['q'] <= 0.05).sum()} significant after "
        "correction for multiple testing; smallest p that permuting whole seminars could reach: "
        f"{rows['attainable_p'].iloc[0]:.2f}; still not comparable: "
        f"{rows['unmatched'].iloc[0] or 'nothing'}"
    )
    table = show_table(_readable(rows.head(15), unit))
    return Shown(f"<p>{escape(summary)}</p>{table.html}", f"{summary}\n{table.text}")


def _readable(rows: pd.DataFrame, unit: str) -> pd.DataFrame:
    """A contrast in few columns: 10 of 30, and an interval as 0.12 to 0.46."""
    written = rows.filter(regex="statements_[ab]$").astype("str")
    ends = rows[["low", "high"]].map("{:.2f}".format)
    columns = {
        unit: rows.index.to_series(),
        "a": written["statements_a"] + " of " + written["of_statements_a"],
        "b": written["statements_b"] + " of " + written["of_statements_b"],
        "difference": rows["difference"].round(2),
        "95 % interval": (ends["low"] + " to " + ends["high"]).where(rows["low"].notna(), ""),
        "within": rows["within"].round(2),
        "q": rows["q"].round(3),
        "verdict": rows["verdict"],
    }
    return pd.DataFrame(columns)


def _table_widget() -> Any:
    """HTML that looks like a notebook's own tables, and scrolls where it is wider than its cell."""
    import ipywidgets as widgets

    table = widgets.HTML(layout=widgets.Layout(max_width="100%", overflow="auto"))
    table.add_class("jp-RenderedHTMLCommon")
    return table


def _unlinked(html: str) -> str:
    """A table without its links: JupyterLab leads those of outputs to the file, not a widget's."""
    return re.sub(r"</?a\b[^>]*>", "", html)


def look_up_box(corpus: Corpus, what: str = "番号制度", how: str = "term") -> Any:
    """A box to type a term, theme or pattern into; it shows the counts and the places.

    Picture and table are values of their widgets, not outputs of a callback: a run without a
    browser has nothing to answer.
    """
    import ipywidgets as widgets

    themes = tuple(load_themes().index)
    typed = widgets.Combobox(value=what, description="what", continuous_update=False)
    chosen = widgets.Dropdown(options=HOWS, value=how, description="how")
    picture = widgets.Image(format="png", width=120 * 96 / 25.4)
    table = _table_widget()

    def show(_: object = None) -> None:
        typed.options = themes if chosen.value == "theme" else ()
        try:
            places = look_up(corpus, typed.value, chosen.value)
        except ValueError as problem:
            picture.layout.display, table.value = "none", escape(str(problem))  # not the last one's
            return
        found = by_seminar(corpus, places, typed.value)
        drawn = style.render(draw_by_seminar, found, typed.value, "en", suffixes=("png",))
        picture.value, picture.layout.display = drawn["png"], None
        cut = f"; the first {PLACES} are listed" if len(places) > PLACES else ""
        n, of = found["n_statements"].sum(), found["of_statements"].sum()
        counts = f"<p>{len(places):,} places in {n} of {of} statements{cut}</p>"
        table.value = counts + _unlinked(places.head(PLACES)._repr_html_())

    for widget in (typed, chosen):
        widget.observe(show, names="value")
    show()
    return widgets.VBox([widgets.HBox([typed, chosen]), picture, table])


def contrast_box(corpus: Corpus) -> Any:
    """A box to choose two groups from; it shows the leading rows of their contrast.

    It offers the seminars and the columns that hold two groups at least.
    """
    import ipywidgets as widgets

    groups = {name: sorted(corpus.statements[name].dropna().unique().tolist()) for name in GROUPED}
    offered = [name for name in GROUPED if name == "seminar_id" or len(groups[name]) > 1]
    column = widgets.Dropdown(options=offered, description="by")
    first, second = (widgets.Dropdown(description=side) for side in "ab")
    unit = widgets.Dropdown(options=("theme", "term"), description="unit")
    asked = widgets.Checkbox(value=False, description="with questions and answers")
    table = _table_widget()

    def show(_: object = None) -> None:
        sides = (first.value, second.value)
        if not set(sides) <= set(groups[column.value]):
            return  # the column has changed, and the sides are about to
        try:
            shown = show_contrast(corpus, *sides, column.value, unit=unit.value, asked=asked.value)
        except ValueError as problem:
            table.value = escape(str(problem))
            return
        # No term is broken into lines, and the summary is no wider than a page.
        html = _unlinked(shown.html).replace("<p>", '<p style="max-width: 46em">')
        table.value = html.replace('<td style="', '<td style="white-space: nowrap; ')

    def renew(_: object = None) -> None:
        there = groups[column.value]
        words = (lambda group: label(group, "en")) if column.value == "seminar_id" else str
        for side, value in ((first, there[-1]), (second, there[0])):
            side.options, side.value = [(words(each), each) for each in there], value

    renew()
    column.observe(renew, names="value")
    for widget in (first, second, unit, asked):
        widget.observe(show, names="value")
    show()
    return widgets.VBox([widgets.HBox([column, first, second]), widgets.HBox([unit, asked]), table])
