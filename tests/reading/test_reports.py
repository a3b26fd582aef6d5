"""Notices, programmes and short reports, read from pages in the site's manner.

All pages are invented, with their persons, houses and words; only the shape of their lines is the
site's. A row of a table has a text (⏎ ends a line), a field, and what is read into it.
"""

import re

import pandas as pd
import pytest
from conftest import PAGES

import icpf_analysis as icpf
from icpf_analysis import PageError

NOTICE = "セミナー「見本」\n日時:2015年4月24日(金)\n"
LECTURE = "講師:架空花子(架空大学教授)"
REPORT = f"{NOTICE}{LECTURE}\n冒頭、架空花子氏は次のように講演した。\n"


def text_of(name: str) -> str:
    return (PAGES / f"{name}.txt").read_text(encoding="utf-8")


def table(rows: str) -> list[tuple[str, str, str]]:
    """(text, field, value) of each row; further fields of a text stand below it, indented."""
    found = []
    for row in re.sub(r"\n +\|", "|", rows).strip().split("\n"):
        text, *cells = (cell.strip() for cell in row.replace("⏎", "\n").split("|"))
        found += [(text, *pair) for pair in zip(cells[::2], cells[1::2], strict=True)]
    return found


def value(corpus: icpf.Corpus, field: str) -> str:
    """A field of the only seminar, or a column of all persons or statements."""
    people = corpus.appearances.fillna({"talk_title": ""}).set_index("person_id")
    if field == "slides":
        return "、".join(people.index[people["slides"]])
    if field in ("role", "talk_title"):
        cells = people[field].astype("object").fillna("-").items()
        return "、".join(f"{person} {cell}" for person, cell in cells if cell)
    if field in corpus.seminars:
        cell = corpus.seminars[field].item()
        return "-" if pd.isna(cell) else str(cell).removesuffix(" 00:00:00")
    frame = people if field in ("affiliation", "organisation", "post") else corpus.statements
    return "、".join(frame[field].astype("object").fillna("-"))


def kinds(corpus: icpf.Corpus) -> set[str]:
    return set(corpus.findings["kind"])


