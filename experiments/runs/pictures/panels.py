"""Panels at fixed places, with scales of a few strokes.

Matplotlib makes five objects of every tick, and measures all texts to make room for them: that
took two thirds of the time of drawing.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.markers import TICKDOWN, TICKLEFT
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import ScaledTranslation, Transform
from numpy.typing import ArrayLike, NDArray

from experiments.common import style
from experiments.common.texts import Texts
from experiments.runs.run_words import whose
from experiments.runs.runner import RunSet

NICE = (1, 2, 5, 10)
"""Steps of a scale, times a power of ten."""
GRID = "#e6e6e6"
LEFT_INCHES = 0.66
"""Room for the labels of the upright scale."""
LABEL_INCHES = 0.09
"""From an axis to its labels."""


def titled(words: Texts, what: str, runs: RunSet) -> str:
    """Return a picture's title: what it shows, of which runs."""
    of_runs = whose(words, runs.scenario.name, runs.policy.name, runs.runs, runs.drawn)
    return words.say("picture.title", what=what, whose=of_runs)


def middles(runs: RunSet) -> NDArray[np.float64]:
    """Return the middle of every month as a year: 2011.04 is January 2011."""
    start = runs.scenario.start
    first = int(start[:4]) + (int(start[5:7]) - 1) / style.YEAR
    return first + (np.arange(runs.scenario.months) + 0.5) / style.YEAR


def new_figure(width: float, height: float) -> Figure:
    """Return an empty figure of so many inches, whose panels `place` puts into it."""
    return Figure(figsize=(width, height))


def place(
    figure: Figure,
    rows: int,
    columns: int,
    count: int,
    top: float,
    *,
    right: float = 0.25,
    bottom: float = 0.3,
    across: float = 0.5,
    down: float = 0.36,
    heights: Sequence[float] | None = None,
) -> list[Axes]:
    """Return the first `count` panels of a grid; upper end, margins and gaps in inches."""
    width, height = figure.get_size_inches()
    wide = (width - LEFT_INCHES - right - across * (columns - 1)) / columns
    tall = (top - bottom - down * (rows - 1)) / rows
    grid = figure.add_gridspec(
        rows,
        columns,
        left=LEFT_INCHES / width,
        right=1.0 - right / width,
        bottom=bottom / height,
        top=top / height,
        wspace=across / wide,
        hspace=down / tall,
        height_ratios=heights,
    )
    cells = [grid[number // columns, number % columns] for number in range(count)]
    return [figure.add_subplot(cell) for cell in cells]


def title(axes: Axes, text: str, size: float) -> None:
    """Write a panel's title over its left end."""
    axes.set_title(
        text, loc="left", y=1.0, fontsize=size, weight="bold", color=style.INK, parse_math=False
    )


def beside(axes: Sequence[Axes], text: str) -> None:
    """Write at the left edge what the upright scales of panels, the first to the last, measure."""
    figure = _figure(axes[0])
    figure.text(
        0.13 / figure.get_figwidth(),
        (axes[0].get_position().y1 + axes[-1].get_position().y0) / 2,
        text,
        rotation=90,
        ha="center",
        va="center",
        fontsize=9,
        color=style.INK,
    )


def years(axes: Axes, runs: RunSet, first_month: int, most: int, labels: bool = True) -> None:
    """Show the years from a month of the scenario to its horizon, at most so many labels."""
    when = middles(runs)
    first, last = when[first_month] - 0.5 / style.YEAR, when[-1] + 0.5 / style.YEAR
    step = 1
    while (last - first) / step > most:
        step += 1
    inside = range(math.ceil(first - 1e-9), math.floor(last + 1e-9) + 1)
    ticks = [year for year in inside if year % step == 0]
    axes.set_xlim(first, last)
    axes.xaxis.set_visible(False)
    foot = axes.get_xaxis_transform()
    _marks(axes, ticks, [0.0] * len(ticks), TICKDOWN, foot)
    below = _moved(foot, axes, 0.0, -LABEL_INCHES)
    for year in ticks if labels else ():
        axes.text(
            year, 0, str(year), ha="center", va="top", fontsize=8, color=style.INK, transform=below
        )


def amounts(axes: Axes, write: Callable[[float], str], most: int = 5) -> None:
    """Show the scale from the lower to the upper limit in at most so many steps."""
    low, high = axes.get_ylim()
    values = np.asarray(MaxNLocator(most, steps=NICE).tick_values(low, high))
    ticks = values[(values >= low - 1e-9 * high) & (values <= high * (1 + 1e-9))]
    axes.yaxis.set_visible(False)
    axes.spines[["top", "right"]].set_visible(False)
    side = axes.get_yaxis_transform()
    _marks(axes, [0.0] * len(ticks), ticks, TICKLEFT, side)
    axes.hlines(ticks, 0, 1, colors=GRID, linewidth=0.6, zorder=0.5, transform=side)
    before = _moved(side, axes, -LABEL_INCHES, 0.0)
    for tick in ticks:
        axes.text(
            0,
            tick,
            write(tick),
            ha="right",
            va="center",
            fontsize=8,
            color=style.INK,
            transform=before,
        )


def _marks(axes: Axes, x: ArrayLike, y: ArrayLike, marker: int, transform: Transform) -> None:
    """Draw the short strokes of a scale, outwards."""
    axes.plot(
        x,
        y,
        linestyle="",
        marker=marker,
        markersize=3,
        markeredgewidth=0.8,
        color=style.INK,
        clip_on=False,
        transform=transform,
    )


def _moved(transform: Transform, axes: Axes, right: float, up: float) -> Transform:
    """Return a transform that ends so many inches further."""
    return transform + ScaledTranslation(right, up, _figure(axes).dpi_scale_trans)


def _figure(axes: Axes) -> Figure:
    figure = axes.get_figure(root=True)
    assert figure is not None
    return figure
