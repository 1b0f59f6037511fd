"""Means over the members of a Kube, added up in the order of their keys; 0 without members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.phases.primitives import members
from sim.rules.basics import fraction

if TYPE_CHECKING:
    from sim.agents import Kube
    from sim.city import City


def mean_discipline(city: City, kube: Kube) -> float:
    """Return the members' mean discipline."""
    total = 0.0
    for number in members(city, kube):
        member = city.households[number]
        total += member.discipline
    return fraction(total, kube.heads)


def mean_motivation(city: City, kube: Kube) -> float:
    """Return the members' mean motivation."""
    total = 0.0
    for number in members(city, kube):
        member = city.households[number]
        total += member.motivation
    return fraction(total, kube.heads)


def mean_trust(city: City, kube: Kube) -> float:
    """Return the members' mean trust."""
    total = 0.0
    for number in members(city, kube):
        member = city.households[number]
        total += member.trust
    return fraction(total, kube.heads)
