"""Pages together: each post once, and ids that stay."""

import shutil
from html import escape

import pytest

import icpf_analysis as icpf
from icpf_analysis.files import RAW

NAME = "000_4767421747b42df5.txt"
HEADING = "電子行政研究会セミナー「"


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
def archive(tmp_path):
    """A folder with the real page."""
    shutil.copy(RAW / NAME, tmp_path / "a.txt")
    return tmp_path


def test_the_real_page_as_html_says_the_same(read, page, archive):
    html, text = read(as_html(page), name="page.html"), icpf.load_corpus(archive)
    columns = ["date", "part", "kind", "heading", "person_id", "text"]
    one, other = (corpus.statements[columns].reset_index(drop=True) for corpus in (html, text))
    assert one.equals(other)
    assert html.appearances.equals(text.appearances)
    assert not (html.lines["role"] == "unread").any()


def test_a_post_that_stands_on_two_pages_is_read_once_from_the_earlier(archive, page):
    alone = icpf.load_corpus(archive)
    (archive / "b.html").write_text(as_html(page), encoding="utf-8")
    both = icpf.load_corpus(archive)
    assert stays(alone, both) and len(both.statements) == 132
    assert set(both.seminars["source"]) == {"a.txt"}
    told = both.findings.query("kind == 'duplicate post'")
    assert list(told["seminar_id"]) == ["2014-03-26", "2014-03-14", "2014-01-28", "2012-03-12"]
    assert set(told["source"]) == {"b.html"} and told["taken_as"].iloc[0] == "a.txt, line 3"
    assert both.people["n_seminars"].equals(alone.people["n_seminars"])


def test_an_undamaged_copy_is_the_same_post(archive, page):
    """What the extraction lost stands there: 年 and 月, 2~3倍, a colon."""
    whole = page.replace("2014326日", "2014年3月26日").replace("2014128日", "2014年1月28日")
    whole = whole.replace("23倍", "2~3倍").replace("QPIA", "Q:PIA")
    (archive / "b.txt").write_text(whole, encoding="utf-8")
    both = icpf.load_corpus(archive)
    assert len(both.statements) == 132 and len(both.seminars) == 4
    why = both.findings.query("kind == 'duplicate post'")["why"]
    assert why.str.contains("of the words are the same").all()


def test_a_copy_that_says_more_is_told_with_the_line_that_does(archive, page):
    more = page.replace(
        "\n続いて、音喜多駿氏", "\n  • これは別の頁にだけある文である。\n\n続いて、音喜多駿氏"
    )
    (archive / "b.txt").write_text(more, encoding="utf-8")
    both = icpf.load_corpus(archive)
    at = both.lines[both.lines["text"].str.contains("別の頁にだけ")]["line"].item()
    of_post = both.findings.query("kind == 'duplicate post' and seminar_id == '2014-03-26'")
    why = of_post["why"].item()
    assert "1 of its 26 statements" in why and f"line {at}" in why


OTHER = """架空行政研究会セミナー「色の数え方」 甲山太郎架空大学教授

2014年3月26日、架空会館で、第1回セミナー「色の数え方」を開催しました。

はじめに、甲山太郎氏(架空大学教授)から「色」と題した講演をいただきました。

  • 色は七つある。
  • 八つ目は見た者がいない。
"""


def test_another_seminar_of_that_day_on_a_later_page_is_counted_on(archive):
    alone = icpf.load_corpus(archive)
    (archive / "b.txt").write_text(OTHER, encoding="utf-8")
    both = icpf.load_corpus(archive)
    assert stays(alone, both)
    assert both.seminars.loc["2014-03-26-2", "title"] == "色の数え方"
    assert both.statements.loc["2014-03-26-2:007", "text"] == "色は七つある。"
    assert not both.findings["kind"].isin(["duplicate post", "perhaps duplicate"]).any()


def test_a_repeated_post_is_duplicate_from_its_first_line_to_its_last(tmp_path):
    """Heading, opening, introduction and two bullets; the three blank lines stay blank."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(OTHER, encoding="utf-8")
    lines = icpf.load_corpus(tmp_path).lines.query("source == 'b.txt'")
    assert dict(zip(lines["line"], lines["role"], strict=True)) == {
        1: "duplicate", 2: "blank", 3: "duplicate", 4: "blank", 5: "duplicate", 6: "blank",
        7: "duplicate", 8: "duplicate",
    }  # fmt: skip


ANNOUNCED = """架空行政研究会セミナー「札の色」 甲山太郎架空大学教授

2015年5月1日、架空会館で、第2回セミナー「札の色」を開催しました。
"""
TOLD = f"""{ANNOUNCED}
はじめに、甲山太郎氏(架空大学教授)から講演をいただきました。

  • 札は赤い。
