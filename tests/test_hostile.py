"""Nothing lost, nothing crashed: whatever a page holds, a Corpus that is whole, or a PageError.

A few hundred pages are tried, the same each time. For more, and others each time::

    HYPOTHESIS_PROFILE=wide pytest tests/test_hostile.py
"""

import traceback
from functools import partial

import pandas as pd
import pytest
from conftest import NAME, PAGES
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from measures.frames import CALLS
from mutations import hurt, keys_resolve, places_hold

import icpf_analysis as icpf
from icpf_analysis.display import show_table
from icpf_analysis.files import RAW
from icpf_analysis.plots import explore, style
from icpf_analysis.plots.terms import draw_word_clouds

pytestmark = pytest.mark.slow  # hundreds of pages are read

PAGE = (RAW / NAME).read_bytes().decode("utf-8")
OTHERS = [file.read_text(encoding="utf-8") for file in sorted(PAGES.glob("*.txt"))]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("pages")


def loaded(folder, data: bytes) -> icpf.Corpus | None:
    """The corpus, checked; None where the page is refused by file and line."""
    file = folder / "page.txt"
    file.write_bytes(data)
    try:
        corpus = icpf.load_corpus(file)
    except icpf.PageError as refused:
        assert refused.file.endswith("page.txt")
        lines = 2 + data.count(b"\n") + data.count(b"\r")
        assert refused.line is None or 1 <= refused.line <= lines
        assert refused.found and refused.expected and refused.todo
        return None
    again = "".join(corpus.lines["text"] + corpus.lines["ending"])
    utf16 = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
    assert again == data.decode("utf-16" if utf16 else "utf-8-sig")
    keys_resolve(corpus)
    places_hold(corpus)
    return corpus


@given(data=st.one_of(hurt(PAGE), st.sampled_from(OTHERS).flatmap(hurt)))
def test_a_page_after_accidents_is_read_whole_or_refused_by_line(folder, data):
    event("read" if loaded(folder, data) else "refused")


@settings(max_examples=max(10, settings().max_examples // 16))
@given(data=hurt(PAGE))
def test_what_was_read_can_be_measured_without_a_warning(folder, data):
    """Each measure gives its frame or raises an error of its own; a warning is an error here."""
    corpus = loaded(folder, data)
    assume(corpus is not None)
    terms = corpus.terms
    frames = {"statements": corpus.statements, "terms": terms, "corpus": corpus,
              "counts": icpf.term_counts(terms)}  # fmt: skip
    measures = [partial(call, frames[name]) for name in CALLS for call in CALLS[name].values()]
    measures.append(partial(show_table, corpus.findings))
    for by in ("seminar_id", "year", "kind", "person_id"):
        groups = terms[by].dropna().unique()
        if len(groups) > 1:
            sides = (groups[0], groups[-1], by)
            measures += [partial(m, terms, *sides[:2], by=by)
                         for m in (icpf.contrast, icpf.word_shift)]  # fmt: skip
            measures.append(partial(explore.show_contrast, corpus, *sides))
    for measure in measures:
        try:
            measure()
        except ValueError as refused:
            raised = traceback.extract_tb(refused.__traceback__)[-1]
            assert "icpf_analysis" in raised.filename and raised.line.startswith("raise"), measure
            assert str(refused), measure


SAID = {  # what is printed of a word, where other signs are between its own
    "公的個人認証とカ\u3099ハ\u3099ナンス": {"公的個人認証": "",
                                     "ガバナンス": "カ\u3099ハ\u3099ナンス"},
    "番\u200b号制度と公的\u2060個人認証": {"番号制度": "番\u200b号制度",
                                   "公的個人認証": "公的\u2060個人認証"},
    "\ufeff番号制度\u200bを普及する": {"番号制度": ""},  # behind the word it is none of it
    "マイ\u00adナンバーを使う": {"マイナンバー": "マイ\u00adナンバー"},  # a soft hyphen
    "葛\U000e0100飾区の番\ufe00号": {"葛飾区": "葛\U000e0100飾区", "番号": "番\ufe00号"},
    "番号🗳️制度を👩‍💻が使う": {"番号": "", "制度": ""},
    "番号制度\u2028ガバナンス": {"番号制度": "", "ガバナンス": ""},
    "番号\0制度": {"番号": "", "制度": ""},
    "𠮷野と番号制度": {"番号制度": ""},
}  # fmt: skip


@pytest.mark.parametrize("text", SAID, ids=ascii)
def test_a_word_is_found_as_printed_whatever_is_between_its_signs(text):
    statements = pd.DataFrame({"statement_id": ["a"], "text": pd.Series([text], dtype=object)})
    terms = icpf.extract_terms(statements)
    places = zip(terms["start"], terms["end"], strict=True)
    assert [text[start:end] for start, end in places] == terms["surface"].tolist()
    for term, other in SAID[text].items():
        printed = other or term
        assert printed in terms.loc[terms["term"] == term, "surface"].tolist()
        for whole in (False, True):
            found = icpf.kwic(statements, term, whole=whole)
            assert printed in found["keyword"].tolist()
            assert found["left"].iloc[0] + found["keyword"].iloc[0] + found["right"].iloc[0] == text


def test_a_sign_that_the_font_lacks_is_named_in_a_word_cloud_too():
    """The cloud's words are set by another library; they are looked through like all others."""
    cloud = pd.DataFrame({"year": [2012, 2014], "term": "例示🗳", "f": 3, "n": 100})
    with pytest.warns(UserWarning, match=r"cannot draw .*U\+1F5F3"):
        style.render(draw_word_clouds, cloud, "02-cloud", "ja", suffixes=("png",))
