"""Seminar reports of the Information Communication Policy Forum (ICPF, 情報通信政策フォーラム).

The house is one stair, and each room hands on what it is named for:

pages -> grammar, layouts -> reports -> chronology, casts -> frames -> summaries -> drawings
-> figures -> notebooks

Beside the stair stand ``dates`` and ``people`` (how Japanese prints days and names), ``curated``
(judgement as rows), ``schema`` (every column), ``tables`` (the frames as files), ``labels`` (words
in two languages) and ``evidence`` (lines quoted).
"""

from icpf_analysis.errors import PageError
from icpf_analysis.frames import Corpus, load_corpus

__all__ = ["Corpus", "PageError", "load_corpus"]
