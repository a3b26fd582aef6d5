"""The time of all notebooks by the runner, beside that of as many empty figures.

Run it with ``make bench``. The same notebooks are run cut down to their import statements, then
with as many figures as each saves, each of empty axes and one Japanese label, then as they are; by
the same runner, two at a time, in the same run. All write to temporary folders; the checkout is
not touched. They take turns, and the best round of each counts.
"""

import ast
import math
import tempfile
import time
from pathlib import Path

import nbformat

from icpf_analysis.files import FIGURES
from icpf_analysis.publishing.notebooks import find_notebooks, read_notebook, run_notebooks

GOAL = 1.5
"""Times the empty figures, at most."""
ROUNDS = 3


EMPTY = """
import pandas as pd
from icpf_analysis.plots import style
from icpf_analysis.publishing.saving import save_figure
for number in range({n}):
    narrow = 60 if number < {n_narrow} else 0
    draw = style.drawing(narrow=narrow)(lambda frame, axes, labels: axes.set_xlabel("番号"))
    save_figure(f"{stem}-{{number}}", draw, pd.DataFrame({{"n": [1]}}))
"""


def write_copies(floor: Path, empty: Path, whole: Path) -> None:
    """Each notebook three times: its imports, these with as many empty figures, and as it is."""
    for path in find_notebooks().values():
        (whole / path.name).write_bytes(path.read_bytes())
        book = read_notebook(path)
        code = [cell.source for cell in book.cells if cell.cell_type == "code"]
        statements = [statement for source in code for statement in ast.parse(source).body]
        imported = [each for each in statements if isinstance(each, ast.Import | ast.ImportFrom)]
        imports = "\n".join(map(ast.unparse, imported))
        n = sum("save_figure(" in source for source in code)
        n_narrow = len([*FIGURES.glob(f"en/{path.stem[:2]}-*-85mm.pdf")])
        empties = EMPTY.format(n=n, n_narrow=n_narrow, stem=path.stem)
        for folder, figures in ((floor, ""), (empty, empties)):
            book.cells = [nbformat.v4.new_code_cell(imports + figures, id="cut-down")]
            nbformat.write(book, folder / path.name)


def seconds(folder: Path, figures: Path) -> float:
    start = time.perf_counter()
    runs, _ = run_notebooks(folder=folder, figures=figures)
    took = time.perf_counter() - start
    for run in runs:
        if run.failure:
            raise SystemExit(run.failure)
    return took


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folders = {name: Path(place, name) for name in ("floor", "empty", "whole")}
        for folder in folders.values():
            folder.mkdir()
        write_copies(**folders)
        best = dict.fromkeys(folders, math.inf)
        for _ in range(ROUNDS):
            for name, folder in folders.items():
                best[name] = min(best[name], seconds(folder, Path(place, "figures", name)))
    print("| all notebooks, two at a time | seconds | of the empty figures |\n| --- | --- | --- |")
    for name, what in (
        ("floor", "kernel start and imports"),
        ("empty", "and as many empty figures"),
        ("whole", "all cells, as they are"),
    ):
        print(f"| {what} | {best[name]:.1f} | {best[name] / best['empty']:.2f} |")
    print(f"\nGoal: at most {GOAL} of the empty figures.\n")


if __name__ == "__main__":
    main()
