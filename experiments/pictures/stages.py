"""Stages over time, as shares of the Kubes founded so far."""

import numpy as np
from matplotlib.figure import Figure

from experiments.pictures import style
from experiments.runner import NOT_FOUNDED, RunSet
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
    when = style.years(runs)
    shares = np.array(
        [
            style.ratio(
                (runs.stage == number).sum(axis=(0, 1)).astype(np.float64),
                founded.astype(np.float64),
            )
            for number in range(len(STAGES))
        ]
    )
    figure = style.new_figure(8.0, 5.2)
    style.header(
        figure,
        f"Stages of the Kubes: {style.whose(runs)}",
        "Share of the Kubes founded so far that are in each stage at the end of a month, over "
        "all runs. Stages rest on books, organisation and access, which visits raise by rule: "
        "read them beside the kas and the households. Below: how many Kubes are founded.",
    )
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(5, 1))
    first = int(np.argmax(founded > 0))
    upper.stackplot(
        when[first:], shares[:, first:], colors=[COLOURS[stage] for stage in STAGES], linewidth=0
    )
    upper.set_ylim(0, 1)
    upper.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    upper.set_ylabel("share of Kubes", fontsize=9)
    style.tidy(upper)
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
    lower.set_ylabel("founded", fontsize=9)
    style.tidy(lower)
    style.year_axis(lower, runs, first, 14)
    return figure
