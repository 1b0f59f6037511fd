"""A Kube's business in a month as it was seen: a stop, a new start, its volume, its repairs."""

from typing import Literal, NamedTuple

from sim.agents import Kube
from sim.business import INPUT_SHARES, SEASONS, TRADES, WEARS
from sim.city import City
from sim.draws import STOP
from sim.phases.groups import working_equipment, working_kas
from sim.rules import trade


class Before(NamedTuple):
    """How the business stood before the month's trade."""

    stopped: bool
    kas_idr: int
    bank_idr: int


class Posted(NamedTuple):
    """What was posted to kas and equipment in the month's trade."""

    revenue_idr: int
    inputs_idr: int
    worn_idr: int
    lost_idr: int
    repair_idr: int


class Business(NamedTuple):
    """A month of business.

    Attributes
    ----------
    broke : bool
        Whether a breakdown or spoilt stock stopped it this month.
    stopped : bool
        Whether it stood still.
    started : str
        Who paid for a new start: `kas`, `help`, or nobody.
    price_idr, had_idr, of_bank_idr : int
        What a new start costs, what kas and bank held, and what the bank gave of it.
    kas_idr : int
        What there was for inputs.
    planned_idr : float
        Inputs of full business.
    volume : float
        The share of full business that the kas allowed.
    repaired_idr : int
        Wear that the kas repaired.
    unrepaired_idr : int
        Wear that was noticed and stayed.
    """

    broke: bool
    stopped: bool
    started: Literal["", "kas", "help"]
    price_idr: int
    had_idr: int
    of_bank_idr: int
    kas_idr: int
    planned_idr: float
    volume: float
    repaired_idr: int
    unrepaired_idr: int


def before_trade(kube: Kube) -> Before:
    """Return how the business stands."""
    return Before(kube.stopped, working_kas(kube), kube.bank_idr)


def after_trade(city: City, kube: Kube, before: Before, posted: Posted) -> Business:
    """Return what the month's trade was, by the rules that made it."""
    p = city.p.trade
    broke = not before.stopped and trade.stops(kube.draws[STOP], WEARS[kube.trade], p)
    price = trade.restart_idr(city.now.price, p)
    had = before.kas_idr + before.bank_idr
    started: Literal["", "kas", "help"] = ""
    if (broke or before.stopped) and not kube.stopped:
        started = "kas" if had >= price else "help"
    earned = posted.revenue_idr - posted.inputs_idr
    kas = working_kas(kube) - earned + posted.repair_idr
    equipment = working_equipment(kube) + posted.worn_idr + posted.lost_idr - posted.repair_idr
    planned = _planned_idr(city, kube, kas, equipment)
    of_profit = kube.earned_idr - kube.profit_idr
    noticed = trade.noticed_wear_idr(posted.worn_idr, kube.organisation)
    return Business(
        broke,
        kube.stopped,
        started,
        price,
        had,
        trade.fetched_idr(price, before.kas_idr) if started == "kas" else 0,
        kas,
        planned,
        trade.volume(kas, planned, p),
        posted.repair_idr - of_profit,
        noticed - posted.repair_idr,
    )


def _planned_idr(city: City, kube: Kube, kas: int, equipment: int) -> float:
    """Return what the inputs of full business cost."""
    p, now, place = city.p.trade, city.now, city.place
    rivals = trade.rivals(place.background_kubes, TRADES, now.sellers[kube.trade], place.coupled)
    opportunity = trade.opportunity(
        rivals,
        kube.fit,
        SEASONS[kube.trade][now.season],
        kube.reach,
        now.month - kube.founded,
        p,
    )
    capital = trade.effective_capital_idr(equipment, kas, kube.lines, now.price, p)
    workers = sum(member.part for member in kube.members)
    expected = trade.expected_profit_idr(capital, workers, kube.market, opportunity, now.price, p)
    return trade.planned_inputs_idr(expected, INPUT_SHARES[kube.trade])
