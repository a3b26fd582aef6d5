"""Drawings of subjects: every row drawn, both languages, no state, no name upon another."""

from itertools import combinations

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text

import icpf_analysis as icpf
from icpf_analysis import drawings
from icpf_analysis import labels as labels_module
from icpf_analysis.drawings import palette
from icpf_analysis.plots.style import theme_colours
from icpf_analysis.labels import LABELS, label

pytestmark = pytest.mark.usefixtures("style")


@pytest.fixture(scope="module")
def shares(corpus):
    return icpf.theme_shares(corpus.statements).assign(conf=0.95)


@pytest.fixture(scope="module")
def compared(terms):
    themes = terms.assign(term=terms["theme"].astype("str").fillna("no theme"))
    pair = ["2014-01-28", "2014-03-14"]
    sides = {
        "across": (2012, {"year": 2014, "subject": "number system"}, "2012", "2014, number system"),
        "inside": ({"seminar_id": pair[0]}, {"seminar_id": pair[1]}, *pair),
    }
    runs = [
        icpf.contrast(themes, a, b, within={"kind": ["point", "paragraph"]}).assign(
            comparison=name, side_a=side_a, side_b=side_b
        )
        for name, (a, b, side_a, side_b) in sides.items()
    ]
    frame = pd.concat(runs).rename_axis("theme").reset_index()
    for side in "ab":
        frame[f"share_{side}"] = frame[f"statements_{side}"] / frame[f"of_statements_{side}"]
    return frame


@pytest.fixture(scope="module")
def points(terms):
    return drawings.place_terms(icpf.correspondence(icpf.term_counts(terms)), terms, floor=8)


@pytest.fixture(scope="module")
def networks(terms):
    said = terms[terms["statement_kind"].isin(["point", "paragraph"])]
    later = said[(said["year"] == 2014) & (said["subject"] == "number system")]
    graphs = {
        "2012": icpf.cooccurrence(said[said["year"] == 2012]),
        "2014, number system": icpf.cooccurrence(later),
    }
    return drawings.place_networks(graphs, floor=3)


@pytest.fixture(scope="module")
def found(terms):
    topics = icpf.topics(terms, seeds=2).topics
    return topics.assign(leading=topics["terms"].str[:3])


def figure_of_panels(rows, panels, height=100):
    figure = Figure(figsize=(170 / 25.4, height / 25.4), layout="constrained")
    axes = figure.subplots(rows, panels, sharey=panels > 1)
    return figure, axes.ravel() if rows * panels > 1 else axes


def texts(figure):
    """What is written on a figure; a missing glyph is an error."""
    figure.draw_without_rendering()
    return [text.get_text() for text in figure.findobj(mpl.text.Text)]


@pytest.mark.parametrize("labels", LABELS)
def test_a_cell_of_the_heatmap_is_as_dark_as_its_share_and_holds_its_counts(shares, labels):
    figure, ax = figure_of_panels(1, 1)
    assert drawings.draw_theme_heatmap(shares, ax, labels=labels) is ax
    (mesh,) = ax.collections
    grid = shares.pivot(index="theme", columns="seminar_id", values="share")
    assert np.asarray(mesh.get_array()).ravel() == pytest.approx(grid.to_numpy().ravel())
    told = [
        f"{n} / {of}" for n, of in zip(shares["n_statements"], shares["of_statements"], strict=True)
    ]
    assert [text.get_text() for text in ax.texts] == told
    assert {label(theme, labels) for theme in shares["theme"]} <= set(texts(figure))


@pytest.mark.parametrize("labels", LABELS)
def test_a_panel_a_theme_has_a_share_and_both_intervals_a_seminar(shares, labels):
    figure, axes = figure_of_panels(4, 4, height=140)
    drawings.draw_theme_shares(shares, axes, labels=labels)
    for ax, theme in zip(axes, theme_colours(), strict=False):
        rows = shares[shares["theme"] == theme]
        speakers, statements, share = (ax.lines[i::3] for i in range(3))
        assert [line.get_xdata()[0] for line in share] == list(rows["share"])
        for lines, low, high in (
            (statements, "low", "high"),
            (speakers, "low_speakers", "high_speakers"),
        ):
            drawn_ends = np.array([line.get_xdata() for line in lines])
            assert drawn_ends == pytest.approx(rows[[low, high]].to_numpy())
        assert {to_hex(line.get_color()).upper() for line in share} == {theme_colours()[theme]}
        assert ax.get_title(loc="left") == label(theme, labels)
    assert label("{conf} interval over speakers", labels, conf="95%") in texts(figure)


