"""The claims of the notebooks and the README: what each rests on, computed from the corpus.

The sentences are rows of data/curated/claims.csv, written by hand; the numbers in them are the
ones computed here, in the same order, and a test compares the two. A sentence elsewhere (in a
notebook, in the README) that gives numbers links to ``figures/claims.csv`` with the claim's id.
"""

from collections.abc import Callable, Iterable
from functools import cached_property
from math import nan
from typing import Any, NamedTuple

import pandas as pd

from icpf_analysis.comparison import CONTROL, REFERENCE, TARGET, WITHOUT_QA
from icpf_analysis.curated import read_table
from icpf_analysis.errors import PageError
from icpf_analysis.files import CURATED, ROOT
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
)
from icpf_analysis.measures.divergence import divergence_contrast
from icpf_analysis.measures.themes import ALL_THEMES
from icpf_analysis.reading.corpus import Corpus
from icpf_analysis.terms.counts import groups_as_terms

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
        self._compared: dict[str, pd.DataFrame] = {}

    @cached_property
    def said(self) -> pd.DataFrame:
        """Statements on the number system, without questions and answers."""
        said = self.corpus.statements
        return said[(said["subject"] == "number system") & said["kind"].isin(WITHOUT_QA["kind"])]

    @cached_property
    def themes(self) -> pd.DataFrame:
        """One row per statement and theme, coded from the codebook."""
        return coded_themes(self.corpus.statements)

    @cached_property
    def stages(self) -> pd.DataFrame:
        """One row per statement, with its stage, coded from the codebook."""
        return coded_stages(self.corpus.statements)

    @cached_property
    def groups(self) -> pd.DataFrame:
        """One row per statement and theme, with the group of the theme in its place."""
        return groups_as_terms(self.themes)

    @cached_property
    def terms(self) -> pd.DataFrame:
        """One row per occurrence of a term."""
        return self.corpus.terms

    def compared(self, frame: str) -> pd.DataFrame:
        """2014 against 2012: one row per theme, stage, group of themes or term."""
        if frame not in self._compared:
            rows = getattr(self, frame)
            self._compared[frame] = contrast(rows, TARGET, REFERENCE, within=WITHOUT_QA)
        return self._compared[frame]

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
        rows = getattr(reports, frame)
        found: Any = reports.compared(frame).loc[name]
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
            difference=float(found["difference"]),
            low=float(found["low"]),
            high=float(found["high"]),
            verdict=str(found["verdict"]),
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


def _aims_interval(reports: Reports) -> Claim:
    """Percentage points by which aims and needs fell, with the interval over statements."""
    found = reports.compared("stages").loc["aim or need"]
    points = [-100 * found[column] for column in ("difference", "high", "low")]
    return Claim([f"{point:.0f}" for point in points], verdict=str(found["verdict"]))


def _aims_test(reports: Reports) -> Claim:
    """q of the exact test on statements, and points between the two seminars of 2014."""
    found = reports.compared("stages").loc["aim or need"]
    return Claim([f"{found['q']:.3f}", f"{100 * found['within']:.0f}"])


def _aims_excess(reports: Reports) -> Claim:
    """Points by which the years differ more in aims than the seminars of 2014, with interval."""
    found = reports.compared("stages").loc["aim or need"]
    points = [100 * found[column] for column in ("excess", "excess_low", "excess_high")]
    numbers = [f"{point:.0f}".replace("-", "−") for point in points]
    return Claim(numbers, verdict=str(found["verdict"]))


def _divergence(reports: Reports) -> Claim:
    """Mean divergence across the years and within 2014, their difference and its interval."""
    found = reports.divergence
    values = ("between", "inside", "difference", "low", "high")
    return Claim(
        [f"{found[value]:.2f}".replace("-", "−") for value in values],
        difference=found["difference"],
        low=found["low"],
        high=found["high"],
    )


