"""The words of figures and tables in either language, from data/curated.

``labels.csv`` holds the package's own words (English, Japanese), ``themes.csv`` the themes,
``lexicon.csv`` the terms and names of the domain with their English, ``glosses.csv`` the English
of other terms.
"""

from functools import cache

from icpf_analysis.curated import read_table
from icpf_analysis.lexicon import load_lexicon, load_themes
from icpf_analysis.places import CURATED

LABELS = ("en", "ja")


def label(text: str, labels: str, **values: object) -> str:
    """`text` in the language asked for, with `values` filled into its braces.

    Parameters
    ----------
    text : an English word of labels.csv, a theme, or a Japanese term of lexicon.csv or
        glosses.csv.
    labels : ``en`` or ``ja``.

    Raises
    ------
    ValueError
        `labels` is neither ``en`` nor ``ja``.
    KeyError
        `text` stands in neither table; the message names them.

    Examples
    --------
    >>> label("lecturer", "ja"), label("千葉市", "en"), label("{n} statements", "ja", n=29)
    ('講師', 'Chiba City', '発言29件')
    """
    if labels not in LABELS:
        raise ValueError(f"labels is {labels!r}; it can be {' or '.join(LABELS)}")
    words = _words()[labels]
    if text not in words:
        raise KeyError(
            f"no {labels} for {text!r}; add a row to data/curated/lexicon.csv or glosses.csv (a "
            "term of the page) or data/curated/labels.csv (a word of a figure)"
        )
    return words[text].format(**values) if values else words[text]


@cache
def _words() -> dict[str, dict[str, str]]:
    own = read_table(CURATED / "labels.csv", ("english", "japanese"), key=("english",))
    words = {cells["english"]: cells["japanese"] for _, cells in own}
    words |= {str(theme): str(name) for theme, name in load_themes()["japanese"].items()}
    glosses = read_table(CURATED / "glosses.csv", ("term", "english", "note"), key=("term",))
    terms = {cells["term"]: cells["english"] for _, cells in glosses}
    terms |= {str(term): str(english) for term, english in load_lexicon()["english"].items()}
    return {
        "en": {word: word for word in words} | terms,
        "ja": words | {term: term for term in terms},
    }
