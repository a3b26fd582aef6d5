"""Numbers of the figures' tables, each small enough to count on the page by hand."""

import pandas as pd
import pytest

from icpf_analysis.files import FIGURES
from icpf_analysis.plots import corpus as reports
from icpf_analysis.plots import speakers, topics

KEYS = {
    "00-composition": ["seminar_id", "family"],
    "00-roster": ["person_id"],
    "01-themes": ["scope", "seminar_id", "group", "theme"],
    "02-rates": ["term", "seminar_id"],
    "03-exchanges": ["seminar_id", "theme"],
    "03-practice": ["seminar_id", "sector"],
    "03-sectors": ["seminar_id", "sector"],
    "03-speaker-themes": ["seminar_id", "person_id", "theme"],
    "04-divergences": ["first", "second"],
    "04-overview": ["statement_id"],
    "04-stages": ["stage"],
}
NUMBERS = """
00-composition | 2012-03-12, lectures | named | 13
00-composition | 2012-03-12, panel or discussion | rows | 16
00-composition | 2012-03-12, panel or discussion | named | 1
00-composition | 2014-01-28, questions and answers | rows | 26
00-composition | 2014-01-28, questions and answers | named | 15
00-roster | 三木浩平 | n_statements | 19
00-roster | 阿部知明 | n_statements | 0
00-roster | 山田肇 | rows | 4
01-themes | without questions and answers, 2012-03-12, What it is for, | n_statements | 22
02-rates | 対応, 2014-01-28 | f | 12
03-sectors | 2012-03-12, national government | people | 3
03-sectors | 2012-03-12, not named | n_statements | 15
03-sectors | 2014-01-28, local government | n_statements | 31
03-speaker-themes | 2014-01-28, 三木浩平, municipal systems | n_statements | 9
03-speaker-themes | 2014-03-14, 向井治紀, privacy and security | n_statements | 6
03-exchanges | 2014-01-28, municipal systems | n_answers | 1, 4, 4
03-exchanges | 2014-01-28, municipal systems | of_answers | 1, 6, 8
03-exchanges | 2014-01-28, municipal systems | of_questions | 11, 11, 11
03-practice | 2012-03-12, all speakers | n_statements | 8, 19
03-practice | 2014-01-28, all speakers | n_statements | 12, 1
03-practice | 2014-03-14, all speakers | n_statements | 2, 8
04-stages | aim or need | n_statements | 25, 5, 6, 12
04-overview | 2012-03-12:207 | rows | 4
04-divergences | 2014-01-28, 2014-03-14 | divergence | 0.91
""".strip().splitlines()
"""Figure, keys of its rows, column, and the number or, of several rows, the numbers."""


@pytest.mark.parametrize("row", NUMBERS)
def test_a_number_of_a_figure_can_be_counted_on_the_page(row):
    """In the committed table; test_drawings.py computes it anew and compares."""
    figure, keys, column, right = map(str.strip, row.split("|"))
    table = pd.read_csv(FIGURES / "data" / f"{figure}.csv", keep_default_na=False)
    for name, key in zip(KEYS[figure], keys.split(","), strict=True):
        table = table[table[name] == key.strip()]
    numbers = [float(number) for number in right.split(",")]
    found = table.assign(rows=1)[column].astype(float).tolist()
    assert (found if len(numbers) > 1 else [sum(found)]) == pytest.approx(numbers, abs=0.005)


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
    assert len(table) == (12 + 1 + 4) * 13  # persons, a prefecture, and nobody of each seminar
    order = table.drop_duplicates(["seminar_id", "person_id"])
    assert order["person_id"].tolist()[:5] == [
        "大串博志", "足立祥代", "榎並利博", "高井崇志", "not named",
    ]  # fmt: skip
    assert order["of_statements"].sum() == 132


def test_the_coding_table_is_empty_where_neither_coder_nor_rule_gave_a_theme(corpus):
    table = topics.coding_table(corpus.statements).set_index("theme")
    assert pd.isna(table.at["cards and authentication", "precision, 2012"])
    assert table.at["all themes", "alpha"] == pytest.approx(0.99, abs=0.005)
