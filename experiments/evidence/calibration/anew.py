"""Simulating anew from a posterior, to see what it predicts.

The regression moves the parameters of the draws that were kept, and leaves their pseudo-data
where they were. So what a posterior predicts is simulated with its draws and with luck that no
draw of the bank has.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.common.draws import SURVEY, Columns
from experiments.evidence.calibration.bank import Bank
from experiments.evidence.calibration.observe import READINGS, Feature, reading_of
from experiments.evidence.calibration.posterior import ROW
from experiments.evidence.calibration.settings import Variant
from experiments.evidence.calibration.simulate import simulate
from sim.ensemble.first_compile import compile_engine

SPAN = 32
"""So many draws are simulated at a time: about a second."""


@dataclass(frozen=True)
class Anew:
    """Pseudo-data of posterior draws.

    Attributes
    ----------
    bank : Bank
        The draws with their pseudo-data.
    readings : NDArray of int, shape (draws,)
        Which of `READINGS` each draw has.
    """

    bank: Bank
    variant: Variant
    readings: NDArray[np.int64]

    def features(self, observe: Callable[[Bank, Variant], list[Feature]]) -> list[Feature]:
        """Return figures of the draws in which every Kube lived, each under its own reading."""
        under = [
            observe(self.bank, self.variant.model_copy(update={"reading": reading}))
            for reading in READINGS
        ]
        complete = self.bank.complete
        return [
            same[0]._replace(
                simulated=np.choose(self.readings, [it.simulated for it in same])[complete]
            )
            for same in zip(*under, strict=True)
        ]


def simulate_anew(
    bank: Bank, variant: Variant, draws: Columns, first: int = 0, threads: int = 1
) -> Anew:
    """Simulate posterior draws.

    The month of the survey and the reading of the kas, which are no parameters, are those of the
    draws of the bank that they come from.

    Parameters
    ----------
    draws : dict of NDArray, shape (draws,)
        As `posterior_draws` returns them.
    first : int, optional
        Numbers of the draws begin so far after those of the bank; luck goes by the number.
    """
    rows = draws[ROW]
    full = {**draws, SURVEY: bank.draws[SURVEY][rows]}
    spans = [slice(start, start + SPAN) for start in range(0, len(rows), SPAN)]

    def some(span: slice) -> Columns:
        part = {name: values[span] for name, values in full.items()}
        return simulate(bank.inputs, len(bank) + first + span.start, part)

    compile_engine()
    with ThreadPoolExecutor(threads) as pool:
        parts = list(pool.map(some, spans))
    found = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return Anew(Bank(bank.inputs, full, found, []), variant, reading_of(bank, variant)[rows])
