"""Notices, programmes and short reports, read from pages in the site's manner.

The pages under tests/pages are invented, with their persons, houses and words; only the shape of
their lines is the site's.
"""

import re
import time
from pathlib import Path

import pandas as pd
import pytest

import icpf_analysis as icpf
from icpf_analysis import PageError

PAGES = Path(__file__).parents[1] / "pages"
LECTURE = "講師:架空花子(架空大学教授)"


def text_of(name: str) -> str:
    return (PAGES / f"{name}.txt").read_text(encoding="utf-8")


def load(name: str) -> icpf.Corpus:
    return icpf.load_corpus(PAGES / f"{name}.txt")


def roles(corpus: icpf.Corpus) -> dict[str, str]:
    """Who took part as what; a part that is not printed is "-"."""
    rows = corpus.appearances
    return dict(zip(rows["person_id"], rows["role"].astype("object").fillna("-"), strict=True))


def titles(corpus: icpf.Corpus) -> dict[str, str]:
    return corpus.appearances.set_index("person_id")["talk_title"].dropna().to_dict()


# Notices


def test_a_notice_without_its_report_but_with_slides_was_held(read):
    notice = text_of("notice").split("緊急セミナーの模様")[0]
    corpus = read(notice)
    assert list(corpus.seminars["status"]) == ["held"]
    assert corpus.appearances["slides"].sum() == 2 and len(corpus.statements) == 0
    ahead = "\n".join(line for line in notice.split("\n") if "資料は" not in line)
    assert list(read(ahead).seminars["status"]) == ["announced"]


def test_an_opening_that_looks_ahead_announces(read, page):
    opening = page.split("\nはじめに、")[0].replace("を開催しました", "を開催します")
    assert list(read(opening.split("当日は")[0]).seminars["status"]) == ["announced"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda t: t.translate({c: c + 0xFEE0 for c in range(33, 127)}), id="wide"),
        *(pytest.param(lambda t, s=s: t.replace("~", s), id=s) for s in "〜ー–−-"),
        pytest.param(lambda t: t.replace("~", "から"), id="kara"),
        pytest.param(lambda t: t.replace("氏", "様"), id="sama"),
        pytest.param(lambda t: t.replace("\n", "\n\n"), id="blank lines"),
        pytest.param(lambda t: re.sub("\n\n+", "\n", t), id="no blank lines"),
        pytest.param(lambda t: t.replace("\n", "  \n  "), id="indented"),
        pytest.param(lambda t: re.sub("^(日時|場所|月日|講師|司会|定員|参加費|共催):",
                                      r"\1\n", t, flags=re.M), id="label alone"),
        pytest.param(lambda t: re.sub("^(日時|場所|月日|講師|司会|定員|参加費|モデレータ[ー]?):",
                                      r"■\1 ", t, flags=re.M), id="label and blank"),
        pytest.param(lambda t: re.sub("^(日時|場所|月日|定員|参加費|主催|共催):", r"【\1】", t,
                                      flags=re.M), id="label in brackets"),
        pytest.param(lambda t: t.replace("\n日時", "\n日 時").replace("\n場所", "\n場 所"),
                     id="label spread"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["notice", "programme", "brief", "mixed"])
def test_other_ways_to_print_a_page_change_nothing(read, name, change):
    plain, other = read(text_of(name)), read(change(text_of(name)))
    columns = ["date", "date_basis", "session", "attendees", "status"]
    assert other.seminars[columns].equals(plain.seminars[columns])
    columns = ["seminar_id", "person_id", "role", "slides"]
    people = other.appearances[columns].map(
        lambda cell: cell.translate({c + 0xFEE0: c for c in range(33, 127)})
        if isinstance(cell, str) else cell
    )  # fmt: skip
    assert people.equals(plain.appearances[columns].map(lambda cell: cell))
    columns = ["seminar_id", "part", "kind", "person_id", "n_chars"]
    assert other.statements[columns].to_numpy().tolist() == (
        plain.statements[columns].to_numpy().tolist()
    )
    assert not (other.lines["role"] == "unread").any()


@pytest.mark.parametrize(
    "printed, people",
    [
        (["講師:見本太郎氏(架空大学教授)、架空花子氏(例示社)"],
         {"見本太郎": "lecturer", "架空花子": "lecturer"}),
        (["講師", " 見本 太郎 氏 架空大学 教授", " 架空花子様(例示社社長)"],
         {"見本太郎": "lecturer", "架空花子": "lecturer"}),
        (["パネリスト(五十音順、敬称略):", "例示次郎:例示研究所主任研究員", "仮名三郎(見本省 課長)",
          "制度を疑う立場から"], {"例示次郎": "panelist", "仮名三郎": "panelist"}),
        (["モデレータ 見本太郎"], {"見本太郎": "moderator"}),
        (["コーディネーター:山本 例(架空新聞記者)"], {"山本例": "moderator"}),
        (["発表者:架空花子(架空大学) 、仮名三郎(例示大学)"],
         {"架空花子": "lecturer", "仮名三郎": "lecturer"}),
        (["講師:見本太郎自由民主党衆議院議員(前見本大臣政務官)"], {"見本太郎": "lecturer"}),
        (["講師:架空大学教授 見本太郎氏"], {"見本太郎": "lecturer"}),
        (["講師:調整中"], {}),
        (["パネリスト:", "例示次郎氏・仮名三郎氏"],
         {"例示次郎": "panelist", "仮名三郎": "panelist"}),
        (["パネリスト:", "例示次郎氏 仮名三郎氏(例示社)"],
         {"例示次郎": "panelist", "仮名三郎": "panelist"}),
    ],
)  # fmt: skip
def test_lists_of_persons(read, printed, people):
    corpus = read("\n".join(["セミナー「見本」", "日時:2015年4月24日(金)", *printed, "定員:50名"]))
    assert roles(corpus) == people
    assert not (corpus.findings["kind"] == "person unread").any()


