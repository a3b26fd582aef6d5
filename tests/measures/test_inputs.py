"""Every public function refuses what it cannot take, in one line that names the argument."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import icpf_analysis as icpf
from icpf_analysis.inputs import quoted
from icpf_analysis.plots import corpus as corpus_plots
from icpf_analysis.plots import explore, speakers


def names_what(error, *words):
    """One line, under 300 characters, with each of the words in it."""
    text = str(error)
    assert "\n" not in text and len(text) < 300
    assert all(word in text for word in words), text


# What each function is called with; the first argument is a frame of that name.
STATEMENTS = {
    "extract_terms": icpf.extract_terms,
    "tokenize": icpf.tokenize,
    "kwic": lambda statements: icpf.kwic(statements, "番号"),
    "kwic whole": lambda statements: icpf.kwic(statements, "番号", whole=True),
    "term_candidates": icpf.term_candidates,
    "theme_shares": icpf.theme_shares,
}
TERMS = {
    "term_counts": icpf.term_counts,
    "document_term_matrix": icpf.document_term_matrix,
    "themes_as_terms": icpf.themes_as_terms,
    "contrast": lambda terms: icpf.contrast(terms, 2012, 2014),
    "word_shift": lambda terms: icpf.word_shift(terms, 2012, 2014),
    "label_shuffles": lambda terms: icpf.label_shuffles(terms, 2012, 2014),
    "divergences": lambda terms: icpf.divergences(terms, draws=2),
    "topics": lambda terms: icpf.topics(terms, 2),
}
CORPUS = {
    "roster": corpus_plots.roster,
    "comparability": corpus_plots.comparability,
    "sectors_by_seminar": speakers.sectors_by_seminar,
    "look_up": lambda corpus: explore.look_up(corpus, "番号"),
    "show_contrast": lambda corpus: explore.show_contrast(corpus, 2012, 2014),
}
COUNTS = {
    "rates": icpf.rates,
    "dispersion": icpf.dispersion,
    "correspondence": icpf.correspondence,
}
FRAMES = {"statements": STATEMENTS, "terms": TERMS, "corpus": CORPUS, "counts": COUNTS}
EVERY = [(name, key) for name, calls in FRAMES.items() for key in calls]
BY_STATEMENT = ("contrast", "divergences", "topics", "label_shuffles")
"""Functions of terms that go by statements."""
EMPTY_IS_EMPTY = ("term_counts", "document_term_matrix", "themes_as_terms", "vocabulary_sizes")
"""Of no terms these give no counts."""


@pytest.mark.parametrize("kind", ["a Series", "a list", "a string", "None", "a corpus", "a matrix"])
@pytest.mark.parametrize("name, key", EVERY)
def test_something_else_in_the_place_of_a_frame_is_a_type_error(corpus, name, key, kind):
    given = {
        "a Series": corpus.statements["text"],
        "a list": ["番号"],
        "a string": "番号",
        "None": None,
        "a corpus": corpus if name != "corpus" else corpus.statements,
        "a matrix": np.ones((2, 2)),
    }[kind]
    with pytest.raises(TypeError) as error:
        FRAMES[name][key](given)
    names_what(error.value, name)


@pytest.mark.parametrize("name, key", EVERY)
def test_a_frame_without_its_columns_names_the_frame(corpus, name, key):
    if name == "counts":
        pytest.skip("a table of counts may have any columns")
    bare = pd.DataFrame({"番号": [1, 2]})
    given = replace(corpus, statements=bare) if name == "corpus" else bare
    with pytest.raises(KeyError) as error:
        FRAMES[name][key](given)
    names_what(error.value, name)


@pytest.mark.parametrize("key", STATEMENTS)
def test_ids_that_begin_again_in_each_seminar_are_refused(corpus, key):
    """Line 1 of each of four seminars would be one statement."""
    again = corpus.statements.reset_index(drop=True)
    again["statement_id"] = again.groupby("seminar_id").cumcount() + 1
    for twice in (again, again.set_index("statement_id")):
        with pytest.raises(ValueError, match="twice") as error:
            STATEMENTS[key](twice)
        names_what(error.value, "statements", "statement_id", "1")


@pytest.mark.parametrize("key", STATEMENTS)
def test_a_statement_without_an_id_is_refused(corpus, key):
    lacking = corpus.statements.reset_index()
    lacking.loc[3, "statement_id"] = None
    with pytest.raises(ValueError, match="row 3") as error:
        STATEMENTS[key](lacking)
    names_what(error.value, "statements", "statement_id")


@pytest.mark.parametrize("key", BY_STATEMENT)
def test_one_id_in_two_seminars_is_refused(terms, key):
    first = terms["seminar_id"].eq("2014-01-28")
    mixed = terms.assign(statement_id=terms["statement_id"].astype("str"))
    mixed.loc[first, "statement_id"] = "2012-03-12:204"
    with pytest.raises(ValueError, match="2012-03-12:204") as error:
        TERMS[key](mixed)
    names_what(error.value, "terms", "statement_id", "seminars")


@pytest.mark.parametrize("key", [key for key in TERMS if key not in EMPTY_IS_EMPTY])
def test_no_terms_leave_nothing_to_measure(terms, key):
    with pytest.raises(ValueError, match="no rows") as error:
        TERMS[key](terms.head(0))
    names_what(error.value, "terms")


@pytest.mark.parametrize("key", TERMS)
def test_a_missing_term_names_its_row(terms, key):
    words = terms["term"].astype(object)
    words.iloc[7] = None
    with pytest.raises(ValueError, match="row 7") as error:
        TERMS[key](terms.assign(term=words))
    names_what(error.value, "terms", "term")


@pytest.mark.parametrize("key", TERMS)
def test_a_term_that_is_no_string_is_shown(terms, key):
    with pytest.raises(TypeError, match="2012") as error:
        TERMS[key](terms.assign(term=terms["year"]))
    names_what(error.value, "terms", "term")


@pytest.mark.parametrize("key", ["contrast", "divergences"])
def test_a_missing_seminar_names_its_row(terms, key):
    seminars = terms["seminar_id"].astype(object)
    seminars.iloc[7] = None
    with pytest.raises(ValueError, match="row 7") as error:
        TERMS[key](terms.assign(seminar_id=seminars))
    names_what(error.value, "terms", "seminar_id")


def test_a_statement_without_a_seminar_names_its_row(corpus):
    lacking = corpus.statements.astype({"seminar_id": object})
    lacking.loc["2014-03-14:081", "seminar_id"] = None
    with pytest.raises(ValueError, match="2014-03-14:081") as error:
        icpf.theme_shares(lacking)
    names_what(error.value, "statements", "seminar_id")


@pytest.mark.parametrize("key", CORPUS)
def test_a_corpus_with_an_id_twice_is_refused(corpus, key):
    twice = replace(corpus, statements=pd.concat([corpus.statements, corpus.statements.head(1)]))
    with pytest.raises(ValueError, match="2012-03-12:204") as error:
        CORPUS[key](twice)
    names_what(error.value, "corpus.statements")


@pytest.mark.parametrize("key", COUNTS)
def test_a_table_that_holds_words_or_a_label_twice_is_refused(terms, key):
    counts = icpf.term_counts(terms)
    with pytest.raises(TypeError) as error:
        COUNTS[key](counts.astype(object).assign(extra="番号"))
    names_what(error.value, "counts")
    with pytest.raises(ValueError, match="twice") as error:
        COUNTS[key](pd.concat([counts, counts]))
    names_what(error.value, "counts")
    with pytest.raises(ValueError, match="no rows") as error:
        COUNTS[key](counts.head(0))
    names_what(error.value, "counts")


# Arguments beside the frame.


def test_the_shipped_stop_list_given_back_stops_what_the_default_stops(corpus, terms):
    given = icpf.extract_terms(corpus.statements, stop_terms=icpf.load_stop_terms())
    assert len(given) == len(terms) == 1576
    pd.testing.assert_frame_equal(given, terms)
    listed = icpf.extract_terms(corpus.statements, stop_terms=list(icpf.load_stop_terms().index))
    pd.testing.assert_frame_equal(listed, terms)


def test_people_may_be_given_as_their_frame_or_as_names(corpus):
    by_frame = icpf.extract_terms(corpus.statements, names=corpus.people)
    by_name = icpf.extract_terms(corpus.statements, names=corpus.people.index)
    pd.testing.assert_frame_equal(by_frame, by_name)


@pytest.mark.parametrize("option", ["stop_terms", "names"])
@pytest.mark.parametrize(
    "words, kind",
    [
        ("対応", TypeError),
        (b"x", TypeError),
        (3, TypeError),
        ([3], TypeError),
        (["対応", None], TypeError),
        ([""], ValueError),
        (pd.DataFrame({"term": ["対応"]}), TypeError),
        (pd.Series(["対応"], index=["why"]), TypeError),
    ],
)
def test_words_that_are_no_list_of_words_are_refused(corpus, option, words, kind):
    with pytest.raises(kind) as error:
        icpf.extract_terms(corpus.statements, **{option: words})
    names_what(error.value, option)


@pytest.mark.parametrize("call", [icpf.extract_terms, icpf.theme_shares])
@pytest.mark.parametrize(
    "lexicon, kind",
    [
        ("year", TypeError),
        (["番号"], TypeError),
        (pd.Series({"番号": "scope and law"}), TypeError),
        (pd.DataFrame({"term": ["番号"]}), ValueError),
        (pd.DataFrame({"theme": ["x", "y"]}, index=["番号", "番号"]), ValueError),
        (pd.DataFrame({"theme": [3]}, index=["番号"]), TypeError),
        (pd.DataFrame({"theme": ["x"], "kind": ["word"]}, index=["番号"]), ValueError),
    ],
)
def test_a_lexicon_that_is_none_is_refused(corpus, call, lexicon, kind):
    with pytest.raises(kind) as error:
        call(corpus.statements, lexicon=lexicon)
    names_what(error.value, "lexicon")


def test_shares_of_themes_need_a_lexicon_with_themes(corpus):
    with pytest.raises(ValueError, match="no themes"):
        icpf.theme_shares(corpus.statements, pd.DataFrame({"theme": [None]}, index=["番号"]))
    with pytest.raises(KeyError, match="no column 'theme' in lexicon"):
        icpf.theme_shares(corpus.statements, pd.DataFrame(index=["番号"]))


def test_a_column_given_by_place_lands_on_the_lexicon_and_is_told_so(corpus):
    with pytest.raises(TypeError, match="by=") as error:
        icpf.theme_shares(corpus.statements, "year")
    names_what(error.value, "lexicon", "year")


@pytest.mark.parametrize(
    "call",
    [
        lambda corpus, terms, by: icpf.theme_shares(corpus.statements, by=by),
        lambda corpus, terms, by: icpf.term_counts(terms, by),
        lambda corpus, terms, by: icpf.document_term_matrix(terms, by),
        lambda corpus, terms, by: icpf.contrast(terms, 2012, 2014, by=by),
        lambda corpus, terms, by: icpf.word_shift(terms, 2012, 2014, by=by),
    ],
)
@pytest.mark.parametrize("by, kind", [("room", KeyError), (2012, TypeError), (None, TypeError)])
def test_a_by_that_is_no_column_is_refused(corpus, terms, call, by, kind):
    with pytest.raises(kind) as error:
        call(corpus, terms, by)
    names_what(error.value, repr(by) if isinstance(by, str) else "by is")


WITHIN = {
    "contrast": lambda terms, within: icpf.contrast(terms, 2012, 2014, within=within),
    "word_shift": lambda terms, within: icpf.word_shift(terms, 2012, 2014, within=within),
    "label_shuffles": lambda terms, within: icpf.label_shuffles(terms, 2012, 2014, within=within),
}


@pytest.mark.parametrize("key", WITHIN)
@pytest.mark.parametrize(
    "within, kind",
    [
        ({"kind": ["point", "compound"]}, ValueError),  # of statements, and of terms
        ({"kind": "speech"}, ValueError),
        ({"part": []}, ValueError),
        ({"part": "talk", "statement_kind": "question"}, ValueError),  # no talk has questions
        ({"room": "a"}, KeyError),
        ({"part": {"x": [1]}}, ValueError),
        ("talk", TypeError),
        (["part"], TypeError),
    ],
)
def test_a_filter_without_a_match_is_named(terms, key, within, kind):
    with pytest.raises(kind) as error:
        WITHIN[key](terms, within)
    names_what(error.value, "within")


@pytest.mark.parametrize(
    "call, kind, word",
    [
        (lambda c, t: icpf.contrast(t, 2012, 2013), ValueError, "b: no year 2013"),
        (lambda c, t: icpf.contrast(t, c, 2014), TypeError, "a:"),
        (lambda c, t: icpf.contrast(t, [], 2014), ValueError, "a:"),
        (lambda c, t: icpf.contrast(t, [2012, 2014], 2014), ValueError, "on both sides"),
        (lambda c, t: icpf.contrast(t, {"year": 2012, "sector": "private"}, 2014), ValueError,
         "has no terms"),
        (lambda c, t: icpf.contrast(t, 2012, 2014, prior=0), ValueError, "prior is 0"),
        (lambda c, t: icpf.contrast(t, 2012, 2014, conf=1), ValueError, "conf is 1"),
        (lambda c, t: icpf.word_shift(t, {"room": 1}, 2014), KeyError, "a:"),
        (lambda c, t: icpf.divergences(t, draws=1.5), TypeError, "draws"),
        (lambda c, t: icpf.topics(t, "year"), TypeError, "n_topics"),
        (lambda c, t: icpf.topics(t, True), TypeError, "n_topics"),
        (lambda c, t: icpf.topics(t, 10**6), ValueError, "n_topics"),
        (lambda c, t: icpf.kwic(c.statements, 3), TypeError, "keyword"),
        (lambda c, t: icpf.kwic(c.statements, ["番号"]), TypeError, "keyword"),
        (lambda c, t: icpf.kwic(c.statements, "番号", "whole"), TypeError, "width"),
        (lambda c, t: icpf.extract_terms(c.statements, units=["words"]), TypeError, "units"),
        (lambda c, t: icpf.attainable_p("1", 2), TypeError, "sizes"),
        (lambda c, t: icpf.attainable_p(1.5), TypeError, "sizes"),
        (lambda c, t: icpf.keyness(c.statements, 1, 2, 3), TypeError, "f1"),
        (lambda c, t: icpf.keyness(c.statements["text"], 1, 2, 3), TypeError, "f1"),
        (lambda c, t: icpf.keyness(1, {}, 2, 3), TypeError, "n1"),
        (lambda c, t: icpf.keyness(1, 2, 1, 2, conf=None), TypeError, "conf"),
        (lambda c, t: icpf.log_odds([1, 2], [2, 1], prior=c), TypeError, "prior"),
        (lambda c, t: icpf.log_odds([1, 2], [2, 1], prior=1, variance=4), TypeError, "variance"),
        (lambda c, t: icpf.jensen_shannon(c.statements["text"], [1]), TypeError, "f1"),
        (lambda c, t: icpf.dispersion(icpf.term_counts(t), "year"), ValueError, "sizes"),
        (lambda c, t: explore.look_up(c, 3), TypeError, "what"),
        (lambda c, t: explore.look_up(c, "番号", "word"), ValueError, "how"),
        (lambda c, t: explore.by_seminar(c, t.drop(columns="seminar_id")), KeyError, "places"),
        (lambda c, t: explore.show_contrast(c, 2012, 2014, unit="word"), ValueError, "unit"),
    ],
)  # fmt: skip
def test_another_argument_that_cannot_be_taken_is_named(corpus, terms, call, kind, word):
    with pytest.raises(kind) as error:
        call(corpus, terms)
    names_what(error.value, word)


def test_an_error_quotes_80_characters_and_never_a_table(corpus):
    long = quoted("番号" * 1000)
    assert len(long) <= 80 and "\n" not in quoted("a\n" * 50)
    assert quoted(corpus.statements) == "a DataFrame" and quoted(corpus) == "a Corpus"
    assert len(quoted(corpus.statements["text"].tolist())) <= 80
    text = corpus.statements["text"].str.cat() * 3
    with pytest.raises(ValueError) as error:
        icpf.contrast(icpf.extract_terms(corpus.statements), text, 2014)
    names_what(error.value, "a: no year")


@pytest.mark.parametrize(
    "call, error, named",
    [
        (lambda c, t: icpf.trend(c), TypeError, "terms is a Corpus"),
        (lambda c, t: icpf.trend(t, time=["year"]), TypeError, "time"),
        (lambda c, t: icpf.trend(t, seed="x"), TypeError, "seed"),
        (lambda c, t: icpf.contrast(t, 2014, 2012, seed=-1), ValueError, "seed"),
        (lambda c, t: icpf.contrast(t, 2014, 2012, margin=5), ValueError, "margin"),
        (lambda c, t: icpf.contrast(t, 2014, 2012, prior=float("inf")), ValueError, "prior"),
        (lambda c, t: icpf.contrast(pd.concat([t, t[["year"]]], axis=1), 2014, 2012),
         ValueError, "'year' twice"),
        (lambda c, t: icpf.load_corpus(3), TypeError, "path is 3"),
        (lambda c, t: icpf.load_corpus(""), TypeError, "path is ''"),
        (lambda c, t: icpf.load_corpus(curated=5), TypeError, "curated is 5"),
        (lambda c, t: icpf.load_corpus(encoding=3), TypeError, "encoding is 3"),
    ],
)  # fmt: skip
def test_an_argument_that_cannot_be_is_named_in_one_line(corpus, terms, call, error, named):
    with pytest.raises(error, match=named) as problem:
        call(corpus, terms)
    assert "\n" not in str(problem.value)
