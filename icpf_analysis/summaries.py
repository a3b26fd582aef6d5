"""Frames of counts about the corpus: what was recorded, by whom, and what can be compared.

Nothing here reads files or draws. These are censuses of the reports, not estimates.
"""

import pandas as pd

from icpf_analysis.frames import Corpus

_FORMS = {
    "point": "points",
    "paragraph": "paragraphs",
}


def seminar_sizes(corpus: Corpus) -> pd.DataFrame:
    """One row a seminar, oldest first: day, title, attendance and size of its report.

    Returns
    -------
    seminars with `date`, `title` (the report's own), `attendees`, `attendees_bound`,
    `n_people`, `n_statements`, `n_chars` (characters of statements); a seminar without
    statements has 0.
    """
    sizes = corpus.seminars[["date", "title_in_report", "attendees", "attendees_bound"]]
    said = corpus.statements.groupby("seminar_id")["n_chars"]
    return sizes.rename(columns={"title_in_report": "title"}).assign(
        n_people=_aligned(corpus.appearances.groupby("seminar_id").size(), sizes.index),
        n_statements=_aligned(said.size(), sizes.index),
        n_chars=_aligned(said.sum(), sizes.index),
    )


def _aligned(counts: pd.Series, index: pd.Index) -> pd.Series:
    return counts.reindex(index, fill_value=0).astype("Int64")


def composition(statements: pd.DataFrame) -> pd.DataFrame:
    """What each report is made of: statements and characters by part and kind.

    Returns
    -------
    One row a seminar and form that occurs: `seminar_id`, `form` (``talk, points``,
    ``questions`` and so on), `part`, `kind`, `n_statements`, `n_chars`; seminars oldest
    first, forms in the order of a seminar.
    """
    counts = (
        statements.groupby(["seminar_id", "part", "kind"], observed=True)["n_chars"]
        .agg(n_statements="size", n_chars="sum")
        .reset_index()
    )
    return counts.assign(form=counts.apply(_form, axis=1).astype("str"))[
        ["seminar_id", "form", "part", "kind", "n_statements", "n_chars"]
    ]


def _form(row: pd.Series) -> str:
    if row["part"] == "closing":
        return "closing words"
    if row["kind"] in ("question", "answer"):
        return f"{row['kind']}s"
    return f"{row['part']}, {_FORMS[row['kind']]}"


def roster(corpus: Corpus) -> pd.DataFrame:
    """Who took part: the appearances with the number of statements ascribed to each.

    Returns
    -------
    One row a person a seminar, oldest first: `seminar_id`, `person_id`, `role`, `sector`,
    `organisation`, `n_statements`, `n_chars`, `n_seminars` (of the person); 0 where the page
    ascribes nothing to the person.
    """
    said = corpus.statements.groupby(["seminar_id", "person_id"])["n_chars"]
    sizes = pd.DataFrame({"n_statements": said.size(), "n_chars": said.sum()}).reset_index()
    columns = ["seminar_id", "person_id", "role", "sector", "organisation"]
    joined = corpus.appearances[columns].merge(sizes, how="left", on=["seminar_id", "person_id"])
    return joined.assign(
        n_statements=joined["n_statements"].fillna(0).astype("Int64"),
        n_chars=joined["n_chars"].fillna(0).astype("Int64"),
        n_seminars=joined["person_id"].map(corpus.people["n_seminars"]).astype("Int64"),
    )


def comparability(corpus: Corpus) -> pd.DataFrame:
    """What can be matched between the years: one row a measure, one column a year.

    Statements whose speaker the page names, questions and answers, and persons by role are
    counted. The last rows count across years: persons, and lecturers, who take part in this
    year and in another one.
    """
    year_of = corpus.statements.groupby("seminar_id")["year"].first()
    said = corpus.statements
    took_part = corpus.appearances.assign(year=corpus.appearances["seminar_id"].map(year_of))
    lectured = took_part[took_part["role"] == "lecturer"]
    rows = {
        "seminars": corpus.seminars["date"].dt.year.value_counts(),
        "people": took_part.groupby("year")["person_id"].nunique(),
        "lecturers": lectured.groupby("year")["person_id"].nunique(),
        "statements": said.groupby("year").size(),
        "statements of a named speaker": said.groupby("year")["person_id"].count(),
        "questions": said[said["kind"] == "question"].groupby("year").size(),
        "answers": said[said["kind"] == "answer"].groupby("year").size(),
        "characters in statements": said.groupby("year")["n_chars"].sum(),
        "people also seen in another year": _also_elsewhere(took_part),
        "lecturers also lecturing in another year": _also_elsewhere(lectured),
    }
    years = sorted(said["year"].unique())
    table = pd.DataFrame({name: counts.reindex(years) for name, counts in rows.items()})
    return table.fillna(0).astype("Int64").T.rename_axis("measure").rename_axis("year", axis=1)


def _also_elsewhere(took_part: pd.DataFrame) -> pd.Series:
    years = took_part.drop_duplicates(["person_id", "year"])
    again = years[years.duplicated("person_id", keep=False)]
    return again.groupby("year").size()
