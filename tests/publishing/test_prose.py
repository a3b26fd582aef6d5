"""Every number in the prose is the one that is computed, and every linked line is there."""

import json
import re

import pytest

from icpf_analysis.curated import read_table
from icpf_analysis.files import CURATED, NOTEBOOKS, ROOT

CLAIM = re.compile(r"\(?\[([^\]]+)\]\([./]*figures/claims\.csv\)\)?")
LINE = re.compile(r"\[([^\]]*)\]\((?:\.\./)?data/lines/([^)#]+)\.md#L(\d+)\)")
MONTH = "(?:Jan(?:uary)?|February|Mar(?:ch)?|April|May|June|July|August|"
MONTH += "(?:Septem|Octo|Novem|Decem)ber)"
NO_COUNT = re.compile(
    r"`[^`]*`|https?://\S+"
    r"|\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日|平成\d+年|\d{1,2}月|法律第\d+号"
    rf"|\b(?:\d{{1,2}} (?:and \d{{1,2}} )?)?{MONTH} (?:\d{{4}})?|\b\d{{1,2}} {MONTH}"
    r"|\b(?:19|20)\d\d\b(?! (?:statements|words|terms))"
    r"|(?<![.\d])0\d\b(?:-[a-z-]+)?"  # notebooks
    r"|95 ?[%％]|0\.05(?!\d)"  # the level of every interval and test
    r"|Python 3\.\d+(?:以上)?|UTF-\d+|\d+ (?:dpi|mm)"
)
NUMBER = re.compile(r"[−-]?\d[\d,]*(?:\.\d+)?")


def prose():
    """(where, sentence, ids of claims named for it beside its own links)."""
    for path in sorted(NOTEBOOKS.glob("0*.ipynb")):
        for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"]):
            if cell["cell_type"] == "markdown":
                for sentence in sentences("".join(cell["source"])):
                    yield f"{path.name}, cell {number}", sentence, []
    for name in ("README.md", "README.ja.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for sentence in sentences(re.sub(r"(?s)```.*?```", "", text)):
            yield name, sentence, []
    for at, row in read_table(CURATED / "claims.csv", ("claim", "english", "japanese"), ()):
        for language in ("english", "japanese"):
            yield f"claims.csv:{at}", row[language], [row["claim"]]
    for at, row in read_table(CURATED / "figures.csv", ("figure", "claims"), ()):
        for column in ("headline", "headline_ja", "caption", "caption_ja"):
            named = list(filter(None, row["claims"].split("|")))
            yield f"figures.csv:{at} {column}", row[column], named


def sentences(markdown):
    """Paragraphs, items and rows of tables, cut at the end of each sentence."""
    for block in re.split(r"\n\s*\n|\n(?=[-*|#>]|\d+\. )", markdown):
        block = re.sub(r"^\s*(?:#+|>|[-*]|\d+\.)\s", "", " ".join(block.split()))
        # a link that follows the full stop belongs to the sentence before it
        yield from re.split(r"(?<=[.?!])\s(?!\()(?=[A-Z\"“*\[])|(?<=。)(?!（)", block)


@pytest.fixture(scope="module")
def pages(corpus):
    lines = corpus.lines.set_index(["source", "line"])["text"].to_dict()
    said = corpus.statements.set_index(["source", "line"])["text"].to_dict()
    return {at: text + said.get(at, "") for at, text in lines.items()}


def unborne(sentence, named, claims, pages):
    """Numbers of a sentence that neither its claims, in their order, nor its lines hold."""
    named = named + [
        id_ for found in CLAIM.findall(sentence) for id_ in found.split(", ") if id_ != "claims.csv"
    ]
    unknown = [id_ for id_ in named if id_ not in claims.index]
    if unknown:
        return [f"no claim {unknown[0]!r} in claims.csv"]
    expected = " ".join(claims.loc[named, "numbers"]).split()
    links = [(shown, page, int(line)) for shown, page, line in LINE.findall(sentence)]
    lost = [f"no line {line} to link to" for _, page, line in links if (page, line) not in pages]
    lost += [
        f"link to line {line} named {shown!r}"
        for shown, _, line in links
        if re.search(r"\d", shown) and int(re.search(r"\d+", shown)[0]) != line
    ]
    quoted = " ".join(pages.get((page, line), "") for _, page, line in links)
    sentence = re.sub(r"(\d+)(件|通り|語)中(\d+)\2", r"\3\2、\1\2", sentence)  # of 29, 25
    plain = NO_COUNT.sub(" ", re.sub(r"\]\([^)]*\)", "]", LINE.sub(" ", CLAIM.sub(" ", sentence))))
    at = 0
    for number in NUMBER.findall(plain):
        number = number.replace(",", "").replace("-", "−")
        if number in expected[at:]:
            at = expected.index(number, at) + 1
        elif number not in NUMBER.findall(quoted.replace(",", "")):
            lost.append(number)
    return lost


def test_every_number_in_the_prose_is_computed_or_printed_on_a_linked_line(claims, pages):
    wrong = [
        f"{where}: {', '.join(lost)} in {sentence!r}"
        for where, sentence, named in prose()
        if (lost := unborne(sentence, named, claims, pages))
    ]
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize(
    ("sentence", "lost"),
    [
        ("Aims are 25 of 29 ([aims and needs](../figures/claims.csv)).", []),
        ("Aims are 24 of 29 ([aims and needs](../figures/claims.csv)).", ["24"]),
        ("Aims are 29 of 25 ([aims and needs](../figures/claims.csv)).", ["25"]),
        ("On 14 March 2014 there were 3 talks.", ["3"]),
        ("It is `04-shift` of 2014, with 95 % intervals.", []),
    ],
)
def test_the_check_finds_a_number_that_is_wrong_or_out_of_order(sentence, lost, claims, pages):
    assert unborne(sentence, [], claims, pages) == lost
