"""Tokens: what unidic-lite finds, at its place in the text, the same on every route."""

import random
import subprocess
import sys
import unicodedata
from itertools import chain

import fugashi
import pandas as pd
import pytest
import unidic_lite

import icpf_analysis as icpf
from icpf_analysis.terms.tokens import cut

WORDS = ["surface", "base", "pos1", "pos2", "pos3"]


def said(*texts):
    ids = pd.Index([str(number) for number in range(len(texts))], name="statement_id")
    return pd.Series(texts, index=ids, dtype=object).to_frame("text")


def test_a_token_is_a_row_with_its_place():
    tokens = icpf.tokenize(said("番号は鍵だ。", "", "帰った"))
    assert list(tokens) == ["statement_id", "position", "start", "end", *WORDS]
    assert tokens.drop(columns=["pos1", "pos2", "pos3"]).values.tolist() == [
        ["0", 0, 0, 2, "番号", "番号"],
        ["0", 1, 2, 3, "は", "は"],
        ["0", 2, 3, 4, "鍵", "鍵"],
        ["0", 3, 4, 5, "だ", "だ"],
        ["0", 4, 5, 6, "。", "。"],
        ["2", 0, 0, 2, "帰っ", "帰る"],
        ["2", 1, 2, 3, "た", "た"],
    ]
    assert icpf.tokenize(said("", " \n")).empty and icpf.tokenize(said()).empty


@pytest.mark.parametrize(
    "text, surface, base",
    [
        ("サーバーを置く", "サーバー", "サーバー"),  # lemma: サーバー-server
        ("ICTの時代", "ICT", "ICT"),  # lemma: none
        ("東京で会う", "東京", "東京"),  # lemma: トウキョウ
        ("家に帰った", "帰っ", "帰る"),  # lemma: 返る
        ("２０１３年に", "２０１３", "2013"),
        ("ｻｰﾊﾞｰを置く", "ｻｰﾊﾞｰ", "サーバー"),
        ("全国\n民", "民", "民"),  # a line feed ends a sentence: 国民 is none
    ],
)
def test_a_base_is_fit_for_counting(text, surface, base):
    tokens = icpf.tokenize(said(text))
    assert tokens.set_index("surface")["base"][surface] == base


def test_the_short_cut_answers_what_the_features_of_each_node_say(corpus):
    """The printed form, context and cost of a word stand for its features."""
    plain = fugashi.GenericTagger(f'-r /dev/null -d "{unidic_lite.DICDIR}"')
    expected = []
    for unit in chain.from_iterable(map(cut, corpus.statements["text"])):
        for node in plain.parseToNodeList(unit):
            features = [part.replace("*", "") for part in node.feature]
            conjugates = bool(features[4])
            base = features[10] if conjugates else node.surface
            expected.append((node.surface, unicodedata.normalize("NFKC", base), *features[:3]))
    tokens = icpf.tokenize(corpus.statements)
    assert list(tokens[WORDS].itertuples(index=False, name=None)) == expected


SIGNS = "番号制度クラウドICeaＩ１2-.、。 \n\u3000ー㌔㈱か\u3099ﾞｶ😀\0"
DRAW = random.Random(3)
STRANGE = [
    "😀\0と😀",  # pandas 3.0 ends a string at NUL
    "番\0号は鍵",  # NUL cuts a text in MeCab
    "ＩＣの２㌔メートル㈱½",
    "か\u3099き\uff9e\u200b𠮷野家😀",
    "  前 後\t中\x0b\x0c\r\n末 \u3000 \n\n",
    "「。」。。！？",
    '"引用",と,"他"',
    "あ" * 5000,
    "番号、" * 5000,
    "ａ" * 3000,
    "番号" * 500_000,  # MeCab crashes on so much in one call
    *("".join(DRAW.choices(SIGNS, k=DRAW.randint(0, 40))) for _ in range(200)),
]


def test_nothing_of_a_text_is_lost_but_blanks():
    tokens = icpf.tokenize(said(*STRANGE))
    for number, rows in tokens.groupby("statement_id", observed=True):
        text, end = STRANGE[int(number)], 0
        for row in rows.itertuples():
            assert text[row.start : row.end] == row.surface != ""
            assert not set(text[end : row.start]) - set(" \t\x0b\n\u3000")
            end = row.end
        assert not text[end:].strip(" \t\x0b\n\u3000")


@pytest.mark.parametrize("text", ["ＩＣの２㌔と番\u200b号", "ＩＣとICとIC"])
def test_the_words_of_the_frame_are_those_that_are_printed(text):
    """㌔ is read as キロ, ＩＣ as IC; neither is a surface where it is not printed so."""
    tokens = icpf.tokenize(said(text))
    assert sorted(tokens["surface"].cat.categories) == sorted(set(tokens["surface"]))
    assert sorted(tokens["base"].cat.categories) == sorted(set(tokens["base"]))


def test_a_text_is_tokenised_alike_alone_and_in_batches(corpus, monkeypatch):
    texts = [*corpus.statements["text"].head(30), *STRANGE[:10]]

    def rows(frame):
        return frame[["position", "start", "end", *WORDS]].astype(object).values.tolist()

    alone = [row for text in texts for row in rows(icpf.tokenize(said(text)))]
    assert rows(icpf.tokenize(said(*texts))) == alone
    monkeypatch.setattr("icpf_analysis.terms.tokens.BATCH", 500)
    assert rows(icpf.tokenize(said(*texts))) == alone


@pytest.mark.slow
def test_another_dictionary_that_is_installed_changes_nothing(tmp_path):
    """fugashi prefers a package `unidic`; a broken one would stop it."""
    (tmp_path / "unidic.py").write_text("DICDIR = VERSION = '/nowhere'\n")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "import pandas as pd, icpf_analysis as icpf\n"
        "print(len(icpf.tokenize(pd.DataFrame({'statement_id': ['a'], 'text': ['番号']}))))"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "1"


@pytest.mark.parametrize(
    "text, word", [(None, "statement '1' has no text but"), ("番\ud800号", "surrogates")]
)
def test_a_text_that_is_missing_or_half_a_sign_is_named(text, word):
    with pytest.raises(ValueError, match=word):
        icpf.tokenize(said("a", text))
