"""The floor: a city of the size of a real one, with empty rules (`sim.ensemble.floor`)."""

import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.benchmark.rates import Timed
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.floor import run_floor
from sim.ensemble.records import (
    FACILITATOR,
    GRANT,
    HOUSEHOLD,
    NOBODY,
    NOW,
    OUTSIDE,
    PAPER,
    TALLY,
    empty,
)
from sim.ensemble.run import Workspace
from sim.luck import Kind, owner_words

FULL_KAS_IDR = 10**12
"""So full that no account is overdrawn, however long the floor runs."""


class Floor:
    """The floor of a scenario: as many Kubes, members and others as live in its mean month.

    Parameters
    ----------
    city : Ensemble
    tallies : recarray of TALLY, shape (runs,)
        Runs of that ensemble.
    """

    def __init__(self, city: Ensemble, tallies: Any) -> None:
        self._given = city.given
        self._tally = empty(1, TALLY)
        kube_months = tallies.months_tumbuh + tallies.months_berkembang + tallies.months_mandiri
        kubes, members, households = (
            round(column.mean() / city.scenario.months)
            for column in (kube_months, tallies.member_months, tallies.household_months)
        )
        self.household_months = households * city.scenario.months
        self._work = _workspace(city, kubes, members, households)

    def timed_run(self, runs: int) -> Timed:
        """Run so many times in one thread, by processor time."""
        started = time.process_time()
        run_floor(self._given, self._work, self._tally[0], runs)
        seconds = time.process_time() - started
        return Timed(runs * self.household_months, seconds)


def _workspace(city: Ensemble, living: int, members: int, households: int) -> Workspace:
    """Return the state of a city where so many Kubes live and have equally many members."""
    given = city.given
    kubes, people = given.kubes[0, :living].copy(), empty(households, HOUSEHOLD)
    kubes.status = kubes.living = kubes.supported = 1
    kubes.kas.idr = kubes.kas.booked = kubes.equipment.idr = kubes.equipment.booked = FULL_KAS_IDR
    kubes.earned_idr = kubes.aside_idr = 1000
    home = np.arange(households) * len(kubes) // households
    people.word = owner_words(Kind.HOUSEHOLD, [(int(kube), n) for n, kube in enumerate(home)])
    people.key, people.kube = np.arange(households), NOBODY
    people.income_idr = people.need_idr = 500_000.0
    for name in ("motivation", "trust", "skill", "schooling", "discipline", "distress"):
        people[name] = 0.5
    rows = _members(kubes, people, home, members)
    now, outside = empty(1, NOW), empty(1, OUTSIDE)
    now.households = households
    outside.origin.idr = outside.origin.booked = -2 * FULL_KAS_IDR * len(kubes)
    facilitators = empty(len(given.facilitators), FACILITATOR)
    facilitators[:] = given.facilitators
    paper = empty(1, PAPER)
    return Workspace(now, outside, kubes, people, rows, facilitators, empty(0, GRANT), paper)


def _members(kubes: Any, people: Any, home: NDArray[np.int64], members: int) -> NDArray[np.uint32]:
    """Make the first households of every Kube its members; return their numbers by Kube."""
    kubes.heads = np.bincount(np.arange(members) * len(kubes) // members, minlength=len(kubes))
    rows = np.zeros((len(kubes), int(kubes.heads.max())), np.uint32)
    for number, heads in enumerate(kubes.heads):
        rows[number, :heads] = np.flatnonzero(home == number)[:heads]
        people.kube[rows[number, :heads]] = number
        kubes.chair[number], kubes.treasurer[number] = rows[number, 0], rows[number, heads - 1]
    return rows
