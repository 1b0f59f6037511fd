"""Whether two policies together do more, or less, than the sum of what each does alone."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import numpy as np

from experiments.common.differences import mean_interval
from experiments.policy.best_policy import Numbers
from experiments.policy.effects import Json, finite

Overrides = Mapping[str, Any]
"""Levers that a policy sets, and to what."""


def triples(policies: Mapping[str, Overrides]) -> list[tuple[str, str, str]]:
    """Return two policies with no lever in common, and the one that sets the levers of both.

    Parameters
    ----------
    policies : mapping of mapping
        By name, the levers that each sets. Those that set none are in no triple.
    """
    set_some = {name: dict(levers) for name, levers in policies.items() if levers}
    return [
        (a, b, both)
        for a, b in combinations(set_some, 2)
        if not set_some[a].keys() & set_some[b].keys()
        for both, levers in set_some.items()
        if levers == set_some[a] | set_some[b]
    ]


def interactions(policies: Mapping[str, Overrides], values: Numbers) -> list[Json]:
    """Return the interaction of every triple, in the order of the policies.

    It is (both - a) - (b - none): above 0 they help each other, below 0 they hinder each other.

    Parameters
    ----------
    policies : mapping of mapping
        In the order of the columns; the first that sets no lever is what the others are compared
        with.
    values : NDArray of float, shape (rows, policies)
        Of one outcome; rows in which a policy has no case (NaN) are left out.

    Returns
    -------
    list of dict
        `a`, `b`, `both`: names. `mean`, `low`, `high`: mean and 95 % interval, in the unit of the
        outcome; None where there are too few rows. Each interval is right 95 times in a hundred by
        itself, not all of many at once.
    """
    column = dict(zip(policies, values.T, strict=True))
    rows = []
    for a, b, both in triples(policies):
        none = next(name for name, levers in policies.items() if not levers)
        apart = (column[both] - column[a]) - (column[b] - column[none])
        apart = apart[~np.isnan(apart)]
        mean, low, high = map(finite, mean_interval(apart) if len(apart) else [np.nan] * 3)
        rows.append({"a": a, "b": b, "both": both, "mean": mean, "low": low, "high": high})
    return rows
