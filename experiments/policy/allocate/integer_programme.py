"""The best mix, exactly: a knapsack with a choice for each type, solved as integer programme."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from experiments.common.numbers import MILLION
from experiments.policy.allocate.allocation_options import TIME, Mix, Numbers, Options

RUPIAH = 1.0
"""A change that is worth nothing has to save as much a Kube; a budget is kept to half of it."""
SLACK = 2e-6
"""Kubes, and facilitators, by which sums may be off: twice what the solver keeps to."""
OPTIMAL, INFEASIBLE = 0, 2
WORST = 0.1
DRAWS_MOST = 500
"""Draws that are looked at one by one: they lie in no order, so that the first are a sample."""
TIE = 1e-4
"""Worth of a mandiri Kube expected beside one in the worst tenth of the draws."""
STDOUT = 1


class Limits(NamedTuple):
    """What may be spent: present value in Rp of the price year, means over the draws.

    Attributes
    ----------
    budget_idr : float
        Of ministry and city together.
    facilitators : float
        As `allocation_options.facilitators_per_kube` counts them.
    """

    budget_idr: float
    facilitators: float


class Goal(NamedTuple):
    """What a mix is to have most of.

    Attributes
    ----------
    worth : NDArray, shape (types, policies)
        Of a Kube.
    draws : NDArray, shape (types, policies, draws), optional
        Of a Kube: the mean over the worst tenth of the draws is added to the worth.
    at_least : tuple, optional
        Another worth, of the same shape, and how much of it there has to be.
    whole : bool
        Whether all Kubes of a type get one policy.
    """

    worth: Numbers
    draws: Numbers | None = None
    at_least: tuple[Numbers, float] | None = None
    whole: bool = False


def best_mix(options: Options, limits: Limits, whole: bool = False) -> Mix | None:
    """Return the mix with most mandiri Kubes expected; of equal ones, the cheapest.

    None when nothing is so cheap, or takes so few facilitators.
    """
    worth = options.per_kube("mandiri")
    most = most_of(options, Goal(worth, whole=whole), limits)
    if most is None:
        return None
    enough = float((worth * most).sum()) - SLACK
    goal = Goal(-_prices(options), at_least=(worth, enough), whole=whole)
    cheaper = most_of(options, goal, limits)
    return most if cheaper is None else cheaper


def safest_mix(options: Options, limits: Limits, whole: bool = False) -> Mix | None:
    """Return the mix with most mandiri Kubes in the worst tenth of the draws, of `DRAWS_MOST`.

    The mean over a tail as linear programme: Rockafellar & Uryasev (2000), Journal of Risk
    2(3):21-41.
    """
    draws = options.values["mandiri"][..., :DRAWS_MOST] / options.kubes[:, np.newaxis, np.newaxis]
    return most_of(options, Goal(TIE * options.per_kube("mandiri"), draws, whole=whole), limits)


def cheapest(options: Options, facilitators: float, whole: bool = False) -> Mix | None:
    """Return the cheapest mix that so many facilitators can serve, or None."""
    goal = Goal(-_prices(options), whole=whole)
    return most_of(options, goal, Limits(np.inf, facilitators))


def least_time(options: Options) -> float:
    """Return the fewest facilitators that any mix takes."""
    return float((options.per_kube(TIME).min(axis=1) * options.kubes).sum())


def worst_decile(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return means of the worst tenth of the draws, over the last axis: at least of one."""
    count = _worst(values.shape[-1])
    return np.asarray(np.partition(values, count - 1, axis=-1)[..., :count].mean(axis=-1))


def _worst(draws: int) -> int:
    return int(np.ceil(WORST * draws))


def _prices(options: Options) -> Numbers:
    """Return million Rp a Kube, and a rupiah against any change."""
    prices = options.per_kube("public_idr") + RUPIAH
    prices[:, options.plan] -= RUPIAH
    return np.asarray(prices / MILLION)


def most_of(options: Options, goal: Goal, limits: Limits) -> Mix | None:
    """Return the mix with most of a goal within limits, or None.

    The solver's tolerance must not break the budget: where it does, there is less to spend.
    """
    room = limits.budget_idr
    while True:
        mix = _solved(options, goal, Limits(room, limits.facilitators))
        if mix is None or keeps(options, mix, limits.budget_idr):
            return mix
        room -= 2.0 * max(RUPIAH, options.mean(mix, "public_idr") - limits.budget_idr)


