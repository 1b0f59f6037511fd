"""The report of a ranking: everything that tables, pictures and the brief say, as plain data."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.differences import Difference
from experiments.policy import accounting as money
from experiments.policy.decision.best import probability_of_best
from experiments.policy.decision.interactions import interactions
from experiments.policy.decision.selection import FIRST, Aim, conclude
from experiments.policy.disagreements import halves
from experiments.policy.economics import (
    EFFECT,
    LIFTED,
    Economics,
    economics,
    finite,
    implied_idr,
    willing_idr,
)
from experiments.policy.effects import MEASURES, SHOWN, Effect, effects, mean_and_interval
from experiments.policy.flipping import flips
from experiments.policy.flips import Flip
from experiments.policy.gains import gains
from experiments.policy.ranked import Ranked, by_draw
from experiments.policy.splitting import PARTS

Json = dict[str, Any]


def report(ranked: Ranked, parts: dict[str, NDArray[np.float64]]) -> Json:
    """Return what was found on the set's own luck.

    Parameters
    ----------
    parts : dict of NDArray, shape (policies, replications, PARTS)
        How effects on stages come about (`experiments.policy.splitting`).
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
        "flips": [_flip(it) for it in flips(ranked, kubes, best, rate)],
        "gains": _gains(ranked, best),
        "interactions": _interactions(ranked),
        "structures": _structures(ranked),
        "prices": [_price(ranked, it) for it in money.PRICES],
    }


def policies(ranked: Ranked, parts: dict[str, NDArray[np.float64]]) -> list[Json]:
    """Return what each policy does and costs."""
    to_none = list(effects(ranked, ranked.none))
    to_nothing = list(effects(ranked, ranked.no_support))
    payers = ranked.by_payer()
    means = {name: mean_and_interval(by_draw(ranked.outcomes[name])) for name in SHOWN}
    found = []
    for number, name in enumerate(ranked.names):
        point = ranked.sweep.points[number]
        policy = ranked.sweep.policy_of(point)
        found.append(
            {
                "policy": name,
                "title": policy.title,
                "judul": policy.judul,
                "levers": policy.overrides(),
                "rows": [ranked.row(number, 0, 0), ranked.row(number + 1, 0, 0) - 1],
                "outcomes": {it: interval(means[it][number]) for it in SHOWN},
                "against_none": {it: in_report(to_none[number][it]) for it in SHOWN},
                "against_no_support": {it: in_report(to_nothing[number][it]) for it in SHOWN},
                "cost": {
                    "total": _cost(ranked, ranked.cost, number),
                    **{payer: _cost(ranked, cube, number) for payer, cube in payers.items()},
                },
                "lines": {
                    it.name: float(ranked.lines[it.name][number].mean()) for it in money.LINES
                },
                "split": {
                    key: _parts(values[number], ranked.set.draws) for key, values in parts.items()
                },
            }
        )
    return found


def interval(found: Difference) -> Json:
    """Return a mean with its interval."""
    return {"mean": finite(found.mean), "low": finite(found.low), "high": finite(found.high)}


