"""The cities of a nation, each drawn by luck that is keyed by its own id and those of its Kubes.

No draw depends on another city: any of them can be made alone, and another city at the end of a
region, or another region, moves none.
"""

from enum import IntEnum
from typing import Any, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from sim.business import BusinessName
from sim.calendar import month_number, month_text
from sim.luck import Kind, Luck, Purpose, draw_word, uniforms, words_of_ids
from sim.nation.records import Nation, Site
from sim.scenario import City, KubeRow, Scenario

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]

TRADES: tuple[BusinessName, ...] = get_args(BusinessName)


class OfCity(IntEnum):
    """What is drawn of a city; the index of its draw."""

    KUBES = 0
    KUBES_PER_FACILITATOR = 1
    POVERTY_LINE = 2
    HARD_ACCESS = 3


class OfKube(IntEnum):
    """What is drawn of a Kube; the index of its draw."""

    FOUNDED = 0
    MEMBERS = 1
    RULE = 2
    SHARE_BY = 3
    BUSINESS = 4
    ACCESS = 5


CITY_WORDS = np.array(
    [draw_word(Purpose.CITY_DRAWN, 0, 0, 0, 0, what) for what in OfCity], np.uint64
)
KUBE_WORDS = np.array(
    [draw_word(Purpose.KUBE_DRAWN, 0, 0, 0, 0, what) for what in OfKube], np.uint64
)


class DrawnCity(NamedTuple):
    """A city as columns, Kubes by id.

    Attributes
    ----------
    words : NDArray of uint64, shape (Kubes,)
        Whose luck it is, in the keys (`sim.luck.words_of_ids`).
    founded : NDArray of int, shape (Kubes,)
        Months from the nation's start.
    business : NDArray of int, shape (Kubes,)
        Number of the line of business.
    """

    place: Site
    facilitators: int
    poverty_line_idr: float
    ids: Whole
    words: NDArray[np.uint64]
    founded: Whole
    members: Whole
    sets_aside: Flags
    by_work: Flags
    business: Whole
    hard: Flags


def place_of_city(nation: Nation, number: int) -> Site:
    """Return where a city is, by its number from 0.

    Raises
    ------
    IndexError
        When there is no such city.
    """
    left = number
    for region in nation.regions:
        if 0 <= left < region.cities:
            return Site(region, left)
        left -= region.cities
    raise IndexError(f"{nation.name} has cities 0 to {nation.cities - 1}, not {number}")


def sizes(nation: Nation) -> Whole:
    """Return how many Kubes every city has, shape (cities,)."""
    ids = np.array([place.city_id for place in nation.places()], np.int64)
    kubes = [place.region.kubes for place in nation.places()]
    draws = _draws(nation, CITY_WORDS[:1], words_of_ids(Kind.CITY, ids))[:, 0]
    low = np.array([bounds.low for bounds in kubes], np.int64)
    high = np.array([bounds.high for bounds in kubes], np.int64)
    return _counts(draws, low, high)


def draw(nation: Nation, number: int) -> DrawnCity:
    """Draw a city by its number, from 0."""
    place = place_of_city(nation, number)
    region, of = place.region, nation.kubes
    words = words_of_ids(Kind.CITY, np.array([place.city_id], np.int64))
    city = _draws(nation, CITY_WORDS, words)[0]
    kubes = int(_counts(city[OfCity.KUBES], region.kubes.low, region.kubes.high))
    load = region.kubes_per_facilitator
    each = int(_counts(city[OfCity.KUBES_PER_FACILITATOR], load.low, load.high))
    line, hard = region.poverty_line_idr, region.hard_access
    ids = place.first_kube + np.arange(kubes)
    whose = words_of_ids(Kind.KUBE, ids)
    kube = _draws(nation, KUBE_WORDS, whose)
    first, last = nation.month(of.founded.first), nation.month(of.founded.last)
    return DrawnCity(
        place,
        -(-kubes // each),
        _between(float(city[OfCity.POVERTY_LINE]), line.low, line.high),
        ids,
        whose,
        _counts(kube[:, OfKube.FOUNDED], first, last),
        _counts(kube[:, OfKube.MEMBERS], of.members.low, of.members.high),
        kube[:, OfKube.RULE] < of.set_aside_first,
        kube[:, OfKube.SHARE_BY] < of.share_by_work,
        _chosen(kube[:, OfKube.BUSINESS], _weights(nation)),
        kube[:, OfKube.ACCESS] < _between(float(city[OfCity.HARD_ACCESS]), hard.low, hard.high),
    )


def city_of(nation: Nation, number: int) -> Scenario:
    """Return a city as an ordinary scenario, with the ids that it has in the nation."""
    drawn = draw(nation, number)
    return scenario_of_city(nation, drawn, _rows(nation, drawn))


def scenario_of_city(nation: Nation, drawn: DrawnCity, kubes: tuple[KubeRow, ...]) -> Scenario:
    """Return a scenario of a drawn city with these Kubes."""
    place = drawn.place
    name = f"{place.region.name} {place.number + 1}"
    return Scenario(
        name=f"{nation.name}-{place.city_id}"[-80:],
        title=f"{name}, a drawn city of {nation.name}"[:200],
        kind="forward",
        start=nation.start,
        months=nation.months,
        city=City(
            id=place.city_id,
            name=name,
            facilitators=drawn.facilitators,
            first_facilitator=place.first_kube,
            coupled=nation.coupled,
        ),
        prices=nation.prices.prices(drawn.poverty_line_idr, place.region.inflation_more_percent),
        programme=nation.programme,
        change=nation.change,
        parameters=nation.parameters,
        kubes=kubes,
    )


def _rows(nation: Nation, drawn: DrawnCity) -> tuple[KubeRow, ...]:
    start = month_number(nation.start)
    columns: Any = zip(*(column.tolist() for column in drawn[3:]), strict=True)
    return tuple(
        KubeRow(
            id=number,
            name=f"Kube {number}",
            founded=month_text(start + founded),
            business=TRADES[business],
            members=members,
            rule="set_aside_first" if sets_aside else "share_everything",
            share_by="work" if by_work else "rota",
            access="hard" if hard else "easy",
        )
        for number, _, founded, members, sets_aside, by_work, business, hard in columns
    )


def _draws(nation: Nation, what: NDArray[np.uint64], whose: NDArray[np.uint64]) -> Numbers:
    """Return uniform draws, shape (owners, features); replication 0 of the nation's seed."""
    return uniforms(Luck(nation.seed, 0).table(what, 0, whose))


def _counts(draws: Any, low: Any, high: Any) -> Whole:
    """Turn draws into whole numbers from `low` to `high`, each as likely."""
    return np.asarray(low + np.floor(draws * (high - low + 1)).astype(np.int64))


def _between(draw: float, low: float, high: float) -> float:
    return low + draw * (high - low)


def _weights(nation: Nation) -> Numbers:
    """Return the weights of the lines of business added up, by number."""
    given = nation.kubes.businesses
    return np.cumsum([given.get(name, 0.0) for name in TRADES])


def _chosen(draws: Numbers, added: Numbers) -> Whole:
    """Return the line of business of every draw; one without weight is never chosen."""
    return np.asarray(np.searchsorted(added, draws * added[-1], side="right"), np.int64)
