"""Text as it is compared: full width as half width, without what shows as nothing."""

import re
import unicodedata
from collections.abc import Sequence

_HIDDEN = (
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\U000e0001\U000e0020-\U000e007f"
)
"""Characters that show as nothing; browsers and word processors leave them within words."""
_TRAILING = re.compile(f"[{_HIDDEN}]")
_UNSEEN = re.compile(f"[{_HIDDEN}\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""These, and those that choose between two drawings of one kanji."""
_HALF_WIDTH = {0x3000: " "} | {0xFF01 + place: chr(0x21 + place) for place in range(94)}
_CLUSTER = re.compile(".[\u0300-\u036f\u3099\u309a\uff9e\uff9f]*", re.DOTALL)


def fold(text: str) -> tuple[str, Sequence[int]]:
    """`text` as the tokenizer gets it, and where each of its characters, and its end, is in `text`.

    NFKC, so that ＩＣ and IC, ｶﾞ and ガ are tokens alike; a sign that NFKC spells with
    brackets or blanks (㈱) stays. NUL, which would end the text for MeCab, becomes U+FFFD. What
    shows as nothing is left out: 番 and 号 with U+200B between them are 番号.

    >>> fold("ＩＣの２㌔")
    ('ICの2キロ', [0, 1, 2, 3, 4, 4, 5])
    """
    text = text.replace("\0", "\ufffd")
    if _UNSEEN.search(text):
        kept = [at for at, sign in enumerate(text) if not _UNSEEN.match(sign)]
        folded, places = fold("".join(map(text.__getitem__, kept)))
        kept.append(len(text))
        return folded, [kept[place] for place in places]
    if unicodedata.is_normalized("NFKC", text):
        return text, range(len(text) + 1)
    half = text.translate(_HALF_WIDTH)
    if unicodedata.is_normalized("NFKC", half):
        return half, range(len(text) + 1)
    folded = ""
    begins: list[int] = []
    for match in _CLUSTER.finditer(text):
        sign = unicodedata.normalize("NFKC", match[0])
        if sign == match[0] or (len(sign) > 1 and not sign.isalnum()):
            folded += match[0]
            begins += range(*match.span())
        else:
            folded += sign
            begins += [match.start()] * len(sign)
    return folded, [*begins, len(text)]


def written(printed: str) -> str:
    """A word as it is counted: under NFKC, without what shows as nothing.

    >>> written("ｻｰﾊﾞ\u200bｰ")
    'サーバー'
    """
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", printed))


def seen_end(text: str, end: int) -> int:
    """`end` of a word, without signs behind it that show as nothing."""
    while end and _TRAILING.match(text, end - 1):
        end -= 1
    return end
