"""A panel for each factor, those first that move the outcome most.

Where one factor is moved at a time, a panel shows how the outcome differs from the first point,
world by world; in designs of many factors, every point against the factor, and how the mean over
points moves along it in every world.
"""

import math
from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from experiments.common import style
from experiments.common.numbers import number
from experiments.sweeps.pictures import picture_parts as parts
from experiments.sweeps.pictures.point_values import Factor, Numbers, PointValues, quantiles
from experiments.sweeps.sweep_words import texts

PANELS_MOST = 24
TICKS_MOST = 5
LEVELS_MOST = 12
"""Of a factor with no more values the mean of each is drawn."""
WINDOWS = 10
LEAST_FOR_A_MEAN = 20
WIDE = 4.0
"""Hundredths of an axis over which dots are scattered."""

Curves = dict[str, Numbers]
"""Figures along each factor, by its name."""


def draw_one_at_a_time(values: PointValues) -> Figure:
    """Draw how the outcome differs from the first point as each factor is moved."""
    words = texts(values.lang)
    curves = {factor.name: values.differences[_alone(values, factor)] for factor in values.factors}
    reach = {
        name: float(np.nanmax(np.abs(quantiles(curve)[:, 2]), initial=0.0))
        for name, curve in curves.items()
    }
    base = f"{values.scale.text(values.medians[0] * values.scale.by)} {values.scale.unit}"
    shown = words.say("picture.alone", base=base, worlds=parts.worlds(values))
    unit = words.say("picture.of_difference", unit=parts.difference_unit(values))
    return _panels(values, curves, reach, shown, _difference_panel, unit)


def draw_scatter(values: PointValues) -> Figure:
    """Draw every point against each factor."""
    words = texts(values.lang)
    curves = {factor.name: _running_mean(values, factor) for factor in values.factors}
    reach = {
        name: float(np.ptp(curve[3])) if curve.shape[1] else 0.0 for name, curve in curves.items()
    }
    shown = words.say("picture.scatter", worlds=parts.worlds(values))
    return _panels(values, curves, reach, shown, _scatter_panel, values.scale.unit)