def in_report(it: Effect) -> Json:
    """Return an effect as plain data."""
    return {
        **interval(it.found),
        "spread": [finite(it.spread[0]), finite(it.spread[1])],
        "gains": finite(it.gains),
        "verdict": it.verdict,
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
    cube = sign * ranked.outcomes[outcome.name]
    draws = by_draw(cube).T
    shares = probability_of_best(np.moveaxis(cube, 0, 2))
    aim = Aim(ranked.set.probability, outcome.matters, min(FIRST, len(draws)))
    done = conclude(draws, aim)
    order = np.argsort(-draws.mean(axis=0), kind="stable")
    return {
        "decide_by": outcome.name,
        "margin": outcome.matters,
        "probability": ranked.set.probability,
        "state": done.state,
        "chosen": None if done.chosen is None else ranked.names[done.chosen],
        "left": [ranked.names[it] for it in order if it in done.left],
        "order": [ranked.names[it] for it in order],
        "probability_of_best": {
            name: float(share) for name, share in zip(ranked.names, shares, strict=True)
        },
    }


def _economics(ranked: Ranked, found: Economics) -> Json:
    names = ranked.names
    return {
        "unit": found.effect_name,
        "table": [
            {
                "policy": names[row.policy],
                "effect": row.effect,
                "cost": row.cost,
                "status": row.status,
                "icer": finite(row.icer),
            }
            for row in found.table
        ],
        "against_none": {
            name: {
                "ratio": [finite(value) for value in it.ratio],
                "public_ratio": [finite(value) for value in of_public],
                "plane": {", ".join(key): share for key, share in it.plane.items() if share},
            }
            for name, it, of_public in zip(names, found.against, found.public, strict=True)
        },
        "willing": [
            {
                "rate_idr": float(rate),
                "choice": names[int(found.choice[number])],
                "probability": float(found.sure[number]),
                "expected_loss_idr": float(found.loss[number].min()),
                "perfect_information_idr": float(found.information[number]),
                "curve": {
                    name: float(share)
                    for name, share in zip(names, found.curve[number], strict=True)
                    if share >= 0.01
                },
            }
            for number, rate in enumerate(found.willing)
        ],
    }


def _lifted(ranked: Ranked) -> Json | None:
    """Return the same for households lifted over their need, around what the plan pays for one."""
    rate = implied_idr(ranked, LIFTED)
    return None if rate is None else _economics(ranked, economics(ranked, rate, LIFTED))


def _discounts(ranked: Ranked, found: Economics, rate: float) -> list[Json]:
    """Return what is recommended at other discounts, at the same worth of a mandiri Kube."""
    benefits = {
        percent: rate * found.effect - by_draw(cost).T for percent, cost in ranked.otherwise.items()
    }
    return [
        {"percent": percent, "recommended": ranked.names[int(it.mean(axis=0).argmax())]}
        for percent, it in benefits.items()
    ]


def _flip(it: Flip) -> Json:
    return {
        **{key: value for key, value in it._asdict().items() if not isinstance(value, float)},
        **{key: finite(value) for key, value in it._asdict().items() if isinstance(value, float)},
    }


def _gains(ranked: Ranked, best: int) -> list[Json]:
    return [
        {
            "by": group.by,
            "group": group.name,
            "share": group.share,
            "effects": {name: in_report(it) for name, it in group.effects.items()},
        }
        for group in gains(ranked, best, ranked.none)
        if group.share > 0.0
    ]


def _interactions(ranked: Ranked) -> list[Json]:
    overrides = {
        name: ranked.sweep.policy_of(point).overrides()
        for name, point in zip(ranked.names, ranked.sweep.points, strict=True)
    }
    values = by_draw(ranked.outcomes[ranked.set.decide_by]).T
    return [
        {
            "a": it.triple.a,
            "b": it.triple.b,
            "both": it.triple.both,
            "mean": finite(it.mean),
            "low": finite(it.low),
            "high": finite(it.high),
        }
        for it in interactions(overrides, values)
    ]


def _structures(ranked: Ranked) -> list[Json]:
    """Return the policies on which rival structures disagree, and the best under each."""
    outcome = MEASURES[ranked.set.decide_by]
    draws = ranked.sweep.plan.uncertainty.draws
    values = by_draw(ranked.outcomes[outcome.name])
    higher = outcome.better != "lower"
    told: dict[str, Json] = {}
    for it in halves(values, ranked.names, ranked.none, draws, higher):
        one = told.setdefault(
            it.structure,
            {
                "structure": it.structure,
                "levels": list(it.levels),
                "best": list(it.best),
                "disagree": [],
            },
        )
        if it.apart:
            found = {"policy": it.policy, "own": interval(it.own), "rival": interval(it.rival)}
            one["disagree"].append(found)
    return list(told.values())


def _price(ranked: Ranked, it: money.Price) -> Json:
    values = ranked.prices[it.name]
    return {
        **it._asdict(),
        "used": [float(values.min()), float(values.mean()), float(values.max())],
    }