def keeps(options: Options, mix: Mix, budget_idr: float) -> bool:
    """Say whether a mix keeps a budget, to the rupiah."""
    return options.mean(mix, "public_idr") <= budget_idr + 0.5 * RUPIAH


def _solved(options: Options, goal: Goal, limits: Limits) -> Mix | None:
    """Solve over the Kubes of each type that get each policy, or over whole types."""
    types, policies = goal.worth.shape
    kubes = np.repeat(options.kubes, policies)
    each = kubes if goal.whole else np.ones_like(kubes)
    wide = each.reshape(types, policies)
    cost = options.per_kube("public_idr")
    unit = max(RUPIAH, float(cost.max()))
    of_type = np.kron(np.eye(types), np.ones(policies))
    rows = [
        LinearConstraint(of_type * each, options.kubes, options.kubes),
        _sum(options.per_kube(TIME) * wide, most=limits.facilitators + SLACK),
    ]
    if np.isfinite(limits.budget_idr):
        rows.append(_sum(cost * wide / unit, most=(limits.budget_idr + 0.5 * RUPIAH) / unit))
    if goal.at_least is not None:
        worth, least = goal.at_least
        rows.append(_sum(worth * wide, least=least))
    objective = -goal.worth.ravel() * each
    if goal.draws is not None:
        objective, rows = _with_tail(objective, rows, goal.draws.reshape(len(kubes), -1).T * each)
    beside = len(objective) - len(kubes)
    with quiet():
        solution = milp(
            objective,
            integrality=np.repeat([1, 0], [len(kubes), beside]),
            bounds=Bounds(0.0, np.concatenate([kubes / each, np.full(beside, np.inf)])),
            constraints=rows,
            options={"mip_rel_gap": 0.0},
        )
    if solution.status == INFEASIBLE:
        return None
    if solution.x is None or solution.status != OPTIMAL:
        raise RuntimeError(f"the solver stopped: {solution.message}")
    chosen = np.rint(solution.x[: len(kubes)]) * each
    return np.asarray(chosen.reshape(types, policies), np.int64)


def _sum(weights: NDArray[Any], least: float = -np.inf, most: float = np.inf) -> LinearConstraint:
    """Return the bounds of a weighted sum of the columns."""
    return LinearConstraint(weights.reshape(1, -1), least, most)


def _with_tail(
    objective: Numbers, rows: list[LinearConstraint], draws: Numbers
) -> tuple[Numbers, list[LinearConstraint]]:
    """Add the mean over the worst tenth of the draws to what is maximised.

    It is the highest value, over a threshold of 0 or more, of the threshold less the shortfalls
    of all draws over as many draws as are in the tenth: columns for the threshold and for the
    shortfall of every draw.

    Parameters
    ----------
    draws : NDArray, shape (draws, columns of the objective)
    """
    count = len(draws)
    wider = [
        LinearConstraint(np.pad(np.asarray(row.A), ((0, 0), (0, 1 + count))), row.lb, row.ub)
        for row in rows
    ]
    shortfalls = np.hstack([draws, -np.ones((count, 1)), np.eye(count)])
    tail = np.concatenate([objective, [-1.0], np.full(count, 1.0 / _worst(count))])
    return tail, [*wider, LinearConstraint(shortfalls, 0.0, np.inf)]


@contextmanager
def quiet() -> Iterator[None]:
    """Let nothing through to the process's stdout, which may have to hold JSON alone.

    HiGHS, as SciPy 1.17 brings it, prints a line when it repairs a solution, whatever it is told.
    Python's own buffer is written out before.
    """
    sys.stdout.flush()
    try:
        kept = os.dup(STDOUT)
    except OSError:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, STDOUT)
    os.close(nowhere)
    try:
        yield
    finally:
        libc().fflush(None)
        os.dup2(kept, STDOUT)
        os.close(kept)


def libc() -> ctypes.CDLL:
    """Return the C library, whose buffer holds what was printed."""
    return ctypes.CDLL("ucrtbase" if os.name == "nt" else None)
