"""The ten Kubes given that they live when they are seen, under every draw.

A draw's city is simulated again and again; each Kube is read in the first replication in which it
lives in its month, as the calibration does. What is undated is seen in a month of the survey, over
which the draws are spread evenly.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.evidence.calibration.inputs import Inputs
from experiments.evidence.card.setup import Setup

FIELDS = (
    "stage", "kas_idr", "bank_idr", "lent_idr", "equipment_idr", "saved_idr",
)  # fmt: skip


class Survivors(NamedTuple):
    """The Kubes in their months, by id.

    Attributes
    ----------
    lived : NDArray of bool, shape (draws, Kubes)
        Whether one of the replications had it alive; the rest has no meaning where not.
    read : dict of NDArray, shape (draws, Kubes)
        Each of `FIELDS`.
    """

    lived: NDArray[np.bool_]
    read: dict[str, NDArray[np.int64]]


def survivors(
    inputs: Inputs, setup: Setup, progress: Callable[[int], None] = lambda _: None
) -> Survivors:
    """Simulate the ten until each has lived once, or there are no more replications.

    Parameters
    ----------
    progress : callable, optional
        Called with the draws that are done.
    """
    bank, city = inputs.settings.bank, setup.city(inputs.ten)
    months = _months_seen(inputs, setup.draws)
    lived = np.zeros(months.shape, np.bool_)
    read = {name: np.zeros(months.shape, np.int64) for name in FIELDS}
    for start in range(0, bank.replications_most, bank.replications_first):
        missing = np.flatnonzero(~lived.all(axis=1))
        progress(setup.draws - len(missing))
        if not len(missing):
            break
        own = range(start, start + bank.replications_first)
        jobs = setup.jobs(missing, own, bank.replications_most)
        rows = np.repeat(missing, len(own))
        found = _read(city, jobs, months[rows])
        for replication in range(len(own)):
            part = {name: values[replication :: len(own)] for name, values in found.items()}
            now = (part["stage"] > 0) & ~lived[missing]
            for name, values in part.items():
                read[name][missing] = np.where(now, values, read[name][missing])
            lived[missing] |= now
    progress(setup.draws)
    return Survivors(lived, read)


def _months_seen(inputs: Inputs, draws: int) -> NDArray[np.int64]:
    """Return the month in which each Kube is seen, shape (draws, Kubes)."""
    survey = np.array(inputs.survey)[np.arange(draws) % len(inputs.survey)]
    months = [
        survey if month is None else np.full(draws, month) for month in inputs.months_seen.values()
    ]
    return np.stack(months, axis=1)


def _read(city: Any, jobs: Any, months: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
    """Run jobs and read every Kube in its month, shape (jobs, Kubes)."""
    begin = int(months.min())
    parts = []
    for chunk in city.chunks(jobs, months=range(begin, int(months.max()) + 1)):
        rows = slice(chunk.first, chunk.first + len(chunk.tallies))
        place = (months[rows] - begin)[:, None, :]
        parts.append(np.take_along_axis(np.asarray(chunk.kubes), place, axis=1)[:, 0])
    at = np.concatenate(parts)
    lent = at["loans_out_idr"] + at["lkm_idr"]
    return {name: lent if name == "lent_idr" else at[name] for name in FIELDS}
