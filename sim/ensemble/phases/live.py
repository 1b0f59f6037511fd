"""Phase 4, live: income, need, borrowing, help, saving and the own business."""

from typing import Any

from sim.ensemble.accounts import note_income, note_unmet
from sim.ensemble.compiled import inlined, phase
from sim.ensemble.ledger import post
from sim.ensemble.luck import normal, uniform
from sim.ensemble.phases.borrow import (
    help_of_iks,
    lend_for_need,
    short_members,
    trade_businesses,
)
from sim.ensemble.phases.repay import owed_idr
from sim.ledger import Flow
from sim.luck import Purpose
from sim.rules import live as rule


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
    income = rule.income_idr(household.income_idr, now.price, z, ill, p)
    post(Flow.OUTSIDE_INCOME, outside.employers, household.cash, income)
    capital = household.own_business.idr
    if capital:
        profit = rule.business_income_idr(capital, z, ill, p)
        post(Flow.OWN_BUSINESS_INCOME, outside.customers, household.cash, profit)
        income += profit
    now.income += income + household.share_now_idr
    note_income(now, household, income + household.share_now_idr)
    ceremony = uniform(now, Purpose.CEREMONY, word) < p.ceremony_per_month
    household.emergency = ill or ceremony
    household.month_need_idr = rule.need_idr(household.need_idr, now.price, ill, ceremony, p)
    now.short += household.cash.idr < household.month_need_idr


@inlined
def _consume(now: Any, outside: Any, p: Any, household: Any) -> None:
    """Eat first, put the next instalment by, keep part of the rest by discipline, spend it."""
    need, cash = household.month_need_idr, household.cash.idr
    missing = rule.unmet_idr(need, cash)
    over = rule.over_idr(cash, need, owed_idr(household), household.loan_months_left)
    kept = rule.kept_idr(over, household.discipline, p)
    spent = rule.consumption_idr(cash, need, over, kept)
    now.saved += kept > 0
    post(Flow.CONSUMPTION, household.cash, outside.shops, spent)
    now.consumption += spent
    now.unmet += missing
    note_unmet(now, household, missing)
    household.distress = rule.distress(household.distress, missing, need, p)
