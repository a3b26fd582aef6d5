"""Seminar reports of the Information Communication Policy Forum (ICPF, 情報通信政策フォーラム).

Five steps, each a folder that hands its results on to the next:

===========  ==========================================================================
reading      a page becomes six frames: :func:`load_corpus`
terms        statements become terms: :func:`extract_terms`, :func:`kwic`
measures     terms become numbers: :func:`contrast`, :func:`trend`, :func:`divergences`
plots        numbers become pictures: one module for each notebook
publishing   pictures become files and pages: figures, claims, notebooks, the site
===========  ==========================================================================

Beside them: ``curated`` reads the tables of data/curated, ``inputs`` checks arguments,
``comparison`` picks the rows that are compared, ``display`` shows frames with links to the page,
and ``errors`` and ``files`` are used everywhere. A module imports only from steps before its own.
"""

from importlib import import_module
from typing import Any

from icpf_analysis import measures, reading, terms
from icpf_analysis.errors import PageError
from icpf_analysis.measures import (
    coded_themes,
    contrast,
    dispersion,
    divergences,
    keyness,
    log_odds,
    theme_shares,
    topics,
    trend,
    word_shift,
)
from icpf_analysis.measures.specifications import specifications
from icpf_analysis.reading.corpus import Corpus, load_corpus
from icpf_analysis.terms.concordance import kwic
from icpf_analysis.terms.counts import document_term_matrix, term_candidates, term_counts
from icpf_analysis.terms.counts import themes_as_terms as themes_as_terms
from icpf_analysis.terms.extraction import extract_terms
from icpf_analysis.terms.lexicon import load_lexicon, load_stop_terms, load_themes
from icpf_analysis.terms.tokens import tokenize

__all__ = [
    "Corpus",
    "PageError",
    "coded_themes",
    "contrast",
    "dispersion",
    "divergences",
    "document_term_matrix",
    "extract_terms",
    "keyness",
    "kwic",
    "load_corpus",
    "load_lexicon",
    "load_stop_terms",
    "load_themes",
    "log_odds",
    "measures",
    "plots",
    "publishing",
    "reading",
    "specifications",
    "term_candidates",
    "term_counts",
    "terms",
    "theme_shares",
    "tokenize",
    "topics",
    "trend",
    "word_shift",
]


def __getattr__(name: str) -> Any:
    """The other measures by their short names; pictures and Jupyter when they are first named."""
    if name in ("plots", "publishing"):
        return import_module(f"{__name__}.{name}")
    if name in measures.__all__:
        return getattr(measures, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """What a reader is offered: the public names and the five steps."""
    return __all__
