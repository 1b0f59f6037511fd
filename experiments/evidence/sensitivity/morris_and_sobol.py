"""Which parameters matter: effects of one moved alone (Morris), parts of the variance (Sobol').

What is uncertain is a unit cube, a cumulative probability a parameter. All points run with the
same luck. What luck still does to an effect or an index is reckoned from the replications: an
effect that is no larger is not told from none, and luck is taken out of the indices, where it
would pass for interactions.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from SALib.analyze import morris, sobol
from SALib.sample import morris as morris_points
from SALib.sample import sobol as sobol_points

from experiments.common.draws import Columns, priors, rounded, value_at
from experiments.evidence.sensitivity.points import DIGITS
from sim.scenario import Scenario

Numbers = NDArray[np.float64]
CONFIDENCE = 0.95
RESAMPLES = 1000
"""Of a bootstrap."""
LEVELS = 4
OF_NORMAL = math.sqrt(2.0 / math.pi)
"""Mean absolute value of a standard normal."""
OTHERS = "others"
"""All parameters that have no index of their own: they move together."""


class Figure(NamedTuple):
    """An estimate with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Space:
    """Parameters whose values are uncertain; a point has a cumulative probability for each."""

    names: tuple[str, ...]

    @classmethod
    def of(cls, scenario: Scenario) -> "Space":
        """Return the uncertain parameters; what the scenario sets itself holds."""
        return cls(tuple(name for name in priors() if name not in scenario.parameters))

    def __len__(self) -> int:
        """Return how many parameters there are."""
        return len(self.names)

    def values(self, unit: NDArray[np.float64]) -> Columns:
        """Return the values at points.

        Parameters
        ----------
        unit : NDArray, shape (points, parameters)
            Cumulative probabilities under the priors.
        """
        return {
            name: rounded(value_at(priors()[name], unit[:, place]), priors()[name], DIGITS)
            for place, name in enumerate(self.names)
        }

    def problem(self, groups: Sequence[str] | None = None) -> dict[str, object]:
        """Return the unit cube as SALib describes it; parameters of one group move together."""
        return {
            "num_vars": len(self),
            "names": list(self.names),
            "bounds": [[0.0, 1.0]] * len(self),
            "groups": list(groups or self.names),
        }


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
    mu_star_of_luck : float
        Mean absolute effect that luck alone makes.
    """

    parameter: str
    mu: float
    mu_star: Figure
    sigma: Figure
    mu_star_of_luck: float

    @property
    def told_from_luck(self) -> bool:
        """Whether the effect is more than luck makes."""
        return self.mu_star.low > self.mu_star_of_luck


def trajectories(space: Space, count: int, rng: np.random.Generator) -> Numbers:
    """Return points of the unit cube, shape (count x (parameters + 1), parameters)."""
    points = morris_points.sample(space.problem(), count, num_levels=LEVELS, seed=rng)
    return np.asarray(points, np.float64)


def screen(space: Space, unit: Numbers, values: Numbers, rng: np.random.Generator) -> list[Effect]:
    """Return the effects of an outcome, one a parameter.

    Parameters
    ----------
    unit : NDArray, shape (points, parameters)
        As `trajectories` gives them.
    values : NDArray, shape (points, replications)
    """
    estimates = morris.analyze(
        space.problem(), unit, values.mean(axis=1), num_resamples=RESAMPLES,
        conf_level=CONFIDENCE, num_levels=LEVELS, seed=rng,
    )  # fmt: skip
    effects = elementary(unit, values)
    low, high = interval(effects.mean(axis=2), lambda rows: rows.std(axis=0, ddof=1), rng)
    noise = np.sqrt(effects.var(axis=2, ddof=1) / values.shape[1]).mean(axis=0)
    return [
        Effect(
            name,
            float(estimates["mu"][place]),
            _symmetric(estimates["mu_star"][place], estimates["mu_star_conf"][place]),
            Figure(float(estimates["sigma"][place]), float(low[place]), float(high[place])),
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
    return [screened[0][place].parameter for place in order]


def interval(
    rows: Numbers, statistic: Callable[[Numbers], Numbers], rng: np.random.Generator
) -> tuple[Numbers, Numbers]:
    """Bootstrap a statistic over whole rows; return both ends of its interval."""
    again = rng.integers(len(rows), size=(RESAMPLES, len(rows)))
    tail = 50.0 * (1.0 - CONFIDENCE)
    ends = np.percentile([statistic(rows[own]) for own in again], [tail, 100.0 - tail], axis=0)
    return ends[0], ends[1]


def _symmetric(value: float, half: float) -> Figure:
    return Figure(float(value), float(value - half), float(value + half))


class Index(NamedTuple):
    """What part of the variance a parameter makes.

    Attributes
    ----------
    first : Figure
        By itself.
    total : Figure
        By itself and with others.
    luck_taken_out : float
        What luck added to the total index.
    """

    parameter: str
    first: Figure
    total: Figure
    luck_taken_out: float

    @property
    def told_from_nothing(self) -> bool:
        """Whether the total index is above nothing."""
        return self.total.low > 0.0


class Indices(NamedTuple):
    """Indices of one outcome.

    Attributes
    ----------
    deviation : float
        Standard deviation of the expected outcome, in its unit.
    luck : float
        Part of the variance between averages that is luck.
    """

    each: list[Index]
    deviation: float
    luck: float


def saltelli(space: Space, kept: list[str], count: int, rng: np.random.Generator) -> Numbers:
    """Return points of the unit cube, shape (count x (groups + 2), parameters).

    Parameters
    ----------
    kept : list of str
        Parameters with an index of their own; the rest is one group.
    count : int
        A power of two.
    """
    problem = space.problem(groups_of(space, kept))
    points = sobol_points.sample(problem, count, calc_second_order=False, seed=rng)
    return np.asarray(points, np.float64)


def groups_of(space: Space, kept: list[str]) -> list[str]:
    """Return the group of every parameter."""
    return [name if name in kept else OTHERS for name in space.names]


def indices(space: Space, kept: list[str], values: Numbers, rng: np.random.Generator) -> Indices:
    """Return the indices of an outcome, one a group.

    Parameters
    ----------
    values : NDArray, shape (points, replications)
        At the points that `saltelli` gives.
    """
    groups = groups_of(space, kept)
    names = list(dict.fromkeys(groups))
    means = values.mean(axis=1)
    if not np.ptp(means):
        nothing = Figure(0.0, 0.0, 0.0)
        return Indices([Index(name, nothing, nothing, 0.0) for name in names], 0.0, 0.0)
    shares = sobol.analyze(
        space.problem(groups), means, calc_second_order=False, num_resamples=RESAMPLES,
        conf_level=CONFIDENCE, seed=rng,
    )  # fmt: skip
    left, whole, deviation = _luck_left(values.reshape(-1, len(names) + 2, values.shape[1]))
    real = 1.0 - min(whole, 0.99)  # of the variance of averages
    each = []
    for place, name in enumerate(names):
        first, total = (
            _symmetric((shares[key][place] - luck) / real, shares[f"{key}_conf"][place] / real)
            for key, luck in zip(("S1", "ST"), left[:, place], strict=True)
        )
        each.append(Index(name, first, total, float(left[1, place])))
    return Indices(each, deviation, whole)


def _luck_left(values: Numbers) -> tuple[Numbers, float, float]:
    """Reckon what luck adds, from values of shape (base points, groups + 2, replications).

    Returns
    -------
    NDArray, shape (2, groups), and two floats
        What it adds to first and total indices of averages, and to their variance, as parts of
        the latter; the standard deviation that is left without it.
    """
    replications = values.shape[2]
    values = values - values.mean(axis=(0, 1))  # what luck does to all points alike
    a, mixed, b = values[:, :1], values[:, 1:-1], values[:, -1:]
    ends = np.concatenate([a[:, 0], b[:, 0]])
    variance = float(ends.mean(axis=1).var())
    moved = mixed - a
    covariance = (b - b.mean(axis=-1, keepdims=True)) * moved
    first = (covariance.sum(axis=-1) / (replications - 1)).mean(axis=0)
    total = 0.5 * moved.var(axis=2, ddof=1).mean(axis=0)
    apart = ends - ends.mean(axis=1, keepdims=True) - ends.mean(axis=0) + ends.mean()
    whole = float((apart * apart).sum() / ((len(ends) - 1) * (replications - 1)))
    scale = replications * variance
    kept = max(0.0, variance - whole / replications)
    return np.array([first, total]) / scale, whole / scale, float(np.sqrt(kept))
