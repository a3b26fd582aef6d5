"""The command line: ``icpf figures``, ``icpf site``, ``icpf data`` and ``icpf read``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from icpf_analysis.display import write_lines
from icpf_analysis.errors import PageError
from icpf_analysis.files import INSTALLED, PROCESSED, RAW, ROOT, ignore_interrupts
from icpf_analysis.reading.corpus import Corpus, corpus_of, load_corpus
from icpf_analysis.reading.pages import SUFFIXES, read_page, read_pages
from icpf_analysis.reading.schema import write_tables

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
    for path in [*write_tables(vars(corpus), PROCESSED), *write_lines(corpus.lines)]:
        print(path.relative_to(ROOT))
    return 0


def preview_page(path: str | Path, folder: str | Path = RAW, *, encoding: str | None = None) -> str:
    """Read `path` beside the pages of `folder`, and say what is read, doubted and left unread.

    A page of `folder` that has its name is left out, so that a new version of a page can be
    looked at before it takes the place of the old one. Nothing is written.

    Parameters
    ----------
    encoding : of `path`, where its bytes do not tell it.

    Raises
    ------
    PageError
        The page cannot be read, or not beside the others, or its name has another ending than
        pages have.
    """
    path, folder = Path(path), Path(folder)
    if path.is_dir():
        raise PageError(path, None, "a folder", "a page", "name one of its pages")
    if path.suffix.lower() not in SUFFIXES:
        found = f"the ending {path.suffix!r}" if path.suffix else "a name without an ending"
        todo = "save the page as text or HTML under such a name"
        raise PageError(path, None, found, f"one of {', '.join(SUFFIXES)}", todo)
    pages = [read_page(path, encoding)]
    if folder.is_dir() and any(file.suffix.lower() in SUFFIXES for file in folder.iterdir()):
        pages += [page for page in read_pages(folder) if page.source != path.name]
    corpus = corpus_of(sorted(pages, key=lambda page: page.source))
    lines, seminars, findings = (
        frame[frame["source"] == path.name].astype("object").fillna("")
        for frame in (corpus.lines, corpus.seminars, corpus.findings)
    )
    unread = lines[lines["role"] == "unread"]
    words = [f"{path.name}: {len(lines)} lines, {lines.iloc[0]['encoding']}"]
    words.append(f"read: {_number(len(seminars), 'seminar')}")
    for seminar in seminars.itertuples():
        words += _seminar(corpus, seminar)
    words.append(f"doubted: {_number(len(findings), 'finding')}")
    for doubt in findings.itertuples():
        taken = f" taken as {doubt.taken_as!s}" if doubt.taken_as else ""
        words.append(f"  line {doubt.line}: {doubt.kind}: {doubt.found}{taken} ({doubt.why})")
    words.append(f"unread: {_number(len(unread), 'line')}")
    words += [f"  line {row.line}: {str(row.text).strip()}" for row in unread.itertuples()]
    return "\n".join(words)


def _seminar(corpus: Corpus, seminar: Any) -> list[str]:
    people = corpus.appearances.query("seminar_id == @seminar.Index").astype("object")
    people = people.fillna({"role": "no role"})
    statements = corpus.statements.query("seminar_id == @seminar.Index")
    who = [f"{row.person_id} ({row.role}, {row.sector})" for row in people.itertuples()]
    parts = statements["part"].value_counts(sort=False)
    said = ", ".join(f"{n} {part}" for part, n in parts.items() if n)
    return [
        f"  {seminar.Index} (date {seminar.date_basis or 'missing'}), "
        f"lines {seminar.first_line}-{seminar.last_line}",
        f"    {seminar.series}「{seminar.title}」",
        f"    people: {'、'.join(who) or 'none'}",
        f"    statements: {len(statements)}" + (f" ({said})" if said else ""),
    ]


def _number(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


if __name__ == "__main__":
    sys.exit(main())
