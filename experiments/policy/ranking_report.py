"""The report of a ranking: everything that tables, pictures and the brief say, as plain data."""

import numpy as np
from numpy.typing import NDArray

from experiments.policy import accounting as money
from experiments.policy.best_policy import Numbers, best_shares, choose
from experiments.policy.economics import (
    EFFECT,
    LIFTED,
    economics,
    effect_and_cost,
    implied_idr,
    willing_idr,
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
from experiments.policy.flip_points import Flip, flips
from experiments.policy.ranking_runs import Ranked, by_draw
from experiments.policy.stage_effects import PARTS

CHOSEN, NOT_ENOUGH = "chosen", "not enough evidence"
"""States of the choice of one best policy."""
TOTAL = "total"


def report_of(ranked: Ranked, parts: dict[str, NDArray[np.float64]]) -> Json:
    """Return what was found on the set's own luck.

    Parameters
    ----------
    parts : dict of NDArray, shape (policies, replications, PARTS)
        How effects on stages come about (`experiments.policy.stage_effects`).
    """
    rate, lifted = willing_idr(ranked), implied_idr(ranked, LIFTED)
    effect, cost = effect_and_cost(ranked, EFFECT)
    best = int((rate * effect - cost).mean(axis=0).argmax())
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
        "policies": policies(ranked, parts),
        "choice": choice(ranked),
        "willing_idr": rate,
        "economics": {
            EFFECT: economics(ranked, rate),
            LIFTED: None if lifted is None else economics(ranked, lifted, LIFTED),
        },
        "recommended": ranked.names[best],
        "discounts": _discounts(ranked, rate * effect),
        "flips": [_flip(flip) for flip in flips(ranked, effect, cost, best, rate)],
        "gains": gains(ranked, best, ranked.none),
        "interactions": _interactions(ranked),
        "structures": list(rivals(ranked, MEASURES[ranked.set.decide_by])),
        "prices": [_price(ranked, price) for price in money.PRICES],
    }


def policies(ranked: Ranked, parts: dict[str, NDArray[np.float64]]) -> list[Json]:
    """Return what each policy does and costs."""
    to_none = list(effects(ranked, ranked.none))
    to_nothing = list(effects(ranked, ranked.no_support))
    means = {name: mean_and_interval(by_draw(ranked.outcomes[name])) for name in SHOWN}
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


def _parts(values: NDArray[np.float64], draws: int) -> Json:
    """Return the parts of an effect: the luck of a draw is averaged before draws are compared."""
    means = mean_and_interval(values.reshape(-1, draws, len(PARTS)).mean(axis=0).T)
    return dict(zip(PARTS, map(interval, means), strict=True))


def choice(ranked: Ranked) -> Json:
    """Return which policy is the best by the set's outcome, or who is left."""
    outcome = MEASURES[ranked.set.decide_by]
    sign = -1.0 if outcome.better == "lower" else 1.0
    draws = by_draw(sign * ranked.outcomes[outcome.name]).T
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


def _discounts(ranked: Ranked, worth: Numbers) -> list[Json]:
    """Return what is recommended at other discounts, at the same worth of a mandiri Kube."""
    best = {
        percent: int((worth - by_draw(cost).T).mean(axis=0).argmax())
        for percent, cost in ranked.otherwise.items()
    }
    return [
        {"percent": percent, "recommended": ranked.names[policy]}
        for percent, policy in best.items()
    ]


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


def _price(ranked: Ranked, price: money.Price) -> Json:
    values = ranked.prices[price.name]
    return {
        **price._asdict(),
        "used": [float(values.min()), float(values.mean()), float(values.max())],
    }
