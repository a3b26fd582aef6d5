"""The site: the README, the notebooks as they are, and the data they link to, as web pages.

Nothing is run. A page is whole in itself: it asks no address for anything, and no script runs (it
forbids both to the browser). Only what git tracks below data/, figures/ and notebooks/ is
published; a link to anything else is left out, and its words stay.
"""

import base64
import csv
import os
import posixpath
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, urlsplit

import mistune
import nh3
from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from icpf_analysis.display import numbered_lines
from icpf_analysis.errors import PageError
from icpf_analysis.files import ROOT, write_whole
from icpf_analysis.plots.wording import figure_words
from icpf_analysis.publishing.notebooks import normalised, read_notebook
from icpf_analysis.publishing.saving import css_width, screen_copy
from icpf_analysis.reading.pages import read_page

SITE = ROOT / "site"
PUBLISHED = ("data/", "figures/", "notebooks/")
RIGHTS = "data/README.md"
README = {"en": "README.md", "ja": "README.ja.md"}
SECTIONS = {
    "en": ("In short", "The notebooks", "How sure is this?"),
    "ja": ("要点", "ノートブック", "どこまで確かか"),
}
"""What the index shows of the README in its language."""
KINDS = ("text/html", "text/markdown", "image/png", "text/plain")
"""Outputs that are shown, the one preferred first."""
LONGEST = 500_000
"""Characters that the outputs of a page may have, its figures aside; the rest is cut."""


class _Renderer(mistune.HTMLRenderer):
    """HTML of Markdown, each heading with an id to link to; it is cleaned afterwards."""

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        return super().heading(text, level, id=_slug(Markup(text).striptags()))


_MARKDOWN = mistune.create_markdown(
    renderer=_Renderer(escape=False, allow_harmful_protocols=True),
    plugins=["strikethrough", "table", "url"],
)
_TEMPLATE = Environment(
    loader=PackageLoader("icpf_analysis.publishing", "."),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
).get_template("page.html.j2")
_STYLE = Markup((Path(__file__).parent / "site.css").read_text(encoding="utf-8"))


_ATTRIBUTES = {
    "*": {"class", "colspan", "id", "lang", "rowspan", "scope", "style", "tabindex", "title"},
    "a": {"href"},
    "img": {"alt", "src", "width"},
}
_VALUES = {
    "class": re.compile("wide"),
    "id": re.compile(r"[\w-]+"),
    "src": re.compile(r"data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=\s]+"),
    "style": re.compile(
        r"\s*(?:(?:text-align|vertical-align|white-space)\s*:\s*[a-z-]+\s*(?:;\s*|$))+"
    ),
    "tabindex": re.compile("0"),
}
"""What these attributes may be; of styles, how the cells of a table are aligned and broken."""


class Site(NamedTuple):
    """What was written, the index first, and one line for each thing that was left out."""

    files: list[Path]
    left_out: list[str]


def write_site(folder: Path = SITE, *, clone: Path = ROOT) -> Site:
    """Write ``index.html``, a page per notebook in both languages, and the files they link to.

    The same clone gives the same bytes. Everything is read before anything is written; other
    files of `folder` stay as they are.

    Raises
    ------
    FileNotFoundError
        There is no git.
    PageError
        `clone` is no clone of git, or a notebook cannot be read.
    """
    pages = _Pages(clone)
    for name, data in pages.files.items():
        write_whole(folder / name, data)
    return Site([folder / name for name in pages.files], pages.left_out)


def _tracked_files(clone: Path) -> dict[str, Path]:
    """What may be published, name -> path: regular files that git tracks, through no link."""
    wanted = (*PUBLISHED, *README.values(), "CITATION.cff")
    command = ["git", "-C", str(clone), "ls-files", "-z", "--", *wanted]
    listed = subprocess.run(command, capture_output=True)
    if listed.returncode:
        found = listed.stderr.decode(errors="replace").splitlines()[0]
        todo = "git clone it; only what git tracks is published"
        raise PageError(clone, None, found, "a clone of git", todo)
    top = clone.resolve()
    paths = {name: top / name for name in os.fsdecode(listed.stdout).split("\0") if name}
    # A link could lead out of the clone, and a pipe would never end.
    return {name: path for name, path in paths.items() if path.resolve() == path and path.is_file()}


