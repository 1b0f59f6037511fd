"""The state of a city besides its agents: the place, the month, grants on their dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Place(NamedTuple):
    """What the scenario says of the city."""

    city_id: int
    background_kubes: int
    coupled: bool
    line_idr: float


@dataclass(slots=True)
class DatedGrant:
    """A grant on its date: `kind` is a number in `sim.choices.GRANT_KINDS`."""

    kind: int
    month: int
    amount_idr: int
    in_kind: bool
    pending: bool = True


@dataclass(slots=True)
class Now:
    """The month that passes: its price index, its lunar month; of each trade sellers and luck."""

    month: int
    price: float
    season: int
    sellers: list[int]
    luck_of_trades: list[float]


@dataclass(slots=True)
class Entry:
    """An entry of what is sorted: somebody's number, and the rank."""

    number: int = 0
    rank: float = 0.0
