"""Pieces that the patterns of several layouts are made of: labels, hours, persons.

None holds two repeats that could take each other's signs, so a line of any length is matched
in time that grows with its length.
"""

import re

from icpf_analysis.dates import NUMBER

WAVE = r"[~〜∼ー−‐–—―-]"
# 18:30    18時30分    13時    17時半    午後6時30分
TIME = r"(?:午前|午後)?\s?\d{1,2}(?::\d{2}|時(?:半|\d{1,2}分)?)"
# 18:30~20:30    13時15分から13時55分    10時半~
HOURS = rf"{TIME}(?:\s?(?:{WAVE}|から)\s?(?:{TIME})?)?"
# 94名    約100名の    462名という多数の
ATTENDEES = (
    rf"(?P<bound>約|およそ)?(?P<attendees>{NUMBER})名"
    r"(?P<bound_after>を超える|以上|余り|あまり|近く|ほど|程度)?"
)
# (President, Example LLC)    ((独)見本研究所)
BRACKET = r"\((?:[^()]|\([^()]*\))*\)"
_SIGNS = r"\s「」『』():;。、,<>【】\[\]~"
# 見本太郎    見本 太郎    Jane B. Sample
NAME = rf"[^{_SIGNS}\d][^「」『』():;。、,<>【】\[\]~]{{1,40}}"
# 見本 太郎氏    見本太郎(見本大学教授)    見本太郎氏 (見本大学)    見本太郎(見本大学)氏
PERSON = rf"(?:{NAME}{BRACKET}(?:氏|様)?|{NAME}(?:氏|様)(?:\s?{BRACKET})?)"
# a name alone: 見本太郎    見本 太郎
_KANJI = r"[一-龠々ヶぁ-んァ-ヺー]"
BARE_NAME = rf"(?:{_KANJI}{{2,8}}|{_KANJI}{{1,4}}\s{_KANJI}{{1,4}})"
# 見本 花子    Jane B. Sample
SPACED_NAME = (
    rf"(?:{_KANJI}{{1,4}}\s{_KANJI}{{1,4}}|[A-Z][\w.'-]{{0,20}}(?:\s[A-Z][\w.'-]{{0,20}}){{1,3}})"
)
# 見本太郎(見本大学)、見本花子氏    and what may stand behind: ほか
PERSONS = rf"(?=[^。]*[(氏様])(?:[^():;。「」『』]|{BRACKET}){{2,600}}"
QUOTED = r"[「『](?P<talk_title>[^「」『』]*(?:[「『][^「」『』]*[」』][^「」『』]*)*)[」』]"
# 「題」(資料)    but never another person
BEHIND_TITLE = r"[^。「」、氏様]{0,30}"
BULLET = r"[\s•●○◦◆◇■□・*※▽▼]{0,12}(?:o\s)?"
# what a point in a report begins with: •    -
POINT = r"\s*(?:[•●○◦◆◇■□・]|[-*–—](?=\s))\s*"
# labels: 開催場所    主 催
WHERE = r"(?:(?:開催)?場\s{0,4}所|会\s{0,4}場|ところ)"
SPONSOR = r"(?:主\s{0,4}催|共\s{0,4}催|協\s{0,4}賛|後\s{0,4}援|協\s{0,4}力)"
# what stands above a lead: 概要    開催趣旨
LEAD = r"(?:開催)?(?:概要|趣旨|主旨|案内|要領|映像レポート)"
# 続きを読む →        (a list of posts shows the beginning of each)
READ_ON = r"続きを読む\s*[→»]?\s*"
MORE = rf"\s*(?:{READ_ON})?"
# ■日時    【日 時】    <プログラム>    ・場所
OPEN = rf"{BULLET}[【<\[(〈《]?\s?"
CLOSE = r"\s{0,8}[】>\])〉》]?\s{0,8}"
# behind a label: a colon, a closing bracket or a blank
SEPARATOR = r"(?:\s{0,8}[】>\]〉》]\s{0,8}:?|\s{0,8}:|(?=\s))\s{0,20}"

# 見本太郎氏(…)    alone on a line, as what follows a title
NAME_LINE = re.compile(rf"{BULLET}{PERSON}\s*(?:ほか|他|など|等)?\s*$")
