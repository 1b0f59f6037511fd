"""Grants, within phase 1: on their dates, or by eligibility where there are not enough for all."""

from typing import Any

import numpy as np

from sim.ensemble.accounts import note_grant
from sim.ensemble.compiled import compiled, inlined
from sim.ensemble.groups import mean_discipline, member
from sim.ensemble.ledger import post
from sim.ensemble.luck import uniform, word_of_city
from sim.ensemble.order import sort
from sim.ensemble.records import ONE, ZERO
from sim.ledger import Flow
from sim.luck import Purpose
from sim.rules import support as rule
from sim.rules.basics import each_idr

BPLS, LKM = ZERO, ONE


@compiled
def give_grants(city: Any, grants: Any, paper: Any) -> None:
    """Give starters to the new, dated grants when due, the rest by place and ticket."""
    levers, now = city.levers, city.now
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        if not kube.living:
            continue
        if kube.founded == now.month:
            give(city, kube, levers.starter_idr, levers.starter_form)
        for dated in range(kube.first_grant, kube.first_grant + kube.grants):
            grant = grants[dated]
            due = grant.pending and grant.month <= now.month
            if due and _condition_met(city, kube, grant.kind):
                grant.pending = 0
                give(city, kube, grant.amount_idr, grant.in_kind)
                _mark(kube, grant.kind)
    _fill_places(city, paper, BPLS, rule.places(now.month, levers.bpls_places_per_year))
    _fill_places(city, paper, LKM, rule.places(now.month, levers.lkm_places_per_year))


@compiled
def _fill_places(city: Any, paper: Any, kind: int, places: int) -> None:
    """Let eligible Kubes of the scenario and of the background compete for each place."""
    if not places:
        return
    now = city.now
    background = rule.competing_background(city.place.background_kubes, city.p.support)
    queue = ZERO
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        if kube.living and _is_eligible(city, kube, kind):
            paper[queue].number = number
            paper[queue].rank = uniform(now, Purpose.GRANT_TICKET, kube.word)
            queue += 1
    if not city.place.coupled:
        for place in range(queue):
            if rule.wins_alone(places, background, paper[place].rank):
                _award(city, city.kubes[paper[place].number], kind)
        return
    sort(paper, queue)
    winners = 0
    for place in range(rule.contested_places(places, queue)):
        owner = word_of_city(city.place.city_id, place) | np.uint64(kind)
        draw = uniform(now, Purpose.GRANT_PLACE, owner)
        if rule.place_is_ours(queue - winners, background, draw):
            _award(city, city.kubes[paper[winners].number], kind)
            winners += 1


@compiled
def _award(city: Any, kube: Any, kind: int) -> None:
    """Give the grant of a place."""
    levers = city.levers
    if kind == BPLS:
        give(city, kube, levers.bpls_idr, levers.bpls_form)
    else:
        give(city, kube, levers.lkm_idr, levers.lkm_form)
    _mark(kube, kind)


@compiled
def _is_eligible(city: Any, kube: Any, kind: int) -> bool:
    """Eligible for this kind of grant, and its condition met."""
    served, after = kube.got_bpls, city.levers.bpls_after_months
    if kind == LKM:
        served, after = kube.got_lkm_grant, city.levers.lkm_after_months
    age = city.now.month - kube.founded
    return rule.is_eligible(
        kube.supported > 0, served > 0, kube.idle_months, kube.visits, age, after
    ) and _condition_met(city, kube, kind)


@compiled
def _condition_met(city: Any, kube: Any, kind: int) -> bool:
    condition = city.levers.bpls_condition
    if kind == LKM:
        condition = city.levers.lkm_condition
    return rule.condition_met(condition, kube.books, kube.held_year, city.p.support)


@inlined
def _mark(kube: Any, kind: int) -> None:
    if kind == BPLS:
        kube.got_bpls = 1
    else:
        kube.got_lkm_grant = 1


@compiled
def give(city: Any, kube: Any, amount: int, form: int) -> None:
    """Hand a grant over; part of it leaks into consumption."""
    in_kind = rule.comes_in_kind(form > 0, kube.grant_use)
    if in_kind:
        post(Flow.GRANT_IN_KIND, city.outside.ministry, kube.equipment, amount)
    else:
        post(Flow.GRANT_CASH, city.outside.ministry, kube.kas, amount)
    note_grant(city.now, kube, amount)
    share = rule.leak(
        mean_discipline(city, kube), kube.visibility, kube.attention, in_kind, city.p.support
    )
    each = each_idr(amount, rule.eaten_up(share, kube.grant_use), kube.heads)
    for place in range(kube.heads):
        household = member(city, kube, place)
        if in_kind:
            post(Flow.LEAK_OF_GOODS, kube.equipment, household.cash, each)
        else:
            post(Flow.LEAK_OF_CASH, kube.kas, household.cash, each)
        post(Flow.LEAK_SPENT, household.cash, city.outside.shops, each)
        city.now.consumption += each
