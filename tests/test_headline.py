"""Which comparison is told: on the page that came with the project, and on archives made up."""

import datetime as dt
from dataclasses import replace

import archives
import pytest

import icpf_analysis as icpf
from icpf_analysis.claims import LEFT_OUT, headline_claims
from icpf_analysis.headline import choose_headline


@pytest.fixture
def made(read):
    """The corpus of seminars on the days given, as 2016-05-01."""

    def corpus(*held: str) -> icpf.Corpus:
        return read(archives.archive([dt.date.fromisoformat(day) for day in held]))

    return corpus


def test_of_the_committed_page_it_is_2012_against_the_number_system_of_2014(corpus):
    chosen = choose_headline(corpus)
    assert (chosen.name_a, chosen.name_b) == ("2012", "2014, number system")
    assert (chosen.a, chosen.b) == ({"year": 2012}, {"year": 2014, "subject": "number system"})
    assert chosen.pair == ("2014-01-28", "2014-03-14") and chosen.pairs == 1
    assert chosen.control == ({"seminar_id": "2014-01-28"}, {"seminar_id": "2014-03-14"})
    assert set(chosen.within["kind"]) == {"point", "paragraph"}
    assert chosen.can_be_told


def test_without_subjects_all_of_the_first_year_stands_against_all_of_the_last(made):
    chosen = choose_headline(made("2013-02-03", "2015-04-05", "2016-01-02", "2016-03-04"))
    assert (chosen.a, chosen.b, chosen.subject) == ({"year": 2013}, {"year": 2016}, "")
    assert chosen.pair == ("2016-01-02", "2016-03-04")


def test_the_control_is_of_the_earlier_side_where_the_later_has_one_seminar(made):
    chosen = choose_headline(made("2013-02-03", "2013-05-06", "2016-01-02"))
    assert chosen.pair == ("2013-02-03", "2013-05-06") and chosen.control_year == 2013


def test_the_control_is_of_another_year_where_neither_side_has_two_seminars(made):
    corpus = made("2013-02-03", "2014-02-03", "2014-05-06", "2016-01-02")
    assert choose_headline(corpus).pair == ("2014-02-03", "2014-05-06")
    claims = headline_claims(corpus)
    assert "inside 2014, " in claims.loc["divergence", "english"]
    rows = icpf.contrast(icpf.extract_terms(corpus.statements), 2013, 2016)
    assert set(rows["control_pair"]) == {"2014-02-03 / 2014-05-06"}


def test_of_several_pairs_the_two_with_most_statements_are_the_control(made):
    corpus = made("2013-02-03", "2016-01-02", "2016-03-04", "2016-05-06", "2016-07-08")
    chosen = choose_headline(corpus)
    said = corpus.statements.query("kind == 'point' and year == 2016")["seminar_id"].value_counts()
    assert chosen.pairs == 6
    assert min(said[list(chosen.pair)]) >= max(said.drop(list(chosen.pair)))


@pytest.mark.parametrize(
    "held, missing",
    [
        (["2016-01-02"], "one seminar only, 2016-01-02"),
        (["2016-01-02", "2016-03-04"], "all 2 seminars are of 2016"),
        (["2015-01-02", "2016-03-04"], "no year has two seminars"),
    ],
)
def test_where_nothing_can_be_compared_the_reason_is_told_and_every_claim_left_out(
    made, held, missing
):
    corpus = made(*held)
    chosen = choose_headline(corpus)
    assert missing in chosen.missing and not chosen.can_be_told
    claims = headline_claims(corpus)
    assert set(claims["verdict"]) == {LEFT_OUT} and claims["value"].isna().all()
    assert claims["english"].str.contains(missing).all()


def test_a_side_of_questions_and_answers_only_has_nothing_to_compare(corpus):
    statements = corpus.statements.query("year == 2014 or kind == 'question'")
    chosen = choose_headline(replace(corpus, statements=statements))
    assert "no statement of 2012 is reported besides questions" in chosen.missing


def test_claims_of_another_archive_name_its_years_and_leave_out_what_it_lacks(made):
    claims = headline_claims(made("2013-02-03", "2016-01-02", "2016-03-04"))
    told = claims[claims["verdict"] != LEFT_OUT]
    sentences = " ".join(told["english"])
    assert "2013" in sentences and "2016" in sentences
    assert "2012" not in sentences and "2014" not in sentences
    assert claims.loc["elections", "verdict"] == LEFT_OUT
    assert claims.loc["attainable p", "value"] == pytest.approx(1 / 3, abs=1e-6)
