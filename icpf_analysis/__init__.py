"""Seminar reports of the Information Communication Policy Forum (ICPF, 情報通信政策フォーラム).

The house is one stair. Each room hands on what it is named for, and imports rooms above it only:

=============  =====================================================================
pages          bytes on disk become text and lines
grammar        lines get their roles, by the rules of one of the ``layouts``
curated        judgement as rows: emendations, affiliations, sectors
reports        marked lines become reports: mentions of persons, statements
chronology     the day of each seminar
casts          the persons of each seminar
frames         reports become the corpus, six frames; ``schema`` tells their columns
tables         the frames as files, and back
summaries      counts of the corpus
measures       numbers computed from counts
drawings       a measured frame on an Axes, with the words of ``labels``
evidence       lines and tables shown in a notebook, with links to the page
figures        a drawing as files, in both languages
notebooks      notebooks run, their figures and outputs put in place
=============  =====================================================================

Tools that many rooms use: ``dates`` and ``people`` (how Japanese prints days and names),
``findings`` (a doubt), ``errors``, ``files`` (written whole or not at all), ``places``.
``__main__`` is the command line.
"""

from icpf_analysis.errors import PageError
from icpf_analysis.frames import Corpus, load_corpus

__all__ = ["Corpus", "PageError", "load_corpus"]