PERSONS = """
講師:見本太郎氏(架空大学教授)、架空花子氏(例示社) | role | 見本太郎 lecturer、架空花子 lecturer
講師⏎ 見本 太郎 氏 架空大学 教授⏎ 架空花子様(例示社社長)
    | role | 見本太郎 lecturer、架空花子 lecturer
パネリスト(五十音順、敬称略):⏎例示次郎:例示研究所主任研究員⏎仮名三郎(見本省 課長)
    | role | 例示次郎 panelist、仮名三郎 panelist
講師:見本太郎自由民主党衆議院議員(前見本大臣政務官) | role | 見本太郎 lecturer
パネリスト:⏎例示次郎氏 仮名三郎氏(例示社) | role | 例示次郎 panelist、仮名三郎 panelist
講師:見本太郎前自由民主党衆議院議員 | affiliation | 前自由民主党衆議院議員
講師:自由民主党見本太郎氏 | affiliation | 自由民主党
登壇者:仮名一郎氏(見本大学、教授) | organisation | 見本大学
登壇者:仮名一郎氏(見本大学，教授) | post | 教授
講師:Jane Sample(Professor, Example University) | organisation | Example University
    | post | Professor
講師:⏎見本 太郎 架空大学教授⏎日時:2015年4月24日 | role | 見本太郎 lecturer
"""
TITLES = """
第2回架空問題研究会⏎日時:2008年9月18日(木)⏎題目:見本の暮らし | title | 見本の暮らし
第2回架空問題研究会⏎日時:2008年9月18日(木)⏎テーマ:⏎見本の暮らし | title | 見本の暮らし
第2回架空問題研究会⏎日時:2008年9月18日(木)⏎題目:見本の暮らし | series | 架空問題研究会
    | session | 2
会では、見本を読むをテーマに討論を行いました。⏎日時:2008年9月18日 | title | 見本を読む
会では「色」が尽きました。そこで「見本を読む」と題してシンポジウムを開催します。⏎日時:2008年9月18日
    | title | 見本を読む
主催:見本フォーラム⏎見本会では「見本を読む」と題してセミナーを開催します。⏎日時:2008年9月18日
    | first_line | 1
見本について語ります。⏎日時:2008年9月18日 | title | -
セミナー「見本」⏎2013年6月11日(火)18:30~20:30 | date | 2013-06-11
"""
REPORTS = """
見本会館で開かれたセミナーには、約50名の方々が参加した。⏎架空花子氏の講演内容は以下の通り。⏎• 古い。
    | attendees | 50
    | attendees_bound | about
オンラインで開催されたシンポジウムには30名を超える人の参加を得た。 | attendees | 30
    | attendees_bound | over
セミナーには50名まで参加できます。 | status | announced
政府は法案を次の国会に提出する。本シンポジウムではその論点を整理し、費用の負担について議論する。
    | status | announced
固定電話の加入者は減っている。今日は、そこで接続料の算定の方法がどう変わるかを考えてみたい。
    | person_id | 架空花子
架空氏の講演の要旨は次のとおりである。⏎• 見本は古い。 | person_id | 架空花子
架空花子氏から、以下のような説明があった。⏎• 見本は古い。 | person_id | 架空花子
    | status | reported
発表資料⏎架空花子⏎資料はこちらです。 | slides | 架空花子
    | role | 架空花子 lecturer
"""
STATEMENTS = """
次に、仮名忍氏(例示社)と例示菊枝氏(例示総研)から「色」「紙」と題した報告があった。⏎• 紙は白い。
    | talk_title | 仮名忍 色、例示菊枝 紙
講演後、見本治氏(見本大学教授)の司会で、仮名忍氏(例示社)によるパネル討論が行われました。⏎仮名:紙は白い。
    | person_id | 仮名忍
    | role | 架空花子 lecturer、見本治 moderator、仮名忍 panelist
1. 見本の背景⏎• 見本は古い。⏎• 例示は新しい。 | heading | 見本の背景、見本の背景
• 見本は古い。⏎質疑応答⏎町の計画について⏎質問(Q):進むのか。⏎回答:進む。
    | heading | -、町の計画について、町の計画について
提案を受けて、国会では議論が続いた。 | part | talk
• 色は七つある。⏎パネル討論⏎• 札は赤い。⏎質疑応答⏎質問(Q):八つ目の色は?⏎回答(A):ない。
    | part | talk、panel、discussion、discussion
    | kind | point、point、question、answer
    | person_id | 架空花子、-、-、-
質疑応答⏎コメント:町にも責任がある。 | person_id | -
"""
PROGRAMMES = """
13:40~14:10 講演2 「番号の費用」⏎仮名三郎氏(例示社) | talk_title | 仮名三郎 番号の費用
「見本の設計」⏎架空花子氏(架空大学) | talk_title | 架空花子 見本の設計
13:00 見本の設計 Jane Sample(Example Ltd.) | talk_title | JaneSample 見本の設計
15:10 休憩⏎架空花子氏(架空大学) | talk_title |
講師:⏎「見本の設計」⏎架空花子氏(架空大学)⏎「見本の費用」⏎仮名三郎氏(例示社)
    | talk_title | 架空花子 見本の設計、仮名三郎 見本の費用
基調講演:見本の目標 例示さやか氏(見本省課長) | talk_title | 例示さやか 見本の目標
1. 見本の設計⏎2. 見本の費用⏎架空花子氏(架空大学) | talk_title | 架空花子 見本の費用
16:15 コメント:例示次郎(参議院議員)ほか | role | 例示次郎 panelist
"""
TABLES = (  # what is above each text, and below it
    (NOTICE, PERSONS, ""),
    ("", TITLES, f"\n{LECTURE}"),
    (f"{NOTICE}{LECTURE}\n", REPORTS, ""),
    (REPORT, STATEMENTS, ""),
    (f"{NOTICE}プログラム\n", PROGRAMMES, ""),
)
ROWS = [(above, *row, below) for above, rows, below in TABLES for row in table(rows)]


@pytest.mark.parametrize("above, text, field, right, below", ROWS, ids=[row[1] for row in ROWS])
def test_a_line_of_a_notice_a_report_or_a_programme(read, above, text, field, right, below):
    corpus = read(above + text + below)
    assert value(corpus, field) == right
    assert not {"unread line", "person unread"} & kinds(corpus)


# Notices


def test_a_notice_without_its_report_but_with_slides_was_held(read):
    notice = text_of("notice").split("緊急セミナーの模様")[0]
    corpus = read(notice)
    assert list(corpus.seminars["status"]) == ["held"]
    assert corpus.appearances["slides"].sum() == 2 and len(corpus.statements) == 0
    ahead = "\n".join(line for line in notice.split("\n") if "資料は" not in line)
    assert list(read(ahead).seminars["status"]) == ["announced"]


