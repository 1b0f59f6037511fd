"""Phase 2, trade: members work, the business earns, equipment wears."""

from typing import Any

import numpy as np

from sim.business import BUSINESSES
from sim.ensemble.compiled import inlined, phase
from sim.ensemble.groups import member
from sim.ensemble.ledger import post
from sim.ensemble.luck import normal, uniform, word_of_city
from sim.ledger import Flow
from sim.luck import Purpose
from sim.rules import membership, support
from sim.rules import trade as rule

TRADES = len(BUSINESSES)
SEASON = np.array([business.season for business in BUSINESSES.values()])
INPUT_SHARE = np.array([business.input_share for business in BUSINESSES.values()])
VOLATILITY = np.array([business.volatility for business in BUSINESSES.values()])
WEAR = np.array([business.wear for business in BUSINESSES.values()])


@phase
def trade(city: Any, paper: Any) -> None:
    """Let every living Kube work and earn; Kubes of one trade share its demand and its luck."""
    now, place, p = city.now, city.place, city.p.trade
    sellers = paper[:TRADES]
    for number in range(TRADES):
        sellers[number].number = 0
    for number in range(len(city.kubes)):
        if city.kubes[number].living:
            sellers[city.kubes[number].business].number += 1
    own_weight = support.trade_weight(p.trade_shock)
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        if not kube.living:
            continue
        workers = _work(city, kube)
        rivals = rule.rivals(
            place.background_kubes, TRADES, sellers[kube.business].number, place.coupled > 0
        )
        opportunity = rule.opportunity(
            rivals,
            kube.fit,
            SEASON[kube.business, now.season],
            kube.reach,
            now.month - kube.founded,
            p,
        )
        trade_z = normal(now, Purpose.TRADE_REVENUE, word_of_city(place.city_id, kube.business))
        _earn(city, kube, workers, opportunity, own_weight, trade_z)
        _wear(city, kube)


@inlined
def _work(city: Any, kube: Any) -> float:
    """Let members turn up by motivation, trust and what the others did; return skilled workers."""
    p, others = city.p.trade, kube.attendance
    present = 0
    for place in range(kube.heads):
        household = member(city, kube, place)
        chance = rule.attendance_chance(
            household.motivation, household.trust, others, household.social_type, p
        )
        household.present = uniform(city.now, Purpose.ATTEND, household.word) < chance
        present += household.present
    workers = 0.0
    for place in range(kube.heads):
        household = member(city, kube, place)
        household.part = rule.work(household.present, household.skill, p)
        workers += household.part
    kube.present = present
    kube.attendance = rule.attendance(others, present, kube.heads, p)
    return workers


@inlined
def _earn(
    city: Any, kube: Any, workers: float, opportunity: float, own_weight: float, trade_z: float
) -> None:
    """Sell, pay the inputs; a loss is the kas's, and inputs are limited by what there is."""
    p, price = city.p.trade, city.now.price
    kas = kube.kas.idr
    kube.liquid_before_idr = kas + kube.loans_out.idr
    equipment = kube.equipment.idr
    capital = rule.effective_capital_idr(equipment, kas, kube.lines, price, p)
    expected = rule.expected_profit_idr(capital, workers, kube.market, opportunity, price, p)
    own_z = normal(city.now, Purpose.REVENUE, kube.word)
    luck = rule.shock(own_z, trade_z, own_weight, VOLATILITY[kube.business], kube.lines, p)
    input_share = INPUT_SHARE[kube.business]
    revenue = rule.revenue_idr(expected, input_share, luck)
    inputs = rule.inputs_idr(expected, input_share, revenue, kas)
    post(Flow.REVENUE, city.outside.customers, kube.kas, revenue)
    post(Flow.INPUTS, kube.kas, city.outside.suppliers, inputs)
    kube.earned_idr = rule.earned_idr(revenue, inputs)
    kube.idle = membership.is_idle(kube.present, kube.earned_idr, price, city.p.membership)
    kube.saved_idr = rule.saved_after_loss_idr(kube.saved_idr, revenue, inputs)


@inlined
def _wear(city: Any, kube: Any) -> None:
    """Wear and rare losses, then repair before anything is shared."""
    p, now, equipment = city.p.trade, city.now, kube.equipment
    wear_draw = uniform(now, Purpose.WEAR, kube.word)
    worn = rule.wear_idr(equipment.idr, WEAR[kube.business], wear_draw, p)
    post(Flow.WEAR, equipment, city.outside.nature, worn)
    lost = rule.lost_idr(
        equipment.idr,
        uniform(now, Purpose.LOSS, kube.word),
        uniform(now, Purpose.LOSS_SIZE, kube.word),
        p,
    )
    post(Flow.ASSETS_LOST, equipment, city.outside.nature, lost)
    repair = rule.repair_idr(kube.earned_idr, worn, kube.organisation, p)
    post(Flow.REPAIR, kube.kas, equipment, repair)
    kube.profit_idr = kube.earned_idr - repair
