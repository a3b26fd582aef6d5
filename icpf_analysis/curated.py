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
"""``open``: the doubt is reported with the likely reading, and the text stays."""
LONGEST = 200
"""Characters of a cell that is looked up on the pages; no name or term comes near."""
LONGEST_RULED = 100
"""Characters of an affiliation that rules are tried on; a longer one has an unknown sector."""
UNMATCHED = "row without a page"
"""Kind of the finding on rows of a table that none of the pages read bears out."""
MOST_WAYS = 10**8
"""Under half a second of trying, measured."""
# A sign, class or bracket of a pattern; of a repeat, its most and whether it is lazy or possessive.
_PIECE = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\??|(?P<most>[*+?]|\{\d*,?\d*\})(?P<how>[?+]?)|.", re.DOTALL
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:-\d+)?")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:-\d+)?")
_NUMBERS = re.compile(r"[\d\s/.:年月日-]+")


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
        """Match an affiliation of at most :data:`LONGEST_RULED` characters, with both groups.

        Raises
        ------
        PageError
            The pattern matches without one of its groups.
        """
        found = self.pattern.match(affiliation) if len(affiliation) <= LONGEST_RULED else None
        if found and None in found.groupdict().values():
            raise PageError(
                self.file,
                self.at,
                f"a group that takes no part in the match of {affiliation!r}",
                "organisation and post in every match, if need be empty: (?P<post>.*)",
                "mend the pattern",
            )
        return found


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
    rows: dict[Path, list[Row]]
    """Each table whose rows speak of certain pages, with its rows: for unmatched_rows."""


def read_table(
    path: str | Path,
    columns: Sequence[str],
    key: Sequence[str],
    *,
    nfkc: Sequence[str] = (),
    exact: Sequence[str] = (),
) -> list[Row]:
    """The rows of a curated CSV, each cell in the form in which it is matched.

    Blanks round a cell and signs of no width are taken off: they come with copying, and nobody
    sees them.

    Parameters
    ----------
    nfkc : columns that are matched with full-width signs made half-width (NFKC).
    exact : columns that are matched to the character, and so left as they are.

    Raises
    ------
    PageError
        The file cannot be read, a column is missing, a row has too few or too many cells, two
        rows have the same `key`, or a cell of `key` or `nfkc` is empty or too long.
    """
    path = Path(path)
    text, _ = decode(path, read_bytes(path), todo="save the table as CSV in UTF-8")
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
        for column in cells:
            if column not in exact:
                cells[column] = _INVISIBLE.sub("", cells[column]).strip()
            if column in nfkc:
                cells[column] = unicodedata.normalize("NFKC", cells[column])
                if len(cells[column]) > LONGEST:
                    found = f"{column} of {len(cells[column]):,} characters"
                    raise PageError(path, at, found, f"{LONGEST} at most", "shorten it")
        this = tuple(cells[column] for column in key)
        if not all(this):
            empty = key[this.index("")]
            raise PageError(path, at, f"no {empty}", f"a {empty}", "fill it, or take the row out")
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
    emendations, affiliations, rules, subjects, names, parties = (
        folder / f"{name}.csv"
        for name in (
            "emendations", "affiliations", "sector_rules", "subjects", "short_names", "parties"
        )
    )  # fmt: skip
    slips = read_table(
        emendations,
        ("source", "line", "found", "emended", "why", "certainty"),
        key=("source", "line", "found"),
        exact=("found", "emended"),
    )
    of_sectors = read_table(
        affiliations,
        ("affiliation", "organisation", "post", "sector", "why"),
        key=("affiliation",),
        nfkc=("affiliation",),
    )
    patterns = read_table(rules, ("pattern", "sector", "why"), key=("pattern",), exact=("pattern",))
    _one_of(emendations, slips, "certainty", CERTAINTIES)
    _one_of(affiliations, of_sectors, "sector", SECTORS)
    _one_of(rules, patterns, "sector", SECTORS)
    of_seminars = {
        path: _of_seminars(path, columns) if path.exists() else []
        for path, columns in ((subjects, ("subject",)), (names, ("short_name", "short_name_ja")))
    }
    described: dict[str, dict[str, str]] = {}
    for _, cells in (row for rows in of_seminars.values() for row in rows):
        described[cells["seminar_id"]] = described.get(cells["seminar_id"], {}) | cells
    return Curated(
        slips,
        {row.cells["affiliation"]: row.cells for row in of_sectors},
        [(_rule(rules, row), row.cells["sector"]) for row in patterns],
        described,
        _parties(parties) if parties.exists() else [],
        {emendations: slips, affiliations: of_sectors, **of_seminars},
    )


