"""Comparisons of groups of texts: contrast, divergences, shifts, themes, and their controls."""

import importlib

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import icpf_analysis as icpf
from icpf_analysis.measures import divergence_contrast
from icpf_analysis.measures.contrast import LARGER, NO_LARGER, UNDECIDED

verdicts_module = importlib.import_module("icpf_analysis.measures.keyness")
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


def test_without_two_seminars_of_a_year_there_is_no_control_and_none_is_named():
    two = SMALL[SMALL["seminar_id"] != "2014-03-14"]
    compared, shift = icpf.contrast(two, 2012, 2014), icpf.word_shift(two, 2012, 2014)
    assert compared["control_pair"].eq("").all() and compared["control_log_ratio"].eq(0).all()
    assert shift["control_pair"].eq("").all() and shift["control"].eq(0).all()


def test_a_prior_may_be_less_than_one_occurrence():
    weak, strong = (icpf.contrast(SMALL, 2012, 2014, prior=prior)["z"] for prior in (0.5, 50))
    assert (weak.abs() > strong[weak.index].abs()).any()


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
    """Talks against discussions: of the three with both, each could be turned, in 8 ways; that
    of 2012 has talks only and stays, so the opposite of a way is none of them."""
    rows = icpf.contrast(terms, {"part": "talk"}, {"part": "discussion"})
    assert set(rows["attainable_p"]) == {1 / 8}


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


def test_between_2012_and_the_number_system_seminars_no_term_is_significant(headline):
    assert headline[["n_a", "n_b"]].iloc[0].tolist() == [383, 413]
    assert headline[["of_statements_a", "of_statements_b"]].iloc[0].tolist() == [29, 30]
    assert headline["family"].iloc[0] == 463 and headline["q"].min() == 1
    assert headline["fisher_p"].idxmin() == "対応"
    assert headline.loc["対応", ["f_a", "f_b", "statements_a", "statements_b"]].tolist() == [
        1, 13, 1, 10,
    ]  # fmt: skip
    assert not headline["lrc"].any() and set(headline["verdict"]) == {NO_LARGER, UNDECIDED}
    assert headline["attainable_p"].iloc[0] == pytest.approx(1 / 3)


def test_between_2012_and_the_number_system_seminars_no_theme_is_significant(terms):
    rows = icpf.contrast(terms, 2012, NUMBER_SYSTEM, within=NO_QUESTIONS, unit="theme")
    assert "no theme" not in rows.index and rows["of_statements_b"].eq(30).all()
    cards = rows.loc["cards and authentication"]
    assert cards[["statements_a", "statements_b"]].tolist() == [0, 7]
    assert cards["fisher_p"] == pytest.approx(stats.fisher_exact([[0, 7], [29, 23]]).pvalue)
    assert cards["q"] == pytest.approx(0.105, abs=5e-4)
    assert cards[["high_a", "low_b"]].round(3).tolist() == [0.117, 0.084]  # Wilson, not 0 to 0


@pytest.mark.parametrize("within, across, inside", [(NO_QUESTIONS, 0, 0), (None, 3, 3)])
def test_as_many_themes_differ_inside_2014_as_across_the_years(terms, within, across, inside):
    """q of 0.05 or less: with questions and answers some, on both; without them none."""
    years = icpf.contrast(terms, 2012, NUMBER_SYSTEM, within=within, unit="theme")
    control = icpf.contrast(
        terms, "2014-01-28", "2014-03-14", by="seminar_id", within=within, unit="theme"
    )
    assert [(rows["q"] <= 0.05).sum() for rows in (years, control)] == [across, inside]


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
        ({"within": {"part": "closing"}}, ValueError, "no terms within"),
        ({"prior": 0}, ValueError, "prior is 0"),
        ({"conf": 1}, ValueError, "conf is 1"),
    ],
)
def test_a_comparison_that_cannot_be_made_says_why(terms, options, error, told):
    with pytest.raises(error, match=told):
        icpf.contrast(terms, **({"a": 2012, "b": 2014} | options))


@pytest.mark.parametrize("call", [icpf.contrast, icpf.word_shift, icpf.label_shuffles])
def test_a_frame_of_something_else_is_named(call):
    with pytest.raises(KeyError, match="no column 'term'"):
        call(pd.DataFrame({"year": [2012, 2014]}), 2012, 2014)


