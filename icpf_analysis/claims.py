"""The claims of the notebooks and the README: what each rests on, computed anew.

The sentences are rows of data/curated/claims.csv, written by hand; the numbers in them are the
ones computed here, in the same order, and a test compares the two. A sentence elsewhere (in a
notebook, in the README) that gives numbers links to ``figures/claims.csv`` with the claim's id.
"""

from collections.abc import Callable, Iterable
from functools import cached_property
from math import nan
from typing import NamedTuple

import pandas as pd

from icpf_analysis.comparison import CONTROL, REFERENCE, TARGET, WITHOUT_QA
from icpf_analysis.counts import groups_as_terms
from icpf_analysis.curated import read_table
from icpf_analysis.errors import PageError
from icpf_analysis.frames import Corpus
from icpf_analysis.measures import (
    agreement,
    attainable_p,
    coded_stages,
    coded_themes,
    contrast,
    divergences,
    label_shuffles,
    load_codings,
    rule_errors,
    theme_shares,
)
from icpf_analysis.measures.coding import ALL_THEMES
from icpf_analysis.measures.divergence import divergence_contrast
from icpf_analysis.places import CURATED, ROOT

DESCRIPTION = "describes these reports"
"""The verdict of a count that nothing is inferred from."""


class Claim(NamedTuple):
    """What a sentence rests on."""

    numbers: list[str]
    """As they are written, in the order of the sentence."""
    evidence: Iterable[str] = ()
    """Ids of statements."""
    difference: float = nan
    """2014 less 2012, with the interval from its bootstrap over statements."""
    low: float = nan
    high: float = nan
    verdict: str = DESCRIPTION


class Reports:
    """The frames that claims are computed from, each computed once and when it is needed."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    @cached_property
    def said(self) -> pd.DataFrame:
        """Statements on the number system, without questions and answers."""
        said = self.corpus.statements
        return said[(said["subject"] == "number system") & said["kind"].isin(WITHOUT_QA["kind"])]

    @cached_property
    def themes(self) -> pd.DataFrame:
        """One row per statement and theme, by hand."""
        return coded_themes(self.corpus.statements)

    @cached_property
    def stages(self) -> pd.DataFrame:
        """One row per statement, with its stage, by hand."""
        return coded_stages(self.corpus.statements)

    @cached_property
    def groups(self) -> pd.DataFrame:
        """One row per statement and theme, with the group of the theme in its place."""
        return groups_as_terms(self.themes)

    @cached_property
    def terms(self) -> pd.DataFrame:
        """One row per occurrence of a term."""
        return self.corpus.terms

    @cached_property
    def compared_groups(self) -> pd.DataFrame:
        """2014 against 2012, one row per group of themes."""
        return contrast(self.groups, TARGET, REFERENCE, within=WITHOUT_QA)

    @cached_property
    def compared_themes(self) -> pd.DataFrame:
        """2014 against 2012, one row per theme."""
        return contrast(self.themes, TARGET, REFERENCE, within=WITHOUT_QA)

    @cached_property
    def compared_stages(self) -> pd.DataFrame:
        """2014 against 2012, one row per stage."""
        return contrast(self.stages, TARGET, REFERENCE, within=WITHOUT_QA)

    @cached_property
    def compared_terms(self) -> pd.DataFrame:
        """2014 against 2012, one row per term."""
        return contrast(self.corpus.terms, TARGET, REFERENCE, within=WITHOUT_QA)

    @cached_property
    def divergence(self) -> pd.Series:
        """Mean divergence across the years less that within 2014, with intervals."""
        found = divergence_contrast(self.corpus.terms, TARGET, REFERENCE, within=WITHOUT_QA)
        return found if isinstance(found, pd.Series) else found.iloc[0]

    def of_seminar(self, rows: pd.DataFrame, seminar: str, *names: str) -> list[str]:
        """Ids of the statements of a seminar, without questions and answers, with any of names."""
        here = rows[(rows["seminar_id"] == seminar) & rows["term"].isin(names)]
        here = here[here["statement_id"].isin(self.said.index)]
        return sorted(here["statement_id"].astype(str).unique())


Measure = Callable[[Reports], Claim]


def _shift(frame: str, name: str) -> Measure:
    """Statements with a theme, stage, group of themes or term.

    In 2012, of all; in 2014, of all; in either seminar of 2014.
    """

    def measure(reports: Reports) -> Claim:
        rows, found = getattr(reports, frame), getattr(reports, f"compared_{frame}").loc[name]
        of_control = [str(len(reports.of_seminar(rows, seminar, name))) for seminar in CONTROL]
        numbers = [
            found["statements_b"],
            found["of_statements_b"],
            found["statements_a"],
            found["of_statements_a"],
        ]
        return Claim(
            [*map(str, numbers), *of_control],
            found["evidence"],
            found["difference"],
            found["low"],
            found["high"],
            found["verdict"],
        )

    return measure


def _carried_out(reports: Reports) -> Claim:
    """Statements of 2012 and of 2014 on rules, preparations and results together."""
    names = ("rule or plan", "preparation", "result")
    ids = {
        seminar: reports.of_seminar(reports.stages, seminar, *names)
        for seminar in ("2012-03-12", *CONTROL)
    }
    first, *later = ids.values()
    numbers = [len(first), sum(map(len, later)), *map(len, later)]
    return Claim([*map(str, numbers)], [id_ for of in ids.values() for id_ in of])


def _rule_errors(reports: Reports) -> Claim:
    """Precision and recall of the lexicon's rule over all themes, in 2012 and in 2014."""
    errors = rule_errors(reports.corpus.statements, by="year").set_index("theme").loc[ALL_THEMES]
    return Claim([f"{x:.2f}" for x in errors[["precision", "recall"]].to_numpy().ravel()])


