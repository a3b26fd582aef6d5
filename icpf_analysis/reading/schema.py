"""The columns of every frame: type, and one line on what it holds.

One table serves the frames' types, the files under data/processed and their datapackage.json. The
files are CSV in UTF-8 with \\n between rows; a missing cell is empty.
"""

import csv
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from icpf_analysis.curated import SECTORS
from icpf_analysis.files import write_whole
from icpf_analysis.reading.appearances import ROLES as ROLES_OF_PERSONS
from icpf_analysis.reading.reports import ROLES, STATUSES

PARTS = ("talk", "panel", "discussion", "closing")
KINDS = ("point", "paragraph", "question", "answer")


class Column(NamedTuple):
    """One column: pandas dtype (or the categories, in order), meaning, may it be missing."""

    dtype: str | tuple[str, ...]
    about: str
    missing: bool = False

    @property
    def pandas(self) -> Any:
        """The dtype to cast to: a name, or the ordered categories."""
        return self.dtype if isinstance(self.dtype, str) else _ordered(self.dtype)


@cache
def _ordered(categories: tuple[str, ...]) -> pd.CategoricalDtype:
    return pd.CategoricalDtype(list(categories), ordered=True)


_SEMINAR = Column("str", "seminar_id of the seminar")
_SOURCE = Column("str", "name of the source file")
_LINE = Column("Int64", "1-based line of the source file; of its extracted text for HTML")

SCHEMA: dict[str, dict[str, Column]] = {
    "seminars": {
        "seminar_id": Column(
            "str",
            "ISO date; a suffix -2 where two fall on one day; source and line for no known day",
        ),
        "date": Column("datetime64[us]", "the day it was held", missing=True),
        "date_printed": Column("str", "the date exactly as the page has it", missing=True),
        "date_basis": Column(
            ("printed", "restored", "inferred", "curated"), "on what the date rests", missing=True
        ),
        "session": Column("Int64", "its number in the series, as printed", missing=True),
        "series": Column("str", "series, as headed", missing=True),
        "title": Column("str", "title, as headed", missing=True),
        "title_in_report": Column("str", "title in the report's own sentence", missing=True),
        "venue": Column("str", "venue, as printed", missing=True),
        "attendees": Column("Int64", "persons present, the number printed", missing=True),
        "attendees_bound": Column(
            ("exact", "about", "over", "nearly"), "how the number is meant", missing=True
        ),
        "source": _SOURCE,
        "first_line": Column("Int64", "1-based line of its heading"),
        "last_line": Column("Int64", "1-based line of its last words"),
        "subject": Column("str", "what the seminar is about, by a curated row", missing=True),
        "status": Column(
            STATUSES,
            "announced: the page has the notice only; held: slides or a sentence show that it took "
            "place; reported: the page reports what happened",
        ),
        "short_name": Column("str", "its name in figures, by a curated row", missing=True),
        "short_name_ja": Column("str", "the same in Japanese", missing=True),
        "organiser": Column("str", "who held it, as the page says", missing=True),
    },
    "people": {
        "person_id": Column("str", "the name with inner spaces removed"),
        "name": Column("str", "the fullest form of the name"),
        "name_printed": Column("str", "all forms seen, joined by 、"),
        "n_seminars": Column("Int64", "seminars in which the person has a role"),
    },
    "appearances": {
        "seminar_id": _SEMINAR,
        "person_id": Column("str", "person_id of the person"),
        "role": Column(ROLES_OF_PERSONS, "the foremost role printed", missing=True),
        "affiliation": Column("str", "as printed, longest form", missing=True),
        "organisation": Column("str", "organisation in the affiliation", missing=True),
        "post": Column("str", "post in the affiliation", missing=True),
        "sector": Column(SECTORS, "sector of the organisation"),
        "sector_basis": Column(("curated", "rule", "unknown"), "on what the sector rests"),
        "talk_title": Column("str", "title of the talk, as quoted", missing=True),
        "slides": Column("bool", "the page links slides"),
        "roles": Column("str", "all roles printed, foremost first, joined by 、", missing=True),
    },
    "statements": {
        "statement_id": Column("str", "seminar_id and line"),
        "seminar_id": _SEMINAR,
        "date": Column("datetime64[us]", "the day of the seminar", missing=True),
        "year": Column("Int64", "the year of the seminar", missing=True),
        "line": _LINE,
        "part": Column(PARTS, "part of the seminar"),
        "heading": Column("str", "discussion heading it is printed under", missing=True),
        "kind": Column(KINDS, "form of the statement"),
        "person_id": Column("str", "who said it; missing where the page names nobody", True),
        "speaker_printed": Column("str", "the speaker as the label prints it", missing=True),
        "reply_to": Column("str", "statement_id of the question answered", missing=True),
        "text": Column("str", "what was said, emended, without bullet or label"),
        "text_printed": Column("str", "the same as the page has it"),
        "n_chars": Column("Int64", "length of text in characters"),
        "source": _SOURCE,
        "sector": Column(
            SECTORS,
            "sector of the speaker at this seminar; missing where neither a person nor an "
            "institution is named",
            missing=True,
        ),
        "subject": Column("str", "subject of the seminar", missing=True),
        "organisation": Column(
            "str",
            "organisation of the speaker at this seminar, or the one that the label names in the "
            "place of a person",
            missing=True,
        ),
    },
    "lines": {
        "source": _SOURCE,
        "line": _LINE,
        "seminar_id": Column("str", "seminar_id of the report it belongs to", missing=True),
        "text": Column("str", "the line as printed"),
        "ending": Column("str", "the line's own terminator; \\n for a line extracted from markup"),
        "role": Column(ROLES, "what the line is"),
        "place": Column(
            "str",
            "its place in the markup: source line, element, addresses linked; "
            "missing for a page of text",
            missing=True,
        ),
        "encoding": Column("str", "encoding in which the source file was read"),
    },
    "findings": {
        "source": _SOURCE,
        "line": _LINE,
        "seminar_id": Column("str", "seminar_id of the report it is part of", missing=True),
        "kind": Column("str", "kind of doubt"),
        "found": Column("str", "what is printed there"),
        "taken_as": Column("str", "what it was taken as", missing=True),
        "why": Column("str", "on what evidence"),
    },
}
KEYS = {
    "seminars": ["seminar_id"],
    "people": ["person_id"],
    "appearances": ["seminar_id", "person_id"],
    "statements": ["statement_id"],
    "lines": ["source", "line"],
    "findings": [],
}
INDEXED = ("seminars", "people", "statements")
"""Frames indexed by their key; the others keep it in columns."""
FOREIGN_KEYS = (
    ("appearances", "seminar_id", "seminars", "seminar_id"),
    ("appearances", "person_id", "people", "person_id"),
    ("statements", "seminar_id", "seminars", "seminar_id"),
    ("statements", "person_id", "people", "person_id"),
    ("statements", "reply_to", "statements", "statement_id"),
    ("lines", "seminar_id", "seminars", "seminar_id"),
    ("findings", "seminar_id", "seminars", "seminar_id"),
)

