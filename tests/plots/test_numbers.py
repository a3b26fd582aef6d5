"""Numbers of the figures' tables, each small enough to count on the page by hand."""

import pandas as pd
import pytest

from icpf_analysis.files import FIGURES
from icpf_analysis.plots import corpus as reports
from icpf_analysis.plots import speakers, topics
from icpf_analysis.terms.lexicon import load_themes

NUMBERS = """
00-composition | seminar_id == "2014-01-28" and family == "questions and answers" | named | 15
00-roster | person_id == "三木浩平" | n_statements | 19
00-roster | person_id == "阿部知明" | n_statements | 0
01-themes | seminar_id == "2012-03-12" and theme == "" and group == "What it is for" | share | 0.76
02-rates | seminar_id == "2014-01-28" and term == "対応" | f | 12
03-sectors | seminar_id == "2012-03-12" and sector == "national government" | people | 3
03-exchanges | theme == "municipal systems" and seminar_id == "2014-01-28" | n_answers | 9
03-practice | seminar_id == "2014-03-14" and sector == "all speakers" | n_statements | 10
04-stages | seminar_id == "2012-03-12" and stage == "aim or need" | n_statements | 25
""".strip().splitlines()
"""Figure, rows, column, and its sum over the rows."""


@pytest.mark.parametrize("row", NUMBERS)
def test_a_number_of_a_figure_can_be_counted_on_the_page(row):
    """In the committed table; test_drawings.py computes it anew and compares."""
    figure, rows, column, number = map(str.strip, row.split("|"))
    table = pd.read_csv(FIGURES / "data" / f"{figure}.csv", keep_default_na=False)
    assert table.query(rows)[column].astype(float).sum() == pytest.approx(float(number), abs=0.005)


def test_what_makes_the_reports_comparable(corpus):
    table = reports.comparability(corpus).drop("persons attending (as printed)")
    assert table.T.to_dict("list") == {
        "lecturers": [3, 2, 3, 3],
        "panelists": [4, 0, 0, 0],
        "statements": [29, 42, 36, 25],
        "statements of a named speaker": [14, 31, 26, 15],
        "questions": [0, 11, 10, 0],
        "answers": [0, 15, 12, 0],
        "characters in statements": [2947, 3130, 2819, 4368],
    }  # fmt: skip


def test_both_acts_lie_between_the_seminars(corpus):
    """平成25年法律第10号 and 第27号: between 12 March 2012 and 28 January 2014."""
    context = reports.load_context()
    assert set(context["source"]) == {"平成25年法律第10号", "平成25年法律第27号"}
    assert context["date"].between(*corpus.seminars["date"].sort_values().iloc[:2]).all()


def test_an_answer_has_the_themes_of_its_question_and_who_gave_it(corpus):
    """Line 163 begins A(回答、参加した茨城県から): an institution, where no person is named."""
    asked = speakers.exchanges(corpus.statements).set_index("answer_id")
    both = asked.loc[["2014-01-28:163", "2014-03-14:111"], ["answered_by", "themes"]]
    assert both.to_numpy().tolist() == [
        ["茨城県", ("municipal systems",)],
        ["柴山昌彦", ("scope and law", "privacy and security")],
    ]
    assert (len(asked), asked["question_id"].nunique()) == (27, 21)


def test_unnamed_speakers_come_last_and_every_statement_is_counted_once(corpus):
    table = speakers.speaker_themes(corpus.statements)
    # twelve persons, a prefecture, and nobody of each of the four seminars
    assert len(table) == (12 + 1 + 4) * len(load_themes())
    order = table.drop_duplicates(["seminar_id", "person_id"])
    assert order["person_id"].tolist()[:5] == [
        "大串博志", "足立祥代", "榎並利博", "高井崇志", "not named",
    ]  # fmt: skip
    assert order["of_statements"].sum() == 132


def test_the_coding_table_is_empty_where_neither_coder_nor_rule_gave_a_theme(corpus):
    table = topics.coding_table(corpus.statements).set_index("theme")
    assert pd.isna(table.at["cards and authentication", "precision, 2012"])
    assert table.at["all themes", "alpha"] == pytest.approx(0.99, abs=0.005)
