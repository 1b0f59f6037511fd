"""Runs of questions: each run is made once, a few worlds at a time, and kept while there is room.

The engine runs one piece at a time for whoever asks, on all cores; between two pieces a question
that nobody waits for any more is given up. World d of a question is draw d, whose run k is the
replication that `kubesim compare` gives it, so that the same draws and seed give the same tallies.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.engines import pasts_of
from experiments.comparing.comparison import RUNS_PER_DRAW
from experiments.explorer.question import Place, Question
from experiments.store.digest import canonical
from sim.ensemble.ensemble import Chunk, Ensemble
from sim.ensemble.records import JOB
from sim.ensemble.threads import cores, in_order
from sim.outcomes import support_ends

PIECE = 13
"""Worlds between two looks: so long, at most, does a move wait for one that it supersedes."""
READY_MOST = 8
"""Questions whose cities stay encoded while their answers grow finer."""
KEPT_BYTES_MOST = 128 * 2**20
PASTS_MOST = 256
"""Pieces whose pasts are kept, for a city whose Kubes were seen."""
PLAN, MOVED = 0, 1
Wanted = Callable[[], bool]
"""Whether somebody still waits."""


class GivenUpError(Exception):
    """Nobody waits for the answer any more."""


class Ran(NamedTuple):
    """Runs of both sides of a question; the last axis but the years or cells is plan and moved.

    Attributes
    ----------
    tallies : recarray of TALLY, shape (draws, runs, 2)
    spent : recarray of SPENT, shape (draws, runs, 2, years)
    cells : recarray of CELL, shape (draws, runs, 2, cells)
    """

    tallies: Any
    spent: Any
    cells: Any

    def first(self, draws: int) -> "Ran":
        """Return the first so many worlds."""
        return Ran(*(part[:draws] for part in self))


class _Kept:
    """Runs of one side, world by world."""

    def __init__(self) -> None:
        self.parts: list[tuple[Any, Any, Any]] = []
        self.draws = 0

    def add(self, part: tuple[Any, Any, Any]) -> None:
        self.parts.append(part)
        self.draws += len(part[0])

    def whole(self) -> tuple[Any, ...]:
        """Return tallies, spending and cells of all worlds."""
        if len(self.parts) > 1:
            joined = [np.concatenate(parts) for parts in zip(*self.parts, strict=True)]
            self.parts = [(joined[0], joined[1], joined[2])]
        return self.parts[0]

    @property
    def bytes(self) -> int:
        return sum(array.nbytes for part in self.parts for array in part)


class Running:
    """Runs of the questions about one place.

    Parameters
    ----------
    bytes_most : int
        Of runs that are kept; the runs asked for longest ago are let go first.
    """

    def __init__(self, place: Place, bytes_most: int = KEPT_BYTES_MOST) -> None:
        self.place = place
        self._bytes_most = bytes_most
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._pasts: dict[str, NDArray[np.int64] | None] = {}
        self._ready: OrderedDict[str, _Ready] = OrderedDict()
        self._engine = Lock()

    @property
    def bytes(self) -> int:
        """Bytes of the runs that are kept."""
        return sum(kept.bytes for kept in self._kept.values())

    def ran(self, question: Question, draws: int, wanted: Wanted = lambda: True) -> Ran:
        """Return the runs of the first so many worlds of a question.

        Raises
        ------
        GivenUpError
            When nobody waits any more.
        """
        ready = self._ready_for(question)
        sides = self._sides(question)
        while (start := min(side.draws for side in sides)) < draws:
            if not wanted():
                raise GivenUpError
            with self._engine:
                self._run_piece(ready, sides, range(start, min(start + PIECE, draws)))
        wholes = [side.whole() for side in sides]
        self._let_go()
        return Ran(
            *(
                np.stack([whole[part][:draws] for whole in wholes], axis=2).view(np.recarray)
                for part in range(3)
            )
        )

    def months(self, question: Question, world: int) -> NDArray[np.int64]:
        """Return the stage of every Kube in every month of a world's first run, on both sides.

        Returns
        -------
        NDArray of int, shape (2, months, Kubes)
            -1 before a Kube is founded.
        """
        ready = self._ready_for(question)
        with self._engine:
            return np.stack([ready.months(side, world) for side in (PLAN, MOVED)])

    def _ready_for(self, question: Question) -> "_Ready":
        """Return the cities of a question; prices move none."""
        levers, assumed = dict(question.levers), dict(question.assumed)
        key = canonical([levers, assumed, question.seed, question.draws])
        with self._engine:
            while key not in self._ready and len(self._ready) >= READY_MOST:
                self._ready.popitem(last=False)
            ready = self._ready.setdefault(key, _Ready(self.place, question))
            self._ready.move_to_end(key)
        return ready

    def _sides(self, question: Question) -> list[_Kept]:
        """Return the runs of both sides, by all that they depend on within the place."""
        moved = self.place.policy(question)
        ends = list(support_ends(self.place.scenario, [moved]).values())
        assumed = [dict(question.assumed), question.seed]
        keys = [canonical([levers, ends, *assumed]) for levers in ({}, moved.overrides())]
        with self._engine:
            sides = [self._kept.setdefault(key, _Kept()) for key in keys]
            for key in keys:
                self._kept.move_to_end(key)
        return sides

    def _run_piece(self, ready: "_Ready", sides: list[_Kept], draws: range) -> None:
        """Run the worlds of a piece on the sides that lack them; others may have run them."""
        for number, kept in enumerate(sides):
            if kept.draws == draws.start:
                kept.add(ready.run(number, draws, self._pasts))

    def _let_go(self) -> None:
        """Keep what was asked for last, while there is room."""
        with self._engine:
            while self.bytes > self._bytes_most and len(self._kept) > 1:
                self._kept.popitem(last=False)


class _Ready:
    """Both sides of a question ready to run; the city is encoded when the first piece asks."""

    def __init__(self, place: Place, question: Question) -> None:
        self.place, self.question = place, question
        self._city: Ensemble | None = None
        self._sets = np.zeros(0, np.int64)

    def city(self) -> Ensemble:
        """Return the city under the plan (policy 0) and what is moved (policy 1)."""
        if self._city is None:
            sides = self.place.sides(self.question)
            drawn = self.place.uncertainty
            draws = np.arange(self.question.draws)
            sets = drawn.sets_of(sides.scenario, draws, [dict(self.question.assumed)])
            self._sets = sets.place
            self._city = Ensemble(
                self.place.scenario, (sides.a.policy, sides.b.policy), sets.columns
            )
        return self._city

    def run(
        self, side: int, draws: range, pasts: dict[str, NDArray[np.int64] | None]
    ) -> tuple[Any, Any, Any]:
        """Run some worlds on one side; tallies, spending and cells, shape (draws, runs, ...)."""
        city = self.city()
        jobs = self._jobs(side, draws)
        own = self._pasts_of(jobs, draws, pasts)
        size = -(-len(jobs) // cores())
        starts = range(0, len(jobs), size)

        def run_from(start: int) -> list[Chunk]:
            part = slice(start, start + size)
            return list(
                city.chunks(jobs[part], pasts=None if own is None else own[part], threads=1)
            )

        chunks = [chunk for part in in_order(run_from, starts, cores()) for chunk in part]
        shape = (len(draws), RUNS_PER_DRAW)
        tallies, spent, cells = (
            np.concatenate([getattr(chunk, name) for chunk in chunks])
            for name in ("tallies", "spent", "cells")
        )
        return (
            tallies.reshape(shape),
            spent.reshape(*shape, *spent.shape[1:]),
            cells.reshape(*shape, *cells.shape[1:]),
        )

    def months(self, side: int, world: int) -> NDArray[np.int64]:
        """Return the stages of the Kubes in a world's first run, shape (months, Kubes)."""
        city = self.city()
        jobs = self._jobs(side, range(world, world + 1))[:1]
        watched = range(self.place.scenario.months)
        (chunk,) = city.chunks(jobs, months=watched, pasts=pasts_of(city, jobs), threads=1)
        return np.asarray(chunk.kubes[0].stage, np.int64)

    def _jobs(self, side: int, draws: range) -> Any:
        """Return the jobs of some worlds on one side, shape (draws x runs,)."""
        draw, run = np.meshgrid(np.array(draws), np.arange(RUNS_PER_DRAW), indexing="ij")
        rows = np.recarray(draw.shape, JOB)
        rows.policy, rows.parameters = side, self._sets[draw]
        rows.replication = draw + run * len(self.place.uncertainty)
        rows.seed = self.question.seed
        return rows.reshape(-1)

    def _pasts_of(
        self, jobs: Any, draws: range, pasts: dict[str, NDArray[np.int64] | None]
    ) -> NDArray[np.int64] | None:
        """Return the pasts of Kubes that were seen; every policy meets the same."""
        if not self.place.scenario.has_pasts:
            return None
        asked = [dict(self.question.assumed), self.question.seed, draws.start, draws.stop]
        key = canonical(asked)
        if key not in pasts:
            while len(pasts) >= PASTS_MOST:
                pasts.pop(next(iter(pasts)))
            pasts[key] = pasts_of(self.city(), jobs)
        return pasts[key]
