"""The notebooks as a reader runs them: JupyterLab in a browser, Run All Cells, and the boxes."""

import pytest
from clones import write_notebook
from hostile import CODE, hostile_page

from icpf_analysis.files import NOTEBOOKS

NAMES = sorted(path.name for path in NOTEBOOKS.glob("[0-9][0-9]-*.ipynb"))
CELLS = "[...jupyterapp.shell.currentWidget.content.model.cells]"
READY = """() => {
  const book = window.jupyterapp?.shell?.currentWidget;
  const kernel = book?.sessionContext?.session?.kernel;
  return book?.context?.isReady && kernel?.connectionStatus === "connected"
    && kernel.status === "idle" && document.querySelectorAll(".jp-Cell").length > 1;
}"""
DONE = f"""() => {{
  const cells = {CELLS}.filter(cell => cell.type === "code" && cell.sharedModel.source.trim());
  const outputs = cells.flatMap(cell => cell.outputs.toJSON());
  return outputs.some(output => output.output_type === "error")
    || cells.every(cell => cell.executionCount && cell.executionState === "idle");
}}"""
ERRORS = f"""{CELLS}.filter(cell => cell.type === "code").flatMap(cell => cell.outputs.toJSON())
  .filter(output => output.output_type === "error" || output.name === "stderr")
  .map(output => output.evalue || output.text)"""
PICTURES = f"""{CELLS}.filter(cell => cell.type === "code")
  .flatMap(cell => cell.outputs.toJSON()).filter(output => output.data?.["image/png"]).length"""
LOADED = "img => img.complete && img.naturalWidth > 0 && img.getBoundingClientRect().height > 0"


@pytest.fixture
def run_all(lab, watched):
    """Open a notebook, run it by the menu as a reader does, and wait for its last cell."""
    page = watched.page

    def run(notebook):
        page.goto(lab.url(notebook))
        page.wait_for_function(READY)
        for menu, item in (("Edit", "Clear Outputs of All Cells"), ("Run", "Run All Cells")):
            page.get_by_role("menuitem", name=menu, exact=True).click()
            page.get_by_role("menuitem", name=item, exact=True).click()
        page.wait_for_function(DONE, timeout=600_000)
        assert page.evaluate(ERRORS) == []
        return page

    yield run
    page.evaluate("window.jupyterapp?.serviceManager.sessions.shutdownAll()")


def read_through(page) -> list[str]:
    """The words of each cell, brought into sight: JupyterLab leaves undrawn what is out of it."""
    words = []
    for cell in page.locator(".jp-Cell").all():
        cell.scroll_into_view_if_needed()
        page.wait_for_function("at => at.innerText.trim()", arg=cell.element_handle())
        words.append(cell.inner_text())
    return words


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_in_the_browser_and_is_drawn_whole(lab, watched, run_all, name):
    page = run_all(f"notebooks/{name}")
    text = "".join(read_through(page))
    assert "番号" in text and "要旨" in text
    pictures = page.locator(".jp-OutputArea-output img")
    assert pictures.count() >= page.evaluate(PICTURES) > 0
    for picture in pictures.all():
        assert picture.evaluate(LOADED), f"a picture of {name} is not drawn"
    assert watched.complaints == []
    assert watched.outside(lab.address) == []


def test_the_boxes_answer_what_is_typed_and_chosen(lab, watched, run_all):
    page = run_all("notebooks/05-explore.ipynb")
    words, groups = page.locator(".jupyter-widgets.widget-vbox").all()
    picture, table = words.locator("img"), words.locator(".widget-html-content")
    words.scroll_into_view_if_needed()
    assert "番号制度" in table.inner_text() and picture.evaluate(LOADED)
    assert words.locator("a").count() == groups.locator("a").count() == 0  # they would lead astray
    before = picture.get_attribute("src")
    words.get_by_label("what").fill("クラウド")
    words.get_by_label("what").press("Enter")
    table.locator("strong", has_text="クラウド").first.wait_for()
    assert table.locator("tr").count() == 5  # the places that test_explore counts
    page.wait_for_function(f"([img, old]) => img.src !== old && ({LOADED})(img)",
                           arg=[picture.element_handle(), before])  # fmt: skip
    words.get_by_label("how").select_option("theme")
    table.get_by_text("no theme 'クラウド'").wait_for()

    contrast = groups.locator(".widget-html-content")
    groups.scroll_into_view_if_needed()
    assert contrast.inner_text().startswith("a: 2014-03-26, b: 2012-03-12")
    heights = contrast.locator("tbody tr").evaluate_all("rows => rows.map(row => row.offsetHeight)")
    assert max(heights) < 1.5 * min(heights)  # no term is broken over lines
    rows = contrast.locator("tbody").inner_text()
    groups.get_by_label("a", exact=True).select_option(label="14 Mar 2014 State and Diet")
    contrast.get_by_text("a: 2014-03-14, b: 2012-03-12").wait_for()
    assert contrast.locator("tbody").inner_text() != rows
    groups.get_by_label("by").select_option("year")
    contrast.get_by_text("a: 2014, b: 2012").wait_for()
    assert watched.complaints == [] and watched.outside(lab.address) == []


def test_a_line_link_opens_the_page_at_its_line_and_leaves_no_checkpoint(lab, watched):
    page = watched.page
    page.goto(lab.url("notebooks/04-shift.ipynb"))
    page.wait_for_function(READY)
    link = page.locator(".jp-RenderedMarkdown a", has_text="line 137").first
    link.click()
    line = page.locator(".jp-MarkdownViewer p", has=page.get_by_role("link", name="137"))
    page.wait_for_function("p => 0 < p.getBoundingClientRect().top", arg=line.element_handle())
    page.wait_for_function("p => p.getBoundingClientRect().top < 200", arg=line.element_handle())
    assert "基本計画は1月中に固める" in line.inner_text()
    page.wait_for_timeout(3000)  # a checkpoint would be made when the page is opened
    assert not list(lab.folder.rglob("*checkpoint*"))
    assert watched.complaints == []


def test_nothing_that_a_page_says_runs_where_it_is_shown(lab, watched, run_all, page):
    source = hostile_page(page, lab.folder / "hostile")
    cells = [
        "import icpf_analysis as icpf\nfrom icpf_analysis.plots import explore\n"
        "from icpf_analysis.display import show_table\n"
        f"corpus = icpf.load_corpus({str(source)!r})\n"
        f"{CODE!r} in ''.join(corpus.statements['text'])",
        "icpf.kwic(corpus.statements, '番号')",
        "icpf.kwic(corpus.statements, 'onerror')",
        "show_table(corpus.statements.reset_index().head(40))",
        "show_table(corpus.lines)",
        "explore.look_up_box(corpus, 'onerror', 'pattern')",
        f"explore.look_up_box(corpus, {CODE!r}, 'theme')",
        "explore.show_contrast(corpus, 2012, 2014)",
    ]
    write_notebook(lab.folder / "notebooks" / "hostile.ipynb", *cells)
    shown = run_all("notebooks/hostile.ipynb")
    words_of_cells = read_through(shown)
    assert len(words_of_cells) == len(cells) and words_of_cells[0].endswith("True")
    assert sum(CODE in words for words in words_of_cells[1:]) >= 3  # shown, as words
    assert shown.evaluate("window.steal") is None
    assert shown.locator("a[href^=javascript]").count() == 0
    assert watched.complaints == [] and watched.outside(lab.address) == []
