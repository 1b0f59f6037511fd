"""Repayment, within phase 3: instalments are paid, covered by a peer, or late."""

from typing import Any

from sim.ensemble.compiled import compiled, inlined
from sim.ensemble.groups import member
from sim.ensemble.ledger import post
from sim.ensemble.luck import uniform
from sim.ledger import Flow
from sim.luck import Purpose
from sim.rules import meet as rule
from sim.rules.basics import fraction


@inlined
def owed_idr(household: Any) -> int:
    """Return what a household owes its Kube."""
    return -household.debt.idr


@inlined
def collect_instalments(city: Any, kube: Any) -> None:
    """Collect this month's instalments from every borrower, in the order of the members."""
    contacts = rule.contact(city.levers.meetings_per_month, kube.attendance, kube.visits)
    late = 0
    for place in range(kube.heads):
        debtor = member(city, kube, place)
        if owed_idr(debtor):
            _pay(city, kube, debtor, contacts)
        late += debtor.months_late > 0
    city.now.in_arrears += late
    kube.late_share = fraction(late, kube.heads)


@inlined
def _pay(city: Any, kube: Any, debtor: Any, contacts: float) -> None:
    p = city.p.meet
    due = rule.instalment_idr(owed_idr(debtor), debtor.loan_months_left)
    if debtor.willingness >= rule.unwilling_chance(contacts, debtor.discipline, p):
        gap = due - debtor.cash.idr
        if gap > 0 and uniform(city.now, Purpose.PEER, debtor.word) < rule.cover_chance(
            contacts, p
        ):
            _cover(city, kube, debtor, gap)
        repay(kube, debtor, rule.payment_idr(due, debtor.cash.idr))
    debtor.loan_months_left -= 1
    if not owed_idr(debtor):
        settle(debtor)
    elif debtor.loan_months_left < 0:
        debtor.months_late += 1
        if rule.counts_as_default(debtor.months_late, p):
            kube.defaults += 1


@compiled
def _cover(city: Any, kube: Any, debtor: Any, gap: int) -> None:
    """Let the peer with most cash give the gap, if it is a small part of that."""
    peer = debtor
    for place in range(kube.heads):
        other = member(city, kube, place)
        if other.cash.idr > peer.cash.idr or (
            other.cash.idr == peer.cash.idr and other.key < peer.key
        ):
            peer = other
    if peer.key != debtor.key and rule.can_cover(peer.cash.idr, gap, city.p.meet):
        post(Flow.PEER_COVER, peer.cash, debtor.cash, gap)


@compiled
def repay(kube: Any, debtor: Any, amount: int) -> None:
    """Move an instalment to whoever lent, and lower the debt."""
    if debtor.loan_of_lkm:
        post(Flow.REPAYMENT_LKM, debtor.cash, kube.lkm, amount)
    else:
        post(Flow.REPAYMENT, debtor.cash, kube.kas, amount)
    post(Flow.CLAIM_SETTLED, kube.loans_out, debtor.debt, amount)


@compiled
def settle(debtor: Any) -> None:
    """Clear the record of a loan that is no more."""
    debtor.loan_months_left = 0
    debtor.months_late = 0
    debtor.loan_of_lkm = 0
    debtor.willingness = 1.0