@pytest.fixture
def one_theme_more(monkeypatch):
    """themes.csv with a row more, as CONTRIBUTING says that a theme is added."""
    row = ["鍵", "Keys and locks.", "Safeguards", "#123456", "keys and locks", "鍵と錠"]
    themes = icpf.load_themes()
    themes = pd.concat([themes, pd.DataFrame([row], index=["keys"], columns=themes.columns)])
    for module in (palette, labels_module):
        monkeypatch.setattr(module, "load_themes", lambda: themes)
    caches = (palette.theme_colours, labels_module._words)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


@pytest.mark.usefixtures("one_theme_more")
def test_a_theme_added_to_the_table_is_drawn_in_its_colour(shares):
    more = shares.astype({"theme": "str"})
    more = pd.concat([more, more[more["theme"] == "disaster"].assign(theme="keys")])
    _, axes = figure_of_panels(4, 4, height=140)
    drawings.draw_theme_shares(more, axes, labels="ja")
    assert axes[13].get_title(loc="left") == "鍵"
    assert {to_hex(line.get_color()) for line in axes[13].lines[2::3]} == {"#123456"}
    handles = palette.theme_handles(pd.Series(["keys"]), "ja")
    assert [handle.get_color() for handle in handles] == ["#123456"]


def test_a_theme_that_is_not_declared_says_where_to_declare_it():
    with pytest.raises(KeyError, match=r"no theme 'keys' in data/curated/themes\.csv"):
        palette.theme_colour("keys")


def test_too_few_panels_are_an_error_and_no_theme_is_left_out(shares):
    with pytest.raises(ValueError, match="12 axes for 13 themes and a legend"):
        drawings.draw_theme_shares(shares, figure_of_panels(3, 4)[1])


@pytest.mark.parametrize("labels", LABELS)
def test_the_control_stands_beside_the_contrast_row_by_row(compared, labels):
    figure, axes = figure_of_panels(1, 2)
    drawings.draw_theme_contrast(compared, axes, labels=labels)
    for ax, comparison in zip(axes, ("across", "inside"), strict=True):
        rows = compared[compared["comparison"] == comparison]
        assert len(ax.lines) == 3 * len(rows)
        ends = np.array([line.get_xdata() for line in ax.lines[::3]])
        assert ends == pytest.approx(rows[["share_a", "share_b"]].to_numpy())
        told = [text.get_text() for text in ax.texts]
        assert [q for q in told if q in {f"{q:.2f}" for q in rows["q"]}] == [
            f"{q:.2f}" for q in rows["q"]
        ]
    assert len(compared[compared["comparison"] == "inside"]) == 9  # nobody says smart city
    assert label("{side}: n = {n}", labels, side="2014-01-28", n=16) in texts(figure)


@pytest.mark.parametrize("labels", LABELS)
def test_the_columns_beside_a_contrast_lie_inside_the_figure(compared, labels):
    figure, axes = figure_of_panels(1, 2, height=84)
    drawings.draw_theme_contrast(compared, axes, labels=labels)
    figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in axes[1].texts]
    assert len(boxes) == 2 * (9 + 1)
    assert all(box.x1 < figure.bbox.x1 for box in boxes)


def test_a_comparison_without_colours_is_an_error_and_not_left_out(compared):
    with pytest.raises(KeyError, match="between"):
        drawings.draw_theme_contrast(
            compared.replace({"comparison": {"inside": "between"}}), figure_of_panels(1, 2)[1]
        )


def test_terms_under_the_floor_have_no_place(points, terms):
    counts = icpf.term_counts(terms).sum(axis=1)
    common = points[points["kind"] == "term"].set_index("name")["n"]
    assert common.to_dict() == counts[counts >= 8].to_dict()
    assert points.loc[points["kind"] == "seminar", "n"].sum() == len(terms)
    assert points[["share_1", "share_2", "share_3"]].iloc[0].sum() == pytest.approx(1)


def names_lie_apart(axes):
    """No name covers another, and all are inside their Axes."""
    for ax in axes:
        boxes = []
        for text in ax.texts:
            assert isinstance(text, Annotation)
            boxes.append(Text.get_window_extent(text))  # of the words, without the line
        frame = ax.get_window_extent()
        assert all(frame.x0 <= box.x0 and box.x1 <= frame.x1 for box in boxes)
        assert all(frame.y0 <= box.y0 and box.y1 <= frame.y1 for box in boxes)
        assert not any(a.padded(-1).overlaps(b.padded(-1)) for a, b in combinations(boxes, 2))


