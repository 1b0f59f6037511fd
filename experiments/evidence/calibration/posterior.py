"""Draws that are stored: some of a fit's, as often as they weigh, rounded; and the prior's."""

import numpy as np

from experiments.common.draws import (
    DRAWN,
    STRUCTURES,
    Columns,
    priors,
    rounded,
    value_at,
)
from experiments.evidence.calibration.bank import Bank
from experiments.evidence.calibration.fit import Fit, Reference
from experiments.evidence.calibration.noise import CITY, Error, uniform_errors

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


def prior_draws(bank: Bank) -> Columns:
    """Return the first draws of a bank, as many as of a posterior, in the same columns."""
    count = min(len(bank), bank.inputs.settings.fit.posterior_draws)
    names = [*priors(), *STRUCTURES.values()]
    numbers = np.arange(count)
    return {DRAWN: numbers, ROW: numbers, **{name: bank.draws[name][:count] for name in names}}
