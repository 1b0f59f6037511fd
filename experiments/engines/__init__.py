"""The two engines, run by run: the same months, the same final states, bit for bit."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from experiments.uncertainty import Uncertainty
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

    Each has the parameters of its draw.

    Parameters
    ----------
    engine : str
        One of `ENGINES`. Only the engine that is asked for is imported.
    """
    if engine == "mesa":
        from experiments.engines.by_agents import by_agents

        return by_agents(scenario, policy, runs, seed, uncertainty)
    from experiments.engines.by_ensemble import by_ensemble

    return by_ensemble(scenario, policy, runs, seed, uncertainty)
