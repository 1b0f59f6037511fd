"""The books of one city: every account is a record of what it holds and what was booked."""

from typing import Any

from sim.ensemble.compiled import compiled, inlined
from sim.ensemble.tally import note_month
from sim.ledger import LedgerError
from sim.money import LIMIT_IDR


@compiled
def post(ledger: Any, flow: int, source: Any, target: Any, amount: int) -> None:
    """Move `amount` rupiah and book it apart; `flow` says what it is (`sim.ledger.Flow`).

    The accounts hold their money themselves: the ledger, any record, is not needed.
    """
    if not 0 <= amount < LIMIT_IDR:
        raise LedgerError("an impossible amount of money was posted")
    source.idr -= amount
    target.idr += amount
    source.booked -= amount
    target.booked += amount


@compiled
def close_month(city: Any) -> None:
    """Check the month: every account is the sum of its flows, all together hold nothing.

    No inside account is overdrawn, no debt is negative, nothing outgrows a float. What households
    lived on is noted on the way.
    """
    now = city.now
    total, wrong = _of_outside(city.outside)
    for facilitator in city.facilitators:
        total += facilitator.honoraria_idr
        wrong |= _is_wrong(facilitator.account)
    for kube in city.kubes:
        for account in (
            kube.kas, kube.bank, kube.iks, kube.equipment, kube.loans_out, kube.lkm,
            kube.lkm_loans,
        ):  # fmt: skip
            total += account.idr
            wrong |= _is_wrong(account)
    savings, businesses = 0, 0
    for number in range(now.households):
        household = city.households[number]
        cash, own_business = household.cash_account, household.business_account
        debt = household.debt_account
        wrong |= _is_wrong(cash)
        wrong |= _is_wrong(own_business)
        wrong |= debt.idr != debt.booked or debt.idr > 0 or debt.idr <= -LIMIT_IDR
        savings += cash.idr + own_business.idr
        businesses += own_business.idr > 0
        total += debt.idr
        note_month(now, household)
    if wrong or total + savings != 0:
        raise LedgerError("the books of a month do not close")
    city.count.savings_idr, city.count.own_businesses = savings, businesses


@compiled
def _is_wrong(account: Any) -> bool:
    """Whether an inside account differs from its flows, is overdrawn, or outgrows a float."""
    balance = account.idr
    return balance != account.booked or balance < 0 or balance >= LIMIT_IDR


@inlined
def _of_outside(outside: Any) -> tuple[int, bool]:
    """Return what the accounts of the outside world hold together, and whether one is wrong."""
    total, wrong = 0, False
    for account in (
        outside.customers, outside.suppliers, outside.employers, outside.shops, outside.ministry,
        outside.city, outside.neighbours, outside.poor_families, outside.nature, outside.origin,
    ):  # fmt: skip
        total += account.idr
        wrong |= account.idr != account.booked or abs(account.idr) >= LIMIT_IDR
    return total, wrong
