"""One factor moved at a time: how the outcome differs from the first point, on the same luck."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from experiments.common import style
from experiments.sweeps.pictures import look
from experiments.sweeps.pictures.means import Factor, Means, Numbers

PANELS_MOST = 24


def draw_one_at_a_time(means: Means) -> Figure:
    """Draw a panel for each factor, those first that move the outcome most."""
    curves = {factor.name: _curve(means, factor) for factor in means.factors}
    ranked = sorted(means.factors, key=lambda it: _reach(curves[it.name]), reverse=True)
    shown = ranked[:PANELS_MOST]
    figure = look.panels_figure(len(shown))
    base = look.plain(means.mean[0], means.outcome)
    look.header(
        figure,
        means,
        f"Difference from the point from which each factor is moved ({base}; ring), pair by pair "
        "on the same luck; bars: 95 % intervals. The factors that move it most come first."
        + look.left_out(len(ranked) - len(shown)),
    )
    scale = look.scale_of(means.outcome, means.mean)
    for axes, factor in zip(look.grid(figure, len(shown), sharey=True), shown, strict=True):
        _panel(axes, means, factor, curves[factor.name] / scale)
    unit = look.unit_of(means.outcome, scale)
    figure.supylabel(f"difference, {unit}", fontsize=9, color=style.INK)
    return figure


def _alone(means: Means, factor: Factor) -> NDArray[np.int64]:
    """Return the points in which only this factor differs from the first point."""
    same = np.ones(len(means.values), bool)
    for other in means.factors:
        if other is not factor:
            same &= np.array([value == other.values[0] for value in other.values])
    return np.flatnonzero(same)


def _curve(means: Means, factor: Factor) -> Numbers:
    """Return the differences of a factor's points: mean, low and high, shape (points, 3)."""
    return means.less_first(_alone(means, factor))


def _reach(curve: Numbers) -> float:
    """Return how far the outcome moves from the first point."""
    return float(np.nanmax(np.abs(curve[:, 0]), initial=0.0))


def _panel(axes: Axes, means: Means, factor: Factor, curve: Numbers) -> None:
    """Draw a factor; a first point at which it has no value of its own is the line alone."""
    at = _alone(means, factor)
    kept = np.array([factor.values[point] is not None for point in at])
    at, curve = at[kept], curve[kept]
    alone = Factor(factor.name, tuple(factor.values[point] for point in at), factor.log)
    x = alone.numbers if alone.is_number else alone.places.astype(np.float64)
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
    look.factor_axis(axes, alone, most=look.TICKS_MOST)
    look.outcome_axis(axes, means)
    axes.tick_params(labelsize=7.5)
