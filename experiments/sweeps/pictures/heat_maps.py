"""Heat maps: a cell for each pair of levels, and a panel for each level of a third factor."""

import itertools
import textwrap
from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure, SubFigure

from experiments.common import style
from experiments.common.differences import is_share
from experiments.common.languages import headed
from experiments.sweeps.pictures import picture_parts as parts
from experiments.sweeps.pictures.means import Factor, Means, Numbers, text

CELLS_WITH_TEXT = 10
"""More levels leave no room for figures."""
DIGIT_BELOW = 50.0
"""Cells that differ by less are told with a digit after the point."""
COLUMNS_MOST = 3
LETTERS_PER_INCH = 12

Axes3 = tuple[Factor, Factor, Factor | None]
"""The factors across, upwards, and by panel."""


def draw_maps(means: Means, axes: Axes3) -> Figure:
    """Draw a map of two factors, or one for each level of a third on one scale of colours."""
    figure = style.new_figure(*_inches(axes, 1))
    parts.header(figure, means, _shown(means, _has_room(axes)))
    _fill(figure, means, axes)
    return figure


def draw_rows(rows: Sequence[Means], axes: Axes3) -> Figure:
    """Draw the maps of several outcomes below one another, each on its own scale of colours."""
    figure = style.new_figure(*_inches(axes, len(rows)))
    first = rows[0]
    title = f"{first.title}: failure, success, saving and households"
    note = "Light is better, or more where no direction is good."
    style.header(figure, title, f"{parts.counted(first)} {_cells(first, _has_room(axes))} {note}")
    rows_of_maps = figure.subfigures(len(rows), 1, squeeze=False)
    for part, means in zip(rows_of_maps[:, 0], rows, strict=True):
        part.suptitle(
            headed(means.outcome.title), x=0.012, ha="left", fontsize=10, weight="bold",
            color=style.INK, parse_math=False,
        )  # fmt: skip
        _fill(part, means, axes)
    return figure


