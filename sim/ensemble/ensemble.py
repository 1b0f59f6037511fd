"""Thousands of cities at once: parameter sets and policies in, arrays of outcomes out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.ensemble.arguments import NO_PASTS, NOT_WATCHED, CapacityError, Given
from sim.ensemble.encode import (
    announced_of,
    decisions_of,
    facilitators_of,
    grants_of,
    kubes_of,
    levers_of,
    newborn,
    parameters_of,
    periods_of,
    place_of,
    seasons_of,
    years_of,
)
from sim.ensemble.machine_code import run_jobs
from sim.ensemble.records import (
    AGENCY,
    HOUSEHOLDS_MONTH,
    JOB,
    KUBE_MONTH,
    NOW,
    OUTSIDE,
    TALLY,
    empty,
)
from sim.ensemble.room import Room
from sim.ensemble.state import states_of
from sim.ensemble.threads import cores, in_order
from sim.policy import NONE, Policy
from sim.scenario import Scenario, first_after_today

CHUNK_HOUSEHOLD_MONTHS = 2_000_000
"""About a fifth of a second: so soon does a run answer to Ctrl-C."""
CHUNK_BYTES = 64 * 2**20
"""States and series of one chunk."""

Progress = Callable[[int, int], None]
"""Called with the runs done and the runs asked for."""


@dataclass(frozen=True)
class Chunk:
    """Some of the jobs, run.

    Attributes
    ----------
    first : int
        Number of its first job.
    tallies : recarray of TALLY, shape (jobs,)
    kubes : recarray of KUBE_MONTH, shape (jobs, months watched, Kubes)
        `stage` is -1 before founding, and then the rest is without meaning.
    households : recarray of HOUSEHOLDS_MONTH, shape (jobs, months watched)
    spent : recarray of SPENT, shape (jobs, calendar years)
        From the start to the end of each year.
    cells : recarray of CELL, shape (jobs, KUBE_CELLS and then HOUSEHOLD_CELLS)
    states : list of bytes
        The final states, as `sim.digest.state_bytes` gives them; empty unless asked for.
    """

    first: int
    tallies: Any
    kubes: Any
    households: Any
    spent: Any
    cells: Any
    states: list[bytes]


class Runner:
    """What runs jobs: a city or a nation under several policies and parameter sets."""

    policies: tuple[Policy, ...]
    sets: int
    chunks: Callable[..., Iterator[Chunk]]

    def jobs(self, replications: int, seed: int = 1, first: int = 0) -> Any:
        """Return a job for every policy, parameter set and replication, in that order.

        Returns
        -------
        recarray of JOB, shape (policies x sets x replications,)
        """
        shape = (len(self.policies), self.sets, replications)
        rows = np.recarray(shape, JOB)
        policy, parameters, replication = np.indices(shape)
        rows.policy, rows.parameters, rows.replication = policy, parameters, first + replication
        rows.seed = seed
        return rows.reshape(-1)

    def run(self, jobs: Any, threads: int | None = None, progress: Progress | None = None) -> Any:
        """Run jobs and return what each of them added up to.

        Returns
        -------
        recarray of TALLY, shape (jobs,)
        """
        tallies = np.recarray(len(jobs), TALLY)
        for chunk in self.chunks(jobs, threads=threads, progress=progress):
            tallies[chunk.first : chunk.first + len(chunk.tallies)] = chunk.tallies
        return tallies


class Ensemble(Runner):
    """One city under several policies and parameter sets, ready to run.

    Parameters
    ----------
    scenario : Scenario
    policies : sequence of Policy
    parameters : mapping of `group.name` to values, shape (sets,), optional
        Parameter sets; what is not given is the scenario's own.

    Examples
    --------
    >>> from sim.ensemble.ensemble import Ensemble
    >>> from sim.scenario import load_scenario
    >>> city = Ensemble(load_scenario("banjarmasin"), parameters={"meet.raid": [0.2, 0.4]})
    >>> tallies = city.run(city.jobs(replications=50))
    >>> tallies.gagal.reshape(2, 50).mean(axis=1)
    """

    def __init__(
        self,
        scenario: Scenario,
        policies: Sequence[Policy] = (NONE,),
        parameters: Mapping[str, ArrayLike] | None = None,
    ) -> None:
        self.scenario = scenario
        self.policies = tuple(policies)
        self.parameters = dict(parameters or {})
        courses = [scenario.under(policy) for policy in self.policies]
        kubes = kubes_of(scenario, courses)
        months = scenario.months
        seen = -1 if scenario.seen is None else scenario.month(scenario.seen)
        self.given = Given(
            place_of(scenario),
            empty(1, NOW),
            empty(1, HOUSEHOLDS_MONTH),
            empty(1, AGENCY),
            empty(1, OUTSIDE),
            newborn(),
            facilitators_of(scenario),
            kubes,
            grants_of(scenario, courses),
            announced_of(courses),
            decisions_of(scenario, self.policies),
            levers_of(courses),
            periods_of(courses, months),
            parameters_of(scenario, self.parameters),
            np.array(scenario.prices.index(scenario.start, months)),
            seasons_of(scenario),
            np.full(months, NOT_WATCHED, np.int64),
            years_of(scenario),
            seen,
            first_after_today(scenario),
        )
        self.sets = len(self.given.parameters)
        self._room = Room.for_kubes(kubes)

    def chunks(
        self,
        jobs: Any,
        *,
        months: Sequence[int] = (),
        states: bool = False,
        pasts: NDArray[np.int64] | None = None,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> Iterator[Chunk]:
        """Run jobs and yield them chunk by chunk, in order; no figure depends on `threads`.

        Parameters
        ----------
        jobs : recarray of JOB, shape (jobs,)
        months : sequence of int
            Months of the scenario whose series are kept.
        states : bool
            Keep the final states.
        pasts : NDArray of int, shape (jobs, Kubes), optional
            Replications whose luck each Kube, by id, has until the scenario's today; by default
            that of the job.
        threads : int, optional
            By default as many as the machine has cores.

        Raises
        ------
        LedgerError, OverflowError
            When the books of a job do not close, or an amount outgrows 2**53 rupiah.
        """
        given = self._watching(months)
        size = self._chunk_size(len(months), states)

        def run_from(first: int) -> Chunk:
            part = slice(first, first + size)
            own = NO_PASTS if pasts is None else pasts[part]
            return self._run_chunk(given, jobs[part], own, first, states)

        done = 0
        with closing(in_order(run_from, range(0, len(jobs), size), threads or cores())) as chunks:
            for chunk in chunks:
                done += len(chunk.tallies)
                if progress is not None:
                    progress(done, len(jobs))
                yield chunk

    def _watching(self, months: Sequence[int]) -> Given:
        watched = np.full(self.scenario.months, NOT_WATCHED, np.int64)
        for row, month in enumerate(months):
            watched[month] = row
        return self.given._replace(watched=watched)

    def _chunk_size(self, months: int, states: bool) -> int:
        """Return how many jobs are run at one go."""
        kubes, length = self.given.kubes, self.scenario.months
        founders = int(kubes[0].founders.sum()) if len(kubes) else 0
        cost = max(1, (founders + kubes.shape[1]) * length)
        size = months * (kubes.shape[1] * KUBE_MONTH.itemsize + HOUSEHOLDS_MONTH.itemsize)
        size += TALLY.itemsize + states * self._room.state_bytes(self.given)
        return int(max(1, min(CHUNK_HOUSEHOLD_MONTHS // cost, CHUNK_BYTES // size)))

    def _run_chunk(
        self, given: Given, jobs: Any, pasts: NDArray[np.int64], first: int, states: bool
    ) -> Chunk:
        chunk, self._room = run_given(given, self._room, jobs, pasts, first, states)
        return chunk


def run_given(
    given: Given, room: Room, jobs: Any, pasts: NDArray[np.int64], first: int, states: bool
) -> tuple[Chunk, Room]:
    """Run jobs, with more room when more households came than there was room for.

    Parameters
    ----------
    pasts : NDArray of int
        As `Ensemble.chunks` takes them, or `NO_PASTS`.
    first : int
        Number of the first job, for the chunk to say.

    Returns
    -------
    Chunk
    Room
        What was enough.
    """
    months = int((given.watched != NOT_WATCHED).sum())
    while True:
        results = room.results(given, len(jobs), months, states)
        work = room.workspace(given)
        try:
            with np.errstate(over="ignore"):
                run_jobs(given, jobs, pasts, work, results, 0, len(jobs))
            break
        except CapacityError:
            room = room.larger()
    chunk = Chunk(
        first,
        results.tallies,
        results.kubes,
        results.households,
        results.spent,
        results.cells,
        states_of(results.ends, int(given.place[0].city_id)) if states else [],
    )
    return chunk, room
