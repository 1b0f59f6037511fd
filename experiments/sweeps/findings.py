"""What a sweep found: the effect of each factor on the same luck, its best and its worst point.

A factor's effect is the mean difference between two of its levels over all pairs of points that
differ in nothing else, taken replication by replication, so that luck falls on both alike. It is
told by its spread over worlds (`experiments.common.spread`): replication r has draw r, and where
there are more replications than draws, chance between runs of a draw is taken out.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common import spread
from experiments.common.differences import Difference, difference
from experiments.common.outcomes import BY_NAME
from experiments.common.worlds import Worlds
from experiments.sweeps.factors import Value
from experiments.sweeps.plan import Point
from experiments.sweeps.spreads import (
    by_draw,
    count_of_regions,
    draws_of,
    values_by_region,
    worlds_between,
)
from experiments.sweeps.stored_sweep import Sweep
from experiments.sweeps.sweep_file import SAMPLERS

OUTCOMES = (
    "failed_share", "mandiri_share", "sustained_mandiri_share", "proposed_share",
    "realised_share", "household_income_idr", "unmet_need_idr",
)  # fmt: skip
"""What is reported of every effect: stages never without saving and households."""

Level = Value | None
Numbers = NDArray[np.float64]


class Contrast(NamedTuple):
    """Two levels of a factor, and the pairs of points that differ in it alone.

    Attributes
    ----------
    a, b : bool, int, float, str or None
        The level compared with, and the one that is compared.
    pairs : list of tuple
        Numbers of the points at `a` and at `b`.
    """

    factor: str
    a: Level
    b: Level
    pairs: list[tuple[int, int]]


class Found(NamedTuple):
    """How outcomes differ between two levels of a factor, as in `Effect`, in all or in a region."""

    differences: dict[str, Difference]
    spreads: dict[str, spread.Effect]

    @property
    def upwards(self) -> float:
        """Share of Kubes that it moves upwards: more mandiri and fewer failed."""
        mandiri, failed = (self.differences[f"{name}_share"] for name in ("mandiri", "failed"))
        return mandiri.mean - failed.mean


class Effect(NamedTuple):
    """How outcomes differ between two levels of a factor, by name of the outcome.

    Attributes
    ----------
    differences : dict of Difference
        Means over replications.
    spreads : dict of experiments.common.spread.Effect
        Over worlds.
    worlds : Worlds
        In which of them the levers work that differ.
    regions : tuple of Found
        The same in every region of a nation, in its order; of a city none.
    """

    contrast: Contrast
    differences: dict[str, Difference]
    spreads: dict[str, spread.Effect]
    worlds: Worlds
    regions: tuple[Found, ...] = ()

    @property
    def upwards(self) -> float:
        """Share of Kubes that it moves upwards: more mandiri and fewer failed."""
        return Found(self.differences, self.spreads).upwards


class Extreme(NamedTuple):
    """A point at an end of the order from failure to mandiri, with its outcomes over worlds."""

    point: Point
    levels: dict[str, spread.Level]


class Findings(NamedTuple):
    """The effects of a sweep, the largest first, and its extreme points.

    Attributes
    ----------
    best, worst : Extreme or None
        Points with the most mandiri less failed Kubes, and the least. The figures of the best
        of many are too good: its luck is among what made it the best.
    """

    effects: list[Effect]
    best: Extreme | None
    worst: Extreme | None


def findings(sweep: Sweep) -> Findings:
    """Compute what a finished sweep found.

    Points of sampled designs (Latin hypercube, Sobol') differ in all factors at once: there are
    no effects then.
    """
    contrasts = list(_contrasts(sweep))
    ends = [contrast.pairs[0] for contrast in contrasts]
    worlds = [worlds_between(sweep, *(sweep.points[end] for end in pair)) for pair in ends]
    overall = [Found({}, {}) for _ in contrasts]
    by_region = [[Found({}, {}) for _ in range(count_of_regions(sweep))] for _ in contrasts]
    rows = sweep.rows(OUTCOMES)
    values_of = {name: rows[name].reshape(len(sweep.points), -1) for name in OUTCOMES}
    for name in OUTCOMES:
        regional = values_by_region(sweep, name)
        for place, contrast in enumerate(contrasts):
            _add(overall[place], name, values_of[name], contrast, worlds[place], draws_of(sweep))
            for values, told in zip(regional, by_region[place], strict=True):
                _add(told, name, values, contrast, worlds[place], draws_of(sweep))
    effects = [
        Effect(contrast, *whole, seen, tuple(parts))
        for contrast, whole, seen, parts in zip(contrasts, overall, worlds, by_region, strict=True)
    ]
    ranked = sorted(effects, key=lambda effect: -np.nan_to_num(abs(effect.upwards)))
    return Findings(ranked, *_extremes(sweep, values_of))


def _add(
    told: Found, name: str, values: Numbers, contrast: Contrast, worlds: Worlds, draws: int
) -> None:
    """Add what a contrast comes to in an outcome, of which values are (points, replications)."""
    a, b = _sides(values, contrast.pairs)
    told.differences[name] = difference(a, b)
    told.spreads[name] = spread.effect(BY_NAME[name], by_draw(b - a, draws), worlds)


def _contrasts(sweep: Sweep) -> Iterator[Contrast]:
    """Yield what is compared; without any pair of points that differ in it alone, nothing is."""
    if sweep.spec.design in SAMPLERS:
        return
    for name in sweep.factors:
        groups = _alike_but_for(name, sweep.points)
        for a, b in _compared(sweep, name):
            pairs = [(group[a], group[b]) for group in groups if a in group and b in group]
            if pairs:
                yield Contrast(name, a, b, pairs)


def _compared(sweep: Sweep, name: str) -> list[tuple[Level, Level]]:
    """Return which levels are compared: the greatest with the least, or all with the first."""
    levels = list(dict.fromkeys(point.values[name] for point in sweep.points))
    numbers = [
        level for level in levels if isinstance(level, int | float) and not isinstance(level, bool)
    ]
    if sweep.spec.design == "one-at-a-time" or len(numbers) < len(levels):
        return [(levels[0], level) for level in levels[1:]]
    return [(min(numbers), max(numbers))] if len(numbers) > 1 else []


def _alike_but_for(name: str, points: list[Point]) -> list[dict[Level, int]]:
    """Return groups of points alike in all other factors: their numbers by level of this one."""
    groups: dict[tuple[Level, ...], dict[Level, int]] = defaultdict(dict)
    for point in points:
        others = tuple(value for factor, value in point.values.items() if factor != name)
        groups[others][point.values[name]] = point.number
    return list(groups.values())


def _sides(values: Numbers, pairs: list[tuple[int, int]]) -> list[Numbers]:
    """Return both levels by replication: means over the pairs of points in which both have a case.

    Parameters
    ----------
    values : NDArray of float, shape (points, replications)
    """
    a, b = (values[list(side)] for side in zip(*pairs, strict=True))
    known = ~(np.isnan(a) | np.isnan(b))
    return [_mean(np.where(known, side, np.nan), axis=0) for side in (a, b)]


def _mean(values: Numbers, axis: int) -> Numbers:
    """Return means over what is known; NaN where nothing is."""
    known = ~np.isnan(values)
    count = known.sum(axis)
    total = np.where(known, values, 0.0).sum(axis)
    means: Numbers = np.divide(total, count, out=np.full(count.shape, np.nan), where=count > 0)
    return means


def _extremes(sweep: Sweep, values_of: dict[str, Numbers]) -> tuple[Extreme | None, Extreme | None]:
    """Return the best and the worst of several points, by their means.

    Parameters
    ----------
    values_of : dict of NDArray, shape (points, replications)
        By name of the outcome.
    """
    mandiri, failed = (_mean(values_of[f"{name}_share"], axis=1) for name in ("mandiri", "failed"))
    order = mandiri - failed
    if len(order) < 2 or np.isnan(order).all():
        return None, None
    best, worst = (
        Extreme(
            sweep.points[place],
            {
                name: spread.level(by_draw(values[place], draws_of(sweep)))
                for name, values in values_of.items()
            },
        )
        for place in (np.nanargmax(order), np.nanargmin(order))
    )
    return best, worst