_TYPES = {
    "str": "string",
    "Int64": "integer",
    "bool": "boolean",
    "datetime64[us]": "date",
}


def write_tables(frames: Mapping[str, pd.DataFrame], folder: str | Path) -> list[Path]:
    """Write one CSV a frame and ``datapackage.json``; give back the files written.

    Parameters
    ----------
    frames : the six of a corpus by their names, ``vars(corpus)``.

    Raises
    ------
    OSError
        The folder cannot be written; each file is the old or the new one, whole.
    """
    folder = Path(folder)
    files = {f"{name}.csv": _to_csv(name, frames[name]) for name in SCHEMA}
    files["datapackage.json"] = (
        json.dumps(_datapackage(files), ensure_ascii=False, indent=2) + "\n"
    ).encode()
    for name, data in files.items():
        write_whole(folder / name, data)
    return [folder / name for name in files]


def _to_csv(name: str, frame: pd.DataFrame) -> bytes:
    frame = frame.reset_index() if name in INDEXED else frame.copy()
    for column, spec in SCHEMA[name].items():
        if spec.dtype == "bool":
            frame[column] = frame[column].map({True: "true", False: "false"})
    return frame.to_csv(
        index=False,
        lineterminator="\n",
        date_format="%Y-%m-%d",
        quoting=csv.QUOTE_NONNUMERIC,  # a lone \r inside a cell is not quoted otherwise
    ).encode()


def _datapackage(files: dict[str, bytes]) -> dict[str, Any]:
    """Frictionless Data Package with a Table Schema a file."""
    return {
        "profile": "tabular-data-package",
        "name": "icpf-egovernment-seminars",
        "title": "Seminars on e-government of the Information Communication Policy Forum",
        "description": "Written by make data from data/raw and data/curated; see data/README.md.",
        "resources": [
            {
                "name": name,
                "path": f"{name}.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(files[f"{name}.csv"]),
                "hash": f"sha256:{hashlib.sha256(files[f'{name}.csv']).hexdigest()}",
                "schema": _table_schema(name, columns),
            }
            for name, columns in SCHEMA.items()
        ],
    }


def _table_schema(name: str, columns: dict[str, Column]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column, spec) for column, spec in columns.items()],
        "missingValues": [""],
    }
    if KEYS[name]:
        schema["primaryKey"] = KEYS[name]
    references = [
        {"fields": column, "reference": {"resource": "" if other == name else other, "fields": key}}
        for table, column, other, key in FOREIGN_KEYS
        if table == name
    ]
    if references:
        schema["foreignKeys"] = references
    return schema


def _field(column: str, spec: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column, "description": spec.about}
    if isinstance(spec.dtype, tuple):
        field |= {"type": "string", "constraints": {"enum": list(spec.dtype)}}
    else:
        field["type"] = _TYPES[spec.dtype]
        if spec.dtype == "bool":
            field |= {"trueValues": ["true"], "falseValues": ["false"]}
    return field
