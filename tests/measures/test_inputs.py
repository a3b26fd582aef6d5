"""Every public function refuses what it cannot take, in one line that names the argument."""

import re
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import pytest

import icpf_analysis as icpf
from icpf_analysis.inputs import quoted
from icpf_analysis.plots import explore
from measures.frames import CALLS


def refused(kind, call, *words):
    """The call raises one line of under 300 characters, in which each of the words begins."""
    with pytest.raises(kind) as error:
        call()
    text = str(error.value)
    assert "\n" not in text and len(text) < 300
    assert all(re.search(rf"(?<![A-Za-z]){re.escape(word)}", text) for word in words), text


MEASURES = ["contrast", "word_shift", "label_shuffles", "divergences", "topics"]
BARE = pd.DataFrame({"番号": [1, 2]})


def changed(frame, row, column, value):
    """The frame with one cell replaced; `column` can be its index."""
    frame = frame.reset_index() if frame.index.name else frame.copy()
    frame[column] = frame[column].astype(object)
    frame.loc[row, column] = value
    return frame


def numbered_in_each_seminar(statements):
    """Line 1 of each of four seminars would be one statement."""
    again = statements.reset_index(drop=True)
    return again.assign(statement_id=again.groupby("seminar_id").cumcount() + 1)


def repeated(corpus):
    said = corpus.statements
    return replace(corpus, statements=pd.concat([said, said.head(1)]))


# The frame, what is wrong with it, the error, words of it, and the functions, where not all.
SPOILT = [
    ("statements", lambda _: BARE, KeyError, ["statements"], ()),
    ("statements", numbered_in_each_seminar, ValueError, ["statement_id 1 twice"], ()),
    ("statements", lambda said: changed(said, 3, "statement_id", None), ValueError,
     ["statements", "statement_id", "row 3"], ()),
    ("statements", lambda said: changed(said, 3, "seminar_id", None), ValueError,
     ["seminar_id", "row 3"], ["theme_shares"]),
    ("terms", lambda _: BARE, KeyError, ["terms"], ()),
    ("terms", lambda terms: changed(terms, 7, "term", None), ValueError, ["term", "row 7"], ()),
    ("terms", lambda terms: terms.assign(term=terms["year"]), TypeError, ["terms", "2012"], ()),
    ("terms", lambda terms: terms.head(0), ValueError, ["terms", "no rows"], MEASURES),
    ("terms", lambda terms: changed(terms, 7, "seminar_id", None), ValueError,
     ["terms", "seminar_id", "row 7"], ["contrast", "divergences"]),
    ("terms", lambda terms: changed(terms, 0, "statement_id", "2014-03-26:010"), ValueError,
     ["terms", "2014-03-26:010", "seminars"], [m for m in MEASURES if m != "word_shift"]),
    ("corpus", lambda corpus: replace(corpus, statements=BARE), KeyError, ["corpus"], ()),
    ("corpus", repeated, ValueError, ["corpus.statements", "2012-03-12:204"], ()),
    ("counts", lambda counts: counts.astype(object).assign(a="番号"), TypeError, ["counts"], ()),
    ("counts", lambda counts: pd.concat([counts, counts]), ValueError, ["counts", "twice"], ()),
    ("counts", lambda counts: pd.concat([counts, counts], axis=1), ValueError,
     ["counts has the column"], ()),
    ("counts", lambda counts: counts.head(0), ValueError, ["counts", "no rows"], ()),
]  # fmt: skip


@pytest.fixture(scope="module")
def frames(corpus, terms):
    counts = icpf.term_counts(terms)
    return {"statements": corpus.statements, "terms": terms, "corpus": corpus, "counts": counts}


@pytest.mark.parametrize("name", CALLS)
def test_something_else_in_the_place_of_a_frame_is_a_type_error(frames, name):
    other = frames["corpus" if name != "corpus" else "statements"]
    for call in CALLS[name].values():
        for given in (frames["statements"]["text"], ["番号"], "番号", None, other, np.ones((2, 2))):
            refused(TypeError, partial(call, given), name)


