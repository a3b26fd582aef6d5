"""The sentences on top of the README say what the reports say."""

import re

import icpf_analysis as icpf
from icpf_analysis.places import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
SECTION = README[README.index("## In short") : README.index("![How far")]


def counted(rows, *names):
    """Statements of 2012 and of 2014 with any of the stages or themes, without Q&A."""
    told = rows[
        rows["subject"].eq("number system") & rows["statement_kind"].isin(["point", "paragraph"])
    ]
    has = told[told["term"].isin(names)] if names else told
    of_year = has.groupby("year")["statement_id"].nunique()
    return [int(of_year.get(year, 0)) for year in (2012, 2014)]


def sentence(start):
    """The numbers of one sentence, without those of its links."""
    plain = re.sub(r"\[line \d+\]\([^)]*\)", "", SECTION)
    found = next(part for part in re.split(r"(?<=[.:)*])\s", plain) if part.startswith(start))
    return [int(number) for number in re.findall(r"\b\d{1,2}\b", found)]


def test_the_sentences_on_top_hold_the_numbers_of_the_coding(corpus):
    stages, themes = icpf.coded_stages(corpus.statements), icpf.coded_themes(corpus.statements)
    (of_2012, of_2014), (aims_2012, aims_2014) = counted(stages), counted(stages, "aim or need")
    assert sentence("Aims and needs") == [aims_2012, of_2012, aims_2014, of_2014]
    done = counted(stages, "rule or plan", "preparation", "result")
    assert sentence("Rules, preparations and results") == done
    assert sentence("It is a theme of 10") == counted(themes, "private use")
    assert sentence("It is a theme of 4 and") == counted(themes, "privacy and security")
    assert sentence("They are a theme of") == counted(themes, "cards and authentication")
    assert f"{of_2012}件中{aims_2012}件、2014年に{of_2014}件中{aims_2014}件" in README


def test_every_line_that_is_linked_holds_a_statement_or_is_named_rightly(corpus):
    linked = re.findall(r"\[line (\d+)\]\(data/raw/[^)]*#L(\d+)\)", SECTION)
    assert len(linked) == 10 and all(shown == target for shown, target in linked)
    assert {int(line) for line, _ in linked} <= set(corpus.statements["line"])


def test_no_test_on_these_seminars_can_reach_a_small_p(corpus):
    about = corpus.seminars[corpus.seminars["subject"] == "number system"]
    sizes = about["date"].dt.year.value_counts()
    least = icpf.attainable_p(*map(int, sizes))
    assert f"p below {least:.2f}" in SECTION
