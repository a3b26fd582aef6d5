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
    return frame.assign(name_a="2012", name_b="2014-03-14")


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


def test_a_kind_of_pair_that_is_not_there_is_not_in_the_legend(terms):
    table = icpf.divergences(terms, draws=2)
    figure = Figure()
    draw_divergences(table[~table["crosses_years"]], figure.subplots())
    told = [text.get_text() for text in figure.legends[0].get_texts()]
    assert "sharing a year" in told and "across the years" not in told and len(told) == 3


@pytest.mark.parametrize("labels", LABELS)
def test_a_name_too_long_for_its_room_goes_on_in_more_lines_and_stays_on_its_side(shifts, labels):
    long = shifts.assign(term="総務省" if labels == "en" else "架空特定個人情報保護評価書")
    figure = Figure(figsize=(170 / 25.4, 85 / 25.4), layout="constrained")
    axes = draw_word_shifts(long, figure.subplots(1, 2), labels=labels)
    figure.draw_without_rendering()
    for ax, other in zip(axes, reversed(axes), strict=True):
        frame = ax.get_window_extent()
        assert frame.width == pytest.approx(other.get_window_extent().width, rel=0.02)
        names = [text for text in ax.texts if hasattr(text, "xyann")]
        assert len(names) == 6 and any("\n" in name.get_text() for name in names)
        boxes = [name.get_window_extent() for name in names]
        assert all(frame.x0 - 2 < box.x0 and box.x1 < frame.x1 + 2 for box in boxes)
        assert len(ax.get_xticks()) >= 3


@pytest.mark.parametrize("labels", LABELS)
def test_a_side_is_told_in_the_language_of_the_figure(shifts, labels):
    ax = draw_word_shifts(shifts, Figure().subplots(1, 2), labels=labels)[0]
    told = {text.get_text() for text in ax.texts}
    assert {"en": "more in 2012", "ja": "2012年に多い"}[labels] in told


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
