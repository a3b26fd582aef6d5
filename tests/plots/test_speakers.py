"""Who spoke, of what, and who answered whom: each number small enough to check on the page."""

import pytest

from icpf_analysis.plots import speakers as plots


@pytest.mark.parametrize(
    "seminar, sector, counts",
    [
        ("2012-03-12", "national government", (3, 1, 4)),  # of three one has statements
        ("2012-03-12", "local government", (0, 0, 0)),
        ("2012-03-12", "not named", (0, 0, 15)),
        ("2014-01-28", "local government", (2, 2, 31)),  # one of them Ibaraki Prefecture's
        ("2014-03-14", "legislature", (1, 1, 9)),
    ],
)
def test_people_and_statements_of_a_sector(corpus, seminar, sector, counts):
    table = plots.sectors_by_seminar(corpus).set_index(["seminar_id", "sector"])
    found = table.loc[(seminar, sector), ["people", "speakers", "n_statements"]]
    assert tuple(found) == counts


@pytest.mark.parametrize(
    "seminar, person, theme, n, of",
    [
        ("2014-01-28", "三木浩平", "municipal systems", 9, 19),
        ("2014-03-14", "向井治紀", "privacy and security", 6, 8),
        ("2012-03-12", "榎並利博", "private use", 4, 5),
        ("2014-03-14", "向井治紀", "municipal systems", 0, 8),
        ("2012-03-12", "not named", "administration", 3, 15),
    ],
)
def test_statements_of_a_speaker_with_a_theme_by_hand(corpus, seminar, person, theme, n, of):
    table = plots.speaker_themes(corpus.statements).set_index(["seminar_id", "person_id", "theme"])
    row = table.loc[(seminar, person, theme)]
    assert (row["n_statements"], row["of_statements"], row["share"]) == (n, of, n / of)


def test_every_speaker_has_every_theme_and_nobody_comes_last(corpus):
    table = plots.speaker_themes(corpus.statements)
    assert len(table) == (12 + 1 + 4) * 13  # persons, a prefecture, and nobody of each seminar
    order = table.drop_duplicates(["seminar_id", "person_id"])
    assert order.loc[order["seminar_id"] == "2012-03-12", "person_id"].tolist() == [
        "大串博志", "足立祥代", "榎並利博", "高井崇志", "not named",
    ]  # fmt: skip
    assert order["of_statements"].sum() == 132


@pytest.mark.parametrize(
    "answer, by, themes",
    [
        ("2014-01-28:163", "茨城県", ("municipal systems",)),  # A(回答、参加した茨城県から)
        ("2014-03-14:111", "柴山昌彦", ("scope and law", "privacy and security")),
        ("2014-03-14:104", "向井治紀", ("cards and authentication",)),
    ],
)
def test_an_answer_has_the_themes_of_its_question_and_who_gave_it(corpus, answer, by, themes):
    asked = plots.exchanges(corpus.statements).set_index("answer_id")
    assert (asked.loc[answer, "answered_by"], asked.loc[answer, "themes"]) == (by, themes)
    assert (len(asked), asked["question_id"].nunique()) == (27, 21)


def test_questions_of_a_theme_and_of_a_seminar_are_counted_once(corpus):
    counts = plots.exchange_counts(plots.exchanges(corpus.statements))
    here = counts[(counts["seminar_id"] == "2014-01-28") & (counts["theme"] == "municipal systems")]
    assert here["n_answers"].tolist() == [1, 4, 4]  # Ibaraki, Yajima, Miki
    assert set(here["n_questions"]) == {6} and set(here["of_questions"]) == {11}
    assert here["of_answers"].tolist() == [1, 6, 8]


@pytest.mark.parametrize(
    "seminar, practice, use, of",
    [("2012-03-12", 8, 19, 29), ("2014-01-28", 12, 1, 16), ("2014-03-14", 2, 8, 14)],
)
def test_practice_and_use_without_questions_and_answers(corpus, seminar, practice, use, of):
    shares = plots.practice_shares(corpus.statements)
    here = shares[(shares["seminar_id"] == seminar) & (shares["sector"] == plots.ALL)]
    assert here["n_statements"].tolist() == [practice, use]
    assert set(here["of_statements"]) == {of}
    assert ((here["low"] <= here["share"]) & (here["share"] <= here["high"])).all()
