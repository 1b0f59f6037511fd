"""Months in which a Kube's books lie outside what was to be expected from the months before."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from experiments.forecast.features import recent
from experiments.forecast.forecaster import WATCHED, Forecaster
from experiments.forecast.own_books import OwnBooks

LOOKED_BACK = 3
"""Months up to today that are compared."""


class Outside(NamedTuple):
    """A figure outside the 90 % band of what was expected.

    Attributes
    ----------
    kube : int
        Its place in the books.
    month : int
        Number of the month.
    what : str
        One of `WATCHED`; sums in Rp of the base month, the profit per member.
    """

    kube: int
    month: int
    what: str
    value: float
    low: float
    high: float

    @property
    def below(self) -> bool:
        """Whether it is less than was expected."""
        return self.value < self.low


class Watch(NamedTuple):
    """What was compared.

    Attributes
    ----------
    outside : tuple of Outside
        Those that are outside, by month, Kube and figure.
    compared : int
        How many figures were compared: one of ten lies outside by chance.
    """

    outside: tuple[Outside, ...]
    compared: int


def watch(model: Forecaster, books: OwnBooks) -> Watch:
    """Compare the last months of living Kubes with what was expected of each the month before."""
    figures = list(_figures(model, books))
    return Watch(
        tuple(one for one in figures if not one.low <= one.value <= one.high), len(figures)
    )


def _figures(model: Forecaster, books: OwnBooks) -> Iterator[Outside]:
    living = books.living
    for month in range(books.today - LOOKED_BACK + 1, books.today + 1):
        rows = books.founded(month - 1)
        if not len(rows):
            continue
        before = books.features(month - 1)
        seen = recent(books.panel, month, books.of)
        columns = (seen.attendance[:, -1], seen.profit_idr[:, -1], seen.kas_idr[:, -1])
        for what, values in zip(WATCHED, columns, strict=True):
            band = model.expected[what].interval(before)
            for place, kube in enumerate(rows.tolist()):
                if living[kube] and not np.isnan(values[kube]):
                    ends = float(band.low[place]), float(band.high[place])
                    yield Outside(kube, month, what, float(values[kube]), *ends)
