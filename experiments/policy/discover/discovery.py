"""From a finished sweep to its rules: found by each method, judged on runs that did not find them.

Runs are resampled as they were drawn: by replication, by point where points are a sample.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from experiments.policy.discover.prim_and_tree import Step, prim, trajectory, tree
from experiments.policy.discover.quasi_p import Pruned, search
from experiments.policy.discover.run_space import Box, Fit, Space, Whole, fit
from experiments.policy.discover.sweep_cases import Cases
from experiments.sweeps.stored_sweep import Sweep

METHODS: Mapping[str, Callable[[Space], Box]] = {"prim": prim, "tree": tree}
REPRODUCED_LEAST = 0.8
"""A condition that fewer of the bootstrap samples repeat is marked: it could be chance."""
INTERVAL = (2.5, 50.0, 97.5)
"""Percentiles over the splits into halves."""
RESAMPLES = 50
"""Bootstrap samples, and as many splits into halves."""


class HeldOut(NamedTuple):
    """Over splits: rules found by one half, judged by the other.

    Attributes
    ----------
    low, median, high : float
        Density of the rules in the judging halves.
    lift_low, lift_high : float
        Of the density less that of all runs of the same half.
    found : float
        Share of the finding halves that found a rule; without one the density is that of all.
    """

    low: float
    median: float
    high: float
    lift_low: float
    lift_high: float
    found: float


class Rule(NamedTuple):
    """What a method found.

    Attributes
    ----------
    reproduced : dict of float
        Share of the bootstrap samples whose rule has a condition on an input too, by input: of
        all inputs that any of them has.
    """

    method: str
    pruned: Pruned
    fit: Fit
    reproduced: dict[str, float]
    held_out: HeldOut

    @property
    def conditions(self) -> list[str]:
        """The inputs of which the rule asks something."""
        return list(self.pruned.quasi_p)

    @property
    def sure(self) -> list[str]:
        """The inputs whose condition is not marked."""
        return [
            name for name in self.conditions if self.reproduced.get(name, 0.0) >= REPRODUCED_LEAST
        ]

    @property
    def stable(self) -> bool:
        """Whether a condition comes again, and the rule holds on runs that did not find it."""
        return bool(self.sure) and self.held_out.lift_low > 0.0


class Answer(NamedTuple):
    """Rules of a sweep.

    Attributes
    ----------
    seed : int
        Of the resampling.
    rules : list of Rule
        That of each method.
    trajectory : list of Step
        The boxes among which PRIM chose, in the space of the inputs among which it looked last;
        of all where it found no rule.
    """

    sweep: Sweep
    seed: int
    cases: Cases
    space: Space
    rules: list[Rule]
    trajectory: list[Step]

    @property
    def any_stable(self) -> bool:
        """Whether a rule of some method is stable."""
        return any(rule.stable for rule in self.rules)


def ask(sweep: Sweep, cases: Cases, space: Space, seed: int, done: Callable[[int], None]) -> Answer:
    """Return the rules of a sweep; the seed is that of the resampling."""
    rules = discover(space, seed, done)
    among = rules[0].pruned.among or [each.name for each in space.inputs]
    return Answer(sweep, seed, cases, space, rules, trajectory(space.of_inputs(among)))


def discover(space: Space, seed: int, done: Callable[[int], None] = lambda _: None) -> list[Rule]:
    """Find a rule by each method; the same seed finds the same.

    Parameters
    ----------
    done : callable
        Takes the number of resamples that are done, of `RESAMPLES` a method.
    """
    return [
        _rule(method, space, seed, done, place * RESAMPLES) for place, method in enumerate(METHODS)
    ]


def _rule(method: str, space: Space, seed: int, done: Callable[[int], None], before: int) -> Rule:
    rng = np.random.default_rng(seed)
    pruned = search(space, METHODS[method])
    names: Counter[str] = Counter()
    judged = []
    for number in range(RESAMPLES):
        names.update(search(bootstrap(space, rng), METHODS[method]).quasi_p.keys())
        judged.append(_judged(method, space, rng))
        done(before + number + 1)
    reproduced = {name: times / RESAMPLES for name, times in names.most_common()}
    density, lift, with_rule = np.array(judged, np.float64).T
    lift_low, _, lift_high = np.percentile(lift, INTERVAL).tolist()
    low, median, high = np.percentile(density, INTERVAL).tolist()
    held_out = HeldOut(low, median, high, lift_low, lift_high, float(with_rule.mean()))
    return Rule(method, pruned, fit(space, pruned.box), reproduced, held_out)


def _judged(method: str, space: Space, rng: np.random.Generator) -> tuple[float, float, bool]:
    """Return density and lift of a half's rule in the other half, and whether it found one."""
    finding, judging = halves(space, rng)
    rule = search(finding, METHODS[method])
    density = fit(judging, rule.box).density
    if np.isnan(density):
        density = judging.density
    return density, density - judging.density, bool(rule.quasi_p)


def bootstrap(space: Space, rng: np.random.Generator) -> Space:
    """Return as many units as there are, drawn with replacement; each copy is one of its own."""
    for number in range(len(space.units)):
        place, count = _places(space.units[number])
        order = np.argsort(place, kind="stable")
        runs = np.split(order, np.cumsum(np.bincount(place, minlength=count))[:-1])
        chosen = [runs[unit] for unit in rng.integers(count, size=count)]
        again = space.taken(np.concatenate(chosen))
        label = np.repeat(np.arange(count), [len(unit) for unit in chosen])
        units = tuple(label if at == number else unit for at, unit in enumerate(again.units))
        space = replace(again, units=units)
    return space


def halves(space: Space, rng: np.random.Generator) -> tuple[Space, Space]:
    """Return the runs of a random half of the units, and those of the other half.

    Where both replications and points are units, no replication and no point is in both.
    """
    finding, judging = np.ones(len(space), bool), np.ones(len(space), bool)
    for unit in space.units:
        place, count = _places(unit)
        first = np.isin(place, rng.permutation(count)[: count // 2])
        finding &= first
        judging &= ~first
    return space.taken(finding), space.taken(judging)


def _places(unit: Whole) -> tuple[Whole, int]:
    """Return each run's place among the units that there are, and how many there are."""
    distinct, place = np.unique(unit, return_inverse=True)
    return place, len(distinct)
