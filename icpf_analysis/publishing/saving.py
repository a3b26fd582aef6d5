"""From a drawing to its files: both languages, PDF and PNG, and the numbers as CSV."""

import base64
import io
import os
import re
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from PIL import Image

from icpf_analysis.display import Shown, show_table
from icpf_analysis.files import FIGURES, NOTEBOOKS, write_whole
from icpf_analysis.plots.style import COLUMN, DPI, Layout, render
from icpf_analysis.plots.wording import LABELS, figure_words, label

SCREEN_DPI = 144
"""Of the copy that a notebook holds; the print file keeps all of :data:`DPI`."""
_NARROW = f"-{COLUMN}mm"
"""Follows the name in files of the width of one column."""
_TEX_HEAD = "% For lualatex with luatexja and booktabs; fits a text width of 170 mm.\n"


class Picture(NamedTuple):
    """A saved figure; a notebook shows a screen copy of its English PNG at the printed size."""

    name: str
    png: bytes
    files: list[Path]
    alt: str

    def __repr__(self) -> str:
        """What it shows, in words; the bytes are not for reading."""
        return f"{self.name}: {self.alt}"

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
        return (
            {"image/png": base64.b64encode(self.png).decode()},
            {"image/png": {"width": css_width(self.png), "alt": self.alt}},
        )


def save_figure(
    name: str,
    draw: Callable[..., Any],
    frame: pd.DataFrame,
    *,
    height: float | None = None,
) -> Picture:
    """Draw `frame` in both languages and write the figure's files.

    ``ja/NAME`` and ``en/NAME`` as PDF (TrueType embedded) and PNG (300 dpi), ``NAME-85mm`` too
    if the drawing has a narrow layout, and ``data/NAME.csv`` with the numbers drawn, under the
    clone's ``figures``. The same frame gives the same bytes. Nothing is written before everything
    is drawn. Headline and caption are those of data/curated/figures.csv; a figure without a row
    there has no headline.

    Parameters
    ----------
    draw : takes the frame, an Axes (a flat array of them where there are several) and
        ``labels``. Size and number of Axes are those of :func:`icpf_analysis.plots.style.drawing`.
    height : in mm; by default the drawing's own.

    Returns
    -------
    Picture : shows itself in a notebook.

    Warns
    -----
    UserWarning
        A sign that the font cannot draw.
    """
    files = {f"data/{name}.csv": _csv(frame, index=not isinstance(frame.index, pd.RangeIndex))}
    widths = [False, True] if vars(draw).get("layout", Layout()).narrow else [False]
    for labels, narrow in product(LABELS, widths):
        drawn = render(draw, frame, name, labels, height=height, narrow=narrow)
        stem = f"{labels}/{name}{_NARROW if narrow else ''}"
        files |= {f"{stem}.{suffix}": data for suffix, data in drawn.items()}
    screen = screen_copy(files[f"en/{name}.png"])
    return Picture(name, screen, _save(files), ". ".join(figure_words(name, "en")) or name)


