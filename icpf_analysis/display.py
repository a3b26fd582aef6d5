"""Frames shown with links to the very lines of the page, for a notebook. Everything is escaped.

A link leads to a copy of the page in Markdown under ``data/lines``, of which each line has a
number and an anchor: JupyterLab, GitHub and the site open it at the line.
"""

import os
import re
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote as url_quote

import pandas as pd

from icpf_analysis.files import LINES, ROOT, write_whole


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
    """HTML link to a line of a page, from the working folder if it is in the clone.

    A page without a copy in ``data/lines`` is linked itself; ``icpf data`` writes the copies.

    >>> line_link("page.txt", 128)
    '<a href="../data/raw/page.txt#L128">128</a>'
    """
    copied = (LINES / f"{source}.md").is_file()
    place = f"lines/{url_quote(source)}.md" if copied else f"raw/{url_quote(source)}"
    here = Path.cwd()
    inside = here != ROOT and here.is_relative_to(ROOT)
    data = os.path.relpath(ROOT / "data", here) if inside else "../data"
    return f'<a href="{Path(data).as_posix()}/{place}#L{line}">{line}</a>'


def numbered_lines(texts: Iterable[str]) -> str:
    """Lines as HTML, each with its number as an anchor: ``#L12``.

    >>> numbered_lines(["番号", "a < b"]).splitlines()[1]
    '<p id="L2"><a href="#L2">2</a> a &lt; b</p>'
    """
    return "\n".join(
        f'<p id="L{n}"><a href="#L{n}">{n}</a> {escape(text)}</p>'
        for n, text in enumerate(texts, 1)
    )


def write_lines(lines: pd.DataFrame, folder: Path = LINES) -> list[Path]:
    """Write each page as Markdown, its line n on line n, for links to lead to.

    Parameters
    ----------
    lines : ``corpus.lines`` (`source`, `line`, `text`).
    """
    written = []
    for source, rows in lines.groupby("source", sort=False):
        # A viewer of Markdown would set what is between two dollar signs as mathematics.
        text = numbered_lines(rows["text"]).replace("$", "&#36;")
        written.append(folder / f"{source}.md")
        write_whole(written[-1], f"{text}\n".encode())
    return written


def _written(column: pd.Series) -> pd.Series:
    """The cells as text, decimal numbers with as many decimals as the longest of them."""
    texts = column.map(lambda cell: "" if pd.isna(cell) else str(cell))
    if not pd.api.types.is_float_dtype(column):
        return texts
    decimals = max((len(text.partition(".")[2]) for text in texts), default=0)
    return column.map(lambda cell: "" if pd.isna(cell) else f"{cell:.{decimals}f}")


def show_table(frame: pd.DataFrame) -> Shown:
    """A frame as a table, its missing cells empty, numbers to the right and words to the left.
    A frame without rows says ``none``.

    Where it has `source` and `line`, the line numbers are links and the source is left out.
    """
    cells = frame.apply(_written)
    table = cells.map(escape)
    if {"source", "line"} <= set(frame):
        places = zip(frame["source"], frame["line"], strict=True)
        table = table.drop(columns="source").assign(line=[line_link(*place) for place in places])
        table = table[["line", *table.columns.drop("line")]]
    styles = {}
    for column in table:
        numbers = all(re.fullmatch(r"[-−+]?[\d.,]*", cell) for cell in cells[column])
        styles[column] = f' style="text-align: {"right" if numbers else "left"}"'
    head = "".join(f"<th{style}>{escape(str(name))}</th>" for name, style in styles.items())
    rows = "".join(
        "<tr>" + "".join(f"<td{styles[name]}>{cell}</td>" for name, cell in row.items()) + "</tr>\n"
        for row in table.to_dict("records")
    )
    rows = rows or f'<tr><td colspan="{len(table.columns)}">none</td></tr>\n'
    html = f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>"
    return Shown(html, frame.to_string(index=False))
