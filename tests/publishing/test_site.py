"""The site: pages for reading that ask no other place for anything, run nothing, leak nothing."""

import base64
import os
import re
import shutil
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
from bs4 import BeautifulSoup
from clones import FRONT, copy_project, files, git, shown, write_notebook
from conftest import NAME
from hostile import HTML

from icpf_analysis import PageError
from icpf_analysis.files import FIGURES, LINES, NOTEBOOKS
from icpf_analysis.publishing.notebooks import WIDGET
from icpf_analysis.publishing.site import KINDS, LONGEST, write_site

OPENING = """# 00 · Who spoke?

**Question.** Who spoke at the *seminars*?

**要旨** 誰が話したかを示す。

**Limits.** None but these."""
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()


def parsed(path):
    return BeautifulSoup(path.read_bytes(), "html.parser", multi_valued_attributes=None)


def values(page, tag, name):
    return [found[name] for found in page.select(f"{tag}[{name}]")]


@pytest.fixture
def clone(tmp_path):
    """A clone with the READMEs, the page and its rights; it has no notebook yet."""
    clone = copy_project(tmp_path / "clone", *FRONT, f"data/lines/{NAME}.md")
    (clone / "data" / "README.md").write_text("# The data\n", encoding="utf-8")
    return clone


def published(clone, *outputs, markdown="", add="-A"):
    """The page of a notebook with these outputs, and what was left out of the site."""
    cell = nbformat.v4.new_code_cell("secret = 1", outputs=list(outputs))
    closing = nbformat.v4.new_markdown_cell(markdown)
    write_notebook(clone / "notebooks" / "00-who.ipynb", OPENING, cell, closing)
    git(clone, "add", add)
    left_out = write_site(clone.parent / "site", clone=clone).left_out
    page = parsed(clone.parent / "site" / "00-who.html")
    return page, [line for line in left_out if "00-who" in line or "linked" not in line]


