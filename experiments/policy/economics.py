"""Cost-effectiveness of a ranking: what one more sustained mandiri Kube costs, and how sure."""

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.policy.cost_effectiveness import (
    Against,
    Estimate,
    Row,
    Weighing,
    against,
    incremental,
    weighed,
)
from experiments.policy.ranking_runs import Ranked, by_draw
from sim.inputs.strict import InputError

Numbers = NDArray[np.float64]
EFFECT = "sustained_mandiri_share"
LIFTED = "lifted"
LADDER = (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0)
"""Willingness to pay at which the choice is told, in parts of the set's."""


class Economics(NamedTuple):
    """Costs weighed against one kind of effect.

    Attributes
    ----------
    effect, cost : NDArray of float, shape (draws, policies)
        Effects a Kube (of `effect_name`), Rp a Kube.
    public : list of Estimate
        Cost to ministry and city of one more unit of the effect, against the plan.
    willing : NDArray of float, shape (rates,)
        Rp of the price year for one more unit of the effect.
    weighing : Weighing
        At each of these rates; in Rp a Kube.
    """

    effect_name: str
    effect: Numbers
    cost: Numbers
    table: list[Row]
    against: list[Against]
    public: list[Estimate]
    willing: Numbers
    weighing: Weighing

    def benefit(self, rate: float) -> Numbers:
        """Return the net benefit in Rp a Kube, shape (draws, policies)."""
        return rate * self.effect - self.cost


def willing_idr(ranked: Ranked) -> float:
    """Return what is given for one more sustained mandiri Kube: as the set says, or as it implies.

    Raises
    ------
    InputError
        When the set says nothing, and its plan makes no more Kubes mandiri than no support does.
    """
    if ranked.set.willing_idr is not None:
        return ranked.set.willing_idr
    implied = implied_idr(ranked, EFFECT)
    if implied is None:
        why = "the plan does no more than no support, so that no value of a mandiri Kube is implied"
        raise InputError([f"{ranked.set.name}: {why}; write willing_idr in the set"])
    return implied


def implied_idr(ranked: Ranked, name: str) -> float | None:
    """Return what the plan pays for one more unit of an effect than without support, in Rp."""
    effect = by_draw(_effect(ranked, name)).mean(axis=1)
    cost = by_draw(ranked.cost).mean(axis=1)
    more = float(effect[ranked.none] - effect[ranked.no_support])
    dearer = float(cost[ranked.none] - cost[ranked.no_support])
    return dearer / more if more > 0.0 and dearer > 0.0 else None


def economics(ranked: Ranked, rate: float, name: str = EFFECT) -> Economics:
    """Weigh costs against sustained mandiri Kubes, or against households lifted over their need.

    The luck is averaged within each draw: what is left open are the parameters and the prices.

    Parameters
    ----------
    rate : float
        Willingness to pay around which the choice is told, Rp for one more.
    """
    effect = by_draw(_effect(ranked, name)).T
    cost = by_draw(ranked.cost).T
    payers = ranked.by_payer()
    public = by_draw(payers["ministry"] + payers["city"]).T
    willing = np.array(LADDER) * rate
    return Economics(
        name,
        effect,
        cost,
        incremental(effect, cost),
        against(effect, cost, ranked.none),
        [policy.ratio for policy in against(effect, public, ranked.none)],
        willing,
        weighed(effect, cost, willing),
    )


def _effect(ranked: Ranked, name: str) -> Any:
    """Return an effect a Kube, shape (policies, draws, luck)."""
    if name == LIFTED:
        return ranked.cells["kubes_lifted"].sum(axis=-1) / ranked.kubes
    return ranked.outcomes[name]


def finite(value: float) -> float | None:
    """Return a number, or None where there is none: JSON has no other."""
    return float(value) if math.isfinite(value) else None
