"""Founding: the traits that households and Kubes start with."""

from sim.money import rupiah
from sim.parameters import FoundingParameters, SupportParameters
from sim.rules.basics import clip, saturate

COOPERATOR = 0
CONDITIONAL_FREE_RIDER = 1
FREE_RIDER = 2


def household_size(adults_draw: float, children_draw: float) -> int:
    """Return persons, 2 to 8, mean 5 (4.9 in poor households, grade B)."""
    return 2 + int(4.0 * adults_draw) + int(4.0 * children_draw)


def need_idr(size: int, line_idr: float, p: FoundingParameters) -> float:
    """Return the subsistence need a month in base prices: the food part of the line."""
    return p.need_share * line_idr * size


def outside_income_idr(
    size: int, line_idr: float, kube_z: float, household_z: float, p: FoundingParameters
) -> float:
    """Return the usual income a month in base prices from outside the Kube."""
    share = p.income_mean + p.income_spread_kube * kube_z + p.income_spread_household * household_z
    return max(p.income_floor, share) * line_idr * size


def trait(mean: float, z: float, p: FoundingParameters) -> float:
    """Return a trait between 0 and 1 around its mean."""
    return clip(mean + p.trait_spread * z)


def skill(schooling: float, z: float, p: FoundingParameters) -> float:
    """Return skill at founding: what schooling gave, and luck."""
    return clip(p.skill_without_schooling + p.skill_of_schooling * schooling + p.trait_spread * z)


def social_type(draw: float, p: FoundingParameters) -> int:
    """Return co-operator, conditional free rider or free rider."""
    if draw < p.free_riders:
        return FREE_RIDER
    if draw < p.free_riders + p.conditional_free_riders:
        return CONDITIONAL_FREE_RIDER
    return COOPERATOR


def fit(z: float, p: FoundingParameters) -> float:
    """Return how the business fits its place: as often twice as good as half as good."""
    if z < 0.0:
        return 1.0 / (1.0 - p.fit_spread * z)
    return 1.0 + p.fit_spread * z


def cohesion(z: float, p: FoundingParameters) -> float:
    """Return how the founders hold together, on the level that motivation returns to."""
    return p.cohesion_spread * z


def preparation(days: float, practice: float, p: SupportParameters) -> float:
    """Return what preparation training reaches, 0-1; field practice counts more."""
    return saturate(days * (1.0 + p.training_of_practice * practice), p.training_half_days)


def prepared(level: float, gain: float, preparation_reached: float) -> float:
    """Return a level after preparation has closed part of its gap to 1."""
    return level + gain * preparation_reached * (1.0 - level)


def training_member_days(days: float, founders: int) -> float:
    """Return the days of preparation training, counted per founder."""
    return days * founders


def starting_cash_idr(need_idr: float, price: float, p: FoundingParameters) -> int:
    """Return the cash that a household brings along; its need is in base prices."""
    return rupiah(p.starting_cash_months * need_idr * price)


def business_price_idr(price: float, p: FoundingParameters) -> int:
    """Return the price of the smallest own business."""
    return rupiah(p.business_price_idr * price)


def starting_business_idr(draw: float, price: float, p: FoundingParameters) -> int:
    """Return the own business that a household brings along, mostly none."""
    if draw < p.own_business_share:
        return business_price_idr(price, p)
    return 0
