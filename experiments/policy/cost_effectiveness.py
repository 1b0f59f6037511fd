"""Costs against effects: the incremental table, ratios, the choice at each willingness to pay.

Effects (higher is better) and costs (Rp) are arrays of shape (draws, policies): row d holds all
policies under the same draw of the parameters and the same luck. Nothing is run or read here.

The rows are what is not known. When each holds one luck, the luck counts as something that could
be known, and the value of information is too high: average over luck within draws first.
"""

import math
from collections.abc import Sequence
from itertools import product
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.policy.best_policy import Numbers, best_shares, checked

Status = Literal["frontier", "dominated", "extendedly dominated", "equal"]
Cost = Literal["cheaper", "same cost", "dearer"]
Effect = Literal["less effect", "same effect", "more effect"]
COSTS: tuple[Cost, ...] = ("cheaper", "same cost", "dearer")
EFFECTS: tuple[Effect, ...] = ("less effect", "same effect", "more effect")


class Weighing(NamedTuple):
    """Which policy to choose at each willingness to pay, and what not knowing it costs.

    Attributes
    ----------
    shares : NDArray of float, shape (wtp, policies)
        Probability that a policy has the highest net benefit. Each row sums to 1; policies that
        are best together share.
    loss : NDArray of float, shape (wtp, policies)
        What a policy is expected to lose against the best of each draw, in Rp; not below 0.
    choice : NDArray of int, shape (wtp,)
        The policy of the highest expected net benefit; of equal ones the first column.
    """

    shares: Numbers
    loss: Numbers
    choice: NDArray[np.int64]

    @property
    def sure(self) -> Numbers:
        """Probability that the choice is the best: another policy may have a higher one."""
        return self.shares[np.arange(len(self.choice)), self.choice]

    @property
    def information(self) -> Numbers:
        """Expected value of perfect information for one decision, in Rp, shape (wtp,).

        It is the expected loss of the best choice there is without it.
        """
        return np.asarray(self.loss.min(axis=1))


def weighed(effect: Numbers, cost: Numbers, wtp: Numbers) -> Weighing:
    """Weigh effects and costs by their net benefit, willingness to pay x effect - cost, in Rp.

    Curve and choice after Fenwick, Claxton & Sculpher (2001), Health Economics 10:779-787;
    expected loss after Alarid-Escudero et al. (2019), Value in Health 22:611-618.

    Parameters
    ----------
    effect, cost : NDArray of float, shape (draws, policies)
    wtp : NDArray of float, shape (wtp,)
        In Rp for one unit of effect.

    Raises
    ------
    ValueError
        When effect and cost are not finite tables of one shape.
    """
    checked(effect, cost)
    benefits = [rate * effect - cost for rate in wtp]
    expected = np.outer(wtp, effect.mean(axis=0)) - cost.mean(axis=0)
    return Weighing(
        np.array([best_shares(benefit) for benefit in benefits]),
        np.array([(own.max(axis=1, keepdims=True) - own).mean(axis=0) for own in benefits]),
        expected.argmax(axis=1),
    )


class Row(NamedTuple):
    """One policy in the order of cost.

    Attributes
    ----------
    policy : int
        Its column.
    effect, cost : float
        Means over draws; the cost in Rp.
    status : str
        `equal`: mean effect and cost are those of a policy of the frontier.
    icer : float
        Rp for one more unit of effect than the policy before it on the frontier; NaN off the
        frontier and at its start.
    """

    policy: int
    effect: float
    cost: float
    status: Status
    icer: float = math.nan


