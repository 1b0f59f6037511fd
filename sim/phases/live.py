"""Phase 4, live: income, need, borrowing, help, saving and the own business."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.draws import CEREMONY, ILLNESS, INCOME
from sim.ledger import Flow
from sim.phases.borrow import help_of_iks, lend_for_need, queue_of_short, trade_businesses
from sim.phases.primitives import everybody, post
from sim.rules import live as rule

if TYPE_CHECKING:
    from sim.city import City


def live(city: City) -> None:
    """Let every household live its month; those in need are served by need, then by key."""
    _earn(city)
    for kube in city.kubes:
        if kube.living:
            short = queue_of_short(city, kube)
            if short:
                lend_for_need(city, kube, short)
                help_of_iks(city, kube, short)
    trade_businesses(city)
    _consume(city)


def _earn(city: City) -> None:
    """Receive outside income and that of the own business; illness and ceremonies come."""
    p, price, count, outside = city.p.live, city.now.price, city.count, city.outside
    total, short = 0, 0
    for household in everybody(city):
        draws = household.draws
        z = draws[INCOME]
        ill = draws[ILLNESS] < p.illness_per_month
        income = rule.income_idr(household.income_idr, price, z, ill, p)
        post(city.ledger, Flow.OUTSIDE_INCOME, outside.employers, household.cash_account, income)
        capital = household.own_business_idr
        if capital:
            profit = rule.business_income_idr(capital, z, ill, p)
            post(
                city.ledger,
                Flow.OWN_BUSINESS_INCOME,
                outside.customers,
                household.cash_account,
                profit,
            )
            income += profit
        income += household.share_now_idr
        total += income
        household.month_income_idr = income
        ceremony = draws[CEREMONY] < p.ceremony_per_month
        need = rule.need_idr(household.need_idr, price, ill, ceremony, p)
        household.emergency = ill or ceremony
        household.month_need_idr = need
        household.short = household.cash_idr < need
        short += household.short
    count.income_idr += total
    count.short += short


def _consume(city: City) -> None:
    """Eat first, put the next instalment by, keep part of the rest by discipline, spend it."""
    p, count, shops = city.p.live, city.count, city.outside.shops
    total, unmet, savers = 0, 0, 0
    for household in everybody(city):
        need, cash = household.month_need_idr, household.cash_idr
        missing = rule.unmet_idr(need, cash)
        over = rule.over_idr(cash, need, -household.debt_idr, household.loan_months_left)
        kept = rule.kept_idr(over, household.discipline, p)
        spent = rule.consumption_idr(cash, need, over, kept)
        savers += kept > 0
        post(city.ledger, Flow.CONSUMPTION, household.cash_account, shops, spent)
        total += spent
        unmet += missing
        household.unmet_idr = missing
        household.distress = rule.distress(household.distress, missing, need, p)
    count.saved += savers
    count.consumption_idr += total
    count.unmet_idr += unmet