def _agreement(reports: Reports) -> Claim:
    """Krippendorff's alpha over all themes, and on how many statements the codings differ."""
    codings = load_codings()
    return Claim(
        [f"{agreement(codings)['alpha'][ALL_THEMES]:.2f}", str((codings["why"] != "").sum())]
    )


def _use_and_protection(reports: Reports) -> Claim:
    """Statements that contain 活用 anywhere, and those with 保護 too: 2012, then 14 March 2014."""
    numbers: list[str] = []
    for seminar in ("2012-03-12", CONTROL[1]):
        texts = reports.said.loc[reports.said["seminar_id"] == seminar, "text"]
        used = texts[texts.str.contains("活用")]
        numbers += [str(len(used)), str(used.str.contains("保護").sum())]
    return Claim(numbers, used.index)


def _testable(reports: Reports) -> Claim:
    """Terms, those that could reach significance; what 対応 would have needed, and what it has."""
    compared = reports.compared_terms
    leading = compared.loc["対応", ["needed", "statements_a"]]
    return Claim([*map(str, (len(compared), compared["testable"].sum(), *leading))])


def _false_alarms(reports: Reports) -> Claim:
    """Per cent of terms called significant: statements, speakers, seminars reshuffled; as it is."""
    percent = []
    for unit in ("statement", "speaker", "seminar"):
        found = label_shuffles(reports.terms, TARGET, REFERENCE, within=WITHOUT_QA, unit=unit)
        observed, *shuffled = 100 * found["fisher_p"]
        percent.append(sum(shuffled) / len(shuffled))
    return Claim([f"{x:.1f}" for x in (*percent, observed)])


MEASURES: dict[str, Measure] = {
    "aims and needs": _shift("stages", "aim or need"),
    "rules and plans": _shift("stages", "rule or plan"),
    "preparation": _shift("stages", "preparation"),
    "results": _shift("stages", "result"),
    "carrying out": _carried_out,
    "private-sector use": _shift("themes", "private use"),
    "scope of use and law": _shift("themes", "scope and law"),
    "health and welfare": _shift("themes", "health and welfare"),
    "disaster prevention": _shift("themes", "disaster"),
    "privacy and security": _shift("themes", "privacy and security"),
    "cards and authentication": _shift("themes", "cards and authentication"),
    "municipal IT": _shift("themes", "municipal systems"),
    "organisation of government": _shift("themes", "administration"),
    "services and literacy": _shift("themes", "services and literacy"),
    "what it is for": _shift("groups", "What it is for"),
    "safeguards": _shift("groups", "Safeguards"),
    "running it": _shift("groups", "Running it"),
    "agreement": _agreement,
    "rule": _rule_errors,
    "対応": _shift("terms", "対応"),
    "活用": _shift("terms", "活用"),
    "実施": _shift("terms", "実施"),
    "活用 and 保護": _use_and_protection,
    "testable": _testable,
    "false alarms": _false_alarms,
}
"""Claim -> how it is computed; every row of claims.csv has one."""


def compute_claims(corpus: Corpus) -> pd.DataFrame:
    """Every claim of data/curated/claims.csv with the numbers it rests on.

    Returns
    -------
    One row per claim, indexed by `claim`: `english` and `japanese`, the sentences; `numbers`,
    those that the sentences give, in their order, separated by blanks; `difference`, `low`,
    `high`, share of statements in 2014 less that in 2012, with 95 % of the bootstrap over
    statements; `verdict`, as :func:`icpf_analysis.contrast`; `evidence`, ids of statements,
    separated by blanks; `notebook`, where more is said.

    Raises
    ------
    PageError
        A row of the table has no measure here.
    """
    path = CURATED / "claims.csv"
    rows = read_table(path, ("claim", "notebook", "english", "japanese"), key=("claim",))
    reports, claims = Reports(corpus), []
    for at, row in rows:
        if row["claim"] not in MEASURES:
            expected = f"one of {', '.join(MEASURES)}"
            raise PageError(path, at, f"claim {row['claim']!r}", expected, "measure it in claims")
        found = MEASURES[row["claim"]](reports)
        claims.append(
            {"claim": row["claim"], "english": row["english"], "japanese": row["japanese"]}
            | found._asdict()
            | {"numbers": " ".join(found.numbers), "evidence": " ".join(found.evidence)}
            | {"notebook": row["notebook"]}
        )
    return pd.DataFrame(claims).set_index("claim")
