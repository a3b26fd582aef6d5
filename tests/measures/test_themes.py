"""Themes and stages coded by hand, their agreement, and what they say of the lexicon's rule."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import icpf_analysis as icpf
from icpf_analysis.files import CURATED
from icpf_analysis.measures import agreement, corrected_shares, rule_errors
from icpf_analysis.measures.themes import disagreement

CODEBOOK = (CURATED / "codebook.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def codings():
    return icpf.load_codings()


@pytest.fixture(scope="module")
def by_hand(corpus, codings):
    return icpf.coded_themes(corpus.statements, codings)


def test_every_statement_is_coded_and_the_coders_differ_in_nine(corpus, codings):
    """Each of the nine has its reason; every statement has one stage."""
    coded = icpf.coded_stages(corpus.statements, codings)["term"].value_counts()
    assert coded[["aim or need", "result", "no theme"]].tolist() == [68, 15, 0]
    assert codings["text"].to_dict() == corpus.statements["text"].to_dict() and len(codings) == 132
    themes = codings["themes_a"] != codings["themes_b"]
    stages = codings["stage_a"] != codings["stage_b"]
    assert (themes | stages).sum() == 9 and stages.sum() == 4
    assert codings["why"].str.contains("Section [123]").equals(themes | stages)


HEAD = "statement_id,in_codebook,themes_a,stage_a,themes_b,stage_b,themes,stage,why\n"
GOOD = "s:1,,disaster,result,disaster,result,disaster,result,\n"
SAID = pd.DataFrame(
    {"source": ["page.txt", "page.txt", "other.txt"], "text": ["備える。", "番号。", "他。"]},
    index=pd.Index(["s:1", "s:2", "t:1"], name="statement_id"),
)


@pytest.fixture
def load(tmp_path):
    def load(*rows):
        (tmp_path / "codings.csv").write_text(HEAD + "".join(rows), encoding="utf-8")
        return icpf.load_codings(tmp_path / "codings.csv", SAID)

    return load


@pytest.mark.parametrize(
    "row, word",
    [
        ("s:9,,,result,,result,,result,", "statement_id 's:9'"),
        ("s:2,sample,,result,,result,,result,", "in_codebook 'sample'"),
        ("s:2,,,result,,result,locks,result,why", "themes 'locks'"),
        ("s:2,,disaster|disaster,result,,result,,result,why", "themes_a 'disaster|disaster'"),
        ("s:2,,,result,,outcome,,result,why", "stage_b 'outcome'"),
        ("s:2,,,result,,problem,,result,", "why ''"),  # the coders differ
        ("s:2,,,result,,result,,problem,", "why ''"),  # they agree, and were overruled
        ("s:2,,,result,,result,,result,because", "why 'because'"),  # nothing to give a reason for
        ("s:1,,,result,,result,,result,", "a second row"),
    ],
)
def test_a_coding_that_does_not_fit_is_refused_with_its_line(load, row, word):
    with pytest.raises(icpf.PageError) as error:
        load(GOOD, row + "\n")
    assert error.value.line == 3 and word in error.value.found


def test_a_page_is_coded_whole_or_not_at_all(load):
    """s:2 is of the page of s:1; t:1 is of a page that nobody coded."""
    with pytest.raises(icpf.PageError, match="s:2"):
        load(GOOD)
    assert list(load(GOOD, "s:2,,,result,,problem,,result,rule 4\n").index) == ["s:1", "s:2"]
    # the order in which a coder names themes is no difference
    two = "s:2,,disaster|elections,result,elections|disaster,result,disaster|elections,result,\n"
    assert load(GOOD, two)["why"].tolist() == ["", ""]


def test_a_statement_without_a_theme_is_a_row_of_its_own(load):
    codings = load(GOOD, "s:2,,,result,,result,,result,\n")
    said = SAID.iloc[:2].assign(year=[2012, 2014], kind="point", n_chars=4)
    rows = icpf.coded_themes(said, codings)
    found = rows[["statement_id", "term", "year"]].values.tolist()
    assert found == [["s:1", "disaster", 2012], ["s:2", "no theme", 2014]]
    assert rows["theme"].isna().tolist() == [False, True]
    assert "statement_kind" in rows and not {"kind", "text", "n_chars"} & set(rows)


def test_hand_codes_keep_the_columns_to_group_by_and_are_compared_as_terms_are(by_hand, terms):
    """19 of 103 statements of 2014 are on net campaigning, and none of 29 in 2012."""
    assert len(by_hand) == 199 and by_hand["statement_id"].nunique() == 132
    assert set(by_hand) == set(terms) - {"start", "end", "surface", "kind"}
    said = by_hand.query("statement_id == '2014-03-14:072'")[["term", "person_id", "year"]]
    assert ["health and welfare", "向井治紀", 2014] in said.values.tolist() and len(said) == 3
    row = icpf.contrast(by_hand, 2012, 2014).loc["net campaigning"]
    columns = ["statements_a", "of_statements_a", "statements_b", "of_statements_b"]
    assert row[columns].tolist() == [0, 29, 19, 103]


@pytest.mark.parametrize(
    "a, b, alpha",
    [
        ("0100000010", "1110010000", 0.095),  # section A: Meg and Owen, ten articles
        ("aabbdcccedda", "babbbccceddd", 0.692),  # section B: Ben and Gerry
        ("aabb", "aabb", 1.0),
        ("aabb", "bbaa", 1 - 1 / (1 - 24 / 56)),  # never alike: 8 codes, 4 + 4
    ],
)
def test_alpha_against_the_examples_of_krippendorff_2011(a, b, alpha):
    observed, expected = disagreement(np.array([list(a)]).T, np.array([list(b)]).T)
    assert 1 - observed / expected == pytest.approx(alpha, abs=0.0005)


def two_coders(a, b):
    """Codings of two coders; a statement is d (disaster) or - (no theme), its stage a result."""
    themes = {"d": "disaster", "-": ""}
    frame = {"themes_a": [themes[code] for code in a], "themes_b": [themes[code] for code in b]}
    return pd.DataFrame({**frame, "stage_a": "result", "stage_b": "result"})


def test_agreement_counts_what_each_coder_gave():
    row = agreement(two_coders("dd--------", "d-d-------")).loc["disaster"]
    assert row[["n_a", "n_b", "both"]].tolist() == [2, 2, 1]
    assert row["alpha"] == pytest.approx(1 - (2 / 10) / (1 - (4 * 3 + 16 * 15) / (20 * 19)))
    assert row["low"] < row["alpha"] < row["high"]
    rows = agreement(two_coders("d---", "d---"))
    assert rows.loc["elections", ["alpha", "low", "high"]].isna().all()  # nobody gave it
    assert pd.isna(rows.loc["stage", "alpha"])  # with one stage only there is nothing to agree on
    # full agreement on one of four shows little: 60 % of statements could differ
    low = 1 - (1 - 0.025 ** (1 / 4)) / (1 - (2 * 1 + 6 * 5) / (8 * 7))
    assert rows.loc["disaster", ["alpha", "low", "high"]].tolist() == pytest.approx([1, low, 1])


@pytest.mark.parametrize("used", [True, False])
def test_the_codebook_tells_the_agreement_as_measured(codings, used):
    """With the 40 statements used for writing it, and without."""
    some = codings if used else codings[codings["in_codebook"] == ""]
    every = agreement(codings)
    coded = every.index[every[["n_a", "n_b"]].any(axis=1)]  # a theme added later has no codes
    for category, row in agreement(some).loc[coded].iterrows():
        lines = [it for it in CODEBOOK.splitlines() if it.startswith(f"| {category} | ")]
        assert lines, f"codebook.md has no row for {category}"
        numbers = f"{row['alpha']:.2f} ({row['low']:.2f} to {row['high']:.2f})".replace("-", "−")
        numbers = numbers.replace("nan (nan to nan)", "–")
        cells = lines[0].split(" | ")
        assert cells[4 if used else 5].rstrip(" |") == numbers
        if used:
            assert [row["n_a"], row["n_b"], row["both"]] == [*map(int, cells[1:4])]
            assert row["alpha"] >= 0.67  # none was merged or dropped


def test_errors_of_the_rule_by_hand():
    """防災 is found and coded; 災害 is found where nothing was coded; 備え is coded, not found."""
    ids = ["s:1", "s:2", "s:3", "s:4"]
    said = pd.DataFrame({"text": ["防災を進める。", "災害の例。", "備えが要る。", "他の話。"]}, ids)
    said = said.rename_axis("statement_id").assign(year=[2012, 2012, 2014, 2014])
    codings = pd.DataFrame({"themes": ["disaster", "", "disaster", ""], "text": said["text"]})
    errors = rule_errors(said.reset_index(), codings).set_index("theme")
    assert errors.loc["disaster"].tolist() == [1, 1, 1, 1, 0.5, 0.5, 0.5]
    assert errors.loc["all themes", "neither"] == 4 * len(icpf.load_themes()) - 3
    by_year = rule_errors(said, codings, by="year").set_index(["year", "theme"])
    assert by_year.loc[(2012, "disaster"), ["precision", "recall"]].tolist() == [0.5, 1]
    precision, recall = by_year.loc[(2014, "disaster"), ["precision", "recall"]]
    assert recall == 0 and pd.isna(precision)  # the rule finds none


def corrected(with_theme, of, both, hand_only, neither, rule_only):
    """The corrected share of a theme in so many of `of` statements, and its interval."""
    shares = {"theme": ["disaster"], "n_statements": [with_theme], "of_statements": [of]}
    shares["share"] = [with_theme / of]
    errors = {"both": both, "hand_only": hand_only, "neither": neither, "rule_only": rule_only}
    errors["recall"] = both / (both + hand_only) if both + hand_only else np.nan
    errors["specificity"] = neither / (neither + rule_only)
    row = corrected_shares(pd.DataFrame(shares), pd.DataFrame({"theme": ["disaster"], **errors}))
    return row[["corrected", "low_corrected", "high_corrected"]].iloc[0]


@pytest.mark.parametrize(
    "counts, share",
    [
        ((30, 100, 90, 10, 160, 40), 1 / 7),  # Se 0.9, Sp 0.8: (0.3 + 0.8 - 1) / (0.9 + 0.8 - 1)
        ((30, 100, 50, 50, 200, 0), 0.6),  # half of the theme is missed, nothing is false
        ((10, 100, 90, 10, 160, 40), 0),  # fewer than the 20 false ones expected
        ((95, 100, 90, 10, 160, 40), 1),
        ((30, 100, 2, 8, 80, 20), None),  # Se 0.2 + Sp 0.8 is no better than chance
        ((30, 100, 0, 0, 80, 20), None),  # no statement was coded with the theme
    ],
)
def test_the_share_of_rogan_and_gladen(counts, share):
    found, low, high = row = corrected(*counts)
    if share is None:
        assert row.isna().all()
    else:
        assert found == pytest.approx(share) and 0 <= low <= high <= 1


def test_the_interval_knows_how_many_statements_were_coded():
    """With 100,000 of each kind it is that of Agresti and Coull; with 20 it is much wider."""
    n, p = 100 + 1.96**2, (30 + 1.96**2 / 2) / (100 + 1.96**2)
    half = 1.96 * (p * (1 - p) / n) ** 0.5
    assert corrected(30, 100, 100_000, 0, 100_000, 0).tolist() == pytest.approx(
        [0.3, p - half, p + half], abs=0.001
    )
    few, many = corrected(30, 100, 9, 1, 9, 1), corrected(30, 100, 900, 100, 900, 100)
    widths = [row["high_corrected"] - row["low_corrected"] for row in (few, many)]
    assert widths[0] > widths[1] > 2 * 1.96 * (0.3 * 0.7 / 100) ** 0.5


def test_shares_of_a_page_corrected_by_those_of_the_committed_one(corpus, codings):
    """Health in 2012: 10 of 29 by rule, 5 by hand; corrected by the errors of all 132, 8.4."""
    shares = icpf.theme_shares(corpus.statements, by="year")
    errors = rule_errors(corpus.statements, codings)
    rows = corrected_shares(shares, errors).set_index(["year", "theme"])
    row = rows.loc[(2012, "health and welfare")]
    assert row["n_statements"] == 10
    assert row["corrected"] == pytest.approx((10 / 29 - 7 / 123) / (1 - 7 / 123))
    assert row["high_corrected"] - row["low_corrected"] > row["high"] - row["low"]


def test_shares_by_hand_are_of_all_statements(corpus, by_hand):
    """Three of 29 statements of 2012 are on disasters, by rule five."""
    shares = icpf.theme_shares(corpus.statements, by="year", terms=by_hand)
    assert len(shares) == 2 * len(icpf.load_themes())
    row = shares.set_index(["year", "theme"]).loc[(2012, "disaster")]
    assert (row["n_statements"], row["of_statements"], row["speakers"]) == (3, 29, 5)
    assert row["evidence"] == ("2012-03-12:225", "2012-03-12:240", "2012-03-12:241")
    assert row[["low", "high"]].tolist() == pytest.approx(wilson(3, 29))
    net = shares.set_index(["year", "theme"]).loc[(2014, "net campaigning")]
    low, high = wilson(19, 103)  # 19 of 25 statements of one seminar, none of the others
    assert net["high"] - net["low"] > 2 * (high - low)
    none = shares.set_index(["year", "theme"]).loc[(2012, "elections")]
    assert none[["n_statements", "low"]].tolist() == [0, 0] and none["evidence"] == ()
    assert none["high"] == pytest.approx(0.117, abs=5e-4)  # 0 of 29 is no proof of absence


LOCKS = pd.DataFrame({"theme": ["locks", "locks", None]}, index=["番号", "鍵", "選挙"])


def said_by(*persons):
    """Statements of one seminar, the speakers with the numbers of theirs, half of them on locks."""
    rows = [(text, person) for person, n in persons for text in ["番号は鍵だ。", "選挙だ。"] * n]
    frame = pd.DataFrame(rows, columns=["text", "person_id"]).assign(seminar_id="s")
    return frame.assign(statement_id=[f"s:{at:02}" for at in frame.index])


def wilson(n, of):
    return list(stats.binomtest(n, of).proportion_ci(method="wilson"))


def test_speakers_who_disagree_widen_the_interval_and_those_who_agree_do_not():
    """Two speakers, one with two of two and one, unnamed, with none: as much as one statement."""
    said = said_by(("例示次郎", 1), (None, 1))
    apart = said.assign(text=["番号は鍵だ。", "医療の番号。", "選挙だ。", "選挙。"])
    row = icpf.theme_shares(apart, LOCKS).iloc[0]
    assert row["speakers"] == 2 and row["share"] == 0.5
    low, high = wilson(1, 2)
    assert row["low_speakers"] < low and row["high_speakers"] > high
    assert row[["low", "high"]].tolist() == pytest.approx(wilson(2, 4))
    agreeing = said_by(("例示次郎", 1), ("仮名三郎", 2), ("見本四郎", 3))
    row = icpf.theme_shares(agreeing, LOCKS).iloc[0]
    assert row[["low_speakers", "high_speakers"]].tolist() == row[["low", "high"]].tolist()
    row = icpf.theme_shares(apart.iloc[:2], LOCKS).iloc[0]  # nothing shows how another would speak
    assert row[["theme", "n_statements", "of_statements"]].tolist() == ["locks", 2, 2]
    assert row["evidence"] == ("s:00", "s:01")
    assert row[["speakers", "low_speakers", "high_speakers"]].tolist() == [1, 0, 1]
