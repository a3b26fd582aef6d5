"""From phrases to persons: who is named in 立命館大学の西田亮介特別招聘准教授から, and for whom.

A name is taken from an honorific (氏), from the same name printed elsewhere, from an
affiliation already curated, from a post, or, in a list of persons, from its place; a phrase that
offers none of them stays unread. What was cut out is checked before it counts as a name.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from icpf_analysis.reading.signals import half_width, mask

_recently = lru_cache(maxsize=256)
"""A phrase is looked at by several rules in turn; none of them changes what it gets."""

HONORIFIC = r"(?:氏|様|さん|先生)"
POST = (
    r"(?:特別|特任|客員|名誉|招聘|招へい|主任|主席|首席|上席|上級|専任|副|代表)*"
    r"(?:論説委員|編集委員|解説委員|准教授|教授|講師|助教|研究員|政務官|大臣|議員|参事官|審議官|企画官|調査官|補佐官|補佐|事務官"
    r"|[課室局部]長補佐|理事長|会長|社長|局長|部長|課長|室長|所長|館長|院長|センター長|学長|校長|総長|塾長|支部長|委員長|委員"
    r"|座長|次長|係長|班長|主幹|主査|参事|理事|監事|危機管理監|幹事長|幹事|事務局長|代表|取締役社長|取締役|執行役員|フェロー"
    r"|コンサルタント|作家|評論家|弁護士|弁理士|記者|編集長|知事|市長|町長|村長|区長|首席|ディレクター|マネージャー"
    r"|プロデューサー|アナリスト|エコノミスト|エンジニア|プランナー|ジャーナリスト|医師|アドバイザー|顧問"
    r"|相談役|主任|主席|主事)"
)
_ONCE = "[前元]?"  # 元衆議院議員
# Both widths, as escapes: the two look alike in many fonts.
OPEN, CLOSE = "(\uff08", ")\uff09"
# 町の台帳見本花子 is no name and 見本のぞみ is one; 続ける見本花子 is a clause and a name
_NO_NAME = re.compile(
    rf"[氏{OPEN}{CLOSE}【】「」『』<>\[\]/:;!?。、\d\uff10-\uff19_]|[をにはがで].*[一-龠]|[一-龠][はでに]$|から|より|こちら|申し?込"
    r"|の(?![ぁ-ん]|$)|(?<![ぁ-ん])の(?!ぞみ|ぶ|り)|[一-龠][ぁ-ねは-ん]+[一-龠]{2}"
    r"|^(?:講師|講演|司会|座長|進行|(?:コーディネ|モデレ|コメンテ)ータ|パネリスト|スピーカー|基調講演|報告)"
)
_INSTITUTION = re.compile(
    r"大学|研究[所会室]?|議会|機構|協会|会社|センター|総研|党$|学会|委員会|フォーラム|省庁|省$|庁$|病院|銀行|新聞|財団"
    r"|法人|連盟|組合|事務局|県庁|市役所|株式|セミナー|シンポジウム|ワークショップ"
)
_HOUSE_OR_POST = re.compile(rf"{_INSTITUTION.pattern}|{POST}")
_OFFICE = re.compile("[省庁]|[局部課室社会院都道府県市区町村]$")
_NOBODY = re.compile(
    r"(?:[両同各本諸]|参加者|会場|主催者|事務局|一般|会員|非会員|教授|出席者|登壇者|発表者"
    r"|[二三四五両]人?|調整中|未定|依頼中|交渉中|満員|その他?|ほか|他|など|等|資料|質問者|回答者|皆|皆さん|参加|担当|敬称略|お客|関係者"
    r"|総務|法務|外務|財務|文部|文科|厚生|厚労|農水|経産|国交|環境|防衛|内閣|総理|首相|官房|現|元|前|副|新|旧|休憩|閉会|開会|終了|挨拶|散会|懇親会"
    r"|総理大臣|内閣総理|地方|国会|県議会|市議会|都議会|町議会|衆議院|参議院)"
)
# A name that nothing ends: signs of Japanese names, or Latin words.
_KANA = r"一-龠々ヶ𠮷ぁ-んァ-ヺー"
_LIKE_A_NAME = re.compile(
    rf"[{_KANA}]{{1,10}}(?:\s[{_KANA}]{{1,10}})?"
    r"|[A-ZÀ-Þ][\w.,'’ -]{1,50}|[ァ-ヺー]{2,12}・[ァ-ヺー]{2,12}"
)
_SHORT = re.compile(rf"[{_KANA}]{{1,3}}")
_Parts = tuple[str, str, str]
"""What is before a name, the name, and what is behind it."""


class Named(NamedTuple):
    """A person as one phrase prints him or her."""

    name: str
    """As printed, without honorific."""
    affiliation: str
    """As printed around the name; empty where the phrase gives none."""


def person_id(name: str) -> str:
    """Remove inner spaces: 須藤 修 is 須藤修."""
    return "".join(name.split())


def split_names(text: str) -> list[str]:
    """Part an enumeration of persons into phrases.

    A の-affiliation is shared over ・, and 講演者(…)の他 opens into its names:

    >>> split_names("講演者(足立氏・榎並氏)の他、内閣官房参事官の阿部知明氏・奈良俊哉氏、須藤 修氏")
    ['足立氏', '榎並氏', '内閣官房参事官の阿部知明氏', '内閣官房参事官の奈良俊哉氏', '須藤 修氏']
    """
    opened = rf"(?:講[演師]|発表|報告)者?[{OPEN}]([^{OPEN}{CLOSE}]+)[{CLOSE}]の(?:他|ほか)"
    text = re.sub(opened, r"\1", text)
    commas = [sign.start() for sign in re.finditer("[、,]", mask(half_width(text)))]
    phrases: list[str] = []
    for start, end in zip([0, *(at + 1 for at in commas)], [*commas, len(text)], strict=True):
        first, *others = re.split(
            rf"(?:(?<=氏)|(?<=様)|(?<=さん))[・と/]|(?<=[{CLOSE}])と", text[start:end].rstrip("。")
        )
        shared = re.match(r"[^(\uff08]*の", first)
        phrases.append(first.strip())
        phrases += [(shared[0] if shared else "") + other.strip() for other in others if other]
    return [phrase for phrase in phrases if phrase]


@_recently
def list_phrases(text: str) -> Sequence[str]:
    """Part the value of a label such as 講師 into phrases, one per person.

    >>> list_phrases("見本太郎(見本大学)・見本花子(見本社) ほか")
    ['見本太郎(見本大学)', '見本花子(見本社)']
    >>> list_phrases("例示花子 例示大学教授、見本会理事")
    ['例示花子 例示大学教授、見本会理事']
    """
    text = re.sub(r"[、\s]{0,4}(?:ほか|他|など|等)[、計\d\s名。]{0,8}$", "", text.strip())
    asides = (
        rf"[{OPEN}](?:(?:敬称略|五十音順|順不同)、?){{1,2}}[{CLOSE}]|(?:調整中|未定|依頼中|交渉中)$"
    )
    text = re.sub(asides, "", text)
    apart = rf"([{CLOSE}氏様])\s{{0,8}}(?:[・/\uff0f]|\s(?=[^\s{OPEN}「]))\s{{0,8}}"
    text = re.sub(apart, _part_persons, text)
    phrases: list[str] = []
    for phrase in split_names(text):
        alone = _HOUSE_OR_POST.search(phrase) and not re.search(rf"[{OPEN}氏様\s]", phrase)
        if phrases and alone and re.search(rf"\S\s+\S.*[^{CLOSE}]$", phrases[-1]):
            phrases[-1] += f"、{phrase}"  # another post of the same person
        else:
            phrases.append(phrase)
    return phrases


def _part_persons(match: re.Match[str]) -> str:
    """A sign between two persons becomes 、, but 見本氏 見本大学教授 is one."""
    rest = match.string[match.end() :]
    house = re.match(
        rf"[^\s、{OPEN}氏様]*(?:{_HOUSE_OR_POST.pattern})"
        rf"|[^\s、]{{1,8}}[都道府県市区町村省庁]\s(?!.*{HONORIFIC})"
        rf"|[A-Z](?!.*{HONORIFIC})",
        rest,
    )
    return match[0] if match[1] in "氏様" and house else f"{match[1]}、"


# 報告者の見本太郎氏(弁護士)
_ROLE_ALONE = re.compile(
    r"^(?:本日の|今回の)?(?:講師|講演者|報告者|発表者|登壇者|司会者?|座長|パネリスト"
    r"|コーディネーター?|モデレーター?)(?:の|・|$)"
)


def read_phrase(
    phrase: str,
    names: Collection[str] = (),
    affiliations: Collection[str] = (),
    parties: Collection[str] = (),
    *,
    bare: bool = False,
    guess: bool = False,
) -> Named | None:
    """Read the person in `phrase`, or None where nothing shows where the name ends.

    Parameters
    ----------
    names : names printed elsewhere, without inner spaces.
    affiliations : affiliations already curated.
    parties : parties already curated: of 見本太郎民主党衆議院議員 the name ends before 民主党.
    bare : the phrase is of a list of persons, where a name needs no honorific (奈良俊哉).
    guess : let the dictionary say where a name ends that nothing on the page ends.

    >>> read_phrase("山田肇東洋大学教授(電子行政研究会副委員長)", names=["山田肇"])
    Named(name='山田肇', affiliation='東洋大学教授(電子行政研究会副委員長)')
    """
    if not _balanced(phrase):
        return None
    body, brackets = _bracketed(phrase.strip())
    party = _any_of(tuple(parties))
    parts = (
        _by_honorific(body, party)
        or _by_name(body, names)
        or _by_affiliation(body, affiliations, party)
        or (_by_place(body) if bare else None)
        or _by_post(body)
        or (_by_script(body) if bare else None)
        or (_by_joint(body) if bare or brackets else None)
        or (_by_dictionary(body) if guess else None)
        or (("", body, "") if (bare or brackets) and _is_name(body) else None)
    )
    if parts is None or not is_name(parts[1]):
        return None
    before, name, after = (
        parts[0].strip("・ \u3000"),
        parts[1].strip(),
        parts[2].strip(" :\uff1a\u3000"),
    )
    before = _ROLE_ALONE.sub("", before)
    joint = "" if re.fullmatch(POST, after) else "/"
    around = joint.join(part for part in (before, after) if part)
    if around and brackets and re.fullmatch(POST, around) and _INSTITUTION.search(brackets):
        return Named(name, brackets[1:-1].strip() + around)  # 例示花子教授(例示大学)
    return Named(name, around + brackets if around else brackets[1:-1].strip())


@cache
def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@_recently
def is_name(text: str) -> bool:
    """Check a name after it was cut out: no の between words, no sign, no office, no common noun.

    >>> [is_name(text) for text in ("例示花子", "町の台帳例示花子", "両", "例示 みのり", "例示(社")]
    [True, False, False, True, False]
    """
    name = person_id(half_width(text))
    if not 1 <= len(name) <= (40 if name.isascii() else 12) or _NO_NAME.search(name):
        return False
    letters = re.search(rf"[{_KANA}A-Za-zÀ-ž]", name)
    return bool(letters) and not (_NOBODY.fullmatch(name) or _INSTITUTION.search(name))


def _is_name(body: str) -> bool:
    """奈良俊哉 can be a name; 見本大学 and 見本局長 cannot."""
    like = _LIKE_A_NAME.fullmatch(body) and len(person_id(body)) > 1
    return bool(like) and not _HOUSE_OR_POST.search(body)


def _balanced(text: str) -> bool:
    return sum(map(text.count, OPEN)) == sum(map(text.count, CLOSE))


@_recently
def _bracketed(text: str) -> tuple[str, str]:
    """松田馨氏(社長) and 松田馨(社長)氏 are both 松田馨氏 and (社長); a reading in kana goes."""
    text = re.sub(rf"[{OPEN}](?:[ぁ-んァ-ヺー・\s]{{2,30}}|敬称略)[{CLOSE}]", "", text)
    opening = min((at for sign in OPEN if (at := text.find(sign)) > 0), default=len(text))
    closing = max(text.rfind(sign) for sign in CLOSE)
    after, within = text[closing + 1 :].strip(), text[opening : closing + 1]
    if not (within and _balanced(within) and re.fullmatch(f"(?:{HONORIFIC}|{POST})?", after)):
        return text, ""
    return text[:opening].strip() + after, within


_BEHIND = re.compile(rf"([^\s氏様]+(?:\s[^\s氏様]{{1,4}})?)\s?{HONORIFIC}[\s、:/]+(\S.*)")
_APART = re.compile(rf"(.+\S)\s+([^\s]{{2,6}}){HONORIFIC}")
_IN_TWO = re.compile(rf"(.+(?:{POST}|\S))\s+([^\s]{{1,3}}\s+[^\s]{{1,3}})\s?{HONORIFIC}")
_LATIN_NAME = re.compile(
    rf"(?:(?:Dr|Mr|Ms|Mrs|Prof)\.?\s)?([A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){{1,3}})\s?{HONORIFIC}[\s、:/]*(.*)"
)
_SPACED = re.compile(rf"(.+)の([{_KANA}]{{1,4}}\s[{_KANA}]{{1,4}})\s?{HONORIFIC}")
_HONORED = re.compile(rf"(?:(.+)の)?([^の]+?)\s?{HONORIFIC}")
_WITH_NO = re.compile(rf"(.*?)([^の\s]{{1,4}}の[ぁ-ん]{{0,3}}){HONORIFIC}")
_POSTED = re.compile(rf".+{POST}([^の\s]{{2,5}})")


@_recently
def _by_honorific(body: str, party: str) -> _Parts | None:
    """茨城県五霞町の + 矢島 + 氏; 民主党 + 見本太郎 + 氏, the party being curated."""
    spaced = _SPACED.fullmatch(body)  # 見本大学の架空 太郎氏
    if spaced and not _HOUSE_OR_POST.search(spaced[2]):
        return spaced[1], spaced[2], ""
    if latin := _LATIN_NAME.fullmatch(body):  # Dr. Jane Example氏 Example University 教授
        return "", latin[1], latin[2]
    if behind := _BEHIND.fullmatch(body):  # 見本 太郎 氏 架空大学 教授
        return "", behind[1], behind[2]
    for parted in (_IN_TWO.fullmatch(body), _APART.fullmatch(body)):
        # 見本大学教授 見本 太郎氏, 見本大学教授 見本太郎氏
        house = parted and re.search(rf"{_INSTITUTION.pattern}|{POST}$", parted[1])
        if parted and house and not _HOUSE_OR_POST.search(parted[2]):
            return parted[1], parted[2], ""
    match = re.fullmatch(rf"({party})([^の]{{2,}}?){HONORIFIC}", body) if party else None
    match = match or _HONORED.fullmatch(body) or _WITH_NO.fullmatch(body)
    if not match:
        return None
    posted = None if match[1] or _INSTITUTION.search(match[2]) else _POSTED.fullmatch(match[2])
    return ("", posted[1], "") if posted else (match[1] or "", match[2], "")  # 課長見本太郎氏


def _by_name(body: str, names: Collection[str]) -> _Parts | None:
    """情報通信政策フォーラム理事長の + 山田肇 + 東洋大学教授, 山田肇 being known."""
    known = names if isinstance(names, (set, frozenset, dict)) else set(names)
    places = [at for at, sign in enumerate(body[:200]) if not sign.isspace()] if known else []
    compact = "".join(body[at] for at in places)
    for size in range(min(12, len(compact)), 1, -1):
        for at in range(len(compact) - size + 1):
            start, before = places[at], body[: places[at]]
            if compact[at : at + size] in known and (not before or before[1:].endswith("の")):
                end = places[at + size - 1] + 1
                return before.removesuffix("の"), body[start:end], body[end:]
    return None


def _by_affiliation(body: str, affiliations: Collection[str], party: str) -> _Parts | None:
    """山田肇 + 東洋大学教授, 見本太郎 + 民主党衆議院議員: party or affiliation being curated."""
    ends = [text for text in affiliations if body.endswith(text) and text != body]
    tails = list(map(re.escape, sorted(ends, key=lambda text: (-len(text), text))))
    if party:
        tails.insert(0, rf"(?:{party})\s?{_ONCE}[衆参]議院議員")
    for tail in tails:  # of several the longest
        match = re.fullmatch(rf"(?:(.+)の)?([^の]{{2,}}?)({_ONCE}{tail})", body)
        if match and is_name(match[2]):
            return match[1] or "", match[2], match[3]
    return None


@_recently
def _by_post(body: str) -> _Parts | None:
    """内閣府の + 大串 + 政務官, 柴山昌彦 + 衆議院議員; but 見本省情報局長 is nobody."""
    match = re.fullmatch(
        rf"(?:(.+)の)?([^の\s]{{2,6}}?|[^の\s]{{1,4}}\s[^の\s]{{1,4}}?)"
        rf"({_ONCE}(?:[衆参]議院)?{POST})",
        body,
    )
    if not match or not _LIKE_A_NAME.fullmatch(match[2]) or _INSTITUTION.search(match[2]):
        return None
    if _OFFICE.search(match[2]):
        return None
    of_place = re.fullmatch(r".*(?:[都道府県市区町村会社所館院塾支員]長|知事|理事|代表)", match[3])
    if of_place and len(match[2]) < 3 and not match[1]:  # 見本市長 is the mayor of 見本
        return None
    return match[1] or "", match[2], match[3]


@_recently
def _by_script(body: str) -> _Parts | None:
    """見本太郎 + モデル研究所長: the name ends where another script begins, and a post is last."""
    match = re.fullmatch(rf"([一-龠々]{{3,5}})([ァ-ヺA-Z][^の]*{POST})", body)
    known = match and _OFFICE.search(match[1])
    return ("", match[1], match[2]) if match and not known else None


def _by_joint(body: str) -> _Parts | None:
    """見本大学教授の + 見本太郎, in a list or before brackets."""
    match = re.fullmatch(
        rf"(.*(?:{_HOUSE_OR_POST.pattern}))の([^の\s]{{3,6}}|\S{{1,4}}\s\S{{1,4}})", body
    )
    return (match[1], match[2], "") if match and _is_name(match[2]) else None


@cache
def _tagger() -> Any:
    import fugashi  # only for a page on which a name has no end
    import unidic_lite

    return fugashi.GenericTagger(f"-r /dev/null -d {unidic_lite.DICDIR}")


def _by_dictionary(body: str) -> _Parts | None:
    """仮名哲也架空放送取締役: the first given name that the dictionary knows ends the name."""
    house, _, body = body.rpartition("の")
    if not 5 <= len(body) <= 80 or not _HOUSE_OR_POST.search(body):
        return None
    at = 0
    for n, word in enumerate(_tagger()(body)[:4]):
        at += len(word.surface)
        if at > 7 or not re.fullmatch(rf"[{_KANA}]+", word.surface) or word.surface == "の":
            return None
        if n and tuple(word.feature[1:4]) == ("固有名詞", "人名", "名"):
            fits = is_name(body[:at]) and at > 2 and body[at : at + 1] not in {"", "の"}
            return (house, body[:at], body[at:]) if fits else None
    return None


_PARTED = re.compile(r"([^\s:/・]{2,8}(?:\s[^\s:/・]{1,4})?)\s?[:\uff1a/・]\s?(\S.*)")
_MARKS = re.compile(rf"{_INSTITUTION.pattern}|{POST}$|[省庁]|[都道府県市区町村局部課]")


@_recently
def _by_place(body: str) -> _Parts | None:
    """見本太郎 見本大学教授, 例示次郎:例示研究所, 例示大学教授 例示 花子: parts shown by blanks."""
    parted = _PARTED.fullmatch(body)
    if parted and _is_name(parted[1]) and _HOUSE_OR_POST.search(parted[2]):
        return "", parted[1], parted[2]
    words = body.split()
    if not 2 <= len(words) <= 8 or max(map(len, words)) >= 60 or not any(map(_MARKS.search, words)):
        return None
    for size in (2, 1):
        first, rest = _name_of(words[:size]), words[size:]
        last, before = _name_of(words[-size:]), words[:-size]
        if rest and first:
            return "", first, " ".join(rest)
        if before and last:
            return " ".join(before), last, ""
    return None


def _name_of(words: Sequence[str]) -> str:
    """The words as one name, if they can be: 例示 花子, Jane Example."""
    name = " ".join(words)
    short = len(words) == 1 or words[0].isascii() or all(map(_SHORT.fullmatch, words))
    return name if short and not any(map(_MARKS.search, words)) and _is_name(name) else ""


_TIME = re.compile(
    r"\d\s?[時:分]|通訳|予定|会員|税込|[\d,]円|敬称|五十音|オンライン|定員|[〜~]|^\d+$|資料|PDF|動画"
)
_LATIN = re.compile(r"[A-Z][\w.'’-]*")


@_recently
def title_and_person(text: str) -> tuple[str, str]:
    """Part an item of a programme into title and phrase; either can be empty.

    >>> title_and_person("町の台帳 例示花子(例示大学教授)")
    ('町の台帳', '例示花子(例示大学教授)')
    >>> title_and_person("見本の制度 架空 花子氏")
    ('見本の制度', '架空 花子氏')
    """
    text = re.sub(r"[、\s]{0,4}(?:ほか|他|など|等)\s{0,8}$", "", text.rstrip())
    body, brackets = _bracketed(text[:400])
    honorific = re.search(rf"\s?{HONORIFIC}$", body)
    if brackets and _TIME.search(brackets):
        return body, ""
    if not brackets and not honorific:
        return text.strip(), ""
    plain = half_width(body[: honorific.start()] if honorific else body)
    words = list(re.finditer(r"[^\s:/」』]+", plain))
    size = 1
    while size < min(len(words), 4) and all(
        map(_LATIN.fullmatch, [w[0] for w in words[-size - 1 :]])
    ):
        size += 1
    short = [bool(_SHORT.fullmatch(word[0])) for word in words[-2:]]
    if short == [True, True] and plain[words[-2].end() : words[-1].start()].isspace():
        few = len(words) == 2 or min(len(word[0]) for word in words[-2:]) < 3
        size = 2 if few else size
    start = words[-size].start()
    if not is_name(plain[start:].strip()):
        return text.strip(), ""
    return plain[:start].rstrip(" \u3000:\uff1a/\uff0f"), text[start:].strip()


def full_names(names: Iterable[str]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Give each printed form the person it means, within one seminar.

    A short form is the one full name that begins with it: 矢島 is 矢島征幸.

    Returns
    -------
    form -> person_id, and form -> the persons between whom nothing decides.

    >>> full_names(["矢島", "矢島征幸", "三木浩平"])[0]["矢島"]
    '矢島征幸'
    """
    ids = sorted({person_id(name) for name in names})
    means, unclear = dict[str, str](), dict[str, list[str]]()
    for at, form in enumerate(ids):
        longer: list[str] = []
        for other, after in zip(ids[at + 1 : at + 41], [*ids[at + 2 : at + 42], ""], strict=False):
            if not other.startswith(form) or len(longer) > 8:
                break
            if not after.startswith(other):  # no longer form of the same name follows
                longer.append(other)
        if len(longer) > 1:
            unclear[form] = longer
        else:
            means[form] = (longer or [form])[0]
    return means, unclear
