"""The report of a ranking: everything that tables, pictures and the brief say, as plain data."""

import numpy as np
from numpy.typing import NDArray

from experiments.common import spread
from experiments.policy import accounting as money
from experiments.policy.best_policy import Numbers, best_shares, optimism
from experiments.policy.economics import (
    EFFECT,
    LIFTED,
    asked_idr,
    choices,
    choices_json,
    economics,
    effect_and_cost,
    implied_idr,
    no_support_until,
)
from experiments.policy.effects import (
    MEASURES,
    Json,
    apart,
    described,
    effects,
    finite,
    interactions,
    moved,
    of_groups,
    sign_of,
    told_of,
    worlds_between,
)
from experiments.policy.equal_cost import at_equal_cost, without_effect
from experiments.policy.flip_points import Flip, flips, flips_of_outcome
from experiments.policy.income_gained import income_gained
from experiments.policy.ranking_runs import Ranked, by_draw
from experiments.policy.regions import by_region
from experiments.policy.robustness import preferred, regrets, values_of
from experiments.policy.stage_effects import PARTS
from experiments.policy.unit_costs import unit_costs
from experiments.policy.visits_made import visits_made

SCHEMA = 2
"""Of the report: effects are spreads over worlds since 2, means with an interval before."""
DOTS = 50
"""So many parts of the worlds are drawn, each as a dot."""
TOTAL = "total"
NET_BENEFIT = "net benefit"
"""What a policy is recommended by, where the set names the worth of a mandiri Kube."""


def report_of(
    ranked: Ranked, parts: dict[str, NDArray[np.float64]], budget_idr: float | None = None
) -> Json:
    """Return what was found.

    Parameters
    ----------
    parts : dict of NDArray, shape (policies, draws, luck, PARTS)
        How effects on stages come about (`experiments.policy.stage_effects`).
    budget_idr : float, optional
        At which policies are compared at equal cost (`equal_cost.at_equal_cost`).

    Raises
    ------
    InputError
        When no policy is as cheap as the budget.
    """
    weighed = {name: economics(ranked, asked_idr(ranked, name), name) for name in (EFFECT, LIFTED)}
    at_cost, told = at_equal_cost(ranked, budget_idr), policies(ranked, parts)
    rate, worlds = ranked.set.willing_idr, values_of(ranked)
    chosen = choice(ranked, worlds[ranked.set.decide_by])
    effect, cost = effect_and_cost(ranked, EFFECT)
    if rate is None:
        best = ranked.place(chosen["order"][0])
        found = flips_of_outcome(ranked, signed(ranked).mean(axis=2), best)
    else:
        best = int((rate * effect - cost).mean(axis=0).argmax())
        found = flips(ranked, effect, cost, best, rate)
    regions = by_region(ranked, chosen["chosen"])
    return {
        "schema": SCHEMA,
        "set": ranked.set.model_dump(),
        "sweep": {
            "digest": ranked.sweep.digest,
            "rows": len(ranked.sweep),
            "draws": ranked.set.draws,
            "luck": ranked.set.luck,
            "kubes": ranked.kubes,
            "seed": ranked.sweep.seed,
            "parameters": ranked.sweep.drawn._asdict(),
        },
        "money": {
            "price_year": ranked.set.accounting.price_year,
            "discount_percent": ranked.set.accounting.discount_percent,
            "base_month": ranked.sweep.scenario.prices.base,
            "price_year_over_base_month": ranked.level,
            "fiscal_years": list(ranked.years),
        },
        "policies": [{**own, "dots": dots(worlds, n)} for n, own in enumerate(told)],
        "choice": chosen,
        "willing_idr": rate,
        "plan_pays_idr": implied_idr(ranked, EFFECT),
        "economics": weighed,
        "no_support_until_idr": no_support_until(weighed[EFFECT]["thresholds"]),
        "recommended": ranked.names[best],
        "recommended_by": ranked.set.decide_by if rate is None else NET_BENEFIT,
        "discounts": _discounts(ranked, None if rate is None else rate * effect),
        "flips": [_flip(flip) for flip in found],
        "groups": of_groups(ranked, best, ranked.none),
        "interactions": list(interactions(ranked, ranked.set.decide_by)),
        "regret": regrets(worlds, ranked.names),
        "preferred": preferred(ranked, worlds),
        "never_mandiri": never_mandiri(ranked),
        "equal_cost": {**at_cost, "no_effect": without_effect(ranked, worlds)},
        "prices": _prices(ranked),
        **({"regions": regions} if regions else {}),
    }


def policies(ranked: Ranked, parts: dict[str, NDArray[np.float64]]) -> list[Json]:
    """Return what each policy does and costs."""
    made = visits_made(ranked)
    rows = []
    for number, name in enumerate(ranked.names):
        policy = ranked.sweep.policy_of(ranked.sweep.points[number])
        rows.append(
            {
                "policy": name,
                "title": policy.title,
                "judul": policy.judul,
                "levers": policy.overrides(),
                **policy.dates(),
                "rows": [ranked.row(number, 0, 0), ranked.row(number + 1, 0, 0) - 1],
                "outcomes": {
                    key: described(ranked.outcomes[key][number]) for key in told_of(ranked)
                },
                **_against(ranked, number),
                "cost": costs(ranked, number),
                "income_gained": income_gained(ranked, number),
                "paid": paid(ranked, number),
                "visits": made[number]._asdict(),
                "lines": {
                    line.name: float(ranked.lines[line.name][number].mean()) for line in money.LINES
                },
                "split": {key: _parts(values[number]) for key, values in parts.items()},
            }
        )
    return rows


