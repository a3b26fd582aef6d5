"""Pages together: each post once, and ids that stay."""

from html import escape

import pytest

import icpf_analysis as icpf

HEADING = "電子行政研究会セミナー「"
DUPLICATES = ["duplicate post", "perhaps duplicate"]


def as_html(page):
    """The page as the blog would have it: a post a report, its bullets a list."""
    head, *reports = page.split(f"\n{HEADING}")
    posts = []
    for report in reports:
        title, *lines = (HEADING + report).split("\n")
        body = "\n".join(
            f"<ul><li>{escape(line[4:])}</li></ul>"
            if line.startswith("  • ")
            else f"<p>{escape(line.strip())}</p>"
            for line in lines
            if line.strip()
        )
        posts.append(f"<article><h2>{escape(title)}</h2>\n{body}\n</article>\n")
    return f"<body><h1>{head.strip()}</h1>\n{''.join(posts)}</body>"


def stays(before, after):
    """No statement and no title of `before` has another id or text in `after`."""
    for frame, column in (("statements", "text"), ("seminars", "title")):
        one, other = (getattr(corpus, frame)[column].to_dict() for corpus in (before, after))
        if not one.items() <= other.items():
            return False
    return True


@pytest.fixture
def together(tmp_path):
    """The corpus of these texts, each a page: a.txt, b.txt, and so on; markup is b.html."""

    def load(*texts):
        for name, text in zip("abc", texts, strict=False):
            ending = "html" if text.startswith("<") else "txt"
            (tmp_path / f"{name}.{ending}").write_text(text, encoding="utf-8")
        return icpf.load_corpus(tmp_path)

    return load


OTHER = """架空行政研究会セミナー「色の数え方」 甲山太郎架空大学教授

2014年3月26日、架空会館で、第1回セミナー「色の数え方」を開催しました。

はじめに、甲山太郎氏(架空大学教授)から「色」と題した講演をいただきました。

  • 色は七つある。
  • 八つ目は見た者がいない。
"""
ANNOUNCED = """架空行政研究会セミナー「札の色」 甲山太郎架空大学教授

2015年5月1日、架空会館で、第2回セミナー「札の色」を開催しました。
"""
REPORTED = f"""{ANNOUNCED}
はじめに、甲山太郎氏(架空大学教授)から講演をいただきました。

  • 札は赤い。
"""


def test_the_real_page_as_html_says_the_same(read, page):
    html, text = read(as_html(page), name="page.html"), read(page)
    columns = ["date", "part", "kind", "heading", "person_id", "text"]
    one, other = (pages.statements[columns].reset_index(drop=True) for pages in (html, text))
    assert one.equals(other)
    columns = ["seminar_id", "person_id", "role", "affiliation", "talk_title", "slides"]
    assert html.appearances[columns].equals(text.appearances[columns])
    assert not (html.lines["role"] == "unread").any()


def test_a_post_on_two_pages_is_read_once_from_the_earlier(together, page):
    alone = together(page)
    both = together(page, as_html(page))
    assert stays(alone, both) and len(both.statements) == 132
    assert set(both.seminars["source"]) == {"a.txt"}
    rows = both.findings.query("kind == 'duplicate post'")
    assert list(rows["seminar_id"]) == ["2014-03-26", "2014-03-14", "2014-01-28", "2012-03-12"]
    assert set(rows["source"]) == {"b.html"} and rows["taken_as"].iloc[0] == "a.txt, line 3"
    assert both.people["n_seminars"].equals(alone.people["n_seminars"])


