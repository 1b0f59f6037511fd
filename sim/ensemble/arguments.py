"""What the compiled schedule is given, works on and gives back, and the room it may lack."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

NOT_WATCHED = -1
NO_PASTS = np.zeros((0, 0), np.int64)


class Given(NamedTuple):
    """What does not change while jobs run.

    `now`, `count`, `agency`, `outside`, `newborn`, `kubes` and `facilitators` are what each starts
    as, `count` every month. `kubes`, `grants`, `announced` and `decisions` have one row a policy,
    `levers` one a policy and period, and `periods` says the period of every month, by policy;
    `parameters` have one row a set; `watched` says for each month where its series go, or
    `NOT_WATCHED`; `years` counts the years from the start; `seen` is a month or -1; `begins` is
    the first month in which Kubes with a past of their own have the luck of the run.
    """

    place: Any
    now: Any
    count: Any
    agency: Any
    outside: Any
    newborn: Any
    facilitators: Any
    kubes: Any
    grants: Any
    announced: Any
    decisions: Any
    levers: Any
    periods: NDArray[np.int64]
    parameters: Any
    prices: NDArray[np.float64]
    seasons: NDArray[np.int64]
    watched: NDArray[np.int64]
    years: NDArray[np.int64]
    seen: int
    begins: int


class Workspace(NamedTuple):
    """The arrays that one thread works on, used again for every job."""

    now: Any
    count: Any
    agency: Any
    outside: Any
    levers: Any
    kubes: Any
    households: Any
    members: NDArray[np.uint32]
    facilitators: Any
    grants: Any
    paper: Any


class Ends(NamedTuple):
    """How jobs end, one row a job: the records of the city; without rows if nobody asked."""

    now: Any
    agency: Any
    outside: Any
    kubes: Any
    households: Any
    facilitators: Any


class Results(NamedTuple):
    """What comes out, one row a job.

    `kubes` has the shape (jobs, months watched, Kubes), `households` (jobs, months watched);
    `spent` has the shape (jobs, years), `cells` (jobs, cells of Kubes and of households).
    """

    tallies: Any
    kubes: Any
    households: Any
    spent: Any
    cells: Any
    ends: Ends


class CapacityError(Exception):
    """More households came than the arrays have room for; run again with larger ones."""
