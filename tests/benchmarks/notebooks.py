"""The time of all notebooks by the runner, beside what their start alone takes.

Run it with ``make bench``. The floor is the same notebooks cut down to their import statements,
so kernel start and imports, by the same runner, two at a time, in the same run. Both write to
temporary folders; the checkout is not touched. They take turns, and the best round of each counts.
"""

import argparse
import ast
import math
import tempfile
import time
from pathlib import Path

import nbformat

from icpf_analysis.notebooks import find_notebooks, read_notebook, run_notebooks

GOAL = 1.5
"""Times the floor, at most."""


def imports_of(book: nbformat.NotebookNode) -> str:
    """The import statements of all its cells."""
    return "\n".join(
        ast.unparse(statement)
        for cell in book.cells
        if cell.cell_type == "code"
        for statement in ast.parse(cell.source).body
        if isinstance(statement, ast.Import | ast.ImportFrom)
    )


def write_copies(folder: Path, floor: Path) -> int:
    """Each notebook into `folder`, and cut down into `floor`; how many there are."""
    there = find_notebooks()
    for path in there.values():
        (folder / path.name).write_bytes(path.read_bytes())
        book = read_notebook(path)
        book.cells = [nbformat.v4.new_code_cell(imports_of(book), id="imports")]
        nbformat.write(book, floor / path.name)
    return len(there)


def seconds(folder: Path, figures: Path) -> float:
    start = time.perf_counter()
    runs = run_notebooks(folder=folder, figures=figures)
    took = time.perf_counter() - start
    for run in runs:
        if run.failure:
            raise SystemExit(run.failure)
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folders = {name: Path(place, name) for name in ("floor", "notebooks")}
        for folder in folders.values():
            folder.mkdir()
        n = write_copies(folders["notebooks"], folders["floor"])
        best = dict.fromkeys(folders, math.inf)
        for _ in range(options.rounds):
            for name, folder in folders.items():
                took = seconds(folder, Path(place, "figures", name))
                best[name] = min(best[name], took)
    print(f"| {n} notebooks, two at a time | seconds | of the floor |")
    print("| --- | --- | --- |")
    print(f"| kernel start and imports: the floor | {best['floor']:.1f} | 1.00 |")
    ratio = best["notebooks"] / best["floor"]
    print(f"| all cells, figures written | {best['notebooks']:.1f} | {ratio:.2f} |")
    print(f"\nGoal: at most {GOAL} of the floor.\n")


if __name__ == "__main__":
    main()
