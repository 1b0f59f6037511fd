"""How often each policy is the best, and which one a fixed number of rows allows to choose.

Rows hold all policies under the same draw of the parameters and the same luck; policies are
numbered by column. The choice is by multiple comparisons with the best: Edwards & Hsu (1983),
Journal of the American Statistical Association 78:965-971, with Bonferroni's bound on paired
differences, so that common random numbers are allowed: Nelson & Matejcik (1995), Management
Science 41:1935-1945. It needs rows that are independent and alike, with nearly normal
differences, and a number of them that was set before one looked.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

Numbers = NDArray[np.float64]

ROUNDING = 1e-12
"""Values this near to the highest, as a share of the largest magnitude, are equal to it."""


class Behind(NamedTuple):
    """Intervals of the mean of each policy minus the mean of the best of the others.

    Attributes
    ----------
    low, high : NDArray of float, shape (policies,)
        All intervals hold at once. Each contains 0 or ends at it: of a policy that is ruled out
        it ends at 0 above, of one that is surely the best at 0 below.
    possible : NDArray of bool, shape (policies,)
        Which may be the best; the others are ruled out.
    """

    low: Numbers
    high: Numbers
    possible: NDArray[np.bool_]


class Choice(NamedTuple):
    """What the rows allow to say.

    Attributes
    ----------
    chosen : int or None
        Column of the choice; None without enough evidence.
    left : tuple of int
        Columns that may be the best.
    """

    chosen: int | None
    left: tuple[int, ...]


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


def choose(observations: Numbers, sure: float, margin: float) -> Choice:
    """Choose the policy of the highest mean, if it is surely no more than the margin behind.

    Whatever the true means are, a policy that is more than the margin worse than the best one is
    chosen with a probability of at most 1 - `sure`; and with probability `sure` the best is among
    those that are left.

    Parameters
    ----------
    observations : NDArray of float, shape (rows, policies)
        Higher is better; at least 2 rows and 2 policies.
    sure : float
        Probability that all intervals of `behind_best` hold.
    margin : float
        Smallest difference that matters, in the unit of the outcome.

    Raises
    ------
    ValueError
        As `behind_best` does.
    """
    behind = behind_best(observations, sure)
    best = int(observations.mean(axis=0).argmax())
    left = tuple(int(policy) for policy in np.flatnonzero(behind.possible))
    return Choice(best if behind.low[best] >= -margin else None, left)


def behind_best(observations: Numbers, sure: float) -> Behind:
    """Return how far each policy is from the best of the others.

    Parameters are those of `choose`.

    Raises
    ------
    ValueError
        When the observations are no finite table of that shape, or `sure` is no probability.
    """
    checked(observations)
    rows, policies = observations.shape
    if rows < 2 or policies < 2:
        raise ValueError(f"shape {observations.shape}: must be at least 2 rows and 2 policies")
    if not 0.0 < sure < 1.0:
        raise ValueError(f"sure {sure}: must be between 0 and 1")
    ahead, spread = _paired(observations)
    t = float(stdtrit(rows - 1, 1.0 - (1.0 - sure) / (policies - 1)))
    width = t * spread / math.sqrt(rows)
    own = np.eye(policies, dtype=bool)
    high = np.where(own, np.inf, ahead + width).min(axis=1)
    possible = high >= 0.0
    with_others = possible[None, :] & ~own
    low = np.where(with_others, ahead - width, np.inf).min(axis=1)
    return Behind(np.minimum(0.0, low), np.maximum(0.0, high), possible)


def _paired(observations: Numbers) -> tuple[Numbers, Numbers]:
    """Return mean and standard deviation of row's policy minus column's."""
    mean, spread = np.empty((2, observations.shape[1], observations.shape[1]))
    for policy, values in enumerate(observations.T):
        apart = values[:, None] - observations
        mean[policy], spread[policy] = apart.mean(axis=0), apart.std(axis=0, ddof=1)
    return mean, spread


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
