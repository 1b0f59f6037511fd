"""The cities that the validation card simulates: a cohort that fails, the ten while they live.

A draw's city of the ten is simulated again and again; each Kube is read in the first replication
in which it lives in its month, as the calibration does. What is undated is seen in a month of the
survey, over which the draws are spread evenly.
"""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.uncertainty import Uncertainty, draws_named
from experiments.evidence.accounts import accounts_of
from experiments.evidence.calibration.inputs import Inputs
from experiments.evidence.calibration.simulate import (
    FIELDS,
    NEVER,
    first_lives,
    jobs_of,
    months_seen,
    until_seen,
)
from sim.ensemble.ensemble import Ensemble
from sim.scenario import Scenario

DRAWS = 1_024
"""Of the parameters, for a whole card; any first part of the stored ones is a sample."""
CITIES = 8
"""Cities of every draw; their mean stands for the share that the draw expects."""
PARTS = (0.025, 0.975)
READ = ("stage", "cash_idr", "bank_idr", "lent_idr", "equipment_idr", "saved_idr")
"""What is read of a Kube in its month, of `FIELDS` of the calibration's pseudo-data."""


@dataclass(frozen=True)
class Setup:
    """Where the parameters of the card's cities come from.

    Attributes
    ----------
    parameters : str
        As `--parameters` names them.
    values : mapping
        Put into every city, over what is drawn (`group.name` to number).
    """

    parameters: str
    seed: int
    draws: int
    values: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def drawn(self) -> Uncertainty:
        """The stored draws."""
        return draws_named(self.parameters)

    @property
    def accounts(self) -> dict[str, NDArray[np.bool_]]:
        """Which of the draws belong to each account of failure."""
        rows = self.drawn.rows(range(self.draws))
        return {name: mask[rows] for name, mask in accounts_of(self.drawn.draws).items()}

    def city(self, scenario: Scenario) -> Ensemble:
        """Return a scenario with the parameters of every draw, ready to run."""
        parameters = {**scenario.parameters, **self.values}
        own = scenario.model_copy(update={"parameters": parameters})
        return Ensemble(own, parameters=self.drawn.sets(own, range(self.draws)))


@dataclass(frozen=True)
class Failing:
    """How many had failed when they were seen.

    Attributes
    ----------
    failed, kubes : int
        As observed; the smallest numbers that give the published share.
    share : float
        As published.
    simulated : NDArray of int, shape (draws, cities)
    """

    place: str
    share: float
    failed: int
    kubes: int
    simulated: NDArray[np.int64]

    def json(self, accounts: Mapping[str, Any]) -> dict[str, Any]:
        """Return shares: observed, simulated in a city of this size, and expected.

        `low` and `high` hold 95 % of the cities of this size, luck and parameters together;
        `expected` is the share without a city's luck.
        """
        shares = self.simulated / self.kubes
        exact = importlib.import_module("scipy.stats").binomtest(self.failed, self.kubes)
        own = exact.proportion_ci(0.95)
        return {
            "place": self.place,
            "observed": self.share,
            "failed": self.failed,
            "kubes": self.kubes,
            "observed_low": float(own.low),
            "observed_high": float(own.high),
            "mean": float(shares.mean()),
            **_interval(shares.ravel()),
            "expected": _interval(shares.mean(axis=1)),
            "by_account": {
                account: float(shares[rows].mean())
                for account, rows in accounts.items()
                if rows.any()
            },
        }


def _interval(shares: Any) -> dict[str, float]:
    low, high = np.quantile(shares, PARTS).tolist()
    return {"low": low, "high": high}


def failing(
    scenario: Scenario,
    outcome: dict[str, Any],
    setup: Setup,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Failing:
    """Simulate a cohort until it is seen, under every draw.

    Parameters
    ----------
    outcome : dict
        As `sim/observed/outcomes.toml` has it.
    progress : callable, optional
        Called with the cities done and those asked for.
    """
    if len(scenario.kubes) != outcome["smallest_total"]:
        raise ValueError(f"{scenario.name}: not of the size of {outcome['id']}")
    city = setup.city(until_seen(scenario))
    draws = np.arange(setup.draws)
    jobs = jobs_of(setup.seed, draws, CITIES, draws, range(CITIES))
    failed = city.run(jobs, progress=progress).seen_gagal
    return Failing(
        outcome["place"],
        outcome["share"],
        outcome["smallest_count"],
        outcome["smallest_total"],
        np.asarray(failed, np.int64).reshape(setup.draws, CITIES),
    )


class Survivors(NamedTuple):
    """The Kubes in their months, by id.

    Attributes
    ----------
    lived : NDArray of bool, shape (draws, Kubes)
        Whether one of the replications had it alive; the rest has no meaning where not.
    read : dict of NDArray, shape (draws, Kubes)
        Each of `READ`.
    """

    lived: NDArray[np.bool_]
    read: dict[str, NDArray[np.int64]]


def survivors(
    inputs: Inputs, setup: Setup, progress: Callable[[int], None] = lambda _: None
) -> Survivors:
    """Simulate the ten until each has lived once, or there are no more replications.

    Parameters
    ----------
    progress : callable, optional
        Called with the draws that are done.
    """
    bank = inputs.settings.bank
    draws = np.arange(setup.draws)
    months = months_seen(inputs, np.array(inputs.survey)[draws % len(inputs.survey)])
    jobs = partial(jobs_of, setup.seed, draws, bank.replications_most)
    kept = first_lives(setup.city(inputs.ten), bank, months, jobs, done=progress)
    progress(setup.draws)
    read = {name: kept[:, :, FIELDS.index(name)].astype(np.int64) for name in READ}
    return Survivors(kept[:, :, 0] != NEVER, read)