def test_a_name_whose_beginning_is_not_told_is_not_read(read):
    corpus = read("セミナー「見本」\n日時:2015年4月24日(金)\n講師:架空大学教授見本太郎氏")
    assert len(corpus.people) == 0
    assert "架空大学教授見本太郎氏" in set(
        corpus.findings.query("kind == 'person unread'")["found"]
    )


@pytest.mark.parametrize(
    "printed, affiliation",
    [
        ("見本太郎元衆議院議員", "元衆議院議員"),
        ("見本太郎前自由民主党衆議院議員", "前自由民主党衆議院議員"),
        ("見本太郎民主党元参議院議員", "民主党元参議院議員"),
        ("見本太郎元教授", "元教授"),
        ("自由民主党見本太郎氏", "自由民主党"),
        ("自民党見本太郎氏(衆議院議員)", "自民党(衆議院議員)"),
    ],
)
def test_a_name_holds_no_party_and_no_former(read, printed, affiliation):
    corpus = read(f"セミナー「見本」\n日時:2015年4月24日\n講師:{printed}")
    row = corpus.appearances.iloc[0]
    assert (row["person_id"], row["affiliation"]) == ("見本太郎", affiliation)


@pytest.mark.parametrize("sign", ["、", ",", "\uff0c", " "])
def test_the_sign_between_organisation_and_post_is_of_neither(read, sign):
    """登壇者:仮名 一郎氏(見本大学、教授)."""
    corpus = read(
        f"見本研究会セミナー「題」\n日時:2013年6月11日(火)\n登壇者:仮名一郎氏(見本大学{sign}教授)\n"
    )
    person = corpus.appearances.iloc[0]
    assert person[["organisation", "post", "sector"]].tolist() == ["見本大学", "教授", "academia"]


@pytest.mark.parametrize(
    "label", ["題目:見本の暮らし", "テーマ:\n見本の暮らし", "演題「見本の暮らし」"]
)
def test_a_title_label_names_what_the_heading_does_not(read, label):
    corpus = read(f"第2回架空問題研究会\n日時:2008年9月18日(木)\n{LECTURE}\n{label}")
    seminar = corpus.seminars.iloc[0]
    assert (seminar["title"], seminar["series"]) == ("見本の暮らし", "架空問題研究会")
    assert seminar["session"] == 2


def test_headings_over_two_lines_begin_two_posts(read):
    """Nothing but the heading tells that 平成20年度 is of the second."""
    post = "平成{}年度第1回セミナー\n「{}」を開催\n日時:4月24日\n" + LECTURE + "\n"
    corpus = read(post.format(21, "例示の時代") + post.format(20, "見本の時代"))
    assert corpus.seminars["title"].to_dict() == {
        "2008-04-24": "見本の時代", "2009-04-24": "例示の時代",
    }  # fmt: skip


@pytest.mark.parametrize(
    "heading, title",
    [("メディア 見本の制度と放送 架空花子架空大学教授ほか", "見本の制度と放送"),
     ("「緊急シンポジウム 見本規制の論点」", "緊急シンポジウム 見本規制の論点")],
)  # fmt: skip
def test_a_heading_without_a_series_is_no_doubt(read, heading, title):
    corpus = read(f"{heading}\n日時:2013年6月11日(火)\n{LECTURE}")
    assert corpus.seminars["title"].item() == title
    assert not corpus.findings["kind"].isin(["title doubtful", "heading lost"]).any()


def test_a_day_and_hours_need_no_label(read):
    corpus = read(f"セミナー「見本」\n2013年6月11日(火)18:30~20:30\n{LECTURE}")
    assert list(corpus.seminars.index) == ["2013-06-11"]


@pytest.mark.parametrize(
    "lines",
    ["主催:\n見本フォーラム", "共催:見本学会", "定員:\n80名", "〒100-0000 東京都架空区見本町1-2-3",
     "見本駅から徒歩3分", "https://example.com/map", "開催趣旨", "ふるってご参加ください。"],
)  # fmt: skip
def test_what_else_a_notice_tells_is_known_and_names_nobody(read, lines):
    corpus = read(f"セミナー「見本」\n日時:2015年4月24日(金)\n{lines}\n{LECTURE}")
    assert roles(corpus) == {"架空花子": "lecturer"}
    assert not (corpus.lines["role"] == "unread").any()


