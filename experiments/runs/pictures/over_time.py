"""Pictures of the months: stages of Kubes, shares proposed and realised, what households did."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from experiments.common import style
from experiments.runs.pictures import panels
from experiments.runs.runner import NOT_FOUNDED, RunSet
from sim.rules.stages import STAGES

Numbers = NDArray[np.float64]

COLOURS = {
    "gagal": style.GREY,
    "tumbuh": style.ORANGE,
    "berkembang": style.SKY,
    "mandiri": style.BLUE,
}
MEANINGS = {
    "gagal": "failed",
    "tumbuh": "growing",
    "berkembang": "developing",
    "mandiri": "self-reliant",
}


def draw_stages(runs: RunSet) -> Figure | None:
    """Draw stacked shares of the stages; the strip below says how many Kubes there are."""
    founded = (runs.stage != NOT_FOUNDED).sum(axis=(0, 1))
    if not founded.any():
        return None
    when = panels.middles(runs)
    shares = np.array(
        [
            style.ratio(
                (runs.stage == number).sum(axis=(0, 1)).astype(np.float64),
                founded.astype(np.float64),
            )
            for number in range(len(STAGES))
        ]
    )
    figure = panels.new_figure(8.0, 5.2)
    top = style.header(
        figure,
        f"Stages of the Kubes: {panels.whose(runs)}",
        "Share of the Kubes founded so far that are in each stage at the end of a month, over "
        "all runs. Stages rest on books, organisation and access, which visits raise by rule: "
        "read them beside the kas and the households. Below: how many Kubes are founded.",
    )
    upper, lower = panels.place(figure, 2, 1, 2, top - 0.1, right=2.65, down=0.15, heights=(5, 1))
    first = int(np.argmax(founded > 0))
    upper.stackplot(
        when[first:], shares[:, first:], colors=[COLOURS[stage] for stage in STAGES], linewidth=0
    )
    upper.set_ylim(0, 1)
    panels.amounts(upper, style.percent)
    panels.years(upper, runs, first, 14, labels=False)
    panels.beside([upper], "share of Kubes")
    labels = [
        f"{stage} ({MEANINGS[stage]}) {100 * share:.0f} %"
        for stage, share in zip(STAGES, shares[:, -1], strict=True)
    ]
    handles = upper.collections[: len(STAGES)]
    upper.legend(
        handles[::-1],
        labels[::-1],
        loc="upper left",
        bbox_to_anchor=(1.0, 1.0),
        frameon=False,
        fontsize=9,
        title="at the end",
        title_fontsize=9,
        alignment="left",
    )
    lower.fill_between(when, founded / runs.runs, step="mid", color=style.QUIET, linewidth=0)
    lower.set_ylim(0, float(founded.max()) / runs.runs * 1.1)
    panels.amounts(lower, "{:g}".format, 2)
    panels.years(lower, runs, first, 14)
    panels.beside([lower], "founded")
    return figure


def draw_shares(runs: RunSet) -> Figure | None:
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
    proposed, aside, by_run = (sums[:, shown] for sums in (proposed, aside, by_run))
    figure = panels.new_figure(8.0, 4.6)
    top = style.header(
        figure,
        f"Retention ratio, proposed and realised: {panels.whose(runs)}",
        "Share of the profit of the last 12 months, over all Kubes: what the officers proposed "
        "to set aside (nothing where a Kube shares everything), and what the members agreed to. "
        "The gap is what the meetings refused.",
    )
    (axes,) = panels.place(figure, 1, 1, 1, top - 0.1, bottom=0.65)
    labels = "realised, nine in ten runs", "realised, all runs together"
    _fan(axes, when[shown], aside, by_run, 2.0, labels)
    axes.plot(
        when[shown],
        style.ratio(proposed.sum(axis=0), by_run.sum(axis=0)),
        color=style.VERMILION,
        linewidth=2,
        linestyle=(0, (5, 2)),
        label="proposed, all runs together",
    )
    axes.set_ylim(0.0, axes.get_ylim()[1] * 1.08)
    panels.amounts(axes, style.percent, 8)
    panels.years(axes, runs, shown.start, 14)
    panels.beside([axes], "share of profit")
    handles, texts = axes.get_legend_handles_labels()
    figure.legend(
        handles[::-1],
        texts[::-1],
        loc="lower center",
        ncols=3,
        fontsize=9,
        frameon=False,
    )
    return figure


PANELS = {
    "saved": "kept something over",
    "short": "short, before loans and help",
    "borrowed": "took a loan from the Kube",
    "in_arrears": "behind with a loan",
    "helped": "helped by the solidarity fund (IKS)",
    "own_businesses": "own a small business",
}


def draw_households(runs: RunSet) -> Figure | None:
    """Draw a panel for each, as a share of all households that ever came."""
    count = runs.household_column("members") + runs.household_column("others")
    if not count.any():
        return None
    when = panels.middles(runs)
    below = style.trailing(count)
    known = np.flatnonzero(np.nansum(below, axis=0) > 0)
    if not known.size:
        return None
    first = int(known[0])
    figure = panels.new_figure(9.4, 5.6)
    top = style.header(
        figure,
        f"What households did in a month: {panels.whose(runs)}",
        "Share of all households, founders and newcomers, members and former members, in an "
        "average month of the last 12. Short: less cash than the month's need. Line: all runs "
        "together; band: nine in ten runs. Scales differ.",
    )
    place = panels.place(figure, 2, 3, 6, top - 0.25, across=0.65)
    for number, (axes, (field, title)) in enumerate(zip(place, PANELS.items(), strict=True)):
        _fan(axes, when, style.trailing(runs.household_column(field)), below, 1.8)
        axes.set_ylim(0.0, min(1.0, max(0.01, axes.get_ylim()[1])))
        panels.amounts(axes, style.percent)
        panels.years(axes, runs, first, 6, number >= 3)
        panels.title(axes, title, 9)
    panels.beside(place, "share of households")
    return figure


def _fan(
    axes: Axes,
    when: Numbers,
    above: Numbers,
    below: Numbers,
    linewidth: float,
    labels: tuple[str | None, str | None] = (None, None),
) -> None:
    """Draw a share of runs, shape (runs, months): nine in ten, and all together as a line."""
    low, high = style.fan(style.ratio(above, below), (5, 95))
    together = style.ratio(above.sum(axis=0), below.sum(axis=0))
    axes.fill_between(when, low, high, color=style.SKY, alpha=0.35, linewidth=0, label=labels[0])
    axes.plot(when, together, color=style.BLUE, linewidth=linewidth, label=labels[1])
