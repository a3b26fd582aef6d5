"""Formulas against published values, against a second implementation, and by their properties."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.spatial import distance

import icpf_analysis as icpf


def close(expected, tolerance=1e-9):
    return pytest.approx(expected, rel=tolerance, abs=tolerance)


# --- keyness ---------------------------------------------------------------------------------


def test_keyness_of_one_term():
    row = icpf.keyness(7, 10, 2, 9).iloc[0]
    assert row["g2"] == close(4.534939332256)
    assert row["fisher_p"] == close(0.069778518695)
    row = icpf.keyness(7, 1000, 2, 1000).iloc[0]
    assert row["g2"] == close(2.954494184508466)
    assert row["log_ratio"] == close(1.584962500721157)  # log2 of 7.5 / 2.5
    assert row["lrc"] == 0


def test_the_columns_of_keyness():
    columns = ["g2", "log_ratio", "lrc", "fisher_p", "q", "family"]
    assert list(icpf.keyness(3, 10, 1, 12).columns) == columns


def test_keyness_of_three_terms_with_totals_of_their_columns():
    target, reference = np.array([18, 10, 1]), np.array([0, 3, 10])
    g2 = icpf.keyness(target, target.sum(), reference, reference.sum())["g2"]
    assert g2.abs().tolist()[::2] == close([18.868202, 25.558325], 5e-7)
    assert np.sign(g2).tolist() == [1, 1, -1]


def test_half_an_occurrence_is_added_to_every_count():
    assert icpf.keyness(7.0, 1000, 0, 1000)["log_ratio"].item() == close(np.log2(7.5 / 0.5))


def test_a_term_in_neither_group_scores_0():
    row = icpf.keyness([0, 5], 100, [0, 1], 50).iloc[0]
    assert row.tolist() == [0, 0, 0, 1, 1, 2]


def test_q_is_that_of_benjamini_and_hochberg_1995():
    from icpf_analysis.measures.keyness import adjusted

    p = [.001, .008, .039, .041, .042, .06, .074, .205, .212, .216, .222, .251, .269, .275, .34,
         .341, .384, .569, .594, .696, .762, .94, .942, .975, .986]  # fmt: skip
    expected = [0.025, 0.1, 0.21, 0.21, 0.21, 0.25]
    assert adjusted(np.array(p), 25)[:6].tolist() == close(expected)
    assert adjusted(np.array(p[:6]), 25).tolist() == close(expected)  # the others are larger


def test_a_larger_family_raises_q_and_lowers_the_bound():
    alone = icpf.keyness(40, 1000, 10, 1000)
    among = icpf.keyness(40, 1000, 10, 1000, family=500)
    assert among["fisher_p"].item() == alone["fisher_p"].item()
    assert among["q"].item() == close(500 * alone["fisher_p"].item())
    assert 0 < among["lrc"].item() < alone["lrc"].item() < alone["log_ratio"].item()


tables = st.tuples(*[st.integers(0, 300)] * 4).filter(lambda t: min(t[0] + t[1], t[2] + t[3]) > 0)


@given(tables)
def test_keyness_agrees_with_scipy(table):
    f1, rest1, f2, rest2 = table
    n1, n2 = f1 + rest1, f2 + rest2
    row = icpf.keyness(f1, n1, f2, n2).iloc[0]
    cells = np.array([[f1, f2], [rest1, rest2]])
    assert row["fisher_p"] == close(stats.fisher_exact(cells).pvalue)
    if cells.sum(axis=1).all():
        g2 = stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood").statistic
        assert abs(row["g2"]) == close(g2, 1e-7)
    if f1 + f2:
        share = stats.binomtest(f1, f1 + f2).proportion_ci(0.95)
        bounds = [
            -np.inf if end == 0 else np.inf if end == 1 else np.log2(end / (1 - end) * n2 / n1)
            for end in share
        ]
        nearest = max(0, bounds[0]) if f1 * n2 >= f2 * n1 else min(0, bounds[1])
        assert row["lrc"] == close(nearest, 1e-7)


@given(tables)
def test_swapping_the_groups_flips_every_sign(table):
    f1, rest1, f2, rest2 = table
    there = icpf.keyness(f1, f1 + rest1, f2, f2 + rest2).iloc[0]
    back = icpf.keyness(f2, f2 + rest2, f1, f1 + rest1).iloc[0]
    for column in ("g2", "log_ratio", "lrc"):
        assert back[column] == close(-there[column])
    assert back["fisher_p"] == close(there["fisher_p"])


def test_exact_p_of_large_and_extreme_tables():
    """Against scipy where it is quick; the last is the chance of one table only."""
    for f1, n1, f2, n2 in [(5000, 10**6, 4800, 10**6), (3, 10**7, 60, 10**7), (1, 29, 10, 30)]:
        expected = stats.fisher_exact([[f1, f2], [n1 - f1, n2 - f2]]).pvalue
        assert icpf.keyness(f1, n1, f2, n2)["fisher_p"].item() == close(expected, 1e-7)
    assert icpf.keyness(300, 300, 0, 300)["fisher_p"].item() == pytest.approx(
        2 / float(stats.hypergeom(600, 300, 300).pmf(300) ** -1), rel=1e-9
    )


def test_many_terms_are_scored_as_each_alone():
    rng = np.random.default_rng(0)
    f1, f2 = rng.integers(0, 40, (2, 300))
    together = icpf.keyness(f1, 5000, f2, 3000)
    for at in range(0, 300, 37):
        alone = icpf.keyness(int(f1[at]), 5000, int(f2[at]), 3000, family=300).iloc[0]
        columns = ["g2", "log_ratio", "lrc", "fisher_p"]
        assert together[columns].iloc[at].tolist() == close(alone[columns].tolist())


def test_series_are_put_side_by_side_by_their_terms():
    f1 = pd.Series({"番号": 7, "医療": 3})
    f2 = pd.Series({"選挙": 4, "番号": 2})
    scored = icpf.keyness(f1, 10, f2, 9)
    assert scored.index.tolist() == ["番号", "医療", "選挙"]
    assert scored.loc["番号", "g2"] == close(4.534939332256)
    assert scored.loc["選挙", "g2"] < 0


# --- log-odds --------------------------------------------------------------------------------

Y1, Y2 = np.array([22, 14, 9, 1, 0]), np.array([16, 9, 2, 20, 15])
PRIOR = 10 * (Y1 + Y2) / (Y1 + Y2).sum()


@pytest.mark.parametrize(
    "variance, z",
    [
        ("4-term", [2.151050534, 1.806040405, 2.348158750, -3.173994528, -2.709969683]),
        ("2-term", [2.698307809, 2.037997291, 2.444876286, -3.330118303, -2.772219909]),
    ],
)
def test_log_odds_with_both_forms_of_the_variance(variance, z):
    assert icpf.log_odds(Y1, Y2, prior=PRIOR, variance=variance)["z"].tolist() == close(z)


def test_log_odds_flip_with_the_groups_and_shrink_with_the_prior():
    there, back = icpf.log_odds(Y1, Y2, prior=PRIOR), icpf.log_odds(Y2, Y1, prior=PRIOR)
    assert (there + back).abs().max().max() < 1e-12
    strong = icpf.log_odds(Y1, Y2, prior=1000 * PRIOR)
    assert (strong["z"].abs() < there["z"].abs()).all()


# --- dispersion and rates --------------------------------------------------------------------


def test_dispersion_of_the_letters_of_gries_2008():
    """Five parts of 9, 10, 10, 10 and 11 letters, in which a stands 1 to 5 times."""
    parts = ["bamnibeup", "basatbewqn", "bcagabesta", "baghabeaat", "bahaabeaxat"]
    counts = pd.DataFrame({p: {letter: p.count(letter) for letter in "aexq"} for p in parts})
    spread = icpf.dispersion(counts, [9, 10, 10, 10, 11])
    assert spread.loc["a", ["freq", "range"]].tolist() == [15, 5]
    assert spread.loc["a", "dp"] == close(0.18)
    assert spread.loc["x", "dp"] == close(0.78)  # once, in the part that holds 22 %
    assert spread.loc["x", "dp_norm"] == close(0.78 / 0.82)
    assert spread.loc["q", "dp_norm"] == close(0.80 / 0.82)


@given(st.lists(st.integers(1, 50), min_size=2, max_size=8), st.integers(1, 9))
def test_dispersion_is_0_in_proportion_and_at_most_1(sizes, times):
    counts = pd.DataFrame([sizes, [0] * len(sizes)]) * times
    spread = icpf.dispersion(counts, np.array(sizes) * times)
    assert spread["dp"].tolist() == close([0, 0])
    alone = counts.iloc[:1].copy()
    alone.iloc[0, 1:] = 0
    assert 0 <= icpf.dispersion(alone, np.array(sizes) * times)["dp_norm"].item() <= 1 + 1e-12


def test_dispersion_in_one_part_is_0():
    assert icpf.dispersion(pd.DataFrame({"2012": [3, 0]})).values.tolist() == [
        [3, 1, 0, 0],
        [0, 0, 0, 0],
    ]


def test_dispersion_of_counts_that_are_shares():
    """0.5 of 1.5 stands where 2 of 5 are: 1/3 instead of 2/5."""
    row = icpf.dispersion(pd.DataFrame([[0.5, 1.0], [1.5, 2.0]])).loc[0]
    assert (row["freq"], row["dp"]) == (1.5, close(2 / 5 - 1 / 3))


def test_rates_are_per_thousand_of_their_group():
    counts = pd.DataFrame({2012: [3, 1, 0], 2014: [1, 0, 0]}, index=["番号", "医療", "選挙"])
    assert icpf.rates(counts)[2012].tolist() == [750.0, 250.0, 0.0]
    assert icpf.rates(counts * 0).sum().sum() == 0


# --- divergence ------------------------------------------------------------------------------


def test_jensen_shannon_of_two_alphabets():
    f1 = pd.Series(10, index=list("ABCDEFG"))
    f2 = pd.Series(10, index=list("BCDEFGH"))
    bits = icpf.jensen_shannon(f1, f2)
    assert bits.sum() == close(1 / 7)
    assert bits[["A", "H"]].tolist() == close([1 / 14, 1 / 14])
    assert (bits[list("BCDEFG")] == 0).all()


counts_of_two = st.integers(1, 12).flatmap(
    lambda n: st.tuples(*[st.lists(st.integers(0, 40), min_size=n, max_size=n)] * 2)
)


@given(counts_of_two)
def test_the_contributions_sum_to_the_divergence(two):
    f1, f2 = map(np.array, two)
    if not f1.sum() or not f2.sum():
        with pytest.raises(ValueError, match="no occurrences"):
            icpf.jensen_shannon(f1, f2)
        return
    bits = icpf.jensen_shannon(f1, f2)
    assert (bits >= 0).all()
    if not np.allclose(f1 / f1.sum(), f2 / f2.sum()):  # else scipy takes a root of -0
        assert bits.sum() == close(distance.jensenshannon(f1, f2, 2) ** 2)
    assert bits.sum() == close(icpf.jensen_shannon(f2, f1).sum())
    order = np.random.default_rng(0).permutation(len(f1))
    assert icpf.jensen_shannon(f1[order], f2[order]).tolist() == bits.to_numpy()[order].tolist()


# --- maps ------------------------------------------------------------------------------------

SMOKE = pd.DataFrame(
    [[4, 2, 3, 2], [4, 3, 7, 4], [25, 10, 12, 4], [18, 24, 33, 13], [10, 6, 7, 2]],
    index=["SM", "JM", "SE", "JE", "SC"],
    columns=["none", "light", "medium", "heavy"],
)


def test_correspondence_of_the_smoke_table():
    """Greenacre 1984; the coordinates are those of his book and of the R package ca."""
    rows, columns, inertias = icpf.correspondence(SMOKE)
    assert inertias["inertia"].tolist() == close([0.0747591, 0.0100172, 0.0004136], 5e-8)
    assert inertias["share"].tolist() == close([0.8775587, 0.1175865, 0.0048547], 5e-7)
    assert rows["mass"].tolist() == close([11 / 193, 18 / 193, 51 / 193, 88 / 193, 25 / 193])
    assert rows[1].abs().tolist() == close([0.065768, 0.258958, 0.380595, 0.232952, 0.201089], 5e-6)
    assert columns[1].abs().tolist() == close([0.393308, 0.099456, 0.196321, 0.293776], 5e-6)


def test_inertia_is_chi_square_by_n_and_what_the_masses_weigh():
    rows, columns, inertias = icpf.correspondence(SMOKE)
    chi_square = stats.chi2_contingency(SMOKE).statistic
    assert inertias["inertia"].sum() == close(chi_square / SMOKE.to_numpy().sum())
    for points in (rows, columns):
        for axis, inertia in inertias["inertia"].items():
            assert (points["mass"] * points[axis] ** 2).sum() == close(inertia)


def test_a_map_is_never_mirrored_and_zeros_stand_in_the_middle():
    shuffled = SMOKE.sample(frac=1, random_state=1)[["heavy", "none", "medium", "light"]]
    there, again = icpf.correspondence(SMOKE), icpf.correspondence(shuffled)
    assert np.allclose(again.rows.loc[SMOKE.index], there.rows)
    assert np.allclose(again.columns.loc[SMOKE.columns], there.columns)
    assert list(there.inertias.index) == [1, 2, 3] and there.inertias.index.name == "axis"
    padded = icpf.correspondence(pd.concat([SMOKE, pd.DataFrame(0, ["nobody"], SMOKE.columns)]))
    assert (padded.rows.loc["nobody"] == 0).all()


@pytest.mark.parametrize("seed", range(5))
def test_the_column_farthest_from_the_middle_is_positive(seed):
    drawn = pd.DataFrame(np.random.default_rng(seed).poisson(6, (7, 4)))
    rows, columns, inertias = icpf.correspondence(drawn)
    for axis in inertias.index:
        assert columns[axis].max() == columns[axis].abs().max()
    first = rows[1] * rows["mass"] @ (drawn / drawn.sum().sum()).div(rows["mass"], axis=0)
    assert np.allclose(first, columns[1] * columns["mass"] * np.sqrt(inertias.loc[1, "inertia"]))


def test_of_columns_equally_far_the_first_by_its_name_is_positive():
    """Two columns of one mass lie as far to one side as to the other."""
    for counts in ([[3, 1], [1, 3]], [[1, 3], [3, 1]]):
        for names in (["a", "b"], ["b", "a"]):
            placed = icpf.correspondence(pd.DataFrame(counts, columns=names)).columns
            assert placed[1].to_dict() == {"a": 0.5, "b": -0.5}


def test_axes_of_equal_inertia_are_turned_one_way():
    """Three groups without a common term: any turn of the two axes would do as well."""
    apart = pd.DataFrame(np.diag([2, 2, 2]), list("xyz"), list("abc"))
    there = icpf.correspondence(apart)
    assert there.columns.loc["a", [1, 2]].tolist() == close([np.sqrt(2), 0])
    assert there.columns.loc["b", [1, 2]].tolist() == close([-np.sqrt(1 / 2), np.sqrt(3 / 2)])
    for seed in range(5):
        shuffled = apart.sample(frac=1, random_state=seed).sample(frac=1, axis=1, random_state=seed)
        again = icpf.correspondence(shuffled).columns.loc[list("abc")]
        pd.testing.assert_frame_equal(again, there.columns, check_exact=True)


def test_the_smallest_map_is_of_two_by_two():
    there = icpf.correspondence(pd.DataFrame([[1, 0], [0, 1]]))
    assert there.inertias["inertia"].tolist() == close([1.0])
    even = icpf.correspondence(pd.DataFrame([[2, 2], [2, 2]]))
    assert even.inertias["inertia"].tolist() == [0] and not even.rows[1].any()
    with pytest.raises(ValueError, match="1 rows and 3 columns have counts"):
        icpf.correspondence(pd.DataFrame([[1, 2, 3], [0, 0, 0]]))


SAID = pd.DataFrame(
    [("a", "番号"), ("a", "医療"), ("a", "番号"), ("b", "番号"), ("b", "医療"), ("c", "番号"),
     ("d", "選挙"), ("d", "番号")],
    columns=["statement_id", "term"],
).assign(theme=lambda frame: frame["term"].map({"医療": "health"}))  # fmt: skip


def test_contributions_and_squared_cosines_sum_to_one():
    """Of the four smoking columns the first axis is mostly `none`, which lies wholly on it."""
    rows, columns, inertias = icpf.correspondence(SMOKE)
    for points in (rows, columns):
        assert points[[f"contribution_{axis}" for axis in (1, 2, 3)]].sum().tolist() == close(
            [1] * 3
        )
        assert points[[f"cos2_{axis}" for axis in (1, 2, 3)]].sum(axis=1).to_numpy() == close(1)
    none = columns.loc["none"]
    assert none["contribution_1"] == close(none["mass"] * none[1] ** 2 / inertias.loc[1, "inertia"])
    assert columns["contribution_1"].idxmax() == "none" and none["cos2_1"] > 0.99
    flat = icpf.correspondence(pd.DataFrame([[2, 2], [2, 2]])).rows
    assert flat[["contribution_1", "cos2_1"]].eq(0).all(axis=None)


def test_planted_topics_are_found_and_stable(monkeypatch):
    """Three vocabularies of ten words; every statement holds five of one of them."""
    rng = np.random.default_rng(0)
    vocabularies = [[f"{head}{at}" for at in range(10)] for head in ("番号", "医療", "選挙")]
    rows = [
        (f"{at:02}", word)
        for at in range(60)
        for word in rng.choice(vocabularies[at % 3], 5, replace=False)
    ]
    found = icpf.topics(pd.DataFrame(rows, columns=["statement_id", "term"]), 3, seeds=3)
    assert set(map(frozenset, found.topics["terms"])) == set(map(frozenset, vocabularies))
    assert (found.topics["stability"] >= 0.8).all() and found.topics["stable"].all()
    assert found.topics["p"].tolist() == [0.05] * 3  # stabler than in each of 19 reshuffled corpora
    assert found.weights.shape == (60, 3) and found.topics["share"].sum() == close(1)
    leader = found.weights.idxmax(axis=1)
    assert leader.groupby(np.arange(60) % 3).nunique().tolist() == [1, 1, 1]


@pytest.mark.slow
def test_topics_that_are_not_there_are_marked_unstable():
    """Every statement holds six of 40 words drawn at random: no stabler than words dealt anew."""
    rng = np.random.default_rng(0)
    rows = [
        (f"{at:02}", f"語{word}") for at in range(60) for word in rng.choice(40, 6, replace=False)
    ]
    found = icpf.topics(pd.DataFrame(rows, columns=["statement_id", "term"]), 6)
    assert found.topics["stability"].is_monotonic_decreasing
    assert found.topics["stable"].sum() <= 1
    assert ((found.topics["p"] <= 0.05) == found.topics["stable"]).all()
    assert found.topics["p"].is_monotonic_increasing and found.topics["p"].max() == 1
    assert (found.topics["control_stability"] > 0.4).all()  # chance alone repeats that much


# --- what cannot be computed is refused ------------------------------------------------------


@pytest.mark.parametrize(
    "call, error, told",
    [
        (lambda: icpf.keyness(-1, 10, 2, 9), ValueError, "f1 of 0 is -1; expected a whole number"),
        (lambda: icpf.keyness(1.5, 10, 2, 9), ValueError, "f1 of 0 is 1.5; expected a whole"),
        (lambda: icpf.keyness(np.nan, 10, 2, 9), ValueError, "f1 of 0 is nan"),
        (lambda: icpf.keyness(11, 10, 2, 9), ValueError, "f1 of 0 is 11, above its total n1 of 10"),
        (lambda: icpf.keyness(0, 0, 2, 9), ValueError, "n1 is 0"),
        (lambda: icpf.keyness("many", 10, 2, 9), TypeError, "f1 is to be numbers"),
        (lambda: icpf.keyness([1, 2], 10, [1, 2, 3], 9), ValueError, "expected 3 numbers"),
        (lambda: icpf.keyness(1, 10, 2, 9, conf=95), ValueError, "conf is 95"),
        (lambda: icpf.keyness([1, 2], 10, 2, 9, family=1), ValueError, "family is 1; it can be 2"),
        (lambda: icpf.log_odds([1, 2], [0, 0], prior=1), ValueError, "3 and 0 occurrences"),
        (lambda: icpf.log_odds([1, 2], [2, 1], prior=[1, 0]), ValueError, "the prior of 1 is 0"),
        (lambda: icpf.log_odds([3], [2], prior=1), ValueError, "1 terms"),
        (lambda: icpf.log_odds(Y1, Y2, prior=1, variance="3"), ValueError, "variance is '3'"),
        (lambda: icpf.jensen_shannon([0, 0], [1, 2]), ValueError, "f1 has no occurrences"),
        (lambda: icpf.dispersion(SMOKE * 0), ValueError, "all parts are empty"),
        (lambda: icpf.dispersion(-SMOKE), ValueError, "none of 'SM' is -4"),
        (
            lambda: icpf.dispersion(SMOKE, [9, 99, 99, 99]),
            ValueError,
            "above the size of the group",
        ),
        (lambda: icpf.dispersion(SMOKE, [99, 99]), ValueError, "expected 4 numbers"),
        (lambda: icpf.dispersion(SMOKE, pd.Series({"none": 9})), ValueError, "sizes has none for"),
        (lambda: icpf.rates(SMOKE["none"]), TypeError, "counts is a Series, not a DataFrame"),
        (lambda: icpf.rates(pd.concat([SMOKE, SMOKE])), ValueError, "the row 'SM' twice"),
        (lambda: icpf.correspondence(SMOKE[["none"]]), ValueError, "1 columns have counts"),
        (lambda: icpf.correspondence(SMOKE * 0), ValueError, "0 rows and 0 columns"),
        (lambda: icpf.topics(SAID, 5), ValueError, "it can be 2 to 2"),
        (lambda: icpf.topics(SAID, 1), ValueError, "n_topics is 1"),
        (lambda: icpf.attainable_p(0, 3), ValueError, "groups of"),
    ],
)
def test_what_cannot_be_computed_is_refused_in_plain_words(call, error, told):
    with pytest.raises(error, match=told):
        call()


@pytest.mark.parametrize(
    "sizes, p",
    [((1, 3), 1 / 4), ((1, 2), 1 / 3), ((2, 2), 1 / 3), ((1, 1), 1.0), ((1, 1, 1), 1.0),
     ((1, 2, 2), 2 / 30), ((5, 5), 2 / 252)],
)  # fmt: skip
def test_the_smallest_p_that_whole_seminars_can_reach(sizes, p):
    assert icpf.attainable_p(*sizes) == close(p)


def test_two_labels_that_stand_twice_are_refused():
    twice = pd.Series([1, 2], index=["番号", "番号"])
    with pytest.raises(ValueError, match="'番号' twice"):
        icpf.keyness(twice, 10, pd.Series({"番号": 1}), 10)
