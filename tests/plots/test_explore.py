"""Asking one's own: places of a term, a theme or a pattern, and the boxes around them."""

import pytest

from icpf_analysis.plots import explore


@pytest.mark.parametrize(
    "what, how, counts",
    [
        ("クラウド", "term", [2, 2, 1, 0]),  # クラウドファンディング of the last is another term
        ("ic.{0,2}カード|個人番号.ード", "pattern", [0, 2, 2, 0]),  # in full and half width
        ("x*", "pattern", [0, 0, 0, 0]),  # what matches nothing is no place
        ("電子入札", "term", [0, 0, 0, 0]),
    ],
)
def test_places_are_counted_in_every_seminar(corpus, what, how, counts):
    found = explore.by_seminar(corpus, explore.look_up(corpus, what, how))
    assert found["n"].tolist() == counts
    assert found["of_statements"].tolist() == [29, 42, 36, 25]


def test_a_theme_is_found_by_all_its_terms(corpus):
    """As theme_shares counts the statements."""
    found = explore.by_seminar(corpus, explore.look_up(corpus, "private use", "theme"))
    assert found["n_statements"].tolist() == [11, 1, 9, 0]


def test_a_contrast_of_any_two_groups_is_shown_with_what_could_not_be_matched(corpus):
    shown = explore.show_contrast(corpus, "2012-03-12", "2014-03-14", "seminar_id", unit="theme")
    assert "not comparable: part: closing, panel only in a" in shown.text
    assert "private use" in shown.html and ">11 of 29<" in shown.html
    kept = explore.show_contrast(corpus, "question", "answer", "kind", asked=True)
    assert "compared" in kept.text and "after correction" in kept.text


def no_output(widget):
    """An Output widget is answered by a browser only: nbconvert can wait for it for ever."""
    assert type(widget).__name__ != "Output"
    for child in getattr(widget, "children", ()):
        no_output(child)


def test_the_box_shows_picture_and_places_of_what_is_typed(corpus):
    pytest.importorskip("ipywidgets")
    box = explore.look_up_box(corpus, "クラウド")
    no_output(box)
    (typed, chosen), picture, table = box.children[0].children, *box.children[1:]
    first = bytes(picture.value)
    assert first.startswith(b"\x89PNG") and table.value.count("<strong>クラウド</strong>") == 5
    assert "<a" not in table.value  # a link in a widget is not led to the file
    typed.value = "番号"
    assert bytes(picture.value) != first and "<strong>番号</strong>" in table.value
    chosen.value = "theme"
    assert table.value.startswith("no theme &#x27;番号&#x27;; there are")
    assert picture.layout.display == "none" and "private use" in typed.options
    chosen.value, typed.value = "pattern", "."
    assert picture.layout.display is None
    assert "the first 50 are listed" in table.value and table.value.count("<tr>") == 50


def test_the_box_of_groups_shows_their_contrast(corpus):
    pytest.importorskip("ipywidgets")
    box = explore.contrast_box(corpus)
    no_output(box)
    (column, first, second), table = box.children[0].children, box.children[2]
    assert first.options[0] == ("2012 Uses of My Number", "2012-03-12")
    assert ">a: 2014-03-26, b: 2012-03-12" in table.value
    column.value = "year"
    assert ">a: 2014, b: 2012" in table.value
    second.value = 2014
    assert "make them disjoint" in table.value


def test_a_column_with_one_group_is_not_offered(read, page):
    pytest.importorskip("ipywidgets")
    of_one = read(page[page.rindex("電子行政研究会セミナー「マイナンバーの活用") :])
    groups = explore.contrast_box(of_one)
    column = groups.children[0].children[0]
    assert column.options == ("seminar_id", "part", "kind", "sector", "person_id")
    assert "make them disjoint" in groups.children[2].value  # there is one seminar
    column.value = "part"
    assert ">a: talk, b: closing" in groups.children[2].value
