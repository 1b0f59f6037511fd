"""Phase 3, meet: the group decides, shares out, collects instalments, keeps its books."""

from sim.agents import Household, Kube
from sim.city import City
from sim.draws import BOOKS, MOOD, RULE
from sim.ledger import Flow
from sim.money import rupiah
from sim.phases.repay import collect_instalments
from sim.rules import meet as rule
from sim.rules import trade
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
    before = kube.consent
    kube.proposed_share = kube.share if kube.sets_aside else 0.0
    kube.consent = kube.held = 0.0
    if not kube.members or city.levers.meetings_per_month == 0.0:
        return
    p, price = city.p.meet, city.price
    share = kube.profit_idr * (1.0 - kube.share) / len(kube.members)
    balance = city.ledger.balance
    yes = 0
    for member in kube.members:
        slack = rule.slack(
            float(balance[member.cash_account]),
            member.income_idr * price,
            share,
            member.need_idr * price,
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
    kube.consent = yes / len(kube.members)
    if kube.sets_aside:
        kube.held = rule.held_to(kube.consent, p)


def _set_aside_and_share(city: City, kube: Kube) -> None:
    """Set aside for kas and IKS, share the rest by work or by rota; remainders stay in the kas."""
    ledger = city.ledger
    aside = rupiah(kube.profit_idr * (kube.share * kube.held))
    kube.aside_idr = aside
    dues = 0
    if aside:
        dues = min(aside, rupiah(city.levers.iks_dues_idr * city.price * len(kube.members)))
        ledger.post(Flow.IKS_DUES, kube.kas, kube.iks, dues)
    kube.saved_idr += aside - dues
    parts = [_part(city, kube, member) for member in kube.members]
    whole = 0.0
    for part in parts:
        whole += part
    pot = kube.profit_idr - aside
    for member, part in zip(kube.members, parts, strict=True):
        amount = rupiah(pot * part / whole) if part > 0.0 else 0
        member.share_now_idr = amount
        ledger.post(Flow.SHARE_OUT, kube.kas, member.cash_account, amount)
        city.counts["kube"] += amount


def _part(city: City, kube: Kube, member: Household) -> float:
    """Return a member's part of what is shared: on duty or not, or by work done."""
    if not member.present:
        return 0.0
    return 1.0 if kube.by_rota else trade.work(member.skill, city.p.trade)


def _raid(city: City, kube: Kube) -> None:
    """Let a group that refuses to save share out part of the kas as well."""
    if not kube.members or city.levers.meetings_per_month == 0.0:
        return
    share = rule.raid_share(kube.consent, kube.visibility, kube.attention, city.p.meet)
    each = rupiah(kube.kas_idr * share) // len(kube.members)
    if not rule.opens_box(each, city.price, city.p.meet):
        return
    for member in kube.members:
        member.share_now_idr += each
        city.ledger.post(Flow.RAID, kube.kas, member.cash_account, each)
        city.counts["kube"] += each
    kube.saved_idr = max(0, kube.saved_idr - each * len(kube.members))


def _keep_books(city: City, kube: Kube) -> None:
    """Keep the books or not, and show them more or less openly."""
    p, open_books = city.p.meet, city.levers.open_books
    schooling = kube.chair.schooling if kube.chair is not None else 0.0
    honesty = kube.treasurer.social_type if kube.treasurer is not None else COOPERATOR
    chance = rule.books_chance(schooling, kube.visit_effect, open_books, p)
    kube.books_kept = bool(kube.members) and kube.draws[BOOKS] < chance
    kube.visibility = kube.books * rule.openness(honesty, kube.attention, open_books, p)


def _change_rule(city: City, kube: Kube) -> None:
    """Turn to setting aside under guidance, or give it up after a year of not holding to it."""
    p = city.p.meet
    kube.held_year += (kube.held - kube.held_year) / 12.0
    if kube.sets_aside:
        if rule.gives_up_setting_aside(kube.held_year, p):
            kube.sets_aside = False
    elif rule.turns_to_setting_aside(kube.consent, kube.visit_effect, kube.draws[RULE], p):
        kube.sets_aside = True
        kube.held_year = city.p.founding.starting_record