def _one_of(path: Path, rows: list[Row], column: str, allowed: Sequence[str]) -> None:
    for at, cells in rows:
        if cells[column] not in allowed:
            found = f"{column} {cells[column]!r}"
            raise PageError(path, at, found, f"one of {', '.join(allowed)}", "choose one of them")


def _of_seminars(path: Path, columns: Sequence[str]) -> list[Row]:
    rows = read_table(
        path, ("seminar_id", *columns, "why"), key=("seminar_id",), nfkc=("seminar_id",)
    )
    for at, cells in rows:
        check_seminar_id(path, at, cells["seminar_id"])
    return rows


def check_seminar_id(path: Path, at: int, written: str) -> None:
    """Refuse a day written otherwise than ids have it: a spreadsheet makes 2014-01-28 2014/1/28.

    Raises
    ------
    PageError
        With the id that is meant, where year, month and day are known.
    """
    if _ISO_DAY.fullmatch(written) or not _NUMBERS.fullmatch(written):
        return
    day = _DAY.fullmatch(written)
    meant = f"{day[1]}-{day[2]:0>2}-{day[3]:0>2}" if day else "the day like 2014-01-28"
    todo = f"write {meant} (in a spreadsheet, format the column as text)"
    raise PageError(path, at, f"seminar_id {written!r}", "an ISO date", todo)


def _parties(path: Path) -> list[str]:
    rows = read_table(path, ("party", "why"), key=("party",))
    for at, cells in rows:
        if re.search(r"\s", cells["party"]) or len(cells["party"]) > LONGEST:
            found = f"party {cells['party'][:40]!r}"
            raise PageError(path, at, found, "a party as printed, without a blank", "correct it")
    return [cells["party"] for _, cells in rows]


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

    A pattern that fits nowhere is tried in all of them, and each repeat multiplies them: (a+)+b
    on thirty letters a never ends. So the repeat of a group counts as endless. A possessive
    repeat (a*+) is tried once.

    >>> _ways("a?b*+"), _ways("a*b{2,9}"), _ways("(a+)+b")
    (2.5, 900.0, inf)
    """
    ways, before = 1.0, ""
    for piece in _PIECE.finditer(pattern):
        most, possessive = piece["most"] or "", piece["how"] == "+"
        if before == ")" and most and not (most == "?" or (most in "*+" and possessive)):
            return inf
        if most == "?" and not possessive:
            ways *= 2.5  # its two ways take longer than two of a longer repeat
        elif most and not possessive:
            last = most.strip("{}").split(",")[-1]
            ways *= int(last) if last.isdecimal() else LONGEST_RULED
        before = piece[0]
    return ways


def unmatched_rows(
    tables: Curated,
    sources: Collection[str],
    affiliations: Collection[str],
    seminar_ids: Collection[str],
    *,
    whole: bool,
) -> list[Finding]:
    """What no page bears out: an emendation of another page, an affiliation of nobody, a subject
    or short name of no seminar.

    Such a row is a slip of the table, and would be ignored in silence.

    Parameters
    ----------
    sources, affiliations, seminar_ids : what the pages have; of affiliations also the rows that
        showed where a name ends.
    whole : the pages are all that the tables are about. A row that fits none is an error then;
        of some pages only, it is one finding a table, at the first such row.

    Raises
    ------
    PageError
        The first row that fits nothing, if `whole`.
    """
    printed = {unicodedata.normalize("NFKC", affiliation) for affiliation in affiliations}
    looked_up = (
        ("source", sources, "none of the pages"),
        ("affiliation", printed, "nobody's on the pages"),
        *[("seminar_id", seminar_ids, "no seminar's on the pages")] * 2,
    )
    findings = []
    for (file, rows), (column, there, whose) in zip(tables.rows.items(), looked_up, strict=True):
        lost = [row for row in rows if row.cells[column] not in there]
        if lost and whole:
            written = lost[0].cells[column]
            near = get_close_matches(written, sorted(there), n=1, cutoff=0)
            raise PageError(
                file,
                lost[0].at,
                f"{column} {written!r}, which is {whose}",
                f"one that is, such as {near[0]!r}" if near else "one that is",
                "correct it, or take the row out",
            )
        if lost:
            written = "; ".join(dict.fromkeys(row.cells[column] for row in lost))
            lines = ", ".join(str(row.at) for row in lost)
            why = f"this {column} is {whose} that were read; {file.name}, lines {lines}"
            findings.append(Finding(file.name, lost[0].at, UNMATCHED, written, "", why))
    return findings
