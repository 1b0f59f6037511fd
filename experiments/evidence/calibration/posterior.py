"""Posterior draws: some of a fit's, as often as they weigh, rounded and stored."""

import numpy as np

from experiments.evidence.calibration.draws import (
    STRUCTURES,
    Columns,
    priors,
    rounded,
    value_at,
)
from experiments.evidence.calibration.fit import Fit, Reference
from experiments.evidence.calibration.noise import CITY, Error, uniform_errors

DRAWN = "draw"
ROW = "bank_draw"


def posterior_draws(
    found: Fit, reference: Reference, count: int, seed: int, digits: int
) -> Columns:
    """Return so many draws of a posterior.

    They are taken at even steps of the added weights (systematic resampling), then put in an
    order that is keyed by the seed: any first part of them is a sample as well.

    Parameters
    ----------
    reference : Reference
        What was fitted.

    Returns
    -------
    dict of NDArray, shape (count,)
        Number of the draw, of the draw of the bank that it comes from, every parameter, and the
        level of every structure.
    """
    steps = (np.arange(count) + 0.5) / count
    chosen = np.minimum(np.searchsorted(np.cumsum(found.weights), steps), len(found.kept) - 1)
    order = np.argsort(uniform_errors(seed, np.arange(count), CITY, Error.ORDER), kind="stable")
    chosen = chosen[order]
    unit, kept = found.unit[chosen], found.kept[chosen]
    return {
        DRAWN: np.arange(count),
        ROW: reference.rows[kept],
        **{
            name: rounded(value_at(prior, unit[:, place]), prior, digits)
            for place, (name, prior) in enumerate(priors().items())
        },
        **{
            name: reference.rival[kept, place].astype(np.int64)
            for place, name in enumerate(STRUCTURES.values())
        },
    }
