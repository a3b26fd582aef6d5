"""The corpus as CSV files, with a Table Schema beside them.

CSV in UTF-8 with \\n between rows; a missing cell is empty.
"""

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import pandas as pd

from icpf_analysis.files import write_whole
from icpf_analysis.reading.corpus import Corpus
from icpf_analysis.reading.schema import FOREIGN_KEYS, INDEXED, KEYS, SCHEMA, Column

_TYPES = {
    "str": "string",
    "Int64": "integer",
    "bool": "boolean",
    "datetime64[us]": "date",
}


def write_tables(corpus: Corpus, folder: str | Path) -> list[Path]:
    """Write one CSV a frame and ``datapackage.json``; give back the files written.

    Raises
    ------
    OSError
        The folder cannot be written; each file is the old or the new one, whole.
    """
    folder = Path(folder)
    files = {f"{name}.csv": _to_csv(name, getattr(corpus, name)) for name in SCHEMA}
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
