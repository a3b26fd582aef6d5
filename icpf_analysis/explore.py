"""Asking one's own: where a term, a theme or a pattern stands, and how two groups differ.

Functions give frames; the boxes put them behind ipywidgets and show the same frames.
"""

import re
from html import escape
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from icpf_analysis.concordance import (
    Concordance,
    find_pattern,
    in_context,
    is_term,
    numbered_terms,
)
from icpf_analysis.evidence import Shown, show_table
from icpf_analysis.figures import render
from icpf_analysis.inputs import quoted, require_corpus, require_frame, require_one_of
from icpf_analysis.labels import label
from icpf_analysis.measures import contrast
from icpf_analysis.reading.corpus import Corpus
from icpf_analysis.terms import extract_terms

HOWS = ("term", "theme", "pattern")
SHOWN = (
    "statements_a", "of_statements_a", "statements_b", "of_statements_b", "rate_a", "rate_b",
    "log_ratio", "control_log_ratio", "q", "family", "stable", "verdict",
)  # fmt: skip
"""Columns of a contrast that a box shows."""
GROUPED = ("seminar_id", "year", "part", "kind", "sector", "subject", "person_id")
"""Columns whose groups a box offers."""
PICTURE = (120, 45)
"""Width and height of a box's picture, in mm."""


def look_up(corpus: Corpus, what: str, how: str = "term") -> Concordance:
    """Every place of a term, of the terms of a theme, or of a pattern, with its line.

    Parameters
    ----------
    what : a term as it is counted (番号制度), a theme (``private use``), or a regular expression
        (``番号.{1,4}カード``), full and half width alike.
    how : ``term``, ``theme`` or ``pattern``.

    Returns
    -------
    As :func:`icpf_analysis.kwic`; no rows where it stands nowhere.

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


def by_seminar(corpus: Corpus, places: pd.DataFrame) -> pd.DataFrame:
    """How often places found stand in each seminar.

    Returns
    -------
    One row a seminar, all of them: `n`, places; `n_statements` that hold one, `of_statements`,
    and `share` of them, 0 to 1.

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
    return frame.assign(share=frame["n_statements"] / frame["of_statements"].clip(lower=1))


def draw_by_seminar(found: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """The share of statements of each seminar, as bars with their counts.

    Parameters
    ----------
    found : from :func:`by_seminar`.
    """
    for place, (_, row) in enumerate(found.iterrows()):
        ax.barh(place, 100 * row["share"], height=0.6, color="#0072B2")
        ax.annotate(
            label(
                "{n} of {of} statements", labels,
                n=int(row["n_statements"]), of=int(row["of_statements"]),
            ),
            (100 * row["share"], place),
            xytext=(3, 0),
            textcoords="offset points",
            va="center",
        )  # fmt: skip
    ax.set_yticks(range(len(found)), list(found.index))
    ax.set_ylim(len(found) - 0.4, -0.6)
    ax.set_xlim(0, max(1.0, 100 * found["share"].max()) * 1.4)
    ax.set_xlabel(label("Per cent of statements", labels))
    ax.tick_params(axis="y", length=0)
    return ax


def show_contrast(
    corpus: Corpus, a: Any, b: Any, by: str = "year", *, unit: str = "term", asked: bool = True
) -> Shown:
    """The leading rows of a contrast of two groups, with what could not be matched.

    Parameters
    ----------
    a, b, by : as :func:`icpf_analysis.contrast`.
    unit : ``term`` or ``theme``.
    asked : False leaves questions and answers out.

    Raises
    ------
    TypeError, KeyError, ValueError
        As :func:`icpf_analysis.contrast`; `unit` is another word.
    """
    corpus = require_corpus(corpus)
    require_one_of(unit, "unit", ("term", "theme"))
    terms = extract_terms(corpus.statements)
    kinds = sorted(set(terms["statement_kind"].dropna()) - {"question", "answer"})
    within = None if asked else {"kind": kinds}
    rows = contrast(terms, a, b, by=by, within=within, unit=unit)
    head = rows[list(SHOWN)].head(15).round(2).reset_index()
    table = show_table(head)
    told = (
        f"a: {a}, b: {b}; {len(rows)} compared, {int((rows['q'] <= 0.05).sum())} significant after "
        f"correction for multiple testing; smallest p that permuting whole seminars could reach "
        f"{rows['attainable_p'].iloc[0]:.2f}; not matched: "
        f"{rows['unmatched'].iloc[0] or 'nothing'}"
    )
    return Shown(f"<p>{escape(told)}</p>{table.html}", f"{told}\n{table.text}")


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

    Else 自治体 stands in two lines, the q out of sight, and what is told above on one line as
    wide as the table.
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

    typed = widgets.Text(what, description="what", continuous_update=False)
    chosen = widgets.Dropdown(options=HOWS, value=how, description="how")
    picture = widgets.Image(format="png", width=PICTURE[0] * 96 / 25.4)
    table = _table_widget()

    def show(_: object = None) -> None:
        try:
            places = look_up(corpus, typed.value, chosen.value)
            found = by_seminar(corpus, places)
            drawn = render(draw_by_seminar, found, typed.value, "en", *PICTURE, suffixes=("png",))
        except ValueError as problem:
            picture.layout.display, table.value = "none", escape(str(problem))  # not the last one's
        else:
            picture.value, picture.layout.display = drawn["png"], None
            nowhere = f"{escape(typed.value)} stands nowhere in these reports."
            table.value = _unlinked(places._repr_html_()) if len(places) else nowhere

    for widget in (typed, chosen):
        widget.observe(show, names="value")
    show()
    return widgets.VBox([widgets.HBox([typed, chosen]), picture, table])


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

    columns = [name for name in GROUPED if name == GROUPED[0] or len(values(name)) > 1]
    column = widgets.Dropdown(options=columns, description="by")
    there = values(columns[0])
    first = widgets.Dropdown(options=there, value=there[0], description="a")
    second = widgets.Dropdown(options=there, value=there[-1], description="b")
    unit = widgets.Dropdown(options=("term", "theme"), description="unit")
    asked = widgets.Checkbox(value=True, description="with questions and answers")
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
        for side, place in ((first, 0), (second, -1)):
            side.options = values(column.value)
            side.value = side.options[place]

    column.observe(renew, names="value")
    for widget in (first, second, unit, asked):
        widget.observe(show, names="value")
    show()
    return widgets.VBox([widgets.HBox([column, first, second]), widgets.HBox([unit, asked]), table])
