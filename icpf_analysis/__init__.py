"""Seminar reports of the Information Communication Policy Forum (ICPF, 情報通信政策フォーラム).

The house is one stair. Each room hands on what it is named for, and imports rooms above it only:

=============  =====================================================================
reading        a page becomes six frames: pages of lines (``pages``, ``html``), what a line shows
               (``signals``), posts, reports, days, people, appearances, and the corpus
curated        judgement as rows: emendations, affiliations, sectors, parties
additions      a page checked and added to the archive
tables         the frames as files, and back
lexicon        the field's vocabulary: terms, themes, stop terms, affixes
tagger         texts become tokens, as integers
phrases        tokens become terms, as integers
chunks         a chunk of texts at a time, in one process or several
tokens         statements become a frame of tokens
terms          statements become a frame of terms
counts         terms become counts by group
termhood       candidates for the lexicon
summaries      counts of the corpus
measures       numbers computed from counts: keyness, contrasts, divergences, themes, maps
rankings       which terms lead a comparison, and how firmly
frequencies    which term stands where, and how often
speakers       who spoke, for which sector, of what
exchanges      who asked of what, and who answered
headline       which years, seminars and control are compared
reductions     what a figure shows of an archive larger than a page
grounds        what the headline claims rest on: numbers, controls and lines
claims         the headline claims in words, those of ``labels`` among them
drawings       a measured frame on an Axes: a module a subject, with shared ``bars``, ``names`` of
               points, ``terms``, and one ``palette``
evidence       lines and tables shown in a notebook, with links to the page
concordance    key word in context
figures        a drawing as files, in both languages
explore        one's own questions: places of a word, two groups compared
manifest       what each notebook was made of, and what it made
notebooks      notebooks run, their figures and outputs put in place
sanitising     HTML of outputs without what could run
report         notebooks as pages to read in a browser
=============  =====================================================================

Tools that many rooms use: ``errors`` (with ``Finding``, a doubt), ``files`` (written whole or not
at all), ``places``, ``fonts``.
``__main__`` is the command line.
"""

from icpf_analysis.concordance import kwic
from icpf_analysis.counts import document_term_matrix, term_counts, themes_as_terms
from icpf_analysis.errors import PageError
from icpf_analysis.lexicon import load_lexicon, load_stop_terms, load_themes
from icpf_analysis.measures import (
    affiliation_table,
    attainable_p,
    contrast,
    cooccurrence,
    correspondence,
    dispersion,
    divergences,
    jensen_shannon,
    keyness,
    label_shuffles,
    log_odds,
    rates,
    theme_shares,
    topics,
    word_shift,
    word_shifts,
)
from icpf_analysis.reading.corpus import Corpus, load_corpus
from icpf_analysis.termhood import term_candidates
from icpf_analysis.terms import extract_terms
from icpf_analysis.tokens import tokenize

__all__ = [
    "Corpus",
    "PageError",
    "affiliation_table",
    "attainable_p",
    "contrast",
    "cooccurrence",
    "correspondence",
    "dispersion",
    "divergences",
    "document_term_matrix",
    "extract_terms",
    "jensen_shannon",
    "keyness",
    "kwic",
    "label_shuffles",
    "load_corpus",
    "load_lexicon",
    "load_stop_terms",
    "load_themes",
    "log_odds",
    "rates",
    "term_candidates",
    "term_counts",
    "theme_shares",
    "themes_as_terms",
    "tokenize",
    "topics",
    "word_shift",
    "word_shifts",
]
