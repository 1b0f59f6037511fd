"""Many runs of the same Kubes in the compiled engine: what policies do, and what luck does."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from experiments.classroom.story.catalogue import CLASS
from experiments.common.uncertainty import uncertainty
from sim.course import LeverOverrides
from sim.decisions import Decision
from sim.ensemble.ensemble import Ensemble
from sim.policy import Policy
from sim.rules.stages import BERKEMBANG
from sim.scenario import load_scenario

RUNS = 500
AFTER_MONTHS = 36
"""A year after support ended."""
INCOME = "founding.income_mean"


class ClassRuns(NamedTuple):
    """The Kubes of a class under one policy in many runs, after so many months.

    Attributes
    ----------
    alive, grown : NDArray of bool, shape (runs, Kubes)
        Whether each Kube lives; whether it is berkembang or mandiri.
    loans, defaults : int
        Loans made, and those owed two months after they were due.
    received_idr, income_idr, unmet_idr : float
        Of a household a month, in Rp of the base month: from the Kube, in all, need unmet.
    realised_share : float
        Set aside of all profit.
    group_idr : int
        Kas, bank and loans out of a Kube that lives, half of them having more; nominal Rp.
    """

    alive: Any
    grown: Any
    loans: int
    defaults: int
    received_idr: float
    income_idr: float
    unmet_idr: float
    realised_share: float
    group_idr: int

    @property
    def lives(self) -> float:
        """The share of Kubes that live."""
        return float(self.alive.mean())


def under(name: str, decisions: Sequence[Decision] = (), **levers: Any) -> Policy:
    """Return a policy of these levers and decisions."""
    return Policy(
        name=name,
        title=name,
        judul=name,
        levers=LeverOverrides(**levers),
        decisions=tuple(decisions),
    )


@lru_cache(maxsize=64)
def class_runs(
    policies: tuple[Policy, ...], seed: int, runs: int = RUNS, income_mean: float | None = None
) -> tuple[ClassRuns, ...]:
    """Return what becomes of the Kubes of a class under each policy, on the same luck run by run.

    Parameters
    ----------
    income_mean : float, optional
        Income from outside the Kube, of the poverty line; else as in every story of the class.
    """
    scenario = uncertainty("class").scenario(load_scenario(CLASS), 0)
    of_income = {} if income_mean is None else {INCOME: income_mean}
    parameters = {**scenario.parameters, **of_income}
    scenario = scenario.model_copy(update={"parameters": parameters, "months": AFTER_MONTHS})
    city = Ensemble(scenario, policies)
    chunks = list(city.chunks(city.jobs(runs, seed=seed), months=[AFTER_MONTHS - 1]))
    tallies = np.concatenate([chunk.tallies for chunk in chunks]).reshape(len(policies), runs)
    kubes = np.concatenate([chunk.kubes[:, 0] for chunk in chunks]).reshape(len(policies), runs, -1)
    return tuple(map(_added_up, tallies, kubes))


def _added_up(tallies: Any, kubes: Any) -> ClassRuns:
    months = tallies["household_months"].sum()
    profit = tallies["profit_idr"].sum()
    group = kubes["kas_idr"] + kubes["bank_idr"] + kubes["loans_out_idr"]
    return ClassRuns(
        kubes["stage"] > 0,
        kubes["stage"] >= BERKEMBANG,
        int(kubes["loans"].sum()),
        int(kubes["defaults"].sum()),
        float(tallies["kube_income_real_idr"].sum() / months),
        float(tallies["income_real_idr"].sum() / months),
        float(tallies["unmet_real_idr"].sum() / months),
        float(tallies["aside_idr"].sum() / profit),
        int(np.median(group[kubes["stage"] > 0])),
    )