WIDE = {sign: sign + 0xFEE0 for sign in range(33, 127)}
LABELS = "日時|場所|月日|講師|司会|定員|参加費|共催"
WAYS_TO_PRINT = {
    "full width": lambda page: page.translate(WIDE),
    **{f"{sign} for ~": lambda page, sign=sign: page.replace("~", sign) for sign in "〜ー–−-"},
    "kara": lambda page: page.replace("~", "から"),
    "sama": lambda page: page.replace("氏", "様"),
    "blank lines": lambda page: page.replace("\n", "\n\n"),
    "no blank lines": lambda page: re.sub("\n\n+", "\n", page),
    "indented": lambda page: page.replace("\n", "  \n  "),
    "label alone": lambda page: re.sub(f"^({LABELS}):", r"\1\n", page, flags=re.M),
    "label and blank": lambda page: re.sub(f"^({LABELS}|モデレータ):", r"■\1 ", page, flags=re.M),
    "label in brackets": lambda page: re.sub(
        "^(日時|場所|月日|定員|主催):", r"【\1】", page, flags=re.M
    ),
    "label spread": lambda page: page.replace("\n日時", "\n日 時").replace("\n場所", "\n場 所"),
}


def facts(corpus: icpf.Corpus) -> str:
    """What no way of printing changes, in half-width signs."""
    frames = (
        corpus.seminars[["date", "date_basis", "session", "attendees", "status"]],
        corpus.appearances[["seminar_id", "person_id", "role", "slides"]],
        corpus.statements[["seminar_id", "part", "kind", "person_id", "n_chars"]],
    )
    half = {wide: sign for sign, wide in WIDE.items()}
    return "\n".join(frame.to_csv(index=False) for frame in frames).translate(half)


@pytest.mark.parametrize("change", WAYS_TO_PRINT.values(), ids=WAYS_TO_PRINT)
@pytest.mark.parametrize("name", ["notice", "programme", "brief", "mixed"])
def test_other_ways_to_print_a_page_change_nothing(read, name, change):
    plain, other = read(text_of(name)), read(change(text_of(name)))
    assert facts(other) == facts(plain)
    assert not (other.lines["role"] == "unread").any()


def test_a_name_without_a_visible_beginning_is_not_read(read):
    corpus = read(f"{NOTICE}講師:架空大学教授見本太郎氏")
    assert len(corpus.people) == 0
    unread = corpus.findings.query("kind == 'person unread'")["found"]
    assert "架空大学教授見本太郎氏" in set(unread)


HEADINGS = """
政治 制度を阻む壁:見本の選挙 見本 花子見本県議会議員 | - | 制度を阻む壁:見本の選挙
電波 見本の道 例示の道 架空 花子例示社長ほか | - | 見本の道 例示の道
「緊急シンポジウム 見本規制の論点」 | - | 緊急シンポジウム 見本規制の論点
行政 セミナーシリーズ「架空」第2回「見本」 見本太郎架空大学教授
    | 行政 セミナーシリーズ「架空」 | 見本
例示セミナー「見本」のご案内(4月24日18時半:架空) | 例示セミナー | 見本
"""


@pytest.mark.parametrize("heading, series, title", table(HEADINGS))
@pytest.mark.parametrize("below", ["概要", "主催:見本フォーラム", "月日:2015年4月24日"])
def test_a_heading_has_a_series_a_title_and_persons(read, heading, series, title, below):
    """The second post of a page, so that nothing but its own heading begins it."""
    first = f"セミナー「例示」\n日時:2015年5月24日\n{LECTURE}\n"
    corpus = read(f"{first}{heading}\n{below}\n日時:2015年4月24日\n{LECTURE}")
    seminar = corpus.seminars.fillna({"series": "-"}).loc["2015-04-24"]
    assert seminar[["series", "title", "first_line"]].tolist() == [series, title, 4]
    assert "title doubtful" not in kinds(corpus)


def test_a_title_with_a_person_begins_no_post_where_no_label_follows(read):
    corpus = read(
        f"{NOTICE}{LECTURE}\n政治 制度を阻む壁と選挙 見本 花子見本県議会議員\n日本の選挙を語る。"
    )
    assert corpus.seminars["title"].tolist() == ["見本"]


