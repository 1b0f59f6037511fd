"""Failing shares: as observed, and of cities of the same size under every draw."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.evidence.calibration.simulate import until_seen
from experiments.evidence.card.setup import Setup
from sim.scenario import Scenario

CITIES = 8
"""Cities of every draw; their mean stands for the share that the draw expects."""
PARTS = (0.025, 0.975)


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

    def json(self) -> dict[str, Any]:
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
    jobs = setup.jobs(np.arange(setup.draws), range(CITIES), CITIES)
    failed = city.run(jobs, progress=progress).seen_gagal
    return Failing(
        outcome["place"],
        outcome["share"],
        outcome["smallest_count"],
        outcome["smallest_total"],
        np.asarray(failed, np.int64).reshape(setup.draws, CITIES),
    )
