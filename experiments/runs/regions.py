"""Outcomes of a nation's runs by region: lists in its rows, in the order of the nation's file."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.outcomes import OUTCOMES, outcomes_of
from sim.nation.cities import sizes
from sim.nation.records import Nation

Json = dict[str, Any]

PREFIX = "regions_"
UNITS = {f"{PREFIX}{one.name}": f"{one.unit}, by region of the nation" for one in OUTCOMES}
"""Columns of lists with their units."""
KINDS = dict.fromkeys(UNITS, "regions")
"""By name of the column, the kind of list it is, as `experiments.runs.accounts.KINDS`."""


def column_of(outcome: str) -> str:
    """Return the column that holds an outcome by region."""
    return f"{PREFIX}{outcome}"


def outcomes_by_region(tallies: Any) -> Mapping[str, NDArray[np.float64]]:
    """Return the columns of `UNITS`.

    Parameters
    ----------
    tallies : recarray of `sim.ensemble.records.TALLY`, shape (runs, regions)

    Returns
    -------
    dict of NDArray of float, shape (runs, regions)
        NaN where a region has no case in a run.
    """
    return {column_of(name): values for name, values in outcomes_of(tallies).items()}


def regions_json(nation: Nation) -> list[Json]:
    """Return every region's code and name, and how many cities and Kubes it has."""
    kubes, first = sizes(nation), 0
    found = []
    for region in nation.regions:
        own = kubes[first : first + region.cities]
        first += region.cities
        told = {"code": region.code, "name": region.name, "cities": region.cities}
        found.append({**told, "kubes": int(own.sum())})
    return found
