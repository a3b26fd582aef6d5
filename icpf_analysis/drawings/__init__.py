"""Drawings: a measured frame and an Axes in, the Axes out. Nothing here counts or writes."""

from icpf_analysis.drawings.affiliation import (
    draw_named,
    draw_practice,
    draw_sectors,
    draw_speaker_themes,
)
from icpf_analysis.drawings.corpus import draw_composition, draw_roster, draw_timeline
from icpf_analysis.drawings.exchanges import draw_exchanges
from icpf_analysis.drawings.shift import draw_divergences, draw_word_shifts

__all__ = [
    "draw_composition",
    "draw_divergences",
    "draw_exchanges",
    "draw_named",
    "draw_practice",
    "draw_roster",
    "draw_sectors",
    "draw_speaker_themes",
    "draw_timeline",
    "draw_word_shifts",
]
