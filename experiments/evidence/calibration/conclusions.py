"""How sensitive the conclusions are: to the readings of the data, and to the priors.

Conclusions are the posterior means of what pseudo-data teach most of, of the share that failed,
and the weights of the rival structures. A prior is tilted by weighing its draws: 2(1 - u) puts
three quarters of it below its median, 2u above it, where u is the cumulative probability.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.draws import STRUCTURES, priors
from experiments.evidence.calibration.calibration_file import ChecksSettings
from experiments.evidence.calibration.fit import EDGE
from experiments.evidence.calibration.variants import Fitted
from experiments.evidence.calibration.verdicts import structure_verdict

Reals = NDArray[np.float64]
FAILED = "failed share"
SIDES = ("lower", "upper")


class Moved(NamedTuple):
    """By how much something moves a conclusion.

    Attributes
    ----------
    by : str
        A variant, or a parameter with the half towards which its prior is tilted.
    shift : float
        Change of the posterior mean, in posterior SDs of the main variant.
    """

    by: str
    shift: float


class Conclusion(NamedTuple):
    """One conclusion, with the variants and the tilted priors, those that move it most first."""

    name: str
    variants: list[Moved]
    tilts: list[Moved]


class StructureMoved(NamedTuple):
    """How far the weight of a rival goes, and the verdicts that are not the main variant's."""

    factor: str
    variants: tuple[float, float]
    tilts: tuple[float, float]
    other_variants: list[str]
    other_tilts: list[str]


def taught_most(main: Fitted, count: int) -> list[int]:
    """Return the places of the parameters of which pseudo-data teach most, the most first."""
    order = np.argsort(-main.checked.contraction, kind="stable")
    return [int(place) for place in order[:count]]


def conclusions(fitted: Sequence[Fitted], count: int) -> list[Conclusion]:
    """Return what moves the conclusions of the first variant."""
    main, names = fitted[0], list(priors())
    places = taught_most(main, count)
    watched = [names[place] for place in places] + [FAILED]
    middle, spread = _moments(_values(main, places), main.fit.weights)
    variants = {
        other.variant.name: _moments(_values(other, places), other.fit.weights)[0]
        for other in fitted[1:]
    }
    tilts = {
        by: _moments(_values(main, places), weights)[0] for by, weights in tilted(main).items()
    }
    return [
        Conclusion(
            name,
            *(
                _sorted({by: (mean[row] - middle[row]) / spread[row] for by, mean in moved.items()})
                for moved in (variants, tilts)
            ),
        )
        for row, name in enumerate(watched)
    ]


def _sorted(shifts: dict[str, float]) -> list[Moved]:
    moved = [Moved(by, float(shift)) for by, shift in shifts.items()]
    return sorted(moved, key=lambda one: -abs(one.shift))


def _values(fitted: Fitted, places: list[int]) -> Reals:
    """Return what conclusions are means of, shape (kept, conclusions)."""
    return np.column_stack([fitted.fit.unit[:, places], fitted.failed_share])


def _moments(values: Reals, weights: Reals) -> tuple[Reals, Reals]:
    middle = weights @ values
    spread = np.sqrt(weights @ (values - middle) ** 2)
    return middle, np.where(spread > 0.0, spread, 1.0)


def tilted(main: Fitted) -> dict[str, Reals]:
    """Return the weights of the draws kept, with each prior tilted to each side."""
    tilts = {}
    for name, unit in zip(priors(), main.fit.unit.T, strict=True):
        inside = np.clip(unit, EDGE, 1.0 - EDGE)
        for side, tilt in zip(SIDES, (1.0 - inside, inside), strict=True):
            weights = main.fit.weights * tilt
            tilts[f"{name}, {side}"] = weights / weights.sum()
    return tilts


def structures_moved(fitted: Sequence[Fitted], settings: ChecksSettings) -> list[StructureMoved]:
    """Return how far the weights of the rival structures go."""
    main = fitted[0]
    rival = main.reference.rival[main.fit.kept]
    tilts = {by: weights @ rival for by, weights in tilted(main).items()}
    rows = []
    for place, factor in enumerate(STRUCTURES):
        verdict = main.structures[place].verdict
        passed = verdict != "fails check"
        by_variant = {one.variant.name: one.structures[place] for one in fitted}
        by_tilt = {by: float(weights[place]) for by, weights in tilts.items()}
        rows.append(
            StructureMoved(
                factor,
                _range([weighed.posterior for weighed in by_variant.values()]),
                _range(list(by_tilt.values())),
                [name for name, weighed in by_variant.items() if weighed.verdict != verdict],
                [
                    by
                    for by, weight in by_tilt.items()
                    if structure_verdict(weight, main.surprise, passed, settings) != verdict
                ],
            )
        )
    return rows


def _range(weights: list[float]) -> tuple[float, float]:
    return min(weights), max(weights)
