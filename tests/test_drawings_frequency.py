"""Frequency: its frames count what can be counted by hand, and its drawings draw every row."""

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from PIL import Image, ImageDraw, ImageFont

import icpf_analysis as icpf
from icpf_analysis import drawings, frequencies, rankings
from icpf_analysis.plots.style import NO_THEME_COLOUR, theme_colours
from icpf_analysis.fonts import font_file
from icpf_analysis.labels import LABELS, label

pytestmark = pytest.mark.usefixtures("style")

TOLD = {"kind": ["point", "paragraph"]}
LATE = {"year": 2014, "subject": "number system"}
SIDES = {"2012": 2012, "2014, number system": LATE}
ONE, TWO = {"seminar_id": "2014-01-28"}, {"seminar_id": "2014-03-14"}
PAIRS = {"across the years (matched)": (2012, LATE), "inside 2014 (control)": (ONE, TWO)}


@pytest.fixture(scope="module")
def headline(terms):
    return icpf.contrast(terms, 2012, LATE, within=TOLD)


@pytest.fixture(scope="module")
def leading(headline):
    return rankings.leading_terms(headline, 5)


@pytest.fixture(scope="module")
def rates(terms, leading):
    frame = frequencies.seminar_rates(terms, leading.index, within=TOLD)
    more = leading["z"].gt(0).map({True: "2012", False: "2014, number system"})
    return frame.assign(block=frame["term"].map(more))


@pytest.fixture(scope="module")
def spread(terms):
    return frequencies.spread_of_terms(terms, within=TOLD, occurrences=10, shuffles=20)


@pytest.fixture(scope="module")
def ranking(terms):
    frame = rankings.log_odds_ranking(terms, PAIRS, within=TOLD, n=4)
    return frame.assign(name_a="2012", name_b="2014, number system")


@pytest.fixture(scope="module")
def common(terms):
    return frequencies.commonest(terms, SIDES, within=TOLD, occurrences=4)


@pytest.fixture(scope="module")
def shares(terms):
    shuffled = {
        name: icpf.label_shuffles(terms, *pair, within=TOLD, shuffles=20)
        for name, pair in PAIRS.items()
    }
    return rankings.shuffle_shares(shuffled)


# Six tokens that can be counted by hand: two seminars of two statements.
TERMS = pd.DataFrame(
    {
        "statement_id": ["a1", "a1", "a2", "b1", "b2", "b2"],
        "seminar_id": ["a", "a", "a", "b", "b", "b"],
        "year": [2012, 2012, 2012, 2014, 2014, 2014],
        "person_id": [None, None, None, None, None, None],
        "term": ["番号", "カード", "番号", "番号", "条例", "条例"],
        "theme": [None, "cards and authentication", None, None, "scope and law", "scope and law"],
        "start": [0, 2, 0, 0, 0, 4],
        "end": [2, 5, 2, 2, 2, 6],
    }
)


# The frames.


def test_a_rate_is_told_for_every_term_and_seminar_zeros_too():
    frame = frequencies.seminar_rates(TERMS, ["条例", "番号"])
    assert frame[["term", "seminar_id", "f", "n"]].values.tolist() == [
        ["条例", "a", 0, 3], ["条例", "b", 2, 3], ["番号", "a", 2, 3], ["番号", "b", 1, 3],
    ]  # fmt: skip
    assert frame["rate"].tolist() == pytest.approx([0, 2000 / 3, 2000 / 3, 1000 / 3])


def test_a_term_that_stands_nowhere_has_no_rate():
    with pytest.raises(KeyError, match="電子入札"):
        frequencies.seminar_rates(TERMS, ["電子入札"])


def test_the_commonest_terms_are_those_above_the_floor_with_the_rate_of_the_other_side():
    frame = frequencies.commonest(TERMS, {"first": 2012, "later": 2014}, occurrences=2)
    assert frame[["side", "term", "f"]].values.tolist() == [
        ["first", "番号", 2], ["later", "条例", 2],
    ]  # fmt: skip
    assert frame["other_rate"].tolist() == pytest.approx([1000 / 3, 0])
    assert (frame["low"] == frame["high"]).all()  # one seminar a side


