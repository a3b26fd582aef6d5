"""From phrases to persons: who is named in 立命館大学の西田亮介特別招聘准教授から, and for whom.

A name is taken from an honorific (氏), from the same name printed elsewhere, from an
affiliation already curated, from a post, or, in a list of persons, from its place; a phrase that
offers none of them stays unread. What was cut out is checked before it counts as a name.
"""

import re
from collections.abc import Collection, Iterable
from functools import cache
from typing import Any, NamedTuple

from icpf_analysis.reading.signals import half_width

HONORIFIC = r"(?:氏|様|さん|先生)"
POST = (
    r"(?:特別|特任|客員|名誉|招聘|招へい|主任|主席|首席|上席|上級|専任|副|代表)*"
    r"(?:准教授|教授|講師|助教|研究員|政務官|副大臣|大臣|議員|参事官|審議官|企画官|調査官|補佐官|補佐|事務官"
    r"|理事長|会長|社長|局長|部長|課長|室長|所長|館長|院長|センター長|学長|校長|総長|塾長|支部長|委員長|委員"
    r"|次長|係長|班長|主幹|主査|参事|理事|監事|幹事|幹事長|事務局長|代表|取締役|代表取締役|取締役社長|執行役員|フェロー|コンサルタント"
    r"|弁護士|弁理士|記者|編集委員|論説委員|編集長|知事|副知事|市長|副市長|町長|村長|区長|首席|ディレクター|マネージャー"
    r"|プロデューサー|アナリスト|エコノミスト|エンジニア|プランナー|ジャーナリスト|医師|アドバイザー|顧問|相談役|主任|主席|主事)"
)
_ONCE = "[前元]?"  # 元衆議院議員
# Both widths, as escapes: the two look alike in many fonts.
_OPEN, _CLOSE, _COMMAS = "(\uff08", ")\uff09", "、,\uff0c"
_NO_NAME = re.compile(
    rf"[氏{_OPEN}{_CLOSE}【】「」『』<>\[\]/:;!?。、\d\uff10-\uff19_]|[をにはがで].*[一-龠]|から|より"
)
_INSTITUTION = re.compile(
    r"大学|研究[所会室]?|議会|機構|協会|会社|センター|総研|党$|学会|委員会|フォーラム|省庁|省$|庁$|病院|銀行|新聞|財団"
    r"|法人|連盟|組合|事務局|県庁|市役所|株式|セミナー|シンポジウム|ワークショップ"
)
# 総務省 is no name, whatever follows it.
_OFFICE = re.compile(r"[省庁府県都道市区町村社院局部課室会]$")
_NOBODY = re.compile(
    r"(?:[両同各本諸]|講師|講演者|参加者|会場|司会|司会者|座長|主催者|事務局|一般|会員|非会員|教授|出席者|登壇者|パネリスト|発表者|報告者"
    r"|三|二|四|五|[二三四五両]人|調整中|未定|依頼中|交渉中|その他|ほか|他|など|等|講演|資料|質問者|回答者|皆|皆さん|参加|担当|敬称略|お客|関係者"
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


class Named(NamedTuple):
    """A person as one phrase prints him or her."""

    name: str
    """As printed, without honorific."""
    affiliation: str
    """As printed around the name; empty where the phrase gives none."""


def person_id(name: str) -> str:
    """Remove inner spaces: 須藤 修 is 須藤修."""
    return re.sub(r"\s", "", name)


def split_names(text: str) -> list[str]:
    """Part an enumeration of persons into phrases.

    A の-affiliation is shared over ・, and 講演者(…)の他 opens into its names:

    >>> split_names("講演者(足立氏・榎並氏)の他、内閣官房参事官の阿部知明氏・奈良俊哉氏、須藤 修氏")
    ['足立氏', '榎並氏', '内閣官房参事官の阿部知明氏', '内閣官房参事官の奈良俊哉氏', '須藤 修氏']
    """
    text = re.sub(
        rf"(?:講[演師]|発表|報告)者?[{_OPEN}]([^{_OPEN}{_CLOSE}]+)[{_CLOSE}]の(?:他|ほか)",
        r"\1",
        text,
    )
    phrases: list[str] = []
    for item in _outside_brackets(text):
        first, *others = re.split(r"(?:(?<=氏)|(?<=様)|(?<=さん))[・と/]", item.rstrip("。"))
        shared = re.match(r"[^(\uff08]*の", first)
        phrases.append(first.strip())
        phrases += [(shared[0] if shared else "") + other.strip() for other in others]
    return [phrase for phrase in phrases if phrase]


def _outside_brackets(text: str) -> list[str]:
    """Split at 、 and commas, but not at those within brackets."""
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


def list_phrases(text: str) -> list[str]:
    """Part the value of a label such as 講師 into phrases, one a person.

    >>> list_phrases("見本太郎(見本大学)・見本花子(見本社) ほか")
    ['見本太郎(見本大学)', '見本花子(見本社)']
    >>> list_phrases("例示花子 例示大学教授、見本会理事")
    ['例示花子 例示大学教授、見本会理事']
    """
    text = re.sub(r"[、\s]{0,4}(?:ほか|他|など|等)[\d\s名。]{0,8}$", "", text.strip())
    text = re.sub(
        r"[(\uff08](?:敬称略|五十音順|順不同|敬称略、五十音順|五十音順、敬称略)[)\uff09]|(?:調整中|未定|依頼中|交渉中)$",
        "",
        text,
    )
    text = re.sub(
        rf"([{_CLOSE}氏様])\s{{0,8}}(?:[・/\uff0f]|\s(?=[^\s{_OPEN}「]))\s{{0,8}}", _apart, text
    )
    phrases: list[str] = []
    for phrase in split_names(text):
        post = re.search(f"{POST}$", phrase) or _INSTITUTION.search(phrase)
        alone = post and not re.search(rf"[{_OPEN}氏様\s]", phrase)
        if phrases and alone and re.search(rf"\S\s+\S.*[^{_CLOSE}]$", phrases[-1]):
            phrases[-1] += f"、{phrase}"  # another post of the same person
        elif phrase.strip():
            phrases.append(phrase)
    return phrases


def _apart(match: re.Match[str]) -> str:
    """A sign between two persons becomes 、, but 見本氏 見本大学教授 is one."""
    rest = match.string[match.end() :]
    if match[1] in "氏様" and re.match(
        rf"[^\s、{_OPEN}氏様]*(?:{_INSTITUTION.pattern}|{POST})", rest
    ):
        return match[0]
    return f"{match[1]}、"


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
    if sum(map(phrase.count, _OPEN)) != sum(map(phrase.count, _CLOSE)):
        return None
    body, brackets = _bracketed(phrase.strip())
    party = "|".join(sorted(map(re.escape, parties), key=len, reverse=True))
    parts = (
        _by_honorific(body, party)
        or _by_name(body, names)
        or _by_party(body, party)
        or _by_affiliation(body, affiliations)
        or (_by_place(body) if bare else None)
        or _by_post(body)
        or (_by_script(body) if bare else None)
        or (_by_dictionary(body) if guess else None)
        or (("", body, "") if (bare or brackets) and _is_name(body) else None)
    )
    if parts is None or not is_name(parts[1]):
        return None
    before, name, after = parts
    joint = "" if re.fullmatch(POST, after) or not before else "/"
    around = joint.join(part for part in (before.strip("・ \u3000"), after.strip()) if part)
    if around and brackets and re.fullmatch(POST, around) and _INSTITUTION.search(brackets):
        return Named(name.strip(), brackets[1:-1].strip() + around)  # 例示花子教授(例示大学)
    return Named(name.strip(), around + brackets if around else brackets[1:-1].strip())


def is_name(text: str) -> bool:
    """Check a name after it was cut out: no の between words, no sign, no office, no common noun.

    >>> [is_name(text) for text in ("例示花子", "町の台帳例示花子", "両", "例示 みのり", "例示(社")]
    [True, False, False, True, False]
    """
    name = person_id(half_width(text))
    if re.match(
        r"(?:講師|講演者|司会|座長|進行|(?:コーディネ|モデレ|コメンテ)ータ|パネリスト|スピーカー|基調講演|講演|報告)",
        name,
    ):
        return False
    if not 1 <= len(name) <= (40 if name.isascii() else 12) or _NO_NAME.search(name):
        return False
    if re.search(r"の(?![ぁ-ん]|$)|(?<![ぁ-ん])の", name) or _NOBODY.fullmatch(name):
        return False
    return not _INSTITUTION.search(name) and bool(re.search(rf"[{_KANA}A-Za-zÀ-ž]", name))


def _is_name(body: str) -> bool:
    """奈良俊哉 can be a name; 見本大学 and 見本局長 cannot."""
    known = _INSTITUTION.search(body) or re.search(POST, body)
    return not known and bool(_LIKE_A_NAME.fullmatch(body)) and len(person_id(body)) > 1


def _bracketed(text: str) -> tuple[str, str]:
    """松田馨氏(社長) and 松田馨(社長)氏 are both 松田馨氏 and (社長); a reading in kana goes."""
    text = re.sub(rf"[{_OPEN}](?:[ぁ-んァ-ヺー・\s]{{2,30}}|敬称略)[{_CLOSE}]", "", text)
    opening = min((at for sign in _OPEN if (at := text.find(sign)) > 0), default=len(text))
    closing = max(text.rfind(sign) for sign in _CLOSE)
    after = text[closing + 1 :].strip()
    within = text[opening : closing + 1]
    if closing < opening or sum(map(within.count, _OPEN)) != sum(map(within.count, _CLOSE)):
        return text, ""
    if not re.fullmatch(f"(?:{HONORIFIC}|{POST})?", after):
        return text, ""
    return text[:opening].strip() + after, within


def _by_honorific(body: str, party: str) -> tuple[str, str, str] | None:
    """茨城県五霞町の + 矢島 + 氏; 民主党 + 見本太郎 + 氏, the party being curated."""
    behind = re.fullmatch(
        rf"([^\s氏様]+(?:\s[^\s氏様]{{1,4}})?)\s?{HONORIFIC}[\s、:/]+(\S.*)", body
    )
    if behind:  # 見本 太郎 氏 架空大学 教授
        return "", behind[1], behind[2]
    match = re.fullmatch(rf"(.+\S)\s+([^\s]{{2,6}}){HONORIFIC}", body)
    if match and (_INSTITUTION.search(match[1]) or re.search(f"{POST}$", match[1])):
        name = re.fullmatch(rf"(.+(?:{POST}|\S))\s+([^\s]{{1,3}}\s+[^\s]{{1,3}}){HONORIFIC}", body)
        if name and not _INSTITUTION.search(name[2]) and not re.search(POST, name[2]):
            return name[1], name[2], ""  # 見本大学教授 見本 太郎氏
        return match[1], match[2], ""  # 見本大学教授 見本太郎氏
    match = re.fullmatch(rf"({party})([^の]{{2,}}?){HONORIFIC}", body) if party else None
    match = match or re.fullmatch(rf"(?:(.+)の)?([^の]+?)\s?{HONORIFIC}", body)
    if not match:
        given = re.fullmatch(rf"(.*?)([^の\s]{{1,4}}の[ぁ-ん]{{0,3}}){HONORIFIC}", body)
        return (given[1], given[2], "") if given else None
    posted = re.fullmatch(rf"(.+{POST})([^の\s]{{2,5}})", match[2])
    if posted and not match[1]:  # 見本大学教授見本太郎氏: where it begins is not told
        return "", match[2] if _INSTITUTION.search(match[2]) else posted[2], ""
    return match[1] or "", match[2], ""


def _by_name(body: str, names: Collection[str]) -> tuple[str, str, str] | None:
    """情報通信政策フォーラム理事長の + 山田肇 + 東洋大学教授, 山田肇 being known."""
    if not names:
        return None
    known = names if isinstance(names, (set, frozenset, dict)) else set(names)
    compact = person_id(body)[:200]
    for size in range(min(12, len(compact)), 1, -1):
        for at in range(len(compact) - size + 1):
            if compact[at : at + size] in known:
                spaced = r"\s*".join(map(re.escape, compact[at : at + size]))
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
        at = body.find(affiliation)
        if at > 0 and at + len(affiliation) == len(body):
            whole = _ONCE + re.escape(affiliation)
            match = re.fullmatch(rf"(?:(.+)の)?([^の]{{2,}}?)({whole})", body)
            if match and is_name(match[2]):
                return match[1] or "", match[2], match[3]
    return None


def _by_post(body: str) -> tuple[str, str, str] | None:
    """内閣府の + 大串 + 政務官, 柴山昌彦 + 衆議院議員; but 見本省情報局長 is nobody."""
    match = re.fullmatch(rf"(?:(.+)の)?([^の\s]{{2,6}}?)({_ONCE}(?:[衆参]議院)?{POST})", body)
    if (
        not match
        or _INSTITUTION.search(match[2])
        or re.search("[省庁局部課室社会都道府県市区町村]$", match[2])
    ):
        return None
    if re.search("[省庁]", match[2]) or not _LIKE_A_NAME.fullmatch(match[2]):
        return None
    of_place = re.fullmatch(
        r".*(?:[都道府県市区町村]長|知事|[会社所館院塾支員]長|理事|代表)", match[3]
    )
    if of_place and len(match[2]) < 3 and not match[1]:  # 見本市長 is the mayor of 見本
        return None
    return match[1] or "", match[2], match[3]


def _by_script(body: str) -> tuple[str, str, str] | None:
    """見本太郎 + モデル研究所長: the name ends where another script begins, and a post is last."""
    match = re.fullmatch(rf"([一-龠々]{{3,5}})([ァ-ヺA-Z][^の]*{POST})", body)
    return ("", match[1], match[2]) if match and not _OFFICE.search(match[1]) else None


@cache
def _tagger() -> Any:
    import fugashi  # only for a page on which a name has no end
    import unidic_lite

    return fugashi.GenericTagger(f"-r /dev/null -d {unidic_lite.DICDIR}")


def _by_dictionary(body: str) -> tuple[str, str, str] | None:
    """仮名哲也架空放送取締役: the first given name that the dictionary knows ends the name."""
    if not 5 <= len(body) <= 80 or not (re.search(f"{POST}$", body) or _INSTITUTION.search(body)):
        return None
    at, words = 0, _tagger()(body)
    for n, word in enumerate(words[:4]):
        at += len(word.surface)
        if at > 7 or not re.fullmatch(rf"[{_KANA}]+", word.surface) or word.surface == "の":
            return None
        if n and tuple(word.feature[1:4]) == ("固有名詞", "人名", "名"):
            fits = is_name(body[:at]) and at > 2 and body[at : at + 1] not in {"", "の"}
            return ("", body[:at], body[at:]) if fits else None
    return None


def _by_place(body: str) -> tuple[str, str, str] | None:
    """見本太郎 見本大学教授, 例示次郎:例示研究所, 例示大学教授 例示 花子: parts told by blanks."""
    split = re.fullmatch(r"([^\s:/・]{2,8}(?:\s[^\s:/・]{1,4})?)\s?[:\uff1a/・]\s?(\S.*)", body)
    if (
        split
        and _is_name(split[1])
        and (_INSTITUTION.search(split[2]) or re.search(POST, split[2]))
    ):
        return "", split[1], split[2]
    words = body.split()
    if not 2 <= len(words) <= 8 or not all(len(word) < 60 for word in words):
        return None
    marks = [
        bool(_INSTITUTION.search(w) or re.search(f"{POST}$|[省庁]|[都道府県市区町村局部課]", w))
        for w in words
    ]
    if not any(marks):
        return None
    for size in (2, 1):
        if len(words) > size:
            first, last = words[:size], words[-size:]
            short = size == 1 or all(map(_SHORT.fullmatch, first)) or first[0].isascii()
            if (
                not any(marks[:size])
                and short
                and _is_name(" ".join(first))
                and len("".join(first)) > 1
            ):
                return "", " ".join(first), " ".join(words[size:])
            short = size == 1 or all(map(_SHORT.fullmatch, last)) or last[0].isascii()
            if (
                not any(marks[-size:])
                and short
                and _is_name(" ".join(last))
                and len("".join(last)) > 1
            ):
                return " ".join(words[:-size]), " ".join(last), ""
    return None


_TIME = re.compile(
    r"\d\s?[時:分]|通訳|予定|会員|税込|[\d,]円|敬称|五十音|オンライン|定員|[〜~]|^\d+$|資料|PDF|動画"
)


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
    parts = re.split(r"([\s:\uff1a/\uff0f」』]+)", plain)
    words, seps = parts[::2], parts[1::2]
    size = 1
    if words and len(words) > 1 and re.fullmatch(r"[A-Z][\w.'’-]*", words[-1]):
        while size < len(words) and size < 4 and re.fullmatch(r"[A-Z][\w.'’-]*", words[-size - 1]):
            size += 1
    elif len(words) > 1 and seps[-1].isspace() and _SHORT.fullmatch(words[-1]):
        before = words[-2]
        whole = len(words) == 2
        if _SHORT.fullmatch(before) and (whole or len(words[-1]) < 3 or len(before) < 3):
            size = 2
    start = len(plain) - len(
        "".join(x for pair in zip(words[-size:], [*seps, ""][-size:], strict=True) for x in pair)
    )
    name = plain[start:]
    if not is_name(name.strip()):
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
    longest: dict[str, list[str]] = {}
    for at in range(len(ids) - 1, -1, -1):
        form, found, after = ids[at], list[str](), at + 1
        while after < len(ids) and ids[after].startswith(form) and len(found) < 9:
            if not any(
                ids[after] != one and one.startswith(ids[after])
                for one in ids[after + 1 : after + 2]
            ):
                found.append(ids[after])
            after += 1
        longest[form] = found
    means = {form: (found or [form])[0] for form, found in longest.items() if len(found) < 2}
    return means, {form: found for form, found in longest.items() if len(found) > 1}
