"""The headline claims: committed as computed, told in the README, led back to lines of the page."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from conftest import NAME

import icpf_analysis as icpf
from icpf_analysis import claims as claims_module
from icpf_analysis.claims import headline_claims
from icpf_analysis.places import CURATED, FIGURES, RAW, ROOT

COMMITTED = pd.read_csv(FIGURES / "claims.csv", keep_default_na=False).set_index("claim")


COMMITTED_PAGE_ONLY = pytest.mark.skipif(
    [path.name for path in RAW.iterdir()] != [NAME],
    reason="figures/claims.csv is about all pages; make figures shows whether it is of today",
)


@pytest.fixture(scope="module")
def computed(corpus):
    return headline_claims(corpus)


@COMMITTED_PAGE_ONLY
@pytest.mark.parametrize("claim", COMMITTED.index)
def test_a_claim_is_what_the_page_says_today(computed, claim):
    now, then = computed.loc[claim], COMMITTED.loc[claim]
    for column in ("verdict", "english", "japanese", "n", "evidence"):
        assert now[column] == then[column], f"{claim}: {column} has moved; run make figures"
    for column in ("value", "control_value"):
        assert now[column] == pytest.approx(float(then[column]), abs=1e-6), claim


def test_every_claim_is_committed(computed):
    assert list(computed.index) == list(COMMITTED.index)


def test_the_readme_says_each_claim_in_these_words(computed):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [claim for claim, said in computed["english"].items() if said not in readme] == []


def test_the_evidence_of_a_claim_is_lines_of_the_page(computed, corpus):
    for claim, evidence in computed["evidence"].items():
        for id_ in evidence.split():
            line = corpus.statements.loc[id_, "line"]
            printed = corpus.lines.set_index("line").loc[line, "text"]
            assert corpus.statements.loc[id_, "text_printed"] in printed, claim


@pytest.mark.parametrize(
    "claim, value, control, n",
    [
        ("strongest term", 10 / 30 - 1 / 29, 9 / 16 - 1 / 14, 59),
        ("private use", 5 / 30 - 11 / 29, 4 / 14 - 1 / 16, 59),
        ("elections", 20 / 103, 20 / 20, 132),
        ("municipal speakers", 31 / 103, 31 / 31, 132),  # 30 of two persons, one of a prefecture
        ("attainable p", 1 / 4, 1 / 3, 4),
        ("same speakers", 0, 0, 11),
    ],
)
def test_claims_that_can_be_counted_on_the_page(computed, claim, value, control, n):
    row = computed.loc[claim]
    assert row["value"] == pytest.approx(value, abs=1e-6)
    assert row["control_value"] == pytest.approx(control, abs=1e-6) and row["n"] == n


def test_a_theme_taken_from_the_page_moves_its_claim(read, page):
    """Without its words for disaster no report speaks of it any more."""
    lexicon = icpf.load_lexicon()
    for term in sorted(lexicon.index[lexicon["theme"] == "disaster"], key=len, reverse=True):
        page = page.replace(term, "番号")
    silent = headline_claims(read(page)).loc["disaster"]
    assert silent[["value", "control_value", "evidence"]].tolist() == [0, 0, ""]
    assert silent["english"].startswith("Disaster is in 0 of 29 statements of 2012 and 0 of 30")
    assert silent["verdict"] == "no larger than inside 2014"


def test_a_claim_without_a_measure_is_named(monkeypatch, corpus):
    measures = {k: v for k, v in claims_module.MEASURES.items() if k != "disaster"}
    monkeypatch.setattr(claims_module, "MEASURES", measures)
    with pytest.raises(icpf.PageError, match="found claim 'disaster'; expected one of divergence"):
        headline_claims(corpus)


@pytest.mark.parametrize("slot", ["{p_value}", "{n.real}", "{q:.2f}", "{}", "{n"])
def test_a_slot_that_its_claim_does_not_have_is_named(monkeypatch, corpus, tmp_path, slot):
    monkeypatch.setattr(claims_module, "CURATED", tmp_path)
    head = "claim,notebook,english,japanese,why\n"
    row = f"attainable p,04-shift,No p below {slot}.,p以下はない,why\n"
    (tmp_path / "claims.csv").write_text(head + row, encoding="utf-8")
    with pytest.raises(icpf.PageError, match=re.escape(slot)) as error:
        headline_claims(corpus)
    assert Path(error.value.file).name == "claims.csv" and error.value.line == 2


def test_every_claim_names_the_notebook_that_tells_more(computed):
    for notebook in computed["notebook"]:
        assert (ROOT / "notebooks" / f"{notebook}.ipynb").exists()


def test_every_claim_has_its_reason():
    rows = pd.read_csv(CURATED / "claims.csv", keep_default_na=False)
    assert rows["why"].str.len().min() > 10 and (rows["japanese"] != "").all()


def test_voters_who_migrate_and_politicians_are_no_themes_by_themselves(corpus):
    """Line 15: 有権者が移行する; line 88, on medical data: 違う意見の政治家もいる."""
    shares = icpf.theme_shares(corpus.statements).groupby("theme", observed=True)["evidence"].sum()
    assert "2014-03-26:015" not in shares["municipal systems"]
    assert {"2014-01-28:138", "2014-01-28:167"} <= set(
        shares["municipal systems"]
    )  # 移行, パッケージ
    assert "2014-03-14:088" not in shares["elections"]
    assert "2014-03-14:088" in shares["health and welfare"]


def test_our_country_is_japan_and_not_the_national_government(terms):
    """Line 44: わが国では党議拘束がかかり; 国 is counted ten times elsewhere."""
    said = terms[terms["surface"] == "わが国"]
    assert said[["statement_id", "term"]].astype("str").to_numpy().tolist() == [
        ["2014-03-26:044", "日本"]
    ]
    national = terms.loc[terms["term"] == "国", "statement_id"]
    assert len(national) == 10 and "2014-03-26:044" not in set(national)


@pytest.mark.parametrize("notebook", sorted((ROOT / "notebooks").glob("*.ipynb")))
def test_no_sentence_of_a_notebook_holds_a_number_that_is_none(notebook):
    """The farthest seminars were 2014-03-26 and 2014-03-26 (nan): one with itself."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    told = [
        "".join(output.get("data", {}).get("text/markdown", []))
        for cell in cells
        for output in cell.get("outputs", [])
    ]
    assert any(told)
    assert [text for text in told if re.search(r"\bnan\b", text)] == []