@pytest.mark.parametrize("name, spoil, kind, words, only", SPOILT)
def test_a_frame_that_lacks_something_is_refused_by_name(frames, name, spoil, kind, words, only):
    spoilt = spoil(frames[name])
    for function in only or CALLS[name]:
        refused(kind, partial(CALLS[name][function], spoilt), *words)


# Arguments beside the frame.


def test_words_may_be_given_as_their_frame_or_as_a_list(corpus, terms):
    """The shipped stop list given back stops what the default stops: 1,576 terms are left."""
    stops = icpf.load_stop_terms()
    for given in (stops, list(stops.index)):
        again = icpf.extract_terms(corpus.statements, stop_terms=given)
        pd.testing.assert_frame_equal(again, terms)
    extract = partial(icpf.extract_terms, corpus.statements)
    by_frame, by_name = extract(names=corpus.people), extract(names=corpus.people.index)
    pd.testing.assert_frame_equal(by_frame, by_name)


@pytest.mark.parametrize(
    "words, kind",
    [
        ("対応", TypeError),
        (b"x", TypeError),
        (3, TypeError),
        (["対応", None], TypeError),
        ([""], ValueError),
        (pd.Series(["対応"], index=["why"]), TypeError),
    ],
)
def test_words_that_are_no_list_of_words_are_refused(corpus, words, kind):
    for option in ("stop_terms", "names"):
        call = partial(icpf.extract_terms, corpus.statements, **{option: words})
        refused(kind, call, option)


@pytest.mark.parametrize(
    "lexicon, kind, word",
    [
        ("year", TypeError, "lexicon"),
        (["番号"], TypeError, "lexicon"),
        (pd.Series({"番号": "scope and law"}), TypeError, "lexicon"),
        (pd.DataFrame({"term": ["番号"]}), TypeError, "lexicon"),
        (pd.DataFrame({"theme": ["x", "y"]}, index=["番号", "番号"]), ValueError, "lexicon"),
        (pd.DataFrame({"theme": [3]}, index=["番号"]), TypeError, "lexicon"),
        (pd.DataFrame({"theme": ["x"], "kind": ["word"]}, index=["番号"]), ValueError, "lexicon"),
        # the search keeps all beginnings: of this word five thousand million characters
        (pd.DataFrame({"theme": ["x"]}, index=["鍵" * 100_000]), ValueError, "100,000 characters"),
        (pd.DataFrame({"theme": [None]}, index=["番号"]), ValueError, "no themes"),
        (pd.DataFrame(index=["番号"]), KeyError, "'theme'"),
    ],
)
def test_a_lexicon_that_is_none_is_refused(corpus, lexicon, kind, word):
    refused(kind, lambda: icpf.theme_shares(corpus.statements, lexicon=lexicon), word)
    if word not in ("no themes", "'theme'"):  # terms need none
        refused(kind, lambda: icpf.extract_terms(corpus.statements, lexicon=lexicon), word)


@pytest.mark.parametrize("by, kind", [("room", KeyError), (2012, TypeError), (None, TypeError)])
def test_a_by_that_is_no_column_is_refused(corpus, terms, by, kind):
    word = repr(by) if isinstance(by, str) else "by is"
    for call in (
        partial(icpf.theme_shares, corpus.statements, by=by),
        partial(icpf.term_counts, terms, by),
        partial(icpf.document_term_matrix, terms, by),
        partial(icpf.contrast, terms, 2012, 2014, by=by),
    ):
        refused(kind, call, word)


@pytest.mark.parametrize(
    "within, kind",
    [
        ({"kind": ["point", "compound"]}, ValueError),  # of statements, and of terms
        ({"kind": "speech"}, ValueError),
        ({"part": []}, ValueError),
        ({"part": "talk", "statement_kind": "question"}, ValueError),  # no talk has questions
        ({"room": "a"}, KeyError),
        ("talk", TypeError),
    ],
)
def test_a_filter_without_a_match_is_named(terms, within, kind):
    for measure in (icpf.contrast, icpf.word_shift, icpf.label_shuffles):
        refused(kind, partial(measure, terms, 2012, 2014, within=within), "within")


