"""The frames as files: what is under data/processed, and that nothing changes on the way."""

import codecs
import csv
import dataclasses
import hashlib
import io
import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icpf_analysis import PageError, load_corpus, tables
from icpf_analysis.files import write_whole
from icpf_analysis.places import PROCESSED
from icpf_analysis.reading.schema import SCHEMA
from icpf_analysis.tables import read_tables, write_tables


def same(first, second):
    for name in SCHEMA:
        pd.testing.assert_frame_equal(getattr(first, name), getattr(second, name))


def test_data_processed_is_what_a_fresh_load_gives(tmp_path):
    for path in write_tables(load_corpus(), tmp_path):
        assert (PROCESSED / path.name).read_bytes() == path.read_bytes(), (
            f"data/processed/{path.name} is old; run make data"
        )


def test_data_processed_reads_back_equal():
    same(read_tables(PROCESSED), load_corpus())


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+81-3", "-", "@all", "\tx", "\rx", "'=1", "''-x", "'", "'quoted'", "a=b", "", " x",
     '"x"', "a\r\nb", "a\nb", "NA", "nan", "007", "1e5"],
)  # fmt: skip
def test_any_text_cell_reads_back_equal_and_none_is_a_formula(corpus, tmp_path, cell):
    lines = corpus.lines.copy()
    lines.loc[3, "text"] = cell
    lines.loc[[4, 5], "ending"] = ["\r\n", "\r"]
    changed = dataclasses.replace(corpus, lines=lines)
    write_tables(changed, tmp_path)
    same(read_tables(tmp_path), changed)
    with (tmp_path / "lines.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]


@given(
    cells=st.lists(
        st.text(st.sampled_from("'=+-@\t\r＝＋－＠\"\n,;番1 \0\ufeff"), max_size=6),
        min_size=9, max_size=9,
    )
)  # fmt: skip
@settings(deadline=None, max_examples=settings().max_examples // 4)
def test_guards_come_off_again_whatever_a_cell_begins_with(corpus, file, cells):
    """Columns with a key, without one, and of any text; numbers and categories have no guard."""
    lines, people = corpus.lines.head(3).copy(), corpus.people.head(3).reset_index()
    lines["text"], people["name"] = cells[:3], cells[3:6]
    people["person_id"] = [f"{cell}{n}" for n, cell in enumerate(cells[6:])]
    for name, frame in (("lines", lines), ("people", people.set_index("person_id"))):
        data = tables._to_csv(name, frame)
        for mark in (b"", codecs.BOM_UTF8):
            file.write_bytes(mark + data)
            pd.testing.assert_frame_equal(tables._from_csv(name, file), typed_as(frame))
        told = [cell for row in csv.reader(io.StringIO(data.decode(), newline="")) for cell in row]
        assert not [cell for cell in told if cell.startswith(tuple("=+-@\t\r＝＋－＠"))]


def typed_as(frame):
    """With text columns of pandas' own text type, whatever they were filled with."""
    return frame.astype({name: "str" for name in ("text", "name") if name in frame})


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return tmp_path_factory.mktemp("tables") / "table.csv"


def test_a_spreadsheet_gets_a_byte_order_mark_on_request_and_reads_back_equal(corpus, tmp_path):
    for path in write_tables(corpus, tmp_path, bom=True):
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf") == (path.suffix == ".csv")
        if path.suffix == ".csv":
            write_tables(corpus, tmp_path / "plain")
            assert data[3:] == (tmp_path / "plain" / path.name).read_bytes()
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert package["resources"][0]["bytes"] == (tmp_path / "seminars.csv").stat().st_size
    same(read_tables(tmp_path), corpus)


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


def test_the_datapackage_names_keys_and_references():
    package = json.loads((PROCESSED / "datapackage.json").read_text(encoding="utf-8"))
    schema = {resource["name"]: resource["schema"] for resource in package["resources"]}
    assert schema["appearances"]["primaryKey"] == ["seminar_id", "person_id"]
    assert {"fields": "reply_to", "reference": {"resource": "", "fields": "statement_id"}} in (
        schema["statements"]["foreignKeys"]
    )
    kinds = {field["name"]: field["type"] for field in schema["seminars"]["fields"]}
    assert (kinds["date"], kinds["session"], kinds["title"]) == ("date", "integer", "string")


def test_a_missing_table_is_named(tmp_path):
    with pytest.raises(PageError, match=r"seminars\.csv: found No such file"):
        read_tables(tmp_path)


def test_a_table_with_other_columns_is_refused(corpus, tmp_path):
    write_tables(corpus, tmp_path)
    (tmp_path / "people.csv").write_text("person_id,name\n", encoding="utf-8")
    with pytest.raises(PageError, match=r"people\.csv, line 1: .*add name_printed,n_seminars"):
        read_tables(tmp_path)


@pytest.mark.parametrize(
    "rows",
    ["", "a,b\n", "person_id,name,name_printed,n_seminars\na,b,c,1,2\n",
     "person_id,name,name_printed,n_seminars\na,b,c,many\n",
     'person_id,name,name_printed,n_seminars\n"a,b,c,1\n'],
)  # fmt: skip
def test_a_table_that_somebody_has_broken_is_refused_by_name(corpus, tmp_path, rows):
    write_tables(corpus, tmp_path)
    (tmp_path / "people.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(PageError, match=r"people\.csv"):
        read_tables(tmp_path)


@pytest.mark.parametrize("column, word", [("role", "chair"), ("slides", "yes")])
def test_a_word_that_the_schema_lacks_is_refused_and_not_lost(corpus, tmp_path, column, word):
    write_tables(corpus, tmp_path)
    path = tmp_path / "appearances.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    table.loc[4, column] = word
    table.to_csv(path, index=False)
    with pytest.raises(PageError, match=rf"appearances\.csv: found {column} '{word}' in row 5"):
        read_tables(tmp_path)


def test_a_new_file_has_the_mode_that_new_files_have(tmp_path):
    (tmp_path / "usual").touch()
    write_whole(tmp_path / "ours", b"x")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_file_is_the_old_one_or_the_new_one(corpus, tmp_path, monkeypatch):
    """The last step fails: the old file stands, and nothing is left beside it."""
    write_tables(corpus, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(OSError, match="No space left"):
        write_tables(dataclasses.replace(corpus, people=corpus.people.head(1)), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
