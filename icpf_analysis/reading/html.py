"""HTML becomes lines: what a reader of the page sees, in order, and where it is.

The tree is walked once, without recursion; what holds within an element is kept for the nodes
below it, so that time and memory grow with the page. End tags may be missing.
"""

import re
import unicodedata
import warnings
from dataclasses import dataclass, field
from typing import NamedTuple

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, Tag
from bs4.element import PreformattedString

_BLOCK = re.compile(
    "address|article|aside|blockquote|body|br|caption|center|dd|details|dialog|div|dl|dt|fieldset"
    "|figcaption|figure|footer|form|h[1-6]|head|header|hr|html|legend|li|main|menu|nav|noscript|ol"
    "|option|p|pre|section|select|summary|table|tbody|textarea|tfoot|thead|title|tr|ul"
)
_HIDDEN = {"script", "style", "template", "rp", "iframe"}
_OUTSIDE_TAGS = {"title", "nav", "aside", "form", "footer"}
_OUTSIDE = re.compile(
    r"(?:comments?|comment-.+|comments-.+|commentlist|respond|sidebar|widget.*|nav|nav-.+"
    r"|navigation|menu|menu-.+|breadcrumbs?|pagination|paging|page-links|wp-pagenavi|footer"
    r"|entry-meta|entry-footer|entry-utility|post-?meta|postmetadata|posted-on|byline"
    r"|cat-links|tags-links|sharedaddy|share-.+|social.*|(?:jp-)?related-?posts|author-info"
    r"|author-box|edit-link|more-link|site-header|site-branding|site-footer|masthead|colophon)"
)
"""A class or id of what is around a report: menus, comments, the line on who posted when."""
_TITLES = {"entry-title", "post-title", "posttitle", "storytitle"}
# an item that has its own bullet, number, question or answer needs no bullet
_LABELLED = re.compile(
    r"[•●○◦◆◇■□・【*]|[-–—](?=\s)|[QA]\d{0,2}\s?[(:\uff08\uff1a]|[(\uff08]?\d{1,2}[.)\uff09]"
)
_UNENDED = 1000
"""A torn page has a few tags without end; of more the parser would look for each end in vain."""


