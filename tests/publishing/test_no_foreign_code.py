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

WATCHED = ("socket.", "pickle.", "marshal.load", "os.system", "os.exec", "os.spawn", "os.fork",
           "os.posix_spawn", "subprocess.", "exec", "compile", "urllib.", "http.", "ctypes.dlopen")
done = set()

def hook(event, arguments):
    if walking and event.startswith(WATCHED):
        names = [frame.filename for frame in traceback.extract_stack()[:-1]]
        parsed = event == "compile" and names[-1].endswith(("/ast.py", "/inspect.py"))
        if not parsed and not any("importlib" in name for name in names):  # not run, a module's own
            done.add((event, [name for name in names if not name.startswith("<")][-1]))

walking = False
sys.addaudithook(hook)
import matplotlib
matplotlib.use("agg")
walking = True
import icpf_analysis as icpf
from icpf_analysis.plots import corpus as plots, explore
from icpf_analysis.publishing.saving import save_figure, save_table
from icpf_analysis.reading.schema import write_tables
corpus = icpf.load_corpus()
icpf.kwic(corpus.statements, "番号", whole=True)._repr_html_()
icpf.term_candidates(corpus.statements), icpf.theme_shares(corpus.statements)
icpf.divergences(corpus.terms, draws=20), icpf.topics(corpus.terms, 3, seeds=2)
icpf.correspondence(icpf.term_counts(corpus.terms))
explore.show_contrast(corpus, 2012, 2014), explore.look_up(corpus, "番号.+カード", "pattern")
save_table("walk", corpus.findings[["line", "kind"]])
save_figure("walk", plots.draw_roster, plots.roster(corpus))
write_tables(vars(corpus), sys.argv[1])
walking = False
print(json.dumps(sorted(done)))
"""
WRITERS = (
    "collections/__init__.py",  # namedtuple: DataFrame.itertuples, with names it has checked
    "dataclasses.py",  # the __init__ of a dataclass
    "jinja2/environment.py",  # pandas' own template of a LaTeX table
    "fontTools/ttLib/tables/otBase.py",  # the classes of a font's tables, by name
)
"""What compiles code of its own making; no word of a page is in it."""


@pytest.mark.slow
def test_from_the_page_to_the_figures_nothing_foreign_is_run(tmp_path, monkeypatch):
    monkeypatch.setenv("ICPF_FIGURES", str(tmp_path / "figures"))
    command = [sys.executable, "-c", WALK, str(tmp_path / "tables")]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr
    done = json.loads(ran.stdout.splitlines()[-1])
    own = [event in ("compile", "exec") and made.endswith(WRITERS) for event, made in done]
    assert own and all(own), done
    assert (tmp_path / "figures" / "ja" / "walk.pdf").exists()
