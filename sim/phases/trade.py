"""Phase 2, trade: members work, the business earns, equipment wears."""

from collections import Counter

from sim.agents import Kube
from sim.business import BUSINESSES, lunar_month
from sim.calendar import JANUARY_2004
from sim.city import City
from sim.draws import ATTEND, LOSS, LOSS_SIZE, REVENUE, WEAR
from sim.ledger import Flow
from sim.luck import Kind, Purpose
from sim.rules import membership, support
from sim.rules import trade as rule


def trade(city: City) -> None:
    """Let every living Kube work and earn; Kubes of one trade share its demand and its luck."""
    living, place = city.living(), city.scenario.city
    season = lunar_month(city.first_month + city.month - JANUARY_2004)
    own_weight = support.trade_weight(city.p.trade.trade_shock)
    luck_of_trades = [
        city.luck.normal(Purpose.TRADE_REVENUE, city.month, Kind.CITY, city.id, number)
        for number in range(len(BUSINESSES))
    ]
    sellers = Counter(kube.business.number for kube in living)
    for kube in living:
        workers = _work(city, kube)
        number = kube.business.number
        rivals = rule.rivals(
            place.background_kubes, len(BUSINESSES), sellers[number], place.coupled
        )
        opportunity = rule.opportunity(
            rivals,
            kube.fit,
            kube.business.season[season],
            kube.reach,
            city.month - kube.founded,
            city.p.trade,
        )
        _earn(city, kube, workers, opportunity, own_weight, luck_of_trades[number])
        _wear(city, kube)


def _work(city: City, kube: Kube) -> float:
    """Let members turn up by motivation, trust and what the others did; return skilled workers."""
    p = city.p.trade
    others = kube.attendance
    workers, present = 0.0, 0
    for member in kube.members:
        chance = rule.attendance_chance(
            member.motivation, member.trust, others, member.social_type, p
        )
        member.present = member.draws[ATTEND] < chance
        present += member.present
        workers += rule.work(member.present, member.skill, p)
    kube.present = present
    kube.attendance = rule.attendance(others, present, len(kube.members), p)
    return workers


def _earn(
    city: City, kube: Kube, workers: float, opportunity: float, own_weight: float, trade_z: float
) -> None:
    """Sell, pay the inputs; a loss is the kas's, and inputs are limited by what there is."""
    p, ledger = city.p.trade, city.ledger
    kube.liquid_before_idr = kube.kas_idr + kube.loans_out_idr
    capital = rule.effective_capital_idr(
        kube.equipment_idr, kube.kas_idr, kube.lines, city.price, p
    )
    expected = rule.expected_profit_idr(capital, workers, kube.market, opportunity, city.price, p)
    luck = rule.shock(
        kube.draws[REVENUE], trade_z, own_weight, kube.business.volatility, kube.lines, p
    )
    revenue = rule.revenue_idr(expected, kube.business.input_share, luck)
    inputs = rule.inputs_idr(expected, kube.business.input_share, revenue, kube.kas_idr)
    ledger.post(Flow.REVENUE, city.ledger.outside.customers, kube.kas, revenue)
    ledger.post(Flow.INPUTS, kube.kas, city.ledger.outside.suppliers, inputs)
    kube.earned_idr = rule.earned_idr(revenue, inputs)
    kube.idle = membership.is_idle(kube.present, kube.earned_idr, city.price, city.p.membership)
    kube.saved_idr = rule.saved_after_loss_idr(kube.saved_idr, revenue, inputs)


def _wear(city: City, kube: Kube) -> None:
    """Wear and rare losses, then repair before anything is shared."""
    p, ledger, u = city.p.trade, city.ledger, kube.draws
    nature = city.ledger.outside.nature
    worn = rule.wear_idr(kube.equipment_idr, kube.business.wear, u[WEAR], p)
    ledger.post(Flow.WEAR, kube.equipment, nature, worn)
    lost = rule.lost_idr(kube.equipment_idr, u[LOSS], u[LOSS_SIZE], p)
    ledger.post(Flow.ASSETS_LOST, kube.equipment, nature, lost)
    repair = rule.repair_idr(kube.earned_idr, worn, kube.organisation, p)
    ledger.post(Flow.REPAIR, kube.kas, kube.equipment, repair)
    kube.profit_idr = kube.earned_idr - repair
