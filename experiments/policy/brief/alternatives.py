"""The two policies between which a brief answers, and what would change which one is preferred.

A question such as *visits or monitoring* is answered between the two that it names. Without such a
question it is answered between the policy that the ranking recommends and the next one.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.worlds import Worlds, worlds_of
from experiments.policy.accounting import BY_NAME as PRICES
from experiments.policy.best_policy import Numbers
from experiments.policy.brief.finished_ranking import FinishedRanking
from experiments.policy.economics import EFFECT, effect_and_cost
from experiments.policy.effects import Json, apart, described
from experiments.policy.flip_points import Flip, of_price, per_rupiah
from experiments.policy.ranking_report import signed
from experiments.policy.ranking_runs import Ranked
from experiments.policy.sets import ALWAYS
from sim.inputs.faults import nearest
from sim.inputs.said import both, in_indonesian
from sim.inputs.strict import InputError
from sim.structures import SET_BY

TWO = 2


class Alternatives(NamedTuple):
    """Two policies.

    Attributes
    ----------
    best : str
        The one with the higher expected outcome, or net benefit where the set names a worth.
    asked : bool
        Whether the question is between these two.
    """

    best: str
    other: str
    asked: bool


def alternatives(ranking: FinishedRanking, between: Sequence[str] | None) -> Alternatives:
    """Return the policies between which is chosen, the preferred one first.

    Parameters
    ----------
    between : sequence of str, optional
        Two policies of the ranking. By default the two of a set that has no others beside `none`
        and `no-support`; else the one that is recommended, and the next.

    Raises
    ------
    InputError
        When a name is not that of a policy of the ranking, or both are one.
    """
    own = [name for name in ranking.policies if name not in ALWAYS]
    if between is None and len(own) != TWO:
        best, order = ranking.recommended, ranking.report["choice"]["order"]
        return Alternatives(best, next(name for name in order if name != best), asked=False)
    pair = list(own if between is None else between)
    known = list(ranking.policies)
    faults = [
        both(
            f"--between {name}: is no policy of the ranking; {near}",
            f"--between {name}: bukan kebijakan dalam peringkat; {in_indonesian(near)}",
        )
        for name in pair
        if name not in known
        for near in [nearest(name, known)]
    ]
    if len(set(pair)) < TWO:
        named = f"--between {' '.join(pair)}"
        faults.append(
            both(f"{named}: is one policy; name two", f"{named}: satu kebijakan saja; sebutkan dua")
        )
    if faults:
        raise InputError(faults)
    means = dict(zip(ranking.ranked.names, benefits(ranking).mean(axis=0).tolist(), strict=True))
    best, other = sorted(pair, key=lambda name: -means[name])
    return Alternatives(best, other, asked=True)


def benefits(ranking: FinishedRanking) -> Numbers:
    """Return by what is chosen in every draw, higher is better, shape (draws, policies).

    The outcome of the set; where it names a worth, the net benefit a Kube in Rp.
    """
    ranked, rate = ranking.ranked, ranking.worth_idr
    if rate is None:
        return np.asarray(signed(ranked, ranking.decide_by).mean(axis=2))
    effect, cost = effect_and_cost(ranked, EFFECT)
    return rate * effect - cost


def how_often(ranking: FinishedRanking, one: str, other: str) -> float:
    """Return the share of the draws in which one policy is chosen rather than another."""
    values, place = benefits(ranking), ranking.ranked.place
    return float((values[:, place(one)] > values[:, place(other)]).mean())


class Tipping(NamedTuple):
    """The weight of `does nothing` of one lever at which the other policy is preferred.

    Attributes
    ----------
    weight, prior : float
        Before the data: the one at which it tips, and the one that was drawn with.
    above : bool
        Whether the other one is preferred at higher weights; else at lower ones.
    """

    lever: str
    weight: float
    prior: float
    above: bool


def tippings(lead: Numbers, ranked: Ranked, levers: Sequence[str]) -> Iterator[Tipping]:
    """Yield where the weight of `does nothing` of a lever, all else as drawn, turns a mean lead.

    Parameters
    ----------
    lead : NDArray of float, shape (draws,)
        Of the preferred policy over the other; its mean is not below 0.
    levers : sequence of str
        Levers with a rival in which they do nothing, that differ between the two.
    """
    for lever in levers:
        worlds = _worlds_of(lever, ranked)
        weight = turns_at(lead, worlds.works)
        if weight is not None:
            above = float(np.nanmean(lead[worlds.works])) > 0.0
            yield Tipping(lever, worlds.before_data(weight), worlds.prior, above)


def of_both_kinds(ranked: Ranked, levers: Sequence[str]) -> list[str]:
    """Return the levers that work in some draws and do nothing in others."""
    works = {lever: _worlds_of(lever, ranked).works for lever in levers}
    return [lever for lever, own in works.items() if own.any() and not own.all()]


def _worlds_of(lever: str, ranked: Ranked) -> Worlds:
    """Return the draws by whether one lever works in them."""
    return worlds_of(SET_BY[lever][:1], ranked.sweep.uncertainty, ranked.set.draws)


def turns_at(lead: Numbers, works: NDArray[np.bool_]) -> float | None:
    """Return the weight of the worlds in which nothing works at which a mean lead is 0.

    None where it is not between 0 and 1, or where there are not worlds of both kinds.
    """
    if works.all() or not works.any():
        return None
    working, nothing = float(np.nanmean(lead[works])), float(np.nanmean(lead[~works]))
    return working / (working - nothing) if working * nothing < 0.0 else None


def price_flips(ranking: FinishedRanking, choice: Alternatives) -> list[Flip]:
    """Return the unit costs within their ranges at which the other policy is the better choice.

    Without a worth of a mandiri Kube, that is where it becomes the cheaper one, or the best no
    longer is the dearer one.
    """
    ranked, rate = ranking.ranked, ranking.worth_idr or 0.0
    best, other = ranked.place(choice.best), ranked.place(choice.other)
    effect, cost = effect_and_cost(ranked, EFFECT)
    lead = float((rate * effect - cost)[:, best].mean() - (rate * effect - cost)[:, other].mean())
    found = [
        flip
        for price, values in ranked.prices.items()
        if price in PRICES
        for flip in of_price(
            lead,
            per_rupiah(ranked, price, best) - per_rupiah(ranked, price, other),
            values,
            price,
            choice.other,
        )
    ]
    return sorted(found, key=lambda flip: -flip.probability)


def net_benefit(ranking: FinishedRanking, policy: str, rate: float) -> tuple[Json, float]:
    """Return the net benefit of a policy over the plan in Rp a Kube, and how often it is positive.

    Parameters
    ----------
    rate : float
        Rp for one more Kube that stays mandiri.
    """
    ranked = ranking.ranked
    place = ranked.place(policy)
    runs = rate * apart(ranked.outcomes[EFFECT], place, ranked.none) - apart(
        ranked.cost, place, ranked.none
    )
    return described(runs), float((runs.mean(axis=1) > 0.0).mean())