@pytest.mark.parametrize("labels", LABELS)
def test_every_seminar_and_term_is_on_both_maps_under_its_name(points, labels):
    figure, axes = figure_of_panels(1, 2, height=100)
    drawings.draw_correspondence(points, axes, labels=labels)
    figure.draw_without_rendering()
    names = [label(name, labels) if kind == "term" else name
             for kind, name in zip(points["kind"], points["name"], strict=True)]  # fmt: skip
    for ax, axis in zip(axes, ("axis_1", "axis_3"), strict=True):
        marks = [line for line in ax.lines if line.get_marker() in "Do"]
        at = np.array([[line.get_xdata()[0], line.get_ydata()[0]] for line in marks])
        assert at == pytest.approx(points[[axis, "axis_2"]].to_numpy())
        told = [name for text in ax.texts for name in text.get_text().split("\n")]
        assert sorted(told) == sorted(names)
    assert any("40%" in text for text in texts(figure))
    names_lie_apart(axes)


def test_a_term_has_one_place_in_every_network(networks):
    places = networks[networks["kind"] == "term"].groupby("term")[["x", "y"]].nunique()
    assert (places == 1).all().all()
    assert networks[["x", "y"]].max().to_list() == [1, 1]
    pairs = networks[networks["kind"] == "pair"]
    assert (pairs["n"] >= pairs["pair_floor"]).all() and len(pairs) == 49 + 17
    terms = networks[networks["kind"] == "term"]
    assert (terms["n"] >= terms["floor"]).all() and len(terms) == 23 + 17


@pytest.mark.parametrize("labels", LABELS)
def test_every_term_and_pair_of_a_network_is_drawn(networks, labels):
    figure, axes = figure_of_panels(1, 2, height=110)
    drawings.draw_cooccurrence(networks, axes, labels=labels)
    figure.draw_without_rendering()
    for ax, (_, rows) in zip(axes, networks.groupby("network"), strict=True):
        terms = rows[rows["kind"] == "term"]
        nodes = [line for line in ax.lines if line.get_marker() == "o"]
        assert len(ax.lines) == len(rows) and len(nodes) == len(terms)
        colours = [to_hex(node.get_color()).upper() for node in nodes]
        assert colours == [theme_colours().get(theme, "#888888") for theme in terms["theme"]]
        told = [name for text in ax.texts for name in text.get_text().split("\n")]
        wanted = [f"{label(row.term, labels)} {row.n}" for row in terms.itertuples()]
        assert sorted(told) == sorted(wanted)
    names_lie_apart(axes)


@pytest.mark.parametrize("labels", LABELS)
def test_a_topic_no_stabler_than_the_control_is_drawn_hollow(found, labels):
    figure, ax = figure_of_panels(1, 1)
    drawings.draw_topic_stability(found, ax, labels=labels)
    marks = [line for line in ax.lines if line.get_marker() == "o"]
    assert [mark.get_xdata()[0] for mark in marks] == list(found["stability"])
    assert [mark.get_markerfacecolor() != "white" for mark in marks] == list(found["stable"])
    assert ax.lines[0].get_xdata()[0] == found["control_stability"].iloc[0]
    assert label(found["leading"].iloc[0][0], labels) in "\n".join(texts(figure))


@pytest.mark.parametrize("labels", LABELS)
def test_long_names_and_a_stable_topic_leave_room_for_each_other(found, labels):
    names = ("総務省", "個人番号カード", "クラウドファンディング")
    frame = found.assign(stability=0.99, leading=[names] * len(found))
    figure = Figure(figsize=(140 / 25.4, 62 / 25.4), layout="constrained")
    ax = drawings.draw_topic_stability(frame, figure.subplots(), labels=labels)
    figure.draw_without_rendering()
    edge = ax.transData.transform((0.99, 0))[0] + 3 * figure.dpi / 72  # of a dot 6 points wide
    numbers = [text for text in ax.texts if text.get_text() == "0.99"]
    assert len(numbers) == len(found)
    assert all(number.get_window_extent().x0 > edge for number in numbers)
    assert ax.xaxis.label.get_window_extent().x1 < figure.bbox.x1


@pytest.mark.parametrize(
    "draw, frame, column, rows, panels",
    [
        (drawings.draw_theme_heatmap, "shares", "of_statements", 1, 1),
        (drawings.draw_theme_shares, "shares", "low_speakers", 4, 4),
        (drawings.draw_theme_contrast, "compared", "q", 1, 2),
        (drawings.draw_correspondence, "points", "share_3", 1, 2),
        (drawings.draw_cooccurrence, "networks", "theme", 1, 2),
        (drawings.draw_topic_stability, "found", "leading", 1, 1),
    ],
)
def test_a_missing_column_is_an_error(request, draw, frame, column, rows, panels):
    measured = request.getfixturevalue(frame)
    with pytest.raises(KeyError, match=column):
        draw(measured.drop(columns=column), figure_of_panels(rows, panels)[1])
