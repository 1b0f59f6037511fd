"""The two sides that are compared: policies and parameter values over one scenario."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.engines import ensemble_of
from experiments.common.uncertainty import FIRST_VALUES, Uncertainty
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.nation import NationEnsemble
from sim.ensemble.records import JOB
from sim.inputs.strict import InputError
from sim.nation.load import Setting
from sim.policy import Policy

if TYPE_CHECKING:
    from experiments.sweeps.plan import Point
    from experiments.sweeps.stored_sweep import Sweep

A, B = 0, 1


@dataclass(frozen=True)
class Side:
    """One side: a name for it, a policy, what it sets over the draws, what it stands for."""

    name: str
    policy: Policy
    parameters: Mapping[str, float] = field(default_factory=dict)
    meaning: str = ""


@dataclass(frozen=True)
class Sides:
    """Two sides over one scenario or nation; a difference is always `b` less `a`.

    Attributes
    ----------
    others : tuple of Policy
        Not run; but outcomes that are scored after the end of support wait for theirs too.
    uncertainty : Uncertainty
        Draws of the parameters: a pair has one, for both of its sides.
    """

    scenario: Setting
    a: Side
    b: Side
    others: tuple[Policy, ...] = ()
    uncertainty: Uncertainty = FIRST_VALUES

    def ensemble(self) -> tuple[Ensemble | NationEnsemble, NDArray[np.int64]]:
        """Return both sides ready to run, and their parameter sets.

        Returns
        -------
        Ensemble or NationEnsemble
            Policy 0 is that of `a`, 1 that of `b`.
        NDArray of int, shape (draws, 2)
            The parameter set of each side by draw.
        """
        draws = np.arange(len(self.uncertainty))
        given = (self.a.parameters, self.b.parameters)
        which = np.tile((A, B), len(draws))
        sets = self.uncertainty.sets_of(self.scenario, np.repeat(draws, 2), given, which)
        policies = (self.a.policy, self.b.policy, *self.others)
        return ensemble_of(self.scenario, policies, sets.columns), sets.place.reshape(-1, 2)


def jobs_of(sets: NDArray[np.int64], pairs: int, seed: int, first: int) -> Any:
    """Return the jobs of so many pairs: `a` and `b` on the same luck, one after the other.

    Parameters
    ----------
    sets : NDArray of int, shape (draws, 2)
        The parameter set of each side by draw.

    Returns
    -------
    recarray of JOB, shape (2 x pairs,)
    """
    replications = first + np.arange(pairs)
    rows = np.recarray((pairs, 2), JOB)
    rows.policy = (A, B)
    rows.parameters = sets[replications % len(sets)]
    rows.replication = replications[:, np.newaxis]
    rows.seed = seed
    return rows.reshape(-1)


def sides_of_points(sweep: "Sweep", numbers: Sequence[int], draws: Uncertainty) -> Sides:
    """Return two points of a sweep as sides, on the sweep's scenario.

    Raises
    ------
    InputError
        When a point has no such number.
    """
    last = len(sweep.points) - 1
    faults = [
        f"--point {number}: {sweep.folder} has points 0 to {last}"
        for number in numbers
        if not 0 <= number <= last
    ]
    if faults:
        raise InputError(faults)
    a, b = (_side(sweep, sweep.points[number]) for number in numbers)
    return Sides(sweep.scenario, a, b, (sweep.scored,), draws)


def _side(sweep: "Sweep", point: "Point") -> Side:
    """Return a point as a side, which is named by its number."""
    factors = (
        f"{name} {'as it is' if value is None else value}" for name, value in point.values.items()
    )
    policy, parameters = sweep.policy_of(point), sweep.parameters_of(point)
    return Side(f"point {point.number}", policy, parameters, ", ".join(factors))
