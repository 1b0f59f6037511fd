"""Which policy to choose at which willingness to pay, and what not knowing it costs.

The net benefit of a policy is willingness to pay x effect - cost, in Rp. A willingness to pay is
in Rp for one unit of effect. Curve and frontier after Fenwick, Claxton & Sculpher (2001), Health
Economics 10:779-787; expected loss after Alarid-Escudero et al. (2019), Value in Health
22:611-618.

The rows are what is not known. When each holds one luck, the luck counts as something that could
be known, and the value of information is too high: average over luck within draws first.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.policy.decision.best import Numbers, best_shares, checked


class Frontier(NamedTuple):
    """The choice at each willingness to pay, and how sure it is.

    Attributes
    ----------
    policy : NDArray of int, shape (wtp,)
        That of the highest expected net benefit; of equal ones the first column.
    probability : NDArray of float, shape (wtp,)
        That it is the best. Another policy may have a higher one: the choice is by the mean.
    """

    policy: NDArray[np.int64]
    probability: Numbers


def acceptability(effect: Numbers, cost: Numbers, wtp: Numbers) -> Numbers:
    """Return the probability that each policy has the highest net benefit.

    Parameters
    ----------
    effect, cost : NDArray of float, shape (draws, policies)
    wtp : NDArray of float, shape (wtp,)

    Returns
    -------
    NDArray of float, shape (wtp, policies)
        Each row sums to 1; policies that are best together share.

    Raises
    ------
    ValueError
        When effect and cost are not finite tables of one shape.
    """
    checked(effect, cost)
    return np.array([best_shares(rate * effect - cost) for rate in wtp])


def acceptability_frontier(effect: Numbers, cost: Numbers, wtp: Numbers) -> Frontier:
    """Return the choice by expected net benefit, and the probability that it is the best.

    Parameters and errors are those of `acceptability`.
    """
    shares = acceptability(effect, cost, wtp)
    expected = np.outer(wtp, effect.mean(axis=0)) - cost.mean(axis=0)
    policy = expected.argmax(axis=1)
    return Frontier(policy, shares[np.arange(len(wtp)), policy])


def expected_loss(effect: Numbers, cost: Numbers, wtp: Numbers) -> Numbers:
    """Return what each policy is expected to lose against the best of each draw, in Rp.

    Parameters and errors are those of `acceptability`.

    Returns
    -------
    NDArray of float, shape (wtp, policies)
        Not below 0.
    """
    checked(effect, cost)
    lost = np.empty((len(wtp), effect.shape[1]))
    for row, rate in zip(lost, wtp, strict=True):
        benefit = rate * effect - cost
        row[:] = (benefit.max(axis=1, keepdims=True) - benefit).mean(axis=0)
    return lost


def evpi(effect: Numbers, cost: Numbers, wtp: Numbers) -> Numbers:
    """Return the expected value of perfect information for one decision, in Rp.

    It is the expected loss of the best choice there is without it. Parameters and errors are
    those of `acceptability`.

    Returns
    -------
    NDArray of float, shape (wtp,)
    """
    loss: Numbers = expected_loss(effect, cost, wtp).min(axis=1)
    return loss
