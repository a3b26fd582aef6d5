"""Layouts of the archive's pages, one grammar a module."""

from collections.abc import Sequence

from icpf_analysis.errors import PageError
from icpf_analysis.grammar import Marked, mark
from icpf_analysis.layouts import archive
from icpf_analysis.pages import Page

LAYOUTS = (archive.RULES,)


def read_layout(page: Page, texts: Sequence[str]) -> list[Marked]:
    """The page marked by the layout that finds most seminars in it.

    Parameters
    ----------
    texts : the lines' texts, emended.

    Raises
    ------
    PageError
        No layout finds a seminar.
    """

    def seminars(marked: list[Marked]) -> int:
        return sum(line.role == "seminar title" or "date" in line.fields for line in marked)

    best = max((mark(page, texts, rules) for rules in LAYOUTS), key=seminars)
    if not seminars(best):
        first = next(line for line in page.lines if line.text.strip())
        raise PageError(
            page.source,
            first.number,
            f"{first.text.strip()[:30]!r} and no seminar on the page",
            "a heading like 電子行政研究会セミナー「題」 on a line of its own",
            "check that this is a page of the archive; another layout needs a grammar "
            "in icpf_analysis/layouts",
        )
    return best
