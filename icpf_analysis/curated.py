"""Judgement as rows: the tables under data/curated, read strictly."""

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Sequence
from difflib import get_close_matches
from math import inf
from pathlib import Path
from typing import NamedTuple

from icpf_analysis.errors import Finding, PageError
from icpf_analysis.files import decode, read_bytes

SECTORS = ("national government", "local government", "legislature", "academia", "think tank",
           "private", "unknown")  # fmt: skip
CERTAINTIES = ("certain", "probable", "open")
"""``open``: the doubt is reported with the likely reading, and the text stays."""
LONGEST = 200
"""Characters of a cell that is looked up on the pages; no name or term comes near."""
LONGEST_RULED = 100
"""Characters of an affiliation that rules are tried on; a longer one has an unknown sector."""
UNMATCHED = "row without a page"
"""Kind of the finding on rows of a table that none of the pages read bears out."""
MOST_WAYS = 10**8
"""Under half a second of trying, measured."""
_NO_REPEAT = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?", re.DOTALL)
"""A sign, a class or the beginning of a group, in which ``*+?{`` repeat nothing."""
_REPEAT = re.compile(r"(?P<group>\)?)(?P<most>[*+?]|\{\d*,?\d*\})(?P<how>[?+]?)")
"""Of a repeat: whether it is of a group, its most, and whether it is lazy or possessive."""
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


class Row(NamedTuple):
    """A row of a curated table and its line there."""

    at: int
    cells: dict[str, str]


class SectorRule(NamedTuple):
    """The pattern of a row of sector_rules.csv, with file and line for an error."""

    file: Path
    at: int
    pattern: re.Pattern[str]

    def match(self, affiliation: str) -> re.Match[str] | None:
        """Match an affiliation of at most :data:`LONGEST_RULED` characters, with both groups."""
        match = self.pattern.match(affiliation) if len(affiliation) <= LONGEST_RULED else None
        if match and None in match.groupdict().values():
            found = f"a group that takes no part in the match of {affiliation!r}"
            expected = "organisation and post in every match, if need be empty: (?P<post>.*)"
            raise PageError(self.file, self.at, found, expected, "mend the pattern")
        return match


class Curated(NamedTuple):
    """The tables that reading a page needs."""

    emendations: list[Row]
    affiliations: dict[str, dict[str, str]]
    """Affiliation as printed, full-width signs made half-width (NFKC) -> its row."""
    sector_rules: list[tuple[SectorRule, str]]
    """(rule, sector), tried in the table's order where no affiliation is curated."""
    subjects: dict[str, dict[str, str]]
    """seminar_id -> its subject, short_name and short_name_ja, as far as the tables have them."""
    parties: list[str]
    """As printed between a name and 衆議院議員 or 参議院議員; none without the table."""
    about_pages: list[tuple[Path, str, list[Row]]]
    """Each table whose rows are about certain pages, its column that names what is there, and its
    rows: for :func:`unmatched_rows`."""


def read_table(
    path: str | Path,
    columns: Sequence[str],
    key: Sequence[str],
    *,
    nfkc: Sequence[str] = (),
    exact: Sequence[str] = (),
    filled: Sequence[str] = (),
) -> list[Row]:
    """The rows of a curated CSV, each cell in the form in which it is matched.

    Blanks round a cell and signs of no width are taken off: they come with copying, and nobody
    sees them.

    Parameters
    ----------
    nfkc : columns that are matched with full-width signs made half-width (NFKC).
    exact : columns that are matched to the character, and so left as they are.
    filled : columns beside `key` of which no cell may be empty.

    Raises
    ------
    PageError
        The file cannot be read, a column is missing, a row has too few or too many cells, two
        rows have the same `key`, or a cell of `key` or `filled` is empty, one of `nfkc` too long.
    """
    path = Path(path)
    text, _ = decode(path, read_bytes(path), todo="save the table as CSV in UTF-8")
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = [Row(reader.line_num, cells) for cells in reader]
    except csv.Error as problem:
        line = reader.reader.line_num
        raise PageError(path, line, str(problem), "CSV", "mend the quotes") from problem
    names = reader.fieldnames or []
    missing = ",".join(column for column in columns if column not in names)
    if missing:
        expected = f"columns {','.join(columns)}"
        raise PageError(path, 1, f"columns {','.join(names)}", expected, f"add {missing}")
    seen = dict[tuple[str, ...], int]()  # key -> the line of its row
    for at, cells in rows:
        if None in cells or None in cells.values():
            expected, todo = f"{len(names)} cells, as in line 1", "quote a cell that holds a comma"
            raise PageError(path, at, "another number of cells", expected, todo)
        for column in set(cells).difference(exact):
            cells[column] = _INVISIBLE.sub("", cells[column]).strip()
        for column in nfkc:
            cells[column] = unicodedata.normalize("NFKC", cells[column])
            if len(cells[column]) > LONGEST:
                found = f"{column} of {len(cells[column]):,} characters"
                raise PageError(path, at, found, f"{LONGEST} at most", "shorten it")
        this = tuple(cells[column] for column in key)
        named = " / ".join(filter(None, this))
        for column in (*key, *filled):
            if not cells[column]:
                found, todo = f"no {column} for {named!r}", "fill it, or take the row out"
                raise PageError(path, at, found, f"a {column}", todo)
        if key and this in seen:
            found = f"a second row for {named!r}, besides line {seen[this]}"
            raise PageError(path, at, found, f"one row a {'/'.join(key)}", "keep one of them")
        seen[this] = at
    return rows


