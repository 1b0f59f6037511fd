"""Posterior draws: some of a fit's, as often as they weigh, rounded and stored."""

import numpy as np
from numpy.typing import NDArray

from experiments.evidence.calibration.draws import Columns, priors, rounded, value_at
from experiments.evidence.calibration.fit import Fit
from experiments.evidence.calibration.noise import CITY, Error, uniform_errors

DRAWN = "draw"
ROW = "bank_draw"


def posterior_draws(
    found: Fit, rows: NDArray[np.int64], count: int, seed: int, digits: int
) -> Columns:
    """Return so many draws of a posterior.

    They are taken at even steps of the added weights (systematic resampling), then put in an
    order that is keyed by the seed: any first part of them is a sample as well.

    Parameters
    ----------
    rows : NDArray of int
        Numbers of the reference's draws in the bank.

    Returns
    -------
    dict of NDArray, shape (count,)
        Number of the draw, of the draw of the bank that it comes from, and every parameter.
    """
    steps = (np.arange(count) + 0.5) / count
    chosen = np.minimum(np.searchsorted(np.cumsum(found.weights), steps), len(found.kept) - 1)
    order = np.argsort(uniform_errors(seed, np.arange(count), CITY, Error.ORDER), kind="stable")
    chosen = chosen[order]
    unit = found.unit[chosen]
    return {
        DRAWN: np.arange(count),
        ROW: rows[found.kept[chosen]],
        **{
            name: rounded(value_at(prior, unit[:, place]), prior, digits)
            for place, (name, prior) in enumerate(priors().items())
        },
    }