def _panels(
    values: PointValues,
    curves: Curves,
    reach: dict[str, float],
    shown: str,
    draw: Callable[[Axes, PointValues, Factor, Numbers], None],
    unit: str,
) -> Figure:
    """Draw a panel for each factor, in the order of how far it moves the outcome.

    Parameters
    ----------
    reach : dict of float
        How far each factor moves the outcome, by its name.
    """
    words = texts(values.lang)
    ranked = sorted(values.factors, key=lambda factor: reach[factor.name], reverse=True)
    kept = ranked[:PANELS_MOST]
    notes = [shown, words["picture.order"]]
    if hidden := len(ranked) - len(kept):
        notes.append(words.say("picture.hidden", count=number(hidden, 0, values.lang)))
    columns = min(parts.COLUMNS_MOST, len(kept))
    figure = style.new_figure(max(8.0, 2.9 * columns), 1.7 + 2.5 * -(-len(kept) // columns))
    parts.header(figure, values, *notes, *parts.which_is_better(values))
    for axes, factor in zip(parts.grid(figure, len(kept), sharey=True), kept, strict=True):
        draw(axes, values, factor, curves[factor.name])
        parts.outcome_axis(axes, values)
        axes.tick_params(labelsize=7.5)
    figure.supylabel(unit, fontsize=9, color=style.INK)
    return figure


def _alone(values: PointValues, factor: Factor) -> NDArray[np.int64]:
    """Return the points in which only this factor differs from the first point."""
    same = np.ones(len(values.values), bool)
    for other in values.factors:
        if other is not factor:
            same &= np.array([value == other.values[0] for value in other.values])
    return np.flatnonzero(same)


def _difference_panel(axes: Axes, values: PointValues, factor: Factor, curve: Numbers) -> None:
    """Draw a factor; a first point at which it has no value of its own is the line alone."""
    at = _alone(values, factor)
    kept = np.array([factor.values[point] is not None for point in at])
    at, curve = at[kept], curve[kept]
    alone = factor.of(at)
    x = alone.along
    order = np.argsort(x, kind="stable")
    parts.zero_line(axes, upright=False)
    steps = parts.scattered(curve.shape[1], WIDE)
    for place in np.flatnonzero(at != 0):
        axes.plot(
            parts.aside(alone, np.full(len(steps), x[place]), steps), curve[place], "o",
            markersize=2.0, color=style.SKY, alpha=0.4, markeredgewidth=0, zorder=1,
        )  # fmt: skip
    line = "-" if alone.is_number else ""
    parts.spread_bars(
        axes, x[order], curve[order], style.BLUE, upright=True, linestyle=line, linewidth=1.2
    )
    first = x[at == 0]
    axes.plot(
        first, np.zeros(len(first)), "o", markersize=10, markerfacecolor="none",
        color=style.VERMILION, markeredgewidth=1.4, zorder=6,
    )  # fmt: skip
    parts.factor_axis(axes, alone, most=TICKS_MOST, letters=parts.PANEL_LETTERS)


def _running_mean(values: PointValues, factor: Factor) -> Numbers:
    """Return along a factor x and the quantiles over worlds, shape (6, places).

    In every world the mean over points is taken from place to place, and what the world does to
    all points alike is taken out.
    """
    known = ~np.isnan(values.medians)
    x, y = factor.along[known], _curves_of(values)[known]
    if len(factor.levels) <= LEVELS_MOST:
        groups = [np.flatnonzero(x == level) for level in np.unique(x)]
    elif len(x) < LEAST_FOR_A_MEAN:
        return np.empty((6, 0))
    else:
        order, width = np.argsort(x, kind="stable"), max(2, len(x) // WINDOWS)
        step = max(1, width // 4)
        groups = [order[first : first + width] for first in range(0, len(x) - width + 1, step)]
    means = np.array([_mean_of_points(y[group]) for group in groups])
    return np.vstack([[x[group].mean() for group in groups], quantiles(means).T])


def _curves_of(values: PointValues) -> Numbers:
    """Return every point in every world, less what the world does to all points alike.

    Of one world every run counts as one.
    """
    one_world = values.values.shape[1] == 1
    runs = values.values[:, 0] if one_world else _mean_of_points(values.values.transpose(2, 0, 1))
    runs = runs / values.scale.by
    of_world = _mean_of_points(runs)
    return np.asarray(runs - of_world + np.nanmean(of_world))


def _mean_of_points(values: Numbers) -> Numbers:
    """Return means over the first axis of what is known; NaN where nothing is."""
    known = ~np.isnan(values)
    count = known.sum(axis=0)
    total = np.where(known, values, 0.0).sum(axis=0)
    out = np.full(count.shape, np.nan)
    return np.asarray(np.divide(total, count, out=out, where=count > 0))


def _scatter_panel(axes: Axes, values: PointValues, factor: Factor, curve: Numbers) -> None:
    x = factor.along
    if len(factor.levels) <= LEVELS_MOST:
        x = parts.aside(factor, x, parts.scattered(len(x), WIDE))
    faint = max(0.08, min(0.7, 8.0 / math.sqrt(len(x))))
    axes.plot(
        x, values.medians, "o", markersize=2.8, color=style.BLUE, alpha=faint, markeredgewidth=0
    )
    if curve.shape[1]:
        _draw_mean(axes, factor, curve)
    parts.factor_axis(axes, factor, most=TICKS_MOST, letters=parts.PANEL_LETTERS)


def _draw_mean(axes: Axes, factor: Factor, curve: Numbers) -> None:
    """Draw the mean over points with the band of worlds, or the mean of each name with a bar."""
    at, low, _, middle, _, high = curve
    if factor.is_number:
        axes.fill_between(at, low, high, color=style.ORANGE, alpha=0.45, linewidth=0, zorder=3)
        axes.plot(at, middle, color=style.VERMILION, linewidth=1.8, zorder=4)
        return
    spread = np.nan_to_num(np.array([middle - low, high - middle]))
    axes.errorbar(
        at, middle, spread, fmt="o", color=style.VERMILION, capsize=4, elinewidth=1.8, zorder=4
    )
