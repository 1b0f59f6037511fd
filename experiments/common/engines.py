"""The two engines, run by run: the same months, the same final states, bit for bit.

Only the engine that is asked for is imported.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from experiments.common.uncertainty import Uncertainty
    from sim.ensemble.ensemble import Ensemble
    from sim.ensemble.nation import NationEnsemble
    from sim.model import KubeModel
    from sim.nation.load import Setting
    from sim.policy import Policy
    from sim.scenario import Scenario

ENGINES = ("fast", "mesa")
"""`fast` is the compiled one, on all cores; `mesa` is made of agents, on one."""


class OneRun(NamedTuple):
    """One replication.

    Attributes
    ----------
    kubes : recarray with the fields of KubeMonth, shape (kubes, months)
        Kubes by id; `stage` is -1 before founding, and then the rest is without meaning.
    households : recarray with the fields of HouseholdsMonth, shape (months,)
    state : bytes
        The final state (`sim.digest.state_bytes`).
    ledger_difference_idr : int
        Sum over all months: 0, or the engine would have stopped.
    """

    kubes: Any
    households: Any
    state: bytes
    ledger_difference_idr: int


def runs_of(
    engine: str,
    scenario: "Scenario",
    policy: "Policy",
    runs: int,
    seed: int,
    uncertainty: "Uncertainty",
) -> Iterator[OneRun]:
    """Yield replications 0 … runs-1 of a scenario under a policy, in order.

    Each has the parameters of its draw. No figure depends on the number of cores.

    Parameters
    ----------
    engine : str
        One of `ENGINES`.
    """
    if engine == "mesa":
        for replication in range(runs):
            drawn = uncertainty.scenario(scenario, replication)
            model = model_of_run(drawn, policy, seed, replication)
            model.run()
            yield one_run(model)
            free(model)
        return
    from sim.ensemble.ensemble import Ensemble
    from sim.ensemble.records import JOB

    replications = np.arange(runs)
    sets = uncertainty.sets_of(scenario, replications)
    city = Ensemble(scenario, [policy], sets.columns)
    jobs = np.recarray(runs, JOB)
    jobs.policy, jobs.parameters, jobs.replication, jobs.seed = 0, sets.place, replications, seed
    pasts = pasts_of(city, jobs)
    for chunk in city.chunks(jobs, months=range(scenario.months), states=True, pasts=pasts):
        for run, state in enumerate(chunk.states):
            yield OneRun(chunk.kubes[run].T, chunk.households[run], state, 0)


def model_of_run(
    scenario: "Scenario",
    policy: "Policy",
    seed: int,
    replication: int,
    *,
    keep_journal: bool = False,
) -> "KubeModel":
    """Return a run in the Mesa model, at its start: Kubes that were seen have pasts like it.

    Parameters
    ----------
    scenario : Scenario
        With the parameters of the run.
    """
    from sim.model import KubeModel

    pasts = None
    if scenario.today is not None:
        from sim.ensemble.ensemble import Ensemble

        city = Ensemble(scenario)
        pasts = pasts_of(city, city.jobs(1, seed, replication))
    return KubeModel(
        scenario,
        policy,
        seed=seed,
        replication=replication,
        keep_journal=keep_journal,
        pasts=() if pasts is None else pasts[0].tolist(),
    )


def pasts_of(city: "Ensemble", jobs: Any, threads: int | None = None) -> "NDArray[np.int64] | None":
    """Return the replications of the Kubes' pasts (`experiments.common.own_pasts`), if any."""
    if city.scenario.today is None:
        return None
    from experiments.common.own_pasts import own_pasts

    pasts = own_pasts(city, jobs, threads)
    return None if pasts is None else pasts.replications


def one_run(model: "KubeModel") -> OneRun:
    """Return what a finished model recorded."""
    from sim.digest import state_bytes
    from sim.ensemble.records import HOUSEHOLDS_MONTH, KUBE_MONTH, empty
    from sim.ensemble.series import NOT_FOUNDED

    city = model.city
    kubes = empty((len(city.kubes), city.scenario.months), KUBE_MONTH)
    kubes.stage = NOT_FOUNDED
    for row, kube in zip(kubes, city.kubes, strict=True):
        if kube.history:
            row[kube.founded :] = np.array(kube.history, KUBE_MONTH)
    households = np.array(city.history, HOUSEHOLDS_MONTH).view(np.recarray)
    return OneRun(kubes, households, state_bytes(city), model.ledger_difference_idr)


def free(model: "KubeModel") -> None:
    """Let go of a model: Mesa before 3.4.2 keeps every model in a table of the class."""
    import mesa

    getattr(mesa.Agent, "_ids", {}).pop(model, None)


def ensemble_of(
    setting: "Setting", policies: "Sequence[Policy]", parameters: Mapping[str, ArrayLike]
) -> "Ensemble | NationEnsemble":
    """Return a city or a nation ready to run; both are asked for `chunks` in the same way."""
    from sim.ensemble.ensemble import Ensemble
    from sim.ensemble.nation import NationEnsemble
    from sim.nation.records import Nation

    if isinstance(setting, Nation):
        return NationEnsemble(setting, policies, parameters)
    return Ensemble(setting, policies, parameters)
