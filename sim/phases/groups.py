"""What the members of a Kube are like on average, and what it has to work with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.money import sum_idr
from sim.phases.primitives import members
from sim.rules import live
from sim.rules import spirit as rule
from sim.rules.basics import fraction

if TYPE_CHECKING:
    from sim.agents import Household, Kube
    from sim.city import City


class Means(NamedTuple):
    """Means over the members of a Kube, added up in the order of their keys; 0 without members."""

    discipline: float
    motivation: float
    spirit: float
    trust: float


def means(city: City, kube: Kube) -> Means:
    """Return the members' mean discipline, motivation, spirit and trust."""
    discipline = motivation = spirit = trust = 0.0
    for number in members(city, kube):
        member = city.households[number]
        discipline += member.discipline
        motivation += member.motivation
        spirit += spirit_of(city, kube, member)
        trust += member.trust
    return Means(
        fraction(discipline, kube.heads),
        fraction(motivation, kube.heads),
        fraction(spirit, kube.heads),
        fraction(trust, kube.heads),
    )


def spirit_of(city: City, kube: Kube, member: Household) -> float:
    """Return the will of a member to come and to stay."""
    return rule.spirit(member.motivation, member.paid, kube.bond, kube.cohesion, city.p.spirit)


def working_kas(kube: Kube) -> int:
    """Return the kas that rules use: all but what lies idle."""
    return kube.kas_idr - kube.unused_kas_idr - kube.unused_grants_idr


def working_equipment(kube: Kube) -> int:
    """Return the equipment that rules use: all but what lies idle."""
    return kube.equipment_idr - kube.unused_equipment_idr


def largest_loan_idr(city: City, kube: Kube, cap: int) -> int:
    """Return the largest loan that a Kube makes this month, where a lever says so much."""
    at_most = sum_idr(cap, city.levers.loan_caps_indexed, city.now.price)
    return live.cap_idr(at_most, kube.lends, city.p.live)
