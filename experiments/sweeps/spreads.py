"""The runs of a sweep world by world: replication r has draw r modulo the draws."""

import numpy as np
from numpy.typing import NDArray

from experiments.common.worlds import Worlds, moved_between, worlds_of
from experiments.runs.regions import column_of
from experiments.sweeps.plan import Point
from experiments.sweeps.stored_sweep import Sweep
from sim.inputs.strict import InputError
from sim.nation.records import Nation

Numbers = NDArray[np.float64]


def draws_of(sweep: Sweep) -> int:
    """Return how many draws the replications of a sweep have."""
    return min(sweep.replications, sweep.drawn.draws)


def by_draw(values: Numbers, draws: int) -> Numbers:
    """Return values of replications by draw; NaN where a draw has a run less than others.

    Parameters
    ----------
    values : NDArray of float, shape (..., replications)

    Returns
    -------
    NDArray of float, shape (..., draws, runs)
    """
    *before, replications = values.shape
    runs = -(-replications // draws)
    padded = np.full((*before, runs * draws), np.nan)
    padded[..., :replications] = values
    return np.asarray(padded.reshape(*before, runs, draws).swapaxes(-1, -2))


def count_of_regions(sweep: Sweep) -> int:
    """Return how many regions have outcomes of their own in a sweep; of a city none."""
    place = sweep.scenario
    return len(place.regions) if isinstance(place, Nation) and sweep.has_regions else 0


def values_by_region(sweep: Sweep, outcome: str) -> Numbers:
    """Return an outcome of every region in all runs.

    Returns
    -------
    NDArray of float, shape (regions, points, replications)
        Without regions, as of a city, empty.
    """
    count, points = count_of_regions(sweep), len(sweep.points)
    if not count:
        return np.empty((0, points, sweep.replications))
    name = column_of(outcome)
    runs = sweep.rows([name])[name]
    return np.ascontiguousarray(runs.T).reshape(count, points, sweep.replications)


def worlds_between(sweep: Sweep, a: Point, b: Point) -> Worlds:
    """Return the draws of a sweep as worlds of two points; draws that are gone all work."""
    given = [sweep.parameters_of(point) for point in (a, b)]
    moved = [
        *moved_between(sweep.scenario, sweep.policy_of(a), sweep.policy_of(b)),
        *(name for name in {**given[0], **given[1]} if given[0].get(name) != given[1].get(name)),
    ]
    try:
        return worlds_of(moved, sweep.uncertainty, draws_of(sweep), given)
    except InputError:
        return Worlds(np.ones(draws_of(sweep), np.bool_))
