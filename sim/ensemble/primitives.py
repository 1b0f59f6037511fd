"""What the compiled engine does in its own way: one function for each in `sim.phases.primitives`.

Agents are records; households stand in the order in which they came, and `city.members` names
those of each Kube by their numbers, in the order of their keys.
"""

from typing import Any

from sim.ensemble import ledger
from sim.ensemble.arguments import CapacityError
from sim.ensemble.compiled import compiled, inlined
from sim.ensemble.luck import (
    as_normal,
    as_uniform,
    bits_of,
    deal_household,
    deal_traits,
    owner_word,
)
from sim.ensemble.records import NOBODY
from sim.ensemble.sorting import sort_by_rank
from sim.luck import Kind
from sim.standing import SLOT_BITS, STAYED

post = ledger.post


@inlined
def uniform(
    city: Any, purpose: int, month: int, kind: int, entity: int, slot: int = 0, index: int = 0
) -> float:
    """Return a uniform draw in [0, 1) by its key."""
    return as_uniform(bits_of(city.now.run_word, purpose, month, kind, entity, slot, index))


@inlined
def normal(
    city: Any, purpose: int, month: int, kind: int, entity: int, slot: int = 0, index: int = 0
) -> float:
    """Return a draw of mean 0 and SD 1 by its key."""
    return as_normal(bits_of(city.now.run_word, purpose, month, kind, entity, slot, index))


@inlined
def normal_of_kube(city: Any, kube: Any, purpose: int) -> float:
    """Return a draw of mean 0 and SD 1 of a Kube at its founding, by the luck that it has then."""
    return as_normal(bits_of(kube.run_word, purpose, 0, Kind.KUBE, kube.id, 0, 0))


@inlined
def everybody(city: Any) -> Any:
    """Return all households that ever came, in the order in which they came."""
    return city.households[: city.now.households]


@inlined
def members(city: Any, kube: Any) -> Any:
    """Return the numbers of a Kube's members in the order of their keys."""
    return city.members[kube.number, : kube.heads]


@inlined
def former_members(city: Any, kube: Any) -> Any:
    """Return the numbers of those who were members when the Kube failed, in the same order."""
    return city.members[kube.number, : kube.former]


@inlined
def is_member(household: Any) -> bool:
    """Whether it is a member of a Kube."""
    return household.kube != NOBODY


@inlined
def kube_of(city: Any, household: Any) -> Any:
    """Return the Kube of a household that is a member of one."""
    return city.kubes[household.kube]


@inlined
def was_last_in(household: Any, kube: Any) -> bool:
    """Whether the Kube is the one of which it was a member last."""
    return household.last_kube == kube.number


@inlined
def chair(city: Any, kube: Any) -> Any:
    """Return the chair of a Kube that has members."""
    return city.households[kube.chair]


@inlined
def treasurer(city: Any, kube: Any) -> Any:
    """Return the treasurer of a Kube that has members."""
    return city.households[kube.treasurer]


@inlined
def facilitator_of(city: Any, kube: Any) -> Any:
    """Return who cares for a Kube, in a city that has facilitators."""
    return city.facilitators[kube.facilitator]


@inlined
def dated_grants(city: Any, kube: Any) -> Any:
    """Return the grants on dates of a Kube, those that were paid included."""
    return city.grants[kube.first_grant : kube.first_grant + kube.grants]


@compiled
def bring_to_life(city: Any, kube: Any, slot: int, count: int) -> int:
    """Let so many households come, numbered in their Kube from `slot` on.

    Returned is the number of the first. They have their luck of the month, and nothing else.
    """
    now = city.now
    first = now.households
    if first + count > len(city.households):
        raise CapacityError("more households came than the arrays hold")
    for place in range(count):
        number = first + place
        city.households[number] = city.newborn
        household = city.households[number]
        household.number = number
        household.word = owner_word(Kind.HOUSEHOLD, kube.id, slot + place, 0)
        household.key = (kube.id << SLOT_BITS) | (slot + place)
        household.run_word = kube.run_word
        household.came, household.born_in = now.month, kube.number
        deal_household(now, household)
    now.households += count
    return int(first)


@inlined
def luck_at_birth(city: Any, household: Any) -> Any:
    """Return the hand of luck from which a household's traits are made (`sim.draws`)."""
    deal_traits(city.now, household)
    return city.now.at_birth


@compiled
def admit(city: Any, kube: Any, household: Any) -> None:
    """Make a household a member, at its place by key; officers are elected afterwards."""
    row = city.members[kube.number]
    if kube.heads == len(row):
        raise CapacityError("a Kube has more members than the arrays hold")
    household.kube = household.last_kube = kube.number
    household.why_left = STAYED
    household.months_as_member = 0
    place = kube.heads
    while place > 0 and city.households[row[place - 1]].key > household.key:
        row[place] = row[place - 1]
        place -= 1
    row[place] = household.number
    kube.heads += 1


@inlined
def dismiss(household: Any) -> None:
    """End a membership; the household lives on, and the Kube closes ranks afterwards."""
    household.kube = NOBODY
    household.share_now_idr = 0


@compiled
def close_ranks(city: Any, kube: Any) -> None:
    """Take those who are no members any more out of the list."""
    row, kept = city.members[kube.number], 0
    for place in range(kube.heads):
        if city.households[row[place]].kube == kube.number:
            row[kept] = row[place]
            kept += 1
    kube.heads = kept


@inlined
def disband(city: Any, kube: Any) -> None:
    """Keep the list of members, all dismissed, as that of former members."""
    kube.former, kube.heads = kube.heads, 0


@compiled
def elect(city: Any, kube: Any) -> None:
    """Make the two best schooled members chair and treasurer, ties to the lower key."""
    kube.chair = kube.treasurer = NOBODY
    best = second = -1.0
    for number in members(city, kube):
        member = city.households[number]
        if member.schooling > best:
            kube.treasurer, second = kube.chair, best
            kube.chair, best = number, member.schooling
        elif member.schooling > second:
            kube.treasurer, second = number, member.schooling
    if kube.heads == 1:
        kube.treasurer = kube.chair


@inlined
def write_down(city: Any, place: int, number: int, rank: float) -> None:
    """Write a number and its rank at a place of the city's paper, to be sorted."""
    city.paper[place].number = number
    city.paper[place].rank = rank


@inlined
def sort(city: Any, first: int, count: int) -> None:
    """Sort `count` entries of the paper from `first` on by rank; equal ranks keep their order.

    As many entries behind them are used as well.
    """
    sort_by_rank(city.paper, first, count)
