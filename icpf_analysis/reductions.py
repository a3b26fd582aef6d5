"""What a figure shows of an archive larger than a page: rules that leave a small one whole.

Nothing here measures or draws. A reduced figure says what it shows of how much.
"""

import pandas as pd

SEMINARS = 12
"""So many stand beside each other as seminars; more stand together by year."""
TALLEST = 235
"""Height of a printed page without its caption, in mm."""


def unit_of(seminars: pd.DataFrame, most: int = SEMINARS) -> str:
    """``seminar_id``, or ``year`` where there are more than `most` seminars.

    >>> unit_of(pd.DataFrame(index=range(4))), unit_of(pd.DataFrame(index=range(40)))
    ('seminar_id', 'year')
    """
    return "seminar_id" if len(seminars) <= most else "year"


def height_of(rows: float, each: float, fixed: float) -> float:
    """Height of a figure in mm: `each` a row and what is fixed, no more than a page.

    >>> height_of(4, each=10, fixed=15), height_of(40, each=10, fixed=15)
    (55, 235)
    """
    return min(TALLEST, fixed + each * rows)


def alike_in_size(one: int, other: int) -> bool:
    """Whether one side has at most four times what the other has.

    Words at the rates of two sides more unequal than that cannot all be read on one scale.

    >>> alike_in_size(383, 413), alike_in_size(40, 413)
    (True, False)
    """
    return max(one, other) <= 4 * min(one, other)


def floor_of_names(counts: pd.Series, floor: int, most: int) -> int:
    """The least count from `floor` on that no more than `most` terms reach.

    >>> counts = pd.Series([9, 8, 8, 5])
    >>> floor_of_names(counts, 5, most=4), floor_of_names(counts, 5, most=2)
    (5, 9)
    """
    while (counts >= floor).sum() > most:
        floor = int(counts[counts > floor - 1].min()) + 1
    return floor


def most_of(frame: pd.DataFrame, keys: list[str], by: list[str], most: int) -> pd.DataFrame:
    """The rows of the `most` groups that are largest by the columns `by`, in their order.

    Parameters
    ----------
    keys : the columns that make a group.
    by : counts, the first the most important; a group counts with its largest row. Of groups
        that are even the first stays.

    >>> flow = pd.DataFrame({"theme": ["disaster", "private use"], "n_answers": [1, 4]})
    >>> most_of(flow, ["theme"], ["n_answers"], 1)["theme"].tolist()
    ['private use']
    """
    sizes = frame.groupby(keys, sort=False, observed=True)[by].max()
    kept = sizes.sort_values(by, ascending=False, kind="stable").head(most).index
    return frame[pd.MultiIndex.from_frame(frame[keys]).isin(_as_multi(kept))]


def _as_multi(index: pd.Index) -> pd.MultiIndex:
    return index if isinstance(index, pd.MultiIndex) else pd.MultiIndex.from_arrays([index])


def ends_of(pairs: pd.DataFrame, most: int = 6) -> pd.DataFrame:
    """Of pairs in order, the first and last within a year and across years; all of a few.

    Parameters
    ----------
    pairs : in the order of their size, as of :func:`icpf_analysis.divergences`.
    most : rows at either end of each of the two.
    """
    kinds = pairs.groupby("crosses_years")["crosses_years"]
    place, size = kinds.cumcount(), kinds.transform("size")
    return pairs[(place < most) | (place >= size - most)]
