"""The count of failures once more, on the draws as they are run.

A move along the regression, and a parameter that runs from its prior, change how many Kubes of a
draw fail. So more draws than are stored are taken as if the count were not known, simulated anew,
and stored in proportion to the likelihood of the count under their new cohorts (importance
resampling, Rubin 1987). Divided by a likelihood under the old cohorts, a draw that was unlikely
before it moved would outweigh hundreds.
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from experiments.common.calibration_luck import CITY, Error, uniform_errors
from experiments.common.draws import DRAWN, ROW, SURVEY, Columns, in_force
from experiments.evidence.calibration.bank import Bank
from experiments.evidence.calibration.calibration_file import Exposure
from experiments.evidence.calibration.simulate import cohorts
from sim.ensemble.machine_code import load_engine

TIMES = 8
"""So many draws are simulated for one that is stored, as long as the bank has as many."""
SPAN = 64
"""So many are simulated at a time."""
AFTER = 1 << 20
"""Numbers of the draws begin so far after those of the bank: their luck is their own."""


def draws_to_count(bank: Bank, stored: int) -> int:
    """Return how many draws are simulated: of a small bank, no more than it holds."""
    return min(TIMES * stored, len(bank))


def counted_again(
    bank: Bank, draws: Columns, exposure: Exposure, count: int, threads: int = 1
) -> Columns:
    """Return some of the draws, by the likelihood of the failures.

    Parameters
    ----------
    draws : dict of NDArray, shape (draws,)
        As `posterior_draws` returns them, of weights without the failures.
    count : int
        How many are returned.
    """
    weights = likelihood(bank, draws, exposure, threads)
    steps = (np.arange(count) + 0.5) / count
    chosen = np.searchsorted(np.cumsum(weights) / weights.sum(), steps)
    luck = uniform_errors(bank.inputs.settings.bank.seed, np.arange(count), CITY, Error.AGAIN)
    chosen = np.minimum(chosen, len(weights) - 1)[np.argsort(luck, kind="stable")]
    kept = {name: values[chosen] for name, values in draws.items()}
    return {**kept, DRAWN: np.arange(count)}


def likelihood(bank: Bank, draws: Columns, exposure: Exposure, threads: int) -> NDArray[np.float64]:
    """Return the likelihood of the count under new cohorts of draws, shape (draws,)."""
    own = {**draws, SURVEY: bank.draws[SURVEY][draws[ROW]]}
    parameters = in_force(own, bank.inputs.cohort.values())
    count = len(draws[ROW])
    numbers = len(bank) + AFTER + np.arange(count)

    def some(start: int) -> Columns:
        part = slice(start, start + SPAN)
        values = {name: column[part] for name, column in parameters.items()}
        return cohorts(bank.inputs, numbers[part], values)

    load_engine()
    with ThreadPoolExecutor(threads) as pool:
        parts = list(pool.map(some, range(0, count, SPAN)))
    simulated = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    again = Bank(bank.inputs, own, simulated, [])
    return np.asarray(again.count(exposure).likelihood[:, exposure.failed], np.float64)
