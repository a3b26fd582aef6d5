"""A page read post by post, so that no report takes in what stands below it in another post."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from icpf_analysis.errors import PageError
from icpf_analysis.findings import Finding
from icpf_analysis.grammar import Marked
from icpf_analysis.layouts import read_layout
from icpf_analysis.layouts.parts import READ_ON
from icpf_analysis.pages import Page
from icpf_analysis.reports import Report, read_reports, unread_lines

_CUT = re.compile(rf"{READ_ON}$")


class Read(NamedTuple):
    """All lines of a page with their roles, its reports, and what stayed unread."""

    marked: list[Marked]
    reports: list[Report]
    findings: list[Finding]


def read_posts(page: Page, texts: Sequence[str]) -> Read:
    """The reports of a page; a page of text is one post.

    Lines outside of all posts are ``navigation``. A post without a seminar, such as a notice
    in an archive of reports, stays unread, with one finding; so does one of which a list shows
    the beginning only, up to 続きを読む.

    Parameters
    ----------
    texts : the lines' texts, emended.

    Raises
    ------
    PageError
        No post has a seminar, or a seminar has no date.
    """
    posts: dict[int, list[int]] = defaultdict(list)
    for at, line in enumerate(page.lines):
        posts[line.post].append(at)
    marked: list[Marked] = []
    reports: list[Report] = []
    findings: list[Finding] = []
    refused: list[PageError] = []
    for post, places in sorted(posts.items()):
        part = page._replace(lines=[page.lines[at] for at in places])
        words = [texts[at] for at in places]
        if post == 0:
            marked += _all(part, words, "navigation")
            continue
        try:
            of_post = read_layout(part, words)
        except PageError as problem:
            refused.append(problem)
            marked += _all(part, words, "unread")
            findings += _passed_over(part, "no layout finds a seminar in this post")
            continue
        below = [line.text for line in page.lines[places[-1] + 1 : places[-1] + 2]]
        excerpts = _excerpts(of_post, below)
        for excerpt in excerpts:
            refused.append(_shown_in_part(page.source, excerpt[0]))
            shown = page._replace(lines=[line.line for line in excerpt])
            marked += _all(shown, [line.text for line in excerpt], "unread")
            findings += _passed_over(shown, "a list shows the beginning of this post and no day")
        apart = {line.line.number for excerpt in excerpts for line in excerpt}
        of_post = [line for line in of_post if line.line.number not in apart]
        marked += of_post
        reports += read_reports(page.source, of_post)
        findings += unread_lines(page.source, of_post)
    if not reports:
        raise refused[0] if refused else _without_posts(page)
    return Read(sorted(marked, key=lambda each: each.line.number), reports, findings)


def _excerpts(marked: Sequence[Marked], below: Sequence[str]) -> list[list[Marked]]:
    """The posts that a list shows in part: they end with 続きを読む and tell no day.

    In HTML that is a link, which stands round the post: the line `below`.
    """
    starts = [at for at, line in enumerate(marked) if line.begins or line.role == "archive title"]
    posts = [list(marked[start:end]) for start, end in pairwise([*starts, len(marked)])]
    found = []
    for post in posts:
        last = [line.text for line in post if line.text.strip()][-1:]
        cut = [*last, *below] if post is posts[-1] else last
        told = any("date" in line.fields for line in post)
        if post[0].begins and not told and any(map(_CUT.search, cut)):
            found.append(post)
    return found


def _shown_in_part(source: str, first: Marked) -> PageError:
    return PageError(
        source,
        first.line.number,
        f"{first.text.strip()[:40]!r}, a post of which the page shows the beginning only, and no "
        "seminar in full",
        "posts with their days and reports",
        "follow 続きを読む and save the page behind it",
    )


def _all(page: Page, texts: Sequence[str], role: str) -> list[Marked]:
    return [
        Marked(line, text, role if text.strip() else "blank", "archive", {}, {}, None)
        for line, text in zip(page.lines, texts, strict=True)
    ]


def _passed_over(page: Page, why: str) -> list[Finding]:
    first, *others = [line for line in page.lines if line.text.strip()] or page.lines[:1]
    why = f"{why}; its {len(others) + 1} lines are kept as unread"
    return [Finding(page.source, first.number, "post without seminar", first.text.strip(), "", why)]


def _without_posts(page: Page) -> PageError:
    return PageError(
        page.source,
        None,
        "no post, only what stands round posts",
        "the post itself: an <article>, or a <div> of the class post or entry",
        "save the whole page",
    )
