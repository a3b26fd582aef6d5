"""What each headline claim rests on: its numbers, its control, its n and the lines that say it.

Every number is computed here, from the corpus, with the measures. A claim whose ground is not
there in an archive is left out with its reason. Nothing here words a claim or draws.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import pandas as pd

from icpf_analysis.counts import themes_as_terms
from icpf_analysis.headline import ASKED, Headline
from icpf_analysis.labels import LABELS, gloss, label
from icpf_analysis.measures import attainable_p, contrast, divergences, word_shift
from icpf_analysis.measures.divergence import REST
from icpf_analysis.measures.verdicts import LARGER as EXCEEDS
from icpf_analysis.reading.corpus import Corpus
from icpf_analysis.reductions import SEMINARS
from icpf_analysis.terms import extract_terms

SURVIVES = "beyond all controls"
LARGER = "larger than inside {year}"
NOT_LARGER = "no larger than inside {year}"
ONE_SEMINAR = "of one seminar alone"
UNKNOWABLE = "cannot be known from these reports"
TESTABLE = "within reach of a test on seminars"
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


def pair_divergences(terms: pd.DataFrame) -> pd.DataFrame:
    """:func:`icpf_analysis.divergences` of the seminars, with 500 draws, or 100 of many pairs.

    Parameters
    ----------
    terms : one row an occurrence, of two seminars or more.
    """
    few = terms["seminar_id"].nunique() <= SEMINARS
    return divergences(terms, draws=DRAWS if few else DRAWS // 5)


class Measured(NamedTuple):
    """The comparisons that several claims share."""

    corpus: Corpus
    sides: Headline
    terms: pd.DataFrame
    themes: pd.DataFrame
    """The same rows with the theme in the place of the term."""
    apart: pd.DataFrame
    by_term: pd.DataFrame
    by_theme: pd.DataFrame
    terms_inside: pd.DataFrame
    themes_inside: pd.DataFrame


def measure_sides(corpus: Corpus, sides: Headline, apart: pd.DataFrame | None) -> Measured:
    """The comparisons of the sides, and of the two seminars of their control, once for all claims.

    Parameters
    ----------
    apart : from :func:`pair_divergences`, where it has been computed already.
    """
    terms = extract_terms(corpus.statements)
    themes = themes_as_terms(terms)
    years = (contrast(rows, sides.a, sides.b, within=sides.within) for rows in (terms, themes))
    control = (contrast(rows, *sides.control, within=sides.within) for rows in (terms, themes))
    apart = pair_divergences(terms) if apart is None else apart
    return Measured(corpus, sides, terms, themes, apart, *years, *control)


def _compared(measured: Measured, *, larger: bool) -> str:
    return (LARGER if larger else NOT_LARGER).format(year=measured.sides.control_year)


def short(number: float) -> str:
    """A number as sentences print it.

    >>> short(29.0), short(0.7714)
    ('29', '0.77')
    """
    return f"{number:.0f}" if number == int(number) else f"{number:.2f}"


def _divergence(measured: Measured) -> Found:
    pairs = measured.apart[measured.apart["second"] != REST]
    nearest = pairs[pairs["crosses_years"]].sort_values("divergence").iloc[0]
    shift = word_shift(measured.terms, nearest["first"], nearest["second"], by="seminar_id")
    first, second = measured.sides.pair
    control = pairs[(pairs["first"] == first) & (pairs["second"] == second)].iloc[0]
    return Found(
        nearest["divergence"],
        control["divergence"],
        int(nearest["subsample"]),
        _compared(measured, larger=nearest["divergence"] > control["divergence"]),
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


def _surviving(measured: Measured) -> Found:
    rows, inside = measured.by_term, measured.terms_inside
    survivors = rows[(rows["q"] <= 0.05) & (rows["verdict"] == EXCEEDS)]
    control = int((inside["q"] <= 0.05).sum())
    likeliest = survivors if len(survivors) else rows.loc[[rows["fisher_p"].idxmin()]]
    return Found(
        len(survivors),
        control,
        len(rows),
        SURVIVES if len(survivors) else _compared(measured, larger=False),
        tuple(sorted({id_ for ids in likeliest["evidence"] for id_ in ids})),
        {"q": f"{rows['q'].min():.2f}"},
    )


def _strongest(measured: Measured) -> Found:
    term = measured.by_term["fisher_p"].idxmin()
    return _shares(measured, measured.by_term, measured.terms_inside, str(term))


def _theme(name: str) -> Callable[[Measured], Found]:
    return lambda measured: _shares(measured, measured.by_theme, measured.themes_inside, name)


def _shares(measured: Measured, rows: pd.DataFrame, inside: pd.DataFrame, term: str) -> Found:
    """Shares of statements on both sides, and in the two seminars of the control."""
    a, b, of_a, of_b = _in_statements(rows, term)
    c, d, of_c, of_d = _in_statements(inside, term)
    value, control = b / of_b - a / of_a, abs(d / of_d - c / of_c)
    evidence: tuple[str, ...] = ()
    p, q, survives = 1.0, 1.0, False
    for row in rows[rows.index == term].to_dict("records"):
        p, q, evidence = row["fisher_p"], row["q"], tuple(row["evidence"])
        survives = row["q"] <= 0.05 and row["verdict"] == EXCEEDS
    verdict = _compared(measured, larger=abs(value) > control)
    if survives:
        verdict = SURVIVES
    elif abs(value) > control:
        verdict += ", q above 0.05" if q > 0.05 else ", but not in every way counted"
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
    english = gloss(term, "en")
    named = term if english == term else f"{term} ({english})"
    words = {"term": term, "named": named, "p": f"{p:.3f}", "q": f"{q:.2f}"}
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


def _elections(measured: Measured) -> Found | str:
    seminars, last = measured.corpus.seminars, measured.sides.last
    about = seminars.index[
        (seminars["subject"] == "elections") & (seminars["date"].dt.year == last)
    ]
    if len(about) != 1:
        return f"{len(about)} seminars of {last} are curated as about elections, not one"
    said = measured.themes[measured.themes["term"] == "elections"]
    held = said.drop_duplicates("statement_id").set_index("statement_id")
    return _of_one_seminar(measured, held, about[0])


def _municipal_speakers(measured: Measured) -> Found | str:
    said = measured.corpus.statements.query("sector == 'local government'")
    seminars = said.loc[said["year"] == measured.sides.last, "seminar_id"].unique()
    if len(seminars) != 1:
        return f"local government speaks in {len(seminars)} seminars of {measured.sides.last}"
    return _of_one_seminar(measured, said, seminars[0])


def _of_one_seminar(measured: Measured, said: pd.DataFrame, seminar: str) -> Found | str:
    """Shares of statements of the years; how many of the later year are of one seminar."""
    statements, (first, last) = measured.corpus.statements, measured.sides[:2]
    of_a, of_b = (int((statements["year"] == year).sum()) for year in (first, last))
    a, b = (said[said["year"] == year] for year in (first, last))
    here = int((b["seminar_id"] == seminar).sum())
    if not here:
        return f"{seminar} has no such statement"
    share = here / len(b)
    return Found(
        len(b) / of_b - len(a) / of_a,
        share,
        of_a + of_b,
        ONE_SEMINAR if share > 0.5 else _compared(measured, larger=False),
        tuple(sorted([*a.index.astype("str"), *b.index.astype("str")])),
        {"a": len(a), "of_a": of_a, "b": len(b), "of_b": of_b, "d": here, "control_name": seminar},
    )


def _same_speakers(measured: Measured) -> Found | str:
    lecturers = measured.corpus.appearances.query("role == 'lecturer'")
    years = lecturers["seminar_id"].map(measured.corpus.seminars["date"].dt.year)
    in_years = years.groupby(lecturers["person_id"]).nunique()
    both = int((in_years > 1).sum())
    if both:
        return f"{both} of {len(in_years)} lecturers are heard in more than one year"
    two = measured.corpus.seminars["date"].dt.year.nunique() == 2
    words = {"both": "both years" if two else "more than one year"}
    words["both_ja"] = "両年" if two else "二つ以上の年"
    return Found(both, both, len(in_years), UNKNOWABLE, (), words)


def _attainable(measured: Measured) -> Found:
    years, sides = measured.corpus.seminars["date"].dt.year, measured.sides
    a, b = int((years == sides.first).sum()), int((years == sides.last).sum())
    value = attainable_p(a, b)
    control = attainable_p(len(sides.seminars_a), len(sides.seminars_b))
    words = {"a": a, "b": b, "seminars": "seminar" if a == 1 else "seminars"}
    words |= {"rest": "", "rest_ja": ""}
    if "subject" in sides.a or "subject" in sides.b:
        alone = {lang: _on_subject_alone(measured, lang) for lang in LABELS}
        words["rest"] = f"; {short(control)} {alone['en']}"
        words["rest_ja"] = f"{alone['ja']}{short(control)}である。"
    return Found(value, control, a + b, UNKNOWABLE if value > 0.05 else TESTABLE, (), words)


def _on_subject_alone(measured: Measured, labels: str) -> str:
    """``without the elections``, where that is the only other subject; else ``on … alone``."""
    seminars, sides = measured.corpus.seminars, measured.sides
    of_sides = seminars["date"].dt.year.isin([sides.first, sides.last])
    others = set(seminars.loc[of_sides, "subject"].fillna("")) - {sides.subject}
    if others == {"elections"}:
        return label("without the elections", labels)
    return label("on {subject} alone", labels, subject=gloss(sides.subject, labels))


def _exchanges(measured: Measured) -> Found | str:
    asked = measured.corpus.statements[measured.corpus.statements["kind"].isin(ASKED)]
    first = int((asked["year"] == measured.sides.first).sum())
    if first or asked.empty:
        return f"{first or 'no'} questions and answers are reported of {measured.sides.first}" + (
            "" if first else " or any other year"
        )
    return Found(first, len(asked) - first, len(asked), UNKNOWABLE, tuple(asked.index), {})


MEASURES: dict[str, Callable[[Measured], Found | str]] = {
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
