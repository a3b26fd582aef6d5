"""Asking one's own: places of a term, a theme or a pattern, and the boxes around them."""

import pytest

import icpf_analysis as icpf
from icpf_analysis.plots import explore


def test_a_term_is_found_as_it_is_counted(corpus):
    places = explore.look_up(corpus, "クラウド")
    assert len(places) == 5 and "ファンディング" not in "".join(places["right"].str[:6])
    found = explore.by_seminar(corpus, places)
    assert found["of_statements"].tolist() == [29, 42, 36, 25]
    assert found["n"].sum() == 5 and list(found.index) == list(corpus.seminars.index)


def test_a_theme_is_found_by_all_its_terms(corpus):
    places = explore.look_up(corpus, "private use", "theme")
    found = explore.by_seminar(corpus, places)
    assert found["n_statements"].tolist() == [11, 1, 9, 0]  # as theme_shares has them
    shares = icpf.theme_shares(corpus.statements).query("theme == 'private use'")
    assert found["share"].tolist() == pytest.approx(shares["share"].tolist())


def test_a_pattern_is_found_in_full_and_half_width(corpus):
    places = explore.look_up(corpus, "ic.{0,2}カード|個人番号.ード", "pattern")
    assert set(places["keyword"]) == {"個人番号カード"}
    assert explore.look_up(corpus, "x*", "pattern").empty  # what matches nothing is no place


def test_a_term_that_occurs_nowhere_has_no_places(corpus):
    places = explore.look_up(corpus, "電子入札")
    assert places.empty and explore.by_seminar(corpus, places)["n"].sum() == 0


def test_a_contrast_of_any_two_groups_is_shown_with_what_could_not_be_matched(corpus):
    shown = explore.show_contrast(corpus, "2012-03-12", "2014-03-14", "seminar_id", unit="theme")
    assert "not comparable: part: closing, panel only in a" in shown.text
    assert "private use" in shown.html and ">11 of 29<" in shown.html
    kept = explore.show_contrast(corpus, "question", "answer", "kind", asked=True)
    assert "compared" in kept.text and "after correction" in kept.text


def test_the_box_shows_picture_and_places_of_what_is_typed(corpus):
    pytest.importorskip("ipywidgets")
    box = explore.look_up_box(corpus, "クラウド")
    (typed, chosen), picture, table = box.children[0].children, *box.children[1:]
    assert typed.value == "クラウド" and chosen.options == explore.HOWS
    first = (bytes(picture.value), table.value)
    assert first[0].startswith(b"\x89PNG") and first[1].count("<strong>クラウド</strong>") == 5
    assert "<a" not in table.value  # a link in a widget is not led to the file
    typed.value = "番号"
    assert bytes(picture.value) != first[0] and "<strong>番号</strong>" in table.value
    chosen.value = "theme"
    assert table.value.startswith("no theme &#x27;番号&#x27;; there are")
    assert picture.layout.display == "none"  # the picture of 番号 would stay above it
    chosen.value = "term"
    assert picture.layout.display is None and "<strong>番号</strong>" in table.value
    typed.value = "架空台帳"
    assert table.value.startswith("<p>0 places in 0 of 132 statements</p>")
    chosen.value = "theme"
    assert "private use" in typed.options
    chosen.value, typed.value = "pattern", "."
    assert "the first 50 are listed" in table.value and table.value.count("<tr>") == 50


def test_the_box_of_groups_shows_their_contrast(corpus):
    pytest.importorskip("ipywidgets")
    groups = explore.contrast_box(corpus)
    column, first, second = groups.children[0].children
    table = groups.children[2]
    assert (first.value, second.value) == ("2014-03-26", "2012-03-12")
    assert first.options[0] == ("2012 Uses of My Number", "2012-03-12")
    assert ">a: 2014-03-26, b: 2012-03-12" in table.value
    column.value = "year"
    assert (first.value, second.value) == (2014, 2012)
    assert ">a: 2014, b: 2012" in table.value
    second.value = 2014
    assert "make them disjoint" in table.value


def test_a_column_with_one_group_is_not_offered(read, page):
    pytest.importorskip("ipywidgets")
    of_one = read(page[page.rindex("電子行政研究会セミナー「マイナンバーの活用") :])
    assert list(of_one.seminars.index) == ["2012-03-12"]
    groups = explore.contrast_box(of_one)
    column, first, second = groups.children[0].children
    assert column.options == ("seminar_id", "part", "kind", "sector", "person_id")
    assert "make them disjoint" in groups.children[2].value  # there is one seminar
    column.value = "part"
    assert first.value != second.value and ">a: talk, b: closing" in groups.children[2].value


def test_no_box_has_an_output_that_a_run_without_a_browser_would_wait_for(corpus):
    """nbconvert answers an Output widget while it waits for the cell, and can miss its end."""
    widgets = pytest.importorskip("ipywidgets")
    boxes = [explore.look_up_box(corpus), explore.contrast_box(corpus)]
    while boxes:
        widget = boxes.pop()
        assert not isinstance(widget, widgets.Output)
        boxes += getattr(widget, "children", ())