def _against(ranked: Ranked, number: int) -> Json:
    """Return the effects against the plan and against no support, and what differs of each."""
    against = {"against_none": ranked.none, "against_no_support": ranked.no_support}
    found: Json = {
        key: {name: one.json() for name, one in effects(ranked, number, other).items()}
        for key, other in against.items()
    }
    found["worlds"] = {
        key: {
            "moved": list(moved(ranked, number, other)),
            **worlds_between(ranked, number, other).json(),
        }
        for key, other in against.items()
    }
    return found


def costs(ranked: Ranked, number: int) -> Json:
    """Return the cost a Kube, in total and by payer, and how much more it is than the plan's."""
    return {
        payer: {
            **described(cube[number]),
            "more": described(apart(cube, number, ranked.none)),
        }
        for payer, cube in {TOTAL: ranked.cost, **ranked.by_payer()}.items()
    }


def paid(ranked: Ranked, number: int) -> Json:
    """Return what payers pay for all Kubes in each fiscal year, in rupiah of that year.

    Returns
    -------
    dict
        By payer, lists by fiscal year: the mean over draws, and the 5th and 95th percentile.
    """
    shown = {}
    for payer, values in ranked.paid.items():
        _, low, high = spread.interval(values[number])
        shown[payer] = {
            "mean": values[number].mean(axis=0).tolist(),
            "low": low.tolist(),
            "high": high.tolist(),
        }
    return shown


def _parts(values: NDArray[np.float64]) -> Json:
    """Return the parts of an effect, of which there is one for every draw and luck."""
    return {part: described(values[..., place]) for place, part in enumerate(PARTS)}


def choice(ranked: Ranked, worlds: Numbers) -> Json:
    """Return the policy of the highest expected outcome, and how sure that it is the best.

    Parameters
    ----------
    worlds : NDArray of float, shape (draws, policies)
        The outcome by which the set decides, as `robustness.values_of` has it.

    Returns
    -------
    dict
        `order`: policies by their expected outcome, the best first. `as_good`: those that are not
        behind by what matters. `lead`: the effect of the first over the second. `optimism`: by
        how much the first looks better than it is, in the unit of the outcome.
    """
    outcome, runs = MEASURES[ranked.set.decide_by], signed(ranked)
    means = runs.mean(axis=(0, 2))
    order = [int(policy) for policy in np.argsort(-means, kind="stable")]
    first, second = order[:2]
    lead = apart(ranked.outcomes[outcome.name], first, second)
    shares = best_shares(worlds)
    return {
        "decide_by": outcome.name,
        "matters": outcome.matters,
        "chosen": ranked.names[first],
        "second": ranked.names[second],
        "order": [ranked.names[policy] for policy in order],
        "as_good": [
            ranked.names[policy]
            for policy in order
            if means[policy] >= means[first] - outcome.matters
        ],
        "probability_of_best": dict(zip(ranked.names, shares.tolist(), strict=True)),
        "lead": spread.effect(outcome, lead, worlds_between(ranked, first, second)).json(),
        "optimism": optimism(runs),
    }


def dots(worlds: dict[str, Numbers], policy: int) -> Json:
    """Return effects of a policy against the plan at even steps through the worlds, by aim.

    Parameters
    ----------
    worlds : dict of NDArray, shape (draws, policies)
        As `robustness.values_of` has it.

    Returns
    -------
    dict of list
        Of `DOTS` quantiles each, in the unit of the outcome.
    """
    steps = (np.arange(DOTS) + 0.5) / DOTS
    return {
        name: sorted((sign_of(name) * np.quantile(own[:, policy], steps)).tolist())
        for name, own in worlds.items()
    }


def never_mandiri(ranked: Ranked) -> Json:
    """Return in how many draws no run of any policy makes a Kube that stays mandiri."""
    never = ~(np.nan_to_num(ranked.outcomes[EFFECT]) > 0.0).any(axis=(0, 2))
    return {"draws": int(never.sum()), "share": float(never.mean())}


def signed(ranked: Ranked, name: str | None = None) -> NDArray[np.float64]:
    """Return an outcome, higher is better, shape (draws, policies, luck).

    Parameters
    ----------
    name : str, optional
        By default the outcome by which the set decides.
    """
    own = name or ranked.set.decide_by
    return np.moveaxis(sign_of(own) * ranked.outcomes[own], 0, 1)


def _discounts(ranked: Ranked, worth: Numbers | None) -> list[Json]:
    """Return the best choice at other discounts: at each worth, and at the set's, if it has one."""
    rows = []
    for percent, cost in ranked.otherwise.items():
        best = None
        if worth is not None:
            best = ranked.names[int((worth - by_draw(cost).T).mean(axis=0).argmax())]
        found = choices_json(ranked, choices(ranked, EFFECT, percent))
        rows.append({"percent": percent, "recommended": best, "thresholds": found})
    return rows


def _flip(flip: Flip) -> Json:
    return {
        key: finite(value) if isinstance(value, float) else value
        for key, value in flip._asdict().items()
    }


def _prices(ranked: Ranked) -> list[Json]:
    accounting = ranked.set.accounting
    since = money.since_ranges(ranked.sweep.scenario, accounting.price_year)
    return unit_costs(accounting.price_year, since, accounting.prices, ranked.prices)
