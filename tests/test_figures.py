"""Figures: both languages, every row drawn, the same bytes again, no sign missing."""

import re
import warnings

import archives
import matplotlib as mpl
import pandas as pd
import pytest
from fontTools.ttLib import TTFont
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from icpf_analysis.drawings import draw_composition, draw_roster, draw_timeline
from icpf_analysis.figures import (
    DPI,
    save_claims,
    save_figure,
    save_table,
    use_style,
)
from icpf_analysis.fonts import font_file
from icpf_analysis.labels import LABELS, label
from icpf_analysis.places import FIGURES
from icpf_analysis.plots.bars import Part, stack_bars
from icpf_analysis.plots.style import FORMS, ROLE_MARKERS, SECTOR_COLOURS
from icpf_analysis.summaries import composition, roster, seminar_sizes

FRAME = pd.DataFrame({"year": [2012, 2014], "n": [1, 3]})


def draw_bars(frame, ax, *, labels):
    ax.bar(frame["year"].astype(str), frame["n"])
    ax.set_ylabel(label("Statements", labels))
    return ax


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("ICPF_FIGURES", str(tmp_path))
    return tmp_path


def test_one_call_writes_pdf_png_and_numbers_in_both_languages(folder):
    picture = save_figure("bars", draw_bars, FRAME, alt="two bars", width=85, height=40)
    assert sorted(path.relative_to(folder).as_posix() for path in picture.files) == [
        "data/bars.csv", "en/bars.pdf", "en/bars.png", "ja/bars.pdf", "ja/bars.png",
    ]  # fmt: skip
    assert (folder / "data" / "bars.csv").read_text() == "year,n\n2012,1\n2014,3\n"
    assert (folder / "en/bars.png").read_bytes() != (folder / "ja/bars.png").read_bytes()


def test_numbers_are_written_with_12_significant_digits_in_whatever_column(folder):
    """The digits after that depend on the processor; a whole number is written as such."""
    third = 100 / 3
    frame = pd.DataFrame(
        {"float": [third, 2.0], "nullable": pd.array([third, None], "Float64"),
         "mixed": [third, "a"], "whole": [12345678901234, 1]},
        index=pd.Index([third, 1.5], name="index"),
    )  # fmt: skip
    rows = "33.3333333333,33.3333333333,33.3333333333,33.3333333333,12345678901234\n1.5,2,,a,1\n"
    save_figure("bars", lambda frame, ax, labels: None, frame, alt="nothing")
    save_table("table", frame)
    save_claims(frame.assign(verdict="", english="", value=0.0, control_value=0.0, n=1))
    for name in ("data/bars.csv", "data/table.csv"):
        assert (folder / name).read_text() == "index,float,nullable,mixed,whole\n" + rows
    assert "\n33.3333333333,33.3333333333," in (folder / "claims.csv").read_text()


def test_a_figure_has_the_size_it_is_printed_at(folder):
    picture = save_figure("bars", draw_bars, FRAME, alt="two bars", width=85, height=40)
    width, height = (int.from_bytes(picture.png[at : at + 4]) for at in (16, 20))
    assert (width, height) == pytest.approx((85 / 25.4 * DPI, 40 / 25.4 * DPI), abs=1)
    media = re.search(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+)", (folder / "en/bars.pdf").read_bytes())
    assert [float(side) for side in media.groups()] == pytest.approx(
        [85 / 25.4 * 72, 40 / 25.4 * 72]
    )


def test_the_same_frame_gives_the_same_bytes_whatever_the_readers_style(folder):
    first = save_figure("bars", draw_bars, FRAME, alt="two bars")
    before = [path.read_bytes() for path in first.files]
    with mpl.rc_context({"font.size": 20, "axes.facecolor": "black", "font.family": ["serif"]}):
        again = save_figure("bars", draw_bars, FRAME, alt="two bars")
    assert [path.read_bytes() for path in again.files] == before


def test_saving_leaves_the_readers_style_alone(folder):
    before = dict(mpl.rcParams)
    save_figure("bars", draw_bars, FRAME, alt="two bars")
    assert dict(mpl.rcParams) == before


def test_pdf_embeds_truetype_and_no_type_3(folder):
    save_figure("bars", draw_bars, FRAME, alt="two bars")
    pdf = (folder / "ja/bars.pdf").read_bytes()
    assert b"/FontFile2" in pdf and b"/CIDFontType2" in pdf
    assert b"/Type3" not in pdf
    assert b"CreationDate" not in pdf


