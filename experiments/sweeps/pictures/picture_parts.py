"""What all pictures of sweeps share: the header, the outcome's axis, series, a grid of panels."""

from collections.abc import Callable
from typing import Any, Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from experiments.common import style
from experiments.common.differences import is_share
from experiments.common.languages import headed
from experiments.common.outcomes import Outcome
from experiments.sweeps.pictures.means import Factor, Level, Means, text

LABELS_MOST = 12
COLUMNS_MOST = 4
LETTERS_MOST = 24
"""So many letters of names stand side by side under a panel."""


def header(figure: Figure, means: Means, shown: str) -> None:
    """Write what the picture is of: sweep, outcome, runs, what is drawn, which way is better."""
    outcome = means.outcome
    better = "" if outcome.better == "neither" else f" {outcome.better.capitalize()} is better."
    style.header(
        figure,
        f"{headed(outcome.title)}: {means.title}",
        f"{counted(means)} {shown}{better}",
    )


def counted(means: Means) -> str:
    """Say of how many points and runs a picture is, and with which parameters."""
    points, runs = (
        f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
        for count, what in zip(means.values.shape, ("point", "run"), strict=True)
    )
    return f"Scenario {means.scenario}, {points} of {runs} each, {means.drawn.short}."


def intervals(means: Means) -> str:
    """Say what the intervals of a picture are."""
    if means.values.shape[1] == 1:
        return "95 % intervals, of which one run a point has none"
    does = "luck does" if means.drawn.alone else "luck and draws do"
    return f"95 % intervals for comparing points (what {does} to all alike is taken out)"


def formatter(outcome: Outcome) -> Callable[..., str]:
    """Return how an axis writes the outcome."""
    if is_share(outcome):
        return style.percent
    return lambda value, _: f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"


def outcome_axis(axes: Axes, means: Means, which: Literal["x", "y"] = "y") -> None:
    """Let an axis show the outcome."""
    getattr(axes, f"{which}axis").set_major_formatter(formatter(means.outcome))
    style.tidy(axes)


def factor_axis(axes: Axes, factor: Factor, most: int = LABELS_MOST) -> None:
    """Let the x axis show a factor: numbers to scale, names at places."""
    if factor.is_number:
        if factor.log:
            axes.set_xscale("log")
        levels = factor.levels
        if len(levels) <= most and not factor.log:
            axes.set_xticks(
                [float(level) for level in levels if level is not None], _readable(levels, most)
            )
        else:
            axes.xaxis.set_major_formatter(lambda value, _: text(float(value)))
    else:
        names = [text(level) for level in factor.levels]
        if len("".join(names)) > LETTERS_MOST:
            axes.set_xticks(range(len(names)), names, rotation=25, ha="right")
        else:
            axes.set_xticks(range(len(names)), names)
        axes.set_xlim(-0.5, len(names) - 0.5)
    axes.set_xlabel(factor.label, fontsize=8.5, color=style.INK)


def _readable(levels: list[Level], most: int) -> list[str]:
    """Write the levels, and leave out those that would lie on one another."""
    numbers = np.array(levels, np.float64)
    least = (numbers[-1] - numbers[0]) / (1.6 * most)
    shown: list[str] = []
    last = -np.inf
    for number, level in zip(numbers, levels, strict=True):
        near = number - last < least
        shown.append("" if near else text(level))
        last = last if near else number
    return shown


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
