"""The command line: ``icpf figures``, ``icpf site``, ``icpf data`` and ``icpf read``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from icpf_analysis.display import write_lines
from icpf_analysis.errors import PageError
from icpf_analysis.files import INSTALLED, PROCESSED, ROOT, ignore_interrupts
from icpf_analysis.reading.corpus import load_corpus
from icpf_analysis.reading.preview import preview_page
from icpf_analysis.reading.tables import write_tables

STOPPED = 130
"""Exit code after Ctrl-C, as a shell gives it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 where all went well, 1 where something is to be mended."""
    parser = argparse.ArgumentParser(
        prog="icpf", description="Seminar reports of the ICPF as data, figures and notebooks."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    figures = commands.add_parser("figures", help="run the notebooks and write their figures")
    figures.add_argument("notebook", nargs="*", help="e.g. 00-corpus; all, if none is named")
    commands.add_parser("site", help="write README, notebooks and data as web pages: site/")
    commands.add_parser(
        "data", help="write data/processed and data/lines from data/raw and data/curated"
    )
    read = commands.add_parser(
        "read", help="show what is read, doubted and left unread of a page; nothing is written"
    )
    read.add_argument("page", type=Path, metavar="FILE", help="a page, as data/raw may hold it")
    read.add_argument("--encoding", help="its encoding, where it is not UTF-8")
    chosen = parser.parse_args(arguments)
    if INSTALLED and chosen.command != "read":
        problem = (
            f"icpf {chosen.command} works in a clone: git clone the repository, then make setup"
        )
        print(f"icpf: {problem}; installed, the package loads and measures pages", file=sys.stderr)
        return 1
    try:
        match chosen.command:
            case "figures":
                return _figures(chosen.notebook)
            case "site":
                return _site()
            case "data":
                return _data()
            case _:
                print(preview_page(chosen.page, encoding=chosen.encoding))
                return 0
    except ModuleNotFoundError as problem:
        print(f"icpf: {problem}; pip install -e '.[notebooks]'", file=sys.stderr)
        return 1
    except (PageError, OSError) as problem:
        print(f"icpf: {_message(problem)}", file=sys.stderr)
        return 1
    except UnicodeEncodeError as problem:
        sign = problem.object[problem.start]
        found = f"this console is {sys.stdout.encoding}, which has no {sign!r}"
        print(f"icpf: {found}; set PYTHONUTF8=1 and run it again", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("icpf: stopped by Ctrl-C; no file is half written", file=sys.stderr)
        return STOPPED
    finally:
        if arguments is None:  # Python is about to end, and its exit code says what was done
            ignore_interrupts()


def _message(problem: PageError | OSError) -> str:
    """A problem in one line, the file it is about first."""
    if isinstance(problem, OSError) and problem.filename:
        return f"{problem.filename}: {problem.strerror}"
    return str(problem)


def _figures(names: Sequence[str]) -> int:
    from icpf_analysis.publishing.notebooks import (
        run_notebooks,  # brings Jupyter; icpf data needs none
    )
    from icpf_analysis.publishing.saving import write_index

    runs, removed = run_notebooks(names)
    for run in runs:
        if run.failure:
            print(run.failure, file=sys.stderr)
        else:
            print(f"{run.notebook.relative_to(ROOT)}: {len(run.outputs)} files in figures/")
    for path in removed:
        print(f"{path.relative_to(ROOT)}: removed, no notebook saves it")
    if not any(run.failure for run in runs):
        write_index()
    return int(any(run.failure for run in runs))


def _site() -> int:
    from icpf_analysis.publishing.site import write_site  # brings Jupyter too

    (index, *others), left_out = write_site()
    for line in left_out:
        print(line, file=sys.stderr)
    print(f"{index}: {len(others)} files behind it")
    return 0


def _data() -> int:
    corpus = load_corpus()
    for path in [*write_tables(corpus, PROCESSED), *write_lines(corpus.lines)]:
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
