"""What all pictures of sweeps share: the header, axes, how draws are drawn, a grid of panels."""

import math
import textwrap
from collections.abc import Iterator
from typing import Any, Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from experiments.common import style
from experiments.common.differences import is_share
from experiments.common.numbers import LANGUAGES, number, short
from experiments.sweeps.factors import Value
from experiments.sweeps.pictures.point_values import Factor, Numbers, PointValues, quantiles
from experiments.sweeps.sweep_words import counted, runs_and_parameters, texts

LABELS_MOST = 12
COLUMNS_MOST = 4
LETTERS_MOST = 24
"""So many letters of names stand side by side under a panel."""
LABEL_LETTERS = 60
"""Letters of a line below an axis, …"""
PANEL_LETTERS = 34
"""… and below a panel among others."""
GOLDEN = 0.6180339887
THIN, THICK = 1.0, 3.0
"""Widths of bars: nine in ten worlds, and half of them."""


def header(figure: Figure, values: PointValues, *shown: str) -> None:
    """Write what the picture is of, what it shows, and how precise means are."""
    explanation = " ".join([about(values), *shown, *_precision(values)])
    style.header(figure, f"{values.name}: {values.title}", explanation)


def about(values: PointValues) -> str:
    """Say of how many points and runs a picture is, and with which parameters."""
    words = texts(values.lang)
    return words.say(
        "picture.header",
        scenario=values.scenario,
        points=counted(words, "points", len(values.values)),
        **runs_and_parameters(words, values.replications, values.drawn),
    )


def worlds(values: PointValues) -> str:
    """Say what is drawn a dot or a line each."""
    words = texts(values.lang)
    return words["picture.runs_of_one" if values.drawn.draws == 1 else "picture.worlds"]


def which_is_better(values: PointValues) -> list[str]:
    """Say whether high or low is better, where either is."""
    better = values.outcome.better
    return [] if better == "neither" else [texts(values.lang)[f"picture.{better}"]]


def _precision(values: PointValues) -> Iterator[str]:
    """Yield how precise means are, and whether chance widens what is drawn."""
    words = texts(values.lang)
    if not math.isnan(values.precision):
        figure = f"{number(values.precision, 1, values.lang)} {difference_unit(values)}"
        yield words.say("picture.precision", precision=figure)
    if values.drawn.draws > 1 and values.values.shape[2] == 1:
        yield words["picture.once"]


def difference_unit(values: PointValues) -> str:
    """Return the unit of a difference: of shares points."""
    return LANGUAGES[values.lang].points_word if is_share(values.outcome) else values.scale.unit


def outcome_axis(axes: Axes, values: PointValues, which: Literal["x", "y"] = "y") -> None:
    """Let an axis show the outcome."""
    axis = getattr(axes, f"{which}axis")
    axis.set_major_formatter(lambda value, _: short(value, values.lang, 4))
    style.tidy(axes, which)


def factor_axis(
    axes: Axes, factor: Factor, most: int = LABELS_MOST, letters: int = LABEL_LETTERS
) -> None:
    """Let the x axis show a factor: numbers to scale, names at places."""
    if factor.is_number:
        if factor.log:
            axes.set_xscale("log")
        levels = factor.levels
        if len(levels) <= most and not factor.log:
            numbers = [float(level) for level in levels if isinstance(level, int | float)]
            axes.set_xticks(numbers, _readable(factor, levels, most))
        else:
            axes.xaxis.set_major_formatter(lambda value, _: factor.text(float(value)))
    else:
        names = [factor.text(level) for level in factor.levels]
        if len("".join(names)) > LETTERS_MOST:
            axes.set_xticks(range(len(names)), names, rotation=25, ha="right")
        else:
            axes.set_xticks(range(len(names)), names)
        axes.set_xlim(-0.5, len(names) - 0.5)
    axes.set_xlabel(label(factor, letters), fontsize=8.5, color=style.INK)


def label(factor: Factor, letters: int) -> str:
    """Return the title of a factor in lines of so many letters, and its unit where it has one."""
    lines = textwrap.wrap(factor.title, letters)
    return "\n".join([*lines, f"({factor.unit})"] if factor.unit else lines)


def _readable(factor: Factor, levels: list[Value | None], most: int) -> list[str]:
    """Write the levels, and leave out those that would lie on one another."""
    numbers = np.array(levels, np.float64)
    least = (numbers[-1] - numbers[0]) / (1.6 * most)
    shown: list[str] = []
    last = -np.inf
    for value, level in zip(numbers, levels, strict=True):
        near = value - last < least
        shown.append("" if near else factor.text(level))
        last = last if near else value
    return shown


def aside(factor: Factor, at: Numbers, steps: Numbers | float) -> Numbers:
    """Return places so many steps to the side; a step is a hundredth of the axis."""
    if factor.is_number and factor.log:
        span = float(np.ptp(np.log(factor.numbers)))
        return np.asarray(at * np.exp(0.01 * span * np.asarray(steps)))
    span = float(np.ptp(factor.along)) if factor.is_number else float(len(factor.levels))
    return np.asarray(at + 0.01 * span * np.asarray(steps))


def scattered(count: int, wide: float) -> Numbers:
    """Return small steps to the side, so that dots do not hide one another."""
    return np.asarray(wide * ((np.arange(count) * GOLDEN) % 1.0 - 0.5), np.float64)


def spread_bars(
    axes: Axes, at: Numbers, values: Numbers, color: str, *, upright: bool, **how: Any
) -> None:
    """Draw medians, bars of half the worlds, and thin bars of nine in ten of them.

    Parameters
    ----------
    at : NDArray of float, shape (places,)
    values : NDArray of float, shape (places, worlds)
    upright : bool
        Whether bars stand upright, or lie.
    **how
        Of the medians, such as `marker`.
    """
    low, below, middle, above, high = quantiles(values).T
    draw = axes.vlines if upright else axes.hlines
    draw(at, low, high, color=color, linewidth=THIN, zorder=3)
    draw(at, below, above, color=color, linewidth=THICK, zorder=3)
    x, y = (at, middle) if upright else (middle, at)
    look = {"marker": "o", "linestyle": "", "markersize": 5.5, **how}
    axes.plot(x, y, color=color, markeredgecolor="white", markeredgewidth=0.8, zorder=5, **look)


def zero_line(axes: Axes, *, upright: bool) -> None:
    """Draw where there is no difference."""
    draw = axes.axvline if upright else axes.axhline
    draw(0.0, color=style.QUIET, linewidth=0.8, linestyle=(0, (4, 3)), zorder=2)


def grid(
    figure: Figure | SubFigure, panels: int, columns_most: int = COLUMNS_MOST, **how: Any
) -> list[Axes]:
    """Return so many panels, side by side and below one another."""
    columns = min(columns_most, panels)
    rows = -(-panels // columns)
    axes = list(figure.subplots(rows, columns, squeeze=False, **how).flat)
    for spare in axes[panels:]:
        spare.remove()
    return axes[:panels]
