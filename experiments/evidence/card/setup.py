"""What the card simulates: draws, cities, values put in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from experiments.common.uncertainty import Kind, Uncertainty, uncertainty
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.records import JOB
from sim.scenario import Scenario

DRAWS = 1_024
"""Of the parameters, for a whole card; any first part of the stored ones is a sample."""


@dataclass(frozen=True)
class Setup:
    """Where the parameters of the card's cities come from.

    Attributes
    ----------
    values : mapping
        Put into every city, over what is drawn (`group.name` to number).
    """

    kind: Kind
    seed: int
    draws: int
    values: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def drawn(self) -> Uncertainty:
        """The stored draws."""
        return uncertainty(self.kind)

    def city(self, scenario: Scenario) -> Ensemble:
        """Return a scenario with the parameters of every draw, ready to run."""
        parameters = {**scenario.parameters, **self.values}
        own = scenario.model_copy(update={"parameters": parameters})
        return Ensemble(own, parameters=self.drawn.sets(own, range(self.draws)))

    def jobs(
        self, draws: NDArray[np.int64], own: range, stride: int
    ) -> np.recarray[tuple[int], np.dtype[np.void]]:
        """Return jobs, draw by draw, with some of the `stride` replications that each has."""
        jobs = np.recarray(len(draws) * len(own), JOB)
        jobs.policy, jobs.seed = 0, self.seed
        jobs.parameters = np.repeat(draws, len(own))
        jobs.replication = (draws[:, None] * stride + np.array(own)).ravel()
        return jobs
