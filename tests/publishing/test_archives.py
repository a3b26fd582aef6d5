"""The notebooks on other archives: pages added, few seminars, many.

Each runs in a clone of its own, with ``icpf figures``, as a reader who puts pages into data/raw.
"""

import archives
import pandas as pd
import pytest

from icpf_analysis.files import FIGURES
from icpf_analysis.plots.wording import label

REAL = {archives.PAGE.name: archives.PAGE.read_text(encoding="utf-8")}


@pytest.mark.slow
@pytest.mark.parametrize(
    "years, n", [([2016], 1), ([2016], 2), ([2013, 2015, 2016], 7), (range(2010, 2020), 40)]
)
def test_the_notebooks_for_any_archive_run_on_archives_of_any_size(tmp_path, years, n):
    folder = archives.clone(tmp_path, {"made.txt": archives.archive(years, n)})
    assert archives.make_figures(folder, "05-explore", "06-your-pages") == ""
    assert archives.cut_at_the_edge(folder / "figures") == []
    course = pd.read_csv(folder / "figures" / "data" / "06-course.csv")
    assert len(course) == n and course["fitted"].notna().all() == (len(years) > 1)
    themes = pd.read_csv(folder / "figures" / "data" / "06-themes.csv")
    assert themes["group"].nunique() == min(n, 10)


@pytest.mark.slow
def test_a_page_added_changes_nothing_in_the_notebooks_on_the_four_reports(tmp_path):
    folder = archives.clone(tmp_path, REAL | {"made.txt": archives.archive([2015, 2016], 3)})
    assert archives.make_figures(folder) == ""
    for path in sorted((folder / "figures").glob("*/0[0-4]*.*")):
        committed = FIGURES / path.relative_to(folder / "figures")
        assert path.read_bytes() == committed.read_bytes(), path.name
    assert len(pd.read_csv(folder / "figures" / "data" / "05-by-seminar.csv")) == 7


def test_every_term_drawn_of_the_committed_page_has_its_english(page):
    """A term of another page may stay in Japanese; those of this one are to be glossed."""
    tables = [pd.read_csv(path) for path in (FIGURES / "data").glob("*.csv")]
    words = {word for table in tables
             for word in table.filter(["term", "person_id", "organisation"]).stack()
             if word in page}  # fmt: skip
    assert len(words) > 50 and all(label(word, "en") for word in words)
