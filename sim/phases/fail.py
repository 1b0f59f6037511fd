"""Failing and starting again, within phase 7: a failed Kube is wound up by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.draws import REVIVE
from sim.ledger import Flow
from sim.phases.grants import granted_idr, note_grant
from sim.phases.groups import working_equipment
from sim.phases.primitives import (
    admit,
    disband,
    dismiss,
    elect,
    former_members,
    is_member,
    members,
    post,
)
from sim.phases.repay import settle
from sim.rules import membership as rule
from sim.rules.stages import GAGAL, TUMBUH
from sim.standing import ALIVE, FAILED, KUBE_FAILED

if TYPE_CHECKING:
    from sim.agents import Kube
    from sim.city import City


def fail(city: City, kube: Kube) -> None:
    """Close a Kube: sell, collect, write off, divide; the households live on."""
    _turn_into_cash(city, kube)
    _divide(city, kube)
    for number in members(city, kube):
        member = city.households[number]
        dismiss(member)
        member.why_left = KUBE_FAILED
    disband(city, kube)
    elect(city, kube)
    kube.status, kube.stage = FAILED, GAGAL
    kube.has_lkm = kube.stopped = False
    kube.unused_kas_idr = kube.unused_grants_idr = kube.unused_equipment_idr = 0
    kube.present = kube.earned_idr = kube.profit_idr = kube.aside_idr = 0
    kube.visits = kube.monitored = 0
    kube.consent = kube.held = kube.proposed_share = kube.visit_effect = kube.offer_idr = 0.0


def _turn_into_cash(city: City, kube: Kube) -> None:
    """Sell the equipment, close bank, IKS and LKM into the kas, give up what members owe."""
    p, outside, kas, worth = city.p.membership, city.outside, kube.kas, kube.equipment_idr
    sold = rule.salvage_idr(working_equipment(kube), p)
    post(city.ledger, Flow.SALVAGE, outside.customers, kas, sold)
    post(city.ledger, Flow.SCRAPPED, kube.equipment, outside.nature, worth)
    post(city.ledger, Flow.BANK_WITHDRAWAL, kube.bank, kas, kube.bank_idr)
    post(city.ledger, Flow.IKS_CLOSED, kube.iks, kas, kube.iks_idr)
    collected = rule.loans_collected_idr(kube.lkm_loans_idr, p)
    post(city.ledger, Flow.LKM_COLLECTED, kube.lkm_loans, kas, collected)
    post(city.ledger, Flow.LKM_LOANS_LOST, kube.lkm_loans, outside.neighbours, kube.lkm_loans_idr)
    post(city.ledger, Flow.LKM_CLOSED, kube.lkm, kas, kube.lkm_cash_idr)
    for number in members(city, kube):
        member = city.households[number]
        owed = -member.debt_idr
        if owed:
            post(city.ledger, Flow.WRITE_OFF, kube.loans_out, member.debt_account, owed)
            settle(member)


def _divide(city: City, kube: Kube) -> None:
    """Divide the kas among the members in equal parts; the rest goes to the city.

    So does what lies idle of grants.
    """
    each = rule.winding_up_share_idr(kube.kas_idr - kube.unused_grants_idr, kube.heads)
    for number in members(city, kube):
        member = city.households[number]
        post(city.ledger, Flow.WINDING_UP_SHARE, kube.kas, member.cash_account, each)
    post(city.ledger, Flow.WINDING_UP_REST, kube.kas, city.outside.city, kube.kas_idr)


def revive(city: City, kube: Kube) -> None:
    """Start a failed Kube again with its old members, where the policy does that."""
    levers = city.levers
    if kube.status != FAILED or not rule.starts_again(kube.draws[REVIVE], levers.revive_per_year):
        return
    for number in former_members(city, kube):
        member = city.households[number]
        if not is_member(member):
            admit(city, kube, member)
    if not kube.heads:
        return
    elect(city, kube)
    kube.status, kube.stage, kube.idle_months = ALIVE, TUMBUH, 0
    kube.lines = kube.lines_at_founding
    grant = granted_idr(city, levers.revive_idr)
    post(city.ledger, Flow.GRANT_IN_KIND, city.outside.ministry, kube.equipment, grant)
    note_grant(city, kube, grant)