def require_choices(path: Path, rows: list[Row], column: str, choices: Collection[str]) -> None:
    """Refuse the first row whose cell of `column` is none of `choices`."""
    for at, cells in rows:
        if cells[column] not in choices:
            expected = f"one of {', '.join(filter(None, choices))}"
            raise PageError(path, at, f"{column} {cells[column]!r}", expected, "choose one of them")


def read_curated(folder: str | Path) -> Curated:
    """The tables of a folder like data/curated; those on seminars and parties may be left out."""
    folder = Path(folder)
    if not folder.is_dir():
        todo = "install with pip install -e in a clone, or name a folder: load_corpus(curated=…)"
        raise PageError(folder, None, "nothing there", "the judgement tables of a clone", todo)
    names = "emendations", "affiliations", "sector_rules", "subjects", "short_names", "parties"
    slips, affiliations, rules, subjects, short_names, parties = (
        folder / f"{name}.csv" for name in names
    )
    columns: tuple[str, ...] = ("source", "line", "found", "emended", "why", "certainty")
    emendations = read_table(slips, columns, key=columns[:3], exact=("found", "emended"))
    require_choices(slips, emendations, "certainty", CERTAINTIES)
    columns = ("affiliation", "organisation", "post", "sector", "why")
    of_affiliations = read_table(affiliations, columns, key=columns[:1], nfkc=columns[:1])
    require_choices(affiliations, of_affiliations, "sector", SECTORS)
    columns = ("pattern", "sector", "why")
    of_rules = read_table(rules, columns, key=columns[:1], exact=columns[:1])
    require_choices(rules, of_rules, "sector", SECTORS)
    about_pages = [(slips, "source", emendations), (affiliations, "affiliation", of_affiliations)]
    seminars: dict[str, dict[str, str]] = {}
    for path, own in ((subjects, ("subject",)), (short_names, ("short_name", "short_name_ja"))):
        columns = ("seminar_id", *own, "why")
        if path.exists():
            rows = read_table(path, columns, key=columns[:1], nfkc=columns[:1])
            about_pages.append((path, "seminar_id", rows))
            for _, cells in rows:
                seminars[cells["seminar_id"]] = seminars.get(cells["seminar_id"], {}) | cells
    of_parties = read_table(parties, ("party", "why"), key=("party",)) if parties.exists() else []
    return Curated(
        emendations,
        {row.cells["affiliation"]: row.cells for row in of_affiliations},
        [(_rule(rules, row), row.cells["sector"]) for row in of_rules],
        seminars,
        [row.cells["party"] for row in of_parties],
        about_pages,
    )


def _rule(path: Path, row: Row) -> SectorRule:
    written = row.cells["pattern"]
    expected = "a regular expression with groups named organisation and post"
    try:
        pattern = re.compile(written)
        problem = "" if set(pattern.groupindex) == {"organisation", "post"} else "other groups"
    except (re.error, OverflowError, RecursionError) as error:
        problem = str(error)
    if not problem and (_ways(written) > MOST_WAYS or len(written) > LONGEST):
        problem = "it could be tried in so many ways that it might never end"
        expected = "repeats that are few, and no repeat of a group but a possessive one (…)*+"
    if problem:
        found = f"the pattern {written[:80]!r} ({problem})"
        raise PageError(path, row.at, found, expected, "mend the pattern")
    return SectorRule(path, row.at, pattern)


def _ways(pattern: str) -> float:
    """In how many ways at most a pattern can be tried on one affiliation, roughly.

    Each repeat multiplies them, that of a group without end: (a+)+b. A possessive one (a*+) does
    not.

    >>> _ways("a?b*+"), _ways("a*b{2,9}"), _ways("(a+)+b")
    (2.5, 900.0, inf)
    """
    ways = 1.0
    for group, most, how in _REPEAT.findall(_NO_REPEAT.sub("x", pattern)):
        if how == "+":
            continue
        if group and most != "?":
            return inf
        last = most.strip("{}").split(",")[-1]
        longest = int(last) if last.isdecimal() else LONGEST_RULED
        ways *= 2.5 if most == "?" else longest  # two ways, longer than two of a longer repeat
    return ways


def unmatched_rows(
    tables: Curated,
    sources: Collection[str],
    affiliations: Collection[str],
    seminar_ids: Collection[str],
    *,
    whole: bool,
) -> list[Finding]:
    """Find the rows that no page bears out, and that would be ignored in silence.

    Parameters
    ----------
    sources, affiliations, seminar_ids : what the pages have; of affiliations also the rows that
        showed where a name ends.
    whole : the pages are all that the tables are about: the first row that fits none is a
        PageError. Of some pages only, it is one finding a table, at the first such row.
    """
    printed = {unicodedata.normalize("NFKC", affiliation) for affiliation in affiliations}
    known: dict[str, tuple[Collection[str], str]] = {
        "source": (sources, "none of the pages"),
        "affiliation": (printed, "nobody's on the pages"),
        "seminar_id": (seminar_ids, "no seminar's on the pages"),
    }
    findings = []
    for file, column, rows in tables.about_pages:
        there, whose = known[column]
        lost = [row for row in rows if row.cells[column] not in there]
        if not lost:
            continue
        at, cells = lost[0]
        if whole:
            found = f"{column} {cells[column]!r}, which is {whose}"
            near = get_close_matches(cells[column], sorted(there), n=1, cutoff=0)
            expected = f"one that is, such as {', '.join(map(repr, near))}"
            raise PageError(file, at, found, expected, "correct it, or take the row out")
        written = "; ".join(dict.fromkeys(row.cells[column] for row in lost))
        lines = ", ".join(str(row.at) for row in lost)
        why = f"this {column} is {whose} that were read; {file.name}, lines {lines}"
        findings.append(Finding(file.name, at, UNMATCHED, written, "", why))
    return findings