def _pairs(reports: Reports) -> Claim:
    """Divergence of the pairs: both across the years, within 2014, and to the elections."""
    found = divergences(reports.corpus.terms, within=WITHOUT_QA)
    bits = found.set_index(["first", "second"])["divergence"]
    first, (jan, mar), last = "2012-03-12", CONTROL, "2014-03-26"
    to_last = [bits[seminar, last] for seminar in (first, jan, mar)]
    values = [bits[first, jan], bits[first, mar], bits[jan, mar], min(to_last), max(to_last)]
    return Claim([f"{value:.2f}" for value in values])


def _specifications(reports: Reports) -> Claim:
    """Ways of counting in which the years lie nearer: all, without Q&A, with everything."""
    rows = pd.read_csv(ROOT / "data" / "specifications.csv")
    rows = rows[rows["claim"] == "divergence"]
    numbers = []
    for here in (
        rows,
        rows[rows["within"] == "without questions and answers"],
        rows[rows["within"] == "everything"],
    ):
        numbers += [str(int(here["holds"].sum())), str(len(here))]
    return Claim(numbers)


def _attainable(reports: Reports) -> Claim:
    """The smallest p of a permutation of whole seminars, one of 2012 and two of 2014."""
    return Claim([f"{attainable_p(1, len(CONTROL)):.2f}"])


def _term_tests(reports: Reports) -> Claim:
    """Statements compared, terms, terms that could reach p = 0.05, terms with q of 0.05."""
    found = reports.compared("terms")
    of = found[["of_statements_a", "of_statements_b"]].iloc[0].sum()
    numbers = [of, len(found), found["testable"].sum(), (found["q"] <= 0.05).sum()]
    return Claim([*map(str, map(int, numbers))])


def _theme_tests(reports: Reports) -> Claim:
    """Themes compared, and the smallest q, which is that of cards and authentication."""
    found = reports.compared("themes")
    return Claim([str(len(found)), f"{found['q'].min():.2f}"])


def _reports(reports: Reports) -> Claim:
    """Statements of all reports, and those whose speaker the page names."""
    said = reports.corpus.statements
    return Claim([str(len(said)), str(said["sector"].notna().sum())])


def _doubts(reports: Reports) -> Claim:
    """Doubts about the text, and the lines they are on."""
    doubts = reports.corpus.findings
    return Claim([str(len(doubts)), str(len(doubts.drop_duplicates(["source", "line"])))])


def _emended(reports: Reports) -> Claim:
    """Statements with a mended slip, of all."""
    said = reports.corpus.statements
    mended = said[said["text"] != said["text_printed"]]
    return Claim([str(len(mended)), str(len(said))], mended.index)


def _questions(reports: Reports) -> Claim:
    """Questions and answers, of all statements of the seminars of the target."""
    said = reports.corpus.statements
    said = said[said["seminar_id"].isin(CONTROL)]
    return Claim([str((~said["kind"].isin(WITHOUT_QA["kind"])).sum()), str(len(said))])


def _lengths(reports: Reports) -> Claim:
    """Characters of the shortest and of the longest report."""
    lengths = reports.corpus.statements.groupby("seminar_id")["n_chars"].sum()
    return Claim([str(lengths.min()), str(lengths.max())])


def _spoken(seminar: str, themes: tuple[str, ...] = (), **of: str) -> Measure:
    """Statements of a seminar without questions and answers with any of themes, and all of them.

    Without themes: those that the page ascribes to nobody. `of` chooses by a column, as by
    ``person_id``; of a person the answers count too.
    """

    def measure(reports: Reports) -> Claim:
        said = reports.corpus.statements
        said = said if "person_id" in of else said[said["kind"].isin(WITHOUT_QA["kind"])]
        said = said[said["seminar_id"] == seminar]
        for column, value in of.items():
            said = said[said[column] == value]
        coded = reports.themes[reports.themes["theme"].isin(themes)]
        ids = coded["statement_id"].astype(str)
        chosen = said.index.isin(ids) if themes else said["sector"].isna()
        return Claim([str(chosen.sum()), str(len(said))], said.index[chosen])

    return measure


