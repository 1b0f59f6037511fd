"""Grants, within phase 1: on their dates, or by eligibility where there are not enough for all."""

from sim.agents import Kube
from sim.city import City
from sim.draws import TICKET
from sim.ledger import Flow
from sim.luck import Kind, Purpose
from sim.rules import support as rule
from sim.rules.basics import each_idr

CONDITIONS = {"none": 0, "books": 1, "saving": 2}
KINDS = {"bpls": 0, "lkm": 1}


def give_grants(city: City, living: list[Kube]) -> None:
    """Give starters to the new, dated grants when due, the rest by place and ticket.

    A dated grant waits until its condition holds; in the historical scenarios there is none.
    """
    levers = city.levers
    for kube in living:
        if kube.founded == city.month:
            give(city, kube, levers.starter_idr, levers.starter_form)
        for grant in tuple(kube.promised):
            due = city.scenario.month(grant.month) <= city.month
            if due and _condition_met(city, kube, grant.kind):
                kube.promised.remove(grant)
                give(city, kube, grant.amount_idr, grant.form)
                _mark(kube, grant.kind)
    _fill_places(city, living, "bpls", rule.places(city.month, levers.bpls_places_per_year))
    _fill_places(city, living, "lkm", rule.places(city.month, levers.lkm_places_per_year))


def _fill_places(city: City, living: list[Kube], kind: str, places: int) -> None:
    """Let eligible Kubes of the scenario and of the background compete for each place."""
    levers = city.levers
    amount = levers.bpls_idr if kind == "bpls" else levers.lkm_idr
    form = levers.bpls_form if kind == "bpls" else levers.lkm_form
    background = rule.competing_background(city.scenario.city.background_kubes, city.p.support)
    queue = sorted((k for k in living if places and _is_eligible(city, k, kind)), key=_ticket)
    if not city.scenario.city.coupled:
        winners = [k for k in queue if rule.wins_alone(places, background, k.draws[TICKET])]
    else:
        winners = []
        for place in range(rule.contested_places(places, len(queue))):
            draw = city.luck.uniform(
                Purpose.GRANT_PLACE, city.month, Kind.CITY, city.id, place, KINDS[kind]
            )
            if rule.place_is_ours(len(queue) - len(winners), background, draw):
                winners.append(queue[len(winners)])
    for winner in winners:
        give(city, winner, amount, form)
        _mark(winner, kind)


def _ticket(kube: Kube) -> tuple[float, int]:
    return (kube.draws[TICKET], kube.id)


def _is_eligible(city: City, kube: Kube, kind: str) -> bool:
    """Eligible for this kind of grant, and its condition met."""
    levers = city.levers
    served = kube.got_bpls if kind == "bpls" else kube.got_lkm_grant
    after = levers.bpls_after_months if kind == "bpls" else levers.lkm_after_months
    age = city.month - kube.founded
    return rule.is_eligible(
        kube.supported, served, kube.idle_months, kube.visits, age, after
    ) and _condition_met(city, kube, kind)


def _condition_met(city: City, kube: Kube, kind: str) -> bool:
    condition = city.levers.bpls_condition if kind == "bpls" else city.levers.lkm_condition
    return rule.condition_met(CONDITIONS[condition], kube.books, kube.held_year, city.p.support)


def _mark(kube: Kube, kind: str) -> None:
    if kind == "bpls":
        kube.got_bpls = True
    else:
        kube.got_lkm_grant = True


def give(city: City, kube: Kube, amount: int, form: str) -> None:
    """Hand a grant over; part of it leaks into consumption."""
    ledger, in_kind = city.ledger, rule.comes_in_kind(form == "in_kind", kube.grant_use)
    purse = kube.equipment if in_kind else kube.kas
    ledger.post(
        Flow.GRANT_IN_KIND if in_kind else Flow.GRANT_CASH,
        city.ledger.outside.ministry,
        purse,
        amount,
    )
    city.agency.spend("ministry", amount)
    share = rule.leak(
        kube.mean("discipline"), kube.visibility, kube.attention, in_kind, city.p.support
    )
    each = each_idr(amount, rule.eaten_up(share, kube.grant_use), len(kube.members))
    for member in kube.members:
        ledger.post(
            Flow.LEAK_OF_GOODS if in_kind else Flow.LEAK_OF_CASH, purse, member.cash_account, each
        )
        ledger.post(Flow.LEAK_SPENT, member.cash_account, city.ledger.outside.shops, each)
        city.counts["consumption"] += each
