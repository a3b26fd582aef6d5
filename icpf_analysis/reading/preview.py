"""What a page would give, beside those of data/raw: what is read, doubted and left unread."""

from pathlib import Path
from typing import Any

import pandas as pd

from icpf_analysis.errors import PageError
from icpf_analysis.files import RAW
from icpf_analysis.reading.corpus import Corpus, corpus_of
from icpf_analysis.reading.pages import SUFFIXES, read_page, read_pages


def preview_page(path: str | Path, folder: str | Path = RAW, *, encoding: str | None = None) -> str:
    """Read `path` together with the pages of `folder`, and describe what it gives.

    A page of `folder` that has its name is left out, so that a new version of a page can be
    looked at before it takes the place of the old one. Nothing is written.

    Parameters
    ----------
    encoding : of `path`, where its bytes do not tell it.

    Raises
    ------
    PageError
        The page cannot be read, or not beside the others, or its name has another ending than
        pages have.
    """
    path, folder = Path(path), Path(folder)
    if path.is_dir():
        raise PageError(path, None, "a folder", "a page", "name one of its pages")
    if path.suffix.lower() not in SUFFIXES:
        found = f"the ending {path.suffix!r}" if path.suffix else "a name without an ending"
        todo = "save the page as text or HTML under such a name"
        raise PageError(path, None, found, f"one of {', '.join(SUFFIXES)}", todo)
    pages = [read_page(path, encoding)]
    if folder.is_dir() and any(file.suffix.lower() in SUFFIXES for file in folder.iterdir()):
        pages += [page for page in read_pages(folder) if page.source != path.name]
    return _describe(corpus_of(sorted(pages, key=lambda page: page.source)), path.name)


def _describe(corpus: Corpus, source: str) -> str:
    """What `corpus` has of one page, for a reader at a terminal."""
    lines = corpus.lines[corpus.lines["source"] == source]
    seminars = corpus.seminars[corpus.seminars["source"] == source]
    findings = corpus.findings[corpus.findings["source"] == source]
    words = [f"{source}: {len(lines)} lines, {lines['encoding'].iloc[0]}"]
    words += [f"read: {_number(len(seminars), 'seminar')}"]
    for seminar in seminars.itertuples():
        words += _seminar(corpus, seminar)
    words.append(f"doubted: {_number(len(findings), 'finding')}")
    for line, kind, found, taken, why in findings[
        ["line", "kind", "found", "taken_as", "why"]
    ].itertuples(index=False):
        words.append(f"  line {line}: {kind}: {found}{_taken(taken)} ({why})")
    unread = lines[lines["role"] == "unread"]
    words.append(f"unread: {_number(len(unread), 'line')}")
    words += [f"  line {row.line}: {str(row.text).strip()}" for row in unread.itertuples()]
    return "\n".join(words)


def _seminar(corpus: Corpus, seminar: Any) -> list[str]:
    id_ = seminar.Index
    people = corpus.appearances[corpus.appearances["seminar_id"] == id_]
    statements = corpus.statements[corpus.statements["seminar_id"] == id_]
    parts = statements["part"].value_counts(sort=False)
    who = "、".join(
        f"{row.person_id} ({'no role' if pd.isna(row.role) else row.role}, {row.sector})"
        for row in people.itertuples()
    )
    said = ", ".join(f"{n} {part}" for part, n in parts.items() if n)
    dated = "no date" if pd.isna(seminar.date_basis) else f"date {seminar.date_basis}"
    return [
        f"  {id_} ({dated}), lines {seminar.first_line}-{seminar.last_line}",
        f"    {seminar.series}「{seminar.title}」",
        f"    people: {who or 'none'}",
        f"    statements: {len(statements)}" + (f" ({said})" if said else ""),
    ]


def _taken(reading: Any) -> str:
    return "" if pd.isna(reading) else f" taken as {reading}"


def _number(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"
