"""What every room may hand on beside its own work: a doubt about the source."""

from typing import NamedTuple


class Finding(NamedTuple):
    """One doubt about the source."""

    source: str
    line: int
    kind: str
    found: str
    taken_as: str
    why: str
