"""Borrowing and help, within phase 4: loans, the solidarity fund, the own business."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.draws import PLAN, RELUCTANCE
from sim.ledger import Flow
from sim.phases.groups import largest_loan_idr, working_kas
from sim.phases.primitives import (
    everybody,
    is_member,
    kube_of,
    members,
    post,
    sort,
    write_down,
)
from sim.rules import founding
from sim.rules import live as rule

if TYPE_CHECKING:
    from sim.agents import Household, Kube
    from sim.city import City


def queue_of_short(city: City, kube: Kube) -> int:
    """Put in order those who are short and may get a loan or help, the neediest first; count them.

    Most who are short are in debt, or their Kube has nothing to lend or to give.
    """
    short, lends, helps = 0, lendable_idr(city, kube) > 0, kube.iks_idr > 0
    for number in members(city, kube):
        member = city.households[number]
        if member.short and ((lends and not member.debt_idr) or (helps and member.emergency)):
            met = rule.need_met(member.cash_idr, member.month_need_idr)
            write_down(city, short, member.number, met)
            short += 1
    sort(city, 0, short)
    return short


def lend_for_need(city: City, kube: Kube, short: int) -> None:
    """Lend to members who are short: one loan at a time, no more than they can repay."""
    tenor, price = city.levers.loan_tenor_months, city.now.price
    for place in range(short):
        member = city.households[city.paper[place].number]
        if member.debt_idr:
            continue
        surplus = rule.surplus_idr(member.income_idr, member.share_now_idr, member.need_idr, price)
        loan = rule.loan_idr(
            member.month_need_idr - member.cash_idr,
            lendable_idr(city, kube),
            surplus,
            tenor,
            price,
            city.p.live,
        )
        if loan:
            _lend(city, kube, member, loan, tenor, False)


def lendable_idr(city: City, kube: Kube) -> int:
    """Return the most that a Kube can lend to one member now."""
    cap = largest_loan_idr(city, kube, city.levers.loan_cap_idr)
    return rule.lendable_idr(working_kas(kube), cap, city.now.price, city.p.live)


def _lend(
    city: City, kube: Kube, household: Household, loan: int, tenor: int, from_lkm: bool
) -> None:
    """Pay a loan out and write the debt down."""
    if from_lkm:
        post(city.ledger, Flow.LOAN_LKM, kube.lkm, household.cash_account, loan)
    else:
        post(city.ledger, Flow.LOAN, kube.kas, household.cash_account, loan)
    post(city.ledger, Flow.CLAIM, household.debt_account, kube.loans_out, loan)
    household.loan_months_left = tenor
    household.months_late = 0
    household.loan_of_lkm = from_lkm
    household.willingness = household.draws[RELUCTANCE]
    kube.loans += 1
    city.count.borrowed += 1


def help_of_iks(city: City, kube: Kube, short: int) -> None:
    """Let the solidarity fund help those whom illness or a ceremony made short, neediest first."""
    for place in range(short):
        member = city.households[city.paper[place].number]
        shortage = member.month_need_idr - member.cash_idr
        if member.emergency and shortage > 0:
            gift = rule.iks_help_idr(shortage, kube.iks_idr, city.p.live)
            post(city.ledger, Flow.IKS_HELP, kube.iks, member.cash_account, gift)
            city.count.helped += gift > 0


def trade_businesses(city: City) -> None:
    """Sell own businesses in distress; let those who plan one buy it, in the order of luck."""
    p, planning = city.p.live, 0
    for household in everybody(city):
        if household.short:
            _sell_business(city, household)
        draw = household.draws[PLAN]
        if (
            draw < p.business_plan
            and not household.own_business_idr
            and rule.plans_business(draw, household.discipline, household.skill, p)
        ):
            write_down(city, planning, household.number, float(household.key))
            planning += 1
    sort(city, 0, planning)
    for place in range(planning):
        number = city.paper[place].number
        write_down(city, place, number, city.households[number].draws[PLAN])
    sort(city, 0, planning)
    for place in range(planning):
        _buy_business(city, city.households[city.paper[place].number])


def _sell_business(city: City, household: Household) -> None:
    """Sell the own business at a loss where too much of the need is still missing."""
    p, need, capital = city.p.live, household.month_need_idr, household.own_business_idr
    if capital and rule.sells_business(need - household.cash_idr, need, p):
        price, business = rule.sale_idr(capital, p), household.business_account
        post(city.ledger, Flow.OWN_BUSINESS_SOLD, business, household.cash_account, price)
        post(
            city.ledger, Flow.OWN_BUSINESS_DISCOUNT, business, city.outside.nature, capital - price
        )


def _buy_business(city: City, household: Household) -> None:
    """Buy an own business from savings, with a productive loan where there are such."""
    price = founding.business_price_idr(city.now.price, city.p.founding)
    missing = price - (household.cash_idr - household.month_need_idr)
    if missing > 0 and not _borrow_to_invest(city, household, missing):
        return
    post(
        city.ledger,
        Flow.OWN_BUSINESS_BOUGHT,
        household.cash_account,
        household.business_account,
        price,
    )


def _borrow_to_invest(city: City, household: Household, missing: int) -> bool:
    """Borrow what is missing for a business, from the LKM where there is one; say whether."""
    levers = city.levers
    if not is_member(household) or household.debt_idr:
        return False
    kube = kube_of(city, household)
    lender = rule.lender(
        missing,
        largest_loan_idr(city, kube, levers.productive_loan_cap_idr),
        kube.has_lkm,
        kube.lkm_cash_idr,
        working_kas(kube),
        city.p.live,
    )
    if lender == rule.NO_LENDER:
        return False
    tenor = levers.productive_tenor_months
    _lend(city, kube, household, missing, tenor, lender == rule.LKM_LENDS)
    return True