# --- what chance, seminars and speakers give ---------------------------------------------------


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


def test_seminars_are_permuted_between_the_sides():
    """Of the 6 ways to choose 2 of 4 seminars two set 9, 8 apart from 2, 1."""
    row = icpf.contrast(archive({2012: (2, 1), 2014: (9, 8)}), 2014, 2012).loc["番号"]
    assert row["p_seminars"] == row["p_max"] == row["attainable_p"] == pytest.approx(2 / 6)
    assert row["control_low"] == pytest.approx(-row["log_ratio"])
    assert row["control_high"] == row["log_ratio"] == pytest.approx(np.log2(17.5 / 3.5))
    mixed = icpf.contrast(archive({2012: (9, 1), 2014: (2, 8)}), 2014, 2012).loc["番号"]
    assert mixed["p_seminars"] == 1.0 and mixed["log_ratio"] == 0


def test_a_seminar_on_both_sides_exchanges_its_halves():
    """One on both sides, two on each alone: 2 of 12 ways differ by as much."""
    frame = archive({2012: (2, 1), 2014: (9, 8), 2013: (5,)})
    frame["group"] = np.where(frame["year"] == 2014, "b", "a")
    later = frame["year"].eq(2013) & frame["statement_id"].str.extract(r":(\d)")[0].astype(
        int).gt(4).to_numpy()  # fmt: skip
    frame.loc[later, "group"] = "b"
    rows = icpf.contrast(frame, "a", "b", by="group")
    assert rows["attainable_p"].eq(2 / 12).all() and rows["p_seminars"].ge(2 / 12).all()


def test_a_verdict_needs_both_intervals():
    rows = {
        LARGER: {2012: (1, 1, 1), 2014: (9, 9, 9)},
        UNDECIDED: {2012: (2, 5), 2014: (8, 4)},
    }
    for verdict, shares in rows.items():
        row = icpf.contrast(archive(shares, statements=10), 2014, 2012).loc["番号"]
        assert row["verdict"] == verdict
        assert row["excess"] == pytest.approx(abs(row["difference"]) - row["within"])
    same = icpf.contrast(archive({2012: (300, 300), 2014: (300, 300)}, 600), 2014, 2012)
    assert same["verdict"].eq(NO_LARGER).all()
    assert same["excess_high"].max() < 0.1 and same["difference"].eq(0).all()


def test_what_could_have_been_found_is_beside_what_was(headline):
    """Of 463 terms 18 could reach p of 0.05 at all; cut down to those that can, ten."""
    assert (headline["min_p"] <= 0.05).sum() == 18
    assert headline["testable"].sum() == 10
    assert headline["q_testable"].notna().sum() == 10 and headline["q_testable"].min() > 0.05
    row = headline.loc["対応"]
    assert row["min_p"] == pytest.approx(
        min(stats.fisher_exact([[11, 0], [18, 30]])[1], stats.fisher_exact([[0, 11], [29, 19]])[1])
    )
    assert row["needed"] == 11  # of 30; it is in 10
    p = [stats.fisher_exact([[1, n], [28, 30 - n]])[1] for n in (10, 11)]
    assert p[0] > 0.05 / 10 >= p[1]


def test_a_seminar_is_compared_with_another_beside_a_pair_of_its_year(terms):
    rows = icpf.contrast(terms, "2012-03-12", "2014-03-14", by="seminar_id", unit="theme",
                         within={"subject": "number system"})  # fmt: skip
    assert set(rows["control_pair"]) == {"2014-01-28 / 2014-03-14"}
    assert rows["within"].notna().all()


def test_statements_without_a_theme_count_and_are_no_theme(terms):
    rows = icpf.contrast(terms, 2012, 2014, unit="theme")
    assert "no theme" not in rows.index and rows["family"].eq(13).all()
    assert rows["of_statements_b"].iloc[0] == terms.query("year == 2014")["statement_id"].nunique()


def test_years_lie_no_further_apart_than_two_seminars_of_2014(terms):
    row = divergence_contrast(terms, NUMBER_SYSTEM, 2012, within=NO_QUESTIONS).iloc[0]
    assert row[["between", "inside"]].tolist() == pytest.approx([0.86, 0.91], abs=0.01)
    assert row["low"] < row["difference"] < 0 < row["high"]
    assert row["chance_low"] < row["difference"] < row["chance_high"]
    assert row["p_seminars"] == 1.0 and row["attainable_p"] == pytest.approx(1 / 3)


