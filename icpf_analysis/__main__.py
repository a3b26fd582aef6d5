"""The command line: ``icpf figures``, ``icpf report``, ``icpf data`` and ``icpf add``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from icpf_analysis.additions import add_page
from icpf_analysis.errors import PageError
from icpf_analysis.labels import LABELS
from icpf_analysis.places import PROCESSED, RAW, ROOT
from icpf_analysis.reading.corpus import load_corpus
from icpf_analysis.tables import write_tables


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 where all went well, 1 where something is to be mended."""
    parser = argparse.ArgumentParser(
        prog="icpf", description="Seminar reports of the ICPF as data, figures and notebooks."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    figures = commands.add_parser("figures", help="run the notebooks and write their figures")
    figures.add_argument("notebook", nargs="*", help="e.g. 00-corpus; all, if none is named")
    figures.add_argument("--labels", choices=LABELS, help="renew the files of this language only")
    figures.add_argument(
        "--only",
        metavar="NAME",
        action="append",
        default=[],
        help="renew this figure or table only, e.g. 00-timeline; may be given several times",
    )
    report = commands.add_parser("report", help="write the notebooks, as committed, as web pages")
    report.add_argument("folder", nargs="?", type=Path, help="report/ of the clone, if not named")
    data = commands.add_parser("data", help="write data/processed from data/raw and data/curated")
    data.add_argument(
        "--for-spreadsheets",
        metavar="FOLDER",
        type=Path,
        help="write the tables there instead, with the byte order mark that Excel asks for",
    )
    add = commands.add_parser("add", help="check a page, show what is read, copy it to data/raw")
    add.add_argument("page", type=Path, help="a .txt, .html or .htm page")
    add.add_argument("--encoding", help="refuse the page unless it is in this encoding")
    chosen = parser.parse_args(arguments)
    try:
        match chosen.command:
            case "figures":
                return _figures(chosen.notebook, chosen.labels, chosen.only)
            case "report":
                return _report(chosen.folder)
            case "add":
                return _add(chosen.page, chosen.encoding)
            case _:
                return _data(chosen.for_spreadsheets)
    except ModuleNotFoundError as problem:
        print(f"icpf: {problem}; pip install -e '.[notebooks]'", file=sys.stderr)
        return 1
    except (PageError, OSError) as problem:
        print(f"icpf: {_told(problem)}", file=sys.stderr)
        return 1


def _told(problem: PageError | OSError) -> str:
    """A problem in one line, the file it is about first."""
    if isinstance(problem, OSError) and problem.filename:
        return f"{problem.filename}: {problem.strerror}"
    return str(problem)


def _figures(names: Sequence[str], labels: str | None, only: Sequence[str]) -> int:
    from icpf_analysis.notebooks import run_notebooks  # brings Jupyter; icpf data needs none

    runs = run_notebooks(names, labels=labels, only=only)
    for run in runs:
        if run.failure:
            print(run.failure, file=sys.stderr)
        else:
            print(f"{run.notebook.relative_to(ROOT)}: {len(run.outputs)} files in figures/")
    return int(any(run.failure for run in runs))


def _report(folder: Path | None) -> int:
    from icpf_analysis.report import REPORT, write_report

    index, *pages = write_report(folder or REPORT)
    print(f"{index}: {len(pages)} pages behind it")
    return 0


def _data(spreadsheets: Path | None) -> int:
    for path in write_tables(load_corpus(), spreadsheets or PROCESSED, bom=bool(spreadsheets)):
        print(path if spreadsheets else path.relative_to(ROOT))
    return 0


def _add(page: Path, encoding: str | None) -> int:
    path, new, told = add_page(page, RAW, encoding=encoding)
    print(told)
    if new:
        print(f"copied to {path}; now run icpf data, and tell source and rights in data/README.md")
    else:
        print(f"{path} is this page already; nothing is copied")
    return 0


if __name__ == "__main__":
    sys.exit(main())
