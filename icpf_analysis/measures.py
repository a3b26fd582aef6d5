"""Numbers computed from counts. Nothing here reads files or draws."""

from math import comb


def attainable_p(n_first: int, n_second: int) -> float:
    """The smallest two-sided p that a permutation of whole seminars can reach.

    Of the C(n_first + n_second, n_first) ways to choose the first group, the one observed is
    one; with groups of one size, the same groups exchanged differ by as much and count too.

    Raises
    ------
    ValueError
        A group is empty.

    Examples
    --------
    One seminar of 2012 against three of 2014:

    >>> attainable_p(1, 3)
    0.25
    """
    if min(n_first, n_second) < 1:
        raise ValueError(f"groups of {n_first} and {n_second} seminars; each needs one at least")
    as_extreme = 2 if n_first == n_second else 1
    return as_extreme / comb(n_first + n_second, n_first)
