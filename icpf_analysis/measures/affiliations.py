"""Who spoke, by sector and year, counted on the corpus frames. Nothing here reads or draws."""

import pandas as pd

from icpf_analysis.inputs import require_corpus
from icpf_analysis.reading.corpus import Corpus


def affiliation_table(corpus: Corpus) -> pd.DataFrame:
    """Who spoke, by sector and year: a census of those invited, so nothing here is tested.

    Returns
    -------
    One row per year and sector that is there, years and sectors in order; a last row of each
    year, sector `not named`, holds what the page ascribes to nobody. `people`, who took part;
    `speakers`, persons to whom statements are ascribed; `n_statements`, `n_chars`;
    `share_statements`, `share_chars`: of all statements of the year, 0 to 1. A person counts once a
    year, in each sector they appear for.

    Raises
    ------
    TypeError, KeyError, ValueError
        `corpus` is no Corpus, or a frame of it lacks a column or has an id twice.
    """
    corpus = require_corpus(corpus)
    took_part = corpus.appearances.assign(
        year=corpus.appearances["seminar_id"].map(corpus.seminars["date"].dt.year)
    )
    sectors = [*took_part["sector"].cat.categories, "not named"]
    said = corpus.statements.assign(
        sector=corpus.statements["sector"].cat.add_categories("not named").fillna("not named")
    )
    keys = ["year", "sector"]
    took_part["sector"] = took_part["sector"].cat.set_categories(sectors, ordered=True)
    by_sector = said.groupby(keys, observed=True)
    table = pd.DataFrame(
        {
            "people": took_part.groupby(keys, observed=True)["person_id"].nunique(),
            "speakers": by_sector["person_id"].nunique(),
            "n_statements": by_sector.size(),
            "n_chars": by_sector["n_chars"].sum(),
        }
    )
    table = table.fillna(0).astype("Int64").reset_index().astype({"year": "Int64"})
    of_year = table.groupby("year")[["n_statements", "n_chars"]].transform("sum").clip(lower=1)
    return table.assign(
        sector=pd.Categorical(table["sector"], sectors, ordered=True),
        share_statements=(table["n_statements"] / of_year["n_statements"]).astype(float),
        share_chars=(table["n_chars"] / of_year["n_chars"]).astype(float),
    ).sort_values(keys, ignore_index=True)
