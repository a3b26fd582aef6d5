"""Who spoke, of what, and who answered whom: each number small enough to check on the page."""

from dataclasses import replace

import pandas as pd
import pytest

import icpf_analysis as icpf
from icpf_analysis.exchanges import exchange_flow, exchanges
from icpf_analysis.speakers import (
    ALL,
    WITH,
    WITHOUT,
    gaps,
    group_shares,
    named_shares,
    sectors_by_seminar,
    seen_again,
    speaker_themes,
)

GROUPS = {
    "practice": ["municipal systems", "administration"],
    "use": ["scope and law", "private use", "health and welfare"],
}


@pytest.fixture(scope="module")
def asked(corpus):
    return exchanges(corpus.statements)


@pytest.fixture(scope="module")
def shares(corpus):
    return group_shares(corpus.statements, GROUPS)


def headline(shares):
    seminars = ["2012-03-12", "2014-01-28", "2014-03-14"]
    chosen = shares[shares["seminar_id"].isin(seminars)]
    return chosen[(chosen["sector"] == ALL) & (chosen["scope"] == WITHOUT)]


# Sectors.


def test_the_census_of_each_seminar_sums_to_the_report(corpus):
    table = sectors_by_seminar(corpus).groupby("seminar_id")
    assert table["n_statements"].sum().to_dict() == {
        "2012-03-12": 29, "2014-01-28": 42, "2014-03-14": 36, "2014-03-26": 25,
    }  # fmt: skip
    assert list(table["people"].sum()) == [8, 3, 4, 4]
    for share in ("share_people", "share_statements", "share_chars"):
        assert list(table[share].sum()) == pytest.approx([1, 1, 1, 1])


def test_the_census_by_seminar_is_that_by_year_taken_apart(corpus):
    apart = sectors_by_seminar(corpus)
    years = apart["seminar_id"].str[:4].astype("int64")
    together = apart.groupby([years, "sector"], observed=True)["n_chars"].sum()
    by_year = icpf.affiliation_table(corpus).set_index(["year", "sector"])["n_chars"]
    assert together.to_dict() == by_year.to_dict()


def test_the_seminar_that_names_everybody_still_has_its_row_of_nobody(corpus):
    named = replace(corpus, statements=corpus.statements.dropna(subset=["person_id"]))
    last = sectors_by_seminar(named).groupby("seminar_id").tail(1)
    assert set(last["sector"]) == {"not named"}
    assert last["n_statements"].sum() == 0


# Speakers and themes.


@pytest.mark.parametrize(
    "seminar, person, theme, n, of",
    [
        ("2014-01-28", "三木浩平", "municipal systems", 10, 19),
        ("2012-03-12", "大串博志", "health and welfare", 4, 4),
        ("2014-03-14", "向井治紀", "municipal systems", 0, 8),
        ("2012-03-12", "not named", "administration", 3, 15),
    ],
)
def test_statements_of_a_speaker_with_a_theme(corpus, seminar, person, theme, n, of):
    table = speaker_themes(corpus.statements).set_index(["seminar_id", "person_id", "theme"])
    row = table.loc[(seminar, person, theme)]
    assert (row["n_statements"], row["of_statements"], len(row["evidence"])) == (n, of, n)


def test_every_speaker_has_every_theme_and_nobody_comes_last(corpus):
    table = speaker_themes(corpus.statements)
    speakers = 12 + 1 + 4  # persons, a prefecture, and nobody of each seminar
    assert len(table) == speakers * len(icpf.load_themes())
    order = table.drop_duplicates(["seminar_id", "person_id"])
    assert list(order.query("seminar_id == '2012-03-12'")["person_id"]) == [
        "大串博志", "足立祥代", "榎並利博", "高井崇志", "not named",
    ]  # fmt: skip
    assert order["of_statements"].sum() == 132


def test_speakers_sum_to_the_themes_of_the_seminar(corpus):
    by_speaker = speaker_themes(corpus.statements).groupby(["seminar_id", "theme"], observed=True)
    by_seminar = icpf.theme_shares(corpus.statements).set_index(["seminar_id", "theme"])
    assert by_speaker["n_statements"].sum().to_dict() == by_seminar["n_statements"].to_dict()


