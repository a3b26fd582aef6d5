"""The headline claims: each a row with its numbers, its control, its n and the lines that say it.

The words stand in data/curated/claims.csv with slots for the numbers; every number is computed
here, from the corpus, with the measures. Nothing here draws.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import pandas as pd

from icpf_analysis.curated import read_table
from icpf_analysis.errors import PageError
from icpf_analysis.frames import Corpus
from icpf_analysis.labels import label
from icpf_analysis.measures import attainable_p, contrast, divergences, word_shift
from icpf_analysis.places import CURATED
from icpf_analysis.terms import extract_terms

FIRST, LATER = 2012, {"year": 2014, "subject": "number system"}
"""The sides of the headline contrast, and what both have:"""
MATCHED = {"kind": ["point", "paragraph"]}
SURVIVES = "beyond all controls"
LARGER = "larger than inside 2014"
NOT_LARGER = "no larger than inside 2014"
ONE_SEMINAR = "of one seminar alone"
UNKNOWABLE = "cannot be known from these reports"
DRAWS = 500


class Found(NamedTuple):
    """What a claim rests on."""

    value: float
    control: float
    n: int
    verdict: str
    evidence: tuple[str, ...]
    slots: dict[str, Any]
    """Further numbers and words of the sentence."""


def headline_claims(corpus: Corpus) -> pd.DataFrame:
    """Every claim of data/curated/claims.csv, computed anew.

    Returns
    -------
    One row a claim, indexed by `claim`: `verdict`; `english`, `japanese`, the sentences with
    their numbers; `value` and `control_value` of the same measure, the control inside 2014;
    `n`; `evidence`, ids of statements, separated by blanks; `notebook`, where more is told. A
    share differs by its value in 2014 less that in 2012, its control by the absolute difference
    between the two seminars inside.

    Raises
    ------
    PageError
        A row of the table has no measure here.
    """
    path = CURATED / "claims.csv"
    rows = read_table(path, ("claim", "notebook", "english", "japanese", "why"), key=("claim",))
    measured = _measure(corpus)
    found = []
    for at, row in rows:
        measure = _MEASURES.get(row["claim"])
        if measure is None:
            raise PageError(
                path, at, f"claim {row['claim']!r}", f"one of {', '.join(_MEASURES)}", "measure it"
            )
        value, control, n, verdict, evidence, slots = measure(measured)
        filled = {"value": _short(value), "control": _short(control), "n": n} | slots
        found.append(
            {
                "claim": row["claim"],
                "verdict": verdict,
                "english": row["english"].format(**filled),
                "japanese": row["japanese"].format(**filled),
                "value": round(value, 6),
                "control_value": round(control, 6),
                "n": n,
                "evidence": " ".join(evidence),
                "notebook": row["notebook"],
            }
        )
    return pd.DataFrame(found).set_index("claim")


class _Measured(NamedTuple):
    """The comparisons that several claims share."""

    corpus: Corpus
    terms: pd.DataFrame
    themes: pd.DataFrame
    """The same rows with the theme in the place of the term."""
    inside: list[str]
    """The two seminars of the control."""
    by_term: pd.DataFrame
    by_theme: pd.DataFrame
    terms_inside: pd.DataFrame
    themes_inside: pd.DataFrame


def _measure(corpus: Corpus) -> _Measured:
    terms = extract_terms(corpus.statements)
    themes = terms.assign(term=terms["theme"].astype("str").fillna("no theme"))
    chosen = (terms["year"] == LATER["year"]) & (terms["subject"] == LATER["subject"])
    inside = sorted(terms.loc[chosen, "seminar_id"].unique())[:2]
    years = (contrast(rows, FIRST, LATER, within=MATCHED) for rows in (terms, themes))
    control = (contrast(rows, *inside, by="seminar_id", within=MATCHED) for rows in (terms, themes))
    return _Measured(corpus, terms, themes, inside, *years, *control)


def _short(number: float) -> str:
    return f"{number:.0f}" if number == int(number) else f"{number:.2f}"


def _divergence(measured: _Measured) -> Found:
    table = divergences(measured.terms, draws=DRAWS)
    pairs = table[table["second"].isin(measured.terms["seminar_id"].unique())]
    nearest = pairs[pairs["crosses_years"]].sort_values("divergence").iloc[0]
    shift = word_shift(measured.terms, nearest["first"], nearest["second"], by="seminar_id")
    first, second = measured.inside
    control = pairs[(pairs["first"] == first) & (pairs["second"] == second)].iloc[0]
    return Found(
        nearest["divergence"],
        control["divergence"],
        int(nearest["subsample"]),
        LARGER if nearest["divergence"] > control["divergence"] else NOT_LARGER,
        _statements_with(measured.terms, str(shift.index[0]), nearest["first"], nearest["second"]),
        {
            "first": nearest["first"],
            "second": nearest["second"],
            "control_first": first,
            "control_second": second,
        },
    )


def _statements_with(terms: pd.DataFrame, term: str, *seminars: str) -> tuple[str, ...]:
    there = terms[(terms["term"] == term) & terms["seminar_id"].isin(seminars)]
    return tuple(sorted(there["statement_id"].astype("str").unique()))


def _surviving(measured: _Measured) -> Found:
    rows, inside = measured.by_term, measured.terms_inside
    survivors = rows[rows["survives"]]
    control = int((inside["q"] <= 0.05).sum())
    likeliest = survivors if len(survivors) else rows.loc[[rows["fisher_p"].idxmin()]]
    return Found(
        len(survivors),
        control,
        len(rows),
        SURVIVES if len(survivors) else NOT_LARGER,
        tuple(sorted({id_ for ids in likeliest["evidence"] for id_ in ids})),
        {"q": f"{rows['q'].min():.2f}"},
    )


def _strongest(measured: _Measured) -> Found:
    term = measured.by_term["fisher_p"].idxmin()
    return _shares(measured.by_term, measured.terms_inside, str(term))


def _theme(name: str) -> Callable[[_Measured], Found]:
    return lambda measured: _shares(measured.by_theme, measured.themes_inside, name)


def _shares(rows: pd.DataFrame, inside: pd.DataFrame, term: str) -> Found:
    """Shares of statements on both sides, and in the two seminars of the control."""
    a, b, of_a, of_b = _in_statements(rows, term)
    c, d, of_c, of_d = _in_statements(inside, term)
    value, control = b / of_b - a / of_a, abs(d / of_d - c / of_c)
    verdict = f"{LARGER}, q above 0.05" if abs(value) > control else NOT_LARGER
    evidence: tuple[str, ...] = ()
    p, q = 1.0, 1.0
    for row in rows[rows.index == term].to_dict("records"):
        p, q, evidence = row["fisher_p"], row["q"], tuple(row["evidence"])
        verdict = SURVIVES if row["survives"] else verdict
    numbers = {
        "a": a,
        "of_a": of_a,
        "b": b,
        "of_b": of_b,
        "c": c,
        "of_c": of_c,
        "d": d,
        "of_d": of_d,
    }
    words = {"term": term, "gloss": label(term, "en"), "p": f"{p:.3f}", "q": f"{q:.2f}"}
    slots = numbers | words | {"family": len(rows)}
    return Found(value, control, of_a + of_b, verdict, evidence, slots)


def _in_statements(rows: pd.DataFrame, term: str) -> tuple[int, int, int, int]:
    """Statements with the term on both sides, and all of them; a term of neither side has 0."""
    first, there = rows.iloc[0], rows[rows.index == term]
    return (
        int(there["statements_a"].sum()),
        int(there["statements_b"].sum()),
        int(first["of_statements_a"]),
        int(first["of_statements_b"]),
    )


def _elections(measured: _Measured) -> Found:
    said = measured.themes[measured.themes["term"] == "elections"]
    held = said.drop_duplicates("statement_id")
    a, b = (held[held["year"] == year] for year in (FIRST, LATER["year"]))
    return _of_one_seminar(measured, a["statement_id"], b["statement_id"])


def _municipal_speakers(measured: _Measured) -> Found:
    said = measured.corpus.statements.reset_index().query("sector == 'local government'")
    a, b = (said.loc[said["year"] == year, "statement_id"] for year in (FIRST, LATER["year"]))
    return _of_one_seminar(measured, a, b)


def _of_one_seminar(measured: _Measured, a: pd.Series, b: pd.Series) -> Found:
    """Shares of statements of the years; how many of the later year are of one seminar."""
    statements = measured.corpus.statements
    of_a, of_b = (int((statements["year"] == year).sum()) for year in (FIRST, LATER["year"]))
    seminars = statements["seminar_id"].reindex(b.astype("str")).value_counts()
    share = seminars.iloc[0] / len(b)
    return Found(
        len(b) / of_b - len(a) / of_a,
        share,
        of_a + of_b,
        ONE_SEMINAR if share > 0.5 else NOT_LARGER,
        tuple(sorted([*a.astype("str"), *b.astype("str")])),
        {
            "a": len(a),
            "of_a": of_a,
            "b": len(b),
            "of_b": of_b,
            "d": int(seminars.iloc[0]),
            "control_name": seminars.index[0],
        },
    )


def _same_speakers(measured: _Measured) -> Found:
    lecturers = measured.corpus.appearances.query("role == 'lecturer'")
    years = lecturers["seminar_id"].map(measured.corpus.seminars["date"].dt.year)
    in_years = years.groupby(lecturers["person_id"]).nunique()
    both = int((in_years > 1).sum())
    return Found(both, both, len(in_years), UNKNOWABLE, (), {})


def _attainable(measured: _Measured) -> Found:
    years = measured.corpus.seminars["date"].dt.year
    a, b = int((years == FIRST).sum()), int((years == LATER["year"]).sum())
    value, control = attainable_p(a, b), attainable_p(a, len(measured.inside))
    return Found(value, control, a + b, UNKNOWABLE, (), {"a": a, "b": b})


def _exchanges(measured: _Measured) -> Found:
    asked = measured.corpus.statements.query("kind in ('question', 'answer')")
    first = int((asked["year"] == FIRST).sum())
    return Found(first, len(asked) - first, len(asked), UNKNOWABLE, tuple(asked.index), {})


_MEASURES: dict[str, Callable[[_Measured], Found]] = {
    "divergence": _divergence,
    "terms that survive": _surviving,
    "strongest term": _strongest,
    **{
        name: _theme(name)
        for name in (
            "cards and authentication",
            "private use",
            "health and welfare",
            "disaster",
            "municipal systems",
        )
    },
    "elections": _elections,
    "municipal speakers": _municipal_speakers,
    "same speakers": _same_speakers,
    "attainable p": _attainable,
    "questions and answers": _exchanges,
}