@pytest.mark.parametrize("sponsor", ["主催:見本フォーラム", "主催:\n見本フォーラム"])
@pytest.mark.parametrize("heading, series", [("", []), ("第2回見本研究会\n", ["見本研究会"])])
def test_sponsors_above_a_lead_are_no_heading(read, heading, series, sponsor):
    lead = "見本会では「見本を読む」と題してセミナーを開催します。"
    corpus = read(f"{heading}{sponsor}\n{lead}\n日時:2008年9月18日(木)\n{LECTURE}")
    assert corpus.seminars["first_line"].item() == 1
    assert corpus.seminars["title"].item() == "見本を読む"
    assert corpus.seminars["series"].dropna().tolist() == series
    assert not (corpus.lines["role"] == "unread").any()


def test_a_report_below_a_notice_has_parts_under_headings(read):
    corpus = read(
        f"セミナー「見本」\n日時:2015年4月24日(金)\n{LECTURE}\nセミナーの模様は以下の通り。\n"
        "冒頭、架空花子氏は概略次のように講演した。\n• 色は七つある。\n"
        "パネル討論\n• 札は赤い。\n質疑応答\n"
        "質問(Q):八つ目の色はあるのか。\n回答(A):見た者がいない。"
    )
    said = corpus.statements
    assert list(zip(said["part"], said["kind"], said["text"], strict=True)) == [
        ("talk", "point", "色は七つある。"), ("panel", "point", "札は赤い。"),
        ("discussion", "question", "八つ目の色はあるのか。"),
        ("discussion", "answer", "見た者がいない。"),
    ]  # fmt: skip
    assert list(said["person_id"].dropna()) == ["架空花子"]
    assert said["reply_to"].iloc[-1] == said.index[-2]


def test_a_notice_that_names_no_title_has_none_and_says_so(read):
    corpus = read(f"見本について語ります。\n日時:2008年9月18日(木)\n{LECTURE}")
    assert pd.isna(corpus.seminars["title"].item())
    why = corpus.findings.query("kind == 'heading lost'")["why"].item()
    assert "neither a heading nor a sentence names a title" in why


@pytest.mark.parametrize(
    "lead",
    ["見本会では「見本を読む」と題してセミナーを開催します。",
     "会では、見本を読むをテーマに討論を行いました。",
     "見本会は「見本を読む」についてシンポジウムを開催することにしました。",
     "会では「色」が尽きました。そこで「見本を読む」と題してシンポジウムを開催します。"],
)  # fmt: skip
def test_a_title_in_the_lead_stands_where_the_heading_is_lost(read, lead):
    corpus = read(f"{lead}\n日時:2008年9月18日(木)\n{LECTURE}")
    assert corpus.seminars["title"].item() == "見本を読む"


# Posts of other years: what came of it in one sentence, slides in a list, excerpts


@pytest.mark.parametrize(
    "sentence, attendees, bound",
    [
        ("見本会館で開かれたセミナーには、約50名の方々が参加した。", 50, "about"),
        ("オンラインで開催されたシンポジウムには30名を超える人の参加を得た。", 30, "over"),
    ],
)
def test_a_sentence_on_those_who_came_opens_the_report(read, sentence, attendees, bound):
    corpus = read(
        f"セミナー「見本」\n日時:2015年4月24日\n{LECTURE}\n{sentence}\n"
        "冒頭、架空花子氏は次のように講演した。\n• 見本の制度は古い。"
    )
    seminar = corpus.seminars.iloc[0]
    assert seminar[["attendees", "attendees_bound", "status"]].tolist() == [
        attendees, bound, "reported",
    ]  # fmt: skip
    assert list(corpus.lines["role"])[3] == "opening"


def test_a_sentence_on_those_who_can_come_announces(read):
    corpus = read(
        f"セミナー「見本」\n日時:2015年4月24日\n{LECTURE}\nセミナーには50名まで参加できます。"
    )
    assert corpus.seminars["status"].tolist() == ["announced"]
    assert list(corpus.lines["role"])[-1] == "lead"


@pytest.mark.parametrize(
    "sentence",
    [
        "架空氏の講演の要旨は次のとおりである。",
        "架空花子氏(架空大学教授)の講演内容は以下の通り。",
        "会員12名が参加したイベントでは、見学もした。架空氏の発表の概要は以下のとおりである。",
        "架空氏は冒頭、次のように講演した。",
        "架空花子氏から、以下のような説明があった。",
    ],
)
def test_what_a_lecturer_said_stands_below_the_sentence_that_names_him(read, sentence):
    corpus = read(f"セミナー「見本」\n日時:2015年4月24日\n{LECTURE}\n{sentence}\n• 見本は古い。")
    assert corpus.statements["person_id"].tolist() == ["架空花子"]
    assert corpus.seminars["status"].tolist() == ["reported"]


