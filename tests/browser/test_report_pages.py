"""The report in a browser, on a desk and on a phone: whole, still, and led by no one outside."""

import base64
from urllib.parse import urldefrag

import nbformat
import pytest
from hostile import CODE, hostile_page
from watched import Watched

from icpf_analysis.display import line_link
from icpf_analysis.publishing.site import write_report

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844, "scale": 2, "mobile": True}
LINKS = "[...document.querySelectorAll('a[href]')].map(link => link.href)"
IDS = "[...document.querySelectorAll('[id]')].map(at => at.id)"
WIDTHS = "[document.documentElement.scrollWidth, document.body.scrollWidth, innerWidth]"
CUT = """[...document.images].filter(img => !img.naturalWidth || !img.width).length"""


@pytest.fixture(scope="module")
def report(browser, tmp_path_factory):
    return write_report(tmp_path_factory.mktemp("report"))


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_every_page_of_the_report_can_be_read(browser, report, screen):
    with Watched(browser, **screen) as watched:
        for path in report:
            watched.page.goto(path.as_uri())
            assert max(watched.page.evaluate(WIDTHS)) == screen["width"], path.name
            assert watched.page.evaluate(CUT) == 0, path.name
            text = watched.page.locator("body").inner_text()
            for part in ("body", "pre"):
                for place in watched.page.locator(part).all()[:1]:
                    font = place.evaluate("at => getComputedStyle(at).fontFamily")
                    assert watched.undrawn(text, font) == "", path.name
        assert watched.complaints == []
        assert watched.asked and watched.outside("file://") == []


def test_every_link_leads_to_a_page_and_a_place_that_are_there(watched, report):
    links, ids = {}, {}
    for path in report:
        watched.page.goto(path.as_uri())
        links[path.as_uri()] = watched.page.evaluate(LINKS)
        ids[path.as_uri()] = set(watched.page.evaluate(IDS))
    assert sum(map(len, links.values())) > 1000  # each line of the archive page is one
    for page, there in links.items():
        for link in there:
            target, place = urldefrag(link)
            if not target.startswith("https://"):
                assert target in ids and place in ids[target] | {""}, f"{page}: {link}"


def test_a_line_number_opens_the_archive_page_at_that_line(watched, report):
    start = next(path for path in report if path.stem == "00-corpus")
    watched.page.goto(start.as_uri())
    link = watched.page.locator("a[href*='.txt.html#L']").last
    number = link.inner_text().removeprefix("line ")
    link.click()
    line = watched.page.locator(":target")
    assert line.locator("a").inner_text() == number
    assert -1 < line.bounding_box()["y"] < 900  # a part of a pixel may be rounded away


def test_a_sign_that_no_font_draws_is_noticed(watched):
    """U+3040 is no sign of any script; without it here, no test of drawing could fail."""
    assert watched.undrawn("番号\u3040", "sans-serif") == "\u3040"


def test_the_code_runs_and_asks_where_nothing_stops_it(watched):
    watched.page.set_content(CODE)
    watched.page.wait_for_function("window.ran")
    assert any("outside.invalid" in url for url in watched.outside("about:blank"))


def test_nothing_of_a_notebook_or_a_page_runs_in_the_report(watched, page, tmp_path):
    clone = tmp_path / "clone"
    (clone / "data").mkdir(parents=True)
    (clone / "notebooks").mkdir()
    source = hostile_page(page, clone / "data" / "raw")
    png = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()
    outputs = [
        nbformat.v4.new_output("display_data", {"text/html": CODE + line_link(source.name, 1)}),
        nbformat.v4.new_output("display_data", {"text/markdown": f"words\n\n{CODE}"}),
        nbformat.v4.new_output("display_data", {"text/plain": CODE}),
        nbformat.v4.new_output("display_data", {"image/svg+xml": f"<svg>{CODE}</svg>"}),
        nbformat.v4.new_output("display_data", {"application/javascript": "window.ran = 8"}),
        nbformat.v4.new_output(
            "display_data", {"image/png": png}, metadata={"image/png": {"alt": f'">{CODE}'}}
        ),
        nbformat.v4.new_output("stream", name="stdout", text=CODE),
        nbformat.v4.new_output("error", ename=CODE, evalue=CODE, traceback=[CODE]),
    ]
    link = "[trap](javascript:window.ran=9) ![seen](https://outside.invalid/seen.jpg)"
    cells = [
        nbformat.v4.new_markdown_cell(f"# 00 {CODE}\n\n**Question.** {CODE}\n\n**要旨** {CODE}"),
        nbformat.v4.new_code_cell(CODE, outputs=outputs),
        nbformat.v4.new_markdown_cell(f"## {CODE}\n\n{link}"),
        nbformat.v4.new_raw_cell(CODE),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), clone / "notebooks" / "00-bad.ipynb")
    written = write_report(tmp_path / "report", notebooks=clone / "notebooks")
    assert any("onerror" in path.name for path in written)
    for path in written:
        watched.page.goto(path.as_uri())
        for trap in watched.page.get_by_text("trap", exact=True).all():
            trap.click(force=True)
            assert watched.page.url == path.as_uri()
        assert "window.ran" in watched.page.content() or path.parent.name == "source"
        assert watched.page.evaluate("window.ran") is None, path.name
    assert watched.outside("file://") == []
    assert watched.complaints == []
