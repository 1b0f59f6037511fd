"""Phase 3, meet: the group decides, shares out, collects instalments, keeps its books."""

from typing import Any

from sim.ensemble.compiled import inlined, phase
from sim.ensemble.groups import member
from sim.ensemble.ledger import post
from sim.ensemble.luck import normal, uniform
from sim.ensemble.phases.repay import collect_instalments
from sim.ensemble.records import NOBODY
from sim.ledger import Flow
from sim.luck import Purpose
from sim.rules import meet as rule
from sim.rules.basics import fraction
from sim.rules.founding import COOPERATOR


@phase
def meet(city: Any) -> None:
    """Hold every living Kube's meeting."""
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        if kube.living:
            _consent(city, kube)
            _set_aside_and_share(city, kube)
            _raid(city, kube)
            collect_instalments(city, kube)
            _keep_books(city, kube)
            _change_rule(city, kube)


@inlined
def _consent(city: Any, kube: Any) -> None:
    """Ask the members whether to set the proposed share aside; the majority decides."""
    before, sets_aside = kube.consent, kube.sets_aside > 0
    kube.proposed_share = rule.proposed_share(kube.share, sets_aside)
    kube.consent = kube.held = 0.0
    if not rule.holds_meeting(kube.heads, city.levers.meetings_per_month):
        return
    p, price = city.p.meet, city.now.price
    share = rule.share_after_proposal_idr(kube.profit_idr, kube.share, kube.heads)
    yes = 0
    for place in range(kube.heads):
        household = member(city, kube, place)
        slack = rule.slack(
            household.cash.idr, household.income_idr, share, household.need_idr, price
        )
        yes += rule.consents(
            household.discipline,
            household.trust,
            slack,
            before,
            household.social_type,
            normal(city.now, Purpose.CONSENT, household.word),
            p,
        )
    kube.consent = fraction(yes, kube.heads)
    kube.held = rule.held_to(kube.consent, sets_aside, p)


@inlined
def _set_aside_and_share(city: Any, kube: Any) -> None:
    """Set aside for kas and IKS, share the rest by work or by rota; remainders stay in the kas."""
    now = city.now
    aside = rule.aside_idr(kube.profit_idr, kube.share, kube.held)
    dues = rule.iks_dues_idr(aside, city.levers.iks_dues_idr, now.price, kube.heads)
    post(Flow.IKS_DUES, kube.kas, kube.iks, dues)
    kube.aside_idr = aside
    kube.saved_idr += aside - dues
    whole = 0.0
    for place in range(kube.heads):
        household = member(city, kube, place)
        household.part = rule.part(household.present, kube.by_rota > 0, household.part)
        whole += household.part
    pot = kube.profit_idr - aside
    for place in range(kube.heads):
        household = member(city, kube, place)
        amount = rule.share_idr(pot, household.part, whole)
        household.share_now_idr = amount
        post(Flow.SHARE_OUT, kube.kas, household.cash, amount)
        now.kube += amount


@inlined
def _raid(city: Any, kube: Any) -> None:
    """Let a group that refuses to save share out part of the kas as well."""
    now = city.now
    if not rule.holds_meeting(kube.heads, city.levers.meetings_per_month):
        return
    each = rule.raid_each_idr(
        kube.kas.idr,
        kube.heads,
        kube.consent,
        kube.visibility,
        kube.attention,
        now.price,
        city.p.meet,
    )
    if not each:
        return
    for place in range(kube.heads):
        household = member(city, kube, place)
        household.share_now_idr += each
        post(Flow.RAID, kube.kas, household.cash, each)
        now.kube += each
    kube.saved_idr = rule.saved_after_raid_idr(kube.saved_idr, each, kube.heads)


@inlined
def _keep_books(city: Any, kube: Any) -> None:
    """Keep the books or not, and show them more or less openly."""
    p, open_books = city.p.meet, city.levers.open_books > 0
    schooling, honesty = 0.0, COOPERATOR
    if kube.chair != NOBODY:
        schooling = city.households[kube.chair].schooling
        honesty = city.households[kube.treasurer].social_type
    chance = rule.books_chance(kube.heads, schooling, kube.visit_effect, open_books, p)
    kube.books_kept = uniform(city.now, Purpose.BOOKS, kube.word) < chance
    kube.visibility = rule.visibility(kube.books, honesty, kube.attention, open_books, p)


@inlined
def _change_rule(city: Any, kube: Any) -> None:
    """Turn to setting aside under guidance, or give it up after a year of not holding to it."""
    p = city.p.meet
    kube.held_year = rule.held_over_year(kube.held_year, kube.held)
    if kube.sets_aside:
        if rule.gives_up_setting_aside(kube.held_year, p):
            kube.sets_aside = 0
        return
    draw = uniform(city.now, Purpose.RULE, kube.word)
    if rule.turns_to_setting_aside(kube.consent, kube.visit_effect, draw, p):
        kube.sets_aside = 1
        kube.held_year = city.p.founding.starting_record
