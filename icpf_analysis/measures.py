"""Numbers computed from counts. Nothing here reads files or draws."""

from math import comb


def attainable_p(n_first: int, n_second: int) -> float:
    """The smallest p that a permutation of whole seminars between two groups can reach.

    Of all ways to choose which seminars make the first group, the one observed is one:
    1 / C(n_first + n_second, n_first).

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
    return 1 / comb(n_first + n_second, n_first)
