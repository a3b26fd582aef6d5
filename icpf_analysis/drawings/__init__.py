"""Drawings: a measured frame and an Axes in, the Axes out. Nothing here counts or writes."""

from icpf_analysis.drawings.corpus import draw_composition, draw_roster, draw_timeline

__all__ = ["draw_composition", "draw_roster", "draw_timeline"]