def _unnamed_practice(reports: Reports) -> Claim:
    """Statements of 2012 on how the system is run, those of nobody named first."""
    ids = reports.of_seminar(reports.themes, "2012-03-12", *_PRACTICE)
    unnamed = reports.corpus.statements.loc[ids, "sector"].isna()
    return Claim([str(unnamed.sum()), str(len(ids))], ids)


def _heard_in_january(reports: Reports) -> Claim:
    """Named statements of local government in January 2014; there are no others with a name."""
    said = reports.corpus.statements
    named = said[(said["seminar_id"] == CONTROL[0]) & said["sector"].notna()]
    return Claim([str((named["sector"] == "local government").sum())], named.index)


def _exchanges(reports: Reports) -> Claim:
    """Questions and answers of all reports."""
    kinds = reports.corpus.statements["kind"].value_counts()
    return Claim([str(kinds["question"]), str(kinds["answer"])])


def _asked_on_it(seminar: str) -> Measure:
    """Questions of a seminar on municipal IT, and all of them."""

    def measure(reports: Reports) -> Claim:
        said = reports.corpus.statements
        asked = said[(said["kind"] == "question") & (said["seminar_id"] == seminar)]
        coded = reports.themes.loc[reports.themes["theme"] == "municipal systems", "statement_id"]
        ids = asked.index[asked.index.isin(coded.astype(str))]
        return Claim([str(len(ids)), str(len(asked))], ids)

    return measure


_PRACTICE = ("municipal systems", "administration")
_USE = ("scope and law", "private use", "health and welfare")


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
    compared = reports.compared("terms")
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
    "reports": _reports,
    "doubts": _doubts,
    "emendations": _emended,
    "questions and answers": _questions,
    "length of reports": _lengths,
    "not named in 2012": _spoken("2012-03-12"),
    "heard in January": _heard_in_january,
    "Chiba on municipal IT": _spoken(CONTROL[0], ("municipal systems",), person_id="三木浩平"),
    "Mukai on protection": _spoken(CONTROL[1], ("privacy and security",), person_id="向井治紀"),
    "questions": _exchanges,
    "asked in January": _asked_on_it(CONTROL[0]),
    "asked on 14 March": _asked_on_it(CONTROL[1]),
    "practice in 2012": _spoken("2012-03-12", _PRACTICE),
    "practice in January": _spoken(CONTROL[0], _PRACTICE),
    "practice on 14 March": _spoken(CONTROL[1], _PRACTICE),
    "practice by nobody named": _unnamed_practice,
    "use in 2012": _spoken("2012-03-12", _USE),
    "use in January": _spoken(CONTROL[0], _USE),
    "use on 14 March": _spoken(CONTROL[1], _USE),
    "practice of the state": _spoken(CONTROL[1], _PRACTICE, sector="national government"),
    "aims and needs": _shift("stages", "aim or need"),
    "rules and plans": _shift("stages", "rule or plan"),
    "preparation": _shift("stages", "preparation"),
    "results": _shift("stages", "result"),
    "carrying out": _carried_out,
    "aims interval": _aims_interval,
    "aims test": _aims_test,
    "aims excess": _aims_excess,
    "theme tests": _theme_tests,
    "term tests": _term_tests,
    "divergence": _divergence,
    "pairs of seminars": _pairs,
    "ways of counting": _specifications,
    "smallest p": _attainable,
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
            found, expected = f"claim {row['claim']!r}", "a claim of MEASURES in claims.py"
            raise PageError(path, at, found, expected, "add its measure there")
        claim = MEASURES[row["claim"]](reports)
        claims.append(
            {"claim": row["claim"], "english": row["english"], "japanese": row["japanese"]}
            | claim._asdict()
            | {"numbers": " ".join(claim.numbers), "evidence": " ".join(claim.evidence)}
            | {"notebook": row["notebook"]}
        )
    return pd.DataFrame(claims).set_index("claim")
