"""Archives as they might have come: pages in the manner of the real one, persons all invented.

Sentences are those of the real page, drawn by a seed, and some about things that the lexicon
does not know, so that a term without a gloss leads somewhere.
"""

import datetime as dt
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from clones import copy_project, start
from PIL import Image

import icpf_analysis as icpf
from icpf_analysis.files import RAW
from icpf_analysis.reading.dates import readings

PAGE = RAW / "000_4767421747b42df5.txt"
TITLES = (
    "架空の手続をどう改めるか", "見本市のクラウドと番号制度", "仮想自治体の情報公開",
    "例示される個人情報保護", "想定される災害とマイナンバー", "模擬選挙とインターネット",
)  # fmt: skip
SURNAMES = ("試山", "例田", "仮川", "見本", "架野", "模木", "写原", "想井", "雛形", "空橋")
GIVEN = ("太郎", "花子", "一郎", "次郎", "三奈", "四葉", "五月", "六郎")
POSTS = (
    "架空省見本局課長", "架空市情報政策課長", "架空大学教授", "株式会社架空システムズ部長",
    "架空総研主任研究員", "見本市議会議員", "架空県情報統計課長",
)  # fmt: skip
UNKNOWN_TERMS = ("架空台帳", "見本認証基盤", "模擬窓口", "仮想申請書")
MODERATOR = "覚書司郎"


def days(years: Sequence[int], n: int, seed: int = 0) -> list[dt.date]:
    """`n` different days spread over the years, the first and the last of them among these."""
    draw = random.Random(seed)
    dealt = [years[at * len(years) // n] if n >= len(years) else years[at] for at in range(n)]
    found: set[dt.date] = set()
    for year in dealt:
        held = {day for day in found if day.year == year}
        while len({day for day in found if day.year == year}) == len(held):
            found.add(dt.date(year, draw.randint(1, 12), draw.randint(1, 28)))
    return sorted(found)


def archive(held: Sequence[dt.date], seed: int = 0) -> str:
    """A page that reports a seminar on each of these days, newest first; persons lecture again."""
    draw = random.Random(seed)
    said = icpf.load_corpus(PAGE).statements
    kinds = {"point": ["point", "paragraph"], "question": ["question"], "answer": ["answer"]}
    pool = {
        kind: sorted(said.loc[said["kind"].isin(of_kind), "text"])
        for kind, of_kind in kinds.items()
    }
    persons = [surname + given for given in GIVEN for surname in SURNAMES]
    draw.shuffle(persons)
    reports = []
    for number, day in enumerate(held, 1):
        size = draw.randint(2, 3)
        lecturers = draw.sample(persons[: max(12, 2 * len(held))], size)
        if len({name[:2] for name in lecturers}) < size:  # an answer is signed by surname
            lecturers = lecturers[:1]
        reports.append(_report(number, day, lecturers, pool, draw))
    return "投稿者「ICPF」のアーカイブ\n\n" + "\n".join(reversed(reports))


def _report(
    number: int,
    day: dt.date,
    lecturers: Sequence[str],
    pool: dict[str, list[str]],
    draw: random.Random,
) -> str:
    title = draw.choice(TITLES)
    post_of = {name: draw.choice(POSTS) for name in lecturers}
    damaged = f"{day.year}{day.month}{day.day}日"
    printed = damaged if len(readings(damaged)[0]) == 1 else f"{day.year}年{day.month}月{day.day}日"
    lines = [
        f"電子行政研究会セミナー「{title}」 {lecturers[0]}{post_of[lecturers[0]]}ほか",
        "",
        f"{printed}、架空会館会議室にて、第{number}回セミナー「{title}」を開催しました。",
        f"当日は、講師を含め{draw.randint(20, 90)}名を超える参加者にお集まりいただき、"
        f"{len(lecturers)}人の講師によるプレゼンテーションと"
        "参加者全員での全体討論が行われました。 ",
        "",
    ]
    for turn, name in enumerate(lecturers):
        lines += [
            f"{'続いて' if turn else 'はじめに'}、{name}氏({post_of[name]})から"
            f"「{draw.choice(TITLES)}」の講演をいただきました。",
            "",
            f"{name}氏({post_of[name]})の講演資料はこちらにあります。",
            "",
            *(f"  • {text}" for text in draw.sample(pool["point"], draw.randint(3, 5))),
            f"  • {draw.choice(UNKNOWN_TERMS)}を{draw.choice(UNKNOWN_TERMS)}に替えたい。",
            "",
        ]
    lines += [
        f"後半は、{MODERATOR}氏(架空大学教授)の司会で、参加者も含めた全体討論、意見交換が行われました。",
        "",
    ]
    if number % 3:
        lines += ["【主な意見・論点】", "見本の手続について"]
        for text in draw.sample(pool["question"], draw.randint(2, 4)):
            name = draw.choice(lecturers)
            lines += [f"Q:{text}", f"A({name[:2]}):{draw.choice(pool['answer'])}"]
    else:
        lines += ["見本の手続について", ""]
        lines += [f"  • {text}" for text in draw.sample(pool["point"], 3)]
    lines += ["", "討論によって、見本の手続には改める余地があることが明らかとなりました。", ""]
    return "\n".join(lines)


def load(years: Sequence[int], n: int, seed: int = 1) -> icpf.Corpus:
    """The corpus of an archive of `n` seminars over these years, with tables that know no page."""
    with tempfile.TemporaryDirectory() as folder:
        cloned = clone(Path(folder), {"made.txt": archive(days(years, n, seed=seed), seed=seed)})
        data = cloned / "data"
        return icpf.load_corpus(data / "raw" / "made.txt", curated=data / "curated")


def clone(folder: Path, pages: dict[str, str]) -> Path:
    """A copy of the project as far as figures need it, with these pages under data/raw."""
    copy_project(folder, "icpf_analysis", "notebooks", "data/curated", "data/specifications.csv")
    if PAGE.name not in pages:  # rows about a page that is not there are an error
        for table in ("emendations", "affiliations", "subjects", "short_names"):
            path = folder / "data" / "curated" / f"{table}.csv"
            head = path.read_text(encoding="utf-8").splitlines()[0]
            path.write_text(f"{head}\n", encoding="utf-8")
    (folder / "data" / "raw").mkdir()
    for name, text in pages.items():
        (folder / "data" / "raw" / name).write_text(text, encoding="utf-8")
    return folder


def make_figures(folder: Path, *names: str) -> str:
    """``make figures`` in a clone; empty where every notebook passed, else what failed."""
    run = start(folder, "figures", *names)
    printed, errors = run.communicate()
    return errors[-3000:] + printed if run.returncode else ""


def cut_at_the_edge(figures: Path) -> list[str]:
    """Pictures of which something reaches the margin, and so perhaps goes on beyond it."""
    cut = []
    for path in sorted(figures.glob("*/*.png")):
        ink = np.asarray(Image.open(path).convert("L")) < 250
        if ink[[0, 1, -2, -1]].any() or ink[:, [0, 1, -2, -1]].any():
            cut.append(f"{path.parent.name}/{path.name}")
    return cut
