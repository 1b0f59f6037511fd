"""Whether a condition of a box could be chance: quasi-p values, and what is left without those.

Bryant and Lempert (2010): the chance that the box would hold so many cases, were each run inside
a case with the density of the box without the condition. Runs that share luck, draws or factors
count for less than their number, by the variance between units (the design effect of Kish 1965,
Survey Sampling).
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from scipy.special import betainc

from experiments.policy.discover.run_space import Box, Mask, Numbers, Space, Whole

LEVEL = 0.05
"""Below it, times the number of inputs that were tried, a condition is not taken for chance."""
TRIED_MOST = 6
"""So many inputs a method looks among at most."""
UNITS_INSIDE = 5
"""Replications, or points, inside a box from which the spread between them can be told."""
QUARTILES = (0.25, 0.5, 0.75)


class Pruned(NamedTuple):
    """A box without what could be chance.

    Attributes
    ----------
    quasi_p : dict of float
        Of every condition left, by input.
    dropped : dict of float
        Of every condition dropped, the most doubtful first.
    among : tuple of str
        The inputs among which the method looked last.
    """

    box: Box
    quasi_p: dict[str, float]
    dropped: dict[str, float]
    among: tuple[str, ...] = ()


def search(space: Space, method: Callable[[Space], Box]) -> Pruned:
    """Return the box of a method in which no condition could be chance.

    The method looks among the inputs that say most alone, if they pass a lenient test. Of its box
    conditions are dropped, the most doubtful first, until each left is told from chance. Inputs
    that were clearly chance are then taken away and the method looks again, as it does without
    the most doubtful one where none was clear. Otherwise noise, which is easily fitted where
    inputs are many and draws are few, hides what is not; but an input that matters only together
    with others may be missed.
    """
    tests = len(space.inputs)
    alone = {
        name: min((quasi_p(space, box, name) for box in _alone(space, name)), default=1.0)
        for name in (each.name for each in space.inputs)
    }
    seen = sorted((name for name in alone if alone[name] < LEVEL), key=lambda name: alone[name])
    names = seen[:TRIED_MOST]
    dropped: dict[str, float] = {}
    while names and 0.0 < space.density < 1.0:
        part = space.of_inputs(names)
        box, kept, chance, _ = _pruned(part, method(part), tests)
        dropped |= chance
        if not chance:
            return Pruned(box.in_space(part, space), kept, dropped, tuple(names))
        clear = [name for name, value in chance.items() if value >= LEVEL]
        gone = clear or [max(chance, key=lambda name: chance[name])]
        names = [name for name in names if name not in gone]
    return Pruned(Box.everything(len(space.columns)), {}, dropped)


def _alone(space: Space, name: str) -> Iterator[Box]:
    """Yield boxes of one condition: below and above the quartiles, or at and not at a level."""
    for column in space.columns_of(name):
        values = space.x[:, column]
        cuts = [0.5] if len(space.inputs[space.columns[column].input].levels) else QUARTILES
        for cut in np.unique(np.quantile(values, cuts) if cuts is QUARTILES else cuts):
            for side in (0, 1):
                box = Box.everything(len(space.columns))
                bound = values[values <= cut] if side else values[values > cut]
                if len(bound):
                    (box.high if side else box.low)[column] = bound.max() if side else bound.min()
                    yield box


def _pruned(space: Space, box: Box, tests: int) -> Pruned:
    """Drop conditions, the most doubtful first, until each left is told from chance."""
    dropped: dict[str, float] = {}
    while True:
        chances = {name: quasi_p(space, box, name) for name in box.restricted(space)}
        worst = max(chances, key=lambda name: chances[name], default=None)
        if worst is None or chances[worst] * tests < LEVEL:
            return Pruned(box, chances, dropped)
        dropped[worst] = chances[worst]
        box = box.without(space, worst)


def quasi_p(space: Space, box: Box, name: str) -> float:
    """Return the quasi-p value of what a box asks of an input.

    It is 1 where the condition gains nothing, and where too few units are inside to tell.
    """
    inside, around = box.mask(space.x), box.without(space, name).mask(space.x)
    runs, all_runs = int(inside.sum()), int(around.sum())
    if runs == all_runs or min(_count(unit[inside]) for unit in space.units) < UNITS_INSIDE:
        return 1.0
    density, expected = space.case[inside].mean(), space.case[around].mean()
    if density <= expected:
        return 1.0
    count = min(_independent(space.case, unit, inside, around) for unit in space.units)
    hits = count * density
    return float(betainc(hits, count - hits + 1.0, expected))


def _independent(case: Mask, unit: Whole, inside: Mask, around: Mask) -> float:
    """Return as how many independent runs those inside a box count.

    Where the condition parts the runs of a unit, their likeness cancels out of the contrast;
    where it parts none, runs count by how alike those of a unit are on either side.
    """
    runs, beside = int(inside.sum()), around & ~inside
    if _count(unit[inside]) + _count(unit[beside]) == _count(unit[around]):
        mean = np.where(inside, case[inside].mean(), case[beside].mean())
        apart = np.where(around, case - mean, 0.0)
        alone = float((apart**2).sum())
        together = _variance(apart, unit)
        return runs * min(1.0, alone / together) if together else float(runs)
    expected = case[around].mean()
    influence = np.where(inside, (case - case[inside].mean()) / runs, 0.0)
    influence -= np.where(around, (case - expected) / around.sum(), 0.0)
    variance = _variance(influence, unit)
    return min(float(runs), expected * (1.0 - expected) / variance) if variance else float(runs)


def _count(unit: Whole) -> int:
    return len(np.unique(unit))


def _variance(influence: Numbers, unit: Whole) -> float:
    """Return the variance of a sum over units that are independent."""
    _, place = np.unique(unit, return_inverse=True)
    sums = np.bincount(place, weights=influence)
    return float((sums**2).sum()) * len(sums) / max(1, len(sums) - 1)
