"""Maps against published coordinates, and topics against corpora where there are none."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import icpf_analysis as icpf
from measures.frames import close

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


def test_a_map_is_never_mirrored_and_an_empty_row_is_at_the_origin():
    shuffled = SMOKE.sample(frac=1, random_state=1)[["heavy", "none", "medium", "light"]]
    there, again = icpf.correspondence(SMOKE), icpf.correspondence(shuffled)
    assert np.allclose(again.rows.loc[SMOKE.index], there.rows)
    assert np.allclose(again.columns.loc[SMOKE.columns], there.columns)
    padded = icpf.correspondence(pd.concat([SMOKE, pd.DataFrame(0, ["nobody"], SMOKE.columns)]))
    assert (padded.rows.loc["nobody"] == 0).all()


def test_of_columns_equally_far_the_first_by_its_name_is_positive():
    """Two columns of one mass lie as far to one side as to the other."""
    for counts in ([[3, 1], [1, 3]], [[1, 3], [3, 1]]):
        for names in (["a", "b"], ["b", "a"]):
            placed = icpf.correspondence(pd.DataFrame(counts, columns=names)).columns
            assert placed[1].to_dict() == {"a": 0.5, "b": -0.5}


def test_masses_weigh_the_axes_and_contributions_and_squared_cosines_sum_to_one():
    """Inertia is chi-square by n; the first axis is mostly `none`, which lies wholly on it."""
    rows, columns, inertias = icpf.correspondence(SMOKE)
    chi_square = stats.chi2_contingency(SMOKE).statistic
    assert inertias["inertia"].sum() == close(chi_square / SMOKE.to_numpy().sum())
    for points in (rows, columns):
        axes = points[inertias.index]
        weighed = (axes**2).mul(points["mass"], axis=0).sum()
        assert weighed.tolist() == close(inertias["inertia"].tolist())
        assert points.filter(like="contribution").sum().tolist() == close([1] * 3)
        assert points.filter(like="cos2").sum(axis=1).to_numpy() == close(1)
    first = (SMOKE / SMOKE.to_numpy().sum()).T @ rows[1]  # rows and columns are on the same side
    assert np.allclose(first, columns[1] * columns["mass"] * np.sqrt(inertias.loc[1, "inertia"]))
    none = columns.loc["none"]
    assert none["contribution_1"] == close(none["mass"] * none[1] ** 2 / inertias.loc[1, "inertia"])
    assert columns["contribution_1"].idxmax() == "none" and none["cos2_1"] > 0.99
    flat = icpf.correspondence(pd.DataFrame([[2, 2], [2, 2]]))
    assert flat.inertias["inertia"].tolist() == [0]
    assert flat.rows[[1, "contribution_1", "cos2_1"]].eq(0).all(axis=None)


def test_planted_topics_are_found_and_stable():
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
    assert (found.topics["stability"] >= 0.8).all()
    assert found.topics["p"].tolist() == [0.05] * 3  # stabler than in each of 19 reshuffled corpora
    assert found.weights.shape == (60, 3) and found.topics["share"].sum() == close(1)
    leader = found.weights.idxmax(axis=1)
    assert leader.groupby(np.arange(60) % 3).nunique().tolist() == [1, 1, 1]


@pytest.mark.slow
def test_topics_that_are_not_there_are_marked_unstable():
    """Statements of six words drawn at random out of 40: as unstable as reshuffled ones."""
    rng = np.random.default_rng(0)
    rows = [
        (f"{at:02}", f"語{word}") for at in range(60) for word in rng.choice(40, 6, replace=False)
    ]
    found = icpf.topics(pd.DataFrame(rows, columns=["statement_id", "term"]), 6)
    assert found.topics["stability"].is_monotonic_decreasing
    assert (found.topics["p"] <= 0.05).sum() <= 1
    assert found.topics["p"].is_monotonic_increasing and found.topics["p"].max() == 1
