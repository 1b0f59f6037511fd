"""Sobol' indices of an outcome's expected value: how much of its variance a parameter makes.

Every point is averaged over replications, and all run with the same luck. Luck that is left in
the averages would pass for interactions: it is reckoned from the replications and taken out.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from SALib.analyze import sobol as analysis
from SALib.sample import sobol as sampling

from experiments.evidence.sensitivity.space import CONFIDENCE, RESAMPLES, Figure, Space

Numbers = NDArray[np.float64]
OTHERS = "others"
"""All parameters that have no index of their own: they move together."""


class Index(NamedTuple):
    """What part of the variance a parameter makes.

    Attributes
    ----------
    first : Figure
        By itself.
    total : Figure
        By itself and with others.
    luck : float
        What luck added to the total index; it has been taken out.
    """

    name: str
    first: Figure
    total: Figure
    luck: float

    @property
    def seen(self) -> bool:
        """Whether the total index is told from nothing."""
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
    points = sampling.sample(problem, count, calc_second_order=False, seed=rng)
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
    found = analysis.analyze(
        space.problem(groups), means, calc_second_order=False, num_resamples=RESAMPLES,
        conf_level=CONFIDENCE, seed=rng,
    )  # fmt: skip
    left = _luck_left(values.reshape(-1, len(names) + 2, values.shape[1]))
    each = []
    for place, name in enumerate(names):
        first, total = (
            _without(left.whole, luck[place], found[key][place], found[f"{key}_conf"][place])
            for key, luck in (("S1", left.first), ("ST", left.total))
        )
        each.append(Index(name, first, total, float(left.total[place])))
    return Indices(each, left.deviation, left.whole)


class _Luck(NamedTuple):
    """What luck adds to the indices of averages, and to their variance, as parts of the latter."""

    first: Numbers
    total: Numbers
    whole: float
    deviation: float


def _luck_left(values: Numbers) -> _Luck:
    """Reckon what luck adds, from values of shape (base points, groups + 2, replications)."""
    replications = values.shape[2]
    values = values - values.mean(axis=(0, 1))  # what luck does to all points alike
    a, mixed, b = values[:, :1], values[:, 1:-1], values[:, -1:]
    ends = np.concatenate([a[:, 0], b[:, 0]])
    variance = float(ends.mean(axis=1).var())
    total = 0.5 * (a - mixed).var(axis=2, ddof=1).mean(axis=0)
    first = _covariance(b, mixed - a).mean(axis=0)
    apart = ends - ends.mean(axis=1, keepdims=True) - ends.mean(axis=0) + ends.mean()
    whole = float((apart * apart).sum() / ((len(ends) - 1) * (replications - 1)))
    scale = replications * variance
    kept = max(0.0, variance - whole / replications)
    return _Luck(first / scale, total / scale, whole / scale, float(np.sqrt(kept)))


def _covariance(one: Numbers, other: Numbers) -> Numbers:
    """Return covariances over the replications, the last axis."""
    apart = one - one.mean(axis=-1, keepdims=True)
    return np.asarray((apart * other).sum(axis=-1) / (other.shape[-1] - 1))


def _without(whole: float, luck: float, index: float, half: float) -> Figure:
    """Take luck out of an index, and out of the variance that it is a part of."""
    real = 1.0 - min(whole, 0.99)
    value, half = float((index - luck) / real), float(half / real)
    return Figure(value, value - half, value + half)
