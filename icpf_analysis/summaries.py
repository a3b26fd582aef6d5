"""Frames of counts about the corpus: what was recorded, by whom, and what can be compared.

Nothing here reads files or draws. These are censuses of the reports, not estimates.
"""

import pandas as pd

from icpf_analysis.inputs import (
    quoted,
    require_column,
    require_corpus,
    require_frame,
    require_statements,
    require_terms,
)
from icpf_analysis.reading.corpus import Corpus


def seminar_sizes(corpus: Corpus) -> pd.DataFrame:
    """One row a seminar, oldest first: day, title, attendance and size of its report.

    Returns
    -------
    seminars with `date`, `title` (the report's own), `attendees`, `attendees_bound`,
    `n_people`, `n_statements`, `n_chars` (characters of statements); a seminar without
    statements has 0.
    """
    corpus = require_corpus(corpus)
    sizes = corpus.seminars[["date", "title_in_report", "attendees", "attendees_bound"]]
    said = corpus.statements.groupby("seminar_id")["n_chars"]
    return sizes.rename(columns={"title_in_report": "title"}).assign(
        n_people=_aligned(corpus.appearances.groupby("seminar_id").size(), sizes.index),
        n_statements=_aligned(said.size(), sizes.index),
        n_chars=_aligned(said.sum(), sizes.index),
    )


def _aligned(counts: pd.Series, index: pd.Index) -> pd.Series:
    return counts.reindex(index, fill_value=0).astype("Int64")


def composition(statements: pd.DataFrame, by: str = "seminar_id") -> pd.DataFrame:
    """What each report is made of: statements and characters by part and kind.

    Parameters
    ----------
    by : ``seminar_id``, or ``year`` for all reports of a year together.

    Returns
    -------
    One row a seminar and form that occurs: `seminar_id`, `form` (``talk, points``,
    ``questions`` and so on), `n_statements`, `n_chars`, and the seminar's totals
    `of_statements`, `of_chars`; seminars oldest first, forms in the order of a seminar.

    Raises
    ------
    TypeError, KeyError, ValueError
        `statements` is no DataFrame, lacks a column, an id stands twice or is missing, or a
        length or line is no number.
    """
    columns, numeric = ("seminar_id", "part", "kind"), ("line", "n_chars")
    require_statements(statements, *columns, *numeric, filled=columns, numeric=numeric)
    require_column(by, statements, "statements")
    typed = statements.astype({"seminar_id": "str", "line": "Int64", "n_chars": "Int64"})
    counts = (
        typed.assign(form=[*map(_form, statements["part"], statements["kind"])])
        .sort_values(["seminar_id", "line"])
        .groupby([by, "form"], sort=False)["n_chars"]
        .agg(n_statements="size", n_chars="sum")
        .reset_index()
    )
    totals = counts.groupby(by)[["n_statements", "n_chars"]].transform("sum")
    return counts.assign(of_statements=totals["n_statements"], of_chars=totals["n_chars"])


def _form(part: str, kind: str) -> str:
    if part == "closing":
        return "closing words"
    return f"{kind}s" if kind in ("question", "answer") else f"{part}, {kind}s"


