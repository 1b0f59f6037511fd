"""Section 6: how a Kube and its households come to life."""

from tests.docs.from_odd import luck
from tests.docs.from_odd.luck import (
    ADULTS,
    CHILDREN,
    COHESION,
    DISCIPLINE,
    FIT,
    KUBE_INCOME,
    MOTIVATION,
    OWN_BUSINESS,
    SCHOOLING,
    SKILL,
    SOCIAL_TYPE,
    TRUST,
    USUAL_INCOME,
)
from tests.docs.from_odd.notation import clip, sat
from tests.docs.from_odd.records import (
    ALIVE,
    CONDITIONAL_FREE_RIDER,
    COOPERATOR,
    FREE_RIDER,
    TUMBUH,
    City,
    Household,
    Kube,
)

SLOTS = 131_072
FIRST_NEWCOMER = 65_536


def normal_of_life(city: City, purpose: int, who: Household | Kube) -> float:
    """What is drawn once for a life is keyed by month 0, whenever it begins."""
    return luck.normal(city.luck.bits(purpose, 0, who.owner))


def found_kube(city: City, k: Kube) -> None:
    v, training, levers = city.values.founding, city.values.support, city.levers
    practice = training.training_of_practice * levers.preparation_practice
    reached = sat(levers.preparation_days * (1 + practice), training.training_half_days)

    def prepared(x: float, g: float) -> float:
        return x + g * reached * (1 - x)

    z = normal_of_life(city, FIT, k)
    k.fit = 1 + v.fit_spread * z if z >= 0 else 1 / (1 - v.fit_spread * z)
    k.cohesion = v.cohesion_spread * normal_of_life(city, COHESION, k)
    k.reach = training.hard_access if k.hard else 1.0
    k.books = prepared(v.starting_institutions, training.training_books)
    k.organisation = prepared(v.starting_institutions, training.training_organisation)
    k.market = k.access = v.starting_institutions
    k.attendance = k.consent = k.held_year = k.bond = v.starting_record
    k.status, k.stage, k.lines = ALIVE, TUMBUH, k.first_lines
    founders = [bring_to_life(city, k, slot) for slot in range(k.founders)]
    for h in founders:
        h.skill = prepared(h.skill, training.training_skill)
    k.admit(founders)
    city.agency.training_member_days += levers.preparation_days * k.founders


def bring_to_life(city: City, k: Kube, slot: int) -> Household:
    v, line = city.values.founding, city.line_idr
    h = Household(k.id, slot, k.id * SLOTS + slot)

    def u(purpose: int) -> float:
        return luck.uniform(city.luck.bits(purpose, 0, h.owner))

    def trait(mean: float, purpose: int) -> float:
        return clip(mean + v.trait_spread * normal_of_life(city, purpose, h))

    h.size = 2 + int(4 * u(ADULTS)) + int(4 * u(CHILDREN))
    h.need_idr = v.need_share * line * h.size
    share = v.income_mean + v.income_spread_kube * normal_of_life(city, KUBE_INCOME, k)
    share = share + v.income_spread_household * normal_of_life(city, USUAL_INCOME, h)
    h.income_idr = max(v.income_floor, share) * line * h.size
    h.schooling = trait(v.schooling_mean, SCHOOLING)
    h.skill = trait(v.skill_without_schooling + v.skill_of_schooling * h.schooling, SKILL)
    h.discipline = trait(v.discipline_mean, DISCIPLINE)
    h.motivation = trait(v.motivation_mean, MOTIVATION)
    h.trust = trait(v.trust_mean, TRUST)
    h.paid = v.starting_record
    h.social_type = social_type(u(SOCIAL_TYPE), v.free_riders, v.conditional_free_riders)
    h.cash_idr = int(v.starting_cash_months * h.need_idr * city.price)
    if u(OWN_BUSINESS) < v.own_business_share:
        h.own_business_idr = business_price(city)
    city.households.append(h)
    return h


def social_type(u: float, free_riders: float, conditional: float) -> int:
    if u < free_riders:
        return FREE_RIDER
    return CONDITIONAL_FREE_RIDER if u < free_riders + conditional else COOPERATOR


def business_price(city: City) -> int:
    return int(city.values.founding.business_price_idr * city.price)
