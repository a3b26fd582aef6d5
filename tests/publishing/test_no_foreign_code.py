"""The library opens no socket, starts no program, unpickles nothing and evaluates no text.

Python itself reports what a process does (``sys.addaudithook``); the whole way from the page to
figures is walked in a process of its own.
"""

import json
import subprocess
import sys

import pytest

from icpf_analysis.files import ROOT

WALK = r"""
import json, sys, traceback

WATCHED = ("socket.", "pickle.", "marshal.load", "os.system", "os.exec", "os.spawn",
           "os.posix_spawn", "os.fork", "os.startfile", "subprocess.", "exec", "compile",
           "webbrowser.", "urllib.", "http.", "ftplib.", "smtplib.", "ctypes.dlopen")
done = {}

def hook(event, arguments):
    if not event.startswith(WATCHED) or not walking:
        return
    frames = [frame for frame in traceback.extract_stack()[:-1]]
    names = [frame.filename for frame in frames]
    if any("importlib" in name for name in names):
        return  # the code of a module, on its import
    if event == "compile" and names[-1].endswith(("/ast.py", "/inspect.py")):
        return  # parsed, not run
    made = next((name for name in reversed(names) if not name.startswith("<")), "?")
    what = f"{event} by {made.replace(chr(92), '/').split('site-packages/')[-1]}"
    done.setdefault(what, [f"{f.filename}:{f.lineno} {f.name}" for f in frames[-4:]])

walking = False
sys.addaudithook(hook)
import matplotlib
matplotlib.use("agg")
walking = True
import icpf_analysis as icpf
from icpf_analysis.display import show_table
from icpf_analysis.plots import corpus as plots, explore
from icpf_analysis.publishing.saving import save_figure, save_table
from icpf_analysis.reading.schema import write_tables
corpus = icpf.load_corpus()
counts = icpf.term_counts(corpus.terms)
icpf.kwic(corpus.statements, "番号", whole=True)._repr_html_()
icpf.term_candidates(corpus.statements), icpf.theme_shares(corpus.statements)
icpf.divergences(corpus.terms, draws=20), icpf.topics(corpus.terms, 3, seeds=2)
icpf.correspondence(counts), icpf.dispersion(counts)
explore.show_contrast(corpus, 2012, 2014), explore.look_up(corpus, "番号.+カード", "pattern")
show_table(corpus.findings)
save_table("walk", corpus.findings[["line", "kind"]])
save_figure("walk", plots.draw_roster, plots.roster(corpus))
write_tables(vars(corpus), sys.argv[1])
walking = False
print(json.dumps(done))
"""
WRITERS = {
    "collections/__init__.py": "namedtuple: DataFrame.itertuples, with names it has checked",
    "dataclasses.py": "the __init__ of a dataclass",
    "jinja2/environment.py": "pandas' own template of a LaTeX table",
    "fontTools/ttLib/tables/otBase.py": "the classes of a font's tables, by name",
}
"""What compiles code of its own making, and which; no word of a page is in it."""


@pytest.mark.slow
def test_from_the_page_to_the_figures_nothing_foreign_is_run(tmp_path, monkeypatch):
    monkeypatch.setenv("ICPF_FIGURES", str(tmp_path / "figures"))
    ran = subprocess.run(
        [sys.executable, "-c", WALK, str(tmp_path / "tables")],
        cwd=ROOT, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    foreign = {
        what: where
        for what, where in json.loads(ran.stdout.splitlines()[-1]).items()
        if not (what.startswith(("compile by", "exec by")) and what.endswith(tuple(WRITERS)))
    }
    assert not foreign, json.dumps(foreign, indent=1)
    assert (tmp_path / "figures" / "ja" / "walk.pdf").exists()