def test_a_floor_of_statements_counts_each_statement_once():
    frame = frequencies.commonest(TERMS, {"first": 2012, "later": 2014}, statements=2)
    assert frame["term"].tolist() == ["番号"]  # 条例 stands twice in one statement


def test_the_commonest_terms_are_of_two_sides():
    with pytest.raises(ValueError, match="sides has 3"):
        frequencies.commonest(TERMS, {"a": 2012, "b": 2014, "c": 2014})


def test_a_spread_is_that_of_the_measure_with_a_range_from_shuffled_statements(terms, spread):
    told = terms[terms["statement_kind"].isin(TOLD["kind"])]
    by_hand = icpf.dispersion(icpf.term_counts(told, "seminar_id"))
    seminars = spread[spread["unit"] == "seminars"].set_index("term")
    assert seminars["dp"].tolist() == pytest.approx(by_hand.loc[seminars.index, "dp"].tolist())
    assert seminars["range"].tolist() == by_hand.loc[seminars.index, "range"].tolist()
    assert set(seminars["of"]) == {4}
    assert (spread["low"] <= spread["high"]).all()


def test_a_seeded_spread_repeats(terms, spread):
    again = frequencies.spread_of_terms(terms, within=TOLD, occurrences=10, shuffles=20)
    pd.testing.assert_frame_equal(again, spread)


def test_the_sweep_at_the_contrasts_prior_is_the_z_of_the_contrast(terms, headline):
    swept = rankings.log_odds_sweep(terms, 2012, LATE, within=TOLD)
    assert list(swept.columns) == [1, 10, 100, 500, 2000]
    assert swept[100].to_dict() == pytest.approx(headline["z"].to_dict())


def test_swapping_the_sides_flips_the_sign_of_every_z(terms):
    one, other = (
        rankings.log_odds_sweep(terms, a, b, within=TOLD) for a, b in ((2012, LATE), (LATE, 2012))
    )
    pd.testing.assert_frame_equal(one, -other)


def test_the_ranking_lists_the_terms_that_lead_in_the_contrast(headline, ranking):
    across = ranking[ranking["panel"] == "across the years (matched)"]
    expected = rankings.leading_terms(headline, 4)
    assert set(across["term"]) == set(expected.index)
    assert across["z"].is_monotonic_decreasing
    assert ((ranking["low"] <= ranking["z"]) & (ranking["z"] <= ranking["high"])).all()
    columns = ["f_a", "n_a", "f_b", "n_b"]
    counts = across.set_index("term")[columns]
    assert counts.values.tolist() == expected.loc[list(counts.index), columns].values.tolist()


def test_the_table_for_a_paper_has_the_numbers_of_the_contrast(headline):
    table = rankings.contrast_table(headline.head(3), ("2012", "2014"), "2014")
    assert table["term"].tolist() == list(headline.index[:3])
    assert table["n, 2012"].tolist() == headline["f_a"].head(3).tolist()
    assert set(table["verdict"]) <= {"no larger", "cannot be told apart"}
    for head in table.columns:
        assert label(head, "en") == head and label(head, "ja")


def test_a_sign_may_turn_when_terms_are_counted_by_their_words(corpus, terms, headline):
    words = icpf.extract_terms(corpus.statements, units="words")
    of_words = icpf.contrast(words, 2012, LATE, within=TOLD)
    # 番号 is commoner in 2012 as a term, and in 2014 as a word: it stands in 番号制度 too
    rows = headline.loc[["番号", "利用範囲", "番号制度"]]
    joined = rankings.words_inside(terms, words, rows, of_words).set_index("term")
    assert joined["word"].tolist() == ["番号", "利用", "制度"]
    assert joined["same_sign"].tolist() == [False, True, True]
    assert joined.at["利用範囲", "rank_word"] == 1


def test_shares_of_shuffles_sum_to_the_shuffles_and_name_the_observed_one(shares):
    for _, rows in shares.groupby(["comparison", "test"]):
        assert rows["shuffles"].sum() == 20 == rows["of"].iloc[0]
        assert rows["observed"].sum() == 1
        mean = (rows["share"] * rows["shuffles"]).sum() / 20
        assert rows["mean"].iloc[0] == pytest.approx(mean)