# What is committed.


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The pages by name, and what was written."""
    written = write_site(tmp_path_factory.mktemp("site"))
    return {path.name: parsed(path) for path in written.files if path.suffix == ".html"}, written


@pytest.mark.slow
def test_every_notebook_has_a_page_in_each_language_with_its_figures_and_captions(site):
    pages, _ = site
    for path in NOTEBOOKS.glob("[0-9][0-9]-*.ipynb"):
        drawn = [file.stem for file in FIGURES.glob(f"en/{path.stem[:2]}-*.png")
                 if not file.stem.endswith("-85mm")]  # fmt: skip
        for lang, ending in (("en", ".html"), ("ja", ".ja.html")):
            page = pages[path.stem + ending]
            links = values(page, "a", "href")
            assert page.html["lang"] == lang and len(page("img")) == len(drawn)
            assert all(values(page, "img", "alt"))
            for name in drawn:
                assert {f"figures/{lang}/{name}.png", f"figures/data/{name}.csv"} <= set(links)
            assert path.stem + ending in values(pages["index" + ending], "a", "href")
    assert "The icpf_analysis contributors (2026)" in pages["index.html"].text


@pytest.mark.slow
def test_no_page_asks_another_place_for_anything_or_is_heavy_and_its_links_are_there(site):
    """A link may lead outside; a picture, a style or a script may not."""
    pages, written = site
    folder = written.files[0].parent
    assert not [line for line in written.left_out if "linked in notebooks" in line]
    ids = {name: set(values(page, "*", "id")) for name, page in pages.items()}
    for name, page in pages.items():
        asked = [value for at in ("[src]", "[srcset]", "[data]", "[action]", "link[href]")
                 for tag in page.select(at) for value in tag.attrs.values()]  # fmt: skip
        assert not [value for value in asked if re.match("https?:|//", value)], name
        assert not page(["script", "iframe", "object", "embed", "form"])
        assert not re.search(r"@import|url\s*\(", "".join(style.text for style in page("style")))
        assert "default-src 'none'; img-src data:; style-src 'unsafe-inline'" in values(
            page, "meta", "content"
        )
        assert (folder / name).stat().st_size < 1_000_000, name
        for link in values(page, "a", "href"):
            parts = urlsplit(link)
            if not parts.scheme:
                target = unquote(parts.path) or name
                assert folder / target in written.files, f"{name}: {link}"
                assert not parts.fragment or unquote(parts.fragment) in ids[target], link


@pytest.mark.slow
def test_a_line_link_leads_to_that_line_as_printed(site, corpus):
    copy = f"data-lines-{NAME}.md.html"
    assert f"{copy}#L204" in values(site[0]["index.html"], "a", "href")
    lines = [line.get_text() for line in site[0][copy].select("p[id^=L]")]
    texts = corpus.lines["text"]
    assert lines == [f"{n} {text}" for n, text in enumerate(texts, 1)]


def test_the_copy_of_the_page_has_each_line_on_the_line_of_its_number(corpus):
    """So that a viewer that shows the source of Markdown is led to it too."""
    copy = (LINES / f"{NAME}.md").read_text(encoding="utf-8").splitlines()
    assert [int(re.match(r'<p id="L(\d+)">', line)[1]) for line in copy] == list(range(1, 264))
    assert copy[203].endswith(f"</a> {corpus.lines['text'][203]}</p>")


# What a page is made of.


def test_the_same_clone_gives_the_same_bytes_and_the_japanese_page_begins_with_the_summary(clone):
    (clone.parent / "site").mkdir()
    (clone.parent / "site" / "mine.html").write_text("mine")
    english, _ = published(clone, shown("text/html", "<b>a</b>"))
    japanese = parsed(clone.parent / "site" / "00-who.ja.html").text
    assert "誰が話したか" not in english.text
    places = [japanese.index(words) for words in ("誰が話したか", "本文は英語", "Question.")]
    assert places == sorted(places)
    write_site(clone.parent / "second", clone=clone)
    first, second = (
        {path.name: data for path, data in files(clone.parent / name).items()}
        for name in ("site", "second")
    )
    assert first.pop("mine.html") == b"mine" and first == second


def test_nothing_that_runs_or_asks_comes_through(clone):
    outputs = [shown(kind, f"words {code}") for code in HTML for kind in KINDS[:2]]
    page, _ = published(clone, *outputs, markdown="\n\n".join(HTML))
    assert page.text.count("words") >= len(outputs)
    assert not page(["script", "iframe", "svg"]) and not any(tag.attrs for tag in page("style"))
    for tag in page(True):
        for name, value in tag.attrs.items():
            assert not name.startswith("on")
            assert name == "title" or "steal" not in (value or ""), value
            assert name != "style" or "position" not in value
    styles = "".join(style.text for style in page("style"))
    assert "steal" not in styles and styles.count(":root") == 2


def test_each_kind_of_output_is_shown_as_what_it_is(clone):
    page, _ = published(
        clone,
        nbformat.v4.new_output("display_data", {WIDGET: {}, "text/plain": "Dropdown"}),
        shown("application/javascript", "steal()"),
        shown("text/plain", "a < b"),
        nbformat.v4.new_output("stream", text="\x1b[31mred\x1b[0m"),
        nbformat.v4.new_output("error", ename="E", evalue="e", traceback=["E: e"]),
        shown("image/png", PNG, **{"image/png": {"alt": 'a "<b>', "width": 642}}),
        shown("image/png", PNG, **{"image/png": {"alt": ["x"], "width": "a' b"}}),
        shown("image/png", PNG, **{"image/png": "wide"}),
        shown("text/html", "<style scoped>.dataframe { }</style><b>kept</b>"),
    )
    assert [words.text for words in page.select("pre.wide")] == ["a < b", "red", "E: e"]
    assert "kept" in page.text and not re.search("Dropdown|steal|dataframe", page.text)
    assert values(page, "img", "width") == ["642"] and values(page, "img", "alt")[0] == 'a "<b>'
    assert values(page, "img", "src") == [f"data:image/png;base64,{PNG}"] * 3


@pytest.mark.parametrize("kind", ["text/html", "image/png"])
def test_an_output_of_20_mb_is_cut_with_a_word(clone, kind):
    page, _ = published(clone, shown("text/plain", "before it"), shown(kind, "ab12" * 5_000_000))
    assert "before it" in page.text
    assert "[cut: this output has 20,000,000 characters]" in page.text
    assert (clone.parent / "site" / "00-who.html").stat().st_size < LONGEST + 30_000


def test_a_linked_file_has_a_page_to_read_and_a_file_of_a_figure_is_copied(clone):
    (clone / "figures" / "data").mkdir(parents=True)
    for name in ("data/table.csv", "figures/data/00-who.csv"):
        (clone / name).write_text("a,b\n1,<2>\n", encoding="utf-8")
    names = ("data/table.csv", "data/README.md#the-data", "figures/data/00-who.csv")
    page, left_out = published(clone, markdown=" ".join(f"[file](../{name})" for name in names))
    links = [link["href"] for link in page("a") if link.text == "file"]
    assert links == ["data-table.csv.html", "data-README.md.html#the-data", names[-1]]
    site = clone.parent / "site"
    cells = parsed(site / links[0])(["th", "td"])
    assert [cell.text for cell in cells] == ["a", "b", "1", "<2>"] and not left_out
    assert parsed(site / "data-README.md.html").h1.text == "The data"
    assert (site / names[-1]).read_text(encoding="utf-8") == "a,b\n1,<2>\n"


# What is not the project's own.


FOREIGN = [
    "../../outside.txt", "../", "../.git/config", "../none.md", "../notes.txt", "/etc/passwd",
    "../data/link.txt", "../data/pipe.txt", "../data/new.txt",
]  # fmt: skip
ODD = ["http://[", "%00", "attachment:none.png", "//host/x", "a\\b"]


def test_only_regular_files_that_git_tracks_are_published_others_are_named(clone):
    for name in ("../outside.txt", "notes.txt", "data/pipe.txt"):
        (clone / name).write_text("not ours", encoding="utf-8")
    (clone / "data" / "link.txt").symlink_to(clone.parent / "outside.txt")
    (clone / "notebooks" / "02-link.ipynb").symlink_to(clone / "notebooks" / "00-who.ipynb")
    git(clone, "add", "-A")
    (clone / "data" / "pipe.txt").unlink()
    os.mkfifo(clone / "data" / "pipe.txt")
    (clone / "data" / "new.txt").write_text("not ours", encoding="utf-8")
    (clone / "notebooks" / "01-draft.ipynb").write_text("<<<<<<< no notebook, not ours")
    markdown = "".join(f"[words]({link}) ![seen]({link}) <img src='{link}'>" for link in FOREIGN)
    markdown += "".join(f"[odd]({link}) ![odd]({link})" for link in ODD)
    outputs = [shown("text/html", f'<a href="{link}">words</a>') for link in FOREIGN]
    page, left_out = published(clone, *outputs, markdown=markdown, add="notebooks/00-who.ipynb")
    dead = [link for link in page("a") if link.text == "words" and not link.attrs]
    assert len(dead) == page.text.count("words") == 2 * len(FOREIGN)
    assert not page.select("img[src]") and not page.select("a[href*=host], a[href*='\\\\']")
    named = [line.split(" ")[0].rstrip(":") for line in left_out if "linked" not in line]
    assert named == ["notebooks/01-draft.ipynb", "notebooks/02-link.ipynb"]
    assert (
        sum("linked in notebooks/00-who.ipynb" in line for line in left_out) == len(FOREIGN) + 2
    )  # %00, a\b
    for path, data in files(clone.parent / "site").items():
        assert b"not ours" not in data and path.name[:2] not in ("01", "02")


def test_what_is_no_clone_or_no_notebook_is_one_line_and_nothing_is_written(clone, tmp_path):
    published(clone)
    before = files(tmp_path / "site")
    (clone / "notebooks" / "00-who.ipynb").write_text("<<<<<<< HEAD\n")
    with pytest.raises(PageError, match=r"00-who\.ipynb: .*git restore it"):
        write_site(tmp_path / "site", clone=clone)
    shutil.rmtree(clone / ".git")
    with pytest.raises(PageError, match="git"):
        write_site(tmp_path / "site", clone=clone)
    assert files(tmp_path / "site") == before
