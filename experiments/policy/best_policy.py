"""The best policy in expectation over plausible worlds: how probable that it is, and its regret.

Who has to choose before the world is known does best, on average, by the highest mean over worlds
(Savage 1954): the policy that is chosen. In each world another one may be better; what is lost
there is the *regret*. Its mean over worlds is the value of perfect information.

Values are effects on the plan without chance between runs (`effects.by_world`): where policies do
the same, they have the same value. What chance is left in the best of many makes a regret a little
too large: with two runs a draw by 0.1 points of Kubes, where the plan's own regret is 16 (measured
on ten policies over `forward`).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

ROUNDING = 1e-12
"""Values this near to the highest, as a share of the largest magnitude, are equal to it."""
OFTEN = 0.9
"""Part of the worlds in which a regret is no larger than what is told."""


def best_shares(values: Numbers) -> Numbers:
    """Return the share of rows in which each policy is the best.

    Policies that are best together have equal parts of the row.

    Parameters
    ----------
    values : NDArray of float, shape (rows, policies)
        Higher is better.

    Returns
    -------
    NDArray of float, shape (policies,)
        Their sum is 1.

    Raises
    ------
    ValueError
        For an array of another shape, without rows or policies, or with what is not a number.
    """
    checked(values)
    near = ROUNDING * np.abs(values).max(axis=1, keepdims=True)
    best = values >= values.max(axis=1, keepdims=True) - near
    shares: Numbers = (best / best.sum(axis=1, keepdims=True)).mean(axis=0)
    return shares


def checked(*arrays: Numbers) -> None:
    """Refuse arrays that are not finite tables of one shape, (rows, policies).

    Raises
    ------
    ValueError
    """
    shapes = {array.shape for array in arrays}
    if len(shapes) > 1 or arrays[0].ndim != 2 or not arrays[0].size:
        raise ValueError(f"shapes {sorted(shapes)}: must be one, (rows, policies), not empty")
    if not all(np.isfinite(array).all() for array in arrays):
        raise ValueError("some values are not finite numbers")


class Regret(NamedTuple):
    """What each policy has less than the best one of each world, in the unit of the outcome.

    Attributes
    ----------
    mean, often, most : NDArray of float, shape (policies,)
        Over worlds: the mean, what is not exceeded in `OFTEN` of them, and the largest.
    """

    mean: Numbers
    often: Numbers
    most: Numbers


def regret_of(values: Numbers) -> Regret:
    """Return the regret of every policy.

    Parameters
    ----------
    values : NDArray of float, shape (worlds, policies)
        Higher is better.

    Raises
    ------
    ValueError
        As `best_shares` does.
    """
    checked(values)
    lost = values.max(axis=1, keepdims=True) - values
    return Regret(lost.mean(axis=0), np.quantile(lost, OFTEN, axis=0), lost.max(axis=0))


def optimism(values: NDArray[np.float64]) -> float:
    """Return by how much the policy of the highest mean looks better than it is (winner's curse).

    What is chosen on every second run of each draw is counted on the others, and the other way
    round. It is 0 with one run a draw, which tells nothing of it.

    Parameters
    ----------
    values : NDArray of float, shape (draws, policies, luck)
        Higher is better.
    """
    if values.shape[2] < 2:
        return 0.0
    halves = [values[:, :, start::2].mean(axis=(0, 2)) for start in (0, 1)]
    best = [int(half.argmax()) for half in halves]
    own = sum(half[place] for half, place in zip(halves, best, strict=True))
    other = sum(half[place] for half, place in zip(reversed(halves), best, strict=True))
    return float(own - other) / 2.0
