"""Comparisons of groups of texts: contrast, divergences, shifts, themes, and their controls."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import icpf_analysis as icpf

NUMBER_SYSTEM = {"year": 2014, "subject": "number system"}
NO_QUESTIONS = {"kind": ["point", "paragraph"]}


@pytest.fixture(scope="module")
def terms(corpus):
    return icpf.extract_terms(corpus.statements)


@pytest.fixture(scope="module")
def headline(terms):
    return icpf.contrast(terms, 2012, NUMBER_SYSTEM, within=NO_QUESTIONS)


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
    ("2012-03-12", 1, "足立祥代", "番号 番号 医療"),
    ("2012-03-12", 2, None, "番号 税"),
    ("2014-01-28", 1, "三木浩平", "番号 住民 住民"),
    ("2014-01-28", 2, "矢島征幸", "住民 税"),
    ("2014-03-14", 1, "篠原俊博", "住民 医療"),
)


# --- contrast --------------------------------------------------------------------------------


def test_a_contrast_that_can_be_checked_by_hand():
    row = icpf.contrast(SMALL, 2012, 2014).loc["住民"]
    assert row[["f_a", "f_b", "n_a", "n_b"]].tolist() == [0, 4, 5, 7]
    assert row["rate_b"] == pytest.approx(4000 / 7)
    assert row[["statements_a", "of_statements_a"]].tolist() == [0, 2]
    assert row[["statements_b", "of_statements_b"]].tolist() == [3, 3]
    assert row["fisher_p"] == pytest.approx(0.1)  # 1 of the 10 ways to choose 2 of 5
    assert row[["seminars", "speakers"]].tolist() == [2, 3]
    assert row["log_ratio"] == pytest.approx(np.log2((0.5 / 5.5) / (4.5 / 7.5)))
    assert row["evidence"] == ("2014-01-28:1", "2014-01-28:2", "2014-03-14:1")
    assert row["family"] == 4 and row["q"] == pytest.approx(0.4)
    assert row["attainable_p"] == pytest.approx(1 / 3)


def test_beyond_the_control_is_what_differs_more_than_any_pair_inside_a_side(headline):
    larger = headline["log_ratio"].abs() > headline["control_log_ratio"]
    assert headline["beyond_control"].tolist() == larger.tolist()
    assert 0 < larger.sum() < len(headline)
    assert headline["dp_speakers"].between(0, 1).all()


def test_without_two_seminars_of_a_year_there_is_no_control_and_none_is_named():
    two = SMALL[SMALL["seminar_id"] != "2014-03-14"]
    compared, shift = icpf.contrast(two, 2012, 2014), icpf.word_shift(two, 2012, 2014)
    assert compared["control_pair"].eq("").all() and compared["control_log_ratio"].eq(0).all()
    assert shift["control_pair"].eq("").all() and shift["control"].eq(0).all()


def test_what_holds_with_a_seminar_or_a_speaker_left_out_is_counted():
    rows = icpf.contrast(SMALL, 2012, 2014)
    assert (rows["seminar_trials"] == 2).all()  # the only seminar of 2012 cannot be left out
    assert (rows["speaker_trials"] == 5).all()  # four by name, and what nobody is named for
    assert rows.loc["番号", ["seminar_signs", "speaker_signs", "stable"]].tolist() == [2, 5, True]
    # 医療, once a side, is commoner in 2014 without 2014-01-28, 足立祥代 or 三木浩平, and as
    # common without 矢島征幸
    assert rows.loc["医療", ["seminar_signs", "speaker_signs", "stable"]].tolist() == [1, 2, False]


def test_controls_are_the_pairs_inside_a_side():
    rows = icpf.contrast(SMALL, 2012, 2014)
    inside = icpf.keyness(1, 5, 0, 2)["log_ratio"].item()
    assert rows.loc["番号", "control_log_ratio"] == pytest.approx(inside)
    assert rows.loc["番号", "control_pair"] == "2014-01-28 / 2014-03-14"
    alone = icpf.contrast(SMALL, "2012-03-12", "2014-03-14", by="seminar_id")
    assert alone.loc["番号", "control_log_ratio"] == pytest.approx(inside)  # any pair of a year


def test_seminars_on_both_sides_exchange_their_own_halves(terms):
    """Talks against discussions: of the three with both, each could be turned, 2 of 8 ways."""
    rows = icpf.contrast(terms, {"part": "talk"}, {"part": "discussion"})
    assert set(rows["attainable_p"]) == {2 / 8}


def test_a_side_is_named_by_any_columns():
    one = icpf.contrast(SMALL, {"person_id": "足立祥代"}, {"seminar_id": ["2014-01-28"]})
    assert one[["n_a", "n_b"]].iloc[0].tolist() == [3, 5]
    several = icpf.contrast(SMALL, 2012, {"year": 2014, "person_id": ["三木浩平", "篠原俊博"]})
    assert several["n_b"].iloc[0] == 5


def test_the_kind_of_statements_and_of_terms_can_both_be_named(terms):
    asked = icpf.contrast(terms, {"kind": "question"}, {"kind": "answer"})
    assert asked[["of_statements_a", "of_statements_b"]].iloc[0].tolist() == [21, 27]
    names = icpf.contrast(terms, 2012, 2014, within={"kind": "name"})
    assert set(names.index) <= set(terms.query("kind == 'name'")["term"])


def test_what_cannot_be_matched_is_told(terms):
    told = icpf.contrast(terms, 2012, 2014)["unmatched"].iloc[0]
    assert "statement_kind: answer, question only in b" in told
    assert "part: closing, panel only in a" in told and "subject: elections only in b" in told
    assert (
        "question" not in icpf.contrast(terms, 2012, 2014, within=NO_QUESTIONS)["unmatched"].iloc[0]
    )
    assert icpf.contrast(SMALL, 2012, 2014)["unmatched"].eq("").all()


def test_between_2012_and_the_number_system_seminars_no_term_survives(headline):
    assert headline[["n_a", "n_b"]].iloc[0].tolist() == [383, 413]
    assert headline[["of_statements_a", "of_statements_b"]].iloc[0].tolist() == [29, 30]
    assert headline["family"].iloc[0] == 463 and headline["q"].min() == 1
    assert headline["fisher_p"].idxmin() == "対応"
    assert headline.loc["対応", ["f_a", "f_b", "statements_a", "statements_b"]].tolist() == [
        1, 13, 1, 10,
    ]  # fmt: skip
    assert not headline["survives"].any() and not headline["lrc"].any()
    assert headline["attainable_p"].iloc[0] == pytest.approx(1 / 3)


def test_between_2012_and_the_number_system_seminars_no_theme_survives(terms):
    rows = icpf.contrast(icpf.themes_as_terms(terms), 2012, NUMBER_SYSTEM, within=NO_QUESTIONS)
    cards = rows.loc["cards and authentication"]
    assert cards[["statements_a", "statements_b"]].tolist() == [0, 7]
    assert cards["fisher_p"] == pytest.approx(stats.fisher_exact([[0, 7], [29, 23]]).pvalue)
    assert cards["q"] == pytest.approx(11 * cards["fisher_p"]) and not rows["survives"].any()


def test_no_theme_is_no_member_of_the_family_of_themes(terms):
    """Of 383 and 413 terms most have no theme; they count in the sizes, and are not compared."""
    themes = icpf.themes_as_terms(terms)
    rows = icpf.contrast(themes, 2012, NUMBER_SYSTEM, within=NO_QUESTIONS)
    assert "no theme" not in rows.index and len(rows) == 11 == rows["family"].iloc[0]
    assert rows[["of_statements_a", "of_statements_b", "n_a", "n_b"]].iloc[0].tolist() == [
        29, 30, 383, 413,
    ]  # fmt: skip
    p = rows["fisher_p"].sort_values()
    assert rows["q"].min() == pytest.approx((p * 11 / np.arange(1, 12)).min())
    shuffles = icpf.label_shuffles(themes, 2012, NUMBER_SYSTEM, within=NO_QUESTIONS)
    often = (rows["f_a"] + rows["f_b"]) >= 5
    assert shuffles["n_terms"].iloc[0] == often.sum()
    assert shuffles.loc["observed", "g2"] == pytest.approx(
        (icpf.keyness(rows["f_a"], 383, rows["f_b"], 413)["g2"].abs() >= 3.8415)[often].mean()
    )
    with pytest.raises(ValueError, match="terms has no theme"):
        icpf.contrast(themes[themes["term"] == "no theme"], 2012, 2014)


@pytest.mark.parametrize("within, across, inside", [(NO_QUESTIONS, 0, 0), (None, 3, 4)])
def test_as_many_themes_differ_inside_2014_as_across_the_years(terms, within, across, inside):
    """q of 0.05 or less: with questions and answers some, on both; without them none."""
    themes = icpf.themes_as_terms(terms)
    years = icpf.contrast(themes, 2012, NUMBER_SYSTEM, within=within)
    control = icpf.contrast(themes, "2014-01-28", "2014-03-14", by="seminar_id", within=within)
    assert [(rows["q"] <= 0.05).sum() for rows in (years, control)] == [across, inside]
    assert not control["beyond_control"].any()  # the pair is its own control


def test_swapping_the_sides_flips_every_sign(terms, headline):
    back = icpf.contrast(terms, NUMBER_SYSTEM, 2012, within=NO_QUESTIONS).loc[headline.index]
    for column in ("log_ratio", "lrc", "z", "z_sign"):
        assert np.allclose(back[column], -headline[column])
    for column in ("fisher_p", "q", "stable", "control_log_ratio", "evidence", "dp_seminars"):
        assert np.array_equal(back[column].to_numpy(), headline[column].to_numpy())


def test_the_order_of_rows_changes_nothing(terms, headline):
    shuffled = terms.sample(frac=1, random_state=0)
    pd.testing.assert_frame_equal(
        icpf.contrast(shuffled, 2012, NUMBER_SYSTEM, within=NO_QUESTIONS), headline
    )


def test_the_evidence_holds_the_term(corpus, terms, headline):
    for term in headline.index[:30]:
        there = terms[terms["term"] == term]
        for statement in headline.loc[term, "evidence"]:
            surfaces = there[there["statement_id"] == statement]["surface"]
            assert len(surfaces)
            assert all(word in corpus.statements["text"][statement] for word in surfaces)


@pytest.mark.parametrize(
    "options, error, told",
    [
        ({"a": 2013}, ValueError, r"no year 2013; there are \[2012, 2014\]"),
        ({"a": {"chair": "山田肇"}}, KeyError, "no column 'chair'; there are"),
        ({"a": {"kind": "speech"}}, ValueError, "no kind 'speech'; there are"),
        ({"a": [2012, 2014]}, ValueError, "rows are on both sides"),
        ({"a": {"year": 2012, "sector": "private"}}, ValueError, "has no terms"),
        ({"within": {"part": "closing"}}, ValueError, "b is 2014, and has no terms within"),
        ({"within": {"part": "discussion"}}, ValueError, "a is 2012, and has no terms within"),
        ({"within": {"kind": ["point", "compound"]}}, ValueError, "kind, some in statement_kind"),
        ({"within": {"kind": "speech"}}, ValueError, "within: no kind 'speech'"),
    ],
)
def test_a_comparison_that_cannot_be_made_says_why(terms, options, error, told):
    with pytest.raises(error, match=told):
        icpf.contrast(terms, **({"a": 2012, "b": 2014} | options))


@pytest.mark.parametrize("call", [icpf.contrast, icpf.word_shift, icpf.label_shuffles])
def test_a_frame_of_something_else_is_named(call):
    with pytest.raises(KeyError, match="no column 'term'"):
        call(pd.DataFrame({"year": [2012, 2014]}), 2012, 2014)


# --- the negative control of the method ------------------------------------------------------


def test_shuffled_labels_leave_nothing_at_q_and_too_much_to_tokens(terms):
    shuffles = icpf.label_shuffles(terms, 2012, NUMBER_SYSTEM, within=NO_QUESTIONS)
    drawn = shuffles.drop("observed")
    assert len(drawn) == 500 and drawn["n_terms"].iloc[0] == 22
    assert drawn["q"].mean() <= 0.05 and (drawn["q"] > 0).mean() <= 0.05
    assert drawn["fisher_p"].mean() <= 0.05
    assert drawn["g2"].mean() == pytest.approx(0.11, abs=0.005)  # more than twice its level
    inside = icpf.label_shuffles(terms, {"seminar_id": "2014-01-28"}, {"seminar_id": "2014-03-14"})
    observed = [frame.loc["observed", "g2"] for frame in (shuffles, inside)]
    assert observed == pytest.approx([10 / 22, 10 / 19])  # as many inside 2014 as across


def test_under_shuffled_labels_the_exact_p_is_uniform_as_far_as_it_is_discrete(terms):
    """番号 stands in 15 of 59 statements: p of 0.05 or less in 5 % of shuffles at the most."""
    rows = terms[terms["subject"].eq("number system") & terms["statement_kind"].isin(
        NO_QUESTIONS["kind"])]  # fmt: skip
    has = rows.groupby("statement_id", observed=True)["term"].agg(
        lambda words: (words == "利用").any()
    )
    rng = np.random.default_rng(1)
    drawn = [rng.permutation(has.to_numpy())[:29].sum() for _ in range(4000)]
    p = icpf.keyness(drawn, 29, has.sum() - np.array(drawn), len(has) - 29)["fisher_p"]
    reached = np.sort(p.unique())
    for level in reached:
        assert (p <= level).mean() == pytest.approx(level, abs=0.03)


# --- divergences -----------------------------------------------------------------------------


def test_the_divergence_of_the_years_is_smaller_than_one_inside_2014(terms):
    rows = icpf.divergences(terms, draws=200).set_index(["first", "second"])
    assert len(rows) == 6 + 4
    across, inside = rows.loc[("2012-03-12", "2014-03-14")], rows.loc[("2014-01-28", "2014-03-14")]
    assert across["crosses_years"] and not inside["crosses_years"]
    assert across["all_terms"] == pytest.approx(0.687, abs=5e-4)
    assert inside["all_terms"] == pytest.approx(0.755, abs=5e-4)
    assert across["divergence"] < inside["divergence"]
    assert (rows["attainable_p"] == 0.25).all() and (rows["subsample"] == 337 // 2).all()
    assert (rows["low"] < rows["divergence"]).all() and (rows["divergence"] < rows["high"]).all()
    assert rows.loc[("2012-03-12", "all others"), "crosses_years"]


def test_draws_are_repeatable_on_any_order_of_rows(terms):
    there = icpf.divergences(terms, draws=20)
    pd.testing.assert_frame_equal(
        there, icpf.divergences(terms.sample(frac=1, random_state=2), draws=20)
    )


def test_a_draw_takes_of_its_last_statement_what_still_fits():
    """Nothing in common is one bit, however little of the one statement is drawn."""
    frame = said(("2012-03-12", 1, "足立祥代", "a b c d"), ("2014-01-28", 1, "三木浩平", "e f g h"))
    row = icpf.divergences(frame, draws=20).iloc[0]
    assert row["subsample"] == 2
    assert row[["divergence", "low", "high", "low_speakers"]].tolist() == [1, 1, 1, 1]


def test_a_draw_is_of_exactly_so_many():
    """Of three a and three b three are drawn: 3 : 0 or 0 : 3; so two draws are alike or not."""
    words = (("2012-03-12", 1, "甲", "a a a"), ("2012-03-12", 2, "乙", "b b b"))
    frame = said(*words, *(("2014-01-28", *rest) for _, *rest in words))
    row = icpf.divergences(frame, draws=200).iloc[0]
    assert row["subsample"] == 3
    assert (row["low"], row["high"]) == (0.0, 1.0)
    assert row["all_terms"] == 0.0 and 0.4 < row["divergence"] < 0.6
    assert row["high_speakers"] == 1.0


def test_two_seminars_alone_are_one_pair():
    two = SMALL[SMALL["seminar_id"] != "2014-03-14"]
    rows = icpf.divergences(two, draws=3)
    assert rows[["first", "second", "crosses_years"]].values.tolist() == [
        ["2012-03-12", "2014-01-28", True]
    ]
    counts = icpf.term_counts(two)
    assert rows["all_terms"].item() == pytest.approx(
        icpf.jensen_shannon(*counts.to_numpy().T).sum()
    )


def test_divergences_that_cannot_be_drawn_say_why():
    with pytest.raises(ValueError, match=r"terms has the seminars \['2012-03-12'\]"):
        icpf.divergences(SMALL[SMALL["year"] == 2012])
    with pytest.raises(ValueError, match="draws is 0"):
        icpf.divergences(SMALL, draws=0)


# --- word shift ------------------------------------------------------------------------------


def test_the_shift_sums_to_the_divergence(terms):
    shift = icpf.word_shift(terms, 2012, NUMBER_SYSTEM, within=NO_QUESTIONS)
    whole = icpf.jensen_shannon(shift["f_a"], shift["f_b"]).sum()
    assert shift["contribution"].sum() == pytest.approx(whole)
    assert shift["contribution"].is_monotonic_decreasing
    assert shift.loc["対応", "more_in"] == "b"
    assert shift.loc["対応", "control"] > shift.loc["対応", "contribution"]  # inside 2014 more so


def test_a_shift_by_hand():
    """番号 is 3 of 5 and 1 of 7 terms, and 1 of 5 and 0 of 2 in the seminars of 2014."""
    shift = icpf.word_shift(SMALL, 2012, 2014)
    assert shift.loc["番号", ["f_a", "f_b", "more_in"]].tolist() == [3, 1, "a"]
    assert shift.loc["住民", "share_b"] == pytest.approx(4 / 7)
    p, q = 3 / 5, 1 / 7
    m = (p + q) / 2
    assert shift.loc["番号", "contribution"] == pytest.approx(
        (p * np.log2(p / m) + q * np.log2(q / m)) / 2
    )
    assert shift.loc["番号", "control"] == pytest.approx(1 / 5 / 2)  # half of 1/5 log2 2
    assert shift.loc["番号", "control_pair"] == "2014-01-28 / 2014-03-14"


# --- themes ----------------------------------------------------------------------------------


def test_themes_by_seminar(corpus):
    shares = icpf.theme_shares(corpus.statements).set_index(["seminar_id", "theme"])
    assert len(shares) == 4 * 13
    counted = shares["n_statements"].unstack().loc["2012-03-12":"2014-03-14"]
    assert counted["private use"].tolist() == [11, 1, 9]
    assert counted["cards and authentication"].tolist() == [0, 2, 7]
    assert counted["municipal systems"].tolist() == [5, 22, 6]
    row = shares.loc[("2012-03-12", "private use")]
    assert row["share"] == pytest.approx(11 / 29) and row["speakers"] == 5
    assert row["low"] * 29 == pytest.approx(stats.binom.ppf(0.025, 29, 11 / 29))
    assert row["low_speakers"] < row["share"] < row["high_speakers"]
    assert len(row["evidence"]) == 11 and row["evidence"][0].startswith("2012-03-12:")
    none = shares.loc[("2012-03-12", "elections")]
    assert none[["n_statements", "low", "high"]].tolist() == [0, 0, 0] and none["evidence"] == ()


TWO_WITH = pd.DataFrame(
    {
        "text": ["番号は鍵だ。", "医療の番号。", "選挙だ。", "選挙。"],
        "seminar_id": "s",
        "person_id": ["三木浩平", "三木浩平", None, None],
    },
    index=pd.Index(["s:1", "s:2", "s:3", "s:4"], name="statement_id"),
)
LOCKS = pd.DataFrame({"theme": ["locks", "locks", None]}, index=["番号", "鍵", "選挙"])


@pytest.mark.parametrize("conf, low, high", [(0.5, 0.25, 0.75), (0.8, 0.25, 0.75), (0.9, 0.0, 1.0)])
def test_the_interval_of_two_in_four_statements(conf, low, high):
    """Drawn anew, 0 to 4 of 4 have it with 1, 4, 6, 4 and 1 sixteenths."""
    row = icpf.theme_shares(TWO_WITH, LOCKS, conf=conf).iloc[0]
    assert (row["share"], row["low"], row["high"]) == (0.5, low, high)


def test_speakers_are_drawn_with_all_they_said():
    """Two speakers, one with two of two and one, unnamed, with none of two."""
    row = icpf.theme_shares(TWO_WITH.reset_index(), LOCKS).iloc[0]
    assert (row["speakers"], row["low_speakers"], row["high_speakers"]) == (2, 0.0, 1.0)
    shares = icpf.theme_shares(TWO_WITH, LOCKS)
    assert list(shares["theme"].cat.categories) == ["locks"] and shares["theme"].cat.ordered
    assert list(shares.index) == [0]


def test_speakers_who_all_say_it_in_half_of_their_statements_leave_no_doubt():
    """One of two, two of four, three of six: however they are drawn, it is half."""
    said = pd.DataFrame(
        {
            "text": ["番号は鍵だ。", "選挙だ。"] * 6,
            "seminar_id": "s",
            "person_id": ["三木浩平"] * 2 + ["矢島征幸"] * 4 + ["篠原俊博"] * 6,
            "statement_id": [f"s:{n}" for n in range(12)],
        }
    )
    row = icpf.theme_shares(said, LOCKS).iloc[0]
    assert (row["low_speakers"], row["share"], row["high_speakers"]) == (0.5, 0.5, 0.5)


@pytest.mark.parametrize("conf", [0, 1, 1.5])
def test_an_interval_of_nothing_or_of_all_is_refused(conf):
    with pytest.raises(ValueError, match="expected a number between 0 and 1"):
        icpf.theme_shares(TWO_WITH, LOCKS, conf=conf)


def test_the_exact_bootstrap_is_what_many_draws_come_to():
    rng = np.random.default_rng(0)
    drawn = rng.choice([1] * 11 + [0] * 18, (20_000, 29)).mean(axis=1)
    exact = stats.binom.ppf([0.025, 0.975], 29, 11 / 29) / 29
    assert np.quantile(drawn, [0.025, 0.975]) == pytest.approx(exact, abs=1.01 / 29)


def test_themes_of_a_lexicon_of_ones_own():
    statements = pd.DataFrame(
        {
            "text": ["番号は鍵だ。", "医療の番号。", "選挙だ。"],
            "seminar_id": ["s", "s", "s"],
            "person_id": ["三木浩平", "三木浩平", "三木浩平"],
        },
        index=pd.Index(["s:1", "s:2", "s:3"], name="statement_id"),
    )
    lexicon = pd.DataFrame({"theme": ["locks", "locks", None]}, index=["番号", "鍵", "選挙"])
    row = icpf.theme_shares(statements, lexicon).iloc[0]
    assert row[["theme", "n_statements", "of_statements"]].tolist() == ["locks", 2, 3]
    assert row["evidence"] == ("s:1", "s:2")
    assert row[["speakers", "low_speakers", "high_speakers"]].tolist() == [1, 0, 1]


def test_theme_shares_are_repeatable_on_any_order_of_rows(corpus):
    there = icpf.theme_shares(corpus.statements, by="year")
    shuffled = corpus.statements.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(icpf.theme_shares(shuffled, by="year"), there)


@pytest.mark.parametrize(
    "change, error, told",
    [
        ({"by": "room"}, KeyError, "no column 'room'"),
        ({"lexicon": pd.DataFrame({"theme": [None]}, index=["番号"])}, ValueError, "no themes"),
        ({"lexicon": pd.DataFrame(index=["番号"])}, KeyError, "no column 'theme' in lexicon"),
        ({"conf": 2}, ValueError, "conf is 2"),
    ],
)
def test_themes_that_cannot_be_counted_say_why(corpus, change, error, told):
    with pytest.raises(error, match=told):
        icpf.theme_shares(corpus.statements, **change)


def test_no_statements_have_no_shares(corpus):
    with pytest.raises(ValueError, match="no statement has a sector"):
        icpf.theme_shares(corpus.statements.query("kind == 'question'"), by="sector")


@pytest.mark.slow
def test_topics_of_the_page_are_mostly_no_stabler_than_chance(terms):
    there = icpf.topics(terms)
    assert there.topics["stable"].sum() <= 2 and len(there.topics) == 8


# --- who spoke -------------------------------------------------------------------------------


def test_the_census_of_who_spoke(corpus):
    table = icpf.affiliation_table(corpus)
    row = table.set_index(["year", "sector"]).loc
    assert row[2014, "local government"][["people", "speakers", "n_statements"]].tolist() == [
        2,
        2,
        30,
    ]
    assert row[2012, "not named"][["people", "n_statements"]].tolist() == [0, 15]
    assert row[2012, "academia"][["people", "speakers"]].tolist() == [2, 0]
    assert table["n_statements"].sum() == 132
    assert table["n_chars"].sum() == corpus.statements["n_chars"].sum()
    shares = table.groupby("year")[["share_statements", "share_chars"]].sum()
    assert np.allclose(shares, 1)
    assert "p" not in table and "q" not in table
