"""Many replications of one scenario, each reduced at once to arrays."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.engines import OneRun, runs_of
from experiments.common.uncertainty import FIRST_VALUES, Drawn, Uncertainty
from sim.inputs.said import both
from sim.inputs.strict import InputError
from sim.months import HouseholdsMonth
from sim.policy import Policy
from sim.scenario import KubeRow, Scenario

MONEY: dict[str, Callable[[Any], Any]] = {
    "cash": lambda k: k.kas_idr,
    "liquid": lambda k: k.kas_idr + k.bank_idr + k.loans_out_idr + k.lkm_idr,
    "received": lambda k: k.kas_idr + k.bank_idr + k.loans_out_idr + k.lkm_idr + k.equipment_idr,
    "saved": lambda k: k.saved_idr,
    "bank": lambda k: k.bank_idr,
    "iks": lambda k: k.iks_idr,
    "lent": lambda k: k.loans_out_idr + k.lkm_idr,
    "profit": lambda k: k.profit_idr,
    "aside": lambda k: k.aside_idr,
}
"""Series of money kept of every Kube, from the fields of KubeMonth."""

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
    members, present : NDArray of int32, shape (runs, kubes, months)
        All, and those who were there in the month.
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
    drawn : Drawn
        Where the parameters of each replication come from.
    """

    scenario: Scenario
    policy: Policy
    engine: str
    runs: int
    seed: int
    stage: NDArray[np.int8]
    members: NDArray[np.int32]
    present: NDArray[np.int32]
    money: dict[str, NDArray[np.int64]]
    proposed_share: NDArray[np.float32]
    households: NDArray[np.int64]
    prices: NDArray[np.float64]
    ledger_difference_idr: int
    digest: str
    drawn: Drawn

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
    scenario: Scenario,
    policy: Policy,
    runs: int,
    seed: int,
    engine: str = "fast",
    progress: Progress | None = None,
    uncertainty: Uncertainty = FIRST_VALUES,
) -> RunSet:
    """Run a scenario under a policy `runs` times.

    Parameters
    ----------
    scenario, policy : Scenario, Policy
    runs : int
        Replications, at least 1.
    seed : int
        0 to 2**32 - 1. Every policy has the same random numbers under it.
    engine : str
        `fast` or `mesa`; both give the same RunSet.
    progress : callable, optional
        Called with (runs done, runs) after each run.
    uncertainty : Uncertainty
        Draws of the parameters, one a replication (`experiments.common.uncertainty`);
        by default the first values.

    Raises
    ------
    InputError
        When more would have to be kept than `CELLS_MOST`.
    """
    check_size(scenario, runs)
    done = runs_of(engine, scenario, policy, runs, seed, uncertainty)
    return collect(done, scenario, policy, runs, seed, engine, uncertainty.drawn, progress)


def collect(
    done: Iterable[OneRun],
    scenario: Scenario,
    policy: Policy,
    runs: int,
    seed: int,
    engine: str,
    drawn: Drawn,
    progress: Progress | None = None,
) -> RunSet:
    """Put runs that were made, in the order of their replications, into a RunSet."""
    months = scenario.months
    shape = (runs, len(scenario.kubes), months)
    stage = np.full(shape, NOT_FOUNDED, np.int8)
    members, present = np.zeros(shape, np.int32), np.zeros(shape, np.int32)
    money = {name: np.zeros(shape, np.int64) for name in MONEY}
    proposed = np.zeros(shape, np.float32)
    households = np.zeros((runs, months, len(HouseholdsMonth._fields)), np.int64)
    states = hashlib.sha256()
    difference = 0
    for run, one in enumerate(done):
        stage[run] = one.kubes.stage
        members[run], present[run] = one.kubes.members, one.kubes.present
        proposed[run] = one.kubes.proposed_share
        for name, series in MONEY.items():
            money[name][run] = series(one.kubes)
        for column, field in enumerate(HouseholdsMonth._fields):
            households[run, :, column] = one.households[field]
        states.update(one.state)
        difference += one.ledger_difference_idr
        if progress is not None:
            progress(run + 1, runs)
    return RunSet(
        scenario=scenario.under(policy),
        policy=policy,
        engine=engine,
        runs=runs,
        seed=seed,
        stage=stage,
        members=members,
        present=present,
        money=money,
        proposed_share=proposed,
        households=households,
        prices=np.array(scenario.prices.index(scenario.start, months)),
        ledger_difference_idr=difference,
        digest=states.hexdigest(),
        drawn=drawn,
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
        fault = both(
            f"--runs {runs}: at most {most} runs of {scenario.name} can be kept",
            f"--runs {runs}: paling banyak {most} simulasi {scenario.name} dapat disimpan",
        )
        raise InputError([fault])