def test_a_sign_the_font_lacks_is_an_error_that_names_it_and_writes_nothing(folder):
    def draw(frame, ax, *, labels):
        ax.set_title("𠮷野家と番号🎉")

    with pytest.raises(ValueError, match=r"bars: IPAexGothic cannot draw '🎉' \(U\+1F389\)"):
        save_figure("bars", draw, FRAME, alt="x")
    assert not list(folder.rglob("*.*"))


def test_signs_of_mathematics_are_text(folder):
    drawn = []

    def draw(frame, ax, *, labels):
        drawn.append(ax.set_title("$100 と $200"))
        ax.set_xlim(-1, 1)  # a minus sign on the axis

    save_figure("bars", draw, FRAME, alt="x")
    assert not any(text.get_parse_math() for text in drawn)


def test_the_font_file_is_the_one_of_the_package_and_covers_the_page(page):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawable = TTFont(font_file()).getBestCmap()
    assert {sign for sign in page if ord(sign) not in drawable} == {"\n"}


def test_a_style_for_ones_own_plots():
    with mpl.rc_context():
        use_style()
        assert mpl.rcParams["font.family"] == ["IPAexGothic"]
        assert mpl.rcParams["text.parse_math"] is False


def test_a_picture_shows_itself_in_a_notebook_at_print_size(folder):
    picture = save_figure("bars", draw_bars, FRAME, alt="two bars", width=85)
    data, metadata = picture._repr_mimebundle_()
    assert metadata["image/png"]["alt"] == "two bars"
    assert metadata["image/png"]["width"] == pytest.approx(85 / 25.4 * 96, abs=1)
    assert set(data) == {"image/png"}
    assert repr(picture) == "bars: two bars"


def test_no_committed_figure_is_cut_at_its_edge():
    assert archives.cut_at_the_edge(FIGURES) == []


def test_a_word_at_the_edge_is_noticed(folder):
    def draw(frame, ax, *, labels):
        ax.text(1, 0.5, "cut", transform=ax.transAxes).set_in_layout(False)

    save_figure("bars", draw, FRAME, alt="x", width=85)
    assert archives.cut_at_the_edge(folder) == ["en/bars.png", "ja/bars.png"]


# The drawings of the corpus.


def texts(figure: Figure) -> list[str]:
    """What is written on a figure, tick labels included; a missing glyph is an error."""
    figure.draw_without_rendering()
    return [text.get_text() for text in figure.findobj(mpl.text.Text)]


@pytest.mark.parametrize("labels", LABELS)
@pytest.mark.usefixtures("style")
def test_the_timeline_draws_every_seminar(corpus, labels):
    sizes = seminar_sizes(corpus)
    figure = Figure(figsize=(170 / 25.4, 55 / 25.4), layout="constrained")
    ax = figure.subplots()
    assert draw_timeline(sizes, ax, labels=labels) is ax
    assert len(ax.lines) == 4
    told = "\n".join(texts(figure))
    for seminar in sizes.itertuples():
        assert seminar.Index in told and label(seminar.title, labels) in told
    assert ("nearly 50 present" in told) == (labels == "en")
    sides = [text.get_ha() for text in ax.texts]
    assert sides == ["left", "right", "right", "right"]  # away from the edge of the axis
    frame = ax.get_window_extent()
    assert all(frame.x0 <= text.get_window_extent().x0 for text in ax.texts)


@pytest.mark.usefixtures("style")
def test_seminars_of_one_year_stand_on_the_whole_of_it(corpus):
    sizes = seminar_sizes(corpus).tail(2)  # 14 and 26 March 2014
    figure = Figure(figsize=(170 / 25.4, 35 / 25.4), layout="constrained")
    ax = draw_timeline(sizes, figure.subplots())
    assert {"2014", "2015"} <= set(texts(figure))
    assert [text.get_ha() for text in ax.texts] == ["left", "left"]


@pytest.mark.parametrize("labels", LABELS)
@pytest.mark.usefixtures("style")
def test_a_title_in_the_middle_of_the_years_goes_on_in_a_second_line(corpus, labels):
    sizes = seminar_sizes(corpus)
    sizes.loc["2014-03-26", "date"] = pd.Timestamp(2016, 3, 26)  # 2014-01-28 is in the middle
    figure = Figure(figsize=(170 / 25.4, 55 / 25.4), layout="constrained")
    ax = draw_timeline(sizes, figure.subplots(), labels=labels)
    figure.draw_without_rendering()
    assert ax.texts[1].get_text().count("\n") == 2
    boxes = [text.get_window_extent() for text in ax.texts]
    assert all(box.x0 > 0 and box.x1 < figure.bbox.x1 for box in boxes)