def test_vocabularies_with_nothing_in_common_are_told_from_chance():
    words = ("番号 医療 税 保険", "選挙 候補 票 政党")
    frame = said(*(
        (f"{2012 + year}-0{month}-01", at, f"仮名{at}", words[year])
        for year in (0, 1) for month in (1, 2) for at in range(12)
    ))  # fmt: skip
    row = divergence_contrast(frame, 2013, 2012, draws=50).iloc[0]
    assert row["between"] == 1.0 and row["difference"] > row["chance_high"]
    assert row["p_seminars"] == row["attainable_p"] == pytest.approx(2 / 6)


def test_chance_and_halves_stand_beside_a_divergence(terms):
    rows = icpf.divergences(terms, within=NO_QUESTIONS, draws=200).set_index(["first", "second"])
    pair = rows.loc[("2012-03-12", "2014-03-14")]
    assert pair["chance_low"] < pair["divergence"] < pair["chance_high"]
    assert pair[["halves_first", "halves_second"]].lt(pair["divergence"]).all()
    assert pair["order_2"] > pair["order_2_chance"]


def test_a_small_page_does_not_empty_the_comparison_of_two_others(terms):
    """A page of few terms has its own size; the pairs of the others keep theirs."""
    few = terms[terms["seminar_id"] == "2014-03-26"].head(62)
    rest = terms[terms["seminar_id"] != "2014-03-26"]
    alone, beside = (
        icpf.divergences(frame, draws=200).set_index(["first", "second"])
        for frame in (rest, pd.concat([rest, few]))
    )
    pair = ("2012-03-12", "2014-03-14")
    assert alone.loc[pair, "subsample"] == beside.loc[pair, "subsample"] == 337 // 2
    assert beside.loc[pair, "divergence"] == pytest.approx(alone.loc[pair, "divergence"], abs=0.01)
    assert beside.loc[("2012-03-12", "2014-03-26"), "subsample"] == 31


# --- the negative control of the method ------------------------------------------------------


def test_shuffled_labels_leave_nothing_at_q_and_too_much_to_tokens(terms):
    shuffles = icpf.label_shuffles(terms, 2012, NUMBER_SYSTEM, within=NO_QUESTIONS)
    drawn = shuffles.drop("observed")
    assert len(drawn) == 500 and drawn["n_terms"].iloc[0] == 22
    assert drawn["q"].mean() <= 0.05 and (drawn["q"] > 0).mean() <= 0.05
    assert drawn["fisher_p"].mean() <= 0.05
    assert drawn["g2"].mean() == pytest.approx(0.11, abs=0.005)  # more than twice its level
    inside = icpf.label_shuffles(terms, "2014-01-28", "2014-03-14", by="seminar_id", shuffles=1)
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
    assert not there.equals(icpf.divergences(terms, draws=20, seed=1))


def test_a_draw_takes_of_its_last_statement_what_still_fits():
    """Nothing in common is one bit, however little of the one statement is drawn."""
    frame = said(("2012-03-12", 1, "足立祥代", "a b c d"), ("2014-01-28", 1, "三木浩平", "e f g h"))
    row = icpf.divergences(frame, subsample=2, draws=20).iloc[0]
    assert row[["divergence", "low", "high", "low_speakers"]].tolist() == [1, 1, 1, 1]


def test_a_draw_is_of_exactly_so_many():
    """Of three a and three b four are drawn, 3 : 1 or 1 : 3; so two draws are alike or not."""
    words = (("2012-03-12", 1, "甲", "a a a"), ("2012-03-12", 2, "乙", "b b b"))
    frame = said(*words, *(("2014-01-28", *rest) for _, *rest in words))
    row = icpf.divergences(frame, subsample=4, draws=200).iloc[0]
    apart = icpf.jensen_shannon([3, 1], [1, 3]).sum()
    assert (row["low"], row["high"]) == (0.0, pytest.approx(apart))
    assert row["all_terms"] == 0.0 and 0.06 < row["divergence"] < 0.13
    assert row["high_speakers"] == pytest.approx(apart)


def test_two_groups_alone_are_one_pair():
    rows = icpf.divergences(SMALL, by="year", subsample=5, draws=3)
    assert rows[["first", "second", "crosses_years"]].values.tolist() == [[2012, 2014, True]]
    counts = icpf.term_counts(SMALL, "year")
    assert rows["all_terms"].item() == pytest.approx(
        icpf.jensen_shannon(counts[2012], counts[2014]).sum()
    )


