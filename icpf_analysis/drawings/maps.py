"""Maps of the vocabulary: seminars among their terms, and terms said together.

What a map needs beyond its measure, a place for each term, comes from the functions that begin
with ``place_``; they give frames too.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from icpf_analysis.counts import themes_of
from icpf_analysis.plots.point_names import Name, name_points
from icpf_analysis.plots.style import figure_of, theme_colour, theme_handles
from icpf_analysis.labels import gloss, label
from icpf_analysis.measures.maps import Correspondence

_BEND = 0.6
_SLOTS = 4
"""Parts of a network side by side, under the largest one."""
_DOT = {"marker": "o", "markersize": 4.5}


def place_terms(
    mapped: Correspondence, terms: pd.DataFrame, *, floor: int, places: int = 4
) -> pd.DataFrame:
    """Seminars and the commoner terms on the axes of a correspondence analysis.

    Parameters
    ----------
    mapped : the analysis of ``term_counts(terms)``.
    terms : one row an occurrence, with `term` and `theme`.
    floor : the least number of occurrences of a term that gets a place.
    places : decimals that coordinates are rounded to, so that a picture is the same on every
        machine.

    Returns
    -------
    One row a seminar (or year) and term, commonest terms first: `kind` (``seminar``, ``year``
    or ``term``), `name`, `theme` (empty without one), `n` (occurrences), `axis_1` and so on, and
    the same on every row: `share_1` and so on, the axes' shares of the inertia, and `floor`.
    """
    counts = terms["term"].astype("str").value_counts()
    common = [name for name in mapped.rows.index if counts[name] >= floor]
    themes = themes_of(terms)
    axes = list(mapped.inertias.index)
    seminars = mapped.columns[axes].assign(
        kind="year" if mapped.columns.index.name == "year" else "seminar",
        theme="",
        n=(mapped.columns["mass"] * len(terms)).round().astype(int),
    )
    points = mapped.rows.loc[common, axes].assign(
        kind="term",
        theme=[themes.get(name, "") for name in common],
        n=counts[common].to_numpy(),
    )
    frame = pd.concat([seminars.rename_axis("name"), points.rename_axis("name")]).reset_index()
    frame[axes] = frame[axes].round(places) + 0.0  # no -0
    frame = frame.rename(columns={axis: f"axis_{axis}" for axis in axes})
    columns = ["kind", "name", "theme", "n", *(f"axis_{axis}" for axis in axes)]
    for axis in axes:
        frame[f"share_{axis}"] = float(mapped.inertias["share"][axis])
    shares = [f"share_{axis}" for axis in axes]
    return frame[[*columns, *shares]].assign(floor=floor)


def draw_correspondence(points: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en") -> Any:
    """Seminars and terms on the first two axes (left), and on the third and second (right).

    Parameters
    ----------
    points : from :func:`place_terms`, with three axes or more; with two, the right is missing.
    axes : two Axes that share their y axis, or the left one alone.
    """
    panels = np.atleast_1d(np.asarray(axes, object))
    shown = (1, 3)[: len(panels)]
    places = points[[f"axis_{axis}" for axis in sorted({*shown, 2})]].to_numpy()
    limits = places.min() - 0.25, places.max() + 0.25
    names: list[list[Name]] = [[] for _ in panels]
    for ax, across, told in zip(panels, shown, names, strict=True):
        ax.axhline(0, color="#CCCCCC", linewidth=0.6, zorder=0)
        ax.axvline(0, color="#CCCCCC", linewidth=0.6, zorder=0)
        for _, point in points.iterrows():
            at = point[f"axis_{across}"], point["axis_2"]
            seminar = point["kind"] != "term"
            colour = "black" if seminar else theme_colour(point["theme"])
            ax.plot(*at, "D" if seminar else "o", color=colour, markersize=5 if seminar else 3)
            name = str(point["name"]) if seminar else gloss(point["name"], labels)
            told.append((name, at, 3.6 if seminar else 1.8))
        ax.set(xlim=limits, ylim=limits, aspect="equal")
        for axis, tell in ((across, ax.set_xlabel), (2, ax.set_ylabel)):
            share = f"{points[f'share_{axis}'].iloc[0]:.0%}"
            tell(label("Axis {axis}: {share} of inertia", labels, axis=axis, share=share))
    handles = theme_handles(points.loc[points["kind"] == "term", "theme"], labels, **_DOT)
    seminar = Line2D(
        [], [], ls="", marker="D", markersize=5, color="black",
        label=label(points["kind"].iloc[0], labels),
    )  # fmt: skip
    figure_of(panels[0]).legend(
        handles=[seminar, *handles],
        title=label(
            "Terms with {floor} occurrences or more, by theme",
            labels,
            floor=points["floor"].iloc[0],
        ),
        title_fontsize=7.5,
        loc="outside lower center",
        ncols=5 if len(handles) <= 5 else 4,
    )
    for ax, told in zip(panels, names, strict=True):
        name_points(ax, told)
    return axes


def place_networks(
    networks: Mapping[str, nx.Graph], *, floor: int, places: int = 3
) -> pd.DataFrame:
    """Networks of terms on one layout, so that a term stands in the same place in each.

    The layout is Kamada and Kawai's (1989) of all the networks' terms and pairs together.

    Parameters
    ----------
    networks : name -> graph from :func:`icpf_analysis.cooccurrence`.
    floor : the least number of statements of a term; a pair's is the graph's own.
    places : decimals that coordinates are rounded to, so that a picture is the same on every
        machine.

    Returns
    -------
    One row a network, term (`kind` ``term``) and pair (``pair``): `term`, `other` (of a pair),
    `n` (statements), `dice`, `theme`, `x`, `y`, `x_other`, `y_other`; and on every row
    `of_statements` of the network, `floor` and `pair_floor`.
    """
    kept = {
        name: graph.subgraph([term for term, of in graph.nodes(data=True) if of["n"] >= floor])
        for name, graph in networks.items()
    }
    whole: nx.Graph = nx.Graph()
    whole.add_nodes_from(sorted({term for graph in kept.values() for term in graph}))
    whole.add_edges_from(sorted({_ends(pair) for graph in kept.values() for pair in graph.edges}))
    at = {term: np.round(place, places) + 0.0 for term, place in _layout(whole).items()}
    rows: list[dict[str, Any]] = []
    for name, graph in kept.items():
        fixed = {
            "network": name,
            "of_statements": networks[name].graph["of_statements"],
            "floor": floor,
            "pair_floor": networks[name].graph["floor"],
        }
        for term, of in sorted(graph.nodes(data=True)):
            own = {"kind": "term", "term": term, "theme": of["theme"], "n": of["n"]}
            rows.append(fixed | own | dict(zip("xy", at[term], strict=True)))
        for first, second in sorted(map(_ends, graph.edges)):
            own = {"kind": "pair", "term": first, "other": second, **graph.edges[first, second]}
            places_ = dict(zip(["x", "y", "x_other", "y_other"], [*at[first], *at[second]],
                               strict=True))  # fmt: skip
            rows.append(fixed | own | places_)
    columns = ["network", "kind", "term", "other", "n", "dice", "theme", "x", "y", "x_other",
               "y_other", "of_statements", "floor", "pair_floor"]  # fmt: skip
    return pd.DataFrame(rows).reindex(columns=columns)


def _ends(pair: tuple[str, str]) -> tuple[str, str]:
    first, second = sorted(pair)
    return first, second


def _layout(whole: nx.Graph) -> dict[str, np.ndarray]:
    """The largest part by Kamada and Kawai, from -1 to 1; the others in rows underneath."""
    parts = sorted(nx.connected_components(whole), key=lambda part: (-len(part), min(part)))
    terms = sorted(parts[0])
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(terms)
    graph.add_edges_from(sorted(map(_ends, whole.subgraph(terms).edges)))
    # Long ways are drawn shorter than they are, so that what hangs together has room.
    distances = {
        term: {other: steps**_BEND for other, steps in ways.items()}
        for term, ways in nx.all_pairs_shortest_path_length(graph)
    }
    found = nx.kamada_kawai_layout(graph, dist=distances)
    places = np.array([found[term] for term in terms])
    low, high = places.min(axis=0), places.max(axis=0)
    wide = np.where(high > low, high - low, 1)
    at = dict(zip(terms, 2 * (places - low) / wide - 1, strict=True))
    for i, part in enumerate(parts[1:]):
        row, column = divmod(i, _SLOTS)
        middle = np.array([2 * (column + 0.5) / _SLOTS - 1, -1.3 - 0.35 * row])
        some: nx.Graph = nx.Graph()
        some.add_nodes_from(sorted(part))
        ring = nx.circular_layout(some, scale=0.1)
        at |= {term: middle + place[::-1] * (len(part) > 1) for term, place in ring.items()}
    return at


def draw_cooccurrence(networks: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en") -> Any:
    """Networks of terms said together, a panel each, every term in the same place in all.

    Parameters
    ----------
    networks : from :func:`place_networks`.
    axes : one a network, that share their y axis.
    """
    shown = list(dict.fromkeys(networks["network"]))
    x, y = networks["x"], networks["y"]
    names: list[list[Name]] = [[] for _ in axes]
    for ax, name, told in zip(axes, shown, names, strict=True):
        rows = networks[networks["network"] == name]
        for _, pair in rows[rows["kind"] == "pair"].iterrows():
            ax.plot(
                [pair["x"], pair["x_other"]],
                [pair["y"], pair["y_other"]],
                color="#AAAAAA",
                linewidth=0.6 * (pair["n"] - pair["pair_floor"] + 1),
                zorder=1,
            )
        for _, term in rows[rows["kind"] == "term"].iterrows():
            colour = theme_colour(term["theme"])
            at = term["x"], term["y"]
            ax.plot(
                *at, "o", color=colour, markersize=2.6 * term["n"] ** 0.5, zorder=2,
                markeredgecolor="white", markeredgewidth=0.4,
            )  # fmt: skip
            named = f"{gloss(term['term'], labels)} {term['n']}"
            told.append((named, at, 1.3 * term["n"] ** 0.5))
        ax.set(xlim=(x.min() - 0.35, x.max() + 0.35), ylim=(y.min() - 0.1, y.max() + 0.1))
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set_visible(False)
        ax.set_title(
            label(
                "{side}: n = {n}", labels, side=label(name, labels), n=rows["of_statements"].iloc[0]
            )
        )
    first = networks.iloc[0]
    figure_of(axes[0]).legend(
        handles=theme_handles(networks.loc[networks["kind"] == "term", "theme"], labels, **_DOT),
        title=label(
            "Terms in {floor} statements or more (number: how many), lines: pairs in "
            "{pair_floor} or more; the wider, the more",
            labels,
            floor=first["floor"],
            pair_floor=first["pair_floor"],
        ),
        title_fontsize=7.5,
        loc="outside lower center",
        ncols=4,
    )
    for ax, told in zip(axes, names, strict=True):
        name_points(ax, told)
    return axes
