"""Who spoke, about what, and who answered whom: counts on the corpus frames.

Nothing here reads files or draws. The persons were invited by the organiser, so these are
censuses of the reports; where a share has an interval, it is one within these reports.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from icpf_analysis.frames import Corpus
from icpf_analysis.lexicon import load_lexicon, load_themes
from icpf_analysis.measures.themes import theme_shares
from icpf_analysis.summaries import composition

NOT_NAMED = "not named"
NO_THEME = "no theme"
ALL = "all speakers"
WITHOUT, WITH = "without questions and answers", "with questions and answers"


def sectors_by_seminar(corpus: Corpus) -> pd.DataFrame:
    """Who spoke, by sector and seminar: :func:`affiliation_table` with each seminar apart.

    A census of those invited, so nothing here is tested.

    Returns
    -------
    One row a seminar and sector that is there, seminars and sectors in order; a last row of each
    seminar, sector `not named`, holds what the page ascribes to nobody, 0 where it ascribes
    everything. `people`, who took part; `speakers`, to whom statements are ascribed;
    `n_statements`, `n_chars`; `share_people`, `share_statements`, `share_chars`: of all of the
    seminar, 0 to 1, and 0 where the seminar has none. How many people the page does not name is
    not known: `people` of `not named` is 0.
    """
    sectors = [*corpus.appearances["sector"].cat.categories, NOT_NAMED]
    keys = ["seminar_id", "sector"]
    said = corpus.statements.assign(sector=_sectors(corpus.statements))
    people = corpus.appearances.astype({"sector": "str"}).groupby(keys)["person_id"].nunique()
    by_sector = said.groupby(keys)
    table = pd.DataFrame(
        {
            "people": people,
            "speakers": by_sector["person_id"].nunique(),
            "n_statements": by_sector.size(),
            "n_chars": by_sector["n_chars"].sum(),
        },
        index=pd.MultiIndex.from_product([corpus.seminars.index, sectors], names=keys),
    )
    table = table.fillna(0).astype("Int64").reset_index()
    there = table[["people", "n_statements"]].sum(axis=1) > 0
    table = table[there | (table["sector"] == NOT_NAMED)].reset_index(drop=True)
    counted = ["people", "n_statements", "n_chars"]
    whole = table.groupby("seminar_id")[counted].transform("sum").clip(lower=1)
    return table.assign(
        sector=pd.Categorical(table["sector"], sectors, ordered=True),
        **{
            f"share_{column.removeprefix('n_')}": (table[column] / whole[column]).astype(float)
            for column in counted
        },
    )


def speaker_themes(statements: pd.DataFrame) -> pd.DataFrame:
    """How many statements of each speaker hold a term of each theme, by rule.

    Parameters
    ----------
    statements : ``corpus.statements`` or some of them.

    Returns
    -------
    One row a seminar, speaker and theme, zeros too: `seminar_id`, `person_id`, `sector`,
    `theme`, `n_statements` with the theme, `of_statements` of the speaker at this seminar,
    `share`, `evidence` (ids). Seminars and speakers in the order of the reports; what the page
    ascribes to nobody is the last row of its seminar, `not named`. A statement can have several
    themes or none, so a speaker's rows do not sum to the whole.
    """
    said = statements.sort_values(["seminar_id", "line"])
    said = said.assign(person_id=said["person_id"].fillna(NOT_NAMED), sector=_sectors(said))
    keys = ["seminar_id", "person_id", "sector"]
    speakers = said.assign(last=said["person_id"] == NOT_NAMED).drop_duplicates(keys)
    speakers = speakers.sort_values(["seminar_id", "last", "line"])[keys].reset_index(drop=True)
    number = speakers.reset_index().set_index(keys)["index"]
    numbered = said.assign(speaker=number.loc[list(said[keys].itertuples(index=False))].to_numpy())
    shares = theme_shares(numbered, by="speaker")
    columns = ["theme", "n_statements", "of_statements", "share", "evidence"]
    return speakers.loc[shares["speaker"]].reset_index(drop=True).join(shares[columns])


def exchanges(statements: pd.DataFrame) -> pd.DataFrame:
    """Which question was answered by whom: one row an answer, in the order of the reports.

    Parameters
    ----------
    statements : with questions and answers; other statements are passed over.

    Returns
    -------
    seminar_id, question_id, themes : of the question; `themes` by rule, a tuple in the order of
        themes.csv, ``()`` where no theme is named.
    answer_id, answered_by, sector : of the answer; `not named` where the page does not say who.
    n_answers : how many answers the question has. A question without an answer keeps one row,
        with 0, its answer missing and `answered_by` and `sector` ``no answer``.
    question, answer, source, line : texts, and where the answer stands (the question, where
        there is none).

    Without questions the frame has no rows.

    Raises
    ------
    ValueError
        An answer whose question is not among the statements.
    """
    said = statements.sort_values(["seminar_id", "line"])
    asked = said[said["kind"] == "question"]
    answered = said[said["kind"] == "answer"]
    lost = answered.index[~answered["reply_to"].isin(asked.index)]
    if len(lost):
        raise ValueError(f"answers without their question: {', '.join(lost)}; keep both")
    themes = _themes_of(asked)
    questions = pd.DataFrame(
        {
            "seminar_id": asked["seminar_id"],
            "question_id": asked.index,
            "themes": [themes.get(question, ()) for question in asked.index],
            "question": asked["text"],
            "source": asked["source"],
            "line": asked["line"],
        }
    )
    answers = pd.DataFrame(
        {
            "question_id": answered["reply_to"],
            "answer_id": answered.index,
            "answered_by": answered["person_id"].fillna(NOT_NAMED),
            "sector": _sectors(answered),
            "answer": answered["text"],
            "answer_line": answered["line"],
        }
    )
    table = questions.merge(answers, on="question_id", how="left")
    table["n_answers"] = table.groupby("question_id")["answer_id"].transform("count")
    table["line"] = table["answer_line"].fillna(table["line"]).astype("Int64")
    table[["answered_by", "sector"]] = table[["answered_by", "sector"]].fillna("no answer")
    columns = ["seminar_id", "question_id", "themes", "answer_id", "answered_by", "sector"]
    return table[[*columns, "n_answers", "question", "answer", "source", "line"]]


def exchange_flow(exchanged: pd.DataFrame) -> pd.DataFrame:
    """From themes of questions to those who answered: one row a seminar, theme and answerer.

    Parameters
    ----------
    exchanged : from :func:`exchanges`.

    Returns
    -------
    seminar_id, theme, answered_by, sector : themes in the order of themes.csv, then `no theme`;
        answerers in the order in which they first answer, `not named` last.
    n_questions, n_answers : questions of the theme that this person answers, and the answers.
        A question of several themes counts under each.
    width : the answers, each shared out evenly among the themes of its question, so that the
        widths of a seminar sum to its answers.
    questions_of_theme, answers_of_person, of_questions, of_answers : totals of this seminar, each
        question and answer counted once.

    A question without an answer is a row to ``no answer`` with `width` 0.
    """
    named: list[tuple[str, ...]] = [themes or (NO_THEME,) for themes in exchanged["themes"]]
    rows = exchanged.assign(
        theme=pd.Series(named, exchanged.index, dtype=object),
        width=[1 / max(len(themes), 1) for themes in exchanged["themes"]],
    )
    rows["width"] *= rows["answer_id"].notna()
    answerers = [*dict.fromkeys(rows["answered_by"])]
    answerers.sort(key=lambda who: who == NOT_NAMED)
    rows = rows.explode("theme")
    rows["theme"] = pd.Categorical(rows["theme"], [*load_themes().index, NO_THEME], ordered=True)
    rows["answered_by"] = pd.Categorical(rows["answered_by"], answerers, ordered=True)
    totals = {
        "questions_of_theme": (["seminar_id", "theme"], "question_id"),
        "answers_of_person": (["seminar_id", "answered_by"], "answer_id"),
        "of_questions": (["seminar_id"], "question_id"),
        "of_answers": (["seminar_id"], "answer_id"),
    }
    for column, (keys, counted) in totals.items():
        rows[column] = rows.groupby(keys, observed=True)[counted].transform("nunique")
    keys = ["seminar_id", "theme", "answered_by", "sector"]
    flow = rows.groupby([*keys, *totals], observed=True).agg(
        n_questions=("question_id", "nunique"),
        n_answers=("answer_id", "count"),
        width=("width", "sum"),
    )
    flow = flow.reset_index().astype({"theme": "str", "answered_by": "str"})
    return flow[[*keys, "n_questions", "n_answers", "width", *totals]]


def group_shares(statements: pd.DataFrame, groups: Mapping[str, list[str]]) -> pd.DataFrame:
    """Shares of statements with any theme of a group of themes, by seminar and by sector.

    Parameters
    ----------
    statements : ``corpus.statements`` or some of them.
    groups : name of a group -> its themes. A theme stands in one group; a statement can have
        both groups.

    Returns
    -------
    One row a seminar, sector, scope and group: `sector`, first `all speakers`, then each that
        is heard, `not named` last; `scope`, without or with questions and answers, the second
        only where there are any; `group`; then, as in :func:`theme_shares`, `n_statements`,
        `of_statements`, `share`, `low`, `high`, `speakers`, `low_speakers`, `high_speakers`,
        `evidence`. A sector that only asks or answers has no row without them.

    Raises
    ------
    ValueError
        A theme that the lexicon does not have, or one that stands in two groups.
    """
    lexicon = load_lexicon()
    given = [theme for themes in groups.values() for theme in themes]
    unknown = set(given) - set(lexicon["theme"].dropna())
    if unknown or len(given) != len(set(given)):
        raise ValueError(f"themes are {given}; each once, and unknown are {sorted(unknown)}")
    group_of = {theme: group for group, themes in groups.items() for theme in themes}
    grouped = lexicon.assign(theme=lexicon["theme"].map(group_of))
    said = statements.assign(sector=_sectors(statements))
    asked = said["kind"].isin(["question", "answer"])
    with_any = said["seminar_id"].isin(said.loc[asked, "seminar_id"])
    whole = said.assign(sector=ALL)
    frames = [
        theme_shares(some.assign(unit=some["seminar_id"] + "\t" + some["sector"]), grouped, "unit")
        .rename(columns={"theme": "group"})
        .assign(scope=scope)
        for scope, kept in ((WITHOUT, ~asked), (WITH, with_any))
        for some in (whole[kept], said[kept])
        if len(some)
    ]
    table = pd.concat(frames, ignore_index=True)
    units = table.pop("unit").str.split("\t", expand=True)
    sectors = [ALL, *statements["sector"].cat.categories, NOT_NAMED]
    table = table.assign(
        seminar_id=units[0],
        sector=pd.Categorical(units[1], sectors, ordered=True),
        scope=pd.Categorical(table["scope"], [WITHOUT, WITH], ordered=True),
    )
    table["group"] = pd.Categorical(table["group"].astype("str"), [*groups], ordered=True)
    keys = ["seminar_id", "sector", "scope", "group"]
    return table[[*keys, *table.columns.drop(keys)]].sort_values(keys, ignore_index=True)


def gaps(shares: pd.DataFrame, seminars: pd.DataFrame) -> pd.DataFrame:
    """The first year against the last, beside the widest gap inside the last: the control.

    Parameters
    ----------
    shares : from :func:`group_shares`, one row a seminar and group: of one sector and scope.
    seminars : ``corpus.seminars``, for their years.

    Returns
    -------
    groups x `n_first`, `of_first`, `n_last`, `of_last` (statements of a year's seminars
    together), `gap` (share of the last year less that of the first, -1 to 1), `gap_inside`
    (largest share of a seminar of the last year less the smallest; of the first year, where
    the last has one seminar, else of the latest other that has two; 0 where none has) and
    `larger`: whether the gap of the years is larger than one inside; nothing is, where there
    is none.

    Raises
    ------
    ValueError
        A seminar has a group twice, or all are of one year.
    """
    if shares.duplicated(["seminar_id", "group"]).any():
        raise ValueError("a seminar has a group twice; choose one sector and one scope")
    years = shares["seminar_id"].map(seminars["date"].dt.year)
    if years.nunique() < 2:
        raise ValueError(f"seminars of {years.unique().tolist()}; expected two years")
    counted = ["n_statements", "of_statements"]
    last = shares[years == years.max()].groupby("group", observed=True)
    first = shares[years == years.min()].groupby("group", observed=True)[counted].sum()
    sums = last[counted].sum()
    gap = (sums["n_statements"] / sums["of_statements"]).sub(
        first["n_statements"] / first["of_statements"]
    )
    order = [years.max(), years.min(), *sorted(set(years), reverse=True)]
    by_year = (shares[years == year].groupby("group", observed=True)["share"] for year in order)
    control = next((of for of in by_year if of.size().max() > 1), last["share"])
    inside = control.max() - control.min()
    table = pd.DataFrame(
        {
            "n_first": first["n_statements"],
            "of_first": first["of_statements"],
            "n_last": sums["n_statements"],
            "of_last": sums["of_statements"],
            "gap": gap,
            "gap_inside": inside,
        }
    )
    there = control.size() > 1
    return table.assign(larger=there & (table["gap"].abs() > table["gap_inside"]))


def seen_again(corpus: Corpus) -> pd.DataFrame:
    """Who takes part in more than one seminar, and is anything ascribed to them?

    Returns
    -------
    people seen more than once x `seminars`, `years`, `roles` (tuples, oldest first),
    `n_statements` ascribed; no rows where nobody is.
    """
    took_part = corpus.appearances.assign(
        year=corpus.appearances["seminar_id"].map(corpus.seminars["date"].dt.year),
        role=corpus.appearances["role"].astype("str").fillna("unknown"),
    ).sort_values("seminar_id", kind="stable")
    again = took_part[took_part.duplicated("person_id", keep=False)]
    people = again.groupby("person_id")
    said = corpus.statements["person_id"].value_counts()
    return pd.DataFrame(
        {
            "seminars": people["seminar_id"].agg(_distinct),
            "years": people["year"].agg(_distinct),
            "roles": people["role"].agg(_distinct),
        }
    ).assign(n_statements=lambda table: said.reindex(table.index, fill_value=0))


def named_shares(statements: pd.DataFrame, by: str = "seminar_id") -> pd.DataFrame:
    """How many statements of each form of a report have a named speaker.

    Parameters
    ----------
    by : ``seminar_id``, or ``year`` for all reports of a year together.

    Returns
    -------
    One row a seminar and form that occurs, as :func:`icpf_analysis.summaries.composition` has
    them: `seminar_id`, `form`, `n_statements`, `n_named`, `n_not_named`, `share_not_named`,
    0 to 1.
    """
    keys = [by, "form"]
    whole = composition(statements, by)[[*keys, "n_statements"]]
    named = composition(statements[statements["person_id"].notna()], by)[[*keys, "n_statements"]]
    table = whole.merge(named.rename(columns={"n_statements": "n_named"}), on=keys, how="left")
    n_named = table["n_named"].fillna(0).astype("int64")
    n_not_named = table["n_statements"] - n_named
    return table.assign(
        n_named=n_named,
        n_not_named=n_not_named,
        share_not_named=(n_not_named / table["n_statements"]).astype(float),
    )


def _distinct(cells: pd.Series) -> Any:
    return tuple(dict.fromkeys(cells))


def _sectors(statements: pd.DataFrame) -> pd.Series:
    """Sector of each statement's speaker, `not named` where there is none."""
    return statements["sector"].astype("str").fillna(NOT_NAMED)


def _themes_of(statements: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """The themes of each statement that has any, in the order of themes.csv."""
    if statements.empty:
        return {}
    seen = theme_shares(statements)[["theme", "evidence"]].explode("evidence").dropna()
    ordered = seen.sort_values("theme", kind="stable").astype({"theme": "str"})
    return {str(of): tuple(themes) for of, themes in ordered.groupby("evidence")["theme"]}
