"""The compiled engine."""

from collections.abc import Iterator

from experiments.engines import OneRun
from sim.ensemble.ensemble import Ensemble
from sim.policy import Policy
from sim.scenario import Scenario


def by_ensemble(scenario: Scenario, policy: Policy, runs: int, seed: int) -> Iterator[OneRun]:
    """Run chunks of replications on all cores; no figure depends on their number."""
    city = Ensemble(scenario, [policy])
    jobs = city.jobs(runs, seed)
    for chunk in city.chunks(jobs, months=range(scenario.months), states=True):
        for run, state in enumerate(chunk.states):
            yield OneRun(chunk.kubes[run].T, chunk.households[run], state, 0)
