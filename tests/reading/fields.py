"""Invented pages read by hand, field by field, and what the package makes of them.

``expected.txt`` has a block for each seminar: page, file and first line, then a line for each
field; a person has role | organisation | sector | title of the talk, and ``said`` has part, kind,
person and how many. An empty field is not compared. ``misread.txt`` has the fields of the pages in
varied manners that are read otherwise today; run this file to write it anew.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

import icpf_analysis as icpf

COLUMNS = {"bound": "attendees_bound", "basis": "date_basis", "printed": "date_printed"}


class Field(NamedTuple):
    """One field of one seminar: what is right, by / of several readings, and what was read."""

    page: str
    line: int
    name: str
    expected: str
    found: str

    @property
    def right(self) -> bool:
        """Whether it is read as one of the readings that are right."""
        return self.found in self.expected.split("/")


def compare(expected: Path, pages: Path) -> list[Field]:
    """Every field of every seminar in `expected`, as read from `pages`."""
    corpora: dict[str, icpf.Corpus] = {}
    fields: list[Field] = []
    for block in re.split(
        r"\n(?=(?:\S+\.(?:txt|html?)|K\d+) \S+ \d+$)",
        expected.read_text("utf-8"),
        flags=re.MULTILINE,
    ):
        head, *rows = block.strip().split("\n")
        page, source, line = head.split(" ")
        if page not in corpora:
            corpora[page] = icpf.load_corpus(pages / page)
        told = [row.partition(" ")[::2] for row in rows]
        found = _fields(corpora[page], page if source == "." else source, int(line), told)
        fields += [Field(page, int(line), *field) for field in found]
    return fields


def _fields(
    corpus: icpf.Corpus, source: str, line: int, told: list[tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    seminars = corpus.seminars[corpus.seminars["source"] == source]
    seminar = seminars.iloc[(seminars["first_line"] - line).abs().argmin()]
    people = corpus.appearances.query("seminar_id == @seminar.name").set_index("person_id")
    said = corpus.statements.query("seminar_id == @seminar.name")
    named = set()
    for name, value in told:
        if name == "person":
            person, _, rest = value.partition(" ")
            named.add(person)
            if person not in people.index:
                yield f"person {person}", value, ""
                continue
            columns = ("role", "organisation", "sector", "talk_title")
            for column, right in zip(columns, map(str.strip, rest.split("|")), strict=False):
                if right or column == "talk_title":
                    yield (
                        f"{column} {person}",
                        right,
                        _text(people.loc[person, column]) or "-" * (column == "role"),
                    )
        elif name == "roles":
            person, _, right = value.partition(" ")
            yield name, right, _text(people.loc[person, "roles"])
        elif name == "slides":
            right = "、".join(sorted(value.split("、")))
            yield name, right, "、".join(sorted(people.index[people["slides"]]))
        elif name == "finding":
            kinds = set(corpus.findings[corpus.findings["source"] == source]["kind"])
            yield name, value, value if value in kinds else ""
        elif name == "said":
            part, kind, person, n = value.split()
            rows = said[(said["part"] == part) & (said["kind"] == kind)]
            yield value[:-2], n, str((rows["person_id"].fillna("-") == person).sum())
        else:
            found = _text(seminar[COLUMNS.get(name, name)])
            yield name, value, (found[:10] or "-") if name == "date" else found
    for person in sorted(set(people.index) - named):
        yield "no such person", "", person
    if any(name == "said" for name, _ in told):
        n = sum(int(value.split()[3]) for name, value in told if name == "said")
        yield "statements", str(n), str(len(said))


def lost(corpus: icpf.Corpus) -> list[str]:
    """Surnames with 氏 and quoted titles of the reporter that no frame and no finding holds."""
    held = [
        corpus.people["name_printed"], corpus.appearances["talk_title"],
        *(corpus.seminars[name] for name in ("title", "title_in_report", "venue", "series")),
        corpus.statements["heading"], corpus.findings["found"],
    ]  # fmt: skip
    compact = re.sub(r"\s", "", "\n".join(text for column in held for text in column.dropna()))
    lines = corpus.lines[corpus.lines["seminar_id"].notna()]
    read = ~lines["role"].isin(["statement", "unread", "duplicate", "post note", "summary"])
    shown = re.findall(r"([一-龠]{2})氏|「([^「」\n]{3,})」", "\n".join(lines["text"][read]))
    sought = (re.sub(r"\s", "", name or title) for name, title in shown)
    return [fact for fact in sought if fact not in compact]


def _text(cell: object) -> str:
    return "" if pd.isna(cell) else str(cell)


def misread(fields: list[Field]) -> list[str]:
    """The fields that are not right, a line each: page, line and field, as read, what is right."""
    return [
        f"{field.page} {field.line} {field.name} | {field.found or '-'} | {field.expected or '-'}"
        for field in fields
        if not field.right
    ]


if __name__ == "__main__":
    HERE = Path(__file__).parent
    read = compare(HERE / "expected_varied.txt", HERE.parent / "pages" / "varied")
    wrong = misread(read)
    (HERE / "misread.txt").write_text("\n".join(wrong) + "\n", "utf-8")
    print(f"{len(read) - len(wrong)} of {len(read)} fields are right")