def roster(corpus: Corpus) -> pd.DataFrame:
    """Who took part: the appearances with the number of statements ascribed to each.

    Returns
    -------
    One row a person a seminar, oldest first: `seminar_id`, `person_id`, `role`, `sector`,
    `organisation`, `n_statements`, `n_chars`, `n_seminars` (of the person); 0 where the page
    ascribes nothing to the person.
    """
    corpus = require_corpus(corpus)
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

    Statements whose speaker the page names (a person or an institution), questions and answers,
    and persons by role are counted. The last rows count across years: persons, and lecturers, who
    take part in this year and in another one.
    """
    corpus = require_corpus(corpus)
    year_of = corpus.seminars["date"].dt.year
    said = corpus.statements
    took_part = corpus.appearances.assign(year=corpus.appearances["seminar_id"].map(year_of))
    lectured = took_part[took_part["role"] == "lecturer"]
    rows = {
        "seminars": year_of.value_counts(),
        "people": took_part.groupby("year")["person_id"].nunique(),
        "lecturers": lectured.groupby("year")["person_id"].nunique(),
        "statements": said.groupby("year").size(),
        "statements of a named speaker": said.groupby("year")["sector"].count(),
        "questions": said[said["kind"] == "question"].groupby("year").size(),
        "answers": said[said["kind"] == "answer"].groupby("year").size(),
        "characters in statements": said.groupby("year")["n_chars"].sum(),
        "people also seen in another year": _also_elsewhere(took_part),
        "lecturers also lecturing in another year": _also_elsewhere(lectured),
    }
    years = sorted(year_of.dropna().unique())
    table = pd.DataFrame({name: counts.reindex(years) for name, counts in rows.items()})
    return table.fillna(0).astype("Int64").T.rename_axis("measure").rename_axis("year", axis=1)


def _also_elsewhere(took_part: pd.DataFrame) -> pd.Series:
    years = took_part.drop_duplicates(["person_id", "year"])
    again = years[years.duplicated("person_id", keep=False)]
    return again.groupby("year").size()


def seminar_traits(corpus: Corpus) -> pd.DataFrame:
    """Traits of each report that a difference in wording can come from.

    Returns
    -------
    measures x seminars, float: characters a statement, and shares (0 to 1) of the characters
    that stand in talks, in questions and answers, and in statements of a named speaker (a person
    or an institution).
    """
    corpus = require_corpus(corpus)
    said = corpus.statements
    asked = said["kind"].isin(["question", "answer"])
    chars = said.groupby("seminar_id")["n_chars"].sum()

    def share(those: pd.Series) -> pd.Series:
        part = said[those].groupby("seminar_id")["n_chars"].sum()
        return part.reindex(chars.index, fill_value=0) / chars

    traits = {
        "characters a statement": said.groupby("seminar_id")["n_chars"].mean(),
        "share of characters in talks": share(said["part"] == "talk"),
        "share in questions and answers": share(asked),
        "share said by a named speaker": share(said["sector"].notna()),
    }
    return pd.DataFrame(traits).T.astype(float).rename_axis("measure")


def beside_last_year(by_seminar: pd.DataFrame, seminars: pd.DataFrame) -> pd.DataFrame:
    """Each measure of the first year's seminars beside its range inside the last year.

    The negative control in its plainest form: what lies inside that range differs from the
    last year by no more than the last year's own seminars differ from each other.

    Parameters
    ----------
    by_seminar : measures x seminars.
    seminars : ``corpus.seminars``, for their years.

    Returns
    -------
    by_seminar with `lowest` and `highest` of the last year, and `inside`: True where every
    seminar of the first year lies between them.

    Raises
    ------
    TypeError, KeyError, ValueError
        An argument is no frame, `seminars` has no `date`, or a seminar is not in `seminars`.
    """
    require_frame(by_seminar, "by_seminar", rows=True)
    require_frame(seminars, "seminars", "date")
    lacking = by_seminar.columns.difference(seminars.index)
    if len(lacking):
        raise ValueError(f"seminars has no row of {quoted(lacking[0])}, a column of by_seminar")
    years = seminars["date"].dt.year.reindex(by_seminar.columns)
    first, last = by_seminar.loc[:, years == years.min()], by_seminar.loc[:, years == years.max()]
    lowest, highest = last.min(axis=1), last.max(axis=1)
    inside = (first.min(axis=1) >= lowest) & (first.max(axis=1) <= highest)
    return by_seminar.assign(lowest=lowest, highest=highest, inside=inside)


def affiliation_table(corpus: Corpus) -> pd.DataFrame:
    """Who spoke, by sector and year: a census of those invited, so nothing here is tested.

    Returns
    -------
    One row a year and sector that is there, years and sectors in order; a last row of each
    year, sector `not named`, holds what the page ascribes to nobody. `people`, who took part;
    `speakers`, persons to whom statements are ascribed; `n_statements`, `n_chars`;
    `share_statements`, `share_chars`: of all statements of the year, 0 to 1. A person counts once a
    year, in each sector they appear for.

    Raises
    ------
    TypeError, KeyError, ValueError
        `corpus` is no Corpus, or a frame of it lacks a column or has an id twice.
    """
    corpus = require_corpus(corpus)
    took_part = corpus.appearances.assign(
        year=corpus.appearances["seminar_id"].map(corpus.seminars["date"].dt.year)
    )
    sectors = [*took_part["sector"].cat.categories, "not named"]
    said = corpus.statements.assign(
        sector=corpus.statements["sector"].cat.add_categories("not named").fillna("not named")
    )
    keys = ["year", "sector"]
    took_part["sector"] = took_part["sector"].cat.set_categories(sectors, ordered=True)
    by_sector = said.groupby(keys, observed=True)
    table = pd.DataFrame(
        {
            "people": took_part.groupby(keys, observed=True)["person_id"].nunique(),
            "speakers": by_sector["person_id"].nunique(),
            "n_statements": by_sector.size(),
            "n_chars": by_sector["n_chars"].sum(),
        }
    )
    table = table.fillna(0).astype("Int64").reset_index().astype({"year": "Int64"})
    of_year = table.groupby("year")[["n_statements", "n_chars"]].transform("sum").clip(lower=1)
    return table.assign(
        sector=pd.Categorical(table["sector"], sectors, ordered=True),
        share_statements=(table["n_statements"] / of_year["n_statements"]).astype(float),
        share_chars=(table["n_chars"] / of_year["n_chars"]).astype(float),
    ).sort_values(keys, ignore_index=True)


def vocabulary_sizes(terms: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    """How much of each report is counted, as whole terms and as single words.

    Parameters
    ----------
    terms, words : from :func:`icpf_analysis.extract_terms`, with ``units="words"`` the second.

    Returns
    -------
    One row a seminar: `n_terms`, occurrences; `n_different`, different ones; `once`, how many of
    these occur once in the seminar; `with_theme`, the share of occurrences with a theme, 0 to 1;
    `n_words`, occurrences of single words.

    Raises
    ------
    TypeError, KeyError, ValueError
        An argument is no DataFrame, lacks a column, or a term or a seminar_id is missing.
    """
    require_terms(terms, "seminar_id", "theme", rows=False)
    require_frame(words, "words", "seminar_id", filled=["seminar_id"])
    terms, words = (rows.astype({"seminar_id": "str"}) for rows in (terms, words))
    counts = terms.groupby(["seminar_id", "term"], observed=True).size()
    of_seminar = counts.groupby("seminar_id")
    return pd.DataFrame(
        {
            "n_terms": of_seminar.sum(),
            "n_different": of_seminar.size(),
            "once": (counts == 1).groupby("seminar_id").sum(),
            "with_theme": terms["theme"].notna().groupby(terms["seminar_id"]).mean(),
            "n_words": words.groupby("seminar_id").size(),
        }
    ).fillna({"n_words": 0})
