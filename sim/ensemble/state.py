"""The final state of a city as bytes, as `sim.digest.state_bytes` gives it of a city of agents."""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.ensemble.arguments import Ends
from sim.ledger import Outside
from sim.state.household import DIGEST as HOUSEHOLD_DIGEST
from sim.state.kube import DIGEST as KUBE_DIGEST
from sim.state.officials import AGENCY_DIGEST, FACILITATOR_DIGEST

OF_CITY, OF_KUBE, OF_HOUSEHOLD = 2, len(KUBE_DIGEST), len(HOUSEHOLD_DIGEST)
OF_FACILITATOR, OF_AGENCY, OF_OUTSIDE = (
    len(names) for names in (FACILITATOR_DIGEST, AGENCY_DIGEST, Outside._fields)
)
"""Words of one of each."""
DERIVED = frozenset({"kube", "last_kube", "owed_idr", "lkm_idr"})
"""Variables that no field holds as they are told."""
WORD_BYTES = 8


def states_of(ends: Ends, city_id: int) -> list[bytes]:
    """Return the state in which each job ended."""
    kubes, facilitators, agency, outside = (
        _words(rows.view(np.ndarray), names, ends.kubes)
        for rows, names in (
            (ends.kubes, KUBE_DIGEST),
            (ends.facilitators, FACILITATOR_DIGEST),
            (ends.agency, AGENCY_DIGEST),
            (ends.outside, Outside._fields),
        )
    )
    begin = np.stack(np.broadcast_arrays(city_id, ends.now["month"]), axis=-1)
    came, keys, count = (
        ends.households.view(np.ndarray), ends.households["key"], ends.now["households"],
    )  # fmt: skip
    states = []
    for job in range(len(begin)):
        by_key = came[job, : count[job]].take(np.argsort(keys[job, : count[job]]))
        households = _words(by_key, HOUSEHOLD_DIGEST, ends.kubes)
        parts = begin[job], kubes[job], households, facilitators[job], agency[job], outside[job]
        states.append(b"".join(part.tobytes() for part in parts))
    return states


def _words(rows: Any, names: tuple[str, ...], kubes: Any) -> NDArray[np.int64]:
    """Return what records hold under these names as 64-bit words, along a new last axis."""
    places, derived = _places(rows.dtype, names)
    whole = rows.view(np.int64).reshape(*rows.shape, rows.dtype.itemsize // WORD_BYTES)
    words: NDArray[np.int64] = whole.take(places, axis=-1)
    for place in derived:
        words[..., place] = _column(rows, names[place], kubes)
    return words


@cache
def _places(layout: np.dtype[Any], names: tuple[str, ...]) -> tuple[list[int], list[int]]:
    """Return the word of a record in which each name stands, and which names are derived.

    Numbers take a word each; so do accounts, whose first word is what they hold.
    """
    fields: Any = layout.fields
    places, derived = [], []
    for number, name in enumerate(names):
        is_word = name not in DERIVED and fields[name][0].kind != "b"
        places.append(fields[name][1] // WORD_BYTES if is_word else 0)
        if not is_word:
            derived.append(number)
    return places, derived


def _column(rows: Any, name: str, kubes: Any) -> Any:
    """Return a variable of records; of the Kube that a household names the id, 0 for none.

    Kubes have the same ids in every job.
    """
    if name in ("kube", "last_kube"):
        return np.append(kubes["id"][0], 0)[rows[name]]
    if name == "owed_idr":
        return -rows["debt_idr"]
    if name == "lkm_idr":
        return rows["lkm_cash_idr"] + rows["lkm_loans_idr"]
    return rows[name]
