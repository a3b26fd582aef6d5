"""Key word in context, as a frame and as a table of a notebook."""

import pandas as pd
import pytest

import icpf_analysis as icpf


def test_every_place_of_a_word_with_its_neighbours(corpus):
    places = icpf.kwic(corpus.statements, "公的個人認証", width=20)
    assert places["line"].tolist() == [71, 81, 103, 103]
    assert places.iloc[0][["left", "keyword", "right"]].tolist() == [
        "て、ネットにおける本人確認について民間も",
        "公的個人認証",
        "を利用できるようにしている。",
    ]
    for place in places.itertuples():
        text = corpus.statements["text"][place.statement_id]
        assert text[place.start : place.end] == place.keyword
    assert places["speaker"].tolist()[:2] == ["向井治紀", "篠原俊博"]
    assert pd.isna(places["speaker"].iloc[2])  # the questioner is not named
    assert set(places["seminar_id"]) == {"2014-03-14"}


def test_a_word_can_be_found_anywhere_or_as_a_term(corpus):
    anywhere = icpf.kwic(corpus.statements, "クラウド")
    as_term = icpf.kwic(corpus.statements, "クラウド", whole=True)
    assert len(anywhere) == corpus.statements["text"].str.count("クラウド").sum() == 19
    assert as_term["line"].tolist() == [239, 240, 152, 152, 96]
    assert not as_term["right"].str.startswith("ファンディング").any()


@pytest.mark.parametrize(
    "one, other, printed",
    [
        ("Twitter", "twitter", ["Twitter"] * 3),
        ("スマートフォン", "スマートホン", ["スマートフォン", "スマートホン", "スマートホン"]),
    ],
)
def test_a_term_is_found_by_its_variants_and_in_any_case(corpus, one, other, printed):
    places = [icpf.kwic(corpus.statements, word, whole=True) for word in (one, other)]
    assert sorted(places[0]["keyword"]) == printed
    assert places[0].equals(places[1])


@pytest.mark.parametrize(
    "text, keyword, found",
    [
        ("ｗｅｂとWebとウェブ", "WEB", ["ｗｅｂ", "Web"]),
        # what is spelt within one sign is found with the whole sign
        ("二十㌔", "キ", ["㌔"]),
        ("二十㌔", "ロ", ["㌔"]),
        ("二十㌔", "十キロ", ["十㌔"]),
        ("㈱番号", "株", []),  # but not what NFKC spells with brackets
    ],
)
def test_width_and_case_make_no_difference(text, keyword, found):
    statements = pd.DataFrame({"statement_id": ["a"], "text": [text]})
    assert icpf.kwic(statements, keyword)["keyword"].tolist() == found


def test_a_notebook_shows_a_table_with_links_and_what_is_taken_from_it_is_a_frame(corpus):
    places = icpf.kwic(corpus.statements, "番号")
    html = places._repr_html_()
    assert '<a href="../data/lines/000_4767421747b42df5.txt.md#L204">204</a>' in html
    assert "<strong>番号</strong>" in html and "text-align: right" in html
    assert len(places[places["line"] > 200]._repr_html_()) < len(places._repr_html_())
    assert "<table" in places[["line"]]._repr_html_()
    assert icpf.kwic(corpus.statements, "存在しない語")._repr_html_() == "<table></table>"
