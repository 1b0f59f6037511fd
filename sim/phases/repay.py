"""Repayment, within phase 3: instalments are paid, covered by a peer, or late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.draws import PEER
from sim.ledger import Flow
from sim.phases.primitives import members, post
from sim.rules import meet as rule
from sim.rules.basics import fraction

if TYPE_CHECKING:
    from sim.agents import Household, Kube
    from sim.city import City


def collect_instalments(city: City, kube: Kube) -> None:
    """Collect this month's instalments from every borrower, in the order of the members."""
    contacts = rule.contact(
        city.levers.meetings_per_month, kube.attendance, kube.visits, city.p.meet
    )
    late = 0
    for number in members(city, kube):
        member = city.households[number]
        if member.debt_idr:
            _pay(city, kube, member, contacts)
        late += member.months_late > 0
    city.count.in_arrears += late
    kube.late_share = fraction(late, kube.heads)


def _pay(city: City, kube: Kube, debtor: Household, contacts: float) -> None:
    p = city.p.meet
    due = rule.instalment_idr(-debtor.debt_idr, debtor.loan_months_left)
    if debtor.willingness >= rule.unwilling_chance(contacts, debtor.discipline, p):
        gap = due - debtor.cash_idr
        if gap > 0 and debtor.draws[PEER] < rule.cover_chance(contacts, p):
            _cover(city, kube, debtor, gap)
        repay(city, kube, debtor, rule.payment_idr(due, debtor.cash_idr))
    debtor.loan_months_left -= 1
    if not debtor.debt_idr:
        settle(debtor)
    elif debtor.loan_months_left < 0:
        debtor.months_late += 1
        if rule.counts_as_default(debtor.months_late, p):
            kube.defaults += 1


def _cover(city: City, kube: Kube, debtor: Household, gap: int) -> None:
    """Let the peer with most cash give the gap, if it is a small part of that."""
    peer = debtor
    for number in members(city, kube):
        other = city.households[number]
        if other.cash_idr > peer.cash_idr or (
            other.cash_idr == peer.cash_idr and other.key < peer.key
        ):
            peer = other
    if peer.key != debtor.key and rule.can_cover(peer.cash_idr, gap, city.p.meet):
        post(city.ledger, Flow.PEER_COVER, peer.cash_account, debtor.cash_account, gap)


def repay(city: City, kube: Kube, debtor: Household, amount: int) -> None:
    """Move an instalment to whoever lent, and lower the debt."""
    if debtor.loan_of_lkm:
        post(city.ledger, Flow.REPAYMENT_LKM, debtor.cash_account, kube.lkm, amount)
    else:
        post(city.ledger, Flow.REPAYMENT, debtor.cash_account, kube.kas, amount)
    post(city.ledger, Flow.CLAIM_SETTLED, kube.loans_out, debtor.debt_account, amount)


def settle(debtor: Household) -> None:
    """Clear the record of a loan that is no more."""
    debtor.loan_months_left = 0
    debtor.months_late = 0
    debtor.loan_of_lkm = False
    debtor.willingness = 1.0
