"""Themes by seminar are counted as by hand, and every cell is drawn in both languages."""

import pandas as pd
import pytest

from icpf_analysis.plots import topics


@pytest.fixture(scope="module")
def themes(corpus):
    return topics.themes_by_seminar(corpus.statements)


def counts(themes, scope, theme, group=""):
    rows = themes[(themes["scope"] == scope) & (themes["theme"] == theme)]
    rows = rows[rows["group"] == group] if group else rows
    return rows.set_index("seminar_id")["n_statements"].to_dict()


def test_disasters_are_spoken_of_on_lines_225_240_and_241_of_2012_only(themes):
    found = counts(themes, topics.WITHOUT, "disaster")
    assert found == {"2012-03-12": 3, "2014-01-28": 0, "2014-03-14": 0, "2014-03-26": 0}


def test_a_statement_with_two_themes_of_a_group_counts_once_in_the_group(themes):
    """207 and 222 to 224 have both scope and law and private use: 10 + 10 + 5 + 3 + 2 themes."""
    found = counts(themes, topics.WITHOUT, "", "What it is for")
    assert found == {"2012-03-12": 22, "2014-01-28": 1, "2014-03-14": 8, "2014-03-26": 0}


def test_only_seminars_with_questions_are_counted_with_them(themes):
    whole = themes[themes["scope"] == topics.WITH].groupby("seminar_id")["of_statements"].first()
    assert whole.to_dict() == {"2014-01-28": 42, "2014-03-14": 36}


def test_the_coding_table_leaves_empty_what_nobody_and_no_rule_gave(corpus):
    table = topics.coding_table(corpus.statements).set_index("theme")
    assert pd.isna(table.at["cards and authentication", "precision, 2012"])
    assert table.at["all themes", "alpha"] == pytest.approx(0.99, abs=0.005)
