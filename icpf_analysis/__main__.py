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
    code = 1
    try:
        if INSTALLED and chosen.command != "read":
            found = f"icpf {chosen.command} works in a clone"
            todo = "git clone the repository, then make setup"
            problem = f"{found}: {todo}; installed, the package loads and measures pages"
        elif chosen.command == "figures":
            return _figures(chosen.notebook)
        elif chosen.command == "site":
            return _site()
        elif chosen.command == "data":
            return _data()
        else:
            print(preview_page(chosen.page, encoding=chosen.encoding))
            return 0
    except ModuleNotFoundError as missing:
        problem = f"{missing}; pip install -e '.[notebooks]'"
    except PageError as refused:
        problem = str(refused)
    except OSError as failed:
        problem = f"{failed.filename}: {failed.strerror}" if failed.filename else str(failed)
    except UnicodeEncodeError as lacking:
        found = f"this console is {sys.stdout.encoding}, which has no"
        problem = f"{found} {lacking.object[lacking.start]!r}; set PYTHONUTF8=1 and run it again"
    except KeyboardInterrupt:
        problem, code = "stopped by Ctrl-C; no file is half written", STOPPED
    finally:
        if arguments is None:  # Python is about to end, and its exit code says what was done
            ignore_interrupts()
    print(f"icpf: {problem}", file=sys.stderr)
    return code


def _figures(names: Sequence[str]) -> int:
    from icpf_analysis.publishing.notebooks import run_notebooks  # brings Jupyter; others need none
    from icpf_analysis.publishing.saving import write_index

    runs, removed = run_notebooks(names)
    for run in runs:
        if run.failure:
            print(run.failure, file=sys.stderr)
        else:
            print(f"{run.notebook.relative_to(ROOT)}: {len(run.outputs)} files in figures/")
    for path in removed:
        print(f"{path.relative_to(ROOT)}: removed, no notebook saves it")
    if any(run.failure for run in runs):
        return 1
    write_index()
    return 0


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
