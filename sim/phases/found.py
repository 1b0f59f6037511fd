"""Founding: Kubes start with their households, officers and preparation."""

from collections.abc import Sequence

from sim.agents import Household, Kube
from sim.city import City
from sim.draws import TRAITS_HAND, deal
from sim.ledger import Flow
from sim.luck import NEWCOMER, Kind, Purpose, owner_words
from sim.rules import founding as rule
from sim.rules import support
from sim.rules.stages import TUMBUH
from sim.standing import ALIVE


def found_kubes(city: City) -> None:
    """Found the Kubes whose month has come."""
    for kube in city.kubes:
        if kube.founded == city.month:
            _found(city, kube)


def _found(city: City, kube: Kube) -> None:
    levers, p = city.levers, city.p
    reached = rule.preparation(levers.preparation_days, levers.preparation_practice, p.support)
    kube.status, kube.stage = ALIVE, TUMBUH
    kube.fit = rule.fit(city.luck.normal(Purpose.FIT, 0, Kind.KUBE, kube.id), p.founding)
    kube.cohesion = rule.cohesion(
        city.luck.normal(Purpose.COHESION, 0, Kind.KUBE, kube.id), p.founding
    )
    kube.reach = support.reach(kube.row.access == "hard", p.support)
    start = p.founding.starting_institutions
    kube.books = rule.prepared(start, p.support.training_books, reached)
    kube.organisation = rule.prepared(start, p.support.training_organisation, reached)
    kube.market = kube.access = start
    kube.attendance = kube.consent = kube.held_year = p.founding.starting_record
    founders = new_households(city, kube, range(kube.row.members))
    for founder in founders:
        founder.skill = rule.prepared(founder.skill, p.support.training_skill, reached)
    kube.admit(founders)
    city.agency.training_member_days += rule.training_member_days(
        levers.preparation_days, len(kube.members)
    )


def new_households(city: City, kube: Kube, slots: Sequence[int]) -> list[Household]:
    """Bring households to life: traits are keyed by Kube and slot, never by the month."""
    owners = owner_words(Kind.HOUSEHOLD, [(kube.id, slot) for slot in slots])
    kube_z = city.luck.normal(Purpose.KUBE_INCOME, 0, Kind.KUBE, kube.id)
    hands = deal(city.luck, TRAITS_HAND, 0, owners)
    households = [
        _with_traits(city, kube, slot, kube_z, hand)
        for slot, hand in zip(slots, hands, strict=True)
    ]
    city.add(households)
    return households


def _with_traits(
    city: City, kube: Kube, slot: int, kube_z: float, hand: Sequence[float]
) -> Household:
    """Make a household of its hand, with what it brings along."""
    p = city.p.founding
    adults, children, type_draw, business_draw = hand[:4]
    income_z, schooling_z, skill_z, discipline_z, motivation_z, trust_z = hand[4:]
    size = rule.household_size(adults, children)
    schooling = rule.trait(p.schooling_mean, schooling_z, p)
    traits = {
        "size": float(size),
        "need_idr": rule.need_idr(size, city.line_idr, p),
        "income_idr": rule.outside_income_idr(size, city.line_idr, kube_z, income_z, p),
        "schooling": schooling,
        "skill": rule.skill(schooling, skill_z, p),
        "discipline": rule.trait(p.discipline_mean, discipline_z, p),
        "motivation": rule.trait(p.motivation_mean, motivation_z, p),
        "trust": rule.trait(p.trust_mean, trust_z, p),
        "social_type": float(rule.social_type(type_draw, p)),
    }
    household = Household(city.model, city.ledger, kube.id, slot, traits)
    ledger, origin = city.ledger, city.ledger.outside.origin
    cash = rule.starting_cash_idr(household.need_idr, city.price, p)
    ledger.post(Flow.ENDOWMENT, origin, household.cash_account, cash)
    business = rule.starting_business_idr(business_draw, city.price, p)
    ledger.post(Flow.OWN_BUSINESS_ENDOWMENT, origin, household.business_account, business)
    return household


def newcomers(city: City, kube: Kube, number: int) -> list[Household]:
    """Bring the next newcomers of a Kube: the n-th is n, however many founders there are."""
    first = NEWCOMER + kube.newcomers
    kube.newcomers += number
    return new_households(city, kube, range(first, first + number))