# Questions and answers.


def test_every_answer_stands_once_beside_its_question(corpus, asked):
    assert len(asked) == 27
    assert asked["question_id"].nunique() == 21
    assert dict(asked.drop_duplicates("question_id")["n_answers"].value_counts()) == {
        1: 16, 2: 4, 3: 1,
    }  # fmt: skip
    replies = corpus.statements["reply_to"]
    assert list(asked["question_id"]) == list(replies.loc[asked["answer_id"]])


def test_the_themes_of_a_question_are_those_of_its_own_words(asked):
    """公的個人認証, 民間利用 and 市長 stand in it."""
    row = asked.set_index("question_id").loc["2014-03-14:103"]
    assert row["themes"] == ("private use", "cards and authentication", "administration")
    assert row["answered_by"] == "向井治紀"


def test_a_question_without_such_a_word_has_no_theme(asked):
    """全庁的な最適化のための仕組みを検討しているか?"""
    assert asked.set_index("question_id").loc["2014-01-28:183", "themes"] == ()


def test_who_is_known_by_prefecture_only_answers_for_it(asked, corpus):
    """A(回答、参加した茨城県から): no person is named, and yet it is known who answered."""
    row = asked.set_index("answer_id").loc["2014-01-28:163"]
    assert (row["answered_by"], row["sector"]) == ("茨城県", "local government")
    assert corpus.statements["person_id"].isna()["2014-01-28:163"]


def test_a_question_that_nobody_answers_keeps_its_row(corpus):
    without = corpus.statements.drop("2014-01-28:163")
    row = exchanges(without).iloc[0]
    assert (row["question_id"], row["n_answers"], row["line"]) == ("2014-01-28:162", 0, 162)
    flow = exchange_flow(exchanges(without))
    assert flow.loc[flow["answered_by"] == "no answer", "width"].tolist() == [0, 0]
    assert flow["width"].sum() == pytest.approx(26)


def test_an_answer_without_its_question_is_an_error(corpus):
    with pytest.raises(ValueError, match=r"without their question: 2014-01-28:163; keep both"):
        exchanges(corpus.statements.drop("2014-01-28:162"))


def test_without_questions_there_are_no_exchanges(corpus):
    talks = corpus.statements[corpus.statements["part"] == "talk"]
    assert exchanges(talks).empty
    assert exchange_flow(exchanges(talks)).empty


def test_the_flow_shares_an_answer_among_the_themes_of_its_question(asked):
    flow = exchange_flow(asked)
    assert flow.groupby("seminar_id")["width"].sum().to_dict() == pytest.approx(
        {"2014-01-28": 15, "2014-03-14": 12}
    )
    thirds = flow[(flow["answered_by"] == "向井治紀") & (flow["theme"] == "administration")]
    assert thirds["width"].item() == pytest.approx(1 / 3)


def test_totals_of_the_flow_count_a_question_and_an_answer_once(asked):
    flow = exchange_flow(asked)
    systems = flow.query("seminar_id == '2014-01-28' and theme == 'municipal systems'")
    assert set(systems["questions_of_theme"]) == {5}
    assert list(systems["answered_by"]) == ["茨城県", "矢島征幸", "三木浩平"]
    assert list(systems["n_questions"]) == [1, 3, 2]  # one is answered by two
    persons = flow.drop_duplicates("answered_by")
    assert persons["answers_of_person"].sum() == 27
    assert set(zip(flow["of_questions"], flow["of_answers"], strict=True)) == {(11, 15), (10, 12)}


# Practice.


@pytest.mark.parametrize(
    "seminar, sector, scope, n, of",
    [
        ("2012-03-12", ALL, WITHOUT, 9, 29),
        ("2014-01-28", ALL, WITHOUT, 11, 16),
        ("2014-01-28", "local government", WITH, 22, 31),
        ("2014-03-14", "national government", WITHOUT, 2, 10),
        ("2014-03-14", "not named", WITH, 4, 10),
    ],
)
def test_statements_with_any_theme_of_a_group(shares, seminar, sector, scope, n, of):
    table = shares.set_index(["seminar_id", "sector", "scope", "group"])
    row = table.loc[(seminar, sector, scope, "practice")]
    assert (row["n_statements"], row["of_statements"]) == (n, of)