@pytest.mark.parametrize(
    "options, told",
    [
        ({"by": "part"}, "'part' has the groups"),
        ({"subsample": 3}, "subsample is 3; the smallest group, 2014-03-14, has 2 terms"),
        ({"draws": 0}, "draws is 0"),
    ],
)
def test_divergences_that_cannot_be_drawn_say_why(options, told):
    with pytest.raises(ValueError, match=told):
        icpf.divergences(SMALL, **options)


# --- word shift ------------------------------------------------------------------------------


def test_the_shift_sums_to_the_divergence(terms):
    shift = icpf.word_shift(terms, 2012, NUMBER_SYSTEM, within=NO_QUESTIONS)
    whole = icpf.jensen_shannon(shift["f_a"], shift["f_b"]).sum()
    assert shift["contribution"].sum() == pytest.approx(whole)
    assert shift["contribution"].is_monotonic_decreasing
    assert shift.loc["対応", "more_in"] == "b"
    assert shift.loc["対応", "control"] > shift.loc["対応", "contribution"]  # inside 2014 more so


# --- themes ----------------------------------------------------------------------------------


def test_themes_by_seminar(corpus):
    shares = icpf.theme_shares(corpus.statements).set_index(["seminar_id", "theme"])
    assert len(shares) == 4 * len(icpf.load_themes())
    counted = shares["n_statements"].unstack().loc["2012-03-12":"2014-03-14"]
    assert counted["private use"].tolist() == [11, 1, 9]
    assert counted["cards and authentication"].tolist() == [0, 2, 7]
    assert counted["municipal systems"].tolist() == [5, 21, 6]
    row = shares.loc[("2012-03-12", "private use")]
    assert row["share"] == pytest.approx(11 / 29) and row["speakers"] == 5
    wilson = stats.binomtest(11, 29).proportion_ci(method="wilson")
    assert [row["low"], row["high"]] == pytest.approx([wilson.low, wilson.high])
    assert row["low_speakers"] < row["share"] < row["high_speakers"]
    assert len(row["evidence"]) == 11 and row["evidence"][0].startswith("2012-03-12:")
    none = shares.loc[("2012-03-12", "elections")]
    assert none[["n_statements", "low"]].tolist() == [0, 0] and none["evidence"] == ()
    assert none["high"] == pytest.approx(0.117, abs=5e-4)  # 0 of 29 is no proof of absence


TWO_WITH = pd.DataFrame(
    {
        "text": ["番号は鍵だ。", "医療の番号。", "選挙だ。", "選挙。"],
        "seminar_id": "s",
        "person_id": ["三木浩平", "三木浩平", None, None],
    },
    index=pd.Index(["s:1", "s:2", "s:3", "s:4"], name="statement_id"),
)
LOCKS = pd.DataFrame({"theme": ["locks", "locks", None]}, index=["番号", "鍵", "選挙"])


def test_speakers_who_disagree_widen_the_interval():
    """Two speakers, one with two of two and one, unnamed, with none: as much as one statement."""
    row = icpf.theme_shares(TWO_WITH.reset_index(), LOCKS).iloc[0]
    assert row["speakers"] == 2 and row["share"] == 0.5
    one = stats.binomtest(1, 2).proportion_ci(method="wilson")
    assert row["low_speakers"] < one.low and row["high_speakers"] > one.high
    assert row[["low", "high"]].tolist() == pytest.approx(
        list(stats.binomtest(2, 4).proportion_ci(method="wilson"))
    )


def test_speakers_who_all_say_it_in_half_of_their_statements_widen_nothing():
    """One of two, two of four, three of six: the design effect is 1."""
    said = pd.DataFrame(
        {
            "text": ["番号は鍵だ。", "選挙だ。"] * 6,
            "seminar_id": "s",
            "person_id": ["三木浩平"] * 2 + ["矢島征幸"] * 4 + ["篠原俊博"] * 6,
            "statement_id": [f"s:{n}" for n in range(12)],
        }
    )
    row = icpf.theme_shares(said, LOCKS).iloc[0]
    assert row[["low_speakers", "high_speakers"]].tolist() == row[["low", "high"]].tolist()


