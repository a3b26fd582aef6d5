"""The vocabulary of the field: its tables, and scores that propose more of it."""

import csv
import shutil
from math import log2

import pytest

import icpf_analysis as icpf
from icpf_analysis.lexicon import KINDS, load_affixes, load_lexicon
from icpf_analysis.places import CURATED
from icpf_analysis.termhood import c_value


def test_the_lexicon_covers_the_field():
    lexicon = icpf.load_lexicon()
    themes = icpf.load_themes()
    of_domain = lexicon[~lexicon["kind"].isin(["title", "person"])]
    assert len(of_domain) >= 200 and (of_domain["theme"].notna()).sum() >= 200
    assert set(lexicon["theme"].dropna()) == set(themes.index)
    assert themes["definition"].str.len().min() > 20
    assert lexicon["english"].notna().all() and lexicon["note"].notna().all()
    assert set(lexicon["kind"]) <= set(KINDS)


def test_a_variant_has_what_its_term_has():
    lexicon = icpf.load_lexicon()
    assert lexicon.loc["寄付", ["theme", "english", "variant_of"]].tolist() == [
        "campaign finance",
        "donation",
        "寄附",
    ]


def test_every_term_of_the_lexicon_is_found_on_the_page(corpus):
    """But for those that stand there as another spelling or inside a longer term only."""
    found = set(icpf.extract_terms(corpus.statements)["surface"])
    terms = icpf.load_lexicon().query("kind in ('term', 'law', 'place')").index
    assert set(terms) - found == {
        "官民連携", "ICカード", "汎用機", "オープンデータ", "ユーザビリティ", "ウェブ",
        "インターフェース", "web", "個人情報ファイル簿", "滋賀県", "東京都",
    }  # fmt: skip


def test_every_stop_term_and_affix_has_its_reason():
    assert icpf.load_stop_terms()["why"].str.len().min() > 5
    with (CURATED / "affixes.csv").open(encoding="utf-8") as file:
        assert min(len(row["why"]) for row in csv.DictReader(file)) > 2
    assert not set(icpf.load_stop_terms().index) & set(icpf.load_lexicon().index)


TODO = {
    "choose one",
    "add one",
    "name that term, or leave variant_of empty",
    "keep one of them",
}
ROW = "term,theme,english,kind,variant_of,note\n番号,scope and law,number,term,,x\n"


@pytest.mark.parametrize(
    "row, told",
    [
        ("鍵,locks,key,term,,x", "line 3: found theme 'locks'; expected one of scope and law"),
        ("鍵,,key,word,,x", "line 3: found kind 'word'; expected one of term, law"),
        ("鍵,,,term,,x", "line 3: found no english for '鍵'; expected a gloss"),
        ("鍵,,,term,錠,x", "line 3: found '鍵' as a variant of '錠'"),
        ("鍵,,key,term,番号,x", "line 3: found '鍵' as a variant of '番号'"),
        ("番号,,number,term,,x", "line 3: found a second row for '番号'"),
    ],
)
def test_a_row_that_does_not_fit_is_named(tmp_path, row, told):
    shutil.copy(CURATED / "themes.csv", tmp_path)
    (tmp_path / "lexicon.csv").write_text(ROW + row + "\n", encoding="utf-8")
    with pytest.raises(icpf.PageError) as error:
        load_lexicon(tmp_path / "lexicon.csv")
    assert told in str(error.value)
    assert error.value.file == str(tmp_path / "lexicon.csv")
    assert error.value.todo in TODO


@pytest.mark.parametrize(
    "row, told",
    [
        ("亜,infix,yes,x", "line 2: found place 'infix'; expected prefix or suffix"),
        ("亜,prefix,maybe,x", "line 2: found joins 'maybe'; expected yes or no"),
    ],
)
def test_an_affix_that_is_misspelt_is_named(tmp_path, row, told):
    path = tmp_path / "affixes.csv"
    path.write_text(f"affix,place,joins,why\n{row}\n", encoding="utf-8")
    with pytest.raises(icpf.PageError) as error:
        load_affixes(path)
    assert told in str(error.value)
    assert (error.value.file, error.value.todo) == (str(path), "choose one")


def test_c_value_against_its_published_example():
    """Frantzi, Ananiadou & Mima 2000, section 2.3.1: basal cell carcinoma, 984 times."""
    tail = ("basal", "cell", "carcinoma")
    scored = c_value(
        {
            ("adenoid", "cystic", *tail): 5,
            ("cystic", *tail): 6,  # 11, five of them in the longer one
            ("ulcerated", *tail): 7,
            ("recurrent", *tail): 5,
            ("circumscribed", *tail): 3,
            tail: 958,  # 984, 26 of them nested
        }
    )
    by_first = {term[:5]: value for term, value in scored["c_value"].items()}
    assert by_first["adeno"] == pytest.approx(5 * log2(5))
    assert by_first["cysti"] == 12
    assert by_first["ulcer"] == 14
    assert by_first["recur"] == 10
    assert by_first["circu"] == 6
    assert by_first["basal"] == pytest.approx(1551.36, abs=0.01)
    assert scored.loc["basalcellcarcinoma", ["n", "n_nested", "n_longer"]].tolist() == [984, 26, 5]


def test_candidates_are_proposed_by_termhood(corpus):
    candidates = icpf.term_candidates(corpus.statements)
    assert candidates["c_value"].is_monotonic_decreasing
    assert (candidates["n_words"] > 1).all() and candidates.index.name == "term"
    assert candidates.loc["政治家", ["n_words", "n", "c_value"]].tolist() == [2, 12, 12]
    assert candidates.loc["個人番号カード", "c_value"] == pytest.approx(4 * log2(3))
    assert candidates.head(20)["known"].mean() > 0.8  # the lexicon has what scores high
    assert not candidates.loc["市町", "known"]
