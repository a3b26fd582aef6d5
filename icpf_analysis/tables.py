"""The corpus as CSV files and back, with a Table Schema beside them.

CSV in UTF-8 with \\n between rows. A missing cell is empty; a text cell that a spreadsheet
would run as a formula is guarded by an apostrophe, and read back without it.
"""

import codecs
import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import pandas as pd

from icpf_analysis.curated import read_table
from icpf_analysis.errors import PageError
from icpf_analysis.files import write_whole
from icpf_analysis.reading.corpus import Corpus
from icpf_analysis.reading.schema import FOREIGN_KEYS, INDEXED, KEYS, SCHEMA, Column, typed

_TYPES = {
    "str": "string",
    "Int64": "integer",
    "bool": "boolean",
    "datetime64[us]": "date",
}
_FORMULA = "^('*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20])"
"""The start of a cell that a spreadsheet would run, guarded or not; of full width too, which
a Japanese one takes for the same."""


def write_tables(corpus: Corpus, folder: str | Path, *, bom: bool = False) -> list[Path]:
    """One CSV a frame and ``datapackage.json``; the files written.

    Parameters
    ----------
    bom : begin each CSV with a byte order mark, without which Excel takes it for Shift_JIS.

    Raises
    ------
    OSError
        The folder cannot be written; each file is the old or the new one, whole.
    """
    folder = Path(folder)
    mark = codecs.BOM_UTF8 if bom else b""
    files = {f"{name}.csv": mark + _to_csv(name, getattr(corpus, name)) for name in SCHEMA}
    files["datapackage.json"] = (
        json.dumps(_datapackage(files), ensure_ascii=False, indent=2) + "\n"
    ).encode()
    for name, data in files.items():
        write_whole(folder / name, data)
    return [folder / name for name in files]


def read_tables(folder: str | Path) -> Corpus:
    """The corpus that :func:`write_tables` wrote, equal cell for cell and type for type.

    A byte order mark is read over.

    Raises
    ------
    PageError
        A file is missing, or its columns are not those of the schema.
    """
    return Corpus(**{name: _from_csv(name, Path(folder) / f"{name}.csv") for name in SCHEMA})


def _text(spec: Column) -> bool:
    return spec.dtype == "str"


def _to_csv(name: str, frame: pd.DataFrame) -> bytes:
    frame = frame.reset_index() if name in INDEXED else frame.copy()
    for column, spec in SCHEMA[name].items():
        if _text(spec):
            frame[column] = frame[column].str.replace(_FORMULA, r"'\1", regex=True)
        elif spec.dtype == "bool":
            frame[column] = frame[column].map({True: "true", False: "false"})
    return frame.to_csv(
        index=False,
        lineterminator="\n",
        date_format="%Y-%m-%d",
        quoting=csv.QUOTE_NONNUMERIC,  # a lone \r inside a cell is not quoted otherwise
    ).encode()


def _from_csv(name: str, path: Path) -> pd.DataFrame:
    columns = list(SCHEMA[name])
    rows = read_table(path, columns, key=())
    frame = pd.DataFrame([row.cells for row in rows], columns=columns, dtype="str")
    for column, spec in SCHEMA[name].items():
        if _text(spec):
            frame[column] = frame[column].str.replace(rf"^'(?={_FORMULA[1:]})", "", regex=True)
        else:
            _refuse_other_words(path, frame[column], spec)
        if spec.dtype == "bool":
            frame[column] = frame[column] == "true"
        if spec.missing:
            frame[column] = frame[column].mask(frame[column] == "")
    try:
        return typed(name, frame)
    except ValueError as problem:
        raise PageError(
            path, None, str(problem), "cells of the types in datapackage.json", "run make data"
        ) from problem


def _refuse_other_words(path: Path, cells: pd.Series, spec: Column) -> None:
    """A category or a boolean that is none of those the schema has would be lost on the way."""
    allowed = {"bool": ("true", "false")}.get(str(spec.dtype), spec.dtype)
    if isinstance(allowed, tuple):
        for at, cell in cells[~cells.isin([*allowed, *[""] * spec.missing])].items():
            found = f"{cells.name} {cell!r} in row {int(str(at)) + 1}"
            raise PageError(path, None, found, f"one of {', '.join(allowed)}", "run make data")


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