class _Readme(NamedTuple):
    title: str
    lead: str
    sections: dict[str, str]
    questions: dict[str, str]
    """Notebook -> its question in the table of notebooks."""


def _read_readme(path: Path, lang: str) -> _Readme:
    top, *rest = re.split(r"(?m)^## +(.+?) *$", path.read_text(encoding="utf-8"))
    sections = dict(zip(rest[::2], rest[1::2], strict=True))
    title, _, lead = top.removeprefix("# ").partition("\n")
    lead = re.sub(r"\[[^]]+\]\(README[^)]*\)", "", lead).strip()
    table = sections[SECTIONS[lang][1]]
    questions = dict(re.findall(r"\| \[[^]]+\]\((notebooks/.+?)\) \| (.+?) \|", table))
    return _Readme(title, lead, {name: sections[name] for name in SECTIONS[lang]}, questions)


class _Pages:
    """The pages of a clone; what a page links to is made after it."""

    def __init__(self, clone: Path) -> None:
        self.tracked = _tracked_files(clone)
        self.notebooks = [name for name in self.tracked if _is_notebook(name)]
        self.files: dict[str, bytes] = {}
        self.left_out: list[str] = []
        self.linked = [RIGHTS]
        for path in sorted((clone / "notebooks").glob("*.ipynb")):
            self._may_publish(f"notebooks/{path.name}")
        self.readmes = {
            lang: _read_readme(self.tracked[name], lang) for lang, name in README.items()
        }
        self.contents: dict[str, dict[str, str]] = {}
        for lang, readme in self.readmes.items():
            self.contents[lang] = {_page_of("index", lang): readme.title}
            for name in self.notebooks:
                title = f"{Path(name).stem[:2]} · {readme.questions.get(name, name)}"
                self.contents[lang][_page_of(name, lang)] = title
        for lang in README:
            self._index_page(lang)
            for name in self.notebooks:
                self._notebook_page(name, lang)
        for name in self.linked:  # it grows while they are read
            if name in self.tracked and _page_of(name) not in self.files:
                self._file_page(name)

    def _may_publish(self, name: str, base: str = "") -> bool:
        """Whether a file is published; if not, a line says so."""
        if name in self.tracked and name.startswith(PUBLISHED):
            return True
        linked = f" (linked in {base})" if base else ""
        tops = ", ".join(PUBLISHED)
        line = f"{name}{linked}: left out; published are files that git tracks in {tops}"
        if line not in self.left_out:
            self.left_out.append(line)
        return False

    def _address(self, link: str, base: str, lang: str) -> str | None:
        """The address for a link of the file `base`; None where it leads to nothing published."""
        try:
            parts = urlsplit(link.strip())
        except ValueError:
            return None
        if parts.scheme or parts.netloc:
            return link if parts.scheme in ("http", "https", "mailto") else None
        place = unquote(parts.fragment)
        place = place if re.fullmatch("L[0-9]+", place) else _slug(place)
        place = f"#{quote(place)}" if place else ""
        if not parts.path:
            return place or None
        name = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(parts.path)))
        if not self._may_publish(name, base):
            return None
        if not _is_notebook(name):
            self.linked.append(name)
        return quote(_page_of(name, lang)) + place

    # Pages.

    def _index_page(self, lang: str) -> None:
        readme = self.readmes[lang]
        parts = [self._prose(readme.lead, README[lang], lang)]
        for heading, text in readme.sections.items():
            for block in [f"## {heading}", *text.split("\n\n")]:
                pictures = re.findall(r"!\[[^]]*\]\(figures/\w+/(.+?)\.png\)", block)
                if not pictures:
                    parts.append(self._prose(block, README[lang], lang))
                elif len(pictures) == 1:
                    parts += self._figure(pictures[0], lang)
        cff = self.tracked["CITATION.cff"].read_text(encoding="utf-8").partition("references:")[0]
        citation = dict(re.findall(r'(?m)^[ -]*([a-z-]+): *"?(.+?)"?$', cff))
        if repository := os.environ.get("GITHUB_REPOSITORY"):  # where it is built to be published
            citation.setdefault("repository-code", f"https://github.com/{repository}")
        parts.append({"kind": "citation", "value": citation})
        self._write(_page_of("index", lang), lang, readme.title, readme.lead, parts)

    def _notebook_page(self, name: str, lang: str) -> None:
        book = normalised(read_notebook(self.tracked[name]))  # without widgets and paths
        opening = book.cells[0].source if book.cells else ""
        title = re.search(r"(?m)\A# +(.+)$", opening)
        summary = re.search(r"(?ms)^\*\*要旨\*\*.+?(?=\n\n|\Z)", opening)
        about = summary if lang == "ja" else re.search(r"(?m)^\*\*Question\.\*\*.+$", opening)
        page = _page_of(name, lang)
        heading = title[1] if title else name
        parts = []
        if lang == "ja":
            heading = self.contents[lang][page]
            parts = [self._prose(summary[0], name, lang)] if summary else []
            parts.append({"kind": "note", "value": "要旨と図は日本語、以下の本文は英語である。"})
        for found in (title, summary):
            opening = opening.replace(found[0], "", 1) if found else opening
        self.room = LONGEST
        for number, cell in enumerate(book.cells):
            if cell.cell_type == "markdown":
                text = cell.source if number else opening
                english = "en" if lang == "ja" else ""
                parts.append(self._prose(text, name, lang) | {"lang": english})
            elif cell.cell_type == "code":
                parts.append({"kind": "code", "value": cell.source})
                for output in cell.outputs:
                    parts += self._output(output, name, lang)
        self._write(page, lang, heading, about[0] if about else heading, parts)

    def _file_page(self, name: str) -> None:
        """The copy of a linked file: a figure's as it is, any other as a page to read."""
        path, page, title = self.tracked[name], _page_of(name), name
        if page == name:
            self.files[page] = path.read_bytes()
            return
        try:
            if path.suffix == ".csv":
                with path.open(encoding="utf-8", newline="") as rows:
                    part = {"kind": "table", "value": list(csv.reader(rows))}
            elif path.suffix == ".md":
                text = path.read_text(encoding="utf-8")
                if heading := re.match(r"# +(.+)\n", text):
                    title, text = heading[1], text[heading.end() :]
                part = self._prose(text, name, "en")
            else:
                lines = numbered_lines(line.text for line in read_page(path).lines)
                part = {"kind": "prose", "value": Markup(lines)}
        except (PageError, UnicodeDecodeError, csv.Error):
            part = {"kind": "note", "value": "This file is no text."}
        japanese = name.startswith(("data/raw/", "data/lines/"))
        self._write(page, "en", title, name, [part | {"lang": "ja" if japanese else ""}])

    def _write(
        self, page: str, lang: str, title: str, about: str, parts: list[dict[str, Any]]
    ) -> None:
        pages, others = (
            list(self.contents[each]) for each in (lang, "ja" if lang == "en" else "en")
        )
        at = pages.index(page) if page in pages else None
        prose = "".join(part["value"] for part in parts if part["kind"] == "prose")
        self.files[page] = _TEMPLATE.render(
            ja=lang == "ja",
            title=title,
            about=Markup(_MARKDOWN(about)).striptags(),
            style=_STYLE,
            contents=list(self.contents[lang].items()),
            at=at,
            other=others[at or 0],
            sections=re.findall(r'<h2 id="(.+?)">(.+?)</h2>', prose),
            parts=parts,
            rights=_page_of(RIGHTS),
        ).encode("utf-8", "replace")

    # Pieces of a page.

    def _clean(self, html: str, base: str, lang: str) -> dict[str, Any]:
        clean = _sanitised(html, lambda link: self._address(link, base, lang))
        return {"kind": "prose", "value": Markup(clean)}

    def _prose(self, markdown: str, base: str, lang: str) -> dict[str, Any]:
        return self._clean(str(_MARKDOWN(markdown)), base, lang)

    def _output(self, output: Any, name: str, lang: str) -> list[dict[str, Any]]:
        """What a page shows of an output; a note says where it is cut for want of room."""
        data = output.get("data", {})
        if output.output_type in ("stream", "error"):
            text = output.text if "text" in output else "\n".join(output.traceback)
            data = {"text/plain": re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", text)}  # colours
        kind = next((kind for kind in KINDS if kind in data), "")
        value, note = data.get(kind, ""), []
        part: dict[str, Any] = {"kind": "text"}
        if kind == "image/png":
            if figure := self._figure(data.get("text/plain", "").partition(":")[0], lang):
                return figure
            value, about = "".join(value.split()), output.metadata.get(kind)
            part = {"kind": "picture", "about": about if isinstance(about, dict) else {}}
        if len(value) > self.room:
            note = [{"kind": "note", "value": f"[cut: this output has {len(value):,} characters]"}]
            value = "" if kind == "image/png" else value[: self.room]
        self.room -= len(value)
        if not value:
            return note
        if kind in ("text/html", "text/markdown"):
            clean = self._clean if kind == "text/html" else self._prose
            return [clean(value, name, lang), *note]
        return [part | {"value": value}, *note]

    def _figure(self, name: str, lang: str) -> list[dict[str, Any]]:
        """A figure of figures.csv with its caption and files; nothing where it is none."""
        words, drawn = figure_words(name, lang), f"figures/{lang}/{name}.png"
        if not words or drawn not in self.tracked:
            return []
        files = [drawn, drawn.replace(".png", ".pdf"), f"figures/data/{name}.csv"]
        files = [file for file in files if file in self.tracked]
        self.linked += files
        png = screen_copy(self.tracked[drawn].read_bytes())
        about = {"alt": words[0], "width": css_width(png)}
        part = {"kind": "figure", "value": base64.b64encode(png).decode(), "about": about}
        return [part | {"caption": words[1], "files": files}]


def _sanitised(html: str, address: Callable[[str], str | None]) -> str:
    """HTML without what could run or ask, each table scrolling; `address` leads its links."""

    def keep(tag: str, name: str, value: str) -> str | None:
        if name == "href":
            return address(value)
        return value if name not in _VALUES or _VALUES[name].fullmatch(value) else None

    # Before it is cleaned: afterwards, what is put in could end an attribute.
    html = re.sub(r"<th([^>]*)></th>", r"<td\1></td>", html)
    html = re.sub(r"<p>(?=(?:<strong>)?要旨)", '<p lang="ja">', html)
    html = re.sub(r"<table\b", '<div class="wide" tabindex="0"><table', html)
    return nh3.clean(
        html.replace("</table>", "</table></div>"),
        attributes=_ATTRIBUTES,
        attribute_filter=keep,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "data"},
    )


def _is_notebook(name: str) -> bool:
    return bool(re.fullmatch(r"notebooks/[^/]+(?<!\.nbconvert)\.ipynb", name))


def _page_of(name: str, lang: str = "en") -> str:
    """The page of a file: a figure's files stay what they are."""
    ending = ".html" if lang == "en" else f".{lang}.html"
    if _is_notebook(name) or "/" not in name:
        return Path(name).name.removesuffix(".ipynb") + ending
    return name if re.match("figures/(?:en|ja|data)/", name) else name.replace("/", "-") + ".html"


def _slug(heading: str) -> str:
    """The id of a heading, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
