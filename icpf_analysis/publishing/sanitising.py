"""HTML of notebooks and their outputs without what could run or ask for anything."""

import re
from collections.abc import Callable

import nh3

_TAGS = set(
    re.findall(
        r"\w+",
        "a abbr b blockquote br caption code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i "
        "img li ol p pre s small span strong sub summary sup table tbody td tfoot th thead tr u ul",
    )
)
_ATTRIBUTES = {
    "*": {"class", "colspan", "id", "lang", "rowspan", "scope", "style", "title"},
    "a": {"href"},
    "img": {"alt", "src", "width"},
}
_CSS = {"background-color", "color", "font-style", "font-weight", "text-align", "vertical-align",
        "white-space"}  # fmt: skip


def sanitised(html: object, *, place: Callable[[str], str | None]) -> str:
    """Clean `html`, lead its links to their `place`, and mark the 要旨 as Japanese.

    Parameters
    ----------
    place : gives the address for a link, or None where it leads nowhere; its words stay.
    """

    def keep(tag: str, name: str, value: str) -> str | None:
        if tag == "a" and name == "href":
            return place(value)
        asks = tag == "img" and name == "src" and not value.startswith("data:image/")
        # A function (url) or an escape is in none of the styles of a table.
        odd = name == "style" and ("(" in value or "\\" in value)
        return None if asks or odd else value

    cleaned = nh3.clean(
        str(html),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=keep,
        filter_style_properties=_CSS,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "data"},
    )
    return re.sub(r"<p>(?=(?:<strong>)?要旨)", '<p lang="ja">', cleaned)
