"""Tables in a notebook: linked to the lines of the page, and whole."""

from icpf_analysis.display import show_table


def test_a_table_keeps_every_row_links_its_lines_and_shows_missing_cells_empty(corpus):
    shown = show_table(corpus.lines.query("line == 128"))
    assert '<a href="../data/lines/000_4767421747b42df5.txt.md#L128">128</a>' in shown.html
    assert "2014128日" in shown.html and "2014128日" in repr(shown)
    html = show_table(corpus.findings).html
    assert html.count("<tr") == len(corpus.findings) + 1 and "nan" not in html.lower()
    unread = corpus.lines.query("role == 'unread'")[["line", "text"]]
    assert '<td colspan="2">none</td>' in show_table(unread).html
