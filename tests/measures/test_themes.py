"""Themes and stages coded by hand, their agreement, and what they say of the lexicon's rule."""

import re

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import icpf_analysis as icpf
from icpf_analysis.files import CURATED
from icpf_analysis.measures import agreement, corrected_shares, load_stages, rule_errors
from icpf_analysis.measures.themes import disagreement

CODEBOOK = (CURATED / "codebook.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def codings():
    return icpf.load_codings()


@pytest.fixture(scope="module")
def by_hand(corpus, codings):
    return icpf.coded_themes(corpus.statements, codings)


@pytest.mark.parametrize("path", [None, 3, pd.DataFrame({"themes": ["disaster"]})])
@pytest.mark.parametrize("load", [icpf.load_codings, icpf.load_themes])
def test_what_is_no_path_is_refused_in_one_line(load, path):
    with pytest.raises(TypeError, match="expected str") as error:
        load(path)
    assert "\n" not in str(error.value)


def test_every_statement_of_the_page_is_coded_as_it_reads(corpus, codings):
    assert set(codings.index) == set(corpus.statements.index) and len(codings) == 132
    assert codings["text"].to_dict() == corpus.statements["text"].to_dict()


def test_the_coders_differ_in_nine_statements_and_each_has_its_reason(codings):
    themes = [codings[f"themes_{coder}"] for coder in "ab"]
    stages = [codings[f"stage_{coder}"] for coder in "ab"]
    differ = (themes[0] != themes[1]) | (stages[0] != stages[1])
    assert differ.sum() == 9 and (stages[0] != stages[1]).sum() == 4
    assert set(codings.index[codings["why"] != ""]) == set(codings.index[differ])
    assert codings.loc[differ, "why"].str.contains("Section [123]").all()


def test_the_statements_used_for_the_codebook_are_those_it_lists(codings):
    """25 examples and 15 of the trial, by the line that ends their id."""
    listed = CODEBOOK.split("## 4.")[1].split("## 5.")[0]
    for place, n in (("example", 25), ("trial", 15)):
        line = next(it for it in listed.splitlines() if it.startswith(f"- **{place.title()}"))
        ids = {
            f"{seminar}:{at}"
            for seminar, ats in re.findall(r"(20\d\d-\d\d-\d\d): ([\d, ]+)\.", line)
            for at in ats.split(", ")
        }
        assert ids == set(codings.index[codings["in_codebook"] == place]) and len(ids) == n


def test_the_stages_are_those_of_the_codebook_in_its_order():
    stages = load_stages()
    headed = re.findall(r"^\*\*([a-z ]+) (\S+)\.\*\* ", CODEBOOK.split("six stages")[1], re.M)
    assert headed == list(stages["japanese"].items()) and len(headed) == 6


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


def test_the_order_in_which_a_coder_names_themes_is_no_difference(load):
    two = "s:2,,disaster|elections,result,elections|disaster,result,disaster|elections,result,\n"
    assert load(GOOD, two)["why"].tolist() == ["", ""]


def test_a_statement_without_a_theme_is_a_row_of_its_own(load):
    codings = load(GOOD, "s:2,,,result,,result,,result,\n")
    said = SAID.iloc[:2].assign(year=[2012, 2014], kind="point", n_chars=4)
    rows = icpf.coded_themes(said, codings)
    assert rows[["statement_id", "term", "year"]].values.tolist() == [
        ["s:1", "disaster", 2012],
        ["s:2", "no theme", 2014],
    ]
    assert rows["theme"].isna().tolist() == [False, True]
    assert "statement_kind" in rows and not {"kind", "text", "n_chars"} & set(rows)


def test_hand_codes_keep_the_columns_to_group_by(by_hand, terms):
    assert len(by_hand) == 199 and by_hand["statement_id"].nunique() == 132
    assert set(by_hand) == set(terms) - {"start", "end", "surface", "kind"}
    said = by_hand[by_hand["statement_id"] == "2014-03-14:072"]
    assert said["term"].tolist() == ["private use", "health and welfare", "privacy and security"]
    assert set(said["person_id"]) == {"向井治紀"} and set(said["year"]) == {2014}


def test_every_statement_has_one_stage(corpus, codings):
    stages = icpf.coded_stages(corpus.statements, codings)
    assert stages["term"].value_counts().to_dict() == {
        "aim or need": 68, "preparation": 18, "problem": 16, "result": 15, "rule or plan": 14,
        "background": 1, "no theme": 0,
    }  # fmt: skip
    assert icpf.themes_as_terms(stages)["term"].tolist() == stages["term"].tolist()


def test_a_statement_that_nobody_coded_is_refused(corpus, codings):
    other = corpus.statements.rename(index={"2014-03-14:072": "2014-03-14:972"})
    with pytest.raises(KeyError, match="972"):
        icpf.coded_themes(other, codings)


def test_a_statement_that_reads_otherwise_than_when_coded_is_refused(corpus, codings):
    """A page with one more line at its head would give each statement the codes of another."""
    changed = corpus.statements.copy()
    changed.loc["2014-03-14:072", "text"] = "これは別の発言である。"
    with pytest.raises(ValueError, match="2014-03-14:072"):
        icpf.coded_themes(changed, codings)


def test_shares_by_hand_are_of_all_statements(corpus, by_hand):
    """Three of 29 statements of 2012 are on disasters, by rule five."""
    shares = icpf.theme_shares(corpus.statements, by="year", terms=by_hand)
    row = shares.set_index(["year", "theme"]).loc[(2012, "disaster")]
    assert (row["n_statements"], row["of_statements"]) == (3, 29)
    assert row["evidence"] == ("2012-03-12:225", "2012-03-12:240", "2012-03-12:241")
    assert len(shares) == 2 * len(icpf.load_themes())


def test_hand_codes_are_compared_as_terms_are(by_hand):
    """19 of 103 statements of 2014 are on net campaigning, and none of 29 in 2012."""
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


def test_a_category_that_nobody_gave_has_no_alpha():
    rows = agreement(two_coders("dd--", "dd--"))
    assert rows.loc["elections", ["alpha", "low", "high"]].isna().all()
    assert pd.isna(rows.loc["stage", "alpha"])  # with one stage only there is nothing to agree on


def test_full_agreement_on_a_rare_theme_shows_little(codings):
    """Three of 132: up to 2.8 % of statements could differ (1 - 0.025 ** (1 / 132))."""
    rows = agreement(codings)
    low = 1 - 0.02756 / (1 - (6 * 5 + 258 * 257) / (264 * 263))
    assert rows.loc["disaster", ["alpha", "high"]].tolist() == [1, 1]
    assert rows.loc["disaster", "low"] == pytest.approx(low, abs=0.001) and low < 0.4
    assert rows.loc["municipal systems", "low"] > 0.9


@pytest.mark.parametrize("used", [True, False])
def test_the_codebook_tells_the_agreement_as_measured(codings, used):
    """With the 40 statements used for writing it, and without."""
    some = codings if used else codings[codings["in_codebook"] == ""]
    every = agreement(codings)
    coded = every.index[every[["n_a", "n_b"]].any(axis=1)]  # a theme added later has no codes
    for category, row in agreement(some).loc[coded].iterrows():
        line = next(it for it in CODEBOOK.splitlines() if it.startswith(f"| {category} | "))
        numbers = f"{row['alpha']:.2f} ({row['low']:.2f} to {row['high']:.2f})".replace("-", "−")
        assert line.split(" | ")[4 if used else 5].rstrip(" |") == numbers.replace(
            "nan (nan to nan)", "–"
        )
        if used:
            assert [row["n_a"], row["n_b"], row["both"]] == [*map(int, line.split(" | ")[1:4])]
            assert row["alpha"] >= 0.67  # none was merged or dropped


def test_errors_of_the_rule_by_hand():
    """防災 is found and coded; 災害 is found where nothing was coded; 備え is coded, not found."""
    ids = ["s:1", "s:2", "s:3", "s:4"]
    said = pd.DataFrame({"text": ["防災を進める。", "災害の例。", "備えが要る。", "他の話。"]}, ids)
    said = said.rename_axis("statement_id").assign(year=[2012, 2012, 2014, 2014])
    codings = pd.DataFrame({"themes": ["disaster", "", "disaster", ""], "text": said["text"]})
    errors = rule_errors(said, codings).set_index("theme")
    assert errors.loc["disaster"].tolist() == [1, 1, 1, 1, 0.5, 0.5, 0.5]
    assert errors.loc["all themes", ["both", "neither"]].tolist() == [
        1, 4 * len(icpf.load_themes()) - 3,
    ]  # fmt: skip
    by_year = rule_errors(said, codings, by="year").set_index(["year", "theme"])
    assert by_year.loc[(2012, "disaster"), ["precision", "recall"]].tolist() == [0.5, 1]
    assert by_year.loc[(2014, "disaster"), "recall"] == 0
    assert pd.isna(by_year.loc[(2014, "disaster"), "precision"])  # the rule finds none


def share_and_errors(with_theme, of, both, hand_only, neither, rule_only):
    shares = {"theme": ["disaster"], "n_statements": [with_theme], "of_statements": [of]}
    shares["share"] = [with_theme / of]
    errors = {"both": both, "hand_only": hand_only, "neither": neither, "rule_only": rule_only}
    rates = {
        "recall": both / (both + hand_only) if both + hand_only else np.nan,
        "specificity": neither / (neither + rule_only),
    }
    return pd.DataFrame(shares), pd.DataFrame({"theme": ["disaster"], **errors, **rates})


@pytest.mark.parametrize(
    "counts, corrected",
    [
        ((30, 100, 90, 10, 160, 40), 1 / 7),  # Se 0.9, Sp 0.8: (0.3 + 0.8 - 1) / (0.9 + 0.8 - 1)
        ((30, 100, 50, 50, 200, 0), 0.6),  # half of the theme is missed, nothing is false
        ((10, 100, 90, 10, 160, 40), 0),  # fewer than the 20 false ones expected
        ((95, 100, 90, 10, 160, 40), 1),
    ],
)
def test_the_share_of_rogan_and_gladen(counts, corrected):
    row = corrected_shares(*share_and_errors(*counts)).iloc[0]
    assert row["corrected"] == pytest.approx(corrected)
    assert 0 <= row["low_corrected"] <= row["high_corrected"] <= 1


def test_a_rule_that_was_never_wrong_leaves_the_share_as_it_is():
    """With 100,000 coded statements of each kind; the interval is that of Agresti and Coull."""
    row = corrected_shares(*share_and_errors(30, 100, 100_000, 0, 100_000, 0)).iloc[0]
    n, p = 100 + 1.96**2, (30 + 1.96**2 / 2) / (100 + 1.96**2)
    half = 1.96 * (p * (1 - p) / n) ** 0.5
    assert row["corrected"] == pytest.approx(0.3)
    assert row["low_corrected"] == pytest.approx(p - half, abs=0.001)
    assert row["high_corrected"] == pytest.approx(p + half, abs=0.001)


def test_the_interval_knows_of_few_coded_statements():
    """Se 0.9 and Sp 0.9 from 20 statements say less than from 2,000, and the raw share most."""
    few = corrected_shares(*share_and_errors(30, 100, 9, 1, 9, 1)).iloc[0]
    many = corrected_shares(*share_and_errors(30, 100, 900, 100, 900, 100)).iloc[0]
    widths = [row["high_corrected"] - row["low_corrected"] for row in (few, many)]
    assert widths[0] > widths[1] > 2 * 1.96 * (0.3 * 0.7 / 100) ** 0.5


@pytest.mark.parametrize(
    "counts",
    [
        (30, 100, 2, 8, 80, 20),  # Se 0.2 + Sp 0.8: no better than chance
        (30, 100, 0, 0, 80, 20),  # no statement was coded with the theme
    ],
)
def test_a_rule_that_tells_nothing_corrects_nothing(counts):
    row = corrected_shares(*share_and_errors(*counts)).iloc[0]
    assert row[["corrected", "low_corrected", "high_corrected"]].isna().all()


def test_errors_of_several_years_or_of_other_themes_are_refused():
    shares, errors = share_and_errors(30, 100, 90, 10, 160, 40)
    with pytest.raises(ValueError, match="several rows"):
        corrected_shares(shares, pd.concat([errors, errors]))
    with pytest.raises(KeyError, match="disaster"):
        corrected_shares(shares, errors.assign(theme="elections"))


def test_shares_of_a_page_corrected_by_those_of_the_committed_one(corpus, codings):
    """Health in 2012: 10 of 29 by rule, 5 by hand; corrected by the errors of all 132, 8.4."""
    shares = icpf.theme_shares(corpus.statements, by="year")
    errors = rule_errors(corpus.statements, codings)
    corrected = corrected_shares(shares, errors).set_index(["year", "theme"])
    row = corrected.loc[(2012, "health and welfare")]
    assert row["n_statements"] == 10
    assert row["corrected"] == pytest.approx((10 / 29 - 7 / 123) / (1 - 7 / 123))
    assert row["high_corrected"] - row["low_corrected"] > row["high"] - row["low"]


def test_themes_by_seminar(corpus):
    shares = icpf.theme_shares(corpus.statements).set_index(["seminar_id", "theme"])
    assert len(shares) == 4 * len(icpf.load_themes())
    counted = shares["n_statements"].unstack().loc["2012-03-12":"2014-03-14"]
    assert counted["private use"].tolist() == [11, 1, 9]
    assert counted["cards and authentication"].tolist() == [0, 2, 7]
    assert counted["municipal systems"].tolist() == [5, 21, 6]
    row = shares.loc[("2012-03-12", "private use")]
    assert row["share"] == pytest.approx(11 / 29) and row["speakers"] == 5
    wilson = stats.binomtest(11, 29).proportion_ci(method="wilson")
    assert [row["low"], row["high"]] == pytest.approx([wilson.low, wilson.high])
    assert row["low_speakers"] < row["share"] < row["high_speakers"]
    assert len(row["evidence"]) == 11 and row["evidence"][0].startswith("2012-03-12:")
    none = shares.loc[("2012-03-12", "elections")]
    assert none[["n_statements", "low"]].tolist() == [0, 0] and none["evidence"] == ()
    assert none["high"] == pytest.approx(0.117, abs=5e-4)  # 0 of 29 is no proof of absence


TWO_WITH = pd.DataFrame(
    {
        "text": ["番号は鍵だ。", "医療の番号。", "選挙だ。", "選挙。"],
        "seminar_id": "s",
        "person_id": ["例示次郎", "例示次郎", None, None],
    },
    index=pd.Index(["s:1", "s:2", "s:3", "s:4"], name="statement_id"),
)


LOCKS = pd.DataFrame({"theme": ["locks", "locks", None]}, index=["番号", "鍵", "選挙"])


def test_speakers_who_disagree_widen_the_interval():
    """Two speakers, one with two of two and one, unnamed, with none: as much as one statement."""
    row = icpf.theme_shares(TWO_WITH.reset_index(), LOCKS).iloc[0]
    assert row["speakers"] == 2 and row["share"] == 0.5
    one = stats.binomtest(1, 2).proportion_ci(method="wilson")
    assert row["low_speakers"] < one.low and row["high_speakers"] > one.high
    assert row[["low", "high"]].tolist() == pytest.approx(
        list(stats.binomtest(2, 4).proportion_ci(method="wilson"))
    )


def test_speakers_who_all_say_it_in_half_of_their_statements_widen_nothing():
    """One of two, two of four, three of six: the design effect is 1."""
    said = pd.DataFrame(
        {
            "text": ["番号は鍵だ。", "選挙だ。"] * 6,
            "seminar_id": "s",
            "person_id": ["例示次郎"] * 2 + ["仮名三郎"] * 4 + ["見本四郎"] * 6,
            "statement_id": [f"s:{n}" for n in range(12)],
        }
    )
    row = icpf.theme_shares(said, LOCKS).iloc[0]
    assert row[["low_speakers", "high_speakers"]].tolist() == row[["low", "high"]].tolist()


def test_seminars_are_blocks_where_a_group_has_several(corpus):
    """Elections: 21 of 25 statements of one seminar and 1 of 78 of the others."""
    row = icpf.theme_shares(corpus.statements, by="year").set_index(["year", "theme"])
    row = row.loc[(2014, "elections")]
    alone = stats.binomtest(int(row["n_statements"]), 103).proportion_ci(method="wilson")
    assert row["high"] - row["low"] > 3 * (alone.high - alone.low)


def test_with_one_speaker_nothing_shows_how_another_would_speak():
    row = icpf.theme_shares(TWO_WITH.iloc[:2], LOCKS).iloc[0]
    assert row[["theme", "n_statements", "of_statements"]].tolist() == ["locks", 2, 2]
    assert row["evidence"] == ("s:1", "s:2")
    assert row[["speakers", "low_speakers", "high_speakers"]].tolist() == [1, 0, 1]


def test_no_statements_have_no_shares(corpus):
    with pytest.raises(ValueError, match="no statement has a sector"):
        icpf.theme_shares(corpus.statements.query("kind == 'question'"), by="sector")
