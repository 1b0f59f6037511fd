"""What it is worth to know some of the parameters, by regression.

The net benefit of each policy is regressed on the chosen parameters; the fitted values are what
one would expect if one knew them. After Strong, Oakley & Brennan (2014), Medical Decision Making
34:311-326, with a polynomial of the third degree and products of pairs in place of a spline.
"""

from itertools import combinations

import numpy as np

from experiments.policy.decision.acceptability import evpi
from experiments.policy.decision.best import Numbers, checked

DEGREE = 3
DRAWS_PER_TERM = 10
"""With fewer draws the fit follows the noise, and the value is too high."""


def evppi(effect: Numbers, cost: Numbers, parameters: Numbers, wtp: Numbers) -> Numbers:
    """Return the expected value of perfect information on the chosen parameters together, in Rp.

    It is not below 0. It is too low where the net benefit bends more than the polynomial does,
    and a little too high by what the fit makes of noise: for a parameter that changes nothing,
    compare it with that of shuffled values.

    Parameters
    ----------
    effect, cost : NDArray of float, shape (draws, policies)
    parameters : NDArray of float, shape (draws, chosen)
    wtp : NDArray of float, shape (wtp,)
        Rp for one unit of effect.

    Returns
    -------
    NDArray of float, shape (wtp,)

    Raises
    ------
    ValueError
        When the arrays are not finite tables of as many draws, or there are too few draws.
    """
    checked(effect, cost)
    checked(parameters)
    if len(parameters) != len(effect):
        raise ValueError(f"{len(parameters)} draws of parameters, {len(effect)} of outcomes")
    terms = _terms(parameters)
    if len(terms) < DRAWS_PER_TERM * terms.shape[1]:
        raise ValueError(
            f"{len(terms)} draws are too few for {terms.shape[1]} terms: "
            f"choose fewer parameters, or have {DRAWS_PER_TERM * terms.shape[1]} draws"
        )
    return evpi(_fitted(terms, effect), _fitted(terms, cost), wtp)


def _terms(parameters: Numbers) -> Numbers:
    """Return powers and products of the parameters that vary, each with mean 0 and variance 1."""
    varies = parameters.max(axis=0) > parameters.min(axis=0)
    chosen = parameters[:, varies]
    scores = (chosen - chosen.mean(axis=0)) / chosen.std(axis=0)
    powers = [scores**power for power in range(1, DEGREE + 1)]
    products = [scores[:, i] * scores[:, j] for i, j in combinations(range(scores.shape[1]), 2)]
    return np.column_stack([np.ones(len(scores)), *powers, *products])


def _fitted(terms: Numbers, values: Numbers) -> Numbers:
    weights = np.linalg.lstsq(terms, values, rcond=None)[0]
    fitted: Numbers = terms @ weights
    return fitted
