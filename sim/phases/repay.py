"""Repayment, within phase 3: instalments are paid, covered by a peer, or late."""

from sim.agents import Household, Kube
from sim.city import City
from sim.draws import PEER
from sim.ledger import Flow
from sim.rules import meet as rule
from sim.rules.basics import fraction


def collect_instalments(city: City, kube: Kube) -> None:
    """Collect this month's instalments from every borrower, in the order of the members."""
    debts = [member for member in kube.members if member.owed_idr]
    if debts:
        contacts = rule.contact(city.levers.meetings_per_month, kube.attendance, kube.visits)
        for member in debts:
            _pay(city, kube, member, contacts)
    late = 0
    for member in kube.members:
        late += member.months_late > 0
    city.counts["in_arrears"] += late
    kube.late_share = fraction(late, len(kube.members))


def _pay(city: City, kube: Kube, member: Household, contacts: float) -> None:
    p = city.p.meet
    due = rule.instalment_idr(member.owed_idr, member.loan_months_left)
    if member.willingness >= rule.unwilling_chance(contacts, member.discipline, p):
        gap = due - member.cash_idr
        if gap > 0 and member.draws[PEER] < rule.cover_chance(contacts, p):
            _cover(city, kube, member, gap)
        repay(city, kube, member, rule.payment_idr(due, member.cash_idr))
    member.loan_months_left -= 1
    if not member.owed_idr:
        settle(member)
    elif member.loan_months_left < 0:
        member.months_late += 1
        if rule.counts_as_default(member.months_late, p):
            kube.defaults += 1


def _cover(city: City, kube: Kube, debtor: Household, gap: int) -> None:
    """Let the peer with most cash give the gap, if it is a small part of that."""
    peer = max(kube.members, key=_cash_then_key)
    if peer is not debtor and rule.can_cover(peer.cash_idr, gap, city.p.meet):
        city.ledger.post(Flow.PEER_COVER, peer.cash_account, debtor.cash_account, gap)


def _cash_then_key(member: Household) -> tuple[int, int]:
    return (member.cash_idr, -member.key)


def repay(city: City, kube: Kube, member: Household, amount: int) -> None:
    """Move an instalment to whoever lent, and lower the debt."""
    if member.loan_of_lkm:
        city.ledger.post(Flow.REPAYMENT_LKM, member.cash_account, kube.lkm, amount)
    else:
        city.ledger.post(Flow.REPAYMENT, member.cash_account, kube.kas, amount)
    city.ledger.post(Flow.CLAIM_SETTLED, kube.loans_out, member.debt_account, amount)


def settle(member: Household) -> None:
    """Clear the record of a loan that is no more."""
    member.loan_months_left = 0
    member.months_late = 0
    member.loan_of_lkm = False
    member.willingness = 1.0
