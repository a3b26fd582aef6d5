"""Figures: both languages, the same bytes again, no sign missing, words where there are some."""

import re
import warnings

import archives
import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from clones import files
from fontTools.ttLib import TTFont

from icpf_analysis.files import FIGURES
from icpf_analysis.plots.style import drawing, font_file, render
from icpf_analysis.plots.wording import label
from icpf_analysis.publishing import saving
from icpf_analysis.publishing.saving import DPI, SCREEN_DPI, save_claims, save_figure, save_table

FRAME = pd.DataFrame({"year": [2012, 2014], "n": [1, 3]})


@drawing(width=85, height=40)
def draw_bars(frame, ax, *, labels):
    ax.bar(frame["year"].astype(str), frame["n"])
    ax.set_ylabel(label("Statements", labels))
    ax.set_title("$100 と $200")  # no mathematics
    return ax


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A figure and its folder, for the tests that only look at what one call has written."""
    folder = tmp_path_factory.mktemp("figures")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ICPF_FIGURES", str(folder))
        return save_figure("bars", draw_bars, FRAME), folder


def test_one_call_writes_pdf_png_and_numbers_in_both_languages_at_print_size(saved):
    picture, folder = saved
    assert sorted(path.relative_to(folder).as_posix() for path in picture.files) == [
        "data/bars.csv", "en/bars.pdf", "en/bars.png", "ja/bars.pdf", "ja/bars.png",
    ]  # fmt: skip
    assert (folder / "data" / "bars.csv").read_text() == "year,n\n2012,1\n2014,3\n"
    printed, pdf = (folder / "en/bars.png").read_bytes(), (folder / "ja/bars.pdf").read_bytes()
    assert printed != (folder / "ja/bars.png").read_bytes()
    for png, dpi in ((printed, DPI), (picture.png, SCREEN_DPI)):
        width, height = (int.from_bytes(png[at : at + 4]) for at in (16, 20))
        assert (width, height) == pytest.approx((85 / 25.4 * dpi, 40 / 25.4 * dpi), abs=1)
    media = re.search(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+)", pdf).groups()
    assert [float(side) for side in media] == pytest.approx([85 / 25.4 * 72, 40 / 25.4 * 72])
    assert b"/FontFile2" in pdf and b"/CIDFontType2" in pdf  # TrueType, embedded
    assert b"/Type3" not in pdf and b"CreationDate" not in pdf
    data, metadata = picture._repr_mimebundle_()
    assert set(data) == {"image/png"} and repr(picture) == "bars: bars"
    assert metadata["image/png"] == {"alt": "bars", "width": pytest.approx(321, abs=1)}  # 85 mm


def test_numbers_are_written_with_12_significant_digits_in_whatever_column(tmp_path, monkeypatch):
    """The digits after that depend on the processor; a whole number is written as such."""
    monkeypatch.setenv("ICPF_FIGURES", str(tmp_path))
    third = 100 / 3
    frame = pd.DataFrame(
        {"float": [third, 2.0], "nullable": pd.array([third, None], "Float64"),
         "mixed": [third, "a"], "whole": [12345678901234, 1],
         2012: pd.Categorical([third, "b"])},
        index=pd.Index([third, 1.5], name="index"),
    )  # fmt: skip
    columns = "float,nullable,mixed,whole,2012\n"
    rows = ["33.3333333333,33.3333333333,33.3333333333,12345678901234,33.3333333333", "2,,a,1,b"]
    save_figure("bars", lambda frame, ax, labels: None, frame)
    save_table("table", frame)
    claims = frame.assign(verdict="", english="", difference=0.0, low=0.0, high=1.0)
    save_claims(claims.rename_axis("claim"))
    indexed = f"index,{columns}33.3333333333,{rows[0]}\n1.5,{rows[1]}\n"
    assert (tmp_path / "data/bars.csv").read_text() == indexed
    assert (tmp_path / "data/table.csv").read_text() == f"{columns}{rows[0]}\n{rows[1]}\n"
    assert f"\n33.3333333333,{rows[0]}" in (tmp_path / "claims.csv").read_text()


def test_a_drawing_without_axes_draws_on_a_figure_of_its_own_in_the_japanese_font():
    before = dict(mpl.rcParams)
    ax = draw_bars(FRAME, labels="ja")
    assert ax.figure.get_size_inches() * 25.4 == pytest.approx([85, 40])
    assert ax.get_ylabel() == "発言数" and ax.yaxis.label.get_fontname() == "IPAexGothic"
    assert not ax.title.get_parse_math()
    assert dict(mpl.rcParams) == before and ax.figure.number in plt.get_fignums()
    plt.close(ax.figure)


def test_the_same_frame_gives_the_same_bytes_whatever_the_readers_style(saved):
    with mpl.rc_context({"font.size": 20, "axes.facecolor": "black", "font.family": ["serif"]}):
        style = dict(mpl.rcParams)
        again = render(draw_bars, FRAME, "bars", "ja")
        assert dict(mpl.rcParams) == style
    there = {path.suffix[1:]: data for path, data in files(saved[1] / "ja").items()}
    assert again == there


def test_a_sign_the_font_lacks_is_a_warning_that_names_it_and_a_way_out():
    def draw(frame, ax, *, labels):
        ax.set_title("見本𠮷")

    words = r"bars: IPAexGothic cannot draw '𠮷'.*emendations"
    with pytest.warns(UserWarning, match=words) as warned:
        assert render(draw, FRAME, "bars", "en", suffixes=("png",))["png"]
    assert len(warned) == 1


def test_the_font_file_is_the_one_of_the_package_and_covers_the_page(page):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawable = TTFont(font_file()).getBestCmap()
    assert {sign for sign in page if ord(sign) not in drawable} == {"\n"}


def test_the_index_of_figures_is_the_committed_one_and_no_figure_is_cut_at_its_edge(monkeypatch):
    written = {}
    monkeypatch.setattr(saving, "write_whole", written.__setitem__)
    saving.write_index()
    assert written == {FIGURES / "README.md": (FIGURES / "README.md").read_bytes()}
    assert archives.cut_at_the_edge(FIGURES) == []


@pytest.mark.parametrize(
    "word, labels, error",
    [
        ("電子入札", "en", r"no en for '電子入札'; add a row to data/curated/lexicon"),
        ("talk", "fr", "labels is 'fr'; it can be en or ja"),
    ],
)
def test_a_word_in_no_table_and_a_third_language_are_refused_with_a_way_out(word, labels, error):
    with pytest.raises((KeyError, ValueError), match=error):
        label(word, labels)
