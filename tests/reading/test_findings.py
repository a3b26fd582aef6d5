"""Every doubt is a row that says where, what was found, what it is taken as, and why."""

from pathlib import Path

import pytest

import icpf_analysis as icpf

PAGES = Path(__file__).parents[1] / "pages"
SECTOR = "no row of affiliations.csv or sector_rules.csv fits the affiliation"
UNREAD = (
    "no rule fits this line; it is kept in lines, and no speaker, heading or "
    "question above it is carried past it"
)
LOST = "no heading is printed above this opening; title and series are the sentence's own"


def doubts(corpus, *kinds):
    """(line, kind, found, taken as, why); "" where nothing is found or taken."""
    rows = corpus.findings.fillna({"found": "", "taken_as": ""})
    if kinds:
        rows = rows[rows["kind"].isin(kinds)]
    columns = ["line", "kind", "found", "taken_as", "why"]
    return list(rows[columns].itertuples(index=False, name=None))


OF_PAGES = {
    "brief.txt": [
        (3, "heading lost", "見本行政の設計", "", LOST),
        (3, "role unknown", "見本太郎", "", "the report gives this person no role that is known"),
        (3, "sector unknown", "仮名三郎: 架空経済会見本部会", "unknown", SECTOR),
        (3, "sector unknown", "例示さやか: 見本府大臣政務官", "unknown", SECTOR),
    ],
    "category.html": [
        (6, "reading left out", "拓(ひら)", "拓",
         "the reading above the word is no part of the sentence"),
        (25, "post without seminar", "事務所移転のお知らせ", "",
         "no seminar is found in this post; its 2 lines are kept as unread"),
        (32, "unread line", "窓口\t人数", "", UNREAD),
        (33, "unread line", "一番\t十二名", "", UNREAD),
    ],
    "cut.txt": [
        (1, "report cut", "• 前のページから続く発言である。", "",
         "3 lines like those of a report come before the first seminar of the page: its "
         "beginning is on the page before; put the whole report on one page, its heading first, "
         "and these lines become statements"),
        (1, "unread line", "• 前のページから続く発言である。", "", UNREAD),
        (2, "unread line", "Q:これは誰への質問か。", "", UNREAD),
        (3, "unread line", "A(例示):前のページを見てほしい。", "", UNREAD),
    ],
    "mixed.txt": [
        (12, "sector unknown", "見本太郎: no affiliation", "unknown", SECTOR),
        (20, "heading lost", "見本会計", "", LOST),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", OF_PAGES)
def test_the_doubts_of_an_invented_page(name, no_rows):
    assert doubts(icpf.load_corpus(PAGES / name, curated=no_rows)) == OF_PAGES[name]


def test_a_number_within_a_fiscal_year_is_told_from_a_heading_and_from_a_label(read):
    why = "it is counted within a fiscal year, so it does not follow on the other seminars'"
    assert doubts(icpf.load_corpus(PAGES / "programme.txt"), "session doubtful") == [
        (11, "session doubtful", "平成22年度第2回", "2", why),
        (27, "session doubtful", "平成22年度第1回", "1", why),
    ]
    headed = "平成20年度第2回見本研究会\n日時:2008年9月18日(木)\n題目:見本の暮らし\n"
    assert doubts(read(headed), "session doubtful") == [
        (2, "session doubtful", "平成20年度第2回", "2", why)
    ]


HEAD = "見本研究会セミナー「題」 架空花子見本大学教授\n"
TOLD = "2013年6月11日、見本会館にて、第1回見本研究会セミナー「題」を開催しました。\n"
TALK = "はじめに、架空花子氏(見本大学教授)から「色」と題した講演をいただきました。\n"
TURN = "後半は、架空花子氏(見本大学教授)の司会で、全体討論が行われました。\n"
OF_REPORTS = [
    # a heading and a sentence that name different things
    (HEAD.replace("見本研究会", "例示研究会") + TOLD,
     (2, "series disagree", "見本研究会セミナー", "例示研究会セミナー",
      "the heading, at line 1, names the series otherwise; the heading is kept")),
    (HEAD + TOLD.replace("「題」", "「別題」"),
     (1, "titles disagree", "題", "別題",
      "the report's own sentence, at line 2, names another title than the heading")),
    (HEAD.replace("見本研究会", "第3回見本研究会") + TOLD,
     (2, "sessions disagree", "第1回", "3",
      "the heading, at line 1, counts it otherwise; the heading is kept")),
    # neither names a title: the first 40 signs of the opening stand for it
    ("見本会は、" + "見本の話を聞く会を" * 5 + "ひらきます。\n日時:2013年6月11日\n",
     (1, "heading lost", ("見本会は、" + "見本の話を聞く会を" * 5)[:40], "",
      "neither a heading nor a sentence names a title; it is missing")),
    # statements
    (HEAD + TOLD + TALK + "  • 一。\n" + TURN + "A(架空):二。\n",
     (6, "answer without question", "A(架空)", "",
      "no question is printed above it under the same heading")),
    (HEAD + TOLD + TALK + TURN + "Q:一?\nA(架空)二十一字もある長い答えがここにある。\n",
     (6, "label repaired", "A(架空)二十一字もある長い答", "A(架空):二十一字もある長い答",
      "the colon after A(…) is not there")),
    (HEAD + TOLD + TALK.replace("「色」と題した", "色の数え方について"),
     (3, "talk untitled", "色の数え方について", "",
      "the report names the talk's subject and quotes no title")),
    (HEAD + TOLD + TALK + TURN.replace("司会で、", "司会によるパネルディスカッションの後、"),
     (4, "panel unreported", "パネルディスカッション", "discussion",
      "the panel came before the discussion, but the report does not set it apart")),
    # persons
    (HEAD + TOLD + TALK.replace("架空花子氏(見本大学教授)", "架空花子"),
     (3, "person unread", "架空花子", "",
      "nothing shows where the name ends: no 氏, no name or affiliation known, no post")),
    (HEAD + TOLD + TALK + "例示三郎の講演資料はこちらにあります。\n",
     (4, "person unread", "例示三郎", "",
      "nothing shows where the name ends: no 氏, no name or affiliation known, no post")),
    (HEAD + TOLD + TALK + TALK.replace("はじめに", "続いて").replace("花子", "太郎")
     + TURN.replace("架空花子氏(見本大学教授)", "架空氏"),
     (5, "name ambiguous", "架空", "", "it can be 架空太郎 or 架空花子")),
    (HEAD + TOLD + TALK + TALK.replace("はじめに、架空花子", "続いて、例示太郎") + TURN
     + "Q:一?\nA(架空、例示):二。\n",
     (7, "speaker unnamed", "架空、例示", "",
      "the label names more than one person; the answer stays unnamed")),
    (HEAD + TOLD + "当日は、40名の参加者にお集まりいただき、3人の講師による講演が行われました。\n"
     + TALK,
     (2, "lecturers disagree", "3人の講師", "1 named",
      "the opening counts other lecturers than the introductions name")),
]  # fmt: skip


@pytest.mark.parametrize("text, doubt", OF_REPORTS, ids=[doubt[1] for _, doubt in OF_REPORTS])
def test_a_doubt_is_told_in_full(read, text, doubt):
    assert doubts(read(text), doubt[1]) == [doubt]
