"""How much of a facilitator's time a Kube takes under each policy."""

import numpy as np
from numpy.typing import NDArray

from experiments.common.settings import city
from experiments.common.uncertainty import uncertainty_of
from experiments.policy.ranking_runs import Ranked
from sim.parameters import SupportParameters
from sim.rules.support import load_kubes, visits_rate
from sim.scenario import Scenario

CAPACITY = "support.capacity_visits"


def facilitators_per_kube(ranked: Ranked) -> NDArray[np.float64]:
    """Return facilitators a supported Kube takes, shape (policies, draws).

    It is the time behind the simulated effect: visits a month that are made to a Kube (planned, or
    what the caseload leaves time for), over the visits a month that one facilitator can make. All
    Kubes count as under support at once and none as failed, so that it is never too little. Where
    a policy limits the caseload, the helpers count that it hires. A group's own access and its
    facilitator's diligence take visits away and free no time.
    """
    sweep = ranked.sweep
    draws = np.arange(ranked.set.draws)
    drawn = uncertainty_of(sweep.drawn).sets(sweep.scenario, draws)
    p = sweep.scenario.values().support
    capacity = np.broadcast_to(drawn.get(CAPACITY, np.float64(p.capacity_visits)), draws.shape)
    place = city(sweep.scenario, "policy allocate")
    of_policies = [place.under(sweep.policy_of(point)) for point in sweep.points]
    return np.array(
        [
            [_time(scenario, p._replace(capacity_visits=float(visits))) for visits in capacity]
            for scenario in of_policies
        ]
    )


def _time(scenario: Scenario, p: SupportParameters) -> float:
    """Return the facilitators that one Kube takes."""
    place, levers = scenario.city, scenario.programme
    if not place.facilitators:
        return 0.0
    own = -(-len(scenario.kubes) // place.facilitators)
    most = levers.caseload_most
    load = load_kubes(own, place.background_kubes, place.facilitators, place.coupled, most, p)
    return visits_rate(levers.visits_per_month, 1.0, load, 1.0, p) / p.capacity_visits
