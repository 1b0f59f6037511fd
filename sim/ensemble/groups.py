"""Members of a Kube in the order of their keys, and its officers."""

from typing import Any

from sim.ensemble.compiled import compiled, inlined
from sim.ensemble.records import NOBODY
from sim.rules.basics import fraction
from sim.standing import STAYED


class CapacityError(Exception):
    """More households came than the arrays have room for; run again with larger ones."""


@inlined
def member(city: Any, kube: Any, place: int) -> Any:
    """Return the member of a Kube at a place, counted in the order of the keys."""
    return city.households[city.members[kube.number, place]]


def _mean_of(trait: str) -> Any:
    """Return a function that gives the mean of a trait over the members of a Kube."""

    @compiled
    def mean(city: Any, kube: Any) -> float:
        total = 0.0
        for place in range(kube.heads):
            total += member(city, kube, place)[trait]
        return fraction(total, kube.heads)

    return mean


mean_discipline = _mean_of("discipline")
mean_motivation = _mean_of("motivation")
mean_trust = _mean_of("trust")
"""Means over the members, added up in order of their keys; 0 without members."""


@compiled
def admit(city: Any, kube: Any, number: int) -> None:
    """Make a household a member, at its place by key; officers are elected afterwards."""
    row = city.members[kube.number]
    if kube.heads == len(row):
        raise CapacityError("a Kube has more members than the arrays hold")
    household = city.households[number]
    household.kube = household.last_kube = kube.number
    household.why_left = STAYED
    household.months_as_member = 0
    place = kube.heads
    while place > 0 and city.households[row[place - 1]].key > household.key:
        row[place] = row[place - 1]
        place -= 1
    row[place] = number
    kube.heads += 1


@inlined
def dismiss(household: Any) -> None:
    """End a membership; the household lives on."""
    household.kube = NOBODY
    household.share_now_idr = 0


@compiled
def close_ranks(city: Any, kube: Any) -> None:
    """Take those who are no members any more out of the list, and elect officers."""
    row, kept = city.members[kube.number], 0
    for place in range(kube.heads):
        if city.households[row[place]].kube == kube.number:
            row[kept] = row[place]
            kept += 1
    kube.heads = kept
    elect(city, kube)


@compiled
def elect(city: Any, kube: Any) -> None:
    """Make the two best schooled members chair and treasurer, ties to the lower key."""
    kube.chair = kube.treasurer = NOBODY
    best = second = -1.0
    for place in range(kube.heads):
        number = city.members[kube.number, place]
        schooling = city.households[number].schooling
        if schooling > best:
            kube.treasurer, second = kube.chair, best
            kube.chair, best = number, schooling
        elif schooling > second:
            kube.treasurer, second = number, schooling
    if kube.heads == 1:
        kube.treasurer = kube.chair
