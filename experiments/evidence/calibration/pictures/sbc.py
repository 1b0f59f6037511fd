"""Whether the fits hold what they promise: ranks of the true values, parameter by parameter."""

import importlib
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from experiments.common import style
from experiments.common.draws import priors

COLUMNS = 7
WIDE, HIGH = 1.14, 4.2
"""Of a cell, whose curve goes from 0 to 1 and whose band from -1 to 1."""
SHOWN_MOST = 1.9
"""A curve that goes further is cut off."""


def draw(below: NDArray[np.float64], passed: NDArray[np.bool_], checks: dict[str, Any]) -> Figure:
    """Draw how far the ranks of each parameter are from even.

    Parameters
    ----------
    below : NDArray, shape (fits, parameters)
        Posterior probability below the true value.
    """
    fits, count = below.shape
    half = _half_width(fits, checks["significance"] / count)
    lines = -(-count // COLUMNS)
    figure = style.new_figure(12.0, 1.3 + 1.05 * lines)
    style.header(
        figure,
        f"Does the fit find what made the data? {fits:,} fits to made-up data, {count} parameters",
        "Posterior probability below the true value, over all fits: its cumulative share less that "
        f"of an even spread, from 0 to 1. A right fit stays within the grey band of ±{half:.3f} "
        "(95 % for all parameters together, Kolmogorov). Above, then below: posteriors too narrow; "
        "on one side: shifted. Red: fails a test of evenness or coverage, never called learned.",
    )
    axes = figure.subplots()
    columns = zip(priors(), below.T, passed, strict=False)
    for place, (name, ranks, good) in enumerate(columns):
        line, column = divmod(place, COLUMNS)
        cell = _Cell(axes, column * WIDE, -line * HIGH, bool(good))
        cell.draw(name, np.sort(ranks), half)
    axes.set_xlim(-0.03, COLUMNS * WIDE)
    axes.set_ylim(-lines * HIGH + 1.8, 2.8)
    axes.set_axis_off()
    return figure


def _half_width(fits: int, level: float) -> float:
    """Return how far an even sample's cumulative share goes from even, at most."""
    return float(importlib.import_module("scipy.stats").kstwo.ppf(1.0 - level, fits))


class _Cell:
    """One parameter's place in the picture."""

    def __init__(self, axes: Axes, left: float, middle: float, good: bool) -> None:
        self.axes, self.left, self.middle = axes, left, middle
        self.colour = style.BLUE if good else style.VERMILION
        self.ink = style.INK if good else style.VERMILION

    def draw(self, name: str, ranks: NDArray[np.float64], half: float) -> None:
        """Draw the band, the curve in units of the band's half-width, and the name."""
        share = np.arange(1, len(ranks) + 1) / len(ranks)
        off = np.clip((share - ranks) / half, -SHOWN_MOST, SHOWN_MOST)
        ends = [self.left, self.left + 1.0]
        self.axes.fill_between(ends, self.middle - 1, self.middle + 1, color="#e4e4e4", linewidth=0)
        self.axes.plot(ends, [self.middle] * 2, color=style.GREY, linewidth=0.6)
        self.axes.plot(self.left + ranks, self.middle + off, color=self.colour, linewidth=1.2)
        self.axes.text(self.left, self.middle + 2.0, name, fontsize=7, color=self.ink, va="center")
