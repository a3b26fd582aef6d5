"""How far vocabularies lie apart, in bits, beside chance; and what each term adds to it."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.spatial import distance

import icpf_analysis as icpf
from icpf_analysis.comparison import TARGET, WITHOUT_QA
from icpf_analysis.measures import divergence_contrast
from icpf_analysis.measures.divergence import sample_divergences
from icpf_analysis.measures.resampling import disjoint_counts, drawn_counts
from measures.frames import SMALL, close, said


def test_jensen_shannon_of_two_alphabets():
    bits = icpf.jensen_shannon(
        *(pd.Series(10, list(letters)) for letters in ("ABCDEFG", "BCDEFGH"))
    )
    assert bits.to_dict() == close(dict.fromkeys("BCDEFG", 0) | {"A": 1 / 14, "H": 1 / 14})


counts_of_two = st.integers(1, 12).flatmap(
    lambda n: st.tuples(*[st.lists(st.integers(0, 40), min_size=n, max_size=n)] * 2)
)


@given(counts_of_two)
def test_the_contributions_sum_to_the_divergence(two):
    f1, f2 = map(np.array, two)
    assume(f1.any() and f2.any())
    bits = icpf.jensen_shannon(f1, f2)
    assert (bits >= 0).all()
    if not np.allclose(f1 / f1.sum(), f2 / f2.sum()):  # else scipy takes a root of -0
        assert bits.sum() == close(distance.jensenshannon(f1, f2, 2) ** 2)
    assert bits.sum() == close(icpf.jensen_shannon(f2, f1).sum())


def test_samples_compared_together_are_compared_as_each_pair():
    """Three groups of four occurrences, two draws: as by the formula, one pair after the other."""
    samples = [
        csr_array([[2, 2, 0, 0], [4, 0, 0, 0]]),
        csr_array([[0, 2, 2, 0], [1, 1, 1, 1]]),
        csr_array([[0, 0, 2, 2], [4, 0, 0, 0]]),
    ]
    pairs = [(0, 1), (0, 2), (1, 2)]
    bits, order_2 = sample_divergences(samples, pairs, 4)
    for (draw, at), found in np.ndenumerate(bits):
        p, q = (samples[group].toarray()[draw] for group in pairs[at])
        assert found == close(icpf.jensen_shannon(p, q).sum())
        assert order_2[draw, at] == close(((p - q) ** 2).sum() / (p**2 + q**2).sum())
    assert bits[0].tolist() == close([0.5, 1, 0.5]) and bits[1, 1] == 0


def test_a_sample_takes_whole_units_and_of_the_last_what_fits():
    """Four of three a and three b are 3 : 1 or 1 : 3; two samples of one pool share no unit."""
    units = csr_array([[3, 0], [0, 3]])
    for replace in (False, True):
        rng = np.random.default_rng(0)
        drawn = drawn_counts(units, 4, 200, rng, replace=replace).toarray()
        ratios = set(map(tuple, drawn.tolist()))
        assert ratios == {(3, 1), (1, 3), *([(4, 0), (0, 4)] if replace else [])}
    one, other = disjoint_counts(units, 3, 50, np.random.default_rng(0))
    assert ((one + other).toarray() == 3).all() and (one.sum(axis=1) == 3).all()


def test_the_divergence_of_the_years_is_smaller_than_one_inside_2014(terms):
    rows = icpf.divergences(terms, draws=200).set_index(["first", "second"])
    assert len(rows) == 6 + 4
    across, inside = rows.loc[("2012-03-12", "2014-03-14")], rows.loc[("2014-01-28", "2014-03-14")]
    assert across["crosses_years"] and not inside["crosses_years"]
    assert across["all_terms"] == pytest.approx(0.687, abs=5e-4)
    assert inside["all_terms"] == pytest.approx(0.755, abs=5e-4)
    assert across["divergence"] < inside["divergence"]
    assert (rows["attainable_p"] == 0.25).all() and (rows["subsample"] == 337 // 2).all()
    assert rows.loc[("2012-03-12", "all others"), "crosses_years"]
    assert rows["halves_second"].isna().tolist() == [False] * 6 + [True] * 4  # not of all others
    rows = icpf.divergences(terms, within=WITHOUT_QA, draws=200).set_index(["first", "second"])
    pair = rows.loc[("2012-03-12", "2014-03-14")]
    assert pair["low"] < pair["divergence"] < pair["high"]
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


def test_two_groups_alone_are_one_pair():
    rows = icpf.divergences(SMALL, by="year", draws=3)
    columns = ["first", "second", "crosses_years", "n_first", "n_second"]
    assert rows[columns].values.tolist() == [[2012, 2014, True, 5, 7]]
    counts = icpf.term_counts(SMALL, "year")
    bits = icpf.jensen_shannon(counts[2012], counts[2014])
    assert rows["all_terms"].item() == pytest.approx(bits.sum())


def test_the_years_diverge_no_more_than_two_seminars_of_2014(terms):
    row = divergence_contrast(terms, TARGET, 2012, within=WITHOUT_QA).iloc[0]
    assert row[["between", "inside"]].tolist() == pytest.approx([0.86, 0.91], abs=0.01)
    assert row["low"] < row["difference"] < 0 < row["high"]
    assert row["chance_low"] < row["difference"] < row["chance_high"]
    assert row["p_seminars"] == 1.0 and row["attainable_p"] == pytest.approx(1 / 3)


def test_vocabularies_with_nothing_in_common_differ_by_more_than_chance():
    words = ("番号 医療 税 保険", "選挙 候補 票 政党")
    frame = said(*(
        (f"{2012 + year}-0{month}-01", at, f"仮名{at}", words[year])
        for year in (0, 1) for month in (1, 2) for at in range(12)
    ))  # fmt: skip
    row = divergence_contrast(frame, 2013, 2012, draws=50).iloc[0]
    assert row["between"] == 1.0 and row["difference"] > row["chance_high"]
    assert row["p_seminars"] == row["attainable_p"] == pytest.approx(2 / 6)


def test_the_shift_sums_to_the_divergence(terms):
    shift = icpf.word_shift(terms, 2012, TARGET, within=WITHOUT_QA)
    whole = icpf.jensen_shannon(shift["f_a"], shift["f_b"]).sum()
    assert shift["contribution"].sum() == pytest.approx(whole)
    assert shift["contribution"].is_monotonic_decreasing
    assert shift.loc["対応", "more_in"] == "b"


def test_a_word_of_one_side_leaves_the_chance_band_and_words_of_both_do_not():
    """Each statement has four of 30 words; 新語 is in every second one of 2014, in none of 2012."""
    rng = np.random.default_rng(5)
    words = [f"語{at}" for at in range(30)]
    rows = [
        (f"{year}:{at:03}", year, f"{year}-01-0{1 + at % 2}", word)
        for year, n in ((2012, 40), (2014, 120))
        for at in range(n)
        for word in [*rng.choice(words, 4), *["新語"][: (year > 2012) * (at % 2)]]
    ]
    terms = pd.DataFrame(rows, columns=["statement_id", "year", "seminar_id", "term"])
    shift = icpf.word_shift(terms, 2012, 2014)
    outside = shift.index[shift["at_size"] > shift["chance_high"]]
    assert list(outside) == ["新語"] and shift["subsample"].eq(80).all()
    assert icpf.word_shift(terms, 2012, 2014, subsample=160)["subsample"].eq(160).all()
