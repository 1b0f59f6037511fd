"""An allocation as one JSON object."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.languages import Lang
from experiments.policy.allocate.allocation import Allocation, Rung
from experiments.policy.allocate.allocation_options import COSTS, KUBES, RATIOS, TIME, Mix, Options
from experiments.policy.allocate.allocation_tables import assumptions
from experiments.policy.allocate.integer_programme import worst_decile

LOW, HIGH = 5.0, 95.0
NAMES = (*KUBES, *COSTS, TIME)
"""What adds up over Kubes."""


def report(allocation: Allocation, language: Lang) -> dict[str, Any]:
    """Return all figures; a mix is a list of what Kubes of a type get."""
    options, policy_set = allocation.options, allocation.ranked.set
    planned = options.as_planned
    return {
        "set": policy_set.name,
        "scenario": allocation.ranked.sweep.scenario.name,
        "budget_idr": allocation.limits.budget_idr,
        "facilitators": allocation.limits.facilitators,
        "draws": policy_set.draws,
        "luck": policy_set.luck,
        "price_year": policy_set.accounting.price_year,
        "discount_percent": policy_set.accounting.discount_percent,
        "mandiri": "sustained" if options.sustained else "at_horizon",
        "mix": mix_json(options, allocation.mix),
        "totals": {
            name: {
                "mix": spread(options.of(allocation.mix, name)),
                "plan": spread(options.of(planned, name)),
                "difference": spread(options.of(allocation.mix, name) - options.of(planned, name)),
            }
            for name in (*NAMES, *RATIOS)
        },
        "worst_decile_mandiri": {
            "mix": float(worst_decile(options.of(allocation.mix, "mandiri"))),
            "plan": float(worst_decile(options.of(planned, "mandiri"))),
        },
        "regret": {
            "mean": float(allocation.regret.mean()),
            "p90": float(np.quantile(allocation.regret, 0.9)),
        },
        "draws_in_which": draws_in_which(options, allocation.mix, allocation.limits.budget_idr),
        "mandiri_on_other_luck": allocation.other_luck,
        "ladder": [_rung(options, rung) for rung in allocation.rungs],
        "frontier": [_point(options, mix) for mix in allocation.frontier],
        "assumptions": assumptions(allocation, language),
    }


def draws_in_which(options: Options, mix: Mix, budget_idr: float) -> dict[str, float]:
    """Return the shares of draws with the plan's mandiri Kubes or more, and within the budget."""
    as_good = options.of(mix, "mandiri") >= options.of(options.as_planned, "mandiri")
    within = options.of(mix, "public_idr") <= budget_idr
    return {
        "as_many_mandiri_as_planned": float(as_good.mean()),
        "within_budget": float(within.mean()),
        "both": float((as_good & within).mean()),
    }


def spread(values: NDArray[np.float64]) -> dict[str, float]:
    """Return the mean over the draws, and the interval of 90 % of them."""
    low, high = np.percentile(values, (LOW, HIGH))
    return {"mean": float(values.mean()), "low": float(low), "high": float(high)}


def mix_json(options: Options, mix: Mix) -> list[dict[str, Any]]:
    """Return what Kubes of every type get, with means over the draws."""
    per_kube = {name: options.per_kube(name) for name in NAMES}
    return [
        {
            **options.types[kind]._asdict(),
            "kubes": int(mix[kind, policy]),
            "policy": options.policies[policy],
            **{
                name: float(mix[kind, policy] * values[kind, policy])
                for name, values in per_kube.items()
            },
        }
        for kind, policy in zip(*np.nonzero(mix), strict=True)
    ]


def _rung(options: Options, rung: Rung) -> dict[str, Any]:
    known = {"part": rung.part, "budget_idr": rung.budget_idr}
    if rung.mix is None:
        return {**known, "mix": None}
    return {
        **known,
        "public_idr": options.mean(rung.mix, "public_idr"),
        "mandiri": spread(options.of(rung.mix, "mandiri")),
        "mix": mix_json(options, rung.mix),
    }


def _point(options: Options, mix: Mix) -> dict[str, Any]:
    mandiri = options.of(mix, "mandiri")
    return {
        "public_idr": options.mean(mix, "public_idr"),
        "mandiri": spread(mandiri),
        "worst_decile": float(worst_decile(mandiri)),
        "policies": [options.policies[policy] for policy in mix.argmax(axis=1)],
    }
