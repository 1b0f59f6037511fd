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


def state_of(ends: Ends, job: int, city_id: int) -> bytes:
    """Return the state in which a job ended."""
    now, kubes = ends.now[job], ends.kubes[job].view(np.ndarray)
    came = ends.households[job, : now.households].view(np.ndarray)
    words = (
        np.array([city_id, now.month], np.int64),
        _words(kubes, KUBE_DIGEST, kubes),
        _words(came, HOUSEHOLD_DIGEST, kubes)[np.argsort(came["key"])],
        _words(ends.facilitators[job], FACILITATOR_DIGEST, kubes),
        _words(ends.agency[job : job + 1], AGENCY_DIGEST, kubes),
        _words(ends.outside[job : job + 1], Outside._fields, kubes),
    )
    return b"".join(part.tobytes() for part in words)


def _words(rows: Any, names: tuple[str, ...], kubes: Any) -> NDArray[np.int64]:
    """Return what records hold under these names as 64-bit words, one row a record."""
    places, derived = _places(rows.dtype, names)
    shape = len(rows), rows.dtype.itemsize // WORD_BYTES
    words: NDArray[np.int64] = rows.view(np.ndarray).view(np.int64).reshape(shape)[:, places]
    for place in derived:
        words[:, place] = _column(rows, names[place], kubes)
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
    """Return a variable of records; of the Kube that a household names the id, 0 for none."""
    if name in ("kube", "last_kube"):
        return np.append(kubes["id"], 0)[rows[name]]
    if name == "owed_idr":
        return -rows["debt_idr"]
    if name == "lkm_idr":
        return rows["lkm_cash_idr"] + rows["lkm_loans_idr"]
    return rows[name]