def test_an_undamaged_copy_that_says_more_is_the_same_post(together, page):
    """What the extraction lost is there: 年 and 月, 2~3倍, a colon; and one statement more."""
    whole = page.replace("2014326日", "2014年3月26日").replace("2014128日", "2014年1月28日")
    whole = whole.replace("23倍", "2~3倍").replace("QPIA", "Q:PIA")
    more = "\n  • これは別の頁にだけある文である。\n\n続いて、音喜多駿氏"
    both = together(page, whole.replace("\n続いて、音喜多駿氏", more))
    assert len(both.statements) == 132 and len(both.seminars) == 4
    why = both.findings.query("kind == 'duplicate post'").set_index("seminar_id")["why"]
    assert why.str.contains("of the words are the same").all()
    at = both.lines[both.lines["text"].str.contains("別の頁にだけ")]["line"].item()
    assert "1 of its 26 statements" in why["2014-03-26"] and f"line {at}" in why["2014-03-26"]


@pytest.mark.parametrize("texts", [(ANNOUNCED, REPORTED), (REPORTED, ANNOUNCED)])
def test_a_post_that_says_nothing_gives_way_to_one_that_does(together, read, texts):
    corpus = together(*texts)
    assert list(corpus.statements["text"]) == ["札は赤い。"]
    finding = corpus.findings.query("kind == 'duplicate post'").squeeze()
    assert finding["source"] == ("a.txt" if texts[0] == ANNOUNCED else "b.txt")
    assert "no statements" in finding["why"]
    on_one_page = read("\n".join(texts))
    assert on_one_page.seminars["status"].to_dict() == {"2015-05-01": "reported"}
    assert (on_one_page.lines["role"] == "duplicate").sum() == 2
    assert on_one_page.findings["kind"].tolist() == ["duplicate post"]


@pytest.mark.parametrize("on_one_page", [True, False])
def test_an_announcement_and_a_report_of_one_day_with_other_titles_are_two(together, on_one_page):
    """Neither says its title again below the heading; a title not printed is no title shared."""
    morning = "セミナー「朝の札」\n日時:2014年3月26日(水)\n講師:架空花子氏(架空大学)\n"
    evening = (
        "セミナー「夕の帳」\n日時:2014年3月26日(水)\n講師:見本太郎氏(見本大学)\n\n"
        "はじめに、見本太郎氏(見本大学教授)から講演をいただきました。\n\n  • 帳は青い。\n"
    )
    corpus = together(f"{morning}\n{evening}") if on_one_page else together(morning, evening)
    assert set(corpus.seminars["title"]) == {"朝の札", "夕の帳"}
    assert not corpus.findings["kind"].isin(DUPLICATES).any()


def test_a_post_that_gives_way_leaves_its_id(together):
    """Two of a day on page a, the first an announcement: its report, on page b, takes its id."""
    first = f"{ANNOUNCED}\n{OTHER.replace('2014年3月26日', '2015年5月1日')}"
    alone, both = together(first), together(first, REPORTED)
    assert stays(alone, both)
    assert both.seminars["source"].to_dict() == {"2015-05-01": "b.txt", "2015-05-01-2": "a.txt"}


@pytest.mark.parametrize(
    "old, new, why",
    [("色は七つある。\n  • 八つ目は見た者がいない。", "札を数えるのは人であり、機械ではない。",
      "0% of the words"),
     ("2014年3月26日", "2014年3月27日", "not the day")],
)  # fmt: skip
def test_two_that_are_alike_in_part_stay_two_and_are_a_finding(together, old, new, why):
    corpus = together(OTHER, OTHER.replace(old, new))
    assert len(corpus.seminars) == 2
    finding = corpus.findings.query("kind == 'perhaps duplicate'").squeeze()
    assert (finding["source"], finding["line"]) == ("b.txt", 1)
    assert (finding["found"], finding["taken_as"]) == ("色の数え方", "another seminar")
    assert why in finding["why"] and "line 1 of a.txt" in finding["why"]


def test_one_person_on_two_pages_is_one_with_both_affiliations(together):
    corpus = together(OTHER, REPORTED.replace("甲山太郎氏(架空大学教授)", "甲山太郎氏(架空市長)"))
    assert corpus.people["n_seminars"].to_dict() == {"甲山太郎": 2}
    assert list(corpus.appearances["affiliation"]) == ["架空大学教授", "架空市長"]
    assert list(corpus.appearances["sector"].astype(str)) == ["academia", "local government"]
