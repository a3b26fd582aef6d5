"""Lines quoted in a notebook: linked to the page, and always escaped."""

import pandas as pd

from icpf_analysis.display import quote_lines, show_table

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'


def test_lines_are_quoted_with_a_link_to_their_place(corpus):
    quoted = quote_lines(corpus.lines.query("line == 128"))
    assert (
        '<a href="../data/lines/000_4767421747b42df5.txt.md#L128">128</a> 2014128日' in quoted.html
    )
    assert repr(quoted).startswith("000_4767421747b42df5.txt:128 2014128日")


def test_what_a_page_prints_is_escaped():
    lines = pd.DataFrame({"source": ['x".txt'], "line": [1], "text": [HOSTILE]})
    for shown in (quote_lines(lines), show_table(lines)):
        html = shown._repr_html_()
        assert "<script" not in html and "<img" not in html
        assert "&lt;script&gt;" in html
        assert 'x".txt' not in html  # quoted inside the link


def test_a_table_keeps_every_row_and_shows_missing_cells_empty(corpus):
    html = show_table(corpus.findings).html
    assert html.count("<tr") == len(corpus.findings) + 1
    assert "nan" not in html.lower()


def test_a_frame_without_lines_is_a_table_without_links(corpus):
    html = show_table(corpus.appearances).html
    assert html.count("<tr") == 19 + 1
    assert "<a" not in html and "三木浩平" in html