@pytest.mark.usefixtures("style")
def test_numbers_over_two_short_parts_that_touch_stand_apart():
    looks = [{"facecolor": colour, "hatch": ""} for colour in ("#00508C", "#E69F00", "#A34700")]
    parts = [Part(0, size, size, look)
             for size, look in zip((1153, 58, 129), looks, strict=True)]  # fmt: skip
    figure = Figure(figsize=(85 / 25.4, 20 / 25.4), layout="constrained")
    ax = figure.subplots()
    stack_bars(ax, parts, narrow=150, height=0.7, above=0.36)
    figure.draw_without_rendering()
    assert [text.get_text() for text in ax.texts] == ["1,153", "58", "129", "1,340"]
    first, second = (text.get_window_extent() for text in ax.texts[1:3])
    assert first.x1 < second.x0


@pytest.mark.usefixtures("style")
def test_of_three_short_parts_that_touch_the_inner_number_is_left_to_the_table():
    look = {"facecolor": "#00508C", "hatch": ""}
    ax = Figure().subplots()
    parts = [Part(0, size, size, look) for size in (100, 1, 2, 3)]
    stack_bars(ax, parts, narrow=10, height=0.7, above=0.36)
    assert [text.get_text() for text in ax.texts] == ["100", "1", "3", "106"]
    assert len(ax.patches) == 4


@pytest.mark.parametrize("labels", LABELS)
@pytest.mark.usefixtures("style")
def test_the_bars_of_a_report_are_as_long_as_their_counts(corpus, labels):
    counts = composition(corpus.statements)
    axes = Figure().subplots(1, 2, sharey=True)
    draw_composition(counts, axes, labels=labels)
    for ax, column in zip(axes, ("n_statements", "n_chars"), strict=True):
        assert sum(bar.get_width() for bar in ax.patches) == counts[column].sum()
        assert [bar.get_width() for bar in ax.patches] == list(counts[column])
        colours = [to_hex(bar.get_facecolor()).upper() for bar in ax.patches]
        assert colours == [FORMS[form][0] for form in counts["form"]]
        told = [text.get_text() for text in ax.texts]
        totals = counts.groupby("seminar_id")[column.replace("n_", "of_")].first()
        assert told == [f"{n:,}" for n in [*counts[column], *totals]]


@pytest.mark.parametrize("labels", LABELS)
@pytest.mark.usefixtures("style")
def test_the_roster_draws_a_mark_for_each_appearance(corpus, labels):
    people = roster(corpus)
    figure = Figure()
    ax = draw_roster(people, figure.subplots(), labels=labels)
    assert len(ax.lines) == 19
    for mark, (_, row) in zip(ax.lines, people.iterrows(), strict=True):
        assert mark.get_color() == SECTOR_COLOURS[row["sector"]]
        assert mark.get_marker() == ROLE_MARKERS[row["role"]]
    ascribed = people.loc[people["n_statements"] > 0, "n_statements"]
    assert [text.get_text() for text in ax.texts] == [str(n) for n in ascribed]
    told = "\n".join(texts(figure))
    assert all(label(person, labels) in told for person in people["person_id"])


@pytest.mark.parametrize(
    "draw, measured, panels",
    [
        (draw_timeline, lambda corpus: seminar_sizes(corpus).drop(columns="title"), 1),
        (draw_composition, lambda corpus: composition(corpus.statements).drop(columns="form"), 2),
        (draw_roster, lambda corpus: roster(corpus).drop(columns="role"), 1),
    ],
)
def test_a_missing_column_is_an_error(corpus, draw, measured, panels):
    with pytest.raises(KeyError):
        draw(measured(corpus), Figure().subplots(1, panels), labels="en")


def test_a_form_without_a_colour_is_an_error_and_not_left_out(corpus):
    counts = composition(corpus.statements).replace({"form": {"answers": "replies"}})
    with pytest.raises(KeyError, match="replies"):
        draw_composition(counts, Figure().subplots(1, 2), labels="en")


# Words in two languages.


def test_a_word_in_no_table_says_where_to_add_it():
    with pytest.raises(KeyError, match=r"no en for '電子入札'; add a row to data/curated/lexicon"):
        label("電子入札", "en")


def test_a_third_language_is_refused():
    with pytest.raises(ValueError, match="labels is 'fr'; it can be en or ja"):
        label("talk", "fr")


@pytest.mark.parametrize("labels, word", [("en", "about 100 present"), ("ja", "参加者約100名")])
def test_numbers_are_filled_into_words(labels, word):
    assert label("about {n} present", labels, n=100) == word
