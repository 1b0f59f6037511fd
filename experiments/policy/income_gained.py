"""What founding households gain in income for what a policy costs more than the plan.

Both are of a Kube over the whole time, undiscounted, in Rp of the price year: income is not kept
by year. Members' work is paid by the Kube; their time at meetings is among the whole cost, and not
among what ministry and city pay.
"""

import math

import numpy as np

from experiments.common.spread import interval, without_chance
from experiments.policy.accounting import PUBLIC
from experiments.policy.best_policy import Numbers
from experiments.policy.effects import Json, apart, described, finite, worlds_between
from experiments.policy.ranking_runs import Ranked

RUPIAH = 1.0
"""Costs that differ by less are equal."""


def income_gained(ranked: Ranked, policy: int) -> Json:
    """Return the income gained against the plan, its cost, and the one over the other.

    Returns
    -------
    dict
        `income_idr`, `cost_idr`, `public_idr`: spreads over worlds, a Kube. `ratio`,
        `public_ratio`: what `ratio_of` returns, over the whole cost and that of ministry and city.
    """
    income = ranked.level * ranked.cells["kubes_income_real_idr"].sum(axis=-1) / ranked.kubes
    costs = ranked.undiscounted
    cubes = {
        "income_idr": income,
        "cost_idr": np.asarray(sum(costs.values())),
        "public_idr": np.asarray(sum(costs[payer] for payer in PUBLIC)),
    }
    runs = {name: apart(cube, policy, ranked.none) for name, cube in cubes.items()}
    works = worlds_between(ranked, policy, ranked.none).works.astype(np.int64)
    gained, whole, public = (without_chance(values, works) for values in runs.values())
    return {
        **{name: described(values) for name, values in runs.items()},
        "ratio": ratio_of(gained, whole),
        "public_ratio": ratio_of(gained, public),
    }


def ratio_of(gained: Numbers, cost: Numbers) -> Json:
    """Return income gained over cost.

    Where a policy costs less than the plan, it is what is lost for each rupiah that is saved.

    Parameters
    ----------
    gained, cost : NDArray of float, shape (draws,)

    Returns
    -------
    dict
        `of_means`: ratio of the means, None where the costs are equal. `median`, `low`, `high`:
        over the `draws` in which the cost differs as its mean does; None where there are none.
        `pays`: share of draws in which more is gained than it costs.
    """
    mean = float(cost.mean())
    some = cost * math.copysign(1.0, mean) > RUPIAH
    ends = interval(gained[some] / cost[some]).tolist()
    return {
        "of_means": float(gained.mean()) / mean if abs(mean) > RUPIAH else None,
        **dict(zip(("median", "low", "high"), map(finite, ends), strict=True)),
        "draws": int(some.sum()),
        "pays": float((gained > cost).mean()),
    }
