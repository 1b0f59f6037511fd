"""The state of a city as bytes: one digest, whatever the machine."""

import hashlib
import struct
from collections.abc import Iterable

from sim.city import City


def pack_state(rows: Iterable[Iterable[int | float]]) -> bytes:
    """Return numbers as bytes: a whole number as int64, a real one as IEEE 754 double."""
    parts = []
    for row in rows:
        for value in row:
            parts.append(struct.pack("<d" if isinstance(value, float) else "<q", value))
    return b"".join(parts)


def state_bytes(city: City) -> bytes:
    """Return everything that the next month depends on, by id; names and rows do not count."""
    households = sorted(city.households, key=lambda household: household.key)
    outside = city.ledger.outside
    rows: list[tuple[int | float, ...]] = [(city.id, city.month)]
    rows += [kube.state() for kube in city.kubes]
    rows += [household.state() for household in households]
    rows += [facilitator.state() for facilitator in city.facilitators]
    rows += [city.agency.state()]
    rows += [tuple(city.ledger.balance[number] for number in outside)]
    return pack_state(rows)


def digest_of(city: City) -> str:
    """Return the SHA-256 of a city's state."""
    return hashlib.sha256(state_bytes(city)).hexdigest()
