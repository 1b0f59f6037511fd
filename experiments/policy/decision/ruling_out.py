"""Which policies may be the best, after a number of rows that was set beforehand.

Multiple comparisons with the best: Edwards & Hsu (1983), Journal of the American Statistical
Association 78:965-971, with Bonferroni's bound on paired differences, so that common random
numbers are allowed: Nelson & Matejcik (1995), Management Science 41:1935-1945.
"""

import math
from typing import NamedTuple

import numpy as np
from scipy.special import stdtrit

from experiments.policy.decision.best import Numbers, checked


class Behind(NamedTuple):
    """Mean of a policy minus the mean of the best of the others.

    Attributes
    ----------
    mean, low, high : float
        Estimate and interval; all intervals hold at once. Each contains 0 or ends at it: of a
        policy that is ruled out it ends at 0 above, of one that is surely the best at 0 below.
    possible : bool
        Whether it may be the best; the others are ruled out.
    """

    mean: float
    low: float
    high: float
    possible: bool


def behind_best(observations: Numbers, sure: float) -> list[Behind]:
    """Return how far each policy is from the best of the others.

    Parameters
    ----------
    observations : NDArray of float, shape (rows, policies)
        Higher is better; at least 2 rows and 2 policies.
    sure : float
        Probability that all intervals hold.

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
    return [
        Behind(
            float(np.where(own[i], np.inf, ahead[i]).min()),
            min(0.0, float(low[i])),
            max(0.0, float(high[i])),
            bool(possible[i]),
        )
        for i in range(policies)
    ]


def _paired(observations: Numbers) -> tuple[Numbers, Numbers]:
    """Return mean and standard deviation of row's policy minus column's."""
    mean, spread = np.empty((2, observations.shape[1], observations.shape[1]))
    for policy, values in enumerate(observations.T):
        apart = values[:, None] - observations
        mean[policy], spread[policy] = apart.mean(axis=0), apart.std(axis=0, ddof=1)
    return mean, spread


def not_ruled_out(observations: Numbers, sure: float) -> tuple[int, ...]:
    """Return the columns that may be the best; the best is among them with probability `sure`.

    Parameters and errors are those of `behind_best`, but one policy alone is not ruled out, and
    none is by less than 2 rows.
    """
    if min(observations.shape) < 2:
        return tuple(range(observations.shape[1]))
    found = behind_best(observations, sure)
    return tuple(policy for policy, it in enumerate(found) if it.possible)
