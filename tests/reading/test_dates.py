"""Damaged dates: every real reading, and what the archive's order leaves of them."""

import datetime as dt

import pandas as pd
import pytest

from icpf_analysis.reading.dates import readings, settle

MARCH_26, JANUARY_28, DECEMBER_8 = (
    dt.date(2014, 3, 26), dt.date(2014, 1, 28), dt.date(2014, 12, 8)
)  # fmt: skip


@pytest.mark.parametrize(
    "printed, intact",
    [
        ("2014年3月26日", True),
        ("\uff12\uff10\uff11\uff14年\uff13月\uff12\uff16日", True),  # full-width digits
        ("2014年03月26日", True),
        ("二〇一四年三月二十六日", True),
        ("平成26年3月26日", True),
        ("平成二十六年三月二十六日", True),
        ("2014/3/26", True),
        ("2014326日", False),
        ("20143月26日", False),
        ("2014年326日", False),
        ("平成26326日", False),
    ],
)
def test_a_date_with_one_real_reading(printed, intact):
    assert readings(printed) == ([MARCH_26], intact)


@pytest.mark.parametrize(
    "printed, dates",
    [
        ("2014128日", [JANUARY_28, DECEMBER_8]),
        ("2014年128日", [JANUARY_28, DECEMBER_8]),
        ("2014112日", [dt.date(2014, 1, 12), dt.date(2014, 11, 2)]),
        ("2014231日", []),  # neither 31 February nor day 1 of month 23
        ("2014年2月31日", []),
        ("2014/2/31", []),
        ("3月26日", []),  # no year
        ("年度第2回", []),
        ("2014 1 28日", [JANUARY_28]),  # the blanks still part the numbers
        ("二〇一四年十一日", [dt.date(2014, 10, 1)]),  # 十一 is 10 and 1, never 1 and 1
        ("二〇一四十二三日", [dt.date(2014, 10, 23), dt.date(2014, 12, 3)]),
        ("平成元年1月8日", [dt.date(1989, 1, 8)]),  # the first year of an era is a word
        ("1000年1月1日", [dt.date(1000, 1, 1)]),
        ("999年1月1日", []),
        ("9999年12月31日", [dt.date(9999, 12, 31)]),
    ],
)
def test_every_real_reading_is_listed(printed, dates):
    assert readings(printed)[0] == dates


def test_bounds_travel_along_the_order():
    """Newest first: 2014-03-14, then 1/28 or 12/8, then 2/3 or 12/3, then 2012."""
    undecided = [dt.date(2013, 2, 3), dt.date(2014, 12, 3)]
    left = settle(
        [[dt.date(2014, 3, 14)], [JANUARY_28, DECEMBER_8], undecided, [dt.date(2012, 3, 12)]],
        [[0, 1, 2, 3]],
    )
    assert left[1:3] == [[JANUARY_28], [dt.date(2013, 2, 3)]]


def test_a_seminar_without_a_reading_leaves_the_order_of_the_others():
    left = settle([[], [JANUARY_28], [JANUARY_28, DECEMBER_8]], [[0, 1, 2]])
    assert left == [[], [JANUARY_28], [JANUARY_28]]


def inferred(corpus) -> str:
    """Why the one day that was inferred is this day."""
    return corpus.findings.query("kind == 'date inferred'")["why"].item()


def missing(corpus):
    """The one finding on a day that is missing."""
    return corpus.findings.query("kind == 'date missing'").squeeze()


def reports(page: str) -> list[str]:
    """The four reports of the page, each from its heading on."""
    return [
        "電子行政研究会セミナー「" + part for part in page.split("\n電子行政研究会セミナー「")[1:]
    ]


def test_the_real_page_restores_three_dates_and_infers_one(corpus):
    assert corpus.seminars["date_basis"].to_dict() == {
        "2012-03-12": "restored",
        "2014-01-28": "inferred",
        "2014-03-14": "restored",
        "2014-03-26": "restored",
    }
    restored = corpus.findings.query("kind == 'date restored'")
    assert list(restored["found"]) == ["2014326日", "2014314日", "2012312日"]
    assert restored["why"].str.contains("no other reading of the digits is a real date").all()
    # The second seminar of fiscal 2011 is none of the numbers that run through the series.
    assert inferred(corpus) == (
        "it can be 2014-01-28 or 2014-12-08; "
        "its place on the page (newest first) puts it before that of 2014-03-14 and after that of "
        "2012-03-12; its number in the series puts it before that of 2014-03-14"
    )


OPENING = "{day}、見本会館にて、{series}「見本」を開催しました。\n"
NUMBER = "its number in the series puts it before that of 2014-03-14"


def test_where_the_page_runs_oldest_first_the_number_decides(read, page):
    why = inferred(read("\n\n".join(reversed(reports(page)))))
    assert NUMBER in why and "newest first" not in why


def test_a_session_number_used_twice_is_no_evidence(read, page):
    why = inferred(read(page.replace("第4回セミナー", "第5回セミナー")))
    assert "newest first" in why and "number in the series" not in why


def test_a_day_that_nothing_decides_is_missing_with_candidates_and_the_table_to_fill(read, page):
    corpus = read(reports(page)[2])
    seminar = corpus.seminars.loc["page.txt:1"]
    assert pd.isna(seminar["date"]) and seminar["date_printed"] == "2014128日"
    assert len(corpus.statements) == 42 and corpus.statements["year"].isna().all()
    assert corpus.statements.index[0] == "page.txt:1:010"
    doubt = missing(corpus)
    assert (doubt["line"], doubt["found"]) == (3, "2014128日")
    assert "2014-01-28 or 2014-12-08" in doubt["why"] and "emendations.csv" in doubt["why"]


