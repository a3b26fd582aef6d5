"""Numbers computed from counts, each comparison beside its control. Nothing here reads or draws.

The seminar is the unit that was chosen, and there are few. So a comparison of years comes with
the same figure within a year, and with the smallest p that so many seminars could give.
"""

from icpf_analysis.measures.contrast import contrast
from icpf_analysis.measures.dispersion import dispersion, rates
from icpf_analysis.measures.divergence import (
    divergence_contrast,
    divergences,
    jensen_shannon,
    word_shift,
)
from icpf_analysis.measures.exploratory import correspondence, topics
from icpf_analysis.measures.keyness import keyness, log_odds
from icpf_analysis.measures.permutation import attainable_p, label_shuffles
from icpf_analysis.measures.themes import (
    agreement,
    coded_stages,
    coded_themes,
    corrected_shares,
    load_codings,
    load_stages,
    rule_errors,
    theme_shares,
)
from icpf_analysis.measures.trend import trend

__all__ = [
    "agreement",
    "attainable_p",
    "coded_stages",
    "coded_themes",
    "contrast",
    "corrected_shares",
    "correspondence",
    "dispersion",
    "divergence_contrast",
    "divergences",
    "jensen_shannon",
    "keyness",
    "label_shuffles",
    "load_codings",
    "load_stages",
    "log_odds",
    "rates",
    "rule_errors",
    "theme_shares",
    "topics",
    "trend",
    "word_shift",
]
