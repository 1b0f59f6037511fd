"""Both engines side by side: the same bits in every month and at the end."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from experiments.common.engines import free, one_run
from sim.ensemble.ensemble import Ensemble
from sim.model import KubeModel
from sim.policy import NONE, Policy
from sim.scenario import Scenario


def differences(
    scenario: Scenario,
    policies: Sequence[Policy] = (NONE,),
    replications: int = 1,
    seed: int = 1,
    parameters: dict[str, float] | None = None,
    pasts: Sequence[int] = (),
) -> list[str]:
    """Run both engines under all policies at once; say where they differ.

    The Mesa model gets the parameter values in its scenario, the ensemble as a parameter set.
    """
    values = parameters or {}
    city = Ensemble(scenario, policies, {name: [value] for name, value in values.items()})
    mesa_scenario = scenario.model_copy(update={"parameters": {**scenario.parameters, **values}})
    jobs = city.jobs(replications, seed)
    unlike = []
    own = np.array([pasts] * len(jobs), np.int64) if pasts else None
    months = range(scenario.months)
    for chunk in city.chunks(jobs, months=months, states=True, pasts=own, threads=1):
        for number, state in enumerate(chunk.states):
            job = jobs[chunk.first + number]
            policy = policies[int(job.policy)]
            model = KubeModel(
                mesa_scenario, policy, seed=seed, replication=int(job.replication), pasts=pasts
            )
            model.run()
            run = one_run(model)
            free(model)
            what = f"{scenario.name}, {policy.name}, replication {job.replication}"
            unlike += [f"{what}: {name}" for name in _series(run.kubes, chunk.kubes[number].T)]
            unlike += [
                f"{what}: {name}" for name in _series(run.households, chunk.households[number])
            ]
            if run.state != state:
                unlike.append(f"{what}: final state")
    return unlike


def _series(mesa: Any, fast: Any) -> list[str]:
    """Return the fields in which two recorded series differ in any bit."""
    founded = fast.stage >= 0 if "stage" in fast.dtype.names else np.ones(fast.shape, bool)
    return [
        name
        for name in fast.dtype.names
        if mesa[name][founded].tobytes() != fast[name][founded].tobytes()
    ]
