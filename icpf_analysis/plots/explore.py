"""Questions of one's own: where a term, theme or pattern occurs, and how two groups differ.

Functions give frames; the boxes put them behind ipywidgets and show the same frames.
"""

import re
from html import escape
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

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
SHOWN = (
    "statements_a", "of_statements_a", "statements_b", "of_statements_b", "difference", "low",
    "high", "within", "q", "verdict",
)  # fmt: skip
"""Columns of a contrast that a box shows."""
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
    if how == "pattern":
        try:
            pattern = re.compile(what, re.IGNORECASE)
        except re.error as problem:
            raise ValueError(
                f"what is {quoted(what)}, which is no regular expression: {problem}"
            ) from problem
        return in_context(corpus.statements, find_pattern(corpus.statements, pattern))
    terms = numbered_terms(corpus.statements)
    if how == "theme":
        there = sorted(set(terms["theme"].dropna()))
        if what not in there:
            raise ValueError(f"no theme {quoted(what)}; there are {', '.join(there)[:200]}")
        found = terms[terms["theme"].isin([what])]
    else:
        found = terms[is_term(terms["term"], what)]
    spans = zip(found["statement_id"], found["start"], found["end"], strict=True)
    return in_context(corpus.statements, spans)


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
    of = corpus.statements.groupby("seminar_id").size().reindex(corpus.seminars.index, fill_value=0)
    grouped = places.groupby("seminar_id")["statement_id"]
    frame = pd.DataFrame({"n": grouped.size(), "n_statements": grouped.nunique()})
    frame = frame.reindex(of.index, fill_value=0).astype("int64").assign(of_statements=of)
    frame.insert(0, "query", query)
    said = frame["of_statements"].clip(lower=1)
    low, high = wilson(frame["n_statements"], said)
    return frame.assign(share=frame["n_statements"] / said, low=low, high=high)


