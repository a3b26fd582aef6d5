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
from clones import copy_project, ended, without_rows
from PIL import Image

import icpf_analysis as icpf
from icpf_analysis.files import RAW

PAGE = RAW / "000_4767421747b42df5.txt"
TITLES = ("架空の手続をどう改めるか", "例示される個人情報保護", "模擬選挙とインターネット")
SURNAMES = ("試山", "例田", "仮川", "見本", "架野", "模木", "写原", "想井", "雛形", "空橋")
POSTS = ("架空省見本局課長", "架空市情報政策課長", "架空大学教授", "株式会社架空システムズ部長")
UNKNOWN_TERMS = ("架空台帳", "見本認証基盤", "模擬窓口", "仮想申請書")
HEAD = """電子行政研究会セミナー「{title}」 {first}ほか

{day}、架空会館会議室にて、第{number}回セミナー「{title}」を開催しました。
当日は、講師を含め{number}0名を超える参加者にお集まりいただき、講演と全体討論が行われました。
"""
TALK = """
{turn}、{name}氏({post})から「{title}」の講演をいただきました。

{name}氏({post})の講演資料はこちらにあります。

{points}
"""
DISCUSSION = """
後半は、覚書司郎氏(架空大学教授)の司会で、参加者も含めた全体討論、意見交換が行われました。

【主な意見・論点】
見本の手続について
{answers}

討論によって、見本の手続には改める余地があることが明らかとなりました。
"""


def archive(years: Sequence[int], n: int) -> str:
    """A page on `n` seminars, spread over the years, newest first; persons lecture again."""
    draw = random.Random(1)
    statements = icpf.load_corpus(PAGE).statements
    said = {kind: sorted(rows) for kind, rows in statements.groupby("kind")["text"]}
    dates = sorted(
        dt.date(years[at * len(years) // n], 1 + at % 12, draw.randint(1, 28)) for at in range(n)
    )
    reports = []
    for number, day in enumerate(dates, 1):
        title = draw.choice(TITLES)
        names = [surname + "太郎" for surname in draw.sample(SURNAMES, 2)]
        posts = [draw.choice(POSTS) for _ in names]
        first, printed = names[0] + posts[0], f"{day.year}年{day.month}月{day.day}日"
        report = HEAD.format(title=title, first=first, number=number, day=printed)
        for turn, name, post in zip(("はじめに", "続いて"), names, posts, strict=True):
            points = draw.sample(said["point"], draw.randint(3, 5))
            points.append("{}を{}に替えたい。".format(*draw.sample(UNKNOWN_TERMS, 2)))
            about = {"turn": turn, "name": name, "post": post, "title": draw.choice(TITLES)}
            report += TALK.format(**about, points="\n".join(f"  • {point}" for point in points))
        answers = "\n".join(
            f"Q:{question}\nA({draw.choice(names)[:2]}):{draw.choice(said['answer'])}"
            for question in draw.sample(said["question"], 3)
        )
        reports.append(report + DISCUSSION.format(answers=answers))
    return "投稿者「ICPF」のアーカイブ\n\n" + "\n".join(reversed(reports))


def load(years: Sequence[int], n: int) -> icpf.Corpus:
    """The corpus of an archive of `n` seminars over these years, with tables that know no page."""
    with tempfile.TemporaryDirectory() as folder:
        data = clone(Path(folder), {"made.txt": archive(years, n)}) / "data"
        return icpf.load_corpus(data / "raw" / "made.txt", curated=data / "curated")


def clone(folder: Path, pages: dict[str, str]) -> Path:
    """A copy of the project as far as figures need it, with these pages under data/raw."""
    copy_project(folder, "icpf_analysis", "notebooks", "data/curated", "data/specifications.csv")
    if PAGE.name not in pages:  # rows about a page that is not there are an error
        without_rows(folder / "data" / "curated")
    (folder / "data" / "raw").mkdir()
    for name, text in pages.items():
        (folder / "data" / "raw" / name).write_text(text, encoding="utf-8")
    return folder


def make_figures(folder: Path, *names: str) -> str:
    """``make figures`` in a clone; empty where every notebook passed, else what failed."""
    code, errors = ended(folder, "figures", *names)
    return (errors[-3000:] or f"exit {code}") if code else ""


def cut_at_the_edge(figures: Path) -> list[str]:
    """Pictures of which something reaches the margin, and so perhaps goes on beyond it."""
    cut = []
    for path in sorted(figures.glob("*/*.png")):
        ink = np.asarray(Image.open(path).convert("L")) < 250
        if ink[[0, 1, -2, -1]].any() or ink[:, [0, 1, -2, -1]].any():
            cut.append(f"{path.parent.name}/{path.name}")
    return cut
