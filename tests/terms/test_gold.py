"""The extraction against readings of the page; tests/gold/README.md says how they were made."""

from pathlib import Path

import pandas as pd
import pytest

import icpf_analysis as icpf
from icpf_analysis.measures import agreement, rule_errors

GOLD = Path(__file__).parents[1] / "gold"


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
    return table["themes"]


def test_the_statements_are_those_that_the_seeds_draw(corpus, marked, coded):
    """And each mark is where it says."""
    for statement, start, term in marked.itertuples(index=False):
        assert corpus.statements["text"][statement][start:].startswith(term)
    assert set(marked["statement_id"]) == set(draw(corpus.statements, 40, seed=40).index)
    assert set(coded.index) == set(draw(corpus.statements, 60, seed=60).index)
    assert marked["statement_id"].str[:10].nunique() == 4


def test_precision_and_recall_of_the_terms(corpus, marked):
    """The numbers of tests/gold/README.md."""
    statements = corpus.statements.loc[marked["statement_id"].unique()]
    found = icpf.extract_terms(statements)
    by_reading = set(zip(marked["statement_id"], marked["start"], marked["term"], strict=True))
    by_rule = set(zip(found["statement_id"], found["start"], found["surface"], strict=True))
    both = len(by_reading & by_rule)
    line = f"{both} of {len(by_rule)} found, {both} of {len(by_reading)} marked"
    assert line in (GOLD / "README.md").read_text(encoding="utf-8"), line
    assert both / len(by_rule) >= 0.9 and both / len(by_reading) >= 0.9


def not_in_readme(lines):
    """Lines of its tables that the README has otherwise."""
    readme = (GOLD / "README.md").read_text(encoding="utf-8")
    return [line for line in lines if line not in readme]


def test_precision_and_recall_of_the_themes_by_rule(corpus):
    """Of all 132 statements, by theme and year."""
    every = rule_errors(corpus.statements).set_index("theme")
    by_year = rule_errors(corpus.statements, by="year").set_index(["year", "theme"])
    lines = []
    for theme, row in every[every[["both", "hand_only", "rule_only"]].any(axis=1)].iterrows():
        counts = [row["both"] + row["hand_only"], row["both"] + row["rule_only"], row["both"]]
        rows = (row, by_year.loc[(2012, theme)], by_year.loc[(2014, theme)])
        rates = [either for it in rows for either in (it["precision"], it["recall"])]
        cells = [*(f"{n:.0f}" for n in counts), *("–" if x != x else f"{x:.2f}" for x in rates)]
        lines.append(f"| {' | '.join([theme, *cells])} |")
    assert not_in_readme(lines) == []
    assert every.loc["all themes", ["precision", "recall"]].min() >= 0.75


def test_an_earlier_coding_without_the_codebook_agrees_as_reported(coded):
    resolved = icpf.load_codings().loc[coded.index]
    alphas = agreement(resolved.assign(themes_a=coded, themes_b=resolved["themes"]))
    alphas = alphas.loc[:"all themes"]
    assert (
        not_in_readme(
            f"| {theme} | {row['n_a']:.0f} | {row['n_b']:.0f} | {row['alpha']:.2f} |"
            for theme, row in alphas[alphas[["n_a", "n_b"]].any(axis=1)].iterrows()
        )
        == []
    )
