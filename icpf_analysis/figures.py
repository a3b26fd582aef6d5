"""From a drawing to its files: both languages, PDF and PNG, and the numbers as CSV.

One style for every figure. The Japanese font comes with a package and is set last, so that a
machine without Japanese fonts, or a reader's own style, changes nothing; a sign that the font
lacks is an error.
"""

import base64
import importlib.util
import io
import os
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib as mpl
import pandas as pd
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.text import Text

from icpf_analysis.files import write_whole
from icpf_analysis.labels import LABELS
from icpf_analysis.places import FIGURES

PAGE = 170
"""Width of a figure over both columns, in mm."""
DPI = 300
STYLE: dict[str, Any] = {
    "font.size": 8,
    "axes.titlesize": 8,
    "axes.labelsize": 8,
    "xtick.labelsize": 7.5,
    "ytick.labelsize": 7.5,
    "legend.fontsize": 7.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.6,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "legend.frameon": False,
    "text.parse_math": False,
    "pdf.fonttype": 42,
    "pdf.compression": 0,
}


class Picture(NamedTuple):
    """A saved figure; in a notebook it shows its English PNG at the size it is printed."""

    name: str
    png: bytes
    files: list[Path]
    alt: str

    def __repr__(self) -> str:
        """What it shows, in words; the bytes are not for reading."""
        return f"{self.name}: {self.alt}"

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
        width = round(int.from_bytes(self.png[16:20]) * 96 / DPI)  # of the PNG header, in CSS px
        return (
            {"image/png": base64.b64encode(self.png).decode()},
            {"image/png": {"width": width, "alt": self.alt}},
        )


@cache
def font_file() -> Path:
    """IPAexGothic of matplotlib-fontja, found without importing it: that sets rcParams."""
    spec = importlib.util.find_spec("matplotlib_fontja")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("matplotlib-fontja carries the Japanese font; pip install it")
    return Path(spec.origin).parent / "fonts" / "ipaexg.ttf"


@cache
def _font() -> tuple[str, frozenset[int]]:
    """The font's name, known to matplotlib from now on, and the signs it can draw."""
    font_manager.fontManager.addfont(font_file())
    font = font_manager.get_font(font_file())
    return font.family_name, frozenset(font.get_charmap())


def use_style() -> None:
    """Set the figures' style and font for plots of one's own in a notebook."""
    mpl.rcParams.update(STYLE | {"font.family": [_font()[0]]})  # type: ignore[arg-type]


def save_figure(
    name: str,
    draw: Callable[..., Any],
    frame: pd.DataFrame,
    *,
    alt: str,
    width: float = PAGE,
    height: float = 60,
    panels: int = 1,
) -> Picture:
    """Draw `frame` in both languages and write the figure's files.

    ``ja/NAME`` and ``en/NAME`` as PDF (TrueType embedded) and PNG (300 dpi), and
    ``data/NAME.csv`` with the numbers drawn, under the clone's ``figures``. The same frame
    gives the same bytes. Nothing is written before everything is drawn.

    Parameters
    ----------
    draw : takes the frame, an Axes (an array of them where `panels` > 1) and ``labels``.
    alt : what the figure shows, in a sentence, for readers who do not see it.
    width, height : in mm.
    panels : Axes side by side, with one y axis.

    Returns
    -------
    Picture : shows itself in a notebook.

    Raises
    ------
    ValueError
        A sign that the font cannot draw, with the text that holds it.
    """
    folder = Path(os.environ.get("ICPF_FIGURES", FIGURES))
    files: dict[Path, bytes] = {}
    for labels in LABELS:
        with mpl.rc_context():
            mpl.rcdefaults()
            use_style()
            figure = Figure(figsize=(width / 25.4, height / 25.4), layout="constrained")
            draw(frame, figure.subplots(1, panels, sharey=panels > 1), labels=labels)
            _refuse_missing_glyphs(name, figure)
            for suffix, metadata in (
                ("pdf", {"CreationDate": None, "Creator": None, "Producer": None}),
                ("png", {"Software": None}),
            ):
                data = io.BytesIO()
                figure.savefig(data, format=suffix, dpi=DPI, metadata=metadata)
                files[folder / labels / f"{name}.{suffix}"] = data.getvalue()
    numbers = frame.to_csv(index=not isinstance(frame.index, pd.RangeIndex), lineterminator="\n")
    files[folder / "data" / f"{name}.csv"] = numbers.encode()
    for path, data_ in files.items():
        write_whole(path, data_)
    return Picture(name, files[folder / "en" / f"{name}.png"], list(files), alt)


def _refuse_missing_glyphs(name: str, figure: Figure) -> None:
    family, drawable = _font()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")  # told below, with the text
        figure.draw_without_rendering()
    for text in figure.findobj(Text):
        assert isinstance(text, Text)
        missing = sorted({sign for sign in text.get_text() if ord(sign) not in drawable} - {"\n"})
        if missing:
            signs = ", ".join(f"{sign!r} (U+{ord(sign):04X})" for sign in missing)
            raise ValueError(f"{name}: {family} cannot draw {signs} of {text.get_text()!r}")
