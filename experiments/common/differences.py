"""Paired differences: their mean and its interval, and how differences are written."""

import math
from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.languages import Lang
from experiments.common.numbers import LANGUAGES, number
from experiments.common.outcomes import Measure

LEVEL = 0.95


class Difference(NamedTuple):
    """Mean of b - a over pairs of runs with common random numbers.

    Attributes
    ----------
    pairs : int
        Pairs in which both runs have a case.
    a, b : float
        Means of the two sides over these pairs; NaN without any.
    mean, low, high : float
        Mean difference and its 95 % interval; NaN where there are too few pairs.
    """

    pairs: int
    a: float
    b: float
    mean: float
    low: float
    high: float

    @property
    def half_width(self) -> float:
        """Half of the interval's width."""
        return (self.high - self.low) / 2.0


def difference(a: NDArray[np.float64], b: NDArray[np.float64]) -> Difference:
    """Compare pair by pair; pairs in which one side has no case (NaN) are left out.

    The interval is Student's for a mean. Differences of a hundred runs and more need not be
    normal for it: their mean nearly is. Where all differences are equal it has no width.

    Parameters
    ----------
    a, b : NDArray of float, shape (pairs,)
    """
    both = ~(np.isnan(a) | np.isnan(b))
    pairs = int(both.sum())
    if not pairs:
        return Difference(0, *[math.nan] * 5)
    apart = b[both] - a[both]
    mean, low, high = mean_interval(apart)
    return Difference(pairs, float(a[both].mean()), float(b[both].mean()), mean, low, high)


def mean_interval(values: NDArray[np.float64]) -> tuple[float, float, float]:
    """Return the mean and its 95 % interval, which is NaN for fewer than two values."""
    mean = float(values.mean())
    if len(values) < 2:
        return mean, math.nan, math.nan
    if values.min() == values.max():
        return float(values[0]), float(values[0]), float(values[0])
    error = float(values.std(ddof=1)) / math.sqrt(len(values))
    of_t = import_module("scipy.special").stdtrit  # a tenth of a second of every start
    half = float(of_t(len(values) - 1, 0.5 + LEVEL / 2.0)) * error
    return mean, mean - half, mean + half


def known(figures: Mapping[str, float]) -> dict[str, float | None]:
    """Return figures as JSON has them: what is not known is None."""
    return {name: None if math.isnan(value) else value for name, value in figures.items()}


def amount(value: float, outcome: Measure, lang: Lang = "en") -> str:
    """Write a value of an outcome in its unit: shares in per cent."""
    if is_share(outcome):
        return f"{number(100 * value, 1, lang)} %"
    if is_money(outcome):
        return f"Rp {number(value, 0, lang)}"
    return number(value, 1, lang)


def size(value: float, outcome: Measure, lang: Lang = "en") -> str:
    """Write how large a difference is, without its sign: of shares in points."""
    if is_share(outcome):
        return f"{number(100 * abs(value), 1, lang)} {LANGUAGES[lang].points_word}"
    return amount(abs(value), outcome, lang)


def is_share(outcome: Measure) -> bool:
    """Whether an outcome is a share, which is written in per cent."""
    return outcome.unit.startswith("share")


def is_money(outcome: Measure) -> bool:
    """Whether an outcome is in rupiah."""
    return outcome.name.endswith("_idr")
