"""Every figure's table is the committed one, and its drawing writes what is in the table."""

import io
from itertools import combinations

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from icpf_analysis.curated import read_table
from icpf_analysis.files import CURATED, FIGURES
from icpf_analysis.plots import archive, explore, shift, speakers, style, terms, topics
from icpf_analysis.plots import corpus as reports
from icpf_analysis.plots.wording import LABELS
from icpf_analysis.terms.lexicon import load_themes

pytestmark = pytest.mark.usefixtures("style")


def said(measure):
    return lambda corpus: measure(corpus.statements)


def used(measure):
    return lambda corpus: measure(corpus.terms)


def rates(corpus):
    changes = terms.term_changes(corpus.terms)
    return terms.seminar_rates(corpus.terms, terms.leading_terms(changes))


def places(corpus):
    return explore.by_seminar(corpus, explore.look_up(corpus, "番号制度"), "番号制度")


def exchanged(statements):
    return speakers.exchange_counts(speakers.exchanges(statements))


def course(corpus):
    return archive.course_table(corpus, "privacy and security")


DRAWN = {
    "00-composition": (reports.draw_composition, said(reports.composition),
                       {"lectures\n13 (13 named)"}),
    "00-roster": (reports.draw_roster, reports.roster, {"19", "9"}),
    "01-themes": (topics.draw_themes, said(topics.themes_by_seminar),
                  {"22  (76 %)", "disaster prevention"}),
    "02-terms": (terms.draw_terms, used(terms.term_changes), {"活用 utilisation (9)"}),
    "02-rates": (terms.draw_rates, rates, {"対応 preparing for, complying with", "12"}),
    "02-dispersion": (terms.draw_spread, used(terms.spread_of_terms), {"3 of 3"}),
    "02-word-shifts": (terms.draw_word_shifts, used(terms.word_shift_table), {"活用 utilisation"}),
    "02-word-clouds": (terms.draw_word_clouds, used(terms.frequent_terms), {"2012 (383 terms)"}),
    "03-sectors": (speakers.draw_sectors, speakers.sectors_by_seminar, {"31", "17", "15"}),
    "03-speaker-themes": (speakers.draw_speaker_themes, said(speakers.speaker_themes),
                          {"19", "132", "33", "Miki", "not named"}),  # 33 on municipal IT
    "03-exchanges": (speakers.draw_exchanges, said(exchanged), {"2", "6"}),
    "03-practice": (speakers.draw_practice, said(speakers.practice_shares),
                    {"8/29", "12/16", "2/14"}),
    "04-overview": (shift.draw_overview, shift.overview_table, {"0 | 2 | 5", "n / 29 | 16 | 14"}),
    "04-stages": (shift.draw_stages, shift.stage_table, {"25", "2012 Uses of My Number (n = 29)"}),
    "04-divergences": (shift.draw_divergences, shift.divergence_table, {"0.89", "0.84", "0.91"}),
    "04-specifications": (shift.draw_specifications, lambda _: shift.specification_table(),
                          {"ipadic"}),
    "05-by-seminar": (explore.draw_by_seminar, places, {"番号制度"}),
    "06-themes": (archive.draw_theme_counts, archive.theme_table, {"internet campaigning"}),
    "06-course": (archive.draw_course, course, {"privacy and security"}),
}  # fmt: skip
"""Figure -> its drawing, its table, and words and numbers that it shows in English."""
NARROW = [name for name, (draw, *_) in DRAWN.items() if draw.layout.narrow]


def test_every_figure_is_committed_with_its_words_and_those_of_the_paper_85_mm_wide_too():
    assert NARROW == ["02-terms", "03-speaker-themes", "03-practice", "04-overview",
                      "04-divergences"]  # fmt: skip
    worded = {row["figure"] for _, row in read_table(CURATED / "figures.csv", ("figure",), ())}
    assert worded == set(DRAWN), "a figure has a row of figures.csv and one of DRAWN"
    for labels in LABELS:
        pictures = {path.stem: path for path in (FIGURES / labels).glob("*.png")}
        assert set(pictures) == {*DRAWN, *(f"{name}-85mm" for name in NARROW)}
        for name in NARROW:
            png = pictures[f"{name}-85mm"].read_bytes()
            assert int.from_bytes(png[16:20]) == pytest.approx(85 / 25.4 * style.DPI, abs=1)


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
@pytest.mark.parametrize("name", NARROW)
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
    rows, groups = pd.Series(style.theme_rows(1)).sort_values(), load_themes()["group"]
    new = groups[rows.index].ne(groups[rows.index].shift())
    assert rows.diff().iloc[1:].tolist() == [1 + first for first in new.iloc[1:]]
    assert new.sum() == groups.nunique()
