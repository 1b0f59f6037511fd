"""Flip points: the values at which a recommendation changes, and how probable they are.

The recommendation is the policy of highest expected net benefit: what is paid for one more
sustained mandiri Kube, times how many there are, less the cost. A parameter flips it where the
net benefit over another policy, given that parameter, changes its sign. That is read from a
parabola through the draws, and only where the parameter moves the net benefit for certain (an F
test, corrected for all parameters). Prices and the willingness to pay enter as straight lines, so
their flip points are exact given the mean quantities.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
from scipy.special import fdtrc

from experiments.policy.best_policy import Numbers
from experiments.policy.ranking_runs import Ranked, by_draw

SURE = 0.01
"""Level of the test, divided by the number of parameters and of policies asked."""
ENDS = (0.01, 0.99)
"""Quantiles of the draws between which flip points are looked for."""
RIVALS = 5
"""So many of the next best policies are asked where they overtake."""


class Flip(NamedTuple):
    """A value at which another policy becomes the better one.

    Attributes
    ----------
    what : str
        `parameter`, `price` or `willing`.
    low, high : float
        Range in which the value may lie: that of the draws.
    at : float
        The flip point; beyond it, on the side that `above` says, `other` is better.
    probability : float
        That the true value lies beyond, as far as the draws tell.
    """

    what: str
    name: str
    other: str
    above: bool
    at: float
    probability: float
    low: float
    high: float


def flips(ranked: Ranked, effect: Numbers, cost: Numbers, best: int, rate: float) -> list[Flip]:
    """Return where a ranking's recommendation changes: the next willingness, the most probable.

    Parameters
    ----------
    effect, cost : NDArray of float, shape (draws, policies)
    """
    benefit = rate * effect - cost
    order = [int(other) for other in np.argsort(-benefit.mean(axis=0), kind="stable")]
    order.remove(best)
    known = _known(ranked)
    rates: list[Flip] = []
    others: list[Flip] = []
    for place, other in enumerate(order):
        name = ranked.names[other]
        more, dearer = (table[:, best] - table[:, other] for table in (effect, cost))
        rates += of_willing(float(more.mean()), float(dearer.mean()), rate, name)
        if place >= RIVALS:
            continue
        lead = benefit[:, best] - benefit[:, other]
        others += of_parameters(lead, known, name, RIVALS)
        for price, values in ranked.prices.items():
            quantity = per_rupiah(ranked, price, best) - per_rupiah(ranked, price, other)
            others += of_price(float(lead.mean()), quantity, values, price, name)
    below = [flip for flip in rates if not flip.above]
    above = [flip for flip in rates if flip.above]
    return [
        *sorted(below, key=lambda flip: -flip.at)[:1],
        *sorted(above, key=lambda flip: flip.at)[:1],
        *sorted(others, key=lambda flip: -flip.probability),
    ]


def flips_of_outcome(ranked: Ranked, values: Numbers, best: int) -> list[Flip]:
    """Return where parameters change which policy is best by an outcome, whatever it costs.

    Parameters
    ----------
    values : NDArray of float, shape (draws, policies)
        Higher is better.
    """
    order = [int(other) for other in np.argsort(-values.mean(axis=0), kind="stable")]
    order.remove(best)
    known = _known(ranked)
    found = [
        flip
        for other in order[:RIVALS]
        for flip in of_parameters(
            values[:, best] - values[:, other], known, ranked.names[other], RIVALS
        )
    ]
    return sorted(found, key=lambda flip: -flip.probability)


def _known(ranked: Ranked) -> dict[str, Numbers]:
    """Return the draws of parameters that are numbers."""
    draws = ranked.sweep.uncertainty.draws
    return {name: values for name, values in draws.items() if values.dtype.kind == "f"}


def per_rupiah(ranked: Ranked, price: str, policy: int) -> float:
    """Return the mean cost of a line a Kube for a rupiah of its price."""
    values = by_draw(ranked.lines[price])[policy]
    prices = ranked.prices[price]
    priced = prices > 0.0
    return float((values[priced] / prices[priced]).mean()) if priced.any() else 0.0


def of_parameters(
    lead: Numbers, parameters: Mapping[str, Numbers], other: str, looks: int = 1
) -> Iterator[Flip]:
    """Yield the flip points of parameters.

    Parameters
    ----------
    lead : NDArray, shape (draws,)
        Net benefit of the recommendation less that of the other policy.
    parameters : mapping of NDArray, shape (draws,)
    looks : int
        Policies that are asked alike: the test is corrected for them too.
    """
    vary = {name: values for name, values in parameters.items() if len(np.unique(values)) > 2}
    for name, values in vary.items():
        low, high = np.quantile(values, ENDS)
        scaled = (values - values.mean()) / values.std()
        terms = np.stack([np.ones_like(scaled), scaled, scaled * scaled], axis=1)
        weights = np.linalg.lstsq(terms, lead, rcond=None)[0]
        if _moves(lead, terms @ weights) * len(vary) * looks >= SURE:
            continue
        for root in np.roots(weights[::-1]):
            at = float(np.real(root) * values.std() + values.mean())
            if abs(np.imag(root)) > 0.0 or not low < at < high:
                continue
            above = bool(weights[1] + 2.0 * weights[2] * np.real(root) < 0.0)
            beyond = float((values > at).mean() if above else (values < at).mean())
            yield Flip("parameter", name, other, above, at, beyond, float(low), float(high))


def _moves(lead: Numbers, fitted: Numbers) -> float:
    """Return the p value of a parabola against a constant."""
    explained = float(((fitted - lead.mean()) ** 2).sum()) / 2.0
    left = float(((lead - fitted) ** 2).sum()) / (len(lead) - 3)
    if left <= 0.0:
        return 0.0 if explained > 0.0 else 1.0
    return float(fdtrc(2, len(lead) - 3, explained / left))


def of_price(
    lead: float, quantity: float, prices: Numbers, name: str, other: str
) -> Iterator[Flip]:
    """Yield the flip point of an accounting price, where there is one.

    Parameters
    ----------
    lead : float
        Mean lead at the mean price.
    quantity : float
        Mean of what the recommendation uses more of than the other, in Rp a rupiah of the price.
    prices : NDArray, shape (draws,)
    """
    if quantity == 0.0:
        return
    at = float(prices.mean()) + lead / quantity
    low, high = float(prices.min()), float(prices.max())
    if low < at < high:
        above = quantity > 0.0
        beyond = float((prices > at).mean() if above else (prices < at).mean())
        yield Flip("price", name, other, above, at, beyond, low, high)


def of_willing(effect: float, cost: float, willing: float, other: str) -> Iterator[Flip]:
    """Yield the willingness to pay at which another policy is as good.

    Parameters
    ----------
    effect, cost : float
        Mean of the recommendation less the other: effects a Kube, Rp a Kube.
    willing : float
        Rp for one more sustained mandiri Kube, as the set says.
    """
    if effect != 0.0 and cost / effect > 0.0:
        at = cost / effect
        yield Flip("willing", "willing_idr", other, at > willing, at, float("nan"), 0.0, np.inf)
