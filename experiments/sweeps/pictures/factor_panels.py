"""A panel for each factor, those first that move the outcome most.

Where one factor is moved at a time, a panel shows how the outcome differs from the first point, on
the same luck; in designs of many factors, every point against the factor, with a running mean.
"""

import math
from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from experiments.common import style
from experiments.common.differences import amount, is_money, is_share, mean_interval
from experiments.sweeps.pictures import picture_parts as parts
from experiments.sweeps.pictures.means import Factor, Means, Numbers

PANELS_MOST = 24
TICKS_MOST = 5
LEVELS_MOST = 12
"""Of a factor with no more values the mean of each is drawn."""
WINDOWS = 10
LEAST_FOR_A_MEAN = 20
GOLDEN = 0.6180339887

Curves = dict[str, Numbers]
"""Figures along each factor, by its name."""


def draw_one_at_a_time(means: Means) -> Figure:
    """Draw how the outcome differs from the first point as each factor is moved."""
    curves = {factor.name: means.less_first(_alone(means, factor)) for factor in means.factors}
    reach = {
        name: float(np.nanmax(np.abs(curve[:, 0]), initial=0.0)) for name, curve in curves.items()
    }
    base = amount(means.mean[0], means.outcome)
    if not is_share(means.outcome) and not is_money(means.outcome):
        base += f" {means.outcome.unit}"
    explanation = (
        f"Difference from the point from which each factor is moved ({base}; ring), pair by pair "
        "on the same luck; bars: 95 % intervals."
    )
    return _panels(means, curves, reach, explanation, _difference_panel, "difference, ")


def draw_scatter(means: Means) -> Figure:
    """Draw every point against each factor."""
    curves = {factor.name: _running_mean(means, factor) for factor in means.factors}
    reach = {
        name: float(curve[1].max() - curve[1].min()) if curve.size else 0.0
        for name, curve in curves.items()
    }
    explanation = (
        "A dot: the mean of a point. Line and band, or bar: mean over neighbouring points (a tenth "
        "of them, or those of one value) and its 95 % interval, whatever the other factors are."
    )
    return _panels(means, curves, reach, explanation, _scatter_panel)


