"""Borrowing and help, within phase 4: loans, the solidarity fund, the own business."""

from typing import Any

from sim.ensemble.compiled import compiled, inlined
from sim.ensemble.groups import member
from sim.ensemble.ledger import post
from sim.ensemble.luck import uniform
from sim.ensemble.order import sort
from sim.ensemble.phases.repay import owed_idr
from sim.ensemble.records import NOBODY, ZERO
from sim.ledger import Flow
from sim.luck import Purpose
from sim.rules import founding
from sim.rules import live as rule


@inlined
def shortage_idr(household: Any) -> int:
    """Return what a household still misses of its need this month; negative if nothing."""
    return household.month_need_idr - household.cash.idr


@inlined
def short_members(city: Any, kube: Any, paper: Any) -> int:
    """Put the members who are short in order, the neediest first; return how many there are."""
    short = ZERO
    for place in range(kube.heads):
        household = member(city, kube, place)
        if shortage_idr(household) > 0:
            paper[short].number = city.members[kube.number, place]
            paper[short].rank = rule.need_met(household.cash.idr, household.month_need_idr)
            short += 1
    sort(paper, short)
    return short


@inlined
def lend_for_need(city: Any, kube: Any, paper: Any, short: int) -> None:
    """Lend to members who are short: one loan at a time, no more than they can repay."""
    levers, price = city.levers, city.now.price
    for place in range(short):
        household = city.households[paper[place].number]
        if owed_idr(household):
            continue
        surplus = rule.surplus_idr(
            household.income_idr, household.share_now_idr, household.need_idr, price
        )
        loan = rule.loan_idr(
            shortage_idr(household),
            kube.kas.idr,
            surplus,
            rule.cap_idr(levers.loan_cap_idr, kube.lends > 0),
            levers.loan_tenor_months,
            price,
            city.p.live,
        )
        if loan:
            _lend(city.now, kube, household, loan, levers.loan_tenor_months, ZERO)


@compiled
def _lend(now: Any, kube: Any, household: Any, loan: int, tenor: int, from_lkm: int) -> None:
    """Pay a loan out and write the debt down."""
    if from_lkm:
        post(Flow.LOAN_LKM, kube.lkm, household.cash, loan)
    else:
        post(Flow.LOAN, kube.kas, household.cash, loan)
    post(Flow.CLAIM, household.debt, kube.loans_out, loan)
    household.loan_months_left = tenor
    household.months_late = 0
    household.loan_of_lkm = from_lkm
    household.willingness = uniform(now, Purpose.RELUCTANCE, household.word)
    kube.loans += 1
    now.borrowed += 1


@inlined
def help_of_iks(city: Any, kube: Any, paper: Any, short: int) -> None:
    """Let the solidarity fund help those whom illness or a ceremony made short, neediest first."""
    fund = kube.iks
    for place in range(short):
        household = city.households[paper[place].number]
        shortage = shortage_idr(household)
        if household.emergency and shortage > 0:
            gift = rule.iks_help_idr(shortage, fund.idr, city.p.live)
            post(Flow.IKS_HELP, fund, household.cash, gift)
            city.now.helped += gift > 0


@inlined
def _sell_business(outside: Any, p: Any, household: Any) -> None:
    """Sell the own business at a loss where too much of the need is still missing."""
    business = household.own_business
    capital, missing = business.idr, shortage_idr(household)
    if capital and rule.sells_business(missing, household.month_need_idr, p):
        price = rule.sale_idr(capital, p)
        post(Flow.OWN_BUSINESS_SOLD, business, household.cash, price)
        post(Flow.OWN_BUSINESS_DISCOUNT, business, outside.nature, capital - price)


@compiled
def trade_businesses(city: Any, paper: Any) -> None:
    """Sell own businesses in distress; let those who plan one buy it, in the order of luck."""
    p, planning = city.p.live, ZERO
    for number in range(city.now.households):
        household = city.households[number]
        _sell_business(city.outside, p, household)
        draw = uniform(city.now, Purpose.PLAN, household.word)
        if (
            draw < p.business_plan
            and not household.own_business.idr
            and rule.plans_business(draw, household.discipline, household.skill, p)
        ):
            paper[planning].number = number
            paper[planning].rank = float(household.key)
            planning += 1
    sort(paper, planning)
    for place in range(planning):
        household = city.households[paper[place].number]
        paper[place].rank = uniform(city.now, Purpose.PLAN, household.word)
    sort(paper, planning)
    for place in range(planning):
        _buy_business(city, city.households[paper[place].number])


@inlined
def _buy_business(city: Any, household: Any) -> None:
    """Buy an own business from savings, with a productive loan where there are such."""
    price = founding.business_price_idr(city.now.price, city.p.founding)
    missing = price - (household.cash.idr - household.month_need_idr)
    if missing > 0 and not _borrow_to_invest(city, household, missing):
        return
    post(Flow.OWN_BUSINESS_BOUGHT, household.cash, household.own_business, price)


@inlined
def _borrow_to_invest(city: Any, household: Any, missing: int) -> bool:
    """Borrow what is missing for a business, from the LKM where there is one; say whether."""
    levers = city.levers
    if household.kube == NOBODY or owed_idr(household):
        return False
    kube = city.kubes[household.kube]
    lender = rule.lender(
        missing,
        rule.cap_idr(levers.productive_loan_cap_idr, kube.lends > 0),
        kube.has_lkm > 0,
        kube.lkm.idr,
        kube.kas.idr,
        city.p.live,
    )
    if lender == rule.NO_LENDER:
        return False
    tenor = levers.productive_tenor_months
    _lend(city.now, kube, household, missing, tenor, int(lender == rule.LKM_LENDS))
    return True
