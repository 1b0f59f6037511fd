"""Runs resampled as they were drawn: by replication, by point where points are a sample."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from experiments.policy.discover.space import Mask, Space, Whole

RESAMPLES = 50
"""Bootstrap samples, and as many splits into halves."""

Rng = np.random.Generator


class Halves(NamedTuple):
    """Runs that find a rule, and runs of other units that judge it."""

    finding: Space
    judging: Space


def bootstrap(space: Space, rng: Rng) -> Space:
    """Return as many units as there are, drawn with replacement; each copy is one of its own."""
    for number in range(len(space.units)):
        place, count = _places(space.units[number])
        order = np.argsort(place, kind="stable")
        runs = np.split(order, np.cumsum(np.bincount(place, minlength=count))[:-1])
        chosen = [runs[it] for it in rng.integers(count, size=count)]
        again = space.taken(np.concatenate(chosen))
        label = np.repeat(np.arange(count), [len(it) for it in chosen])
        units = tuple(label if at == number else it for at, it in enumerate(again.units))
        space = replace(again, units=units)
    return space


def halves(space: Space, rng: Rng) -> Halves:
    """Return the runs of a random half of the units, and those of the other half.

    Where both replications and points are units, no replication and no point is in both.
    """
    finding, judging = np.ones(len(space), bool), np.ones(len(space), bool)
    for unit in space.units:
        first = _half(unit, rng)
        finding &= first
        judging &= ~first
    return Halves(space.taken(finding), space.taken(judging))


def _half(unit: Whole, rng: Rng) -> Mask:
    place, count = _places(unit)
    chosen = np.zeros(count, bool)
    chosen[rng.permutation(count)[: count // 2]] = True
    return chosen[place]


def _places(unit: Whole) -> tuple[Whole, int]:
    """Return each run's place among the units that there are, and how many there are."""
    distinct, place = np.unique(unit, return_inverse=True)
    return place, len(distinct)
