"""Whether two policies together do more, or less, than the sum of what each does alone."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np

from experiments.common.differences import mean_interval
from experiments.policy.best_policy import Numbers

Overrides = Mapping[str, Any]
"""Levers that a policy sets, and to what."""


class Triple(NamedTuple):
    """Names of two policies and of the one that sets the levers of both."""

    a: str
    b: str
    both: str


class Interaction(NamedTuple):
    """(both - a) - (b - none): above 0 they help each other, below 0 they hinder each other.

    Attributes
    ----------
    rows : int
        Rows in which all four have a case.
    mean, low, high : float
        Its mean and 95 % interval, in the unit of the outcome; NaN where there are too few rows.
        Each interval is right 95 times in a hundred by itself, not all of many at once.
    """

    triple: Triple
    rows: int
    mean: float
    low: float
    high: float


def triples(policies: Mapping[str, Overrides]) -> list[Triple]:
    """Return the policies that are the sum of two others with no lever in common.

    Parameters
    ----------
    policies : mapping of mapping
        By name, the levers that each sets. Those that set none are in no triple.
    """
    set_some = {name: dict(levers) for name, levers in policies.items() if levers}
    return [
        Triple(a, b, both)
        for a, b in combinations(set_some, 2)
        if not set_some[a].keys() & set_some[b].keys()
        for both, levers in set_some.items()
        if levers == set_some[a] | set_some[b]
    ]


def interactions(policies: Mapping[str, Overrides], values: Numbers) -> list[Interaction]:
    """Return the interaction of every triple, in the order of the policies.

    Parameters
    ----------
    policies : mapping of mapping
        In the order of the columns; the first that sets no lever is what the others are compared
        with.
    values : NDArray of float, shape (rows, policies)
        Of one outcome; rows in which a policy has no case (NaN) are left out.

    Raises
    ------
    ValueError
        When there are triples but no policy that sets no lever, or the columns are not as many
        as the policies.
    """
    if values.ndim != 2 or values.shape[1] != len(policies):
        raise ValueError(f"shape {values.shape}: must be (rows, {len(policies)} policies)")
    sums = triples(policies)
    if not sums:
        return []
    none = next((name for name, levers in policies.items() if not levers), None)
    if none is None:
        raise ValueError("no policy without levers to compare with")
    column = dict(zip(policies, values.T, strict=True))
    return [_interaction(triple, column, none) for triple in sums]


def _interaction(triple: Triple, column: Mapping[str, Numbers], none: str) -> Interaction:
    a, b, both = (column[name] for name in triple)
    apart = (both - a) - (b - column[none])
    apart = apart[~np.isnan(apart)]
    if not len(apart):
        return Interaction(triple, 0, np.nan, np.nan, np.nan)
    return Interaction(triple, len(apart), *mean_interval(apart))