def test_a_statement_with_two_themes_of_a_group_counts_once(corpus, shares):
    single = icpf.theme_shares(corpus.statements).set_index(["seminar_id", "theme"])
    both = [
        set(single.loc[("2012-03-12", theme), "evidence"])
        for theme in ("municipal systems", "administration")
    ]
    row = headline(shares).query("group == 'practice'").iloc[0]
    assert set(row["evidence"]) == both[0] | both[1]
    assert len(both[0]) + len(both[1]) == row["n_statements"] + 1  # 2012-03-12:206


def test_a_report_without_questions_has_one_scope(shares):
    assert set(shares[shares["seminar_id"] == "2012-03-12"]["scope"]) == {WITHOUT}


def test_the_sectors_of_a_seminar_sum_to_all_its_speakers(shares):
    keys = ["seminar_id", "scope", "group"]
    everybody = shares[shares["sector"] == ALL].set_index(keys)["n_statements"]
    apart = shares[shares["sector"] != ALL].groupby(keys, observed=True)["n_statements"].sum()
    assert apart.to_dict() == everybody.to_dict()


@pytest.mark.parametrize(
    "groups", [{"a": ["municipal practice"]}, {"a": ["disaster"], "b": ["disaster"]}]
)
def test_an_unknown_theme_or_one_of_two_groups_is_refused(corpus, groups):
    with pytest.raises(ValueError, match="each once"):
        group_shares(corpus.statements, groups)


def test_the_gap_between_the_years_stands_beside_the_one_inside_the_last(corpus, shares):
    row = gaps(headline(shares), corpus.seminars).loc["practice"]
    assert row[["n_first", "of_first", "n_last", "of_last"]].tolist() == [9, 29, 13, 30]
    assert row["gap"] == pytest.approx(13 / 30 - 9 / 29)
    assert row["gap_inside"] == pytest.approx(11 / 16 - 2 / 14)
    assert not row["larger"]


def test_with_one_seminar_in_the_last_year_there_is_no_gap_inside(corpus, shares):
    two = headline(shares).query("seminar_id != '2014-03-14'")
    assert set(gaps(two, corpus.seminars)["gap_inside"]) == {0}


def test_gaps_of_several_sectors_or_of_one_year_are_refused(corpus, shares):
    with pytest.raises(ValueError, match="a group twice"):
        gaps(shares, corpus.seminars)
    with pytest.raises(ValueError, match="expected two years"):
        gaps(headline(shares).query("seminar_id > '2014'"), corpus.seminars)


# Persons.


def test_only_the_moderator_is_seen_again(corpus):
    again = seen_again(corpus)
    assert list(again.index) == ["山田肇"]
    assert again["years"].item() == (2012, 2014)
    assert again["n_statements"].item() == 0


def test_nobody_is_seen_again_in_one_seminar(corpus):
    one = corpus.appearances.query("seminar_id == '2012-03-12'")
    assert seen_again(replace(corpus, appearances=one)).empty


def test_who_is_named_goes_with_the_form(corpus):
    table = named_shares(corpus.statements).set_index(["seminar_id", "form"])
    assert table["n_statements"].sum() == 132
    assert table["n_not_named"].sum() == 15 + 11 + 10 + 10
    assert table.loc[("2012-03-12", "panel, points"), "share_not_named"] == 1
    assert table.loc[("2014-01-28", "answers"), "n_not_named"] == 0  # line 163 names a prefecture


def test_rows_in_another_order_give_the_same_numbers(corpus, shares):
    shuffled = corpus.statements.sample(frac=1, random_state=0)
    for measure in (exchanges, speaker_themes, named_shares):
        pd.testing.assert_frame_equal(measure(shuffled), measure(corpus.statements))
    pd.testing.assert_frame_equal(group_shares(shuffled, GROUPS), shares)
