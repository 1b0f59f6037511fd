"""The best mix, exactly: a knapsack with a choice for each type, solved as integer programme."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from experiments.policy.allocate.options import TIME, Mix, Options
from experiments.policy.allocate.quiet import quiet

MILLION = 1e6
RUPIAH = 1.0
"""A change that is worth nothing has to save as much a Kube; a budget is kept to half of it."""
SLACK = 2e-6
"""Kubes, and facilitators, by which sums may be off: twice what the solver keeps to."""
OPTIMAL, INFEASIBLE = 0, 2


class Limits(NamedTuple):
    """What may be spent: present value in Rp of the price year, means over the draws.

    Attributes
    ----------
    budget_idr : float
        Of ministry and city together.
    facilitators : float
        As `capacity.facilitators_per_kube` counts them.
    """

    budget_idr: float
    facilitators: float


def best_mix(options: Options, limits: Limits) -> Mix | None:
    """Return the mix with most mandiri Kubes expected; of equal ones, the cheapest.

    None when nothing is so cheap, or takes so few facilitators.
    """
    worth = options.per_kube("mandiri")
    most = most_of(options, worth, limits)
    if most is None:
        return None
    enough = float((worth * most).sum()) - SLACK
    cheaper = _least(options, _prices(options), limits, (worth, enough))
    return most if cheaper is None else cheaper


def cheapest(options: Options, facilitators: float) -> Mix | None:
    """Return the cheapest mix that so many facilitators can serve, or None."""
    return _least(options, _prices(options), Limits(np.inf, facilitators))


def most_of(options: Options, worth: NDArray[np.float64], limits: Limits) -> Mix | None:
    """Return the mix that is worth most within the limits, or None.

    Parameters
    ----------
    worth : NDArray, shape (types, policies)
        Of a Kube.
    """
    return _least(options, -worth, limits)


def least_time(options: Options) -> float:
    """Return the fewest facilitators that any mix takes."""
    return float((options.per_kube(TIME).min(axis=1) * options.kubes).sum())


def _prices(options: Options) -> NDArray[np.float64]:
    """Return million Rp a Kube, and a rupiah against any change."""
    prices = options.per_kube("public_idr") + RUPIAH
    prices[:, options.plan] -= RUPIAH
    return np.asarray(prices / MILLION)


def _least(
    options: Options,
    objective: NDArray[np.float64],
    limits: Limits,
    at_least: tuple[NDArray[np.float64], float] | None = None,
) -> Mix | None:
    """Minimise over mixes within limits; the solver's tolerance must not break the budget."""
    room = limits.budget_idr
    while True:
        mix = _solved(options, objective, Limits(room, limits.facilitators), at_least)
        if mix is None or keeps(options, mix, limits.budget_idr):
            return mix
        room -= 2.0 * max(RUPIAH, options.mean(mix, "public_idr") - limits.budget_idr)


def keeps(options: Options, mix: Mix, budget_idr: float) -> bool:
    """Say whether a mix keeps a budget, to the rupiah."""
    return options.mean(mix, "public_idr") <= budget_idr + 0.5 * RUPIAH


def _solved(
    options: Options,
    objective: NDArray[np.float64],
    limits: Limits,
    at_least: tuple[NDArray[np.float64], float] | None,
) -> Mix | None:
    types, policies = objective.shape
    rows = [
        LinearConstraint(np.kron(np.eye(types), np.ones(policies)), options.kubes, options.kubes),
        LinearConstraint(options.per_kube(TIME).reshape(1, -1), ub=limits.facilitators + SLACK),
    ]
    if np.isfinite(limits.budget_idr):
        cost = options.per_kube("public_idr").reshape(1, -1)
        unit = max(RUPIAH, float(cost.max()))
        rows.append(LinearConstraint(cost / unit, ub=(limits.budget_idr + 0.5 * RUPIAH) / unit))
    if at_least is not None:
        rows.append(LinearConstraint(at_least[0].reshape(1, -1), lb=at_least[1]))
    with quiet():
        found = milp(
            objective.ravel(),
            integrality=np.ones(objective.size, np.int64),
            bounds=Bounds(0, np.repeat(options.kubes, policies)),
            constraints=rows,
            options={"mip_rel_gap": 0.0},
        )
    if found.status == INFEASIBLE:
        return None
    if found.x is None or found.status != OPTIMAL:
        raise RuntimeError(f"the solver stopped: {found.message}")
    return np.rint(found.x).astype(np.int64).reshape(types, policies)
