"""Many replications of one scenario, one after the other, each reduced at once to arrays."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.agents import Kube
from sim.inputs.strict import InputError
from sim.model import KubeModel
from sim.months import HouseholdsMonth
from sim.policy import Policy
from sim.scenario import KubeRow, Scenario
from sim.state import state_bytes

READINGS = ("cash", "liquid", "received", "saved")
"""What a balance may be: cash in the box; cash, bank and loans out; all capital with the
equipment; saved from profit alone."""

MONEY = {
    "cash": "kas_idr",
    "liquid": "liquid_idr",
    "received": "received_idr",
    "saved": "saved_idr",
    "bank": "bank_idr",
    "iks": "iks_idr",
    "lent": "lent_idr",
    "profit": "profit_idr",
    "aside": "aside_idr",
}
"""Series of money kept of every Kube, and where a `KubeMonth` has them."""

NOT_FOUNDED = -1
CELLS_MOST = 50_000_000
"""Runs × Kubes × months that are kept; 88 bytes each."""

Progress = Callable[[int, int], None]
"""Called after each run with the runs done and the runs asked for."""


@dataclass(frozen=True)
class RunSet:
    """Replications 0 … runs-1 of a scenario under a policy.

    Attributes
    ----------
    scenario : Scenario
        With the policy's levers put in.
    stage : NDArray of int8, shape (runs, kubes, months)
        At the end of each month, `NOT_FOUNDED` before founding. Kubes by id.
    members : NDArray of int32, shape (runs, kubes, months)
    money : dict of NDArray of int64, shape (runs, kubes, months)
        The series named in `MONEY`, in nominal Rp.
    proposed_share : NDArray of float32, shape (runs, kubes, months)
        Share of the profit that the officers propose to set aside.
    households : NDArray of int64, shape (runs, months, fields of HouseholdsMonth)
    prices : NDArray of float, shape (months,)
        Price index, 1 in the base month.
    ledger_difference_idr : int
        Sum over all runs and months.
    digest : str
        SHA-256 over all final states in replication order.
    """

    scenario: Scenario
    policy: Policy
    engine: str
    runs: int
    seed: int
    stage: NDArray[np.int8]
    members: NDArray[np.int32]
    money: dict[str, NDArray[np.int64]]
    proposed_share: NDArray[np.float32]
    households: NDArray[np.int64]
    prices: NDArray[np.float64]
    ledger_difference_idr: int
    digest: str

    @property
    def kubes(self) -> list[KubeRow]:
        """The scenario's Kubes, in the order of the arrays."""
        return sorted(self.scenario.kubes, key=lambda row: row.id)

    @property
    def alive(self) -> NDArray[np.bool_]:
        """Where a Kube is founded and has not failed, shape (runs, kubes, months)."""
        return self.stage > 0

    def household_column(self, field: str) -> NDArray[np.int64]:
        """Return one field of `HouseholdsMonth`, shape (runs, months)."""
        return self.households[:, :, HouseholdsMonth._fields.index(field)]


def run_many(
    scenario: Scenario, policy: Policy, runs: int, seed: int, progress: Progress | None = None
) -> RunSet:
    """Run a scenario under a policy `runs` times on the Mesa engine.

    Parameters
    ----------
    scenario, policy : Scenario, Policy
    runs : int
        Replications, at least 1.
    seed : int
        0 to 2**32 - 1. The same seed brings the same luck to every policy.
    progress : callable, optional
        Called with (runs done, runs) after each run.

    Raises
    ------
    InputError
        When more would have to be kept than `CELLS_MOST`.
    """
    check_size(scenario, runs)
    months = scenario.months
    shape = (runs, len(scenario.kubes), months)
    stage = np.full(shape, NOT_FOUNDED, np.int8)
    members = np.zeros(shape, np.int32)
    money = {name: np.zeros(shape, np.int64) for name in MONEY}
    proposed = np.zeros(shape, np.float32)
    households = np.zeros((runs, months, len(HouseholdsMonth._fields)), np.int64)
    states = hashlib.sha256()
    difference = 0
    for run in range(runs):
        model = KubeModel(scenario, policy, seed=seed, replication=run)
        model.run()
        for row, kube in enumerate(model.city.kubes):
            first = kube.founded
            stage[run, row, first:] = _series(kube, "stage")
            members[run, row, first:] = _series(kube, "members")
            proposed[run, row, first:] = _series(kube, "proposed_share")
            for name, field in MONEY.items():
                money[name][run, row, first:] = _series(kube, field)
        households[run] = model.city.history
        states.update(state_bytes(model.city))
        difference += model.ledger_difference_idr
        free(model)
        if progress is not None:
            progress(run + 1, runs)
    return RunSet(
        scenario=scenario.under(policy),
        policy=policy,
        engine="mesa",
        runs=runs,
        seed=seed,
        stage=stage,
        members=members,
        money=money,
        proposed_share=proposed,
        households=households,
        prices=np.array(scenario.prices.index(scenario.start, months)),
        ledger_difference_idr=difference,
        digest=states.hexdigest(),
    )


def check_size(scenario: Scenario, runs: int) -> None:
    """Refuse more runs than can be kept in memory.

    Raises
    ------
    InputError
        When more would have to be kept than `CELLS_MOST`.
    """
    most = CELLS_MOST // (max(1, len(scenario.kubes)) * scenario.months)
    if runs > most:
        raise InputError([f"--runs {runs}: at most {most} runs of {scenario.name} can be kept"])


def _series(kube: Kube, field: str) -> list[Any]:
    """Return one field of a Kube's months, from founding to the horizon."""
    return [getattr(month, field) for month in kube.history]


def free(model: KubeModel) -> None:
    """Let go of a model: Mesa before 3.4.2 keeps every model in a table of the class."""
    getattr(mesa.Agent, "_ids", {}).pop(model, None)
