"""Points of a design, run and kept chunk by chunk: the same call goes on where it stopped.

A chunk's name tells what was run (scenario, policy, code, seed, parameters, luck) and the SHA-256
of its bytes, so that a chunk is used by whichever design asks for its points.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from experiments.common.database import read_tables
from experiments.common.draws import Columns
from experiments.common.outcomes import OUTCOMES, outcomes_of
from experiments.store.digest import canonical, digest_of, sha256
from experiments.store.disk import set_aside
from experiments.store.kept_chunks import alone_in, computed, run_missing, save_chunk, whole
from experiments.store.workers import run_all
from sim.ensemble.code_cache import sources_hash
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.records import JOB
from sim.inputs.said import both
from sim.policy import NONE, Policy
from sim.scenario import Scenario

CHUNK_RUNS = 512
"""About four seconds on one core for forty Kubes."""
RUN = "run"
RUNS = "runs"
"""Folder of what was run, beside the files of the results."""
KEY_DIGITS = 24
SCHEMA = 2
NAMES = tuple(outcome.name for outcome in OUTCOMES)
DIGITS = 6
"""Significant digits of a parameter's value."""

Progress = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]
"""Takes what runs and how many runs there are; yields what takes how many are done."""
Values = dict[str, NDArray[np.float64]]
"""By name of an outcome, shape (points, replications)."""


@dataclass(frozen=True)
class Task:
    """Some points to run: everything that a process elsewhere needs.

    Attributes
    ----------
    parameters : dict of NDArray, shape (points,)
    first : NDArray, shape (points,)
        First replication of each point.
    replications : int
        Runs of a point.
    """

    folder: str
    scenario: Scenario
    policy: Policy
    seed: int
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
        return sha256(canonical([identity, table, self.replications]))[:KEY_DIGITS]

    def path(self, key: str) -> Path | None:
        """Return the file that holds it, if there is one."""
        return next(Path(self.folder).glob(f"{key}-*.parquet"), None)


def run_points(
    scenario: Scenario,
    seed: int,
    parameters: Columns,
    replications: int,
    folder: Path,
    workers: int,
    done: Callable[[int], None],
    say: Callable[[str], None],
    luck: ArrayLike = 0,
    policy: Policy = NONE,
) -> Values:
    """Run what the folder lacks of the points, and return all outcomes.

    Parameters
    ----------
    parameters : dict of NDArray, shape (points,)
    replications : int
        Runs of a point.
    done : callable
        Takes the runs that are there.
    say : callable
        Takes a line for the user.
    luck : array of int, shape (points,), optional
        Points of one number have the same luck; by default all have.
    policy : Policy, optional
        Under which they run; by default the scenario's plan.

    Returns
    -------
    dict of NDArray, shape (points, replications)
        By outcome; NaN where a run has no case.

    Raises
    ------
    InputError
        When they cannot be run or saved; what is done is kept.
    """
    told = scenario.model_dump(), policy.model_dump()
    identity = sha256(canonical([SCHEMA, sources_hash(), *told, seed]))
    points = len(next(iter(parameters.values())))
    first = np.broadcast_to(np.asarray(luck, np.int64) * replications, (points,))
    size = max(1, CHUNK_RUNS // replications)
    with alone_in(folder, folder, "analysis"):
        listed = []
        for start in range(0, len(first), size):
            rows = slice(start, start + size)
            part = {name: values[rows] for name, values in parameters.items()}
            task = Task(str(folder), scenario, policy, seed, part, first[rows], replications)
            listed.append((task.key(identity), task))
        tasks = dict(listed)
        missing = [(key, task) for key, task in tasks.items() if not _there(task, key, say)]
        runs = sum(task.runs for task in tasks.values()) - sum(task.runs for _, task in missing)
        done(runs)
        if missing:
            for (_, task), _ in run_missing(run_all, run_task, missing, min(workers, len(missing))):
                runs += task.runs
                done(runs)
        paths = [path for key, task in listed if (path := task.path(key))]
        parts = [read_tables([path], NAMES, RUN) for path in paths]
    shape = (len(first), replications)
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
    jobs = np.recarray(task.runs, JOB)
    jobs.policy, jobs.seed = 0, task.seed
    jobs.parameters = np.repeat(np.arange(len(task.first)), task.replications)
    jobs.replication = (task.first[:, None] + np.arange(task.replications)).ravel()
    with computed():
        tallies = Ensemble(task.scenario, (task.policy,), task.parameters).run(jobs, threads=1)
    columns = {RUN: np.arange(task.runs), **outcomes_of(tallies)}
    return save_chunk(columns, {"key": key}, Path(task.folder), key)


def _there(task: Task, key: str, say: Callable[[str], None]) -> bool:
    """Return whether a chunk is there; one that is damaged is set aside."""
    path = task.path(key)
    if path is None or whole(path):
        return path is not None
    beside = set_aside(path, path.parent)
    say(
        both(
            f"{path.name}: is damaged; set aside as {beside}, run again",
            f"{path.name}: rusak; dipindahkan ke {beside}, dijalankan lagi",
        )
    )
    return False
