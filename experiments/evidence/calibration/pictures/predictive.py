"""Observed figures against what prior and posterior predict."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from experiments.common import style
from experiments.evidence.calibration.predictive import chance_told

Json = dict[str, Any]
MILLION = 1e6
PRIOR, POSTERIOR = "#8c8c8c", style.BLUE
KINDS = (
    ("balances, Rp million (each grid line ten times the last)", "Rp"),
    ("members", "members"),
    ("of the ten Kubes, or of six that set aside", "Kubes"),
    ("share that failed", "share"),
    ("how often a Kube is told to have the stage that the text, or a hint *, gives it", "told so"),
)


def draw(report: Json) -> Figure:
    """Draw every figure with the 90 % intervals of its predictions."""
    rows = report["predictive"]["figures"]
    kinds = [(title, [row for row in rows if row["unit"] == unit]) for title, unit in KINDS]
    shown = [(title, some) for title, some in kinds if some]
    heights = [len(some) + 1.2 for _, some in shown]
    figure = style.new_figure(9.0, 1.7 + 0.27 * sum(heights))
    style.header(
        figure,
        "Would the model have made the data? Observed figures and their predictions",
        "Diamonds: observed. Bars and dots: 90 % interval and median of what the model makes of "
        "the same figure, with errors of observation, before the data (grey) and after (blue). "
        "A figure marked * was not fitted.",
    )
    panels = np.atleast_1d(figure.subplots(len(shown), height_ratios=heights))
    for axes, (title, some) in zip(panels, shown, strict=True):
        _panel(axes, title, some)
    marks = [
        Line2D([], [], marker="D", linestyle="", color=style.VERMILION, label="observed"),
        Line2D([], [], marker="o", color=PRIOR, label="prior"),
        Line2D([], [], marker="o", color=POSTERIOR, label="posterior"),
    ]
    figure.legend(handles=marks, loc="outside lower center", ncols=3, fontsize=9, frameon=False)
    return figure


def _panel(axes: Axes, title: str, rows: list[Json]) -> None:
    unit = rows[0]["unit"]
    scale = MILLION if unit == "Rp" else 1.0
    for place, row in enumerate(rows):
        for which, colour, off in (("prior", PRIOR, 0.17), ("posterior", POSTERIOR, -0.17)):
            spread, y = row[which], place - off
            if unit == "told so":
                axes.plot(chance_told(spread["place"]), y, "o", color=colour, markersize=5)
                continue
            ends = [spread["low"] / scale, spread["high"] / scale]
            axes.plot(ends, [y, y], color=colour, linewidth=2)
            axes.plot(spread["median"] / scale, y, "o", color=colour, markersize=4)
        if unit != "told so":
            axes.plot(row["observed"] / scale, place, "D", color=style.VERMILION, markersize=5)
    if unit == "Rp":
        axes.set_xscale("symlog", linthresh=0.1)
        axes.set_xticks([0.0, 0.1, 1.0, 10.0, 100.0], ["0", "0.1", "1", "10", "100"])
    if unit in ("share", "told so"):
        axes.set_xlim(0.0, 1.0)
        axes.xaxis.set_major_formatter(style.percent)
    names = [row["name"] if row["fitted"] else f"{row['name']} *" for row in rows]
    axes.set_yticks(range(len(rows)), names)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    style.tidy(axes)
    axes.grid(visible=False, axis="y")
    axes.grid(axis="x", color="#e6e6e6", linewidth=0.6)
    axes.set_title(title, fontsize=9, loc="left", color=style.INK)
