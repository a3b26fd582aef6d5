"""Where a clone keeps what. Nothing here reads or writes."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RAW = ROOT / "data" / "raw"
CURATED = ROOT / "data" / "curated"
LINES = ROOT / "data" / "lines"
PROCESSED = ROOT / "data" / "processed"
NOTEBOOKS = ROOT / "notebooks"
FIGURES = ROOT / "figures"
