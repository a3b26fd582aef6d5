"""Speed as ratios: the tokenizer beside the mecab program, Dask beside one process.

Run it with ``make bench``; see the README beside this file. The text is made from the clauses
of the page in random order, so that hardly a sentence comes twice.
"""

import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import pandas as pd
import unidic_lite

import icpf_analysis as icpf

ROUNDS = 3
DASK_MEGABYTES = 100
MECAB = ["mecab", "-d", unidic_lite.DICDIR, "-r", os.devnull, "-b", "65536", "-O", "", "-E", "",
         "-F", r"%m\t%f[10]\t%f[0]\t%f[1]\t%f[2]\n", "-U", r"%m\t\t%f[0]\t%f[1]\t%f[2]\n",
         "-o", os.devnull]  # fmt: skip
"""The program with the fields of ``tokenize``; without -b it splits long lines."""


def sentences(megabytes: int, *, new_words: bool = False) -> list[str]:
    """Invented sentences, `megabytes` of UTF-8; with `new_words` each has a made-up one."""
    statements = icpf.load_corpus().statements["text"]
    clauses = [clause for text in statements for clause in re.findall("[^、。\n]+", text)]
    draw = random.Random(2014)
    kana = [chr(code) for code in range(0x30A2, 0x30ED, 2)]
    made: list[str] = []
    left = megabytes * 1_000_000
    while left > 0:
        parts = draw.choices(clauses, k=draw.randint(2, 4))
        if new_words:
            parts[-1] = "".join(draw.choices(kana, k=4)) + "が" + parts[-1]
        made.append("、".join(parts) + "。")
        left -= len(made[-1].encode()) + 1
    return made


def statements_of(texts: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame({"text": texts})
    return frame.assign(statement_id=frame.index.astype("str"), year=2012 + frame.index % 3)


def cpu_of_mecab(path: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*MECAB, str(path)], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def tokenize_file(path: Path) -> None:
    """In a process of its own: prints the CPU seconds of ``tokenize`` and the peak in MB."""
    statements = statements_of(path.read_text(encoding="utf-8").splitlines())
    start = time.process_time()
    icpf.tokenize(statements)
    seconds = time.process_time() - start
    print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def bench_tokenizer(folder: Path) -> None:
    """CPU time, which other programs on the machine disturb least."""
    print("| text | tokenize, s | of mecab | peak MB |\n| --- | --- | --- | --- |")
    for megabytes, new_words in ((1, False), (10, False), (50, False), (10, True)):
        path = folder / "text.txt"
        path.write_text("\n".join(sentences(megabytes, new_words=new_words)), encoding="utf-8")
        again = [sys.executable, __file__, "--tokenize", str(path)]
        rounds = []
        for _ in range(ROUNDS):
            took, peak = json.loads(subprocess.check_output(again))
            rounds.append((cpu_of_mecab(path) / took, took, peak))
        ratios, seconds, peaks = zip(*rounds, strict=True)
        name = f"{megabytes} MB" + (", a new word in every sentence" if new_words else "")
        print(f"| {name} | {median(seconds):.2f} | {median(ratios):.2f} "
              f"({min(ratios):.2f} to {max(ratios):.2f}) | {max(peaks):.0f} |")  # fmt: skip


def bench_dask(folder: Path) -> None:
    """Parquet to counts by year: pandas in one process, then two workers of one thread."""
    import dask.dataframe as dd
    from distributed import Client, LocalCluster

    statements = statements_of(sentences(DASK_MEGABYTES))
    dd.from_pandas(statements, npartitions=16).to_parquet(folder / "parquet")
    start = time.perf_counter()
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster),
    ):
        print(f"\nCluster started in {time.perf_counter() - start:.1f} s")
        print(f"| {DASK_MEGABYTES} MB of Parquet to counts | one process, s | Dask, s | ratio |")
        print("| --- | --- | --- | --- |")
        for number in range(1, ROUNDS + 1):
            begin = time.perf_counter()
            rows = pd.read_parquet(folder / "parquet")
            plain = icpf.term_counts(icpf.extract_terms(rows), "year")
            middle = time.perf_counter()
            lazy = dd.read_parquet(folder / "parquet").categorize("year")
            counts = icpf.term_counts(icpf.extract_terms(lazy), "year").compute()
            one, two = middle - begin, time.perf_counter() - middle
            assert counts.loc[plain.index].to_numpy().tolist() == plain.to_numpy().tolist()
            print(f"| round {number} | {one:.1f} | {two:.1f} | {one / two:.2f} |", flush=True)


def main() -> None:
    if sys.argv[1:2] == ["--tokenize"]:
        tokenize_file(Path(sys.argv[2]))
        return
    if not shutil.which("mecab"):
        sys.exit("the mecab program is not here; on Debian: apt install mecab")
    with tempfile.TemporaryDirectory() as folder:
        bench_tokenizer(Path(folder))
        bench_dask(Path(folder))


if __name__ == "__main__":
    main()
