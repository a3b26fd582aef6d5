"""The notebooks, as committed, as web pages for reading: nothing is run.

Each page is whole in itself: no address outside the report is asked for anything, and no script
runs (the pages forbid both to the browser). What notebooks and their outputs hold is sanitised.
A link to a file of the clone, such as a line of the archive page, leads to a copy of it with
numbered lines; a link that would lead nowhere is left out, its words stay.
"""

import re
from functools import partial
from html import escape
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import nbformat
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import markdown2html
from traitlets.config import Config

from icpf_analysis.errors import PageError
from icpf_analysis.files import write_whole
from icpf_analysis.places import NOTEBOOKS, ROOT
from icpf_analysis.publishing.notebooks import find_notebooks, normalised, read_notebook
from icpf_analysis.publishing.sanitising import sanitised
from icpf_analysis.reading.pages import read_page

REPORT = ROOT / "report"
TITLE = "E-government seminars of the ICPF: what the reports show"
KINDS = ["text/html", "text/markdown", "image/png", "text/plain"]
"""Outputs that are shown, the one preferred first."""
RIGHTS = "../data/README.md"

TEMPLATE = """
{%- extends 'base.html.j2' -%}
{% block header %}{{ resources.page_head }}{% endblock %}
{% block body_header %}<nav><a href="index.html">All notebooks</a></nav>
<main>{% endblock %}
{% block body_footer %}</main>
{% endblock %}
{% block footer %}</body>
</html>
{% endblock %}
{% block input_group %}<details><summary>Code</summary>{{ super() }}</details>{% endblock %}
{% block data_html %}<div class="box" tabindex="0">
{{- output.data['text/html'] | clean_html }}</div>{% endblock %}
{% block data_markdown %}<div class="box">
{{- output.data['text/markdown'] | markdown2html | clean_html }}</div>{% endblock %}
{% block data_png %}<div class="box" tabindex="0"><img
 src="data:image/png;base64,{{ output.data['image/png'] | replace('\\n', '') | e }}"
 {%- set width = output | get_metadata('width', 'image/png') %}
 {%- if width %} width="{{ width | e }}"{% endif %}
 alt="{{ (output | get_metadata('alt', 'image/png') or '') | e }}"></div>{% endblock %}
"""

STYLE = """
body { margin: 0 auto; padding: 1rem; max-width: 46rem; color: #222; background: #fff;
  font: 1rem/1.7 system-ui, "Segoe UI", Roboto, "Hiragino Sans", "Hiragino Kaku Gothic ProN",
  "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic", Meiryo, IPAexGothic, sans-serif;
  overflow-wrap: break-word; }
h1, h2, h3 { line-height: 1.3; }
h1 { font-size: 1.6rem; }
h2 { font-size: 1.25rem; margin-top: 2.5rem; }
a { color: #0b57a4; }
:is(h1, h2, h3, h4, h5, h6) { position: relative; }
.anchor-link { position: absolute; right: 100%; opacity: 0; text-decoration: none; }
:hover > .anchor-link, .anchor-link:focus { opacity: 1; }
.box, pre { max-width: 100%; overflow-x: auto; }
.box { background: linear-gradient(to right, #fff 30%, #fff0) 0 0 / 2.5rem 100%,
    linear-gradient(to left, #fff 30%, #fff0) 100% 0 / 2.5rem 100%,
    linear-gradient(to right, #0003, #0000) 0 0 / .7rem 100%,
    linear-gradient(to left, #0003, #0000) 100% 0 / .7rem 100%;
  background-repeat: no-repeat; background-attachment: local, local, scroll, scroll; }
.box, details { margin: 1rem 0; }
.box > :first-child { margin-top: 0; }
.box > :last-child { margin-bottom: 0; }
img { display: block; height: auto; max-width: none; mix-blend-mode: multiply; }
table { display: block; overflow-x: auto; border-collapse: collapse; font-size: .85rem;
  line-height: 1.5; }
th, td { padding: .25rem .6rem; border-bottom: 1px solid #ddd; vertical-align: top;
  min-width: 2em; max-width: 18em; }
td:last-child { max-width: 36em; }
.box table { display: table; width: max-content; }
td[style*="white-space"] { max-width: none; }
@media (max-width: 40rem) {
  th, td { padding: .25rem .35rem; }
  td:last-child { max-width: 18em; }
  td[style*="white-space"] { white-space: normal !important; max-width: 6em; }
}
@media (min-width: 60rem) {
  .box:has(table) { width: max-content; min-width: 100%; max-width: calc(50vw + 21rem); }
}
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid #ccc; }
summary { color: #666; font-size: .85rem; cursor: pointer; }
pre { font-size: .85rem; line-height: 1.5; }
.lines p { margin: 0; padding-left: 3.5rem; white-space: pre-wrap; }
.lines p > a { float: left; width: 2.8rem; margin-left: -3.5rem; text-align: right;
  color: #666; text-decoration: none; }
.lines p:target { background: #fff3bf; }
"""


