"""Terms: what a researcher would index, traceable to its characters."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import icpf_analysis as icpf

COLUMNS = ["statement_id", "start", "end", "surface", "term", "kind", "theme"]
GROUPS = ["seminar_id", "date", "year", "line", "part", "heading", "statement_kind", "person_id"]


def said(*texts, **columns):
    ids = pd.Index([str(number) for number in range(len(texts))], name="statement_id")
    return pd.DataFrame({"text": list(texts), **columns}, index=ids)


def terms_of(text, **options):
    return icpf.extract_terms(said(text), **options)["term"].tolist()


RULES = [
    # runs of nouns
    ("情報連携インフラでは、統合DBを設け", ["情報連携インフラ", "統合DB"]),
    ("宛名番号のデータクレンジングが", ["宛名番号", "データクレンジング"]),
    # prefixes and suffixes that make a word
    ("非対称性は当然で", ["非対称性"]),
    ("新サービスでは", ["新サービス"]),
    ("全項目評価になる", ["全項目評価"]),
    ("匿名化して利便性を", ["匿名化", "利便性"]),
    ("従来型選挙運動に", ["従来型選挙運動"]),
    ("消費者が公職選挙法を", ["消費者", "公職選挙法"]),
    # and those that only relate
    ("行政機関間での", ["行政機関"]),
    ("各自治体等の", ["自治体"]),
    ("法案成立後", ["法案", "成立"]),
    ("災害時の", ["災害"]),
    # adjectival stems
    ("公的個人認証を", ["公的個人認証"]),
    ("スマートシティの基盤", ["スマートシティ", "基盤"]),
    ("独自志向が強くて", ["独自志向"]),
    ("国民的議論を", ["国民的議論"]),
    ("効率的に届ける", []),
    ("重要な施策", ["施策"]),
    # Latin and digits
    ("ICカードやIPアドレス", ["ICカード", "IPアドレス"]),
    ("e-ネットキャラバンもやっている", ["e-ネットキャラバン"]),
    ("「Government2.0」の考え方", ["Government2.0"]),
    ("JISQ 15001を援用し", ["JISQ 15001", "援用"]),
    ("Code for Japanのメンバー", ["Code for Japan", "メンバー"]),
    ("Open Data Charterを読む", ["Open Data Charter"]),  # not in the lexicon
    ("LGWAN-ASPの利用", ["LGWAN-ASP", "利用"]),
    ("XML、JSONの", ["XML", "JSON"]),  # but A~Z is one
    ("A~Zの順", ["A~Z"]),
    # quantities
    ("5年後を目途とした", ["目途"]),
    ("50万円の寄附", ["寄附"]),
    ("平成26年度予算で", ["予算"]),
    ("2~3倍ある", []),
    # names
    ("家入一真陣営の", ["家入一真", "陣営"]),
    ("茨城県五霞町は", ["茨城県五霞町"]),
    ("千葉市熊谷市長が", ["千葉市", "熊谷", "市長"]),
    ("新藤総務大臣も", ["新藤", "総務大臣"]),
    ("福岡県と福岡", ["福岡県", "福岡"]),  # not in the lexicon
    # the lexicon: the longest entry, cut from nouns of activity, from no others
    ("個人番号カードの個人番号", ["個人番号カード", "個人番号"]),
    ("番号制度対応とマイナンバー活用", ["番号制度", "対応", "マイナンバー", "活用"]),
    ("番号制度研修会を", ["番号制度研修会"]),
    ("クラウドの共同利用", ["クラウド", "共同利用"]),
    ("クラウド化はクラウドベースで", ["クラウド化", "クラウドベース"]),
    ("クラウドファンディングについて", ["クラウドファンディング"]),
    ("クラウドソーシングについて", ["クラウドソーシング"]),  # not in the lexicon
    ("ITとITリテラシー", ["IT", "ITリテラシー"]),
    # variants
    ("スマートホンやスマートフォン", ["スマートフォン", "スマートフォン"]),
    ("寄付と寄附", ["寄附", "寄附"]),
    ("番号法とマイナンバー", ["マイナンバー法", "マイナンバー"]),
    ("番号制度とマイナンバー制度", ["番号制度", "マイナンバー制度"]),  # stay apart
    # widths: the page is printed half-width, others are not
    ("\uff29\uff23カードとｻｰﾊﾞｰ", ["ICカード", "サーバー"]),
    # stop terms
    ("そのためのものがある場合", []),
]


@pytest.mark.parametrize("text, expected", RULES, ids=[text for text, _ in RULES])
def test_a_rule_finds_its_terms(text, expected):
    assert terms_of(text) == expected


def test_a_term_is_a_row_with_its_place_kind_theme_and_groups(corpus, terms):
    assert list(terms)[:7] == COLUMNS
    assert set(GROUPS) <= set(terms)
    row = terms.query("statement_id == '2014-03-14:081' and term == 'スマートフォン'").iloc[0]
    columns = ["surface", "kind", "part", "statement_kind", "year", "line", "person_id"]
    expected = ["スマートホン", "compound", "talk", "point", 2014, 81, "篠原俊博"]
    assert row[columns].tolist() == expected
    places_hold(corpus.statements, terms)


def test_kinds_are_compound_noun_and_name_and_themes_those_of_the_lexicon(terms):
    rows = terms.drop_duplicates("term").astype(object).set_index("term")
    kinds = rows["kind"][["個人番号カード", "番号", "千葉市", "家入一真", "滋賀県知事選挙"]]
    assert kinds.tolist() == ["compound", "noun", "name", "name", "compound"]
    places = icpf.extract_terms(said("福岡県と福岡と福岡銀行"))  # none is in the lexicon
    assert places["kind"].tolist() == ["name", "name", "compound"]
    themes = rows["theme"].fillna("")[["宛名番号", "クラウドファンディング", "マイナンバー"]]
    assert themes.tolist() == ["municipal systems", "campaign finance", ""]


def test_what_a_researcher_adds_is_counted():
    text = "住民基本台帳ネットワークと住基ネットの佐賀太良"
    lexicon = pd.DataFrame(
        {"theme": ["registers", None], "variant_of": [None, "住民基本台帳ネットワーク"]},
        index=["住民基本台帳ネットワーク", "住基ネット"],
    )
    found = icpf.extract_terms(said(text), lexicon=lexicon, stop_terms=["佐賀"])
    assert found["term"].tolist()[:2] == ["住民基本台帳ネットワーク"] * 2
    assert found["theme"].tolist()[:2] == ["registers"] * 2
    assert "佐賀" not in set(found["term"])
    alone = icpf.extract_terms(
        said(text), lexicon=lexicon[["variant_of"]].tail(1), names=["佐賀太良"]
    )
    assert alone["term"].tolist() == [*["住民基本台帳ネットワーク"] * 2, "佐賀太良"]
    assert alone["theme"].isna().all() and not len(alone["theme"].cat.categories)


@pytest.mark.parametrize(
    "entry, text, expected",
    [
        ("Code for Japan", "Code for Japan活用", ["Code for Japan", "活用"]),
        ("Open Data", "Open Data Charterを読む", ["Open Data Charter"]),  # a Latin name goes on
        ("番号のサービス", "番号のサービス・窓口", ["番号のサービス", "窓口"]),  # ・ ends a word
        ("番号のサービス", "番号のサービスセンター", ["番号", "サービスセンター"]),
    ],
)
def test_an_entry_ends_where_its_last_word_does(entry, text, expected):
    assert terms_of(text, lexicon=pd.DataFrame(index=[entry])) == expected


def test_columns_to_group_by_are_carried_along():
    statements = said("番号と鍵", "なし", "窓口", sector=["academia", "private", "private"])
    found = icpf.extract_terms(statements)
    rows = [["番号", "academia"], ["鍵", "academia"], ["窓口", "private"]]
    assert found[["term", "sector"]].values.tolist() == rows
    nothing = icpf.extract_terms(statements.iloc[[1]].assign(text="、。"))
    assert nothing.empty and list(nothing) == list(found)
    with pytest.raises(ValueError, match="statements has start, theme"):
        icpf.extract_terms(said("番号", theme=["x"], start=[1]))


def rows_by_statement(found):
    rows = {}
    for statement, *row in found[COLUMNS].astype(object).fillna("").values.tolist():
        rows.setdefault(statement, []).append(row)
    return rows


def places_hold(statements, found):
    """Each surface is the text at its place, and no two terms overlap."""
    for statement, rows in rows_by_statement(found).items():
        done = 0
        for start, end, surface, *_ in rows:
            assert statements["text"][statement][start:end] == surface != ""
            assert start >= done
            done = end


PIECES = [
    *("番号", "番号制度", "クラウド", "ファンディング", "ＩＣ", "カード", "㌔", "㈱", "か\u3099"),
    *("公的", "な", "化", "的", "23", "年", "IT", "-", "、", "。", " ", "\n", "\0", "\u200b"),
    *("😀", "架空", "帰った", "𠮷", "ｶﾞ", "e\u0301", "Ａ", "２"),
]


@settings(max_examples=10)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=8), min_size=2, max_size=12), st.data())
def test_terms_of_a_statement_are_the_same_in_any_order_and_company(drawn, data):
    """Shuffled, and a part of them alone; full-width and unknown words among them."""
    statements = said(*map("".join, drawn))
    found = icpf.extract_terms(statements)
    places_hold(statements, found)
    together = rows_by_statement(found)
    order = data.draw(st.permutations(range(len(statements))))
    assert rows_by_statement(icpf.extract_terms(statements.iloc[order])) == together
    some = statements.iloc[order[: len(order) // 2]]
    assert rows_by_statement(icpf.extract_terms(some)) == {
        statement: rows for statement, rows in together.items() if statement in some.index
    }
