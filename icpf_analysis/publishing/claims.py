"""The claims of the notebooks and the README: what each rests on, computed from the corpus.

The sentences are rows of data/curated/claims.csv, written by hand; the numbers in them are the
ones computed here, in the same order, and a test compares the two. A sentence elsewhere (in a
notebook, in the README) that gives numbers links to ``figures/claims.csv`` with the claim's id.
"""

from collections.abc import Callable, Iterable, Sequence
from math import nan
from typing import Any, NamedTuple

import pandas as pd

from icpf_analysis import measures
from icpf_analysis.comparison import CONTROL, REFERENCE, TARGET, WITHOUT_QA
from icpf_analysis.curated import read_table
from icpf_analysis.errors import PageError
from icpf_analysis.files import CURATED, ROOT
from icpf_analysis.measures.divergence import divergence_contrast
from icpf_analysis.measures.themes import ALL_THEMES
from icpf_analysis.plots import speakers, terms
from icpf_analysis.reading.corpus import Corpus
from icpf_analysis.terms.counts import groups_as_terms

FIRST, LAST = "2012-03-12", "2014-03-26"
"""The seminar of the reference, and the one on election campaigns."""
JANUARY, MARCH = CONTROL
PRACTICE, USE = speakers.PRACTICE.values()
"""The groups of themes that 03-practice draws."""
AIMS = "aim or need"


class Claim(NamedTuple):
    """What a sentence rests on."""

    numbers: Iterable[Any]
    """Those of the sentence, in its order."""
    evidence: Iterable[str] = ()
    """Ids of statements."""
    difference: float = nan
    """2014 less 2012, with the interval from its bootstrap over statements."""
    low: float = nan
    high: float = nan
    verdict: str = "describes these reports"
    """By default that of a count that nothing is inferred from."""
    decimals: int = 2
    """Of the numbers that are fractions."""

    def written(self) -> str:
        """The numbers as the sentence has them, separated by blanks."""
        written = (f"{n:.{self.decimals}f}" if isinstance(n, float) else str(n)
                   for n in self.numbers)  # fmt: skip
        return " ".join(written).replace("-", "−")


class Reports:
    """The frames that claims are computed from, each computed once.

    `rows` has one row per statement and theme, group of themes or stage, as coded from the
    codebook, and one per occurrence of a term; `compared` sets 2014 beside 2012 in each of them.
    """

    def __init__(self, corpus: Corpus) -> None:
        self.corpus, self.said = corpus, corpus.statements
        self.asked = ~self.said["kind"].isin(WITHOUT_QA["kind"])
        self.matched = self.said[(self.said["subject"] == TARGET["subject"]) & ~self.asked]
        themes = measures.coded_themes(self.said)
        self.rows = {
            "themes": themes,
            "groups": groups_as_terms(themes),
            "stages": measures.coded_stages(self.said),
            "terms": corpus.terms,
        }
        self.compared: dict[str, Any] = {
            name: measures.contrast(rows, TARGET, REFERENCE, within=WITHOUT_QA)
            for name, rows in self.rows.items()
        }

    def ids(self, rows: str, seminar: str, *names: str) -> list[str]:
        """Ids of a seminar's statements, without questions and answers, with any of `names`."""
        here = self.rows[rows]
        here = here[(here["seminar_id"] == seminar) & here["term"].isin(names)]
        return sorted(set(here["statement_id"].astype(str)) & set(self.matched.index))


Measure = Callable[[Reports], Claim]


def _shift(rows: str, name: str) -> Measure:
    """Statements with a theme, stage, group of themes or term.

    In 2012, of all; in 2014, of all; in either seminar of 2014.
    """

    def measure(reports: Reports) -> Claim:
        found = reports.compared[rows].loc[name]
        counts = found[["statements_b", "of_statements_b", "statements_a", "of_statements_a"]]
        of_control = [len(reports.ids(rows, seminar, name)) for seminar in CONTROL]
        difference = found[["difference", "low", "high", "verdict"]]
        return Claim([*counts, *of_control], found["evidence"], *difference)

    return measure


def _carried_out(reports: Reports) -> Claim:
    names = ("rule or plan", "preparation", "result")
    first, *later = (reports.ids("stages", seminar, *names) for seminar in (FIRST, *CONTROL))
    sizes = [len(ids) for ids in later]
    return Claim([len(first), sum(sizes), *sizes], sum(later, first))


