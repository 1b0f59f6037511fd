"""Phase 3, meet: the group decides, shares out, collects instalments, keeps its books."""

from sim.agents import Household, Kube
from sim.city import City
from sim.draws import BOOKS, MOOD, RULE
from sim.ledger import Flow
from sim.phases.repay import collect_instalments
from sim.rules import meet as rule
from sim.rules import trade
from sim.rules.basics import fraction
from sim.rules.founding import COOPERATOR


def meet(city: City) -> None:
    """Hold every living Kube's meeting."""
    for kube in city.living():
        _consent(city, kube)
        _set_aside_and_share(city, kube)
        _raid(city, kube)
        collect_instalments(city, kube)
        _keep_books(city, kube)
        _change_rule(city, kube)


def _consent(city: City, kube: Kube) -> None:
    """Ask the members whether to set the proposed share aside; the majority decides."""
    before, heads = kube.consent, len(kube.members)
    kube.proposed_share = rule.proposed_share(kube.share, kube.sets_aside)
    kube.consent = kube.held = 0.0
    if not rule.holds_meeting(heads, city.levers.meetings_per_month):
        return
    p, price = city.p.meet, city.price
    share = rule.share_after_proposal_idr(kube.profit_idr, kube.share, heads)
    balance = city.ledger.balance
    yes = 0
    for member in kube.members:
        slack = rule.slack(
            balance[member.cash_account], member.income_idr, share, member.need_idr, price
        )
        if rule.consents(
            member.discipline,
            member.trust,
            slack,
            before,
            member.social_type,
            member.draws[MOOD],
            p,
        ):
            yes += 1
    kube.consent = fraction(yes, heads)
    kube.held = rule.held_to(kube.consent, kube.sets_aside, p)


def _set_aside_and_share(city: City, kube: Kube) -> None:
    """Set aside for kas and IKS, share the rest by work or by rota; remainders stay in the kas."""
    ledger = city.ledger
    aside = rule.aside_idr(kube.profit_idr, kube.share, kube.held)
    dues = rule.iks_dues_idr(aside, city.levers.iks_dues_idr, city.price, len(kube.members))
    ledger.post(Flow.IKS_DUES, kube.kas, kube.iks, dues)
    kube.aside_idr = aside
    kube.saved_idr += aside - dues
    parts = [_part(city, kube, member) for member in kube.members]
    whole = 0.0
    for part in parts:
        whole += part
    pot = kube.profit_idr - aside
    for member, part in zip(kube.members, parts, strict=True):
        amount = rule.share_idr(pot, part, whole)
        member.share_now_idr = amount
        ledger.post(Flow.SHARE_OUT, kube.kas, member.cash_account, amount)
        city.counts["kube"] += amount


def _part(city: City, kube: Kube, member: Household) -> float:
    work = trade.work(member.present, member.skill, city.p.trade)
    return rule.part(member.present, kube.by_rota, work)


def _raid(city: City, kube: Kube) -> None:
    """Let a group that refuses to save share out part of the kas as well."""
    heads = len(kube.members)
    if not rule.holds_meeting(heads, city.levers.meetings_per_month):
        return
    each = rule.raid_each_idr(
        kube.kas_idr,
        heads,
        kube.consent,
        kube.visibility,
        kube.attention,
        city.price,
        city.p.meet,
    )
    if not each:
        return
    for member in kube.members:
        member.share_now_idr += each
        city.ledger.post(Flow.RAID, kube.kas, member.cash_account, each)
        city.counts["kube"] += each
    kube.saved_idr = rule.saved_after_raid_idr(kube.saved_idr, each, heads)


def _keep_books(city: City, kube: Kube) -> None:
    """Keep the books or not, and show them more or less openly."""
    p, open_books = city.p.meet, city.levers.open_books
    schooling = kube.chair.schooling if kube.chair is not None else 0.0
    honesty = kube.treasurer.social_type if kube.treasurer is not None else COOPERATOR
    chance = rule.books_chance(len(kube.members), schooling, kube.visit_effect, open_books, p)
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
