"""Founding: Kubes start with their households, officers and preparation."""

from sim.agents import Household, Kube
from sim.agents.kube import ALIVE
from sim.city import City
from sim.ledger import Account, Flow
from sim.luck import NEWCOMER, Kind, Purpose
from sim.money import rupiah
from sim.rules import founding as rule
from sim.rules.stages import TUMBUH


def found_kubes(city: City) -> None:
    """Found the Kubes whose month has come."""
    for kube in city.kubes:
        if kube.founded == city.month:
            _found(city, kube)


def _found(city: City, kube: Kube) -> None:
    levers, p = city.levers, city.p
    reached = rule.preparation(
        levers.preparation_days, levers.preparation_practice, p.support.training_half_days
    )
    kube.status, kube.stage = ALIVE, TUMBUH
    kube.fit = rule.fit(city.luck.normal(Purpose.FIT, 0, Kind.KUBE, kube.id), p.founding)
    kube.cohesion = p.founding.cohesion_spread * city.luck.normal(
        Purpose.COHESION, 0, Kind.KUBE, kube.id
    )
    kube.reach = p.support.hard_access if kube.row.access == "hard" else 1.0
    kube.books = rule.prepared(0.1, 0.3, reached)
    kube.organisation = rule.prepared(0.1, 0.2, reached)
    kube.market = 0.1
    kube.access = 0.1
    for slot in range(kube.row.members):
        member = new_household(city, kube, slot)
        member.skill = rule.prepared(member.skill, 0.3, reached)
        kube.members.append(member)
        member.kube = member.last_kube = kube
        member.role = "member"
    kube.elect()
    city.agency.training_member_days += levers.preparation_days * len(kube.members)


def new_household(city: City, kube: Kube, slot: int) -> Household:
    """Bring a household to life: its traits are keyed by Kube and slot, never by the month."""
    luck, p = city.luck, city.p.founding

    def u(purpose: Purpose) -> float:
        return luck.uniform(purpose, 0, Kind.HOUSEHOLD, kube.id, slot)

    def z(purpose: Purpose) -> float:
        return luck.normal(purpose, 0, Kind.HOUSEHOLD, kube.id, slot)

    size = rule.household_size(u(Purpose.ADULTS), u(Purpose.CHILDREN))
    kube_z = luck.normal(Purpose.KUBE_INCOME, 0, Kind.KUBE, kube.id)
    schooling = rule.trait(p.schooling_mean, z(Purpose.SCHOOLING), p)
    traits = {
        "size": float(size),
        "need_idr": rule.need_idr(size, city.line_idr, p),
        "income_idr": rule.outside_income_idr(size, city.line_idr, kube_z, z(Purpose.INCOME), p),
        "schooling": schooling,
        "skill": rule.skill(schooling, z(Purpose.SKILL), p),
        "discipline": rule.trait(p.discipline_mean, z(Purpose.DISCIPLINE), p),
        "motivation": rule.trait(p.motivation_mean, z(Purpose.MOTIVATION), p),
        "trust": rule.trait(p.trust_mean, z(Purpose.TRUST), p),
        "social_type": float(rule.social_type(u(Purpose.SOCIAL_TYPE), p)),
    }
    household = Household(city.model, city.ledger, kube.id, slot, traits)
    city.add(household)
    cash = rupiah(p.starting_cash_months * household.need_idr * city.price)
    city.ledger.post(
        Flow.ENDOWMENT, city.outside(Account.ORIGIN), household.cash_account, cash
    )
    if u(Purpose.OWN_BUSINESS) < p.own_business_share:
        city.ledger.post(
            Flow.OWN_BUSINESS_ENDOWMENT,
            city.outside(Account.ORIGIN),
            household.business_account,
            rupiah(p.business_price_idr * city.price),
        )
    return household


def newcomer(city: City, kube: Kube) -> Household:
    """Bring the next newcomer of a Kube: the n-th is n, however many founders there are."""
    slot = NEWCOMER + kube.newcomers
    kube.newcomers += 1
    return new_household(city, kube, slot)
