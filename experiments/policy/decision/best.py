"""How often each policy is the best."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

ROUNDING = 1e-12
"""Values this near to the highest, as a share of the largest magnitude, are equal to it."""


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


def probability_of_best(outcomes: Numbers) -> Numbers:
    """Return the probability that each policy is the best, given what is not known.

    The luck is averaged within a draw of the parameters, then the draws are counted. What is left
    of the luck in these averages pulls the probabilities towards each other; it becomes less the
    more luck there is to a draw.

    Parameters
    ----------
    outcomes : NDArray of float, shape (draws, luck, policies)
        Higher is better; the same luck for all policies.

    Returns
    -------
    NDArray of float, shape (policies,)

    Raises
    ------
    ValueError
        As `best_shares` does.
    """
    if outcomes.ndim != 3 or not outcomes.shape[1]:
        raise ValueError(f"shape {outcomes.shape}: must be (draws, luck, policies)")
    return best_shares(outcomes.mean(axis=1))


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
