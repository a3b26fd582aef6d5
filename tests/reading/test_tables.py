"""The frames as files: what is under data/processed, and that nothing changes on the way."""

import csv
import hashlib
import io
import json

import pytest

from icpf_analysis import load_corpus
from icpf_analysis.files import PROCESSED, write_whole
from icpf_analysis.reading.schema import SCHEMA, _to_csv, write_tables


def test_data_processed_is_what_a_fresh_load_gives(tmp_path):
    for path in write_tables(vars(load_corpus()), tmp_path):
        assert (PROCESSED / path.name).read_bytes() == path.read_bytes(), (
            f"data/processed/{path.name} is old; run make data"
        )


def test_any_text_cell_is_written_as_it_is(corpus, tmp_path):
    """A reader of CSV that takes no word for a missing cell gets each back, line ends too."""
    cells = ["=1+1", "'=1", "", " x", '"x"', "a\r\nb", "a\nb", "\rx", "NA", "nan", "007", "1e5"]
    lines = corpus.lines.head(len(cells)).assign(text=cells)
    write_tables(vars(corpus) | {"lines": lines}, tmp_path)
    with (tmp_path / "lines.csv").open(encoding="utf-8", newline="") as file:
        assert [row["text"] for row in csv.DictReader(file)] == cells


def test_a_missing_cell_is_empty_and_a_truth_value_is_a_word(corpus):
    appearances = _to_csv("appearances", corpus.appearances).decode()
    assert {row["slides"] for row in csv.DictReader(io.StringIO(appearances))} == {"true", "false"}
    statements = _to_csv("statements", corpus.statements).decode()
    headings = [row["heading"] for row in csv.DictReader(io.StringIO(statements))]
    assert headings.count("") == corpus.statements["heading"].isna().sum() > 0


def test_the_datapackage_describes_the_files_as_they_are():
    package = json.loads((PROCESSED / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == list(SCHEMA)
    for resource in package["resources"]:
        data = (PROCESSED / resource["path"]).read_bytes()
        header = next(csv.reader(data.decode("utf-8").splitlines()))
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_a_file_is_the_old_one_or_the_new_one(tmp_path, monkeypatch):
    """The last step fails: the old file stays, and no temporary file remains."""
    write_whole(tmp_path / "people.csv", b"old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(OSError, match=r"No space left.*make room"):
        write_whole(tmp_path / "people.csv", b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"people.csv": b"old"}
