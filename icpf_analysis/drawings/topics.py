"""Subjects: themes by seminar and by year, maps of the vocabulary, topics.

A drawing takes a measured frame. What a map needs beyond its measure, a place for each term,
comes from the functions that begin with ``place_``; they give frames too.
"""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from matplotlib.text import Annotation
from matplotlib.ticker import PercentFormatter
from matplotlib.transforms import Bbox

from icpf_analysis.drawings.palette import (
    NO_THEME,
    THEME_COLOURS,
    YEAR_COLOURS,
    figure_of,
    ink,
    unit_of,
)
from icpf_analysis.labels import gloss, label
from icpf_analysis.measures.maps import Correspondence

_BEND = 0.6
_NEAR = 9
_DISTANCES = (1.5, 4, 6, 9, 12, 16, 20, 25, 30, 36, 42, 50, 60)
_ANGLES = (0, 180, 90, 270, 45, 135, 315, 225, 20, 160, 340, 200, 65, 115, 295, 245)
"""Where a name is tried round its point: points away, and degrees."""
_SAME = 5
"""Points so near each other, in points, have one name."""
_SLOTS = 4
"""Parts of a network side by side, under the largest one."""
_Name = tuple[str, tuple[float, float], float]
"""What is written, the point it belongs to, and half the width of its mark in points."""
_Place = tuple[tuple[float, float], float]
_GREY = "#555555"
_SIDES = {
    "across": {"a": YEAR_COLOURS["first"], "b": YEAR_COLOURS["later"]},
    "inside": {"a": "#BBBBBB", "b": _GREY},
}

_COMPARISONS = {
    "across": "Across the years ({tests} tests)",
    "inside": "Inside {year}, the control ({tests} tests)",
}


