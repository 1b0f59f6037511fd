"""What each engine does in its own way: the few functions that a phase may call besides rules.

These are the Mesa model's. `sim.ensemble.primitives` has one of each name for the compiled
engine, which takes a city of arrays and records in the place of a city of agents.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, cast

from sim.luck import Kind
from sim.state.city import DatedGrant, Entry

if TYPE_CHECKING:
    from sim.agents import Facilitator, Household, Kube
    from sim.city import City
    from sim.ledger import Ledger


def post(ledger: Ledger, flow: int, source: int, target: int, amount: int) -> None:
    """Move `amount` rupiah from an account to another; `flow` says what it is."""
    ledger.post(flow, source, target, amount)


def uniform(
    city: City, purpose: int, month: int, kind: int, entity: int, slot: int = 0, index: int = 0
) -> float:
    """Return a uniform draw in [0, 1) by its key."""
    return city.luck.uniform(purpose, month, kind, entity, slot, index)


def normal(
    city: City, purpose: int, month: int, kind: int, entity: int, slot: int = 0, index: int = 0
) -> float:
    """Return a draw of mean 0 and SD 1 by its key."""
    return city.luck.normal(purpose, month, kind, entity, slot, index)


def normal_of_kube(city: City, kube: Kube, purpose: int) -> float:
    """Return a draw of mean 0 and SD 1 of a Kube at its founding, by the luck that it has then."""
    return city.luck_of(kube).normal(purpose, 0, Kind.KUBE, kube.id)


def everybody(city: City) -> Iterable[Household]:
    """Return all households that ever came, in the order in which they came."""
    return city.households


def members(city: City, kube: Kube) -> Iterable[int]:
    """Return the numbers of a Kube's members in the order of their keys."""
    return kube.numbers


def former_members(city: City, kube: Kube) -> Iterable[int]:
    """Return the numbers of those who were members when the Kube failed, in the same order."""
    return [member.number for member in kube.former]


def is_member(household: Household) -> bool:
    """Whether it is a member of a Kube."""
    return household.kube is not None


def kube_of(city: City, household: Household) -> Kube:
    """Return the Kube of a household that is a member of one."""
    return cast("Kube", household.kube)


def was_last_in(household: Household, kube: Kube) -> bool:
    """Whether the Kube is the one of which it was a member last."""
    return household.last_kube is kube


def chair(city: City, kube: Kube) -> Household:
    """Return the chair of a Kube that has members."""
    return cast("Household", kube.chair)


def treasurer(city: City, kube: Kube) -> Household:
    """Return the treasurer of a Kube that has members."""
    return cast("Household", kube.treasurer)


def facilitator_of(city: City, kube: Kube) -> Facilitator:
    """Return who cares for a Kube, in a city that has facilitators."""
    return cast("Facilitator", kube.facilitator)


def dated_grants(city: City, kube: Kube) -> Iterable[DatedGrant]:
    """Return the grants on dates of a Kube, those that were paid included."""
    return kube.dated


def bring_to_life(city: City, kube: Kube, slot: int, count: int) -> int:
    """Let so many households come, numbered in their Kube from `slot` on.

    Returned is the number of the first. They have their luck, and nothing else yet.
    """
    first = len(city.households)
    city.bring_to_life(kube, slot, count)
    return first


def luck_at_birth(city: City, household: Household) -> Sequence[float]:
    """Return the hand of luck from which a household's traits are made (`sim.draws`)."""
    return household.at_birth


def admit(city: City, kube: Kube, household: Household) -> None:
    """Make a household a member, at its place by key; officers are elected afterwards."""
    kube.admit(household)


def dismiss(household: Household) -> None:
    """End a membership; the household lives on, and the Kube closes ranks afterwards."""
    household.kube = None
    household.share_now_idr = 0


def close_ranks(city: City, kube: Kube) -> None:
    """Take those who are no members any more out of the list."""
    kube.close_ranks()


def disband(city: City, kube: Kube) -> None:
    """Keep the list of members, all dismissed, as that of former members."""
    kube.former = kube.members
    kube.close_ranks()


def elect(city: City, kube: Kube) -> None:
    """Make the two best schooled members chair and treasurer, ties to the lower key."""
    kube.elect()


def write_down(city: City, place: int, number: int, rank: float) -> None:
    """Write a number and its rank at a place of the city's paper, to be sorted."""
    while place >= len(city.paper):
        city.paper.append(Entry())
    entry = city.paper[place]
    entry.number, entry.rank = number, rank


def sort(city: City, first: int, count: int) -> None:
    """Sort `count` entries of the paper from `first` on by rank; equal ranks keep their order.

    As many entries behind them are used as well.
    """
    city.paper[first : first + count] = sorted(city.paper[first : first + count], key=_rank)


_rank = attrgetter("rank")
