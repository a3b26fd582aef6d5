"""The site: pages for reading that ask no other place for anything, run nothing, leak nothing."""

import base64
import os
import re
import shutil
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
from bs4 import BeautifulSoup
from clones import FRONT, copy_project, git, shown, write_notebook
from conftest import NAME

from icpf_analysis import PageError
from icpf_analysis.files import FIGURES, LINES, NOTEBOOKS
from icpf_analysis.publishing.notebooks import WIDGET
from icpf_analysis.publishing.site import KINDS, LONGEST, write_site

OPENING = """# 00 · Who spoke?

**Question.** Who spoke at the *seminars*?

**要旨** 誰が話したかを示す。

**Limits.** None but these."""
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()


class Page:
    """What a page holds: its tags with attributes, its ids, its words, what is folded."""

    def __init__(self, path):
        html = path.read_text(encoding="utf-8")
        soup = BeautifulSoup(html, "html.parser", multi_valued_attributes=None)
        self.tags = [(tag.name, list(tag.attrs.items())) for tag in soup.find_all(True)]
        self.ids = {tag["id"] for tag in soup.find_all(id=True)}
        self.styles, self.folded = (
            "".join(tag.extract().get_text() for tag in soup.find_all(name))
            for name in ("style", "details")
        )
        self.text = soup.get_text()

    def values(self, tag, name):
        return [dict(given)[name] for one, given in self.tags if one == tag and name in dict(given)]


@pytest.fixture
def clone(tmp_path):
    """A clone with the READMEs, the page and its rights; it has no notebook yet."""
    clone = copy_project(tmp_path / "clone", *FRONT, f"data/lines/{NAME}.md")
    (clone / "data" / "README.md").write_text("# The data\n", encoding="utf-8")
    return clone


def published(clone, *outputs, markdown="", add=True):
    """The page of a notebook with these outputs, and what was left out of the site."""
    cell = nbformat.v4.new_code_cell("secret = 1", outputs=list(outputs))
    closing = nbformat.v4.new_markdown_cell(markdown)
    write_notebook(clone / "notebooks" / "00-who.ipynb", OPENING, cell, closing)
    git(clone, "add", "-A" if add else "notebooks")
    left_out = write_site(clone.parent / "site", clone=clone).left_out
    page = Page(clone.parent / "site" / "00-who.html")
    return page, [line for line in left_out if "00-who" in line or "linked" not in line]


# What is committed.


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    written = write_site(tmp_path_factory.mktemp("site"))
    return {path: Page(path) for path in written.files if path.suffix == ".html"}, written


@pytest.mark.slow
def test_every_notebook_has_a_page_in_each_language_with_its_figures_and_captions(site):
    pages = {path.name: page for path, page in site[0].items()}
    for path in NOTEBOOKS.glob("[0-9][0-9]-*.ipynb"):
        saved = [file.name for file in FIGURES.glob(f"en/{path.stem[:2]}-*.png")]
        drawn = [name for name in saved if not name.endswith("-85mm.png")]
        for lang, ending in (("en", ""), ("ja", ".ja")):
            page = pages[f"{path.stem}{ending}.html"]
            assert page.values("html", "lang") == [lang]
            assert len(page.values("img", "src")) == len(drawn)
            for name in drawn:
                assert f"figures/{lang}/{name}" in page.values("a", "href")
                assert f"figures/data/{name[:-4]}.csv" in page.values("a", "href")
            assert all(page.values("img", "alt"))
            assert f"{path.stem}{ending}.html" in pages[f"index{ending}.html"].values("a", "href")
    assert "The icpf_analysis contributors (2026)" in pages["index.html"].text


@pytest.mark.slow
def test_no_page_asks_another_place_for_anything_or_is_heavy(site):
    """A link may lead outside; a picture, a style or a script may not."""
    for path, page in site[0].items():
        asked = [
            value
            for tag, attributes in page.tags
            for name, value in attributes
            if name in {"src", "srcset", "data", "action"} or (name == "href" and tag != "a")
        ]
        assert all(value.startswith("data:") for value in asked), path.name
        assert not re.search(r"@import|url\s*\(", page.styles)
        assert not {"script", "iframe", "object", "embed", "form"} & {tag for tag, _ in page.tags}
        assert "default-src 'none'; img-src data:; style-src 'unsafe-inline'" in page.values(
            "meta", "content"
        )
        assert path.stat().st_size < 1_000_000, path.name


