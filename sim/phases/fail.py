"""Failing and starting again, within phase 7: a failed Kube is wound up by rule."""

from sim.agents import Kube
from sim.city import City
from sim.draws import REVIVE
from sim.ledger import Flow
from sim.phases.repay import settle
from sim.rules import membership as rule
from sim.rules.stages import GAGAL, TUMBUH
from sim.standing import ALIVE, FAILED, KUBE_FAILED


def fail(city: City, kube: Kube) -> None:
    """Close a Kube: sell, collect, write off, divide; the households live on."""
    _turn_into_cash(city, kube)
    _divide(city, kube)
    kube.former = kube.members
    kube.dismiss(kube.members, KUBE_FAILED)
    kube.status, kube.stage = FAILED, GAGAL
    kube.has_lkm = False
    kube.present = kube.earned_idr = kube.profit_idr = kube.aside_idr = kube.visits = (
        kube.monitored
    ) = 0
    kube.consent = kube.held = kube.proposed_share = kube.visit_effect = 0.0


def _turn_into_cash(city: City, kube: Kube) -> None:
    """Sell the equipment, close bank, IKS and LKM into the kas, give up what members owe."""
    ledger, p = city.ledger, city.p.membership
    balance = ledger.balance
    ledger.post(
        Flow.SALVAGE,
        city.ledger.outside.customers,
        kube.kas,
        rule.salvage_idr(kube.equipment_idr, p),
    )
    ledger.post(Flow.SCRAPPED, kube.equipment, city.ledger.outside.nature, kube.equipment_idr)
    ledger.post(Flow.BANK_WITHDRAWAL, kube.bank, kube.kas, kube.bank_idr)
    ledger.post(Flow.IKS_CLOSED, kube.iks, kube.kas, kube.iks_idr)
    collected = rule.loans_collected_idr(balance[kube.lkm_loans], p)
    ledger.post(Flow.LKM_COLLECTED, kube.lkm_loans, kube.kas, collected)
    ledger.post(
        Flow.LKM_LOANS_LOST,
        kube.lkm_loans,
        city.ledger.outside.neighbours,
        balance[kube.lkm_loans],
    )
    ledger.post(Flow.LKM_CLOSED, kube.lkm, kube.kas, balance[kube.lkm])
    for member in kube.members:
        if member.owed_idr:
            ledger.post(Flow.WRITE_OFF, kube.loans_out, member.debt_account, member.owed_idr)
            settle(member)


def _divide(city: City, kube: Kube) -> None:
    """Divide the kas among the members in equal parts; the rest goes to the city."""
    ledger = city.ledger
    each = rule.winding_up_share_idr(kube.kas_idr, len(kube.members))
    for member in kube.members:
        ledger.post(Flow.WINDING_UP_SHARE, kube.kas, member.cash_account, each)
    ledger.post(Flow.WINDING_UP_REST, kube.kas, city.ledger.outside.city, kube.kas_idr)


def revive(city: City, kube: Kube) -> None:
    """Start a failed Kube again with its old members, where the policy does that."""
    levers = city.levers
    if kube.status != FAILED or not rule.starts_again(kube.draws[REVIVE], levers.revive_per_year):
        return
    returning = [member for member in kube.former if member.kube is None]
    if not returning:
        return
    kube.status, kube.stage, kube.idle_months, kube.lines = ALIVE, TUMBUH, 0, kube.row.lines
    kube.admit(returning)
    city.ledger.post(
        Flow.GRANT_IN_KIND, city.ledger.outside.ministry, kube.equipment, levers.revive_idr
    )
    city.agency.spend("ministry", levers.revive_idr)
