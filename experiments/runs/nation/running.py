"""Many replications of a nation, each added up by region."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.common.uncertainty import Drawn, Uncertainty
from sim.calendar import month_number, month_text
from sim.ensemble.nation import NationEnsemble
from sim.ensemble.records import JOB
from sim.ensemble.totals import Totals
from sim.nation.records import Nation
from sim.policy import Policy

YEAR = 12

Progress = Callable[[int, int], None]
"""Called with the runs of single cities done, and all of them."""


@dataclass(frozen=True)
class NationRuns:
    """Replications 0 … runs-1 of a nation under a policy.

    Attributes
    ----------
    nation : Nation
        With the policy's levers put in.
    months : list of int
        The last of every year and of all: Kubes by stage are counted then.
    totals : Totals
        One job a run.
    digest : str
        SHA-256 over the digests of all runs, in order.
    """

    nation: Nation
    policy: Policy
    runs: int
    seed: int
    months: list[int]
    totals: Totals
    digest: str
    drawn: Drawn

    @property
    def month_texts(self) -> list[str]:
        """The months as text."""
        start = month_number(self.nation.start)
        return [month_text(start + month) for month in self.months]


def run_nation(
    nation: Nation,
    policy: Policy,
    runs: int,
    seed: int,
    uncertainty: Uncertainty,
    progress: Progress | None = None,
) -> NationRuns:
    """Run a nation under a policy `runs` times; every replication has its draw of the parameters.

    Only sums by region are kept, so that memory grows with neither cities nor Kubes.
    """
    sets = uncertainty.sets_of(nation, np.arange(runs))
    ensemble = NationEnsemble(nation, [policy], sets.columns)
    jobs: Any = np.recarray(runs, JOB)
    jobs.policy, jobs.parameters, jobs.seed = 0, sets.place, seed
    jobs.replication = np.arange(runs)
    months = year_ends(nation)
    totals = ensemble.totals(jobs, months=months, states=True, progress=progress)
    digest = hashlib.sha256(b"".join(totals.digests)).hexdigest()
    under = nation.under(policy)
    return NationRuns(under, policy, runs, seed, months, totals, digest, uncertainty.drawn)


def year_ends(nation: Nation) -> list[int]:
    """Return the last month of every calendar year, and the last of all."""
    first = month_number(nation.start)
    ends = [month for month in range(nation.months) if (first + month) % YEAR == YEAR - 1]
    last = nation.months - 1
    return ends if last in ends else [*ends, last]
