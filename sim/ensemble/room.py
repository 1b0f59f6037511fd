"""The arrays that jobs are run in, and the arrays that their results go to."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.cells import HOUSEHOLD_CELLS, KUBE_CELLS
from sim.ensemble import records
from sim.ensemble.arguments import Ends, Given, Results, Workspace
from sim.ensemble.records import empty

CELLS = len(KUBE_CELLS) + len(HOUSEHOLD_CELLS)


@dataclass(frozen=True)
class Room:
    """For how many households, and members of one Kube, the arrays have room."""

    households: int
    members: int

    @classmethod
    def for_kubes(cls, kubes: Any) -> "Room":
        """Return room for twice the founders of Kubes."""
        founders = kubes[0].founders if len(kubes) else np.zeros(0, np.int64)
        most = int(founders.max()) if founders.size else 0
        return cls(2 * int(founders.sum()) + 32, 2 * most + 16)

    def larger(self) -> "Room":
        """Return twice the room."""
        return self.grown(2)

    def grown(self, times: int) -> "Room":
        """Return so many times the room."""
        return Room(times * self.households, times * self.members)

    def state_bytes(self, given: Given) -> int:
        """Return how much a final state may take."""
        kubes, facilitators = given.kubes.shape[1], len(given.facilitators)
        agents = self.households * records.HOUSEHOLD.itemsize + kubes * records.KUBE.itemsize
        agents += facilitators * records.FACILITATOR.itemsize
        return agents + records.NOW.itemsize + records.AGENCY.itemsize + records.OUTSIDE.itemsize

    def workspace(self, given: Given) -> Workspace:
        """Return the arrays for one thread."""
        kubes, grants = given.kubes.shape[1], given.grants.shape[1]
        return Workspace(
            empty(1, records.NOW),
            empty(1, records.HOUSEHOLDS_MONTH),
            empty(1, records.AGENCY),
            empty(1, records.OUTSIDE),
            empty(1, records.LEVERS),
            empty(kubes, records.KUBE),
            empty(self.households, records.HOUSEHOLD),
            np.zeros((kubes, self.members), np.uint32),
            empty(len(given.facilitators), records.FACILITATOR),
            empty(grants, records.GRANT),
            empty(2 * (self.households + kubes), records.PAPER),
        )

    def results(self, given: Given, jobs: int, months: int, states: bool) -> Results:
        """Return results of nothing: of so many jobs and months watched, with states if asked."""
        kubes, years = given.kubes.shape[1], int(given.years.max()) + 1
        kept = jobs if states else 0
        return Results(
            empty(jobs, records.TALLY),
            empty((jobs, months, kubes), records.KUBE_MONTH),
            empty((jobs, months), records.HOUSEHOLDS_MONTH),
            empty((jobs, years), records.SPENT),
            empty((jobs, CELLS), records.CELL),
            Ends(
                empty(kept, records.NOW),
                empty(kept, records.AGENCY),
                empty(kept, records.OUTSIDE),
                empty((kept, kubes), records.KUBE),
                empty((kept, self.households), records.HOUSEHOLD),
                empty((kept, len(given.facilitators)), records.FACILITATOR),
            ),
        )
