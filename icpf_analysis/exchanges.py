"""Who asked about what, and who answered: counts on the statements.

Nothing here reads files or draws.
"""

import pandas as pd

from icpf_analysis.counts import NO_THEME
from icpf_analysis.inputs import require_frame, require_statements, statement_ids
from icpf_analysis.lexicon import load_themes
from icpf_analysis.measures.themes import theme_shares
from icpf_analysis.speakers import NOT_NAMED, sectors_of, speakers_of


def exchanges(statements: pd.DataFrame) -> pd.DataFrame:
    """Which question was answered by whom: one row an answer, in the order of the reports.

    Parameters
    ----------
    statements : with questions and answers; other statements are passed over.

    Returns
    -------
    seminar_id, question_id, themes : of the question; `themes` by rule, a tuple in the order of
        themes.csv, ``()`` where no theme is named.
    answer_id, answered_by, sector : of the answer; `answered_by` is an institution where the page
        names no person (茨城県), and `not named` where it does not say who.
    n_answers : how many answers the question has. A question without an answer keeps one row,
        with 0, its answer missing and `answered_by` and `sector` ``no answer``.
    question, answer, source, line : texts, and where the answer stands (the question, where
        there is none).

    Without questions the frame has no rows.

    Raises
    ------
    TypeError, KeyError
        `statements` is no DataFrame, or lacks a column.
    ValueError
        An answer whose question is not among the statements; an id stands twice or is missing.
    """
    filled = ("seminar_id", "line", "kind")
    others = ("reply_to", "person_id", "sector", "text", "source")
    require_statements(statements, *filled, *others, filled=filled, numeric=["line"])
    said = statements.set_axis(statement_ids(statements), axis=0)
    said = said.astype({"seminar_id": "str", "person_id": "str", "line": "Int64"})
    said = said.sort_values(["seminar_id", "line"])
    asked = said[said["kind"] == "question"]
    answered = said[said["kind"] == "answer"]
    lost = answered.index[~answered["reply_to"].isin(asked.index)]
    if len(lost):
        ids = ", ".join(map(str, lost))[:80]
        raise ValueError(f"statements has answers without their question: {ids}; keep both")
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
            "answered_by": speakers_of(answered),
            "sector": sectors_of(answered),
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

    Raises
    ------
    TypeError, KeyError
        `exchanged` is no DataFrame, or lacks a column.
    """
    columns = ("seminar_id", "question_id", "themes", "answer_id", "answered_by", "sector")
    require_frame(exchanged, "exchanged", *columns)
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


def _themes_of(statements: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """The themes of each statement that has any, in the order of themes.csv."""
    if statements.empty:
        return {}
    seen = theme_shares(statements)[["theme", "evidence"]].explode("evidence").dropna()
    ordered = seen.sort_values("theme", kind="stable").astype({"theme": "str"})
    return {str(of): tuple(themes) for of, themes in ordered.groupby("evidence")["theme"]}
