"""Months of many Kubes as arrays: what a city's workbook says, or what was simulated.

A panel has the columns of a workbook's sheet `bulanan` that are numbers, and the stage. It has the
shape (Kubes, months); NaN is "not known", 0 is nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.calendar import month_number, month_text
from sim.rules.stages import GAGAL, STAGES
from sim.scenario import Scenario
from sim.workbook.records import MonthSeen, Workbook

Values = NDArray[np.float64]

NO_MONTH = -1
"""Stands where there is no month: a Kube that has not ended."""
STAGE, ATTENDED = "stage", "attended"
COLUMNS = (
    "members", "attended", "sales_idr", "costs_idr", "shared_idr", "set_aside_idr", "kas_idr",
    "bank_idr", "lent_idr", "late", "iks_idr", "visits", "monitoring", "stage",
)  # fmt: skip
"""Columns of a panel, as `MonthSeen` names them; the stage is 0 gagal to 3 mandiri."""
RECORDED = {
    "members": "members", "attended": "present", "set_aside_idr": "aside_idr",
    "kas_idr": "kas_idr", "bank_idr": "bank_idr", "iks_idr": "iks_idr", "visits": "visits",
    "monitoring": "monitored", "stage": "stage",
}  # fmt: skip
"""Columns that are in the records of a run (`sim.months.KubeMonth`), and their names there."""


@dataclass(frozen=True, eq=False)
class Panel:
    """Months of Kubes of one city or of many.

    Attributes
    ----------
    codes : tuple of str
        Of each Kube, as its books name it; unique within a city.
    city : NDArray of int64, shape (kubes,)
        To which city each belongs, counted from 0.
    founded : NDArray of int64, shape (kubes,)
        Month of founding, a number of `sim.calendar.month_number`.
    ended : NDArray of int64, shape (kubes,)
        Month in which it stopped or failed, such a number; `NO_MONTH` where it lives, or where the
        month is not known.
    first : int
        Month of the first place along the months, such a number.
    columns : dict of NDArray of float64, shape (kubes, months)
        All of `COLUMNS`; sums in nominal rupiah, NaN where not known.
    """

    codes: tuple[str, ...]
    city: NDArray[np.int64]
    founded: NDArray[np.int64]
    ended: NDArray[np.int64]
    first: int
    columns: Mapping[str, Values]

    def __getitem__(self, column: str) -> Values:
        """Return a column, shape (kubes, months)."""
        return self.columns[column]

    @property
    def shape(self) -> tuple[int, int]:
        """Kubes and months."""
        return len(self.codes), self.columns[STAGE].shape[1]

    @property
    def months(self) -> NDArray[np.int64]:
        """Numbers of the months, shape (months,)."""
        return self.first + np.arange(self.shape[1])

    @property
    def age(self) -> NDArray[np.int64]:
        """Months since founding, shape (kubes, months); below 0 before."""
        return self.months - self.founded[:, None]

    @property
    def known(self) -> NDArray[np.bool_]:
        """Where anything is known of a month, shape (kubes, months)."""
        known = np.zeros(self.shape, bool)
        for values in self.columns.values():
            known |= ~np.isnan(values)
        return known

    @property
    def profit_idr(self) -> Values:
        """Profit, shape (kubes, months): shared and set aside, else sales less costs."""
        divided = self["shared_idr"] + self["set_aside_idr"]
        return np.where(np.isnan(divided), self["sales_idr"] - self["costs_idr"], divided)

    def until(self, last: int) -> "Panel":
        """Return the books as they stood when a month was over: without what came later.

        Parameters
        ----------
        last : int
            Number of the last month that is kept. Kubes founded later are left out.
        """
        rows = np.flatnonzero(self.founded <= last)
        kept = max(0, last - self.first + 1)
        columns = {name: values[rows, :kept] for name, values in self.columns.items()}
        failed = _failed_in(columns[STAGE], self.first)
        over = (self.ended[rows] != NO_MONTH) & (self.ended[rows] <= last)
        ended = np.where(over, self.ended[rows], failed)
        return replace(self.rows(rows), ended=ended, columns=columns)

    def rows(self, kubes: NDArray[np.int64]) -> "Panel":
        """Return some of the Kubes, by their places."""
        return Panel(
            tuple(self.codes[place] for place in kubes.tolist()),
            self.city[kubes],
            self.founded[kubes],
            self.ended[kubes],
            self.first,
            {name: values[kubes] for name, values in self.columns.items()},
        )


def panel_of_workbook(book: Workbook) -> Panel:
    """Return what a workbook says of the months of its Kubes, in the order of its list.

    Months are those from the first founding to the last of which anything is known. What only the
    cash books say is in it (`Workbook.months`). A Kube has ended in the month that the list says,
    else in its last month, if its stage there is gagal.
    """
    founded = np.array([month_number(str(kube.founded)) for kube in book.kubes], np.int64)
    seen = [month_number(row.month) for row in book.months]
    first = int(min([*founded.tolist(), *seen], default=0))
    months = max([*seen, first - 1]) - first + 1
    columns = {name: np.full((len(founded), months), np.nan) for name in COLUMNS}
    places = {kube.code: place for place, kube in enumerate(book.kubes)}
    for row, month in zip(book.months, seen, strict=True):
        at = places[row.code], month - first
        for name in COLUMNS:
            value = getattr(row, name)
            if value is not None:
                columns[name][at] = STAGES.index(value) if name == STAGE else value
    codes = tuple(kube.code for kube in book.kubes)
    ended = _failed_in(columns[STAGE], first)
    for place, kube in enumerate(book.kubes):
        if kube.ended is not None:
            ended[place] = month_number(kube.ended)
    return Panel(codes, np.zeros(len(codes), np.int64), founded, ended, first, columns)


def panel_of_simulated(
    scenario: Scenario,
    kubes: Any,
    first_month: int = 0,
    first_city: int = 0,
    more: Mapping[str, Values] | None = None,
) -> Panel:
    """Return the months of simulated Kubes as their books would say them, nothing missing.

    Known are members, members present, what was shared and set aside, the balances of kas, bank and
    IKS, loans out (those of the LKM and its cash included, as `lent_idr` of `KubeMonth`), visits,
    monitoring and the stage. Sales, costs and late instalments are not in the records of a run and
    are NaN unless they are given. What was shared is the profit less what was set aside: the few
    rupiah over, which cannot be divided and stay in the kas, are in it.

    A Kube's books end with the month in which it fails, in which its stage is 0; where it is
    started again they go on, and `ended` is the month of the failure that lasts until the end.

    Parameters
    ----------
    scenario : Scenario
        Of all cities.
    kubes : recarray of KUBE_MONTH, shape (cities, months, Kubes by id)
        `kubes` of a `Chunk` of the fast engine that watched months which follow each other.
    first_month : int
        The first of them, counted from the scenario's start.
    first_city : int
        The number of the first city.
    more : mapping of NDArray, shape (cities x Kubes, months), optional
        Columns that are known from elsewhere.

    Returns
    -------
    Panel
        City by city, in each by id.

    Examples
    --------
    >>> import numpy as np
    >>> from experiments.books.panel import joined, panel_of_simulated
    >>> from experiments.common.uncertainty import draws_named
    >>> from sim.ensemble.ensemble import Ensemble
    >>> from sim.scenario import load_scenario
    >>> place = load_scenario("forward")
    >>> sets = draws_named("posterior").sets(place, np.arange(20))
    >>> city = Ensemble(place, parameters=sets)
    >>> jobs = city.jobs(replications=1)
    >>> chunks = city.chunks(jobs, months=range(place.months))
    >>> panel = joined(panel_of_simulated(place, c.kubes, 0, c.first) for c in chunks)
    """
    cities, months, count = kubes.shape
    flat = np.swapaxes(np.asarray(kubes), 1, 2).reshape(cities * count, months)
    rows = sorted(scenario.kubes, key=lambda kube: kube.id)
    start = month_number(scenario.start)
    founded = np.tile([month_number(kube.founded) for kube in rows], cities).astype(np.int64)
    gagal = flat["stage"] == GAGAL
    fails = gagal & ~np.pad(gagal, ((0, 0), (1, 0)))[:, :-1]
    told = (flat["stage"] > GAGAL) | fails
    columns = {name: flat[field] for name, field in RECORDED.items()}
    columns["shared_idr"] = flat["profit_idr"] - flat["aside_idr"]
    columns["lent_idr"] = flat["loans_out_idr"] + flat["lkm_idr"]
    columns.update(more or {})
    known = {name: _where(told, columns.get(name, np.nan)) for name in COLUMNS}
    return Panel(
        tuple(str(kube.id) for kube in rows) * cities,
        np.repeat(first_city + np.arange(cities), count),
        founded,
        _failed_in(known[STAGE], start + first_month),
        start + first_month,
        known,
    )


def _failed_in(stage: Values, first: int) -> NDArray[np.int64]:
    """Return the last month whose stage is known, where that is gagal; else `NO_MONTH`."""
    known = ~np.isnan(stage)
    if not stage.shape[1]:
        return np.full(len(stage), NO_MONTH, np.int64)
    last = stage.shape[1] - 1 - np.argmax(known[:, ::-1], axis=1)
    failed = stage[np.arange(len(stage)), last] == GAGAL
    return np.where(failed, first + last, NO_MONTH).astype(np.int64)


def _where(told: NDArray[np.bool_], values: Any) -> Values:
    return np.where(told, np.asarray(values, np.float64), np.nan)


def joined(panels: Iterable[Panel]) -> Panel:
    """Return panels of the same months as one, one after the other."""
    parts: Sequence[Panel] = list(panels)
    return Panel(
        tuple(code for part in parts for code in part.codes),
        np.concatenate([part.city for part in parts]),
        np.concatenate([part.founded for part in parts]),
        np.concatenate([part.ended for part in parts]),
        parts[0].first,
        {name: np.concatenate([part[name] for part in parts]) for name in COLUMNS},
    )


def months_of_panel(panel: Panel) -> list[MonthSeen]:
    """Return the months of one city of which anything is known, in the order of time.

    Rows are sorted by month and code, as those of a `Workbook`; without grade.
    """
    known, months = panel.known, panel.months.tolist()
    rows = [
        MonthSeen(panel.codes[kube], month_text(months[place]), **_row(panel, kube, place))
        for kube, place in np.argwhere(known).tolist()
    ]
    return sorted(rows, key=lambda row: (row.month, row.code))


def _row(panel: Panel, kube: int, place: int) -> dict[str, Any]:
    """Return what is known of a month: counts and rupiah whole, the stage as a word."""
    row: dict[str, Any] = {}
    for name in COLUMNS:
        value = float(panel[name][kube, place])
        if np.isnan(value):
            continue
        if name == STAGE:
            row[name] = STAGES[int(value)]
        else:
            row[name] = value if name == ATTENDED else round(value)
    return row
