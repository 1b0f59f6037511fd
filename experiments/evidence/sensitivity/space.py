"""What is uncertain in a scenario: its parameters with their priors, as a unit cube."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.draws import Columns, priors, rounded, value_at
from sim.scenario import Scenario

DIGITS = 6
"""Significant digits of a value."""
CONFIDENCE = 0.95
RESAMPLES = 1000
"""Of a bootstrap."""


class Figure(NamedTuple):
    """An estimate with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Space:
    """Parameters whose values are uncertain; a point has a cumulative probability for each."""

    names: tuple[str, ...]

    @classmethod
    def of(cls, scenario: Scenario) -> "Space":
        """Return the uncertain parameters; what the scenario sets itself holds."""
        return cls(tuple(name for name in priors() if name not in scenario.parameters))

    def __len__(self) -> int:
        """Return how many parameters there are."""
        return len(self.names)

    def values(self, unit: NDArray[np.float64]) -> Columns:
        """Return the values at points.

        Parameters
        ----------
        unit : NDArray, shape (points, parameters)
            Cumulative probabilities under the priors.
        """
        return {
            name: rounded(value_at(priors()[name], unit[:, place]), priors()[name], DIGITS)
            for place, name in enumerate(self.names)
        }

    def problem(self, groups: Sequence[str] | None = None) -> dict[str, object]:
        """Return the unit cube as SALib describes it; parameters of one group move together."""
        return {
            "num_vars": len(self),
            "names": list(self.names),
            "bounds": [[0.0, 1.0]] * len(self),
            "groups": list(groups or self.names),
        }
