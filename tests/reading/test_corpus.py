"""The real page, record by record: seminars, people, statements, lines and doubts."""

import pandas as pd
import pytest
from conftest import PAGES

import icpf_analysis as icpf


def or_none(cells):
    return [None if pd.isna(cell) else cell for cell in cells]


def test_the_subject_of_a_seminar_is_its_curated_one(corpus, read, page):
    assert corpus.seminars["subject"].tolist() == ["number system"] * 3 + ["elections"]
    renamed = read(page.replace("2012312", "2013312"))
    assert renamed.seminars["subject"].isna().tolist() == [True, False, False, False]


@pytest.mark.parametrize(
    "seminar, session, attendees, bound, first, last, venue",
    [
        ("2014-03-26", 6, 40, "over", 3, 57, "東洋大学大手町サテライト"),
        ("2014-03-14", 5, 50, "over", 59, 124, "東洋大学大手町サテライト"),
        ("2014-01-28", 4, 50, "nearly", 126, 193, "TKP東京駅前会議室カンファレンスルーム2"),
        ("2012-03-12", 2, 100, "about", 195, 263, "東京都千代田区麹町にある「ラポール麹町」"),
    ],
)
def test_each_seminar_as_its_opening_reports_it(
    corpus, seminar, session, attendees, bound, first, last, venue
):
    columns = ["session", "attendees", "attendees_bound", "first_line", "last_line", "venue"]
    row = corpus.seminars.loc[seminar]
    assert row[columns].tolist() == [session, attendees, bound, first, last, venue]
    assert row["series"] == "電子行政研究会セミナー"


def test_a_heading_that_contradicts_its_report_is_kept_and_is_a_finding(corpus):
    seminar = corpus.seminars.loc["2014-01-28"]
    assert seminar["title"] == "マイナンバーの活用はどんな未来を拓くか"
    assert seminar["title_in_report"] == "地方自治体の番号制度対応と電子自治体サービスの展開"
    finding = corpus.findings.query("kind == 'titles disagree'").squeeze()
    assert (finding["line"], finding["seminar_id"]) == (126, "2014-01-28")
    assert "the heading's title also heads line 195" in finding["why"]


APPEARANCES = """
2012-03-12 大串博志 lecturer  national government yes
2012-03-12 足立祥代 lecturer  think tank          yes
2012-03-12 榎並利博 lecturer  think tank          yes
2012-03-12 山田肇   moderator academia            yes
2012-03-12 阿部知明 panelist  national government no
2012-03-12 奈良俊哉 panelist  national government no
2012-03-12 須藤修   panelist  academia            yes
2012-03-12 高井崇志 panelist  legislature         no
2014-01-28 三木浩平 lecturer  local government    yes
2014-01-28 矢島征幸 lecturer  local government    yes
2014-01-28 山田肇   moderator academia            no
2014-03-14 向井治紀 lecturer  national government yes
2014-03-14 篠原俊博 lecturer  national government yes
2014-03-14 柴山昌彦 lecturer  legislature         no
2014-03-14 山田肇   moderator academia            no
2014-03-26 松田馨   lecturer  private             no
2014-03-26 音喜多駿 lecturer  legislature         yes
2014-03-26 西田亮介 lecturer  academia            yes
2014-03-26 山田肇   moderator academia            no
""".strip().splitlines()
AFFILIATIONS = {
    "大串博志": "内閣府大臣政務官",  # of the slides line, longer than 内閣府の大串政務官
    "柴山昌彦": "衆議院議員(衆議院内閣常任委員長)",
    "矢島征幸": "茨城県五霞町",  # of the introduction; the slides line has the given name
    "奈良俊哉": "内閣官房参事官",  # of the sentence above the roster
    "西田亮介": "立命館大学特別招聘准教授",
}


