"""Comparison at equal cost: what a budget achieves, shared between policies, and what buys nothing.

Kubes are shared between policies, and each has the expected effect and cost that its policy has
when all Kubes get it: what they share (facilitators' time, demand) is not simulated for a mix. The
best mix is a linear programme with a budget and all Kubes served, so that it lies on the frontier
of expected effect and cost: at most two neighbours on it share the Kubes.
"""

from typing import NamedTuple

import numpy as np

from experiments.common.spread import effect
from experiments.common.worlds import worlds_of
from experiments.policy.accounting import PUBLIC
from experiments.policy.best_policy import Numbers
from experiments.policy.cost_effectiveness import incremental
from experiments.policy.effects import MEASURES, Json, apart, moved, sign_of
from experiments.policy.ranking_runs import Ranked
from experiments.policy.robustness import aims_of
from sim.inputs.said import both
from sim.inputs.strict import InputError

GIVEN, PLAN = "given", "plan"
"""Whose budget it is: the user's, or what the plan costs."""
SHARE_LEAST = 1e-9
"""A smaller part of the Kubes is none."""


class Shared(NamedTuple):
    """Parts of the Kubes that get each policy, by its column; they sum to 1."""

    policies: tuple[int, ...]
    shares: tuple[float, ...]


def best_shared(effects: Numbers, costs: Numbers, budget: float) -> Shared | None:
    """Return the mix of policies with the highest mean effect within a budget.

    None where no policy is so cheap. What is left of the budget buys nothing.

    Parameters
    ----------
    effects, costs : NDArray of float, shape (policies,)
        Means a Kube; a higher effect is better.
    budget : float
        A Kube.
    """
    frontier = [
        row for row in incremental(effects[np.newaxis], costs[np.newaxis])
        if row.status == "frontier"
    ]  # fmt: skip
    within = [place for place, row in enumerate(frontier) if row.cost <= budget]
    if not within:
        return None
    last = within[-1]
    if last == len(frontier) - 1:
        return Shared((frontier[last].policy,), (1.0,))
    low, high = frontier[last], frontier[last + 1]
    share = (budget - low.cost) / (high.cost - low.cost)
    if share < SHARE_LEAST:
        return Shared((low.policy,), (1.0,))
    return Shared((low.policy, high.policy), (1.0 - share, share))


def at_equal_cost(ranked: Ranked, budget_idr: float | None) -> Json:
    """Return what a budget achieves by each aim.

    Parameters
    ----------
    budget_idr : float or None
        Of ministry and city for all Kubes, present value in Rp of the price year; by default what
        the plan costs them.

    Returns
    -------
    dict
        `aims`: by outcome, `mix` (policies with the Kubes that get them), `effect` against the
        plan (`experiments.common.spread.Effect.json`), `public_idr` that is spent on average, and
        `unspent_idr`, which buys no more.

    Raises
    ------
    InputError
        When no policy is so cheap.
    """
    costs = _public(ranked).mean(axis=(1, 2))
    own = budget_idr is None
    budget = float(costs[ranked.none]) if budget_idr is None else budget_idr / ranked.kubes
    if costs.min() > budget:
        cheapest = int(costs.argmin())
        name, least = ranked.names[cheapest], f"Rp {costs.min() * ranked.kubes:.0f}"
        fault = both(
            f"--budget {budget_idr:.0f}: no policy of the set is so cheap; the cheapest is {name}, "
            f"{least}",
            f"--budget {budget_idr:.0f}: tidak ada kebijakan semurah itu; yang termurah {name}, "
            f"{least}",
        )
        raise InputError([fault])
    return {
        "budget_idr": budget * ranked.kubes,
        "budget_of": PLAN if own else GIVEN,
        "aims": {name: _achieved(ranked, name, costs, budget) for name in aims_of(ranked)},
    }


def _achieved(ranked: Ranked, name: str, costs: Numbers, budget: float) -> Json:
    """Return the best mix for one aim, and its effect against the plan."""
    outcome, values = MEASURES[name], ranked.outcomes[name]
    shared = best_shared(sign_of(name) * values.mean(axis=(1, 2)), costs, budget)
    assert shared is not None
    parts = list(zip(shared.policies, shared.shares, strict=True))
    runs = np.asarray(sum(share * apart(values, policy, ranked.none) for policy, share in parts))
    names = [lever for policy, _ in parts for lever in moved(ranked, policy, ranked.none)]
    worlds = worlds_of(names, ranked.sweep.uncertainty, ranked.set.draws)
    spent = sum(share * float(costs[policy]) for policy, share in parts)
    return {
        "mix": [
            {"policy": ranked.names[policy], "share": share, "kubes": share * ranked.kubes}
            for policy, share in parts
        ],
        "effect": effect(outcome, runs, worlds).json(),
        "worlds": worlds.json(),
        "public_idr": spent * ranked.kubes,
        "unspent_idr": max(0.0, budget - spent) * ranked.kubes,
    }


def without_effect(ranked: Ranked, worlds: dict[str, Numbers]) -> list[Json]:
    """Return policies that cost ministry and city more than the plan, and how often for nothing.

    Parameters
    ----------
    worlds : dict of NDArray, shape (draws, policies)
        As `robustness.values_of` has it.

    Returns
    -------
    list of dict
        `policy`; `more_idr`, what it costs more for all Kubes; `share` of worlds in which it is
        better by more than what matters in none of the aims. The most idle first.
    """
    public = _public(ranked)
    matters = {name: MEASURES[name].matters for name in worlds}
    gains = np.any([own > matters[name] for name, own in worlds.items()], axis=0)
    found = []
    for policy, name in enumerate(ranked.names):
        more = float(apart(public, policy, ranked.none).mean()) * ranked.kubes
        if more > 0.0:
            idle = float(1.0 - gains[:, policy].mean())
            found.append({"policy": name, "more_idr": more, "share": idle})
    return sorted(found, key=lambda one: -float(one["share"]))


def _public(ranked: Ranked) -> Numbers:
    """Return the cost a Kube to ministry and city, shape (policies, draws, luck)."""
    by_payer = ranked.by_payer()
    return np.asarray(sum(by_payer[payer] for payer in PUBLIC))
