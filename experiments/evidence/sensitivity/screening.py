"""Morris: the effect of moving one parameter at a time, from many places.

All points run with the same luck. What luck still does to an effect is reckoned from its
replications: an effect that is no larger is not told from none.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from SALib.analyze import morris as analysis
from SALib.sample import morris as sampling

from experiments.evidence.sensitivity.space import CONFIDENCE, RESAMPLES, Figure, Space

Numbers = NDArray[np.float64]
LEVELS = 4
OF_NORMAL = math.sqrt(2.0 / math.pi)
"""Mean absolute value of a standard normal."""


class Effect(NamedTuple):
    """What a parameter does to the mean of an outcome over its whole prior range.

    Attributes
    ----------
    mu : float
        Mean effect, in the unit of the outcome.
    mu_star : Figure
        Mean absolute effect.
    sigma : Figure
        Standard deviation: how far the effect depends on the other parameters, or is curved.
    luck : float
        Mean absolute effect that luck alone makes.
    """

    name: str
    mu: float
    mu_star: Figure
    sigma: Figure
    luck: float

    @property
    def seen(self) -> bool:
        """Whether the effect is told from luck."""
        return self.mu_star.low > self.luck


def trajectories(space: Space, count: int, rng: np.random.Generator) -> Numbers:
    """Return points of the unit cube, shape (count x (parameters + 1), parameters)."""
    points = sampling.sample(space.problem(), count, num_levels=LEVELS, seed=rng)
    return np.asarray(points, np.float64)


def screen(space: Space, unit: Numbers, values: Numbers, rng: np.random.Generator) -> list[Effect]:
    """Return the effects of an outcome, one a parameter.

    Parameters
    ----------
    unit : NDArray, shape (points, parameters)
        As `trajectories` gives them.
    values : NDArray, shape (points, replications)
    """
    found = analysis.analyze(
        space.problem(), unit, values.mean(axis=1), num_resamples=RESAMPLES,
        conf_level=CONFIDENCE, num_levels=LEVELS, seed=rng,
    )  # fmt: skip
    effects = elementary(unit, values)
    sigma = _intervals_of_sigma(effects.mean(axis=2), rng)
    noise = np.sqrt(effects.var(axis=2, ddof=1) / values.shape[1]).mean(axis=0)
    return [
        Effect(
            name,
            float(found["mu"][place]),
            _symmetric(found["mu_star"][place], found["mu_star_conf"][place]),
            Figure(float(found["sigma"][place]), *sigma[place]),
            float(OF_NORMAL * noise[place]),
        )
        for place, name in enumerate(space.names)
    ]


def elementary(unit: Numbers, values: Numbers) -> Numbers:
    """Return the elementary effects, shape (trajectories, parameters, replications)."""
    size, replications = unit.shape[1], values.shape[1]
    steps = np.diff(unit.reshape(-1, size + 1, size), axis=1)
    moved = np.abs(steps).argmax(axis=2)[:, :, None]
    slopes = np.diff(values.reshape(-1, size + 1, replications), axis=1)
    slopes /= np.take_along_axis(steps, moved, axis=2)
    effects = np.empty_like(slopes)
    np.put_along_axis(effects, moved, slopes, axis=1)
    return effects


def most_influential(screened: list[list[Effect]], count: int) -> list[str]:
    """Return the parameters that do most to any of the outcomes, beside the most that any does."""
    sizes = np.array([[effect.mu_star.value for effect in effects] for effects in screened])
    largest = sizes.max(axis=1, keepdims=True)
    relative = np.divide(sizes, largest, out=np.zeros_like(sizes), where=largest > 0.0).max(axis=0)
    order = np.argsort(-relative, kind="stable")[:count]
    return [screened[0][place].name for place in order]


def _intervals_of_sigma(effects: Numbers, rng: np.random.Generator) -> list[tuple[float, float]]:
    """Bootstrap the standard deviations of effects over whole trajectories."""
    count = len(effects)
    again = rng.integers(count, size=(RESAMPLES, count))
    spreads = np.array([effects[rows].std(axis=0, ddof=1) for rows in again])
    tail = 50.0 * (1.0 - CONFIDENCE)
    low, high = np.percentile(spreads, [tail, 100.0 - tail], axis=0)
    return list(zip(low.tolist(), high.tolist(), strict=True))


def _symmetric(value: float, half: float) -> Figure:
    return Figure(float(value), float(value - half), float(value + half))