def test_who_took_part_as_what_for_whom_and_with_slides(corpus):
    rows = corpus.appearances
    expected = [
        (*line.split()[:3], " ".join(line.split()[3:-1]), line.endswith("yes"))
        for line in APPEARANCES
    ]
    found = rows[["seminar_id", "person_id", "role", "sector", "slides"]]
    assert sorted(found.itertuples(index=False, name=None)) == sorted(expected)
    longest = rows.set_index("person_id")["affiliation"]
    assert longest[list(AFFILIATIONS)].to_dict() == AFFILIATIONS
    assert corpus.people.loc["須藤修", "name_printed"] == "須藤修、須藤 修、須藤"


@pytest.mark.parametrize(
    "statement, field, right",
    [
        ("2014-03-26:010", "person_id", "松田馨"),
        ("2014-03-26:010", "text", "選挙プランナーとして、"),
        ("2014-03-14:096", "person_id", "篠原俊博"),
        ("2014-03-14:096", "speaker_printed", "回答、篠原"),
        ("2014-01-28:187", "kind", "question"),  # its colon is lost
        ("2014-01-28:163", "person_id", None),  # nobody on the roster
        ("2014-01-28:163", "speaker_printed", "回答、参加した茨城県から"),
        ("2014-01-28:163", "sector", "local government"),  # and yet of 茨城県
        ("2014-01-28:174", "reply_to", "2014-01-28:171"),  # the third answer to one question
        ("2012-03-12:204", "kind", "paragraph"),
        ("2012-03-12:239", "heading", "自治体での番号活用について"),
        ("2014-03-14:103", "heading", "マイナンバーの利用範囲拡大(当面)について"),  # no brackets
        ("2012-03-12:263", "person_id", "高井崇志"),  # the closing words
        ("2014-03-26:040", "text_printed", "ネッ選挙運動ト"),
        ("2014-03-26:040", "text", "ネット選挙運動"),
        ("2014-03-14:098", "text", "2~3倍"),
        ("2014-03-26:041", "text", "23区内の区議選"),  # which are not 2~3区
    ],
)
def test_a_statement_of_the_page(corpus, statement, field, right):
    cell = corpus.statements.loc[statement, field]
    assert pd.isna(cell) if right is None else right in cell


def test_a_reporters_sentence_is_a_line_and_no_statement(corpus):
    roles = corpus.lines.set_index("line")["role"]
    assert [roles[n] for n in (1, 3, 5, 6, 8, 19, 36, 38, 57, 231)] == [
        "archive title", "seminar title", "opening", "opening", "introduction", "slides",
        "transition", "heading", "summary", "roster",
    ]  # fmt: skip
    seminar_of = corpus.lines.set_index("line")["seminar_id"]
    assert or_none(seminar_of[[57, 58, 59, 124, 125, 194, 263]]) == [
        "2014-03-26", None, "2014-03-14", "2014-03-14", None, None, "2012-03-12",
    ]  # fmt: skip


def test_an_open_doubt_is_a_finding_and_a_repaired_label_is_one(corpus):
    doubt = corpus.findings.query("line == 81").squeeze()
    assert doubt[["kind", "found", "taken_as"]].tolist() == ["doubtful", *["文章の真正性"] * 2]
    repaired = corpus.findings.query("kind == 'label repaired'")
    assert list(repaired["line"]) == [163, 187]


# Pages that differ from the real one: broken, or in the manner of later ones.


def test_a_line_that_no_rule_fits_is_kept_and_is_a_finding(read, page):
    corpus = read(page.replace("【自治体での番号活用について】", "写真は後日掲載します。"))
    line = corpus.lines.query("role == 'unread'").squeeze()
    assert (line["line"], line["text"]) == (237, "写真は後日掲載します。")
    assert corpus.findings.query("kind == 'unread line'")["found"].item() == line["text"]
    assert len(corpus.statements) == 132
    assert pd.isna(corpus.statements.loc["2012-03-12:239", "heading"])


REPORT = (
    "見本研究会セミナー「{0}」\n2013年{1}月11日、見本会館にて、第{1}回セミナー「{0}」を開催しました。\n"
    "はじめに、{2}から「色」と題した講演をいただきました。\n"
)


