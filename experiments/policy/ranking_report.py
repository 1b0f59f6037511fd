"""The report of a ranking: everything that tables, pictures and the brief say, as plain data."""

import numpy as np
from numpy.typing import NDArray

from experiments.policy import accounting as money
from experiments.policy.best_policy import Numbers, best_shares, choose
from experiments.policy.economics import (
    EFFECT,
    LIFTED,
    asked_idr,
    choices,
    choices_json,
    economics,
    effect_and_cost,
    implied_idr,
)
from experiments.policy.effects import (
    MEASURES,
    SHOWN,
    Json,
    effects,
    finite,
    gains,
    interactions,
    interval,
    mean_and_interval,
    rivals,
)
from experiments.policy.flip_points import Flip, flips, flips_of_outcome
from experiments.policy.ranking_runs import Ranked, by_draw
from experiments.policy.stage_effects import PARTS
from experiments.policy.unit_costs import unit_costs
from experiments.policy.visits_made import visits_made

CHOSEN, NOT_ENOUGH = "chosen", "not enough evidence"
"""States of the choice of one best policy."""
TOTAL = "total"
NET_BENEFIT = "net benefit"
"""What a policy is recommended by, where the set names the worth of a mandiri Kube."""
SPREAD = (0.05, 0.95)
"""Between these parts of the draws lies what is paid in a year."""


def report_of(ranked: Ranked, parts: dict[str, NDArray[np.float64]]) -> Json:
    """Return what was found on the set's own luck.

    Parameters
    ----------
    parts : dict of NDArray, shape (policies, replications, PARTS)
        How effects on stages come about (`experiments.policy.stage_effects`).
    """
    rate, chosen = ranked.set.willing_idr, choice(ranked)
    effect, cost = effect_and_cost(ranked, EFFECT)
    if rate is None:
        best = ranked.place(chosen["order"][0])
        found = flips_of_outcome(ranked, signed(ranked), best)
    else:
        best = int((rate * effect - cost).mean(axis=0).argmax())
        found = flips(ranked, effect, cost, best, rate)
    return {
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
        "policies": policies(ranked, parts),
        "choice": chosen,
        "willing_idr": rate,
        "plan_pays_idr": implied_idr(ranked, EFFECT),
        "economics": {
            name: economics(ranked, asked_idr(ranked, name), name) for name in (EFFECT, LIFTED)
        },
        "recommended": ranked.names[best],
        "recommended_by": ranked.set.decide_by if rate is None else NET_BENEFIT,
        "discounts": _discounts(ranked, None if rate is None else rate * effect),
        "flips": [_flip(flip) for flip in found],
        "gains": gains(ranked, best, ranked.none),
        "interactions": _interactions(ranked),
        "structures": list(rivals(ranked, MEASURES[ranked.set.decide_by])),
        "prices": _prices(ranked),
    }


def policies(ranked: Ranked, parts: dict[str, NDArray[np.float64]]) -> list[Json]:
    """Return what each policy does and costs."""
    to_none = list(effects(ranked, ranked.none))
    to_nothing = list(effects(ranked, ranked.no_support))
    means = {name: mean_and_interval(by_draw(ranked.outcomes[name])) for name in SHOWN}
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
                "outcomes": {key: interval(means[key][number]) for key in SHOWN},
                "against_none": to_none[number],
                "against_no_support": to_nothing[number],
                "cost": costs(ranked, number),
                "paid": paid(ranked, number),
                "visits": made[number]._asdict(),
                "lines": {
                    line.name: float(ranked.lines[line.name][number].mean()) for line in money.LINES
                },
                "split": {
                    key: _parts(values[number], ranked.set.draws) for key, values in parts.items()
                },
            }
        )
    return rows


def costs(ranked: Ranked, number: int) -> Json:
    """Return the cost a Kube, in total and by payer, and how much more it is than the plan's."""
    shown = {}
    for payer, cube in {TOTAL: ranked.cost, **ranked.by_payer()}.items():
        draws = by_draw(cube)
        own, more = mean_and_interval(np.stack([draws[number], draws[number] - draws[ranked.none]]))
        shown[payer] = {**interval(own), "more": interval(more)}
    return shown


def paid(ranked: Ranked, number: int) -> Json:
    """Return what payers pay for all Kubes in each fiscal year, in rupiah of that year.

    Returns
    -------
    dict
        By payer, lists by fiscal year: the mean over draws, and the 5th and 95th percentile.
    """
    shown = {}
    for payer, values in ranked.paid.items():
        low, high = np.quantile(values[number], SPREAD, axis=0)
        shown[payer] = {
            "mean": values[number].mean(axis=0).tolist(),
            "low": low.tolist(),
            "high": high.tolist(),
        }
    return shown


def _parts(values: NDArray[np.float64], draws: int) -> Json:
    """Return the parts of an effect: the luck of a draw is averaged before draws are compared."""
    means = mean_and_interval(values.reshape(-1, draws, len(PARTS)).mean(axis=0).T)
    return dict(zip(PARTS, map(interval, means), strict=True))


def choice(ranked: Ranked) -> Json:
    """Return which policy is the best by the set's outcome, or who is left."""
    outcome, draws = MEASURES[ranked.set.decide_by], signed(ranked)
    chosen, left = choose(draws, ranked.set.probability, outcome.matters)
    order = np.argsort(-draws.mean(axis=0), kind="stable")
    return {
        "decide_by": outcome.name,
        "margin": outcome.matters,
        "probability": ranked.set.probability,
        "state": CHOSEN if chosen is not None else NOT_ENOUGH,
        "chosen": None if chosen is None else ranked.names[chosen],
        "left": [ranked.names[policy] for policy in order if policy in left],
        "order": [ranked.names[policy] for policy in order],
        "probability_of_best": {
            name: float(share) for name, share in zip(ranked.names, best_shares(draws), strict=True)
        },
    }


def signed(ranked: Ranked) -> Numbers:
    """Return the outcome by which the set decides, higher is better, shape (draws, policies)."""
    outcome = MEASURES[ranked.set.decide_by]
    sign = -1.0 if outcome.better == "lower" else 1.0
    return by_draw(sign * ranked.outcomes[outcome.name]).T


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


def _interactions(ranked: Ranked) -> list[Json]:
    overrides = {
        name: ranked.sweep.policy_of(point).told()
        for name, point in zip(ranked.names, ranked.sweep.points, strict=True)
    }
    return interactions(overrides, by_draw(ranked.outcomes[ranked.set.decide_by]).T)


def _prices(ranked: Ranked) -> list[Json]:
    accounting = ranked.set.accounting
    since = money.since_ranges(ranked.sweep.scenario, accounting.price_year)
    return unit_costs(accounting.price_year, since, accounting.prices, ranked.prices)
