"""Phase 4, live: income, need, borrowing, help, saving and the own business."""

from sim.agents import Household
from sim.city import City
from sim.draws import CEREMONY, ILLNESS, INCOME, PLAN
from sim.ledger import Flow
from sim.phases.borrow import buy_business, help_of_iks, lend_for_need, sell_businesses
from sim.rules import live as rule


def live(city: City) -> None:
    """Let every household live its month; those in need are served by need, then by key."""
    _earn(city)
    short = [h for h in city.households if h.cash_idr < h.month_need_idr]
    city.counts["short"] = len(short)
    if short:
        short.sort(key=_by_need)
        members = [household for household in short if household.kube is not None]
        lend_for_need(city, members)
        help_of_iks(city, members)
        sell_businesses(city, short)
    planning = [h for h in city.households if h.draws[PLAN] < city.p.live.business_plan]
    planning.sort(key=_by_luck)
    for household in planning:
        buy_business(city, household)
    _consume(city)


def _earn(city: City) -> None:
    """Receive outside income and that of the own business; illness and ceremonies come."""
    p, price, ledger = city.p.live, city.price, city.ledger
    balance, post, employers = ledger.balance, ledger.post, ledger.outside.employers
    total = 0
    for household in city.households:
        draws = household.draws
        z = draws[INCOME]
        ill = draws[ILLNESS] < p.illness_per_month
        income = rule.income_idr(household.income_idr, price, z, ill, p)
        post(Flow.OUTSIDE_INCOME, employers, household.cash_account, income)
        capital = balance[household.business_account]
        if capital:
            profit = rule.business_income_idr(capital, z, ill, p)
            post(
                Flow.OWN_BUSINESS_INCOME,
                ledger.outside.customers,
                household.cash_account,
                profit,
            )
            income += profit
        income += household.share_now_idr
        total += income
        household.month_income_idr = income
        ceremony = draws[CEREMONY] < p.ceremony_per_month
        household.emergency = ill or ceremony
        household.month_need_idr = rule.need_idr(household.need_idr, price, ill, ceremony, p)
    city.counts["income"] += total


def _by_need(household: Household) -> tuple[float, int]:
    """Order by the part of the need that is missing, the neediest first; ties by key."""
    return (rule.need_met(household.cash_idr, household.month_need_idr), household.key)


def _by_luck(household: Household) -> tuple[float, int]:
    """Order those who want to start a business by their luck; ties by key."""
    return (household.draws[PLAN], household.key)


def _consume(city: City) -> None:
    """Eat first, put the next instalment by, keep part of the rest by discipline, spend it."""
    p, ledger = city.p.live, city.ledger
    balance, post, shops = ledger.balance, ledger.post, ledger.outside.shops
    total = unmet = savers = 0
    for household in city.households:
        need, cash = household.month_need_idr, balance[household.cash_account]
        missing = rule.unmet_idr(need, cash)
        owed = -balance[household.debt_account]
        over = rule.over_idr(cash, need, owed, household.loan_months_left)
        kept = rule.kept_idr(over, household.discipline, p)
        spent = rule.consumption_idr(cash, need, over, kept)
        savers += kept > 0
        post(Flow.CONSUMPTION, household.cash_account, shops, spent)
        total += spent
        unmet += missing
        household.unmet_idr = missing
        household.distress = rule.distress(household.distress, missing, need, p)
    city.counts["saved"] += savers
    city.counts["consumption"] += total
    city.counts["unmet"] += unmet
