"""Nothing lost, nothing crashed: whatever a page holds, a Corpus that is whole, or a PageError.

A few hundred pages are tried, the same each time. For more, and others each time::

    pytest tests/test_hostile.py --hypothesis-profile wide
"""

import pandas as pd
import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from mutations import ENCODINGS, hurt, pages

import icpf_analysis as icpf
from icpf_analysis.places import RAW
from icpf_analysis.schema import FOREIGN_KEYS, INDEXED, KEYS, SCHEMA

PAGE = (RAW / "000_4767421747b42df5.txt").read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("pages")


def loaded(folder, data: bytes) -> icpf.Corpus | None:
    """The corpus, checked; None where the page is refused by file and line."""
    file = folder / "page.txt"
    file.write_bytes(data)
    try:
        corpus = icpf.load_corpus(file)
    except icpf.PageError as refused:
        assert refused.file.endswith("page.txt")
        assert refused.line is None or 1 <= refused.line <= 2 + data.count(b"\n") + data.count(b"\r")
        assert refused.found and refused.expected and refused.todo
        return None
    nothing_is_lost(corpus, data)
    keys_resolve(corpus)
    places_hold(corpus)
    return corpus


def nothing_is_lost(corpus: icpf.Corpus, data: bytes) -> None:
    """Lines and endings are the page as decoded; one that is UTF-8 is decoded as UTF-8."""
    again = "".join(corpus.lines["text"] + corpus.lines["ending"])
    decoded = []
    for encoding in ("utf-8", *ENCODINGS):
        try:
            decoded.append(data.decode(encoding).removeprefix("\ufeff"))
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8":
            break
    assert again in decoded


def keys_resolve(corpus: icpf.Corpus) -> None:
    tables = {
        name: getattr(corpus, name).reset_index() if name in INDEXED else getattr(corpus, name)
        for name in SCHEMA
    }
    for name, keys in KEYS.items():
        assert not keys or not tables[name].duplicated(keys).any(), f"{name}: {keys} twice"
    for name, column, other, key in FOREIGN_KEYS:
        lost = set(tables[name][column].dropna()) - set(tables[other][key])
        assert not lost, f"{name}.{column}: {lost} not in {other}.{key}"
    for name, table in tables.items():
        for column, spec in SCHEMA[name].items():
            assert spec.missing or table[column].notna().all(), f"{name}.{column} is missing"


def places_hold(corpus: icpf.Corpus) -> None:
    """What a statement prints stands on its line, and every line that says one has one."""
    lines = corpus.lines.set_index(["source", "line"])
    for statement in corpus.statements.itertuples():
        line = lines.loc[(statement.source, statement.line)]
        assert statement.text_printed in line["text"]
        assert (line["role"], line["seminar_id"]) == ("statement", statement.seminar_id)
        assert statement.n_chars == len(statement.text) > 0
    assert (lines["role"] == "statement").sum() == len(corpus.statements)
    asked = corpus.statements.loc[corpus.statements["reply_to"].dropna()]
    assert (asked["kind"] == "question").all()
    for seminar in corpus.seminars.itertuples():
        assert 1 <= seminar.first_line <= seminar.last_line <= len(lines)


@given(page=pages())
def test_a_page_of_lines_in_any_order_is_read_whole_or_refused_by_line(folder, page):
    event("read" if loaded(folder, page.encode()) else "refused")


@given(data=hurt(PAGE))
def test_the_real_page_hurt_is_read_whole_or_refused_by_line(folder, data):
    event("read" if loaded(folder, data) else "refused")
