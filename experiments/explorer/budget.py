"""A policy beside the plan in one row; at the same budget, for as many Kubes as the money supports.

At the same budget a policy goes to so many whole Kubes as what the plan costs ministry and city
pays for on average, and the others have no support. Kubes that share a policy are taken to fare as
they do when all have it: what they share (facilitators' time, demand) is not simulated for a mix,
as in `experiments.policy.equal_cost`.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.languages import Lang
from experiments.common.spread import by_world, level
from experiments.explorer.answer import DOTS_MOST, Answer, Json
from experiments.explorer.running import MOVED, PLAN
from experiments.explorer.view import moved_text
from experiments.policy.sets import NO_SUPPORT
from sim.policy import load_policy

Reals = NDArray[np.float64]
FAILED, MANDIRI, INCOME = "failed_share", "mandiri_share", "household_income_idr"
ROUNDING = 1e-9


class Mix(NamedTuple):
    """Kubes that a policy supports within a budget.

    Attributes
    ----------
    supported : int
    left_idr : float
        Of the budget on average, in Rp of the price year.
    """

    supported: int
    left_idr: float


def no_support() -> dict[str, object]:
    """Return the levers of a programme that gives no support."""
    return load_policy(NO_SUPPORT).overrides()


def mix_of(budget: float, cost: float, cost_without: float, kubes: int) -> Mix:
    """Return how many of the Kubes a budget supports.

    Parameters
    ----------
    budget, cost, cost_without : float
        Of all Kubes: what there is, what the policy costs, what no support costs.
    """
    more = cost - cost_without
    most = kubes if more <= 0.0 else math.floor(kubes * (budget - cost_without) / more + ROUNDING)
    supported = max(0, min(kubes, most))
    spent = cost_without + more * supported / max(1, kubes)
    return Mix(supported, budget - spent)


def row(answer: Answer, without: Answer | None, lang: Lang) -> Json:
    """Return a policy as a row of the table of pins.

    Parameters
    ----------
    without : Answer, optional
        The plan without support, over the same worlds: then at the same budget.
    """
    kubes, cost = answer.place.kubes, answer.paid.public
    mix, part = None, 1.0
    if without is not None:
        parts = (cost[..., PLAN], cost[..., MOVED], without.paid.public[..., MOVED])
        budget, own, least = (float(values.mean()) for values in parts)
        mix = mix_of(budget, own, least, kubes)
        part = mix.supported / max(1, kubes)
    values = {name: _mixed(answer, without, name, part) for name in (FAILED, MANDIRI, INCOME)}
    spent = cost[..., MOVED]
    if without is not None:
        spent = part * spent + (1.0 - part) * without.paid.public[..., MOVED]
    apart = values[INCOME] - answer.values[INCOME][..., PLAN]
    return {
        "name": moved_text(answer.question.levers, lang),
        "draws": answer.draws,
        "mix": None if mix is None else mix._asdict(),
        "failed": _strip(kubes * values[FAILED]),
        "mandiri": _strip(kubes * values[MANDIRI]),
        "income": _strip(apart),
        "cost": _strip(spent),
    }


def _mixed(answer: Answer, without: Answer | None, name: str, part: float) -> Reals:
    """Return an outcome of a policy that a part of the Kubes has, shape (draws, runs)."""
    values = answer.values[name][..., MOVED]
    if without is None or part == 1.0:
        return values
    return np.asarray(part * values + (1.0 - part) * without.values[name][..., MOVED])


def _strip(values: Reals) -> Json:
    """Return a level with its single worlds."""
    worlds = by_world(values)
    known = worlds[~np.isnan(worlds)][:DOTS_MOST]
    return {**level(values).json(), "worlds": [float(f"{value:.5g}") for value in known.tolist()]}
