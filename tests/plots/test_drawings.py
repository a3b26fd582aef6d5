"""Every figure's table is the committed one, and its drawing writes what is in the table."""

import io
from itertools import combinations

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from icpf_analysis.files import FIGURES
from icpf_analysis.plots import archive, explore, shift, speakers, style, terms, topics
from icpf_analysis.plots import corpus as reports
from icpf_analysis.plots.wording import LABELS

pytestmark = pytest.mark.usefixtures("style")


def rates(corpus):
    changes = terms.term_changes(corpus.terms)
    return terms.seminar_rates(corpus.terms, terms.leading_terms(changes))


DRAWN = {
    "00-composition": (
        reports.draw_composition, lambda c: reports.composition(c.statements),
        {"lectures\n13 (13 named)"},
    ),
    "00-roster": (reports.draw_roster, reports.roster, {"19", "9"}),
    "01-themes": (
        topics.draw_themes, lambda c: topics.themes_by_seminar(c.statements),
        {"22  (76 %)", "disaster prevention"},
    ),
    "02-terms": (
        terms.draw_terms, lambda c: terms.term_changes(c.terms), {"活用 utilisation (9)"},
    ),
    "02-rates": (terms.draw_rates, rates, {"対応 preparing for, complying with", "12"}),
    "02-dispersion": (
        terms.draw_spread, lambda c: terms.spread_of_terms(c.terms), {"3 of 3"},
    ),
    "02-word-shifts": (
        terms.draw_word_shifts, lambda c: terms.word_shift_table(c.terms), {"活用 utilisation"},
    ),
    "02-word-clouds": (
        terms.draw_word_clouds, lambda c: terms.frequent_terms(c.terms), {"2012 (383 terms)"},
    ),
    "03-sectors": (speakers.draw_sectors, speakers.sectors_by_seminar, {"31", "17", "15"}),
    "03-speaker-themes": (
        speakers.draw_speaker_themes, lambda c: speakers.speaker_themes(c.statements),
        {"19", "132", "33", "Miki", "not named"},  # Miki, all, all on municipal IT
    ),
    "03-exchanges": (
        speakers.draw_exchanges,
        lambda c: speakers.exchange_counts(speakers.exchanges(c.statements)), {"2", "6"},
    ),
    "03-practice": (
        speakers.draw_practice, lambda c: speakers.practice_shares(c.statements),
        {"8/29", "12/16", "2/14"},
    ),
    "04-overview": (
        shift.draw_overview, shift.overview_table, {"0 | 2 | 5", "n / 29 | 16 | 14"},
    ),
    "04-stages": (shift.draw_stages, shift.stage_table, {"25", "2012 Uses of My Number (n = 29)"}),
    "04-divergences": (shift.draw_divergences, shift.divergence_table, {"0.89", "0.84", "0.91"}),
    "04-specifications": (
        shift.draw_specifications, lambda _: shift.specification_table(), {"ipadic"},
    ),
    "05-by-seminar": (
        explore.draw_by_seminar,
        lambda c: explore.by_seminar(c, explore.look_up(c, "番号制度"), "番号制度"),
        {"番号制度"},
    ),
    "06-themes": (archive.draw_theme_counts, archive.theme_table, {"internet campaigning"}),
    "06-course": (
        archive.draw_course, lambda c: archive.course_table(c, "privacy and security"),
        {"privacy and security"},
    ),
}  # fmt: skip
"""Figure -> its drawing, its table, and words and numbers that it shows in English."""


def test_every_committed_figure_is_here():
    committed = (FIGURES / "en").glob("*.png")
    assert set(DRAWN) == {path.stem.removesuffix("-85mm") for path in committed}


@pytest.mark.parametrize("name", DRAWN)
def test_a_figure_draws_the_committed_numbers_in_both_languages(corpus, name):
    draw, measure, words = DRAWN[name]
    table = measure(corpus)
    written = table.to_csv(index=not isinstance(table.index, pd.RangeIndex))
    committed = pd.read_csv(FIGURES / "data" / f"{name}.csv")
    pd.testing.assert_frame_equal(pd.read_csv(io.StringIO(written)), committed)
    for labels in LABELS:
        figure = Figure(layout="constrained")
        draw(table, draw.layout.axes(figure), labels=labels)
        figure.draw_without_rendering()
        shown = {text.get_text() for text in figure.findobj(mpl.text.Text)}
        assert labels == "ja" or words <= shown, words - shown


@pytest.mark.parametrize("labels", LABELS)
@pytest.mark.parametrize("name", [name for name, (draw, *_) in DRAWN.items() if draw.layout.narrow])
def test_in_one_column_type_has_7_points_and_no_text_lies_on_another_or_is_cut(
    name, labels, monkeypatch
):
    draw, drawn = DRAWN[name][0], []

    def kept(frame, axes, *, labels):
        drawn.append(style.figure_of(np.ravel(axes)[0]))
        draw(frame, axes, labels=labels)

    vars(kept)["layout"] = draw.layout
    table = pd.read_csv(FIGURES / "data" / f"{name}.csv")
    style.render(kept, table, name, labels, narrow=True, suffixes=())
    written = []
    monkeypatch.setattr(mpl.text.Text, "draw", lambda text, _: written.append(text))
    drawn[0].draw_without_rendering()
    texts = [text for text in written if text.get_visible() and text.get_text().strip()]
    assert min(text.get_fontsize() for text in texts) >= 7
    pixels = [text.get_window_extent().padded(-2) for text in texts]
    page = drawn[0].bbox
    assert all(page.contains(*box.min) and page.contains(*box.max) for box in pixels)
    pairs = combinations(zip(texts, pixels, strict=True), 2)
    assert [(a.get_text(), b.get_text()) for (a, one), (b, two) in pairs if one.overlaps(two)] == []


def test_a_blank_row_separates_groups_of_themes():
    rows = style.theme_rows(1)
    assert rows["private use"] - rows["scope and law"] == 1
    assert rows["privacy and security"] - rows["smart city"] == 2
