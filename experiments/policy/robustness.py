"""Where another policy is preferred: over the draws of each account of a mechanism."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.draws import STRUCTURES
from experiments.policy.effects import Json
from experiments.policy.ranking_runs import Ranked
from sim.structures import FACTORS

LEAST_DRAWS = 10
"""Fewer draws of a level say nothing."""


class Some(NamedTuple):
    """Some of the draws: those of one level of a structure.

    Attributes
    ----------
    rows : NDArray of bool, shape (draws,)
    """

    by: str
    name: str
    level: str
    rows: NDArray[np.bool_]


def preferred(ranked: Ranked, runs: NDArray[np.float64], chosen: int) -> list[Json]:
    """Return the policy of the highest expected outcome over some of the draws.

    Parameters
    ----------
    runs : NDArray of float, shape (draws, policies, luck)
        Of the outcome by which the set decides, higher is better.
    chosen : int
        The policy that is preferred over all draws.

    Returns
    -------
    list of dict
        `by`, `name`, `level`: which draws, by a structure and its level. `draws`: how many.
        `best`: the policy that is preferred there. `loses`: what the chosen one is expected to
        have less than it, in the unit of the outcome.
    """
    told = []
    for some in _parts(ranked):
        means = runs[some.rows].mean(axis=(0, 2))
        best = int(means.argmax())
        told.append(
            {
                "by": some.by,
                "name": some.name,
                "level": some.level,
                "draws": int(some.rows.sum()),
                "best": ranked.names[best],
                "loses": float(means[best] - means[chosen]),
            }
        )
    return told


def _parts(ranked: Ranked) -> Iterator[Some]:
    """Yield the draws of every level of every structure that was drawn in two levels or more."""
    drawn = ranked.sweep.uncertainty.draws
    for factor in FACTORS:
        number = drawn[STRUCTURES[factor.name]]
        levels = [
            Some("structure", factor.name, level.name, number == place)
            for place, level in enumerate(factor.levels)
        ]
        enough = [some for some in levels if some.rows.sum() >= LEAST_DRAWS]
        if len(enough) > 1:
            yield from enough
