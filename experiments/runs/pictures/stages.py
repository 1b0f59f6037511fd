"""Stages over time, as shares of the Kubes founded so far."""

import numpy as np
from matplotlib.figure import Figure

from experiments.common import style
from experiments.runs.pictures import panels
from experiments.runs.runner import NOT_FOUNDED, RunSet
from sim.rules.stages import STAGES

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
    "mandiri": "independent",
}


def draw(runs: RunSet) -> Figure | None:
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
        f"{stage} ({MEANINGS[stage]}) {share:.0%}"
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