def _panels(
    means: Means,
    curves: Curves,
    reach: dict[str, float],
    explanation: str,
    draw: Callable[[Axes, Means, Factor, Numbers], None],
    prefix: str = "",
) -> Figure:
    """Draw a panel for each factor, in the order of how far it moves the outcome.

    Parameters
    ----------
    reach : dict of float
        How far each factor moves the outcome, by its name.
    prefix : str
        What stands before the unit.
    """
    ranked = sorted(means.factors, key=lambda factor: reach[factor.name], reverse=True)
    shown = ranked[:PANELS_MOST]
    hidden = len(ranked) - len(shown)
    rest = f" The {hidden} factors that move it least are left out." if hidden else ""
    columns = min(parts.COLUMNS_MOST, len(shown))
    figure = style.new_figure(max(7.0, 2.9 * columns), 1.4 + 2.5 * -(-len(shown) // columns))
    order = "The factors that move it most come first."
    parts.header(figure, means, f"{explanation} {order}{rest}")
    for axes, factor in zip(parts.grid(figure, len(shown), sharey=True), shown, strict=True):
        draw(axes, means, factor, curves[factor.name])
        parts.outcome_axis(axes, means)
        axes.tick_params(labelsize=7.5)
    figure.supylabel(f"{prefix}{means.unit}", fontsize=9, color=style.INK)
    return figure


def _places(factor: Factor) -> Numbers:
    """Return where the points stand along a factor: numbers to scale, names side by side."""
    return factor.numbers if factor.is_number else factor.places.astype(np.float64)


def _alone(means: Means, factor: Factor) -> NDArray[np.int64]:
    """Return the points in which only this factor differs from the first point."""
    same = np.ones(len(means.values), bool)
    for other in means.factors:
        if other is not factor:
            same &= np.array([value == other.values[0] for value in other.values])
    return np.flatnonzero(same)


def _difference_panel(axes: Axes, means: Means, factor: Factor, curve: Numbers) -> None:
    """Draw a factor; a first point at which it has no value of its own is the line alone."""
    at = _alone(means, factor)
    kept = np.array([factor.values[point] is not None for point in at])
    at, curve = at[kept], curve[kept] / means.scale
    alone = Factor(factor.name, tuple(factor.values[point] for point in at), factor.log)
    x = _places(alone)
    order = np.argsort(x, kind="stable")
    middle, low, high = curve[order].T
    axes.axhline(0.0, color=style.VERMILION, linewidth=0.8, linestyle=(0, (4, 3)))
    axes.errorbar(
        x[order], middle, np.nan_to_num([middle - low, high - middle]), color=style.BLUE,
        marker="o", markersize=4.5, linestyle="-" if alone.is_number else "", linewidth=1.4,
        capsize=2.5, elinewidth=1.1,
    )  # fmt: skip
    first = x[at == 0]
    axes.plot(
        first, np.zeros(len(first)), "o", markersize=10, markerfacecolor="none",
        color=style.VERMILION, markeredgewidth=1.4,
    )  # fmt: skip
    parts.factor_axis(axes, alone, most=TICKS_MOST)


def _running_mean(means: Means, factor: Factor) -> Numbers:
    """Return x, mean, low and high along a factor, shape (4, places)."""
    known = ~np.isnan(means.mean)
    x, y = _places(factor)[known], means.mean[known]
    if len(factor.levels) <= LEVELS_MOST:
        groups = [np.flatnonzero(x == level) for level in np.unique(x)]
    elif len(x) < LEAST_FOR_A_MEAN:
        return np.empty((4, 0))
    else:
        order, width = np.argsort(x, kind="stable"), max(2, len(x) // WINDOWS)
        step = max(1, width // 4)
        groups = [order[first : first + width] for first in range(0, len(x) - width + 1, step)]
    return np.array([(x[group].mean(), *mean_interval(y[group])) for group in groups]).T


def _scatter_panel(axes: Axes, means: Means, factor: Factor, curve: Numbers) -> None:
    x = _places(factor)
    if len(factor.levels) <= LEVELS_MOST:
        x = x + _spread(factor, len(x))
    faint = max(0.08, min(0.7, 8.0 / math.sqrt(len(x))))
    axes.plot(
        x, means.mean / means.scale, "o", markersize=2.8, color=style.BLUE, alpha=faint,
        markeredgewidth=0,
    )  # fmt: skip
    if curve.size:
        _draw_mean(axes, factor, np.array([curve[0], *(curve[1:] / means.scale)]))
    parts.factor_axis(axes, factor, most=TICKS_MOST)


def _draw_mean(axes: Axes, factor: Factor, curve: Numbers) -> None:
    """Draw the running mean with a band, or the mean of each name with a bar."""
    at, middle, low, high = curve
    if factor.is_number:
        axes.fill_between(at, low, high, color=style.ORANGE, alpha=0.45, linewidth=0, zorder=3)
        axes.plot(at, middle, color=style.VERMILION, linewidth=1.8, zorder=4)
        return
    spread = np.nan_to_num(np.array([middle - low, high - middle]))
    axes.errorbar(
        at, middle, spread, fmt="o", color=style.VERMILION, capsize=4, elinewidth=1.8, zorder=4
    )


def _spread(factor: Factor, points: int) -> Numbers:
    """Return small steps to the side, so that points of one value do not hide one another."""
    gaps = np.diff(np.unique(_places(factor)))
    least = float(gaps.min()) if gaps.size and not factor.log else 0.0
    return np.asarray(least * 0.3 * ((np.arange(points) * GOLDEN) % 1.0 - 0.5), np.float64)
