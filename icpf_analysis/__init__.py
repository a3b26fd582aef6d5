"""Seminar reports of the Information Communication Policy Forum (ICPF, 情報通信政策フォーラム).

The house is one stair, and each room hands on what it is named for:

pages -> grammar, layouts -> reports -> chronology, people -> frames -> ...

``dates`` and ``curated`` stand beside it, ``schema`` tells every column.
"""

from icpf_analysis.errors import PageError
from icpf_analysis.frames import Corpus, load_corpus

__all__ = ["Corpus", "PageError", "load_corpus"]
