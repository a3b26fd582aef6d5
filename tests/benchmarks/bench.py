"""Tokens and terms a second, beside the mecab program on the same text in the same run.

Run it with ``make bench``. The text is made from the clauses of the page in random order, so
that hardly a sentence comes twice; once more with a made-up katakana word in every sentence,
so that new words do not end. Every figure is the best of a few rounds, all ways in turn in
each round; time is without start and imports, memory the peak of the process, with that of the
largest worker.
"""

import argparse
import json
import math
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import islice, pairwise
from pathlib import Path

import icpf_analysis as icpf

SIZES = (1, 10, 50)
"""Megabytes of UTF-8."""
NEW = "10, new words"
FIELDS = r"%m\t%f[10]\t%f[0]\t%f[1]\t%f[2]\n"
UNKNOWN = r"%m\t\t%f[0]\t%f[1]\t%f[2]\n"
WAYS = {
    "mecab": "the mecab program, same fields",
    "tokens1": "tokenize, one process",
    "tokens2": "tokenize, two processes",
    "terms1": "terms counted by year, one process",
    "terms2": "terms counted by year, two processes",
    "pieces2": "the same, 10,000 statements at a time",
}


def write_text(path: Path, megabytes: int, *, new_words: bool = False) -> None:
    statements = icpf.load_corpus().statements["text"]
    clauses = [clause for text in statements for clause in re.findall("[^、。\n]+", text)]
    draw = random.Random(2014)
    kana = [chr(code) for code in range(0x30A2, 0x30ED, 2)]
    left = megabytes * 1_000_000
    with path.open("w", encoding="utf-8") as file:
        while left > 0:
            parts = draw.choices(clauses, k=draw.randint(2, 4))
            if new_words:
                parts[-1] = "".join(draw.choices(kana, k=4)) + "が" + parts[-1]
            sentence = "、".join(parts) + "。\n"
            file.write(sentence)
            left -= len(sentence.encode())


def statements_of(lines):
    import pandas as pd

    frame = pd.DataFrame({"text": [line.rstrip("\n") for line in lines]})
    ids = frame.index.astype("str").rename("statement_id")
    return frame.assign(year=2012 + frame.index % 3).set_index(ids)


def work(way: str, path: Path) -> None:
    """One way, in a process of its own; prints its seconds and its peak."""

    icpf.extract_terms(statements_of(["番号\n"]))
    processes = int(way[-1])
    with path.open(encoding="utf-8") as file:
        if way.startswith("pieces"):
            start = time.perf_counter()
            total = None
            while piece := list(islice(file, 10_000)):
                terms = icpf.extract_terms(statements_of(piece), processes=processes)
                counts = icpf.term_counts(terms, "year")
                total = counts if total is None else total.add(counts, fill_value=0)
        else:
            statements = statements_of(file)
            start = time.perf_counter()
            if way.startswith("tokens"):
                icpf.tokenize(statements, processes=processes)
            else:
                icpf.term_counts(icpf.extract_terms(statements, processes=processes), "year")
    seconds = time.perf_counter() - start
    peak = sum(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(json.dumps([seconds, peak / 1024]))


def measure(way: str, path: Path) -> tuple[float, float]:
    if way != "mecab":
        told = subprocess.run(
            [sys.executable, __file__, "--way", way, "--text", str(path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        return tuple(json.loads(told.stdout))
    import unidic_lite

    command = [
        "mecab",
        "-d",
        unidic_lite.DICDIR,
        "-r",
        os.devnull,
        "-O",
        "",
        "-E",
        "",
        "-b",
        "65536",
    ]
    start = time.perf_counter()
    child = subprocess.Popen([*command, "-F", FIELDS, "-U", UNKNOWN, "-o", os.devnull, str(path)])
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit("the mecab program failed")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def megabytes_of(size: int | str) -> int:
    return 10 if size == NEW else int(size)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--way", choices=WAYS)
    parser.add_argument("--text", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if options.way:
        work(options.way, options.text)
        return
    if not shutil.which("mecab"):
        sys.exit("the mecab program is not here; on Debian: apt install mecab")
    best: dict[tuple[int | str, str], tuple[float, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in (*SIZES, NEW):
            path = Path(folder, f"{size}.txt")
            write_text(path, megabytes_of(size), new_words=size == NEW)
            for _ in range(options.rounds):
                for way in WAYS:
                    best[size, way] = min(best.get((size, way), (math.inf, 0)), measure(way, path))
    print("| way | MB | seconds | MB/s | of mecab | of one process | peak MB |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for (size, way), (seconds, peak) in best.items():
        of_mecab = best[size, "mecab"][0] / seconds
        alone = (
            best.get((size, way[:-1].replace("pieces", "terms") + "1"), (seconds, 0))[0] / seconds
        )
        print(
            f"| {WAYS[way]} | {size} | {seconds:.2f} | {megabytes_of(size) / seconds:.2f} "
            f"| {of_mecab:.2f} | {alone:.2f} | {peak:.0f} |"
        )
    print(
        "\nGrowth: seconds as a power of the size,",
        ", ".join(
            f"{way} {math.log(best[high, way][0] / best[low, way][0]) / math.log(high / low):.2f}"
            f" ({low} to {high} MB)"
            for way in ("mecab", "tokens1", "terms1")
            for low, high in pairwise(SIZES)
        ),
    )


if __name__ == "__main__":
    main()
