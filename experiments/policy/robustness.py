"""How robust the preferred policy is: regrets over worlds, and where another one is preferred.

The preferred policy is the one of the highest mean over worlds. It is asked again over the worlds
of every level of every rival structure, those in which a lever does nothing included, and of every
reading of the kas.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.draws import STRUCTURES
from experiments.common.readings import READINGS, readings_of
from experiments.policy.best_policy import Numbers, best_shares, regret_of
from experiments.policy.effects import AIMS, Json, by_world
from experiments.policy.ranking_runs import Ranked
from sim.structures import FACTORS

LEAST_DRAWS = 20
"""Fewer draws of a level say nothing."""


class Some(NamedTuple):
    """Some of the worlds.

    Attributes
    ----------
    by, name, level : str
        By what they are chosen: `structure` or `reading`; of a structure its name; the level.
    rows : NDArray of bool, shape (draws,)
    """

    by: str
    name: str
    level: str
    rows: NDArray[np.bool_]


def aims_of(ranked: Ranked) -> tuple[str, ...]:
    """Return the outcomes that are asked: failure, income, staying mandiri, and the set's own."""
    return tuple(
        name
        for name in dict.fromkeys((*AIMS, ranked.set.decide_by))
        if not np.isnan(ranked.outcomes[name]).any()
    )


def regrets(values: dict[str, Numbers], names: tuple[str, ...]) -> Json:
    """Return regrets of policies, by outcome.

    Parameters
    ----------
    values : dict of NDArray, shape (draws, policies)
        By outcome, higher is better, without chance (`effects.by_world`).

    Returns
    -------
    dict
        By outcome and policy, in the unit of the outcome: `mean` over worlds, `high`, not
        exceeded in 90 % of them, `most`; and `best`, the share of worlds in which it is the best.
    """
    found = {}
    for outcome, own in values.items():
        regret, best = regret_of(own), best_shares(own)
        found[outcome] = {
            name: {
                "mean": float(regret.mean[place]),
                "high": float(regret.often[place]),
                "most": float(regret.most[place]),
                "best": float(best[place]),
            }
            for place, name in enumerate(names)
        }
    return found


def preferred(ranked: Ranked, values: dict[str, Numbers]) -> list[Json]:
    """Return which policy is preferred over some of the worlds, by each outcome.

    Parameters
    ----------
    values : dict of NDArray, shape (draws, policies)
        As `regrets` takes them.

    Returns
    -------
    list of dict
        `by`, `name`, `level`: which worlds. `draws`: how many. `best`: the policy that is
        preferred there by the set's outcome, and `loses`: what the one that is preferred over all
        worlds is expected to have less than it. `aims`: both for every outcome, in its unit.
    """
    overall = {outcome: int(own.mean(axis=0).argmax()) for outcome, own in values.items()}
    told = []
    for some in parts_of(ranked):
        aims = {}
        for outcome, own in values.items():
            means = own[some.rows].mean(axis=0)
            best = int(means.argmax())
            loses = float(means[best] - means[overall[outcome]])
            aims[outcome] = {"best": ranked.names[best], "loses": loses}
        told.append(
            {
                "by": some.by,
                "name": some.name,
                "level": some.level,
                "draws": int(some.rows.sum()),
                **aims[ranked.set.decide_by],
                "aims": aims,
            }
        )
    return told


def parts_of(ranked: Ranked) -> Iterator[Some]:
    """Yield the worlds of every level of every structure, and of every reading."""
    drawn = ranked.sweep.uncertainty.draws
    for factor in FACTORS:
        levels = [level.name for level in factor.levels]
        yield from _levels("structure", factor.name, levels, drawn[STRUCTURES[factor.name]])
    readings = readings_of(ranked.sweep.drawn)
    if readings is not None:
        yield from _levels("reading", "kas", READINGS, readings)


def _levels(
    by: str, name: str, levels: list[str] | tuple[str, ...], drawn: NDArray[np.int64]
) -> Iterator[Some]:
    """Yield the levels that were drawn often enough, where there are two or more."""
    some = [Some(by, name, level, drawn == place) for place, level in enumerate(levels)]
    enough = [one for one in some if one.rows.sum() >= LEAST_DRAWS]
    if len(enough) > 1:
        yield from enough


def values_of(ranked: Ranked) -> dict[str, Numbers]:
    """Return the outcomes that are asked of all policies in every world, higher is better."""
    return {name: by_world(ranked, name) for name in aims_of(ranked)}
