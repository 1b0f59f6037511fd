"""What the members of a Kube are like on average."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.phases.primitives import members
from sim.rules.basics import fraction

if TYPE_CHECKING:
    from sim.agents import Kube
    from sim.city import City


class Means(NamedTuple):
    """Means over the members of a Kube, added up in the order of their keys; 0 without members."""

    discipline: float
    motivation: float
    trust: float


def means(city: City, kube: Kube) -> Means:
    """Return the members' mean discipline, motivation and trust."""
    discipline = motivation = trust = 0.0
    for number in members(city, kube):
        member = city.households[number]
        discipline += member.discipline
        motivation += member.motivation
        trust += member.trust
    return Means(
        fraction(discipline, kube.heads),
        fraction(motivation, kube.heads),
        fraction(trust, kube.heads),
    )
