"""Phase 3, meet: the group decides, shares out, collects instalments, keeps its books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.draws import BOOKS, MOOD, RULE
from sim.ledger import Flow
from sim.phases.groups import largest_loan_idr, working_kas
from sim.phases.primitives import chair, members, post, treasurer
from sim.phases.repay import collect_instalments
from sim.rules import invest, spirit
from sim.rules import meet as rule
from sim.rules.basics import fraction
from sim.rules.founding import COOPERATOR

if TYPE_CHECKING:
    from sim.agents import Kube
    from sim.city import City


def meet(city: City) -> None:
    """Hold every living Kube's meeting."""
    for kube in city.kubes:
        if kube.living:
            _consent(city, kube)
            _set_aside_and_share(city, kube)
            _raid(city, kube)
            collect_instalments(city, kube)
            _keep_books(city, kube)
            _change_rule(city, kube)


def _consent(city: City, kube: Kube) -> None:
    """Ask the members whether to set the proposed share aside; the majority decides."""
    before, heads = kube.consent, kube.heads
    kube.proposed_share = rule.proposed_share(kube.share, kube.sets_aside)
    kube.consent = kube.held = 0.0
    if not rule.holds_meeting(heads, city.levers.meetings_per_month):
        return
    p, price = city.p.meet, city.now.price
    share = rule.share_after_proposal_idr(kube.profit_idr, kube.share, heads)
    yes = 0
    for number in members(city, kube):
        member = city.households[number]
        slack = rule.slack(member.cash_idr, member.income_idr, share, member.need_idr, price)
        yes += rule.consents(
            member.discipline,
            member.trust,
            slack,
            before,
            member.social_type,
            member.draws[MOOD],
            p,
        )
    kube.consent = fraction(yes, heads)
    kube.held = rule.held_to(kube.consent, kube.sets_aside, p)


def _set_aside_and_share(city: City, kube: Kube) -> None:
    """Set aside for kas and IKS, share the rest by work or by rota; remainders stay in the kas."""
    count, by_rota = city.count, kube.by_rota
    aside = rule.aside_idr(kube.profit_idr, kube.share, kube.held)
    dues = rule.iks_dues_idr(aside, city.levers.iks_dues_idr, city.now.price, kube.heads)
    post(city.ledger, Flow.IKS_DUES, kube.kas, kube.iks, dues)
    kube.aside_idr = aside
    kube.saved_idr += aside - dues
    unused = invest.unused_idr(aside, city.p.invest)
    whole, shared = 0.0, 0
    for number in members(city, kube):
        member = city.households[number]
        member.part = rule.part(member.present, by_rota, member.part)
        whole += member.part
    pot = kube.profit_idr - aside
    for number in members(city, kube):
        member = city.households[number]
        amount = rule.share_idr(pot, member.part, whole)
        member.share_now_idr = amount
        member.shared_idr = rule.share_idr(pot + unused, member.part, whole)
        shared += amount
        post(city.ledger, Flow.SHARE_OUT, kube.kas, member.cash_account, amount)
        count.kube_income_idr += amount
    left = kube.profit_idr - dues - shared
    kube.unused_kas_idr += invest.unused_idr(left, city.p.invest)
    kube.offer_idr = _offer_idr(city, kube, pot + unused, aside - unused)


def _offer_idr(city: City, kube: Kube, shared: int, kept: int) -> float:
    """Return what coming was worth this month: the share, a claim on the kas, and credit."""
    p = city.p.spirit
    cap = largest_loan_idr(city, kube, city.levers.loan_cap_idr)
    credit = spirit.credit_idr(cap, working_kas(kube), city.p.live.loan_kas_share, p)
    return spirit.offer_idr(shared, kept, kube.visibility, kube.present, p) + credit


def _raid(city: City, kube: Kube) -> None:
    """Let a group that refuses to save share out part of the kas as well."""
    heads = kube.heads
    if not rule.holds_meeting(heads, city.levers.meetings_per_month):
        return
    each = rule.raid_each_idr(
        working_kas(kube),
        heads,
        kube.consent,
        kube.visibility,
        kube.attention,
        city.now.price,
        city.p.meet,
    )
    if not each:
        return
    for number in members(city, kube):
        member = city.households[number]
        member.share_now_idr += each
        member.shared_idr += each
        post(city.ledger, Flow.RAID, kube.kas, member.cash_account, each)
        city.count.kube_income_idr += each
    kube.saved_idr = rule.saved_after_raid_idr(kube.saved_idr, each, heads)


def _keep_books(city: City, kube: Kube) -> None:
    """Keep the books or not, and show them more or less openly."""
    p, open_books = city.p.meet, city.levers.open_books
    schooling, honesty = 0.0, COOPERATOR
    if kube.heads:
        schooling = chair(city, kube).schooling
        honesty = treasurer(city, kube).social_type
    chance = rule.books_chance(kube.heads, schooling, kube.visit_effect, open_books, p)
    kube.books_kept = kube.draws[BOOKS] < chance
    kube.visibility = rule.visibility(kube.books, honesty, kube.attention, open_books, p)


def _change_rule(city: City, kube: Kube) -> None:
    """Turn to setting aside under guidance, or give it up after a year of not holding to it."""
    p = city.p.meet
    kube.held_year = rule.held_over_year(kube.held_year, kube.held)
    if kube.sets_aside:
        if rule.gives_up_setting_aside(kube.held_year, p):
            kube.sets_aside = False
    elif rule.turns_to_setting_aside(kube.consent, kube.visit_effect, kube.draws[RULE], p):
        kube.sets_aside = True
        kube.held_year = city.p.founding.starting_record
