"""Paired differences: their mean, how sure it is, the verdict on it, and all that in words.

A *verdict* weighs the 95 % interval of the mean difference against nothing and against the
smallest difference that matters, which every outcome declares:

- `better`, `worse`: the interval lies wholly on one side of 0, and the mean difference is at
  least as large as the smallest that matters. So the direction is sure (wrong in one case of
  forty when there is no difference), and the best estimate is one that matters.
- `no difference that matters`: the interval lies wholly among the differences that do not
  matter, whether or not it contains 0.
- `not enough evidence`: anything else. More pairs lead to one of the others, unless the true
  difference is just the smallest that matters.
- `described`: the outcome is a means or a cost, and no direction of it is good.

The first two cannot hold together: a mean that matters is no mean inside the margin.
"""

import math
from collections.abc import Mapping
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from experiments.common.languages import Lang
from experiments.common.numbers import LANGUAGES, number
from experiments.common.outcomes import Measure

LEVEL = 0.95

Verdict = Literal[
    "better", "worse", "no difference that matters", "not enough evidence", "described"
]


class Difference(NamedTuple):
    """Mean of b - a over pairs of runs on the same luck.

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
    half = float(stdtrit(len(values) - 1, 0.5 + LEVEL / 2.0)) * error
    return mean, mean - half, mean + half


def verdict(outcome: Measure, difference: Difference) -> Verdict:
    """Return the verdict on an outcome, as the head of this module defines it."""
    if outcome.better == "neither":
        return "described"
    if math.isnan(difference.low):
        return "not enough evidence"
    if max(abs(difference.low), abs(difference.high)) < outcome.matters:
        return "no difference that matters"
    sure = difference.low > 0.0 or difference.high < 0.0
    if sure and abs(difference.mean) >= outcome.matters:
        return "better" if (difference.mean > 0.0) == (outcome.better == "higher") else "worse"
    return "not enough evidence"


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