TOLD = f"セミナー「見本」\n日時:2015年4月24日\n{LECTURE}\n冒頭、架空花子氏は次のように講演した。\n"


def test_two_lecturers_of_one_sentence_have_a_title_each(read):
    told = "次に、仮名忍氏(例示社)と例示菊枝氏(例示総研)から「色」「紙」と題した報告があった。"
    assert titles(read(f"{TOLD}{told}\n• 紙は白い。")) == {"仮名忍": "色", "例示菊枝": "紙"}


def test_who_sits_on_a_panel_can_speak_by_surname(read):
    panel = (
        "講演後、見本治氏(見本大学教授)の司会で、仮名忍氏(例示社)によるパネル討論が行われました。\n"
        "仮名:紙は白い。"
    )
    corpus = read(TOLD + panel)
    assert roles(corpus) == {"架空花子": "lecturer", "見本治": "moderator", "仮名忍": "panelist"}
    assert corpus.statements["person_id"].tolist() == ["仮名忍"]


def test_an_english_post_stands_before_its_house(read):
    corpus = read(
        "セミナー「見本」\n日時:2015年4月24日\n講師:Jane Sample(Professor, Example University)"
    )
    person = corpus.appearances.iloc[0]
    assert person[["organisation", "post"]].tolist() == ["Example University", "Professor"]


@pytest.mark.parametrize("heading", ["1. 見本の背景", "(1) 見本の背景", "1、見本の背景"])
def test_a_numbered_line_above_bullets_heads_them(read, heading):
    said = read(f"{TOLD}{heading}\n• 見本は古い。\n• 例示は新しい。").statements
    assert said["heading"].tolist() == ["見本の背景", "見本の背景"]
    assert said["person_id"].tolist() == ["架空花子", "架空花子"]


def test_a_line_above_a_question_heads_it(read):
    corpus = read(
        f"{TOLD}• 見本は古い。\n質疑応答\n町の計画について\n質問(Q):進むのか。\n回答:進む。"
    )
    assert corpus.statements["heading"].fillna("-").tolist() == [
        "-", "町の計画について", "町の計画について",
    ]  # fmt: skip
    assert not (corpus.lines["role"] == "unread").any()


def test_questions_can_follow_on_a_talk(read):
    said = read(
        f"{TOLD}• 見本は古い。\n架空氏の講演を受けて、次の質疑があった。\nQ:いつか。"
    ).statements
    assert said["part"].tolist() == ["talk", "discussion"]
    spoken = read(f"{TOLD}提案を受けて、国会では議論が続いた。").statements
    assert spoken["part"].tolist() == ["talk"]


@pytest.mark.parametrize("label", ["C(コメント)", "コメント(C)", "コメント"])
def test_a_comment_is_a_point_of_nobody_named(read, label):
    said = read(f"{TOLD}• 見本は古い。\n質疑応答\n{label}:町にも責任がある。").statements
    assert said[["part", "kind", "text"]].iloc[-1].tolist() == [
        "discussion", "point", "町にも責任がある。",
    ]  # fmt: skip
    assert pd.isna(said["person_id"].iloc[-1])


def test_a_list_of_slides_gives_no_part(read):
    corpus = read(
        "セミナー「見本」\n日時:2015年4月24日\nパネリスト:例示次郎(例示社)\n発表資料\n"
        "例示次郎\n資料はこちらです。"
    )
    assert roles(corpus) == {"例示次郎": "panelist"}
    assert corpus.appearances["slides"].item()


def test_a_link_below_no_name_is_of_nobody(read):
    corpus = read(
        f"セミナー「見本」\n日時:2015年4月24日\n{LECTURE}\nファイルはこちら\n講演資料\n資料はこちら"
    )
    assert list(corpus.appearances["slides"]) == [False]


@pytest.mark.parametrize(
    "heading, title, series",
    [
        ("政治 制度を阻む壁:見本の選挙 見本 花子見本県議会議員", "制度を阻む壁:見本の選挙", None),
        (
            "緊急セミナー 見本の町の教育 見本太郎架空大学特任准教授",
            "見本の町の教育",
            "緊急セミナー",
        ),
        ("電波 見本の道 例示の道 架空 花子例示社長ほか", "見本の道 例示の道", None),
        ("イベント「見本」 仮名三郎例示社長", "見本", "イベント"),
        ("見学会「見本」", "見本", "見学会"),
        ("ウェビナー「見本」", "見本", "ウェビナー"),
        (
            "行政 セミナーシリーズ「架空」第2回「見本」 見本太郎架空大学教授",
            "見本",
            "行政 セミナーシリーズ「架空」",
        ),
        ("例示セミナー「見本」のご案内(4月24日18時半:架空)", "見本", "例示セミナー"),
        ("例示セミナー「見本」のお知らせ", "見本", "例示セミナー"),
        ("主催者会議シンポジウム「見本」", "見本", "主催者会議シンポジウム"),
    ],
)
@pytest.mark.parametrize("below", ["概要", "主催:見本フォーラム", "月日:2015年4月24日"])
def test_a_heading_names_field_title_and_persons(read, heading, title, series, below):
    """The second post of a page, so that nothing but its own heading begins it."""
    first = f"セミナー「例示」\n日時:2015年5月24日\n{LECTURE}\n"
    corpus = read(f"{first}{heading}\n{below}\n日時:2015年4月24日\n{LECTURE}")
    seminar = corpus.seminars.loc["2015-04-24"]
    assert (seminar["title"], seminar["first_line"]) == (title, 4)
    assert seminar["series"] == series if series else pd.isna(seminar["series"])
    assert not (corpus.findings["kind"] == "title doubtful").any()


