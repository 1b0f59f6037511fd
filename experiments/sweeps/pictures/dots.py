"""Dots with intervals, one a point, sorted: for policies and lists of points."""

import numpy as np
from matplotlib.figure import Figure

from experiments.common import style
from experiments.sweeps.pictures import look
from experiments.sweeps.pictures.means import Means, text

POINTS_MOST = 40
NAME_MOST = 60


def draw_dots(means: Means) -> Figure:
    """Draw a dot with its interval for every point, the best at the top."""
    sign = -1.0 if means.outcome.better == "lower" else 1.0
    known = np.flatnonzero(~np.isnan(means.mean))
    order = known[np.argsort(sign * means.mean[known], kind="stable")][-POINTS_MOST:]
    figure = style.new_figure(8.6, 1.5 + 0.27 * max(5, len(order)))
    left_out = len(known) - len(order)
    rest = f" The {left_out:,} least good points are left out." if left_out else ""
    look.header(figure, means, f"Dots: means; bars: {look.intervals(means)}.{rest}")
    axes = figure.subplots()
    scale = look.scale_of(means.outcome, means.mean)
    axes.errorbar(
        means.mean[order] / scale, np.arange(len(order)),
        xerr=np.nan_to_num(means.half_width[order]) / scale, fmt="o", color=style.BLUE,
        capsize=2.5, elinewidth=1.2, markersize=5,
    )  # fmt: skip
    axes.set_yticks(range(len(order)), [_name(means, int(point)) for point in order])
    axes.set_ylim(-0.6, len(order) - 0.4)
    look.outcome_axis(axes, means, along_y=False)
    axes.grid(axis="x", color="#e6e6e6", linewidth=0.6)
    axes.set_xlabel(look.unit_of(means.outcome, scale), fontsize=9, color=style.INK)
    return figure


def _name(means: Means, point: int) -> str:
    """Name a point by the values of its factors; the name of a lone factor goes without saying."""
    values = [(factor.name, text(factor.values[point])) for factor in means.factors]
    told = values[0][1] if len(values) == 1 else ", ".join(f"{n} {v}" for n, v in values)
    return told if len(told) <= NAME_MOST else f"{told[: NAME_MOST - 1]}…"
