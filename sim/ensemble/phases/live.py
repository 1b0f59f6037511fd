"""Phase 4, live: income, need, borrowing, help, saving and the own business."""

from typing import Any

from sim.ensemble.compiled import inlined, phase
from sim.ensemble.ledger import post
from sim.ensemble.luck import normal, uniform
from sim.ensemble.phases.borrow import (
    help_of_iks,
    lend_for_need,
    short_members,
    trade_businesses,
)
from sim.ledger import Flow
from sim.luck import Purpose
from sim.money import rupiah
from sim.rules import live as rule
from sim.rules.meet import instalment_idr


@phase
def live(city: Any, paper: Any) -> None:
    """Let every household live its month; those of one Kube in need are served by need."""
    now, outside, p = city.now, city.outside, city.p.live
    for number in range(now.households):
        _earn(now, outside, p, city.households[number])
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        if kube.living:
            short = short_members(city, kube, paper)
            if short:
                lend_for_need(city, kube, paper, short)
                help_of_iks(city, kube, paper, short)
    trade_businesses(city, paper)
    for number in range(now.households):
        _consume(now, outside, p, city.households[number])


@inlined
def _earn(now: Any, outside: Any, p: Any, household: Any) -> None:
    """Receive outside income and that of the own business; illness and ceremonies come."""
    word = household.word
    z = normal(now, Purpose.INCOME_MONTH, word)
    ill = uniform(now, Purpose.ILLNESS, word) < p.illness_per_month
    income = rupiah(rule.income_idr(household.income_idr * now.price, z, ill, p))
    post(Flow.OUTSIDE_INCOME, outside.employers, household.cash, income)
    capital = household.own_business.idr
    if capital:
        profit = rupiah(rule.business_income_idr(capital, z, ill, p))
        post(Flow.OWN_BUSINESS_INCOME, outside.customers, household.cash, profit)
        income += profit
    now.income += income + household.share_now_idr
    ceremony = uniform(now, Purpose.CEREMONY, word) < p.ceremony_per_month
    household.emergency = ill or ceremony
    household.month_need_idr = rupiah(
        rule.need_idr(household.need_idr * now.price, ill, ceremony, p)
    )
    now.short += household.cash.idr < household.month_need_idr


@inlined
def _consume(now: Any, outside: Any, p: Any, household: Any) -> None:
    """Eat first, put the next instalment by, keep part of the rest by discipline, spend it."""
    need, cash = household.month_need_idr, household.cash.idr
    missing = max(0, need - cash)
    spent = min(need, cash)
    over = cash - spent
    owed = -household.debt.idr
    if owed and over:
        over -= min(over, instalment_idr(owed, household.loan_months_left))
    kept = rupiah(over * rule.kept_share(household.discipline, p))
    spent += over - kept
    now.saved += kept > 0
    post(Flow.CONSUMPTION, household.cash, outside.shops, spent)
    now.consumption += spent
    now.unmet += missing
    household.distress = rule.distress(household.distress, missing, float(need), p)
