"""Drawings: a measured frame and an Axes in, the Axes out. Nothing here counts or writes."""

from icpf_analysis.drawings.commonest import draw_commonest, draw_word_clouds
from icpf_analysis.drawings.frequency import (
    draw_label_shuffles,
    draw_log_odds,
    draw_seminar_rates,
    draw_spread,
)
from icpf_analysis.drawings.maps import (
    draw_cooccurrence,
    draw_correspondence,
    place_networks,
    place_terms,
)
from icpf_analysis.drawings.themes import (
    draw_theme_contrast,
    draw_theme_heatmap,
    draw_theme_shares,
)
from icpf_analysis.drawings.topics import draw_topic_stability

__all__ = [
    "draw_commonest",
    "draw_cooccurrence",
    "draw_correspondence",
    "draw_label_shuffles",
    "draw_log_odds",
    "draw_seminar_rates",
    "draw_spread",
    "draw_theme_contrast",
    "draw_theme_heatmap",
    "draw_theme_shares",
    "draw_topic_stability",
    "draw_word_clouds",
    "place_networks",
    "place_terms",
]
