"""Phase 4, live: income, need, borrowing, help, saving and the own business."""

from sim.agents import Household
from sim.city import City
from sim.draws import CEREMONY, ILLNESS, INCOME, PLAN
from sim.ledger import Account, Flow
from sim.money import rupiah
from sim.phases.borrow import buy_business, help_of_iks, lend_for_need, sell_business
from sim.rules import live as rule
from sim.rules.meet import instalment_idr


def live(city: City) -> None:
    """Let every household live its month; those in need are served by need, then by key."""
    short = []
    for household in city.households:
        _earn(city, household)
        if household.cash_idr < household.month_need_idr:
            short.append(household)
    city.counts["short"] = len(short)
    if short:
        short.sort(key=_by_need)
        lend_for_need(city, short)
        help_of_iks(city, short)
        for household in short:
            sell_business(city, household)
    for household in city.households:
        if household.uniforms[PLAN] < city.p.live.business_plan:
            buy_business(city, household)
        _consume(city, household)


def _earn(city: City, household: Household) -> None:
    """Receive outside income and that of the own business; illness and ceremonies come."""
    p, price, u = city.p.live, city.price, household.uniforms
    ledger = city.ledger
    ill = u[ILLNESS] < p.illness_per_month
    household.ill = ill
    z = household.normals[INCOME]
    income = rupiah(rule.income_idr(household.income_idr * price, z, ill, p))
    ledger.post(
        Flow.OUTSIDE_INCOME, ledger.outside[Account.EMPLOYERS], household.cash_account, income
    )
    capital = household.own_business_idr
    if capital:
        profit = rupiah(rule.business_income_idr(capital, z, ill, p))
        ledger.post(
            Flow.OWN_BUSINESS_INCOME,
            ledger.outside[Account.CUSTOMERS],
            household.cash_account,
            profit,
        )
        income += profit
    if household.kube is not None:
        income += household.share_now_idr
    household.month_income_idr = income
    household.month_need_idr = rupiah(
        rule.need_idr(household.need_idr * price, ill, u[CEREMONY] < p.ceremony_per_month, p)
    )


def _by_need(household: Household) -> tuple[float, int]:
    """Order by the part of the need that is missing, the neediest first; ties by key."""
    return (household.cash_idr / household.month_need_idr, household.key)


def _consume(city: City, household: Household) -> None:
    """Eat first, put the next instalment by, keep part of the rest by discipline, spend it."""
    need, cash = household.month_need_idr, household.cash_idr
    household.unmet_idr = max(0, need - cash)
    spent = min(need, cash)
    over = cash - spent
    if household.owed_idr and over:
        over -= min(over, instalment_idr(household.owed_idr, household.loan_months_left))
    if over:
        kept = rupiah(over * rule.kept_share(household.discipline, city.p.live))
        spent += over - kept
        city.counts["saved"] += kept > 0
    city.ledger.post(
        Flow.CONSUMPTION, household.cash_account, city.ledger.outside[Account.SHOPS], spent
    )
    city.counts["consumption"] += spent
    household.distress = rule.distress(
        household.distress, household.unmet_idr, float(need), city.p.live
    )