@dataclass
class Piece:
    """One line of text out of the markup; `post` counts from 1, and is 0 outside of all posts."""

    post: int
    place: str
    heading: bool
    texts: list[str] = field(default_factory=list)
    """One, or those of an item of several lines."""
    readings: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The line."""
        return _tidied("\n".join(self.texts))


class _Within(NamedTuple):
    """What holds within an element; `post` is -1 where no post has begun."""

    block: Tag | None = None
    post: int = -1
    outside: bool = False
    hidden: bool = False
    reading: bool = False
    verbatim: bool = False
    heading: bool = False
    counter: tuple[int, ...] | list[int] = ()
    """The number of the last item of an <ol>."""
    item: int = 0
    label: str = ""


def read_html(text: str) -> tuple[list[Piece], dict[int, list[str]]]:
    """Read the lines of an HTML page, and what its markup says of each post.

    A list's item is one line with a bullet or its number, a row of a table one line with tabs;
    a block or ``<br>`` begins a line.

    Raises
    ------
    ValueError
        More tags begin than the page ends: the parser would take hours.

    >>> [piece.text for piece in read_html("<article><ol><li>一つ<li>二つ</ol></article>")[0]]
    ['1. 一つ', '2. 二つ']
    """
    unended = text.count("<") - text.count(">")
    if unended > _UNENDED:
        raise ValueError(f"{unended} tags or comments begin and do not end")
    with warnings.catch_warnings():  # "/" alone is markup here, though it looks like a file's name
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        soup = BeautifulSoup(re.sub(r"\r\n?", "\n", text), "html.parser")
    reader, within = _Reader(), {id(soup): _Within()}
    for node in soup.descendants:
        above = within[id(node.parent)]
        if isinstance(node, Tag):
            within[id(node)] = reader.begin(node, above)
        elif isinstance(node, PreformattedString):  # a comment, a doctype
            reader.line += node.count("\n")
        else:
            reader.add(str(node), above)
    reader.end_line()
    for piece in reader.pieces:
        if piece.post < 0:  # a page that marks no post is one
            piece.post = 0 if reader.posts else 1
    return reader.pieces, reader.frames


class _Reader:
    """Gathers lines while the tree is walked."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.frames: dict[int, list[str]] = {}
        self.posts = self.items = self.last_item = self.line = self.base = 0
        self.begun: tuple[int, _Within] | None = None
        self.words: list[str] = []
        self.links: dict[str, None] = {}
        self.readings: list[str] = []

    def begin(self, tag: Tag, above: _Within) -> _Within:
        """Say what holds within an element; a block ends the line before it."""
        name, post = tag.name, above.post
        self.line = tag.sourceline or self.line
        names = {*tag.get_attribute_list("class"), str(tag.get("id"))} - {None}
        outside = above.outside or name in _OUTSIDE_TAGS or _heads_page(tag, post)
        if name not in {"html", "body"}:
            outside = outside or any(map(_OUTSIDE.fullmatch, map(str, names)))
        own = {"hentry", "type-post"} | ({"post", "entry"} if name == "div" else set())
        begins = (name == "article" or names & own) and post < 0 and not outside
        block = bool(_BLOCK.fullmatch(name) or begins or outside != above.outside)
        if block:
            self.end_line()
        if begins:
            self.posts += 1
            post = self.posts
        counter, item, label = above.counter, above.item, above.label
        if name in {"ul", "ol"}:
            counter = [_whole(tag.get("start"), 1) - 1] if name == "ol" else ()
        elif name == "li":
            self.items += 1
            if isinstance(counter, list):
                counter[0] = _whole(tag.get("value"), counter[0] + 1)
            item, label = self.items, f"{counter[0]}. " if counter else "• "
        elif name in {"td", "th"} and self.words:
            self.words.append("\t")
        elif name == "ruby":
            self.base = len(self.words)
        elif name == "time" and tag.get("datetime") and post > 0:
            self.frames.setdefault(post, []).append(f"投稿日: {str(tag['datetime'])[:10]}")
        elif name == "a" and post > 0 and not outside:
            link = " ".join(str(tag.get("href", "")).split())
            if not link.startswith("#") and link:
                self.links[link] = None
        return _Within(
            tag if block else above.block,
            post,
            outside,
            above.hidden or name in _HIDDEN,
            name in {"rt", "rtc"} or (above.reading and name != "ruby" and not block),
            above.verbatim or name in {"pre", "textarea"},
            above.heading or bool(names & _TITLES) or re.fullmatch("h[1-6]", name) is not None,
            counter,
            item,
            label,
        )

    def add(self, text: str, at: _Within) -> None:
        """Take the text of an element; that of another block begins a line."""
        if self.begun and self.begun[1].block is not at.block:
            self.end_line()
        if at.reading and not at.hidden:
            base = _tidied("".join(self.words[self.base :]))
            if text.strip() and base:
                self.readings.append(f"{base}({text.strip()})")
                self.base = len(self.words)
        for n, part in enumerate(re.sub("[\t\f]", " ", text).split("\n")):
            if n:
                self.line += 1
                if at.verbatim:
                    self.end_line()
                self.words.append("\n")
            if not (at.hidden or at.reading):
                if part.strip(" "):
                    self.begun = self.begun or (self.line, at)
                self.words.append(part)

    def end_line(self) -> None:
        """Make a line of the words gathered, if there are any; an item's lines are one."""
        if self.begun:
            line, at = self.begun
            text = _tidied("".join(self.words))
            post = 0 if at.outside else at.post
            item, labelled = at.item if post else 0, _LABELLED.match(text)
            if not item or item != self.last_item or labelled:
                text = f"{at.label}{text}" if item and not labelled else text
                place = f"line {line}: {at.block.name if at.block else ''}"
                self.pieces.append(Piece(post, place, at.heading))
                if at.outside and at.post > 0:
                    self.frames.setdefault(at.post, []).append(text)
            piece = self.pieces[-1]
            piece.texts.append(text)
            piece.place += "".join(f" → {link}" for link in self.links)
            piece.readings += self.readings
            self.last_item = item
            self.links, self.readings = {}, []
        self.begun, self.words, self.base = None, [], 0


def _heads_page(tag: Tag, post: int) -> bool:
    """A <header> of the page itself, and not of a post."""
    above = tag.parent.name if tag.parent else ""
    return tag.name == "header" and post < 0 and above in {"body", "[document]"}


def _whole(number: object, otherwise: int) -> int:
    return int(str(number)[:9]) if str(number).isascii() and str(number).isdigit() else otherwise


def _tidied(text: str) -> str:
    """Make runs of blanks one, or none between two full-width signs; a cell's tab is kept.

    >>> _tidied(" 番号\\n  制度 of\\n2012 ")
    '番号制度 of 2012'
    """
    text = text.strip(" \t\n")

    def one(run: re.Match[str]) -> str:
        if "\t" in run[0]:
            return "\t"
        sides = text[run.start() - 1] + text[run.end()]
        wide = all(unicodedata.east_asian_width(sign) in "WF" for sign in sides)
        return "" if wide and "\n" in run[0] else " "

    return re.sub(r"[ \t\n]+", one, text)
