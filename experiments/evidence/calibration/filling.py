"""Filling a folder with a bank: what is there is kept, what is missing is simulated.

The draws lie in one Parquet, the pseudo-data in chunks of some draws each, written whole or not
at all. A chunk's name tells its bank, its draws and the SHA-256 of its bytes.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.database import about, write_table
from experiments.common.draws import SURVEY, Columns, draw
from experiments.common.files import publish, temporary_in
from experiments.evidence.calibration.bank import (
    CHUNKS,
    DRAW,
    Bank,
    bank_identity,
    chunk_name,
    chunks_of,
    draws_files,
    draws_name,
    read_bank,
    read_draws,
    whole,
)
from experiments.evidence.calibration.inputs import Inputs
from experiments.evidence.calibration.simulate import simulate
from experiments.store.digest import digest_of
from experiments.store.disk import set_aside, sha256_of
from experiments.store.kept_chunks import alone_in, computed, run_missing, save_chunk
from experiments.store.workers import RunAll, run_all

CHUNK_DRAWS = 256
"""About eight seconds on one core."""

Begin = Callable[[int, int], Callable[[int], None]]
"""Takes the draws to be simulated and those that are there, returns what takes those done."""


@dataclass(frozen=True)
class Task:
    """Some draws to simulate: everything that a process elsewhere needs."""

    folder: str
    inputs: Inputs
    identity: str
    first: int
    draws: Columns


class Filled(NamedTuple):
    """A bank, and what it took this time."""

    bank: Bank
    simulated: int
    seconds: float


@dataclass(frozen=True)
class Filling:
    """How a bank is filled.

    Attributes
    ----------
    workers : int
        Processes.
    say : callable
        Takes a line for the user.
    begin : callable
        Takes the draws to be simulated and those that are there; returns what takes the draws
        done.
    chunk_draws : int
        Draws of a chunk.
    run_all : callable
        Runs the chunks: in local processes, or on a cluster.
    """

    workers: int
    say: Callable[[str], None] = print
    begin: Begin = lambda *_: lambda _: None
    chunk_draws: int = CHUNK_DRAWS
    run_all: RunAll = run_all

    def fill(self, inputs: Inputs, folder: Path, count: int) -> Filled:
        """Simulate what a folder lacks of a bank of so many draws, and return it.

        Raises
        ------
        InputError
            When it cannot be saved or simulated; what is done is kept, the same call goes on.
        """
        with alone_in(folder, folder / CHUNKS, "calibration"):
            return self._fill_locked(inputs, folder, count)

    def _fill_locked(self, inputs: Inputs, folder: Path, count: int) -> Filled:
        draws = _stored_draws(inputs, folder, count, self.say)
        identity = bank_identity(inputs)
        there = self._there(folder, identity, draws)
        missing = np.flatnonzero(~there)
        begun = time.monotonic()
        if len(missing):
            done = self.begin(len(missing), int(there.sum()))
            self._simulate(inputs, folder, identity, draws, missing, done)
        bank = read_bank(inputs, folder, count)
        return Filled(bank, len(missing), time.monotonic() - begun)

    def _simulate(
        self,
        inputs: Inputs,
        folder: Path,
        identity: str,
        draws: Columns,
        missing: NDArray[np.int64],
        done: Callable[[int], None],
    ) -> None:
        """Simulate the missing draws chunk by chunk."""
        spans = list(_spans(missing, self.chunk_draws))
        tasks = (
            Task(str(folder / CHUNKS), inputs, identity, span.start, _some(draws, span))
            for span in spans
        )
        count = 0
        many = min(self.workers, len(spans))
        for task, _ in run_missing(self.run_all, run_chunk, tasks, many):
            count += len(task.draws[SURVEY])
            done(count)

    def _there(self, folder: Path, identity: str, draws: Columns) -> NDArray[np.bool_]:
        """Return which draws are there; set aside what is damaged or of other draws."""
        there = np.zeros(len(draws[SURVEY]), np.bool_)
        for chunk in chunks_of(folder, identity):
            span = chunk.draws
            if span.stop > len(there):
                continue
            why = _why_not(chunk.path, _some(draws, span))
            if not why and there[span.start : span.stop].any():
                why = "holds draws that another one holds"
            if why:
                place = set_aside(chunk.path, folder)
                self.say(f"{chunk.path.name}: {why}; set aside as {place}, simulated again")
                continue
            there[span.start : span.stop] = True
        return there


def _some(draws: Columns, span: range) -> Columns:
    return {name: values[span.start : span.stop] for name, values in draws.items()}


def _spans(missing: NDArray[np.int64], size: int) -> Iterator[range]:
    """Yield the missing draws in runs of consecutive ones, none crossing a multiple of the size."""
    breaks = np.flatnonzero((np.diff(missing) > 1) | (missing[1:] % size == 0)) + 1
    for part in np.split(missing, breaks):
        yield range(int(part[0]), int(part[-1]) + 1)


def _why_not(path: Path, draws: Columns) -> str:
    """Return why a chunk cannot be used, or nothing."""
    if not whole(path):
        return "is damaged (its bytes are not those that were written)"
    if about(path).get("draws") != digest_of(draws):
        return "was made from other draws"
    return ""


def _stored_draws(inputs: Inputs, folder: Path, count: int, say: Callable[[str], None]) -> Columns:
    """Return the draws, those that are stored as they are; store what is new."""
    for path in draws_files(folder, inputs):
        if not whole(path):
            say(f"{path.name}: is damaged; set aside as {set_aside(path, folder)}")
    stored = next((read_draws(path) for path in draws_files(folder, inputs)), None)
    if stored is not None and len(stored[SURVEY]) >= count:
        return _some(stored, range(count))
    bank = inputs.settings.bank
    draws = draw(count, bank.seed, bank.digits, inputs.survey)
    for name, values in (stored or {}).items():
        draws[name][: len(values)] = values
    with temporary_in(folder) as temporary:
        write_table({DRAW: np.arange(count), **draws}, temporary, {"seed": str(bank.seed)})
        publish(temporary, folder / draws_name(inputs, count, sha256_of(temporary)))
    return draws


def run_chunk(task: Task) -> str:
    """Simulate some draws and save them; the same task gives the same rows, wherever.

    Returns
    -------
    str
        Name of the file.

    Raises
    ------
    TaskError
        When a city cannot be computed, or the file cannot be saved.
    """
    count = len(task.draws[SURVEY])
    with computed():
        pseudo_data = simulate(task.inputs, task.first, task.draws)
    columns = {DRAW: task.first + np.arange(count), **pseudo_data}
    about = {"identity": task.identity, "draws": digest_of(task.draws)}
    name_of = partial(chunk_name, task.identity, task.first, count)
    return save_chunk(columns, about, Path(task.folder), name_of)
