"""Incremental cost-effectiveness: who is dominated, and what the others add at what cost.

A policy is *dominated* when another costs no more, has no less effect, and is better in one of
the two. It is *extendedly dominated* when a mixture of two others does that. The rest is the
frontier: along it effect and cost rise, and so does the incremental cost-effectiveness ratio
(ICER), the cost of one more unit of effect. It starts at the cheapest policy that is not
dominated, which need not be the reference. After Drummond et al. (2015), Methods for the Economic
Evaluation of Health Care Programmes, 4th edition.
"""

import math
from typing import Literal, NamedTuple

import numpy as np

from experiments.policy.decision.best import Numbers, checked

Status = Literal["frontier", "dominated", "extendedly dominated", "equal"]


class Row(NamedTuple):
    """One policy in the order of cost.

    Attributes
    ----------
    policy : int
        Its column.
    effect, cost : float
        Means over draws; the cost in Rp.
    status : str
        `equal`: mean effect and cost are those of a policy of the frontier, `equal_to`.
    equal_to : int or None
    more_effect, more_cost, icer : float
        Against the policy before it on the frontier; NaN off the frontier and at its start. The
        ratio is in Rp for one unit of effect.
    """

    policy: int
    effect: float
    cost: float
    status: Status
    equal_to: int | None = None
    more_effect: float = math.nan
    more_cost: float = math.nan
    icer: float = math.nan


def incremental(effect: Numbers, cost: Numbers) -> list[Row]:
    """Return the incremental table, cheapest first; of equal cost the most effect first.

    Parameters
    ----------
    effect, cost : NDArray of float, shape (draws, policies)

    Raises
    ------
    ValueError
        When they are not finite tables of one shape.
    """
    checked(effect, cost)
    effects, costs = _means(effect), _means(cost)
    order = [int(policy) for policy in np.lexsort((-effects, costs))]
    frontier = _frontier(effects, costs, order)
    before = dict(zip(frontier[1:], frontier, strict=False))
    rows = []
    for policy in order:
        row = Row(policy, float(effects[policy]), float(costs[policy]), "frontier")
        if policy in before:
            rows.append(_step(row, effects, costs, before[policy]))
        elif policy in frontier:
            rows.append(row)
        else:
            rows.append(_off(row, effects, costs, frontier))
    return rows


def _means(values: Numbers) -> Numbers:
    """Return means over draws that do not depend on their order, so that equal ones are equal."""
    return np.array([math.fsum(column) for column in values.T]) / len(values)


def _frontier(effects: Numbers, costs: Numbers, order: list[int]) -> list[int]:
    """Walk from the cheapest policy, each time to where one more unit of effect costs least."""
    frontier = [order[0]]
    while True:
        last = frontier[-1]
        steps = [
            ((costs[policy] - costs[last]) / (effects[policy] - effects[last]), place, policy)
            for place, policy in enumerate(order)
            if effects[policy] > effects[last]
        ]
        if not steps:
            return frontier
        frontier.append(min(steps)[2])


def _step(row: Row, effects: Numbers, costs: Numbers, before: int) -> Row:
    more_effect = float(effects[row.policy] - effects[before])
    more_cost = float(costs[row.policy] - costs[before])
    return row._replace(more_effect=more_effect, more_cost=more_cost, icer=more_cost / more_effect)


def _off(row: Row, effects: Numbers, costs: Numbers, frontier: list[int]) -> Row:
    """Say why a policy is not on the frontier."""
    for other in frontier:
        if effects[other] == row.effect and costs[other] == row.cost:
            return row._replace(status="equal", equal_to=other)
    no_worse = (costs <= row.cost) & (effects >= row.effect)
    better = (costs < row.cost) | (effects > row.effect)
    return row._replace(status="dominated" if (no_worse & better).any() else "extendedly dominated")
