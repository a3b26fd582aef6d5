"""The vocabulary of the field: its tables, and scores that propose more of it."""

import csv
import shutil
from math import log2

import pandas as pd
import pytest

import icpf_analysis as icpf
from icpf_analysis.files import CURATED
from icpf_analysis.plots.wording import load_glosses, load_labels
from icpf_analysis.terms.counts import c_value
from icpf_analysis.terms.lexicon import KINDS, load_affixes, load_lexicon


def test_the_lexicon_covers_the_field():
    lexicon = icpf.load_lexicon()
    themes = icpf.load_themes()
    of_domain = lexicon[~lexicon["kind"].isin(["title", "person"])]
    assert len(of_domain) >= 200 and (of_domain["theme"].notna()).sum() >= 200
    assert set(lexicon["theme"].dropna()) == set(themes.index)
    assert themes["definition"].str.len().min() > 10
    assert lexicon["english"].notna().all() and lexicon["note"].notna().all()
    assert set(lexicon["kind"]) <= set(KINDS)


def test_a_variant_has_what_its_term_has():
    lexicon = icpf.load_lexicon()
    assert lexicon.loc["寄付", ["theme", "english", "variant_of"]].tolist() == [
        "campaign finance",
        "donation",
        "寄附",
    ]


def test_every_term_and_gloss_is_found_in_the_archive():
    """But for those that occur as another spelling or within a longer term only."""
    found = icpf.extract_terms(icpf.load_corpus().statements)
    assert set(load_glosses()) <= set(found["term"].astype("str"))
    terms = icpf.load_lexicon().query("kind in ('term', 'law', 'place')").index
    assert set(terms) - set(found["surface"]) == {
        "官民連携", "ICカード", "汎用機", "オープンデータ", "ユーザビリティ", "ウェブ",
        "インターフェース", "web", "個人情報ファイル簿", "滋賀県", "東京都", "我が国",
    }  # fmt: skip


def test_every_stop_term_and_affix_has_its_reason():
    assert icpf.load_stop_terms()["why"].str.len().min() > 5
    with (CURATED / "affixes.csv").open(encoding="utf-8") as file:
        assert min(len(row["why"]) for row in csv.DictReader(file)) > 2
    assert not set(icpf.load_stop_terms().index) & set(icpf.load_lexicon().index)


ROW = "term,theme,english,kind,variant_of,note\n番号,scope and law,number,term,,x\n"


@pytest.mark.parametrize(
    "row, word",
    [
        ("鍵,locks,key,term,,x", "theme 'locks'"),
        ("鍵,,key,word,,x", "kind 'word'"),
        ("鍵,,,term,,x", "no english for '鍵'"),
        ("鍵,,,term,錠,x", "variant of '錠'"),
        ("鍵,,key,term,番号,x", "variant of '番号'"),
        ("番号,,number,term,,x", "second row"),
        ("\u3000番\u200b号 ,,number,term,,x", "second row"),
        (",,number,term,,x", "no term"),
        (f"{'鍵' * 100_000},,key,term,,x", "100,000 characters"),
    ],
)
def test_a_row_that_does_not_fit_is_named(tmp_path, row, word):
    shutil.copy(CURATED / "themes.csv", tmp_path)
    (tmp_path / "lexicon.csv").write_text(ROW + row + "\n", encoding="utf-8")
    with pytest.raises(icpf.PageError, match=word) as error:
        load_lexicon(tmp_path / "lexicon.csv")
    assert (error.value.file, error.value.line) == (str(tmp_path / "lexicon.csv"), 3)


def test_a_term_is_read_in_the_form_in_which_texts_are_matched(tmp_path):
    """Full-width letters, a blank after the word and a sign of no width come with copying."""
    shutil.copy(CURATED / "themes.csv", tmp_path)
    rows = ROW + "ＩＣカード\u200b ,,IC card,term,,x\nICチップ,,,term,ＩＣカード,x\n"
    (tmp_path / "lexicon.csv").write_text(rows, encoding="utf-8")
    lexicon = load_lexicon(tmp_path / "lexicon.csv")
    assert lexicon["english"].to_dict() == {
        "番号": "number", "ICカード": "IC card", "ICチップ": "IC card",
    }  # fmt: skip


