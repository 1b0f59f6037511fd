"""The compiled engine."""

from collections.abc import Iterator

import numpy as np

from experiments.common.engines import OneRun
from experiments.common.uncertainty import Uncertainty
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.records import JOB
from sim.policy import Policy
from sim.scenario import Scenario


def by_ensemble(
    scenario: Scenario, policy: Policy, runs: int, seed: int, uncertainty: Uncertainty
) -> Iterator[OneRun]:
    """Run chunks of replications on all cores; no figure depends on their number."""
    replications = np.arange(runs)
    sets = uncertainty.sets_of(scenario, replications)
    city = Ensemble(scenario, [policy], sets.columns)
    jobs = np.recarray(runs, JOB)
    jobs.policy, jobs.parameters, jobs.replication, jobs.seed = 0, sets.place, replications, seed
    for chunk in city.chunks(jobs, months=range(scenario.months), states=True):
        for run, state in enumerate(chunk.states):
            yield OneRun(chunk.kubes[run].T, chunk.households[run], state, 0)