@pytest.mark.slow
def test_every_link_within_the_site_leads_to_a_place_that_is_there(site):
    pages, written = site
    assert not [line for line in written.left_out if "linked in notebooks" in line]
    for path, page in pages.items():
        for link in page.values("a", "href"):
            parts = urlsplit(link)
            if not parts.scheme:
                target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
                assert target in written.files, f"{path.name}: {link}"
                if parts.fragment:
                    assert unquote(parts.fragment) in pages[target].ids, f"{path.name}: {link}"


@pytest.mark.slow
def test_a_line_link_leads_to_that_line_as_printed(site, corpus):
    pages, (paths, _) = site
    copy = paths[0].parent / f"data-lines-{NAME}.md.html"
    assert f"{copy.name}#L204" in pages[paths[0]].values("a", "href")
    text = corpus.lines.set_index("line")["text"][204]
    assert f'<p id="L204"><a href="#L204">204</a> {text}</p>' in copy.read_text(encoding="utf-8")
    assert len(re.findall(r'id="L\d+"', copy.read_text(encoding="utf-8"))) == len(corpus.lines)


def test_the_copy_of_the_page_has_each_line_on_the_line_of_its_number(corpus):
    """So that a viewer that shows the source of Markdown is led to it too."""
    copy = (LINES / f"{NAME}.md").read_text(encoding="utf-8").splitlines()
    assert [int(re.match(r'<p id="L(\d+)">', line)[1]) for line in copy] == list(range(1, 264))
    assert copy[203].endswith(f"</a> {corpus.lines['text'][203]}</p>")


# What a page is made of.


def test_a_second_site_has_the_same_bytes_and_leaves_other_files_alone(clone, tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "mine.html").write_text("mine")
    published(clone, shown("text/html", "<b>a</b>"))
    before = {path.name: path.read_bytes() for path in (tmp_path / "site").glob("*.html")}
    assert before.pop("mine.html") == b"mine"
    write_site(tmp_path / "second", clone=clone)
    after = {path.name: path.read_bytes() for path in (tmp_path / "second").glob("*.html")}
    assert after == before


def test_the_japanese_page_begins_with_the_summary(clone):
    english, _ = published(clone)
    japanese = Page(clone.parent / "site" / "00-who.ja.html").text
    assert "誰が話したか" not in english.text
    assert (
        japanese.index("誰が話したか") < japanese.index("本文は英語") < japanese.index("Question.")
    )


HOSTILE = [
    "<script>steal()</script>",
    "<img src=x onerror='steal()'>",
    "<img src='https://example.org/steal'>",
    "<img src='//example.org/steal'>",
    "<img src='data:image/svg+xml,<svg onload=steal()>'>",
    "<svg onload='steal()'><script>steal()</script></svg>",
    "<iframe src='https://example.org/steal'></iframe>",
    "<a href='javascript:steal()'>words</a>",
    "<a href='data:text/html,steal'>words</a>",
    "<p style='background: url(https://example.org/steal)'>words</p>",
    "<p style='color:expression(steal())'>words</p>",
    "<p style='text-align: left; position: fixed; color: \\73 teal'>words</p>",
    "<p title='<table><script>steal()</script>'>words</p>",
    "<p title='<h2><script>steal()</script></h2>'>words</p>",
    "<p title='<p>要旨<img src=x onerror=steal()>'>words</p>",
    "<math><mtext><table><mglyph><style><!--</style>"
    "<img title='--&gt;&lt;img src=1 onerror=steal()&gt;'>",
    "<style>@import 'https://example.org/steal';</style>",
    "<scr<script></script>ipt>steal()</script>",
    "</details></main><link rel=stylesheet href=https://example.org/steal>",
]


def test_nothing_that_runs_or_asks_comes_through(clone):
    outputs = [shown(kind, f"words {code}") for code in HOSTILE for kind in KINDS[:2]]
    page, _ = published(clone, *outputs, markdown="\n\n".join(HOSTILE))
    assert page.text.count("words") >= len(outputs)
    for tag, attributes in page.tags:
        assert tag not in {"script", "iframe", "svg"} and (tag != "style" or not attributes)
        for name, value in attributes:
            plain_link = tag == "a" and name == "href" and value.startswith("https://")
            assert not name.startswith("on")
            assert plain_link or name == "title" or "steal" not in (value or ""), value
            assert name != "style" or "position" not in value
    assert "steal" not in page.styles and page.styles.count(":root") == 2


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
    for words in ("a < b", "\nred", "E: e", "kept"):
        assert words.strip() in page.text
    for words in ("Dropdown", "steal", "dataframe"):
        assert words not in page.text
    assert page.values("img", "width") == ["642"] and page.values("img", "alt")[0] == 'a "<b>'
    assert page.values("img", "src") == [f"data:image/png;base64,{PNG}"] * 3


