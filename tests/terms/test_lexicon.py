"""The vocabulary of the field: its tables, and scores that propose more of it."""

import shutil
from math import log2

import pytest

import icpf_analysis as icpf
from icpf_analysis.files import CURATED
from icpf_analysis.plots.wording import load_glosses, load_labels
from icpf_analysis.terms.counts import c_value
from icpf_analysis.terms.lexicon import load_affixes, load_lexicon, load_themes


def test_the_lexicon_covers_the_field_and_most_of_it_is_found_in_the_archive(corpus):
    """The others occur as another spelling or within a longer term only."""
    lexicon, themes = icpf.load_lexicon(), icpf.load_themes()
    assert lexicon.query("kind not in ('title', 'person')")["theme"].notna().sum() >= 200
    assert set(lexicon["theme"].dropna()) == set(themes.index)
    assert themes["full_name"].is_unique
    assert not set(icpf.load_stop_terms().index) & set(lexicon.index)
    variant = lexicon.loc["寄付", ["theme", "english", "variant_of"]]
    assert variant.tolist() == ["campaign finance", "donation", "寄附"]
    found = icpf.extract_terms(corpus.statements)
    assert set(load_glosses()) <= set(found["term"].astype("str"))
    entries = lexicon.query("kind in ('term', 'law', 'place')").index
    assert entries.isin(found["surface"]).mean() > 0.95


LOADERS = {
    "lexicon": load_lexicon, "affixes": load_affixes, "themes": load_themes,
    "labels": load_labels, "glosses": load_glosses,
}  # fmt: skip


@pytest.mark.parametrize(
    "table, row, word",
    [
        ("lexicon", "鍵,locks,key,term,,x", "theme 'locks'"),
        ("lexicon", "鍵,,key,word,,x", "kind 'word'"),
        ("lexicon", "鍵,,,term,,x", "no english for '鍵'"),
        ("lexicon", "鍵,,,term,錠,x", "variant of '錠'"),
        ("lexicon", "鍵,,key,term,番号,x", "variant of '番号'"),
        ("lexicon", "\u3000番\u200b号制度 ,,number,term,,x", "second row"),
        ("lexicon", f"{'鍵' * 100_000},,key,term,,x", "100,000 characters"),
        ("affixes", "亜,infix,yes,x", "place 'infix'"),
        ("affixes", "亜,prefix,maybe,x", "joins 'maybe'"),
        ("themes", "keys,鍵,Locks.,,#117733,keys,鍵と錠", "no group"),
        ("themes", "keys,鍵,Locks.,Safeguards,green,keys,鍵と錠", "colour 'green'"),
        ("themes", "keys,鍵,Locks.,Safeguards,#332288,keys,鍵と錠", "'scope and law'"),
        ("labels", "keys,", "'' for 'keys'"),
        ("labels", "{n} keys,鍵{m}本", "slots"),
        ("labels", "{n keys,鍵{n}本", "slots"),
        ("labels", "{} keys,鍵{}本", "slots"),
        ("glosses", "錠,,x", "no english for '錠'"),
        ("glosses", "千葉市,Chiba,x", "lexicon.csv"),  # glossed there
    ],
)
def test_a_row_that_does_not_fit_is_named(curated, table, row, word):
    path = curated / f"{table}.csv"
    last = len(path.read_text(encoding="utf-8").splitlines()) + 1
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")
    with pytest.raises(icpf.PageError, match=word) as error:
        LOADERS[table](path)
    assert (error.value.file, error.value.line) == (str(path), last)


def test_a_term_is_read_in_the_form_in_which_texts_are_matched(tmp_path):
    """Full-width letters, a blank after the word and a sign of no width come with copying."""
    shutil.copy(CURATED / "themes.csv", tmp_path)
    head = "term,theme,english,kind,variant_of,note\n"
    rows = head + "ＩＣカード\u200b ,,IC card,term,,x\nICチップ,,,term,ＩＣカード,x\n"
    (tmp_path / "lexicon.csv").write_text(rows, encoding="utf-8")
    english = load_lexicon(tmp_path / "lexicon.csv")["english"]
    assert english.to_dict() == {"ICカード": "IC card", "ICチップ": "IC card"}


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
    published = {"adeno": 5 * log2(5), "cysti": 12, "ulcer": 14, "recur": 10, "circu": 6}
    assert by_first == pytest.approx(published | {"basal": 1551.36}, abs=0.01)
    assert scored.loc["basalcellcarcinoma", ["n", "n_nested", "n_longer"]].tolist() == [984, 26, 5]


def test_candidates_are_proposed_by_termhood(corpus):
    candidates = icpf.term_candidates(corpus.statements)
    assert candidates["c_value"].is_monotonic_decreasing
    assert (candidates["n_words"] > 1).all() and candidates.index.name == "term"
    assert candidates.loc["政治家", ["n_words", "n", "c_value"]].tolist() == [2, 12, 12]
    assert candidates.loc["個人番号カード", "c_value"] == pytest.approx(4 * log2(3))
    assert candidates.head(20)["known"].mean() > 0.8  # the lexicon has what scores high
    assert candidates["known"].tolist() == candidates.index.isin(icpf.load_lexicon().index).tolist()
