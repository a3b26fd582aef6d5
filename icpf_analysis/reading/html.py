"""HTML becomes lines: what a reader of the page sees, in order, and where it is.

One pass over the events of the parser, without a tree: memory and time grow with the page,
however deeply its elements are nested. Every visible word is in exactly one line, but for the
reading of a ``<ruby>``, which is handed on beside its line.
"""

import re
import unicodedata
from collections import Counter
from html.parser import HTMLParser
from typing import NamedTuple

_BLOCK = re.compile(
    "address|article|aside|blockquote|body|br|caption|center|dd|details|dialog|dir|div|dl|dt"
    "|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|hgroup|hr|html|legend|li|main"
    "|menu|nav|noscript|ol|option|p|pre|search|section|select|summary|table|tbody|textarea"
    "|tfoot|thead|title|tr|ul"
)
_VOID = re.compile("area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr")
_HIDDEN = {"script", "style", "template", "rp", "iframe"}
_CLOSED_BY = {  # elements whose end is often left out end where the next of their kind begins
    "p": {"p"}, "li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "option": {"option"},
    "tr": {"tr", "td", "th"}, "td": {"td", "th"}, "th": {"td", "th"},
    "rt": {"rt", "rp"}, "rp": {"rt", "rp"},
}  # fmt: skip
_HOLDS = {"li": {"ul", "ol"}, "tr": {"table"}, "td": {"table", "tr"}, "th": {"table", "tr"}}
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
_LABELLED = re.compile(
    r"[•●○◦◆◇■□・【*]|[-–—](?=\s)|[QA]\d{0,2}\s?[(:\uff08\uff1a]|[(\uff08]?\d{1,2}[.)\uff09]"
)
"""An item that has its own bullet, number, question or answer needs no bullet."""
_SPACE = re.compile(r"[ \t\n]+")
_UNENDED = 1000
"""A torn page has a few tags without end, a page of text with < in it some more."""


class Piece(NamedTuple):
    """One line of text out of the markup; `post` counts from 1, and is 0 outside of all posts."""

    text: str
    post: int
    place: str
    heading: bool
    readings: tuple[str, ...]


class _Open(NamedTuple):
    """An element under way, and what holds within it."""

    tag: str
    post: int
    outside: bool
    item: int
    verbatim: bool
    hidden: bool
    heading: int
    """1 in an h1 to h6, 2 in what the theme marks as a post's title."""
    ordered: bool = False


def read_html(text: str) -> tuple[list[Piece], dict[int, list[str]]]:
    """Read the lines of an HTML page, and what its markup says of each post.

    A list's item is one line with a bullet or its number, a row of a table one line with tabs;
    a block or ``<br>`` begins a line.

    Raises
    ------
    ValueError
        So many tags begin and never end that the parser, which looks for each end to the end
        of the file, would take hours.

    >>> read_html("<article><h2>題</h2><ol><li>一つ</ol></article>")[0][1][:3]
    ('1. 一つ', 1, 'line 1: article[1]/ol/li')
    """
    text = re.sub(r"\r\n?", "\n", text)
    unended = text.count("<") - text.count(">")
    if unended > _UNENDED:
        raise ValueError(f"{unended} tags or comments begin and do not end")
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.end_line()
    reader._join_item()
    whole = 0 if reader.posts else 1  # a page that marks no post is one
    pieces = [p if p.post >= 0 else p._replace(post=whole) for p in reader.pieces]
    return pieces, reader.frames


