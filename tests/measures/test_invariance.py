"""Numbers do not depend on the order of rows, on the types of columns, or on the processor."""

import os
import subprocess
import sys
from dataclasses import replace

import pandas as pd
import pytest

import icpf_analysis as icpf
from icpf_analysis.measures import exploratory
from icpf_analysis.plots import corpus as corpus_plots
from icpf_analysis.plots import speakers
from measures.frames import CALLS

pytestmark = pytest.mark.slow  # every measure is computed many times

WORDS = ["statement_id", "surface", "term", "kind", "theme", "seminar_id", "part", "person_id",
         "statement_kind", "sector", "subject", "heading"]  # fmt: skip
OF_TERMS = {
    **{name: call for name, call in CALLS["terms"].items() if name != "themes_as_terms"},
    "statements by terms": lambda terms: icpf.document_term_matrix(terms, "statement_id"),
    "contrast of themes": lambda terms: icpf.contrast(terms, 2012, 2014, unit="theme"),
    "correspondence": lambda terms: icpf.correspondence(icpf.term_counts(terms)),
}


def cells(result):
    """What a result holds, to the last bit, without the types that columns came with."""
    if isinstance(result, pd.DataFrame):
        plain = result.astype(object).where(result.notna(), None)
        return [list(map(str, result.columns)), list(map(str, result.index)), plain.values.tolist()]
    if hasattr(result, "toarray"):
        return result.toarray().tolist()
    return result.tolist() if isinstance(result, pd.Index) else [cells(part) for part in result]


def shuffled(frame):
    return frame.sample(frac=1, random_state=7)


def as_categories(frame):
    """Categories in the order of the rows turned round, and some that no row has."""
    for name in frame.columns.intersection(WORDS):
        words = frame[name].astype("str")
        categories = [*words.dropna().unique()[::-1], f"no {name} has it"]
        frame = frame.assign(**{name: pd.Categorical(words, categories)})
    return frame


CHANGES = [
    shuffled,
    lambda frame: frame.astype({name: "str" for name in WORDS if name in frame}),
    lambda frame: frame.astype({name: object for name in WORDS if name in frame}),
    as_categories,
    lambda frame: shuffled(as_categories(frame)),
]


@pytest.fixture(autouse=True)
def few_draws(monkeypatch):
    monkeypatch.setattr(exploratory, "SHUFFLES", 1)


@pytest.mark.parametrize("key", OF_TERMS)
def test_measures_of_terms_are_the_same_in_any_order_and_type(terms, key):
    there = cells(OF_TERMS[key](terms))
    for change in CHANGES:
        assert cells(OF_TERMS[key](change(terms))) == there


def test_measures_of_statements_and_corpora_are_the_same_in_any_order_and_type(corpus):
    def measured(corpus):
        shares = icpf.theme_shares(corpus.statements)
        others = corpus_plots.comparability(corpus), speakers.sectors_by_seminar(corpus)
        return [cells(frame) for frame in (shares, *others)]

    there = measured(corpus)
    for change in CHANGES:
        frames = ("seminars", "appearances", "statements")
        changed = {name: change(getattr(corpus, name)) for name in frames}
        assert measured(replace(corpus, **changed)) == there
    by_column = icpf.theme_shares(corpus.statements.reset_index())
    assert by_column.equals(icpf.theme_shares(corpus.statements))
    numbered = corpus.statements.set_axis(pd.RangeIndex(132, name="statement_id"), axis=0)
    shares = icpf.theme_shares(numbered)  # an id that is no string found none of its own themes
    assert shares["n_statements"].equals(by_column["n_statements"])


def test_a_year_that_no_row_has_and_a_seminar_without_a_year_are_compared_with_nothing(terms):
    """2013 has no seminar; it is no group of seminars that could be exchanged."""
    years = pd.Categorical(terms["year"].astype("int64"), [2014, 2013, 2012])
    again = icpf.divergences(terms.assign(year=years), draws=2)
    assert cells(again) == cells(icpf.divergences(terms, draws=2))
    assert icpf.term_counts(terms.assign(year=years), "year").columns.tolist() == [2012, 2014]
    unknown = terms.assign(year=terms["year"].mask(terms["seminar_id"] == "2014-03-26"))
    pairs = icpf.contrast(unknown, 2012, 2014)["control_pair"]
    assert set(pairs) == {"2014-01-28 / 2014-03-14"}
    crosses = icpf.divergences(unknown, draws=2).set_index(["first", "second"])["crosses_years"]
    assert not crosses["2012-03-12", "2014-03-26"] and crosses["2012-03-12", "2014-01-28"]


MEASURED = """
import icpf_analysis as icpf
from icpf_analysis.files import RAW
terms = icpf.extract_terms(icpf.load_corpus(RAW / "000_4767421747b42df5.txt").statements)
mapped, found = icpf.correspondence(icpf.term_counts(terms)), icpf.topics(terms)
for frame in (*mapped, *found, icpf.contrast(terms, 2012, 2014), icpf.divergences(terms, draws=50)):
    print(frame.to_csv(float_format="%.12g"))
"""


def test_another_kernel_of_the_processor_changes_no_digit_that_is_written():
    """OpenBLAS with the instructions of 2013 and of 2004: both give the same twelve digits."""
    environments = [os.environ | {"OPENBLAS_CORETYPE": it} for it in ("Haswell", "Prescott")]
    one, other = (
        subprocess.check_output([sys.executable, "-X", "utf8", "-c", MEASURED], env=environment)
        for environment in environments
    )
    assert one.count(b"\n") > 1000 and one == other
