"""Every column of every frame, stated a second time and independently of the package."""

import pandas as pd
import pandera.pandas as pa
import pytest

SEMINAR = r"\d{4}-\d\d-\d\d(-\d+)?"
STATEMENT = rf"{SEMINAR}:\d{{3,}}"


def whole(pattern):
    return pa.Check.str_matches(rf"{pattern}$")


def text(**options):
    options = {"checks": pa.Check.str_length(min_value=1)} | options
    return pa.Column("str", **options)


def identifier(pattern=SEMINAR, **options):
    return pa.Column("str", whole(pattern), **options)


def count(least=0, **options):
    return pa.Column("Int64", pa.Check.ge(least), **options)


def category(*names, **options):
    return pa.Column(pd.CategoricalDtype(list(names), ordered=True), **options)


SECTORS = (
    "national government", "local government", "legislature", "academia", "think tank",
    "private", "unknown",
)  # fmt: skip
SCHEMAS = {
    "seminars": pa.DataFrameSchema(
        {
            "date": pa.Column("datetime64[us]", nullable=True),
            "date_printed": text(nullable=True),
            "date_basis": category(
                "printed", "restored", "inferred", "curated", nullable=True
            ),
            "session": count(1, nullable=True),
            "series": text(nullable=True),
            "title": text(nullable=True),
            "title_in_report": text(nullable=True),
            "venue": text(nullable=True),
            "attendees": count(1, nullable=True),
            "attendees_bound": category("exact", "about", "over", "nearly", nullable=True),
            "source": text(),
            "first_line": count(1),
            "last_line": count(1),
            "subject": text(nullable=True),
            "status": category("announced", "held", "reported"),
            "short_name": text(nullable=True),
            "short_name_ja": text(nullable=True),
            "organiser": text(nullable=True),
        },
        index=pa.Index("str", whole(SEMINAR), name="seminar_id", unique=True),
        strict=True,
        ordered=True,
    ),
    "people": pa.DataFrameSchema(
        {"name": text(), "name_printed": text(), "n_seminars": count(1)},
        index=pa.Index("str", whole(r"\S+"), name="person_id", unique=True),
        strict=True,
        ordered=True,
    ),
    "appearances": pa.DataFrameSchema(
        {
            "seminar_id": identifier(),
            "person_id": identifier(r"\S+"),
            "role": category("lecturer", "moderator", "panelist", nullable=True),
            "affiliation": text(nullable=True),
            "organisation": text(nullable=True),
            "post": text(nullable=True),
            "sector": category(*SECTORS),
            "sector_basis": category("curated", "rule", "unknown"),
            "talk_title": text(nullable=True),
            "slides": pa.Column(bool),
            "roles": text(nullable=True),
        },
        unique=["seminar_id", "person_id"],
        strict=True,
        ordered=True,
    ),
    "statements": pa.DataFrameSchema(
        {
            "seminar_id": identifier(),
            "date": pa.Column("datetime64[us]"),
            "year": count(2000),
            "line": count(1),
            "part": category("talk", "panel", "discussion", "closing"),
            "heading": text(nullable=True),
            "kind": category("point", "paragraph", "question", "answer"),
            "person_id": text(nullable=True),
            "speaker_printed": text(nullable=True),
            "reply_to": identifier(STATEMENT, nullable=True),
            "text": text(),
            "text_printed": text(),
            "n_chars": count(1),
            "source": text(),
            "sector": category(*SECTORS, nullable=True),
            "subject": text(nullable=True),
            "organisation": text(nullable=True),
        },
        index=pa.Index("str", whole(STATEMENT), name="statement_id", unique=True),
        strict=True,
        ordered=True,
    ),
    "lines": pa.DataFrameSchema(
        {
            "source": text(),
            "line": count(1),
            "seminar_id": identifier(nullable=True),
            "text": pa.Column("str"),
            "ending": pa.Column("str", pa.Check.isin(["\n", "\r\n", "\r", ""])),
            "role": category(
                "archive title", "post note", "seminar title", "lead", "notice", "programme",
                "opening", "introduction", "slides", "heading", "statement", "roster",
                "transition", "summary", "blank", "unread", "navigation", "duplicate",
            ),
            "place": text(nullable=True),
            "encoding": text(),
        },
        unique=["source", "line"],
        strict=True,
        ordered=True,
    ),
    "findings": pa.DataFrameSchema(
        {
            "source": text(),
            "line": count(1),
            "seminar_id": identifier(nullable=True),
            "kind": text(),
            "found": text(),
            "taken_as": text(nullable=True),
            "why": text(),
        },
        strict=True,
        ordered=True,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_column_holds_what_the_data_model_says(corpus, name):
    SCHEMAS[name].validate(getattr(corpus, name), lazy=True)


@pytest.mark.parametrize(
    "frame, column, other",
    [
        ("appearances", "seminar_id", "seminars"),
        ("appearances", "person_id", "people"),
        ("statements", "seminar_id", "seminars"),
        ("statements", "person_id", "people"),
        ("statements", "reply_to", "statements"),
        ("lines", "seminar_id", "seminars"),
        ("findings", "seminar_id", "seminars"),
    ],
)
def test_foreign_keys_resolve(corpus, frame, column, other):
    keys = getattr(corpus, frame)[column].dropna()
    assert len(keys) and keys.isin(getattr(corpus, other).index).all()


def test_a_statement_is_what_its_line_prints(corpus):
    lines = corpus.lines.set_index("line")["text"]
    for row in corpus.statements.itertuples():
        assert row.text_printed in lines[row.line]
        assert row.Index == f"{row.seminar_id}:{row.line:03}"
    assert (corpus.statements["n_chars"] == corpus.statements["text"].str.len()).all()


def test_statements_and_statement_lines_are_the_same(corpus):
    statement_lines = corpus.lines.query("role == 'statement'")["line"]
    assert set(statement_lines) == set(corpus.statements["line"])


def test_the_corpus_is_frozen(corpus):
    with pytest.raises(AttributeError):
        corpus.people = None


def test_frames_without_rows_keep_their_types(read, page):
    """A seminar announced with no report below it."""
    opening = page.split("\nはじめに、")[0].replace(" 松田馨株式会社ダイアログ社長ほか", "")
    corpus = read(opening)
    assert len(corpus.seminars) == 1 and len(corpus.statements) == len(corpus.people) == 0
    for name, schema in SCHEMAS.items():
        schema.validate(getattr(corpus, name), lazy=True)
