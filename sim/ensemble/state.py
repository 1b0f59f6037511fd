"""The final state of a city as bytes, as `sim.digest.state_bytes` gives it of a city of agents."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.ensemble.run import Ends
from sim.ledger import Outside
from sim.state.household import DIGEST as HOUSEHOLD_DIGEST
from sim.state.kube import DIGEST as KUBE_DIGEST
from sim.state.officials import AGENCY_DIGEST, FACILITATOR_DIGEST

OF_CITY, OF_KUBE, OF_HOUSEHOLD = 2, len(KUBE_DIGEST), len(HOUSEHOLD_DIGEST)
OF_FACILITATOR, OF_AGENCY, OF_OUTSIDE = (
    len(names) for names in (FACILITATOR_DIGEST, AGENCY_DIGEST, Outside._fields)
)
"""Words of one of each."""


def state_of(ends: Ends, job: int, city_id: int) -> bytes:
    """Return the state in which a job ended."""
    now, kubes = ends.now[job], ends.kubes[job]
    came = ends.households[job, : now.households]
    agents = (
        (kubes, KUBE_DIGEST),
        (came[np.argsort(came.key)], HOUSEHOLD_DIGEST),
        (ends.facilitators[job], FACILITATOR_DIGEST),
        (ends.agency[job : job + 1], AGENCY_DIGEST),
        (ends.outside[job : job + 1], Outside._fields),
    )
    words = [_words(rows, names, kubes).tobytes() for rows, names in agents]
    return b"".join((np.array([city_id, now.month], np.int64).tobytes(), *words))


def _words(rows: Any, names: Sequence[str], kubes: Any) -> NDArray[np.int64]:
    """Return what records hold under these names as 64-bit words, one row a record."""
    words = np.empty((len(rows), len(names)), np.int64)
    for place, name in enumerate(names):
        column = _column(rows, name, kubes)
        words[:, place] = column.view(np.int64) if column.dtype == np.float64 else column
    return words


def _column(rows: Any, name: str, kubes: Any) -> Any:
    """Return a variable of records; of the Kube that a household names the id, 0 for none."""
    if name in ("kube", "last_kube"):
        return np.append(kubes.id, 0)[rows[name]]
    if name == "owed_idr":
        return -rows.debt_idr
    if name == "lkm_idr":
        return rows.lkm_cash_idr + rows.lkm_loans_idr
    column = rows[name]
    return column.idr if column.dtype.names else column
