"""Statements become terms: runs of nouns, kept whole where the field has a name for them.

The rules, each with the Japanese that made it necessary. Every token gets a sign, a lexicon
match too, and one pattern over the signs says what a term is.

======================================  ====================================================
nouns in a run are one term             宛名 + 番号, 情報 + 連携 + インフラ
prefixes that make a word belong to it  非 + 対称 + 性, 新 + サービス, 全 + 項目 + 評価
suffixes that make a word, too          匿名 + 化, 利便 + 性, 政治 + 家, 有権 + 者
those that only relate do not           自治体 | 間, 法案成立 | 後, ガイドライン | 等
adjectival stems open a run             公的 + 個人 + 認証, スマート + シティ; not 重要 | な
so do stems in 的                       国民 + 的 + 議論; not 効率的 | に
Latin and digits may be part of a run   IC + カード, Government + 2.0, Code for Japan
a quantity is no term                   5年 | 後, 50万 + 円, 26年度 | 予算
the longest entry of the lexicon first  個人番号カード, not 個人 or 番号
an entry is cut from the nouns of       番号制度 | 対応, マイナンバー | 活用; but 番号制度研修会
activity after it, from no others
nor from letters of its own script      クラウド is not in クラウドファンディング
persons, bodies, places are always cut  千葉市 | 熊谷 | 市長, 新藤 | 総務大臣
======================================  ====================================================
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

import numpy as np
import pandas as pd

from icpf_analysis.terms.folding import seen_end, written
from icpf_analysis.terms.lexicon import NAMES, Entry, Vocabulary, vocabulary
from icpf_analysis.terms.tokens import (
    Spans,
    by_partition,
    find_spans,
    ids_and_texts,
    is_dask,
    span_frame,
    tag,
)

# Signs: N noun, B noun of activity (サ変), C counter, G place, H person, V noun that is also an
# adverb, A adjectival stem, T 的, P prefix, S suffix, D numeral, L Latin, j sign within Latin,
# W entry of the lexicon (w its further tokens), K name of the lexicon (k), x anything else;
# a blank before a token is a blank, the end of a unit is |.
_LATIN_RUN = r"L(?:[ j]?L|[ j]?D(?:jD)*(?![DCS]))*"
_STEM = r"P*+(?:[NBCGAV]S*+T|A)(?=[NBCGLWAP])"
_NOUN = rf"P*+(?:{_LATIN_RUN}|(?:Ww*+|[NBCG])S*+(?!T)|[AV]S++(?!T))"
_GRAMMAR = re.compile(
    rf"(?P<quantity>D(?:[DjC]|S)*)"
    rf"|(?P<name>Kk*+S*+|H+S*+)"
    rf"|(?P<entry>Ww*+)(?=(?:Ww*+|B)*(?![NBCGSLPAWT]))"
    rf"|(?P<run>(?:{_STEM}|{_NOUN})+)"
)
_SIGNS: dict[tuple[str, ...], str] = {
    ("名詞", "普通名詞", ""): "N",
    ("名詞", "普通名詞", "サ変可能"): "B",
    ("名詞", "普通名詞", "サ変形状詞可能"): "B",
    ("名詞", "普通名詞", "助数詞可能"): "C",
    ("名詞", "普通名詞", "副詞可能"): "V",
    ("名詞", "固有名詞", ""): "N",
    ("名詞", "固有名詞", "地名"): "G",
    ("名詞", "固有名詞", "人名"): "H",
    ("名詞", "数詞", ""): "D",
    ("形状詞", "一般", ""): "A",
    ("形状詞", "タリ", ""): "A",
    ("接尾辞", "形状詞的", ""): "T",
}
_HIRAGANA = re.compile("[ぁ-ん]+")
_WITHIN_LATIN = frozenset("-.&+/'")
_STOPPED = -1
_KATAKANA, _LATIN = 1, 2
_PLACE_ENDS = "都道府県市区町村"
_FIELDS = ("surface", "term", "kind", "theme")
_OWN = ("statement_id", "start", "end", *_FIELDS)
_LEFT_OUT = ("text", "text_printed", "n_chars", "speaker_printed", "reply_to")


def extract_terms(
    statements: pd.DataFrame,
    *,
    lexicon: pd.DataFrame | None = None,
    stop_terms: Iterable[str] | None = None,
    names: Iterable[str] = (),
) -> pd.DataFrame:
    """Occurrences of terms in every statement, by the rules at the top of this module.

    Parameters
    ----------
    statements : one row per statement, with `text`; `statement_id` is the index or a column.
        Also accepts a Dask DataFrame and returns one, with words as strings: for a corpus
        that takes minutes, or does not fit into memory (CONTRIBUTING.md).
    lexicon : a frame like that of :func:`icpf_analysis.load_lexicon`, the default.
    stop_terms : words not to count, or a frame indexed by them, such as that of
        :func:`icpf_analysis.load_stop_terms`, the default.
    names : further persons to keep whole, such as ``corpus.people.index`` of another page.

    Returns
    -------
    One row per occurrence, in the order of the text: `statement_id`; `start`, `end`, offsets
    into `text`; `surface`, which is ``text[start:end]``; `term`, the form to count (NFKC, a
    variant as the term it is one of); `kind` (``compound``, ``noun``, ``name``); `theme`,
    missing where the lexicon has none. Then the columns that `statements` has to group by
    (`seminar_id`, `year`, `part`, `person_id`, any of your own); its `kind` is
    `statement_kind` here. No row for a statement without terms.

    Raises TypeError, KeyError or ValueError: as :func:`icpf_analysis.tokenize`; `lexicon` is not
    indexed by its terms, `stop_terms` or `names` is no list of words, or `statements` has a column
    that the result needs for itself.

    >>> statements = pd.DataFrame({"statement_id": ["a"], "text": ["クラウド化はＩＣカードの後"]})
    >>> extract_terms(statements)[["start", "end", "surface", "term"]].values.tolist()
    [[0, 5, 'クラウド化', 'クラウド化'], [6, 11, 'ＩＣカード', 'ICカード']]
    """
    words = vocabulary(lexicon, stop_terms, names)
    if is_dask(statements):
        return by_partition(statements, partial(_extract, words=words), _FIELDS)
    return _extract(statements, words)


def _extract(statements: pd.DataFrame, words: Vocabulary) -> pd.DataFrame:
    ids, texts = ids_and_texts(statements)
    groups = group_columns(statements)
    taken = ", ".join(name for name in _OWN if name in groups)
    if taken:
        raise ValueError(f"statements has {taken}, names of the result; rename them")
    spans = find_spans(texts, partial(find_terms, words=words))
    terms = span_frame(ids, spans, _FIELDS)
    themes = terms["theme"].cat.categories
    terms["theme"] = terms["theme"].cat.set_categories(themes[themes != ""])
    for name in groups:
        terms[name] = groups[name].array.take(spans.texts)
    return terms


def group_columns(statements: pd.DataFrame) -> pd.DataFrame:
    """The columns of statements to group by; their `kind` is `statement_kind`."""
    renamed = statements.rename(columns={"kind": "statement_kind"})
    return renamed.drop(columns=["statement_id", *_LEFT_OUT], errors="ignore")


def find_terms(sentences: Sequence[str], words: Vocabulary) -> Spans:
    """Terms of each sentence; a type is (surface, term, kind, theme), theme empty where none is.

    `term` is the form to count: NFKC, and the lexicon's term where the lexicon has a variant.
    """
    tokens = tag(sentences)
    forms = [written(kind[0]) for kind in tokens.types]
    of_types = zip(forms, tokens.types, strict=True)
    sign_of_type = [ord(_sign(form, kind[2:], words)) for form, kind in of_types]
    signs = np.array(sign_of_type, np.uint8)[tokens.codes]
    opens = np.diff(tokens.texts, prepend=-1) > 0
    blank = ~opens & (tokens.starts > np.concatenate(([0], tokens.ends[:-1])))
    for begin, end, entry in _entries(tokens.codes, forms, opens, blank, words):
        signs[begin] = ord("K" if entry.kind in NAMES else "W")
        signs[begin + 1 : end] = ord("k" if entry.kind in NAMES else "w")

    gaps = opens | (blank & ~np.isin(signs, [ord("w"), ord("k")]))  # a sign more before these
    places = np.arange(len(signs)) + np.cumsum(gaps)
    signature = np.full(len(signs) + gaps.sum(), ord("|"), np.uint8)
    signature[places] = signs
    signature[places[gaps & ~opens] - 1] = ord(" ")
    token_at = np.repeat(np.arange(len(signs)), 1 + gaps)

    types: dict[tuple[str, ...], int] = {}
    met: dict[tuple[str, str], int] = {}
    spans = []
    for match in _GRAMMAR.finditer(signature.tobytes().decode("ascii")):
        if match.lastgroup == "quantity":
            continue
        begin, end = token_at[match.start()], token_at[match.end() - 1]
        text, start = tokens.texts[begin], tokens.starts[begin]
        stop = seen_end(sentences[text], tokens.ends[end])
        run = (sentences[text][start:stop], match[0])
        if run not in met:
            kind = _type(*run, words)
            met[run] = types.setdefault(kind, len(types)) if kind else _STOPPED
        if met[run] != _STOPPED:
            spans.append((met[run], text, start, stop))
    return Spans(list(types), *np.array(spans, np.int32).reshape(-1, 4).T)


def _type(printed: str, signs: str, words: Vocabulary) -> tuple[str, str, str, str] | None:
    """(surface, term, kind, theme), or None for a stop term."""
    form = written(printed)
    entry = words.entries.get(form)
    term = entry.term if entry else form
    if form in words.stop_terms or term in words.stop_terms:
        return None
    is_place = re.fullmatch("G+", signs) or (
        re.fullmatch("G+[NCS]", signs) and form[-1] in _PLACE_ENDS  # 茨城 + 県
    )
    if signs[0] == "H" or (entry.kind in NAMES if entry else is_place):
        kind = "name"
    else:
        kind = "noun" if len(signs) == 1 else "compound"
    return printed, term, kind, entry.theme if entry else ""


def _entries(
    codes: np.ndarray,
    forms: Sequence[str],
    opens: np.ndarray,
    blank: np.ndarray,
    words: Vocabulary,
) -> Iterator[tuple[int, int, Entry]]:
    """The longest entries from left to right: first token, last one (exclusive), entry.

    None begins or ends where a word in katakana or Latin letters runs on from one token to the
    next: クラウドファンディング.
    """
    begins_in = np.array([_script(form[:1]) for form in forms], np.uint8)[codes]
    ends_in = np.array([_script(form[-1:]) for form in forms], np.uint8)[np.roll(codes, 1)]
    runs_on = ~opens & (begins_in == ends_in) & (begins_in > 0) & (~blank | (begins_in == _LATIN))
    may_open = np.array([form in words.openings for form in forms], bool)[codes]
    ends_here = np.append(~runs_on[1:], True)
    done = 0
    for begin in np.flatnonzero(may_open & ~runs_on).tolist():
        if begin < done:
            continue
        longest, text = begin, ""
        for at in range(begin, len(codes)):
            if at > begin and opens[at]:
                break
            text += (" " if blank[at] and text else "") + forms[codes[at]]
            if text not in words.openings:
                break
            if text in words.entries and ends_here[at]:
                longest, entry = at + 1, words.entries[text]
        if longest > begin:
            yield begin, longest, entry
            done = longest


def _script(letter: str) -> int:
    """The script in which a word goes on; 0 for kanji, whose words part at a token."""
    if "\u30a1" <= letter <= "\u30fc" and letter != "\u30fb":
        return _KATAKANA
    return _LATIN if letter.isascii() and letter.isalnum() else 0


def _sign(form: str, pos: tuple[str, ...], words: Vocabulary) -> str:
    pos1, pos2, _ = pos
    if form.isascii():
        if form.isalpha():
            return "L"
        if form in _WITHIN_LATIN:
            return "j"
    if not form[0].isalnum():
        return "j" if form == "~" else "x"
    if form in words.loose_suffixes or (form in words.stop_terms and _HIRAGANA.fullmatch(form)):
        return "x"
    if pos1 == "接尾辞" and pos2 == "名詞的":
        return "S"
    if pos1 == "接頭辞":
        return "P" if form in words.prefixes else "x"
    return _SIGNS.get(pos) or _SIGNS.get((pos1, pos2, ""), "x")