@pytest.mark.parametrize("kind", ["text/html", "image/png"])
def test_an_output_of_20_mb_is_cut_with_a_word(clone, kind):
    page, _ = published(clone, shown("text/plain", "before it"), shown(kind, "ab12" * 5_000_000))
    assert "before it" in page.text
    assert "[cut: this output has 20,000,000 characters]" in page.text
    assert (clone.parent / "site" / "00-who.html").stat().st_size < LONGEST + 30_000


# What is not the project's own.


FOREIGN = [
    "../../outside.txt", "../", "../.git/config", "../none.md", "../notes.txt", "/etc/passwd",
    "../data/link.txt", "../data/pipe.txt", "../data/new.txt",
]  # fmt: skip


def test_only_regular_files_that_git_tracks_are_published_others_are_named(clone):
    (clone.parent / "outside.txt").write_text("not ours", encoding="utf-8")
    (clone / "notes.txt").write_text("not ours", encoding="utf-8")
    (clone / "data" / "link.txt").symlink_to(clone.parent / "outside.txt")
    (clone / "data" / "pipe.txt").write_text("a pipe, in a moment")
    git(clone, "add", "-A")
    (clone / "data" / "pipe.txt").unlink()
    os.mkfifo(clone / "data" / "pipe.txt")
    (clone / "data" / "new.txt").write_text("not ours", encoding="utf-8")
    markdown = "".join(f"[words]({link}) ![seen]({link}) <img src='{link}'>" for link in FOREIGN)
    outputs = [shown("text/html", f'<a href="{link}">words</a>') for link in FOREIGN]
    page, left_out = published(clone, *outputs, markdown=markdown, add=False)
    assert page.tags.count(("a", [])) == page.text.count("words") == 2 * len(FOREIGN)
    assert len(left_out) == len(FOREIGN)
    assert all("linked in notebooks/00-who.ipynb" in line for line in left_out)
    for path in (clone.parent / "site").rglob("*.*"):
        assert b"not ours" not in path.read_bytes()


def test_a_notebook_that_git_does_not_track_or_that_is_a_link_is_named_and_not_read(clone):
    published(clone)
    (clone / "notebooks" / "01-draft.ipynb").write_text("<<<<<<< no notebook")
    (clone / "notebooks" / "02-link.ipynb").symlink_to(clone / "notebooks" / "00-who.ipynb")
    git(clone, "add", "notebooks/02-link.ipynb")
    written = write_site(clone.parent / "site", clone=clone)
    assert [line.split(":")[0] for line in written.left_out if "linked" not in line] == [
        "notebooks/01-draft.ipynb", "notebooks/02-link.ipynb",
    ]  # fmt: skip
    assert not [path for path in written.files if path.name[:2] in ("01", "02")]


def test_an_odd_link_or_attachment_leads_nowhere(clone):
    odd = ["http://[", "%00", "attachment:none.png", "//host/x", "a\\b"]
    page, _ = published(clone, markdown=" ".join(f"[a]({link}) ![b]({link})" for link in odd))
    assert not page.values("img", "src")
    assert not [each for each in page.values("a", "href") if "host" in each or "\\" in each]


def test_what_is_no_clone_or_no_notebook_is_one_line_and_nothing_is_written(clone, tmp_path):
    published(clone)
    before = {path: path.read_bytes() for path in (tmp_path / "site").glob("*.html")}
    (clone / "notebooks" / "00-who.ipynb").write_text("<<<<<<< HEAD\n")
    with pytest.raises(PageError, match=r"00-who\.ipynb: .*git restore it"):
        write_site(tmp_path / "site", clone=clone)
    shutil.rmtree(clone / ".git")
    with pytest.raises(PageError, match="git"):
        write_site(tmp_path / "site", clone=clone)
    assert {path: path.read_bytes() for path in before} == before
