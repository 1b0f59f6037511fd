"""The report of a ranking: everything that tables, pictures and the brief say, as plain data."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.differences import Difference
from experiments.policy import accounting as money
from experiments.policy.best_policy import best_shares, choose
from experiments.policy.economics import (
    EFFECT,
    LIFTED,
    Economics,
    economics,
    finite,
    implied_idr,
    willing_idr,
)
from experiments.policy.effects import (
    MEASURES,
    SHOWN,
    Effect,
    effects,
    gains,
    mean_and_interval,
    rivals,
)
from experiments.policy.flip_points import Flip, flips
from experiments.policy.interactions import interactions
from experiments.policy.ranking_runs import Ranked, by_draw
from experiments.policy.stage_effects import PARTS

Json = dict[str, Any]
CHOSEN, NOT_ENOUGH = "chosen", "not enough evidence"
"""States of the choice of one best policy."""


def report_of(ranked: Ranked, parts: dict[str, NDArray[np.float64]]) -> Json:
    """Return what was found on the set's own luck.

    Parameters
    ----------
    parts : dict of NDArray, shape (policies, replications, PARTS)
        How effects on stages come about (`experiments.policy.stage_effects`).
    """
    rate = willing_idr(ranked)
    kubes = economics(ranked, rate)
    benefit = kubes.benefit(rate)
    best = int(benefit.mean(axis=0).argmax())
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
        "economics": {EFFECT: _economics(ranked, kubes), "lifted": _lifted(ranked)},
        "recommended": ranked.names[best],
        "discounts": _discounts(ranked, kubes, rate),
        "flips": [_flip(flip) for flip in flips(ranked, kubes, best, rate)],
        "gains": _gains(ranked, best),
        "interactions": _interactions(ranked),
        "structures": _structures(ranked),
        "prices": [_price(ranked, price) for price in money.PRICES],
    }


def policies(ranked: Ranked, parts: dict[str, NDArray[np.float64]]) -> list[Json]:
    """Return what each policy does and costs."""
    to_none = list(effects(ranked, ranked.none))
    to_nothing = list(effects(ranked, ranked.no_support))
    payers = ranked.by_payer()
    means = {name: mean_and_interval(by_draw(ranked.outcomes[name])) for name in SHOWN}
    rows = []
    for number, name in enumerate(ranked.names):
        point = ranked.sweep.points[number]
        policy = ranked.sweep.policy_of(point)
        rows.append(
            {
                "policy": name,
                "title": policy.title,
                "judul": policy.judul,
                "levers": policy.overrides(),
                "rows": [ranked.row(number, 0, 0), ranked.row(number + 1, 0, 0) - 1],
                "outcomes": {key: interval(means[key][number]) for key in SHOWN},
                "against_none": {key: in_report(to_none[number][key]) for key in SHOWN},
                "against_no_support": {key: in_report(to_nothing[number][key]) for key in SHOWN},
                "cost": {
                    "total": _cost(ranked, ranked.cost, number),
                    **{payer: _cost(ranked, cube, number) for payer, cube in payers.items()},
                },
                "lines": {
                    line.name: float(ranked.lines[line.name][number].mean()) for line in money.LINES
                },
                "split": {
                    key: _parts(values[number], ranked.set.draws) for key, values in parts.items()
                },
            }
        )
    return rows


def interval(mean: Difference) -> Json:
    """Return a mean with its interval."""
    return {"mean": finite(mean.mean), "low": finite(mean.low), "high": finite(mean.high)}


def in_report(effect: Effect) -> Json:
    """Return an effect as plain data."""
    return {
        **interval(effect.difference),
        "spread": [finite(effect.spread[0]), finite(effect.spread[1])],
        "gains": finite(effect.gains),
        "verdict": effect.verdict,
    }


def _cost(ranked: Ranked, cube: Any, number: int) -> Json:
    """Return a cost a Kube, and how much more it is than the plan's."""
    draws = by_draw(np.broadcast_to(cube, ranked.cost.shape))
    plan = draws[ranked.none]
    own, more = mean_and_interval(np.stack([draws[number], draws[number] - plan]))
    return {**interval(own), "more": interval(more)}


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