def write_report(folder: Path = REPORT, *, notebooks: Path = NOTEBOOKS) -> list[Path]:
    """Write ``index.html``, a page a notebook, and ``source/`` with the files they link to.

    The same notebooks give the same bytes. Everything is read before anything is written;
    other files of `folder` stay as they are.

    Parameters
    ----------
    notebooks : the folder of notebooks in a clone; nothing outside the clone is copied.

    Returns
    -------
    What was written, the index first.

    Raises
    ------
    FileNotFoundError
        There is no notebook.
    PageError
        A file that is no notebook.
    """
    there = find_notebooks(notebooks)
    if not there:
        raise FileNotFoundError(f"no notebook in {notebooks}/")
    places = _Places(notebooks)
    pages = {
        path.with_suffix(".html").name: _notebook_page(path, book, places)
        for path, book in ((path, read_notebook(path)) for path in there.values())
    }
    index = _index_page(there, places)
    pages = {"index.html": index, **pages, **places.pages()}
    for name, text in pages.items():
        write_whole(folder / name, text.encode())
    return [folder / name for name in pages]


class _Places:
    """Where a link of a notebook leads in the report; the files that are wanted for it."""

    def __init__(self, notebooks: Path) -> None:
        self.notebooks = notebooks.resolve()
        self.clone = self.notebooks.parent
        self.there = set(find_notebooks(self.notebooks).values())
        self.texts: dict[Path, list[str]] = {}
        """Its lines; of a folder, none."""

    def of(self, link: str) -> str | None:
        """The address for `link`, from the top of the report; None where it leads nowhere."""
        try:
            parts = urlsplit(link.strip())
            path = (self.notebooks / unquote(parts.path)).resolve()
        except (ValueError, OSError):
            return None
        if parts.scheme or parts.netloc:
            return link if parts.scheme in ("http", "https", "mailto") else None
        hash_ = f"#{parts.fragment}" if parts.fragment else ""
        if not parts.path:
            return hash_ or None
        if path in self.there:
            return quote(path.with_suffix(".html").name) + hash_
        return f"source/{quote(self._name(path))}{hash_}" if self._keep(path) else None

    def pages(self) -> dict[str, str]:
        """The copies of what was linked, and of what linked folders hold."""
        for folder in [path for path in self.texts if path.is_dir()]:
            for path in folder.iterdir():
                if path.is_file():
                    self._keep(path)
        rights = self.of(RIGHTS)
        return {
            f"source/{self._name(path)}": self._page(path, rights) for path in sorted(self.texts)
        }

    def _name(self, path: Path) -> str:
        inside = path.relative_to(self.clone).parts
        return f"{path.name if _is_raw(inside) else '-'.join(inside)}.html"

    def _keep(self, path: Path) -> bool:
        """Whether there is a text, or a folder below the clone's, to be copied."""
        if path in self.texts:
            return True
        if not path.is_relative_to(self.clone) or path == self.clone:
            return False
        if any(part.startswith(".") for part in path.relative_to(self.clone).parts):
            return False
        try:
            self.texts[path] = (
                [] if path.is_dir() else [line.text for line in read_page(path).lines]
            )
        except (PageError, OSError):  # nothing there, or no text
            return False
        return True

    def _page(self, path: Path, rights: str | None) -> str:
        inside = path.relative_to(self.clone)
        title = inside.as_posix()
        if path.is_dir():
            files = sorted(file for file in self.texts if file.parent == path and file.is_file())
            body = "".join(
                f'<li><a href="{quote(self._name(file))}">{escape(file.name)}</a></li>\n'
                for file in files
            )
            body = f"<ul>\n{body}</ul>"
        else:
            body = "".join(
                f'<p id="L{n}"><a href="#L{n}">{n}</a>{escape(text)}</p>\n'
                for n, text in enumerate(self.texts[path], 1)
            )
            lang = "ja" if _is_raw(inside.parts) else "en"
            body = f'<div class="lines" lang="{lang}">\n{body}</div>'
        nav = '<a href="../index.html">All notebooks</a>'
        if rights:
            nav += f' · <a href="{rights.removeprefix("source/")}">Source and rights</a>'
        return (
            f"{_head(title)}<nav>{nav}</nav>\n<main>\n<h1>{escape(title)}</h1>\n{body}\n"
            "</main>\n</body>\n</html>\n"
        )