@pytest.mark.parametrize("line", ["見本 太郎 架空大学教授", "仮名 三郎 例示株式会社代表取締役社長"])
def test_a_person_in_a_list_is_no_heading_though_a_label_follows(read, line):
    corpus = read(f"セミナー「見本」\n講師:\n{line}\n日時:2015年4月24日")
    assert len(corpus.seminars) == 1 and len(corpus.appearances) == 1


def test_a_title_with_a_person_begins_no_post_where_no_label_follows(read):
    corpus = read(
        f"セミナー「見本」\n日時:2015年4月24日\n{LECTURE}\n"
        "政治 制度を阻む壁と選挙 見本 花子見本県議会議員\n日本の選挙を語る。"
    )
    assert corpus.seminars["title"].tolist() == ["見本"]


def test_a_heading_tells_for_whom_a_person_stands_where_the_report_does_not(read):
    heading = "セミナー「見本」 架空花子衆議院議員ほか"
    post = f"{heading}\n日時:2015年4月24日\n{{}}\n冒頭、架空花子氏は講演した。"
    assert read(post.format("定員:9名")).appearances["affiliation"].tolist() == ["衆議院議員"]
    named = read(post.format(LECTURE)).appearances
    assert named["affiliation"].tolist() == ["架空大学教授"]
    alone = read("セミナー「見本」 架空花子衆議院議員ほか\n日時:2015年4月24日")
    assert roles(alone) == {"架空花子": "-"}  # a heading names who will come, not as what


@pytest.mark.parametrize("mark", ["続きを読む", " 続きを読む →", "\n続きを読む »\n"])
def test_a_post_shown_in_part_is_passed_over_with_a_finding(read, mark):
    part = f"電波 見本の道 架空花子例示社長ほか\n概要\n見本の道は広い。{mark}\n"
    whole = f"セミナー「見本」\n日時:2015年4月24日\n{LECTURE}\n"
    corpus = read(part + whole)
    assert list(corpus.seminars["title"]) == ["見本"]
    found = corpus.findings.query("kind == 'post without seminar'").iloc[0]
    assert (found["line"], found["found"]) == (1, "電波 見本の道 架空花子例示社長ほか")
    assert set(corpus.findings["kind"]) == {"post without seminar"}
    assert "".join(corpus.lines["text"] + corpus.lines["ending"]) == part + whole
    with pytest.raises(PageError, match=r"line 1: found '電波 .*続きを読む"):
        read(part)


def test_a_post_shown_in_part_that_tells_its_day_is_announced(read):
    corpus = read(
        f"セミナー「見本」\n日時:2015年4月24日\n{LECTURE}\n見本の道は広いです。 続きを読む"
    )
    assert list(corpus.seminars["status"]) == ["announced"]
    assert not (corpus.lines["role"] == "unread").any()


# Programmes


@pytest.mark.parametrize(
    "programme, talks",
    [
        (["13:40~14:10 講演2 「番号の費用」", "仮名三郎氏(例示社)"], {"仮名三郎": "番号の費用"}),
        (["13:10~13:40 講演1「番号の設計」 架空花子氏(架空大学教授)"], {"架空花子": "番号の設計"}),
        (["1. 見本の設計", "架空花子氏(架空大学)"], {"架空花子": "見本の設計"}),
        (["架空花子氏(架空大学)", "「見本の設計」"], {"架空花子": "見本の設計"}),
        (["「見本の設計」", "架空花子氏(架空大学)"], {"架空花子": "見本の設計"}),
        (["1. 講演", "架空花子氏(架空大学)", "「見本の設計」"], {"架空花子": "見本の設計"}),
        (["13:00 見本の設計 Jane Sample(Example Ltd.)"], {"JaneSample": "見本の設計"}),
        (["15:10 休憩", "架空花子氏(架空大学)"], {}),
        (["講師:", "「見本の設計」", "架空花子氏(架空大学)", "「見本の費用」",
          "仮名三郎氏(例示社)"], {"架空花子": "見本の設計", "仮名三郎": "見本の費用"}),
        (["基調講演:見本の目標 例示さやか氏(見本省課長)"], {"例示さやか": "見本の目標"}),
        (["講演:例示 さやか氏(見本省課長)"], {}),
        (["1. 見本の設計", "", "架空花子氏(架空大学)"], {"架空花子": "見本の設計"}),
        (["1. 見本の設計", "2. 見本の費用", "架空花子氏(架空大学)"], {"架空花子": "見本の費用"}),
    ],
)  # fmt: skip
def test_a_title_is_its_own_lecturers(read, programme, talks):
    corpus = read(
        "\n".join(["シンポジウム「見本」", "日時:2015年4月24日", "プログラム", *programme])
    )
    assert titles(corpus) == talks


