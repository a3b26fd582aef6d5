"""Every public function refuses what it cannot take, in one line that names the argument."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import icpf_analysis as icpf
from icpf_analysis.inputs import quoted
from icpf_analysis.plots import corpus as corpus_plots
from icpf_analysis.plots import explore, speakers


def refused(kind, call, *words):
    """The call raises one line of under 300 characters, with each of the words in it."""
    with pytest.raises(kind) as error:
        call()
    text = str(error.value)
    assert "\n" not in text and len(text) < 300
    assert all(word in text for word in words), text


# What each function is called with; the first argument is a frame of that name.
FRAMES = {
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
        "label_shuffles": lambda terms: icpf.label_shuffles(terms, 2012, 2014),
        "divergences": lambda terms: icpf.divergences(terms, draws=2),
        "topics": lambda terms: icpf.topics(terms, 2),
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
EVERY = [(name, call) for name, calls in FRAMES.items() for call in calls.values()]
TERMS = FRAMES["terms"]
MEASURES = ["contrast", "word_shift", "label_shuffles", "divergences", "topics"]


@pytest.mark.parametrize("name, call", EVERY)
def test_something_else_in_the_place_of_a_frame_is_a_type_error(corpus, name, call):
    other = corpus if name != "corpus" else corpus.statements
    texts = corpus.statements["text"]
    for given in (texts, ["番号"], "番号", None, other, np.ones((2, 2))):
        refused(TypeError, lambda given=given: call(given), name)


@pytest.mark.parametrize("name, call", [pair for pair in EVERY if pair[0] != "counts"])
def test_a_frame_without_its_columns_names_the_frame(corpus, name, call):
    bare = pd.DataFrame({"番号": [1, 2]})
    given = replace(corpus, statements=bare) if name == "corpus" else bare
    refused(KeyError, lambda: call(given), name)


@pytest.mark.parametrize("call", FRAMES["statements"].values())
def test_ids_that_are_missing_or_begin_again_in_each_seminar_are_refused(corpus, call):
    """Line 1 of each of four seminars would be one statement."""
    again = corpus.statements.reset_index(drop=True)
    again["statement_id"] = again.groupby("seminar_id").cumcount() + 1
    for twice in (again, again.set_index("statement_id")):
        refused(ValueError, lambda twice=twice: call(twice), "statements", "statement_id 1 twice")
    lacking = corpus.statements.reset_index()
    lacking.loc[3, "statement_id"] = None
    refused(ValueError, lambda: call(lacking), "statements", "statement_id", "row 3")


@pytest.mark.parametrize("key", ["contrast", "divergences", "topics", "label_shuffles"])
def test_one_id_in_two_seminars_is_refused(terms, key):
    first = terms["seminar_id"].eq("2014-01-28")
    mixed = terms.assign(statement_id=terms["statement_id"].astype("str"))
    mixed.loc[first, "statement_id"] = "2012-03-12:204"
    refused(ValueError, lambda: TERMS[key](mixed), "terms", "2012-03-12:204", "seminars")


@pytest.mark.parametrize("key", TERMS)
def test_a_term_that_is_missing_or_no_string_is_shown(terms, key):
    words = terms["term"].astype(object)
    words.iloc[7] = None
    refused(ValueError, lambda: TERMS[key](terms.assign(term=words)), "terms", "term", "row 7")
    refused(TypeError, lambda: TERMS[key](terms.assign(term=terms["year"])), "terms", "2012")
    if key in MEASURES:
        refused(ValueError, lambda: TERMS[key](terms.head(0)), "terms", "no rows")


def test_a_missing_seminar_names_its_row(corpus, terms):
    lacking = terms.astype({"seminar_id": object})
    lacking.loc[7, "seminar_id"] = None
    for key in ("contrast", "divergences"):
        refused(ValueError, lambda key=key: TERMS[key](lacking), "terms", "seminar_id", "row 7")
    said = corpus.statements.astype({"seminar_id": object})
    said.loc["2014-03-14:081", "seminar_id"] = None
    refused(ValueError, lambda: icpf.theme_shares(said), "seminar_id", "2014-03-14:081")


@pytest.mark.parametrize("call", FRAMES["corpus"].values())
def test_a_corpus_with_an_id_twice_is_refused(corpus, call):
    twice = replace(corpus, statements=pd.concat([corpus.statements, corpus.statements.head(1)]))
    refused(ValueError, lambda: call(twice), "corpus.statements", "2012-03-12:204")


@pytest.mark.parametrize("call", FRAMES["counts"].values())
def test_a_table_that_holds_words_or_a_label_twice_is_refused(terms, call):
    counts = icpf.term_counts(terms)
    refused(TypeError, lambda: call(counts.astype(object).assign(extra="番号")), "counts")
    refused(ValueError, lambda: call(pd.concat([counts, counts])), "counts", "twice")
    refused(ValueError, lambda: call(counts.head(0)), "counts", "no rows")


# Arguments beside the frame.


def test_words_may_be_given_as_their_frame_or_as_a_list(corpus, terms):
    """The shipped stop list given back stops what the default stops: 1,576 terms are left."""
    stops = icpf.load_stop_terms()
    for given in (stops, list(stops.index)):
        again = icpf.extract_terms(corpus.statements, stop_terms=given)
        pd.testing.assert_frame_equal(again, terms)
    by_frame, by_name = (
        icpf.extract_terms(corpus.statements, names=names)
        for names in (corpus.people, corpus.people.index)
    )
    pd.testing.assert_frame_equal(by_frame, by_name)


@pytest.mark.parametrize("option", ["stop_terms", "names"])
@pytest.mark.parametrize(
    "words, kind",
    [
        ("対応", TypeError),
        (b"x", TypeError),
        (3, TypeError),
        (["対応", None], TypeError),
        ([""], ValueError),
        (pd.DataFrame({"term": ["対応"]}), TypeError),
        (pd.Series(["対応"], index=["why"]), TypeError),
    ],
)
def test_words_that_are_no_list_of_words_are_refused(corpus, option, words, kind):
    refused(kind, lambda: icpf.extract_terms(corpus.statements, **{option: words}), option)


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
    refused(kind, lambda: call(corpus.statements, lexicon=lexicon), "lexicon")


@pytest.mark.parametrize(
    "call",
    [
        lambda corpus, terms, by: icpf.theme_shares(corpus.statements, by=by),
        lambda corpus, terms, by: icpf.term_counts(terms, by),
        lambda corpus, terms, by: icpf.document_term_matrix(terms, by),
        lambda corpus, terms, by: icpf.contrast(terms, 2012, 2014, by=by),
    ],
)
@pytest.mark.parametrize("by, kind", [("room", KeyError), (2012, TypeError), (None, TypeError)])
def test_a_by_that_is_no_column_is_refused(corpus, terms, call, by, kind):
    word = repr(by) if isinstance(by, str) else "by is"
    refused(kind, lambda: call(corpus, terms, by), word)


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
    ],
)
def test_a_filter_without_a_match_is_named(terms, within, kind):
    for measure in (icpf.contrast, icpf.word_shift, icpf.label_shuffles):
        call = lambda measure=measure: measure(terms, 2012, 2014, within=within)  # noqa: E731
        refused(kind, call, "within")


THEMELESS = pd.DataFrame({"theme": [None]}, index=["番号"])


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
        (lambda c, t: icpf.contrast(t, 2012, 2014, prior=np.inf), ValueError, "prior"),
        (lambda c, t: icpf.contrast(t, 2012, 2014, conf=1), ValueError, "conf is 1"),
        (lambda c, t: icpf.contrast(t, 2012, 2014, margin=5), ValueError, "margin"),
        (lambda c, t: icpf.contrast(t, 2012, 2014, seed=-1), ValueError, "seed"),
        (lambda c, t: icpf.contrast(pd.concat([t, t[["year"]]], axis=1), 2014, 2012),
         ValueError, "'year' twice"),
        (lambda c, t: icpf.contrast(t, c.statements["text"].str.cat() * 3, 2014), ValueError,
         "a: no year"),
        (lambda c, t: icpf.word_shift(t, {"room": 1}, 2014), KeyError, "a:"),
        (lambda c, t: icpf.word_shift(t, 2012, 2014, subsample=10**4), ValueError, "subsample"),
        (lambda c, t: icpf.label_shuffles(t, 2012, 2014, unit="word"), ValueError, "unit"),
        (lambda c, t: icpf.divergences(t, draws=1.5), TypeError, "draws"),
        (lambda c, t: icpf.divergences(t, draws=0), ValueError, "draws"),
        (lambda c, t: icpf.divergences(t.query("year == 2012")), ValueError, "has the groups"),
        (lambda c, t: icpf.topics(t, "year"), TypeError, "n_topics"),
        (lambda c, t: icpf.topics(t, True), TypeError, "n_topics"),
        (lambda c, t: icpf.topics(t, 10**6), ValueError, "n_topics"),
        (lambda c, t: icpf.trend(c), TypeError, "terms is a Corpus"),
        (lambda c, t: icpf.trend(t, time=["year"]), TypeError, "time"),
        (lambda c, t: icpf.trend(t, seed="x"), TypeError, "seed"),
        (lambda c, t: icpf.kwic(c.statements, 3), TypeError, "keyword"),
        (lambda c, t: icpf.kwic(c.statements, ["番号"]), TypeError, "keyword"),
        (lambda c, t: icpf.kwic(c.statements, "番号", "whole"), TypeError, "width"),
        (lambda c, t: icpf.theme_shares(c.statements, THEMELESS), ValueError, "no themes"),
        (lambda c, t: icpf.theme_shares(c.statements, THEMELESS[[]]), KeyError, "'theme'"),
        (lambda c, t: icpf.theme_shares(c.statements, "year"), TypeError, "by="),
        (lambda c, t: icpf.attainable_p("1", 2), TypeError, "sizes"),
        (lambda c, t: icpf.attainable_p(0, 3), ValueError, "groups of"),
        (lambda c, t: icpf.keyness(c.statements, 1, 2, 3), TypeError, "f1"),
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
        (lambda c, t: icpf.load_corpus(3), TypeError, "path is 3"),
        (lambda c, t: icpf.load_corpus(""), TypeError, "path is ''"),
        (lambda c, t: icpf.load_corpus(curated=5), TypeError, "curated is 5"),
        (lambda c, t: icpf.load_corpus(encoding=3), TypeError, "encoding is 3"),
    ],
)  # fmt: skip
def test_another_argument_that_cannot_be_taken_is_named(corpus, terms, call, kind, word):
    refused(kind, lambda: call(corpus, terms), word)


def test_an_error_quotes_80_characters_and_never_a_table(corpus):
    assert len(quoted("番号" * 1000)) <= 80 and "\n" not in quoted("a\n" * 50)
    assert quoted(corpus.statements) == "a DataFrame" and quoted(corpus) == "a Corpus"
    assert len(quoted(corpus.statements["text"].tolist())) <= 80
