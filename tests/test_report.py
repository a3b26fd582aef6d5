"""The report: pages for reading that ask no other place for anything and run nothing."""

import base64
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
import pytest

from icpf_analysis import PageError
from icpf_analysis.display import quote_lines, show_table
from icpf_analysis.places import NOTEBOOKS, RAW
from icpf_analysis.publishing.notebooks import WIDGET
from icpf_analysis.publishing.site import REPORT, write_report

NAME = "000_4767421747b42df5.txt"
OPENING = """# 00 · Who spoke?

**Question.** Who spoke at the *seminars*?

**要旨** 誰が話したかを示す。

**Limits.** None but these."""
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()


class Page(HTMLParser):
    """What a page holds: its tags with attributes, its ids, its words, what is folded."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words, self.styles, self.folded, self.open = [], [], [], [], []
        self.feed(text)
        self.ids = {dict(attributes).get("id") for _, attributes in self.tags}

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, attributes))
        if tag not in {"meta", "link", "img", "br", "hr"}:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, attributes))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" in self.open:
            self.styles.append(data)
        elif "details" in self.open:
            self.folded.append(data)
        else:
            self.words.append(data)

    def values(self, tag, name):
        return [dict(given)[name] for one, given in self.tags if one == tag and name in dict(given)]

    def text(self):
        return "".join(self.words)


def read(path: Path) -> Page:
    return Page(path.read_text(encoding="utf-8"))


@pytest.fixture
def clone(tmp_path):
    """A clone with the page, the text on its rights, and no notebook."""
    (tmp_path / "clone" / "notebooks").mkdir(parents=True)
    (tmp_path / "clone" / "data" / "raw").mkdir(parents=True)
    shutil.copy(RAW / NAME, tmp_path / "clone" / "data" / "raw")
    (tmp_path / "clone" / "data" / "README.md").write_text("# The data\n", encoding="utf-8")
    return tmp_path / "clone"


def report(clone, *outputs, markdown="", name="00-who"):
    """The page of a notebook with these outputs; an output is a kind, a value and metadata."""
    shown = [
        nbformat.v4.new_output("display_data", {kind: value}, metadata=(more or [{}])[0])
        for kind, value, *more in outputs
    ]
    cells = [
        nbformat.v4.new_markdown_cell(OPENING, id="c00"),
        nbformat.v4.new_code_cell("secret = 1", id="c01", outputs=shown),
        nbformat.v4.new_markdown_cell(markdown, id="c02"),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), clone / "notebooks" / f"{name}.ipynb")
    write_report(clone.parent / "report", notebooks=clone / "notebooks")
    return read(clone.parent / "report" / f"{name}.html")


# What is committed.


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    return folder, write_report(folder)


def test_every_notebook_has_a_page_and_a_place_in_the_index(written):
    folder, paths = written
    assert paths[0] == folder / "index.html"
    index = read(paths[0])
    for path in NOTEBOOKS.glob("[0-9][0-9]-*.ipynb"):
        if ".nbconvert" not in path.name:
            assert path.with_suffix(".html").name in index.values("a", "href")
            opening = nbformat.read(path, as_version=4).cells[0].source
            assert re.search("^# (.+)$", opening, re.MULTILINE)[1] in index.text()
    assert index.text().count("Question.") == index.text().count("要旨") > 0
    assert not any(urlsplit(link).scheme for link in index.values("a", "href"))


def test_no_page_asks_another_place_for_anything(written):
    """A link may lead outside; a picture, a style or a script may not."""
    for path in written[1]:
        page = read(path)
        asked = [
            value
            for tag, attributes in page.tags
            for name, value in attributes
            if (name in {"src", "srcset", "data", "poster", "background", "action"})
            or (name == "href" and tag != "a")
        ]
        assert all(value.startswith("data:") for value in asked), path.name
        assert not re.search(r"@import|url\s*\(", "".join(page.styles))
        assert not any("url(" in value for _, given in page.tags for _, value in given if value)
        assert not {"script", "iframe", "object", "embed", "form"} & {tag for tag, _ in page.tags}
        (policy,) = (dict(given)["content"] for tag, given in page.tags
                     if tag == "meta" and "http-equiv" in dict(given))  # fmt: skip
        assert policy.startswith("default-src 'none'; img-src data:;")


def test_every_page_can_be_read_on_a_phone_and_in_japanese(written):
    for path in written[1]:
        page = read(path)
        assert page.values("html", "lang") == ["en"]
        assert any("width=device-width" in content for content in page.values("meta", "content"))
        assert "overflow-x: auto" in page.styles[0] and "Hiragino Sans" in page.styles[0]
    assert "ja" in read(written[1][0]).values("p", "lang")


def test_every_link_inside_the_report_leads_to_a_place_that_is_there(written):
    pages = {path: read(path) for path in written[1]}
    for path, page in pages.items():
        for link in page.values("a", "href"):
            parts = urlsplit(link)
            if not parts.scheme:
                target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
                assert target in pages, f"{path.name}: {link}"
                if parts.fragment:
                    assert parts.fragment in pages[target].ids, f"{path.name}: {link}"


def test_every_figure_has_its_alternative_text(written):
    for path in NOTEBOOKS.glob("[0-9][0-9]-*.ipynb"):
        page = written[0] / path.with_suffix(".html").name
        if page.exists():
            outputs = [output for cell in nbformat.read(path, as_version=4).cells
                       for output in cell.get("outputs", [])
                       if "image/png" in output.get("data", {})]  # fmt: skip
            alt = [output.metadata["image/png"]["alt"] for output in outputs]
            assert read(page).values("img", "alt") == alt


def test_a_second_report_has_the_same_bytes(clone, tmp_path):
    report(clone, ("text/html", "<b>a</b>"), markdown="[curated](../data/)")
    before = {path: path.read_bytes() for path in (tmp_path / "report").rglob("*.html")}
    write_report(tmp_path / "second", notebooks=clone / "notebooks")
    for path, data in before.items():
        assert (tmp_path / "second" / path.relative_to(tmp_path / "report")).read_bytes() == data


# What a page is made of.


def test_a_line_number_leads_to_that_line_as_printed(clone, corpus):
    lines = corpus.lines.loc[corpus.lines["line"] == 12]
    page = report(clone, ("text/html", quote_lines(lines).html))
    assert f"source/{NAME}.html#L12" in page.values("a", "href")
    text = (clone.parent / "report" / "source" / f"{NAME}.html").read_text(encoding="utf-8")
    assert f'<p id="L12"><a href="#L12">12</a>{lines["text"].iloc[0]}</p>' in text
    assert len([name for name in Page(text).ids if name and name[0] == "L"]) == len(corpus.lines)


def test_what_a_page_of_the_archive_says_is_escaped(clone):
    (clone / "data" / "raw" / "new.txt").write_text("<script>1</script> & 年\n", encoding="utf-8")
    report(clone, markdown="[line](../data/raw/new.txt#L1)")
    text = (clone.parent / "report" / "source" / "new.txt.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;1&lt;/script&gt; &amp; 年" in text


def test_a_table_of_evidence_survives_with_its_links_and_alignment(clone, corpus):
    table = show_table(corpus.findings.head(3))
    page = report(clone, ("text/html", table.html))
    styles = page.values("td", "style")
    assert len(styles) == 3 * (len(corpus.findings.columns) - 1)
    assert all(style.startswith("text-align:left") for style in styles)
    assert len([link for link in page.values("a", "href") if f"{NAME}.html#L" in link]) == 3
    assert str(corpus.findings["why"].iloc[0]) in page.text()


@pytest.mark.parametrize(
    "code",
    [
        "<script>steal()</script>",
        "<img src=x onerror='steal()'>",
        "<img src='https://example.org/steal'>",
        "<img src='//example.org/steal'>",
        "<svg onload='steal()'><script>steal()</script></svg>",
        "<iframe src='https://example.org/steal'></iframe>",
        "<a href='javascript:steal()'>words</a>",
        "<a href='data:text/html,steal'>words</a>",
        "<p style='background: url(https://example.org/steal)'>words</p>",
        "<p style='color: red; background-color: url(https://example.org/steal)'>words</p>",
        "<p style='background-co\\6cor: u\\72l(https://example.org/steal)'>words</p>",
        "<math><mtext><table><mglyph><style><!--</style>"
        "<img title='--&gt;&lt;img src=1 onerror=run()&gt;'>",
        "<style>@import 'https://example.org/steal';</style>",
        "<scr<script></script>ipt>steal()</script>",
        "</details></main><link rel=stylesheet href=https://example.org/steal>",
    ],
)
def test_nothing_that_runs_or_asks_comes_through(clone, code):
    page = report(
        clone, ("text/html", code), ("text/markdown", f"words {code}"), markdown=f"words\n\n{code}"
    )
    for tag, attributes in page.tags:
        assert tag not in {"script", "iframe", "svg"} and (tag != "style" or not attributes)
        for name, value in attributes:
            plain_link = tag == "a" and name == "href" and value.startswith("https://")
            assert not name.startswith("on") and (plain_link or "steal" not in (value or ""))
    assert not any("steal" in style for style in page.styles) and len(page.styles) == 1
    assert "words" in page.text()


def test_what_is_only_for_the_browsers_programs_is_left_out(clone):
    page = report(
        clone,
        ("application/javascript", "steal()"),
        ("application/vnd.other+json", {"steal": 1}),
        ("text/plain", "a < b"),
    )
    assert "steal" not in page.text() and "a < b" in page.text()


def test_a_widget_is_left_out_quietly(clone):
    both = nbformat.v4.new_output("display_data", {WIDGET: {}, "text/plain": "Dropdown(options)"})
    page = report(clone, ("text/plain", "the table"))
    path = clone / "notebooks" / "00-who.ipynb"
    book = nbformat.read(path, as_version=4)
    book.cells[1].outputs.append(both)
    nbformat.write(book, path)
    write_report(clone.parent / "report", notebooks=clone / "notebooks")
    page = read(clone.parent / "report" / "00-who.html")
    assert "Dropdown" not in page.text() and "the table" in page.text()


def test_the_style_that_pandas_sends_along_is_not_shown_as_words(clone):
    page = report(clone, ("text/html", "<style scoped>.dataframe { }</style><table></table>"))
    assert "dataframe" not in page.text()


def test_a_figures_alternative_text_is_told_whole(clone):
    alt = 'Terms "番号" & <カード>'
    page = report(clone, ("image/png", PNG, {"image/png": {"alt": alt, "width": 642}}))
    assert page.values("img", "alt") == [alt]
    assert page.values("img", "width") == ["642"]
    assert page.values("img", "src") == [f"data:image/png;base64,{PNG}"]


def test_code_is_folded_and_words_are_not(clone):
    page = report(clone, ("text/markdown", "**Answer.** All."))
    assert "secret = 1" in "".join(page.folded) and "secret" not in page.text()
    assert "Answer. All." in page.text()


def test_the_summary_is_told_to_be_japanese(clone):
    report(clone)
    for name in ("index.html", "00-who.html"):
        assert read(clone.parent / "report" / name).values("p", "lang") == ["ja"]


def test_a_link_to_another_notebook_leads_to_its_page(clone):
    report(clone, name="01-other")
    page = report(clone, markdown="[a](01-other.ipynb#Part), [b](https://icpf.jp/), [c](#Part)")
    assert page.values("a", "href")[-3:] == ["01-other.html#Part", "https://icpf.jp/", "#Part"]


def test_a_linked_folder_lists_its_files(clone):
    report(clone, markdown="[all](../data/)")
    listed = read(clone.parent / "report" / "source" / "data.html")
    assert "data-README.md.html" in listed.values("a", "href")


@pytest.mark.parametrize(
    "link",
    [
        "../../outside.txt",
        "../",
        "../.git/config",
        "../none.md",
        "../picture.png",
        "%00",
        "http://[",
    ],
)
def test_a_link_that_leads_nowhere_in_the_report_keeps_its_words_only(clone, link):
    (clone.parent / "outside.txt").write_text("outside", encoding="utf-8")
    (clone / ".git").mkdir()
    (clone / ".git" / "config").write_text("hidden", encoding="utf-8")
    (clone / "picture.png").write_bytes(b"\x89PNG\xff")
    page = report(clone, ("text/html", f'<a href="{link}">words</a>'))
    assert ("a", []) in page.tags and "words" in page.text()
    copies = {path.name for path in (clone.parent / "report" / "source").iterdir()}
    assert copies == {"data-README.md.html", "data-raw.html", f"{NAME}.html"}


def test_a_notebook_that_is_none_leaves_the_old_report_as_it_is(clone):
    report(clone)
    folder = clone.parent / "report"
    before = {path: path.read_bytes() for path in folder.rglob("*.html")}
    (clone / "notebooks" / "00-who.ipynb").write_text("<<<<<<< HEAD\n")
    with pytest.raises(PageError, match=r"00-who\.ipynb: .*git restore it"):
        write_report(folder, notebooks=clone / "notebooks")
    assert {path: path.read_bytes() for path in folder.rglob("*.html")} == before


def test_a_folder_without_a_notebook_is_named(clone):
    with pytest.raises(FileNotFoundError, match=r"no notebook in .*notebooks"):
        write_report(clone.parent / "report", notebooks=clone / "notebooks")


def test_other_files_of_the_folder_stay(clone):
    (clone.parent / "report").mkdir()
    (clone.parent / "report" / "mine.html").write_text("mine")
    report(clone)
    assert (clone.parent / "report" / "mine.html").read_text() == "mine"


def test_the_report_is_not_committed():
    ignored = (REPORT.parent / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert f"/{REPORT.name}/" in ignored
