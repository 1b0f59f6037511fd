"""Prior and posterior predictive checks: whether the model would have made the data.

Every figure, with its error of observation, beside what draws of the prior and draws of the
posterior make of it. The regression moves the parameters of the draws that were kept, and leaves
their pseudo-data where they were. So what a posterior predicts is simulated with its draws and with
luck that no draw of the bank has; the prior's pseudo-data are those of the bank.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.draws import SURVEY, Columns
from experiments.evidence.calibration.bank import Bank
from experiments.evidence.calibration.calibration_file import Variant
from experiments.evidence.calibration.observe import (
    READINGS,
    Feature,
    Unit,
    features_of,
    reading_of,
)
from experiments.evidence.calibration.simulate import simulate
from experiments.evidence.calibration.variants import ROW, Fitted, complete_features
from sim.ensemble.first_compile import compile_engine

SPAN = 32
"""So many draws are simulated at a time: about a second."""
PARTS = (0.05, 0.5, 0.95)
SAME = 1e-9


@dataclass(frozen=True)
class PosteriorRuns:
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
        return [self._own_reading(same) for same in zip(*under, strict=True)]

    def _own_reading(self, same: tuple[Feature, ...]) -> Feature:
        """Return a figure, looked at under every reading, as each draw's own reading has it."""
        simulated = np.choose(self.readings, [feature.simulated for feature in same])
        return same[0]._replace(simulated=simulated[self.bank.complete])


def simulate_posterior(
    bank: Bank, variant: Variant, draws: Columns, first: int = 0, threads: int = 1
) -> PosteriorRuns:
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
    pseudo_data = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    simulated = Bank(bank.inputs, full, pseudo_data, [])
    return PosteriorRuns(simulated, variant, reading_of(bank, variant)[rows])


class Spread(NamedTuple):
    """What some draws make of a figure.

    Attributes
    ----------
    low, median, high : float
        Quantiles of .05, .5 and .95, in the figure's unit.
    place : float
        Part of the draws below what was observed; half of those that equal it count.
    tail : float
        Two-sided tail probability of what was observed.
    """

    low: float
    median: float
    high: float
    place: float
    tail: float


class Compared(NamedTuple):
    """One figure, as observed and as predicted.

    Attributes
    ----------
    fitted : bool
        Whether the posterior has seen it; else another variant looks at it.
    """

    name: str
    unit: Unit
    fitted: bool
    observed: float
    prior: Spread
    posterior: Spread


class Predictive(NamedTuple):
    """The checks of a variant, and the pseudo-data that they rest on."""

    compared: list[Compared]
    features: list[Feature]
    runs: PosteriorRuns


def predictive(bank: Bank, fitted: Sequence[Fitted], threads: int) -> Predictive:
    """Check the first variant: its own figures, and those that only others look at."""
    main = fitted[0]
    count = bank.inputs.settings.predictive.draws
    draws = {name: values[:count] for name, values in main.draws.items()}
    runs = simulate_posterior(bank, main.variant, draws, threads=threads)
    own = runs.features(features_of)
    compared = [_compared(*pair, fitted=True) for pair in zip(main.features, own, strict=True)]
    return Predictive(compared + list(_others(bank, fitted, runs)), own, runs)


def _others(bank: Bank, fitted: Sequence[Fitted], runs: PosteriorRuns) -> Iterator[Compared]:
    """Compare the figures that the first variant does not look at: hints and what follows."""
    seen = {feature.name for feature in fitted[0].features}
    for other in fitted[1:]:
        added = {"labels": other.variant.labels, "inferred": other.variant.inferred}
        variant = fitted[0].variant.model_copy(update=added)
        if seen.issuperset(feature.name for feature in other.features):
            continue
        after = replace(runs, variant=variant).features(features_of)
        for pair in zip(complete_features(bank, variant), after, strict=True):
            if pair[0].name not in seen:
                seen.add(pair[0].name)
                yield _compared(*pair, fitted=False)


def _compared(before: Feature, after: Feature, *, fitted: bool) -> Compared:
    observed = float(before.as_told(np.array(before.observed)))
    prior, posterior = (spread(feature, feature.simulated) for feature in (before, after))
    return Compared(before.name, before.unit, fitted, observed, prior, posterior)


def spread(feature: Feature, simulated: NDArray[np.float64]) -> Spread:
    """Return what draws of equal weight make of a figure."""
    low, median, high = feature.as_told(np.quantile(simulated, PARTS)).tolist()
    same = np.isclose(simulated, feature.observed, rtol=0.0, atol=SAME)
    below = (simulated < feature.observed) & ~same
    place = float(below.mean() + 0.5 * same.mean())
    return Spread(low, median, high, place, 2.0 * min(place, 1.0 - place))