class _Reader(HTMLParser):
    """Gathers lines from the parser's events."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self.frames: dict[int, list[str]] = {}
        self.posts = 0
        self.stack = [_Open("", -1, False, 0, False, False, 0)]
        self.open: Counter[str] = Counter()
        self.waiting: list[int] = []  # titles that come before their post
        self.numbers: list[int] = []  # of the lists under way
        self.items = self.last_item = 0
        self.more: list[tuple[str, str, tuple[str, ...]]] = []  # of the item under way
        self.base: list[int] = []
        self._begin_line()

    def _begin_line(self) -> None:
        self.words: list[str] = []
        self.links: list[str] = []
        self.readings: list[str] = []
        self.begun: tuple[int, _Open] | None = None
        self.base = [0] * len(self.base)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._close_before(tag)
        told = {name: value or "" for name, value in attrs}
        words = {*told.get("class", "").split(), *told.get("id", "").split()}
        above = self.stack[-1]
        post, outside, item = above.post, above.outside, above.item
        if tag not in {"html", "head", "body"}:
            outside = outside or tag in _OUTSIDE_TAGS or any(map(_OUTSIDE.fullmatch, words))
            outside = outside or (tag == "header" and len(self.stack) < 4 and post < 0)
        own = {"hentry", "type-post"} | ({"post", "entry"} if tag == "div" else set())
        is_post = tag == "article" or bool(words & own)
        if is_post and post < 0 and not outside:
            self.end_line()
            self.posts += 1
            post = self.posts
            for at in self.waiting:
                self.pieces[at] = self.pieces[at]._replace(post=post)
            self.waiting = []
        if _BLOCK.fullmatch(tag) or outside != above.outside:
            self.end_line()
        elif tag in {"td", "th"} and self.words:
            self.words.append("\t")
        if tag in {"ul", "ol"}:
            start = told.get("start", "")
            self.numbers.append(int(start) - 1 if start.isascii() and start.isdigit() else 0)
        elif tag == "li":
            self.items += 1
            item = self.items
            if self.numbers:
                value = told.get("value", "")
                number = int(value[:9]) if value.isascii() and value.isdigit() else None
                self.numbers[-1] = self.numbers[-1] + 1 if number is None else number
        elif tag == "ruby":
            self.base.append(len(self.words))
        elif tag == "time" and told.get("datetime") and post > 0:
            self.frames.setdefault(post, []).append(f"投稿日: {told['datetime'][:10]}")
        elif tag == "a" and post > 0 and not outside and told.get("href", "#")[:1] not in {"", "#"}:
            self.links.append(" ".join(told["href"].split()))
        if _VOID.fullmatch(tag):
            return
        heading = max(above.heading, 2 * bool(words & _TITLES), bool(re.fullmatch("h[1-6]", tag)))
        verbatim = above.verbatim or tag in {"pre", "textarea"}
        hidden = above.hidden or tag in _HIDDEN
        ordered = tag == "ol" or (above.ordered and tag != "ul")
        self.stack.append(_Open(tag, post, outside, item, verbatim, hidden, heading, ordered))
        self.open[tag] += 1

    def _close_before(self, tag: str) -> None:
        """End the element that `tag` ends by beginning: <li> within <li>, not within its <ul>."""
        ends, holds = _CLOSED_BY.get(tag, set()), _HOLDS.get(tag, {"dl", "table", "ruby", "div"})
        if _BLOCK.fullmatch(tag) and self.stack[-1].tag == "p" and tag not in {"br", "p"}:
            self.handle_endtag("p")
        for depth in range(len(self.stack) - 1, max(0, len(self.stack) - 9), -1):
            if self.stack[depth].tag in ends:
                return self.handle_endtag(self.stack[depth].tag)
            if self.stack[depth].tag in holds:
                return None

    def handle_endtag(self, tag: str) -> None:
        if not self.open[tag]:
            return
        while True:
            closed = self.stack.pop()
            self.open[closed.tag] -= 1
            above = self.stack[-1]
            if _BLOCK.fullmatch(closed.tag) or (above.post, above.outside) != (
                closed.post,
                closed.outside,
            ):
                self.end_line(closed)
            elif closed.tag == "ruby" and self.base:
                self.base.pop()
            if closed.tag in {"ul", "ol"} and self.numbers:
                self.numbers.pop()
            if closed.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        at = self.stack[-1]
        if at.hidden:
            return
        if any(each.tag in {"rt", "rtc"} for each in self.stack[-3:]) and self.base:
            base = _tidied("".join(self.words[self.base[-1] :]))
            if data.strip() and base:
                self.readings.append(f"{base}({data.strip()})")
                self.base[-1] = len(self.words)
            return
        for n, part in enumerate(data.split("\n")):
            if n and at.verbatim:
                self.end_line()
            elif n:
                self.words.append("\n")
            part = re.sub("[\t\f]", " ", part)
            if part.strip(" ") and self.begun is None:
                self.begun = self.getpos()[0] + n, at
            self.words.append(part)

    def _join_item(self) -> None:
        """Put what an item says after its first line break into its line."""
        if self.more:
            first = self.pieces[-1]
            texts, links, readings = zip(*self.more, strict=True)
            text = _tidied("\n".join([first.text, *texts]))
            place = first.place + "".join(dict.fromkeys(links))
            self.pieces[-1] = first._replace(
                text=text,
                place=place,
                readings=first.readings + tuple(r for each in readings for r in each),
            )
            self.more = []

    def end_line(self, closed: _Open | None = None) -> None:
        """Make a line of the words gathered, if there are any; an item's lines are one."""
        text = _tidied("".join(self.words)) if self.begun else ""
        if not text or self.begun is None:
            if any(self.words):
                self._begin_line()
            return
        line, at = self.begun
        post = 0 if at.outside else at.post
        links = "".join(f" → {link}" for link in dict.fromkeys(self.links))
        path = "/".join(
            [e.tag for e in self.stack[-8:] if _BLOCK.fullmatch(e.tag) and e.post == at.post]
        )
        if closed and _BLOCK.fullmatch(closed.tag) and closed.post == at.post:
            path = f"{path}/{closed.tag}".strip("/")
        if at.post > 0:
            path = re.sub(r"^\w+", rf"\g<0>[{at.post}]", path)
        readings = tuple(self.readings)
        item = at.item if post else 0
        labelled = _LABELLED.match(text)
        if item and item == self.last_item and not labelled:
            self.more.append((text, links, readings))
        else:
            self._join_item()
            if item and not labelled:
                number = f"{self.numbers[-1]}. " if at.ordered and self.numbers else ""
                text = f"{number or '• '}{text}"
            place = f"line {line}: {path}{links}"
            self.pieces.append(Piece(text, post, place, at.heading > 0, readings))
            if at.outside and at.post > 0:
                self.frames.setdefault(at.post, []).append(text)
            if at.post < 0 and at.heading == 2 and not at.outside:
                self.waiting.append(len(self.pieces) - 1)
            elif at.post < 0 and not at.outside:
                self.waiting = []
        self.last_item = item
        self._begin_line()


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

    return _SPACE.sub(one, text)
