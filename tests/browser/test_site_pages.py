"""The site in a browser, on a desk and on a phone: whole, still, and led by no one outside."""

import base64

import nbformat
import pytest
from clones import FRONT, copy_project, git, shown, write_notebook
from hostile import CODE, HTML, hostile_page
from watched import Watched

from icpf_analysis.display import line_link
from icpf_analysis.publishing.site import write_site

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844, "device_scale_factor": 2, "is_mobile": True}
WIDTHS = "[document.documentElement.scrollWidth, document.body.scrollWidth, innerWidth]"
CUT = "[...document.images].filter(img => !img.naturalWidth || !img.width).length"


@pytest.fixture(scope="module")
def site(browser, tmp_path_factory):
    written = write_site(tmp_path_factory.mktemp("site")).files
    return [path for path in written if path.suffix == ".html"]


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_every_page_can_be_read_and_axe_finds_nothing(browser, site, screen):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    with Watched(browser, **screen) as watched:
        for path in site:
            watched.page.goto(path.as_uri())
            assert max(watched.page.evaluate(WIDTHS)) == screen["width"], path.name
            assert watched.page.evaluate(CUT) == 0, path.name
            found = axe.run(watched.page).response["violations"]
            assert [(path.name, each["id"]) for each in found] == []
        assert watched.complaints == []
        assert watched.asked and watched.outside("file://") == []


def test_a_line_number_opens_the_page_at_that_line_and_marks_it(watched, site):
    watched.page.goto(site[0].as_uri())
    link = watched.page.locator("a[href*='.md.html#L']").last
    number = link.inner_text().removeprefix("line ")
    link.click()
    line = watched.page.locator(":target")
    assert line.locator("a").inner_text() == number
    assert -1 < line.bounding_box()["y"] < 900  # a part of a pixel may be rounded away
    colours = "at => [at, at.nextElementSibling].map(p => getComputedStyle(p).backgroundColor)"
    marked, other = line.evaluate(colours)
    assert marked != other


def test_nothing_of_a_notebook_or_a_page_runs_on_the_site(watched, page, tmp_path):
    clone = copy_project(tmp_path / "clone", *FRONT)
    source = hostile_page(page, clone / "data" / "raw")
    kinds = ("text/html", "text/markdown", "text/plain", "image/svg+xml")
    outputs = [shown(kind, f"words\n\n{code}") for kind in kinds for code in [CODE, *HTML]]
    outputs += [
        shown("text/html", line_link(source.name, 1)),
        shown("application/javascript", "window.steal = 20"),
        shown("image/png", base64.b64encode(b"\x89PNG\r\n\x1a\n").decode(),
              **{"image/png": {"alt": f'">{CODE}'}}),
        nbformat.v4.new_output("stream", name="stdout", text=CODE),
        nbformat.v4.new_output("error", ename=CODE, evalue=CODE, traceback=[CODE]),
    ]  # fmt: skip
    link = "[trap](javascript:window.steal=21) ![seen](https://steal.invalid/seen.jpg)"
    write_notebook(
        clone / "notebooks" / "00-bad.ipynb",
        f"# 00 {CODE}\n\n**Question.** {CODE}\n\n**要旨** {CODE}",
        nbformat.v4.new_code_cell(CODE, outputs=outputs),
        f"# {CODE}\n\n{link}\n\n" + "\n\n".join(HTML),
        nbformat.v4.new_raw_cell(CODE),
    )
    git(clone, "add", "-A")
    written = write_site(tmp_path / "site", clone=clone).files
    assert any("onerror" in path.name for path in written)
    for path in written:
        watched.page.goto(path.as_uri())
        for trap in watched.page.get_by_text("trap", exact=True).all():
            trap.click(force=True)
            assert watched.page.url == path.as_uri()
        assert "window.steal" in watched.page.content() or path.name.startswith(("data-", "index"))
        assert watched.page.evaluate("window.steal") is None, path.name
    assert watched.outside("file://") == []
    assert watched.complaints == []
