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
    told = [names[place] for place in places] + [FAILED]
    middle, spread = _moments(_values(main, places), main.fit.weights)
    variants = {
        it.variant.name: _moments(_values(it, places), it.fit.weights)[0] for it in fitted[1:]
    }
    tilts = {
        by: _moments(_values(main, places), weights)[0] for by, weights in tilted(main).items()
    }
    return [
        Conclusion(
            name,
            *(
                _sorted({by: (it[row] - middle[row]) / spread[row] for by, it in moved.items()})
                for moved in (variants, tilts)
            ),
        )
        for row, name in enumerate(told)
    ]


def _sorted(shifts: dict[str, float]) -> list[Moved]:
    moved = [Moved(by, float(shift)) for by, shift in shifts.items()]
    return sorted(moved, key=lambda it: -abs(it.shift))


def _values(it: Fitted, places: list[int]) -> Reals:
    """Return what conclusions are means of, shape (kept, conclusions)."""
    return np.column_stack([it.fit.unit[:, places], it.failed_share])


def _moments(values: Reals, weights: Reals) -> tuple[Reals, Reals]:
    middle = weights @ values
    spread = np.sqrt(weights @ (values - middle) ** 2)
    return middle, np.where(spread > 0.0, spread, 1.0)


def tilted(main: Fitted) -> dict[str, Reals]:
    """Return the weights of the draws kept, with each prior tilted to each side."""
    found = {}
    for name, unit in zip(priors(), main.fit.unit.T, strict=True):
        inside = np.clip(unit, EDGE, 1.0 - EDGE)
        for side, tilt in zip(SIDES, (1.0 - inside, inside), strict=True):
            weights = main.fit.weights * tilt
            found[f"{name}, {side}"] = weights / weights.sum()
    return found


def structures_moved(fitted: Sequence[Fitted], settings: ChecksSettings) -> list[StructureMoved]:
    """Return how far the weights of the rival structures go."""
    main = fitted[0]
    rival = main.reference.rival[main.fit.kept]
    tilts = {by: weights @ rival for by, weights in tilted(main).items()}
    found = []
    for place, factor in enumerate(STRUCTURES):
        own = main.structures[place].verdict
        of_variants = [it.structures[place] for it in fitted]
        of_tilts = {by: float(weights[place]) for by, weights in tilts.items()}
        passed = own != "fails check"
        found.append(
            StructureMoved(
                factor,
                _range([it.posterior for it in of_variants]),
                _range(list(of_tilts.values())),
                [
                    it.variant.name
                    for it, one in zip(fitted, of_variants, strict=True)
                    if one.verdict != own
                ],
                [
                    by
                    for by, weight in of_tilts.items()
                    if structure_verdict(weight, main.surprise, passed, settings) != own
                ],
            )
        )
    return found


def _range(weights: list[float]) -> tuple[float, float]:
    return min(weights), max(weights)
