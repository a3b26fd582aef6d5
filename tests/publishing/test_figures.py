"""Figures: both languages, every row drawn, the same bytes again, no sign missing."""

import re
import warnings

import archives
import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from fontTools.ttLib import TTFont

from icpf_analysis.files import FIGURES
from icpf_analysis.plots.style import drawing, font_file, render
from icpf_analysis.plots.wording import LABELS, label
from icpf_analysis.publishing.saving import (
    DPI,
    SCREEN_DPI,
    save_claims,
    save_figure,
    save_table,
    write_index,
)

FRAME = pd.DataFrame({"year": [2012, 2014], "n": [1, 3]})


@drawing(width=85, height=40)
def draw_bars(frame, ax, *, labels):
    ax.bar(frame["year"].astype(str), frame["n"])
    ax.set_ylabel(label("Statements", labels))
    return ax


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("ICPF_FIGURES", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A figure and its folder, for the tests that only look at what one call has written."""
    folder = tmp_path_factory.mktemp("figures")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ICPF_FIGURES", str(folder))
        return save_figure("bars", draw_bars, FRAME), folder


def test_one_call_writes_pdf_png_and_numbers_in_both_languages(saved):
    picture, folder = saved
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
         "mixed": [third, "a"], "whole": [12345678901234, 1],
         2012: pd.Categorical([third, "b"])},
        index=pd.Index([third, 1.5], name="index"),
    )  # fmt: skip
    rows = "33.3333333333,33.3333333333,33.3333333333,33.3333333333,12345678901234,33.3333333333\n"
    rows += "1.5,2,,a,1,b\n"
    save_figure("bars", lambda frame, ax, labels: None, frame)
    save_table("table", frame)
    claims = frame.assign(verdict="", english="", difference=0.0, low=0.0, high=1.0)
    save_claims(claims.rename_axis("claim"))
    assert (
        folder / "data/bars.csv"
    ).read_text() == f"index,float,nullable,mixed,whole,2012\n{rows}"
    assert (folder / "data/table.csv").read_text().startswith("float,nullable,mixed,whole,2012\n33")
    assert "\n33.3333333333,33.3333333333," in (folder / "claims.csv").read_text()


def test_a_drawing_without_axes_draws_on_a_figure_of_its_own_in_the_japanese_font():
    before = dict(mpl.rcParams)
    ax = draw_bars(FRAME, labels="ja")
    assert ax.figure.get_size_inches() * 25.4 == pytest.approx([85, 40])
    assert ax.get_ylabel() == "発言数" and ax.yaxis.label.get_fontname() == "IPAexGothic"
    assert dict(mpl.rcParams) == before and ax.figure.number in plt.get_fignums()
    plt.close(ax.figure)


def test_a_figure_has_the_size_it_is_printed_at(saved):
    picture, folder = saved
    printed = (folder / "en" / "bars.png").read_bytes()
    for png, dpi in ((printed, DPI), (picture.png, SCREEN_DPI)):
        width, height = (int.from_bytes(png[at : at + 4]) for at in (16, 20))
        assert (width, height) == pytest.approx((85 / 25.4 * dpi, 40 / 25.4 * dpi), abs=1)
    media = re.search(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+)", (folder / "en/bars.pdf").read_bytes())
    assert [float(side) for side in media.groups()] == pytest.approx(
        [85 / 25.4 * 72, 40 / 25.4 * 72]
    )


def test_the_same_frame_gives_the_same_bytes_whatever_the_readers_style(saved, folder):
    before = [path.read_bytes() for path in saved[0].files]
    with mpl.rc_context({"font.size": 20, "axes.facecolor": "black", "font.family": ["serif"]}):
        style = dict(mpl.rcParams)
        again = save_figure("bars", draw_bars, FRAME)
        assert dict(mpl.rcParams) == style
    assert [path.read_bytes() for path in again.files] == before


def test_pdf_embeds_truetype_and_no_type_3(saved):
    pdf = (saved[1] / "ja/bars.pdf").read_bytes()
    assert b"/FontFile2" in pdf and b"/CIDFontType2" in pdf
    assert b"/Type3" not in pdf
    assert b"CreationDate" not in pdf


def test_a_sign_the_font_lacks_is_a_warning_that_names_it_and_a_way_out(folder):
    def draw(frame, ax, *, labels):
        ax.set_title("見本𠮷")

    with pytest.warns(
        UserWarning, match=r"bars: IPAexGothic cannot draw '𠮷'.*emendations"
    ) as warned:
        save_figure("bars", draw, FRAME)
    assert len({str(each.message) for each in warned}) == 1
    assert len(list(folder.rglob("*.*"))) == 5


def test_signs_of_mathematics_are_text():
    drawn = []

    def draw(frame, ax, *, labels):
        drawn.append(ax.set_title("$100 と $200"))
        ax.set_xlim(-1, 1)  # a minus sign on the axis

    render(draw, FRAME, "bars", "en", suffixes=("png",))
    assert not any(text.get_parse_math() for text in drawn)


def test_the_font_file_is_the_one_of_the_package_and_covers_the_page(page):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawable = TTFont(font_file()).getBestCmap()
    assert {sign for sign in page if ord(sign) not in drawable} == {"\n"}


def test_a_picture_shows_itself_in_a_notebook_at_print_size(saved):
    picture, _ = saved
    data, metadata = picture._repr_mimebundle_()
    assert set(data) == {"image/png"} and repr(picture) == "bars: bars"
    assert metadata["image/png"] == {
        "alt": "bars",
        "width": pytest.approx(85 / 25.4 * 96, abs=1),
    }


def test_the_index_of_figures_is_the_committed_one(monkeypatch):
    written = {}
    monkeypatch.setattr("icpf_analysis.publishing.saving.write_whole", written.__setitem__)
    write_index()
    assert written == {FIGURES / "README.md": (FIGURES / "README.md").read_bytes()}


def test_the_figures_of_the_paper_are_also_85_mm_wide():
    paper = ("02-terms", "03-practice", "03-speaker-themes", "04-divergences", "04-overview")
    narrow = sorted(FIGURES.glob("*/*-85mm.pdf"))
    assert [f"{path.parent.name}/{path.stem}" for path in narrow] == [
        f"{labels}/{name}-85mm" for labels in LABELS for name in paper
    ]
    for path in narrow:
        width = re.search(rb"/MediaBox \[ 0 0 ([\d.]+)", path.read_bytes())[1]
        assert float(width) == pytest.approx(85 / 25.4 * 72)
        png = path.with_suffix(".png").read_bytes()
        assert int.from_bytes(png[16:20]) == pytest.approx(85 / 25.4 * DPI, abs=1)


def test_no_committed_figure_is_cut_at_its_edge():
    assert archives.cut_at_the_edge(FIGURES) == []


# Words in two languages.


def test_a_word_in_no_table_says_where_to_add_it():
    with pytest.raises(KeyError, match=r"no en for '電子入札'; add a row to data/curated/lexicon"):
        label("電子入札", "en")


def test_a_third_language_is_refused():
    with pytest.raises(ValueError, match="labels is 'fr'; it can be en or ja"):
        label("talk", "fr")


@pytest.mark.parametrize("labels, word", [("en", "29 statements"), ("ja", "発言29件")])
def test_numbers_are_filled_into_words(labels, word):
    assert label("{n} statements", labels, n=29) == word
