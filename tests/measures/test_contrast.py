"""The comparison of two groups of texts: each term, its control and its verdict."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import icpf_analysis as icpf
from icpf_analysis.comparison import TARGET, WITHOUT_QA
from icpf_analysis.measures.contrast import LARGER, NO_LARGER, UNDECIDED
from measures.frames import SMALL, archive


@pytest.fixture(scope="module")
def headline(terms):
    return icpf.contrast(terms, 2012, TARGET, within=WITHOUT_QA)


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
    spread = icpf.dispersion(icpf.term_counts(SMALL, "seminar_id")).loc["住民"]
    assert row[["seminars", "dp_seminars"]].tolist() == pytest.approx(spread[["range", "dp"]])
    assert row["attainable_p"] == pytest.approx(1 / 3)


def test_without_two_seminars_of_a_year_there_is_no_control_and_none_is_named():
    two = icpf.contrast(SMALL[SMALL["seminar_id"] != "2014-03-14"], 2012, 2014)
    assert two["control_pair"].eq("").all() and two["control_log_ratio"].eq(0).all()
    assert two[["within", "excess"]].isna().all(axis=None) and two["verdict"].eq(UNDECIDED).all()


def test_controls_are_the_pairs_inside_a_side():
    rows = icpf.contrast(SMALL, 2012, 2014)
    inside = icpf.keyness(1, 5, 0, 2)["log_ratio"].item()
    assert rows.loc["番号", "control_log_ratio"] == pytest.approx(inside)
    assert rows.loc["番号", "control_pair"] == "2014-01-28 / 2014-03-14"
    alone = icpf.contrast(SMALL, "2012-03-12", "2014-03-14", by="seminar_id")
    assert alone.loc["番号", "control_log_ratio"] == pytest.approx(inside)  # any pair of a year
    assert alone.loc["番号", "within"] == pytest.approx(1 / 2)  # in 1 of 2 statements, and of 0


def test_a_side_is_named_by_any_columns(terms):
    one = icpf.contrast(SMALL, {"person_id": "架空花子"}, {"seminar_id": ["2014-01-28"]})
    assert one[["n_a", "n_b"]].iloc[0].tolist() == [3, 5]
    several = icpf.contrast(SMALL, 2012, {"year": 2014, "person_id": ["例示次郎", "見本四郎"]})
    assert several["n_b"].iloc[0] == 5
    by_day = icpf.contrast(terms, {"date": "2014-01-28"}, {"date": "2014-03-14"})
    by_id = icpf.contrast(terms, {"seminar_id": "2014-01-28"}, {"seminar_id": "2014-03-14"})
    pd.testing.assert_frame_equal(by_day, by_id)
    # the kind of statements and of terms can both be named
    asked = icpf.contrast(terms, {"kind": "question"}, {"kind": "answer"})
    assert asked[["of_statements_a", "of_statements_b"]].iloc[0].tolist() == [21, 27]
    names = icpf.contrast(terms, 2012, 2014, within={"kind": "name"})
    assert set(names.index) <= set(terms.query("kind == 'name'")["term"])


def test_what_cannot_be_matched_is_named(terms):
    assert icpf.contrast(terms, 2012, 2014)["unmatched"].iloc[0].split("; ") == [
        "part: closing, panel only in a", "part: discussion only in b",
        "statement_kind: paragraph only in a", "statement_kind: answer, question only in b",
        "subject: elections only in b",
    ]  # fmt: skip
    matched = icpf.contrast(terms, 2012, TARGET, within=WITHOUT_QA)["unmatched"].iloc[0]
    assert "question" not in matched and "subject" not in matched
    assert icpf.contrast(SMALL, 2012, 2014)["unmatched"].eq("").all()


def test_between_2012_and_the_number_system_seminars_no_theme_is_significant(terms):
    rows = icpf.contrast(terms, 2012, TARGET, within=WITHOUT_QA, unit="theme")
    assert "no theme" not in rows.index and rows["of_statements_b"].eq(30).all()
    cards = rows.loc["cards and authentication"]
    assert cards[["statements_a", "statements_b"]].tolist() == [0, 7]
    assert cards["fisher_p"] == pytest.approx(stats.fisher_exact([[0, 7], [29, 23]]).pvalue)
    assert cards["q"] == pytest.approx(0.105, abs=5e-4)
    assert cards[["high_a", "low_b"]].round(3).tolist() == [0.117, 0.084]  # Wilson, not 0 to 0


def test_swapping_the_sides_flips_every_sign(terms, headline):
    back = icpf.contrast(terms, TARGET, 2012, within=WITHOUT_QA).loc[headline.index]
    for column in ("log_ratio", "lrc", "z", "z_sign"):
        assert np.allclose(back[column], -headline[column])
    assert np.allclose(back["fisher_p"], headline["fisher_p"])
    for column in ("q", "control_log_ratio", "evidence", "dp_seminars", "p_seminars", "p_max"):
        assert np.array_equal(back[column].to_numpy(), headline[column].to_numpy())


def test_seminars_are_permuted_between_the_sides():
    """Of the 6 ways to choose 2 of 4 seminars two set 9, 8 apart from 2, 1."""
    row = icpf.contrast(archive({2012: (2, 1), 2014: (9, 8)}), 2014, 2012).loc["番号"]
    assert row["p_seminars"] == row["p_max"] == row["attainable_p"] == pytest.approx(2 / 6)
    assert row["control_low"] == pytest.approx(-row["log_ratio"])
    assert row["control_high"] == row["log_ratio"] == pytest.approx(np.log2(17.5 / 3.5))
    mixed = icpf.contrast(archive({2012: (9, 1), 2014: (2, 8)}), 2014, 2012).loc["番号"]
    assert mixed["p_seminars"] == 1.0 and mixed["log_ratio"] == 0


def test_a_seminar_on_both_sides_exchanges_its_halves():
    """Talks against discussions: one seminar has both, two only talks, two only discussions."""
    parts = {"x": "talk discussion", "a": "talk", "b": "talk", "c": "discussion", "d": "discussion"}
    said = [(seminar, part) for seminar, held in parts.items() for part in held.split()]
    terms = pd.DataFrame(said, columns=["seminar_id", "part"]).assign(term="番号", person_id="仮名")
    terms["statement_id"] = terms["seminar_id"] + terms["part"]
    compared = icpf.contrast(terms, {"part": "talk"}, {"part": "discussion"})
    assert compared["attainable_p"].item() == pytest.approx(2 / 12)


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
    assert len(headline) == 463 and headline["q"].min() == 1 and not headline["lrc"].any()
    assert (headline["min_p"] <= 0.05).sum() == 18 and headline["testable"].sum() == 10
    assert headline["q_testable"].notna().sum() == 10 and headline["q_testable"].min() > 0.05
    row = headline.loc["対応"]  # in 1 of 29 statements, and in 10 of 30
    extremes = [[11, 0], [18, 30]], [[0, 11], [29, 19]]
    assert row["min_p"] == pytest.approx(min(stats.fisher_exact(each)[1] for each in extremes))
    assert row["needed"] == 11
    p = [stats.fisher_exact([[1, n], [28, 30 - n]])[1] for n in (10, 11)]
    assert p[0] > 0.05 / 10 >= p[1]
