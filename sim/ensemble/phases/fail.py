"""Failing and starting again, within phase 7: a failed Kube is wound up by rule."""

from typing import Any

from sim.ensemble.accounts import note_grant
from sim.ensemble.compiled import compiled, inlined
from sim.ensemble.groups import admit, dismiss, elect, member
from sim.ensemble.ledger import post
from sim.ensemble.luck import uniform
from sim.ensemble.phases.repay import owed_idr, settle
from sim.ensemble.records import NOBODY
from sim.ledger import Flow
from sim.luck import Purpose
from sim.rules import membership as rule
from sim.rules.stages import GAGAL, TUMBUH
from sim.standing import ALIVE, FAILED, KUBE_FAILED


@compiled
def fail(city: Any, kube: Any) -> None:
    """Close a Kube: sell, collect, write off, divide; the households live on."""
    _turn_into_cash(city, kube)
    _divide(city, kube)
    for place in range(kube.heads):
        household = member(city, kube, place)
        dismiss(household)
        household.why_left = KUBE_FAILED
    kube.former, kube.heads = kube.heads, 0
    kube.chair = kube.treasurer = NOBODY
    kube.status, kube.stage = FAILED, GAGAL
    kube.has_lkm = 0
    kube.present = kube.earned_idr = kube.profit_idr = kube.aside_idr = 0
    kube.visits = kube.monitored = 0
    kube.consent = kube.held = kube.proposed_share = kube.visit_effect = 0.0


@inlined
def _turn_into_cash(city: Any, kube: Any) -> None:
    """Sell the equipment, close bank, IKS and LKM into the kas, give up what members owe."""
    p, kas = city.p.membership, kube.kas
    equipment, loans = kube.equipment, kube.lkm_loans
    worth = equipment.idr
    post(Flow.SALVAGE, city.outside.customers, kas, rule.salvage_idr(worth, p))
    post(Flow.SCRAPPED, equipment, city.outside.nature, worth)
    bank, fund, lkm = kube.bank, kube.iks, kube.lkm
    post(Flow.BANK_WITHDRAWAL, bank, kas, bank.idr)
    post(Flow.IKS_CLOSED, fund, kas, fund.idr)
    collected = rule.loans_collected_idr(loans.idr, p)
    post(Flow.LKM_COLLECTED, loans, kas, collected)
    post(Flow.LKM_LOANS_LOST, loans, city.outside.neighbours, loans.idr)
    post(Flow.LKM_CLOSED, lkm, kas, lkm.idr)
    for place in range(kube.heads):
        household = member(city, kube, place)
        owed = owed_idr(household)
        if owed:
            post(Flow.WRITE_OFF, kube.loans_out, household.debt, owed)
            settle(household)


@inlined
def _divide(city: Any, kube: Any) -> None:
    """Divide the kas among the members in equal parts; the rest goes to the city."""
    each = rule.winding_up_share_idr(kube.kas.idr, kube.heads)
    for place in range(kube.heads):
        household = member(city, kube, place)
        post(Flow.WINDING_UP_SHARE, kube.kas, household.cash, each)
    post(Flow.WINDING_UP_REST, kube.kas, city.outside.city, kube.kas.idr)


@compiled
def revive(city: Any, kube: Any) -> None:
    """Start a failed Kube again with its old members, where the policy does that."""
    levers = city.levers
    if kube.status != FAILED:
        return
    draw = uniform(city.now, Purpose.REVIVE, kube.word)
    if not rule.starts_again(draw, levers.revive_per_year):
        return
    kube.heads = 0
    for place in range(kube.former):
        number = city.members[kube.number, place]
        if city.households[number].kube == NOBODY:
            admit(city, kube, number)
    if not kube.heads:
        return
    elect(city, kube)
    kube.status, kube.stage, kube.idle_months = ALIVE, TUMBUH, 0
    kube.lines = kube.lines_at_founding
    equipment = kube.equipment
    post(Flow.GRANT_IN_KIND, city.outside.ministry, equipment, levers.revive_idr)
    note_grant(city.now, kube, levers.revive_idr)
