"""The two sides that are compared: policies and parameter values over one scenario."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.ensemble.ensemble import Ensemble
from sim.ensemble.records import JOB
from sim.policy import Policy
from sim.scenario import Scenario

A, B = 0, 1


@dataclass(frozen=True)
class Side:
    """One side: a name for it, a policy, values of parameters by full name, what it stands for."""

    name: str
    policy: Policy
    parameters: Mapping[str, float] = field(default_factory=dict)
    meaning: str = ""


@dataclass(frozen=True)
class Sides:
    """Two sides over one scenario; a difference is always `b` less `a`.

    Attributes
    ----------
    others : tuple of Policy
        Not run; but outcomes that are scored after the end of support wait for theirs too.
    """

    scenario: Scenario
    a: Side
    b: Side
    others: tuple[Policy, ...] = ()

    def ensemble(self) -> Ensemble:
        """Return both sides ready to run: policy 0 and parameter set 0 are those of `a`."""
        own = self.scenario.values()
        names = sorted({*self.a.parameters, *self.b.parameters})
        values = {
            name: [side.parameters.get(name, _value(own, name)) for side in (self.a, self.b)]
            for name in names
        }
        policies = (self.a.policy, self.b.policy, *self.others)
        return Ensemble(self.scenario, policies, values)

    def jobs(self, pairs: int, seed: int, first: int) -> Any:
        """Return the jobs of so many pairs: `a` and `b` on the same luck, one after the other.

        Returns
        -------
        recarray of JOB, shape (2 x pairs,)
        """
        rows = np.recarray((pairs, 2), JOB)
        rows.policy = (A, B)
        rows.parameters = (A, B) if self.a.parameters or self.b.parameters else 0
        rows.replication = first + np.arange(pairs)[:, np.newaxis]
        rows.seed = seed
        return rows.reshape(-1)


def _value(parameters: Any, full_name: str) -> float:
    group, name = full_name.split(".")
    return float(getattr(getattr(parameters, group), name))