def test_greetings_give_no_part_and_a_panel_gives_one(read):
    corpus = read(
        "シンポジウム「見本」\n日時:2015年4月24日\nプログラム\n"
        "15:00 主催者挨拶:見本太郎(見本会理事長)\n16:15 コメント:例示次郎(参議院議員)ほか\n"
        "17:00 パネル討論\n仮名三郎(例示社)\nその他\n17:30 散会"
    )
    assert roles(corpus) == {"見本太郎": "-", "例示次郎": "panelist", "仮名三郎": "panelist"}
    assert corpus.findings.query("kind == 'role unknown'")["found"].item() == "見本太郎"


# Short reports


def test_a_heading_above_a_short_report_names_it(read):
    heading = "見本会第1回セミナー「見本の始まり」 架空花子架空大学教授ほか\n"
    corpus = read(text_of("brief").replace("2010年12月7日", f"{heading}2010年12月7日", 1))
    seminar = corpus.seminars.loc["2010-12-07"]
    assert (seminar["title"], seminar["title_in_report"]) == ("見本の始まり", "見本行政の設計")
    assert (seminar["first_line"], seminar["session"]) == (3, 1)
    assert not (corpus.lines["role"] == "unread").any()


def test_a_short_report_can_name_venue_and_title_in_its_sentence(read):
    corpus = read(
        "2010年12月14日(火)に、架空会館で、約50名の参加者を得て、見本研究会の第2回セミナー「見本の設計」"
        "が開催されました。\n講演:架空花子氏(例示社)「題三」"
    )
    seminar = corpus.seminars.loc["2010-12-14"]
    assert (seminar["venue"], seminar["title"]) == ("架空会館", "見本の設計")
    assert (seminar["attendees"], seminar["attendees_bound"]) == (50, "about")
    assert titles(corpus) == {"架空花子": "題三"}


def test_a_short_report_links_slides_and_quotes_in_pieces(read):
    corpus = read(
        f"{BRIEF}報告: 会計の一年\n試作りか氏 (架空市会計課長)\n試作りか氏の資料はこちら。\n"
        "最後に、見本太郎氏より以下の通り、発言があった。\n「色は七つある。」\n「札は赤い。」"
    )
    assert corpus.appearances.set_index("person_id")["slides"].to_dict() == {
        "試作りか": True, "見本太郎": False,
    }  # fmt: skip
    assert list(corpus.statements["text"]) == ["色は七つある。", "札は赤い。"]


# Pages of several posts, and pieces of pages


def test_a_day_told_twice_is_one_seminar(read):
    notice = f"セミナー「見本」\n日時:2014年3月26日(水)\n{LECTURE}\n"
    told = "2014年3月26日、架空会館にて、第6回セミナー「見本」を開催しました。"
    assert read(notice + told).seminars["status"].to_dict() == {"2014-03-26": "held"}
    other = read(notice + told.replace("3月26日", "4月2日"))
    assert list(other.seminars.index) == ["2014-03-26", "2014-04-02"]


def test_two_reports_of_one_day_without_headings_are_two_and_a_day_printed_twice_is_one(read):
    told = "2014年3月26日、架空会館にて、第{}回セミナー「{}」を開催しました。\n\n"
    both = read(told.format(1, "朝") + told.format(2, "夕"))
    assert both.seminars["title"].to_dict() == {"2014-03-26": "朝", "2014-03-26-2": "夕"}
    day = "日時:2014年3月26日(水)\n"
    assert len(read(f"セミナー「見本」\n{day}{LECTURE}\n{day}").seminars) == 1


def test_the_year_of_a_heading_holds_for_the_posts_below_it(read):
    post = "セミナー「{}」\n日時:{}\n" + LECTURE + "\n\n"
    corpus = read(
        "2010年度\n" + post.format("甲", "9月30日") + "2009年度\n" + post.format("乙", "9月29日")
    )
    assert corpus.seminars["title"].to_dict() == {"2009-09-29": "乙", "2010-09-30": "甲"}


def test_a_heading_printed_twice_is_one_post(read):
    corpus = read(f"シンポジウム「見本」\n\nシンポジウム「見本」\n日時:2014年3月26日\n{LECTURE}")
    assert list(corpus.seminars["first_line"]) == [1]


def test_two_notices_without_brackets_are_told_apart_by_day_and_lead(read):
    post = "{}を考える\n\n{}とは何でしょうか。\n\n日時:{}\n" + LECTURE + "\n\n"
    corpus = read(
        post.format("見本", "見本", "2015年2月4日") + post.format("次", "次", "2015年1月3日")
    )
    assert corpus.seminars["title"].tolist() == ["次を考える", "見本を考える"]
    assert (corpus.findings["kind"] == "title doubtful").sum() == 2