# The drawings.


def paper(panels: int):
    figure = Figure(figsize=(170 / 25.4, 110 / 25.4), layout="constrained")
    return figure, figure.subplots(1, panels, sharey=True)


def texts(figure: Figure) -> list[str]:
    """What is written on a figure; a missing glyph is a warning, and warnings are errors."""
    figure.draw_without_rendering()
    return [text.get_text() for text in figure.findobj(mpl.text.Text)]


def colours(rows: pd.DataFrame) -> list[str]:
    return [NO_THEME_COLOUR if pd.isna(t) else theme_colours()[t] for t in rows["theme"]]


def told_names(rows: pd.DataFrame, labels: str) -> set[str]:
    return {label(term, labels).split(" (")[0] for term in rows["term"]}


@pytest.mark.parametrize("labels", LABELS)
def test_the_rates_are_bars_a_column_a_seminar(rates, labels):
    figure, axes = paper(4)
    assert drawings.draw_seminar_rates(rates, axes, labels=labels) is axes
    for ax, (seminar, rows) in zip(axes, rates.groupby("seminar_id", sort=False), strict=True):
        assert [bar.get_width() for bar in ax.patches] == rows["rate"].tolist()
        assert [to_hex(bar.get_facecolor()).upper() for bar in ax.patches] == colours(rows)
        assert ax.get_title().startswith(seminar) and str(rows["n"].iloc[0]) in ax.get_title()
        assert ax.get_xlim() == axes[0].get_xlim()
    told = "\n".join(texts(figure))
    assert all(name in told for name in told_names(rates, labels))


@pytest.mark.parametrize("labels", LABELS)
def test_the_spread_has_a_dot_and_a_range_for_each_row(spread, labels):
    figure, axes = paper(2)
    drawings.draw_spread(spread, axes, labels=labels)
    for ax, (_, rows) in zip(axes, spread.groupby("unit", sort=False), strict=True):
        dots = [line for line in ax.lines if line.get_marker() == "o"]
        ranges = [line for line in ax.lines if line.get_marker() != "o"]
        assert [line.get_xdata()[0] for line in dots] == rows["dp"].tolist()
        assert [list(line.get_xdata()) for line in ranges] == rows[["low", "high"]].values.tolist()
        assert len(ax.texts) == len(rows)
    told = "\n".join(texts(figure))
    assert all(name in told for name in told_names(spread, labels))


@pytest.mark.parametrize("labels", LABELS)
def test_the_log_odds_have_a_dot_and_a_range_for_each_row_on_one_scale(ranking, labels):
    figure, axes = paper(2)
    drawings.draw_log_odds(ranking, axes, labels=labels)
    for ax, (_, rows) in zip(axes, ranking.groupby("panel", sort=False), strict=True):
        dots = [line for line in ax.lines if line.get_marker() == "o"]
        assert [line.get_xdata()[0] for line in dots] == rows["z"].tolist()
        ranges = [list(line.get_xdata()) for line in ax.lines if line.get_marker() == "None"]
        assert ranges[:-1] == rows[["low", "high"]].values.tolist()  # the last is the line at 0
        assert ax.get_xlim() == axes[0].get_xlim()
    told = " ".join(texts(figure)).replace("\n", " ")
    assert all(name in told for name in told_names(ranking, labels))


@pytest.mark.parametrize("labels", LABELS)
def test_the_commonest_terms_are_bars_with_the_other_side_beside_them(common, labels):
    figure, axes = paper(2)
    drawings.draw_commonest(common, axes, labels=labels)
    for ax, (_, rows) in zip(axes, common.groupby("side", sort=False), strict=True):
        assert [bar.get_width() for bar in ax.patches] == rows["rate"].tolist()
        other = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "D"]
        assert other == rows["other_rate"].tolist()
        between = [line for line in ax.lines if line.get_marker() == "|"]
        assert len(between) == (rows["low"] < rows["high"]).sum()
        assert ax.get_xlim() == axes[0].get_xlim()
    told = "\n".join(texts(figure))
    assert all(name in told for name in told_names(common, labels))


