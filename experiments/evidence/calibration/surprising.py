"""Which figures stay surprising when there are many: tail probabilities corrected for their number.

Of twenty figures that a model makes, one lies by chance where only one in twenty does. Holm (1979)
corrects for it, whatever figures have to do with each other: the smallest tail probability counts
times their number, the next one times one less, and so on, and none below one before it.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def holm(tails: Sequence[float]) -> NDArray[np.float64]:
    """Return tail probabilities corrected for their number, in the same order."""
    given = np.asarray(tails, np.float64)
    order = np.argsort(given, kind="stable")
    times = np.arange(len(given), 0, -1)
    corrected = np.empty_like(given)
    corrected[order] = np.minimum(1.0, np.maximum.accumulate(given[order] * times))
    return corrected
