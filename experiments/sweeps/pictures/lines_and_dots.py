"""Means with intervals: lines along a factor, or a dot a point, sorted, for policies and lists."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from experiments.common import style
from experiments.sweeps.pictures import picture_parts as parts
from experiments.sweeps.pictures.means import Factor, Means, cut, text

GREEN, PURPLE = "#009E73", "#CC79A7"
SERIES = (style.BLUE, style.VERMILION, GREEN, style.ORANGE, PURPLE, style.INK)
MARKERS = "osD^vP"
"""Series differ in colour and in marker."""
DOTS_MOST = 40
NAME_MOST = 60
DODGE = 0.008
"""Lines stand so much of the axis beside one another, so that no bar hides another."""


def draw_lines(means: Means, along: Factor, by: Factor | None) -> Figure:
    """Draw a line along one factor, for each level of another one if there is one."""
    figure = style.new_figure(8.0, 4.8)
    parts.header(figure, means, f"Points: means; bars: {parts.intervals(means)}.")
    axes = figure.subplots()
    if by is None:
        _line(axes, means, along, np.arange(len(means.mean)), color=style.BLUE, marker="o")
    else:
        series = zip(by.levels, SERIES, MARKERS, strict=False)
        for place, (level, color, marker) in enumerate(series):
            at = np.flatnonzero(by.places == place)
            aside = _aside(along, place - (len(by.levels) - 1) / 2.0)
            _line(axes, means, aside, at, color=color, marker=marker, label=text(level))
        figure.legend(
            loc="outside right center", title=by.label, title_fontsize=8.5, fontsize=8.5,
            frameon=False, alignment="left",
        )  # fmt: skip
    parts.factor_axis(axes, along)
    parts.outcome_axis(axes, means)
    axes.set_ylabel(means.unit, fontsize=9, color=style.INK)
    return figure


def _aside(along: Factor, steps: float) -> Factor:
    """Return a factor moved so many steps to the side; equal ratios on a scale of ratios."""
    numbers, span = along.numbers, float(np.ptp(along.numbers))
    moved = numbers * (1.0 + 3 * DODGE * steps) if along.log else numbers + DODGE * span * steps
    return Factor(along.name, tuple(moved.tolist()), along.log)


def _line(axes: Axes, means: Means, along: Factor, at: NDArray[np.int64], **how: Any) -> None:
    """Draw the points `at` as a line, in the order of the factor."""
    at = at[np.argsort(along.numbers[at], kind="stable")]
    spread = np.nan_to_num(means.half_width[at]) / means.scale
    axes.errorbar(
        along.numbers[at], means.mean[at] / means.scale, spread, capsize=2.5, elinewidth=1.1,
        markersize=4.5, linewidth=1.6, **how,
    )  # fmt: skip


def draw_dots(means: Means) -> Figure:
    """Draw a dot with its interval for every point, the best at the top."""
    sign = -1.0 if means.outcome.better == "lower" else 1.0
    known = np.flatnonzero(~np.isnan(means.mean))
    order = known[np.argsort(sign * means.mean[known], kind="stable")][-DOTS_MOST:]
    figure = style.new_figure(8.6, 1.5 + 0.27 * max(5, len(order)))
    left_out = len(known) - len(order)
    rest = f" The {left_out:,} least good points are left out." if left_out else ""
    parts.header(figure, means, f"Dots: means; bars: {parts.intervals(means)}.{rest}")
    axes = figure.subplots()
    axes.errorbar(
        means.mean[order] / means.scale, np.arange(len(order)),
        xerr=np.nan_to_num(means.half_width[order]) / means.scale, fmt="o", color=style.BLUE,
        capsize=2.5, elinewidth=1.2, markersize=5,
    )  # fmt: skip
    axes.set_yticks(range(len(order)), [_name(means, int(point)) for point in order])
    axes.set_ylim(-0.6, len(order) - 0.4)
    parts.outcome_axis(axes, means, "x")
    axes.grid(axis="x", color="#e6e6e6", linewidth=0.6)
    axes.set_xlabel(means.unit, fontsize=9, color=style.INK)
    return figure


def _name(means: Means, point: int) -> str:
    """Name a point by the values of its factors; the name of a lone factor goes without saying."""
    values = [(factor.name, text(factor.values[point])) for factor in means.factors]
    name = values[0][1] if len(values) == 1 else ", ".join(f"{n} {v}" for n, v in values)
    return cut(name, NAME_MOST)
