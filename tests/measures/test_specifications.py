"""Every way of counting: the words of other dictionaries, and a claim tried with each."""

import numpy as np
import pandas as pd
import pytest

from icpf_analysis.files import ROOT
from icpf_analysis.measures.specifications import (
    DICTIONARIES,
    divergence_claim,
    share_claim,
    specifications,
    split_words,
    terms_of,
)

NUMBER_SYSTEM = {"year": 2014, "subject": "number system"}


@pytest.mark.slow
@pytest.mark.parametrize("dictionary", DICTIONARIES)
def test_the_words_of_a_dictionary_are_the_text_again(corpus, dictionary):
    pytest.importorskip(DICTIONARIES[dictionary].replace("-", "_"))  # of the extra dictionaries
    texts = ("公的個人認証 と\tＩＣカード、2~3倍?", *corpus.statements["text"][:20])
    for text, words in zip(texts, split_words(texts, dictionary), strict=True):
        assert all(text[word.start :].startswith(word.surface) for word in words)
        whole = "".join(word.surface for word in words)
        assert "".join(whole.split()) == "".join(text.split())


@pytest.mark.parametrize(
    "unit, counted",
    [
        ("lexicon", ["クラウドファンディング", "個人番号カード"]),
        ("noun runs", ["クラウドファンディング", "個人番号カード"]),
        ("nouns", ["クラウド", "ファンディング", "個人", "番号", "カード"]),
        ("content words", ["クラウド", "ファンディング", "個人", "番号", "カード", "作る"]),
        ("all words", ["クラウド", "ファンディング", "で", "個人", "番号", "カード", "を", "作る"]),
    ],
)
def test_a_unit_counts_what_its_name_says(corpus, unit, counted):
    text = "クラウドファンディングで個人番号カードを作る。"
    statements = corpus.statements.iloc[:1].assign(text=text)
    assert terms_of(statements, "unidic-lite", unit)["term"].tolist() == counted


def test_a_share_by_hand():
    """番号 is in 1 of 2 statements of 2012, and in 2 of 2 and 0 of 2 of the seminars of 2014."""
    rows = [("2012-03-12", 1), ("2012-03-12", 0), ("2014-01-28", 1), ("2014-01-28", 1),
            ("2014-03-14", 0), ("2014-03-14", 0)]  # fmt: skip
    terms = pd.DataFrame(
        {
            "statement_id": [f"{seminar}:{at}" for at, (seminar, _) in enumerate(rows)],
            "term": ["番号" if has else "税" for _, has in rows],
            "seminar_id": [seminar for seminar, _ in rows],
            "year": [int(seminar[:4]) for seminar, _ in rows],
        }
    )
    claim = share_claim("番号", 2014, 2012)
    value, control, holds, _ = claim(terms, 1, 10, np.random.default_rng(0))
    assert (value, control, holds) == (0.0, 0.0, False)  # 2 of 4 less 1 of 2; nothing to exceed
    value, control, holds, support = share_claim("税", 2012, {"seminar_id": "2014-01-28"})(
        terms, 1, 400, np.random.default_rng(0)
    )
    assert (value, control, holds) == (0.5, 0.0, True)
    assert support == pytest.approx(0.75, abs=0.07)  # unless both drawn statements lack it


def test_the_committed_table_agrees_with_a_way_counted_again(corpus):
    committed = pd.read_csv(ROOT / "data" / "specifications.csv")
    again = specifications(
        corpus.statements,
        divergence_claim(NUMBER_SYSTEM, 2012),
        dictionaries=["unidic-lite"],
        units=["nouns"],
        sizes=(0.5,),
    )
    rows = committed.query("claim == 'divergence' and dictionary == 'unidic-lite'")
    rows = rows.query("unit == 'nouns' and size == 0.5")
    assert rows["value"].tolist() == pytest.approx(again["value"].tolist(), rel=1e-4)
    for column in ("version", "holds"):
        assert rows[column].tolist() == again[column].tolist()
    assert rows["support"].tolist() == pytest.approx(again["support"].tolist())