@pytest.mark.parametrize("mark", ["続きを読む", " 続きを読む →", "\n続きを読む »\n"])
def test_a_post_shown_in_part_is_passed_over_with_a_finding(read, mark):
    part = f"電波 見本の道 架空花子例示社長ほか\n概要\n見本の道は広い。{mark}\n"
    corpus = read(f"{part}{NOTICE}{LECTURE}\n")
    assert list(corpus.seminars["title"]) == ["見本"]
    found = corpus.findings.query("kind == 'post without seminar'").iloc[0]
    assert (found["line"], found["found"]) == (1, "電波 見本の道 架空花子例示社長ほか")
    assert kinds(corpus) == {"post without seminar"}
    with pytest.raises(PageError, match=r"line 1: found '電波 .*続きを読む"):
        read(part)


def test_a_post_shown_in_part_with_its_day_is_announced(read):
    corpus = read(f"{NOTICE}{LECTURE}\n見本の道は広いです。 続きを読む")
    assert value(corpus, "status") == "announced"
    assert not (corpus.lines["role"] == "unread").any()


# Short reports

BRIEF = "2010年12月7日、86名を集めて、見本会の第1回セミナー「見本」が開催された。\n"


def test_a_short_report_links_slides_and_quotes_in_pieces(read):
    corpus = read(
        f"{BRIEF}報告: 会計の一年\n試作りか氏 (架空市会計課長)\n試作りか氏の資料はこちら。\n"
        "最後に、見本太郎氏より以下の通り、発言があった。\n「色は七つある。」\n「札は赤い。」"
    )
    assert value(corpus, "slides") == "試作りか"
    assert value(corpus, "text") == "色は七つある。、札は赤い。"


# Pages of several posts


def test_two_posts_on_one_day_are_one_seminar(read):
    notice = f"セミナー「見本」\n日時:2014年3月26日(水)\n{LECTURE}\n"
    report = "2014年3月26日、架空会館にて、第6回セミナー「見本」を開催しました。"
    assert read(notice + report).seminars["status"].to_dict() == {"2014-03-26": "held"}
    other = read(notice + report.replace("3月26日", "4月2日"))
    assert list(other.seminars.index) == ["2014-03-26", "2014-04-02"]


def test_two_reports_of_one_day_without_headings_are_two_and_a_day_printed_twice_is_one(read):
    report = "2014年3月26日、架空会館にて、第{}回セミナー「{}」を開催しました。\n\n"
    both = read(report.format(1, "朝") + report.format(2, "夕"))
    assert both.seminars["title"].to_dict() == {"2014-03-26": "朝", "2014-03-26-2": "夕"}
    assert len(read(f"{NOTICE}{LECTURE}\n日時:2015年4月24日(金)\n").seminars) == 1


def test_two_notices_without_brackets_differ_by_day_and_lead(read):
    post = "{0}を考える\n\n{0}とは何でしょうか。\n\n日時:{1}\n" + LECTURE + "\n\n"
    corpus = read(post.format("見本", "2015年2月4日") + post.format("次", "2015年1月3日"))
    assert corpus.seminars["title"].tolist() == ["次を考える", "見本を考える"]
    assert (corpus.findings["kind"] == "title doubtful").sum() == 2


def test_the_last_sentence_of_a_report_is_no_lead_of_the_notice_below_it(read):
    """A report is written 〜である。, a lead 〜です。 or 〜ます。"""
    report = (
        "見本研究会セミナー「題」\n2013年6月11日、見本会館にて、第1回セミナー「題」を開催しました。\n"
        "はじめに、架空花子氏(架空大学教授)から「色」と題した講演をいただきました。\n"
        "色は七つある。\n"
    )
    corpus = read(f"{report}日時:2015年4月24日\n{LECTURE}")
    assert list(corpus.statements["text"]) == ["色は七つある。"]
    assert corpus.seminars["first_line"].to_dict() == {"2013-06-11": 1, "2015-04-24": 5}


@pytest.mark.parametrize("heading", ["シンポジウム「見本」", "見本報告会「見本」のご案内"])
def test_a_notice_of_what_will_be_discussed_is_no_report(read, heading):
    corpus = read(
        f"{heading}\n日時:2015年4月24日\n講師:架空花子氏(架空大学教授)\n"
        "1. 道の費用を考える。\n2. 道の将来を考える。\n参加者との質疑応答も行います。"
    )
    assert corpus.seminars["status"].tolist() == ["announced"] and corpus.statements.empty
    assert corpus.findings["kind"].tolist() == ["unread line"] * 2
