"""Small frames of terms, with invented speakers, and how near a number must be."""

import pandas as pd
import pytest


def said(*rows):
    """(seminar, statement, speaker, words) as a frame of terms; the year is the seminar's."""
    return pd.DataFrame(
        [
            (f"{seminar}:{statement}", word, seminar, int(seminar[:4]), person, "talk", "point")
            for seminar, statement, person, words in rows
            for word in words.split()
        ],
        columns=["statement_id", "term", "seminar_id", "year", "person_id", "part",
                 "statement_kind"],
    )  # fmt: skip


SMALL = said(
    ("2012-03-12", 1, "架空花子", "番号 番号 医療"),
    ("2012-03-12", 2, None, "番号 税"),
    ("2014-01-28", 1, "例示次郎", "番号 住民 住民"),
    ("2014-01-28", 2, "仮名三郎", "住民 税"),
    ("2014-03-14", 1, "見本四郎", "住民 医療"),
)


def archive(shares, statements=10):
    """Seminars of two years, each with a share of its statements that hold 番号."""
    return said(
        *(
            (f"{year}-01-{day:02}", at, f"仮名{day}{at % 2}", "番号" if at < share else "税")
            for year, of_year in shares.items()
            for day, share in enumerate(of_year, 1)
            for at in range(statements)
        )
    )


def close(expected, tolerance=1e-9):
    return pytest.approx(expected, rel=tolerance, abs=tolerance)
