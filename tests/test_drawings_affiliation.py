"""Who spoke, drawn: every row has its mark, in both languages, and nothing else changes."""

import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Text

from icpf_analysis.drawings import (
    draw_exchanges,
    draw_named,
    draw_practice,
    draw_sectors,
    draw_speaker_themes,
)
from icpf_analysis.plots.style import SECTOR_COLOURS, theme_colours
from icpf_analysis.exchanges import exchange_flow, exchanges
from icpf_analysis.labels import LABELS, label
from icpf_analysis.speakers import group_shares, named_shares, sectors_by_seminar, speaker_themes

PRACTICE = "practice (municipal systems, administration)"
USE = "use and law (scope, private use, health)"
GROUPS = {
    PRACTICE: ["municipal systems", "administration"],
    USE: ["scope and law", "private use", "health and welfare"],
}


DRAWINGS = [
    (draw_sectors, (1, 3), "share_chars"),
    (draw_speaker_themes, (1, 1), "share"),
    (draw_exchanges, (2, 1), "width"),
    (draw_practice, (1, 2), "low"),
    (draw_named, (1, 1), "n_named"),
]

pytestmark = pytest.mark.usefixtures("style")


@pytest.fixture(scope="module")
def measured(corpus):
    """What each drawing draws."""
    return {
        draw_sectors: sectors_by_seminar(corpus),
        draw_speaker_themes: speaker_themes(corpus.statements),
        draw_exchanges: exchange_flow(exchanges(corpus.statements)),
        draw_practice: group_shares(corpus.statements, GROUPS),
        draw_named: named_shares(corpus.statements),
    }


def axes_of(shape):
    figure = Figure(figsize=(170 / 25.4, 140 / 25.4))
    return figure, figure.subplots(*shape, sharey=shape[1] > 1)


def texts(figure):
    figure.draw_without_rendering()  # a missing glyph warns, and a warning is an error
    return [text.get_text() for text in figure.findobj(Text)]


@pytest.mark.parametrize("labels", LABELS)
@pytest.mark.parametrize("draw, shape, _", DRAWINGS)
def test_both_languages_are_drawn_without_a_missing_sign(measured, draw, shape, _, labels):
    figure, axes = axes_of(shape)
    assert draw(measured[draw], axes, labels=labels) is axes
    known = "not named" if draw is not draw_exchanges else "茨城県"  # all answers are known by name
    assert label(known, labels) in "\n".join(texts(figure))


@pytest.mark.parametrize("draw, shape, column", DRAWINGS)
def test_a_missing_column_is_an_error(measured, draw, shape, column):
    with pytest.raises(KeyError, match=column):
        draw(measured[draw].drop(columns=column), axes_of(shape)[1])


def test_every_sector_of_a_seminar_has_a_bar_in_each_panel(measured):
    table = measured[draw_sectors]
    _, axes = axes_of((1, 3))
    draw_sectors(table, axes)
    columns = ("share_people", "share_statements", "share_chars")
    for ax, column in zip(axes, columns, strict=True):
        assert [bar.get_width() for bar in ax.patches] == pytest.approx(list(table[column]))
        colours = [to_hex(bar.get_facecolor()).upper() for bar in ax.patches]
        assert colours == [SECTOR_COLOURS.get(sector, "#FFFFFF") for sector in table["sector"]]


def test_every_speaker_and_theme_has_a_cell(measured):
    labels = "ja"
    shares = measured[draw_speaker_themes]
    figure, ax = axes_of((1, 1))
    draw_speaker_themes(shares, ax, labels=labels)
    cells = [patch for patch in ax.patches if patch.get_width() == 1]
    assert len(cells) == len(shares) == 17 * 13
    assert len(ax.patches) - len(cells) == 17  # a sector a speaker
    told = texts(figure)
    counts = [text.get_text() for text in ax.texts if text.get_text().isdigit()]
    assert counts == [str(n) for n in shares["n_statements"] if n]
    people = shares.drop_duplicates(["seminar_id", "person_id"])
    names = [
        label("{name} (n = {n})", labels, name=label(person, labels), n=n)
        for person, n in zip(people["person_id"], people["of_statements"], strict=True)
    ]
    assert set(names) <= set(told)
    assert set(shares["seminar_id"]) <= set(told)


def test_every_row_of_the_flow_has_a_band_as_wide_as_its_answers(measured):
    flow = measured[draw_exchanges]
    _, axes = axes_of((2, 1))
    draw_exchanges(flow, axes)
    for ax, (_, rows) in zip(axes, flow.groupby("seminar_id"), strict=True):
        bands = [patch for patch in ax.patches if isinstance(patch, Polygon)]
        blocks = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
        widths = [band.get_xy()[3][1] - band.get_xy()[0][1] for band in bands]
        assert sorted(widths) == pytest.approx(sorted(rows["width"]))
        assert sum(block.get_height() for block in blocks) == pytest.approx(2 * rows["width"].sum())
        assert len(blocks) == rows["theme"].nunique() + rows["answered_by"].nunique()
        assert all(band.get_xy()[0][1] >= 0 for band in bands)
        shown = {to_hex(band.get_facecolor()).upper() for band in bands}
        assert {theme_colours().get(theme, "#888888") for theme in rows["theme"]} == shown


def test_every_share_has_a_mark_an_interval_and_its_counts(measured):
    shares = measured[draw_practice]
    _, axes = axes_of((1, 2))
    draw_practice(shares, axes)
    for ax, group in zip(axes, (PRACTICE, USE), strict=True):
        rows = shares[shares["group"] == group]
        marks = [line.get_xdata() for line in ax.lines if line.get_marker() != "None"]
        assert [mark[0] for mark in marks] == pytest.approx(list(rows["share"]))
        ends = [tuple(line.get_xdata()) for line in ax.lines if line.get_marker() == "None"]
        assert ends == [*zip(rows["low"], rows["high"], strict=True)]
        assert [text.get_text() for text in ax.texts] == [
            f"{n} of {of}"
            for n, of in zip(rows["n_statements"], rows["of_statements"], strict=True)
        ]


def test_every_form_has_a_bar_of_those_named_and_one_of_those_not(measured):
    shares = measured[draw_named]
    ax = draw_named(shares, axes_of((1, 1))[1])
    widths = [bar.get_width() for bar in ax.patches]
    assert widths[::2] == list(shares["n_named"])
    assert widths[1::2] == list(shares["n_not_named"])


def test_a_sector_without_a_colour_is_an_error_and_not_left_out(measured):
    table = measured[draw_sectors].astype({"sector": "str"})
    table = table.replace({"sector": {"academia": "press"}})
    with pytest.raises(KeyError, match="press"):
        draw_sectors(table, axes_of((1, 3))[1])


def test_a_theme_without_a_colour_is_an_error_and_not_left_out(measured):
    flow = measured[draw_exchanges].replace({"theme": {"administration": "postal services"}})
    with pytest.raises(KeyError, match="postal services"):
        draw_exchanges(flow, axes_of((2, 1))[1])
