"""What a page prints is text wherever it is shown: no tag, no script, no link, no macro of it."""

import dataclasses
import re

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hostile import WHOLE

import icpf_analysis as icpf
from icpf_analysis.display import line_link, show_table
from icpf_analysis.plots import explore
from icpf_analysis.plots.corpus import comparability, roster
from icpf_analysis.publishing.saving import save_table

BAD = f'{WHOLE[0]}{WHOLE[1]}&amp;"]]>[x](javascript:alert(3))'
PAGE = f"""電子行政研究会セミナー「番号{BAD}」 見本ほか
2012年3月12日、見本会館{BAD}にて、第1回セミナー「番号{BAD}」を開催しました。
はじめに、架空花子氏({BAD})から、「番号{BAD}」と題した講演をいただきました。
  • 番号制度{BAD}を普及する。
後半は、見本太郎教授の司会で、参加者も含めた全体討論、意見交換が行われました。
【番号{BAD}】
  • 番号制度の課題{BAD}。
Q(質問):番号{BAD}は
A(回答、架空<b>):番号{BAD}です。
{BAD}
"""
HARMLESS = {"a", "br", "code", "div", "em", "p", "strong", "style", "table", "tbody", "td", "th",
            "thead", "tr", "wbr"}  # fmt: skip


def is_text_only(html, *words):
    """No tag but those of a table, no attribute that runs, no link but to a line; `words` shown."""
    soup = BeautifulSoup(f"<div>{html}</div>", "html.parser")  # text alone looks like a file
    for tag in soup.find_all(True):
        assert tag.name in HARMLESS, tag
        assert not [name for name in tag.attrs if name.startswith("on") or name == "src"]
        assert re.match(r"\.\./data/raw/[^:<]*$", tag.get("href", "../data/raw/"))
    assert all(word in soup.get_text() for word in words)


@pytest.fixture
def hostile(tmp_path):
    """Two seminars, the names of file, persons, titles and headings all of BAD."""
    file = tmp_path / 'x"><img src=y>.txt'
    file.write_text(PAGE + PAGE.replace("2012年3月12日", "2012年1月12日"), encoding="utf-8")
    return icpf.load_corpus(file)


def test_frames_are_text_in_a_notebook(hostile):
    counts = icpf.term_counts(hostile.terms, "heading")
    assert any(BAD in str(heading) for heading in counts.columns)
    for frame in (*vars(hostile).values(), comparability(hostile), roster(hostile), counts):
        is_text_only(frame._repr_html_())
        is_text_only(show_table(frame.reset_index()).html)
    is_text_only(show_table(hostile.lines).html, BAD)
    is_text_only(show_table(counts).html, BAD)
    is_text_only(line_link(hostile.lines["source"][0], 1))
    places = icpf.kwic(hostile.statements, "番号", 200)
    is_text_only(places._repr_html_(), BAD)
    is_text_only(places[["left", "statement_id"]]._repr_html_())


def test_comparisons_and_boxes_are_text(hostile):
    said = hostile.statements.assign(heading=hostile.statements["heading"].fillna(BAD + "2"))
    headed = dataclasses.replace(hostile, statements=said)
    shown = explore.show_contrast(headed, BAD + "2", "番号" + BAD, "heading")
    is_text_only(shown.html, BAD)
    for what, how, words in ((BAD, "pattern", ""), ("番号.*script", "pattern", "<script>"),
                             (BAD, "theme", "<script>")):  # fmt: skip
        is_text_only(explore.look_up_box(hostile, what, how).children[-1].value, words)
    is_text_only(explore.contrast_box(hostile).children[-1].value)


@pytest.mark.parametrize("cell", [BAD, "[1pt] x", "*", "\\input{x}", "a & b \\\\ c", "$x^2$ ~ #_%"])
def test_a_table_for_a_paper_is_text_in_latex_and_in_html(tmp_path, monkeypatch, cell):
    monkeypatch.setenv("ICPF_FIGURES", str(tmp_path))
    frame = pd.DataFrame({"words": [cell], "n": [1.5], cell: ["x"]})
    is_text_only(save_table("bad", frame).html, cell)
    for labels in ("ja", "en"):
        latex = (tmp_path / labels / "bad.tex").read_text(encoding="utf-8")
        latex = latex.partition("\n{\\footnotesize\n")[2]
        kept = r"\\(?:begin|end)\{tabular\}(?:\{@\{\}lrl@\{\}\})?|\\(?:top|mid|bottom)rule|\\\\$"
        left = re.sub(kept, "", latex, flags=re.MULTILINE)
        left = re.sub(r"\\(?:[&%$#_{}]|text\w+ ?|space\b)", "", left)
        assert "\\" not in left and not re.search(r"^[\[*]", left, re.MULTILINE)
        rows = [re.sub(r"\\&", "", line) for line in latex.splitlines() if line.endswith("\\\\")]
        assert [row.count("&") for row in rows] == [2, 2]
