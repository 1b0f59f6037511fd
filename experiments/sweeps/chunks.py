"""A chunk: some rows of a sweep, run and saved by one call, here or on a cluster."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from experiments.common.database import opened
from experiments.common.engines import ensemble_of
from experiments.common.files import publish, temporary_in
from experiments.common.outcomes import outcomes_of
from experiments.common.sql import flat, known_values, quoted
from experiments.runs.accounts import accounts_of
from experiments.store.disk import sha256_of, trouble
from experiments.store.workers import TaskError
from experiments.sweeps.layout import SCHEMA, UNITS, chunk_name
from sim.ensemble.records import JOB
from sim.ledger import LedgerError
from sim.nation.load import Setting
from sim.policy import Policy


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
    columns = run_rows(task)
    folder = Path(task.folder)
    try:
        with temporary_in(folder) as temporary:
            _write(columns, temporary, {"schema": str(SCHEMA), **task.about})
            path = folder / chunk_name(sha256_of(temporary))
            publish(temporary, path)
    except (OSError, duckdb.Error) as error:
        raise TaskError(trouble(folder, error)) from None
    return path.name


def run_rows(task: Task) -> dict[str, Any]:
    """Run the rows of a task and return its columns, as `UNITS` names them."""
    city = ensemble_of(task.scenario, task.policies, task.parameters)
    jobs = np.recarray(len(task.point), JOB)
    jobs.policy, jobs.replication, jobs.seed = task.point, task.replication, task.seed
    jobs.parameters = task.sets
    tallies, spent, cells, states = [], [], [], []
    try:
        for chunk in city.chunks(jobs, states=True, threads=1):
            tallies.append(chunk.tallies)
            spent.append(chunk.spent)
            cells.append(chunk.cells)
            states += [hashlib.sha256(state).hexdigest() for state in chunk.states]
    except (LedgerError, OverflowError) as error:
        raise TaskError(f"a city cannot be computed: {error}") from None
    tally = np.concatenate(tallies).view(np.recarray)
    return {
        "key": np.array(task.keys, object)[list(task.point)],
        "replication": np.array(task.replication, np.int64),
        "seed": np.full(len(jobs), task.seed, np.int64),
        "household_months": np.array(tally.household_months, np.int64),
        **outcomes_of(tally),
        "state": np.array(states, object),
        **accounts_of(np.concatenate(spent), np.concatenate(cells)),
    }


def _write(columns: dict[str, Any], path: Path, about: Mapping[str, str]) -> None:
    """Write columns as Parquet; not a number becomes NULL, a row of a matrix a list."""
    chosen = ", ".join(map(known_values, columns, columns.values()))
    columns = dict(flat(columns))
    said = {**about, "units": json.dumps(UNITS)}
    pairs = ", ".join(f"{quoted(key)}: {quoted(text)}" for key, text in said.items())
    with opened([path], threads=1) as connection:
        connection.register("columns", columns)
        connection.execute(
            f"COPY (SELECT {chosen} FROM columns) TO {quoted(str(path))} "
            f"(FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false, KV_METADATA {{{pairs}}})"
        )
