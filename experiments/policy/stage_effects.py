"""How an effect on stages comes about: what a policy earns, and what visits write into books.

Stages are made of books, organisation and access, which visits and training raise by rule. So
every Kube is classified again on the same luck: the *earnings part* of an effect is what is left
of it with the policy's money and the plan's books, organisation, market and access; the
*stage-input part* the reverse; the remainder is what both do only together.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.city_or_nation import kubes_in
from experiments.common.engines import ensemble_of, pasts_of
from experiments.policy.sets import PolicySet
from experiments.sweeps.plan import Plan
from sim.ensemble.arguments import Given
from sim.ensemble.ensemble import Chunk, Ensemble
from sim.ensemble.machine_code import restage
from sim.ensemble.nation import NationEnsemble
from sim.ensemble.records import JOB
from sim.rules.stages import MANDIRI

DRAWS_MOST, LUCK_MOST = 200, 2
"""So many draws are classified again, the first: they lie in no order; and so many runs of each."""
MEASURES = ("mandiri_share", "sustained_mandiri_share")
PARTS = ("earnings", "stage_inputs", "interaction")
COUNTED = ("without", "earned", "written", "own")
"""Money and stage inputs: both of the plan; the policy's money; the policy's inputs; both its."""


def split_runs(policy_set: PolicySet) -> NDArray[np.int64]:
    """Return the replications of a set that are classified again, shape (draws, luck)."""
    draws = np.arange(min(DRAWS_MOST, policy_set.draws))
    luck = np.arange(min(LUCK_MOST, policy_set.luck))
    return np.asarray(draws[:, np.newaxis] + luck * policy_set.draws)


def split(
    plan: Plan,
    none: int,
    replications: NDArray[np.int64],
    progress: Callable[[int], None] = lambda _: None,
) -> dict[str, NDArray[np.float64]]:
    """Run policies again, month by month, and split their effects on stages.

    Parameters
    ----------
    plan : Plan
        Its points are policies.
    none : int
        The point that is the plan itself.
    replications : NDArray of int, shape (draws, luck)
    progress : callable
        Called with the runs done.

    Returns
    -------
    dict of NDArray, shape (policies, draws, luck, PARTS)
        By measure, the parts of effects against the plan, in shares of Kubes.
    """
    policies = [plan.policy_of(point) for point in plan.points]
    order = [none, *(number for number in range(len(policies)) if number != none)]
    flat = replications.reshape(-1)
    sets = plan.uncertainty.sets_of(plan.scenario, flat)
    city = ensemble_of(plan.scenario, [*policies, plan.scored], sets.columns)
    jobs = np.recarray((len(flat), len(policies)), JOB)
    jobs.policy, jobs.seed = order, plan.spec.seed
    jobs.replication = flat[:, np.newaxis]
    jobs.parameters = sets.place[:, np.newaxis]
    rows = jobs.reshape(-1)
    counted = (
        _of_nation(city, rows, none, len(policies), progress)
        if isinstance(city, NationEnsemble)
        else _of_city(city, rows, none, progress)
    )
    place = {int(replication): number for number, replication in enumerate(flat)}
    counts = np.zeros((len(policies), len(flat), len(COUNTED), len(MEASURES)), np.int64)
    for job, kubes in counted:
        counts[job.policy, place[int(job.replication)]] += kubes
    shaped = counts.reshape(len(policies), *replications.shape, *counts.shape[2:])
    shares = shaped / max(1, kubes_in(plan.scenario))
    return {name: _parts(shares[..., place]) for place, name in enumerate(MEASURES)}


Counted = tuple[Any, NDArray[np.int64]]
"""A job, and how many Kubes are mandiri and sustained mandiri, shape (COUNTED, MEASURES)."""


def _of_city(
    city: Ensemble, jobs: Any, none: int, progress: Callable[[int], None]
) -> Iterator[Counted]:
    """Yield the counts of every job; jobs follow the one of the plan with their replication."""
    base: Any = None
    months = range(city.scenario.months)
    for chunk in city.chunks(jobs, months=months, pasts=pasts_of(city, jobs)):
        for number, series in enumerate(chunk.kubes, chunk.first):
            base = series if jobs[number].policy == none else base
            yield jobs[number], _counts(city.given, jobs[number], base, series)
            progress(number + 1)


def _of_nation(
    nation: NationEnsemble, jobs: Any, none: int, together: int, progress: Callable[[int], None]
) -> Iterator[Counted]:
    """Yield the counts of every job in every city."""

    def counts(_city: int, given: Given, chunk: Chunk) -> list[NDArray[np.int64]]:
        rows, base = [], None
        for number, series in enumerate(chunk.kubes, chunk.first):
            base = series if jobs[number].policy == none else base
            rows.append(_counts(given, jobs[number], base, series))
        return rows

    for piece, made in nation.pieces(
        jobs,
        counts,
        months=range(nation.nation.months),
        together=together,
        progress=lambda done, of: progress(done * len(jobs) // of),
    ):
        yield from zip(jobs[piece.first : piece.last], made, strict=True)


def _counts(given: Given, job: Any, base: Any, under: Any) -> NDArray[np.int64]:
    """Count Kubes with money and inputs of two runs, in the order of `COUNTED`.

    Parameters
    ----------
    base, under : recarray of KUBE_MONTH, shape (months, Kubes)
    """
    ends = np.ascontiguousarray(given.kubes[job.policy].support_ends)
    p = given.parameters[job.parameters].stages
    counts = np.zeros((len(COUNTED), len(MEASURES)), np.int64)
    for row, (money, inputs) in zip(
        counts, ((base, base), (under, base), (base, under), (under, under)), strict=True
    ):
        at_end, sustained = np.zeros(len(ends), np.int64), np.zeros(len(ends), np.int64)
        restage(money, inputs, ends, given.prices, p, at_end, sustained)
        row[:] = (at_end == MANDIRI).sum(), sustained.sum()
    return counts


def _parts(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the parts of effects from shares in the order of `COUNTED`, along the last axis."""
    without, earned, written, own = np.moveaxis(shares, -1, 0)
    return np.stack(
        [earned - without, written - without, own - earned - written + without], axis=-1
    )
