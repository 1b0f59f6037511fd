"""The state of a city as bytes: one digest, whatever the machine."""

import hashlib
import struct
from collections.abc import Iterable, Sequence

from sim.city import City
from sim.state.household import DIGEST as OF_HOUSEHOLD
from sim.state.kube import DIGEST as OF_KUBE
from sim.state.officials import AGENCY_DIGEST, FACILITATOR_DIGEST

Row = tuple[int | float, ...]


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
    rows: list[Row] = [(city.id, city.month)]
    rows += [values_of(kube, OF_KUBE) for kube in city.kubes]
    rows += [values_of(household, OF_HOUSEHOLD) for household in households]
    rows += [values_of(facilitator, FACILITATOR_DIGEST) for facilitator in city.facilitators]
    rows += [values_of(city.agency, AGENCY_DIGEST)]
    rows += [tuple(city.ledger.balance[number] for number in city.outside)]
    return pack_state(rows)


def values_of(agent: object, names: Sequence[str]) -> Row:
    """Return an agent's values as numbers; of a Kube that it names the id, 0 for none."""
    values = (getattr(agent, name) for name in names)
    return tuple(
        value if isinstance(value, int | float) else getattr(value, "id", 0) for value in values
    )


def digest_of(city: City) -> str:
    """Return the SHA-256 of a city's state."""
    return hashlib.sha256(state_bytes(city)).hexdigest()
