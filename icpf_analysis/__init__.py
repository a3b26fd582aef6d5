"""Seminar reports of the Information Communication Policy Forum (ICPF, 情報通信政策フォーラム).

The house is one stair. Each room hands on what it is named for, and imports rooms above it only:

=============  =====================================================================
markup         HTML becomes lines with their places: posts by its ``outline``, and what is round
               them
pages          files on disk become pages of lines
grammar        lines get their roles, each post by the rules of one of the ``layouts``
curated        judgement as rows: emendations, affiliations, sectors, parties
mentions       marked lines become mentions of persons: who is named, as what
statements     marked lines become statements: what was said, by whom, in reply to what
reports        marked lines become reports: their fields, with mentions and statements
posts          a page becomes its reports, post by post
joins          a post that stands on two pages is one report
chronology     the day of each seminar
casts          the persons of each seminar
frames         reports become the corpus, six frames; ``schema`` tells their columns
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
notebooks      notebooks run, their figures and outputs put in place
sanitising     HTML of outputs without what could run
report         notebooks as pages to read in a browser
=============  =====================================================================

Tools that many rooms use: ``inputs`` (what a function is given, checked), ``dates`` and
``people`` (how Japanese prints days and names),
``findings`` (a doubt), ``errors``, ``files`` (written whole or not at all), ``places``, ``fonts``.
``__main__`` is the command line.
"""

from icpf_analysis.concordance import kwic
from icpf_analysis.counts import document_term_matrix, term_counts, themes_as_terms
from icpf_analysis.errors import PageError
from icpf_analysis.frames import Corpus, load_corpus
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
