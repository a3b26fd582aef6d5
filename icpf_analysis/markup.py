"""HTML becomes lines: what a reader of the page sees, in order, and where it stands.

Pages of the forum's blog: posts (one on a page, or many in the archive of an author or of a
year), with navigation, sidebars and comments round them. Scripts, styles and comments in the
markup are no text. Every visible word is in exactly one line, but for the reading of a
``<ruby>``, which is handed on beside its line.
"""

import re
import unicodedata
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bs4 import (
    BeautifulSoup,
    MarkupResemblesLocatorWarning,
    NavigableString,
    Tag,
    XMLParsedAsHTMLWarning,
)
from bs4.builder import ParserRejectedMarkup
from bs4.element import PageElement, PreformattedString

from icpf_analysis.outline import Posts, find_posts, is_outside

BULLET = "• "
_NO_TEXT = {"script", "style", "template", "rp", "iframe"}
_BLOCK = re.compile(
    "address|article|aside|blockquote|body|br|caption|center|dd|details|dialog|dir|div|dl|dt"
    "|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|hgroup|hr|html|legend|li|main"
    "|menu|nav|noscript|ol|option|p|pre|search|section|select|summary|table|tbody|textarea"
    "|tfoot|thead|title|tr|ul"
)
_UNCLOSED = {"p", "li", "dt", "dd", "tr", "td", "th", "option"}
"""Elements whose end is often left out; the parser then has the next one inside."""
_CELLS = {"td", "th"}
_SPACE = re.compile(r"[ \t\n]+")
_UNENDED = 1000
"""A torn page has a few of these, a page of text with < in it some more."""
_LABELLED = re.compile(r"[•●○◦◆◇■□・【*]|[-–—](?=\s)|[QA]\s?[(:\uff08\uff1a]")
"""An item that has its own bullet, a question or an answer needs no bullet."""


class Piece(NamedTuple):
    """One line of text out of the markup."""

    text: str
    post: int
    """The post it stands in, from 1; 0 outside of all posts."""
    place: str
    """``line 120: article[2]/ul/li[3]``, and the addresses it links to."""
    readings: tuple[str, ...] = ()
    """番号(ばんごう) of each ruby: its base, which stands in `text`, and its reading."""


def read_html(
    text: str, *, first_line: int = 1, within: str = "", breaks: bool = False
) -> list[Piece]:
    """The lines of an HTML page, or of one post if `within` names where it stands.

    A list's item is one line with a bullet, a row of a table one line with tabs; a block or
    ``<br>`` begins a line. Runs of blanks are one blank, and none where the source only
    breaks its line between two full-width signs.

    Parameters
    ----------
    first_line : the line of the file at which `text` begins.
    within : the element all of `text` belongs to, read as post 1.
    breaks : a line break of the source is one of the text, as in a post that WordPress
        has still to lay out.

    Raises
    ------
    ParserRejectedMarkup
        Not even with leniency is this HTML, or so many tags begin and never end that the
        parser, which looks for each end to the end of the file, would take hours.

    >>> read_html("<article><h2>題</h2><ul><li>一つ</li></ul></article>")[1][:3]
    ('• 一つ', 1, 'line 1: article/ul/li')
    """
    text = re.sub(r"\r\n?", "\n", text)
    unended = text.count("<") - text.count(">")
    if unended > _UNENDED:
        raise ParserRejectedMarkup(f"{unended} tags or comments begin and do not end")
    with warnings.catch_warnings():  # XHTML, or a text that looks like a path, is no fault
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        soup = BeautifulSoup(text, "html.parser")
    reader = _Reader(find_posts(soup), first_line, within)
    reader.walk(soup, breaks=breaks)
    return _joined(reader.pieces)


class _At(NamedTuple):
    """Where a word stands."""

    post: int
    item: int
    """The list item, by identity; 0 outside of lists."""
    path: str
    preformatted: bool


