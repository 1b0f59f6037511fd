"""Phase 2, trade: members work, the business earns, equipment wears."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.business import INPUT_SHARES, SEASONS, TRADES, VOLATILITIES, WEARS
from sim.draws import ATTEND, HELP, LOSS, LOSS_SIZE, REVENUE, STOP, WEAR
from sim.ledger import Flow
from sim.luck import Kind, Purpose
from sim.phases.groups import spirit_of, working_equipment, working_kas
from sim.phases.primitives import members, normal, post
from sim.rules import membership, support
from sim.rules import trade as rule

if TYPE_CHECKING:
    from sim.agents import Kube
    from sim.city import City


def trade(city: City) -> None:
    """Let every living Kube work and earn; Kubes of one trade share its demand and its luck."""
    now, place, p = city.now, city.place, city.p.trade
    for number in range(TRADES):
        now.sellers[number] = 0
        now.luck_of_trades[number] = normal(
            city, Purpose.TRADE_REVENUE, now.month, Kind.CITY, place.city_id, number
        )
    for kube in city.kubes:
        if kube.living:
            now.sellers[kube.trade] += 1
    own_weight = support.trade_weight(p.trade_shock)
    for kube in city.kubes:
        if kube.living:
            _stop_and_restart(city, kube)
            workers = _work(city, kube)
            rivals = rule.rivals(
                place.background_kubes, TRADES, now.sellers[kube.trade], place.coupled
            )
            opportunity = rule.opportunity(
                rivals,
                kube.fit,
                SEASONS[kube.trade][now.season],
                kube.reach,
                now.month - kube.founded,
                p,
            )
            _earn(city, kube, workers, opportunity, own_weight)
            _wear(city, kube)


def _stop_and_restart(city: City, kube: Kube) -> None:
    """Let things break, and start again when kas and bank can pay, or others help."""
    p, kas = city.p.trade, working_kas(kube)
    if rule.stops(kube.draws[STOP], WEARS[kube.trade], p):
        kube.stopped = True
    if not kube.stopped:
        return
    price = rule.restart_idr(city.now.price, p)
    if kas + kube.bank_idr >= price:
        fetched = rule.fetched_idr(price, kas)
        post(city.ledger, Flow.BANK_WITHDRAWAL, kube.bank, kube.kas, fetched)
        post(city.ledger, Flow.RESTART, kube.kas, city.outside.suppliers, price)
        kube.saved_idr = rule.saved_after_idr(kube.saved_idr, price)
        kube.stopped = False
    elif rule.is_helped(kube.draws[HELP], p):
        kube.stopped = False


def _work(city: City, kube: Kube) -> float:
    """Let members turn up by spirit, trust and what the others did; return skilled workers.

    Nobody works in a stopped business, and nobody holds that against the others.
    """
    p = city.p.trade
    others = kube.attendance
    workers, present = 0.0, 0
    for number in members(city, kube):
        member = city.households[number]
        spirit = spirit_of(city, kube, member)
        chance = rule.attendance_chance(spirit, member.trust, others, member.social_type, p)
        member.present = not kube.stopped and member.draws[ATTEND] < chance
        member.part = rule.work(member.present, member.skill, p)
        present += member.present
        workers += member.part
    kube.present = present
    if not kube.stopped:
        kube.attendance = rule.attendance(others, present, kube.heads, p)
    return workers


def _earn(city: City, kube: Kube, workers: float, opportunity: float, own_weight: float) -> None:
    """Sell, pay the inputs; a loss is the kas's, and inputs are limited by what there is."""
    p, price, kas = city.p.trade, city.now.price, working_kas(kube)
    input_share = INPUT_SHARES[kube.trade]
    kube.liquid_before_idr = kas + kube.loans_out_idr
    capital = rule.effective_capital_idr(working_equipment(kube), kas, kube.lines, price, p)
    expected = rule.expected_profit_idr(capital, workers, kube.market, opportunity, price, p)
    expected *= rule.volume(kas, rule.planned_inputs_idr(expected, input_share), p)
    luck = rule.shock(
        kube.draws[REVENUE],
        city.now.luck_of_trades[kube.trade],
        own_weight,
        VOLATILITIES[kube.trade],
        kube.lines,
        p,
    )
    revenue = rule.revenue_idr(expected, input_share, luck)
    planned = rule.planned_inputs_idr(expected, input_share)
    inputs = rule.inputs_idr(planned, revenue, kas)
    post(city.ledger, Flow.REVENUE, city.outside.customers, kube.kas, revenue)
    post(city.ledger, Flow.INPUTS, kube.kas, city.outside.suppliers, inputs)
    kube.earned_idr = rule.earned_idr(revenue, inputs)
    kube.idle = membership.is_idle(kube.present, kube.earned_idr, price, city.p.membership)
    kube.saved_idr = rule.saved_after_idr(kube.saved_idr, rule.loss_idr(revenue, inputs))


def _wear(city: City, kube: Kube) -> None:
    """Wear and rare losses, then repair before anything is shared."""
    p, draws, nature = city.p.trade, kube.draws, city.outside.nature
    equipment = working_equipment(kube)
    worn = rule.wear_idr(equipment, WEARS[kube.trade], draws[WEAR], p)
    kube.worn_idr = worn
    post(city.ledger, Flow.WEAR, kube.equipment, nature, worn)
    lost = rule.lost_idr(equipment - worn, draws[LOSS], draws[LOSS_SIZE], p)
    post(city.ledger, Flow.ASSETS_LOST, kube.equipment, nature, lost)
    noticed = rule.noticed_wear_idr(worn, kube.organisation)
    of_profit = rule.repair_of_profit_idr(kube.earned_idr, noticed, p)
    of_kas = rule.repair_of_kas_idr(working_kas(kube) - kube.earned_idr, noticed - of_profit, p)
    post(city.ledger, Flow.REPAIR, kube.kas, kube.equipment, of_profit + of_kas)
    kube.saved_idr = rule.saved_after_idr(kube.saved_idr, of_kas)
    kube.profit_idr = kube.earned_idr - of_profit
