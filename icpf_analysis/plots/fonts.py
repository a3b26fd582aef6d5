"""The Japanese font of every figure: where it is, and what it can draw."""

import importlib.util
import warnings
from functools import cache
from pathlib import Path

from matplotlib import font_manager


@cache
def font_file() -> Path:
    """IPAexGothic of matplotlib-fontja, found without importing it: that sets rcParams."""
    spec = importlib.util.find_spec("matplotlib_fontja")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("matplotlib-fontja carries the Japanese font; pip install it")
    return Path(spec.origin).parent / "fonts" / "ipaexg.ttf"


@cache
def font_family() -> str:
    """The font's name, known to matplotlib from now on."""
    font_manager.fontManager.addfont(font_file())
    return font_manager.get_font(font_file()).family_name


def warn_undrawable(name: str, text: str) -> None:
    """Warn of signs of a text that the font lacks: a figure shows a box for each."""
    missing = sorted({sign for sign in text if ord(sign) not in _drawable()} - {"\n"})
    if missing:
        signs = ", ".join(f"{sign!r} (U+{ord(sign):04X})" for sign in missing)
        told = f"{name}: {font_family()} cannot draw {signs} of {text!r} and shows a box"
        todo = "a row of data/curated/emendations.csv can put another sign in its place"
        warnings.warn(f"{told}; {todo}", stacklevel=2)


@cache
def _drawable() -> frozenset[int]:
    return frozenset(font_manager.get_font(font_file()).get_charmap())
