"""Phase 2, trade: members work, the business earns, equipment wears."""

from sim.agents import Kube
from sim.business import BUSINESSES, lunar_month
from sim.calendar import JANUARY_2004
from sim.city import City
from sim.draws import ATTEND, LOSS, LOSS_SIZE, REVENUE, WEAR
from sim.ledger import Flow
from sim.luck import Kind, Purpose
from sim.money import rupiah
from sim.rules import membership, support
from sim.rules import trade as rule


def trade(city: City) -> None:
    """Let every living Kube work and earn; Kubes of one trade share its demand and its luck."""
    living = city.living()
    season = lunar_month(city.first_month + city.month - JANUARY_2004)
    own_weight = support.trade_weight(city.p.trade.trade_shock)
    luck_of_trades = [
        city.luck.normal(Purpose.TRADE_REVENUE, city.month, Kind.CITY, city.id, number)
        for number in range(len(BUSINESSES))
    ]
    sellers = [0] * len(BUSINESSES)
    for kube in living:
        sellers[kube.business.number] += 1
    for kube in living:
        workers = _work(city, kube)
        trade_number = kube.business.number
        opportunity = (
            rule.demand(_rivals(city, sellers[trade_number] - 1), city.p.trade)
            * kube.fit
            * rule.season_factor(kube.business.season[season], city.p.trade)
            * rule.access_factor(kube.reach, city.p.trade)
            * rule.experience_factor(city.month - kube.founded, city.p.trade)
        )
        _earn(city, kube, workers, opportunity, own_weight, luck_of_trades[trade_number])
        _wear(city, kube)


def _rivals(city: City, own: int) -> float:
    """Return the rivals of one Kube: those of its trade, and the trade's part of the background."""
    background = city.scenario.city.background_kubes / len(BUSINESSES)
    return background + (own if city.scenario.city.coupled else 0)


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
        if member.present:
            present += 1
            workers += rule.work(member.skill, p)
    kube.present = present
    if kube.members:
        share = present / len(kube.members)
        kube.attendance = others + p.attendance_memory * (share - others)
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
    revenue = rupiah(rule.revenue_idr(expected, kube.business.input_share, luck))
    planned = rupiah(rule.planned_inputs_idr(expected, kube.business.input_share))
    inputs = min(planned, revenue + kube.kas_idr)
    ledger.post(Flow.REVENUE, city.ledger.outside.customers, kube.kas, revenue)
    ledger.post(Flow.INPUTS, kube.kas, city.ledger.outside.suppliers, inputs)
    kube.earned_idr = max(0, revenue - inputs)
    kube.idle = membership.is_idle(kube.present, kube.earned_idr, city.price, city.p.membership)
    kube.saved_idr = max(0, kube.saved_idr - max(0, inputs - revenue))


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
