"""Proposed against realised set-aside share over time."""

import numpy as np
from matplotlib.figure import Figure

from experiments.common import style
from experiments.runs.pictures import panels
from experiments.runs.runner import RunSet


def draw(runs: RunSet) -> Figure | None:
    """Draw both shares of the profit of the last twelve months, weighted by profit."""
    profit = runs.money["profit"].astype(np.float64)
    by_run = style.trailing(profit.sum(axis=1))
    if not np.nansum(by_run) > 0:
        return None
    proposed = style.trailing((profit * runs.proposed_share).sum(axis=1))
    aside = style.trailing(runs.money["aside"].sum(axis=1))
    when = panels.middles(runs)
    known = np.flatnonzero(np.nansum(by_run, axis=0) > 0)
    shown = slice(int(known[0]), int(known[-1]) + 1)
    low, high = style.fan(style.ratio(aside, by_run), (5, 95))
    realised_all = style.ratio(aside.sum(axis=0), by_run.sum(axis=0))
    proposed_all = style.ratio(proposed.sum(axis=0), by_run.sum(axis=0))
    figure = panels.new_figure(8.0, 4.6)
    top = style.header(
        figure,
        f"Set-aside share, proposed and realised: {panels.whose(runs)}",
        "Share of the profit of the last 12 months, over all Kubes: what the officers proposed "
        "to set aside (nothing where a Kube shares everything), and what the members agreed to. "
        "The gap is what the meetings refused.",
    )
    (axes,) = panels.place(figure, 1, 1, 1, top - 0.1, bottom=0.65)
    axes.fill_between(
        when[shown],
        low[shown],
        high[shown],
        color=style.SKY,
        alpha=0.35,
        linewidth=0,
        label="realised, nine in ten runs",
    )
    axes.plot(
        when[shown],
        realised_all[shown],
        color=style.BLUE,
        linewidth=2,
        label="realised, all runs together",
    )
    axes.plot(
        when[shown],
        proposed_all[shown],
        color=style.VERMILION,
        linewidth=2,
        linestyle=(0, (5, 2)),
        label="proposed, all runs together",
    )
    axes.set_ylim(0.0, axes.get_ylim()[1] * 1.08)
    panels.amounts(axes, style.percent, 8)
    panels.years(axes, runs, shown.start, 14)
    panels.beside([axes], "share of profit")
    handles, labels = axes.get_legend_handles_labels()
    figure.legend(
        handles[::-1],
        labels[::-1],
        loc="lower center",
        ncols=3,
        fontsize=9,
        frameon=False,
    )
    return figure
