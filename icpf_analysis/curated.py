"""Judgement as rows: the tables under data/curated, read strictly."""

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from icpf_analysis.errors import Finding, PageError
from icpf_analysis.reading.pages import Page, read_page

SECTORS = (
    "national government",
    "local government",
    "legislature",
    "academia",
    "think tank",
    "private",
    "unknown",
)
CERTAINTIES = ("certain", "probable", "open")
"""``open``: the doubt is told with the reading that may be meant, and the text stays."""


class Row(NamedTuple):
    """A row of a curated table and the line it stands on."""

    at: int
    cells: dict[str, str]


class Curated(NamedTuple):
    """The tables that reading a page needs."""

    emendations: list[Row]
    affiliations: dict[str, dict[str, str]]
    """Affiliation as printed, full-width signs made half-width (NFKC) -> its row."""
    sector_rules: list[tuple[re.Pattern[str], str]]
    """(pattern, sector), tried in the table's order where no affiliation is curated."""
    subjects: dict[str, str]
    """seminar_id -> what the seminar is about; none without the table."""
    parties: list[str]
    """As printed between a name and 衆議院議員 or 参議院議員; none without the table."""


def read_table(path: str | Path, columns: Sequence[str], key: Sequence[str]) -> list[Row]:
    """The rows of a curated CSV.

    Raises
    ------
    PageError
        The file cannot be read, a column is missing, a row has too few or too many cells,
        or two rows share the same `key`.
    """
    path = Path(path)
    text = "".join(line.text + line.ending for line in read_page(path, "utf-8").lines)
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    try:
        missing = [column for column in columns if column not in (reader.fieldnames or [])]
        if missing:
            found = f"columns {','.join(reader.fieldnames or [])}"
            todo = f"add {','.join(missing)}"
            raise PageError(path, 1, found, f"columns {','.join(columns)}", todo)
        rows += (Row(reader.line_num, cells) for cells in reader)
    except csv.Error as problem:
        raise PageError(
            path, reader.reader.line_num, str(problem), "CSV", "mend the quotes"
        ) from problem
    seen: set[tuple[str, ...]] = set()
    for at, cells in rows:
        if None in cells or None in cells.values():
            expected = f"{len(reader.fieldnames or [])} cells, as in line 1"
            todo = "quote a cell that holds a comma"
            raise PageError(path, at, "another number of cells", expected, todo)
        this = tuple(cells[column] for column in key)
        if key and this in seen:
            found = f"a second row for {' / '.join(this)!r}"
            raise PageError(path, at, found, f"one row a {'/'.join(key)}", "keep one of them")
        seen.add(this)
    return rows


def read_curated(folder: str | Path) -> Curated:
    """The tables of a folder like data/curated.

    Raises
    ------
    PageError
        A table cannot be read, or a cell holds a word that is none of those allowed.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise PageError(
            folder,
            None,
            "nothing there",
            "the judgement tables of a clone",
            "install with pip install -e in a clone, or name a folder: load_corpus(curated=…)",
        )
    emendations, affiliations, rules, subjects, parties = (
        folder / f"{name}.csv"
        for name in ("emendations", "affiliations", "sector_rules", "subjects", "parties")
    )
    tables = Curated(
        read_table(
            emendations,
            ("source", "line", "found", "emended", "why", "certainty"),
            key=("source", "line", "found"),
        ),
        {
            unicodedata.normalize("NFKC", row.cells["affiliation"]): row.cells
            for row in _one_of(
                affiliations,
                read_table(
                    affiliations,
                    ("affiliation", "organisation", "post", "sector", "why"),
                    key=("affiliation",),
                ),
                "sector",
                SECTORS,
            )
        },
        [
            (_pattern(rules, row), row.cells["sector"])
            for row in _one_of(
                rules,
                read_table(rules, ("pattern", "sector", "why"), key=("pattern",)),
                "sector",
                SECTORS,
            )
        ],
        {
            row["seminar_id"]: row["subject"]
            for _, row in read_table(
                subjects, ("seminar_id", "subject", "why"), key=("seminar_id",)
            )
        }
        if subjects.exists()
        else {},
        _parties(parties) if parties.exists() else [],
    )
    _one_of(emendations, tables.emendations, "certainty", CERTAINTIES)
    return tables


def _one_of(path: Path, rows: list[Row], column: str, allowed: Sequence[str]) -> list[Row]:
    for at, cells in rows:
        if cells[column] not in allowed:
            found = f"{column} {cells[column]!r}"
            raise PageError(path, at, found, f"one of {', '.join(allowed)}", "choose one of them")
    return rows


def _parties(path: Path) -> list[str]:
    rows = read_table(path, ("party", "why"), key=("party",))
    for at, cells in rows:
        if not cells["party"].strip():  # it would stand before every 衆議院議員
            raise PageError(path, at, "no party", "a party as printed", "name it, or take it out")
    return [cells["party"] for _, cells in rows]


def _pattern(path: Path, row: Row) -> re.Pattern[str]:
    try:
        pattern = re.compile(row.cells["pattern"])
        problem = "" if set(pattern.groupindex) == {"organisation", "post"} else "other groups"
    except (re.error, OverflowError, RecursionError) as error:
        problem = str(error)
    if problem:
        raise PageError(
            path,
            row.at,
            f"the pattern {row.cells['pattern']!r} ({problem})",
            "a regular expression with groups named organisation and post",
            "mend the pattern",
        )
    return pattern


def emend(
    page: Page, emendations: Sequence[Row], file: str | Path
) -> tuple[list[str], list[Finding]]:
    """The page's line texts with every row for this page applied, and a finding for each row.

    Rows are matched by the page's file name and line. ``found`` must stand there, once:
    a row that fits nowhere means that the page or the table has changed. A row that is
    ``open`` is recorded and not applied.

    Parameters
    ----------
    file : where `emendations` was read, for the error.

    Raises
    ------
    PageError
        A row whose ``found`` does not stand at its line, or stands there more than once.
    """
    texts = [line.text for line in page.lines]
    findings = []
    for at, row in emendations:
        if row["source"] != page.source:
            continue
        number, found = row["line"], row["found"]
        line = int(number) if re.fullmatch("[0-9]{1,9}", number) else 0
        there = texts[line - 1] if 0 < line <= len(texts) else ""
        times = page.lines[line - 1].text.count(found) if there and found else 0
        if times != 1 or found not in there:  # not there, or another row has changed it
            raise PageError(
                file,
                at,
                f"{found!r} {times} times at line {number} of {page.source}, "
                f"which has {len(texts)} lines",
                f"{found!r} there once",
                "correct the row's line and found, or take the row out",
            )
        kind, taken, why = "emended", row["emended"], f"{row['why']} ({row['certainty']})"
        if row["certainty"] == "open":
            kind, taken = "doubtful", found
            why = f"{row['why']} (open; perhaps {row['emended']})"
        findings.append(Finding(page.source, line, kind, found, taken, why))
        texts[line - 1] = there.replace(found, taken)
    return texts, findings