class _Reader:
    """Walks the tree once, without recursion, and gathers lines."""

    def __init__(self, posts: Posts, first_line: int, within: str) -> None:
        self.posts, self.offset, self.within = posts, first_line - 1, within
        self.pieces: list[tuple[Piece, int]] = []  # with the list item
        self.source_line = first_line
        self._begin_anew()

    def _begin_anew(self) -> None:
        self.words: list[str] = []
        self.links: list[str] = []
        self.readings: list[str] = []
        self.begun: tuple[int, _At] | None = None

    def walk(self, soup: BeautifulSoup, *, breaks: bool) -> None:
        """Every node once."""
        post = int(bool(self.within) or id(soup) in self.posts.numbers)
        start = _At(post, 0, self.within, breaks)
        stack: list[tuple[Tag, _At, Iterator[tuple[PageElement, str]]]]
        stack = [(soup, start, _children(soup))]
        while stack:
            tag, at, children = stack[-1]
            child, step = next(children, (None, ""))
            if child is None:
                stack.pop()
                if _BLOCK.fullmatch(tag.name) or (stack and stack[-1][1].post != at.post):
                    self.end()
            elif isinstance(child, Tag):
                self.source_line = self.offset + (child.sourceline or 1)
                if child.name in {"rt", "rtc"}:
                    self.readings.append(_ruby(child))
                elif child.name not in _NO_TEXT:
                    stack.append((child, self.enter(child, step, at), _children(child)))
            elif isinstance(child, NavigableString):
                self.read(child, at)
        self.end()

    def enter(self, tag: Tag, step: str, above: _At) -> _At:
        """Where the words inside `tag` stand; a block ends the line before it."""
        post, item, path, preformatted = above
        number = 0 if self.within else self.posts.numbers.get(id(tag), 0)
        if number:
            post, path = number, tag.name
            if len(self.posts.numbers) > 1:
                path += f"[{number}]"
        elif not self.within and id(tag) in self.posts.titles:
            post, path = self.posts.titles[id(tag)], step
        elif tag.name not in {"html", "head", "body"}:
            if is_outside(tag) or (tag.name == "header" and path in {"", "body"}):
                post = 0
            if _BLOCK.fullmatch(tag.name) or tag.name in _CELLS:
                above_path, _, last = path.rpartition("/")
                if last.partition("[")[0] == tag.name and tag.name in _UNCLOSED:
                    path, step = above_path, tag.name  # <p>…<p> are one after the other
                path = f"{path}/{step}".strip("/")
        if _BLOCK.fullmatch(tag.name) or post != above.post:
            self.end()
        elif tag.name in _CELLS and self.words:
            self.words.append("\t")
        at = _At(
            post,
            id(tag) if tag.name == "li" else item,
            path,
            preformatted or tag.name in {"pre", "textarea"},
        )
        href = tag.get("href") if tag.name == "a" and post else None
        if isinstance(href, str) and href[:1] not in {"", "#"}:
            self.links.append(" ".join(href.split()))
        return at

    def read(self, text: NavigableString, at: _At) -> None:
        """Words for the line under way; comments and the like only count as lines of the file."""
        if isinstance(text, PreformattedString):
            self.source_line += text.count("\n")
            return
        for n, part in enumerate(text.split("\n")):
            if n:
                self.source_line += 1
                if at.preformatted:
                    self.end()
                else:
                    self.words.append("\n")
            part = re.sub("[\t\f]", " ", part)
            if part.strip(" ") and self.begun is None:
                self.begun = self.source_line, at
            self.words.append(part)

    def end(self) -> None:
        """The words gathered are a line, if there are any."""
        text = _tidied("".join(self.words))
        if text and self.begun is not None:
            line, at = self.begun
            links = "".join(f" → {link}" for link in dict.fromkeys(self.links))
            place = f"line {line}: {at.path}{links}"
            self.pieces.append((Piece(text, at.post, place, tuple(self.readings)), at.item))
        self._begin_anew()


def _children(tag: Tag) -> Iterator[tuple[PageElement, str]]:
    """Each child with its step in a path: li[3], or dl where it is the only one."""
    several = Counter(child.name for child in tag.children if isinstance(child, Tag))
    seen: Counter[str] = Counter()
    for child in tag.children:
        if isinstance(child, Tag):
            seen[child.name] += 1
            index = f"[{seen[child.name]}]" if several[child.name] > 1 else ""
            yield child, f"{child.name}{index}"
        else:
            yield child, ""


def _ruby(reading: Tag) -> str:
    """番号(ばんごう): the words above which a reading stands, and the reading."""
    base: list[str] = []
    for before in reading.previous_siblings:
        if isinstance(before, Tag) and before.name in {"rt", "rtc"}:
            break
        if not (isinstance(before, Tag) and before.name == "rp"):
            base.insert(0, before.get_text())
    words = (word for word in reading.descendants if isinstance(word, NavigableString))
    told = "".join(word for word in words if not isinstance(word, PreformattedString))
    return f"{_tidied(''.join(base))}({_tidied(told)})"  # get_text() of an <rtc> has none of <rt>


def _tidied(text: str) -> str:
    """Runs of blanks as one, or none; a cell's tab is kept.

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

    return _SPACE.sub(one, text)


def _joined(pieces: Sequence[tuple[Piece, int]]) -> list[Piece]:
    """One line an item of a list in a post, with a bullet where it has no mark of its own."""
    lines: list[Piece] = []
    under_way = 0
    for piece, item in pieces:
        if not (item and piece.post):
            under_way = 0
            lines.append(piece)
            continue
        labelled = _LABELLED.match(piece.text)
        if item == under_way and not labelled:
            before = lines[-1]
            _, *links = piece.place.split(" → ")
            lines[-1] = before._replace(
                text=_tidied(f"{before.text}\n{piece.text}"),
                place=" → ".join([before.place, *links]),
                readings=before.readings + piece.readings,
            )
        else:
            lines.append(piece if labelled else piece._replace(text=BULLET + piece.text))
        under_way = item
    return lines