def _economics(ranked: Ranked, weighed: Economics) -> Json:
    names = ranked.names
    return {
        "unit": weighed.effect_name,
        "table": [
            {
                "policy": names[row.policy],
                "effect": row.effect,
                "cost": row.cost,
                "status": row.status,
                "icer": finite(row.icer),
            }
            for row in weighed.table
        ],
        "against_none": {
            name: {
                "ratio": [finite(value) for value in whole.ratio],
                "public_ratio": [finite(value) for value in public],
                "plane": {", ".join(key): share for key, share in whole.plane.items() if share},
            }
            for name, whole, public in zip(names, weighed.against, weighed.public, strict=True)
        },
        "willing": [_at_rate(names, weighed, number) for number in range(len(weighed.willing))],
    }


def _at_rate(names: tuple[str, ...], weighed: Economics, number: int) -> Json:
    weighing = weighed.weighing
    return {
        "rate_idr": float(weighed.willing[number]),
        "choice": names[int(weighing.choice[number])],
        "probability": float(weighing.sure[number]),
        "expected_loss_idr": float(weighing.loss[number].min()),
        "perfect_information_idr": float(weighing.information[number]),
        "curve": {
            name: float(share)
            for name, share in zip(names, weighing.shares[number], strict=True)
            if share >= 0.01
        },
    }


def _lifted(ranked: Ranked) -> Json | None:
    """Return the same for households lifted over their need, around what the plan pays for one."""
    rate = implied_idr(ranked, LIFTED)
    return None if rate is None else _economics(ranked, economics(ranked, rate, LIFTED))


def _discounts(ranked: Ranked, weighed: Economics, rate: float) -> list[Json]:
    """Return what is recommended at other discounts, at the same worth of a mandiri Kube."""
    benefits = {
        percent: rate * weighed.effect - by_draw(cost).T
        for percent, cost in ranked.otherwise.items()
    }
    return [
        {"percent": percent, "recommended": ranked.names[int(benefit.mean(axis=0).argmax())]}
        for percent, benefit in benefits.items()
    ]


def _flip(flip: Flip) -> Json:
    values = flip._asdict()
    return {
        **{key: value for key, value in values.items() if not isinstance(value, float)},
        **{key: finite(value) for key, value in values.items() if isinstance(value, float)},
    }


def _gains(ranked: Ranked, best: int) -> list[Json]:
    return [
        {
            "by": group.by,
            "group": group.name,
            "share": group.share,
            "effects": {name: in_report(effect) for name, effect in group.effects.items()},
        }
        for group in gains(ranked, best, ranked.none)
    ]


def _interactions(ranked: Ranked) -> list[Json]:
    overrides = {
        name: ranked.sweep.policy_of(point).overrides()
        for name, point in zip(ranked.names, ranked.sweep.points, strict=True)
    }
    values = by_draw(ranked.outcomes[ranked.set.decide_by]).T
    return [
        {
            **together.triple._asdict(),
            "mean": finite(together.mean),
            "low": finite(together.low),
            "high": finite(together.high),
        }
        for together in interactions(overrides, values)
    ]


def _structures(ranked: Ranked) -> list[Json]:
    """Return the policies on which rival structures disagree, and the best under each."""
    return [
        {
            "structure": pair.structure,
            "levels": list(pair.levels),
            "best": list(pair.best),
            "disagree": [
                {
                    "policy": halves.policy,
                    "own": interval(halves.own),
                    "rival": interval(halves.rival),
                }
                for halves in pair.disagree
            ],
        }
        for pair in rivals(ranked, MEASURES[ranked.set.decide_by])
    ]


def _price(ranked: Ranked, price: money.Price) -> Json:
    values = ranked.prices[price.name]
    return {
        **price._asdict(),
        "used": [float(values.min()), float(values.mean()), float(values.max())],
    }