"""


@pytest.mark.parametrize("reversed_", [False, True])
def test_a_post_that_says_nothing_gives_way_to_one_that_does(tmp_path, reversed_):
    for name, text in zip("ba" if reversed_ else "ab", (ANNOUNCED, TOLD), strict=True):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    corpus = icpf.load_corpus(tmp_path)
    assert list(corpus.seminars.index) == ["2015-05-01"]
    assert list(corpus.statements["text"]) == ["札は赤い。"]
    finding = corpus.findings.query("kind == 'duplicate post'").squeeze()
    assert finding["source"] == ("b.txt" if reversed_ else "a.txt")
    assert "no statements" in finding["why"]


@pytest.mark.parametrize("posts", [(ANNOUNCED, TOLD), (TOLD, ANNOUNCED)])
def test_an_announcement_and_its_report_on_one_page_are_one_seminar(read, posts):
    corpus = read("\n".join(posts))
    assert corpus.seminars["status"].to_dict() == {"2015-05-01": "reported"}
    assert (corpus.lines["role"] == "duplicate").sum() == 2
    assert corpus.findings["kind"].tolist() == ["duplicate post"]


@pytest.mark.parametrize("between", ["\n", None])
def test_an_announcement_and_a_report_of_one_day_with_other_titles_are_two(tmp_path, between):
    """Neither says its title again below the heading; a title not told is no title shared."""
    morning = "セミナー「朝の札」\n日時:2014年3月26日(水)\n講師:架空花子氏(架空大学)\n"
    evening = (
        "セミナー「夕の帳」\n日時:2014年3月26日(水)\n講師:見本太郎氏(見本大学)\n\n"
        "はじめに、見本太郎氏(見本大学教授)から講演をいただきました。\n\n  • 帳は青い。\n"
    )
    posts = [morning, evening] if between is None else [f"{morning}{between}{evening}"]
    for name, text in zip("ab", posts, strict=False):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    corpus = icpf.load_corpus(tmp_path)
    assert set(corpus.seminars["title"]) == {"朝の札", "夕の帳"}
    assert not corpus.findings["kind"].isin(["duplicate post", "perhaps duplicate"]).any()


def test_two_announcements_on_one_page_stay_two(read):
    assert list(read(f"{ANNOUNCED}\n{ANNOUNCED}").seminars.index) == ["2015-05-01", "2015-05-01-2"]


def test_a_post_that_gives_way_leaves_its_id(tmp_path):
    """Two of a day on page a, the first an announcement: its report, on page b, takes its id."""
    second = OTHER.replace("2014年3月26日", "2015年5月1日")
    (tmp_path / "a.txt").write_text(f"{ANNOUNCED}\n{second}", encoding="utf-8")
    alone = icpf.load_corpus(tmp_path)
    (tmp_path / "b.txt").write_text(TOLD, encoding="utf-8")
    both = icpf.load_corpus(tmp_path)
    assert stays(alone, both)
    assert both.seminars["source"].to_dict() == {"2015-05-01": "b.txt", "2015-05-01-2": "a.txt"}


@pytest.mark.parametrize(
    "old, new, why",
    [("色は七つある。\n  • 八つ目は見た者がいない。", "札を数えるのは人であり、機械ではない。",
      "0% of the words"),
     ("2014年3月26日", "2014年3月27日", "not the day")],
)  # fmt: skip
def test_two_that_are_alike_in_part_stay_two_and_are_told(tmp_path, old, new, why):
    (tmp_path / "a.txt").write_text(OTHER, encoding="utf-8")
    (tmp_path / "b.txt").write_text(OTHER.replace(old, new), encoding="utf-8")
    corpus = icpf.load_corpus(tmp_path)
    assert len(corpus.seminars) == 2
    finding = corpus.findings.query("kind == 'perhaps duplicate'").squeeze()
    assert (finding["source"], finding["line"]) == ("b.txt", 1)
    assert (finding["found"], finding["taken_as"]) == ("色の数え方", "another seminar")
    assert why in finding["why"] and "line 1 of a.txt" in finding["why"]


def test_one_person_on_two_pages_is_one_and_the_affiliations_stay_apart(tmp_path):
    (tmp_path / "a.txt").write_text(OTHER, encoding="utf-8")
    later = (
        ANNOUNCED + "\nはじめに、甲山太郎氏(架空市長)から講演をいただきました。\n\n  • 札は赤い。\n"
    )
    (tmp_path / "b.txt").write_text(later, encoding="utf-8")
    corpus = icpf.load_corpus(tmp_path)
    assert list(corpus.people.index) == ["甲山太郎"]
    assert corpus.people["n_seminars"].item() == 2
    assert list(corpus.appearances["affiliation"]) == ["架空大学教授", "架空市長"]
    assert list(corpus.appearances["sector"].astype(str)) == ["academia", "local government"]
