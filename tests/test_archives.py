"""The six notebooks on other archives: pages added, few seminars, many.

Each runs in a clone of its own, with ``icpf figures``, as a reader who puts pages into data/raw.
"""

import json

import archives
import nbformat
import pandas as pd
import pytest

from icpf_analysis.labels import label
from icpf_analysis.places import FIGURES

REAL = {archives.PAGE.name: archives.PAGE.read_text(encoding="utf-8")}


def made(years, n, **how):
    return {"made.txt": archives.archive(archives.days(years, n, seed=1), seed=1, **how)}


def answers(folder):
    """What the notebooks that compare say first."""
    told = {}
    for path in sorted((folder / "notebooks").glob("*.ipynb")):
        told[path.stem] = json.dumps(
            [cell.get("outputs", []) for cell in nbformat.read(path, as_version=4).cells]
        )
    return told


@pytest.mark.parametrize("years, n", [([2016], 1), ([2015, 2018], 2), (range(2010, 2020), 40)])
def test_a_page_made_up_is_read_without_a_doubt(read, years, n):
    corpus = read(archives.archive(archives.days(years, n)))
    assert len(corpus.seminars) == n and not (corpus.lines["role"] == "unread").any()
    assert set(corpus.findings["kind"]) <= {"date restored"}
    assert sorted({day.year for day in corpus.seminars["date"]}) == list(years)
    again = archives.archive(archives.days(years, n))
    assert again == archives.archive(archives.days(years, n))


def test_persons_recur_only_where_they_are_to(read):
    for recurring in (True, False):
        corpus = read(archives.archive(archives.days([2013, 2015], 12), recurring=recurring))
        lecturers = corpus.appearances.query("role == 'lecturer'")["person_id"]
        assert lecturers.duplicated().any() == recurring


@pytest.mark.slow
@pytest.mark.parametrize(
    "years, n, missing, notebooks",
    [
        ([2016], 1, "there is one seminar only", ["01-topics", "03-speaker-affiliation"]),
        ([2016], 2, "all 2 seminars are of 2016", ["02-term-frequency", "04-shift"]),
        ([2015, 2018], 2, "no year has two seminars", ["03-speaker-affiliation", "04-shift"]),
    ],
)
def test_where_nothing_can_be_compared_the_notebooks_say_so(tmp_path, years, n, missing, notebooks):
    folder = archives.clone(tmp_path, made(years, n))
    assert archives.make_figures(folder, *notebooks) == ""
    for name in notebooks:
        assert missing in answers(folder)[name], name


@pytest.mark.slow
def test_where_words_find_no_room_the_rarest_are_left_out_and_no_notebook_fails(tmp_path):
    """The 9 statements of 2016 hold 検討 9 times in 97 terms; beside it 2 in 349 is too small."""
    folder = archives.clone(tmp_path, made([2013, 2015, 2016], 5))
    assert archives.make_figures(folder, "02-term-frequency") == ""
    assert archives.cut_at_the_edge(folder / "figures") == []
    assert "Every term in 3 statements or more" in answers(folder)["02-term-frequency"]


@pytest.mark.slow
def test_pages_added_to_the_real_one_are_compared_with_it(tmp_path):
    """The page of 2012 and 2014, and three seminars of 2015 and 2016 without a subject."""
    folder = archives.clone(tmp_path, REAL | made([2015, 2016], 3))
    assert archives.make_figures(folder) == ""
    assert archives.cut_at_the_edge(folder / "figures") == []
    table = pd.read_csv(folder / "figures" / "data" / "02-contrast.csv")
    assert {"n, 2012", "n, 2016"} <= set(table.columns)
    sizes = pd.read_csv(folder / "figures" / "data" / "00-timeline.csv")
    assert len(sizes) == 7
    roster = pd.read_csv(folder / "figures" / "data" / "00-roster.csv")
    assert roster["organisation"].str.contains("架空").any()  # drawn without an English gloss


@pytest.mark.slow
def test_forty_seminars_of_ten_years_are_reduced_in_a_stated_way(tmp_path):
    folder = archives.clone(tmp_path, made(range(2010, 2020), 40))
    assert archives.make_figures(folder) == ""
    assert archives.cut_at_the_edge(folder / "figures") == []
    data = {path.stem: pd.read_csv(path) for path in (folder / "figures" / "data").glob("*.csv")}
    assert len(data["04-divergences"]) == 24  # six at either end of either kind, of 780
    assert data["01-theme-heatmap"]["year"].nunique() == 10
    assert data["03-exchanges"]["seminar_id"].nunique() == 2
    assert len(data["00-timeline"]) == 40
    assert "Of 780 pairs 24 are drawn" in answers(folder)["04-shift"]


def test_every_term_drawn_of_the_committed_page_has_its_english(page):
    """A term of another page may stand in Japanese; those of this one are to be glossed."""
    words = set()
    for path in (FIGURES / "data").glob("*.csv"):
        table = pd.read_csv(path)
        for column in ("term", "other", "name", "person_id", "organisation", "title"):
            words |= set(table.get(column, pd.Series(dtype=str)).dropna())
    words = {word for word in words if word in page}
    assert len(words) > 50
    for word in sorted(words):
        assert label(word, "en")
