"""Founding: Kubes start with their households, officers and preparation."""

from typing import Any

from sim.ensemble.compiled import compiled, inlined
from sim.ensemble.groups import CapacityError, admit, elect
from sim.ensemble.ledger import post
from sim.ensemble.luck import normal_at_birth, uniform_at_birth, word_of_household
from sim.ledger import Flow
from sim.luck import NEWCOMER, Purpose
from sim.rules import founding as rule
from sim.rules import support
from sim.rules.stages import TUMBUH
from sim.standing import ALIVE, SLOT_BITS


@inlined
def found_kubes(city: Any) -> None:
    """Found the Kubes whose month has come."""
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        if kube.founded == city.now.month:
            _found(city, kube)


@compiled
def _found(city: Any, kube: Any) -> None:
    now, levers, p = city.now, city.levers, city.p
    reached = rule.preparation(levers.preparation_days, levers.preparation_practice, p.support)
    kube.status, kube.stage = ALIVE, TUMBUH
    kube.fit = rule.fit(normal_at_birth(now, Purpose.FIT, kube.word), p.founding)
    kube.cohesion = rule.cohesion(normal_at_birth(now, Purpose.COHESION, kube.word), p.founding)
    kube.reach = support.reach(kube.hard_access > 0, p.support)
    start = p.founding.starting_institutions
    kube.books = rule.prepared(start, p.support.training_books, reached)
    kube.organisation = rule.prepared(start, p.support.training_organisation, reached)
    kube.market = kube.access = start
    kube.attendance = kube.consent = kube.held_year = p.founding.starting_record
    for slot in range(kube.founders):
        founder = new_household(city, kube, slot)
        city.households[founder].skill = rule.prepared(
            city.households[founder].skill, p.support.training_skill, reached
        )
        admit(city, kube, founder)
    elect(city, kube)
    now.training_member_days += rule.training_member_days(levers.preparation_days, kube.heads)


@compiled
def newcomers(city: Any, kube: Any, count: int) -> None:
    """Bring the next newcomers of a Kube: the n-th is n, however many founders there are."""
    first = NEWCOMER + kube.newcomers
    kube.newcomers += count
    for slot in range(first, first + count):
        admit(city, kube, new_household(city, kube, slot))


@compiled
def new_household(city: Any, kube: Any, slot: int) -> int:
    """Bring a household to life and return its number: traits are keyed by Kube and slot."""
    now, p = city.now, city.p.founding
    number = now.households
    if number == len(city.households):
        raise CapacityError("more households came than the arrays hold")
    now.households += 1
    city.households[number] = city.newborn
    household = city.households[number]
    word = word_of_household(kube.id, slot)
    household.word = word
    household.key = (kube.id << SLOT_BITS) | slot
    household.came, household.born_in = now.month, kube.number
    _draw_traits(city, kube, household)
    cash = rule.starting_cash_idr(household.need_idr, now.price, p)
    post(Flow.ENDOWMENT, city.outside.origin, household.cash, cash)
    draw = uniform_at_birth(now, Purpose.OWN_BUSINESS, word)
    business = rule.starting_business_idr(draw, now.price, p)
    post(Flow.OWN_BUSINESS_ENDOWMENT, city.outside.origin, household.own_business, business)
    return number


@inlined
def _draw_traits(city: Any, kube: Any, household: Any) -> None:
    """Draw what a household is."""
    now, p, line, word = city.now, city.p.founding, city.place.line_idr, household.word
    adults = uniform_at_birth(now, Purpose.ADULTS, word)
    children = uniform_at_birth(now, Purpose.CHILDREN, word)
    kube_z = normal_at_birth(now, Purpose.KUBE_INCOME, kube.word)
    income_z = normal_at_birth(now, Purpose.USUAL_INCOME, word)
    size = rule.household_size(adults, children)
    household.persons = size
    household.need_idr = rule.need_idr(size, line, p)
    household.income_idr = rule.outside_income_idr(size, line, kube_z, income_z, p)
    schooling_z = normal_at_birth(now, Purpose.SCHOOLING, word)
    household.schooling = rule.trait(p.schooling_mean, schooling_z, p)
    skill_z = normal_at_birth(now, Purpose.SKILL, word)
    household.skill = rule.skill(household.schooling, skill_z, p)
    discipline_z = normal_at_birth(now, Purpose.DISCIPLINE, word)
    household.discipline = rule.trait(p.discipline_mean, discipline_z, p)
    motivation_z = normal_at_birth(now, Purpose.MOTIVATION, word)
    household.motivation = rule.trait(p.motivation_mean, motivation_z, p)
    trust_z = normal_at_birth(now, Purpose.TRUST, word)
    household.trust = rule.trait(p.trust_mean, trust_z, p)
    household.social_type = rule.social_type(uniform_at_birth(now, Purpose.SOCIAL_TYPE, word), p)