def incremental(effect: Numbers, cost: Numbers) -> list[Row]:
    """Return the incremental table, cheapest first; of equal cost the most effect first.

    A policy is *dominated* when another costs no more, has no less effect, and is better in one
    of the two. It is *extendedly dominated* when a mixture of two others does that. The rest is
    the frontier: along it effect and cost rise, and so does the incremental cost-effectiveness
    ratio (ICER), the cost of one more unit of effect. It starts at the cheapest policy that is
    not dominated, which need not be the reference. After Drummond et al. (2015), Methods for the
    Economic Evaluation of Health Care Programmes, 4th edition.

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
        status = "frontier" if policy in frontier else _off(effects, costs, policy, frontier)
        ratio = _ratio(effects, costs, before[policy], policy) if policy in before else math.nan
        rows.append(Row(policy, float(effects[policy]), float(costs[policy]), status, ratio))
    return rows


class Threshold(NamedTuple):
    """From which willingness to pay on a policy has the highest expected net benefit.

    Attributes
    ----------
    policy : int
        Its column.
    start, end : float
        In Rp for one more unit of effect; the end is infinite for the last one.
    """

    policy: int
    start: float
    end: float


def thresholds(rows: Sequence[Row]) -> list[Threshold]:
    """Return the best choice as a function of the willingness to pay, from nothing on.

    The highest expected net benefit moves along the frontier: at its ratios the choice changes.

    Parameters
    ----------
    rows : sequence of Row
        What `incremental` returns.
    """
    frontier = [row for row in rows if row.status == "frontier"]
    starts = [0.0, *(row.icer for row in frontier[1:])]
    return [
        Threshold(row.policy, start, end)
        for row, start, end in zip(frontier, starts, [*starts[1:], math.inf], strict=True)
    ]


def _means(values: Numbers) -> Numbers:
    """Return means over draws that do not depend on their order, so that equal ones are equal."""
    return np.array([math.fsum(column) for column in values.T]) / len(values)


def _frontier(effects: Numbers, costs: Numbers, order: list[int]) -> list[int]:
    """Walk from the cheapest policy, each time to where one more unit of effect costs least."""
    frontier = [order[0]]
    while True:
        last = frontier[-1]
        steps = [
            (_ratio(effects, costs, last, policy), place, policy)
            for place, policy in enumerate(order)
            if effects[policy] > effects[last]
        ]
        if not steps:
            return frontier
        frontier.append(min(steps)[2])


def _ratio(effects: Numbers, costs: Numbers, before: int, policy: int) -> float:
    """Return what one more unit of effect costs by going from one policy to another."""
    return float((costs[policy] - costs[before]) / (effects[policy] - effects[before]))


def _off(effects: Numbers, costs: Numbers, policy: int, frontier: list[int]) -> Status:
    """Say why a policy is not on the frontier."""
    own_effect, own_cost = effects[policy], costs[policy]
    if any(effects[other] == own_effect and costs[other] == own_cost for other in frontier):
        return "equal"
    no_worse = (costs <= own_cost) & (effects >= own_effect)
    better = (costs < own_cost) | (effects > own_effect)
    return "dominated" if (no_worse & better).any() else "extendedly dominated"


class Against(NamedTuple):
    """A policy against the reference, draw by draw.

    Attributes
    ----------
    ratio : float
        Mean cost / mean effect, in Rp for one unit. NaN unless both have the same sign: a
        negative ratio says nothing, since both a better and cheaper and a worse and dearer policy
        have one. When both are below 0 it is what is saved for each unit lost.
    plane : dict of float
        Share of draws by cost and effect, e.g. `("dearer", "more effect")`; they sum to 1.
    """

    ratio: float
    plane: dict[tuple[Cost, Effect], float]


def against(effect: Numbers, cost: Numbers, reference: int) -> list[Against]:
    """Return every policy against the reference, which is against itself exactly nothing.

    Parameters
    ----------
    effect, cost : NDArray of float, shape (draws, policies)
    reference : int
        Column of the reference.

    Raises
    ------
    ValueError
        When effect and cost are not finite tables of one shape.
    """
    checked(effect, cost)
    effects = (effect - effect[:, [reference]]).T
    costs = (cost - cost[:, [reference]]).T
    return [
        Against(_of_means(dearer, more), _plane(dearer, more))
        for dearer, more in zip(costs, effects, strict=True)
    ]


def _of_means(above: Numbers, below: Numbers) -> float:
    top, bottom = float(above.mean()), float(below.mean())
    return top / bottom if top * bottom > 0.0 else math.nan


def _plane(costs: Numbers, effects: Numbers) -> dict[tuple[Cost, Effect], float]:
    rows, columns = np.sign(costs).astype(int) + 1, np.sign(effects).astype(int) + 1
    shares = np.bincount(3 * rows + columns, minlength=9) / len(costs)
    return dict(zip(product(COSTS, EFFECTS), shares.tolist(), strict=True))
