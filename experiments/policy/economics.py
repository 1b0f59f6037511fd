"""Cost-effectiveness of a ranking: what one more sustained mandiri Kube costs, and how sure."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from experiments.policy.best_policy import Numbers
from experiments.policy.cost_effectiveness import (
    Threshold,
    against,
    incremental,
    thresholds,
    weighed,
)
from experiments.policy.effects import Json, apart_by_world, finite
from experiments.policy.ranking_runs import Ranked
from experiments.policy.sets import NO_SUPPORT

EFFECT = "sustained_mandiri_share"
LIFTED = "lifted"
LADDER = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.25, 1.5, 2.0)
"""Willingness to pay at which the choice is told, in parts of the one that is asked about."""
USUAL = 1e9
"""Rp asked about where nothing else says which willingness to pay may matter."""
CURVE_LEAST = 0.01
"""Policies that are less often the best are left out of the curve."""


def asked_idr(ranked: Ranked, name: str = EFFECT) -> float:
    """Return a willingness to pay around which choices are told: it claims nothing.

    It is the set's; else the highest at which the choice changes.
    """
    if ranked.set.willing_idr is not None and name == EFFECT:
        return ranked.set.willing_idr
    return choices(ranked, name)[-1].start or USUAL


def implied_idr(ranked: Ranked, name: str) -> float | None:
    """Return what the plan pays for one more unit of an effect than without support, in Rp."""
    effect, cost = (table.mean(axis=0) for table in effect_and_cost(ranked, name))
    more = float(effect[ranked.none] - effect[ranked.no_support])
    dearer = float(cost[ranked.none] - cost[ranked.no_support])
    return dearer / more if more > 0.0 and dearer > 0.0 else None


def choices(ranked: Ranked, name: str = EFFECT, percent: float | None = None) -> list[Threshold]:
    """Return the best choice as a function of what one more unit of an effect is worth.

    Parameters
    ----------
    percent : float, optional
        The discount; by default the set's.
    """
    effect, cost = effect_and_cost(ranked, name)
    if percent is not None:
        cost = of_worlds(ranked, ranked.otherwise[percent])
    return thresholds(incremental(effect, cost))


def choices_json(ranked: Ranked, found: list[Threshold]) -> list[Json]:
    """Return thresholds as plain data: policies, from which worth to which, in Rp."""
    return [
        {"policy": ranked.names[one.policy], "from_idr": one.start, "to_idr": finite(one.end)}
        for one in found
    ]


def no_support_until(thresholds: Sequence[Json]) -> float | None:
    """Return up to which worth of a mandiri Kube no support is the best; None where it never is."""
    return next((row["to_idr"] for row in thresholds if row["policy"] == NO_SUPPORT), None)


def effect_and_cost(ranked: Ranked, name: str) -> tuple[Numbers, Numbers]:
    """Return effects and whole costs a Kube, each of shape (draws, policies).

    Of every draw they are the mean of the plan and what each policy adds to it, chance between
    runs removed: what is left open are the parameters, structures and prices.
    """
    lifted = ranked.cells["kubes_lifted"].sum(axis=-1) / ranked.kubes
    effect = lifted if name == LIFTED else ranked.outcomes[name]
    return of_worlds(ranked, effect), of_worlds(ranked, ranked.cost)


def of_worlds(ranked: Ranked, values: NDArray[np.float64]) -> Numbers:
    """Return the mean of the plan and what each policy adds to it in every draw.

    Parameters
    ----------
    values : NDArray of float, shape (policies, draws, luck)
    """
    return float(values[ranked.none].mean()) + apart_by_world(ranked, values)


def economics(ranked: Ranked, rate: float, name: str = EFFECT) -> Json:
    """Weigh costs against sustained mandiri Kubes, or against households lifted over their need.

    Parameters
    ----------
    rate : float
        Willingness to pay around which the choice is told, Rp for one more.

    Returns
    -------
    dict
        `table`: policies in the order of cost. `against_none`: by policy, the cost of one more
        unit of the effect against the plan, in all and to ministry and city. `thresholds`: the best
        choice as a function of the willingness to pay. `willing`: the choice at each, in Rp a Kube.
    """
    effect, cost = effect_and_cost(ranked, name)
    payers = ranked.by_payer()
    public_cost = of_worlds(ranked, payers["ministry"] + payers["city"])
    pairs = zip(
        ranked.names,
        against(effect, cost, ranked.none),
        against(effect, public_cost, ranked.none),
        strict=True,
    )
    return {
        "unit": name,
        "table": [
            {**row._asdict(), "policy": ranked.names[row.policy], "icer": finite(row.icer)}
            for row in incremental(effect, cost)
        ],
        "against_none": {
            policy: {
                "ratio": finite(whole.ratio),
                "public_ratio": finite(public.ratio),
                "plane": {", ".join(key): share for key, share in whole.plane.items() if share},
            }
            for policy, whole, public in pairs
        },
        "thresholds": choices_json(ranked, choices(ranked, name)),
        "willing": _at_rates(ranked.names, effect, cost, np.array(LADDER) * rate),
    }


def _at_rates(
    names: tuple[str, ...], effect: Numbers, cost: Numbers, willing: Numbers
) -> list[Json]:
    weighing = weighed(effect, cost, willing)
    return [
        {
            "rate_idr": float(rate),
            "choice": names[int(weighing.choice[number])],
            "probability": float(weighing.sure[number]),
            "expected_loss_idr": float(weighing.information[number]),
            "perfect_information_idr": float(weighing.information[number]),
            "curve": {
                name: float(share)
                for name, share in zip(names, weighing.shares[number], strict=True)
                if share >= CURVE_LEAST
            },
        }
        for number, rate in enumerate(willing)
    ]
