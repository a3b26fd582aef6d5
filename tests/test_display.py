"""Tables in a notebook: linked to the lines of the page, and always escaped."""

import pandas as pd

from icpf_analysis.display import show_table

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'


def test_a_line_of_the_page_is_shown_with_a_link_to_its_place(corpus):
    shown = show_table(corpus.lines.query("line == 128"))
    assert '<a href="../data/lines/000_4767421747b42df5.txt.md#L128">128</a>' in shown.html
    assert "2014128日" in shown.html and "2014128日" in repr(shown)


def test_what_a_page_prints_is_escaped():
    lines = pd.DataFrame({"source": ['x".txt'], "line": [1], "text": [HOSTILE]})
    html = show_table(lines)._repr_html_()
    assert "<script" not in html and "<img" not in html
    assert "&lt;script&gt;" in html
    assert 'x".txt' not in html  # quoted within the link


def test_a_table_keeps_every_row_and_shows_missing_cells_empty(corpus):
    html = show_table(corpus.findings).html
    assert html.count("<tr") == len(corpus.findings) + 1
    assert "nan" not in html.lower()


def test_a_table_without_rows_says_so(corpus):
    unread = corpus.lines.query("role == 'unread'")[["line", "text"]]
    assert '<td colspan="2">none</td>' in show_table(unread).html
