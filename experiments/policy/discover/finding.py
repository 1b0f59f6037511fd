"""Rules found by each method, judged on runs that did not find them."""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

import numpy as np

from experiments.policy.discover.chance import Pruned, search
from experiments.policy.discover.prim import Step, prim, trajectory
from experiments.policy.discover.resampling import RESAMPLES, bootstrap, halves
from experiments.policy.discover.space import Box, Fit, Space, fit
from experiments.policy.discover.tree import tree

METHODS: Mapping[str, Callable[[Space], Box]] = {"prim": prim, "tree": tree}
REPRODUCED_LEAST = 0.8
"""A condition that fewer of the bootstrap samples repeat is marked: it could be chance."""
INTERVAL = (2.5, 50.0, 97.5)
"""Percentiles over the splits into halves."""


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
        return [it for it in self.conditions if self.reproduced.get(it, 0.0) >= REPRODUCED_LEAST]

    @property
    def stable(self) -> bool:
        """Whether a condition comes again, and the rule holds on runs that did not find it."""
        return bool(self.sure) and self.held_out.lift_low > 0.0


class Found(NamedTuple):
    """The rule of each method, and the boxes among which PRIM chose.

    Attributes
    ----------
    trajectory : list of Step
        In the space of the inputs among which PRIM looked last; of all where it found no rule.
    """

    rules: list[Rule]
    trajectory: list[Step]


def discover(space: Space, seed: int, done: Callable[[int], None] = lambda _: None) -> Found:
    """Find a rule by each method; the same seed finds the same.

    Parameters
    ----------
    done : callable
        Takes the number of resamples that are done, of `RESAMPLES` a method.
    """
    rules = []
    for place, method in enumerate(METHODS):
        rules.append(_rule(method, space, seed, partial(_from, done, place * RESAMPLES)))
    among = rules[0].pruned.among or [it.name for it in space.inputs]
    return Found(rules, trajectory(space.of_inputs(among)))


def _from(done: Callable[[int], None], before: int, now: int) -> None:
    done(before + now)


def _rule(method: str, space: Space, seed: int, done: Callable[[int], None]) -> Rule:
    rng = np.random.default_rng(seed)
    found = search(space, METHODS[method])
    names: Counter[str] = Counter()
    judged = []
    for number in range(RESAMPLES):
        again = bootstrap(space, rng)
        names.update(search(again, METHODS[method]).quasi_p.keys())
        judged.append(_judged(method, space, rng))
        done(number + 1)
    reproduced = {name: times / RESAMPLES for name, times in names.most_common()}
    return Rule(method, found, fit(space, found.box), reproduced, _held_out(judged))


def _judged(method: str, space: Space, rng: np.random.Generator) -> tuple[float, float, bool]:
    """Return density and lift of a half's rule in the other half, and whether it found one."""
    finding, judging = halves(space, rng)
    rule = search(finding, METHODS[method])
    density = fit(judging, rule.box).density
    if np.isnan(density):
        density = judging.density
    return density, density - judging.density, bool(rule.quasi_p)


def _held_out(judged: list[tuple[float, float, bool]]) -> HeldOut:
    density, lift, found = np.array(judged, np.float64).T
    low, median, high = np.percentile(density, INTERVAL).tolist()
    lift_low, _, lift_high = np.percentile(lift, INTERVAL).tolist()
    return HeldOut(low, median, high, lift_low, lift_high, float(found.mean()))
