"""The smallest p that a number of seminars can reach at all."""

from collections import Counter
from math import factorial, prod

from icpf_analysis.inputs import require_whole


def attainable_p(*sizes: int) -> float:
    """The smallest p that a permutation of whole seminars can reach.

    Of the n! / (n1! n2! ...) ways to deal n seminars into groups of these sizes, the one
    observed is one; groups of one size, exchanged as wholes, differ by as much and count too.

    Parameters
    ----------
    sizes : seminars in each group, such as in each year.

    Raises
    ------
    TypeError
        A size is no whole number.
    ValueError
        A group is empty, or there is none.

    Examples
    --------
    One seminar of 2012 against three of 2014, and against the two on the number system:

    >>> attainable_p(1, 3), round(attainable_p(1, 2), 2)
    (0.25, 0.33)

    A group alone can be dealt in one way, and shows nothing:

    >>> attainable_p(4)
    1.0
    """
    if not sizes or any(require_whole(size, "sizes", 0) < 1 for size in sizes):
        raise ValueError(f"sizes: groups of {sizes} seminars; give groups of one seminar or more")
    ways = factorial(sum(sizes)) // prod(map(factorial, sizes))
    return prod(map(factorial, Counter(sizes).values())) / ways
