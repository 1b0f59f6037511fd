"""A nation, city by city: cities stream through all cores, and only their sums are kept."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.ensemble.arguments import NO_PASTS, NOT_WATCHED, Given
from sim.ensemble.drawn_city import DrawnCities
from sim.ensemble.ensemble import CHUNK_BYTES, Chunk, Progress, Runner, run_given
from sim.ensemble.machine_code import load_engine
from sim.ensemble.records import CELL, HOUSEHOLDS_MONTH, KUBE_MONTH, SPENT, TALLY, empty
from sim.ensemble.room import CELLS, Room
from sim.ensemble.threads import cores, in_order
from sim.ensemble.totals import Totals, add
from sim.nation.cities import sizes
from sim.nation.records import Nation
from sim.policy import NONE, Policy
from sim.rules.stages import STAGES

TASK_HOUSEHOLD_MONTHS = 1_000_000
"""A tenth of a second: small cities are taken together, many jobs of a large one apart."""
AHEAD = 4
"""Tasks given out for every thread: a large city holds up the others no longer."""
JOBS_AT_ONCE = 64
"""Jobs whose sums are kept at the same time."""

T = TypeVar("T")


class Piece(NamedTuple):
    """Some jobs of one city."""

    city: int
    first: int
    last: int


class Done(NamedTuple, Generic[T]):
    """A piece that was run, and what was made of it."""

    piece: Piece
    made: T


@dataclass(frozen=True)
class _Sums:
    """What is kept of some jobs of one city."""

    tallies: Any
    spent: Any
    cells: Any
    stages: NDArray[np.int64]
    digests: list[bytes]


class NationEnsemble(Runner):
    """A nation under several policies and parameter sets, ready to run.

    A job is one run of the whole nation: a policy, a parameter set and a luck for all cities. A
    city's Kubes end in the same state as in `Ensemble(city_of(nation, number))`.

    Parameters
    ----------
    nation : Nation
    policies : sequence of Policy
    parameters : mapping of `group.name` to values, shape (sets,), optional

    Examples
    --------
    >>> from sim.ensemble.nation import NationEnsemble
    >>> from sim.nation.load import load_nation
    >>> nation = NationEnsemble(load_nation("indonesia"))
    >>> totals = nation.totals(nation.jobs(replications=2))
    >>> totals.tallies.gagal / totals.tallies.kubes  # (2, regions)
    """

    def __init__(
        self,
        nation: Nation,
        policies: Sequence[Policy] = (NONE,),
        parameters: Mapping[str, ArrayLike] | None = None,
    ) -> None:
        self.nation = nation
        self.policies = tuple(policies)
        self.cities = DrawnCities(nation, self.policies, parameters or {})
        self.sets = len(self.cities.parameters)
        self._grown = 1
        self.region_of = np.repeat(
            np.arange(len(nation.regions)), [region.cities for region in nation.regions]
        )

    def chunks(
        self,
        jobs: Any,
        *,
        states: bool = False,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> Iterator[Chunk]:
        """Run jobs and yield them as `Ensemble.chunks` does; a state is the digest of the cities'.

        Series of Kubes and households are not kept.
        """
        kubes, households = empty((0, 0, 0), KUBE_MONTH), empty((0, 0), HOUSEHOLDS_MONTH)
        for first in range(0, len(jobs), JOBS_AT_ONCE):
            part = jobs[first : first + JOBS_AT_ONCE]

            def tell(done: int, of: int, first: int = first, many: int = len(part)) -> None:
                if progress is not None:
                    progress(first + done * many // of, len(jobs))

            totals = self.totals(part, states=states, threads=threads, progress=tell)
            yield Chunk(
                first, totals.nation, kubes, households, totals.spent, totals.cells, totals.digests
            )

    def totals(
        self,
        jobs: Any,
        *,
        months: Sequence[int] = (),
        states: bool = False,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> Totals:
        """Run jobs and add up the cities; no figure depends on `threads`.

        Parameters
        ----------
        jobs : recarray of JOB, shape (jobs,)
        months : sequence of int
            Months in which Kubes are counted by stage.
        states : bool
            Make a digest of the final states.
        progress : callable, optional
            Called with the runs of single cities done, and all of them.
        """
        shape = (len(jobs), len(self.nation.regions))
        years = int(self.cities.given(0).years.max()) + 1
        stages = np.zeros((*shape, len(months), len(STAGES)), np.int64)
        whole = Totals(
            empty(shape, TALLY), empty((len(jobs), years), SPENT), empty((len(jobs), CELLS), CELL),
            stages, [],
        )  # fmt: skip
        hashes = [hashlib.sha256() for _ in range(len(jobs) if states else 0)]
        for piece, sums in self.pieces(
            jobs, _sums_of, months=months, states=states, threads=threads, progress=progress
        ):
            own, region = slice(piece.first, piece.last), self.region_of[piece.city]
            add(whole.tallies[own, region], sums.tallies)
            add(whole.spent[own], sums.spent)
            add(whole.cells[own], sums.cells)
            stages[own, region] += sums.stages
            for job, digest in zip(hashes[own], sums.digests, strict=True):
                job.update(digest)
        whole.digests.extend(job.digest() for job in hashes)
        return whole

    def pieces(
        self,
        jobs: Any,
        make: Callable[[int, Given, Chunk], T],
        *,
        months: Sequence[int] = (),
        states: bool = False,
        together: int = 1,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> Iterator[Done[T]]:
        """Run jobs of every city and yield what is made of them, city by city, in order.

        Parameters
        ----------
        make : callable
            Called, in the thread that ran it, with the city's number, what was given, and the
            chunk; what it returns is all that is kept.
        together : int
            So many jobs that follow each other are never parted.

        Raises
        ------
        LedgerError, OverflowError
            When the books of a city do not close, or an amount outgrows 2**53 rupiah.
        """
        load_engine()
        watched = np.full(self.nation.months, NOT_WATCHED, np.int64)
        watched[list(months)] = np.arange(len(months))

        def run(pieces: list[Piece]) -> list[Done[T]]:
            return [Done(piece, self._run(piece, watched, jobs, states, make)) for piece in pieces]

        done, every = 0, len(jobs) * self.nation.cities
        tasks = self._tasks(len(jobs), len(months), together)
        with closing(in_order(run, tasks, threads or cores(), AHEAD)) as finished:
            for task in finished:
                yield from task
                done += sum(part.piece.last - part.piece.first for part in task)
                if progress is not None:
                    progress(done, every)

    def _run(
        self,
        piece: Piece,
        watched: NDArray[np.int64],
        jobs: Any,
        states: bool,
        make: Callable[[int, Given, Chunk], T],
    ) -> T:
        given = self.cities.given(piece.city)._replace(watched=watched)
        own = jobs[piece.first : piece.last]
        founders = Room.for_kubes(given.kubes)
        chunk, room = run_given(
            given, founders.grown(self._grown), own, NO_PASTS, piece.first, states
        )
        self._grown = max(self._grown, room.households // founders.households)
        return make(piece.city, given, chunk)

    def _tasks(self, jobs: int, months: int, together: int) -> Iterator[list[Piece]]:
        """Yield pieces, city by city, as many together as are worth a thread's while."""
        members = self.nation.kubes.members.high
        task: list[Piece] = []
        cost = 0
        for city, kubes in enumerate(sizes(self.nation).tolist()):
            each = kubes * (members + 1) * self.nation.months
            series = months * kubes * KUBE_MONTH.itemsize
            many = min(TASK_HOUSEHOLD_MONTHS // each, CHUNK_BYTES // (series + 1))
            many = max(1, many // together) * together
            for first in range(0, jobs, many):
                piece = Piece(city, first, min(jobs, first + many))
                task.append(piece)
                cost += each * (piece.last - piece.first)
                if cost >= TASK_HOUSEHOLD_MONTHS:
                    yield task
                    task, cost = [], 0
        if task:
            yield task


def _sums_of(_city: int, _given: Given, chunk: Chunk) -> _Sums:
    """Return what is added up of a city."""
    stage = chunk.kubes.stage
    counts = [(stage == number).sum(axis=2) for number in range(len(STAGES))]
    digests = [hashlib.sha256(state).digest() for state in chunk.states]
    stages = np.stack(counts, axis=-1).astype(np.int64)
    return _Sums(chunk.tallies, chunk.spent, chunk.cells, stages, digests)
