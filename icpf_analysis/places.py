"""Where the data and what is made of it are kept. Nothing here reads or writes."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
INSTALLED = (_PACKAGE / "data").is_dir()
"""Whether the package is no clone but was installed, with tables and page inside it."""
ROOT = _PACKAGE if INSTALLED else _PACKAGE.parent
RAW = ROOT / "data" / "raw"
CURATED = ROOT / "data" / "curated"
LINES = ROOT / "data" / "lines"
PROCESSED = ROOT / "data" / "processed"
NOTEBOOKS = ROOT / "notebooks"
FIGURES = Path.cwd() / "figures" if INSTALLED else ROOT / "figures"
