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
from sim.money import rupiah
from sim.rules import meet as rule
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
    before = kube.consent
    kube.proposed_share = 0.0
    if kube.sets_aside:
        kube.proposed_share = kube.share
    kube.consent = kube.held = 0.0
    if not kube.heads or city.levers.meetings_per_month == 0.0:
        return
    p, price = city.p.meet, city.now.price
    share = kube.profit_idr * (1.0 - kube.share) / kube.heads
    yes = 0
    for place in range(kube.heads):
        household = member(city, kube, place)
        slack = rule.slack(
            float(household.cash.idr),
            household.income_idr * price,
            share,
            household.need_idr * price,
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
    kube.consent = yes / kube.heads
    if kube.sets_aside:
        kube.held = rule.held_to(kube.consent, p)


@inlined
def _set_aside_and_share(city: Any, kube: Any) -> None:
    """Set aside for kas and IKS, share the rest by work or by rota; remainders stay in the kas."""
    now = city.now
    aside = rupiah(kube.profit_idr * (kube.share * kube.held))
    kube.aside_idr = aside
    dues = 0
    if aside:
        dues = min(aside, rupiah(city.levers.iks_dues_idr * now.price * kube.heads))
        post(Flow.IKS_DUES, kube.kas, kube.iks, dues)
    kube.saved_idr += aside - dues
    whole = 0.0
    for place in range(kube.heads):
        household = member(city, kube, place)
        if kube.by_rota:
            household.part = float(household.present)
        whole += household.part
    pot = kube.profit_idr - aside
    for place in range(kube.heads):
        household = member(city, kube, place)
        amount = 0
        if whole > 0.0:
            amount = rupiah(pot * household.part / whole)
        household.share_now_idr = amount
        post(Flow.SHARE_OUT, kube.kas, household.cash, amount)
        now.kube += amount


@inlined
def _raid(city: Any, kube: Any) -> None:
    """Let a group that refuses to save share out part of the kas as well."""
    if not kube.heads or city.levers.meetings_per_month == 0.0:
        return
    p, now = city.p.meet, city.now
    share = rule.raid_share(kube.consent, kube.visibility, kube.attention, p)
    each = rupiah(kube.kas.idr * share) // kube.heads
    if not rule.opens_box(each, now.price, p):
        return
    for place in range(kube.heads):
        household = member(city, kube, place)
        household.share_now_idr += each
        post(Flow.RAID, kube.kas, household.cash, each)
        now.kube += each
    kube.saved_idr = max(0, kube.saved_idr - each * kube.heads)


@inlined
def _keep_books(city: Any, kube: Any) -> None:
    """Keep the books or not, and show them more or less openly."""
    p, open_books = city.p.meet, city.levers.open_books > 0
    schooling, honesty = 0.0, COOPERATOR
    if kube.chair != NOBODY:
        schooling = city.households[kube.chair].schooling
        honesty = city.households[kube.treasurer].social_type
    chance = rule.books_chance(schooling, kube.visit_effect, open_books, p)
    kube.books_kept = kube.heads > 0 and uniform(city.now, Purpose.BOOKS, kube.word) < chance
    kube.visibility = kube.books * rule.openness(honesty, kube.attention, open_books, p)


@inlined
def _change_rule(city: Any, kube: Any) -> None:
    """Turn to setting aside under guidance, or give it up after a year of not holding to it."""
    p = city.p.meet
    kube.held_year += (kube.held - kube.held_year) / 12.0
    if kube.sets_aside:
        if rule.gives_up_setting_aside(kube.held_year, p):
            kube.sets_aside = 0
        return
    draw = uniform(city.now, Purpose.RULE, kube.word)
    if rule.turns_to_setting_aside(kube.consent, kube.visit_effect, draw, p):
        kube.sets_aside = 1
        kube.held_year = city.p.founding.starting_record
