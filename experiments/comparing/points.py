"""Two design points of a sweep as the sides of a comparison."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from experiments.common.uncertainty import Uncertainty
from experiments.comparing.sides import Side, Sides
from sim.inputs.strict import InputError

if TYPE_CHECKING:
    from experiments.sweeps.plan import Point
    from experiments.sweeps.store import Sweep
    from sim.policy import Policy


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
    return Sides(sweep.scenario, a, b, _longest_supported(sweep), draws)


def _side(sweep: "Sweep", point: "Point") -> Side:
    values = (
        f"{name} {'as it is' if value is None else value}" for name, value in point.values.items()
    )
    policy, parameters = sweep.policy_of(point), sweep.parameters_of(point)
    return Side(f"point {point.number}", policy, parameters, ", ".join(values))


def _longest_supported(sweep: "Sweep") -> tuple["Policy", ...]:
    """Return the policy whose support ends last: a sweep scores all points after that."""
    factors = {"policy", "support_months"} & set(sweep.factors)
    if not factors:
        return ()

    def months(policy: "Policy") -> float:
        return sweep.scenario.under(policy).programme.support_months or math.inf

    different = {tuple(point.values[name] for name in factors): point for point in sweep.points}
    return (max(map(sweep.policy_of, different.values()), key=months),)