def _is_raw(inside: tuple[str, ...]) -> bool:
    """Whether a path inside the clone is that of a page of the archive."""
    return inside[:2] == ("data", "raw") and len(inside) > 2


def _head(title: str) -> str:
    """Everything above a page's own text."""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>{escape(title)}</title>
<style>{STYLE}</style>
</head>
<body>
"""


def _notebook_page(path: Path, book: nbformat.NotebookNode, places: _Places) -> str:
    for cell in normalised(book).cells:
        cell.get("outputs", [])[:] = [
            output
            for output in cell.get("outputs", [])
            if "data" not in output or set(KINDS) & set(output.data)
        ]
    exporter = HTMLExporter(
        raw_template=TEMPLATE,
        extra_template_basedirs=[],
        embed_images=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        sanitize_html=True,
        filters={"clean_html": partial(sanitised, place=places.of)},
        config=Config({"NbConvertBase": {"display_data_priority": KINDS}}),
    )
    title, _ = _opening(book, path)
    page, _ = exporter.from_notebook_node(
        book, {"metadata": {"path": str(path.parent)}, "page_head": _head(title)}
    )
    return page


def _index_page(there: dict[str, Path], places: _Places) -> str:
    entries = []
    for path in there.values():
        title, paragraphs = _opening(read_notebook(path), path)
        told = markdown2html("\n\n".join(paragraphs))
        entries.append(
            f'<section>\n<h2><a href="{quote(path.stem)}.html">{escape(title)}</a></h2>\n'
            f"{sanitised(told, place=places.of)}</section>\n"
        )
    wanted = {"../data/raw/": "The archive page", RIGHTS: "its source and rights"}
    links = [
        f'<a href="{place}">{words}</a>'
        for place, words in ((places.of(link), words) for link, words in wanted.items())
        if place
    ]
    return (
        f"{_head(TITLE)}<main>\n<h1>{escape(TITLE)}</h1>\n"
        "<p>One notebook a question. The code behind each number and figure is folded away; "
        "a line number leads to that line of the archive page.</p>\n"
        f"{''.join(entries)}<hr>\n<p>{', '.join(links)}</p>\n</main>\n</body>\n</html>\n"
    )


def _opening(book: nbformat.NotebookNode, path: Path) -> tuple[str, list[str]]:
    """Title of a notebook, and the paragraphs of its first cell that the index shows."""
    source = book.cells[0].source if book.cells else ""
    title = re.search(r"^# +(.+)$", source, flags=re.MULTILINE)
    shown = [part for part in source.split("\n\n") if part.startswith(("**Question", "**要旨"))]
    return (title[1] if title else path.stem), shown
