"""A city's own books as of today: which Kubes live, and of which something can be said."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.books.panel import NO_MONTH, Panel, panel_of_workbook
from experiments.common.refusals import fault_of
from experiments.forecast.features import About, about, activity, features, last_known, recent
from experiments.forecast.training import long_enough
from sim.calendar import month_number, month_text
from sim.inputs.faults import Fault, InputError
from sim.inputs.said import both
from sim.rules.stages import GAGAL
from sim.scenario import Scenario, scenario_of_reading
from sim.workbook.reading import read
from sim.workbook.records import Workbook

Values = NDArray[np.float64]

LIVING = "active"
MONTHS_LEAST = 2
"""Before so many months after the first founding nothing can be forecast."""


class OwnBooks(NamedTuple):
    """The books of a city.

    Attributes
    ----------
    panel : Panel
        Of all its Kubes, up to today and beyond.
    names : tuple of str
    ids : NDArray of int64, shape (kubes,)
        In the scenario.
    today : int
        Number of the month.
    scenario : Scenario
        Long enough to forecast from today.
    """

    panel: Panel
    names: tuple[str, ...]
    ids: NDArray[np.int64]
    of: About
    today: int
    scenario: Scenario

    def features(self, month: int) -> Values:
        """Return the features of the Kubes that were founded by a month, as of that month."""
        rows = self.founded(month)
        return features(self.panel.until(month), month, self.of.rows(rows))[1]

    def founded(self, month: int) -> NDArray[np.int64]:
        """Return the places of the Kubes that were founded by a month."""
        return np.flatnonzero(self.panel.founded <= month)

    @property
    def living(self) -> NDArray[np.bool_]:
        """Which Kubes live today, shape (kubes,)."""
        panel = self.panel
        stage, _ = last_known(recent(panel, self.today, self.of).stage)
        ended = (panel.ended != NO_MONTH) & (panel.ended <= self.today)
        return np.asarray((panel.founded <= self.today) & ~ended & ~(stage == GAGAL))

    @property
    def silent(self) -> Values:
        """For how many months nothing is known of each Kube, shape (kubes,)."""
        known = recent(self.panel, self.today, self.of).known
        return last_known(np.where(known, 1.0, np.nan))[1]

    @property
    def quiet_months(self) -> Values:
        """Months without activity up to the last that is known, NaN where none is."""
        return activity(recent(self.panel, self.today, self.of).quiet).quiet_months


def load_own_books(path: Path, today: str | None) -> OwnBooks:
    """Return the books of a workbook as of a month (`own_books`).

    Raises
    ------
    InputError
        With a line for each kind of fault.
    """
    reading = read(path, Scenario)
    return own_books(reading.book, scenario_of_reading(reading), today)


def own_books(book: Workbook, scenario: Scenario, today: str | None) -> OwnBooks:
    """Return the books of a city as of a month, by default the today of its scenario.

    Raises
    ------
    InputError
        When the workbook tells of no month, or the month is not between its first and two years
        after its last.
    """
    panel = panel_of_workbook(book)
    if book.last_seen is None or not len(panel.codes):
        why = both("has no month of any Kube", "tidak memuat satu bulan pun")
        remedy = both("fill in this sheet", "isilah lembar ini")
        raise InputError([Fault(str(book.path), why, "bulanan", remedy=remedy)])
    last, first = month_number(book.last_seen), int(panel.founded.min())
    asked = month_number(today or scenario.today or book.last_seen)
    if not first + MONTHS_LEAST <= asked <= last + 2 * 12:
        low, high = month_text(first + MONTHS_LEAST), month_text(last + 2 * 12)
        why = both(
            f"outside what the books allow: {low} to {high}",
            f"di luar yang dimungkinkan pembukuan: {low} sampai {high}",
        )
        raise InputError([fault_of(f"--today {month_text(asked)}", why)])
    rows = {kube.id: kube for kube in scenario.kubes}
    longer = long_enough(scenario, asked)
    of = about(longer, [rows[kube.id] for kube in book.kubes])
    return OwnBooks(
        replace(panel, ended=_ended(book, panel)),
        tuple(kube.name for kube in book.kubes),
        np.array([kube.id for kube in book.kubes], np.int64),
        of,
        asked,
        longer,
    )


def _ended(book: Workbook, panel: Panel) -> NDArray[np.int64]:
    """Return the month in which each Kube stopped: that after its last where none is given."""
    known = panel.known
    last = panel.first + panel.shape[1] - 1 - np.argmax(known[:, ::-1], axis=1)
    after = np.where(known.any(axis=1), last, panel.founded) + 1
    stopped = np.array([kube.status not in (None, LIVING) for kube in book.kubes])
    return np.where((panel.ended == NO_MONTH) & stopped, after, panel.ended)
