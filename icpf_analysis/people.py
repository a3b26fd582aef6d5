"""From phrases to persons: who is named in 立命館大学の西田亮介特別招聘准教授から.

A name is taken from an honorific (氏), from the same name printed elsewhere, from an
affiliation already curated, or from a post; a phrase that offers none of them stays unread.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

HONORIFIC = r"(?:氏|様|さん|先生)"
POST = (
    r"(?:特別|特任|客員|名誉|招聘|主任|主席|上席)*"
    r"(?:准教授|教授|講師|助教|研究員|政務官|副大臣|大臣|議員|参事官|審議官"
    r"|理事長|会長|社長|局長|部長|課長|室長|所長|センター長|知事|市長|町長|村長)"
)
_ONCE = "[前元]?"  # 元衆議院議員
# Both widths, as escapes: the two look alike in many fonts.
_OPEN, _CLOSE, _COMMAS = "(\uff08", ")\uff09", "、,\uff0c"
_NO_NAME = re.compile(rf"[氏{_OPEN}{_CLOSE}【】「」]")
_INSTITUTION = re.compile(r"大学|研究|議会|機構|協会|会社|センター|総研|党$")
# 総務省 is no name, whatever follows it.
_OFFICE = re.compile(r"[省庁府県都道市区町村社院局部課室会]$")
# A name that nothing ends: signs of Japanese names, or Latin words.
_LIKE_A_NAME = re.compile(
    r"[一-龠々ヶぁ-んァ-ヺー]{1,10}(?:\s[一-龠々ヶぁ-んァ-ヺー]{1,10})?|[A-Z][\w.,'’ -]{1,50}"
)


class Named(NamedTuple):
    """A person as one phrase prints him or her."""

    name: str
    """As printed, without honorific."""
    affiliation: str
    """As printed round the name; empty where the phrase gives none."""


def person_id(name: str) -> str:
    """須藤 修 is 須藤修."""
    return re.sub(r"\s", "", name)


def split_names(text: str) -> list[str]:
    """The phrases of an enumeration of persons.

    A の-affiliation is shared over ・, and 講演者(…)の他 opens into its names:

    >>> split_names("講演者(足立氏・榎並氏)の他、内閣官房参事官の阿部知明氏・奈良俊哉氏、須藤 修氏")
    ['足立氏', '榎並氏', '内閣官房参事官の阿部知明氏', '内閣官房参事官の奈良俊哉氏', '須藤 修氏']
    """
    text = re.sub(rf"講[演師]者?[{_OPEN}]([^{_OPEN}{_CLOSE}]+)[{_CLOSE}]の(?:他|ほか)", r"\1", text)
    phrases: list[str] = []
    for item in _outside_brackets(text):
        first, *others = re.split(r"(?:(?<=氏)|(?<=様)|(?<=さん))[・と]", item.rstrip("。"))
        shared = re.match(r".*の", first)
        phrases.append(first.strip())
        phrases += [(shared[0] if shared else "") + other.strip() for other in others]
    return [phrase for phrase in phrases if phrase]


def _outside_brackets(text: str) -> list[str]:
    """Split at 、 and commas, but not at those inside brackets."""
    items: list[list[str]] = [[]]
    depth = 0
    for part in re.split(rf"([{_OPEN}{_CLOSE}{_COMMAS}])", text):
        if part and part in _COMMAS and depth == 0:
            items.append([])
        else:
            items[-1].append(part)
        if part and part in _OPEN + _CLOSE:
            depth = max(0, depth + (1 if part in _OPEN else -1))
    return ["".join(parts) for parts in items]


def read_phrase(
    phrase: str,
    names: Collection[str] = (),
    affiliations: Collection[str] = (),
    parties: Collection[str] = (),
    *,
    bare: bool = False,
) -> Named | None:
    """The person in `phrase`, or None where nothing shows where the name ends.

    Parameters
    ----------
    names : names printed elsewhere, without inner spaces.
    affiliations : affiliations already curated.
    parties : parties already curated: of 見本太郎民主党衆議院議員 the name ends before 民主党.
    bare : the phrase stands in a roster, where a name needs no honorific (奈良俊哉).

    >>> read_phrase("山田肇東洋大学教授(電子行政研究会副委員長)", names=["山田肇"])
    Named(name='山田肇', affiliation='東洋大学教授(電子行政研究会副委員長)')
    """
    body, brackets = _bracketed(phrase.strip())
    party = "|".join(sorted(map(re.escape, parties), key=len, reverse=True))
    parts = (
        _by_honorific(body, party)
        or _by_name(body, names)
        or _by_party(body, party)
        or _by_affiliation(body, affiliations)
        or _by_post(body)
        or (_by_script(body) if bare else None)
        or (("", body, "") if bare and _is_name(body) else None)
    )
    if parts is None or not person_id(parts[1]) or _NO_NAME.search(parts[1]):
        return None
    if _INSTITUTION.search(parts[1]):  # 見本大学教授見本太郎氏: where it begins is not told
        return None
    before, name, after = parts
    joint = "" if re.fullmatch(POST, after) else "/"
    around = joint.join(part for part in (before, after) if part)
    return Named(name.strip(), around + brackets if around else brackets[1:-1].strip())


def _is_name(body: str) -> bool:
    """奈良俊哉 can be a name; 見本大学 and 見本局長 cannot."""
    known = _INSTITUTION.search(body) or re.search(POST, body)
    return not known and bool(_LIKE_A_NAME.fullmatch(body))


def _bracketed(text: str) -> tuple[str, str]:
    """松田馨氏(社長) and 松田馨(社長)氏 are both 松田馨氏 and (社長)."""
    opening = min((at for sign in _OPEN if (at := text.find(sign)) > 0), default=len(text))
    closing = max(text.rfind(sign) for sign in _CLOSE)
    after = text[closing + 1 :].strip()
    if closing < opening or not re.fullmatch(f"(?:{HONORIFIC})?", after):
        return text, ""
    return text[:opening].strip() + after, text[opening : closing + 1]


def _by_honorific(body: str, party: str) -> tuple[str, str, str] | None:
    """茨城県五霞町の + 矢島 + 氏; 民主党 + 見本太郎 + 氏, the party being curated."""
    match = re.fullmatch(rf"(.+\S)\s+([^\s]{{2,6}}){HONORIFIC}", body)
    if match and (_INSTITUTION.search(match[1]) or re.search(f"{POST}$", match[1])):
        return match[1], match[2], ""  # 見本大学教授 見本太郎氏
    match = re.fullmatch(rf"({party})([^の]{{2,}}?){HONORIFIC}", body) if party else None
    match = match or re.fullmatch(rf"(?:(.+)の)?([^の]+?){HONORIFIC}", body)
    return (match[1] or "", match[2], "") if match else None


def _by_name(body: str, names: Collection[str]) -> tuple[str, str, str] | None:
    """情報通信政策フォーラム理事長の + 山田肇 + 東洋大学教授, 山田肇 being known."""
    compact = person_id(body)
    for name in sorted((name for name in names if name in compact), key=lambda n: (-len(n), n)):
        spaced = r"\s*".join(map(re.escape, name))
        match = re.fullmatch(rf"(?:(.+)の)?({spaced})(.*)", body)
        if match:
            return match[1] or "", match[2], match[3]
    return None


def _by_party(body: str, party: str) -> tuple[str, str, str] | None:
    """見本太郎 + 民主党衆議院議員, the party being curated; where several fit, the longest."""
    match = re.fullmatch(rf"([^の]{{2,8}}?)({_ONCE}(?:{party})\s?{_ONCE}[衆参]議院議員)", body)
    return ("", match[1], match[2]) if party and match else None


def _by_affiliation(body: str, affiliations: Collection[str]) -> tuple[str, str, str] | None:
    """山田肇 + 東洋大学教授, the affiliation being curated."""
    for affiliation in sorted(affiliations, key=lambda text: (-len(text), text)):
        whole = _ONCE + re.escape(affiliation)
        match = re.fullmatch(rf"(?:(.+)の)?([^の]{{2,}}?)({whole})", body)
        if match:
            return match[1] or "", match[2], match[3]
    return None


def _by_post(body: str) -> tuple[str, str, str] | None:
    """内閣府の + 大串 + 政務官, 柴山昌彦 + 衆議院議員; but 見本省情報局長 is nobody."""
    match = re.fullmatch(rf"(?:(.+)の)?([^の]{{2,6}}?)({_ONCE}(?:[衆参]議院)?{POST})", body)
    if match and not _INSTITUTION.search(match[2]) and not re.search("[省庁]", match[2]):
        return match[1] or "", match[2], match[3]
    return None


def _by_script(body: str) -> tuple[str, str, str] | None:
    """見本太郎 + モデル研究所長: the name ends where another script begins, and a post is last."""
    match = re.fullmatch(rf"([一-龠々]{{3,5}})([ァ-ヺA-Z][^の]*{POST})", body)
    return ("", match[1], match[2]) if match and not _OFFICE.search(match[1]) else None


def full_names(names: Iterable[str]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Each printed form with the person it means, within one seminar.

    A short form is the one full name that begins with it: 矢島 is 矢島征幸.

    Returns
    -------
    form -> person_id, and form -> the persons between whom nothing decides.

    >>> full_names(["矢島", "矢島征幸", "三木浩平"])[0]["矢島"]
    '矢島征幸'
    """
    ids = sorted({person_id(name) for name in names})
    means: dict[str, str] = {}
    unclear: dict[str, list[str]] = defaultdict(list)
    for form in ids:
        longer = [other for other in ids if other != form and other.startswith(form)]
        longest = [one for one in longer if not any(o.startswith(one) for o in longer if o != one)]
        if len(longest) > 1:
            unclear[form] = longest
        else:
            means[form] = longest[0] if longest else form
    return means, dict(unclear)