def _aims_in_points(sign: int, *columns: str) -> Measure:
    """Differences of aims and needs in percentage points, with the verdict on them."""

    def measure(reports: Reports) -> Claim:
        found = reports.compared["stages"].loc[AIMS]
        points = [100.0 * sign * found[column] for column in columns]
        return Claim(points, verdict=str(found["verdict"]), decimals=0)

    return measure


def _aims_test(reports: Reports) -> Claim:
    found = reports.compared["stages"].loc[AIMS]
    return Claim([f"{found['q']:.3f}", f"{100 * found['within']:.0f}"])


def _divergence(reports: Reports) -> Claim:
    rows = divergence_contrast(reports.corpus.terms, TARGET, REFERENCE, within=WITHOUT_QA)
    found: Any = rows.iloc[0]
    difference = found[["difference", "low", "high"]]
    return Claim([found["between"], found["inside"], *difference], (), *difference)


def _pairs(reports: Reports) -> Claim:
    """Both pairs across the years, the one within 2014, the least and the most to the elections."""
    found = measures.divergences(reports.corpus.terms, within=WITHOUT_QA)
    bits = found.set_index(["first", "second"])["divergence"]
    to_last = [bits[seminar, LAST] for seminar in (FIRST, *CONTROL)]
    years = bits[FIRST, JANUARY], bits[FIRST, MARCH]
    return Claim([*years, bits[JANUARY, MARCH], min(to_last), max(to_last)])


def _specifications(_: Reports) -> Claim:
    """Ways of counting in which the years lie nearer: all, without Q&A, with everything."""
    rows = pd.read_csv(ROOT / "data" / "specifications.csv").query("claim == 'divergence'")
    within = rows.groupby("within")["holds"].agg(["sum", "size"])
    scopes = within.loc[["without questions and answers", "everything"]].to_numpy().ravel()
    return Claim([rows["holds"].sum(), len(rows), *scopes])


def _term_tests(reports: Reports) -> Claim:
    found = reports.compared["terms"]
    of = found[["of_statements_a", "of_statements_b"]].iloc[0].sum()
    return Claim([of, len(found), found["testable"].sum(), (found["q"] <= 0.05).sum()])


def _of_all(statements: pd.DataFrame, chosen: Any) -> Claim:
    return Claim([chosen.sum(), len(statements)], statements.index[chosen])


def _emended(reports: Reports) -> Claim:
    return _of_all(reports.said, reports.said["text"] != reports.said["text_printed"])


def _questions(reports: Reports) -> Claim:
    asked = reports.asked[reports.said["seminar_id"].isin(CONTROL)]
    return Claim([asked.sum(), len(asked)])


def _spoken(seminar: str, themes: Sequence[str] = (), **of: str) -> Measure:
    """Statements of a seminar without questions and answers with any of themes, and all of them.

    Without themes: those that the page ascribes to nobody. `of` chooses by a column, as by
    ``person_id``; of a person the answers count too.
    """

    def measure(reports: Reports) -> Claim:
        said = reports.said[reports.said["seminar_id"] == seminar]
        if not {"person_id", "kind"} & set(of):
            said = said[said["kind"].isin(WITHOUT_QA["kind"])]
        for column, value in of.items():
            said = said[said[column] == value]
        coded = reports.rows["themes"]
        ids = coded.loc[coded["theme"].isin(themes), "statement_id"].astype(str)
        return _of_all(said, said.index.isin(ids) if themes else said["sector"].isna())

    return measure


def _unnamed_practice(reports: Reports) -> Claim:
    ids = reports.ids("themes", FIRST, *PRACTICE)
    return Claim([reports.said.loc[ids, "sector"].isna().sum(), len(ids)], ids)


def _heard_in_january(reports: Reports) -> Claim:
    said = reports.said[reports.said["seminar_id"] == JANUARY].dropna(subset=["sector"])
    return Claim([(said["sector"] == "local government").sum()], said.index)


def _rule_errors(reports: Reports) -> Claim:
    errors = measures.rule_errors(reports.said, by="year").set_index("theme").loc[ALL_THEMES]
    return Claim(errors[["precision", "recall"]].to_numpy().ravel())


