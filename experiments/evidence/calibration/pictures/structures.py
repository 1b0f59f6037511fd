"""Rival structures: what the data say for each, and how often such data can tell."""

from typing import Any

from matplotlib.figure import Figure

from experiments.common import style

Json = dict[str, Any]
COLOURS = {"own favoured": style.BLUE, "rival favoured": style.BLUE}


def draw(report: Json) -> Figure:
    """Draw prior and posterior weight of each rival, and how often the true one is found."""
    rows = report["variants"][0]["structures"]
    moved = {row["factor"]: row for row in report["structures_moved"]}
    figure = style.new_figure(9.6, 1.9 + 0.52 * len(rows))
    least = report["checks"]["structure_weight_least"]
    style.header(
        figure,
        "Rival structures: do the data favour one?",
        "Left: weight of the rival account after the data (dot) and over all readings of them "
        f"(bar); before the data both have one half. Within the grey band, under {least:.0%} for "
        "either, it is inconclusive. Right: how often the account that made made-up data has the "
        "greater weight; chance alone finds one half.",
    )
    weights, found = figure.subplots(1, 2, sharey=True, width_ratios=(1.6, 1.0))
    weights.axvspan(1.0 - least, least, color="#ececec", zorder=0)
    weights.axvline(0.5, color=style.QUIET, linewidth=1, linestyle=(0, (4, 3)))
    found.axvline(0.5, color=style.QUIET, linewidth=1, linestyle=(0, (4, 3)))
    for place, row in enumerate(rows):
        colour = COLOURS.get(row["verdict"], style.QUIET)
        weights.plot(moved[row["factor"]]["variants"], [place] * 2, color=colour, linewidth=2)
        weights.plot(row["posterior"], place, "o", color=colour, markersize=7)
        weights.text(0.02, place - 0.34, row["verdict"], fontsize=8, color=colour, va="center")
        found.barh(place, row["recovered"], height=0.45, color=style.SKY)
        found.text(0.03, place, f"{row['recovered']:.0%}", fontsize=8, va="center")
    names = [f"{row['factor'].replace('_', ' ')}\n{row['own']} | {row['rival']}" for row in rows]
    weights.set_yticks(range(len(rows)), names)
    weights.set_ylim(len(rows) - 0.4, -0.65)
    for axes, label in (
        (weights, "weight of the rival account\nmodel's own (left name)  —  rival (right name)"),
        (found, "true account found"),
    ):
        style.tidy(axes)
        axes.grid(visible=False)
        axes.set_xlim(0.0, 1.0)
        axes.xaxis.set_major_formatter(style.percent)
        axes.set_xlabel(label, fontsize=9, color=style.INK)
    return figure
