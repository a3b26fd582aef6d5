"""HTML of notebooks and their outputs without what could run or ask for anything."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from bleach.css_sanitizer import CSSSanitizer  # type: ignore[import-untyped]
from bleach.sanitizer import Cleaner  # type: ignore[import-untyped]

_TAGS = frozenset(
    re.findall(
        r"\w+",
        "a abbr b blockquote br caption code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i "
        "img li ol p pre s small span strong sub summary sup table tbody td tfoot th thead tr u ul",
    )
)
_ATTRIBUTES = frozenset({"class", "colspan", "id", "lang", "rowspan", "scope", "style", "title"})
_CSS = ("background-color", "color", "font-style", "font-weight", "text-align", "vertical-align",
        "white-space")  # fmt: skip


def sanitised(html: object, *, place: Callable[[str], str | None]) -> str:
    """`html` without what could run or ask for anything, its links led to their `place`."""
    no_code = re.sub(r"(?is)<(style|script)\b.*?</\1\s*>", "", str(html))  # the words in them
    cleaner = Cleaner(
        tags=_TAGS,
        attributes=_allowed,
        protocols={"http", "https", "mailto", "data"},
        strip=True,
        css_sanitizer=CSSSanitizer(allowed_css_properties=_CSS),
        filters=[partial(_led, place=place)],
    )
    return str(cleaner.clean(no_code))


def _allowed(tag: str, name: str, value: str) -> bool:
    if tag == "img":
        return name in {"alt", "width"} or (name == "src" and value.startswith("data:image/"))
    return name in _ATTRIBUTES or (tag == "a" and name == "href")


def _led(
    source: Iterable[dict[str, Any]], place: Callable[[str], str | None]
) -> Iterator[dict[str, Any]]:
    """The tokens of a page: links lead to their place, the 要旨 is told to be Japanese."""
    tokens = list(source)
    for at, token in enumerate(tokens):
        start = token["name"] if token["type"] == "StartTag" else ""
        if start == "a":
            link = token["data"].pop((None, "href"), None)
            target = place(link) if link else None
            if target:
                token["data"][None, "href"] = target
        elif start == "p" and any(
            ahead["type"] == "Characters" and ahead["data"].startswith("要旨")
            for ahead in tokens[at + 1 : at + 3]
        ):
            token["data"][None, "lang"] = "ja"
        yield token
