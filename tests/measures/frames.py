"""Small frames of terms with invented speakers, and a call of each public function."""

import pandas as pd
import pytest

import icpf_analysis as icpf
from icpf_analysis.plots import corpus as corpus_plots
from icpf_analysis.plots import explore, speakers


def said(*rows):
    """(seminar, statement, speaker, words) as a frame of terms; the year is the seminar's."""
    return pd.DataFrame(
        [
            (f"{seminar}:{statement}", word, seminar, int(seminar[:4]), person, "talk", "point")
            for seminar, statement, person, words in rows
            for word in words.split()
        ],
        columns=["statement_id", "term", "seminar_id", "year", "person_id", "part",
                 "statement_kind"],
    )  # fmt: skip


SMALL = said(
    ("2012-03-12", 1, "架空花子", "番号 番号 医療"),
    ("2012-03-12", 2, None, "番号 税"),
    ("2014-01-28", 1, "例示次郎", "番号 住民 住民"),
    ("2014-01-28", 2, "仮名三郎", "住民 税"),
    ("2014-03-14", 1, "見本四郎", "住民 医療"),
)


def archive(shares, statements=10):
    """Seminars of two years, each with a share of its statements that hold 番号."""
    return said(
        *(
            (f"{year}-01-{day:02}", at, f"仮名{day}{at % 2}", "番号" if at < share else "税")
            for year, of_year in shares.items()
            for day, share in enumerate(of_year, 1)
            for at in range(statements)
        )
    )


def close(expected, tolerance=1e-9):
    return pytest.approx(expected, rel=tolerance, abs=tolerance)


CALLS = {
    "statements": {
        "extract_terms": icpf.extract_terms,
        "tokenize": icpf.tokenize,
        "kwic": lambda statements: icpf.kwic(statements, "番号"),
        "kwic whole": lambda statements: icpf.kwic(statements, "番号", whole=True),
        "term_candidates": icpf.term_candidates,
        "theme_shares": icpf.theme_shares,
    },
    "terms": {
        "term_counts": icpf.term_counts,
        "document_term_matrix": icpf.document_term_matrix,
        "themes_as_terms": icpf.themes_as_terms,
        "contrast": lambda terms: icpf.contrast(terms, 2012, 2014),
        "word_shift": lambda terms: icpf.word_shift(terms, 2012, 2014),
        "label_shuffles": lambda terms: icpf.label_shuffles(terms, 2012, 2014, shuffles=5),
        "divergences": lambda terms: icpf.divergences(terms, draws=5),
        "topics": lambda terms: icpf.topics(terms, 2, seeds=2),
    },
    "corpus": {
        "roster": corpus_plots.roster,
        "comparability": corpus_plots.comparability,
        "sectors_by_seminar": speakers.sectors_by_seminar,
        "look_up": lambda corpus: explore.look_up(corpus, "番号"),
        "show_contrast": lambda corpus: explore.show_contrast(corpus, 2012, 2014),
    },
    "counts": {
        "rates": icpf.rates,
        "dispersion": icpf.dispersion,
        "correspondence": icpf.correspondence,
    },
}
"""Frame -> function -> a call with that frame as its first argument."""
