"""A policy against the reference: effect, cost, and the interval of their ratio where it has one.

The interval of a ratio is Fieller's (1954), Journal of the Royal Statistical Society B 16:175-185,
as Willan & O'Brien (1996), Health Economics 5:297-305, apply it to cost and effect. Where the
interval of the effect contains 0, the values of the ratio that the data allow are no interval: a
ratio from above 0 to infinity goes on below 0. Then there is none, and where the draws lie on the
cost-effectiveness plane says what is known.

The interval is of the mean over draws, as all intervals of kubesim's comparisons are; the plane
shows the draws themselves.
"""

import math
from typing import Literal, NamedTuple

import numpy as np
from scipy.special import stdtrit

from experiments.common.differences import LEVEL, mean_interval
from experiments.policy.decision.best import Numbers, checked

Cost = Literal["cheaper", "same cost", "dearer"]
Effect = Literal["less effect", "same effect", "more effect"]
COSTS: tuple[Cost, ...] = ("cheaper", "same cost", "dearer")
EFFECTS: tuple[Effect, ...] = ("less effect", "same effect", "more effect")


class Estimate(NamedTuple):
    """A mean and its 95 % interval, NaN where there is none."""

    mean: float
    low: float
    high: float


class Against(NamedTuple):
    """A policy against the reference, draw by draw.

    Attributes
    ----------
    effect, cost : Estimate
        Mean differences; the cost in Rp.
    ratio : Estimate
        Cost / effect, in Rp for one unit. The mean is NaN unless both differences have the same
        sign: a negative ratio says nothing, since both a better and cheaper and a worse and
        dearer policy have one. When both are below 0 it is what is saved for each unit lost. The
        bounds are NaN when the interval of the effect contains 0: there is no finite interval.
    plane : dict of float
        Share of draws by cost and effect, e.g. `("dearer", "more effect")`; they sum to 1.
    """

    effect: Estimate
    cost: Estimate
    ratio: Estimate
    plane: dict[tuple[Cost, Effect], float]


def against(effect: Numbers, cost: Numbers, reference: int) -> list[Against]:
    """Return every policy against the reference, which is against itself exactly nothing.

    Parameters
    ----------
    effect, cost : NDArray of float, shape (draws, policies)
    reference : int
        Column of the reference.

    Raises
    ------
    ValueError
        When effect and cost are not finite tables of one shape.
    """
    checked(effect, cost)
    effects = effect - effect[:, [reference]]
    costs = cost - cost[:, [reference]]
    return [
        Against(
            Estimate(*mean_interval(effects[:, policy])),
            Estimate(*mean_interval(costs[:, policy])),
            fieller(costs[:, policy], effects[:, policy]),
            _plane(costs[:, policy], effects[:, policy]),
        )
        for policy in range(effect.shape[1])
    ]


def fieller(above: Numbers, below: Numbers) -> Estimate:
    """Return the ratio of two paired means and its 95 % interval.

    Parameters
    ----------
    above, below : NDArray of float, shape (draws,)

    Returns
    -------
    Estimate
        The mean is NaN unless both means have the same sign, the bounds when the interval of the
        mean below contains 0.
    """
    top, bottom = float(above.mean()), float(below.mean())
    ratio = top / bottom if top * bottom > 0.0 else math.nan
    if len(above) < 2:
        return Estimate(ratio, math.nan, math.nan)
    t = float(stdtrit(len(above) - 1, 0.5 + LEVEL / 2.0))
    noise = np.cov(above, below) * t**2 / len(above)
    square = bottom**2 - noise[1, 1]
    if square <= 0.0:
        return Estimate(ratio, math.nan, math.nan)
    middle = top * bottom - noise[0, 1]
    root = math.sqrt(max(0.0, middle**2 - square * (top**2 - noise[0, 0])))
    return Estimate(
        ratio, float(middle - root) / float(square), float(middle + root) / float(square)
    )


def _plane(costs: Numbers, effects: Numbers) -> dict[tuple[Cost, Effect], float]:
    rows, columns = np.sign(costs).astype(int) + 1, np.sign(effects).astype(int) + 1
    shares = np.bincount(3 * rows + columns, minlength=9) / len(costs)
    return {
        (cost, effect): float(shares[3 * row + column])
        for row, cost in enumerate(COSTS)
        for column, effect in enumerate(EFFECTS)
    }
