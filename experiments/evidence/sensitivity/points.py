"""Points of a design, run and kept chunk by chunk: the same call goes on where it stopped.

A chunk's name tells what was run (scenario, code, seed, parameters, luck) and the SHA-256 of its
bytes, so that a chunk is used by whichever design asks for its points.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.database import opened, parquet
from experiments.common.draws import Columns
from experiments.common.outcomes import OUTCOMES, outcomes_of
from experiments.store.digest import canonical, digest_of, sha256
from experiments.store.disk import set_aside, sha256_of
from experiments.store.kept_chunks import alone_in, computed, run_missing, save_chunk
from experiments.store.workers import run_all
from sim.ensemble.compiled import sources_hash
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.records import JOB
from sim.scenario import Scenario

CHUNK_RUNS = 512
"""About four seconds on one core for forty Kubes."""
RUN = "run"
DIGITS = 24
"""Of a hash in a name."""
SCHEMA = 1
NAMES = tuple(outcome.name for outcome in OUTCOMES)


@dataclass(frozen=True)
class Points:
    """Parameter sets, and with which luck they run.

    Attributes
    ----------
    parameters : dict of NDArray, shape (points,)
    replications : int
        Runs of a point.
    common : bool
        Whether all points have the same luck, or each its own.
    """

    parameters: Columns
    replications: int
    common: bool

    def __len__(self) -> int:
        """Return how many points there are."""
        return len(next(iter(self.parameters.values())))

    def chunks(self, common: "Place") -> Iterator["Task"]:
        """Yield the points in tasks of about `CHUNK_RUNS`."""
        size = max(1, CHUNK_RUNS // self.replications)
        for start in range(0, len(self), size):
            rows = slice(start, start + size)
            part = {name: values[rows] for name, values in self.parameters.items()}
            first = np.arange(len(self))[rows] * (0 if self.common else self.replications)
            yield Task(common, part, first, self.replications)


@dataclass(frozen=True)
class Place:
    """Where and what is run: the folder, the scenario, the seed of the luck, the code."""

    folder: str
    scenario: Scenario
    seed: int

    @property
    def identity(self) -> str:
        """Return a hash of what any run depends on."""
        return sha256(canonical([SCHEMA, sources_hash(), self.scenario.model_dump(), self.seed]))


@dataclass(frozen=True)
class Task:
    """Some points to run: everything that a process elsewhere needs.

    Attributes
    ----------
    first : NDArray, shape (points,)
        First replication of each point.
    """

    place: Place
    parameters: Columns
    first: NDArray[np.int64]
    replications: int

    @property
    def runs(self) -> int:
        """Return how many runs it has."""
        return len(self.first) * self.replications

    def key(self, identity: str) -> str:
        """Return a hash of what is run."""
        table = digest_of({**self.parameters, "first": self.first})
        return sha256(canonical([identity, table, self.replications]))[:DIGITS]

    def path(self, key: str) -> Path | None:
        """Return the file that holds it, if there is one."""
        return next(Path(self.place.folder).glob(f"{key}-*.parquet"), None)


def run_points(
    points: Points,
    place: Place,
    workers: int,
    done: Callable[[int], None],
    say: Callable[[str], None],
) -> dict[str, NDArray[np.float64]]:
    """Run what the folder lacks of the points, and return all outcomes.

    Parameters
    ----------
    done : callable
        Takes the runs that are there.
    say : callable
        Takes a line for the user.

    Returns
    -------
    dict of NDArray, shape (points, replications)
        By outcome; NaN where a run has no case.

    Raises
    ------
    InputError
        When they cannot be run or saved; what is done is kept.
    """
    folder = Path(place.folder)
    with alone_in(folder, folder, "analysis"):
        identity = place.identity
        listed = [(task.key(identity), task) for task in points.chunks(place)]
        tasks = dict(listed)
        missing = [(key, task) for key, task in tasks.items() if not _there(task, key, say)]
        runs = sum(task.runs for task in tasks.values()) - sum(task.runs for _, task in missing)
        done(runs)
        if missing:
            for (_, task), _ in run_missing(run_all, run_task, missing, min(workers, len(missing))):
                runs += task.runs
                done(runs)
        parts = [_read(task, key) for key, task in listed]
    shape = (len(points), points.replications)
    return {name: np.concatenate([part[name] for part in parts]).reshape(shape) for name in NAMES}


def run_task(work: tuple[str, Task]) -> str:
    """Run some points and save the outcomes; the same task gives the same rows, wherever.

    Returns
    -------
    str
        Name of the file.

    Raises
    ------
    TaskError
        When a city cannot be computed, or the file cannot be saved.
    """
    key, task = work
    with computed():
        columns = {RUN: np.arange(task.runs), **_outcomes(task)}
    folder = Path(task.place.folder)
    return save_chunk(
        columns, {"key": key}, folder, lambda sha256: f"{key}-{sha256[:DIGITS]}.parquet"
    )


def _outcomes(task: Task) -> dict[str, NDArray[np.float64]]:
    """Run the points, each with its replications."""
    jobs = np.recarray(task.runs, JOB)
    jobs.policy, jobs.seed = 0, task.place.seed
    jobs.parameters = np.repeat(np.arange(len(task.first)), task.replications)
    jobs.replication = (task.first[:, None] + np.arange(task.replications)).ravel()
    city = Ensemble(task.place.scenario, parameters=task.parameters)
    return outcomes_of(city.run(jobs, threads=1))


def _there(task: Task, key: str, say: Callable[[str], None]) -> bool:
    """Return whether a chunk is there; one that is damaged is set aside."""
    path = task.path(key)
    if path is None:
        return False
    if path.stem == f"{key}-{sha256_of(path)[:DIGITS]}":
        return True
    say(f"{path.name}: is damaged; set aside as {set_aside(path, path.parent)}, run again")
    return False


def _read(task: Task, key: str) -> dict[str, Any]:
    """Return the outcomes of a chunk; what has no case is stored as NULL."""
    path = task.path(key)
    assert path is not None
    chosen = ", ".join(NAMES)
    with opened([path]) as connection:
        sql = f"SELECT {chosen} FROM {parquet([path])} ORDER BY {RUN}"
        columns = connection.execute(sql).fetchnumpy()
    return {name: np.ma.filled(columns[name], np.nan) for name in NAMES}
