"""Pictures of the months: stages of Kubes, shares proposed and realised, what households did."""

from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from experiments.common import style
from experiments.common.languages import Lang
from experiments.common.numbers import short, whole_percent
from experiments.runs.pictures import panels
from experiments.runs.run_words import texts
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


def stage_name(stage: str, lang: Lang) -> str:
    """Return a stage with its English meaning; Indonesian needs none."""
    return f"{stage} ({MEANINGS[stage]})" if lang == "en" else stage


def draw_stages(runs: RunSet, lang: Lang = "en") -> Figure | None:
    """Draw stacked shares of the stages; the strip below says how many Kubes there are."""
    words, founded = texts(lang), (runs.stage != NOT_FOUNDED).sum(axis=(0, 1))
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
        panels.titled(words, words["stages.title"], runs),
        words["stages.about"],
    )
    upper, lower = panels.place(figure, 2, 1, 2, top - 0.1, right=2.65, down=0.15, heights=(5, 1))
    first = int(np.argmax(founded > 0))
    upper.stackplot(
        when[first:], shares[:, first:], colors=[COLOURS[stage] for stage in STAGES], linewidth=0
    )
    upper.set_ylim(0, 1)
    panels.amounts(upper, style.percent_in(lang))
    panels.years(upper, runs, first, 14, labels=False)
    panels.beside([upper], words["stages.unit"])
    labels = [
        f"{stage_name(stage, lang)} {whole_percent(share, lang)}"
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
        title=words["stages.end"],
        title_fontsize=9,
        alignment="left",
    )
    lower.fill_between(when, founded / runs.runs, step="mid", color=style.QUIET, linewidth=0)
    lower.set_ylim(0, float(founded.max()) / runs.runs * 1.1)
    panels.amounts(lower, partial(short, lang=lang), 2)
    panels.years(lower, runs, first, 14)
    panels.beside([lower], words["stages.founded"])
    return figure


def draw_shares(runs: RunSet, lang: Lang = "en") -> Figure | None:
    """Draw both shares of the profit of the last twelve months, weighted by profit."""
    words, profit = texts(lang), runs.money["profit"].astype(np.float64)
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
        panels.titled(words, words["set_aside.title"], runs),
        words["set_aside.about"],
    )
    (axes,) = panels.place(figure, 1, 1, 1, top - 0.1, bottom=0.65)
    of_fan = words["set_aside.realised_most"], words["set_aside.realised"]
    _fan(axes, when[shown], aside, by_run, 2.0, of_fan)
    axes.plot(
        when[shown],
        style.ratio(proposed.sum(axis=0), by_run.sum(axis=0)),
        color=style.VERMILION,
        linewidth=2,
        linestyle=(0, (5, 2)),
        label=words["set_aside.proposed"],
    )
    axes.set_ylim(0.0, axes.get_ylim()[1] * 1.08)
    panels.amounts(axes, style.percent_in(lang), 8)
    panels.years(axes, runs, shown.start, 14)
    panels.beside([axes], words["set_aside.unit"])
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


PANELS = ("saved", "short", "borrowed", "in_arrears", "helped", "own_businesses")
"""What households did: fields of their months, in the order of the panels."""


def draw_households(runs: RunSet, lang: Lang = "en") -> Figure | None:
    """Draw a panel for each, as a share of all households that ever came."""
    words = texts(lang)
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
        panels.titled(words, words["households.title"], runs),
        words["households.about"],
    )
    place = panels.place(figure, 2, 3, 6, top - 0.25, across=0.65)
    for number, (axes, field) in enumerate(zip(place, PANELS, strict=True)):
        _fan(axes, when, style.trailing(runs.household_column(field)), below, 1.8)
        axes.set_ylim(0.0, min(1.0, max(0.01, axes.get_ylim()[1])))
        panels.amounts(axes, style.percent_in(lang))
        panels.years(axes, runs, first, 6, number >= 3)
        panels.title(axes, words[f"households.{field}"], 9)
    panels.beside(place, words["households.unit"])
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