@pytest.mark.parametrize("known, read_as", [("見本例", "見本例"), ("見本", None)])
def test_a_name_that_another_report_prints_with_its_end_is_known_if_it_is_a_full_one(
    no_rows, read, known, read_as
):
    """見本例氏 shows how to part 見本例架空大学教授; 見本氏 would part it before 例."""
    text = REPORT.format("甲", 7, f"{known}氏(架空市長)") + REPORT.format(
        "乙", 6, "見本例架空大学教授"
    )
    rows = read(text, curated=no_rows).appearances.set_index("seminar_id")["person_id"]
    assert rows.get("2013-06-11") == read_as


@pytest.mark.parametrize(
    "row, lost",
    [
        ("見本会理事長/架空大学教授,架空大学,教授", None),
        ("架空大学教授(議長),架空大学,教授", None),
        ("見本会理事長/空想大学教授,空想大学,教授", "見本会理事長/空想大学教授"),
    ],
)
def test_a_part_of_a_curated_affiliation_shows_where_a_name_ends_and_is_used_then(
    no_rows, read, row, lost
):
    """Nobody is printed as 見本会理事長/架空大学教授, and yet the row is no stray one."""
    text = REPORT.format("題", 6, "仮名三郎架空大学教授")
    assert len(read(text, curated=no_rows).people) == 0
    with (no_rows / "affiliations.csv").open("a", encoding="utf-8") as table:
        table.write(f"{row},academia,invented\n")
    corpus = read(text, curated=no_rows)
    assert list(corpus.people.index) == ([] if lost else ["仮名三郎"])
    strays = corpus.findings.query("kind == 'row without a page'")["found"]
    assert list(strays) == ([lost] if lost else [])


TURN = "後半は、山田肇東洋大学教授の司会で、参加者も含めた意見交換が行われました。"
CHANGES = [
    # other turns introduce a lecturer, other bullets a point
    ("続いて、音喜多", "次いで、音喜多", "line == 21 and person_id == '音喜多駿'", 1),
    ("続いて、音喜多", "つぎに、音喜多", "line == 21 and person_id == '音喜多駿'", 1),
    ("続いて、音喜多", "さらに音喜多", "line == 21 and person_id == '音喜多駿'", 1),
    *[("  • ", bullet, "kind == 'point'", 70) for bullet in ("・", "● ", "- ", "* ", "○", "■ ")],
    # a discussion has other openings, and can follow a panel
    (36, TURN.replace("の司会で", "の司会のもと"), "36 < line < 58 and part == 'discussion'", 10),
    (36, TURN.replace("山田肇", "山田肇氏"), "36 < line < 58 and part == 'discussion'", 10),
    (254, f"{TURN}\n\n【今後】", "part == 'discussion' and year == 2012", 4),
    # a speaker whose name has no end speaks unnamed
    ("内閣府の大串政務官から基調", "内閣府の大串から基調", "line == 204 and person_id.isna()", 1),
    # after an introduction that no rule reads 音喜多's four points are not 松田's
    (17, "そして音喜多さんの番になりました。", "21 <= line <= 24 and person_id.isna()", 4),
    (17, "そして音喜多さんの番になりました。", "line == 30 and person_id == '西田亮介'", 1),
    # who lecture together: nobody's words
    ("続いて、篠", "続いて、向井治紀氏(内閣官房)、篠", "78 <= line <= 82 and person_id.isna()", 5),
    # an answer without its question does not reach over a heading; a question is no lecturer's
    (176, "", "line == 177 and reply_to.isna()", 1),
    (70, "Q:番号はいつ始まるのか?", "line == 70 and person_id.isna()", 1),
    # a reporter's sentence is never a lecturer's paragraph
    (70, "続いて、篠原氏の講演がありました。", "line == 70", 0),
    (70, "続いて篠原俊博氏の講演が行われた。", "line == 70", 0),
    (70, "全体討論は山田肇氏の司会で進められた。", "line == 70", 0),
    (70, "篠原俊博氏(総務省)から「番号」の話があった。", "line == 70", 0),
    # a label without words, and half a label
    *[(99, label, "line == 99", 0) for label in ("Q: ", "  • ", "A(篠原):")],
    (182, "A矢島)現状はまだ考えていない", "line == 182", 0),
    # a seminar named in passing is no heading of a report
    (99, "Q:前回のセミナー「番号」でも聞いたが、十分か?", "seminar_id == '2014-03-14'", 36),
    (99, "  • セミナー「番号」 を聞いた", "seminar_id == '2014-03-14'", 36),
]


