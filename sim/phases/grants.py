"""Grants, within phase 1: on their dates, or by eligibility where there are not enough for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.choices import BPLS, IN_KIND, LKM
from sim.draws import TICKET
from sim.ledger import Flow
from sim.luck import Kind, Purpose
from sim.money import real_idr, sum_idr
from sim.phases.groups import means
from sim.phases.primitives import dated_grants, members, post, sort, uniform, write_down
from sim.rules import support as rule
from sim.rules.basics import each_idr

if TYPE_CHECKING:
    from sim.agents import Kube
    from sim.city import City


def give_grants(city: City) -> None:
    """Give starters to the new, dated grants when due, the rest by place and ticket.

    A dated grant waits until its condition holds; in the historical scenarios there is none.
    """
    levers, month = city.levers, city.now.month
    for kube in city.kubes:
        if kube.living:
            if kube.founded == month:
                starter = granted_idr(city, levers.starter_idr)
                give(city, kube, starter, levers.starter_form == IN_KIND, False)
            for grant in dated_grants(city, kube):
                due = grant.pending and grant.month <= month
                if due and _condition_met(city, kube, grant.kind):
                    grant.pending = False
                    give(city, kube, grant.amount_idr, grant.in_kind, True)
                    _mark(kube, grant.kind)
    _fill_places(city, BPLS, rule.places(month, levers.bpls_places_per_year))
    _fill_places(city, LKM, rule.places(month, levers.lkm_places_per_year))


def _fill_places(city: City, kind: int, places: int) -> None:
    """Let eligible Kubes of the scenario and of the background compete for each place."""
    if not places:
        return
    month, place_of_city = city.now.month, city.place
    background = rule.competing_background(place_of_city.background_kubes, city.p.support)
    queue = 0
    for kube in city.kubes:
        if kube.living and _is_eligible(city, kube, kind):
            write_down(city, queue, kube.number, kube.draws[TICKET])
            queue += 1
    if not place_of_city.coupled:
        for place in range(queue):
            if rule.wins_alone(places, background, city.paper[place].rank):
                _award(city, city.kubes[city.paper[place].number], kind)
        return
    sort(city, 0, queue)
    winners = 0
    for place in range(rule.contested_places(places, queue)):
        draw = uniform(
            city, Purpose.GRANT_PLACE, month, Kind.CITY, place_of_city.city_id, place, kind
        )
        if rule.place_is_ours(queue - winners, background, draw):
            _award(city, city.kubes[city.paper[winners].number], kind)
            winners += 1


def _award(city: City, kube: Kube, kind: int) -> None:
    """Give the grant of a place."""
    levers = city.levers
    if kind == BPLS:
        give(city, kube, granted_idr(city, levers.bpls_idr), levers.bpls_form == IN_KIND, True)
    else:
        give(city, kube, granted_idr(city, levers.lkm_idr), levers.lkm_form == IN_KIND, True)
    _mark(kube, kind)


def granted_idr(city: City, amount: int) -> int:
    """Return what a grant of a lever is worth this month."""
    return sum_idr(amount, city.levers.grants_indexed, city.now.price)


def _is_eligible(city: City, kube: Kube, kind: int) -> bool:
    """Eligible for this kind of grant, and its condition met."""
    served, after = kube.got_bpls, city.levers.bpls_after_months
    if kind == LKM:
        served, after = kube.got_lkm_grant, city.levers.lkm_after_months
    age = city.now.month - kube.founded
    return rule.is_eligible(
        kube.supported, served, kube.idle_months, kube.visits, age, after, city.p.support
    ) and _condition_met(city, kube, kind)


def _condition_met(city: City, kube: Kube, kind: int) -> bool:
    condition = city.levers.bpls_condition
    if kind == LKM:
        condition = city.levers.lkm_condition
    return rule.condition_met(
        condition,
        kube.books,
        kube.held_year,
        kube.stage,
        kube.heads,
        kube.founders,
        city.p.support,
    )


def _mark(kube: Kube, kind: int) -> None:
    if kind == BPLS:
        kube.got_bpls = True
    else:
        kube.got_lkm_grant = True


def give(city: City, kube: Kube, amount: int, in_kind: bool, is_second: bool) -> None:
    """Hand a grant over; part of it leaks into consumption, part of a second one may lie idle."""
    p = city.p.support
    goods = rule.comes_in_kind(in_kind, kube.grant_use)
    if goods:
        post(city.ledger, Flow.GRANT_IN_KIND, city.outside.ministry, kube.equipment, amount)
    else:
        post(city.ledger, Flow.GRANT_CASH, city.outside.ministry, kube.kas, amount)
    note_grant(city, kube, amount)
    leak = rule.leak(means(city, kube).discipline, kube.visibility, kube.attention, goods, p)
    eaten = rule.eaten_up(leak, kube.grant_use, goods, kube.sets_aside, p)
    each = each_idr(amount, eaten, kube.heads)
    for number in members(city, kube):
        member = city.households[number]
        if goods:
            post(city.ledger, Flow.LEAK_OF_GOODS, kube.equipment, member.cash_account, each)
        else:
            post(city.ledger, Flow.LEAK_OF_CASH, kube.kas, member.cash_account, each)
        post(city.ledger, Flow.LEAK_SPENT, member.cash_account, city.outside.shops, each)
        city.count.consumption_idr += each
    if is_second:
        unused = rule.unused_grant_idr(amount, each, kube.heads, p)
        if goods:
            kube.unused_equipment_idr += unused
        else:
            kube.unused_grants_idr += unused


def note_grant(city: City, kube: Kube, amount: int) -> None:
    """Note what a grant costs the ministry."""
    agency, real = city.agency, real_idr(amount, city.now.price)
    agency.ministry_idr += amount
    agency.grants_idr += amount
    agency.grants_real_idr += real
    kube.granted_real_idr += real