def test_order_and_number_that_contradict_each_other_decide_nothing(read, page):
    """第4回 above 第5回: newest first means December, the number January."""
    _, fifth, fourth, _ = reports(page)
    assert "2014-01-28 or 2014-12-08" in missing(read(f"{fourth}\n\n{fifth}"))["why"]


def test_an_order_that_contradicts_itself_decides_nothing_and_is_no_crash(read):
    """14 March, then 2014128日, then 2014112日, then 1 February: nothing fits between."""
    days = ["2014年3月14日", "2014128日", "2014112日", "2014年2月1日"]
    corpus = read("\n".join(OPENING.format(day=day, series="勉強会") for day in days))
    assert len(corpus.seminars) == 4 and corpus.seminars["date"].isna().sum() == 2


# Days that lack their year


LECTURE = "講師:架空花子(架空大学教授)"


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
)
def test_evidence_for_a_day_that_is_not_whole(read, above, printed, day, why):
    head = f"セミナー「見本」\n{above}" if above.endswith("日") else f"{above}\nセミナー「見本」"
    corpus = read(f"{head}\n日時:{printed}\n{LECTURE}")
    assert corpus.seminars["date_basis"].to_dict() == {day: "inferred"}
    finding = corpus.findings.query("kind == 'date inferred'").squeeze()
    assert why in finding["why"] and finding["taken_as"] == day


def dated(*days: str) -> str:
    """Posts of these days, one below the other."""
    return "\n\n".join(
        f"セミナー「{title}」\n日時:{day}\n{LECTURE}"
        for title, day in zip(["見本", "例示", "仮名"], days, strict=False)
    )


@pytest.mark.parametrize(
    "page, found, why",
    [
        # Newest first: after June 2013, and up to 2041, 3 February is a Tuesday in these years.
        (dated("2月3日(火)", "2013年6月11日"), "2月3日 (火曜日)",
         "2015-02-03 or 2026-02-03 or 2032-02-03 or 2037-02-03"),
        # Of the six between June 2008 and June 2014 the five nearest are named.
        (dated("2014年6月11日", "2月3日", "2008年6月11日"), "2月3日",
         "it can be 2009-02-03 or 2010-02-03 or 2011-02-03 or 2012-02-03 or 2013-02-03 or …"),
        (dated("2月3日(火)"), "2月3日 (火曜日)", "its year is printed nowhere on the pages"),
        (dated("2014年2月30日"), "2014年2月30日", "no real date fits"),
        ("2010年度\n" + dated("9月30日(金)"), "9月30日 (金曜日)",
         "the heading says 2010年度; 金曜日"),
        ("シンポジウム「見本」\n主催:見本会", "", "data/curated/emendations.csv"),
    ],
)  # fmt: skip
def test_a_day_that_nothing_decides_is_missing_and_the_finding_says_why(read, page, found, why):
    corpus = read(page)
    finding = corpus.findings.query("kind == 'date missing'").fillna({"found": ""}).squeeze()
    assert why in finding["why"] and finding["found"] == found
    seminar = corpus.seminars[corpus.seminars["date"].isna()].squeeze()
    assert seminar.name == f"page.txt:{seminar['first_line']}" and seminar["title"]


@pytest.mark.parametrize("year", [1998, 2013, 2032, 2060])
def test_a_weekday_alone_decides_no_year_whatever_the_years_of_the_pages(read, year):
    corpus = read(dated("2月3日(火)", f"{year}年6月11日"))
    assert corpus.seminars["date"].isna().sum() == 1


def test_the_seminars_above_and_below_decide_a_year(read):
    """Newest first: there is one 3 February between June 2013 and June 2014."""
    corpus = read(dated("2014年6月11日", "2月3日", "2013年6月11日"))
    assert list(corpus.seminars.index) == ["2013-06-11", "2014-02-03", "2014-06-11"]
    assert "puts it before that of 2014-06-11 and after that of 2013-06-11" in inferred(corpus)


def test_an_emended_year_is_curated(read):
    row = "page.txt,2,2月3日,2015年2月3日,the programme says so,certain"
    seminar = read(dated("2月3日(火)"), row).seminars.loc["2015-02-03"]
    assert (seminar["date_basis"], seminar["date_printed"]) == ("curated", "2月3日")


def test_a_day_that_only_the_emendation_has_is_printed_up_to_the_first_comma(read):
    row = "page.txt,1,某月某日,2015年4月24日,the programme says so,certain"
    corpus = read("某月某日、見本会館 別館にて、第1回セミナー「題」を開催しました。\n", row)
    assert corpus.seminars.loc["2015-04-24", "date_printed"] == "某月某日"


def test_a_weekday_that_contradicts_a_whole_date_is_a_finding(read):
    corpus = read(dated("2013年6月11日(水)"))
    finding = corpus.findings.query("kind == 'weekday disagrees'").squeeze()
    assert finding[["line", "found", "taken_as"]].tolist() == [
        2, "2013年6月11日 (水)", "2013-06-11",
    ]  # fmt: skip
    assert "is a 火曜日" in finding["why"] and corpus.seminars["date_basis"].item() == "printed"
