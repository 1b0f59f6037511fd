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
from numpy.typing import NDArray

from experiments.common import style
from experiments.common.numbers import short
from experiments.sweeps.pictures import picture_parts as parts
from experiments.sweeps.pictures.point_values import Factor, Numbers, PointValues, quantiles
from experiments.sweeps.sweep_words import texts

CELLS_WITH_TEXT = 10
"""More levels leave no room for figures."""
COLUMNS_MOST = 3
LETTERS_PER_INCH = 12

Axes3 = tuple[Factor, Factor, Factor | None]
"""The factors across, upwards, and by panel."""


def draw_maps(values: PointValues, axes: Axes3) -> Figure:
    """Draw a map of two factors, or one for each level of a third on one scale of colours."""
    figure = style.new_figure(*_inches(axes, 1))
    words, shown = texts(values.lang), [_cells(values, _has_room(axes))]
    if values.outcome.better != "neither":
        shown.append(words["picture.light"])
    parts.header(figure, values, *shown)
    _fill(figure, values, axes)
    return figure


def draw_rows(rows: Sequence[PointValues], axes: Axes3) -> Figure:
    """Draw the maps of several outcomes below one another, each on its own scale of colours."""
    figure = style.new_figure(*_inches(axes, len(rows)))
    first = rows[0]
    words = texts(first.lang)
    notes = (parts.about(first), _cells(first, _has_room(axes)), words["picture.light_where_good"])
    style.header(figure, words.say("picture.overview", title=first.title), " ".join(notes))
    rows_of_maps = figure.subfigures(len(rows), 1, squeeze=False)
    for part, values in zip(rows_of_maps[:, 0], rows, strict=True):
        part.suptitle(
            values.name, x=0.012, ha="left", fontsize=10, weight="bold", color=style.INK,
            parse_math=False,
        )  # fmt: skip
        _fill(part, values, axes)
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


def _fill(figure: Figure | SubFigure, values: PointValues, axes: Axes3) -> None:
    """Draw the panels of an outcome and its scale of colours."""
    across, up, by = axes
    count = 1 if by is None else len(by.levels)
    colours = _colours(values)
    panels = parts.grid(figure, count, COLUMNS_MOST, sharex=True, sharey=True)
    words = texts(values.lang)
    for place, panel in enumerate(panels):
        at = np.arange(len(values.medians)) if by is None else np.flatnonzero(by.places == place)
        _map(panel, values, (across, up), at, colours, _has_room(axes))
        if by is not None:
            title = words.say("picture.panel", factor=by.title, value=by.text(by.levels[place]))
            panel.set_title(
                title, loc="left", fontsize=9, weight="bold", color=style.INK, parse_math=False
            )
    bar = figure.colorbar(colours, ax=panels, shrink=0.9, aspect=28, pad=0.02)
    bar.ax.yaxis.set_major_formatter(lambda value, _: short(value, values.lang, 4))
    bar.ax.tick_params(labelsize=8, colors=style.INK)
    letters = int(LETTERS_PER_INCH * -(-count // COLUMNS_MOST) * _high(up))
    bar.set_label(textwrap.fill(values.scale.unit, letters), fontsize=8.5, color=style.INK)
    figure.supxlabel(parts.label(across, parts.LABEL_LETTERS), fontsize=9, color=style.INK)
    figure.supylabel(parts.label(up, letters), fontsize=9, color=style.INK)


def _has_room(axes: Axes3) -> bool:
    across, up, _ = axes
    return max(len(across.levels), len(up.levels)) <= CELLS_WITH_TEXT


def _cells(values: PointValues, with_text: bool) -> str:
    """Say what a cell shows."""
    key = "picture.cells" if with_text else "picture.colours"
    return texts(values.lang).say(key, worlds=parts.worlds(values))


def _colours(values: PointValues) -> ScalarMappable:
    """Return one scale of colours for all panels; light is good, or high where nothing is."""
    low, high = np.nanmin(values.medians), np.nanmax(values.medians)
    name = "cividis_r" if values.outcome.better == "lower" else "cividis"
    return ScalarMappable(Normalize(low, high if high > low else low + 1e-9), mpl.colormaps[name])


def _map(
    axes: Axes,
    values: PointValues,
    factors: tuple[Factor, Factor],
    at: NDArray[np.int64],
    colours: ScalarMappable,
    with_text: bool,
) -> None:
    """Draw one map of the points `at`."""
    across, up = factors
    cells = np.full((len(up.levels), len(across.levels), 3), np.nan)
    cells[up.places[at], across.places[at]] = quantiles(values.levels[at])[:, [0, 2, 4]]
    low, high = colours.get_clim()
    axes.pcolormesh(
        np.ma.masked_invalid(cells[:, :, 1]), cmap=colours.cmap, vmin=low, vmax=high,
        edgecolors="white", linewidth=1.0 if with_text else 0.1,
    )  # fmt: skip
    _ticks(axes, across, up)
    if with_text:
        _figures(axes, values, cells, colours)


def _ticks(axes: Axes, across: Factor, up: Factor) -> None:
    """Name the levels, as many as have room."""
    for axis, factor in ((axes.xaxis, across), (axes.yaxis, up)):
        step = -(-len(factor.levels) // parts.LABELS_MOST)
        places = range(0, len(factor.levels), step)
        axis.set_ticks([place + 0.5 for place in places])
        axis.set_ticklabels([factor.text(factor.levels[place]) for place in places])
    axes.tick_params(labelsize=8, colors=style.INK, length=0)
    axes.spines[:].set_visible(False)
    if not across.is_number:
        axes.tick_params(axis="x", labelrotation=30)


def _figures(axes: Axes, values: PointValues, cells: Numbers, colours: ScalarMappable) -> None:
    """Write median and interval into each cell, dark on light and light on dark.

    Parameters
    ----------
    cells : NDArray of float, shape (up, across, 3)
        Low end, median and high end; NaN without a case.
    """
    words = texts(values.lang)
    large = 8.0 if cells.shape[1] <= 6 else 7.0
    for row, column in itertools.product(*map(range, cells.shape[:2])):
        if np.isnan(cells[row, column, 1]):
            continue
        red, green, blue, _ = colours.to_rgba(cells[row, column, 1])
        dark = 0.299 * red + 0.587 * green + 0.114 * blue < 0.5
        low, median, high = (
            values.scale.text(value) for value in cells[row, column] * values.scale.by
        )
        interval = words.say("picture.range", low=low, high=high)
        look: dict[str, Any] = {"ha": "center", "color": "white" if dark else style.INK}
        axes.text(column + 0.5, row + 0.5, median, va="bottom", fontsize=large, **look)
        axes.text(column + 0.5, row + 0.44, interval, va="top", fontsize=large - 1.5, **look)
