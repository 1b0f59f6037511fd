"""What pseudo-data teach most of: prior against posterior, all variants side by side."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullFormatter

from experiments.common import style

Json = dict[str, Any]
PANELS = 8
COLUMNS = 4


def draw(report: Json) -> Figure:
    """Draw posterior medians and 90 % intervals within each prior's range."""
    variants = report["variants"]
    rows = sorted(variants[0]["parameters"], key=lambda row: -row["contraction_expected"])
    names = [row["name"] for row in rows[:PANELS]]
    lines = -(-len(names) // COLUMNS)
    figure = style.new_figure(12.0, 1.6 + lines * (0.75 + 0.2 * len(variants)))
    style.header(
        figure,
        "What the data teach: posterior of the parameters, under every reading of the data",
        "Dot and bar: median and 90 % interval after the data; the main reading is blue. Grey: the "
        "middle 90 % of the prior, before the data; a bar as long as the grey band has learned "
        "nothing. A parameter is called learned only if its fit passes its check on made-up data.",
    )
    panels = figure.subplots(lines, COLUMNS, sharey=True, squeeze=False).ravel()
    for axes in panels[len(names) :]:
        axes.set_visible(False)
    for axes, name in zip(panels, names, strict=False):
        same = [next(it for it in one["parameters"] if it["name"] == name) for one in variants]
        _panel(axes, same)
    labels = [variant["name"] for variant in variants]
    panels[0].set_yticks(range(len(labels)), labels)
    panels[0].set_ylim(len(labels) - 0.4, -0.6)
    return figure


def _panel(axes: Axes, rows: list[Json]) -> None:
    prior = rows[0]["prior"]
    if prior["shape"] == "uniform":
        low, high = np.array([0.05, 0.95]) * (prior["high"] - prior["low"]) + prior["low"]
    else:
        axes.set_xscale("log")
        low, high = prior["low"] * (prior["high"] / prior["low"]) ** np.array([0.05, 0.95])
        ends = [prior["low"], float(np.sqrt(prior["low"] * prior["high"])), prior["high"]]
        axes.set_xticks(ends)
        axes.xaxis.set_minor_formatter(NullFormatter())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.2g}"))
    axes.axvspan(low, high, color="#ececec", zorder=0)
    axes.set_xlim(prior["low"], prior["high"])
    for place, row in enumerate(rows):
        colour = style.QUIET if place else style.BLUE
        axes.plot([row["low"], row["high"]], [place, place], color=colour, linewidth=1.6)
        axes.plot(row["median"], place, "o", color=colour, markersize=5)
    style.tidy(axes)
    axes.grid(visible=False)
    axes.set_title(rows[0]["name"], fontsize=9, loc="left", color=style.INK)
    axes.set_xlabel(f"{rows[0]['unit']} ({rows[0]['verdict']})", fontsize=8, color=style.QUIET)
