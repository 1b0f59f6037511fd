"""What costs and effects are reckoned from, run by run: lists by calendar year and by cell."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.cells import KUBE_CELLS

YEARS = "by calendar year, from the start to its end"
KUBES = "by cell of Kubes (sim.cells.KUBE_CELLS)"
HOUSEHOLDS = "by cell of households (sim.cells.HOUSEHOLD_CELLS)"
REAL = "Rp of the base month"

SPENT = {
    "visits": "visits",
    "monitoring_visits": "visits",
    "campaigns": "campaigns",
    "training_member_days": "days x members",
    "appointments": "facilitators appointed",
    "member_months": "member-months",
    "grants_idr": "nominal Rp",
    "honoraria_idr": "nominal Rp",
    "grants_real_idr": REAL,
    "honoraria_real_idr": REAL,
}
OF_HOUSEHOLDS = {
    "households": "founding households",
    "household_months": "their household-months",
    "lifted": "founding households that lacked nothing for a year to the horizon",
    "income_real_idr": REAL,
    "unmet_real_idr": REAL,
}
OF_KUBES = {
    "kubes": "Kubes",
    "gagal": "Kubes at the horizon",
    "berkembang": "Kubes at the horizon",
    "mandiri": "Kubes at the horizon",
    "sustained": "Kubes mandiri throughout months 13-24 after support ended",
    "sustained_of": "Kubes of which that is known",
    "founders": "households",
    "visits": "visits",
    "monitoring_visits": "visits",
    "supported_months": "Kube-months",
    "grants_real_idr": REAL,
    "kas_real_idr": f"{REAL}, at the horizon",
    **OF_HOUSEHOLDS,
}

UNITS = {
    **{f"spent_{name}": f"{unit}, {YEARS}" for name, unit in SPENT.items()},
    **{f"kubes_{name}": f"{unit}, {KUBES}" for name, unit in OF_KUBES.items()},
    **{f"households_{name}": f"{unit}, {HOUSEHOLDS}" for name, unit in OF_HOUSEHOLDS.items()},
}
"""Columns of lists with their units."""

KINDS = {name: name.partition("_")[0] for name in UNITS}
"""By name of the column, the kind of list it is: those of one kind are equally long in a row."""

Lists = NDArray[np.float64]


def accounts_of(spent: Any, cells: Any) -> dict[str, Lists]:
    """Return the columns of `UNITS`.

    Parameters
    ----------
    spent : recarray of `sim.ensemble.records.SPENT`, shape (runs, years)
    cells : recarray of `sim.ensemble.records.CELL`, shape (runs, cells)

    Returns
    -------
    dict of NDArray of float, shape (runs, years) or (runs, cells of that kind)
    """
    first = len(KUBE_CELLS)
    return {
        **{f"spent_{name}": _numbers(spent[name]) for name in SPENT},
        **{f"kubes_{name}": _numbers(cells[name][:, :first]) for name in OF_KUBES},
        **{f"households_{name}": _numbers(cells[name][:, first:]) for name in OF_HOUSEHOLDS},
    }


def _numbers(values: Any) -> Lists:
    return np.ascontiguousarray(values, np.float64)
