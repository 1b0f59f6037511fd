"""Chunks of a sweep: some rows each, run and saved by one call, here or on a cluster."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.engines import ensemble_of, pasts_of
from experiments.common.outcomes import OUTCOMES, outcomes_of
from experiments.runs import accounts
from experiments.store.kept_chunks import NAME_DIGITS, computed, name_of, save_chunk
from experiments.sweeps.plan import Plan, Point
from sim.ensemble.ensemble import Chunk, Ensemble
from sim.ensemble.nation import NationEnsemble
from sim.ensemble.records import JOB
from sim.nation.load import Setting
from sim.policy import Policy

Json = dict[str, Any]

CHUNKS = "chunks"
SCHEMA = 2
"""Version of the columns of a chunk."""
UNITS = {
    "key": "hash of a point and of the code",
    "replication": "-",
    "seed": "-",
    "household_months": "household-months",
    **{outcome.name: outcome.unit for outcome in OUTCOMES},
    "state": "SHA-256 of the final state",
    **accounts.UNITS,
}
"""Columns of a chunk with their units."""
TYPES = {
    **dict.fromkeys(UNITS, "DOUBLE"),
    **dict.fromkeys(("replication", "seed", "household_months"), "BIGINT"),
    **dict.fromkeys(("key", "state"), "VARCHAR"),
    **dict.fromkeys(accounts.UNITS, "DOUBLE[]"),
}
"""Columns of a chunk with their types in DuckDB."""
PATTERN = "chunk-*.parquet"
NAME = rf"^chunk-[0-9a-f]{{{NAME_DIGITS}}}\.parquet$"
"""The names of chunks, as a regular expression."""


def chunk_name(sha256: str) -> str:
    """Return the name of a chunk with these bytes."""
    return name_of("chunk", sha256)


@dataclass(frozen=True)
class Task:
    """A chunk to run: everything that a process elsewhere needs.

    Attributes
    ----------
    folder : str
        Where the chunk is saved; it has to be there.
    policies : tuple of Policy
        One a point, and at the end the one that says until when points are scored.
    parameters : dict of NDArray, shape (sets,)
        Parameter sets: values by full name.
    keys : tuple of str
        Keys of the points.
    point, replication : tuple of int
        Rows, as the number of their point here and their replication.
    sets : tuple of int
        Which of the parameter sets each row has.
    about : dict of str
        What the file says of itself.
    """

    folder: str
    scenario: Setting
    policies: tuple[Policy, ...]
    parameters: Mapping[str, NDArray[np.float64]]
    keys: tuple[str, ...]
    seed: int
    point: tuple[int, ...]
    replication: tuple[int, ...]
    sets: tuple[int, ...]
    about: Mapping[str, str]


def run_chunk(task: Task) -> str:
    """Run a chunk and save it; the same task gives the same rows, wherever and whenever.

    Returns
    -------
    str
        Name of the file, which holds the SHA-256 of its bytes.

    Raises
    ------
    TaskError
        When a city cannot be computed, or the file cannot be saved.
    """
    about = {"schema": str(SCHEMA), **task.about, "units": json.dumps(UNITS)}
    return save_chunk(run_rows(task), about, Path(task.folder), "chunk")


def run_rows(task: Task) -> dict[str, Any]:
    """Run the rows of a task and return its columns, as `UNITS` names them."""
    city = ensemble_of(task.scenario, task.policies, task.parameters)
    jobs = np.recarray(len(task.point), JOB)
    jobs.policy, jobs.replication, jobs.seed = task.point, task.replication, task.seed
    jobs.parameters = task.sets
    tallies, spent, cells, states = [], [], [], []
    with computed():
        for chunk in _chunks(city, jobs):
            tallies.append(chunk.tallies)
            spent.append(chunk.spent)
            cells.append(chunk.cells)
            states += [hashlib.sha256(state).hexdigest() for state in chunk.states]
    tally = np.concatenate(tallies).view(np.recarray)
    return {
        "key": np.array(task.keys, object)[list(task.point)],
        "replication": np.array(task.replication, np.int64),
        "seed": np.full(len(jobs), task.seed, np.int64),
        "household_months": np.array(tally.household_months, np.int64),
        **outcomes_of(tally),
        "state": np.array(states, object),
        **accounts.accounts_of(np.concatenate(spent), np.concatenate(cells)),
    }


def _chunks(city: Ensemble | NationEnsemble, jobs: Any) -> Iterator[Chunk]:
    """Yield jobs, run on one core; Kubes of a city that were seen have pasts like it."""
    if isinstance(city, NationEnsemble):
        return city.chunks(jobs, states=True, threads=1)
    return city.chunks(jobs, states=True, pasts=pasts_of(city, jobs, threads=1), threads=1)


def tasks_of(
    plan: Plan, folder: Path, manifest: Json, missing: NDArray[np.int64], size: int
) -> Iterator[Task]:
    """Yield tasks for rows that are missing, so many rows each, in logical order.

    Parameters
    ----------
    folder : Path
        Where chunks are saved.
    missing : NDArray of int, shape (rows, 2)
        Number of the distinct key, and replication.
    """
    first: dict[str, Point] = {}
    for key, point in zip(manifest["keys"], plan.points, strict=True):
        first.setdefault(key, point)
    points = list(first.values())
    if plan.scenario.today is not None:  # all points of a replication have the same past
        missing = missing[np.argsort(missing[:, 1], kind="stable")]
    for start in range(0, len(missing), size):
        yield _task(plan, folder, manifest, points, missing[start : start + size])


def rerun_of(plan: Plan, folder: Path, manifest: Json, rows: Sequence[int]) -> Task:
    """Return a task for rows of the table, by their numbers."""
    pairs = [divmod(row, plan.spec.replications) for row in rows]
    return _task(plan, folder, manifest, plan.points, np.array(pairs, np.int64).reshape(-1, 2))


def _task(
    plan: Plan,
    folder: Path,
    manifest: Json,
    points: Sequence[Point],
    rows: NDArray[np.int64],
) -> Task:
    """Return a task for rows given as places in `points` and replications."""
    places, local = np.unique(rows[:, 0], return_inverse=True)
    chosen = [points[place] for place in places]
    given = [plan.parameters_of(point) for point in chosen]
    sets = plan.uncertainty.sets_of(plan.scenario, rows[:, 1], given, local)
    return Task(
        str(folder),
        plan.scenario,
        (*(plan.policy_of(point) for point in chosen), plan.scored),
        sets.columns,
        tuple(manifest["keys"][point.number] for point in chosen),
        plan.spec.seed,
        tuple(local.tolist()),
        tuple(rows[:, 1].tolist()),
        tuple(sets.place.tolist()),
        {"seed": str(plan.spec.seed), **manifest["hashes"]},
    )
