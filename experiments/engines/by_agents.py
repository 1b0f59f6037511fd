"""The engine made of Mesa agents."""

from collections.abc import Iterator

import mesa
import numpy as np

from experiments.engines import OneRun
from experiments.uncertainty import Uncertainty
from sim.digest import state_bytes
from sim.ensemble.records import HOUSEHOLDS_MONTH, KUBE_MONTH, empty
from sim.ensemble.series import NOT_FOUNDED
from sim.model import KubeModel
from sim.policy import Policy
from sim.scenario import Scenario


def by_agents(
    scenario: Scenario, policy: Policy, runs: int, seed: int, uncertainty: Uncertainty
) -> Iterator[OneRun]:
    """Run the Mesa model, one replication after the other."""
    for replication in range(runs):
        drawn = uncertainty.scenario(scenario, replication)
        model = KubeModel(drawn, policy, seed=seed, replication=replication)
        model.run()
        yield one_run(model)
        free(model)


def one_run(model: KubeModel) -> OneRun:
    """Return what a finished model recorded."""
    city = model.city
    kubes = empty((len(city.kubes), city.scenario.months), KUBE_MONTH)
    kubes.stage = NOT_FOUNDED
    for row, kube in zip(kubes, city.kubes, strict=True):
        if kube.history:
            row[kube.founded :] = np.array(kube.history, KUBE_MONTH)
    households = np.array(city.history, HOUSEHOLDS_MONTH).view(np.recarray)
    return OneRun(kubes, households, state_bytes(city), model.ledger_difference_idr)


def free(model: KubeModel) -> None:
    """Let go of a model: Mesa before 3.4.2 keeps every model in a table of the class."""
    getattr(mesa.Agent, "_ids", {}).pop(model, None)
