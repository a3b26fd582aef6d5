"""The figures of the synthesis draw every row they are given."""

import pytest
from matplotlib.figure import Figure

import icpf_analysis as icpf
from icpf_analysis.drawings.shift import draw_divergences, draw_word_shifts
from icpf_analysis.explore import by_seminar, draw_by_seminar, look_up
from icpf_analysis.labels import LABELS

TOLD = {"kind": ["point", "paragraph"]}


pytestmark = pytest.mark.usefixtures("style")


@pytest.fixture(scope="module")
def shifts(terms):
    frame = icpf.word_shifts(
        terms,
        {
            "across the years (matched)": (2012, {"year": 2014, "subject": "number system"}),
            "inside 2014 (control)": (
                {"seminar_id": "2014-01-28"},
                {"seminar_id": "2014-03-14"},
            ),
        },
        within=TOLD,
        leading=6,
    )
    return frame.assign(name_a="a", name_b="b")


@pytest.mark.parametrize("labels", LABELS)
def test_every_comparison_has_a_mark_and_two_intervals(terms, labels):
    table = icpf.divergences(terms, draws=20)
    figure = Figure()
    ax = draw_divergences(table, figure.subplots(), labels=labels)
    figure.draw_without_rendering()  # a missing glyph is an error
    assert len(ax.lines) == 3 * len(table) == 30
    marks = [line for line in ax.lines if line.get_marker() in ("D", "o")]
    assert [mark.get_xdata()[0] for mark in marks] == table["divergence"].tolist()
    assert [mark.get_marker() == "D" for mark in marks] == table["crosses_years"].tolist()
    assert [text.get_text() for text in ax.texts] == [f"{x:.2f}" for x in table["divergence"]]


@pytest.mark.parametrize("labels", LABELS)
def test_every_leading_term_has_a_bar_to_the_side_that_has_more_of_it(shifts, labels):
    figure = Figure()
    axes = draw_word_shifts(shifts, figure.subplots(1, 2), labels=labels)
    figure.draw_without_rendering()
    lengths = [bar.get_width() for ax in axes for bar in ax.patches]
    signs = shifts["more_in"].map({"a": -1, "b": 1})
    assert lengths == pytest.approx((1000 * signs * shifts["contribution"]).tolist())
    assert axes[0].get_xlim() == axes[1].get_xlim()


def test_shifts_side_by_side_are_the_heads_of_each(terms, shifts):
    alone = icpf.word_shift(terms, 2012, {"year": 2014, "subject": "number system"}, within=TOLD)
    first = shifts[shifts["panel"] == "across the years (matched)"]
    assert first["term"].tolist() == alone.index[:6].tolist()
    assert first["of_panel"].iloc[0] == pytest.approx(alone["contribution"].sum())
    assert first["in_leading"].iloc[0] == pytest.approx(alone["contribution"].head(6).sum())


@pytest.mark.parametrize("labels", LABELS)
def test_every_seminar_has_a_bar(corpus, labels):
    found = by_seminar(corpus, look_up(corpus, "番号制度"))
    ax = draw_by_seminar(found, Figure().subplots(), labels=labels)
    assert [bar.get_width() for bar in ax.patches] == (100 * found["share"]).tolist()


@pytest.mark.parametrize("column", ["low_speakers", "crosses_years", "subsample"])
def test_a_missing_column_is_an_error(terms, column):
    table = icpf.divergences(terms, draws=2).drop(columns=column)
    with pytest.raises(KeyError):
        draw_divergences(table, Figure().subplots())
