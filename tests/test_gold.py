"""The extraction against readings made by hand: tests/gold tells how they were made."""

from pathlib import Path

import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score

import icpf_analysis as icpf

GOLD = Path(__file__).parent / "gold"


def draw(statements, n, seed):
    """n statements from all seminars and kinds, in proportion."""
    shuffled = statements.sample(frac=1, random_state=seed)
    strata = shuffled.groupby(["seminar_id", "kind"], observed=True)
    place = (strata.cumcount() + 0.5) / strata["line"].transform("size")
    return shuffled.loc[place.sort_values(kind="stable").index[:n]].sort_index()


@pytest.fixture(scope="module")
def marked():
    return pd.read_csv(GOLD / "terms.csv", dtype={"start": int, "term": str})


@pytest.fixture(scope="module")
def coded():
    table = pd.read_csv(GOLD / "themes.csv", keep_default_na=False, index_col="statement_id")
    return table["themes"].str.get_dummies("|").astype(bool)


def test_the_statements_are_those_that_the_seeds_draw(corpus, marked, coded):
    assert set(marked["statement_id"]) == set(draw(corpus.statements, 40, seed=40).index)
    assert set(coded.index) == set(draw(corpus.statements, 60, seed=60).index)
    assert marked["statement_id"].str[:10].nunique() == 4


def test_every_mark_stands_where_it_says(corpus, marked):
    for statement, start, term in marked.itertuples(index=False):
        assert corpus.statements["text"][statement][start:].startswith(term)


def test_precision_and_recall_of_the_terms(corpus, marked):
    """The figures that tests/gold/README.md tells."""
    statements = corpus.statements.loc[marked["statement_id"].unique()]
    found = icpf.extract_terms(statements)
    by_hand = set(zip(marked["statement_id"], marked["start"], marked["term"], strict=True))
    by_rule = set(zip(found["statement_id"], found["start"], found["surface"], strict=True))
    both = len(by_hand & by_rule)
    told = f"{both} of {len(by_rule)} found, {both} of {len(by_hand)} marked"
    assert told in (GOLD / "README.md").read_text(encoding="utf-8"), told
    assert both / len(by_rule) >= 0.9 and both / len(by_hand) >= 0.9


def test_agreement_of_the_themes(corpus, coded):
    """A statement has a theme by rule where a term of the theme stands in it."""
    found = icpf.extract_terms(corpus.statements.loc[coded.index])
    by_rule = (
        pd.crosstab(found["statement_id"].astype(str), found["theme"].astype(str))
        .reindex(index=coded.index, columns=icpf.load_themes().index, fill_value=0)
        .gt(0)
    )
    by_hand = coded.reindex(columns=by_rule.columns, fill_value=False)
    readme = (GOLD / "README.md").read_text(encoding="utf-8")
    for theme in by_rule:
        kappa = cohen_kappa_score(by_hand[theme], by_rule[theme])
        counts = f"{by_hand[theme].sum()} | {by_rule[theme].sum()} | {kappa:.2f}"
        assert f"| {theme} | {counts} |" in readme, f"| {theme} | {counts} |"
    kappa = cohen_kappa_score(by_hand.to_numpy().ravel(), by_rule.to_numpy().ravel())
    assert (
        f"| all together | {by_hand.sum().sum()} | {by_rule.sum().sum()} | {kappa:.2f} |" in readme
    )
    assert kappa >= 0.75