def draw_theme_heatmap(shares: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """Themes by seminar: a cell is as dark as its share, with the counts in it.

    Parameters
    ----------
    shares : from :func:`icpf_analysis.theme_shares`, by seminar or year.
    """
    themes, unit = list(dict.fromkeys(shares["theme"])), unit_of(shares)
    seminars = list(dict.fromkeys(shares[unit]))
    narrow = len(seminars) > 5
    grid = shares.pivot(index="theme", columns=unit, values="share")
    values = grid.loc[themes, seminars].to_numpy(float)
    mesh = ax.pcolormesh(values, cmap="Blues", vmin=0, vmax=1, edgecolor="white", linewidth=1)
    for _, cell in shares.iterrows():
        column, row = seminars.index(cell[unit]), themes.index(cell["theme"])
        ax.text(
            column + 0.5,
            row + 0.5,
            f"{cell['n_statements']}{chr(10) if narrow else ' '}/ {cell['of_statements']}",
            fontsize=6.5 if narrow else None,
            ha="center",
            va="center_baseline",
            color=ink(to_hex(tuple(mesh.to_rgba(cell["share"])))),
        )
    ax.set_yticks(np.arange(len(themes)) + 0.5, [label(theme, labels) for theme in themes])
    ax.set_xticks(np.arange(len(seminars)) + 0.5, seminars)
    ax.set_ylim(len(themes), 0)
    ax.tick_params(top=False, labeltop=True, bottom=False, labelbottom=False, length=0)
    ax.spines[:].set_visible(False)
    bar = figure_of(ax).colorbar(mesh, ax=ax, shrink=0.6, format=PercentFormatter(1))
    bar.outline.set_visible(False)
    bar.set_label(label("Share of statements (in the cells: with the theme / all)", labels))
    return ax


def draw_theme_shares(shares: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en") -> Any:
    """Shares of each theme by seminar, with both intervals; a panel a theme.

    Parameters
    ----------
    shares : from :func:`icpf_analysis.theme_shares`, by seminar or year, with `conf`, how much
        lies in an interval.
    axes : one a theme and one more at least, for the legend, which share their y axis.

    Raises
    ------
    ValueError
        There are too few axes.
    """
    themes, unit = list(dict.fromkeys(shares["theme"])), unit_of(shares)
    seminars = list(dict.fromkeys(shares[unit]))
    if len(axes) <= len(themes):
        raise ValueError(f"{len(axes)} axes for {len(themes)} themes and a legend; give more")
    for ax, theme in zip(axes, themes, strict=False):
        colour = THEME_COLOURS[theme]
        for _, row in shares[shares["theme"] == theme].iterrows():
            y = seminars.index(row[unit])
            ax.plot([row["low_speakers"], row["high_speakers"]], [y + 0.24] * 2, **_thin())
            ax.plot([row["low"], row["high"]], [y] * 2, color=colour, linewidth=2, alpha=0.6)
            ax.plot(row["share"], y, "o", color=colour, markersize=4.5, clip_on=False)
        ax.set_title(label(theme, labels), loc="left", pad=3)
        ax.set(xlim=(0, 1), xticks=[0, 0.5, 1], ylim=(len(seminars) - 0.4, -0.6))
        ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        ax.set_yticks(range(len(seminars)), seminars)
        ax.tick_params(axis="y", length=0, pad=5)
        ax.grid(axis="x", color="#DDDDDD", linewidth=0.4)
        ax.set_axisbelow(True)
    for ax in axes[len(themes) :]:
        ax.set_axis_off()
    conf = f"{shares['conf'].iloc[0]:.0%}"
    told = ("{conf} interval over statements", "{conf} interval over speakers")
    handles = [
        Line2D([], [], ls="", marker="o", markersize=4.5, color=_GREY, label=label("share", labels))
    ]
    for word, look in zip(told, ({"color": _GREY, "linewidth": 2}, _thin()), strict=True):
        handles.append(Line2D([], [], label=label(word, labels, conf=conf), **look))
    legend = axes[len(themes)].legend(handles=handles, loc="center left", borderaxespad=0)
    legend.set_in_layout(False)  # it may reach over the empty axes beside
    figure_of(axes[0]).supxlabel(
        label("Share of statements with the theme (bootstrap within these seminars)", labels),
        fontsize=8,
    )
    return axes


def _thin() -> dict[str, Any]:
    return {"color": _GREY, "linewidth": 0.8}


def draw_theme_contrast(compared: pd.DataFrame, axes: Sequence[Axes], *, labels: str = "en") -> Any:
    """Shares of each theme on two sides, across years (left) and inside one year (right).

    Parameters
    ----------
    compared : rows of :func:`icpf_analysis.contrast` on themes, with `term` as `theme`, and
        with `comparison` (``across`` or ``inside``), `share_a`, `share_b` (of statements), and
        `side_a`, `side_b`, the names of the sides.
    axes : two Axes that share their y axis.

    Raises
    ------
    KeyError
        A comparison that has no colours.
    """
    unknown = set(compared["comparison"]) - set(_SIDES)
    if unknown:
        raise KeyError(f"no colours for {sorted(unknown)}; there are {list(_SIDES)}")
    themes = list(dict.fromkeys(compared["theme"]))
    widest = compared[["share_a", "share_b"]].to_numpy().max()
    for ax, (comparison, colours) in zip(axes, _SIDES.items(), strict=True):
        rows = compared[compared["comparison"] == comparison]
        for _, row in rows.iterrows():
            y = themes.index(row["theme"])
            ax.plot([row["share_a"], row["share_b"]], [y, y], color="#999999", lw=1, zorder=1)
            for side, marker in (("a", "o"), ("b", "s")):
                ax.plot(
                    row[f"share_{side}"], y, marker, color=colours[side],
                    markersize=6 if side == "a" else 4, clip_on=False, zorder=2,
                )  # fmt: skip
            counts = f"{row['statements_a']} : {row['statements_b']}"
            for x, told in ((1.13, counts), (1.34, f"{row['q']:.2f}")):
                ax.text(x, y, told, transform=ax.get_yaxis_transform(), ha="right", va="center")
        for x, told in ((1.13, label("n : n", labels)), (1.34, label("q", labels))):
            ax.text(x, -0.9, told, transform=ax.get_yaxis_transform(), ha="right", va="center")
        first = rows.iloc[0]
        handles = [
            Line2D(
                [], [], ls="", marker=marker, color=colours[side], markersize=size,
                label=label("{side}: n = {n}", labels, side=label(first[f"side_{side}"], labels),
                            n=first[f"of_statements_{side}"]),
            )
            for side, marker, size in (("a", "o", 6), ("b", "s", 4))
        ]  # fmt: skip
        ax.legend(
            handles=handles,
            title=label(
                _COMPARISONS[comparison], labels, tests=first["family"], year=first["side_a"][:4]
            ),
            loc="lower left",
            bbox_to_anchor=(0, 1.02),
            borderaxespad=0,
            alignment="left",
            title_fontsize=8,
        )
        ax.set(xlim=(0, widest * 1.1), ylim=(len(themes) - 0.4, -0.6))
        ax.set_xlabel(label("Share of statements", labels))
        ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        ax.set_yticks(range(len(themes)), [label(theme, labels) for theme in themes])
        ax.tick_params(axis="y", length=0, pad=6)
        ax.grid(color="#DDDDDD", linewidth=0.4)
        ax.set_axisbelow(True)
    return axes


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
    themed = terms[["term", "theme"]].dropna().astype("str").drop_duplicates("term")
    theme = themed.set_index("term")["theme"]
    axes = list(mapped.inertias.index)
    seminars = mapped.columns[axes].assign(
        kind="year" if mapped.columns.index.name == "year" else "seminar",
        theme="",
        n=(mapped.columns["mass"] * len(terms)).round().astype(int),
    )
    points = mapped.rows.loc[common, axes].assign(
        kind="term",
        theme=theme.reindex(common).fillna("").to_numpy(),
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
    names: list[list[_Name]] = [[] for _ in panels]
    for ax, across, told in zip(panels, shown, names, strict=True):
        ax.axhline(0, color="#CCCCCC", linewidth=0.6, zorder=0)
        ax.axvline(0, color="#CCCCCC", linewidth=0.6, zorder=0)
        for _, point in points.iterrows():
            at = point[f"axis_{across}"], point["axis_2"]
            seminar = point["kind"] != "term"
            colour = "black" if seminar else _theme_colour(point["theme"])
            ax.plot(*at, "D" if seminar else "o", color=colour, markersize=5 if seminar else 3)
            name = str(point["name"]) if seminar else gloss(point["name"], labels)
            told.append((name, at, 3.6 if seminar else 1.8))
        ax.set(xlim=limits, ylim=limits, aspect="equal")
        for axis, tell in ((across, ax.set_xlabel), (2, ax.set_ylabel)):
            share = f"{points[f'share_{axis}'].iloc[0]:.0%}"
            tell(label("Axis {axis}: {share} of inertia", labels, axis=axis, share=share))
    handles = _theme_handles(points.loc[points["kind"] == "term", "theme"], labels)
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
        ncols=5,
    )
    for ax, told in zip(panels, names, strict=True):
        _name_points(ax, told)
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
    names: list[list[_Name]] = [[] for _ in axes]
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
            colour = _theme_colour(term["theme"])
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
        handles=_theme_handles(networks.loc[networks["kind"] == "term", "theme"], labels),
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
        _name_points(ax, told)
    return axes


def draw_topic_stability(topics: pd.DataFrame, ax: Axes, *, labels: str = "en") -> Axes:
    """Stability of each topic, beside the largest that texts dealt anew reach.

    Parameters
    ----------
    topics : the topics of :func:`icpf_analysis.topics`, with `leading`, a tuple of the terms
        that name a topic.
    """
    control = topics["control_stability"].iloc[0]
    ax.axvline(control, color=YEAR_COLOURS["later"], linewidth=1, linestyle=(0, (4, 2)))
    ax.annotate(
        label("stablest topic of texts dealt anew: {n}", labels, n=f"{control:.2f}"),
        (control, 1), (-3, 2), xycoords=ax.get_xaxis_transform(), textcoords="offset points",
        ha="right", va="bottom", color="#A34700",
    )  # fmt: skip
    names = []
    for row, (number, topic) in enumerate(topics.iterrows()):
        ax.plot([0, topic["stability"]], [row, row], color="#BBBBBB", linewidth=1, zorder=1)
        ax.plot(
            topic["stability"], row, "o", markersize=6, zorder=2, clip_on=False,
            markeredgecolor=YEAR_COLOURS["first"],
            markerfacecolor=YEAR_COLOURS["first"] if topic["stable"] else "white",
        )  # fmt: skip
        ax.text(
            1.06, row, f"{topic['stability']:.2f}", ha="right", va="center",
            transform=ax.get_yaxis_transform(),
        )  # fmt: skip
        words = label(", ", labels).join(gloss(term, labels) for term in topic["leading"])
        names.append(f"{number}  {words}")
    ax.set_yticks(range(len(topics)), names)
    ax.set(xlim=(0, 1), ylim=(len(topics) - 0.5, -0.5))
    ax.set_xlabel(label("Stability: mean overlap (Jaccard) of leading terms", labels))
    ax.tick_params(axis="y", length=0)
    return ax


def _theme_colour(theme: str) -> str:
    return THEME_COLOURS[theme] if theme else NO_THEME


def _theme_handles(themes: pd.Series, labels: str) -> list[Line2D]:
    named = [theme for theme in THEME_COLOURS if theme in set(themes)]
    if (themes == "").any():
        named.append("")
    return [
        Line2D(
            [], [], ls="", marker="o", markersize=4.5, color=_theme_colour(theme),
            label=label(theme or "no theme", labels),
        )
        for theme in named
    ]  # fmt: skip


def _name_points(ax: Axes, names: Sequence[_Name]) -> None:
    """A name beside each point, on no other name and no point; far ones get a line to theirs.

    Points of one size that lie upon each other have their names in one, a line each. Large marks
    get theirs first.
    """
    figure = figure_of(ax)
    figure.draw_without_rendering()  # the layout settles the place of the Axes
    point = figure.dpi / 72
    frame = ax.get_window_extent().padded(-2 * point)
    groups: dict[_Place, list[str]] = {}
    for name, at, half in names:
        spot = ax.transData.transform(at)
        near = (
            (other, size)
            for other, size in groups
            if size == half and np.abs(spot - ax.transData.transform(other)).max() < _SAME * point
        )
        groups.setdefault(next(near, (at, half)), []).append(name)
    taken = [_square(ax.transData.transform(at), half * point) for _, at, half in names]
    look: dict[str, Any] = {"fontsize": 7, "color": "#222222", "ha": "left", "va": "bottom"}
    leader = {"arrowstyle": "-", "color": "#888888", "lw": 0.4, "shrinkA": 0, "shrinkB": 1}
    for (at, half), together in sorted(groups.items(), key=lambda it: (-it[0][1], -len(it[1]))):
        name, spot = "\n".join(together), ax.transData.transform(at)
        text = Annotation(name, at, **look)
        ax.add_artist(text)
        extent = text.get_window_extent()
        text.remove()
        size = (extent.width, extent.height)
        box, line = _free(spot, half, size, frame, np.array(taken), point)
        taken += [box.padded(2 * point, 0), *line]
        ax.annotate(
            name,
            at,
            (np.array([box.x0, box.y0]) - spot) / point,
            textcoords="offset points",
            arrowprops=leader if line else None,
            path_effects=[withStroke(linewidth=1.5, foreground="white")],
            zorder=3,
            **look,
        ).set_in_layout(False)


def _square(middle: np.ndarray, half: float) -> Bbox:
    return Bbox([middle - half, middle + half])


def _free(
    spot: np.ndarray,
    half: float,
    size: tuple[float, float],
    frame: Bbox,
    taken: np.ndarray,
    point: float,
) -> tuple[Bbox, list[Bbox]]:
    """The nearest free box round a spot, inside the frame, and the line to it where it is far.

    The least covered one where none is free.

    Parameters
    ----------
    taken : boxes x their two corners x 2.
    """
    least, chosen = np.inf, (Bbox([spot, spot + np.array(size)]), list[Bbox]())
    for distance, angle in product(_DISTANCES, _ANGLES):
        turn = np.array([np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))])
        middle = spot + turn * ((half + distance) * point + np.array(size) / 2)
        box = Bbox([middle - np.array(size) / 2, middle + np.array(size) / 2])
        if not (frame.x0 <= box.x0 and box.x1 <= frame.x1):
            continue
        if not (frame.y0 <= box.y0 and box.y1 <= frame.y1):
            continue
        line = []
        if distance > _NEAR:
            end = np.clip(spot, box.min, box.max)
            line = [_square(spot + (end - spot) * part, point / 2) for part in (0.5, 0.7, 0.9)]
        covered = sum(_common(part, taken) for part in (box, *line))
        if covered < least:
            least, chosen = covered, (box, line)
        if not covered:
            break
    return chosen


def _common(box: Bbox, others: np.ndarray) -> float:
    """The area that a box shares with others, taken together."""
    low, high = np.maximum(box.min, others[:, 0]), np.minimum(box.max, others[:, 1])
    return float(np.maximum(0, high - low).prod(axis=1).sum())
