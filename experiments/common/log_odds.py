"""Log odds of cumulative probabilities, and back."""

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
EDGE = 1e-6
"""A rounded value at the very end of its prior stands this far inside."""


def logit(unit: Reals) -> Reals:
    """Return log odds of numbers from 0 to 1."""
    inside = np.clip(unit, EDGE, 1.0 - EDGE)
    return np.asarray(np.log(inside / (1.0 - inside)))


def from_logit(values: Reals) -> Reals:
    """Return the numbers whose log odds these are."""
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * values))
