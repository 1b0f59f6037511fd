"""Worlds along a factor, or in a row for each point: their values, and beside them differences.

Values spread because worlds differ; differences from the first point are taken world by world, so
that what worlds do to all points alike drops out.
"""

import textwrap
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.common import style
from experiments.common.numbers import number
from experiments.sweeps.pictures import picture_parts as parts
from experiments.sweeps.pictures.point_values import (
    Factor,
    Numbers,
    PointValues,
    cut,
    quantiles,
)
from experiments.sweeps.sweep_words import texts

GREEN, PURPLE = "#009E73", "#CC79A7"
SERIES = (style.BLUE, style.VERMILION, GREEN, style.ORANGE, PURPLE, style.INK)
MARKERS = "osD^vP"
"""Series differ in colour and in marker."""
WORLDS_MOST = 60
"""So many worlds are drawn as a line each."""
DOTS_MOST = 40
NAME_MOST = 60
FIRST_MOST = 110
STEP = 1.8
"""Series stand so many hundredths of the axis beside one another, so that no bar hides another."""
HIGH = 0.55
"""Of a row, over which the dots of worlds are scattered."""


def draw_lines(values: PointValues, along: Factor, by: Factor | None) -> Figure:
    """Draw worlds along one factor, for each level of another one if there is one."""
    words = texts(values.lang)
    figure = style.new_figure(11.0, 5.0)
    shown = min(WORLDS_MOST, values.levels.shape[1])
    parts.header(
        figure,
        values,
        words.say("picture.series", worlds=parts.worlds(values))
        if by is not None
        else words.say("picture.lines", many=shown, worlds=parts.worlds(values)),
        *parts.which_is_better(values),
    )
    left, right = figure.subplots(1, 2)
    for axes, drawn in ((left, values.levels), (right, values.differences)):
        if by is None:
            _worlds(axes, along, drawn)
        else:
            _series(axes, along, by, drawn)
        parts.factor_axis(axes, along)
    _two_sides(values, left, right, "y")
    if by is not None:
        handles, names = left.get_legend_handles_labels()
        figure.legend(
            handles, names, loc="outside lower center", ncols=min(3, len(names)), fontsize=8.5,
            title=by.title, title_fontsize=8.5, frameon=False,
        )  # fmt: skip
    return figure


def _two_sides(values: PointValues, left: Axes, right: Axes, which: Any) -> None:
    """Name what stands left, the outcome, and right, its difference from the first point."""
    words = texts(values.lang)
    first = cut(values.first, FIRST_MOST) or words["picture.first_point"]
    title = words.say("picture.difference", point=first)
    unit = words.say("picture.of_difference", unit=parts.difference_unit(values))
    sides = ((left, words["picture.level"], values.scale.unit), (right, title, unit))
    for axes, heading, label in sides:
        parts.outcome_axis(axes, values, which)
        axes.set_title(
            textwrap.fill(heading, 58), loc="left", fontsize=9, weight="bold", color=style.INK,
            parse_math=False,
        )  # fmt: skip
        getattr(axes, f"set_{which}label")(label, fontsize=9, color=style.INK)
    parts.zero_line(right, upright=which == "x")


def _worlds(axes: Axes, along: Factor, values: Numbers) -> None:
    """Draw worlds as thin lines, their median, and a band of nine in ten."""
    order = np.argsort(along.along, kind="stable")
    at, values = along.along[order], values[order]
    axes.plot(at, values[:, :WORLDS_MOST], color=style.SKY, linewidth=0.6, alpha=0.35, zorder=2)
    low, _, middle, _, high = quantiles(values).T
    axes.fill_between(at, low, high, color=style.BLUE, alpha=0.15, linewidth=0, zorder=1)
    axes.plot(at, middle, color=style.BLUE, linewidth=2.2, marker="o", markersize=5, zorder=4)


def _series(axes: Axes, along: Factor, by: Factor, values: Numbers) -> None:
    """Draw a line of medians with bars of worlds for each level of a factor."""
    for place, level in enumerate(by.levels):
        at = np.flatnonzero(by.places == place)
        at = at[np.argsort(along.along[at], kind="stable")]
        steps = STEP * (place - (len(by.levels) - 1) / 2.0)
        x = parts.aside(along, along.along[at], steps)
        look = {"marker": MARKERS[place], "linestyle": "-", "linewidth": 1.2}
        label = by.text(level, NAME_MOST)
        parts.spread_bars(axes, x, values[at], SERIES[place], upright=True, label=label, **look)


def draw_dots(values: PointValues) -> Figure:
    """Draw a row for every point, that with the best median at the top."""
    words = texts(values.lang)
    sign = -1.0 if values.outcome.better == "lower" else 1.0
    known = np.flatnonzero(~np.isnan(values.medians))
    order = known[np.argsort(sign * values.medians[known], kind="stable")][-DOTS_MOST:]
    figure = style.new_figure(12.0, 2.0 + 0.32 * max(5, len(order)))
    shown = [words.say("picture.dots", worlds=parts.worlds(values))]
    if left_out := len(known) - len(order):
        count = number(left_out, 0, values.lang)
        shown.append(words.say("picture.left_out", count=count))
    parts.header(figure, values, *shown, *parts.which_is_better(values))
    left, right = figure.subplots(1, 2, sharey=True)
    _rows(left, values.levels[order])
    _rows(right, values.differences[order])
    left.set_yticks(range(len(order)), [_name(values, int(point)) for point in order])
    left.set_ylim(-0.6, len(order) - 0.4)
    if len(values.factors) == 1:
        left.set_ylabel(values.factors[0].title, fontsize=9, color=style.INK)
    _two_sides(values, left, right, "x")
    return figure


def _rows(axes: Axes, values: Numbers) -> None:
    """Draw the worlds of each row as dots, and their spread."""
    at = np.arange(len(values), dtype=np.float64)
    worlds = values.shape[1]
    y = at[:, np.newaxis] + parts.scattered(worlds, HIGH)
    axes.plot(
        values.ravel(), y.ravel(), "o", markersize=2.2, color=style.SKY, alpha=0.4,
        markeredgewidth=0, zorder=1,
    )  # fmt: skip
    parts.spread_bars(axes, at, values, style.BLUE, upright=False)


def _name(values: PointValues, point: int) -> str:
    """Name a point by the values of its factors; the title of a lone one stands at the axis."""
    texts_of = [
        (factor.title, factor.text(factor.values[point], NAME_MOST)) for factor in values.factors
    ]
    if len(texts_of) == 1:
        return texts_of[0][1]
    return cut(", ".join(f"{name}: {value}" for name, value in texts_of), NAME_MOST)
