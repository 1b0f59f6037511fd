"""Borrowing and help, within phase 4: loans, the solidarity fund, the own business."""

from sim.agents import Household, Kube
from sim.city import City
from sim.draws import PLAN, RELUCTANCE
from sim.ledger import Flow
from sim.rules import founding
from sim.rules import live as rule


def lend_for_need(city: City, short: list[Household]) -> None:
    """Lend to members who are short: one loan at a time, no more than they can repay."""
    levers = city.levers
    for household in short:
        kube = household.kube
        if kube is None or household.owed_idr:
            continue
        surplus = rule.surplus_idr(
            household.income_idr, household.share_now_idr, household.need_idr, city.price
        )
        loan = rule.loan_idr(
            household.month_need_idr - household.cash_idr,
            kube.kas_idr,
            surplus,
            rule.cap_idr(levers.loan_cap_idr, kube.lends),
            levers.loan_tenor_months,
            city.price,
            city.p.live,
        )
        if loan:
            _lend(city, kube, household, loan, levers.loan_tenor_months, from_lkm=False)


def _lend(
    city: City, kube: Kube, household: Household, loan: int, tenor: int, *, from_lkm: bool
) -> None:
    """Pay a loan out and write the debt down."""
    flow, purse = (Flow.LOAN_LKM, kube.lkm) if from_lkm else (Flow.LOAN, kube.kas)
    city.ledger.post(flow, purse, household.cash_account, loan)
    city.ledger.post(Flow.CLAIM, household.debt_account, kube.loans_out, loan)
    household.loan_months_left = tenor
    household.months_late = 0
    household.loan_of_lkm = from_lkm
    household.willingness = household.draws[RELUCTANCE]
    kube.loans += 1
    city.counts["borrowed"] += 1


def help_of_iks(city: City, short: list[Household]) -> None:
    """Let the solidarity fund help those whom illness or a ceremony made short, neediest first."""
    for household in short:
        kube = household.kube
        shortage = household.month_need_idr - household.cash_idr
        if kube is None or not household.emergency or shortage <= 0:
            continue
        gift = rule.iks_help_idr(shortage, kube.iks_idr, city.p.live)
        city.ledger.post(Flow.IKS_HELP, kube.iks, household.cash_account, gift)
        city.counts["helped"] += gift > 0


def sell_businesses(city: City, short: list[Household]) -> None:
    """Sell the own business at a loss where too much of the need is still missing."""
    p, ledger = city.p.live, city.ledger
    for household in short:
        capital = household.own_business_idr
        if not capital:
            continue
        missing = household.month_need_idr - household.cash_idr
        if not rule.sells_business(missing, household.month_need_idr, p):
            continue
        price = rule.sale_idr(capital, p)
        business, loss = household.business_account, capital - price
        ledger.post(Flow.OWN_BUSINESS_SOLD, business, household.cash_account, price)
        ledger.post(Flow.OWN_BUSINESS_DISCOUNT, business, ledger.outside.nature, loss)


def buy_business(city: City, household: Household) -> None:
    """Buy an own business from savings, with a productive loan where there are such."""
    if household.own_business_idr or not rule.plans_business(
        household.draws[PLAN], household.discipline, household.skill, city.p.live
    ):
        return
    price = founding.business_price_idr(city.price, city.p.founding)
    missing = price - (household.cash_idr - household.month_need_idr)
    if missing > 0 and not _borrow_to_invest(city, household, missing):
        return
    city.ledger.post(
        Flow.OWN_BUSINESS_BOUGHT, household.cash_account, household.business_account, price
    )


def _borrow_to_invest(city: City, household: Household, missing: int) -> bool:
    """Borrow what is missing for a business, from the LKM where there is one; say whether."""
    kube = household.kube
    levers = city.levers
    if kube is None or household.owed_idr:
        return False
    lender = rule.lender(
        missing,
        rule.cap_idr(levers.productive_loan_cap_idr, kube.lends),
        kube.has_lkm,
        city.ledger.balance[kube.lkm],
        kube.kas_idr,
        city.p.live,
    )
    if lender == rule.NO_LENDER:
        return False
    tenor = levers.productive_tenor_months
    _lend(city, kube, household, missing, tenor, from_lkm=lender == rule.LKM_LENDS)
    return True
