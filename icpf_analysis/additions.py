"""A page checked before it joins the archive: what was read, doubted and left unread."""

from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from icpf_analysis.errors import PageError
from icpf_analysis.files import write_whole
from icpf_analysis.places import RAW
from icpf_analysis.reading.corpus import Corpus, corpus_of
from icpf_analysis.reading.pages import SUFFIXES, read_page, read_pages


class Added(NamedTuple):
    """Where a page was put, whether it was new there, and what to tell of it."""

    path: Path
    new: bool
    told: str


def add_page(
    path: str | Path,
    folder: str | Path = RAW,
    *,
    encoding: str | None = None,
) -> Added:
    """Read `path` together with the pages of `folder`, and copy it there, byte for byte.

    A page that is there already, the same to the byte, is left as it is.

    Parameters
    ----------
    encoding : the encoding the page must be in. The copy is read without being told it, so it
        is not enough that it fits: the bytes themselves must tell it.

    Raises
    ------
    PageError
        The page cannot be read, or not beside the others; its name has another ending than
        pages have; another page has its name. Nothing is copied.
    """
    path, folder = Path(path), Path(folder)
    if path.suffix.lower() not in SUFFIXES:
        found = f"the ending {path.suffix!r}" if path.suffix else "a name without an ending"
        raise PageError(path, None, found, f"one of {', '.join(SUFFIXES)}", "rename the page")
    try:
        data = path.read_bytes()
    except OSError as problem:
        found = problem.strerror or "an unreadable file"
        raise PageError(path, None, found, "a page", "check the path") from problem
    if encoding is not None:
        read_page(path, encoding)
    try:
        page = read_page(path)
    except PageError as problem:
        if encoding is None:
            raise
        todo = f"save the page as UTF-8: {folder.name} is read without being told an encoding"
        raise PageError(path, problem.line, problem.found, problem.expected, todo) from problem
    target = folder / path.name
    there = target.exists()
    if there and target.read_bytes() != data:
        todo = "give the new page a name of its own"
        raise PageError(target, None, "another page of this name", "a new name", todo)
    pages = [] if there else [page]
    if folder.is_dir() and any(file.suffix.lower() in SUFFIXES for file in folder.iterdir()):
        pages += read_pages(folder)
    corpus = corpus_of(sorted(pages, key=lambda each: each.source))
    doubts = corpus.findings[corpus.findings["source"] == page.source]
    if (doubts["kind"] == "page without seminar").any():
        corpus_of([page])  # refused: it is the only one now
    if not there:
        write_whole(target, data)
    return Added(target, not there, describe_page(corpus, page.source))


def describe_page(corpus: Corpus, source: str) -> str:
    """What `corpus` has of one page, for a reader at a terminal."""
    lines = corpus.lines[corpus.lines["source"] == source]
    seminars = corpus.seminars[corpus.seminars["source"] == source]
    findings = corpus.findings[corpus.findings["source"] == source]
    told = [f"{source}: {len(lines)} lines, {lines['encoding'].iloc[0]}"]
    told += [f"read: {_number(len(seminars), 'seminar')}"]
    for seminar in seminars.itertuples():
        told += _seminar(corpus, seminar)
    told.append(f"doubted: {_number(len(findings), 'finding')}")
    for line, kind, found, taken, why in findings[
        ["line", "kind", "found", "taken_as", "why"]
    ].itertuples(index=False):
        told.append(f"  line {line}: {kind}: {found}{_taken(taken)} ({why})")
    unread = lines[lines["role"] == "unread"]
    told.append(f"unread: {_number(len(unread), 'line')}")
    told += [f"  line {row.line}: {str(row.text).strip()}" for row in unread.itertuples()]
    return "\n".join(told)


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
    return [
        f"  {id_} (date {seminar.date_basis}), lines {seminar.first_line}-{seminar.last_line}",
        f"    {seminar.series}「{seminar.title}」",
        f"    people: {who or 'none'}",
        f"    statements: {len(statements)}" + (f" ({said})" if said else ""),
    ]


def _taken(reading: Any) -> str:
    return "" if pd.isna(reading) else f" taken as {reading}"


def _number(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"
