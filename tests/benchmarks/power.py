"""Power and false alarms of three tests in archives invented from the real statements.

Run it with ``.venv/bin/python tests/benchmarks/power.py``; it writes power.csv. README.md beside
it says how the archives are made. Seeded: it repeats to the digit.
"""

from collections import defaultdict
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control

import icpf_analysis as icpf
from icpf_analysis.measures.keyness import exact_p
from icpf_analysis.measures.permutation import permutation_test
from icpf_analysis.measures.trend import estimate_slopes, slope_of_shares

HERE = Path(__file__).parent
SEMINARS = (4, 8, 16, 24, 40)
YEARS = 10
RISES = {"none": 0.0, "weak": 0.125, "moderate": 0.25, "strong": 0.5}
"""Planted, in log-odds per year."""
SD = 1.35
"""Of the effect of each seminar on the log-odds of each theme; see ``spread``."""
ARCHIVES = 20
"""Of each kind, for each theme in which the rise is planted."""
LEVEL = 0.05


def real() -> tuple[np.ndarray, np.ndarray]:
    """Statements x themes of the real page, 1 where the statement has the theme; and seminars."""
    terms = icpf.themes_as_terms(icpf.extract_terms(icpf.load_corpus().statements))
    themes = pd.crosstab(terms["statement_id"], terms["term"]).clip(upper=1)
    seminar_of = terms.groupby("statement_id", observed=True)["seminar_id"].first()[themes.index]
    return themes.drop(columns="no theme").to_numpy(), seminar_of.to_numpy(object)


def invented(draw, statements, sizes, seminars, theme=0, rise=0.0):
    """Times, sizes and seminars x themes of one archive.

    The statements of a seminar are drawn, with replacement, from all real ones. A statement is
    the likelier the larger the sum of its themes' effects in that seminar; so the effects add
    to the log-odds of a theme, and so does the rise.
    """
    times = np.round(np.linspace(0, YEARS, seminars))
    effects = draw.normal(0, SD, (seminars, statements.shape[1]))
    effects[:, theme] += rise * (times - times.mean())
    weights = np.exp(effects @ statements.T)
    of = draw.choice(sizes, seminars)
    drawn = [draw.multinomial(n, w / w.sum()) for n, w in zip(of, weights, strict=True)]
    return times, of, np.array(drawn) @ statements


def spread(counts, sizes) -> float:
    """Variance of the shares between seminars over the binomial one, median over the themes."""
    share = counts.sum(axis=0) / sizes.sum()
    there = counts.any(axis=0)
    due = sizes[:, None] * share[there]
    squares = (counts[:, there] - due) ** 2 / (due * (1 - share[there]))
    return float(np.median(squares.sum(axis=0) / (len(sizes) - 1)))


def fisher(late, sizes, counts):
    (b, n_b), (a, n_a) = ((counts[it].sum(axis=0), sizes[it].sum()) for it in (late, ~late))
    return exact_p(b, n_b, a, n_a)


def p_values(times, sizes, counts) -> dict:
    """p of each test, one per theme."""
    late = np.arange(len(times)) >= len(times) // 2
    halves = permutation_test(counts, sizes, late)
    trend = permutation_test(counts, sizes, times, slope_of_shares)
    return {
        "Fisher on statements, halves": fisher(late, sizes, counts),
        "permuted seminars, halves": halves["p_seminars"].to_numpy(),
        "permuted seminars, trend": trend["p_seminars"].to_numpy(),
    }


def measure(statements, sizes, seminars, planted) -> list[dict]:
    draw = np.random.default_rng([seminars, list(RISES).index(planted)])
    rise, n_themes = RISES[planted], statements.shape[1]
    p_of, covered = defaultdict(list), []
    for theme in np.repeat(np.arange(n_themes), ARCHIVES):
        times, of, counts = invented(draw, statements, sizes, seminars, theme, rise)
        looked_at = np.arange(n_themes) == theme if rise else np.full(n_themes, True)
        for name, p in p_values(times, of, counts).items():
            p_of[name].append(np.stack([p, false_discovery_control(p)])[:, looked_at])
        if counts[:, theme].any():
            slope = estimate_slopes(counts[:, [theme]], of, times).iloc[0]
            covered.append(slope["low"] <= rise <= slope["high"])
    rows = []
    for name, found in p_of.items():
        p, q = np.concatenate(found, axis=1)
        row = {"seminars": seminars, "planted": planted, "per_year": rise, "test": name}
        row |= {"themes": len(p), "p_05": (p <= LEVEL).mean().round(3)}
        row |= {"q_05": (q <= LEVEL).mean().round(3), "coverage": None}
        if name.endswith("trend"):
            row["coverage"] = np.mean(covered).round(3)
        rows.append(row)
    return rows


def main() -> None:
    statements, seminar_of = real()
    names = np.unique(seminar_of)
    counts = np.array([statements[seminar_of == name].sum(axis=0) for name in names])
    sizes = np.array([(seminar_of == name).sum() for name in names])
    draw = np.random.default_rng(0)
    archives = [invented(draw, statements, sizes, len(names)) for _ in range(1000)]
    matched = np.mean([spread(drawn, of) for _, of, drawn in archives])
    print(f"variance between seminars over the binomial one: {spread(counts, sizes):.1f} in the")
    print(f"real archive, {matched:.1f} on average in invented ones of as many seminars")
    rows = []
    for seminars in SEMINARS:
        for planted in RISES:
            rows += measure(statements, sizes, seminars, planted)
            print(pd.DataFrame(rows[-3:]).to_string(header=False, index=False), flush=True)
    pd.DataFrame(rows).to_csv(HERE / "power.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
