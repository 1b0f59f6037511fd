"""A nation's ranking by region: what policies do there, and which one would be chosen there.

A region is asked as the nation is: the same worlds and runs, the same outcome, the highest mean.
Costs are not kept by region, and do not enter.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from experiments.common import spread
from experiments.common.outcomes import BY_NAME
from experiments.common.worlds import Worlds
from experiments.policy.best_policy import ROUNDING, best_shares
from experiments.policy.effects import (
    MEASURES,
    SHOWN,
    Json,
    apart,
    apart_by_world,
    described,
    sign_of,
    worlds_between,
)
from experiments.policy.ranking_runs import Ranked
from experiments.runs.regions import column_of, regions_json
from sim.nation.records import Nation

OUTCOMES = tuple(name for name in SHOWN if name in BY_NAME)
"""Outcomes of a ranking that are kept by region; the others are made of accounts of the nation."""

Cubes = Mapping[str, NDArray[np.float64]]
"""By outcome, of a region or of all: shape (policies, draws, luck) and, of all, regions."""


def by_region(ranked: Ranked, chosen: str) -> list[Json]:
    """Return what policies do in every region of a nation; of a city nothing.

    Parameters
    ----------
    chosen : str
        The policy of the nation.

    Returns
    -------
    list of dict
        `code`, `name`, `cities`, `kubes`: the region. `policies`: of each its `outcomes` and
        effects `against_none`. `chosen`: the policy of the highest expected outcome there, None
        where some run has no case of it. `ahead`: by how much its mean is better than that of the
        nation's policy, in the unit of the outcome, and `lead` that effect over worlds; None where
        it is the same one. `probability_of_best`: by policy.
    """
    nation = ranked.sweep.scenario
    if not (isinstance(nation, Nation) and ranked.sweep.has_regions):
        return []
    worlds = [worlds_between(ranked, policy, ranked.none) for policy in range(len(ranked.names))]
    cubes = _cubes(ranked)
    found = []
    for place, region in enumerate(regions_json(nation)):
        own = {name: values[..., place] for name, values in cubes.items()}
        choice, told = _choice(ranked, own, chosen), _policies(ranked, own, worlds)
        found.append({**region, **choice, "policies": told})
    return found


def _cubes(ranked: Ranked) -> Cubes:
    """Read the outcomes of all regions."""
    names = dict.fromkeys((*OUTCOMES, ranked.set.decide_by))
    shape = (len(ranked.names), ranked.set.luck, ranked.set.draws, -1)
    rows = ranked.sweep.rows([column_of(name) for name in names])
    return {name: np.moveaxis(rows[column_of(name)].reshape(shape), 1, 2) for name in names}


def _policies(ranked: Ranked, cubes: Cubes, worlds: list[Worlds]) -> list[Json]:
    """Return the outcomes of every policy in a region, and its effects against the plan."""
    return [
        {
            "policy": name,
            "outcomes": {key: described(cubes[key][number]) for key in OUTCOMES},
            "against_none": {
                key: spread.effect(
                    MEASURES[key], apart(cubes[key], number, ranked.none), worlds[number]
                ).json()
                for key in OUTCOMES
            },
        }
        for number, name in enumerate(ranked.names)
    ]


def _choice(ranked: Ranked, cubes: Cubes, chosen: str) -> Json:
    """Return which policy would be chosen in a region, and how far it is ahead."""
    name = ranked.set.decide_by
    cube = cubes[name]
    if np.isnan(cube).any():
        return {"chosen": None, "ahead": None, "lead": None, "probability_of_best": None}
    means = sign_of(name) * cube.mean(axis=(1, 2))
    usual = ranked.place(chosen)
    best = int(means.argmax())
    if means[usual] >= means[best] - ROUNDING * np.abs(means).max():
        best = usual
    shares = best_shares(sign_of(name) * apart_by_world(ranked, cube))
    return {
        "chosen": ranked.names[best],
        "ahead": float(means[best] - means[usual]),
        "lead": None if best == usual else _lead(ranked, cube, best, usual),
        "probability_of_best": dict(zip(ranked.names, shares.tolist(), strict=True)),
    }


def _lead(ranked: Ranked, cube: NDArray[np.float64], best: int, usual: int) -> Json:
    worlds = worlds_between(ranked, best, usual)
    return spread.effect(MEASURES[ranked.set.decide_by], apart(cube, best, usual), worlds).json()
