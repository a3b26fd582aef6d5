"""Names as the page prints them."""

import pytest

from icpf_analysis.reading.people import full_names, read_phrase, split_names

KNOWN = ["西田亮介", "山田肇", "須藤修", "松田馨"]


@pytest.mark.parametrize(
    "phrase, name, affiliation",
    [
        ("松田馨氏(選挙プランナー/株式会社ダイアログ代表取締役社長)", "松田馨",
         "選挙プランナー/株式会社ダイアログ代表取締役社長"),
        ("立命館大学の西田亮介特別招聘准教授", "西田亮介", "立命館大学特別招聘准教授"),
        ("茨城県五霞町の矢島氏", "矢島", "茨城県五霞町"),
        ("内閣府の大串政務官", "大串", "内閣府政務官"),
        ("柴山昌彦衆議院議員(衆議院内閣常任委員長)", "柴山昌彦",
         "衆議院議員(衆議院内閣常任委員長)"),
        ("山田肇東洋大学教授(電子行政研究会副委員長)", "山田肇",
         "東洋大学教授(電子行政研究会副委員長)"),
        ("情報通信政策フォーラム理事長の山田肇東洋大学教授", "山田肇",
         "情報通信政策フォーラム理事長/東洋大学教授"),
        ("東京大学大学院の須藤修教授", "須藤修", "東京大学大学院教授"),
        ("足立祥代氏 (国際公共政策研究センター 主任研究員)", "足立祥代",
         "国際公共政策研究センター 主任研究員"),
        ("山田氏", "山田", ""),
        ("松田馨氏\uff08社長\uff09", "松田馨", "社長"),
        ("松田馨(株式会社ダイアログ(東京))氏", "松田馨", "株式会社ダイアログ(東京)"),
        ("山田 肇様", "山田 肇", ""),
        ("見本太郎衆議院議員", "見本太郎", "衆議院議員"),  # a post alone ends a name
        ("例示花子教授(例示大学)", "例示花子", "例示大学教授"),
    ],
)  # fmt: skip
def test_who_is_named_and_for_whom(phrase, name, affiliation):
    assert read_phrase(phrase, KNOWN) == (name, affiliation)


@pytest.mark.parametrize(
    "phrase, known, name, affiliation",
    [
        ("山田肇東洋大学教授", {"affiliations": ["東洋大学教授"]}, "山田肇", "東洋大学教授"),
        ("見本太郎民主党衆議院議員", {"parties": ["民主党"]}, "見本太郎", "民主党衆議院議員"),
        ("見本太郎立憲民主党衆議院議員", {"parties": ["民主党", "立憲民主党"]}, "見本太郎",
         "立憲民主党衆議院議員"),
        ("見本太郎見本党前参議院議員", {"parties": ["見本党"]}, "見本太郎", "見本党前参議院議員"),
        ("奈良俊哉", {"bare": True}, "奈良俊哉", ""),  # a roster needs no honorific
        ("仮名三郎モデル研究所長", {"bare": True}, "仮名三郎", "モデル研究所長"),  # another script
        # of names and affiliations that fit the longest is taken
        ("見本太郎教授", {"names": ["見本太", "見本太郎"]}, "見本太郎", "教授"),
        ("架空花子見本大学教授", {"affiliations": ["大学教授", "見本大学教授"]}, "架空花子",
         "見本大学教授"),
        ("架空会の仮名三郎見本大学教授", {"affiliations": ["大学教授", "見本大学教授"]},
         "仮名三郎", "架空会/見本大学教授"),
    ],
)  # fmt: skip
def test_what_is_known_shows_where_a_name_ends(phrase, known, name, affiliation):
    assert read_phrase(phrase, **known) == (name, affiliation)


@pytest.mark.parametrize(
    "phrase",
    ["山田肇東洋大学教授", "奈良俊哉", "参加した茨城県", "仮名三郎モデル研究所長", "東京都の 氏",
     "氏", "三木浩平氏(千葉市", "三木浩平氏)氏", ""],
)  # fmt: skip
def test_nobody_is_named_where_nothing_shows_the_end_of_the_name(phrase):
    assert read_phrase(phrase) is None


def test_a_party_without_a_row_is_not_taken_into_the_name():
    assert read_phrase("見本太郎見本党衆議院議員", parties=["民主党"]) is None


@pytest.mark.parametrize(
    "phrase", ["例示審議官室", "架空大学", "見本?例示", "見本省モデル局長", "見本庁総務課長"]
)
def test_an_office_in_a_list_is_no_name(phrase):
    assert read_phrase(phrase, bare=True) is None


@pytest.mark.parametrize(
    "phrase, names",
    [
        *[(f"向井氏{sign}篠原俊博氏。", ["向井氏", "篠原俊博氏"]) for sign in "と,\uff0c・、"],
        ("松田馨氏(社長、選挙プランナー)、音喜多駿氏",
         ["松田馨氏(社長、選挙プランナー)", "音喜多駿氏"]),
        ("架空忍氏(例示局長)と例示菊枝氏(例示総研)",
         ["架空忍氏(例示局長)", "例示菊枝氏(例示総研)"]),
    ],
)  # fmt: skip
def test_two_names_are_two_and_brackets_are_not_divided(phrase, names):
    assert split_names(phrase) == names


def test_a_short_form_is_the_one_full_name_that_begins_with_it():
    means, unclear = full_names(["山田", "山田 肇", "矢島"])
    assert means == {"山田": "山田肇", "山田肇": "山田肇", "矢島": "矢島"} and unclear == {}
    means, unclear = full_names(["甲", "甲乙", "甲丙"])
    assert unclear == {"甲": ["甲丙", "甲乙"]} and "甲" not in means
