"""For whom a person stands: an affiliation as printed becomes organisation, post and sector."""

import re
import unicodedata

from icpf_analysis.curated import Curated
from icpf_analysis.reading.people import POST

# Both widths, as escapes: the two look alike in many fonts.
OPENS, CLOSES, COMMAS = "(\uff08", ")\uff09", "、,\uff0c"
_BETWEEN = "、,\uff0c・ \u3000"
_FORMER = re.compile(r"\s*(?:前|元)(?!橋|田|川|山|原|島|町|村|市|気)")
_HOUSE = re.compile(
    r"(?P<organisation>.{1,40}(?:大学院|大学(?!院)|病院|クリニック|協会|機構|財団|連合会|組合|センター|学会|委員会|フォーラム|研究所|銀行|新聞社?"
    r"|放送|事務所|弁護士会|ネット|協議会|連盟|文書館|図書館|博物館|美術館|会議所|高校|学校|通信社|Inc\.?|Ltd\.?|LLC))(?P<post>.*)"
)


def segments(affiliation: str) -> list[str]:
    """Part an affiliation into the posts it names, present ones first.

    前 and 元 make a former post; a post alone (見本大学、教授) belongs to the house before it.

    >>> segments("前見本党衆議院議員、見本大学大学院教授")
    ['見本大学大学院教授', '前見本党衆議院議員']
    >>> segments("見本フォーラム事務局長・仮名大学経済学部教授")
    ['見本フォーラム事務局長', '仮名大学経済学部教授']
    """
    text = re.sub(rf"(?<=[^{OPENS}])[{OPENS}][^{OPENS}{CLOSES}]*[{CLOSES}]$", "", affiliation)
    found: list[str] = []
    if affiliation.isascii():  # President, Example Ltd.
        return [affiliation]
    for part in re.split(rf"[{COMMAS}/\uff0f;]|(?<=[長員授事役表師者官])[・兼]|兼", text):
        part = part.strip(" \u3000・")
        if not part:
            continue
        if found and re.fullmatch(POST, part) and not re.search(f"{POST}$", found[-1]):
            found[-1] += f" {part}"
        else:
            found.append(part)
    former = [part for part in found if _FORMER.match(part)]
    return [part for part in found if part not in former] + former


def house_and_post(affiliation: str) -> tuple[str, str]:
    """Part one affiliation that no rule knows into house and post.

    >>> house_and_post("木村病院看護課"), house_and_post("見本フォーラム理事長")
    (('木村病院', '看護課'), ('見本フォーラム', '理事長'))
    """
    match = _HOUSE.fullmatch(affiliation)
    if match:
        return match["organisation"].strip(), match["post"].strip()
    head, _, rest = re.sub(r"[\s\u3000]+", " ", affiliation.strip()).partition(" ")
    if rest:
        return head, rest
    match = re.fullmatch(rf"(.{{2,40}}?)((?:代表)?{POST})", affiliation)
    if match:
        return match[1], match[2]
    return ("", affiliation) if re.fullmatch(POST, affiliation) else (affiliation, "")


def read_affiliation(affiliation: str, tables: Curated) -> tuple[str, str, str, str]:
    """Find organisation, post, sector and basis: a curated row, else the first rule that fits.

    Of several posts the first present one that a rule knows speaks; 前 and 元 are former.
    """
    row = tables.affiliations.get(unicodedata.normalize("NFKC", affiliation))
    if row:
        return row["organisation"], row["post"], row["sector"], "curated"
    parts = segments(affiliation)
    for part in parts:
        for pattern, sector in tables.sector_rules:
            match = pattern.match(part)
            if match:  # 東京大学、教授: the sign between is of neither
                house, post = (match[name].strip(_BETWEEN) for name in ("organisation", "post"))
                return house, post, sector, "rule"
    house, post = house_and_post(parts[0]) if parts else ("", "")
    return house, post, "unknown", "unknown"
