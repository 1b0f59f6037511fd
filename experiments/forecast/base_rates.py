"""What is said without looking into any book: how many Kubes of an age fail, here and elsewhere."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.books.panel import NO_MONTH, Panel
from experiments.forecast.training import Training

Values = NDArray[np.float64]

WIDTH_MONTHS = 6.0
"""Ages so far apart count for 0.6 of a Kube of the age itself."""
ALL_AGES = 1.0
"""So many Kubes of all ages are counted with those of an age."""
LEAST = 10
"""A city's own rate is said from so many Kubes on."""


class Observed(NamedTuple):
    """Of Kubes that lived so many months before today, those that have ended since."""

    ended: int
    of: int

    @property
    def share(self) -> float | None:
        """Their share; None where they are too few."""
        return self.ended / self.of if self.of >= LEAST else None


def by_age(training: Training, happens: NDArray[np.bool_], age: NDArray[np.int64]) -> Values:
    """Return the share of simulated living Kubes of about an age to which something happens.

    Parameters
    ----------
    happens : NDArray of bool, shape (training rows,)
    age : NDArray of int64, shape (kubes,)
        Months since founding.

    Returns
    -------
    NDArray of float64, shape (kubes,)
    """
    ages, place = np.unique(training.age, return_inverse=True)
    count = np.bincount(place)
    many = np.bincount(place, weights=happens.astype(np.float64))
    weight = np.exp(-0.5 * ((age[:, None] - ages[None, :]) / WIDTH_MONTHS) ** 2)
    whole = float(happens.mean()) if len(happens) else 0.0
    return np.asarray((weight @ many + ALL_AGES * whole) / (weight @ count + ALL_AGES))


def observed(panel: Panel, today: int, months: int) -> Observed:
    """Return what the city itself saw over the last months before today.

    Parameters
    ----------
    panel : Panel
        Whose `ended` says which Kubes have stopped, and when.
    """
    before = today - months
    lived = (panel.founded <= before) & ((panel.ended == NO_MONTH) | (panel.ended > before))
    ended = lived & (panel.ended != NO_MONTH) & (panel.ended <= today)
    return Observed(int(ended.sum()), int(lived.sum()))
