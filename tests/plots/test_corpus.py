"""The four reports counted and drawn: each number small enough to check by hand on the page."""

import pytest

from icpf_analysis.plots import corpus as plots


def test_both_acts_lie_between_the_seminars(corpus):
    """平成25年法律第10号 and 第27号: between 12 March 2012 and 28 January 2014."""
    context = plots.load_context()
    assert context["date"].is_monotonic_increasing
    assert set(context["source"]) == {"平成25年法律第10号", "平成25年法律第27号"}
    assert context["date"].between(*corpus.seminars["date"].sort_values().iloc[:2]).all()


@pytest.mark.parametrize(
    "seminar, family, n, named",
    [
        ("2012-03-12", "lectures", 13, 13),
        ("2012-03-12", "panel or discussion", 16, 1),  # the closing words are Takai's
        ("2014-01-28", "questions and answers", 26, 15),
        ("2014-03-14", "questions and answers", 22, 12),
        ("2014-03-26", "panel or discussion", 10, 0),
    ],
)
def test_every_statement_belongs_to_a_family_and_is_named_or_not(corpus, seminar, family, n, named):
    parts = plots.composition(corpus.statements)
    here = parts[(parts["seminar_id"] == seminar) & (parts["family"] == family)]
    assert (len(here), here["named"].sum(), len(parts)) == (n, named, 132)


@pytest.mark.parametrize(
    "person, n", [("三木浩平", 19), ("篠原俊博", 9), ("高井崇志", 1), ("阿部知明", 0)]
)
def test_statements_ascribed_to_a_person(corpus, person, n):
    people = plots.roster(corpus)
    assert people.loc[people["person_id"] == person, "n_statements"].tolist() == [n]


def test_only_the_moderator_is_at_two_seminars(corpus):
    seminars = plots.roster(corpus).groupby("person_id")["seminar_id"].nunique()
    assert seminars[seminars > 1].to_dict() == {"山田肇": 4}
    assert len(plots.roster(corpus)) == 19


@pytest.mark.parametrize(
    "measure, counts",
    [
        ("lecturers", [3, 2, 3, 3]),
        ("panelists", [4, 0, 0, 0]),
        ("statements", [29, 42, 36, 25]),
        ("statements of a named speaker", [14, 31, 26, 15]),
        ("questions", [0, 11, 10, 0]),
        ("answers", [0, 15, 12, 0]),
        ("characters in statements", [2947, 3130, 2819, 4368]),
    ],
)
def test_what_makes_the_reports_comparable(corpus, measure, counts):
    assert plots.comparability(corpus).loc[measure].tolist() == counts
