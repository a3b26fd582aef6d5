"""The ledger of claims: what each rests on, and that it is committed as computed."""

import pandas as pd
import pytest

from icpf_analysis.errors import PageError
from icpf_analysis.files import FIGURES
from icpf_analysis.publishing.claims import MEASURES, compute_claims


def test_claims_are_committed_as_they_are_computed(claims):
    committed = pd.read_csv(FIGURES / "claims.csv", keep_default_na=False).set_index("claim")
    assert list(committed.index) == list(claims.index), "run make figures"
    assert set(claims.index) == set(MEASURES)
    for column in ("english", "japanese", "numbers", "verdict", "evidence"):
        assert committed[column].tolist() == claims[column].tolist(), column


def test_aims_fell_and_cards_rose_from_2012_to_2014(claims):
    assert claims.loc["aims and needs", "difference"] == pytest.approx(11 / 30 - 25 / 29)
    assert claims.loc["cards and authentication", "difference"] == pytest.approx(7 / 30)
    compared = claims.dropna(subset=["low"])
    assert compared["difference"].between(compared["low"], compared["high"]).all()


def test_a_sentence_without_a_measure_is_an_error_that_names_its_line(
    corpus, tmp_path, monkeypatch
):
    monkeypatch.setattr("icpf_analysis.publishing.claims.CURATED", tmp_path)
    text = "claim,notebook,english,japanese\nclouds,04-shift,Clouds rose.,クラウドが増えた。\n"
    (tmp_path / "claims.csv").write_text(text, encoding="utf-8")
    with pytest.raises(PageError, match=r"line 2.*'clouds'.*add its measure"):
        compute_claims(corpus)
