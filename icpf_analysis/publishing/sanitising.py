"""HTML of notebooks and their outputs without what could run or ask for anything."""

import re
from collections.abc import Callable

import nh3

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


def sanitised(html: str, *, address: Callable[[str], str | None]) -> str:
    """Clean `html`, lead its links to their addresses, and let each table scroll by itself.

    Parameters
    ----------
    address : gives the address for a link, or None where it leads nowhere; its words stay.
    """

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
