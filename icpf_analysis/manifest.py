"""The manifest: what each notebook was made of, and what it made, by hashes and versions."""

import hashlib
import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from icpf_analysis.errors import PageError
from icpf_analysis.files import write_whole
from icpf_analysis.places import CURATED, RAW, ROOT

_SHAPING = (
    "fonttools",
    "fugashi",
    "icpf_analysis",
    "ipykernel",
    "matplotlib",
    "matplotlib-fontja",
    "nbclient",
    "nbformat",
    "networkx",
    "numpy",
    "pandas",
    "pillow",
    "scikit-learn",
    "scipy",
    "unidic-lite",
    "wordcloud",
)
"""Distributions whose version can change a byte of the outputs."""


class Run(NamedTuple):
    """What became of one notebook: its outputs, or two lines on why it failed."""

    notebook: Path
    outputs: list[Path]
    """Relative to the figures folder."""
    failure: str


def read_manifest(file: Path) -> dict[str, Any]:
    """Notebook -> its entry; none where nothing was run yet.

    Outputs that no notebook makes any more are removed, so each is to lie in the figures.
    """
    try:
        entries = json.loads(file.read_bytes())["notebooks"] if file.exists() else {}
        for output, _ in (pair for entry in entries.values() for pair in entry["outputs"].items()):
            parts = Path(output).parts
            if parts[0] != file.parent.name or ".." in parts:
                raise ValueError(f"the output {output!r}, outside {file.parent.name}/")
        return entries
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as problem:
        raise PageError(file, None, str(problem), "the manifest", "git restore it") from problem


def write_manifest(
    runs: Sequence[Run], entries: dict[str, Any], old: dict[str, Any], figures: Path
) -> None:
    """What was made of what, notebook by notebook: hashes of inputs and outputs, and versions.

    Figures of `old` that no entry names any more are removed.
    """
    inputs = sorted(
        path
        for folder in (RAW, CURATED)
        for path in folder.iterdir()
        if path.is_file() and not path.name.startswith(".")  # JupyterLab leaves checkpoints
    )
    for run in runs:
        if not run.failure:
            entries[run.notebook.name] = {
                "sha256": sha256(run.notebook),
                "inputs": {path.relative_to(ROOT).as_posix(): sha256(path) for path in inputs},
                "outputs": {
                    f"{figures.name}/{path.as_posix()}": sha256(figures / path)
                    for path in run.outputs
                },
                "versions": {name: version(name) for name in _SHAPING},
            }
    kept = {output for entry in entries.values() for output in entry["outputs"]}
    for entry in old.values():
        for output in set(entry["outputs"]) - kept:
            (figures.parent / output).unlink(missing_ok=True)
    _save_manifest(dict(sorted(entries.items())), figures)


def renew_hashes(runs: Sequence[Run], entries: dict[str, Any], figures: Path) -> None:
    """The hashes of the outputs that were replaced, and nothing else."""
    for run in runs:
        if run.notebook.name in entries:
            entries[run.notebook.name]["outputs"] |= {
                f"{figures.name}/{path.as_posix()}": sha256(figures / path) for path in run.outputs
            }
    if entries:
        _save_manifest(entries, figures)


def _save_manifest(entries: dict[str, Any], figures: Path) -> None:
    manifest = {"notebooks": entries}
    text = json.dumps(manifest, ensure_ascii=False, indent=2)
    write_whole(figures / "manifest.json", (text + "\n").encode())


def sha256(path: Path) -> str:
    """The hash of a file, as the manifest has it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