def _inches(axes: Axes3, outcomes: int) -> tuple[float, float]:
    """Return width and height of a figure with the panels of so many outcomes."""
    across, up, by = axes
    panels = 1 if by is None else len(by.levels)
    columns = min(COLUMNS_MOST, panels)
    wide = min(7.0, max(2.6, 0.62 * len(across.levels) + 0.5))
    high = _high(up)
    rows = -(-panels // columns)
    below = 0.0 if outcomes == 1 else 0.75
    return max(7.5, columns * wide + 2.0), 1.7 + outcomes * (rows * (high + 0.35) + below)


def _high(up: Factor) -> float:
    """Return the height of a panel in inches."""
    return min(5.0, max(1.9, 0.5 * len(up.levels) + 0.5))


def _fill(figure: Figure | SubFigure, means: Means, axes: Axes3) -> None:
    """Draw the panels of an outcome and its scale of colours."""
    across, up, by = axes
    count = 1 if by is None else len(by.levels)
    colours = _colours(means)
    panels = parts.grid(figure, count, COLUMNS_MOST, sharex=True, sharey=True)
    for place, panel in enumerate(panels):
        at = np.arange(len(means.mean)) if by is None else np.flatnonzero(by.places == place)
        _map(panel, means, (across, up), at, colours, _has_room(axes))
        if by is not None:
            panel.set_title(
                f"{by.name} = {text(by.levels[place])}", loc="left", fontsize=9, weight="bold",
                color=style.INK, parse_math=False,
            )  # fmt: skip
    bar = figure.colorbar(colours, ax=panels, shrink=0.9, aspect=28, pad=0.02)
    bar.ax.yaxis.set_major_formatter(parts.formatter(means.outcome))
    bar.ax.tick_params(labelsize=8, colors=style.INK)
    letters = int(LETTERS_PER_INCH * -(-count // COLUMNS_MOST) * _high(up))
    unit = textwrap.fill(means.unit, letters)
    bar.set_label(unit, fontsize=8.5, color=style.INK)
    figure.supxlabel(across.label, fontsize=9, color=style.INK)
    figure.supylabel(up.label, fontsize=9, color=style.INK)


def _has_room(axes: Axes3) -> bool:
    across, up, _ = axes
    return max(len(across.levels), len(up.levels)) <= CELLS_WITH_TEXT


def _shown(means: Means, with_text: bool) -> str:
    """Say what a cell shows, and which colour is good."""
    cells = _cells(means, with_text)
    return cells if means.outcome.better == "neither" else f"{cells} Light is better."


def _cells(means: Means, with_text: bool) -> str:
    if not with_text:
        return "Colour: mean."
    return f"Cells: means; below: half of their {parts.intervals(means)}."


def _colours(means: Means) -> ScalarMappable:
    """Return one scale of colours for all panels; light is good, or high where nothing is."""
    low, high = np.nanmin(means.mean) / means.scale, np.nanmax(means.mean) / means.scale
    name = "cividis_r" if means.outcome.better == "lower" else "cividis"
    return ScalarMappable(Normalize(low, high if high > low else low + 1e-9), mpl.colormaps[name])


def _map(
    axes: Axes,
    means: Means,
    factors: tuple[Factor, Factor],
    at: Any,
    colours: ScalarMappable,
    with_text: bool,
) -> None:
    """Draw one map of the points `at`."""
    across, up = factors
    cells = np.full((len(up.levels), len(across.levels)), np.nan)
    halves = cells.copy()
    where = up.places[at], across.places[at]
    cells[where] = means.mean[at] / means.scale
    halves[where] = means.half_width[at] / means.scale
    low, high = colours.get_clim()
    axes.pcolormesh(
        np.ma.masked_invalid(cells), cmap=colours.cmap, vmin=low, vmax=high, edgecolors="white",
        linewidth=1.0 if with_text else 0.1,
    )  # fmt: skip
    _ticks(axes, across, up)
    if with_text:
        _figures(axes, means, cells, halves, colours)


def _ticks(axes: Axes, across: Factor, up: Factor) -> None:
    """Name the levels, as many as have room."""
    for axis, factor in ((axes.xaxis, across), (axes.yaxis, up)):
        step = -(-len(factor.levels) // parts.LABELS_MOST)
        places = range(0, len(factor.levels), step)
        axis.set_ticks([place + 0.5 for place in places])
        axis.set_ticklabels([text(factor.levels[place]) for place in places])
    axes.tick_params(labelsize=8, colors=style.INK, length=0)
    axes.spines[:].set_visible(False)
    if not across.is_number:
        axes.tick_params(axis="x", labelrotation=30)


def _figures(
    axes: Axes, means: Means, cells: Numbers, halves: Numbers, colours: ScalarMappable
) -> None:
    """Write mean and half-width into each cell, dark on light and light on dark."""
    small = 6.5 if cells.shape[1] > 6 else 7.5
    for row, column in itertools.product(*map(range, cells.shape)):
        value, half = cells[row, column], halves[row, column]
        if np.isnan(value):
            continue
        red, green, blue, _ = colours.to_rgba(value)
        dark = 0.299 * red + 0.587 * green + 0.114 * blue < 0.5
        below = "" if np.isnan(half) else f"\n±{_text(means, half, colours)}"
        axes.text(
            column + 0.5, row + 0.5, f"{_text(means, value, colours)}{below}", ha="center",
            va="center", fontsize=small, color="white" if dark else style.INK, linespacing=1.15,
        )  # fmt: skip


def _text(means: Means, value: float, colours: ScalarMappable) -> str:
    """Write a figure with as many digits as tell the cells apart."""
    if is_share(means.outcome):
        return f"{100 * value:.1f}%"
    low, high = colours.get_clim()
    return f"{value:,.{1 if (high or 0.0) - (low or 0.0) < DIGIT_BELOW else 0}f}"
