"""The smallest p that a number of seminars can reach at all."""

from collections import Counter
from math import factorial, prod

from icpf_analysis.inputs import require_whole


def attainable_p(*sizes: int, shared: int = 0) -> float:
    """The smallest p that a permutation of whole seminars can reach.

    Of the n! / (n1! n2! ...) ways to deal n seminars into groups of these sizes, the one
    observed is one; groups of one size, exchanged as wholes, differ by as much and count too.

    Parameters
    ----------
    sizes : seminars in each group, such as in each year.
    shared : seminars that have statements in both of two groups. Each exchanges its own halves,
        and is not counted in `sizes`.

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

    One seminar in both groups, two in each besides: of 2 x 6 ways, two differ by as much.

    >>> attainable_p(2, 2, shared=1) == 2 / 12
    True
    """
    least = 0 if shared else 1
    if not sizes or any(require_whole(size, "sizes", 0) < least for size in sizes):
        raise ValueError(f"sizes: groups of {sizes} seminars; give groups of one seminar or more")
    ways = factorial(sum(sizes)) // prod(map(factorial, sizes)) * 2**shared
    return prod(map(factorial, Counter(sizes).values())) / ways
