"""How an effect on stages comes about: what a policy earns, and what visits write into books.

Stages are made of books, organisation and access, which visits and training raise by rule. So
every Kube is classified again on the same luck: the *earnings part* of an effect is what is left
of it with the policy's money and the plan's books, organisation, market and access; the
*stage-input part* the reverse; the remainder is what both do only together.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.sweeps.plan import Plan
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.records import JOB
from sim.ensemble.restage import restage
from sim.rules.stages import MANDIRI

LUCK_MOST = 2
"""Runs of every draw that are classified again."""
MEASURES = ("mandiri_share", "sustained_mandiri_share")
PARTS = ("earnings", "stage_inputs", "interaction")


class Split(NamedTuple):
    """Parts of effects against the plan, in shares of Kubes.

    Attributes
    ----------
    parts : dict of NDArray, shape (policies, replications, PARTS)
        By measure.
    """

    parts: dict[str, NDArray[np.float64]]


def split(
    plan: Plan, none: int, replications: int, progress: Callable[[int], None] = lambda _: None
) -> Split:
    """Run policies again, month by month, and split their effects on stages.

    Parameters
    ----------
    plan : Plan
        Its points are policies.
    none : int
        The point that is the plan itself.
    progress : callable
        Called with the runs done.
    """
    policies = [plan.policy_of(point) for point in plan.points]
    order = [none, *(number for number in range(len(policies)) if number != none)]
    sets = plan.uncertainty.sets_of(plan.scenario, np.arange(replications))
    city = Ensemble(plan.scenario, [*policies, plan.scored], sets.columns)
    jobs = np.recarray((replications, len(policies)), JOB)
    jobs.policy, jobs.seed = order, plan.spec.seed
    jobs.replication = np.arange(replications)[:, np.newaxis]
    jobs.parameters = sets.place[:, np.newaxis]
    found = {name: np.zeros((len(policies), replications, len(PARTS))) for name in MEASURES}
    base: Any = None
    for number, (job, series) in enumerate(_series(city, jobs.reshape(-1))):
        if job.policy == none:
            base = series
        else:
            for name, parts in _parts(city, job, base, series).items():
                found[name][job.policy, job.replication] = parts
        progress(number + 1)
    return Split(found)


def _series(city: Ensemble, jobs: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every job with the months of its Kubes, shape (months, Kubes)."""
    for chunk in city.chunks(jobs, months=range(city.scenario.months)):
        for number, series in enumerate(chunk.kubes):
            yield jobs[chunk.first + number], series


def _parts(city: Ensemble, job: Any, base: Any, under: Any) -> dict[str, list[float]]:
    """Return the three parts of one run's effect, by measure."""
    own = _shares(city, job, under, under)
    without = _shares(city, job, base, base)
    earned = _shares(city, job, under, base)
    written = _shares(city, job, base, under)
    return {
        name: [
            earned[name] - without[name],
            written[name] - without[name],
            own[name] - earned[name] - written[name] + without[name],
        ]
        for name in MEASURES
    }


def _shares(city: Ensemble, job: Any, money: Any, inputs: Any) -> dict[str, float]:
    """Return shares of Kubes when money and inputs come from two runs."""
    given = city.given
    kubes = money.shape[1]
    at_end, sustained = np.zeros(kubes, np.int64), np.zeros(kubes, np.int64)
    ends = np.ascontiguousarray(given.kubes[job.policy].support_ends)
    p = given.parameters[job.parameters].stages
    restage(money, inputs, ends, given.prices, p, at_end, sustained)
    return dict(
        zip(MEASURES, (float((at_end == MANDIRI).mean()), float(sustained.mean())), strict=True)
    )
