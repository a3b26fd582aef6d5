"""Every doubt is a row that says where, what was found, what it is taken as, and why."""

import pytest
from conftest import PAGES

import icpf_analysis as icpf


def doubts(corpus, *kinds):
    """(line, kind, found, taken as) and why; "" where nothing is found or taken."""
    rows = corpus.findings.fillna({"found": "", "taken_as": ""})
    if kinds:
        rows = rows[rows["kind"].isin(kinds)]
    columns = ["line", "kind", "found", "taken_as"]
    return list(rows[columns].itertuples(index=False, name=None)), " ".join(rows["why"])


OF_PAGES = {
    "brief.txt": [
        (3, "heading lost", "見本行政の設計", ""),
        (3, "role unknown", "見本太郎", ""),
        (3, "sector unknown", "仮名三郎: 架空経済会見本部会", "unknown"),
        (3, "sector unknown", "例示さやか: 見本府大臣政務官", "unknown"),
    ],
    "category.html": [
        (6, "reading left out", "拓(ひら)", "拓"),
        (25, "post without seminar", "事務所移転のお知らせ", ""),
        (32, "unread line", "窓口\t人数", ""),
        (33, "unread line", "一番\t十二名", ""),
    ],
    "cut.txt": [
        (1, "report cut", "• 前のページから続く発言である。", ""),
        (1, "unread line", "• 前のページから続く発言である。", ""),
        (2, "unread line", "Q:これは誰への質問か。", ""),
        (3, "unread line", "A(例示):前のページを見てほしい。", ""),
    ],
    "mixed.txt": [
        (12, "sector unknown", "見本太郎: no affiliation", "unknown"),
        (20, "heading lost", "見本会計", ""),
    ],
}


@pytest.mark.parametrize("name", OF_PAGES)
def test_the_doubts_of_an_invented_page(name, no_rows):
    corpus = icpf.load_corpus(PAGES / name, curated=no_rows)
    assert doubts(corpus)[0] == OF_PAGES[name]
    assert (corpus.findings["why"].str.len() > 20).all()


HEAD = "見本研究会セミナー「題」 架空花子見本大学教授\n"
TOLD = "2013年6月11日、見本会館にて、第1回見本研究会セミナー「題」を開催しました。\n"
TALK = "はじめに、架空花子氏(見本大学教授)から「色」と題した講演をいただきました。\n"
TURN = "後半は、架空花子氏(見本大学教授)の司会で、全体討論が行われました。\n"
SECOND = TALK.replace("はじめに、架空花子", "続いて、例示太郎")
NAMESAKE = TALK.replace("はじめに、架空花子", "続いて、架空太郎")
LEAD = "見本会は、" + "見本の話を聞く会を" * 5 + "ひらきます。"
OF_REPORTS = [
    # a heading and a sentence that name different things
    (HEAD.replace("見本研究会", "例示研究会") + TOLD,
     (2, "series disagree", "見本研究会セミナー", "例示研究会セミナー"), "the heading is kept"),
    (HEAD + TOLD.replace("「題」", "「別題」"),
     (1, "titles disagree", "題", "別題"), "at line 2, names another title"),
    (HEAD.replace("見本研究会", "第3回見本研究会") + TOLD,
     (2, "sessions disagree", "第1回", "3"), "the heading is kept"),
    # neither names a title: the first 40 signs of the opening stand for it
    (f"{LEAD}\n日時:2013年6月11日\n", (1, "heading lost", LEAD[:40], ""), "it is missing"),
    # statements
    (HEAD + TOLD + TALK + "  • 一。\n" + TURN + "A(架空):二。\n",
     (6, "answer without question", "A(架空)", ""), "no question"),
    (HEAD + TOLD + TALK + TURN + "Q:一?\nA(架空)二十一字もある長い答えがここにある。\n",
     (6, "label repaired", "A(架空)二十一字もある長い答", "A(架空):二十一字もある長い答"), "colon"),
    (HEAD + TOLD + TALK.replace("「色」と題した", "色の数え方について"),
     (3, "talk untitled", "色の数え方について", ""), "quotes no title"),
    (HEAD + TOLD + TALK + TURN.replace("司会で、", "司会によるパネルディスカッションの後、"),
     (4, "panel unreported", "パネルディスカッション", "discussion"), "before the discussion"),
    # persons
    (HEAD + TOLD + TALK.replace("架空花子氏(見本大学教授)", "架空花子"),
     (3, "person unread", "架空花子", ""), "where the name ends"),
    (HEAD + TOLD + TALK + "例示三郎の講演資料はこちらにあります。\n",
     (4, "person unread", "例示三郎", ""), "where the name ends"),
    (HEAD + TOLD + TALK + NAMESAKE + TURN.replace("架空花子氏(見本大学教授)", "架空氏"),
     (5, "name ambiguous", "架空", ""), "it can be 架空太郎 or 架空花子"),
    (HEAD + TOLD + TALK + SECOND + TURN + "Q:一?\nA(架空、例示):二。\n",
     (7, "speaker unnamed", "架空、例示", ""), "more than one person"),
    (HEAD + TOLD + "当日は、40名の参加者にお集まりいただき、3人の講師による講演が行われました。\n"
     + TALK, (2, "lecturers disagree", "3人の講師", "1 named"), "counts other lecturers"),
]  # fmt: skip


@pytest.mark.parametrize("text, doubt, word", OF_REPORTS, ids=[row[1][1] for row in OF_REPORTS])
def test_a_doubt_says_where_it_is_what_it_is_taken_as_and_why(read, text, doubt, word):
    found, why = doubts(read(text), doubt[1])
    assert found == [doubt] and word in why