COUNTS = pd.DataFrame({"none": [4, 4], "light": [2, 3], "heavy": [3, 7]}, index=["SM", "JM"])
TWICE = pd.Series([1, 2], index=["番号", "番号"])
ERRORS = pd.DataFrame({"theme": ["disaster", "disaster"]})
SAID = pd.DataFrame({"statement_id": list("aabbcd"), "term": list("xyxyxz")})


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
        (lambda c, t: icpf.contrast(t, 2012, 2014, margin=5), ValueError, "margin"),
        (lambda c, t: icpf.contrast(t, 2012, 2014, seed=-1), ValueError, "seed"),
        (lambda c, t: icpf.contrast(pd.concat([t, t[["year"]]], axis=1), 2014, 2012),
         ValueError, "'year' twice"),
        (lambda c, t: icpf.contrast(t, "番号" * 9999, 2014), ValueError, "a: no year"),
        (lambda c, t: icpf.word_shift(t, {"room": 1}, 2014), KeyError, "a:"),
        (lambda c, t: icpf.word_shift(t, 2012, 2014, subsample=10**4), ValueError, "subsample"),
        (lambda c, t: icpf.label_shuffles(t, 2012, 2014, unit="word"), ValueError, "unit"),
        (lambda c, t: icpf.divergences(t, draws=0), ValueError, "draws"),
        (lambda c, t: icpf.divergences(t.query("year == 2012")), ValueError, "has the groups"),
        (lambda c, t: icpf.topics(t, True), TypeError, "n_topics"),
        (lambda c, t: icpf.topics(SAID, 5), ValueError, "it can be 2 to 2"),
        (lambda c, t: icpf.topics(SAID, 1), ValueError, "n_topics is 1"),
        (lambda c, t: icpf.correspondence(COUNTS[["none"]]), ValueError, "1 columns have counts"),
        (lambda c, t: icpf.trend(c), TypeError, "terms is a Corpus"),
        (lambda c, t: icpf.trend(t, time=["year"]), TypeError, "time"),
        (lambda c, t: icpf.trend(t, seed="x"), TypeError, "seed"),
        (lambda c, t: icpf.trend(t, unit="kind"), ValueError, "unit is 'kind'"),
        (lambda c, t: icpf.trend(t, time="century"), KeyError, "'century'"),
        (lambda c, t: icpf.trend(t, time="term"), TypeError, "numbers of years"),
        (lambda c, t: icpf.trend(t, block="sector"), ValueError, "values of year"),
        (lambda c, t: icpf.trend(t.assign(year=2012)), ValueError, "have one year"),
        (lambda c, t: icpf.trend(t.assign(year=None)), ValueError, "no row of terms has a year"),
        (lambda c, t: icpf.trend(t.assign(theme=None)), ValueError, "no statement has a theme"),
        (lambda c, t: icpf.kwic(c.statements, 3), TypeError, "keyword"),
        (lambda c, t: icpf.kwic(c.statements, "番号", "whole"), TypeError, "width"),
        (lambda c, t: icpf.attainable_p("1", 2), TypeError, "sizes"),
        (lambda c, t: icpf.attainable_p(0, 3), ValueError, "sizes is 0"),
        (lambda c, t: icpf.keyness(c.statements, 1, 2, 3), TypeError, "f1"),
        (lambda c, t: icpf.keyness(1, 2, 1, 2, conf=None), TypeError, "conf"),
        (lambda c, t: icpf.keyness(-1, 10, 2, 9), ValueError, "f1 of 0 is -1"),
        (lambda c, t: icpf.keyness([1, 1.5], 10, 2, 9), ValueError, "f1 of 1 is 1.5"),
        (lambda c, t: icpf.keyness(np.nan, 10, 2, 9), ValueError, "f1 of 0 is nan"),
        (lambda c, t: icpf.keyness(11, 10, 2, 9), ValueError, "above its total n1 of 10"),
        (lambda c, t: icpf.keyness(0, 0, 2, 9), ValueError, "n1 is 0"),
        (lambda c, t: icpf.keyness([1, 2], 10, [1, 2, 3], 9), ValueError, "expected 3 numbers"),
        (lambda c, t: icpf.keyness([1, 2], 10, 2, 9, family=1), ValueError, "family is 1"),
        (lambda c, t: icpf.keyness(TWICE, 10, TWICE.head(1), 10), ValueError, "'番号' twice"),
        (lambda c, t: icpf.log_odds([1, 2], [2, 1], prior=1, variance=4), TypeError, "variance"),
        (lambda c, t: icpf.log_odds([1, 2], [0, 0], prior=1), ValueError, "3 and 0 occurrences"),
        (lambda c, t: icpf.log_odds([1, 2], [2, 1], prior=[1, 0]), ValueError, "prior of 1 is 0"),
        (lambda c, t: icpf.log_odds([3], [2], prior=1), ValueError, "1 terms"),
        (lambda c, t: icpf.jensen_shannon([1, 2], [0, 0]), ValueError, "no occurrences"),
        (lambda c, t: icpf.dispersion(COUNTS, "year"), TypeError, "sizes"),
        (lambda c, t: icpf.dispersion(COUNTS * 0), ValueError, "all parts are empty"),
        (lambda c, t: icpf.dispersion(COUNTS, [3, 99, 99]), ValueError, "above the size"),
        (lambda c, t: icpf.dispersion(COUNTS, [99, 99]), ValueError, "expected 3 numbers"),
        (lambda c, t: icpf.dispersion(COUNTS, pd.Series({"none": 9})), ValueError, "'light'"),
        (lambda c, t: icpf.specifications(c.statements, None, dictionaries=["juman"]), ValueError,
         "dictionary"),
        (lambda c, t: icpf.specifications(c.statements, None, units=["letters"]), ValueError,
         "unit is 'letters'"),
        (lambda c, t: icpf.kwic(c.statements, " "), ValueError, "keyword is blank"),
        (lambda c, t: icpf.kwic(c.statements, "番号", -1), ValueError, "width is -1"),
        (lambda c, t: explore.look_up(c, 3), TypeError, "what"),
        (lambda c, t: explore.look_up(c, " "), ValueError, "what is blank"),
        (lambda c, t: explore.look_up(c, "番号", "word"), ValueError, "how"),
        (lambda c, t: explore.look_up(c, "(", "pattern"), ValueError, "no regular expression"),
        (lambda c, t: explore.look_up(c, "locks", "theme"), ValueError, "no theme 'locks'"),
        (lambda c, t: explore.by_seminar(c, t.drop(columns="seminar_id")), KeyError, "places"),
        (lambda c, t: explore.show_contrast(c, 2012, 2014, unit="word"), ValueError, "unit"),
        (lambda c, t: icpf.load_corpus(3), TypeError, "path is 3"),
        (lambda c, t: icpf.load_corpus(""), TypeError, "path is ''"),
        (lambda c, t: icpf.load_corpus(curated=5), TypeError, "curated is 5"),
        (lambda c, t: icpf.load_corpus(encoding=3), TypeError, "encoding is 3"),
        (lambda c, t: icpf.load_codings(None), TypeError, "expected str"),
        (lambda c, t: icpf.coded_themes(c.statements.rename(index={"2014-03-14:072": "x:1"})),
         KeyError, "x:1"),
        (lambda c, t: icpf.coded_themes(c.statements.assign(text="別の発言である。")), ValueError,
         "2012-03-12:204 reads"),
        (lambda c, t: icpf.corrected_shares(icpf.theme_shares(c.statements), ERRORS.head(1)),
         KeyError, "errors has no theme"),
        (lambda c, t: icpf.corrected_shares(icpf.theme_shares(c.statements), ERRORS), ValueError,
         "several rows"),
        (lambda c, t: icpf.theme_shares(c.statements.query("kind == 'question'"), by="sector"),
         ValueError, "no statement has a sector"),
        (lambda c, t: icpf.load_themes(BARE), TypeError, "expected str"),
    ],
)  # fmt: skip
def test_another_argument_that_cannot_be_taken_is_named(corpus, terms, call, kind, word):
    refused(kind, lambda: call(corpus, terms), word)


def test_an_error_quotes_80_characters_and_never_a_table(corpus):
    assert len(quoted("番号" * 1000)) <= 80 and "\n" not in quoted("a\n" * 50)
    assert quoted(corpus.statements) == "a DataFrame" and quoted(corpus) == "a Corpus"
    assert len(quoted(corpus.statements["text"].tolist())) <= 80
