"""Where a ranking's recommendation changes: its flip points over all that is uncertain."""

import numpy as np

from experiments.policy.economics import Economics
from experiments.policy.flips import Flip, of_parameters, of_price, of_willing
from experiments.policy.ranked import Ranked, by_draw

RIVALS = 5
"""So many of the next best policies are asked where they overtake."""


def flips(ranked: Ranked, found: Economics, best: int, rate: float) -> list[Flip]:
    """Return where the recommendation changes: the next willingness, then the most probable."""
    benefit = found.benefit(rate)
    order = [int(it) for it in np.argsort(-benefit.mean(axis=0), kind="stable") if it != best]
    draws = ranked.sweep.plan.uncertainty.draws
    known = {name: values for name, values in draws.items() if values.dtype.kind == "f"}
    told: list[Flip] = []
    for place, other in enumerate(order):
        name = ranked.names[other]
        more, dearer = (it[:, best] - it[:, other] for it in (found.effect, found.cost))
        told += of_willing(float(more.mean()), float(dearer.mean()), rate, name)
        if place >= RIVALS:
            continue
        lead = benefit[:, best] - benefit[:, other]
        told += of_parameters(lead, known, name, RIVALS)
        for price, values in ranked.prices.items():
            quantity = _per_rupiah(ranked, price, best) - _per_rupiah(ranked, price, other)
            told += of_price(float(lead.mean()), quantity, values, price, name)
    rates = [it for it in told if it.what == "willing"]
    nearest = [max((it for it in rates if not it.above), key=lambda it: it.at, default=None)]
    nearest += [min((it for it in rates if it.above), key=lambda it: it.at, default=None)]
    others = sorted((it for it in told if it.what != "willing"), key=lambda it: -it.probability)
    return [*(it for it in nearest if it is not None), *others]


def _per_rupiah(ranked: Ranked, price: str, policy: int) -> float:
    """Return the mean cost of a line a Kube for a rupiah of its price."""
    values = by_draw(ranked.lines[price])[policy]
    prices = ranked.prices[price]
    priced = prices > 0.0
    return float((values[priced] / prices[priced]).mean()) if priced.any() else 0.0
