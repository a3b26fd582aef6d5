"""What is wrong with a page or a curated table: an error, or a doubt."""

from pathlib import Path
from typing import NamedTuple


class PageError(Exception):
    """A page or a curated table that cannot be read as it is.

    The message says where, what was found, what was expected and what to do;
    the same five parts are attributes.

    Parameters
    ----------
    file : the file, or the folder, that was read.
    line : its 1-based line; None where the file as a whole is meant.
    found, expected, todo : plain words.

    Examples
    --------
    >>> print(PageError("page.txt", 3, "an empty title", "a title in 「」", "mend the line"))
    page.txt, line 3: found an empty title; expected a title in 「」; mend the line
    """

    def __init__(
        self, file: str | Path, line: int | None, found: str, expected: str, todo: str
    ) -> None:
        # a name that is no text, as Linux allows, must not stop the message from being printed
        self.file = str(file).encode("utf-8", "backslashreplace").decode()
        self.line = line
        self.found, self.expected, self.todo = found, expected, todo
        where = self.file if line is None else f"{self.file}, line {line}"
        super().__init__(f"{where}: found {found}; expected {expected}; {todo}")


class Finding(NamedTuple):
    """One doubt about the source."""

    source: str
    line: int
    kind: str
    found: str
    taken_as: str
    why: str