def test_a_lexicon_given_as_a_frame_has_no_word_of_100_000_characters():
    """All its beginnings, which the search keeps, would be five thousand million characters."""
    statements = pd.DataFrame({"statement_id": ["a"], "text": ["番号"]})
    lexicon = pd.DataFrame({"theme": [None]}, index=["鍵" * 100_000])
    for words in ({"lexicon": lexicon}, {"names": ["鍵" * 100_000]}):
        with pytest.raises(ValueError, match="100,000 characters") as error:
            icpf.extract_terms(statements, **words)
        assert len(str(error.value)) < 200


@pytest.mark.parametrize(
    "row, word",
    [
        ("亜,infix,yes,x", "place 'infix'"),
        ("亜,prefix,maybe,x", "joins 'maybe'"),
        (",prefix,yes,x", "no affix"),
    ],
)
def test_an_affix_that_is_misspelt_is_named(tmp_path, row, word):
    path = tmp_path / "affixes.csv"
    path.write_text(f"affix,place,joins,why\n{row}\n", encoding="utf-8")
    with pytest.raises(icpf.PageError, match=word) as error:
        load_affixes(path)
    assert (error.value.file, error.value.line) == (str(path), 2)


THEMES = "theme,japanese,definition,group,colour,full_name,full_name_ja\n"


@pytest.mark.parametrize(
    "row, word",
    [
        ("keys,鍵,Keys and locks.,,#117733,keys,鍵と錠", "no group of the theme 'keys'"),
        (
            "keys,鍵,Keys and locks.,Safeguards,,keys,鍵と錠",
            "no colour of the theme 'keys'",
        ),
        ("keys,鍵,Keys and locks.,Safeguards,green,keys,鍵と錠", "colour 'green'"),
        ("keys,鍵,Keys and locks.,Safeguards,#117733,,鍵と錠", "no full_name"),
    ],
)
def test_a_theme_without_group_colour_or_name_is_named(tmp_path, row, word):
    path = tmp_path / "themes.csv"
    path.write_text(f"{THEMES}{row}\n", encoding="utf-8")
    with pytest.raises(icpf.PageError, match=word) as error:
        icpf.load_themes(path)
    assert (error.value.file, error.value.line) == (str(path), 2)


def test_themes_are_in_groups_and_no_two_have_one_colour():
    themes = icpf.load_themes()
    groups = {"What it is for", "Running it", "Politics", "Safeguards"}
    assert len(themes) >= 13 and groups <= set(themes["group"])
    assert themes["colour"].is_unique and themes["full_name"].is_unique
    assert list(themes)[:2] == ["japanese", "definition"]


@pytest.mark.parametrize(
    "row, word",
    [
        ("keys,", "'' for 'keys'"),
        ("{n} keys,鍵", "slots"),
        ("{n} keys,鍵{m}本", "slots"),
        ("{n keys,鍵{n}本", "braces"),
        ("{n:.2f} keys,鍵{n}本", "slots"),
        ("{} keys,鍵{}本", "braces"),
    ],
)
def test_a_word_of_figures_that_lacks_a_language_or_a_slot_is_named(tmp_path, row, word):
    path = tmp_path / "labels.csv"
    path.write_text(f"english,japanese\n{row}\n", encoding="utf-8")
    with pytest.raises(icpf.PageError, match=word) as error:
        load_labels(path)
    assert (error.value.file, error.value.line) == (str(path), 2)


@pytest.mark.parametrize(
    "row, word", [("鍵,,x", "no english for '鍵'"), ("千葉市,Chiba,x", "lexicon.csv")]
)
def test_a_gloss_that_says_nothing_is_named(tmp_path, row, word):
    """What the lexicon has is glossed there: the row here would be ignored."""
    path = tmp_path / "glosses.csv"
    path.write_text(f"term,english,note\n{row}\n", encoding="utf-8")
    with pytest.raises(icpf.PageError, match=word) as error:
        load_glosses(path)
    assert (error.value.file, error.value.line) == (str(path), 2)


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
