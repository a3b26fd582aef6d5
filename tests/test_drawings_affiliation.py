"""Who spoke, drawn: every row has its mark, in both languages, and nothing else changes."""

import matplotlib as mpl
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
from icpf_analysis.drawings.palette import SECTOR_COLOURS, theme_colours
from icpf_analysis.exchanges import exchange_flow, exchanges
from icpf_analysis.labels import LABELS, label
from icpf_analysis.speakers import group_shares, named_shares, sectors_by_seminar, speaker_themes

PRACTICE = "practice (municipal systems, administration)"
USE = "use and law (scope, private use, health)"
GROUPS = {
    PRACTICE: ["municipal systems", "administration"],
    USE: ["scope and law", "private use", "health and welfare"],
}


def flow_of(corpus):
    return exchange_flow(exchanges(corpus.statements))


def themes_of(corpus):
    return speaker_themes(corpus.statements)


def practice_of(corpus):
    return group_shares(corpus.statements, GROUPS)


def named_of(corpus):
    return named_shares(corpus.statements)


DRAWINGS = [
    (draw_sectors, sectors_by_seminar, (1, 3), "share_chars"),
    (draw_speaker_themes, themes_of, (1, 1), "share"),
    (draw_exchanges, flow_of, (2, 1), "width"),
    (draw_practice, practice_of, (1, 2), "low"),
    (draw_named, named_of, (1, 1), "n_named"),
]


def axes_of(shape):
    figure = Figure(figsize=(170 / 25.4, 140 / 25.4), layout="constrained")
    return figure, figure.subplots(*shape, sharey=shape[1] > 1)


def texts(figure):
    figure.draw_without_rendering()  # a missing glyph warns, and a warning is an error
    return [text.get_text() for text in figure.findobj(Text)]


@pytest.mark.parametrize("labels", LABELS)
@pytest.mark.parametrize("draw, measured, shape, _", DRAWINGS)
@pytest.mark.usefixtures("style")
def test_both_languages_are_drawn_without_a_missing_sign(corpus, draw, measured, shape, _, labels):
    figure, axes = axes_of(shape)
    before = dict(mpl.rcParams)
    assert draw(measured(corpus), axes, labels=labels) is axes
    assert dict(mpl.rcParams) == before
    known = "not named" if draw is not draw_exchanges else "茨城県"  # all answers are known by name
    told = label(known, labels)
    assert told in "\n".join(texts(figure))


@pytest.mark.parametrize("draw, measured, shape, column", DRAWINGS)
def test_a_missing_column_is_an_error(corpus, draw, measured, shape, column):
    with pytest.raises(KeyError, match=column):
        draw(measured(corpus).drop(columns=column), axes_of(shape)[1])


@pytest.mark.usefixtures("style")
def test_every_sector_of_a_seminar_has_a_bar_in_each_panel(corpus):
    table = sectors_by_seminar(corpus)
    _, axes = axes_of((1, 3))
    draw_sectors(table, axes)
    columns = ("share_people", "share_statements", "share_chars")
    for ax, column in zip(axes, columns, strict=True):
        assert [bar.get_width() for bar in ax.patches] == pytest.approx(list(table[column]))
        colours = [to_hex(bar.get_facecolor()).upper() for bar in ax.patches]
        assert colours == [SECTOR_COLOURS.get(sector, "#FFFFFF") for sector in table["sector"]]


@pytest.mark.parametrize("labels", LABELS)
@pytest.mark.usefixtures("style")
def test_every_speaker_and_theme_has_a_cell(corpus, labels):
    shares = themes_of(corpus)
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


@pytest.mark.usefixtures("style")
def test_every_row_of_the_flow_has_a_band_as_wide_as_its_answers(corpus):
    flow = flow_of(corpus)
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


@pytest.mark.usefixtures("style")
def test_every_share_has_a_mark_an_interval_and_its_counts(corpus):
    shares = practice_of(corpus)
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


@pytest.mark.usefixtures("style")
def test_every_form_has_a_bar_of_those_named_and_one_of_those_not(corpus):
    shares = named_of(corpus)
    ax = draw_named(shares, axes_of((1, 1))[1])
    widths = [bar.get_width() for bar in ax.patches]
    assert widths[::2] == list(shares["n_named"])
    assert widths[1::2] == list(shares["n_not_named"])


def test_a_sector_without_a_colour_is_an_error_and_not_left_out(corpus):
    table = sectors_by_seminar(corpus).astype({"sector": "str"})
    table = table.replace({"sector": {"academia": "press"}})
    with pytest.raises(KeyError, match="press"):
        draw_sectors(table, axes_of((1, 3))[1])


def test_a_theme_without_a_colour_is_an_error_and_not_left_out(corpus):
    flow = flow_of(corpus).replace({"theme": {"administration": "postal services"}})
    with pytest.raises(KeyError, match="postal services"):
        draw_exchanges(flow, axes_of((2, 1))[1])
