"""An allocation as one JSON object."""

from dataclasses import replace
from typing import Any

import numpy as np

from experiments.common.differences import is_money
from experiments.common.languages import Lang
from experiments.common.outcomes import Measure
from experiments.common.spread import effect
from experiments.common.worlds import Worlds, worlds_of
from experiments.policy.allocate.allocation import Allocation, Rung
from experiments.policy.allocate.allocation_money import paid_by_mix
from experiments.policy.allocate.allocation_options import COSTS, KUBES, RATIOS, TIME, Mix, Options
from experiments.policy.allocate.allocation_tables import assumptions
from experiments.policy.allocate.integer_programme import worst_decile
from experiments.policy.economics import EFFECT
from experiments.policy.effects import AIMS, LEVEL, MEASURES, described, moved

SCHEMA = 2
"""Of the object: a total is a spread over worlds since 2, a difference an effect with a verdict."""
FAILED = AIMS[0]
NAMES = (*KUBES, *COSTS, TIME)
"""What adds up over Kubes."""


def report(allocation: Allocation, language: Lang) -> dict[str, Any]:
    """Return all figures; a mix is a list of what Kubes of a type get."""
    options, policy_set = allocation.options, allocation.ranked.set
    planned = options.as_planned
    return {
        "schema": SCHEMA,
        "set": policy_set.name,
        "scenario": allocation.ranked.sweep.scenario.name,
        "budget_idr": allocation.limits.budget_idr,
        "unspent_idr": allocation.unspent_idr,
        "facilitators": allocation.limits.facilitators,
        "draws": policy_set.draws,
        "luck": policy_set.luck,
        "price_year": policy_set.accounting.price_year,
        "discount_percent": policy_set.accounting.discount_percent,
        "mandiri": "sustained" if options.sustained else "at_horizon",
        "mix": mix_json(options, allocation.mix),
        "worlds": worlds_of_mix(allocation).json(),
        "totals": {
            name: {
                "mix": described(allocation.runs(allocation.mix, name)),
                "plan": described(allocation.runs(planned, name)),
                "difference": difference(allocation, name),
            }
            for name in (*NAMES, *RATIOS)
        },
        "fiscal_years": list(allocation.ranked.years),
        "paid": {
            "mix": paid_by_mix(allocation.ranked, options, allocation.mix),
            "plan": paid_by_mix(allocation.ranked, options, planned),
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
        "ladder": [_rung(allocation, rung) for rung in allocation.rungs],
        "frontier": [_point(allocation, mix) for mix in allocation.frontier],
        "assumptions": assumptions(allocation, language),
    }


def worlds_of_mix(allocation: Allocation) -> Worlds:
    """Return the draws as the mix and the plan see them: in which of them what differs works."""
    ranked, used = allocation.ranked, np.flatnonzero(allocation.mix.sum(axis=0))
    names = [lever for policy in used for lever in moved(ranked, int(policy), ranked.none)]
    return worlds_of(names, ranked.sweep.uncertainty, ranked.set.draws)


def measure_of(allocation: Allocation, name: str) -> Measure:
    """Return by which outcome a total is judged, in the unit of the total; costs are not."""
    options, level = allocation.options, allocation.ranked.level
    if name in RATIOS:
        outcome = MEASURES[name]
        return replace(outcome, matters=level * outcome.matters) if is_money(outcome) else outcome
    of_kubes = {"mandiri": EFFECT if options.sustained else "mandiri_share", "failed": FAILED}
    if name not in of_kubes:
        return LEVEL
    outcome = MEASURES[of_kubes[name]]
    return replace(outcome, unit="Kubes", matters=int(options.kubes.sum()) * outcome.matters)


def difference(allocation: Allocation, name: str) -> dict[str, Any]:
    """Return the effect of the mix against the plan on a total, in the unit of the total."""
    own, planned = (
        allocation.runs(mix, name) for mix in (allocation.mix, allocation.options.as_planned)
    )
    return effect(measure_of(allocation, name), own - planned, worlds_of_mix(allocation)).json()


def draws_in_which(options: Options, mix: Mix, budget_idr: float) -> dict[str, float]:
    """Return the shares of draws with the plan's mandiri Kubes or more, and within the budget."""
    as_good = options.of(mix, "mandiri") >= options.of(options.as_planned, "mandiri")
    within = options.of(mix, "public_idr") <= budget_idr
    return {
        "as_many_mandiri_as_planned": float(as_good.mean()),
        "within_budget": float(within.mean()),
        "both": float((as_good & within).mean()),
    }


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


def _rung(allocation: Allocation, rung: Rung) -> dict[str, Any]:
    options = allocation.options
    known = {"part": rung.part, "budget_idr": rung.budget_idr}
    if rung.mix is None:
        return {**known, "mix": None}
    return {
        **known,
        "public_idr": options.mean(rung.mix, "public_idr"),
        "mandiri": described(allocation.runs(rung.mix, "mandiri")),
        "mix": mix_json(options, rung.mix),
    }


def _point(allocation: Allocation, mix: Mix) -> dict[str, Any]:
    options = allocation.options
    return {
        "public_idr": options.mean(mix, "public_idr"),
        "mandiri": described(allocation.runs(mix, "mandiri")),
        "worst_decile": float(worst_decile(options.of(mix, "mandiri"))),
        "policies": [options.policies[policy] for policy in mix.argmax(axis=1)],
    }
