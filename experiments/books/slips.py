"""Luck of treasurers: a pure function of the seed, the city, the Kube, the month and the slip.

It is keyed as the luck of runs is, and none of theirs: what else is in a panel, and where it begins
and ends, moves nothing.
"""

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.books.panel import Panel
from sim.luck import DRAW_FIELDS, Kind, Luck, purpose_words, uniforms, words_of_ids
from sim.workbook.reading import ids_of

_MONTH = next(field for field in DRAW_FIELDS if field.name == "month")


class Slip(IntEnum):
    """What a draw decides. Numbers are part of the key: never reuse one."""

    # of a Kube, whatever the month
    CARE = 0
    KEPT_FIRST = 1
    KEPT_SECOND = 2
    YEARLY_MONTH = 3
    HAS_GAPS = 4
    HAS_SUMS = 5
    HAS_COLUMNS = 6
    HAS_YEARLY = 7
    # of a Kube, every month
    GAP = 8
    KAS_WRONG = 9
    KAS_SIZE = 10
    KAS_COUNTED = 11
    WRONG = 12
    HOW = 24
    WHERE = 36


class Slips(NamedTuple):
    """Draws for the Kubes of a panel.

    Attributes
    ----------
    luck_by_city : list of Luck
        One a city of the panel.
    owners : list of NDArray of uint64
        Draw words of the Kubes of each city.
    order : NDArray of int64, shape (kubes,)
        The places of these Kubes in the panel, city by city.
    months : NDArray of uint64, shape (months,)
        Draw words of the months.
    """

    luck_by_city: list[Luck]
    owners: list[NDArray[np.uint64]]
    order: NDArray[np.int64]
    months: NDArray[np.uint64]

    def by_month(self, slip: int) -> NDArray[np.float64]:
        """Return numbers in [0, 1), shape (kubes, months)."""
        return self._drawn(purpose_words([slip])[0] | self.months)

    def by_kube(self, slip: int) -> NDArray[np.float64]:
        """Return numbers in [0, 1), shape (kubes,)."""
        return self._drawn(purpose_words([slip]))[:, 0]

    def _drawn(self, words: NDArray[np.uint64]) -> NDArray[np.float64]:
        drawn = np.empty((len(self.order), len(words)))
        tables = [
            luck.table(words, 0, own)
            for luck, own in zip(self.luck_by_city, self.owners, strict=True)
        ]
        if tables:
            drawn[self.order] = uniforms(np.concatenate(tables))
        return drawn


def slips_of(panel: Panel, seed: int) -> Slips:
    """Return the draws of a panel's Kubes.

    Parameters
    ----------
    panel : Panel
    seed : int
        0 to 2**32 - 1.
    """
    order = np.argsort(panel.city, kind="stable")
    cities, first = np.unique(panel.city[order], return_index=True)
    owners = []
    for places in np.split(order, first[1:]) if len(cities) else []:
        codes = [panel.codes[place] for place in places.tolist()]
        ids = ids_of(codes)
        owners.append(words_of_ids(Kind.KUBE, np.array([ids[code] for code in codes], np.int64)))
    months = (panel.months % (1 << _MONTH.bits)).astype(np.uint64) << np.uint64(_MONTH.shift)
    return Slips([Luck(seed, city) for city in cities.tolist()], owners, order, months)
