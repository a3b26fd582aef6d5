"""Seminar reports of the Information Communication Policy Forum (ICPF, 情報通信政策フォーラム).

The house is one stair. Each room hands on what it is named for, and imports rooms above it only:

=============  =====================================================================
decoding       bytes on disk become text, strictly
curated        judgement as rows: emendations, affiliations, sectors, parties
reading        a page becomes six frames: its own modules are listed in ``reading/__init__``
preview        what a page would give: read, doubted, left unread
tables         the frames as files
lexicon        the field's vocabulary: terms, themes, stop terms, affixes
folding        text as it is compared: widths and invisible characters
tagger         texts become tokens, as integers, a batch at a time
phrases        tokens become terms, as integers
tokens         statements become a frame of tokens
terms          statements become a frame of terms
counts         terms become counts by group
termhood       candidates for the lexicon
summaries      counts of the corpus
measures       numbers computed from counts: keyness, contrasts, divergences, themes, maps;
               ``coding`` by hand, and ``corrections`` of what the lexicon's rule gets wrong
comparison     which years and seminars are compared, and why
claims         sentences of the notebooks and the numbers they rest on
plots          a module a notebook: its tables and its drawings
drawings       a measured frame on an Axes: a module a subject, with shared ``bars``, ``names`` of
               points, ``terms``, and one ``palette``
evidence       lines and tables shown in a notebook, with links to the page
concordance    key word in context
figures        a drawing as files, in both languages
explore        one's own questions: places of a word, two groups compared
notebooks      notebooks run, their figures and outputs put in place
sanitising     HTML of outputs without what could run
report         notebooks as pages to read in a browser
=============  =====================================================================

Tools that many rooms use: ``inputs`` (what a function is given, checked), ``errors`` (and
``Finding``, a doubt), ``files`` (written whole or not at all), ``places``, ``fonts``.
``__main__`` is the command line.
"""

from icpf_analysis.concordance import kwic
from icpf_analysis.counts import document_term_matrix, term_counts, themes_as_terms
from icpf_analysis.errors import PageError
from icpf_analysis.lexicon import load_lexicon, load_stop_terms, load_themes
from icpf_analysis.measures import (
    affiliation_table,
    attainable_p,
    coded_stages,
    coded_themes,
    contrast,
    correspondence,
    dispersion,
    divergences,
    jensen_shannon,
    keyness,
    label_shuffles,
    load_codings,
    log_odds,
    rates,
    theme_shares,
    topics,
    trend,
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
    "coded_stages",
    "coded_themes",
    "contrast",
    "correspondence",
    "dispersion",
    "divergences",
    "document_term_matrix",
    "extract_terms",
    "jensen_shannon",
    "keyness",
    "kwic",
    "label_shuffles",
    "load_codings",
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
    "trend",
    "word_shift",
    "word_shifts",
]