def test_what_a_report_says_is_no_lead_of_the_notice_below_it(read):
    """A report is written 〜である。, a lead 〜です。 or 〜ます。"""
    report = (
        "見本研究会セミナー「題」\n2013年6月11日、見本会館にて、第1回セミナー「題」を開催しました。\n"
        "はじめに、架空花子氏(架空大学教授)から「色」と題した講演をいただきました。\n"
        "色は七つある。\n"
    )
    corpus = read(f"{report}日時:2015年4月24日\n{LECTURE}")
    assert list(corpus.statements["text"]) == ["色は七つある。"]
    assert corpus.seminars["first_line"].to_dict() == {"2013-06-11": 1, "2015-04-24": 5}


def test_the_end_of_a_report_of_the_page_before_is_kept_and_told():
    corpus = load("cut")
    assert list(corpus.seminars.index) == ["2012-05-15"] and len(corpus.statements) == 0
    assert list(corpus.lines["role"])[:3] == ["unread"] * 3
    assert corpus.lines["seminar_id"].isna().tolist()[:4] == [True] * 4
    finding = corpus.findings.query("kind == 'report cut'").squeeze()
    assert finding["line"] == 1
    assert "3 lines" in finding["why"] and "put the whole report on one page" in finding["why"]


# Days


@pytest.mark.parametrize(
    "above, printed, day, why",
    [
        ("平成22年度", "9月30日(木曜日)", "2010-09-30", "the heading says 平成22年度"),
        ("2009年度", "3月5日", "2010-03-05", "the heading says 2009年度"),  # ends in March 2010
        ("2009年度", "12/18(金) 18:30", "2009-12-18", "金曜日 is printed"),
        ("投稿日: 2015年1月20日", "2月3日(火)", "2015-02-03", "the post is of 2015-01-20"),
        ("投稿日: 2014年12月20日", "1月3日", "2015-01-03", "the post is of 2014-12-20"),
        ("2014年12月20日", "1月3日", "2015-01-03", "the post is of 2014-12-20"),  # no label
        ("", "2014128日(火)", "2014-01-28", "火曜日 is printed"),  # 8 December was a Monday
    ],
)  # fmt: skip
def test_evidence_for_a_day_that_is_not_whole(read, above, printed, day, why):
    corpus = read(f"セミナー「見本」\n{above}\n日時:{printed}\n{LECTURE}" if above[-1:] == "日"
                  else f"{above}\nセミナー「見本」\n日時:{printed}\n{LECTURE}")  # fmt: skip
    assert list(corpus.seminars.index) == [day]
    assert corpus.seminars["date_basis"].item() == "inferred"
    finding = corpus.findings.query("kind == 'date inferred'").squeeze()
    assert why in finding["why"] and finding["taken_as"] == day


def without_its_year(printed: str, below: int) -> str:
    """A seminar of which no year is printed, above one of 11 June of the year `below`."""
    return (
        f"セミナー「見本」\n日時:{printed}\n{LECTURE}\n\n"
        f"セミナー「例示」\n日時:{below}年6月11日\n{LECTURE}"
    )


def missing(corpus):
    """The one finding on a day that is missing."""
    return corpus.findings.query("kind == 'date missing'").squeeze()


def test_a_year_that_nothing_decides_is_missing_with_the_years_that_fit(read):
    """Newest first: after June 2013, and up to 2041, 3 February is a Tuesday in these years."""
    corpus = read(without_its_year("2月3日(火)", below=2013))
    assert corpus.seminars.index.tolist() == ["2013-06-11", "page.txt:1"]
    assert (missing(corpus)["line"], missing(corpus)["found"]) == (2, "2月3日 (火曜日)")
    assert "2015-02-03 or 2026-02-03 or 2032-02-03 or 2037-02-03" in missing(corpus)["why"]


def test_of_many_days_the_nearest_that_the_order_allows_are_named(read):
    """Newest first: six 3 Februaries lie between June 2008 and June 2014, the last is left out."""
    above = f"セミナー「仮名」\n日時:2014年6月11日\n{LECTURE}\n\n"
    why = missing(read(above + without_its_year("2月3日", below=2008)))["why"]
    days = [f"{year}-02-03" for year in range(2009, 2014)]
    assert f"it can be {' or '.join(days)} or …" in why


@pytest.mark.parametrize("year", [1998, 2013, 2032, 2060])
def test_a_weekday_alone_decides_no_year_whatever_the_years_of_the_pages(read, year):
    corpus = read(without_its_year("2月3日(火)", below=year))
    assert corpus.seminars["date"].isna().sum() == 1
    assert re.search(r"can be \d{4}-02-03 or", missing(corpus)["why"])


def test_a_year_that_no_page_tells_is_asked_for(read):
    corpus = read(f"セミナー「見本」\n日時:2月3日(火)\n{LECTURE}")
    assert roles(corpus) == {"架空花子": "lecturer"}
    assert "its year is printed nowhere on the pages" in missing(corpus)["why"]


