"""Every column of every frame, stated a second time and independently of the package."""

import pandas as pd
import pytest
from mutations import keys_resolve, places_hold

SEMINAR = r"\d{4}-\d\d-\d\d(-\d+)?"
STATEMENT = rf"{SEMINAR}:\d{{3,}}"
# column: dtype, and ? where it may be missing; categories in their order are parted by /
FRAMES = {
    "seminars": """
        seminar_id: str  date: datetime64[us]?  date_printed: str?
        date_basis: printed/restored/inferred/curated?  session: Int64?  series: str?  title: str?
        title_in_report: str?  venue: str?  attendees: Int64?
        attendees_bound: exact/about/over/nearly?  source: str  first_line: Int64
        last_line: Int64  subject: str?  status: announced/held/reported  short_name: str?
        short_name_ja: str?  organiser: str?""",
    "people": "person_id: str  name: str  name_printed: str  n_seminars: Int64",
    "appearances": """
        seminar_id: str  person_id: str  role: lecturer/moderator/panelist?  affiliation: str?
        organisation: str?  post: str?  sector: SECTORS  sector_basis: curated/rule/unknown
        talk_title: str?  slides: bool  roles: str?""",
    "statements": """
        statement_id: str  seminar_id: str  date: datetime64[us]?  year: Int64?  line: Int64
        part: talk/panel/discussion/closing  heading: str?  kind: point/paragraph/question/answer
        person_id: str?  speaker_printed: str?  reply_to: str?  text: str  text_printed: str
        n_chars: Int64  source: str  sector: SECTORS?  subject: str?  organisation: str?""",
    "lines": """
        source: str  line: Int64  seminar_id: str?  text: str  ending: str
        role: archive title/post note/seminar title/lead/notice/programme/opening/introduction/"""
    """slides/heading/statement/roster/transition/summary/blank/unread/navigation/duplicate
        place: str?  encoding: str""",
    "findings": """
        source: str  line: Int64  seminar_id: str?  kind: str  found: str  taken_as: str?
        why: str""",
}
SECTORS = "national government/local government/legislature/academia/think tank/private/unknown"
IDS = {"seminar_id": SEMINAR, "statement_id": STATEMENT, "reply_to": STATEMENT, "person_id": r"\S+"}
EMPTY_TOO = {"text", "ending"}  # of a line; other texts have a sign at least


def check(frame: pd.DataFrame, name: str) -> None:
    table = frame.reset_index() if frame.index.name else frame
    specs = [part.strip().split(": ") for part in FRAMES[name].replace("\n", "  ").split("  ")
             if part.strip()]  # fmt: skip
    assert list(table) == [column for column, _ in specs]
    for column, dtype in specs:
        cells, dtype = table[column], dtype.replace("SECTORS", SECTORS)
        kind = dtype.removesuffix("?")
        if "/" in kind:
            assert (list(cells.cat.categories), cells.cat.ordered) == (kind.split("/"), True)
        else:
            assert str(cells.dtype) == kind, column
        assert dtype.endswith("?") or cells.notna().all(), column
        there = cells.dropna()
        if column in IDS:
            assert there.str.fullmatch(IDS[column]).all()
        elif kind == "str" and not (name == "lines" and column in EMPTY_TOO):
            assert (there.str.len() > 0).all()
        elif kind == "Int64":
            assert (there > 0).all()


@pytest.mark.parametrize("name", FRAMES)
def test_every_column_holds_what_the_data_model_says(corpus, name):
    check(getattr(corpus, name), name)


def test_keys_are_unique_and_resolve_and_a_statement_is_what_its_line_prints(corpus):
    keys_resolve(corpus)
    places_hold(corpus)


def test_frames_without_rows_keep_their_types(read, page):
    """A seminar announced with no report below it."""
    corpus = read(page.split("\nはじめに、")[0].replace(" 松田馨株式会社ダイアログ社長ほか", ""))
    assert len(corpus.seminars) == 1 and len(corpus.statements) == len(corpus.people) == 0
    for name in FRAMES:
        check(getattr(corpus, name), name)
