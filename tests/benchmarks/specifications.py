"""Write data/specifications.csv: the headline claims in every way of counting.

The notebooks read the finished table, so that they need no other dictionary. Run it with
``make specifications``; it takes a few minutes.
"""

import pandas as pd

import icpf_analysis as icpf
from icpf_analysis.files import ROOT
from icpf_analysis.measures.specifications import divergence_claim, share_claim, specifications

SIDES = ({"year": 2014, "subject": "number system"}, 2012)
THEMES = (
    "private use",
    "health and welfare",
    "disaster",
    "cards and authentication",
    "municipal systems",
)


def main() -> None:
    """Count, and write the table."""
    statements = icpf.load_corpus().statements
    tables = [specifications(statements, divergence_claim(*SIDES)).assign(claim="divergence")]
    shares = {"term: 対応": share_claim("対応", *SIDES)}
    shares |= {f"theme: {theme}": share_claim(theme, *SIDES, column="theme") for theme in THEMES}
    for name, claim in shares.items():
        tables.append(specifications(statements, claim, sizes=(1.0,)).assign(claim=name))
    table = pd.concat(tables, ignore_index=True)
    columns = ["claim", *table.columns.drop("claim")]
    target = ROOT / "data" / "specifications.csv"
    table[columns].to_csv(target, index=False, lineterminator="\n", float_format="%.6g")
    print(table.groupby("claim")["holds"].agg(["sum", "size"]))


if __name__ == "__main__":
    main()