def test_seminars_are_blocks_where_a_group_has_several(corpus):
    """Elections: 21 of 25 statements of one seminar and 1 of 78 of the others."""
    row = icpf.theme_shares(corpus.statements, by="year").set_index(["year", "theme"])
    row = row.loc[(2014, "elections")]
    alone = stats.binomtest(int(row["n_statements"]), 103).proportion_ci(method="wilson")
    assert row["high"] - row["low"] > 3 * (alone.high - alone.low)


@pytest.mark.parametrize("conf", [0, 1, 1.5])
def test_an_interval_of_nothing_or_of_all_is_refused(conf):
    with pytest.raises(ValueError, match="expected a number between 0 and 1"):
        icpf.theme_shares(TWO_WITH, LOCKS, conf=conf)


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


def test_both_panels_of_word_shifts_are_cut_to_one_size_and_have_a_chance_band(terms):
    """Half of the smallest side. Across the years the divergence is one that chance gives."""
    seminars = {
        "across": ({"seminar_id": "2012-03-12"}, {"seminar_id": "2014-03-14"}),
        "inside": ({"seminar_id": "2014-01-28"}, {"seminar_id": "2014-03-14"}),
    }
    panels = icpf.word_shifts(terms, seminars, leading=3)
    smallest = panels[["n_a", "n_b"]].to_numpy().min()
    assert panels["subsample"].eq(smallest // 2).all()
    apart = icpf.divergences(terms).set_index(["first", "second"])["divergence"]
    for panel, pair in (
        ("across", ("2012-03-12", "2014-03-14")), ("inside", ("2014-01-28", "2014-03-14")),
    ):  # fmt: skip
        row = panels[panels["panel"] == panel].iloc[0]
        assert row["of_panel_at_size"] == pytest.approx(apart[pair], abs=0.01)
        assert row["whole_chance_low"] < row["of_panel_at_size"]
        assert (row["of_panel_at_size"] > row["whole_chance_high"]) == (panel == "inside")
    assert (panels["chance_low"] <= panels["at_size"]).all()


def test_statements_needed_are_those_that_trying_each_number_gives(monkeypatch):
    """The smallest number of 120 that reaches the level beside 0 to 103 of 103."""
    fewer = np.arange(104)
    one_by_one = verdicts_module._needed(fewer, 103, 120, 0.01)
    monkeypatch.setattr(verdicts_module, "_EVERY", 0)
    found = verdicts_module._needed(fewer, 103, 120, 0.01)
    assert one_by_one[0] == 8 and np.isnan(one_by_one[103])
    assert np.array_equal(found, one_by_one, equal_nan=True)


WORDS = [f"語{at}" for at in range(30)]


def test_a_word_of_one_side_leaves_the_chance_band_and_words_of_both_do_not():
    """Each statement has four of 30 words; 新語 is in every second one of 2014, in none of 2012."""
    rng = np.random.default_rng(5)
    rows = [
        (f"{year}:{at:03}", year, f"{year}-01-0{1 + at % 2}", word)
        for year, n in ((2012, 40), (2014, 120))
        for at in range(n)
        for word in [*rng.choice(WORDS, 4), *["新語"][: (year > 2012) * (at % 2)]]
    ]  # fmt: skip
    terms = pd.DataFrame(rows, columns=["statement_id", "year", "seminar_id", "term"])
    shift = icpf.word_shift(terms, 2012, 2014)
    outside = shift.index[shift["at_size"] > shift["chance_high"]]
    assert list(outside) == ["新語"] and shift["subsample"].eq(80).all()
    turned = icpf.word_shift(terms.sample(frac=1, random_state=1), 2012, 2014)
    pd.testing.assert_frame_equal(turned, shift)
    with pytest.raises(ValueError, match="smaller side has 160"):
        icpf.word_shift(terms, 2012, 2014, subsample=161)


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
        31,
    ]  # and the answer of the prefecture, which is nobody's by name
    assert row[2012, "not named"][["people", "n_statements"]].tolist() == [0, 15]
    assert row[2012, "academia"][["people", "speakers"]].tolist() == [2, 0]
    assert table["n_statements"].sum() == 132
    assert table["n_chars"].sum() == corpus.statements["n_chars"].sum()
    shares = table.groupby("year")[["share_statements", "share_chars"]].sum()
    assert np.allclose(shares, 1)
    assert "p" not in table and "q" not in table