def screen_copy(png: bytes) -> bytes:
    """The picture at the resolution of a screen, in 128 colours: a tenth of the print file."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    wide, high = (round(side * SCREEN_DPI / DPI) for side in picture.size)
    small = picture.resize((wide, high), Image.Resampling.LANCZOS)
    small = small.quantize(128, Image.Quantize.MAXCOVERAGE)  # keeps the colour of a small mark
    data = io.BytesIO()
    small.save(data, "png", optimize=True)
    return data.getvalue()


def css_width(png: bytes) -> int:
    """The width of a screen copy in CSS pixels, from its header: that of the print."""
    return round(int.from_bytes(png[16:20]) * 96 / SCREEN_DPI)


def save_table(name: str, frame: pd.DataFrame) -> Shown:
    """Write a table for a paper: ``ja/NAME.tex``, ``en/NAME.tex`` and ``data/NAME.csv``.

    LaTeX for lualatex with the packages luatexja and booktabs, escaped, with two decimals. Heads
    and words that have a label are in the table's language; a Japanese term without one stays
    as it is.

    Returns
    -------
    Shown : the English table, for a notebook.
    """
    files = {f"data/{name}.csv": _csv(frame, index=False)}
    tables = {labels: _translated(frame, labels) for labels in LABELS}
    for labels, table in tables.items():
        styled = table.style.hide(axis="index").format(precision=2, escape="latex", na_rep="")
        styled = styled.format_index(escape="latex", axis="columns")
        text = styled.to_latex(hrules=True)
        text = re.sub(r"(?m)^(?=[\[*])", "{}", text)  # \\ and \midrule would take it for their own
        text = re.sub(r"(?<=\\begin{tabular}){(\w+)}", r"{@{}\1@{}}", text, count=1)
        files[f"{labels}/{name}.tex"] = f"{_TEX_HEAD}{{\\footnotesize\n{text}}}\n".encode()
    _save(files)
    return show_table(_rounded(tables["en"]))


def save_claims(claims: pd.DataFrame) -> Shown:
    """Write ``claims.csv`` under the figures; show the comparisons in English.

    Parameters
    ----------
    claims : from :func:`icpf_analysis.publishing.claims.compute_claims`.
    """
    _save({"claims.csv": _csv(claims, index=True)})
    compared = claims.dropna(subset=["difference"]).reset_index()
    columns = ["claim", "english", "difference", "low", "high", "verdict"]
    return show_table(_rounded(compared[columns]))


def _rounded(frame: pd.DataFrame) -> pd.DataFrame:
    """Fractions as words of two decimals."""
    return frame.map(
        lambda cell: f"{cell:.2f}" if isinstance(cell, float) else cell, na_action="ignore"
    )


def write_index() -> None:
    """Write ``README.md`` of the figures: each with its caption in both languages and its files.

    A figure without a row in figures.csv, and a table for a paper, is listed by its files alone.
    """
    source = "from the captions in data/curated/figures.csv"
    parts = ["# Figures", f"Written by `make figures`, {source}."]
    for name in sorted({path.stem for path in (FIGURES / "data").glob("*.csv")}):
        notebooks = [f"../notebooks/{path.name}" for path in NOTEBOOKS.glob(f"{name[:2]}-*.ipynb")]
        found = [*FIGURES.glob(f"*/{name}.*"), *FIGURES.glob(f"*/{name}{_NARROW}.*")]
        files = sorted(f"{path.parent.name}/{path.name}" for path in found)
        links = [f"[{link.removeprefix('../notebooks/')}]({link})" for link in notebooks + files]
        words = [figure_words(name, labels) for labels in LABELS]
        captions = ["**{}** {}".format(*pair) for pair in words if pair]
        parts += [f"## {name}", *captions, ", ".join(links)]
    write_whole(FIGURES / "README.md", ("\n\n".join(parts) + "\n").encode())


def _csv(frame: pd.DataFrame, *, index: bool) -> bytes:
    """A frame as CSV, its floats to 12 significant digits: further ones depend on the processor."""
    frame = frame.map(lambda cell: float(f"{cell:.12g}") if isinstance(cell, float) else cell)
    return frame.to_csv(index=index, lineterminator="\n", float_format="%.12g").encode()


def _save(files: dict[str, bytes]) -> list[Path]:
    """Write files into the figures folder, or into the runner's, which counts what was saved."""
    folder = Path(os.environ.get("ICPF_FIGURES", FIGURES))
    for name, data in files.items():
        write_whole(folder / name, data)
    if record := os.environ.get("ICPF_SAVED"):
        with Path(record).open("a", encoding="utf-8") as lines:
            lines.writelines(f"{name}\n" for name in files)
    return [folder / name for name in files]


def _translated(frame: pd.DataFrame, labels: str) -> pd.DataFrame:
    """The frame with its words and heads in the language, as far as they have a label."""

    def translated(cell: Any) -> Any:
        try:
            return label(cell, labels) if isinstance(cell, str) else cell
        except KeyError:
            return cell

    return frame.map(translated).rename(columns=translated)
