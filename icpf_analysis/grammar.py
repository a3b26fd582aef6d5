"""From lines to marked lines: what each line of a page is, by the first rule that fits.

A layout of the archive is a grammar: rows of :class:`Rule` in a module of
``icpf_analysis.layouts``. Another layout is another module there; nothing here changes.
Every post of a page is marked by the layout that fits it.
All layouts hand on the same roles and fields, so nothing after this room knows of layouts.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from icpf_analysis.pages import Line

ROLES = (
    "archive title",
    "post note",
    "seminar title",
    "lead",
    "notice",
    "programme",
    "opening",
    "introduction",
    "slides",
    "heading",
    "statement",
    "roster",
    "transition",
    "summary",
    "blank",
    "unread",
    "navigation",
    "duplicate",
)

# Full-width signs and spaces to their half-width twins, one sign for one sign, so that a rule
# is written once and a field is still cut from the text as printed.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xA0: " "}
_ANY_LENGTH = frozenset({"blank", "statement"})
_LONGEST = 3000
"""Characters of the longest line of any other role; the page's own is of 170. A pattern with two
places to choose tries all pairs of them, which in a line of a million signs takes for ever."""


class Rule(NamedTuple):
    """One kind of line.

    Its pattern is matched from the first sign of a line that is no blank, with full-width signs
    made half-width; its named groups are the fields handed on.
    """

    role: str
    pattern: re.Pattern[str]
    within: str = ""
    """Sections in which the rule is tried, blank-separated; empty: in all of them."""
    opens: str = ""
    """The section that begins with this line."""
    ahead: re.Pattern[str] | None = None
    """What the next line that is not blank must begin with."""
    kind: str = ""
    """For statements: point, paragraph, question or answer."""
    doubt: str = ""
    """Why a line read by this rule is a doubt; it becomes a finding."""


class Marked(NamedTuple):
    """A line with its role, the section it stands in, and its fields."""

    line: Line
    text: str
    """The line's text, emended."""
    role: str
    section: str
    fields: dict[str, str]
    printed: dict[str, str]
    """The same fields from the line as printed; empty where only the emended line fits."""
    rule: Rule | None
    begins: bool = False
    """Whether a seminar's post begins with this line."""


def half_width(text: str) -> str:
    """`text` with full-width signs and spaces made half-width, one sign for one sign.

    >>> half_width("\uff11\uff18\uff1a\uff13\uff10")
    '18:30'
    """
    return text.translate(_HALF_WIDTH)


def nexts(halves: Sequence[str]) -> list[str]:
    """For each line the next one that is not blank; empty at the end.

    >>> nexts(["日時", " ", "6月11日"])
    ['6月11日', '6月11日', '']
    """
    following, found = "", []
    for half in reversed(halves):
        found.append(following)
        following = half if half.strip() else following
    return found[::-1]


def mark(lines: Sequence[Line], texts: Sequence[str], rules: Sequence[Rule]) -> list[Marked]:
    """Every line once, in order; what no rule fits is ``unread``.

    Parameters
    ----------
    lines : of a page, or of one post on it.
    texts : the lines' texts, emended; as many as there are lines.
    """
    halves = [half_width(text) for text in texts]
    section, marked = "archive", []
    for line, text, half, after in zip(lines, texts, halves, nexts(halves), strict=True):
        indent = len(half) - len(half.lstrip())
        for rule in rules:
            if rule.within and section not in rule.within.split():
                continue
            if len(half) > _LONGEST and rule.role not in _ANY_LENGTH:
                continue
            match = rule.pattern.fullmatch(half, indent)
            if match and (rule.ahead is None or rule.ahead.match(after)):
                section = rule.opens or section
                printed = _matched(rule, line.text)
                marked.append(
                    Marked(
                        line,
                        text,
                        rule.role,
                        section,
                        _fields(match, text),
                        _fields(printed, line.text) if printed else {},
                        rule,
                    )
                )
                break
        else:
            marked.append(Marked(line, text, "unread", section, {}, {}, None))
    return marked


def _matched(rule: Rule, text: str) -> re.Match[str] | None:
    half = half_width(text)
    return rule.pattern.fullmatch(half, len(half) - len(half.lstrip()))


def _fields(match: re.Match[str], text: str) -> dict[str, str]:
    """Named groups that took part, cut from `text` itself, without blanks round them."""
    return {
        name: text[slice(*match.span(name))].strip()
        for name in match.re.groupindex
        if match.start(name) >= 0
    }