@style.drawing(width=120, height=45)
def draw_by_seminar(found: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """Draw :func:`by_seminar`: the share of statements that hold the query, with intervals."""
    for place, (seminar, row) in enumerate(found.iterrows()):
        colour = style.YEARS.get(
            int(str(seminar)[:4]) if str(seminar)[:4].isdigit() else 0, style.GREY
        )
        ax.plot([row["low"], row["high"]], [place, place], color=colour, lw=1.2)
        ax.plot(row["share"], place, "o", color=colour, ms=5, clip_on=False)
        counts = label("{n} of {all}", labels, n=row["n_statements"], all=row["of_statements"])
        ax.annotate(counts, (1.02, place), xycoords=ax.get_yaxis_transform(), va="center")
    ax.set_yticks(range(len(found)), [label(str(seminar), labels) for seminar in found.index])
    ax.set_ylim(len(found) - 0.4, -0.6)
    ax.set_xlim(0, min(1, found["high"].max() * 1.05))
    ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    ax.set_xlabel(label("Share of statements, Q&A included, with 95 % interval", labels))
    ax.set_title(found["query"].iloc[0], loc="left", fontsize=10)
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x", color="#DDDDDD", linewidth=0.4)
    return ax


def show_contrast(
    corpus: Corpus, a: Any, b: Any, by: str = "year", *, unit: str = "term", asked: bool = False
) -> Shown:
    """The leading rows of a contrast of two groups, with what could not be matched.

    Parameters
    ----------
    a, b, by : as :func:`icpf_analysis.contrast`.
    unit : ``term`` or ``theme``.
    asked : True takes questions and answers too.

    Raises
    ------
    TypeError, KeyError, ValueError
        As :func:`icpf_analysis.contrast`; `unit` is another word.
    """
    corpus = require_corpus(corpus)
    require_one_of(unit, "unit", ("term", "theme"))
    terms = corpus.terms
    kinds = sorted(set(terms["statement_kind"].dropna()) - {"question", "answer"})
    within = None if asked else {"kind": kinds}
    rows = contrast(terms, a, b, by=by, within=within, unit=unit)
    head = rows[list(SHOWN)].head(15).round(2).reset_index()
    table = show_table(head)
    summary = (
        f"a: {a}, b: {b}; {len(rows)} compared, {int((rows['q'] <= 0.05).sum())} significant after "
        f"correction for multiple testing; smallest p that permuting whole seminars could reach: "
        f"{rows['attainable_p'].iloc[0]:.2f}; still not comparable: "
        f"{rows['unmatched'].iloc[0] or 'nothing'}"
    )
    return Shown(f"<p>{escape(summary)}</p>{table.html}", f"{summary}\n{table.text}")


def _table_widget() -> Any:
    """HTML that looks like a notebook's own tables, and scrolls where it is wider than its cell."""
    import ipywidgets as widgets

    table = widgets.HTML(layout=widgets.Layout(max_width="100%", overflow="auto"))
    table.add_class("jp-RenderedHTMLCommon")
    return table


def _unlinked(html: str) -> str:
    """A table without its links: JupyterLab leads those of outputs to the file, not a widget's."""
    return re.sub(r"</?a\b[^>]*>", "", html)


def _for_a_widget(html: str) -> str:
    """A contrast as a widget shows it: no term broken, long heads broken, its words in sight.

    Otherwise 自治体 breaks into two lines, q is out of sight, and the summary runs on one line
    as wide as the table.
    """
    html = _unlinked(html).replace("<p>", '<p style="max-width: 46em">')
    html = html.replace(
        '<td style="text-align: left', '<td style="text-align: left; white-space: nowrap'
    )
    return re.sub(r"_(?=[^<>]*</th>)", "_<wbr>", html)


def look_up_box(corpus: Corpus, what: str = "番号制度", how: str = "term") -> Any:
    """A box to type a term, theme or pattern into; it shows the counts and the places.

    Picture and table are values of their widgets, not outputs of a callback: a run without a
    browser has nothing to answer.

    Raises
    ------
    ModuleNotFoundError
        ipywidgets is not installed.
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
            found = by_seminar(corpus, places, typed.value)
            drawn = style.render(draw_by_seminar, found, typed.value, "en", suffixes=("png",))
        except ValueError as problem:
            picture.layout.display, table.value = "none", escape(str(problem))  # not the last one's
        else:
            picture.value, picture.layout.display = drawn["png"], None
            table.value = _counted(places, found) + _unlinked(places.head(PLACES)._repr_html_())

    for widget in (typed, chosen):
        widget.observe(show, names="value")
    show()
    return widgets.VBox([widgets.HBox([typed, chosen]), picture, table])


def _counted(places: pd.DataFrame, found: pd.DataFrame) -> str:
    """How many places there are, and how many of them are listed."""
    cut = f"; the first {PLACES} are listed" if len(places) > PLACES else ""
    said = found["n_statements"].sum(), found["of_statements"].sum()
    return f"<p>{len(places):,} places in {said[0]} of {said[1]} statements{cut}</p>"


def contrast_box(corpus: Corpus) -> Any:
    """A box to choose two groups from; it shows the leading rows of their contrast.

    It offers the seminars and the columns that hold two groups at least.

    Raises
    ------
    ModuleNotFoundError
        ipywidgets is not installed.
    """
    import ipywidgets as widgets

    def values(column: str) -> list[Any]:
        return sorted(corpus.statements[column].dropna().unique().tolist())

    def options(column: str) -> list[tuple[str, Any]]:
        named = column == "seminar_id"
        return [(label(str(v), "en") if named else str(v), v) for v in values(column)]

    columns = [name for name in GROUPED if name == GROUPED[0] or len(values(name)) > 1]
    column = widgets.Dropdown(options=columns, description="by")
    there = values(columns[0])
    first = widgets.Dropdown(options=options(columns[0]), value=there[-1], description="a")
    second = widgets.Dropdown(options=options(columns[0]), value=there[0], description="b")
    unit = widgets.Dropdown(options=("theme", "term"), description="unit")
    asked = widgets.Checkbox(value=False, description="with questions and answers")
    table = _table_widget()

    def show(_: object = None) -> None:
        sides = (first.value, second.value)
        if not set(sides) <= set(values(column.value)):
            return  # the column has changed, and the sides are about to
        try:
            shown = show_contrast(corpus, *sides, column.value, unit=unit.value, asked=asked.value)
            table.value = _for_a_widget(shown.html)
        except ValueError as problem:
            table.value = escape(str(problem))

    def renew(_: object) -> None:
        for side, place in ((first, -1), (second, 0)):
            side.options = options(column.value)
            side.value = values(column.value)[place]

    column.observe(renew, names="value")
    for widget in (first, second, unit, asked):
        widget.observe(show, names="value")
    show()
    return widgets.VBox([widgets.HBox([column, first, second]), widgets.HBox([unit, asked]), table])
