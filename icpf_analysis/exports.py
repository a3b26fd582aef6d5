"""WordPress exports (WXR) become lines, post by post, through a parser that refuses bombs.

Only published posts are read. Drafts, pages and the like are passed over with a reason each.
"""

import io
import re
from pathlib import Path
from typing import NamedTuple
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler, feature_namespaces
from xml.sax.xmlreader import AttributesNSImpl, Locator

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from icpf_analysis.errors import PageError
from icpf_analysis.markup import Piece, read_html

_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_WP = "http://wordpress.org/export/"
_FIELDS = {
    ("", "title"): "title",
    (_CONTENT, "encoded"): "content",
    (_WP, "status"): "status",
    (_WP, "post_type"): "type",
    (_WP, "post_date"): "date",
    (_WP, "post_password"): "password",
}
_COMMENT_FIELDS = {(_WP, "comment_content"): "content", (_WP, "comment_approved"): "approved"}


class PassedOver(NamedTuple):
    """An item that is no report to read: the line that keeps its title, and the reason."""

    piece: int
    """0-based place of the line among the export's lines."""
    title: str
    why: str


class Export(NamedTuple):
    """The lines of an export's posts, newest first, and what was passed over."""

    pieces: list[Piece]
    passed_over: list[PassedOver]
    moved: int
    """Posts that stood elsewhere in the file."""


class _Item(NamedTuple):
    number: int
    line: int
    fields: dict[str, tuple[str, int]]
    """Each with its text and the line on which it begins."""
    comments: list[dict[str, tuple[str, int]]]

    def text(self, field: str) -> str:
        return self.fields.get(field, ("", 0))[0]


def read_export(file: str | Path, text: str) -> Export:
    """The posts of a WordPress export, the newest first as on the forum's own pages.

    Raises
    ------
    PageError
        The file is no well-formed WordPress export, or it has a document type, in which
        entities could expand or read other files.
    """
    items = _items(file, text)
    posts = [item for item in items if not _why_not(item)]
    as_filed = [item.number for item in posts]
    posts.sort(key=lambda item: item.text("date"), reverse=True)
    moved = sum(item.number != number for item, number in zip(posts, as_filed, strict=True))
    pieces: list[Piece] = []
    passed_over = []
    for number, item in enumerate(posts, 1):
        pieces += [piece._replace(post=piece.post and number) for piece in _post(item)]
    for item in items:
        why = _why_not(item)
        if not why:
            continue
        title, line = item.fields.get("title", ("", item.line))
        title = " ".join(title.split()) or f"item[{item.number}]"
        passed_over.append(PassedOver(len(pieces), title, why))
        pieces.append(Piece(title, 0, f"line {line}: item[{item.number}]"))
    return Export(pieces, passed_over, moved)


def _why_not(item: _Item) -> str:
    """Why an item is not read; empty for a published post."""
    kind, status = item.text("type"), item.text("status")
    if kind != "post":
        return f"its type is {kind or 'not given'}: it is no post"
    if status != "publish":
        return f"its status is {status or 'not given'}: it is not published"
    return "it is behind a password: it is not public" if item.text("password") else ""


def _post(item: _Item) -> list[Piece]:
    """A post's title and content, and approved comments outside of it."""
    within = f"item[{item.number}]"
    title, at = item.fields.get("title", ("", 1))
    pieces = read_html(title, first_line=at, within=f"{within}/title")
    date = item.text("date")
    if date:
        pieces = [piece._replace(place=f"{piece.place}, posted {date}") for piece in pieces]
    content, at = item.fields.get("content", ("", 1))
    blocks = "<!-- wp:" in content  # of the block editor, in which a line break is none
    pieces += read_html(content, first_line=at, within=within, breaks=not blocks)
    for comment in item.comments:
        content, at = comment.get("content", ("", 1))
        if comment.get("approved", ("", 1))[0] == "1":
            told = read_html(content, first_line=at, within=f"{within}/comment", breaks=True)
            pieces += [piece._replace(post=0) for piece in told]
    return pieces


def _items(file: str | Path, text: str) -> list[_Item]:
    handler = _Handler()
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(handler)
    text = re.sub(r"\A\s*<\?xml[^>]*\?>", lambda found: "\n" * found[0].count("\n"), text)
    try:
        parser.parse(io.StringIO(text))
    except DefusedXmlException as problem:
        declared = re.search(r"<!(?:DOCTYPE|ENTITY)", text)
        line = text.count("\n", 0, declared.start()) + 1 if declared else None
        expected = "a WordPress export, which declares no entities"
        raise PageError(
            file, line, "a document type", expected, "do not trust this file; export again"
        ) from problem
    except SAXParseException as problem:
        found = f"XML that is not well formed ({problem.getMessage()})"
        raise PageError(
            file, problem.getLineNumber(), found, "a WordPress export", "export it again"
        ) from problem
    except (SAXException, ValueError, RecursionError) as problem:
        found = f"XML that cannot be read ({problem})"
        raise PageError(file, None, found, "a WordPress export", "export it again") from problem
    if not any("type" in item.fields for item in handler.items):
        raise PageError(
            file,
            1,
            "XML without an item that has a wp:post_type",
            "a WordPress export (Tools, Export)",
            "save an HTML page as .html",
        )
    return handler.items


class _Handler(ContentHandler):
    """Gathers the items of a channel, with the line of every field."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[_Item] = []
        self.path: list[str] = []
        self.field, self.line = "", 0
        self.words: list[str] = []
        self.locator: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802, the name of SAX
        """The parser tells where it is."""
        self.locator = locator

    def startElementNS(  # noqa: N802
        self, name: tuple[str | None, str], qname: str | None, attrs: AttributesNSImpl
    ) -> None:
        """An item, a comment or a field begins."""
        space, local = name[0] or "", name[1]
        self.path.append(local)
        space = _WP if space.startswith(_WP) else space
        line = (self.locator.getLineNumber() or 1) if self.locator else 1
        if self.path == ["rss", "channel", "item"]:
            self.items.append(_Item(len(self.items) + 1, line, {}, []))
        elif self.path[:3] == ["rss", "channel", "item"]:
            if (space, local) == (_WP, "comment") and len(self.path) == 4:
                self.items[-1].comments.append({})
            fields = {4: _FIELDS, 5: _COMMENT_FIELDS if self.path[3] == "comment" else {}}
            self.field = fields.get(len(self.path), {}).get((space, local), "")
            self.words, self.line = [], line

    def characters(self, content: str) -> None:
        """Text of the field under way."""
        if self.field:
            self.words.append(content)

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:  # noqa: N802
        """A field ends."""
        if self.field:
            text = "".join(self.words)
            item = self.items[-1]
            comment = len(self.path) == 5 and item.comments
            (item.comments[-1] if comment else item.fields)[self.field] = (text, self.line)
            self.field = ""
        self.path.pop()
