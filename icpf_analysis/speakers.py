"""Who spoke, for which sector, about what: counts on the corpus frames.

Nothing here reads files or draws. The persons were invited by the organiser, so these are
censuses of the reports; where a share has an interval, it is one within these reports.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from icpf_analysis.curated import SECTORS
from icpf_analysis.inputs import (
    quoted,
    require_corpus,
    require_frame,
    require_mapping,
    require_statements,
    require_words,
)
from icpf_analysis.lexicon import load_lexicon
from icpf_analysis.measures.themes import theme_shares
from icpf_analysis.reading.corpus import Corpus
from icpf_analysis.summaries import composition

NOT_NAMED = "not named"
ALL = "all speakers"
WITHOUT, WITH = "without questions and answers", "with questions and answers"


def sectors_by_seminar(corpus: Corpus) -> pd.DataFrame:
    """Who spoke, by sector and seminar: :func:`affiliation_table` with each seminar apart.

    A census of those invited, so nothing here is tested.

    Returns
    -------
    One row a seminar and sector that is there, seminars and sectors in order; a last row of each
    seminar, sector `not named`, holds what the page ascribes to nobody, 0 where it ascribes
    everything. `people`, who took part; `speakers`, persons to whom statements are ascribed;
    `n_statements`, `n_chars`; `share_people`, `share_statements`, `share_chars`: of all of the
    seminar, 0 to 1, and 0 where the seminar has none. How many people the page does not name is
    not known: `people` of `not named` is 0.

    Raises
    ------
    TypeError, KeyError, ValueError
        As :func:`icpf_analysis.affiliation_table`.
    """
    corpus = require_corpus(corpus)
    sectors = [*corpus.appearances["sector"].cat.categories, NOT_NAMED]
    keys = ["seminar_id", "sector"]
    said = corpus.statements.assign(sector=sectors_of(corpus.statements))
    people = corpus.appearances.astype({"sector": "str"}).groupby(keys)["person_id"].nunique()
    by_sector = said.groupby(keys)
    table = pd.DataFrame(
        {
            "people": people,
            "speakers": by_sector["person_id"].nunique(),
            "n_statements": by_sector.size(),
            "n_chars": by_sector["n_chars"].sum(),
        },
        index=pd.MultiIndex.from_product([corpus.seminars.index, sectors], names=keys),
    )
    table = table.fillna(0).astype("Int64").reset_index()
    there = table[["people", "n_statements"]].sum(axis=1) > 0
    table = table[there | (table["sector"] == NOT_NAMED)].reset_index(drop=True)
    counted = ["people", "n_statements", "n_chars"]
    whole = table.groupby("seminar_id")[counted].transform("sum").clip(lower=1)
    return table.assign(
        sector=pd.Categorical(table["sector"], sectors, ordered=True),
        **{
            f"share_{column.removeprefix('n_')}": (table[column] / whole[column]).astype(float)
            for column in counted
        },
    )


def speaker_themes(statements: pd.DataFrame) -> pd.DataFrame:
    """How many statements of each speaker hold a term of each theme, by rule.

    Parameters
    ----------
    statements : ``corpus.statements`` or some of them.

    Returns
    -------
    One row a seminar, speaker and theme, zeros too: `seminar_id`, `person_id`, `sector`,
    `theme`, `n_statements` with the theme, `of_statements` of the speaker at this seminar,
    `share`, `evidence` (ids). Seminars and speakers in the order of the reports; what the page
    ascribes to nobody is the last row of its seminar, `not named`. A statement can have several
    themes or none, so a speaker's rows do not sum to the whole.

    Raises
    ------
    TypeError, KeyError, ValueError
        As :func:`icpf_analysis.theme_shares`.
    """
    columns = ("seminar_id", "person_id", "sector", "line")
    require_statements(
        statements, *columns, filled=["seminar_id", "line"], numeric=["line"], rows=True
    )
    said = statements.astype({"seminar_id": "str", "person_id": "str", "line": "Int64"})
    said = said.sort_values(["seminar_id", "line"])
    said = said.assign(person_id=speakers_of(said), sector=sectors_of(said))
    keys = ["seminar_id", "person_id", "sector"]
    speakers = said.assign(last=said["person_id"] == NOT_NAMED).drop_duplicates(keys)
    speakers = speakers.sort_values(["seminar_id", "last", "line"])[keys].reset_index(drop=True)
    number = speakers.reset_index().set_index(keys)["index"]
    numbered = said.assign(speaker=number.loc[list(said[keys].itertuples(index=False))].to_numpy())
    shares = theme_shares(numbered, by="speaker")
    taken = ["theme", "n_statements", "of_statements", "share", "evidence"]
    return speakers.loc[shares["speaker"]].reset_index(drop=True).join(shares[taken])


def group_shares(statements: pd.DataFrame, groups: Mapping[str, list[str]]) -> pd.DataFrame:
    """Shares of statements with any theme of a group of themes, by seminar and by sector.

    Parameters
    ----------
    statements : ``corpus.statements`` or some of them.
    groups : name of a group -> its themes. A theme stands in one group; a statement can have
        both groups.

    Returns
    -------
    One row a seminar, sector, scope and group: `sector`, first `all speakers`, then each that
        is heard, `not named` last; `scope`, without or with questions and answers, the second
        only where there are any; `group`; then, as in :func:`theme_shares`, `n_statements`,
        `of_statements`, `share`, `low`, `high`, `speakers`, `low_speakers`, `high_speakers`,
        `evidence`. A sector that only asks or answers has no row without them.

    Raises
    ------
    TypeError, KeyError, ValueError
        As :func:`icpf_analysis.theme_shares`; `groups` is no dict of lists of themes, or has a
        theme that the lexicon does not have, or one that stands in two groups.
    """
    lexicon = load_lexicon()
    require_statements(statements, "seminar_id", "sector", "kind", filled=["seminar_id"], rows=True)
    require_mapping(groups, "groups", "{name: [theme, theme]}")
    given = [theme for themes in groups.values() for theme in require_words(themes, "groups")]
    for theme in given:
        if given.count(theme) > 1 or theme not in set(lexicon["theme"]):
            raise ValueError(
                f"groups has the theme {quoted(theme)}, unknown or twice; give those of "
                "load_themes(), each once"
            )
    group_of = {theme: group for group, themes in groups.items() for theme in themes}
    grouped = lexicon.assign(theme=lexicon["theme"].map(group_of))
    said = statements.astype({"seminar_id": "str"}).assign(sector=sectors_of(statements))
    asked = said["kind"].isin(["question", "answer"])
    with_any = said["seminar_id"].isin(said.loc[asked, "seminar_id"])
    whole = said.assign(sector=ALL)
    frames = [
        theme_shares(some.assign(unit=some["seminar_id"] + "\t" + some["sector"]), grouped, "unit")
        .rename(columns={"theme": "group"})
        .assign(scope=scope)
        for scope, kept in ((WITHOUT, ~asked), (WITH, with_any))
        for some in (whole[kept], said[kept])
        if len(some)
    ]
    table = pd.concat(frames, ignore_index=True)
    units = table.pop("unit").str.split("\t", expand=True)
    others = sorted(set(statements["sector"].dropna()).difference(SECTORS))
    sectors = [ALL, *SECTORS, *others, NOT_NAMED]
    table = table.assign(
        seminar_id=units[0],
        sector=pd.Categorical(units[1], sectors, ordered=True),
        scope=pd.Categorical(table["scope"], [WITHOUT, WITH], ordered=True),
    )
    table["group"] = pd.Categorical(table["group"].astype("str"), [*groups], ordered=True)
    keys = ["seminar_id", "sector", "scope", "group"]
    return table[[*keys, *table.columns.drop(keys)]].sort_values(keys, ignore_index=True)


def gaps(shares: pd.DataFrame, seminars: pd.DataFrame) -> pd.DataFrame:
    """The first year against the last, beside the widest gap inside the last: the control.

    Parameters
    ----------
    shares : from :func:`group_shares`, one row a seminar and group: of one sector and scope.
    seminars : ``corpus.seminars``, for their years.

    Returns
    -------
    groups x `n_first`, `of_first`, `n_last`, `of_last` (statements of a year's seminars
    together), `gap` (share of the last year less that of the first, -1 to 1), `gap_inside`
    (largest share of a seminar of the last year less the smallest; of the first year, where
    the last has one seminar, else of the latest other that has two; 0 where none has) and
    `larger`: whether the gap of the years is larger than one inside; nothing is, where there
    is none.

    Raises
    ------
    TypeError, KeyError
        An argument is no DataFrame, or lacks a column.
    ValueError
        A seminar has a group twice or is not in `seminars`, or all are of one year.
    """
    columns = ("n_statements", "of_statements", "share")
    require_frame(shares, "shares", "seminar_id", "group", *columns, numeric=columns, rows=True)
    require_frame(seminars, "seminars", "date")
    unknown = set(shares["seminar_id"]).difference(seminars.index)
    if unknown:
        raise ValueError(f"seminars has no row of {quoted(min(unknown))}, which shares has")
    if shares.duplicated(["seminar_id", "group"]).any():
        raise ValueError("shares: a seminar has a group twice; choose one sector and one scope")
    years = shares["seminar_id"].astype("str").map(seminars["date"].dt.year)
    if years.nunique() < 2:
        raise ValueError(
            f"shares has seminars of {quoted(years.unique().tolist())}; expected two years"
        )
    counted = ["n_statements", "of_statements"]
    last = shares[years == years.max()].groupby("group", observed=True)
    first = shares[years == years.min()].groupby("group", observed=True)[counted].sum()
    sums = last[counted].sum()
    gap = (sums["n_statements"] / sums["of_statements"]).sub(
        first["n_statements"] / first["of_statements"]
    )
    order = [years.max(), years.min(), *sorted(set(years), reverse=True)]
    by_year = (shares[years == year].groupby("group", observed=True)["share"] for year in order)
    control = next((of for of in by_year if of.size().max() > 1), last["share"])
    inside = control.max() - control.min()
    table = pd.DataFrame(
        {
            "n_first": first["n_statements"],
            "of_first": first["of_statements"],
            "n_last": sums["n_statements"],
            "of_last": sums["of_statements"],
            "gap": gap,
            "gap_inside": inside,
        }
    )
    there = control.size() > 1
    return table.assign(larger=there & (table["gap"].abs() > table["gap_inside"]))


def seen_again(corpus: Corpus) -> pd.DataFrame:
    """Who takes part in more than one seminar, and is anything ascribed to them?

    Returns
    -------
    people seen more than once x `seminars`, `years`, `roles` (tuples, oldest first),
    `n_statements` ascribed; no rows where nobody is.

    Raises
    ------
    TypeError, KeyError, ValueError
        As :func:`icpf_analysis.affiliation_table`.
    """
    corpus = require_corpus(corpus)
    took_part = corpus.appearances.assign(
        year=corpus.appearances["seminar_id"].map(corpus.seminars["date"].dt.year),
        role=corpus.appearances["role"].astype("str").fillna("unknown"),
    ).sort_values("seminar_id", kind="stable")
    again = took_part[took_part.duplicated("person_id", keep=False)]
    people = again.groupby("person_id")
    said = corpus.statements["person_id"].value_counts()
    return pd.DataFrame(
        {
            "seminars": people["seminar_id"].agg(_distinct),
            "years": people["year"].agg(_distinct),
            "roles": people["role"].agg(_distinct),
        }
    ).assign(n_statements=lambda table: said.reindex(table.index, fill_value=0))


def named_shares(statements: pd.DataFrame, by: str = "seminar_id") -> pd.DataFrame:
    """How many statements of each form of a report have a named speaker, person or institution.

    Parameters
    ----------
    by : ``seminar_id``, or ``year`` for all reports of a year together.

    Returns
    -------
    One row a seminar and form that occurs, as :func:`icpf_analysis.summaries.composition` has
    them: `seminar_id`, `form`, `n_statements`, `n_named`, `n_not_named`, `share_not_named`,
    0 to 1.

    Raises
    ------
    TypeError, KeyError, ValueError
        As :func:`icpf_analysis.summaries.composition`; `statements` has no `person_id`.
    """
    require_frame(statements, "statements", "person_id")
    keys = [by, "form"]
    whole = composition(statements, by)[[*keys, "n_statements"]]
    some = statements[speakers_of(statements) != NOT_NAMED]
    named = composition(some, by)[[*keys, "n_statements"]]
    table = whole.merge(named.rename(columns={"n_statements": "n_named"}), on=keys, how="left")
    n_named = table["n_named"].fillna(0).astype("int64")
    n_not_named = table["n_statements"] - n_named
    return table.assign(
        n_named=n_named,
        n_not_named=n_not_named,
        share_not_named=(n_not_named / table["n_statements"]).astype(float),
    )


def _distinct(cells: pd.Series) -> Any:
    return tuple(dict.fromkeys(cells))


def speakers_of(statements: pd.DataFrame) -> pd.Series:
    """Who said each statement: a person, else the institution named, else `not named`."""
    named = statements["person_id"].astype("str")
    return named.fillna(statements["organisation"].astype("str")).fillna(NOT_NAMED)


def sectors_of(statements: pd.DataFrame) -> pd.Series:
    """Sector of each statement's speaker, `not named` where there is none."""
    return statements["sector"].astype("str").fillna(NOT_NAMED)
