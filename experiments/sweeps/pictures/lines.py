"""Means with intervals along one factor: a line, lines side by side, or a panel each."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from experiments.common import style
from experiments.sweeps.pictures import look
from experiments.sweeps.pictures.means import Factor, Means, text

DODGE = 0.008
"""Lines stand so much of the axis beside one another, so that no bar hides another."""


def draw_lines(means: Means, along: Factor, by: Factor | None) -> Figure:
    """Draw a line along one factor, for each level of another one if there is one."""
    figure = style.new_figure(8.0, 4.8)
    look.header(figure, means, f"Points: means; bars: {look.intervals(means)}.")
    axes = figure.subplots()
    scale = look.scale_of(means.outcome, means.mean)
    if by is None:
        _line(axes, means, along, np.arange(len(means.mean)), scale, color=style.BLUE, marker="o")
    else:
        series = zip(by.levels, look.SERIES, look.MARKERS, strict=False)
        for place, (level, color, marker) in enumerate(series):
            at = np.flatnonzero(by.places == place)
            aside = _aside(along, place - (len(by.levels) - 1) / 2.0)
            how = {"color": color, "marker": marker, "label": text(level)}
            _line(axes, means, aside, at, scale, **how)
        figure.legend(
            loc="outside right center", title=by.label, title_fontsize=8.5, fontsize=8.5,
            frameon=False, alignment="left",
        )  # fmt: skip
    look.factor_axis(axes, along)
    look.outcome_axis(axes, means)
    axes.set_ylabel(look.unit_of(means.outcome, scale), fontsize=9, color=style.INK)
    return figure


def _aside(along: Factor, steps: float) -> Factor:
    """Return a factor moved so many steps to the side; equal ratios on a scale of ratios."""
    numbers, span = along.numbers, float(np.ptp(along.numbers))
    moved = numbers * (1.0 + 3 * DODGE * steps) if along.log else numbers + DODGE * span * steps
    return Factor(along.name, tuple(moved.tolist()), along.log)


def _line(
    axes: Axes, means: Means, along: Factor, at: NDArray[np.int64], scale: float, **how: str
) -> None:
    """Draw the points `at` as a line, in the order of the factor."""
    at = at[np.argsort(along.numbers[at], kind="stable")]
    look.error_bars(axes, along.numbers[at], means, at, scale, linewidth=1.6, **how)
