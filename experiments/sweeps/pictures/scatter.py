"""Every point against each factor in turn, with a running mean: for designs of many factors."""

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.common import style
from experiments.common.paired import mean_interval
from experiments.sweeps.pictures import look
from experiments.sweeps.pictures.means import Factor, Means, Numbers

PANELS_MOST = 24
LEVELS_MOST = 12
"""Of a factor with no more values the mean of each is drawn."""
WINDOWS = 10
LEAST_FOR_A_MEAN = 20
GOLDEN = 0.6180339887


def draw_scatter(means: Means) -> Figure:
    """Draw a panel for each factor, those first that say most of the outcome."""
    curves = {factor.name: _running(means, factor) for factor in means.factors}
    ranked = sorted(means.factors, key=lambda it: _reach(curves[it.name]), reverse=True)
    shown = ranked[:PANELS_MOST]
    figure = look.panels_figure(len(shown))
    look.header(
        figure,
        means,
        "A dot: the mean of a point. Line and band, or bar: mean over neighbouring points (a tenth "
        "of them, or those of one value) and its 95 % interval, whatever the other factors are. "
        "The factors that move it most come first." + look.left_out(len(ranked) - len(shown)),
    )
    scale = look.scale_of(means.outcome, means.mean)
    for axes, factor in zip(look.grid(figure, len(shown), sharey=True), shown, strict=True):
        _panel(axes, means, factor, curves[factor.name], scale)
    figure.supylabel(look.unit_of(means.outcome, scale), fontsize=9, color=style.INK)
    return figure


def _x(factor: Factor) -> Numbers:
    return factor.numbers if factor.is_number else factor.places.astype(np.float64)


def _running(means: Means, factor: Factor) -> Numbers:
    """Return x, mean, low and high along a factor, shape (4, places)."""
    known = ~np.isnan(means.mean)
    x, y = _x(factor)[known], means.mean[known]
    if len(factor.levels) <= LEVELS_MOST:
        groups = [np.flatnonzero(x == level) for level in np.unique(x)]
    elif len(x) < LEAST_FOR_A_MEAN:
        return np.empty((4, 0))
    else:
        order, width = np.argsort(x, kind="stable"), max(2, len(x) // WINDOWS)
        step = max(1, width // 4)
        groups = [order[first : first + width] for first in range(0, len(x) - width + 1, step)]
    return np.array([(x[group].mean(), *mean_interval(y[group])) for group in groups]).T


def _reach(curve: Numbers) -> float:
    """Return how far the running mean moves."""
    return float(curve[1].max() - curve[1].min()) if curve.size else 0.0


def _panel(axes: Axes, means: Means, factor: Factor, curve: Numbers, scale: float) -> None:
    x = _x(factor)
    if len(factor.levels) <= LEVELS_MOST:
        x = x + _spread(factor, len(x))
    faint = max(0.08, min(0.7, 8.0 / math.sqrt(len(x))))
    axes.plot(
        x, means.mean / scale, "o", markersize=2.8, color=style.BLUE, alpha=faint,
        markeredgewidth=0,
    )  # fmt: skip
    if curve.size:
        _mean(axes, factor, curve, scale)
    look.factor_axis(axes, factor, most=look.TICKS_MOST)
    look.outcome_axis(axes, means)
    axes.tick_params(labelsize=7.5)


def _mean(axes: Axes, factor: Factor, curve: Numbers, scale: float) -> None:
    """Draw the running mean with a band, or the mean of each name with a bar."""
    at, middle, low, high = curve[0], *(curve[1:] / scale)
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
    gaps = np.diff(np.unique(_x(factor)))
    least = float(gaps.min()) if gaps.size and not factor.log else 0.0
    return np.asarray(least * 0.3 * ((np.arange(points) * GOLDEN) % 1.0 - 0.5), np.float64)