def test_a_day_that_no_year_has_is_not_said_to_lack_one(read):
    corpus = read(f"セミナー「見本」\n日時:2014年2月30日\n{LECTURE}")
    assert missing(corpus)["found"] == "2014年2月30日"
    assert "no real date fits" in missing(corpus)["why"]


def test_the_seminars_above_and_below_decide_a_year(read):
    """Newest first: between June 2014 and June 2013 stands one 3 February."""
    above = f"セミナー「仮名」\n日時:2014年6月11日\n{LECTURE}\n\n"
    corpus = read(above + without_its_year("2月3日", below=2013))
    assert list(corpus.seminars.index) == ["2013-06-11", "2014-02-03", "2014-06-11"]
    assert corpus.findings.query("kind == 'date inferred'")["why"].item() == (
        "no year is printed; it can be … or 2012-02-03 or 2013-02-03 or 2014-02-03 or 2015-02-03 "
        "or 2016-02-03 or …; its place on the page (newest first) puts it before that of "
        "2014-06-11 and after that of 2013-06-11"
    )


def test_a_heading_and_a_weekday_that_no_year_meets_are_told(read):
    why = missing(read(f"2010年度\nセミナー「見本」\n日時:9月30日(金)\n{LECTURE}"))["why"]
    assert "the heading says 2010年度; 金曜日" in why


def test_an_emended_year_is_curated(read):
    row = "page.txt,2,2月3日,2015年2月3日,the programme says so,certain"
    corpus = read(f"セミナー「見本」\n日時:2月3日(火)\n{LECTURE}", row)
    seminar = corpus.seminars.loc["2015-02-03"]
    assert (seminar["date_basis"], seminar["date_printed"]) == ("curated", "2月3日")


def test_a_day_that_only_the_emendation_has_is_printed_up_to_the_first_comma(read):
    row = "page.txt,1,某月某日,2015年4月24日,the programme says so,certain"
    corpus = read("某月某日、見本会館 別館にて、第1回セミナー「題」を開催しました。\n", row)
    assert corpus.seminars.loc["2015-04-24", "date_printed"] == "某月某日"


def test_a_weekday_that_contradicts_a_whole_date_is_told(read):
    corpus = read(f"セミナー「見本」\n日時:2013年6月11日(水)\n{LECTURE}")
    finding = corpus.findings.query("kind == 'weekday disagrees'").squeeze()
    assert finding[["source", "line", "found", "taken_as", "why"]].tolist() == [
        "page.txt", 2, "2013年6月11日 (水)", "2013-06-11",
        "2013-06-11 is a 火曜日; the date is kept",
    ]  # fmt: skip
    assert corpus.seminars["date_basis"].item() == "printed"


def test_a_notice_without_a_day_is_a_seminar_and_says_what_to_add(read):
    corpus = read(f"シンポジウム「見本」\n主催:見本会\n{LECTURE}")
    seminar = corpus.seminars.loc["page.txt:1"]
    assert (seminar["title"], seminar["organiser"]) == ("見本", "見本会")
    assert pd.isna(seminar["date"]) and pd.isna(seminar["date_printed"])
    assert "data/curated/emendations.csv" in missing(corpus)["why"]


# Long lines

BRIEF = "2010年12月7日、86名を集めて、見本会の第1回セミナー「見本」が開催された。\n"
NOTICE = "セミナー「見本」\n日時:2012年5月15日\n"
ABOVE = {
    "lead": "シンポジウム「見本」\n",
    "lecturers": NOTICE + "講師:\n",
    "programme": NOTICE + "プログラム\n1. 講演\n",
    "closing": BRIEF + "最後に、見本氏より以下の通り、発言があった。\n「",
}
LONG = [
    "見本(", "見本氏、", ":見本(a)", "「", "」", "「題」", "18:30 見本 ", "1. ", "2010年",
    "講師:", "・", "見本をテーマに", "シンポジウム「", "見本。", " ", "Jane Sample(", "政治 見本 ",
    "セミナーに9名が参加", "続きを読む",
]  # fmt: skip


@pytest.mark.parametrize("unit", LONG)
def test_a_line_of_300000_signs_is_read_in_a_second(read, unit):
    long = (unit * 300_000)[:300_000]
    begun = time.process_time()
    for above in ABOVE.values():
        read(f"{above}{long}\n日時:2012年5月15日\n")
    assert time.process_time() - begun < 8  # four pages; all pairs of places would take hours


LIKE_A_SENTENCE = [
    "を受けて、", "からについて", "から", "の司会で、", "氏、", "講演、", "第1回", "(", "「",
]  # fmt: skip


@pytest.mark.parametrize("unit", LIKE_A_SENTENCE)
def test_forty_lines_that_begin_like_an_introduction_are_read_in_a_second(read, unit):
    line = ("はじめに、" + unit * 3000)[:2990]
    page = TOLD + "\n".join([line] * 40)
    begun = time.process_time()
    read(page)
    assert time.process_time() - begun < 2  # before, を受けて、 took more than 100 s