@pytest.mark.parametrize("old, new, query, n", CHANGES)
def test_a_changed_page_has_this_many_statements_of_a_kind(read, page, old, new, query, n):
    """A number is that of a line, which is replaced as a whole."""
    if isinstance(old, int):
        lines = page.split("\n")
        changed = "\n".join([*lines[: old - 1], new, *lines[old:]])
    else:
        changed = page.replace(old, new)
    statements = read(changed).statements
    assert changed != page and len(statements.query(query)) == n


def test_an_affiliation_that_is_not_curated_falls_to_a_rule_and_then_to_unknown(read, page):
    corpus = read(
        page.replace("千葉市総務局次長情報統括副管理者", "船橋市情報システム課長").replace(
            "国際公共政策研究センター 主任研究員", "評論家"
        ).replace("国際公共政策研究センターの足立", "足立")
    )  # fmt: skip
    sectors = corpus.appearances.set_index("person_id")[["organisation", "sector", "sector_basis"]]
    assert list(sectors.loc["三木浩平"]) == ["船橋市", "local government", "rule"]
    assert list(sectors.loc["足立祥代"])[1:] == ["unknown", "unknown"]
    assert "足立祥代: 評論家" in set(corpus.findings.query("kind == 'sector unknown'")["found"])


@pytest.mark.parametrize(
    "printed, attendees, bound",
    [
        ("40名の", 40, "exact"),
        ("多数の", None, None),
        ("4" * 5000 + "名を超える", None, None),
        ("十二三名を超える", None, None),
        ("〇十名を超える", None, None),
    ],
    ids=lambda value: str(value)[:8],
)
def test_a_number_of_people_is_read_or_missing(read, page, printed, attendees, bound):
    seminar = read(page.replace("40名を超える", printed)).seminars.loc["2014-03-26"]
    assert or_none(seminar[["attendees", "attendees_bound"]]) == [attendees, bound]


def test_a_report_whose_heading_is_lost_begins_with_its_opening(read, page):
    heading = next(x for x in page.split("\n") if x.startswith("電子行政研究会セミナー「地方"))
    corpus = read(page.replace(heading + "\n", ""))
    assert len(corpus.seminars) == 4 and len(corpus.statements) == 132
    seminar = corpus.seminars.loc["2014-03-14"]
    assert (seminar["title"], seminar["first_line"]) == (seminar["title_in_report"], 60)
    assert corpus.findings.query("kind == 'heading lost'")["line"].item() == 60


def test_reported_leaves_out_what_is_only_announced():
    """Of tests/pages/mixed.txt: two reports, and a notice of 2014-02-18 with its panel."""
    corpus = icpf.load_corpus(PAGES / "mixed.txt")
    assert "announced" in set(corpus.seminars["status"])
    held = corpus.reported
    assert set(held.seminars["status"]) == {"reported"}
    assert set(held.appearances["seminar_id"]) | set(held.statements["seminar_id"]) <= set(
        held.seminars.index
    )
    counted = held.appearances["person_id"].value_counts().sort_index()
    assert held.people["n_seminars"].sort_index().to_dict() == counted.to_dict()
    assert held.lines.equals(corpus.lines)


def test_a_corpus_shows_its_seminars_and_keeps_its_terms(corpus):
    first, _, *rows = repr(corpus).splitlines()
    assert first == "Corpus of 4 seminars, 16 people, 132 statements and 48 doubts"
    assert len(rows) == 5 and "2012 Uses of My Number" in rows[1] and "29" in rows[1]
    assert "<table" in corpus._repr_html_() and "terms" in corpus._repr_html_()
    assert corpus.terms is corpus.terms and len(corpus.terms) == 1576
