"""What cities add up to: whole numbers, so that no order of adding matters.

What is a real number in a city's sums is made whole before it is added: rupiah of the base month
to whole ones, campaigns and days of training to 1/1024. Both are exact in floating point up to
2**53 and 2**43, far above any nation's.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

PARTS = 1024.0
"""Of a campaign or a day of training."""


def add(into: Any, values: Any) -> None:
    """Add records of `TALLY`, `SPENT` or `CELL` to others of the same shape.

    Parameters
    ----------
    into, values : recarray of equal shape and layout
    """
    for name in values.dtype.names:
        column = values[name]
        if column.dtype.kind == "f":
            scale = 1.0 if name.endswith("_idr") else PARTS
            column = np.rint(column * scale) / scale
        into[name] += column


class Totals(NamedTuple):
    """Sums over the cities of a nation, job by job.

    Attributes
    ----------
    tallies : recarray of TALLY, shape (jobs, regions)
    spent : recarray of SPENT, shape (jobs, calendar years)
    cells : recarray of CELL, shape (jobs, cells)
    stages : NDArray of int, shape (jobs, regions, months watched, 4)
        Kubes by stage at the end of a month; Kubes not yet founded are none of them.
    digests : list of bytes
        SHA-256, of each job, over the SHA-256 of the final states of its cities, by number; empty
        unless asked for.
    """

    tallies: Any
    spent: Any
    cells: Any
    stages: NDArray[np.int64]
    digests: list[bytes]

    @property
    def nation(self) -> Any:
        """The tallies of all regions together, shape (jobs,)."""
        whole = np.zeros(len(self.tallies), self.tallies.dtype).view(np.recarray)
        for region in range(self.tallies.shape[1]):
            add(whole, self.tallies[:, region])
        return whole
