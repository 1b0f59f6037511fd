"""Founding: Kubes start with their households, officers and preparation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.draws import (
    ADULTS,
    CHILDREN,
    DISCIPLINE,
    MOTIVATION,
    OWN_BUSINESS,
    SCHOOLING,
    SKILL,
    SOCIAL_TYPE,
    TRUST,
    USUAL_INCOME,
)
from sim.ledger import Flow
from sim.luck import NEWCOMER, Purpose
from sim.phases.primitives import admit, bring_to_life, elect, luck_at_birth, normal_of_kube, post
from sim.rules import founding as rule
from sim.rules import support
from sim.rules.stages import TUMBUH
from sim.standing import ALIVE

if TYPE_CHECKING:
    from sim.agents import Household, Kube
    from sim.city import City


def found_kubes(city: City) -> None:
    """Found the Kubes whose month has come."""
    for kube in city.kubes:
        if kube.founded == city.now.month:
            _found(city, kube)


def _found(city: City, kube: Kube) -> None:
    levers, p = city.levers, city.p
    reached = rule.preparation(levers.preparation_days, levers.preparation_practice, p.support)
    kube.status, kube.stage = ALIVE, TUMBUH
    kube.fit = rule.fit(normal_of_kube(city, kube, Purpose.FIT), p.founding)
    kube.cohesion = rule.cohesion(normal_of_kube(city, kube, Purpose.COHESION), p.founding)
    kube.reach = support.reach(kube.hard_access, p.support)
    start = p.founding.starting_institutions
    kube.books = rule.prepared(start, p.support.training_books, reached)
    kube.organisation = rule.prepared(start, p.support.training_organisation, reached)
    kube.market = kube.access = start
    kube.attendance = kube.consent = kube.held_year = kube.bond = p.founding.starting_record
    first = new_households(city, kube, 0, kube.founders)
    for number in range(first, first + kube.founders):
        founder = city.households[number]
        founder.skill = rule.prepared(founder.skill, p.support.training_skill, reached)
    elect(city, kube)
    city.agency.training_member_days += rule.training_member_days(
        levers.preparation_days, kube.heads
    )


def new_households(city: City, kube: Kube, slot: int, count: int) -> int:
    """Bring members to life and return the number of the first.

    Traits are keyed by the Kube and by the slot in it, never by the month.
    """
    first = bring_to_life(city, kube, slot, count)
    kube_z = normal_of_kube(city, kube, Purpose.KUBE_INCOME)
    for number in range(first, first + count):
        household = city.households[number]
        _draw_traits(city, household, kube_z)
        admit(city, kube, household)
    return first


def _draw_traits(city: City, household: Household, kube_z: float) -> None:
    """Draw what a household is, and what it brings along."""
    p, line, price, origin = (
        city.p.founding,
        city.place.line_idr,
        city.now.price,
        city.outside.origin,
    )
    hand = luck_at_birth(city, household)
    size = rule.household_size(hand[ADULTS], hand[CHILDREN])
    household.size = size
    household.social_type = rule.social_type(hand[SOCIAL_TYPE], p)
    household.need_idr = rule.need_idr(size, line, p)
    household.income_idr = rule.outside_income_idr(size, line, kube_z, hand[USUAL_INCOME], p)
    household.schooling = rule.trait(p.schooling_mean, hand[SCHOOLING], p)
    household.skill = rule.skill(household.schooling, hand[SKILL], p)
    household.discipline = rule.trait(p.discipline_mean, hand[DISCIPLINE], p)
    household.motivation = rule.trait(p.motivation_mean, hand[MOTIVATION], p)
    household.trust = rule.trait(p.trust_mean, hand[TRUST], p)
    household.paid = p.starting_record
    cash = rule.starting_cash_idr(household.need_idr, price, p)
    post(city.ledger, Flow.ENDOWMENT, origin, household.cash_account, cash)
    business = rule.starting_business_idr(hand[OWN_BUSINESS], price, p)
    post(city.ledger, Flow.OWN_BUSINESS_ENDOWMENT, origin, household.business_account, business)


def newcomers(city: City, kube: Kube, count: int) -> None:
    """Bring the next newcomers of a Kube: the n-th is n, however many founders there are."""
    new_households(city, kube, NEWCOMER + kube.newcomers, count)
    kube.newcomers += count