@pytest.mark.parametrize("labels", LABELS)
def test_the_clouds_place_every_word_on_one_scale_and_none_on_another(common, labels):
    figure, axes = paper(2)
    drawings.draw_word_clouds(common, axes, labels=labels)
    factors = []
    for ax, (_, rows) in zip(axes, common.groupby("side", sort=False), strict=True):
        assert [text.get_text() for text in ax.texts] == [label(t, labels) for t in rows["term"]]
        assert [text.get_color() for text in ax.texts] == colours(rows)
        factors += [
            text.get_fontsize() / rate for text, rate in zip(ax.texts, rows["rate"], strict=True)
        ]
        inks = [ink(text, ax) for text in ax.texts]
        assert not (np.sum(inks, axis=0) > 1).any()
    assert factors == pytest.approx([factors[0]] * len(factors))
    texts(figure)


def ink(text: mpl.text.Text, ax: Axes) -> np.ndarray:
    """The strokes of a word on its panel, four pixels a point; all of them are on it."""
    width, height = ax.get_xlim()[1], ax.get_ylim()[0]
    font = ImageFont.truetype(str(font_file()), 4 * text.get_fontsize())
    x, y = (4 * place for place in text.get_position())
    box = font.getbbox(text.get_text(), anchor="ls")
    assert x + box[0] > -1 and y + box[1] > -1
    assert x + box[2] < 4 * width + 1 and y + box[3] < 4 * height + 1
    panel = Image.new("L", (int(4 * width), int(4 * height)))
    ImageDraw.Draw(panel).text((x, y), text.get_text(), fill=255, font=font, anchor="ls")
    return np.asarray(panel) > 128


def test_words_that_do_not_fit_are_an_error_and_none_is_left_out(common):
    axes = Figure(figsize=(2, 1)).subplots(1, 2)
    with pytest.raises(ValueError, match="do not fit into the panels"):
        drawings.draw_word_clouds(common, axes, labels="ja")


@pytest.mark.parametrize("labels", LABELS)
def test_the_shuffles_have_a_stroke_a_share_and_the_observed_one_marked(shares, labels):
    figure, axes = paper(2)
    drawings.draw_label_shuffles(shares, axes, labels=labels)
    for ax, (_, rows) in zip(axes, shares.groupby("comparison", sort=False), strict=True):
        strokes = [line for line in ax.lines if line.get_linewidth() == 3]
        heights = [line.get_ydata()[0] - line.get_ydata()[1] for line in strokes]
        assert heights == pytest.approx((0.7 * rows["shuffles"] / rows["of"]).tolist())
        assert [line.get_xdata()[0] for line in strokes] == rows["share"].tolist()
        observed = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "D"]
        assert observed == rows.loc[rows["observed"], "share"].tolist()
    texts(figure)


def test_a_long_gloss_goes_on_in_a_second_line_and_the_axes_keep_their_width(spread):
    long = spread.replace({"term": {spread["term"].iloc[0]: "特定個人情報保護評価"}})
    figure, axes = paper(2)
    drawings.draw_spread(long, axes)
    figure.draw_without_rendering()
    told = [tick.get_text() for tick in axes[0].get_yticklabels()]
    assert told[0] == "特定個人情報保護評価 (specific\npersonal information …  18"
    first, second = (ax.xaxis.label.get_window_extent() for ax in axes)
    assert first.x1 < second.x0


DRAWINGS = [
    (drawings.draw_seminar_rates, "rates", "rate", 4),
    (drawings.draw_seminar_rates, "rates", "block", 4),
    (drawings.draw_spread, "spread", "dp", 2),
    (drawings.draw_log_odds, "ranking", "low", 2),
    (drawings.draw_commonest, "common", "other_rate", 2),
    (drawings.draw_word_clouds, "common", "f", 2),
    (drawings.draw_word_clouds, "common", "rate", 2),
    (drawings.draw_word_clouds, "common", "theme", 2),
    (drawings.draw_label_shuffles, "shares", "observed", 2),
]


@pytest.mark.parametrize("draw, frame, column, panels", DRAWINGS)
def test_a_missing_column_is_an_error(request, draw, frame, column, panels):
    _, axes = paper(panels)
    with pytest.raises(KeyError, match=column):
        draw(request.getfixturevalue(frame).drop(columns=column), axes)
