"""Which elements of a blog's page are posts, and which stand round them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag

_POST_CLASSES = {"hentry", "type-post"}
_DIV_CLASSES = {"post", "entry"}
_TITLE_CLASSES = {"entry-title", "post-title", "posttitle", "storytitle"}
_OUTSIDE_TAGS = {"title", "nav", "aside", "form", "footer"}
_OUTSIDE = re.compile(
    r"(?:comments?|comment-.+|comments-.+|commentlist|respond|sidebar|widget.*|nav|nav-.+"
    r"|navigation|menu|menu-.+|breadcrumbs?|pagination|paging|page-links|wp-pagenavi|footer"
    r"|entry-meta|entry-footer|entry-utility|post-?meta|postmetadata|posted-on|byline"
    r"|cat-links|tags-links|sharedaddy|share-.+|social.*|(?:jp-)?related-?posts|author-info"
    r"|author-box|edit-link|more-link|site-header|site-branding|site-footer|masthead|colophon)"
)
"""A class or id of what stands round a report: menus, comments, the line on who posted when."""


class Posts(NamedTuple):
    """Which elements are posts (by identity -> number), and titles standing before theirs."""

    numbers: dict[int, int]
    titles: dict[int, int]


def _words(tag: Tag) -> set[str]:
    """Classes and id."""
    found: list[str | list[str]] = [tag.get(name) or [] for name in ("class", "id")]
    return {
        word for value in found for word in (value.split() if isinstance(value, str) else value)
    }


def is_outside(tag: Tag) -> bool:
    """Whether `tag` is a menu, a sidebar, comments, or the line on who posted when.

    >>> is_outside(BeautifulSoup("<div id='comments'>", "html.parser").div)
    True
    """
    if tag.name in {"html", "head", "body"}:
        return False
    return tag.name in _OUTSIDE_TAGS or any(map(_OUTSIDE.fullmatch, _words(tag)))


def _is_post(tag: Tag) -> bool:
    words = _words(tag)
    return (
        tag.name == "article"
        or bool(words & _POST_CLASSES)
        or (tag.name == "div" and bool(words & _DIV_CLASSES))
    )


def find_posts(soup: BeautifulSoup) -> Posts:
    """The outermost posts in order; the body where the page marks none."""
    numbers: dict[int, int] = {}
    titles: dict[int, int] = {}
    waiting: list[int] = []
    stack: list[Iterator[object]] = [iter(soup.children)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif isinstance(child, Tag) and not is_outside(child):
            if _is_post(child):
                numbers[id(child)] = len(numbers) + 1
                titles |= dict.fromkeys(waiting, len(numbers))
                waiting = []
            elif _words(child) & _TITLE_CLASSES:
                waiting.append(id(child))
            else:
                stack.append(iter(child.children))
    if not numbers:
        numbers[id(soup.body or soup)] = 1
    return Posts(numbers, titles)