def _agreement(_: Reports) -> Claim:
    codings = measures.load_codings()
    return Claim([measures.agreement(codings)["alpha"][ALL_THEMES], (codings["why"] != "").sum()])


def _use_and_protection(reports: Reports) -> Claim:
    """Statements that contain 活用 anywhere, and those with 保護 too: 2012, then 14 March 2014."""
    numbers: list[int] = []
    for seminar in (FIRST, MARCH):
        texts = reports.matched.loc[reports.matched["seminar_id"] == seminar, "text"]
        used = texts[texts.str.contains("活用")]
        numbers += [len(used), used.str.contains("保護").sum()]
    return Claim(numbers, used.index)


def _testable(reports: Reports) -> Claim:
    """Terms, those that could reach significance; what 対応 would have needed, and what it has."""
    found = reports.compared["terms"]
    leading = found.loc["対応", ["needed", "statements_a"]]
    return Claim([len(found), found["testable"].sum(), *leading])


def _false_alarms(reports: Reports) -> Claim:
    found = terms.false_alarms(reports.corpus.terms)
    return Claim([*found["expected, %"], found["observed, %"].iloc[-1]], decimals=1)


MEASURES: dict[str, Measure] = {
    "reports": lambda reports: Claim([len(reports.said), reports.said["sector"].count()]),
    "doubts": lambda reports: Claim([
        len(reports.corpus.findings), len(reports.corpus.findings.groupby(["source", "line"]))
    ]),
    "emendations": _emended,
    "questions and answers": _questions,
    "length of reports": lambda reports: Claim(
        reports.said.groupby("seminar_id")["n_chars"].sum().agg(["min", "max"]).tolist()
    ),
    "not named in 2012": _spoken(FIRST),
    "heard in January": _heard_in_january,
    "Chiba on municipal IT": _spoken(JANUARY, ("municipal systems",), person_id="三木浩平"),
    "Mukai on protection": _spoken(MARCH, ("privacy and security",), person_id="向井治紀"),
    "questions": lambda reports: Claim(
        reports.said["kind"].value_counts()[["question", "answer"]].tolist()
    ),
    "asked in January": _spoken(JANUARY, ("municipal systems",), kind="question"),
    "asked on 14 March": _spoken(MARCH, ("municipal systems",), kind="question"),
    "practice in 2012": _spoken(FIRST, PRACTICE),
    "practice in January": _spoken(JANUARY, PRACTICE),
    "practice on 14 March": _spoken(MARCH, PRACTICE),
    "practice by nobody named": _unnamed_practice,
    "use in 2012": _spoken(FIRST, USE),
    "use in January": _spoken(JANUARY, USE),
    "use on 14 March": _spoken(MARCH, USE),
    "practice of the state": _spoken(MARCH, PRACTICE, sector="national government"),
    "aims and needs": _shift("stages", AIMS),
    "rules and plans": _shift("stages", "rule or plan"),
    "preparation": _shift("stages", "preparation"),
    "results": _shift("stages", "result"),
    "carrying out": _carried_out,
    "aims interval": _aims_in_points(-1, "difference", "high", "low"),
    "aims test": _aims_test,
    "aims excess": _aims_in_points(1, "excess", "excess_low", "excess_high"),
    "theme tests": lambda reports: Claim([
        len(reports.compared["themes"]), reports.compared["themes"]["q"].min()
    ]),
    "term tests": _term_tests,
    "divergence": _divergence,
    "pairs of seminars": _pairs,
    "ways of counting": _specifications,
    "smallest p": lambda _: Claim([measures.attainable_p(1, len(CONTROL))]),
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
}  # fmt: skip
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
    for at, row in rows:
        if row["claim"] not in MEASURES:
            found, expected = f"claim {row['claim']!r}", "a claim of MEASURES in claims.py"
            raise PageError(path, at, found, expected, "add its measure there")
    reports = Reports(corpus)
    table = pd.DataFrame([row.cells for row in rows]).set_index("claim")
    claims = [MEASURES[claim](reports) for claim in table.index]
    computed = pd.DataFrame(claims, table.index).drop(columns="decimals")
    computed["evidence"] = computed["evidence"].map(" ".join)
    computed["numbers"] = [claim.written() for claim in claims]
    return table[["english", "japanese"]].join(computed).join(table["notebook"])
