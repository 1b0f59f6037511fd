"""How many had failed, by its likelihood: the firmest figure takes part in no distance.

Of a draw, what is known of its chance of failing are the Kubes of its simulated cohorts. Take by
chance as many of each founding year as were counted: the chance that as many of them had failed as
were observed is an unbiased estimate of the likelihood of the count (hypergeometric, years
convolved). Weights by unbiased estimates leave the posterior what it is with exact ones (Beaumont
2003; Andrieu and Roberts 2009). The Kubes of a draw count as independent, given the draw.

Where more than half of the simulated Kubes of a year are counted, hardly any count but the
simulated one would be possible: each is then taken as often as makes it half. This estimate is no
longer unbiased, but a little too wide.
"""

from collections.abc import Sequence
from math import ceil, comb, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
MISCOUNTED = 1e-3
"""This part of each likelihood is alike for all counts, so that no draw weighs nothing."""
BLOCK = 8_192
"""So many draws are reckoned at a time."""


class FailedCount(NamedTuple):
    """The count of every draw.

    Attributes
    ----------
    failed : NDArray of int, shape (draws,)
        How many had failed of as many simulated Kubes as were counted: the draw's own count, as
        an observer would have told it.
    likelihood : NDArray of float32, shape (draws, total + 1)
        Of every count that might have been observed.
    share : NDArray, shape (draws,)
        The share that is expected to have failed, by all simulated Kubes; never 0 or 1.
    """

    failed: NDArray[np.int64]
    likelihood: NDArray[np.float32]
    share: Reals


def failed_count(simulated: Sequence[NDArray[np.bool_]], counted: Sequence[int]) -> FailedCount:
    """Return the counts of draws.

    Parameters
    ----------
    simulated : sequence of NDArray, shape (draws, Kubes)
        Who had failed, by founding year.
    counted : sequence of int
        How many were counted of each year: the first ones, where the draw is the observed one.
    """
    pairs = zip(simulated, counted, strict=True)
    failed = sum(of_year[:, :count].sum(axis=1) for of_year, count in pairs)
    numbers = np.stack([of_year.sum(axis=1) for of_year in simulated], axis=1)
    kubes = [of_year.shape[1] for of_year in simulated]
    return count_of_numbers(np.asarray(failed, np.int64), numbers, kubes, counted)


def count_of_numbers(
    failed: NDArray[np.int64],
    numbers: NDArray[np.int64],
    kubes: Sequence[int],
    counted: Sequence[int],
) -> FailedCount:
    """Return the counts of draws of which it is known how many failed.

    Parameters
    ----------
    failed : NDArray of int, shape (draws,)
        As an observer would have told it.
    numbers : NDArray of int, shape (draws, years)
        How many of the simulated Kubes had failed.
    kubes, counted : sequence of int
        How many were simulated of each founding year, and how many counted.
    """
    tables = [chances(*pair) for pair in zip(kubes, counted, strict=True)]
    blocks = [
        _convolved(numbers[start : start + BLOCK], tables)
        for start in range(0, len(numbers), BLOCK)
    ]
    expected = np.array(counted) * (numbers + 0.5) / (np.array(kubes) + 1.0)
    share = expected.sum(axis=1) / sum(counted)
    return FailedCount(failed, np.concatenate(blocks), np.asarray(share))


def chances(kubes: int, counted: int) -> Reals:
    """Return the chance of so many failed among those counted, shape (kubes + 1, counted + 1).

    The first axis is how many failed of the simulated Kubes.
    """
    times = ceil(2 * counted / kubes) if counted else 1
    ways = comb(times * kubes, counted)
    return np.array(
        [
            [
                comb(times * failed, seen) * comb(times * (kubes - failed), counted - seen) / ways
                for seen in range(counted + 1)
            ]
            for failed in range(kubes + 1)
        ]
    )


def allowed_spread(failed: int, total: int) -> float:
    """Return the standard deviation that a count leaves to a chance that may be any before it."""
    return sqrt((failed + 1.0) * (total - failed + 1.0) / ((total + 2.0) ** 2 * (total + 3.0)))


def share_spread(failed: NDArray[np.bool_]) -> float:
    """Return the standard deviation over draws of the share that is expected to fail.

    It is what cities of the same draw have in common: their luck is not in it.

    Parameters
    ----------
    failed : NDArray, shape (draws, cities, Kubes)
    """
    shares = failed.mean(axis=2)
    cities = shares.shape[1]
    luck = shares.var(axis=1, ddof=1).mean() if cities > 1 else 0.0
    return sqrt(max(0.0, float(shares.mean(axis=1).var(ddof=1) - luck / cities)))


def _convolved(numbers: NDArray[np.int64], tables: Sequence[Reals]) -> NDArray[np.float32]:
    """Return the chance of every count over all years, shape (draws, total + 1)."""
    whole = np.ones((len(numbers), 1))
    for failed, table in zip(numbers.T, tables, strict=True):
        own = table[failed]
        longer = np.zeros((len(numbers), whole.shape[1] + own.shape[1] - 1))
        for seen in range(own.shape[1]):
            longer[:, seen : seen + whole.shape[1]] += whole * own[:, seen : seen + 1]
        whole = longer
    alike = MISCOUNTED / whole.shape[1]
    return ((1.0 - MISCOUNTED) * whole + alike).astype(np.float32)
