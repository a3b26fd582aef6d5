"""Frames shown with links to the very lines of the page, for a notebook. Everything is escaped.

The links lead from ``notebooks/`` to the page under ``data/raw``, as in a clone; a viewer that
numbers the lines of a text opens it at the line, JupyterLab at the top. The lines of an HTML
page are those of its extracted text, so their links name no line of the file.
"""

from html import escape
from typing import NamedTuple
from urllib.parse import quote as url_quote

import pandas as pd


class Shown(NamedTuple):
    """HTML for a notebook, plain text elsewhere."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        """Plain text, as a console shows it."""
        return self.text


def line_link(source: str, line: int) -> str:
    """HTML link to a line of a page.

    >>> line_link("page.txt", 128)
    '<a href="../data/raw/page.txt#L128">128</a>'
    >>> line_link("page.html", 128)
    '<a href="../data/raw/page.html">128</a>'
    """
    markup = source.lower().endswith((".html", ".htm"))
    anchor = "" if markup else f"#L{line}"
    return f'<a href="../data/raw/{url_quote(source)}{anchor}">{line}</a>'


def quote_lines(lines: pd.DataFrame) -> Shown:
    """Lines as printed, each behind a link to its place.

    Parameters
    ----------
    lines : rows of ``corpus.lines`` (`source`, `line`, `text`).
    """
    rows = list(zip(lines["source"], lines["line"], lines["text"].str.strip(), strict=True))
    html = "<br>".join(f"{line_link(source, line)} {escape(text)}" for source, line, text in rows)
    return Shown(
        f"<blockquote>{html}</blockquote>",
        "\n".join(f"{source}:{line} {text}" for source, line, text in rows),
    )


def show_table(frame: pd.DataFrame) -> Shown:
    """A frame as a table, its missing cells empty.

    Where it has `source` and `line`, the line numbers are links and the source is left out.
    """
    cells = frame.apply(lambda column: column.map(lambda cell: "" if pd.isna(cell) else str(cell)))
    table = cells.map(escape)
    if {"source", "line"} <= set(frame):
        places = zip(frame["source"], frame["line"], strict=True)
        table = table.drop(columns="source").assign(line=[line_link(*place) for place in places])
        table = table[["line", *table.columns.drop("line")]]
    table.columns = [escape(str(column)) for column in table.columns]
    html = table.to_html(escape=False, index=False, border=0)
    html = html.replace("<td>", '<td style="text-align: left">')
    return Shown(
        html.replace("<th>", '<th style="text-align: left">'), frame.to_string(index=False)
    )
