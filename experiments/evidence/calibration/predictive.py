"""Prior and posterior predictive checks: whether the model would have made the data.

Every figure, with its error of observation, beside what draws of the prior and draws of the
posterior make of it. The posterior's are simulated anew; the prior's are those of the bank.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.evidence.calibration.anew import Anew, simulate_anew
from experiments.evidence.calibration.bank import Bank
from experiments.evidence.calibration.calibrating import Fitted, complete_features
from experiments.evidence.calibration.observe import Feature, Unit, features_of

PARTS = (0.05, 0.5, 0.95)
SAME = 1e-9


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
    anew: Anew


def predictive(bank: Bank, fitted: Sequence[Fitted], threads: int) -> Predictive:
    """Check the first variant: its own figures, and those that only others look at."""
    main = fitted[0]
    count = bank.inputs.settings.predictive.draws
    draws = {name: values[:count] for name, values in main.draws.items()}
    anew = simulate_anew(bank, main.variant, draws, threads=threads)
    own = anew.features(features_of)
    compared = [_compared(*pair, fitted=True) for pair in zip(main.features, own, strict=True)]
    return Predictive(compared + list(_others(bank, fitted, anew)), own, anew)


def _others(bank: Bank, fitted: Sequence[Fitted], anew: Anew) -> Iterator[Compared]:
    """Compare the figures that the first variant does not look at: hints and what follows."""
    seen = {feature.name for feature in fitted[0].features}
    for it in fitted[1:]:
        added = {"labels": it.variant.labels, "inferred": it.variant.inferred}
        variant = fitted[0].variant.model_copy(update=added)
        if seen.issuperset(feature.name for feature in it.features):
            continue
        after = replace(anew, variant=variant).features(features_of)
        for pair in zip(complete_features(bank, variant), after, strict=True):
            if pair[0].name not in seen:
                seen.add(pair[0].name)
                yield _compared(*pair, fitted=False)


def _compared(before: Feature, after: Feature, *, fitted: bool) -> Compared:
    told = float(before.as_told(np.array(before.observed)))
    prior, posterior = (spread(it, it.simulated) for it in (before, after))
    return Compared(before.name, before.unit, fitted, told, prior, posterior)


def spread(feature: Feature, simulated: NDArray[np.float64]) -> Spread:
    """Return what draws of equal weight make of a figure."""
    low, median, high = feature.as_told(np.quantile(simulated, PARTS)).tolist()
    same = np.isclose(simulated, feature.observed, rtol=0.0, atol=SAME)
    below = (simulated < feature.observed) & ~same
    place = float(below.mean() + 0.5 * same.mean())
    return Spread(low, median, high, place, 2.0 * min(place, 1.0 - place))


def chance_told(place: float) -> float:
    """Return how often the model tells of a Kube what was told of it, from the place of that.

    What was told is 1, and those that equal it are half below it.
    """
    return 2.0 * (1.0 - place)
